"""Hostile, broken, unlucky and unusual submissions, and what each must be graded with.

Each case is a function that makes a submission for a `Course`: it returns a notebook,
or {path: content}, or writes something odd by itself and returns None. Its docstring
says what it is. `Expected` says which tests must give their points and which may.

The benchmark runs the cases under plain nbgrader too, with all rights of the user. So
each is bounded: it aims at the temporary course and at harmless targets alone, uses at
most 6 GB, 300 MB of disk and 300 processes, and what it leaves behind ends by itself
within a minute. What could harm more runs only where `shut_in` finds a sandbox.
"""

import contextlib
import ctypes
import hashlib
import json
import os
import secrets
import signal
import socket
import stat
import subprocess
import sys
import textwrap
import threading
import time
from collections import namedtuple
from dataclasses import dataclass
from pathlib import Path

import nbformat
from grading import Assignment, read_bank
from nbgrader.api import Gradebook

ROOT = Path(__file__).parent.parent
NUMPY = "01_one_hot_times_matrix"
KERAS = "03_gradient_flow"
KINDS = ("resources", "structure", "verdict", "neighbours", "unusual")
STOCK_CONFIG = """\
c = get_config()
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
"""
POINTS = {name: Assignment(name).points for name in (NUMPY, KERAS)}
FILES = {name: f"{name[3:]}.ipynb" for name in POINTS}
COST = ("test_multiplications", "test_useful", "test_one_hot_bytes", "test_table_bytes")

# Wrong work, with the right shapes where a shape is asked for.
WRONG = {
    NUMPY: {
        "one_hot": """
            def one_hot(ids, V):
                made = np.zeros((*np.shape(ids), V))
                made[..., 0] = 1
                return made
        """,
        "project": """
            def project(X, E):
                return np.zeros((*X.shape[:2], E.shape[1]))
        """,
        "product_cost": """
            def product_cost(B, T, V, d):
                names = "multiplications", "useful", "one_hot_bytes", "table_bytes"
                return dict.fromkeys(names, 7)
        """,
        "recover_table": """
            def recover_table(X, Y):
                return np.zeros((X.shape[1], Y.shape[1]))
        """,
        "soft_lookup": """
            def soft_lookup(scores, E, temperature):
                return np.zeros((len(scores), E.shape[1]))
        """,
    },
    KERAS: {
        "scatter_add": "def scatter_add(ids, dL_dout, V): return 0",
        "sgd_step": "def sgd_step(E, ids, dL_dout, lr): return E.copy()",
        "numerical_gradient": "def numerical_gradient(loss, E, step): return E * 0",
        "mean_pooling_gradient": "def mean_pooling_gradient(*_): return 0",
        "momentum_step": "def momentum_step(*_): return 0, 0",
        "rows_that_differ": "def rows_that_differ(batches, V): return 0",
        "distinct_rows": "def distinct_rows(gradient): return 0, 0",
    },
}


# ------------------------------------------------------------------- the collection


class Expected(namedtuple("Expected", "sure maybe")):
    """The tests that must give full points, and those that may; others give none."""

    def points_too_many(self, assignment, scores):
        """Return the tests that give more than they may."""
        most = {n: POINTS[assignment][n] for n in self.sure | self.maybe}
        return sorted(n for n, score in scores.items() if score > most.get(n, 0))

    def points_too_few(self, assignment, scores):
        """Return the tests that give less than they must."""
        points = POINTS[assignment]
        return sorted(n for n in self.sure if scores.get(n, 0) < points[n])


@dataclass(frozen=True)
class Case:
    """A submission: `make` is called with a `Course`; `kind` is one of KINDS."""

    student: str
    kind: str
    assignment: str
    expected: Expected
    make: object

    @property
    def about(self):
        """Return what it is, in a sentence."""
        return " ".join(self.make.__doc__.split())


CASES = {}


def case(kind, lost=(), perhaps=(), only=None, assignment=NUMPY, student=None):
    """Register a function as a case.

    Parameters
    ----------
    kind : str
    lost, perhaps : iterable of str
        Tests that give no points, and tests that may or may not.
    only : iterable of str or None
        The tests that must give points; None: all but those.
    assignment, student : str
        The student's name is the function's, if None.
    """

    def register(make):
        tests = frozenset(POINTS[assignment] if only is None else only)
        expected = Expected(tests - {*lost} - {*perhaps}, frozenset(perhaps))
        assert {*tests, *lost, *perhaps} <= {*POINTS[assignment]} and kind in KINDS
        name = student or make.__name__
        assert name not in CASES, name
        CASES[name] = Case(name, kind, assignment, expected, make)
        return make

    return register


def shut_in(attack):
    """Return source that runs an attack only in a sandbox: another host, few pids."""
    guard = (
        "import os, socket\nif os.getpid() < 50 and socket.gethostname() != '@HOST@':"
    )
    return f"{guard}\n{indented(attack)}"


def quietly(attack):
    """Return source that goes on whatever an attack ends with."""
    return f"try:\n{indented(attack)}\nexcept Exception as error:\n    print(error)"


def indented(source, by="    "):
    return textwrap.indent(textwrap.dedent(source).strip(), by)


def dedented(*sources):
    """Return sources, one behind the other."""
    return "\n\n".join(textwrap.dedent(source).strip() for source in sources)


def project(attack, once=False):
    """Return an answer to `project` that does something first, each time or once."""
    if once:
        attack = f"if not project.__dict__.setdefault('done', []):\n{indented(attack)}"
        attack += "\n    project.done.append(1)"
    return f"def project(X, E):\n{indented(attack)}\n    return X @ E"


# ------------------------------------------------------------------- a course folder


class Course:
    """A course in a temporary folder, with secrets that no submission may find out."""

    def __init__(self, folder, names=(NUMPY, KERAS), config=None):
        places = "environment", "file", "solution", "gradebook", "classmate"
        self.secrets = {p: f"SECRET-{p}-{secrets.token_hex(6)}" for p in places}
        self.settle(Path(folder))
        (Path(folder) / "secret.txt").write_text(self.secrets["file"])
        if config is None:
            config = (ROOT / "nbgrader_config.py").read_text()
        (self.folder / "nbgrader_config.py").write_text(config)
        for name in names:
            self.add_assignment(name)
        with Gradebook(f"sqlite:///{self.folder}/gradebook.db") as gradebook:
            gradebook.add_student("ada_honest", last_name=self.secrets["gradebook"])

    def settle(self, folder):
        """Take a folder for the course, a home and temporary files; begin to listen."""
        self.folder, self.home = folder / "course", folder / "home"
        self.temporary = folder / "tmp"
        for path in (self.folder, self.home, self.temporary):
            path.mkdir(parents=True, exist_ok=True)
        self.token, self.listener = secrets.token_hex(4), Listener()
        self.environment = {
            **os.environ,
            "COURSE_SECRET": self.secrets["environment"],
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }

    def add_assignment(self, name):
        """Release an assignment whose solution holds a secret."""
        source = self.folder / "solutions" / name / FILES[name]
        source.parent.mkdir(parents=True)
        notebook = nbformat.read(ROOT / "solutions" / name / FILES[name], as_version=4)
        for cell in notebook.cells:
            if cell.metadata.nbgrader.solution:
                line = f"### BEGIN SOLUTION\n    # {self.secrets['solution']}"
                cell.source = cell.source.replace("### BEGIN SOLUTION", line)
        nbformat.write(notebook, source)
        made = self.run("nbgrader", "generate_assignment", name)
        assert made.status == 0, made.output

    def run(self, *command, seconds=1800):
        """Run a module of this environment in the course's folder; see `watched`."""
        command = [sys.executable, "-m", *command]
        return watched(command, self.folder, self.environment, seconds)

    def target(self, student, assignment=NUMPY):
        """Return the folder of a submission, which need not exist."""
        return self.folder / "submitted" / student / assignment

    def release(self, assignment=NUMPY):
        """Return the released notebook as a dictionary."""
        path = self.folder / "exercises" / assignment / FILES[assignment]
        return json.loads(path.read_text())

    def answered(self, assignment=NUMPY, first=None, own=(), **answers):
        """Return the release with right answers, or others, filled in.

        Parameters
        ----------
        first : str or None
            The source of a cell of the student's own before the first answer.
        own : str or tuple of str
            The sources of cells of their own at the end.
        answers : dict of str to str
            Sources of answers; the others are the reference solutions.
        """
        notebook = self.release(assignment)
        reference = Assignment(assignment)
        for cell in notebook["cells"]:
            name = grade_id(cell)
            if name in reference.exercises:
                source = answers.pop(name, None) or reference.reference(name)
                cell["source"] = textwrap.dedent(source).strip()
        assert not answers, f"no such exercises: {answers}"
        if first:
            notebook["cells"].insert(2, own_cell(first))
        own = (own,) if isinstance(own, str) else own
        notebook["cells"] += [own_cell(source) for source in own]
        return notebook

    def wrong(self, assignment=NUMPY, **options):
        """Return a notebook all of whose answers are wrong, but for those given."""
        return self.answered(assignment, **{**WRONG[assignment], **options})

    def hand_in(self, case):
        """Write the submission of a case."""
        target = self.target(case.student, case.assignment)
        made = case.make(self)
        if made is None:
            assert os.path.lexists(target), f"{case.student} has written nothing"
            return
        if "cells" in made:
            made = {FILES[case.assignment]: made}
        for path, content in made.items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(self.filled(content))

    def filled(self, content):
        """Return the bytes of a file, with what is known only now filled in."""
        if isinstance(content, dict):
            content = json.dumps(content)
        if isinstance(content, str):
            content = content.encode()
        known = {
            b"@COURSE@": str(self.folder),
            b"@TOKEN@": self.token,
            b"@PORT@": str(self.listener.port),
            b"@HOST@": socket.gethostname(),
        }
        for name, value in known.items():
            content = content.replace(name, value.encode())
        return content

    def close(self):
        """Stop listening, and remove what lies outside the course's own folder."""
        self.listener.server.close()
        for path in self.traces():
            if path.name.startswith("hostile-"):
                path.unlink()

    # ---------------------------------------------------------------- what has happened

    def snapshot(self):
        """Return {path: what is there} of what grading must leave as it was."""
        found = {}
        for top in ("submitted", "solutions", "exercises"):
            for path in sorted((self.folder / top).rglob("*")):
                mode = path.lstat().st_mode
                found[path] = stat.S_IFMT(mode), None
                if stat.S_ISLNK(mode):
                    found[path] = stat.S_IFMT(mode), os.readlink(path)
                elif stat.S_ISREG(mode):
                    digest = hashlib.sha256(path.read_bytes()).hexdigest()
                    found[path] = stat.S_IFMT(mode), digest
        return found

    def scores(self, assignment=NUMPY):
        """Return {student: {test: score}} of all who were graded, or None if lost."""
        found = {}
        try:
            with Gradebook(f"sqlite:///{self.folder}/gradebook.db") as gradebook:
                for submission in gradebook.assignment_submissions(assignment):
                    grades = [g for n in submission.notebooks for g in n.grades]
                    if grades and all(g.auto_score is not None for g in grades):
                        scores = {g.name: g.score for g in grades}
                        found[submission.student.id] = scores
        except Exception:  # a damaged database raises all sorts
            return None
        return found

    def leaks(self, student):
        """Return the secrets that have come to a student."""
        texts = [self.listener.heard] if self.listener.heard else []
        for top in ("autograded", "feedback"):
            texts += [
                path.read_bytes()
                for path in (self.folder / top / student).rglob("*")
                if path.is_file()
            ]
        marks = {**self.secrets, "sandbox": f"hostile-{self.token}-escaped"}
        return sorted(
            place
            for place, mark in marks.items()
            if any(mark.encode() in text for text in texts)
        )

    def traces(self):
        """Return the files that attacks have left where they do not belong."""
        import numpy

        outside = [Path("/dev/shm"), Path(numpy.__file__).parent]
        found = [p for top in outside for p in top.glob(f"hostile-{self.token}*")]
        found += self.folder.glob("hostile-*")
        found += self.temporary.glob(f"hostile-{self.token}*")
        for path in self.home.rglob("*"):
            if path.is_file() and self.token.encode() in path.read_bytes():
                found.append(path)
        return found

    def scripts(self, student):
        """Return the pages of feedback in which a student's JavaScript would run."""
        mark = f"<script>/*hostile-{self.token}".encode()
        pages = (self.folder / "feedback" / student).rglob("*.html")
        return [page for page in pages if mark in page.read_bytes()]


def finding(course, case, scores):
    """Return what is wrong with a graded case, as {word: details}; nothing if all is.

    Parameters
    ----------
    scores : dict or None
        What `Course.scores` has returned for the case's assignment.
    """
    mine = (scores or {}).get(case.student)
    wrong = {
        "ungraded": mine is None,
        "points": mine and case.expected.points_too_many(case.assignment, mine),
        "lost": mine and case.expected.points_too_few(case.assignment, mine),
        "leaks": course.leaks(case.student),
        "scripts": [page.name for page in course.scripts(case.student)],
    }
    return {word: details for word, details in wrong.items() if details}


class Listener:
    """A TCP server on this machine that keeps all it is told."""

    def __init__(self):
        self.heard = b""
        self.server = socket.create_server(("127.0.0.1", 0))
        self.port = self.server.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                connection, _ = self.server.accept()
                with connection:
                    connection.settimeout(5)
                    while data := connection.recv(1 << 16):
                        self.heard += data
            except TimeoutError:
                continue
            except OSError:
                return


Watched = namedtuple("Watched", "status output left")


def watched(command, folder, environment, seconds):
    """Run a command; return its status, what it said, and what it left running.

    The status is None if it was stopped because it took too long. Whatever it has
    started, in whatever session, becomes a child of this process when its parent ends:
    so it is found, and ended.
    """
    adopt(True)
    before, ended = descendants(), descendants(ended=True)
    log = Path(environment["TMPDIR"]) / "log"
    with open(log, "wb") as file:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        status = None
    if status is not None:
        for _ in range(30):  # what is about to end may do so
            if not descendants() - before - {process.pid}:
                break
            time.sleep(0.1)
    left = descendants() - before - {process.pid}
    names = [name_of(pid) for pid in left]
    while rest := descendants() - before:
        for pid in rest:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
    process.wait()
    for pid in descendants(ended=True) - ended:
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
    adopt(False)
    output = log.read_bytes()[-200_000:].decode(errors="replace")
    return Watched(status, output, sorted(names))


def adopt(orphans):
    """Set whether what is left alone below this process becomes a child of it."""
    ctypes.CDLL(None).prctl(36, int(orphans), 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def descendants(ended=False):
    """Return the ids of all processes below this one that run, or have ended."""
    children, zombies = {}, set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent = path.read_text().rsplit(")", 1)[1].split()[:2]
        except OSError:
            continue
        if state == "Z" and int(parent) == os.getpid():
            zombies.add(int(path.parent.name))
            continue
        children.setdefault(int(parent), []).append(int(path.parent.name))
    found, waiting = set(), [os.getpid()]
    while waiting:
        below = children.get(waiting.pop(), [])
        found.update(below)
        waiting += below
    return zombies if ended else found


def name_of(pid):
    """Return the command line of a process."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except (OSError, UnicodeDecodeError):
        return "?"


def grade_id(cell):
    return cell["metadata"].get("nbgrader", {}).get("grade_id")


def own_cell(source, kind="code"):
    """Return a cell of a student's own."""
    source = textwrap.dedent(source).strip()
    make = {
        "code": nbformat.v4.new_code_cell,
        "markdown": nbformat.v4.new_markdown_cell,
    }
    return json.loads(json.dumps(make[kind](source)))


def cell_of(notebook, name):
    (cell,) = (cell for cell in notebook["cells"] if grade_id(cell) == name)
    return cell


# ------------------------------------------------------------------- honest neighbours


def mia_entries():
    """Return the wrong answers that mia gives, {exercise: entry of the bank}."""
    names = "project", "soft_lookup"
    banks = {name: read_bank(NUMPY, name) for name in names}
    return {n: next(e for e in bank if e.kind == "wrong") for n, bank in banks.items()}


def honest(assignment=NUMPY):
    """Return the cases of the honest, by name; they are not among CASES.

    ada's and zed's work is right, and in ada's is a line that nobody else may see.
    mia, in one assignment, gives two wrong answers of the banks.
    """
    everything, none = frozenset(POINTS[assignment]), frozenset()
    wrong = {name: entry.source for name, entry in mia_entries().items()}
    lost = {test for entry in mia_entries().values() for test in entry.loses}

    def ada(course):
        return course.answered(assignment, own=f"# {course.secrets['classmate']}")

    makers = {
        "ada_honest": (ada, everything),
        "mia_wrong": (lambda course: course.answered(**wrong), everything - lost),
        "zed_honest": (lambda course: course.answered(assignment), everything),
    }
    if assignment != NUMPY:
        del makers["mia_wrong"]
    return {
        name: Case(name, "honest", assignment, Expected(sure, none), make)
        for name, (make, sure) in makers.items()
    }


# ------------------------------------------------------------------- resources

PROJECT = ("test_project",)


@case("resources", lost=PROJECT)
def loop_in_a_cell(course):
    """An answer's cell that never ends."""
    reference = Assignment(NUMPY).reference("project")
    return course.answered(project=f"while True:\n    pass\n{reference}")


@case("resources", lost=PROJECT)
def loop_when_called(course):
    """An answer that never ends when a test calls it."""
    return course.answered(project=project("while True:\n    pass"))


@case("resources")
def loop_in_an_own_cell(course):
    """A cell of the student's own that never ends, behind right answers."""
    return course.answered(own="import time\nwhile True:\n    time.sleep(1)")


@case("resources", lost=PROJECT)
def loop_without_interrupts(course):
    """A loop that swallows interrupts and every exception."""
    attack = """
        import signal, time
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
            signal.signal(number, signal.SIG_IGN)
        while True:
            try:
                time.sleep(1)
            except BaseException:
                pass
    """
    return course.answered(project=project(attack))


@case("resources", lost=PROJECT)
def hang_in_c(course):
    """A power of huge numbers, which no signal interrupts."""
    return course.answered(project=project("3 ** 10**9"))


@case("resources", lost=PROJECT)
def hang_in_sleep(course):
    """A call of the C library's sleep, again and again."""
    attack = "import ctypes\nwhile True:\n    ctypes.CDLL(None).sleep(100)"
    return course.answered(project=project(attack))


@case("resources", lost=PROJECT)
def hang_in_a_regex(course):
    """A regular expression that tries all ways."""
    attack = "import re\nre.match('(a+)+$', 'a' * 60 + 'b')"
    return course.answered(project=project(attack))


@case("resources", lost=PROJECT)
def hang_in_repr(course):
    """A result that cannot be an array and never says what it is."""
    answer = """
        class Riddle:
            def __array__(self, *_, **__):
                raise TypeError("no array")

            def __repr__(self):
                while True:
                    pass

        def project(X, E):
            return Riddle()
    """
    return course.answered(project=answer)


@case("resources")
def hang_at_the_end(course):
    """Right work, and something that never ends when the process exits."""
    own = "import atexit, time\natexit.register(time.sleep, 50)"
    return course.answered(own=own)


@case("resources", lost=PROJECT)
def memory_gradually(course):
    """Takes memory bit by bit, up to 6 GB."""
    attack = """
        import os
        held = []
        while len(held) < 60:
            held.append(np.ones(12_500_000))
        os._exit(1)
    """
    return course.answered(project=project(attack))


@case("resources", lost=PROJECT)
def memory_at_once(course):
    """Takes 6 GB of memory at once."""
    attack = "import os\nheld = np.ones(750_000_000)\nos._exit(1)"
    return course.answered(project=project(attack))


@case("resources", lost=PROJECT)
def memory_of_children(course):
    """Six children, each of which takes 1 GB for ten seconds."""
    attack = """
        import os, time
        for _ in range(6):
            if os.fork() == 0:
                held = b"x" * 10**9
                time.sleep(10)
                os._exit(0)
        time.sleep(10)
        raise MemoryError
    """
    return course.answered(project=project(attack))


@case("resources", lost=PROJECT)
def fork_bomb(course):
    """Three hundred children that sleep for 20 seconds."""
    attack = """
        import os, time
        for _ in range(300):
            if os.fork() == 0:
                time.sleep(20)
                os._exit(0)
        raise RuntimeError("that's all")
    """
    return course.answered(project=project(attack, once=True))


@case("resources", perhaps=PROJECT)
def many_threads(course):
    """Five hundred threads that sleep for 20 seconds."""
    attack = """
        import threading, time
        for _ in range(500):
            threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
    """
    return course.answered(project=project(attack, once=True))


@case("resources")
def prints_200_mb(course):
    """Right work that prints 200 MB."""
    attack = "for _ in range(200):\n    print('x' * 1_000_000)"
    return course.answered(project=project(attack, once=True))


@case("resources")
def prints_a_million_lines(course):
    """Right work with a million short prints in a cell of its own."""
    return course.answered(own="for i in range(1_000_000):\n    print(i)")


@case("resources", perhaps=PROJECT)
def writes_200_mb_past_python(course):
    """Right work that writes 200 MB to the file descriptor 1."""
    attack = "import os\nfor _ in range(200):\n    os.write(1, b'x' * 1_000_000)"
    return course.answered(project=project(attack, once=True))


@case("resources", lost=PROJECT)
def fills_the_disk(course):
    """Writes 300 MB in small pieces into the working and the temporary folder."""
    attack = """
        import tempfile
        for number in range(15):
            for folder in (".", tempfile.gettempdir()):
                with open(f"{folder}/filler-{number}", "wb") as file:
                    file.write(b"x" * 10_000_000)
        raise OSError("full")
    """
    return course.answered(project=project(attack, once=True))


@case("resources", lost=PROJECT)
def writes_a_huge_file(course):
    """Writes a file of 300 MB."""
    attack = """
        with open("huge", "wb") as file:
            for _ in range(30):
                file.write(b"x" * 10_000_000)
        raise OSError("enough")
    """
    return course.answered(project=project(attack, once=True))


@case("resources")
def writes_many_files(course):
    """Right work that leaves 5,000 files in its folder."""
    own = "for i in range(5_000):\n    open(f'file-{i}', 'w').close()"
    return course.answered(own=own)


@case("resources", lost=PROJECT)
def os_exit(course):
    """Ends the process when called."""
    return course.answered(project=project("import os\nos._exit(0)"))


@case("resources", lost=PROJECT)
def os_exit_in_a_cell(course):
    """Ends the process while the answer's cell runs."""
    reference = Assignment(NUMPY).reference("project")
    return course.answered(project=f"import os\nos._exit(0)\n{reference}")


@case("resources", perhaps=PROJECT)
def ends_a_moment_later(course):
    """Right work, and a clock that ends the process when it has been given back."""
    attack = "import os, threading\nthreading.Timer(0.1, os._exit, (0,)).start()"
    return course.answered(project=project(attack, once=True))


@case("resources", lost=PROJECT)
def segfault(course):
    """Reads the address 0."""
    return course.answered(project=project("import ctypes\nctypes.string_at(0)"))


@case("resources", lost=PROJECT)
def kills_itself(course):
    """Sends itself SIGKILL."""
    return course.answered(project=project("import os\nos.kill(os.getpid(), 9)"))


@case("resources", lost=PROJECT)
def sys_exit(course):
    """Calls sys.exit when called."""
    return course.answered(project=project("import sys\nsys.exit()"))


@case("resources")
def quits_in_an_own_cell(course):
    """A last cell that says quit()."""
    return course.answered(own="quit()")


@case("resources", lost=PROJECT)
def endless_recursion(course):
    """Calls itself without end."""
    return course.answered(project="def project(X, E):\n    return project(X, E)")


@case("resources", lost=PROJECT)
def recursion_without_limit(course):
    """Calls itself until the stack overflows."""
    attack = "import sys\nsys.setrecursionlimit(10**9)\nreturn project([X], [E])"
    return course.answered(project=project(attack))


@case("resources")
def child_left_behind(course):
    """Right work that leaves a program running for 50 seconds."""
    own = "import subprocess\nsubprocess.Popen(['sleep', '50'])"
    return course.answered(own=own)


@case("resources", lost=PROJECT)
def closes_all_files(course):
    """Closes all file descriptors."""
    attack = "import os\nos.closerange(0, 4096)\nraise OSError"
    return course.answered(project=project(attack))


@case("resources")
def closes_its_streams(course):
    """Right work that closes sys.stdout and sys.stderr."""
    own = "import sys\nsys.stdout.close()\nsys.stderr.close()"
    return course.answered(first=own)


@case("resources")
def burns_the_processor(course):
    """Right work with a thread that calculates for 50 seconds in the background."""
    own = """
        import threading, time

        def burn(end=time.monotonic() + 50):
            while time.monotonic() < end:
                pass

        threading.Thread(target=burn, daemon=True).start()
    """
    return course.answered(first=own)


@case("resources", lost=PROJECT)
def huge_view(course):
    """Returns a view of one number that looks like 8 GB."""
    attack = "return np.broadcast_to(np.float64(0), (10**9,))"
    return course.answered(project=project(attack))


@case("resources", lost=PROJECT)
def huge_zeros(course):
    """Returns 8 GB of zeros that were never written."""
    return course.answered(project=project("return np.zeros(10**9)"))


@case("resources", lost=PROJECT)
def huge_number(course):
    """Returns a whole number of ten million digits."""
    return course.answered(project=project("return 1 << 33_000_000"))


@case("resources", lost=PROJECT)
def deep_list(course):
    """Returns lists nested a hundred thousand deep."""
    attack = "made = []\nfor _ in range(100_000):\n    made = [made]\nreturn made"
    return course.answered(project=project(attack))


@case("resources", lost=PROJECT)
def circular_list(course):
    """Returns a list that holds itself."""
    attack = "made = []\nmade.append(made)\nreturn made"
    return course.answered(project=project(attack))


@case("resources", lost=PROJECT)
def endless_generator(course):
    """Returns a generator without end."""
    attack = "import itertools\nreturn itertools.count()"
    return course.answered(project=project(attack))


@case("resources", lost=["test_useful"])
def endless_dictionary(course):
    """Returns a dictionary whose items never end, for the sizes of one test."""
    answer = """
        class Endless(dict):
            def items(self):
                while True:
                    yield "useful", 0

            __iter__ = keys = items

        def product_cost(B, T, V, d):
            if B == 4096:
                return Endless()
            return {
                "multiplications": B * T * V * d,
                "useful": B * T * d,
                "one_hot_bytes": 4 * B * T * V,
                "table_bytes": 4 * V * d,
            }
    """
    return course.answered(product_cost=answer)


@case(
    "resources", lost=["test_scatter_add", "test_scatter_any_shape"], assignment=KERAS
)
def keras_table_of_100_gb(course):
    """Makes an embedding for 100 GB."""
    answer = """
        def scatter_add(ids, dL_dout, V):
            layer = tf.keras.layers.Embedding(10**8, 256)
            layer.build((None,))
            return layer.embeddings
    """
    return course.answered(KERAS, scatter_add=answer)


@case("resources", lost=["test_sgd_step", "test_absent_rows"], assignment=KERAS)
def keras_loop_in_tensorflow(course):
    """A loop of TensorFlow's own that never ends."""
    answer = """
        def sgd_step(E, ids, dL_dout, lr):
            return tf.while_loop(lambda i: i >= 0, lambda i: [i * 0], [tf.constant(1)])
    """
    return course.answered(KERAS, sgd_step=answer)


@case(
    "resources",
    lost=["test_numerical_gradient", "test_table_comes_back"],
    assignment=KERAS,
)
def keras_endless_calls_back(course):
    """Calls the test's own function without end."""
    answer = """
        def numerical_gradient(loss, E, step):
            while True:
                loss(E)
    """
    return course.answered(KERAS, numerical_gradient=answer)


# ------------------------------------------------------------------- structure

ALL = tuple(POINTS[NUMPY])


@case("structure", only=())
def not_json(course):
    """A file that holds a sentence."""
    return {FILES[NUMPY]: "I will hand it in tomorrow."}


@case("structure", only=())
def empty_file(course):
    """A file of no bytes."""
    return {FILES[NUMPY]: ""}


@case("structure", only=())
def cut_off(course):
    """The first half of a notebook, after a broken upload."""
    text = json.dumps(course.answered())
    return {FILES[NUMPY]: text[: len(text) // 2]}


@case("structure", only=())
def json_but_no_notebook(course):
    """JSON of another kind."""
    return {FILES[NUMPY]: '{"answer": 42}'}


@case("structure", only=())
def json_list(course):
    """A list in the place of a notebook."""
    return {FILES[NUMPY]: "[1, 2, 3]"}


@case("structure", only=())
def json_nested_deep(course):
    """A hundred thousand brackets."""
    return {FILES[NUMPY]: "[" * 100_000}


@case("structure", only=())
def cells_are_null(course):
    """A notebook whose cells are null."""
    return {FILES[NUMPY]: json.dumps({**course.answered(), "cells": None})}


@case("structure", only=())
def cells_are_words(course):
    """A notebook whose cells are strings."""
    return {FILES[NUMPY]: json.dumps({**course.answered(), "cells": ["def", "x"]})}


@case("structure", perhaps=ALL)
def from_the_future(course):
    """A notebook of version 99."""
    return {**course.answered(), "nbformat": 99}


@case("structure", perhaps=ALL)
def without_a_version(course):
    """A notebook that does not say its version."""
    notebook = course.answered()
    del notebook["nbformat"], notebook["nbformat_minor"]
    return notebook


@case("structure")
def notebook_version_3(course):
    """Right work in the notebook format of 2014."""
    old = nbformat.convert(nbformat.from_dict(course.answered()), 3)
    return {FILES[NUMPY]: json.dumps(old)}


@case("structure", lost=PROJECT)
def answer_deleted(course):
    """An answer's cell is missing."""
    notebook = course.answered()
    notebook["cells"].remove(cell_of(notebook, "project"))
    return notebook


@case("structure")
def tests_deleted(course):
    """Right work without any test cell."""
    notebook = course.answered()
    cells = notebook["cells"]
    cells[:] = [c for c in cells if not c["metadata"]["nbgrader"]["grade"]]
    return notebook


@case("structure")
def answer_copied(course):
    """Right work, with a copy of an unchanged stub behind its answer."""
    notebook = course.answered()
    place = notebook["cells"].index(cell_of(notebook, "project"))
    notebook["cells"].insert(place + 1, cell_of(course.release(), "project"))
    return notebook


@case("structure")
def test_copied(course):
    """Right work, with a copy of a test cell."""
    notebook = course.answered()
    place = notebook["cells"].index(cell_of(notebook, "test_project"))
    notebook["cells"].insert(place, notebook["cells"][place])
    return notebook


@case("structure")
def upside_down(course):
    """Right work in the opposite order."""
    notebook = course.answered()
    notebook["cells"].reverse()
    return notebook


@case("structure")
def without_metadata(course):
    """Right work whose cells have lost all their metadata."""
    notebook = course.answered()
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    return notebook


@case("structure", perhaps=ALL)
def metadata_is_null(course):
    """Right work whose cells have null for metadata."""
    notebook = course.answered()
    for cell in notebook["cells"]:
        cell["metadata"] = None
    return {FILES[NUMPY]: json.dumps(notebook)}


def with_settings(course, name, answers=(), **settings):
    """Return a notebook in which the settings of a cell were changed."""
    notebook = course.answered(**dict(answers))
    cell_of(notebook, name)["metadata"]["nbgrader"].update(settings)
    return notebook


@case("structure")
def points_raised(course):
    """Right work for which the student has noted 200 points."""
    return with_settings(course, "test_project", points=200)


@case("structure", lost=PROJECT)
def points_raised_for_wrong_work(course):
    """A wrong answer, a test of 0 points and others of 200."""
    answers = {"project": WRONG[NUMPY]["project"]}
    notebook = with_settings(course, "test_project", answers, points=0)
    cell_of(notebook, "test_useful")["metadata"]["nbgrader"]["points"] = 200
    return notebook


@case("structure")
def points_are_words(course):
    """Right work whose points are no number."""
    return with_settings(course, "test_project", points="many")


@case("structure")
def odd_schema_version(course):
    """Right work with a schema version of 99."""
    return with_settings(course, "project", schema_version=99)


@case("structure")
def schema_version_is_a_word(course):
    """Right work with a word as schema version."""
    return with_settings(course, "project", schema_version="latest")


@case("structure", perhaps=[*PROJECT, "test_one_hot", "test_one_hot_outside"])
def grade_ids_exchanged(course):
    """Two answers that bear each other's name."""
    notebook = course.answered()
    one, other = (cell_of(notebook, name) for name in ("project", "one_hot"))
    one["metadata"], other["metadata"] = other["metadata"], one["metadata"]
    return notebook


@case("structure")
def grade_id_is_a_path(course):
    """Right work, and a cell whose name is a path with odd letters."""
    extra = own_cell("pass")
    settings = cell_of(course.answered(), "project")["metadata"]["nbgrader"]
    name = "../../../ünï/\N{SNOWMAN}" * 20
    extra["metadata"]["nbgrader"] = {**settings, "grade_id": name}
    notebook = course.answered()
    notebook["cells"].append(extra)
    return notebook


@case("structure", lost=PROJECT)
def test_edited(course):
    """A wrong answer, and a test that was unlocked and emptied."""
    answers = {"project": WRONG[NUMPY]["project"]}
    notebook = with_settings(course, "test_project", answers, locked=False)
    cell_of(notebook, "test_project")["source"] = "pass"
    return notebook


@case("structure", lost=PROJECT)
def test_made_an_answer(course):
    """A wrong answer, and a test that calls itself a solution."""
    answers = {"project": WRONG[NUMPY]["project"]}
    changed = {"solution": True, "locked": False, "points": 2, "grade": True}
    notebook = with_settings(course, "test_project", answers, **changed)
    cell_of(notebook, "test_project")["source"] = "2"
    return notebook


@case("structure", only=())
def preparation_edited(course):
    """Wrong answers, and helpers of the tests that agree to everything."""
    notebook = course.wrong()
    cell = cell_of(notebook, "preparation")
    cell["source"] += (
        "\nnp.allclose = np.isclose = np.array_equal = lambda *a, **k: True"
    )
    cell["metadata"]["nbgrader"]["locked"] = False
    return notebook


@case("structure")
def all_in_one_new_cell(course):
    """Right work in a single cell of the student's own; all else was deleted."""
    reference = Assignment(NUMPY)
    sources = [reference.reference(name) for name in reference.exercises]
    cell = own_cell("\n\n".join(["import numpy as np", *sources]))
    return {**course.release(), "cells": [cell]}


@case("structure", perhaps=ALL)
def all_in_the_first_answer(course):
    """All answers in the first one's cell, with the stubs still behind them."""
    reference = Assignment(NUMPY)
    sources = [reference.reference(name) for name in reference.exercises]
    notebook = course.release()
    cell_of(notebook, "one_hot")["source"] = "\n\n".join(sources)
    return notebook


@case("structure")
def a_second_notebook(course):
    """Right work with another notebook beside it."""
    return {FILES[NUMPY]: course.answered(), "notes.ipynb": course.wrong()}


@case("structure")
def renamed(course):
    """Right work under a browser's name for a second download."""
    return {"one_hot_times_matrix (1).ipynb": course.answered()}


@case("structure")
def in_a_subfolder(course):
    """Right work in a folder of its own."""
    return {f"homework/week 1/{FILES[NUMPY]}": course.answered()}


@case("structure", only=())
def empty_folder(course):
    """Nothing was handed in but a folder."""
    course.target("empty_folder").mkdir(parents=True)


def link(course, student, to, name=FILES[NUMPY]):
    """Hand in a link."""
    course.target(student).mkdir(parents=True, exist_ok=True)
    (course.target(student) / name).symlink_to(to)


@case("structure", only=())
def link_to_the_solution(course):
    """A link to the solution in the place of the notebook."""
    to = course.folder / "solutions" / NUMPY / FILES[NUMPY]
    link(course, "link_to_the_solution", to)


@case("structure", only=())
def link_to_a_classmate(course):
    """A link to a classmate's notebook."""
    to = Path("../..") / "ada_honest" / NUMPY / FILES[NUMPY]
    link(course, "link_to_a_classmate", to)


@case("structure", only=())
def link_to_the_gradebook(course):
    """A link to the gradebook in the place of the notebook."""
    link(course, "link_to_the_gradebook", course.folder / "gradebook.db")


@case("structure")
def links_beside_the_notebook(course):
    """Right work with links to the gradebook, a secret and the whole disk beside it."""
    student = "links_beside_the_notebook"
    link(course, student, course.folder / "gradebook.db", "data.db")
    link(course, student, course.folder.parent / "secret.txt", "data.txt")
    # Not a folder with endless or huge files below it: plain nbgrader copies them.
    link(course, student, course.folder / "solutions", "solutions")
    return course.answered()


@case("structure", only=())
def linked_folder(course):
    """The folder of the submission is a link to a classmate's."""
    course.target("linked_folder").parent.mkdir(parents=True)
    course.target("linked_folder").symlink_to(course.target("ada_honest"))


@case("structure", only=())
def linked_student(course):
    """The folder of the student is a link to a classmate's."""
    folder = course.target("linked_student").parent
    folder.parent.mkdir(exist_ok=True)
    folder.symlink_to(course.target("ada_honest").parent)


@case("structure")
def kernel_of_r(course):
    """Right work for a kernel of another language."""
    spec = {"name": "ir", "display_name": "R", "language": "R"}
    return {**course.answered(), "metadata": {"kernelspec": spec}}


@case("structure")
def kernel_missing(course):
    """Right work that names no kernel."""
    return {**course.answered(), "metadata": {}}


@case("structure")
def metadata_without_numbers(course):
    """Right work with NaN and huge numbers in its metadata."""
    notebook = course.answered()
    notebook["metadata"]["odd"] = [float("nan"), float("inf"), 10**400]
    return notebook


def with_source(course, source):
    """Return a notebook in which the source of `project` is of another type."""
    notebook = course.answered()
    cell_of(notebook, "project")["source"] = source
    return {FILES[NUMPY]: json.dumps(notebook)}


@case("structure")
def source_is_a_list(course):
    """Right work whose sources are lists of lines, as nbformat allows."""
    source = Assignment(NUMPY).reference("project")
    return with_source(course, source.splitlines(keepends=True))


@case("structure", lost=PROJECT)
def source_is_null(course):
    """An answer whose source is null."""
    return with_source(course, None)


@case("structure", lost=PROJECT)
def source_is_a_number(course):
    """An answer whose source is a number."""
    return with_source(course, 42)


@case("structure", lost=PROJECT)
def source_has_a_null_byte(course):
    """An answer with a character that Python does not read."""
    return with_source(course, "def project(X, E):\n    return X @ E\0")


@case("structure")
def huge_outputs(course):
    """Right work with 20 MB of outputs."""
    notebook = course.answered()
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 20_000_000}
    cell_of(notebook, "project")["outputs"] = [output]
    return notebook


@case("structure")
def a_thousand_cells(course):
    """Right work with a thousand cells of the student's own."""
    return course.answered(own=[f"x = {i}" for i in range(1_000)])


@case("structure", only=())
def outputs_faked(course):
    """Wrong answers, with saved outputs that show full points."""
    notebook = course.wrong()
    for name, points in POINTS[NUMPY].items():
        cell = cell_of(notebook, name)
        data = {"text/plain": [f"{points}.0"]}
        output = {"output_type": "execute_result", "metadata": {}, "data": data}
        cell.update(execution_count=7, outputs=[{**output, "execution_count": 7}])
    return notebook


@case("structure", perhaps=PROJECT)
def answer_made_raw(course):
    """Right work whose answer was turned into a raw cell."""
    notebook = course.answered()
    cell = cell_of(notebook, "project")
    cell["cell_type"] = "raw"
    del cell["outputs"], cell["execution_count"]
    return {FILES[NUMPY]: json.dumps(notebook)}


@case("structure")
def bytes_of_latin_1(course):
    """Right work with a byte in a comment that is no UTF-8."""
    source = Assignment(NUMPY).reference("project") + "\n    # M@UE@nchen"
    text = json.dumps(course.answered(project=source))
    return {FILES[NUMPY]: text.encode().replace(b"@UE@", b"\xfc")}


@case("structure", perhaps=ALL)
def bytes_of_utf_16(course):
    """Right work in the encoding that an old editor calls Unicode."""
    return {FILES[NUMPY]: json.dumps(course.answered()).encode("utf-16")}


@case("structure")
def byte_order_mark(course):
    """Right work that begins with a byte order mark."""
    return {FILES[NUMPY]: json.dumps(course.answered()).encode("utf-8-sig")}


@case("structure")
def line_ends_of_windows(course):
    """Right work with the line ends of Windows, inside the cells too."""
    notebook = course.answered()
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"]).replace("\n", "\r\n")
    return {FILES[NUMPY]: json.dumps(notebook, indent=1).replace("\n", "\r\n")}


@case("structure")
def ids_repeated(course):
    """Right work all of whose cells have the same id."""
    notebook = course.answered()
    for cell in notebook["cells"]:
        cell["id"] = "same"
    return {FILES[NUMPY]: json.dumps(notebook)}


@case("structure")
def ids_missing(course):
    """Right work whose cells have no ids, although their version asks for them."""
    notebook = course.answered()
    for cell in notebook["cells"]:
        cell.pop("id", None)
    return {FILES[NUMPY]: json.dumps({**notebook, "nbformat_minor": 5})}


@case("structure")
def attachments(course):
    """Right work with a picture attached to a text."""
    notebook = course.answered()
    cell = own_cell("![](attachment:dot.png)", "markdown")
    cell["attachments"] = {"dot.png": {"image/png": "iVBORw0KGgo="}}
    notebook["cells"].append(cell)
    return notebook


@case("structure")
def time_is_nonsense(course):
    """Right work with a time stamp that says no time."""
    return {FILES[NUMPY]: course.answered(), "timestamp.txt": "the day before"}


@case("structure")
def time_of_1999(course):
    """Right work that claims to be from 1999."""
    text = "1999-12-31 23:59:59.000000 UTC"
    return {FILES[NUMPY]: course.answered(), "timestamp.txt": text}


@case("structure")
def time_is_binary(course):
    """Right work with a time stamp of random bytes."""
    return {FILES[NUMPY]: course.answered(), "timestamp.txt": bytes(range(256)) * 40}


@case("structure")
def time_is_a_folder(course):
    """Right work with a folder for a time stamp."""
    return {FILES[NUMPY]: course.answered(), "timestamp.txt/today": "now"}


@case("structure", only=())
def notebook_is_a_folder(course):
    """A folder with the notebook's name."""
    return {f"{FILES[NUMPY]}/{FILES[NUMPY]}.txt": "inside"}


@case("structure", only=None if os.geteuid() == 0 else ())
def unreadable_mode(course):
    """Right work in a file that its owner may not read; root may."""
    target = course.target("unreadable_mode")
    target.mkdir(parents=True)
    path = target / FILES[NUMPY]
    path.write_text(json.dumps(course.answered()))
    path.chmod(0)


@case("structure", only=())
def named_pipe(course):
    """A named pipe in the place of the notebook: reading it would wait for ever."""
    target = course.target("named_pipe")
    target.mkdir(parents=True)
    os.mkfifo(target / FILES[NUMPY])


@case("structure")
def named_pipe_beside(course):
    """Right work with a named pipe beside it."""
    target = course.target("named_pipe_beside")
    target.mkdir(parents=True)
    os.mkfifo(target / "data.csv")
    return course.answered()


@case("structure", student="O'Brien Øÿ 学生; rm -rf $HOME")
def odd_student(course):
    """Right work of a student whose name a shell must not see."""
    return course.answered()


@case("structure")
def odd_file_names(course):
    """Right work with files whose names are no text, too long or look like options."""
    target = course.target("odd_file_names")
    target.mkdir(parents=True)
    for name in (b"\xff\xfe", b"-rf", b"a\nb", "é".encode() * 100, b"nb@{x}.ipynb.txt"):
        Path(os.fsdecode(os.fsencode(target) + b"/" + name)).write_text("x")
    return course.answered()


@case("structure", assignment=KERAS)
def keras_upside_down(course):
    """Right work in the opposite order, with all of its cells twice."""
    notebook = course.answered(KERAS)
    notebook["cells"] = notebook["cells"][::-1] * 2
    return {FILES[KERAS]: json.dumps(notebook)}


# ------------------------------------------------------------------- verdict

AGREE = "lambda *_, **__: True"
STEAL = """
    import sys

    def steal(name):
        frame = sys._getframe(2)
        while frame and name not in frame.f_locals:
            frame = frame.f_back
        return frame.f_locals[name]
"""
# Whatever it is compared with, calculated with or asked for: it agrees.
AGREEABLE = """
    class Agreeable(float):
        def agree(self, *_, **__):
            return True

        __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = agree
        __ne__ = lambda self, other: False
        __hash__ = float.__hash__
        __sub__ = __rsub__ = __abs__ = lambda self, *_: 0.0
        __array_ufunc__ = __array_function__ = agree
        ndim, size, shape = 0, 0, ()
        __getitem__ = all = any = astype = item = lambda self, *_, **__: self
"""


@case("verdict", only=())
def patched_numpy(course):
    """NumPy's comparisons agree to everything."""
    names = "np.allclose = np.isclose = np.array_equal = np.testing.assert_allclose"
    return course.wrong(first=f"{names} = {AGREE}")


@case("verdict", only=())
def patched_asarray(course):
    """np.asarray and np.array give what agrees to everything."""
    patch = "np.asarray = np.array = lambda *_, **__: Agreeable()"
    return course.wrong(first=textwrap.dedent(AGREEABLE) + patch)


@case("verdict", only=())
def patched_loops(course):
    """The loops of the tests have nothing to go through."""
    source = """
        import builtins
        np.ndindex = builtins.zip = builtins.enumerate = lambda *_, **__: iter(())
    """
    return course.wrong(soft_lookup=dedented(source, WRONG[NUMPY]["soft_lookup"]))


@case("verdict", only=())
def patched_builtins(course):
    """Python's own functions agree to everything."""
    source = "import builtins\nbuiltins.hasattr = builtins.all = " + AGREE
    return course.wrong(first=source)


@case("verdict", only=())
def numpy_under_its_name(course):
    """Answers' cells that bind the name `np` to a NumPy that agrees to everything."""
    source = f"""
        import types
        import numpy
        np = types.SimpleNamespace(**vars(numpy))
        np.allclose = np.isclose = np.array_equal = {AGREE}
    """
    answers = {n: dedented(source, text) for n, text in WRONG[NUMPY].items()}
    return course.answered(**answers)


@case("verdict", only=())
def builtins_under_their_names(course):
    """Answers' cells that bind names that the tests take from Python."""
    source = (
        "zip = enumerate = reversed = lambda *_, **__: iter(())\nhasattr = " + AGREE
    )
    answers = {n: dedented(source, text) for n, text in WRONG[NUMPY].items()}
    return course.answered(**answers)


@case("verdict", only=())
def helpers_redefined(course):
    """The tests' helpers are defined anew in answers' cells, and when called."""
    source = f"""
        import sys

        def _as_array(answer):
            known = sys._getframe(1).f_locals
            return np.array(known.get("expected", answer), dtype=float)

        _check_unchanged = {AGREE}
    """
    cost = """
        def product_cost(*_):
            for name in [name for name in globals() if name.startswith("_check_")]:
                globals()[name] = lambda *_, **__: None
            return {}
    """
    answers = {**WRONG[NUMPY], "product_cost": cost}
    return course.answered(**{n: dedented(source, t) for n, t in answers.items()})


@case("verdict", only=())
def checks_rewritten(course):
    """Finds the tests' functions among all objects and changes their code."""
    source = """
        import gc, types

        def product_cost(*_):
            for found in gc.get_objects():
                if isinstance(found, types.FunctionType):
                    if found.__name__.startswith(("_check_", "_hidden")):
                        found.__code__ = (lambda *_, **__: None).__code__
            return {}
    """
    return course.wrong(product_cost=source)


@case("verdict", only=())
def equal_to_everything(course):
    """Returns objects that equal everything, and say yes to all."""
    answers = {
        name: f"def {name}(*_, **__): return Agreeable()" for name in WRONG[NUMPY]
    }
    answers["product_cost"] = (
        "import collections\n"
        "def product_cost(*_): return collections.defaultdict(Agreeable, useful=0)"
    )
    return course.wrong(first=AGREEABLE, **answers)


@case("verdict", only=())
def array_that_agrees(course):
    """Returns a subclass of NumPy's array that answers for NumPy."""
    source = """
        class Agreeing(np.ndarray):
            def __array_function__(self, *_):
                return True

            def __array_ufunc__(self, *_, **__):
                return np.True_

            __eq__ = __ne__ = lambda self, other: np.True_

        def agreeing(*shape):
            return np.zeros(shape).view(Agreeing)

        def project(X, E):
            return agreeing(*X.shape[:2], E.shape[1])

        def recover_table(X, Y):
            return agreeing(X.shape[1], Y.shape[1])

        def soft_lookup(scores, E, temperature):
            return agreeing(len(scores), E.shape[1])
    """
    names = "project", "recover_table", "soft_lookup"
    return course.wrong(**dict.fromkeys(names, source))


@case("verdict", only=())
def array_from_the_caller(course):
    """Returns an object whose __array__ looks up what the caller expects."""
    source = """
        class Known:
            def __array__(self, *_, **__):
                return np.array(steal("expected"), dtype=float)

        def product_cost(*_):
            names = "multiplications", "useful", "one_hot_bytes", "table_bytes"
            return dict.fromkeys(names, Known())
    """
    return course.wrong(product_cost=dedented(STEAL, source))


@case("verdict", only=())
def lies_about_its_class(course):
    """Returns objects that say they are arrays, numbers or dictionaries."""
    source = """
        def liar(kind):
            class Liar:
                __class__ = property(lambda self: kind)
                __array_interface__ = {"shape": (1,), "typestr": "<f8", "version": 3}
                __array_priority__ = 10**9
                __eq__ = __bool__ = __contains__ = lambda *_: True
                __len__ = lambda self: 10**6
                __float__ = lambda self: float("nan")
                keys = lambda self: ["useful"]
                __getitem__ = lambda self, key: self
            return Liar()

        def project(X, E): return liar(np.ndarray)
        def recover_table(X, Y): return liar(float)
        def soft_lookup(*_): return liar(bool)
        def product_cost(*_): return liar(dict)
        def one_hot(*_): return liar(np.float64)
    """
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


@case("verdict", only=())
def asserts_stripped(course):
    """A transformer of IPython's removes the asserts of later cells."""
    source = """
        import ast

        class Strip(ast.NodeTransformer):
            def visit_Assert(self, node):
                return ast.copy_location(ast.Pass(), node)

        get_ipython().ast_transformers.append(Strip())
    """
    return course.wrong(first=source)


@case("verdict", only=())
def cells_transformed(course):
    """A transformer of IPython's replaces the cells of tests."""
    source = """
        def change(lines):
            return ["None"] if any("_check" in line for line in lines) else lines

        get_ipython().input_transformers_cleanup.append(change)
    """
    return course.wrong(first=source)


@case("verdict", only=())
def cells_not_run(course):
    """IPython's own way to run a cell is replaced."""
    source = """
        shell = get_ipython()
        run, run_async = shell.run_cell, shell.run_cell_async

        def harmless(cell):
            return "None" if "_check" in cell else cell

        async def pretend(cell, *arguments, **options):
            return await run_async(harmless(cell), *arguments, **options)

        shell.run_cell_async = pretend
        shell.run_cell = lambda cell, *a, **o: run(harmless(cell), *a, **o)
    """
    return course.wrong(first=source)


@case("verdict", only=())
def errors_swallowed(course):
    """IPython is told to show no errors."""
    source = """
        shell = get_ipython()
        shell.set_custom_exc((BaseException,), lambda *_, **__: None)
        shell.showtraceback = shell._showtraceback = lambda *_, **__: None
    """
    return course.wrong(first=source)


@case("verdict", only=())
def lines_jumped_over(course):
    """A trace function lets the tests jump to their last line."""
    source = """
        import sys

        def jump(frame, event, _):
            if event == "line" and frame.f_code.co_name.startswith("_check"):
                last = max(n for *_, n in frame.f_code.co_lines() if n)
                if frame.f_lineno < last:
                    frame.f_lineno = last
            return jump

        def trace(*_):
            frame = sys._getframe(1)
            while frame:
                frame.f_trace = jump
                frame = frame.f_back
            sys.settrace(jump)
            return np.zeros(1)

        one_hot = project = recover_table = soft_lookup = product_cost = trace
    """
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


@case("verdict", only=())
def frames_read(course):
    """Answers that look for the expected values in the frames of their callers."""
    cost = """
        def product_cost(*_):
            return {steal("count"): steal("expected")}
    """
    soft = """
        def soft_lookup(scores, E, temperature):
            if (E == 1).all():
                return np.ones((len(scores), E.shape[1]))
            return steal("expected")[: len(scores)]
    """
    table = """
        def recover_table(X, Y):
            return np.where(X.any(axis=0)[:, None], steal("E"), np.nan)
    """
    answers = {"product_cost": cost, "soft_lookup": soft, "recover_table": table}
    return course.wrong(**{n: dedented(STEAL, t) for n, t in answers.items()})


@case("verdict", only=())
def question_changed(course):
    """Sets the numbers of the question to zero, in the caller's frame."""
    source = """
        def project(X, E):
            X[...] = E[...] = steal("X")[...] = steal("E")[...] = 0
            return np.zeros((*X.shape[:2], E.shape[1]))
    """
    return course.wrong(project=dedented(STEAL, source))


@case("verdict", only=())
def inputs_changed(course):
    """Changes every argument in place, and its shape and type."""
    source = """
        def change(*given):
            for array in given:
                if isinstance(array, list):
                    array[:] = [0]
                elif isinstance(array, np.ndarray):
                    array[...] = 0
                    array.shape = (-1,)
                    array.flags.writeable = False
            return given[0]

        one_hot = project = recover_table = soft_lookup = product_cost = change
    """
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


FROM_TESTS = r"""
    import re

    def read(source, B, T, V, d):
        pattern = r'"(\w+)",[^"]*?expected=(.*?)\s*\)\n'
        known = {"b": B, "t": T, "v": V, "k": d, "np": np}
        counts = {}
        for name, text in re.findall(pattern, source, re.S):
            if (B, T, V, d) != (1, 1, 3, 2) or name not in counts:
                counts[name] = eval(text, known)
        return counts
"""


@case("verdict", only=())
def tests_read_in_the_history(course):
    """Reads the expected values in the source of the test that is running."""
    source = """
        def product_cost(*sizes):
            return read(get_ipython().user_ns["In"][-1] + "\\n", *sizes)
    """
    return course.wrong(product_cost=dedented(FROM_TESTS, source))


@case("verdict", only=())
def tests_read_on_disk(course):
    """Reads the expected values in the notebook that is being graded."""
    source = """
        import glob, json, os

        def product_cost(*sizes):
            for folder in (".", "/", os.path.expanduser("~"), "/tmp", "@COURSE@"):
                for path in glob.glob(f"{folder}/*.ipynb"):
                    cells = json.load(open(path))["cells"]
                    text = "\\n".join("".join(c["source"]) + "\\n" for c in cells)
                    return read(text, *sizes)
    """
    return course.wrong(product_cost=dedented(FROM_TESTS, source))


def copied_from(pattern):
    """Return source that takes over the answers of notebooks on disk."""
    return quietly(f"""
        import glob, json
        for path in glob.glob({pattern!r}):
            for cell in json.load(open(path))["cells"]:
                source = "".join(cell["source"])
                if cell["metadata"].get("nbgrader", {{}}).get("solution"):
                    exec(source, globals())
    """)


@case("verdict", only=())
def solution_read(course):
    """Looks for the solutions on disk, and takes them over."""
    code = copied_from(f"@COURSE@/solutions/{NUMPY}/*.ipynb")
    last = dedented(WRONG[NUMPY]["soft_lookup"], code)
    notebook = course.wrong(soft_lookup=last)
    # Each test comes behind the answer that it tests: so all answers are read anew.
    for name, text in WRONG[NUMPY].items():
        cell_of(notebook, name)["source"] = dedented(text, code)
    return notebook


@case("verdict", only=())
def classmate_read(course):
    """Looks for a classmate's submission on disk, and takes over its answers."""
    code = copied_from(f"@COURSE@/submitted/*_honest/{NUMPY}/*.ipynb")
    return course.answered(**{n: dedented(t, code) for n, t in WRONG[NUMPY].items()})


def claiming(claim):
    """Return wrong answers each of which claims a point before it fails."""
    claim = indented(claim)
    return {name: f"def {name}(*_):\n{claim}" for name in WRONG[NUMPY]}


@case("verdict", only=())
def early_result(course):
    """Shows a point as a cell's result before the test fails."""
    claim = "return get_ipython().displayhook(1.0)"
    return course.answered(**claiming(claim))


@case("verdict", only=())
def early_nan(course):
    """Shows nan as a cell's result: nbgrader takes it for full points."""
    claim = "return get_ipython().displayhook(float('nan'))"
    return course.answered(**claiming(claim))


@case("verdict", only=())
def early_thousand(course):
    """Shows a score of a thousand, and one below zero."""
    claim = "show = get_ipython().displayhook\nreturn show(1000.0) or show(-1.0)"
    return course.answered(**claiming(claim))


@case("verdict", only=())
def message_forged(course):
    """Sends a result in the kernel's name."""
    claim = """
        kernel = get_ipython().kernel
        content = {"data": {"text/plain": "1.0"}, "metadata": {}}
        content["execution_count"] = 1
        kernel.send_response(kernel.iopub_socket, "execute_result", content)
    """
    return course.answered(**claiming(claim))


@case("verdict", only=())
def score_displayed(course):
    """Displays a score and prints one."""
    claim = "display(1.0)\nprint('Score: 1')\nprint(1.0)"
    return course.answered(**claiming(claim))


@case("verdict", only=())
def outputs_forged(course):
    """Puts outputs of odd kinds where the grader collects them."""
    source = """
        odd = [
            None, 7, "2.0", {}, {"output_type": "evil"},
            {"output_type": "display_data"},
            {"output_type": "stream", "name": "stdout", "text": 5},
            {"output_type": "stream", "name": ["x"], "text": {"a": 1}},
            {"output_type": "error", "ename": 1, "evalue": None, "traceback": 3},
            {"output_type": "execute_result", "data": {"text/plain": "2.0"},
             "metadata": {}, "execution_count": None},
            {"output_type": "execute_result", "data": 1, "execution_count": "x"},
            {"output_type": "display_data", "data": {"text/plain": {}}, "metadata": 1},
        ]

        def forge(*_):
            get_ipython().outputs.shown.extend(odd)
            return 0

        one_hot = project = recover_table = soft_lookup = product_cost = forge
    """
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


SOCKETS = """
    import json, os, struct

    def write_to_all(data):
        for number in os.listdir("/proc/self/fd"):
            try:
                if os.readlink(f"/proc/self/fd/{number}").startswith("socket:"):
                    os.set_blocking(int(number), False)
                    os.write(int(number), data)
                    os.set_blocking(int(number), True)
            except OSError:
                pass

    def framed(value):
        text = json.dumps([value, []]).encode()
        return struct.pack(">II", len(text), 0) + text
"""


@case("verdict", only=())
def garbage_on_sockets(course):
    """Writes random bytes to all sockets that it finds open."""
    source = """
        def garble(*_):
            write_to_all(os.urandom(100))

        one_hot = project = recover_table = soft_lookup = product_cost = garble
    """
    source = dedented(SOCKETS, source)
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


@case("verdict", only=())
def endless_message(course):
    """Announces messages of 4 GB and 200 MB on all sockets, which never come."""
    source = """
        def announce(*_):
            write_to_all(struct.pack(">II", 2**32 - 1, 2**32 - 1))

        def promise(*_):
            write_to_all(struct.pack(">II", 200_000_000, 0))

        one_hot = recover_table = soft_lookup = product_cost = announce
        project = promise
    """
    source = dedented(SOCKETS, source)
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


@case("verdict", only=())
def replies_in_advance(course):
    """Sends the grader replies to what it has not asked yet."""
    source = """
        reply = ["list", None, ["ok", 0, ["list", None, []]]]
        done = ["list", None, ["ok", ["list", None, [True, 0, 0]], ["list", None, []]]]

        def reply_twice(*_):
            write_to_all(framed(reply))
            return 0

        one_hot = project = recover_table = soft_lookup = product_cost = reply_twice
    """
    source = dedented(SOCKETS, source)
    ahead = "\nwrite_to_all(framed(done))\nwrite_to_all(framed(reply))"
    answers = dict.fromkeys(WRONG[NUMPY], source)
    return course.wrong(**{**answers, "soft_lookup": source + ahead})


@case("verdict", only=())
def reply_of_another_kind(course):
    """Replies to the grader with numbers in the place of lists, and the like."""
    source = """
        kinds = [
            None, 7, [], ["list", None, []], ["list", None, ["ok"]],
            ["list", None, ["error", 1, 2, 3, 4]], ["handle", 10**9, [], True],
            ["list", None, ["call", 10**6, ["list", None, []], ["dict", None, []]]],
            ["list", None, ["ok", ["dtype", "O"], 5]], ["same", -1], ["view"], {"a": 1},
            ["array", 0, ["|O", [2], "C", 0], True], ["int", "0x" + "f" * 10**6],
            ["global", "os", "system"], ["generator", 0, ["dict", None, []]],
        ]

        def reply(*_):
            write_to_all(framed(kinds[os.getpid() % len(kinds)]))
            os._exit(0)

        one_hot = project = recover_table = soft_lookup = product_cost = reply
    """
    source = dedented(SOCKETS, source)
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


@case("verdict", only=())
def agent_patched(course):
    """Replaces what it finds of the grader in its own process with what agrees."""
    source = """
        import sys, types
        for name in [name for name in sys.modules if "classroom" in name]:
            for kind in list(vars(sys.modules[name]).values()):
                if isinstance(kind, type):
                    for method in [m for m in vars(kind) if m.startswith("do_")]:
                        if method not in ("do_run", "do_outputs", "do_names"):
                            setattr(kind, method, lambda *_, **__: True)
    """
    return course.wrong(first=source)


@case("verdict", only=())
def encodings_patched(course):
    """Replaces how its side of the grader writes values by odd forms."""
    source = """
        import itertools, sys
        odd = itertools.cycle([
            ["handle", 0, ["builtins:bool", "numpy:ndarray", "builtins:dict"], True],
            ["same", 0], ["dtype", "V9"], ["slice", 1], ["bytes", -1], ["view", 0],
            ["scalar", ["<f8", [], "C", 7]], ["array", 0, ["<f8", [-1], "C", 0], True],
            ["range", 0, 10**18, 1], ["fraction", "0x1", "0x0"], ["decimal", "x"],
            ["tensor", 1], ["slices"], ["nothing"], [[]], ["list", 0, 5], {"x": 1},
        ])
        wire = sys.modules.get("classroom.wire")

        def lie(*_):
            if wire:
                wire.Encoder.encode_object = lambda self, value: next(odd)
            return [0]

        one_hot = project = recover_table = soft_lookup = product_cost = lie
    """
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


def shadows(**files):
    """Return modules that would be imported from the submission's folder."""
    return {f"{name}.py": textwrap.dedent(source) for name, source in files.items()}


@case("verdict", only=())
def module_numpy(course):
    """A numpy.py beside the notebook that agrees to everything."""
    source = f"""
        import os, sys
        kept, here = sys.path[:], os.path.dirname(os.path.abspath(__file__))
        sys.path = [p for p in kept if os.path.abspath(p or ".") != here]
        del sys.modules["numpy"]
        import numpy
        sys.path = kept
        numpy.allclose = numpy.isclose = numpy.array_equal = {AGREE}
    """
    return {FILES[NUMPY]: course.wrong(), **shadows(numpy=source)}


@case("verdict", only=())
def modules_of_python(course):
    """Modules with the names of others that end each process as a success."""
    source = "import atexit, os\natexit.register(os._exit, 0)\n"
    names = (
        "classroom",
        "IPython",
        "nbgrader",
        "sitecustomize",
        "usercustomize",
        "pytest",
    )
    return {FILES[NUMPY]: course.wrong(), **shadows(**dict.fromkeys(names, source))}


@case("verdict", only=())
def exit_as_success(course):
    """Registers with atexit, and ends the process with the status 0 in each answer."""
    source = """
        import atexit, os
        atexit.register(print, "2.0")

        def leave(*_):
            print("2.0", flush=True)
            raise SystemExit(0)

        one_hot = project = recover_table = soft_lookup = product_cost = leave
    """
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


@case("verdict", only=())
def pickle_of_doom(course):
    """Returns objects that run code where they are copied or unpickled."""
    source = """
        class Doom:
            def __reduce__(self):
                return open, ("@COURSE@/hostile-pickle", "w")

            def __reduce_ex__(self, protocol):
                return self.__reduce__()

        def doom(*_):
            return Doom()

        one_hot = project = recover_table = soft_lookup = product_cost = doom
    """
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


@case("verdict", only=())
def forged_exceptions(course):
    """Raises odd exceptions: no Exception, with lies about class, text and parents."""
    source = """
        class Forged(BaseException):
            __class__ = property(lambda self: ValueError)
            __str__ = __repr__ = lambda self: 1 / 0
            __cause__ = property(lambda self: self)

        Forged.__name__ = Forged.__qualname__ = "ValueError"

        def raise_it(*_):
            raise Forged

        one_hot = project = recover_table = soft_lookup = product_cost = raise_it
    """
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


@case("verdict", lost=["test_project", "test_recover_table", "test_unseen_rows"])
def interrupts(course):
    """Right work but for KeyboardInterrupt and GeneratorExit in two answers."""
    return course.answered(
        project="def project(X, E):\n    raise KeyboardInterrupt",
        recover_table="def recover_table(X, Y):\n    raise GeneratorExit",
    )


@case("verdict", lost=PROJECT)
def huge_message(course):
    """Raises an exception with a text of 50 MB."""
    attack = "raise ValueError('x' * 50_000_000)"
    return course.answered(project=project(attack))


@case("verdict", only=())
def answers_by_time(course):
    """Returns something else at each call, until something is right."""
    source = """
        import itertools
        numbers = itertools.count()

        def guess(*given):
            n = next(numbers)
            return dict.fromkeys(["multiplications", "useful"], n) if n % 2 else [n]

        one_hot = project = recover_table = soft_lookup = product_cost = guess
    """
    return course.wrong(**dict.fromkeys(WRONG[NUMPY], source))


@case("verdict", only=(), assignment=KERAS)
def keras_patched(course):
    """NumPy's and TensorFlow's functions agree to everything."""
    source = f"""
        np.allclose = np.isclose = np.array_equal = {AGREE}
        np.array = np.asarray = np.unique = lambda *_, **__: np.zeros(3)
        tf.constant = tf.convert_to_tensor = lambda *_, **__: np.zeros(3)
    """
    return course.wrong(KERAS, first=source)


@case("verdict", only=(), assignment=KERAS)
def keras_frames_read(course):
    """Looks for the expected values in the frames of its callers."""
    source = """
        def numerical_gradient(loss, E, step):
            return steal("gradient")(E)

        def scatter_add(ids, dL_dout, V):
            return steal("wanted")

        def rows_that_differ(batches, V):
            return steal("wanted")
    """
    names = "numerical_gradient", "scatter_add", "rows_that_differ"
    return course.wrong(KERAS, **dict.fromkeys(names, dedented(STEAL, source)))


@case("verdict", only=(), assignment=KERAS)
def keras_module(course):
    """A tensorflow.py and a keras.py beside the notebook."""
    source = "import numpy as np\nnp.allclose = np.array_equal = " + AGREE
    files = shadows(tensorflow=source, keras=source)
    return {FILES[KERAS]: course.wrong(KERAS), **files}


# ------------------------------------------------------------------- neighbours


def attacks(course, attack, works=True, **options):
    """Return right or wrong work with an attack in a cell of the student's own."""
    make = course.answered if works else course.wrong
    return make(first=quietly(attack), **options)


@case("neighbours", only=())
def gradebook_points(course):
    """Wrong work that gives everybody 100 points in the gradebook."""
    attack = """
        import os, sqlite3
        assert os.path.exists("@COURSE@/gradebook.db")
        database = sqlite3.connect("@COURSE@/gradebook.db", timeout=10)
        with database:
            database.execute("update grade set manual_score = 100")
    """
    return course.wrong(soft_lookup=quietly(attack))


@case("neighbours")
def gradebook_deleted(course):
    """Deletes the gradebook."""
    return attacks(course, "import os\nos.remove('@COURSE@/gradebook.db')")


@case("neighbours")
def gradebook_damaged(course):
    """Writes zeros over the gradebook."""
    attack = """
        with open("@COURSE@/gradebook.db", "r+b") as file:
            file.write(bytes(100_000))
    """
    return attacks(course, attack)


@case("neighbours")
def gradebook_locked(course):
    """Holds a lock on the gradebook for 40 seconds, in a process of its own."""
    attack = """
        import os, sqlite3, time
        assert os.path.exists("@COURSE@/gradebook.db")
        if os.fork() == 0:
            os.setsid()
            database = sqlite3.connect("@COURSE@/gradebook.db", isolation_level=None)
            database.execute("begin exclusive")
            time.sleep(40)
            os._exit(0)
        time.sleep(1)
    """
    return attacks(course, attack)


@case("neighbours")
def submissions_deleted(course):
    """Deletes the submissions of others."""
    attack = """
        import glob, shutil
        for folder in glob.glob("@COURSE@/submitted/*_honest"):
            shutil.rmtree(folder)
    """
    return attacks(course, attack)


@case("neighbours")
def submissions_edited(course):
    """Writes nonsense into the submissions of others."""
    attack = """
        import glob
        for path in glob.glob("@COURSE@/submitted/*_honest/*/*.ipynb"):
            with open(path, "w") as file:
                file.write("nothing")
    """
    return attacks(course, attack)


@case("neighbours")
def course_edited(course):
    """Writes into the releases and the solutions."""
    attack = """
        import glob
        for top in ("exercises", "solutions"):
            for path in glob.glob(f"@COURSE@/{top}/*/*.ipynb"):
                with open(path, "a") as file:
                    file.write(" ")
    """
    return attacks(course, attack)


@case("neighbours")
def grades_deleted(course):
    """Deletes what was graded before, and what the grader remembers."""
    attack = """
        import shutil
        for name in ("autograded/ada_honest", "autograded/zed_honest", ".classroom"):
            shutil.rmtree(f"@COURSE@/{name}", ignore_errors=True)
    """
    return attacks(course, attack)


FIND_SECRETS = r"""
    import glob, os, re, time

    def find_secrets(tops, seconds=10):
        found, end = set(), time.monotonic() + seconds
        for top in tops:
            for folder, folders, names in os.walk(top):
                folders[:] = [f for f in folders if f not in ("sys", "proc")]
                for path in [os.path.join(folder, name) for name in names]:
                    if time.monotonic() > end:
                        return found
                    if os.path.isfile(path) and os.path.getsize(path) < 10**7:
                        try:
                            text = open(path, "rb").read()
                        except OSError:
                            continue
                        found.update(re.findall(rb"SECRET-\w+-[0-9a-f]{12}", text))
        return found
"""


@case("neighbours")
def files_read(course):
    """Searches the disk for secrets, and shows them."""
    shut = shut_in("tops = ['/']")
    attack = dedented(
        FIND_SECRETS,
        "tops = ['@COURSE@/..']",
        shut,
        "for secret in find_secrets(tops):\n    print(secret.decode())",
    )
    return attacks(course, attack)


@case("neighbours")
def environments_read(course):
    """Shows the environment variables of all processes that it can see."""
    attack = """
        import glob, os, re
        texts = [repr(dict(os.environ)).encode()]
        for path in glob.glob("/proc/[0-9]*/environ") + glob.glob("/proc/*/cmdline"):
            try:
                texts.append(open(path, "rb").read())
            except OSError:
                pass
        print(re.findall(rb"SECRET-[a-z]+-[0-9a-f]{12}", b" ".join(texts)))
    """
    return attacks(course, attack)


@case("neighbours")
def memory_read(course):
    """Searches the memory of its parents for secrets, and shows them."""
    attack = r"""
        import os, re
        pid, found = os.getpid(), set()
        for _ in range(4):
            text = open(f"/proc/{pid}/stat").read()
            pid = int(text.rsplit(")", 1)[1].split()[1])
            if pid == 0:
                break
            try:
                memory = open(f"/proc/{pid}/mem", "rb", 0)
                for line in [line.split() for line in open(f"/proc/{pid}/maps")]:
                    if "[stack]" in line or "[heap]" in line:
                        start, end = (int(n, 16) for n in line[0].split("-"))
                        memory.seek(start)
                        text = memory.read(min(end - start, 10**8))
                        found.update(re.findall(rb"SECRET-[a-z]+-[0-9a-f]{12}", text))
            except OSError:
                pass
        print(found)
    """
    return attacks(course, attack)


@case("neighbours")
def secrets_sent(course):
    """Sends secrets to a port of this machine, and tries other addresses."""
    attack = """
        import os, socket
        secrets = os.environ.get("COURSE_SECRET", "SECRET: none").encode()
        addresses = [("127.0.0.1", @PORT@), ("192.0.2.1", 80), ("localhost", @PORT@)]
        for address in addresses:
            try:
                with socket.create_connection(address, timeout=1) as connection:
                    connection.sendall(secrets)
            except OSError:
                pass
    """
    return attacks(course, attack)


# The parent is hurt only if it is nbgrader, or there is a sandbox around.
PARENT = """
    import os, signal, socket
    parent = os.getppid()
    words = open(f"/proc/{parent}/cmdline", "rb").read()
    shut_in = os.getpid() < 50 and socket.gethostname() != "@HOST@"
    assert shut_in or b"nbgrader" in words and b"autograde" in words
"""


@case("neighbours")
def parent_killed(course):
    """Kills the process that has started it."""
    attack = dedented(PARENT, "os.kill(parent, signal.SIGKILL)")
    return attacks(course, attack)


@case("neighbours")
def parent_stopped(course):
    """Stops the process that has started it, so that it waits for ever."""
    attack = dedented(PARENT, "os.kill(parent, signal.SIGSTOP)")
    return attacks(course, attack)


@case("neighbours")
def group_killed(course):
    """Kills the process group of the process that has started it."""
    attack = dedented(
        PARENT,
        "group = os.getpgid(parent)\n"
        "assert group > 0 and (shut_in or group == parent)\n"
        "os.killpg(group, signal.SIGKILL)",
    )
    return attacks(course, attack)


@case("neighbours")
def everything_killed(course):
    """Kills all processes that it can; only in a sandbox."""
    attack = """
        import signal
        for pid in range(1, 100):
            if pid != os.getpid():
                try:
                    os.kill(pid, signal.SIGKILL)
                except OSError:
                    pass
        os.kill(-1, signal.SIGKILL)
    """
    return attacks(course, shut_in(attack))


@case("neighbours")
def sandbox_tried(course):
    """Tries ways out: namespaces, mounts and devices; only in a sandbox."""
    attack = """
        import ctypes, pathlib, stat
        libc = ctypes.CDLL(None, use_errno=True)
        out = "hostile-@TOKEN@"
        ways = {
            "namespace": lambda: libc.unshare(0x10000000),
            "mounts": lambda: libc.unshare(0x20000),
            "mount": lambda: libc.mount(b"x", b"/tmp", b"tmpfs", 0, None),
            "remount": lambda: libc.mount(None, b"/usr", None, 4096 | 32, None),
            "user": lambda: libc.setuid(0) if os.getuid() else -1,
            "chroot": lambda: libc.chroot(b"/tmp"),
            "device": lambda: os.mknod("disk", stat.S_IFBLK, os.makedev(254, 0)),
            "root": lambda: os.listdir("/proc/1/root@COURSE@"),
            "kernel": lambda: open("/proc/sys/kernel/core_pattern", "a").close(),
            "usr": lambda: open("/usr/" + out, "w").close(),
            "python": lambda: open(np.__file__, "a").close(),
        }
        for name, way in ways.items():
            try:
                if way() != -1:
                    print(out + "-escaped", name)
            except Exception:
                pass
    """
    return attacks(course, shut_in(attack))


@case("neighbours")
def packages_edited(course):
    """Writes a file into the installed NumPy."""
    attack = """
        import os
        path = os.path.join(os.path.dirname(np.__file__), "hostile-@TOKEN@")
        open(path, "w").close()
    """
    return attacks(course, attack)


@case("neighbours")
def home_edited(course):
    """Writes start-up files of IPython, Python and the shell into the home folder."""
    attack = """
        import os, pathlib, pwd, sys
        home = pathlib.Path(os.environ["HOME"])
        assert str(home) != pwd.getpwuid(os.getuid()).pw_dir
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        for name in (
            ".bashrc",
            ".ipython/profile_default/startup/00-hostile.py",
            f".local/lib/{version}/site-packages/usercustomize.py",
            ".jupyter/nbgrader_config.py",
        ):
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            mark = "open('@COURSE@/hostile-startup', 'w').close()"
            (home / name).write_text(f"# @TOKEN@\\n{mark if 'py' in name else ''}")
    """
    return attacks(course, attack)


@case("neighbours")
def shared_memory(course):
    """Leaves notes for others in /dev/shm and the temporary folder."""
    attack = """
        import tempfile
        for folder in ("/dev/shm", tempfile.gettempdir()):
            open(f"{folder}/hostile-@TOKEN@", "w").close()
    """
    return attacks(course, attack)


@case("neighbours", only=())
def daemon_left_behind(course):
    """Wrong work, and a daemon that changes grades after two seconds."""
    attack = """
        import os, sqlite3, time
        if os.fork() == 0:
            os.setsid()
            if os.fork():
                os._exit(0)
            os.closerange(0, 1024)
            end = time.monotonic() + 40
            while time.monotonic() < end:
                time.sleep(2)
                try:
                    open("@COURSE@/hostile-daemon", "w").close()
                    database = sqlite3.connect("@COURSE@/gradebook.db", timeout=1)
                    with database:
                        database.execute("update grade set manual_score = 100")
                    database.close()
                except Exception:
                    pass
            os._exit(0)
    """
    return attacks(course, attack, works=False)


@case("neighbours")
def modules_with_marks(course):
    """Right work, and modules of common names that leave a mark where imported."""
    source = "open('@COURSE@/hostile-import', 'w').close()\n"
    names = "json", "random", "types", "nbformat", "nbgrader_config", "traitlets", "zmq"
    files = shadows(**dict.fromkeys([*names, "jupyter_nbconvert_config"], source))
    return {FILES[NUMPY]: course.answered(), **files}


@case("neighbours")
def submission_edited(course):
    """Changes its own submission, and when it was handed in."""
    attack = f"""
        folder = "@COURSE@/submitted/submission_edited/{NUMPY}"
        open(folder + "/timestamp.txt", "w").write("1999-01-01 00:00:00 UTC")
        open(folder + "/{FILES[NUMPY]}", "a").write(" ")
    """
    return attacks(course, attack)


@case("neighbours")
def scripts_in_feedback(course):
    """JavaScript in a text, an output and a name, for whoever reads the feedback."""
    script = "<script>/*hostile-@TOKEN@*/document.title='x'</script>"
    notebook = course.answered(
        first=f"""
            from IPython.display import HTML, Javascript, Markdown, display
            display(HTML("{script}"), Markdown("{script}"), Javascript("1"))
            print("{script}")
        """
    )
    for text in (script, f"```mermaid\n{script}\n```", f"$x{script}$", f"# {script}"):
        notebook["cells"].append(own_cell(text, "markdown"))
    return notebook


@case("neighbours", assignment=KERAS)
def keras_configured(course):
    """Writes a configuration of Keras into the home folder."""
    attack = """
        import os, pathlib, pwd
        home = pathlib.Path(os.environ["HOME"])
        assert str(home) != pwd.getpwuid(os.getuid()).pw_dir
        (home / ".keras").mkdir(exist_ok=True)
        (home / ".keras" / "keras.json").write_text('{"backend": "@TOKEN@"}')
    """
    return attacks(course, attack, assignment=KERAS)


# ------------------------------------------------------------------- unusual


def right(name):
    """Return a reference solution."""
    return Assignment(NUMPY).reference(name)


def changed(name, old, new):
    """Return a reference solution with something replaced."""
    source = right(name)
    assert old in source
    return source.replace(old, new)


def result(new):
    """Return `project` with another form of its result, `made`."""
    return f"def project(X, E):\n    made = X @ E\n{indented(new)}"


@case("unusual")
def prints_1_mb(course):
    """Prints a megabyte at each call."""
    return course.answered(project=project("print('x' * 1_000_000)", once=True))


@case("unusual")
def prints_at_each_call(course):
    """Prints what it is given, as one does to find a mistake."""
    return course.answered(project=project("print('here', X.shape, E)"))


@case("resources", lost=["test_project"])
def half_characters(course):
    """Prints, raises and hands in halves of characters, which no file takes."""
    attack = """
        print("\\ud800")
        raise ValueError("\\ud800")
    """
    return course.answered(project=project(attack), own="# \ud800")


@case("unusual")
def warns(course):
    """Warns in every way: warnings, deprecation, logging, standard error."""
    attack = """
        import logging, os, sys, warnings
        warnings.warn("careful")
        warnings.warn("old", DeprecationWarning)
        logging.warning("careful")
        print("careful", file=sys.stderr)
        os.write(2, b"careful")
        np.log(np.zeros(1))
    """
    return course.answered(project=project(attack))


@case("unusual")
def warnings_are_errors(course):
    """Turns warnings into errors."""
    return course.answered(first="import warnings\nwarnings.simplefilter('error')")


@case("unusual")
def numpy_errors_raised(course):
    """Lets NumPy raise errors where it would warn."""
    return course.answered(first="np.seterr(divide='raise', invalid='raise')")


@case("unusual")
def returns_lists(course):
    """Returns nested lists."""
    answers = {
        "project": result("return made.tolist()"),
        "recover_table": changed("recover_table", "return E", "return E.tolist()"),
    }
    return course.answered(**answers)


@case("unusual")
def returns_tuples(course):
    """Returns nested tuples of tuples."""
    new = "return tuple(tuple(map(tuple, sentence)) for sentence in made.tolist())"
    return course.answered(project=result(new))


@case("unusual")
def returns_float32(course):
    """Calculates in single precision."""
    return course.answered(project=result("return made.astype('float32')"))


@case("unusual")
def returns_integers_and_booleans(course):
    """Returns a one-hot batch of booleans."""
    new = "return np.eye(V, dtype=bool)[ids]"
    return course.answered(one_hot=changed("one_hot", "return np.eye(V)[ids]", new))


@case("unusual")
def returns_a_matrix(course):
    """Returns np.matrix."""
    new = changed("recover_table", "return E", "return np.matrix(E)")
    return course.answered(recover_table=new)


@case("unusual")
def returns_a_masked_array(course):
    """Returns a masked array without a mask."""
    return course.answered(project=result("return np.ma.array(made)"))


@case("unusual")
def returns_a_subclass(course):
    """Returns a subclass of NumPy's array."""
    new = "class Mine(np.ndarray):\n    pass\nreturn made.view(Mine)"
    return course.answered(project=result(new))


@case("unusual")
def returns_a_frame(course):
    """Returns an object with __array__, as pandas has them."""
    new = """
        class Frame:
            def __init__(self, values):
                self.values = values

            def __array__(self, dtype=None, copy=None):
                return np.array(self.values, dtype)

            def __repr__(self):
                return "a frame"

        return Frame(made)
    """
    return course.answered(project=result(new))


@case("unusual")
def returns_views(course):
    """Returns transposed, reversed, read-only and broadcast arrays."""
    new = """
        made = np.ascontiguousarray(made[::-1].T).T[::-1]
        made.flags.writeable = False
        return made
    """
    return course.answered(project=result(new))


@case("unusual")
def returns_objects(course):
    """Returns an array of Python's numbers."""
    return course.answered(project=result("return made.astype(object)"))


@case("unusual")
def lists_of_arrays(course):
    """Returns a list of arrays."""
    return course.answered(project=result("return [*made]"))


def cost(last):
    """Return `product_cost` with another form of its dictionary, `made`."""
    return dedented(right("product_cost").replace("return {", "made = {"), "") + (
        f"\n{indented(last)}"
    )


@case("unusual")
def returns_an_ordered_dict(course):
    """Returns an OrderedDict."""
    last = "import collections\nreturn collections.OrderedDict(made)"
    return course.answered(product_cost=cost(last))


@case("unusual")
def returns_a_default_dict(course):
    """Returns a defaultdict, with a lambda inside."""
    last = "import collections\nreturn collections.defaultdict(lambda: 0, made)"
    return course.answered(product_cost=cost(last))


@case("unusual")
def returns_a_user_dict(course):
    """Returns a mapping that is no dict."""
    last = "import collections\nreturn collections.UserDict(made)"
    return course.answered(product_cost=cost(last))


@case("unusual")
def returns_its_own_dict(course):
    """Returns a subclass of dict with more in it, under keys of all kinds."""
    last = """
        class Costs(dict):
            note = "mine"

        return Costs(made, more=Costs, **{"B": B}) | {1: 2, (3, 4): None}
    """
    return course.answered(product_cost=cost(last))


@case("unusual")
def returns_numpy_scalars(course):
    """Counts in NumPy's whole numbers."""
    last = "return {name: np.int64(count) for name, count in made.items()}"
    return course.answered(product_cost=cost(last))


@case("unusual")
def returns_arrays_without_axes(course):
    """Counts in arrays without axes."""
    last = "return {name: np.array(count) for name, count in made.items()}"
    return course.answered(product_cost=cost(last))


@case("unusual")
def returns_fractions(course):
    """Counts in fractions, decimals and a subclass of int."""
    last = """
        import decimal, enum, fractions

        class Count(int):
            pass

        kinds = fractions.Fraction, decimal.Decimal, Count, float
        return {n: kind(made[n]) for n, kind in zip(made, kinds)}
    """
    return course.answered(product_cost=cost(last))


@case("unusual")
def helpers_in_own_cells(course):
    """Answers that use functions of cells of their own."""
    helper = "def _times(a, b):\n    return a @ b"
    answer = "def project(X, E):\n    return _times(X, E)"
    return course.answered(first=helper, project=answer)


@case("unusual")
def helpers_that_come_later(course):
    """An answer that another answer uses, defined before and again in it."""
    source = dedented(right("project"), right("one_hot"))
    return course.answered(one_hot=source)


@case("unusual")
def answer_in_a_new_cell(course):
    """An answer typed into a cell of its own behind the empty one."""
    notebook = course.answered()
    cell = cell_of(notebook, "project")
    place = notebook["cells"].index(cell)
    notebook["cells"].insert(place + 1, own_cell(cell["source"]))
    cell["source"] = "# see below"
    return notebook


@case("unusual")
def answer_split(course):
    """An answer in three cells: one part before, one in it, one behind."""
    notebook = course.answered(project="def _second(X, E):\n    return _first(X, E)")
    place = notebook["cells"].index(cell_of(notebook, "project"))
    last = own_cell("project = lambda X, E: _second(X, E)")
    notebook["cells"].insert(place + 1, last)
    first = own_cell("def _first(X, E):\n    return np.einsum('btv,vd->btd', X, E)")
    notebook["cells"].insert(place, first)
    return notebook


@case("unusual")
def magics(course):
    """Magics, questions and commands of the shell."""
    own = (
        "%%time\nx = 1",
        "%matplotlib inline",
        "%timeit -n1 -r1 project(np.eye(2)[None], np.eye(2))",
        "!ls",
        "files = !ls",
        "np.eye?",
        "%%capture kept\nprint('x')",
        "%who",
        "%config InlineBackend.figure_format = 'svg'",
        "%load_ext autoreload\n%autoreload 2",
        "%no_such_magic",
    )
    return course.answered(first=own[0], own=own)


@case("unusual")
def magic_in_an_answer(course):
    """An answer's cell with magics in it."""
    source = f"%matplotlib inline\n{right('project')}\n!echo done"
    return course.answered(project=source)


@case("unusual")
def module_written_by_a_cell(course):
    """A module written by %%writefile and imported by an answer."""
    module = "%%writefile product_of_mine.py\ndef times(a, b):\n    return a @ b"
    source = "from product_of_mine import times as project"
    return course.answered(first=module, project=source)


@case("unusual")
def figures(course):
    """Draws figures in cells and in an answer."""
    own = """
        import matplotlib.pyplot as plt
        plt.plot([1, 2])
        plt.show()
    """
    attack = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    return course.answered(own=own, project=project(attack, once=True))


@case("unusual")
def changes_the_folder(course):
    """Changes the working folder."""
    return course.answered(first="import os\nos.chdir('/')")


@case("unusual")
def changes_random_state(course):
    """Changes the state of the random numbers, and draws some."""
    attack = "np.random.seed(0)\nnp.random.rand(3)\nnp.random.seed(None)"
    return course.answered(project=project(attack), first="np.random.seed(1)")


@case("unusual")
def names_of_python_taken(course):
    """Uses names of Python's for variables."""
    own = "list = max = min = sum = dict = id = type = input = str = 3"
    return course.answered(own=own, project=f"sum = list = id = 3\n{right('project')}")


@case("unusual")
def names_of_the_tests_taken(course):
    """Uses names that the tests use too, for variables."""
    own = "row = expected = generator = costs = out = given = got = ids = E = X = 3"
    return course.answered(first=own, project=f"{own}\n{right('project')}")


@case("unusual")
def numpy_imported_again(course):
    """Answers' cells that import NumPy and other modules anew, under both names."""
    source = "import os, sys\nimport numpy\nimport numpy as np\n"
    return course.answered(**{n: source + right(n) for n in WRONG[NUMPY]})


@case("unusual")
def star_import(course):
    """Imports everything from NumPy."""
    source = "from numpy import *\ndef project(X, E):\n    return dot(X, E)"
    return course.answered(project=source)


@case("unusual")
def awaits(course):
    """Awaits at the top level of a cell."""
    own = "import asyncio\nawait asyncio.sleep(0.01)\nx = 1"
    return course.answered(first=own, own=own)


@case("unusual")
def asks_for_input(course):
    """Asks the user something in a cell of its own."""
    return course.answered(first="name = input('Your name? ')")


@case("unusual")
def failing_own_cells(course):
    """Cells of its own that fail between right answers."""
    first = "project(np.eye(2))"
    return course.answered(first=first, own=("1 / 0", "raise SystemExit", "undefined"))


@case("unusual")
def syntax_error_in_an_own_cell(course):
    """A cell of its own that is no Python."""
    return course.answered(first="def half(:\n    print 'x'", own="    x = 1")


@case("unusual")
def text_in_a_code_cell(course):
    """Prose in cells of code."""
    return course.answered(
        first="I don't know why this works…", own="# only\n# comments"
    )


@case("unusual")
def threads_left(course):
    """Leaves a thread running."""
    own = """
        import threading, time
        threading.Thread(target=time.sleep, args=(20,), daemon=True).start()
    """
    return course.answered(first=own)


@case("unusual")
def several_processes(course):
    """Calculates with a pool of processes in a cell of its own."""
    own = """
        import multiprocessing
        with multiprocessing.get_context("fork").Pool(2) as pool:
            print(pool.map(abs, [-1, 2]))
    """
    return course.answered(first=own)


@case("unusual")
def module_handed_in(course):
    """Imports a module that was handed in with the notebook."""
    files = shadows(helper="def times(a, b):\n    return a @ b")
    files["tools/__init__.py"] = "from helper import times"
    answer = "import helper\nimport tools\nproject = tools.times"
    return {FILES[NUMPY]: course.answered(project=answer), **files}


@case("unusual")
def data_handed_in(course):
    """Reads files that were handed in with the notebook."""
    answer = """
        factor = float(np.loadtxt("data/factor.csv")) * len(open("one.txt").read())

        def project(X, E):
            return X @ E * factor
    """
    notebook = course.answered(project=answer)
    return {FILES[NUMPY]: notebook, "data/factor.csv": "1.0\n", "one.txt": "1"}


@case("unusual")
def letters_of_greek(course):
    """Uses names that are not ASCII."""
    source = (
        "def project(X, E):\n    Σ, größe, 和 = X @ E, 1, '和 🙂'\n    return Σ * größe"
    )
    return course.answered(project=source)


@case("unusual")
def own_asserts(course):
    """Asserts of its own, one of which fails."""
    return course.answered(own="assert project(np.eye(2)[None], np.eye(2)).sum() == 3")


@case("unusual")
def annotations(course):
    """Annotations as strings, with names that do not exist."""
    source = """
        from __future__ import annotations

        def project(X: "Weights[B, T, V]", E: Table) -> "np.ndarray":
            made: Nothing = X @ E
            return made
    """
    return course.answered(project=source)


@case("unusual")
def decorated(course):
    """Decorators: a cache, and one of its own."""
    source = f"import functools\n@functools.lru_cache\n{right('product_cost')}"
    timed = """
        import functools

        def timed(function):
            @functools.wraps(function)
            def inside(*arguments, **options):
                return function(*arguments, **options)
            return inside

        @timed
    """
    answer = dedented(timed) + "\n" + right("project")
    return course.answered(product_cost=source, project=answer)


@case("unusual")
def callable_object(course):
    """An object with __call__, a bound method, a partial and lambdas as answers."""
    source = """
        import functools, operator

        class Product:
            def __call__(self, X, E):
                return X @ E

            def recover(self, X, Y):
                return recover_rows(X, Y)

        project = Product()
    """
    table = right("recover_table").replace("recover_table", "recover_rows")
    soft = right("soft_lookup").replace("def soft_lookup", "def _soft")
    return course.answered(
        project=source,
        recover_table=f"{table}\nrecover_table = Product().recover",
        soft_lookup=f"import functools\n{soft}\nsoft_lookup = functools.partial(_soft)",
    )


@case("unusual")
def function_of_numpy(course):
    """A function of NumPy's as the answer."""
    return course.answered(project="project = np.matmul")


@case("unusual")
def class_as_the_answer(course):
    """A class in the place of a function: its objects are the results."""
    source = """
        class project(list):
            def __init__(self, X, E):
                super().__init__((X @ E).tolist())
    """
    return course.answered(project=source)


@case("unusual")
def default_arguments(course):
    """More arguments with defaults than were asked for."""
    source = "def project(X, E, *more, scale=1, **options):\n    return X @ E * scale"
    return course.answered(project=source)


@case("unusual")
def lambdas(course):
    """Lambdas, a generator inside, and a walrus."""
    source = "project = lambda X, E: (made := np.stack([x @ E for x in X]))"
    return course.answered(project=source)


@case("unusual")
def keeps_a_count(course):
    """Counts its calls in a global, and remembers its arguments."""
    source = """
        calls, seen = 0, []

        def project(X, E):
            global calls
            calls += 1
            seen.append((X, E))
            return X @ E
    """
    return course.answered(project=source)


@case("unusual")
def data_classes(course):
    """Data classes, enumerations and pickles of its own classes."""
    own = """
        import dataclasses, enum, pickle

        @dataclasses.dataclass
        class Cost:
            useful: int = 1

        class Colour(enum.Enum):
            RED = 1

        assert pickle.loads(pickle.dumps(Cost())) == Cost()
    """
    answer = f"pickle.loads(pickle.dumps(Cost()))\n{right('project')}"
    return course.answered(first=own, project=answer)


@case("unusual")
def main_guard(course):
    """Defines an answer behind the guard of a program."""
    source = f"if __name__ == '__main__':\n{indented(right('project'))}"
    return course.answered(project=source)


@case("unusual")
def takes_five_seconds(course):
    """Needs five seconds when first called."""
    attack = "import time\ntime.sleep(5)"
    return course.answered(project=project(attack, once=True))


@case("unusual")
def error_with_a_long_text(course):
    """Raises the right error with a long text in all alphabets."""
    new = 'raise ValueError("é和🙂" * 500 + f"{outside[0]}")'
    old = right("one_hot").splitlines()
    line = next(line for line in old if "raise ValueError" in line).strip()
    return course.answered(one_hot=changed("one_hot", line, new))


@case("unusual")
def own_exception(course):
    """Raises a class of its own that is a ValueError."""
    source = right("one_hot").replace("raise ValueError", "raise OutsideError")
    first = "class OutsideError(ValueError):\n    pass"
    return course.answered(first=first, one_hot=source)


@case("unusual", assignment=KERAS)
def keras_returns_tensors(course):
    """Returns tensors and variables in the place of arrays, and prints a model."""
    reference = Assignment(KERAS).reference
    scatter = reference("scatter_add").replace(
        "return dL_dE", "return tf.constant(dL_dE)"
    )
    pooling = reference("mean_pooling_gradient")
    pooling = pooling.replace("return dL_dE", "return tf.Variable(dL_dE)")
    own = """
        model = tf.keras.Sequential([tf.keras.layers.Embedding(3, 2)])
        model.build((None, None))
        model.summary()
        model
    """
    answers = {"scatter_add": scatter, "mean_pooling_gradient": pooling}
    return course.answered(KERAS, own=own, **answers)


@case("unusual", assignment=KERAS)
def keras_trains_in_between(course):
    """Trains a model before its right answers, with seeds and a progress bar."""
    own = """
        tf.keras.utils.set_random_seed(1)
        layers = [tf.keras.layers.Embedding(3, 2), tf.keras.layers.Flatten()]
        model = tf.keras.Sequential([*layers, tf.keras.layers.Dense(1)])
        model.compile("adam", "mse")
        model.fit(np.zeros((4, 2), int), np.zeros((4, 1)))
    """
    return course.answered(KERAS, first=own)


@case("unusual", assignment=KERAS)
def keras_changes_settings(course):
    """Changes the settings of TensorFlow and Keras, and warns."""
    own = """
        import logging
        tf.keras.backend.set_floatx("float64")
        tf.config.run_functions_eagerly(True)
        tf.get_logger().setLevel(logging.DEBUG)
        tf.random.set_seed(3)
        tf.print("on standard error")
        logging.warning("careful")
    """
    return course.answered(KERAS, first=own)
