"""The process from which sandboxes are forked: it has imported, and run nothing.

It is started in bubblewrap, which shows it a read-only system without network, and is
asked over a socket for sandboxes, with two sockets for each: one on which the
submission talks to the judge, and a leash. Each sandbox is a fork with a file system,
a network, processes and limits of its own. TensorFlow may be forked as long as it has
computed nothing; that is why the threads are counted before each fork.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import select
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time

from classroom.answers import Answers, Capped, make_shell

LIBC = ctypes.CDLL(None, use_errno=True)
# linux/sched.h, linux/mount.h, linux/prctl.h
NEW_MOUNTS, NEW_HOST, NEW_IPC = 0x20000, 0x4000000, 0x8000000
NEW_PROCESSES, NEW_NETWORK = 0x20000000, 0x40000000
READ_ONLY, NO_SETUID, NO_DEVICES, REMOUNT, BIND = 1, 2, 4, 32, 4096
RECURSIVE, PRIVATE = 16384, 1 << 18
SET_DEATH_SIGNAL, DROP_BOUND, NO_NEW_PRIVILEGES, AMBIENT = 1, 24, 38, 47
HOME = "/home/student"
COVERED = ("sys", "sysrq-trigger", "irq", "bus")
SECONDS_BETWEEN_LOOKS = 0.05


def check(result, what):
    """Raise the error of a call to the C library that failed."""
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def mount(source, target, kind, flags, options=None):
    """Call mount(2)."""
    values = [v if v is None else v.encode() for v in (source, target, kind)]
    data = options and options.encode()
    check(LIBC.mount(*values, flags, data), f"mount {target}")


def threads():
    """Return the number of threads of this process."""
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:  # no Linux
        return threading.active_count()


def serve(control, modules):
    """Import, then fork a sandbox for each request, until the socket ends."""
    for name in modules:
        try:
            importlib.import_module(name)
        except Exception:  # the submission will meet the same error, and show it
            pass
    shell = make_shell()
    gc.collect()
    gc.freeze()  # what is never touched stays shared with the forks
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.sendall(json.dumps({"threads": threads()}).encode() + b"\n")
    while True:
        text, ends, _, _ = socket.recv_fds(control, 65536, 2)
        if not text:
            return
        if threads() == 1 and os.fork() == 0:
            control.close()
            try:
                watch(json.loads(text), *ends, shell)
            finally:
                os._exit(70)
        for end in ends:
            os.close(end)


# --------------------------------------------------------------- outside the sandbox


def watch(limits, connection, leash, shell):
    """Start a sandbox, end it when it needs too much, and report what it needed."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    leash = socket.socket(fileno=leash)
    is_open = limits["is_open"]
    home = tempfile.mkdtemp() if is_open else HOME
    if not is_open:
        spaces = NEW_MOUNTS | NEW_HOST | NEW_IPC | NEW_PROCESSES | NEW_NETWORK
        check(LIBC.unshare(spaces), "unshare")
    start = time.monotonic()
    before = memory_of(os.getpid())
    first = os.fork()
    if first == 0:
        try:
            leash.close()
            if not is_open:
                enter(limits)
            run(limits, connection, shell, home)
        except BaseException as error:
            sys.__stderr__.write(f"{error!r}\n")
            sys.__stderr__.flush()
        finally:
            os._exit(70)
    os.close(connection)
    why, peak, used = "", 0, None
    watched = [leash, os.pidfd_open(first)] if hasattr(os, "pidfd_open") else [leash]
    while used is None:
        ready, _, _ = select.select(watched, [], [], SECONDS_BETWEEN_LOOKS)
        if leash not in ready and not why:
            number, memory = needs(first, before, limits["memory"])
            peak = max(peak, memory)
            if memory > limits["memory"]:
                why = f"it used more than {limits['memory'] >> 20} MiB of memory"
            elif number > limits["processes"]:
                why = f"it ran more than {limits['processes']} processes and threads"
        if leash in ready or why:
            end(first, is_open)
        ended, status, usage = os.wait4(first, 0 if leash in ready else os.WNOHANG)
        used = usage if ended else None
    if is_open:
        end(first, is_open)
        shutil.rmtree(home, ignore_errors=True)
    report = {
        "why": why,
        "status": os.waitstatus_to_exitcode(status),
        "peak_bytes": peak,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "seconds": time.monotonic() - start,
    }
    try:
        leash.sendall(json.dumps(report).encode())
    except OSError:
        pass
    os._exit(0)


def end(first, is_open):
    """Kill the first process; those that it has started end with it, in a sandbox."""
    with contextlib.suppress(OSError):
        os.killpg(first, signal.SIGKILL) if is_open else os.kill(first, signal.SIGKILL)


def memory_of(process, precise=False):
    """Return the bytes of memory that belong to a process, shared ones in part."""
    name, fields = ("status", ("RssAnon:", "RssShmem:"))
    if precise:
        name, fields = ("smaps_rollup", ("Pss_Anon:", "Pss_Shmem:"))
    try:
        with open(f"/proc/{process}/{name}") as file:
            lines = [line.split() for line in file]
    except OSError:
        return 0
    return 1024 * sum(int(line[1]) for line in lines if line[0] in fields)


def needs(first, before, limit):
    """Return how many threads a sandbox has, and the memory that it has taken.

    What all its processes have inherited, `before`, does not count. The precise number
    is slow to get, and is asked for only near the limit.
    """
    number, waiting, found = 0, [first], []
    while waiting:
        process = waiting.pop()
        found.append(process)
        try:
            tasks = os.listdir(f"/proc/{process}/task")
            number += len(tasks)
            for task in tasks[:64]:
                with open(f"/proc/{process}/task/{task}/children") as file:
                    waiting += file.read().split()
        except OSError:
            continue
    memory = max(sum(memory_of(process) for process in found) - before, 0)
    if memory > limit:
        memory = max(sum(memory_of(process, True) for process in found) - before, 0)
    return number, memory


# ------------------------------------------------------------------ inside the sandbox


def enter(limits):
    """Become the first process of a new world, and fork the one that runs the code."""
    LIBC.prctl(SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    mount(None, "/", None, RECURSIVE | PRIVATE)
    mount("proc", "/proc", "proc", NO_SETUID | NO_DEVICES)
    with open("/proc/sys/user/max_user_namespaces", "w") as file:
        file.write("0")  # no namespaces inside, in which it would have rights again
    for name in COVERED:
        path = f"/proc/{name}"
        if os.path.exists(path):
            mount(path, path, None, BIND)
            mount(path, path, None, BIND | REMOUNT | READ_ONLY | NO_SETUID | NO_DEVICES)
    size = f"size={limits['disk']},mode=0777"
    for path in ("/home", "/tmp", "/dev/shm"):
        mount("tmpfs", path, "tmpfs", NO_SETUID | NO_DEVICES, size)
    os.mkdir(HOME)
    child = os.fork()
    if child == 0:
        return
    os.closerange(0, 1024)
    drop_rights()
    while True:
        process, status = os.wait()
        if process == child:
            os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def drop_rights():
    """Give up every right that root has, for good."""
    LIBC.prctl(AMBIENT, 4, 0, 0, 0)
    for right in range(64):
        LIBC.prctl(DROP_BOUND, right, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    check(LIBC.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    check(LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no_new_privs")


def limit(limits):
    """Set the limits that the system keeps for each process."""
    data = 0
    with contextlib.suppress(OSError), open("/proc/self/status") as file:
        (data,) = [int(line.split()[1]) for line in file if line.startswith("VmData:")]
    bounds = {
        resource.RLIMIT_DATA: (data << 10) + limits["memory"],
        resource.RLIMIT_FSIZE: limits["disk"],
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_NPROC: limits["processes"],
        resource.RLIMIT_NOFILE: 512,
        resource.RLIMIT_CORE: 0,
    }
    if limits["is_open"]:
        del bounds[resource.RLIMIT_NPROC]  # all processes of the user would count
    for kind, bound in bounds.items():
        resource.setrlimit(kind, (bound, bound))


def run(limits, connection, shell, home):
    """Answer the judge until it hangs up; never return."""
    os.setsid()
    os.dup2(connection, 3)
    output = os.open(os.path.join(home, ".output"), os.O_RDWR | os.O_CREAT | os.O_APPEND)
    os.unlink(os.path.join(home, ".output"))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(4, 1024)
    limit(limits)
    if not limits["is_open"]:
        drop_rights()
    os.environ.clear()
    os.environ.update(limits["environment"], HOME=home, TMPDIR="/tmp", USER="student")
    os.chdir(home)
    # Behind all others: a file of the student's never takes the place of a library.
    sys.path.append(home)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(None)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin = open(0, closefd=False)
    sys.stdout = sys.__stdout__ = Capped("stdout", shell.outputs)
    sys.stderr = sys.__stderr__ = Capped("stderr", shell.outputs)
    Answers(socket.socket(fileno=3), shell).serve()
    os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
