"""The commands of the course: python course.py book, test, lab, exercises, ...

Each one first makes sure that the virtual environment .venv is whole. This file keeps
to a syntax that every Python reads, so that one too old for the course can say so.
"""

from __future__ import print_function

import glob
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = os.path.join(ROOT, ".venv")
STATE = os.path.join(ENVIRONMENT, "course-environment.txt")
INSTALLED_FROM = ["requirements.txt", "constraints.txt", "pyproject.toml"]
PYTHONS = ["3.13", "3.12", "3.11"]


class Problem(Exception):
    """Something that the user can mend; its text says what and how."""


# ------------------------------------------------------------------ the environment


def output_of(command):
    """Return what a command prints, or None if it cannot be run or fails."""
    with open(os.devnull, "w") as nowhere:
        try:
            printed = subprocess.check_output(command, stderr=nowhere)
        except (OSError, subprocess.CalledProcessError):
            return None
    return printed.decode("utf-8", "replace").strip()


def version_of(python):
    """Return "3.12" for a command list that starts Python 3.12, or None."""
    return output_of(
        python + ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    )


def find_python():
    """Return the command list of a Python that the course can use."""
    candidates = [[sys.executable]] + [["python" + version] for version in PYTHONS]
    if os.name == "nt":
        candidates += [["py", "-" + version] for version in PYTHONS]
    suitable = [python for python in candidates if version_of(python) in PYTHONS]
    for python in suitable:
        if output_of(python + ["-c", "import ensurepip, venv"]) is not None:
            return python
    if suitable:
        version = version_of(suitable[0])
        raise Problem(
            "Python %s is here, but it cannot make a virtual environment: its module "
            "ensurepip is missing.\nOn Debian and Ubuntu install it with\n"
            "    sudo apt install python%s-venv\nand run the same command again."
            % (version, version)
        )
    raise Problem(
        "The course needs Python 3.11, 3.12 or 3.13. This is Python %s (%s), and no "
        "other was found.\nInstall one (from your system's packages or from "
        "python.org) and run the same command again;\nif it is not on the PATH, name "
        "it: make %s PYTHON=/path/to/python3.12"
        % (
            ".".join(str(part) for part in sys.version_info[:3]),
            sys.executable,
            sys.argv[1] if len(sys.argv) > 1 else "book",
        )
    )


def environment_python():
    """Return the path of the interpreter inside the virtual environment."""
    inside = ["Scripts", "python.exe"] if os.name == "nt" else ["bin", "python"]
    return os.path.join(ENVIRONMENT, *inside)


def read_state():
    """Return what the last installation noted: its fingerprint, or "started"."""
    if not os.path.exists(STATE):
        return None
    with open(STATE) as file:
        return file.read()


def write_state(text):
    if not os.path.isdir(ENVIRONMENT):
        os.makedirs(ENVIRONMENT)
    with open(STATE, "w") as file:
        file.write(text)


def fingerprint():
    """Return a digest of all that decides what is installed, and where."""
    digest = hashlib.sha256(ROOT.encode("utf-8"))
    for name in INSTALLED_FROM:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def make_environment():
    """Bring .venv up to date with the locked versions; do nothing if it is."""
    python = environment_python()
    state = read_state()
    usable = version_of([python]) in PYTHONS
    if usable and state == fingerprint():
        return
    if os.path.exists(ENVIRONMENT) and (state == "started" or not usable):
        if state is None and os.listdir(ENVIRONMENT):
            raise Problem(
                "The folder %s is there, but it is no environment of Python 3.11 to "
                "3.13.\nRename or remove it and run the same command again."
                % ENVIRONMENT
            )
        print("The environment .venv was left half made: making it again.")
        shutil.rmtree(ENVIRONMENT)
        state, usable = None, False
    start = time.time()
    if not usable:
        base = find_python()
        write_state("started")
        print("Making the virtual environment .venv with Python " + version_of(base))
        if subprocess.call(base + ["-m", "venv", ENVIRONMENT]):
            raise Problem(
                "The virtual environment could not be made; the lines above say why."
            )
    write_state("started")
    if state is None:
        print("Installing the packages: about 520 MB to download, a few minutes ...")
    else:
        print("Bringing the packages up to date ...")
    sys.stdout.flush()
    install(python)
    write_state(fingerprint())
    print("The environment is ready after %d s." % (time.time() - start))


def install(python):
    """Install the locked packages; turn pip's failures into plain words."""
    command = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    if not sys.stdout.isatty():
        command.append("--quiet")
    command += ["-r", "requirements.txt", "-e", ".[dev]"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE)
    said = b""
    for line in iter(process.stderr.readline, b""):
        os.write(2, line)
        said += line
    if process.wait() == 0:
        return
    if b"No space left" in said:
        why = "The disk is full: the environment needs about 2.2 GB in %s." % ROOT
    elif not index_answers(python):
        why = (
            "The packages could not be downloaded: this machine has no connection to "
            "the Python package index.\nThe first installation needs one; afterwards "
            "nothing does."
        )
    elif b"No matching distribution found" in said:
        why = (
            "A package has no build for this machine; the last lines above name it.\n"
            "The course runs on Linux (x86-64, ARM), Windows (x86-64) and Macs with "
            "Apple silicon."
        )
    else:
        why = "The packages could not be installed; the last lines above say why."
    raise Problem(
        why + "\nNothing is lost: run the same command again, and what has already "
        "been downloaded is not downloaded twice."
    )


def index_answers(python):
    """Return whether pip can download a small package that exists everywhere."""
    folder = tempfile.mkdtemp()
    try:
        fetch = ["download", "--quiet", "--no-deps", "--no-cache-dir", "--retries", "0"]
        fetch += ["--timeout", "15", "--dest", folder, "pip"]
        return output_of([python, "-m", "pip"] + fetch) is not None
    finally:
        shutil.rmtree(folder)


def run(*arguments):
    """Run the environment's Python with these arguments in the repository's root."""
    sys.stdout.flush()
    python = environment_python()
    # nbgrader starts other programs of the environment by their bare names.
    path = os.path.dirname(python) + os.pathsep + os.environ.get("PATH", "")
    return subprocess.call(
        [python] + list(arguments), cwd=ROOT, env=dict(os.environ, PATH=path)
    )


# --------------------------------------------------------------------- the commands


def book(arguments):
    """Build the website, executing what has changed, into _build/html."""
    start = time.time()
    # Jupyter Book 1 cannot be started as a module.
    program = ["-c", "from jupyter_book.cli.main import main; main()"]
    status = run(*(program + ["build", ".", "-W", "-n", "--keep-going"] + arguments))
    if status:
        # Else the next build would not read, and not warn of, the same pages again.
        shutil.rmtree(os.path.join(ROOT, "_build", ".doctrees"), ignore_errors=True)
        raise Problem("The book was not built: the warnings and errors above say why.")
    index = os.path.join(ROOT, "_build", "html", "index.html")
    print(
        "The book is built after %d s. Open this in a browser:" % (time.time() - start)
    )
    print("    file:///" + index.replace(os.sep, "/").lstrip("/"))


def test(arguments):
    """Run every check that the project has; arguments go to pytest."""
    return run("-m", "pytest", *arguments)


def lab(arguments):
    """Open JupyterLab on the notebooks."""
    return run("-m", "jupyterlab", "--LabApp.default_url=/lab/tree/lessons", *arguments)


def exercises(arguments):
    """Generate exercises/ from solutions/ with nbgrader."""
    target = os.path.join(ROOT, "exercises")
    made = tempfile.mkdtemp(dir=ROOT, prefix=".exercises-")
    try:
        generate_exercises(made)
        # Only now, so that a failure leaves the exercises as they were.
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(os.path.join(made, "exercises"), target)
    finally:
        shutil.rmtree(made)


def generate_exercises(folder):
    """Generate all exercises into folder/exercises, with a gradebook of their own."""
    for source in sorted(glob.glob(os.path.join(ROOT, "solutions", "*", ""))):
        assignment = os.path.basename(os.path.dirname(source))
        status = run(
            "-m",
            "nbgrader",
            "generate_assignment",
            assignment,
            "--log-level=WARN",
            "--CourseDirectory.db_url=sqlite:///"
            + os.path.join(folder, "gradebook.db"),
            "--CourseDirectory.release_directory=" + os.path.join(folder, "exercises"),
        )
        if status:
            raise Problem(
                "nbgrader could not generate %s; the lines above say why.\nThe folder "
                "exercises/ is as it was." % assignment
            )


def notebooks():
    """Return the notebooks that are edited by hand, relative to the root."""
    found = glob.glob(os.path.join(ROOT, "lessons", "*.ipynb"))
    found += glob.glob(os.path.join(ROOT, "solutions", "*", "*.ipynb"))
    return [os.path.relpath(path, ROOT) for path in sorted(found)]


STRIP = ["nbstripout", "--keep-id", "--extra-keys", "metadata.language_info"]


def lint(arguments):
    """Check format, style and that notebooks carry no outputs."""
    checks = [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        STRIP + ["--verify"] + notebooks(),
    ]
    return max([run("-m", *check) for check in checks])


def format_files(arguments):
    """Mend what lint can find and a program can mend."""
    fixes = [
        ["ruff", "check", "--fix", "--quiet", "."],
        ["ruff", "format", "."],
        STRIP + notebooks(),
    ]
    return max([run("-m", *fix) for fix in fixes])


def lock(arguments):
    """Renew constraints.txt with the newest versions within the bounds."""
    with open(os.path.join(ROOT, "requirements.txt")) as file:
        direct = [line for line in file if not line.startswith(("-c", "-e"))]
    with tempfile.NamedTemporaryFile("w", suffix=".in", delete=False) as file:
        file.write("".join(direct))
    resolve = ["-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11"]
    plain = ["--upgrade", "--no-header", "--no-annotate", "--quiet"]
    sources = [file.name, "pyproject.toml", "--extra", "dev"]
    try:
        return run(*(resolve + plain + sources + ["-o", "constraints.txt"]))
    finally:
        os.remove(file.name)


# A link to this repository, wherever it stands; group 2 is owner/name.
OWN_LINKS = re.compile(
    r"(colab\.research\.google\.com/github/|mybinder\.org/v2/gh/"
    r"|git\+https://github\.com/|git clone https://github\.com/)([\w.-]+/[\w-]+)"
)


def pages_with_links():
    """Return the files that may hold links to this repository."""
    patterns = ["*.md", "guide/*.md", "lessons/*.ipynb", "solutions/*/*.ipynb"]
    return [path for p in patterns for path in glob.glob(os.path.join(ROOT, p))]


def public_address():
    """Return owner/name as _config.yml, the one place for it, has it."""
    with open(os.path.join(ROOT, "_config.yml")) as file:
        found = re.search(r"url: https://github\.com/([\w.-]+/[\w-]+)", file.read())
    return found.group(1)


def address(arguments):
    """Write the address in _config.yml into every link that derives from it."""
    for path in pages_with_links():
        with open(path, "rb") as file:
            old = file.read().decode("utf-8")
        new = OWN_LINKS.sub(lambda link: link.group(1) + public_address(), old)
        if new != old:
            with open(path, "wb") as file:
                file.write(new.encode("utf-8"))
            print("New address in " + os.path.relpath(path, ROOT))


COMMANDS = [
    ("book", book),
    ("test", test),
    ("lab", lab),
    ("exercises", exercises),
    ("lint", lint),
    ("format", format_files),
    ("lock", lock),
    ("address", address),
]


def main(arguments):
    """Run the command that the arguments name; return the exit status."""
    commands = dict(COMMANDS)
    if not arguments or arguments[0] not in commands:
        print("make COMMAND, or without make: python course.py COMMAND\n")
        for name, command in COMMANDS:
            print("    %-10s %s" % (name, command.__doc__))
        return 0 if arguments in ([], ["help"]) else 2
    try:
        make_environment()
        return commands[arguments[0]](arguments[1:]) or 0
    except Problem as problem:
        print("\n%s" % problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The same command takes it up again.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
