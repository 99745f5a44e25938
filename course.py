"""The commands of the course: python course.py book, test, lab, exercises, ...

Each one first makes sure that the virtual environment .venv is whole. This file keeps
to a syntax that every Python reads, so that one too old for the course can say so.
"""

from __future__ import print_function

import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

try:
    from urllib.request import pathname2url
except ImportError:  # an old Python, which only says that it is too old
    pathname2url = None

ROOT = os.path.dirname(os.path.abspath(__file__))
ENVIRONMENT = os.path.join(ROOT, ".venv")
STATE = os.path.join(ENVIRONMENT, "course-environment.txt")
LOCK = os.path.join(ROOT, ".venv.lock")
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
    """Return what the last installation noted, or None if there was none."""
    if not os.path.exists(STATE):
        return None
    with open(STATE) as file:
        return file.read()


def write_state(text):
    """Note that an installation has started, or what it has installed and where."""
    if not os.path.isdir(ENVIRONMENT):
        os.makedirs(ENVIRONMENT)
    with open(STATE, "w") as file:
        file.write(text)


def wanted_state():
    """Return what `read_state` gives when everything is installed as it should be."""
    digest = hashlib.sha256()
    for name in INSTALLED_FROM:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    # The folder too: an environment that was moved has paths that lead nowhere.
    return digest.hexdigest() + " " + ROOT


def has_packages(python):
    """Return whether the packages that the commands start from can be found."""
    names = ["jupyter_book", "jupyterlab", "keras", "nbgrader", "pytest", "ruff"]
    check = (
        "import importlib.util as u, sys; sys.exit(any(not u.find_spec(n) for n in %r))"
    )
    return output_of([python, "-c", check % names]) is not None


class Lock(object):
    """Held while the environment is made, so that two commands cannot make it at once.

    The system gives it back when the process ends, however that happens.
    """

    def __enter__(self):
        self.file = open(LOCK, "w")
        waiting = False
        while not self.taken():
            if not waiting:
                print("Another command is making the environment: waiting for it ...")
                sys.stdout.flush()
            waiting = True
            time.sleep(1)

    def taken(self):
        """Try to take the lock; return whether that worked."""
        try:
            if os.name == "nt":
                import msvcrt

                msvcrt.locking(self.file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(self.file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (IOError, OSError):
            return False
        return True

    def __exit__(self, *error):
        self.file.close()


def make_environment():
    """Bring .venv up to date with the locked versions; do nothing if it is."""
    python = environment_python()
    with Lock():
        if read_state() == wanted_state() and has_packages(python):
            return
        start = time.time()
        if remove_unusable(python):
            base = find_python()
            print("Making the virtual environment .venv, Python " + version_of(base))
            write_state("started")
            if subprocess.call(base + ["-m", "venv", ENVIRONMENT]):
                raise Problem(
                    "The virtual environment was not made; the lines above say why."
                )
            print("Installing the packages: about 615 MB to download, some minutes ...")
        else:
            print("Bringing the packages up to date ...")
        write_state("started")
        sys.stdout.flush()
        install(python)
        write_state(wanted_state())
        print("The environment is ready after %d s." % (time.time() - start))


def remove_unusable(python):
    """Remove an environment that cannot be brought up to date; return if none is left.

    A folder that is no environment is left alone, with a Problem raised.
    """
    if not os.path.exists(ENVIRONMENT):
        return True
    state, suitable = read_state(), version_of([python]) in PYTHONS
    if state is None and suitable:
        return False  # made by hand: it only lacks packages
    if state is None and os.listdir(ENVIRONMENT):
        raise Problem(
            "The folder %s is there, but it is no environment of Python 3.11 to 3.13.\n"
            "Rename or remove it and run the same command again." % ENVIRONMENT
        )
    up_to_date = state == wanted_state()  # and yet packages are missing
    moved = state is not None and not state.endswith(" " + ROOT)
    if suitable and not moved and not up_to_date:
        return False
    print("The environment .venv is half made, broken or was moved: making it again.")
    try:
        shutil.rmtree(ENVIRONMENT)
    except OSError as error:
        raise Problem(
            "The folder .venv could not be removed (%s).\nIs something still "
            "installing into it? Wait until it is done, or remove the folder." % error
        )
    return True


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
        why = "The disk is full: the environment needs about 2.6 GB in %s." % ROOT
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
    environment = dict(os.environ, PATH=path)
    # Another one that the user has activated: IPython would warn of it.
    environment.pop("VIRTUAL_ENV", None)
    process = subprocess.Popen([python] + list(arguments), cwd=ROOT, env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            pass  # the program got it too, and may want to ask or to clean up


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
        raise Problem(
            "The book was not built without warnings. Each WARNING above names a page "
            "and says why;\na cell that failed is shown at the end of the build."
        )
    index = os.path.join(ROOT, "_build", "html", "index.html")
    print("The book is built after %d s. Open in a browser:" % (time.time() - start))
    print("    file:///" + pathname2url(index).lstrip("/"))


def test(arguments):
    """Run every check that the project has; arguments go to pytest."""
    return run("-m", "pytest", *arguments)


def lab(arguments):
    """Open JupyterLab on the notebooks."""
    return run("-m", "jupyterlab", "--LabApp.default_url=/lab/tree/lessons", *arguments)


def exercises(arguments):
    """Generate exercises/ from solutions/ with nbgrader."""
    target = os.path.join(ROOT, "exercises")
    for path in sorted(glob.glob(os.path.join(target, "*", "*.ipynb"))):
        if is_answered(path):
            raise Problem(
                "%s holds answers, which would be lost.\nCopy it to another folder, "
                "then `git checkout exercises` and run the same command again."
                % os.path.relpath(path, ROOT)
            )
    made = tempfile.mkdtemp(dir=ROOT, prefix=".exercises-")
    try:
        generate_exercises(made)
        # Only now, so that a failure leaves the exercises as they were.
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(os.path.join(made, "exercises"), target)
    finally:
        shutil.rmtree(made)


def is_answered(path):
    """Return whether somebody has written answers into a released notebook."""
    with open(path, "rb") as file:
        cells = json.loads(file.read().decode("utf-8"))["cells"]
    answers = [c for c in cells if c["metadata"].get("nbgrader", {}).get("solution")]
    return any("YOUR CODE HERE" not in "".join(cell["source"]) for cell in answers)


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


# The one notebook that is committed with its outputs: it needs data from elsewhere.
CASE_STUDY = os.path.join("lessons", "09_headlines_case.ipynb")


def notebooks():
    """Return the notebooks that are edited by hand, relative to the root."""
    found = glob.glob(os.path.join(ROOT, "lessons", "*.ipynb"))
    found += glob.glob(os.path.join(ROOT, "solutions", "*", "*.ipynb"))
    return [os.path.relpath(path, ROOT) for path in sorted(found)]


def without_outputs():
    """Return the notebooks that are committed without outputs."""
    return [path for path in notebooks() if path != CASE_STUDY]


STRIP = ["nbstripout", "--keep-id", "--extra-keys", "metadata.language_info"]


def lint(arguments):
    """Check format, style and that notebooks carry no outputs."""
    checks = [
        ["ruff", "format", "--check", "."],
        ["ruff", "check", "."],
        STRIP + ["--verify"] + without_outputs(),
    ]
    status = max([run("-m", *check) for check in checks])
    if status:
        print("`make format` mends most of this; add its changes to the commit.")
    return status


def format_files(arguments):
    """Mend what lint can find and a program can mend."""
    fixes = [
        ["ruff", "check", "--fix", "--quiet", "."],
        ["ruff", "format", "."],
        STRIP + without_outputs(),
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


def benchmark_word2vec(arguments):
    """Compare embedlab's word2vec with gensim on a text (about 30 minutes)."""
    return run(os.path.join("benchmarks", "word2vec.py"), *arguments)


def benchmark_grading(arguments):
    """Compare `classroom grade` with nbgrader in speed (about an hour)."""
    return run(os.path.join("benchmarks", "grading.py"), *arguments)


def benchmark_hostile(arguments):
    """Grade hostile submissions with nbgrader and ours (about an hour)."""
    return run(os.path.join("benchmarks", "hostile_submissions.py"), *arguments)


def case_study(arguments):
    """Execute lesson 09 on real headlines, and keep what it shows (about 3 minutes)."""
    return run(os.path.join("benchmarks", "case_study.py"), *arguments)


def pdf(arguments):
    """Print each lesson of the built website into _build/html/pdf."""
    return run(os.path.join("_ext", "print_lessons.py"))


def lighthouse(arguments):
    """Measure the built website, and write guide/site_quality.md (5 minutes)."""
    return run(os.path.join("_ext", "measure_site.py"))


def links(arguments):
    """Ask every address that a page links to whether it is there (needs a network)."""
    program = ["-c", "from jupyter_book.cli.main import main; main()"]
    return run(*(program + ["build", ".", "--builder", "linkcheck"] + arguments))


def questions(arguments):
    """Write guide/questions.md from guide/questions.toml."""
    return run(os.path.join("_ext", "question_index.py"))


# A link to this repository, wherever it stands; group 2 is owner/name.
OWN_LINKS = re.compile(
    r"(colab\.research\.google\.com/github/|mybinder\.org/v2/gh/"
    r"|git\+https://github\.com/|git clone https://github\.com/)([\w.-]+/[\w.-]+)"
)


def pages_with_links():
    """Return the files that may hold links to this repository."""
    patterns = ["*.md", "guide/*.md", "lessons/*.ipynb", "solutions/*/*.ipynb"]
    return [path for p in patterns for path in glob.glob(os.path.join(ROOT, p))]


def public_address():
    """Return owner/name as _config.yml, the one place for it, has it."""
    with open(os.path.join(ROOT, "_config.yml")) as file:
        found = re.search(
            r"url: https://github\.com/([\w.-]+/[\w.-]+)$", file.read(), re.M
        )
    if not found:
        raise Problem(
            "_config.yml has no address `url: https://github.com/OWNER/NAME` under "
            "`repository`.\nColab and Binder open notebooks from there; for another "
            "forge the links must be written by hand."
        )
    return found.group(1)


def address(arguments):
    """Write the address in _config.yml into every link that derives from it."""
    own = public_address()
    for path in pages_with_links():
        with open(path, "rb") as file:
            old = file.read().decode("utf-8")
        new = OWN_LINKS.sub(lambda link: link.group(1) + own, old)
        if new != old:
            with open(path, "wb") as file:
                file.write(new.encode("utf-8"))
            print("New address in " + os.path.relpath(path, ROOT))


COMMANDS = [
    ("book", book),
    ("test", test),
    ("lab", lab),
    ("exercises", exercises),
    ("questions", questions),
    ("lint", lint),
    ("format", format_files),
    ("lock", lock),
    ("address", address),
    ("benchmark-word2vec", benchmark_word2vec),
    ("benchmark-grading", benchmark_grading),
    ("benchmark-hostile", benchmark_hostile),
    ("case-study", case_study),
    ("pdf", pdf),
    ("lighthouse", lighthouse),
    ("links", links),
]


def main(arguments):
    """Run the command that the arguments name; return the exit status."""
    commands = dict(COMMANDS)
    if not arguments or arguments[0] not in commands:
        if arguments and arguments[0] != "help":
            print("There is no command %r.\n" % arguments[0])
        print("make COMMAND, or without make: python course.py COMMAND\n")
        for name, command in COMMANDS:
            print("    %-18s %s" % (name, command.__doc__))
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
