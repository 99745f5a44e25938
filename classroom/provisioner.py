"""Start any Jupyter kernel in a sandbox: the kernel provisioner `classroom-sandbox`.

`JUPYTER_DEFAULT_PROVISIONER_NAME=classroom-sandbox nbgrader autograde ...` runs every
notebook shut in; nbconvert, papermill and JupyterLab obey the same variable. Limits are
set as for any Jupyter tool: `c.SandboxProvisioner.memory = 1 << 30` in its
configuration file.

A kernel protected in this way cannot harm this machine, or see other submissions. It
still runs the tests beside the answers: `classroom.judge` is what protects the verdict.
"""

import contextlib
import json
import os
import shutil
import signal
import stat
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Float, Integer, List, Unicode

from classroom import box, sandbox

WORK = f"{sandbox.HOME}/notebook"
PREFIX = "kernel-"
LONGEST_SOCKET = 107  # sun_path in <sys/un.h>, less the zero at the end
MOST_FILES, DEEPEST_FOLDER = 256, 8
MOST_ENTRIES = 20  # what a kernel may put into its connection folder
SECONDS_BETWEEN_LOOKS = 0.1
DEFAULTS = sandbox.Limits()
# For IPython: look for modules in the working folder last, so that a file of the
# student's never takes the place of a library.
FOLDER_LAST = (
    "--InteractiveShellApp.ignore_cwd=True",
    "--IPKernelApp.exec_lines="
    "import os as _o, sys as _s; _s.path.append(_o.getcwd()); "
    "_o.environ.pop('PYTHONSAFEPATH', None); del _o, _s",
)


class SandboxProvisioner(LocalProvisioner):
    """Starts a kernel in bubblewrap, without network, with limits and nothing to read.

    The kernel sees the system and this Python's packages, and copies of the files
    beside the notebook. It talks to its client over Unix sockets, in a folder that has
    the same path inside and outside.
    """

    memory = Integer(DEFAULTS.memory, help="Bytes for all processes.").tag(config=True)
    disk = Integer(DEFAULTS.disk, help="Bytes for a file, and for a folder.").tag(
        config=True
    )
    processes = Integer(DEFAULTS.processes, help="Processes and threads.").tag(
        config=True
    )
    seconds = Float(
        DEFAULTS.notebook_seconds,
        help="Wall time for the life of a kernel, and its processor time; 0: no limit.",
    ).tag(config=True)
    largest_file = Integer(
        16 * sandbox.MIB, help="Files beside the notebook above this are left out."
    ).tag(config=True)
    modules = List(
        Unicode(), ["embedlab"], help="Packages outside the environment to show."
    ).tag(config=True)
    folders = List(Unicode(), help="More folders to show, read-only.").tag(config=True)

    run_folder = None
    sandbox_file = status = errors = watcher = None

    # ------------------------------------------------------------------------- start

    async def pre_launch(self, **kwargs):
        """Make the folder of the sockets; a restarted kernel gets its old one."""
        if self.run_folder is None:
            self.run_folder = tempfile.mkdtemp(prefix=PREFIX)
            if len(os.path.join(self.run_folder, "k-12345")) > LONGEST_SOCKET:
                os.rmdir(self.run_folder)
                raise sandbox.NoSandbox(f"a shorter TMPDIR, not {self.run_folder}")
            manager = self.parent
            manager.transport, manager.cache_ports = "ipc", False
            manager.ip = os.path.join(self.run_folder, "k")
            manager.connection_file = os.path.join(self.run_folder, "kernel.json")
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd, **kwargs):
        """Start the kernel; return how to reach it."""
        self.cwd = os.path.abspath(kwargs.get("cwd") or os.getcwd())
        if any("ipykernel" in word for word in cmd):
            cmd = [*cmd, *FOLDER_LAST]
        files = self.open_files()
        status, end = os.pipe()
        calls, filled = os.pipe()
        os.write(filled, sandbox.call_filter())
        os.close(filled)
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115
        line = [*self.sandbox_line(files), "--json-status-fd", f"{end}"]
        line += ["--seccomp", f"{calls}", "--"] if sandbox.call_filter() else ["--"]
        line[0] = shutil.which(line[0]) or line[0]
        try:
            self.process = subprocess.Popen(
                [*line, *self.limits_line(), *cmd],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self.errors,
                pass_fds=[end, calls, *files],
                start_new_session=True,
                cwd="/",
                env={},  # bubblewrap's own could be read inside
            )
        except FileNotFoundError:
            os.close(status)
            sandbox.require()
            raise
        finally:
            for descriptor in [end, calls, *files]:
                os.close(descriptor)
        with os.fdopen(status) as lines:
            first = lines.readline()
            self.status = os.dup(status)
        if not first:
            self.process.wait()
            raise sandbox.NoSandbox(f"the kernel did not start: {self.said()}")
        self.inside = json.loads(first)["child-pid"]
        self.sandbox_file = os.pidfd_open(self.inside)
        self.pid, self.pgid = self.process.pid, None
        self.stopped = threading.Event()
        self.watcher = threading.Thread(target=self.watch, daemon=True)
        self.watcher.start()
        return self.connection_info

    def sandbox_line(self, files):
        """Return the command line of bubblewrap, up to its last own argument."""
        shown = [p for p in sandbox.packages(self.modules) if p[0] in self.modules]
        environment = {
            **sandbox.ENVIRONMENT,
            "PATH": "/usr/bin:/bin",
            "HOME": sandbox.HOME,
            "TMPDIR": "/tmp",
            "USER": "student",
            "PYTHONPATH": sandbox.PACKAGES,
            "PYTHONSAFEPATH": "1",
        }
        file = self.parent.connection_file
        folders = [
            *[(path, f"{sandbox.PACKAGES}/{path.name}", False) for _, path in shown],
            *[(folder, folder, False) for folder in self.folders],
            (self.run_folder, self.run_folder, True),
            (file, file, False),
        ]
        line = sandbox.command(environment, folders, disk=self.disk)
        line += ["--perms", "0755", "--dir", WORK]
        for descriptor, path in files.items():
            line += ["--perms", "0644", "--file", f"{descriptor}", f"{WORK}/{path}"]
        return [*line, "--chdir", WORK]

    def limits_line(self):
        """Return the command that sets the limits which the system keeps."""
        bounds = {
            "data": self.memory,
            "fsize": self.disk,
            "nproc": self.processes,  # does not bind root: `watch` counts too
            "nofile": 1024,
            "core": 0,
        }
        if self.seconds:
            bounds["cpu"] = int(self.seconds) + 1
        return ["prlimit", *[f"--{k}={v}:{v}" for k, v in bounds.items()], "--"]

    def open_files(self):
        """Return {descriptor: path} of the files that the kernel gets copies of.

        They are regular files below the working folder, of moderate size and number.
        Links are not followed: they may point at anything. Hidden files are left out,
        for a working folder may be somebody's home.
        """
        found, left_out, room = {}, [], self.disk
        waiting = [Path()]
        while waiting:
            folder = waiting.pop(0)
            try:
                entries = sorted(os.scandir(self.cwd / folder), key=lambda e: e.name)
            except OSError:
                continue
            for entry in entries:
                path = folder / entry.name
                if entry.name.startswith(".") or entry.is_symlink():
                    continue
                if entry.is_dir() and len(path.parts) < DEEPEST_FOLDER:
                    waiting.append(path)
                if not entry.is_file():
                    continue
                size = entry.stat().st_size
                if size > min(self.largest_file, room) or len(found) >= MOST_FILES:
                    left_out.append(f"{path}")
                    continue
                try:
                    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
                    descriptor = os.open(entry.path, flags)
                except OSError:
                    left_out.append(f"{path}")
                    continue
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    os.close(descriptor)
                    continue
                found[descriptor] = path
                room -= size
            if len(left_out) > MOST_FILES:
                break
        if left_out:
            self.log.warning("The sandboxed kernel does not get %s", left_out[:10])
        return found

    # ------------------------------------------------------------------------- watch

    def watch(self):
        """End the kernel when it needs too much; runs beside it in a thread."""
        end = time.monotonic() + self.seconds if self.seconds else float("inf")
        limits = {"memory": self.memory, "processes": self.processes}
        while not self.stopped.wait(SECONDS_BETWEEN_LOOKS):
            if self.process is None or self.process.poll() is not None:
                return
            number, memory = box.needs(self.inside, 0, limits)
            why = None
            if time.monotonic() > end:
                why = f"it ran longer than {self.seconds:g} s"
            elif memory > self.memory:
                why = f"it used more than {self.memory >> 20} MiB of memory"
            elif number > self.processes:
                why = f"it ran more than {self.processes} processes and threads"
            elif not self.is_clean():
                why = "it wrote into the folder of its sockets"
            if why:
                self.log.warning("The sandboxed kernel was ended: %s", why)
                self.end()
                return

    def is_clean(self):
        """Return whether the connection folder holds nothing but its file and sockets.

        It is the only place outside the sandbox to which a kernel can write.
        """
        count = 0
        try:
            with os.scandir(self.run_folder) as entries:
                for entry in entries:
                    count += 1
                    mode = entry.stat(follow_symlinks=False).st_mode
                    is_ours = entry.name == "kernel.json"
                    if count > MOST_ENTRIES or not (is_ours or stat.S_ISSOCK(mode)):
                        return False
        except FileNotFoundError:  # a socket that has just gone
            pass
        return True

    def end(self):
        """Kill the first process of the sandbox, and all others with it."""
        with contextlib.suppress(OSError, TypeError):
            signal.pidfd_send_signal(self.sandbox_file, signal.SIGKILL)

    def said(self):
        """Return the last that was written to standard error."""
        self.errors.seek(0)
        return self.errors.read()[-500:].decode(errors="replace").strip()

    # ----------------------------------------------------------------------- signals

    def kernel(self):
        """Return the kernel's process number outside, or None.

        bubblewrap's first process inside starts it before it gets any other child.
        """
        try:
            path = f"/proc/{self.inside}/task/{self.inside}/children"
            return int(Path(path).read_text().split()[0])
        except (OSError, IndexError):
            return None

    async def send_signal(self, signum):
        """Send a signal to the kernel itself: bubblewrap does not pass it on."""
        if self.process is None or signum == 0:
            return
        if signum == signal.SIGKILL:
            self.end()
            return
        kernel = self.kernel()
        if kernel is not None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(kernel, signum)

    async def cleanup(self, restart=False):
        """Leave nothing behind; the connection folder only for a restart."""
        if self.watcher is not None:
            self.stopped.set()
            self.watcher.join()
        if self.process is not None:
            self.end()
            self.process.wait()
        self.process = self.watcher = None
        for descriptor in (self.sandbox_file, self.status):
            if descriptor is not None:
                os.close(descriptor)
        self.sandbox_file = self.status = None
        if self.errors is not None:
            self.errors.close()
            self.errors = None
        if restart and self.run_folder:
            self.purge()
        elif self.run_folder:
            shutil.rmtree(self.run_folder, ignore_errors=True)
            self.run_folder = None
        await super().cleanup(restart=restart)

    def purge(self):
        """Remove all but the connection file, which the restarted kernel reads."""
        for entry in os.scandir(self.run_folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            elif entry.name != "kernel.json":
                os.unlink(entry.path)
