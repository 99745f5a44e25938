"""The sandbox: what a submission can see and use, and that it ends when it must.

Everything here is done by a submission's own code, in a sandbox as `classroom grade`
makes it.
"""

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from conftest import needs_sandbox

from classroom import judge, sandbox, worker

pytestmark = needs_sandbox

MIB = sandbox.MIB
LIMITS = sandbox.Limits(
    cell_seconds=5,
    notebook_seconds=20,
    memory=300 * MIB,
    disk=8 * MIB,
    processes=30,
)


@pytest.fixture(scope="module")
def shared_box():
    """Return the process from which all sandboxes here are forked."""
    os.environ["SECRET_TOKEN"] = "swordfish"
    try:
        box = sandbox.Box(["numpy"])
    finally:
        del os.environ["SECRET_TOKEN"]
    yield box
    box.close()


@pytest.fixture
def box(shared_box):
    """Return the box; after the test it must give a sandbox that works."""
    yield shared_box
    with running(shared_box) as (link, _):
        assert said(link, "print(6 * 7)") == "42"


@contextlib.contextmanager
def running(box, limits=LIMITS):
    """Give a link to a new sandbox, and its leash."""
    connection, leash = box.start(limits)
    try:
        yield judge.Link(connection), leash
    finally:
        connection.close()
        leash.close()


def said(link, source, seconds=5):
    """Run a cell; return what it printed, once it has ended well."""
    with judge.at_most(seconds):
        is_well, outputs, _ = link.ask("run", textwrap.dedent(source))
    assert is_well, outputs
    return "".join(o.get("text", "") for o in outputs).strip()


def outcome(box, source, limits=LIMITS, seconds=5):
    """Run a cell that may end its sandbox; return how it ended and the report."""
    with running(box, limits) as (link, leash):
        try:
            with judge.at_most(seconds):
                is_well, outputs, _ = link.ask("run", textwrap.dedent(source))
            names = [o["ename"] for o in outputs if o["output_type"] == "error"]
            how = "well" if is_well else ["no error", *names][-1]
        except judge.Ended as ended:
            how = worker.ended_why(leash, f"{ended}")
        except judge.OutOfTime:
            how = "out of time"
        link.connection.close()
        return how, worker.last_report(leash)


def children(process):
    """Return the processes that have come from one."""
    found, waiting = [], [process]
    while waiting:
        one = waiting.pop()
        with contextlib.suppress(OSError):
            for task in os.listdir(f"/proc/{one}/task"):
                path = Path(f"/proc/{one}/task/{task}/children")
                waiting += path.read_text().split()
                found += path.read_text().split()
    return found


# ---------------------------------------------------------------------- what it sees


def test_it_computes_and_knows_its_libraries(box):
    with running(box) as (link, leash):
        assert said(link, "import numpy as np; print(np.arange(4).sum())") == "6"
        assert said(link, "import colorsys; print(colorsys.__name__)") == "colorsys"
        assert said(link, "x = sum(range(10**6)); print(x)") == "499999500000"
        report = worker.last_report(leash)
    assert report["why"] == "" and report["seconds"] < 20
    assert 0.01 < report["cpu_seconds"] < 10


def test_the_network_cannot_be_reached(box):
    with running(box) as (link, _):
        assert (
            said(link, "import socket; print(socket.if_nameindex())") == "[(1, 'lo')]"
        )
        source = """
        import socket
        for kind, place in (
            (socket.AF_INET, ("1.1.1.1", 53)),
            (socket.AF_INET, ("127.0.0.1", {port})),
            (socket.AF_INET6, ("::1", {port})),
            (socket.AF_UNIX, "\\0classroom-test"),
        ):
            try:
                socket.socket(kind).connect(place)
                print("connected", place)
            except OSError:
                pass
        try:
            print(socket.getaddrinfo("example.org", 80))
        except OSError:
            pass
        """
        with socket.create_server(("127.0.0.1", 0)) as server:
            unix = socket.socket(socket.AF_UNIX)
            unix.bind("\0classroom-test")
            unix.listen()
            port = server.getsockname()[1]
            assert said(link, source.format(port=port)) == ""
            unix.close()


def test_it_sees_no_process_but_its_own(box):
    with running(box) as (link, _), running(box) as (other, _):
        said(other, "import subprocess; p = subprocess.Popen(['sleep', '9'])")
        source = "import os; print([p for p in os.listdir('/proc') if p.isdigit()])"
        assert said(link, source) == "['1', '2']"
        assert said(link, "print(os.getpid(), os.getppid(), os.getsid(0))") == "2 1 2"


def test_files_of_this_machine_are_not_there(box, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish")
    course = Path(__file__).parent.parent
    paths = [secret, Path(__file__), course / "solutions", course / ".git"]
    paths += [
        "/etc/passwd",
        "/etc/shadow",
        f"{Path.home()}/.bashrc",
        "/var/log",
        "/sys",
        "/opt",
    ]
    paths += ["/run/docker.sock", "/run/user", "/boot", "/mnt", "/srv"]
    with running(box) as (link, _):
        said(link, "import os, sys")
        found = said(
            link, f"print([p for p in {[*map(str, paths)]} if os.path.exists(p)])"
        )
        assert found == "[]"
        assert said(link, "print(os.listdir('/home'), os.listdir('.'))") == (
            "['student'] []"
        )
        assert said(link, "print(os.listdir('/run'))") == "['packages']"
        # Of the folders above Python's own nothing is shown but the way to it.
        for prefix in {sys.prefix, sys.base_prefix}:
            for folder in Path(prefix).parents:
                if len(folder.parts) > 2 and not str(folder).startswith(
                    ("/usr", "/opt")
                ):
                    shown = eval(said(link, f"print(os.listdir({str(folder)!r}))"))
                    assert len(shown) <= 2, folder


def test_the_environment_is_empty_everywhere(box):
    with running(box) as (link, _):
        source = """
        import os, glob, subprocess
        names = set(os.environ)
        text = b"".join(open(p, "rb").read() for p in glob.glob("/proc/[0-9]*/environ"))
        text += subprocess.run(["env"], capture_output=True).stdout
        print(b"swordfish" in text, sorted(names))
        """
        expected = {*sandbox.ENVIRONMENT, "PATH", "TMPDIR", "USER"}
        shown = said(link, source)
    assert shown.startswith("False ")
    # IPython and IPykernel put a few of their own in.
    assert expected <= set(eval(shown.removeprefix("False ")))
    assert "SECRET_TOKEN" not in shown and "PYTHONPATH" not in shown


def test_only_three_folders_can_be_written_to(box):
    source = """
    import os, sys
    places = {}  # one for each file system: an environment may lie below /tmp
    for folder, folders, files in os.walk("/"):
        if folder in ("/usr", sys.prefix, sys.base_prefix):
            folders.clear()
        if folder == "/proc":
            folders[:] = [n for n in folders if not n.isdigit()]
        if folder == "/dev/pts":
            continue
        try:
            os.close(os.open(folder, os.O_TMPFILE | os.O_RDWR))
            places.setdefault(os.stat(folder).st_dev, folder)
        except OSError:
            pass
        path = os.path.join(folder, "new")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR))
            os.unlink(path)
            places.setdefault(os.stat(folder).st_dev, folder)
        except OSError:
            pass
        for name in files:
            if folder.startswith("/proc") and os.access(f"{folder}/{name}", os.W_OK):
                places[f"{folder}/{name}"] = f"{folder}/{name}"
    for folder in ("/usr/bin", sys.prefix, os.path.dirname(os.__file__)):
        try:
            open(folder + "/new", "w").close()
            places.setdefault(os.stat(folder).st_dev, folder)
        except OSError:
            pass
    print(sorted(places.values()))
    """
    with running(box) as (link, _):
        assert said(link, source) == "['/dev/shm', '/home/student', '/tmp']"


def test_what_one_sandbox_writes_the_next_does_not_find(box):
    write = """
    import os
    for folder in ("/tmp", "/dev/shm", "/home/student", "/dev", "/run"):
        try:
            open(folder + "/left", "w").write("a message")
        except OSError:
            pass
    """
    find = """
    import os
    print([f for f in ("/tmp", "/dev/shm", "/home/student", "/dev", "/run")
           if os.path.exists(f + "/left")])
    """
    with running(box) as (link, _):
        said(link, write)
        assert said(link, find) == "['/tmp', '/dev/shm', '/home/student']"
        with running(box) as (beside, _):
            assert said(beside, find) == "[]"
    with running(box) as (link, _):
        assert said(link, find) == "[]"


def test_it_has_no_rights_and_cannot_get_any(box):
    source = """
    import ctypes, os, subprocess
    libc = ctypes.CDLL(None, use_errno=True)
    QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    wrong = []
    status = dict(l.split(":", 1) for l in open("/proc/self/status") if ":" in l)
    for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        if int(status[name], 16):
            wrong.append(name)
    if status["NoNewPrivs"].strip() != "1":
        wrong.append("NoNewPrivs")
    NEW_USER = 0x10000000
    for flags in (NEW_USER, NEW_USER | 0x20000, 0x20000, 0x40000000, 0x20000000):
        if libc.unshare(flags) == 0:
            wrong.append(f"unshare {flags:x}")
    for command in (["unshare", "-U", "true"], ["unshare", "-Ur", "id"],
                    ["unshare", "-m", "true"], ["nsenter", "-t", "1", "-m", "true"],
                    ["mount", "-t", "tmpfs", "x", "/tmp"], ["umount", "/tmp"],
                    ["mount", "-o", "remount,rw", "/proc"], ["chroot", "/", "true"],
                    ["hostname", "other"]):
        if subprocess.call(["sh", "-c", " ".join(command)], **QUIET) == 0:
            wrong.append(command)
    for call in (libc.memfd_create, lambda *_: libc.shmget(0, 4096, 0o1600)):
        if call(b"x", 0) >= 0:
            wrong.append("memory that nothing counts")
    try:
        os.mknod("/tmp/disk", 0o60600, os.makedev(254, 0))
        open("/tmp/disk", "rb").close()
        wrong.append("mknod")
    except OSError:
        pass
    try:
        os.setuid(12345)
        wrong.append("setuid")
    except OSError:
        pass
    import resource
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    try:
        resource.setrlimit(resource.RLIMIT_DATA, (hard + 1, hard + 1))
        wrong.append("a higher limit")
    except (OSError, ValueError):
        pass
    print(wrong)
    """
    with running(box) as (link, _):
        assert said(link, source) == "[]"


def test_a_program_with_setuid_gains_nothing(box):
    source = """
    import glob, os, stat, subprocess
    programs = [p for p in glob.glob("/usr/bin/*") if os.stat(p).st_mode & stat.S_ISUID]
    with open("/tmp/who", "wb") as file:
        file.write(open("/usr/bin/cat", "rb").read())
    os.chmod("/tmp/who", 0o4755)
    shown = subprocess.check_output(["/tmp/who", "/proc/self/status"], text=True)
    caps = [l.split()[1] for l in shown.splitlines() if l.startswith("CapEff")]
    print([int(c, 16) for c in caps], len(programs) >= 0)
    su = subprocess.run(["su", "-c", "true"], capture_output=True, input=b"")
    print(su.returncode != 0)
    """
    with running(box) as (link, _):
        assert said(link, source).splitlines() == ["[0] True", "True"]


# ------------------------------------------------------------------------ what it uses

MEMORY = "it used more than 300 MiB of memory"
COUNT = "it ran more than 12 processes and threads"


def test_one_large_object_is_a_memory_error(box):
    assert outcome(box, "x = bytearray(2 << 30)")[0] == "MemoryError"
    how, report = outcome(box, "x = []\nwhile True:\n    x.append(bytearray(1 << 20))")
    assert how in ("MemoryError", MEMORY, "no error"), "none left to describe it"
    assert report["peak_bytes"] < 600 * MIB
    with running(box) as (link, _):
        source = (
            "try:\n    x = bytearray(2 << 30)\nexcept MemoryError:\n    print('caught')"
        )
        assert said(link, source) == "caught"
        assert said(link, "print('well')") == "well"


@pytest.mark.parametrize(
    "first",
    [
        "",
        "ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # hides what it uses",
    ],
    ids=["open", "hidden"],
)
def test_many_processes_share_one_limit_of_memory(first, box):
    source = f"""
    import ctypes, os, time
    {first}
    for _ in range(8):
        if os.fork() == 0:
            x = bytearray(100 << 20)
            time.sleep(60)
    time.sleep(60)
    """
    how, report = outcome(box, source)
    assert how == MEMORY
    assert 300 * MIB < report["peak_bytes"] < 1200 * MIB


def test_memory_that_is_shared_counts_too(box):
    source = """
    import mmap, time
    x = [mmap.mmap(-1, 100 << 20) for _ in range(8)]
    for one in x:
        one.write(bytes(100 << 20))
    time.sleep(60)
    """
    assert outcome(box, source)[0] == MEMORY


@pytest.mark.parametrize(
    "source",
    [
        """
        import os
        while True:
            try:
                os.fork()
            except OSError:
                pass
        """,
        """
        import threading, time
        while True:
            try:
                threading.Thread(target=time.sleep, args=(60,)).start()
            except RuntimeError:
                time.sleep(60)
        """,
        """
        import subprocess
        subprocess.run(["bash", "-c", "f() { f | f & }; f; sleep 60"])
        """,
        """
        import os, time
        for _ in range(300):  # each in a session of its own, its parent gone
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(60)
                os._exit(0)
        time.sleep(60)
        """,
    ],
    ids=["processes", "threads", "of a shell", "daemons"],
)
def test_bombs_of_processes_and_threads_end_the_sandbox(source, box):
    limits = sandbox.Limits(memory=300 * MIB, processes=12)
    how, report = outcome(box, source, limits, seconds=8 if os.getuid() == 0 else 2)
    if os.getuid() == 0:
        assert how == COUNT and report["why"] == COUNT
    else:  # the system itself does not let so many start
        assert how in (COUNT, "out of time", "BlockingIOError", "well")
    wait_until_it_is_alone(box)


def test_a_full_disk_is_an_error(box):
    source = """
    for folder in ("/tmp", "/dev/shm", "/home/student"):
        written = 0
        try:
            for number in range(100):
                with open(f"{folder}/{number}", "wb") as file:
                    written += file.write(bytes(1 << 20))
        except OSError as error:
            print(written >> 20, error.errno)
    """
    with running(box) as (link, _):
        assert said(link, source).split() == ["8", "28"] * 3
        assert said(link, "print('well')") == "well"
    assert outcome(box, "open('big', 'wb').truncate(1 << 40)")[0] == "OSError"


@pytest.mark.parametrize(
    "source",
    [
        "print('x' * (100 << 20))",
        "for i in range(10**5): print(i)",
        "import os\nfor _ in range(300):\n    os.write(1, b'x' * 100_000)",
        "import subprocess; subprocess.run(['bash', '-c', 'yes | head -c 200000000'])",
        "import sys\nfor _ in range(10**5): print('line', file=sys.stderr)",
        "import IPython\nfor _ in range(1000): IPython.display.display('x' * 10**5)",
        "'x' * 10**8",
        "raise ValueError('x' * 10**7)",
    ],
)
def test_huge_output_is_cut(source, box):
    limits = sandbox.Limits(memory=600 * MIB, disk=8 * MIB)
    with running(box, limits) as (link, _):
        with judge.at_most(8), contextlib.suppress(OSError):
            _, outputs, _ = link.ask("run", source)
            assert len(f"{outputs}") < 8_000_000
        assert said(link, "print('well')") == "well"


# -------------------------------------------------------------------------- how it ends


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("import os; os._exit(3)", "the submission has ended its own process"),
        ("import os; os.kill(os.getpid(), 9)", "its process was ended by SIGKILL"),
        ("import ctypes; ctypes.string_at(1)", "its process was ended by SIGSEGV"),
        ("import os; os.abort()", "its process was ended by SIGABRT"),
        (
            "import os, signal\nfor p in (1, 2):\n    os.kill(p, signal.SIGKILL)",
            "its process was ended by SIGKILL",
        ),
        ("import os; os.closerange(0, 100)", "the submission has ended"),
        ("import os; os.close(3)", "the submission has ended"),
        ("import os; os.write(3, bytes(100))", "the submission's process sent"),
        ("import os; os.write(3, b'garbage' * 99)", "the submission's process sent"),
        ("import os\nos.execv('/bin/true', ['true'])", "the submission has ended"),
    ],
)
def test_how_a_submission_ended_itself_is_told(source, why, box):
    how, report = outcome(box, source)
    assert how.startswith(why), how
    assert set(report) >= {"why", "status", "peak_bytes", "cpu_seconds", "seconds"}


@pytest.mark.parametrize(
    "source",
    [
        "while True: pass",
        "import ctypes; ctypes.CDLL(None).sleep(60)",
        """
import signal, time
for number in range(1, 65):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    try:
        time.sleep(60)
    except BaseException:
        pass
""",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
        "import re; re.match('(a*)*b', 'a' * 60)",
        "x = 7 ** (7 ** 9)",
        "import socket\ns = socket.socket(fileno=3)\nwhile True: s.recv(100)",
    ],
    ids=["loop", "in C", "deaf", "stopped", "regular expression", "number", "socket"],
)
def test_what_does_not_come_back_is_out_of_time_and_ends(source, box):
    start = time.monotonic()
    how, report = outcome(box, source, seconds=0.5)
    assert how == "out of time"
    assert report and time.monotonic() - start < 4
    wait_until_it_is_alone(box)


def wait_until_it_is_alone(box):
    """Fail if something but bubblewrap's process and the box itself stays."""
    end = time.monotonic() + 3
    while len(children(box.process.pid)) > 2 and time.monotonic() < end:
        time.sleep(0.01)
    assert len(children(box.process.pid)) == 2


def test_processor_time_has_a_limit(box):
    limits = sandbox.Limits(notebook_seconds=0)
    how, report = outcome(box, "while True: pass", limits)
    assert how == "it used more processor time than it may"
    assert 0.5 < report["cpu_seconds"] < 3


def test_a_daemon_goes_with_its_sandbox(box):
    with running(box) as (link, leash):
        source = """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                os.closerange(0, 100)
                while True:
                    time.sleep(1)
            os._exit(0)
        """
        said(link, source)
        assert len(children(box.process.pid)) >= 6
        leash.shutdown(socket.SHUT_WR)
        wait_until_it_is_alone(box)


def test_a_sandbox_ends_when_its_leash_is_let_go(box):
    connection, leash = box.start(LIMITS)
    link = judge.Link(connection)
    assert said(link, "print(1)") == "1"
    leash.close()
    with pytest.raises(judge.Ended), judge.at_most(3):
        while True:
            link.ask("outputs")
    connection.close()


def test_nothing_is_left_when_the_box_is_closed():
    box = sandbox.Box([])
    links = [box.start(LIMITS) for _ in range(3)]
    for connection, _ in links:
        said(judge.Link(connection), "import subprocess as s; s.Popen(['sleep', '99'])")
    found = children(box.process.pid)
    assert len(found) >= 10
    box.close()
    end = time.monotonic() + 3
    while any(os.path.exists(f"/proc/{p}") for p in found) and time.monotonic() < end:
        time.sleep(0.01)
    states = [
        Path(f"/proc/{p}/stat").read_text().rpartition(")")[2].split()[0]
        for p in found
        if os.path.exists(f"/proc/{p}")
    ]
    assert set(states) <= {"Z"}, "at most what the system has not yet buried"
    for connection, leash in links:
        connection.close()
        leash.close()


def test_sandboxes_do_not_share_random_numbers(box):
    numbers = set()
    for _ in range(3):
        with running(box) as (link, _):
            source = "import random, numpy; print(random.random(), numpy.random.rand())"
            numbers.update(said(link, source).split())
    assert len(numbers) == 6


def test_modules_of_the_submission_never_replace_a_library(box):
    with running(box) as (link, _):
        files = {"random.py": b"x = 1", "numpy.py": b"x = 1", "mine.py": b"x = 2"}
        link.ask("files", files)
        assert said(link, "import mine, random, numpy; print(mine.x)") == "2"
        assert said(link, "print(hasattr(random, 'x'), hasattr(numpy, 'x'))") == (
            "False False"
        )


# What IPython needs, to be copied into an environment of a test's own.
SHELL = (
    *("IPython", "asttokens", "decorator", "executing", "jedi", "matplotlib_inline"),
    *("parso", "pexpect", "prompt_toolkit", "ptyprocess", "pure_eval", "pygments"),
    *("stack_data", "traitlets", "wcwidth", "IPython_pygments_lexers"),
    *("ipython_pygments_lexers", "typing_extensions", "psutil"),
)


def test_an_environment_below_a_covered_folder_stays_readable(tmp_path):
    """Many have theirs below /home; in the sandbox /tmp, too, is a new folder."""
    environment = tmp_path / "venv"
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", environment], check=True
    )
    (site,) = environment.glob("lib/python*/site-packages")
    for name in SHELL:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations:
            large = shutil.ignore_patterns("third_party", "tests")
            shutil.copytree(Path(spec.origin).parent, site / name, ignore=large)
        elif spec is not None:
            shutil.copy(spec.origin, site)
    site.joinpath("extra.py").write_text("x = 5")
    program = """
import sys
sys.path.insert(0, sys.argv[1])
from classroom import sandbox, wire
box = sandbox.Box([])
connection, leash = box.start(sandbox.Limits())
wire.send(connection, ["run", "import extra; print(extra.x)"], wire.Encoder(None))
print(wire.receive(connection, wire.Decoder(None)))
box.close()
"""
    done = subprocess.run(
        [environment / "bin" / "python", "-c", program, Path(__file__).parent.parent],
        capture_output=True,
        text=True,
    )
    assert "'text': '5\\n'" in done.stdout, done.stderr[-1500:]


def test_without_bubblewrap_it_says_what_to_do(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(sandbox.NoSandbox, match="apt install bubblewrap"):
        sandbox.require()
