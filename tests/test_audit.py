"""The audit of an instructor's own assignment: which of its tests are bad judges."""

import argparse
import json
import re

import nbformat
import pytest
from conftest import NO_SANDBOX
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from classroom import banks, draft, trial
from classroom.audit import Crew, audit, chosen, failures
from classroom.course import Course
from classroom.draft import Draft, NoSource, exercises
from classroom.sandbox import Limits

NAME = "week_1"
DOUBLE = """\
def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
"""
# Too weak: 2 + 2 is 4, too. The name is used by the test of the next exercise.
TEST_DOUBLE = """\
EXAMPLE = 2
assert double(EXAMPLE) == 4, f"expected 4, got {double(EXAMPLE)}"
"""
START = """\
def start():
    ### BEGIN SOLUTION
    return int()
    ### END SOLUTION
"""
TOTAL = """\
def total(numbers):
    ### BEGIN SOLUTION
    result = start()
    while numbers:
        result, numbers = result + numbers[0], numbers[1:]
    return result
    ### END SOLUTION
"""
# Too strict: a sum may be a float.
TEST_TOTAL = """\
result = total([1, EXAMPLE])
assert type(result) is int, f"expected an int, got {result!r}"
assert result == 3, f"expected 3, got {result}"
### BEGIN HIDDEN TESTS
assert total([]) == 0, f"expected 0 for an empty list, got {total([])}"
### END HIDDEN TESTS
"""
BANK_OF_DOUBLE = """\
# %% right: a sum
def double(x):
    return x + x


# %% right: it takes a name away from the next exercise
def double(x):
    return x << 1


int = None


# %% wrong: adds two
# loses: test_double
# says: expected 4, got
def double(x):
    return x + 2


# %% wrong: triples
# loses: test_total
def double(x):
    return 3 * x


# %% wrong: the square of the square
# loses: test_double
# says: expected 5
def double(x):
    return x**4


# %% equivalent: return 2 * x -> return 2 ** x
# why: no such mutant is made
"""
BANK_OF_TOTAL = """\
# %% right: as a float
def total(numbers):
    return float(sum(numbers))


# %% wrong: the largest
# loses: test_total
# says: expected 3, got 2
def total(numbers):
    return max(numbers)
"""


def cell(name, source, kind=None, points=0):
    """Return a cell with the settings that nbgrader's toolbar gives it."""
    settings = {
        "schema_version": 3,
        "grade_id": name,
        "locked": kind != "answer",
        "solution": kind == "answer",
        "grade": kind == "test",
        "task": False,
    }
    if kind == "test":
        settings["points"] = points
    return new_code_cell(source, metadata={"nbgrader": settings})


def write(folder, *cells):
    path = folder / "source" / NAME / "lists.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=[*cells]), path)


@pytest.fixture
def course(tmp_path, monkeypatch):
    """Return a course folder with an assignment, and go there."""
    (tmp_path / "nbgrader_config.py").write_text("c = get_config()\n")
    write(
        tmp_path,
        new_markdown_cell("Two exercises."),
        new_code_cell("import math  # a cell that nbgrader knows nothing of"),
        cell("double", DOUBLE, "answer"),
        cell("test_double", TEST_DOUBLE, "test", 1),
        cell("start", START, "answer"),
        cell("total", TOTAL, "answer"),
        cell("test_total", TEST_TOTAL, "test", 2),
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def with_banks(course):
    write_bank(course, "double", BANK_OF_DOUBLE)
    write_bank(course, "total", BANK_OF_TOTAL)
    return course


def write_bank(folder, exercise, text):
    path = folder / "banks" / NAME / f"{exercise}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def edit(folder, old, new):
    """Change a line of the source notebook, as an instructor does."""
    (path,) = (folder / "source" / NAME).glob("*.ipynb")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def arguments(exercise=None):
    return argparse.Namespace(
        assignment=NAME,
        exercise=exercise,
        workers=2,
        without_sandbox=bool(NO_SANDBOX),
        cell_seconds=10,
        notebook_seconds=60,
        memory=2048,
    )


@pytest.fixture
def run_audit(capsys, monkeypatch):
    """Return a function that audits; it returns the exit status and what it printed."""
    monkeypatch.setitem(draft.FOR_MUTANTS, "cell_seconds", 1)

    def run(exercise=None):
        status = audit(arguments(exercise))
        return status, capsys.readouterr().out

    return run


def counts(printed, exercise):
    """Return the counts in the line of an exercise."""
    (line,) = (s for s in printed.splitlines() if s.split()[:1] == [exercise])
    return re.findall(r"\d+ of \d+|-", line)


def test_the_audit_finds_what_the_tests_misjudge(with_banks, run_audit):
    status, printed = run_audit()
    assert status == 1
    assert counts(printed, "double")[:2] == ["1 of 2", "1 of 3"]
    assert counts(printed, "total")[:2] == ["1 of 1", "0 of 1"]
    for line in (
        "double: a right answer loses points: it takes a name away from the next",
        "double: a wrong answer gets full points: adds two",
        "double: a wrong answer was to lose points in test_total: triples",
        "double: a wrong answer was to be told 'expected 5': the square of the square",
        "double: a mutant survives: return 2 * x -> return 2 + x",
        "double: explained as equivalent, but no mutant that survives: return 2 * x",
        "total: a right answer loses points: as a float",
        "    test_total: AssertionError: expected an int, got 3.0",
    ):
        assert line in printed, f"expected the line {line!r}, got:\n{printed}"
    assert not (with_banks / "gradebook.db").exists()


def test_an_edit_of_the_source_changes_the_result_at_once(with_banks, run_audit):
    edit(with_banks, "EXAMPLE = 2", "EXAMPLE = 2.5")
    edit(with_banks, "double(EXAMPLE) == 4", "double(EXAMPLE) == 5")
    edit(with_banks, "[1, EXAMPLE]", "[1, 2]")
    edit(with_banks, "type(result) is int", "type(result) is not str")
    write_bank(with_banks, "double", BANK_OF_DOUBLE.split("\n\n\n")[0])
    status, printed = run_audit()
    assert counts(printed, "double")[0] == "0 of 1"
    assert "mutant survives: return 2 * x" not in printed
    assert counts(printed, "total") == ["0 of 1", "0 of 1", counts(printed, "total")[2]]
    assert status == 0, printed


def test_without_a_bank_there_are_mutants_alone(course, run_audit):
    status, printed = run_audit(["double"])
    assert status == 1
    assert counts(printed, "double")[:2] == ["-", "-"]
    assert "No bank of answers, mutants alone: double." in printed
    assert "total" not in printed


def test_an_explained_mutant_may_survive(course, run_audit):
    bank = "# %% equivalent: return 2 * x -> return 2 + x\n# why: 2 * 2 is 2 + 2\n"
    write_bank(course, "double", bank)
    status, printed = run_audit(["double"])
    assert counts(printed, "double")[2].startswith("0 of")
    assert "return 2 + x" not in printed and status == 0, printed


def test_an_answer_without_tests_of_its_own_is_judged_by_the_next_ones(course):
    tests = {e.name: e.tests for e in exercises(Draft(Course(), NAME, Limits()))}
    expected = {"double": ["test_double"], "start": ["test_total"]}
    assert tests == {**expected, "total": ["test_total"]}


def test_an_exercise_whose_own_solution_fails_is_not_measured(with_banks, run_audit):
    edit(with_banks, "return 2 * x", "return 2 * x + 1")
    status, printed = run_audit()
    assert status == 1
    line = "double: it loses points, so nothing else was tried: your own solution"
    assert f"{line}\n    test_double: AssertionError: expected 4, got 5" in printed
    assert counts(printed, "double") == ["-", "-", "-"]
    assert counts(printed, "total")[:2] == ["1 of 1", "0 of 1"]


def test_a_bank_that_belongs_to_no_exercise_is_named(course, run_audit):
    write_bank(course, "dubble", BANK_OF_DOUBLE)
    _, printed = run_audit(["double"])
    assert f"dubble.py belongs to no exercise of {NAME}" in printed


def test_a_broken_heading_is_shown_with_its_file(course):
    write_bank(course, "double", "# %% maybe: who knows\ndef double(x): ...\n")
    with pytest.raises(banks.BadBank, match=r"double\.py: an entry begins with"):
        audit(arguments())


def test_an_unknown_exercise_is_answered_with_those_that_there_are(course):
    with pytest.raises(NoSource, match=r"no exercise tripel\. It has: double, st"):
        audit(arguments(["tripel"]))


def test_an_assignment_without_a_source_is_refused(course):
    with pytest.raises(NoSource, match=r"no notebook in .*week_2"):
        Draft(Course(), "week_2", Limits())


def test_a_solution_region_that_does_not_end_is_refused(course):
    edit(course, "### END SOLUTION", "### THE SOLUTION")
    with pytest.raises(NoSource, match=r"lists\.ipynb cannot be released: .*solution"):
        Draft(Course(), NAME, Limits())


def test_a_solution_with_a_magic_line_has_mutants(course):
    edit(course, "return 2 * x", "%timeit -n1 -r1 x\\n    return 2 * x")
    double = exercises(Draft(Course(), NAME, Limits()))[0]
    titles = [mutant.title for mutant in trial.mutants_of(double.reference)]
    assert "return 2 * x -> return 2 + x" in titles


def test_a_statement_that_stands_twice_has_two_mutants():
    functions = ("def f(x):\n    return -x\n", "def g(x):\n    return -x\n")
    titles = [mutant.title for mutant in trial.mutants_of("\n".join(functions))]
    assert titles == [
        "return -x -> return None",
        "return -x -> return None (2)",
        "return -x -> return x",
        "return -x -> return x (2)",
    ]


def test_results_of_banks_are_kept_until_a_bank_changes(with_banks):
    run = Draft(Course(), NAME, Limits())

    def never(tasks):
        assert not tasks, "expected nothing to be graded again"
        return []

    with Crew(run.modules, 2, bool(NO_SANDBOX)) as crew:
        found = trial.bank_results(run, crew)
        assert trial.bank_results(run, never) == found
        write_bank(with_banks, "total", BANK_OF_TOTAL.replace("largest", "biggest"))
        again = trial.bank_results(run, crew)
    wrong = {e["title"]: e for e in found["total"] if e["kind"] == "wrong"}
    error = wrong["the largest"]["errors"]["test_total"]
    assert error == {"name": "AssertionError", "message": "expected 3, got 2"}
    assert [e["title"] for e in again["total"] if e["kind"] == "wrong"] == [
        "the biggest"
    ]
    assert json.loads(json.dumps(found)) == found


def test_partial_credit_counts_as_lost_points():
    def outcome(value):
        return {"cells": {"0": {"error": None, "value": value}}, "lost": {}}

    lost = {"name": "PartialCredit", "message": "1 of 2 points"}
    assert draft.error(outcome(1.0), 0, points=2) == lost
    assert draft.error(outcome(float("nan")), 0, points=2) is not None
    assert draft.error(outcome(2.0), 0, points=2) is None
    assert draft.error(outcome(None), 0, points=2) is None


def test_a_worker_that_fails_is_no_verdict(course):
    answers = chosen(Draft(Course(), NAME, Limits()))
    entry = {"kind": "mutant", "title": "a -> b", "fault": "no disk", "errors": {}}
    entry |= {"loses": [], "says": ""}
    lines = failures("double", [entry], answers)
    assert lines == ["double: an answer could not be graded: a -> b", "    no disk"]
