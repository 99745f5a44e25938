"""Hostile, broken and unusual submissions, graded in one run of `classroom grade`.

All of `hostile.CASES` of one assignment if the variable CI is set, otherwise a sample.
"""

import json
import os
from collections import namedtuple

import pytest
from conftest import ROOT, needs_sandbox
from hostile import CASES, KINDS, NUMPY, Course, finding, honest

from benchmarks.hostile_submissions import PAGE, RESULTS, write_page

SAMPLE = (
    *("loop_when_called", "os_exit", "memory_at_once"),
    *("not_json", "named_pipe", "link_to_the_solution", "test_edited"),
    *("numpy_under_its_name", "frames_read", "outputs_forged"),
    *("files_read", "secrets_sent", "daemon_left_behind"),
    *("magics", "module_handed_in"),
)
ALL = {name: case for name, case in CASES.items() if case.assignment == NUMPY}
CHOSEN = ALL if os.environ.get("CI") else {name: ALL[name] for name in SAMPLE}
CELL_SECONDS = 12

pytestmark = needs_sandbox
Graded = namedtuple("Graded", "course run before after scores feedback")


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Return what became of a course in which all have handed in, and were graded."""
    course = Course(tmp_path_factory.mktemp("hostile"), names=(NUMPY,))
    for case in [*honest().values(), *CHOSEN.values()]:
        course.hand_in(case)
    before = course.snapshot()
    seconds = ("--cell-seconds", f"{CELL_SECONDS}")
    run = course.run("classroom", "grade", NUMPY, *seconds)
    after, scores = course.snapshot(), course.scores()
    feedback = course.run("nbgrader", "generate_feedback", NUMPY)
    yield Graded(course, run, before, after, scores, feedback)
    course.close()


@pytest.mark.parametrize("name", CHOSEN)
def test_each_gets_what_it_deserves(graded, name):
    assert not finding(graded.course, CHOSEN[name], graded.scores), (
        f"{CHOSEN[name].about} {(graded.scores or {}).get(name)}\n{graded.run.output}"
    )


@pytest.mark.parametrize("name", honest())
def test_honest_neighbours_are_graded_as_if_they_were_alone(graded, name):
    case = honest()[name]
    wrong = finding(graded.course, case, graded.scores)
    wrong.pop("leaks", None)  # ada's secret is hers
    assert not wrong, graded.run.output


def test_the_run_comes_to_its_end(graded):
    assert graded.run.status in (0, 1), graded.run.output
    assert f"{NUMPY}: {len(CHOSEN) + len(honest())} submissions" in graded.run.output
    assert "Traceback" not in graded.run.output


def test_everybody_has_a_graded_notebook(graded):
    folder = graded.course.folder / "autograded"
    found = {path.parents[1].name for path in folder.glob("*/*/*.ipynb")}
    assert found == {*CHOSEN, *honest()}


def test_feedback_can_be_made_for_everybody(graded):
    assert graded.feedback.status == 0, graded.feedback.output


def test_submissions_and_course_are_not_written_to(graded):
    assert graded.after == graded.before


def test_nothing_is_left_running(graded):
    assert graded.run.left == []


def test_nothing_is_left_behind(graded):
    assert graded.course.traces() == []


def test_nothing_is_sent_to_anybody(graded):
    assert graded.course.listener.heard == b""


def test_the_sample_has_cases_of_all_kinds():
    assert {CASES[name].kind for name in SAMPLE} == {*KINDS}


def test_the_guide_says_how_many_cases_there_are():
    guide = (ROOT / "guide" / "teaching.md").read_text()
    assert f"{len(ALL)} hostile, broken and unusual submissions" in guide


def test_the_page_about_them_says_what_was_found():
    known = json.loads(RESULTS.read_text())
    again = "run `make benchmark-hostile`"
    assert {*known["stock"]} == {*known["ours"]} == {*CASES}, again
    assert PAGE.read_text() == write_page(known), again
