"""The commands, and what they say when something is wrong with the machine."""

import ast
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from conftest import ROOT, copy_project

import course

OFFLINE = {
    "PIP_CONFIG_FILE": os.devnull,
    "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
    "PIP_EXTRA_INDEX_URL": "",
    "PIP_FIND_LINKS": "",
    "PIP_RETRIES": "0",
    "PIP_NO_CACHE_DIR": "1",
}


@pytest.fixture
def elsewhere(tmp_path):
    """Return a folder with what `course.py` needs to make an environment."""
    for name in ["course.py", "Makefile", *course.INSTALLED_FROM]:
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def run(folder, *arguments, **environment):
    return subprocess.run(
        [sys.executable, "course.py", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_a_python_that_is_too_old_is_named(monkeypatch):
    monkeypatch.setattr(course, "version_of", lambda python: "3.9")
    with pytest.raises(course.Problem) as problem:
        course.find_python()
    assert "needs Python 3.11, 3.12 or 3.13" in str(problem.value)
    assert "no other was found" in str(problem.value)


def test_a_newer_python_beside_an_old_one_is_found(monkeypatch):
    versions = {sys.executable: "3.9", "python3.12": "3.12"}
    monkeypatch.setattr(course, "version_of", lambda python: versions.get(python[0]))
    monkeypatch.setattr(course, "output_of", lambda command: "")
    assert course.find_python() == ["python3.12"]


def test_a_python_without_ensurepip_is_told_which_package_to_install(monkeypatch):
    monkeypatch.setattr(course, "version_of", lambda python: "3.12")
    monkeypatch.setattr(course, "output_of", lambda command: None)
    with pytest.raises(course.Problem, match=r"sudo apt install python3\.12-venv"):
        course.find_python()


def test_course_py_can_be_read_by_an_old_python():
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Nonlocal)
    for node in ast.walk(ast.parse((ROOT / "course.py").read_text())):
        if isinstance(node, ast.FunctionDef):
            arguments = node.args.args
            typed = node.returns or any(argument.annotation for argument in arguments)
            assert not typed and not node.args.kwonlyargs, node.name
        assert not isinstance(node, newer), f"line {node.lineno}: {node}"


def test_a_missing_python_gets_a_sentence(elsewhere):
    result = subprocess.run(
        ["make", "book", "PYTHON=no-such-python"],
        cwd=elsewhere,
        capture_output=True,
        text=True,
    )
    assert result.returncode != 0
    assert "There is no no-such-python on this machine" in result.stdout
    assert "Install Python 3.11, 3.12 or 3.13" in result.stdout


def test_no_network_gets_a_sentence_and_the_next_run_starts_over(elsewhere):
    first = run(elsewhere, "lint", **OFFLINE)
    assert first.returncode == 1, first.stdout
    assert "no connection to the Python package index" in first.stdout
    assert "run the same command again" in first.stdout
    assert "Traceback" not in first.stdout
    second = run(elsewhere, "lint", **OFFLINE)
    assert "half made, broken or was moved: making it again" in second.stdout


def test_a_foreign_folder_in_the_place_of_the_environment_is_left_alone(elsewhere):
    precious = elsewhere / ".venv" / "precious.txt"
    precious.parent.mkdir()
    precious.write_text("mine")
    result = run(elsewhere, "lint")
    assert result.returncode == 1
    assert "Rename or remove it" in result.stdout
    assert precious.read_text() == "mine"


@pytest.fixture
def pretended(elsewhere, monkeypatch):
    """Return the list of installations in a folder where none takes place."""
    installed = []

    def install(python):
        installed.append(python)
        os.makedirs(os.path.dirname(python), exist_ok=True)

    monkeypatch.setattr(course, "ROOT", str(elsewhere))
    monkeypatch.setattr(course, "ENVIRONMENT", str(elsewhere / ".venv"))
    monkeypatch.setattr(course, "STATE", str(elsewhere / ".venv" / "state.txt"))
    monkeypatch.setattr(course, "LOCK", str(elsewhere / ".venv.lock"))
    monkeypatch.setattr(course, "version_of", lambda python: "3.12")
    monkeypatch.setattr(course, "output_of", lambda command: "")
    monkeypatch.setattr(course.subprocess, "call", lambda command: 0)
    monkeypatch.setattr(course, "install", install)
    return installed


def test_an_environment_that_is_up_to_date_is_not_touched(pretended, elsewhere):
    course.make_environment()
    course.make_environment()
    assert len(pretended) == 1
    (elsewhere / "constraints.txt").write_text("numpy==2.4.6\n")
    course.make_environment()
    assert len(pretended) == 2, "new versions must be installed"


def test_an_environment_without_its_packages_is_made_again(
    pretended, monkeypatch, capsys
):
    course.make_environment()
    monkeypatch.setattr(course, "has_packages", lambda python: False)
    course.make_environment()
    assert len(pretended) == 2
    assert "broken" in capsys.readouterr().out


def test_an_environment_that_was_moved_is_made_again(pretended, elsewhere, capsys):
    course.make_environment()
    state = elsewhere / ".venv" / "state.txt"
    state.write_text(state.read_text().replace(str(elsewhere), "/somewhere/else"))
    course.make_environment()
    assert len(pretended) == 2
    assert "moved" in capsys.readouterr().out


def test_a_second_command_waits_for_the_first_to_install(pretended, elsewhere):
    holder = "import course, time\nwith course.Lock():\n    time.sleep(3)"
    first = subprocess.Popen([sys.executable, "-c", holder], cwd=elsewhere)
    while not (elsewhere / ".venv.lock").exists():
        time.sleep(0.05)
    time.sleep(0.3)
    start = time.monotonic()
    course.make_environment()
    assert time.monotonic() - start > 1 and first.wait() == 0


def test_answers_in_the_exercises_are_not_overwritten(monkeypatch, tmp_path):
    shutil.copytree(ROOT / "exercises", tmp_path / "exercises")
    monkeypatch.setattr(course, "ROOT", str(tmp_path))
    (notebook,) = (tmp_path / "exercises").glob("01*/*.ipynb")
    answered = notebook.read_text().replace("# YOUR CODE HERE", "# solved", 1)
    notebook.write_text(answered)
    with pytest.raises(course.Problem, match="holds answers"):
        course.exercises([])
    assert notebook.read_text() == answered


def test_an_address_on_another_forge_gets_a_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(course, "ROOT", str(tmp_path))
    (tmp_path / "_config.yml").write_text(
        "repository:\n  url: https://gitlab.com/a/b\n"
    )
    with pytest.raises(course.Problem, match="has no address"):
        course.address([])


def test_a_failed_generation_leaves_the_exercises_as_they_were(monkeypatch, tmp_path):
    monkeypatch.setattr(course, "ROOT", str(tmp_path))
    monkeypatch.setattr(course, "run", lambda *arguments: 1)
    (tmp_path / "solutions" / "01_topic").mkdir(parents=True)
    (tmp_path / "exercises").mkdir()
    (tmp_path / "exercises" / "kept.txt").write_text("kept")
    with pytest.raises(course.Problem, match="exercises/ is as it was"):
        course.exercises([])
    assert [path.name for path in tmp_path.iterdir() if path.name[0] == "."] == []
    assert (tmp_path / "exercises" / "kept.txt").read_text() == "kept"


def test_jupyterlab_opens_on_the_lessons_with_nbgrader_in_it(tmp_path):
    """In a copy, since formgrader makes a gradebook where it is opened."""
    folder = copy_project(tmp_path / "copy")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    program = (
        "import course, sys; course.environment_python = lambda: sys.executable; "
        "course.lab(sys.argv[1:])"
    )
    server = subprocess.Popen(
        [sys.executable, "-c", program, *options, "--IdentityProvider.token=x"],
        cwd=folder,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        lessons = fetch(f"http://127.0.0.1:{port}/api/contents/lessons?token=x")
        shown = sorted(item["name"] for item in lessons["content"])
        assert shown == sorted(path.name for path in (ROOT / "lessons").glob("*.ipynb"))
        formgrader = f"http://127.0.0.1:{port}/formgrader/api/assignments?token=x"
        names = [assignment["name"] for assignment in fetch(formgrader)]
        assert names == sorted(path.name for path in (ROOT / "solutions").iterdir())
        listing = [sys.executable, "-m", "jupyter", "labextension", "list"]
        extensions = subprocess.run(listing, capture_output=True, text=True).stderr
        assert re.search("@jupyter/nbgrader .*enabled", extensions), extensions
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def fetch(url):
    """Return the JSON at an address of a server that may still be starting."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url) as answer:
                return json.load(answer)
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def test_an_unknown_command_lists_those_that_there_are():
    result = run(ROOT, "bok")
    assert result.returncode == 2
    assert "There is no command 'bok'" in result.stdout
    for name, command in course.COMMANDS:
        assert f"{name} " in result.stdout and command.__doc__ in result.stdout


def test_another_environment_that_is_active_does_not_reach_the_commands(monkeypatch):
    monkeypatch.setenv("VIRTUAL_ENV", "/another/one")
    monkeypatch.setattr(course, "environment_python", lambda: sys.executable)
    assert (
        course.run("-c", "import os, sys; sys.exit('VIRTUAL_ENV' in os.environ)") == 0
    )
