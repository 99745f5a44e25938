"""The sandbox: what of this machine a submission can see, and how much of it it gets.

`command` starts any program in bubblewrap; the kernel provisioner uses it for a kernel,
`Box` for the process from which the sandboxes of a grading run are forked.
"""

import importlib.util
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

MIB = 1 << 20
SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib64", "/etc/ld.so.cache"),
    *("/etc/alternatives", "/etc/fonts", "/etc/localtime", "/etc/ld.so.conf.d"),
)
# One thread each: the cores are shared out among the workers.
ENVIRONMENT = {
    "LANG": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONIOENCODING": "utf-8",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "NBGRADER_EXECUTION": "autograde",
    "HOME": "/tmp",
}
HOME = "/home/student"
# Where classroom and what an assignment imports from beside it lie in the sandbox.
PACKAGES = "/run/packages"
# What the process from which sandboxes are forked needs, and each of them gives up.
RIGHTS = ("CAP_SYS_ADMIN", "CAP_SYS_RESOURCE")


@dataclass(frozen=True)
class Limits:
    """What one submission may use, and no more.

    Attributes
    ----------
    cell_seconds : int
        Wall time for a cell, and for a test.
    notebook_seconds : int
        Wall time for a whole notebook.
    memory : int
        Bytes that all its processes may take.
    disk : int
        Bytes that it may write into each of its folders.
    processes : int
        Processes and threads at a time.
    """

    cell_seconds: int = 30
    notebook_seconds: int = 300
    memory: int = 2048 * MIB
    disk: int = 64 * MIB
    processes: int = 128


# Calls by which memory could be had that no limit counts, or something be left for the
# next submission: memfd_create, memfd_secret, shmget, msgget, add_key, request_key,
# keyctl, io_uring_setup, userfaultfd, bpf, perf_event_open. By machine: the number of
# its architecture in linux/audit.h, and theirs.
FORBIDDEN = {
    "x86_64": (0xC000003E, (319, 447, 29, 68, 248, 249, 250, 425, 323, 321, 298)),
    "aarch64": (0xC00000B7, (279, 447, 194, 186, 217, 218, 219, 425, 282, 280, 241)),
}


def call_filter():
    """Return a program for seccomp(2) that refuses some calls, or b"" if none is known.

    They fail with ENOSYS, as on a system that does not have them.
    """
    if os.uname().machine not in FORBIDDEN:
        return b""
    architecture, calls = FORBIDDEN[os.uname().machine]
    # linux/filter.h and linux/bpf_common.h: load a word, jump if equal, jump if at
    # least, return. A jump is (to go on if so, if not, compared with).
    load, equal, at_least, leave = 0x20, 0x15, 0x35, 0x06
    refuse, allow, other_form = 0x50000 | 38, 0x7FFF0000, 0x40000000
    program = [(load, 0, 0, 4), (equal, 0, len(calls) + 3, architecture)]
    program += [(load, 0, 0, 0), (at_least, len(calls) + 1, 0, other_form)]
    for place, call in enumerate(calls):
        program.append((equal, len(calls) - place, 0, call))
    program += [(leave, 0, 0, allow), (leave, 0, 0, refuse)]
    return b"".join(struct.pack("HBBI", *step) for step in program)


class NoSandbox(Exception):
    """bubblewrap is missing, or the system does not let it work; the text says why."""


def require():
    """Raise `NoSandbox` if no sandbox can be made on this machine."""
    if shutil.which("bwrap") is None:
        raise NoSandbox(
            "bubblewrap is not installed, so students' code cannot be shut in.\n"
            "On Debian and Ubuntu: sudo apt install bubblewrap; on Fedora: sudo dnf "
            "install bubblewrap. It exists for Linux only."
        )
    probe = subprocess.run(
        [*command({}, rights=RIGHTS), "--", "/bin/true"], capture_output=True, text=True
    )
    if probe.returncode:
        raise NoSandbox(
            f"bubblewrap cannot make a sandbox here: {probe.stderr.strip()}\n"
            "Ubuntu 24.04 and newer forbid it by AppArmor, and some containers do: "
            "guide/teaching.md says what to do."
        )


def command(environment, folders=(), rights=(), disk=64 * MIB):
    """Return the bubblewrap command line, to which ["--", program, ...] is added.

    The program sees the system and this Python's packages, read-only, an empty home
    and nothing else: no network, no other process, no environment but this one.

    Parameters
    ----------
    environment : dict of str to str
        Its environment variables.
    folders : iterable of (path, path, bool)
        More to show: what, where, and whether it may be written to.
    rights : iterable of str
        Capabilities inside the sandbox, CAP_SYS_ADMIN for instance.
    disk : int
        Bytes that may be written into each of /tmp, /dev/shm and the home; of what is
        not in `folders`, nothing else can be written to.
    """
    line = ["bwrap", "--unshare-all", "--unshare-user", "--hostname", "classroom"]
    line += ["--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"]
    if rights:
        # Only user 0 stays in the namespace to which the rights belong.
        line += ["--uid", "0", "--gid", "0"]
        line += [word for right in rights for word in ("--cap-add", right)]
    else:
        line += ["--uid", "1000", "--gid", "1000", "--disable-userns"]
    for name, value in environment.items():
        line += ["--setenv", name, value]
    line += ["--proc", "/proc", "--dev", "/dev"]
    line += ["--perms", "0755", "--dir", "/home", "--dir", "/run"]
    for path in ("/tmp", "/dev/shm", HOME):
        line += ["--size", f"{disk}", "--tmpfs", path]
    # Behind those: an environment may lie below one of them.
    python = [p for p in (sys.base_prefix, sys.prefix) if not p.startswith("/usr/")]
    for path in dict.fromkeys([*SYSTEM, *python]):
        if os.path.islink(path) and path not in python:
            line += ["--symlink", os.readlink(path), path]
        elif os.path.exists(path):
            line += ["--ro-bind", path, path]
    for source, target, is_writable in folders:
        line += ["--bind" if is_writable else "--ro-bind", str(source), str(target)]
    # /proc: what is root's there, sysrq-trigger for one, obeys root without any rights.
    read_only = [] if rights else ["/proc"]
    for path in (*read_only, "/dev", "/"):
        line += ["--remount-ro", path]
    return [*line, "--chdir", "/"]


def packages(modules):
    """Return the folders of packages that lie outside the environment: [(name, path)].

    A package that is installed as a link into a repository would not be found, and the
    repository around it, with its solutions, must not be shown.
    """
    found = {"classroom": Path(__file__).parent}
    prefixes = [Path(path).resolve() for path in (sys.prefix, sys.base_prefix)]
    inside = tuple(f"{path}{os.sep}" for path in prefixes)
    for name in modules:
        top = name.split(".")[0]
        try:
            spec = importlib.util.find_spec(top)
        except (ImportError, ValueError):
            spec = None
        if spec is None or spec.origin in (None, "built-in", "frozen"):
            continue
        path = Path(spec.origin)
        path = path.parent if spec.submodule_search_locations else path
        if not f"{path.resolve()}".startswith(inside):
            found[top] = path
    return [(name, path) for name, path in found.items()]


class Box:
    """The process from which sandboxes are forked; see `classroom.box`.

    Parameters
    ----------
    modules : list of str
        What is imported once, before any submission.
    is_open : bool
        Whether to do without bubblewrap: nothing is protected then.
    """

    def __init__(self, modules, is_open=False):
        self.is_open = is_open
        ours, theirs = socket.socketpair()
        found = packages(modules)
        folders = [(path, f"{PACKAGES}/{path.name}", False) for _, path in found]
        where = [str(path.parent) for _, path in found] if is_open else [PACKAGES]
        environment = {
            **ENVIRONMENT,
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": os.pathsep.join(where),
        }
        line = [] if is_open else [*command(environment, folders, RIGHTS), "--"]
        # -P: not the folder in which it is started, which may be anybody's.
        line += [os.path.abspath(sys.executable), "-s", "-P", "-m", "classroom.box"]
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115
        self.process = subprocess.Popen(
            [*line, f"{theirs.fileno()}", *modules],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            pass_fds=[theirs.fileno()],
            env=environment,
        )
        theirs.close()
        self.control = ours
        ready = ours.recv(4096)
        if not ready:
            self.errors.seek(0)
            said = self.errors.read().decode(errors="replace")[-500:]
            raise NoSandbox(f"the sandboxes' process did not start: {said.strip()}")
        self.threads = json.loads(ready)["threads"]

    def start(self, limits):
        """Return the two sockets of a new sandbox: to its answers, and its leash.

        When the leash is closed the sandbox ends; when the sandbox ends, a report on
        what it has used comes over the leash.
        """
        connection, inside = socket.socketpair()
        leash, end = socket.socketpair()
        wanted = {
            "memory": limits.memory,
            "disk": limits.disk,
            "processes": limits.processes,
            "cpu_seconds": int(limits.notebook_seconds) + 1,
            "environment": {**ENVIRONMENT, "PATH": "/usr/bin:/bin"},
            "is_open": self.is_open,
        }
        socket.send_fds(
            self.control, [json.dumps(wanted).encode()], [inside.fileno(), end.fileno()]
        )
        inside.close()
        end.close()
        return connection, leash

    def close(self):
        """End the process, and every sandbox with it."""
        self.control.close()
        self.process.kill()
        self.process.wait()
        self.errors.close()
