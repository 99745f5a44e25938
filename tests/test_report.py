"""The report: what it says of a class, and that it can be opened safely by anybody."""

import ast
import json
import os
from itertools import combinations
from types import SimpleNamespace

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, copy_project, run
from site_browser import NO_BROWSER, PHONE, WIDE, chromium, find_browser

from classroom import banks, findings, report, resemblance
from classroom.course import Course
from classroom.evidence import Exercise, NoGrades, Submission, exercises, gather
from classroom.misconceptions import closest
from classroom.resemblance import ALIKE, alike, fingerprints, jaccard, widespread

NAME = "01_one_hot_times_matrix"
NOTEBOOK = "one_hot_times_matrix"
BANKS = sorted((ROOT / "tests" / "banks").glob("*/*.py"))
PLACE, TEST = ("book", "mean"), ("book", "test_mean")
STUB = "def mean(numbers):\n    raise NotImplementedError"
EXERCISE = Exercise("book", "mean", ("test_mean",), False, STUB)
LONG = """\
def mean(numbers):
    total = 0
    for number in numbers:
        total += number
    if not len(numbers):
        raise ValueError("no numbers")
    share = total / len(numbers)
    return round(share, {})
"""


def handed_in(student, source=STUB, error=None, **known):
    """Return a submission to an exercise of one test with 2 points."""
    score = 0.0 if error else 2.0
    one = Submission(student, student, "graded", score=score, **known)
    one.points = {TEST: (score, 2.0)}
    one.answers = {PLACE: source}
    one.errors = {TEST: error} if error else {}
    return one


def page(submissions, bank=(), no_bank=""):
    entries = {"mean": list(bank)} if bank else {}
    return report.rendered("A", submissions, 2.0, [EXERCISE], entries, no_bank, {})


def wrong(title, message, source=LONG):
    errors = {"test_mean": {"name": "AssertionError", "message": message}}
    return {"kind": "wrong", "title": title, "source": source, "errors": errors}


# ------------------------------------------------------------------------- the figures


def test_the_summary_counts_states_and_gives_quartiles():
    class_ = [handed_in(f"s{n}") for n in range(5)]
    for one, score in zip(class_, [0, 1, 2, 3, 10], strict=True):
        one.score = score
    class_[0].state, class_[0].why = "unreadable", "no notebook"
    class_.append(Submission("late", "late", why="not in the gradebook"))
    said = findings.summary(class_, 10)
    assert dict(said["states"]) == {
        "graded": 4,
        "in part": 0,
        "unreadable": 1,
        "not graded": 1,
    }
    assert (said["mean"], said["quartiles"], said["scored"]) == (3.2, [1, 2, 3], 5)
    assert [one.student for one in said["trouble"]] == ["s0", "late"]
    assert sum(count for _, count in said["bins"]) == 5


@pytest.mark.parametrize("scores", [[], [3], [3, 3]])
def test_a_class_of_any_size_has_a_summary(scores):
    class_ = [handed_in(f"s{n}") for n in range(len(scores))]
    assert findings.summary(class_, 4)["highest"] in (0, 2)
    assert "Report on A" in page(class_)


def test_scores_of_more_than_can_be_had_have_a_place():
    assert findings.bins([105.5, 0.0], 100)[-1][1] == 1


def test_messages_that_differ_in_numbers_alone_are_one():
    class_ = [
        handed_in(f"s{n}", error=("AssertionError", f"expected [1. {n}.5], got {n}"))
        for n in range(3)
    ]
    class_ += [handed_in("t", error=("NameError", "x")), handed_in("right")]
    (row,) = findings.hardest([EXERCISE], class_)
    assert row["messages"][0] == ("AssertionError: expected [#], got #", 3)
    assert row["share"] == 0.2 and row["tests"][0]["passed"] == 1


def test_the_hardest_exercise_comes_first():
    easy = Exercise("book", "easy", ("test_easy",), False, "")
    one = handed_in("ada", error=("E", ""))
    one.points["book", "test_easy"] = 1.0, 1.0
    rows = findings.hardest([easy, EXERCISE], [one])
    assert [row["exercise"].name for row in rows] == ["mean", "easy"]


def test_a_test_belongs_to_the_answer_before_it():
    def cell(name, **settings):
        known = {"grade_id": name, "grade": False, "solution": False, "task": False}
        return nbformat.v4.new_code_cell(metadata={"nbgrader": {**known, **settings}})

    cells = [
        cell("setup"),
        cell("helper", solution=True),
        cell("mean", solution=True),
        cell("test_mean", grade=True),
        cell("essay", solution=True, grade=True),
    ]
    found = exercises([SimpleNamespace(notebook="book", cells=cells)])
    assert [(e.name, e.graded) for e in found] == [
        ("helper", ("test_mean",)),
        ("mean", ("test_mean",)),
        ("essay", ("essay",)),
    ]


# ------------------------------------------------------------------- the misconceptions


def test_the_same_message_decides_then_similar_code():
    bank = [wrong("doubles", "expected 2.0, got 4.0", "x = 1"), wrong("adds", "no")]
    bank.append(wrong("rounds", "expected 2.0, got 3.0", LONG.format(0)))

    def nearest(message, source):
        errors = {"test_mean": {"name": "AssertionError", "message": message}}
        found = closest(source, errors, bank)
        return found and (found[0]["title"], found[1])

    assert nearest("expected 2.0, got 4.0", "anything = 1") == ("doubles", True)
    other = LONG.replace("total", "t").format(3)
    assert nearest("expected 7.0, got 9.5", other) == ("rounds", False)
    assert nearest("expected 7.0, got 9.5", "def mean(n): return 3") is None
    assert nearest("something else went wrong", LONG.format(0)) is None


def test_another_test_that_fails_is_another_misconception():
    entry = wrong("doubles", "no")
    error = {"name": "AssertionError", "message": "no"}
    errors = {"test_mean": error, "test_more": error}
    assert closest(entry["source"], errors, [entry]) is None


def test_students_are_listed_by_misconception():
    error = ("AssertionError", "got 4.0")
    class_ = [handed_in(n, LONG.format(1), error) for n in ("ada", "bob")]
    class_ += [
        handed_in("eve", "def mean(x): return 'mean'", ("TypeError", "no number")),
        handed_in("udo", STUB, ("NotImplementedError", "")),
        handed_in("zoe", "right"),
    ]
    bank = [wrong("doubles", "got 4.0")]
    assert findings.misconceptions(EXERCISE, class_, bank) == [
        ("doubles", ["ada", "bob"], 2),
        (findings.UNTOUCHED, ["udo"], 0),
        (findings.UNKNOWN, ["eve"], 0),
    ]
    assert "doubles" in page(class_, bank)
    assert "There is no bank" in page(class_, no_bank="There is no bank.")


# ----------------------------------------------------------------------- like answers


def renamed(source):
    """Return a program with other names of its own, laid out anew."""
    tree = ast.parse(source)
    names = {n: f"v{i}" for i, n in enumerate(sorted(resemblance.own_names(tree)))}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            node.id = names.get(node.id, node.id)
        elif isinstance(node, ast.arg):
            node.arg = names.get(node.arg, node.arg)
    return "# my own work\n" + ast.unparse(tree)


def test_a_copy_with_other_names_is_listed():
    answers = {"ada": LONG.format(1), "bob": renamed(LONG.format(1))}
    answers["eve"] = "def mean(x):\n    return sum(x) / max(1, len(x))"
    (pair,) = alike(answers, [STUB])
    assert (pair.first, pair.second, pair.likeness) == ("ada", "bob", 1.0)


def test_what_everybody_has_seen_and_short_answers_do_not_count():
    answers = {"ada": LONG.format(1), "bob": LONG.format(1)}
    assert alike(answers, [STUB, LONG.format(1)]) == []
    assert alike(dict.fromkeys(answers, "def mean(x):\n    return sum(x)")) == []


def test_what_many_wrote_is_no_pair_but_is_shown():
    answers = {f"s{n}": LONG.format(1) for n in range(5)}
    assert alike(answers) == []
    ((students, source),) = widespread(answers)
    assert students == sorted(answers) and source == LONG.format(1)
    assert widespread(answers, [LONG.format(1)]) == []


@pytest.mark.parametrize(
    "source",
    ["", "def f(:", "x = '\0'", "(" * 5000, "x = '\ud800'", "1" * 30_000, "\\", "'''"],
)
def test_answers_that_are_no_program_can_be_compared(source):
    assert jaccard(fingerprints(source), fingerprints(LONG)) == 0
    assert alike({"ada": source, "bob": source}) is not None


def test_answers_of_different_people_are_rarely_listed():
    """The measurement on which the threshold and a sentence of the page rest."""
    pairs = listed = 0
    for path in BANKS:
        (source,) = (ROOT / "solutions" / path.parent.name).glob("*.ipynb")
        known = [
            cell.source
            for cell in nbformat.read(source, as_version=4).cells
            if cell.metadata.nbgrader.grade_id == path.stem
        ]
        entries = [e for e in banks.read(path) if e.kind != "equivalent"]
        answers = {f"{n}": entry.source for n, entry in enumerate(entries)}
        pairs += len(list(combinations(answers, 2)))
        listed += len(alike(answers, known))
    assert listed / pairs < 1 / 2000, f"{listed} of {pairs} pairs are over {ALIKE}"
    claimed = report.MEASURED["listed"] / report.MEASURED["pairs"]
    assert listed / pairs < 1.5 * claimed, f"say {listed} of {pairs} on the page"


# ------------------------------------------------------------------------------ safety

HOSTILE = "</code></pre><script>document.title='owned'</script><img src=x onerror=1>"


def test_nothing_that_students_wrote_is_markup():
    answer = f"{LONG.format(2)}\n# {HOSTILE}\x1b[31m\u202e\ud800"
    error = (HOSTILE, f"{HOSTILE}{{{{ self }}}}")
    class_ = [handed_in(f"{HOSTILE}{n}", answer, error) for n in range(2)]
    class_.append(Submission("x", HOSTILE, why=HOSTILE))
    text = page(class_, [wrong(HOSTILE, "no")])
    assert "<script" not in text and "<img" not in text
    assert "&lt;script&gt;" in text and "{{ self }}" in text
    assert not {"\x1b", "\u202e", "\ud800"} & set(text)
    assert "http" not in text.replace("http-equiv", "")


# ------------------------------------------------------------------------- a real class


def source_of(exercise, kind, place):
    entries = banks.read(ROOT / "tests" / "banks" / NAME / f"{exercise}.py")
    return [entry for entry in entries if entry.kind == kind][place].source


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course folder with eight submissions, graded and reported on."""
    folder = copy_project(tmp_path_factory.mktemp("course"))
    made = run("-m", "nbgrader", "generate_assignment", NAME, "--force", cwd=folder)
    assert made.returncode == 0, made.stdout
    release = nbformat.read(folder / f"exercises/{NAME}/{NOTEBOOK}.ipynb", as_version=4)
    right = {name: source_of(name, "right", 1) for name in ("one_hot", "project")}
    wrong = {"project": source_of("project", "wrong", 6)}  # the table transposed
    long = source_of("soft_lookup", "right", 2)
    class_ = {
        "ada": {**right, "soft_lookup": long},
        "bob": {**wrong, "soft_lookup": renamed(long)},
        "eve": {**right, "project": renamed(wrong["project"])},
        "udo": right,
        "ends": {**right, "project": "import os\nos._exit(0)"},
        "hostile": {
            "one_hot": f"def one_hot(ids, V):\n    raise ValueError({HOSTILE!r})"
        },
        "untouched": {},
        "unreadable": None,
    }
    for student, answers in class_.items():
        notebook = nbformat.from_dict(release)
        for cell in notebook.cells:
            name = cell.metadata.nbgrader.grade_id
            cell.source = (answers or {}).get(name, cell.source)
        target = folder / "submitted" / student / NAME
        target.mkdir(parents=True)
        text = "tomorrow" if answers is None else json.dumps(notebook)
        (target / f"{NOTEBOOK}.ipynb").write_text(text)
    grade = run("-m", "classroom", "grade", NAME, "--workers", "2", cwd=folder)
    assert "6 graded, 1 in part, 1 unreadable" in grade.stdout, grade.stdout
    program = (
        "import warnings; warnings.simplefilter('ignore')\n"
        "from argparse import Namespace; from classroom.report import report\n"
        f"report(Namespace(assignment={NAME!r}, output=None))"
    )
    said = run("-c", program, cwd=folder, PYTHONPATH=str(ROOT))
    assert said.returncode == 0, said.stdout
    return folder


@pytest.fixture(scope="module")
def text(course):
    return (course / "reports" / f"{NAME}.html").read_text(encoding="utf-8")


def test_the_page_tells_of_the_class(text):
    assert "8 submissions: 6 graded, 1 in part, 1 unreadable." in " ".join(text.split())
    assert "could not be read" in text and "has ended its own process" in text
    assert "bob and" not in text and "ada and bob:" in text
    assert "the table transposed" in text
    assert "bob, eve" in text
    assert "&lt;/code&gt;&lt;/pre&gt;&lt;script&gt;" in text and "<script" not in text
    assert "Processor time" in text


def test_grades_by_nbgrader_alone_are_understood(course, monkeypatch):
    monkeypatch.chdir(course)
    known, most = gather(Course(), NAME)
    monkeypatch.setattr(Course, "state", lambda *_: course / "nowhere")
    alone, _ = gather(Course(), NAME)
    assert most == 15 and not any(one.used for one in alone)
    for one, other in zip(known, alone, strict=True):
        # That an answer ended its process is known to `classroom grade` only.
        assert one.state == other.state or one.student == "ends"
        assert one.score == other.score
        assert (one.answers, one.errors) == (other.answers, other.errors)


def test_an_assignment_that_nobody_handed_in_is_no_report(course, monkeypatch):
    monkeypatch.chdir(course)
    with pytest.raises(NoGrades, match="no_such"):
        gather(Course(), "no_such")


@pytest.mark.skipif(not find_browser() and not os.environ.get("CI"), reason=NO_BROWSER)
def test_the_page_is_for_everybody(course):
    address = (course / "reports" / f"{NAME}.html").as_uri()
    with chromium() as browser:
        for scheme in ("light", "dark"):
            for size in (WIDE, PHONE):
                context = browser.new_context(
                    color_scheme=scheme, viewport=size, bypass_csp=True
                )
                visited = context.new_page()
                asked = []
                visited.on(
                    "request", lambda request, asked=asked: asked.append(request)
                )
                visited.goto(address)
                opened = "document.querySelectorAll('details').forEach(d => d.open = 1)"
                visited.evaluate(opened)
                width = visited.evaluate("document.documentElement.scrollWidth")
                assert width <= size["width"]
                assert len(asked) == 1 and visited.title() == f"Report on {NAME}"
                found = Axe().run(visited).response["violations"]
                assert not found, [(v["id"], v["nodes"][0]["html"]) for v in found]
