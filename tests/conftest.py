"""What several tests need: a copy of the project to change, and the built book."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classroom import sandbox

ROOT = Path(__file__).parent.parent


def why_no_sandbox():
    """Return why no sandbox can be made on this machine, or ""."""
    try:
        sandbox.require()
    except sandbox.NoSandbox as error:
        return f"{error}"
    return ""


NO_SANDBOX = why_no_sandbox()
# Where CI is set, a missing sandbox must fail, not skip.
needs_sandbox = pytest.mark.skipif(
    bool(NO_SANDBOX) and not os.environ.get("CI"), reason=NO_SANDBOX or "it works"
)


@pytest.fixture(autouse=True)
def streams_stay_open():
    """Keep absl's log handler from closing the stream that pytest captures with.

    absl comes with TensorFlow. When nbgrader sets up logging anew, its handler is
    closed, and closes a stream that is not the standard error of that moment.
    """
    absl = sys.modules.get("absl.logging")
    if absl is not None:
        absl.get_absl_handler().python_handler.stream = sys.__stderr__


def project_files():
    """Return the paths of all files that belong to the project, relative to ROOT."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [path for path in listing.stdout.splitlines() if (ROOT / path).exists()]


def copy_project(folder):
    """Copy the project, without what was built or graded in it, to a folder."""
    for path in project_files():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, folder / path)
    return folder


def run(*arguments, cwd, **environment):
    """Run this environment's Python; return the finished process and its output."""
    beside = str(Path(sys.executable).parent)
    path = beside + os.pathsep + os.environ["PATH"]
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PATH": path, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def build_book(folder):
    """Build the book in a copy of the project, as `make book` does."""
    program = "from jupyter_book.cli.main import main; main()"
    options = ["-W", "-n", "--keep-going"]
    return run("-c", program, "build", ".", *options, cwd=folder, NO_COLOR="1")


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    """Return a folder with a copy of the project and the book built in it."""
    folder = copy_project(tmp_path_factory.mktemp("book"))
    build = build_book(folder)
    assert build.returncode == 0, build.stdout[-5000:]
    folder.joinpath("build.log").write_text(build.stdout)
    return folder
