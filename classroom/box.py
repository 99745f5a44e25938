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
import re
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
from classroom.sandbox import HOME, call_filter

LIBC = ctypes.CDLL(None, use_errno=True)
# linux/sched.h, linux/mount.h, linux/prctl.h
NEW_MOUNTS, NEW_HOST, NEW_IPC = 0x20000, 0x4000000, 0x8000000
NEW_PROCESSES, NEW_NETWORK = 0x20000000, 0x40000000
READ_ONLY, NO_SETUID, NO_DEVICES, REMOUNT, BIND = 1, 2, 4, 32, 4096
RECURSIVE, PRIVATE = 16384, 1 << 18
SET_DEATH_SIGNAL, SET_FILTER, DROP_BOUND, NO_NEW_PRIVILEGES, AMBIENT = 1, 22, 24, 38, 47
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
        # The submission will meet the same error, and show it.
        with contextlib.suppress(Exception):
            importlib.import_module(name)
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
        spaces = NEW_HOST | NEW_IPC | NEW_PROCESSES | NEW_NETWORK
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
    why, peak, used, seconds = "", 0, None, 0
    watched = [leash, os.pidfd_open(first)] if hasattr(os, "pidfd_open") else [leash]
    while used is None:
        ready, _, _ = select.select(watched, [], [], SECONDS_BETWEEN_LOOKS)
        if leash not in ready and not why:
            number, memory = needs(first, before, limits)
            peak = max(peak, memory)
            if memory > limits["memory"]:
                why = f"it used more than {limits['memory'] >> 20} MiB of memory"
            elif number > limits["processes"]:
                why = f"it ran more than {limits['processes']} processes and threads"
        if leash in ready or why:
            if not why:  # no time to lose with what grows
                seconds = processor_seconds(first, limits["processes"])
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
        # What ends with the first process is not in its account.
        "cpu_seconds": max(seconds, used.ru_utime + used.ru_stime),
        "seconds": time.monotonic() - start,
    }
    with contextlib.suppress(OSError):
        leash.sendall(json.dumps(report).encode())
    os._exit(0)


def end(first, is_open):
    """Kill the first process; those that it has started end with it, in a sandbox."""
    with contextlib.suppress(OSError):
        os.killpg(first, signal.SIGKILL) if is_open else os.kill(first, signal.SIGKILL)


def memory_of(process, precise=False):
    """Return the bytes of memory that belong to a process, shared ones in part.

    A process can forbid to read the precise number.
    """
    name, fields = ("status", ("RssAnon:", "RssShmem:"))
    if precise:
        name, fields = ("smaps_rollup", ("Pss_Anon:", "Pss_Shmem:"))
    try:
        with open(f"/proc/{process}/{name}") as file:
            lines = [line.split() for line in file]
    except OSError:
        return memory_of(process) if precise else 0
    return 1024 * sum(int(line[1]) for line in lines if line[0] in fields)


def needs(first, before, limits):
    """Return how many threads a sandbox has, and the memory that it has taken.

    What all its processes have inherited, `before`, does not count. The precise number
    is slow to get, and is asked for only near the limit.
    """
    found, number = family(first, limits["processes"])
    if number > limits["processes"]:
        return number, 0
    limit = limits["memory"]
    memory = max(sum(memory_of(process) for process in found) - before, 0)
    if memory > limit:
        memory = max(sum(memory_of(process, True) for process in found) - before, 0)
    return number, memory


def family(first, most):
    """Return a process and all that have come from it, and the number of threads.

    It looks at no more than `most` threads: they may come faster than it can look.
    """
    number, waiting, found = 0, [first], []
    while waiting and number <= most:
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
    return found, number


def processor_seconds(first, most):
    """Return the processor time of a process and of all that have come from it."""
    ticks = 0
    for process in family(first, most)[0]:
        with contextlib.suppress(OSError), open(f"/proc/{process}/stat") as file:
            # Behind the name, which may hold anything: proc(5), fields 14 to 17.
            ticks += sum(map(int, file.read().rpartition(")")[2].split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


# ------------------------------------------------------------------ inside the sandbox


def enter(limits):
    """Become the first process of a new world, and fork the one that runs the code."""
    LIBC.prctl(SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    # Here and not before: the process that watches goes on seeing all processes.
    check(LIBC.unshare(NEW_MOUNTS), "unshare")
    mount(None, "/", None, RECURSIVE | PRIVATE)
    mount("proc", "/proc", "proc", NO_SETUID | NO_DEVICES)
    with open("/proc/sys/user/max_user_namespaces", "w") as file:
        file.write("0")  # no namespaces inside, in which it would have rights again
    # A bound that no burst of processes outruns; at least 301. Before Linux 6.14 it was
    # the whole machine's, and root may have changed it from here.
    version = [int(part) for part in re.findall("[0-9]+", os.uname().release)[:2]]
    if version >= [6, 14]:
        with (
            contextlib.suppress(OSError),
            open("/proc/sys/kernel/pid_max", "w") as file,
        ):
            file.write(str(max(301, limits["processes"])))
    # What is root's there, sysrq-trigger for one, obeys root without any rights.
    flags = BIND | REMOUNT | READ_ONLY | NO_SETUID | NO_DEVICES
    mount(None, "/proc", None, flags)
    size = f"size={limits['disk']},mode=0777"
    # An environment may lie below one of the folders that are covered.
    kept = {p: os.open(p, os.O_PATH) for p in {sys.prefix, sys.base_prefix}}
    for path in (HOME, "/tmp", "/dev/shm"):
        mount("tmpfs", path, "tmpfs", NO_SETUID | NO_DEVICES, size)
    for path, folder in kept.items():
        if path.startswith((f"{HOME}/", "/tmp/", "/dev/shm/")):
            os.makedirs(path)
            mount(f"/proc/self/fd/{folder}", path, None, BIND | RECURSIVE)
        os.close(folder)
    child = os.fork()
    if child == 0:
        return
    os.closerange(0, 1024)
    drop_rights()
    while True:
        process, status = os.wait()
        if process == child:
            code = os.waitstatus_to_exitcode(status)
            os._exit(code if code >= 0 else 128 - code)  # as a shell says it


def drop_rights():
    """Give up every right that root has, for good."""
    LIBC.prctl(AMBIENT, 4, 0, 0, 0)
    for right in range(64):
        LIBC.prctl(DROP_BOUND, right, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    check(LIBC.capset(header, (ctypes.c_uint32 * 6)()), "capset")
    check(LIBC.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0), "no_new_privs")


class Program(ctypes.Structure):
    """struct sock_fprog of linux/filter.h."""

    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def refuse_calls():
    """Let this process, and all that it starts, be refused some calls to the system."""
    steps = call_filter()
    if steps:
        program = Program(len(steps) // 8, steps)
        check(LIBC.prctl(SET_FILTER, 2, ctypes.byref(program), 0, 0), "seccomp")


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
        hard = resource.getrlimit(kind)[1]
        # The first limit on processor time is a signal that says what it is about.
        later = bound + 5 if kind == resource.RLIMIT_CPU else bound
        if hard != resource.RLIM_INFINITY:
            bound, later = min(bound, hard), min(later, hard)
        resource.setrlimit(kind, (bound, later))


def run(limits, connection, shell, home):
    """Answer the judge until it hangs up; never return."""
    os.setsid()
    os.dup2(connection, 3)
    path = os.path.join(home, ".output")
    output = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
    os.unlink(path)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.closerange(4, 1024)
    limit(limits)
    if not limits["is_open"]:
        drop_rights()
        refuse_calls()
    os.environ.clear()
    os.environ.update(limits["environment"], HOME=home, TMPDIR="/tmp", USER="student")
    os.chdir(home)
    # Behind all others: a file of the student's never takes the place of a library.
    sys.path.append(home)
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed(None)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = Capped("stdout", shell.outputs)
    sys.stderr = sys.__stderr__ = Capped("stderr", shell.outputs)
    Answers(socket.socket(fileno=3), shell).serve()
    os._exit(0)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
