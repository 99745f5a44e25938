"""A notebook in a sandboxed kernel: it computes, and reaches nothing else."""

import os
import signal
import tempfile
import time
from pathlib import Path

import nbformat
import pytest
from conftest import needs_sandbox
from jupyter_client import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from classroom import provisioner, sandbox

MIB = sandbox.MIB

pytestmark = [
    needs_sandbox,
    # jupyter_client's own: a manager's socket that the collector closes.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def descendants():
    """Return the processes that this one has started, and those that they have."""
    found, waiting = [], [os.getpid()]
    while waiting:
        process = waiting.pop()
        try:
            tasks = os.listdir(f"/proc/{process}/task")
            children = [
                child
                for task in tasks
                for child in Path(f"/proc/{process}/task/{task}/children")
                .read_text()
                .split()
            ]
        except OSError:
            continue
        found += children
        waiting += children
    return set(found)


@pytest.fixture(autouse=True)
def leaves_nothing(monkeypatch, tmp_path_factory):
    """Choose the provisioner; after the test no process and no folder may be left."""
    monkeypatch.setenv("JUPYTER_DEFAULT_PROVISIONER_NAME", "classroom-sandbox")
    monkeypatch.setenv("SECRET_TOKEN", "swordfish")
    tmp_path_factory.getbasetemp()  # made where it belongs, not in the next folder
    folder = tempfile.mkdtemp()  # a short path, for sockets
    monkeypatch.setattr(tempfile, "tempdir", folder)
    KernelProvisionerFactory.clear_instance()
    before = descendants()
    yield
    KernelProvisionerFactory.clear_instance()
    assert descendants() <= before, "the kernel's processes are still there"
    assert os.listdir(folder) == [], "a temporary folder was left"
    os.rmdir(folder)


def execute(*sources, folder, timeout=20, limits=None, **options):
    """Run cells in a sandboxed kernel; return what each of them printed."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources]
    )
    client = NotebookClient(
        notebook,
        timeout=timeout,
        resources={"metadata": {"path": str(folder)}},
        config=Config({"SandboxProvisioner": limits or {}}),
        shutdown_kernel="immediate",
        **options,
    )
    client.execute()
    return [
        "".join(output.get("text", "") for output in cell.outputs).strip()
        for cell in notebook.cells
    ]


def test_a_notebook_runs_and_finds_the_files_beside_it(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "words.txt").write_text("cat dog")
    (tmp_path / "helper.py").write_text("answer = 42")
    (tmp_path / "numpy.py").write_text("raise RuntimeError('not the library')")
    said = execute(
        "print(open('data/words.txt').read())",
        "import helper; print(helper.answer)",
        "import numpy, embedlab; print(numpy.arange(3).sum(), embedlab.__name__)",
        "open('new.txt', 'w').write('mine'); print(open('new.txt').read())",
        "open('data/words.txt', 'w').write('changed')",
        folder=tmp_path,
    )
    assert said[:4] == ["cat dog", "42", "3 embedlab", "mine"]
    assert sorted(os.listdir(tmp_path)) == ["data", "helper.py", "numpy.py"]
    assert (tmp_path / "data" / "words.txt").read_text() == "cat dog"


def test_only_regular_files_of_moderate_size_are_copied(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish")
    work = tmp_path / "work"
    work.mkdir()
    (work / "link.txt").symlink_to(secret)
    (work / "folder_link").symlink_to(tmp_path)
    (work / ".netrc").write_text("swordfish")
    (work / "large.bin").write_bytes(bytes(3 * MIB))
    os.mkfifo(work / "pipe")
    (work / "small.txt").write_text("fine")
    (said,) = execute(
        "import os; print(sorted(os.listdir('.')))",
        folder=work,
        limits={"largest_file": 2 * MIB},
    )
    assert said == "['small.txt']"


def test_it_sees_neither_network_nor_home_nor_secrets_nor_environment(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("swordfish")
    work = tmp_path / "work"
    work.mkdir()
    said = execute(
        "import os, pathlib, socket, subprocess",
        "print([i[1] for i in socket.if_nameindex()])",
        """try:
    socket.create_connection(("1.1.1.1", 53), timeout=2)
except OSError as error:
    print("no network:", type(error).__name__)""",
        f"print([os.path.exists(p) for p in ({str(secret)!r}, {__file__!r})])",
        "print(os.listdir(os.path.expanduser('~')))",
        "print('SECRET_TOKEN' in os.environ)",
        """text = b"".join(
    p.read_bytes() for p in pathlib.Path("/proc").glob("[0-9]*/environ"))
print(b"swordfish" in text, len(list(pathlib.Path("/proc").glob("[0-9]*"))) < 6)""",
        "r = subprocess.run(['unshare', '-U', 'true'], capture_output=True)\n"
        "print(r.returncode)",
        folder=work,
    )
    assert said[1] == "['lo']"
    assert said[2].startswith("no network:")
    assert said[3] == "[False, False]"
    assert set(eval(said[4])) <= {"notebook", ".ipython", ".cache", ".config"}
    assert said[5] == "False"
    assert said[6] == "False True"
    assert said[7] != "0"


def test_nothing_outside_can_be_written_to(tmp_path):
    (said,) = execute(
        f"""import os, sys
for path in ({str(tmp_path)!r}, "/usr", "/etc", "/", "/dev", sys.prefix, "/home",
             "/proc/sys/kernel", os.path.dirname(os.__file__), "/run/packages"):
    try:
        open(os.path.join(path, "new"), "w").close()
        print("wrote", path)
    except OSError:
        pass
for folder, folders, files in os.walk("/proc"):
    if folder == "/proc":
        folders[:] = [name for name in folders if not name.isdigit()]
    paths = [os.path.join(folder, name) for name in files]
    print(*[path for path in paths if os.access(path, os.W_OK)], end="")
print("done")""",
        folder=tmp_path,
    )
    assert said == "done"


def test_an_endless_loop_is_interrupted_and_the_next_cell_runs(tmp_path):
    notebook = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_code_cell("x = 1\nwhile True:\n    pass"),
            nbformat.v4.new_code_cell("print(x + 1)"),
        ]
    )
    client = NotebookClient(
        notebook,
        timeout=1,
        interrupt_on_timeout=True,
        allow_errors=True,
        resources={"metadata": {"path": str(tmp_path)}},
        shutdown_kernel="immediate",
    )
    client.execute()
    first, second = notebook.cells
    assert first.outputs[-1].ename == "KeyboardInterrupt"
    assert second.outputs[0].text == "2\n"


def test_without_interrupts_an_endless_loop_ends_with_its_sandbox(tmp_path):
    with pytest.raises(CellTimeoutError):
        execute("while True: pass", folder=tmp_path, timeout=1)


def test_a_large_allocation_is_a_memory_error(tmp_path):
    with pytest.raises(CellExecutionError, match="MemoryError"):
        execute("x = bytearray(1 << 30)", folder=tmp_path, limits={"memory": 512 * MIB})


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(
            """import os, time
for _ in range(5):
    if os.fork() == 0:
        x = bytearray(100 << 20)
        time.sleep(60)
time.sleep(60)""",
            id="much memory in many processes",
        ),
        pytest.param(
            """import os, time
while True:
    try:
        if os.fork() == 0:
            time.sleep(60)
    except OSError:
        time.sleep(60)""",
            id="a fork bomb",
        ),
        pytest.param(
            """import os, glob
folder = os.path.dirname(glob.glob("/tmp/**/kernel.json", recursive=True)[0])
for number in range(10**9):
    open(f"{folder}/{number}", "wb").write(bytes(1 << 20))""",
            id="files in the folder of its sockets",
        ),
        pytest.param("import os; os._exit(3)", id="an exit"),
        pytest.param("import os; os.kill(os.getpid(), 9)", id="it kills itself"),
    ],
)
def test_what_takes_too_much_or_ends_itself_is_a_dead_kernel(source, tmp_path):
    limits = {"memory": 400 * MIB, "processes": 40}
    start = time.monotonic()
    # To an ordinary user the system itself refuses the fortieth process.
    too_late = () if os.getuid() == 0 else (CellTimeoutError,)
    with pytest.raises((DeadKernelError, RuntimeError, *too_late)):
        execute(source, folder=tmp_path, limits=limits, timeout=8)
    assert time.monotonic() - start < 15


def test_files_have_a_limit(tmp_path):
    (said,) = execute(
        """written = 0
for number in range(20):
    try:
        with open(f"/tmp/{number}", "wb") as file:
            written += file.write(bytes(1 << 20))
    except OSError as error:
        print(type(error).__name__, written >> 20)
        break""",
        folder=tmp_path,
        limits={"disk": 8 * MIB},
    )
    assert said == "OSError 8"


def test_the_whole_kernel_has_a_wall_limit(tmp_path, caplog):
    start = time.monotonic()
    with pytest.raises(DeadKernelError):
        execute("import time; time.sleep(60)", folder=tmp_path, limits={"seconds": 3})
    assert time.monotonic() - start < 10
    assert "longer than 3 s" in caplog.text


def talk(client, source):
    """Run source in a kernel; return what it printed."""
    said = []

    def hook(message):
        if message["msg_type"] == "stream":
            said.append(message["content"]["text"])

    reply = client.execute_interactive(source, timeout=20, output_hook=hook)
    return "".join(said).strip(), reply["content"]["status"]


def test_a_kernel_restarts_is_interrupted_and_shuts_down(tmp_path):
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(tmp_path))
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=20)
        folder = manager.provisioner.run_folder
        assert manager.transport == "ipc"
        assert talk(client, "x = 5; open('/tmp/x', 'w').close()") == ("", "ok")
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=20)
        assert manager.provisioner.run_folder == folder, "clients know the old sockets"
        assert talk(client, "import os; print('x' in dir(), os.path.exists('/tmp/x'))")
        said, status = talk(client, "print('x' in dir())")
        assert (said, status) == ("False", "ok")
        asked = client.execute("import time; time.sleep(60)")
        time.sleep(0.5)
        manager.interrupt_kernel()
        while True:
            reply = client.get_shell_msg(timeout=20)
            if reply["parent_header"].get("msg_id") == asked:
                break
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        manager.signal_kernel(signal.SIGTERM)
        for _ in range(100):
            if not manager.is_alive():
                break
            time.sleep(0.05)
        assert not manager.is_alive()
        manager.restart_kernel(now=True)
        client.wait_for_ready(timeout=20)
        assert talk(client, "print(1)") == ("1", "ok")
    finally:
        client.stop_channels()
        manager.shutdown_kernel()
    assert not os.path.exists(folder)


def test_a_program_that_is_not_there_says_why(tmp_path):
    manager = KernelManager(kernel_name="python3")
    manager.kernel_spec.argv = ["/no/such/kernel", "{connection_file}"]
    manager.start_kernel(cwd=str(tmp_path))
    try:
        for _ in range(100):
            if not manager.is_alive():
                break
            time.sleep(0.05)
        assert not manager.is_alive()
        assert "/no/such/kernel" in manager.provisioner.said()
    finally:
        manager.shutdown_kernel(now=True)


def test_a_path_that_is_too_long_for_a_socket_is_refused(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 100)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with pytest.raises(sandbox.NoSandbox, match="shorter TMPDIR"):
        KernelManager(kernel_name="python3").start_kernel()
    assert os.listdir(long) == []


def test_the_provisioner_is_registered():
    entries = KernelProvisionerFactory.instance().get_provisioner_entries()
    place = f"{provisioner.__name__}:{provisioner.SandboxProvisioner.__name__}"
    assert entries["classroom-sandbox"] == place
