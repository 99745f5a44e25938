"""How good the tests of the exercises are, as judges of right and wrong answers."""

import contextlib
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import grading
import pytest
from conftest import NO_SANDBOX
from grading import BANKS, ROOT, Assignment, read_bank
from test_exercises import ASSIGNMENTS

from classroom.audit import Crew
from classroom.course import Course
from classroom.draft import Draft
from classroom.grade import calibrate
from classroom.sandbox import Limits
from classroom.trial import examined, lost, mutants_of

EXERCISES = [(a, e) for a in ASSIGNMENTS for e in Assignment(a).exercises]
# All where CI is set; `classroom audit` tries all answers and mutants, too.
FIRST = [(a, next(iter(Assignment(a).exercises))) for a in ASSIGNMENTS]
TRIED = EXERCISES if os.environ.get("CI") else FIRST


@cache
def judged(assignment):
    """Return {exercise: {source: {test: message}}} of the banks' answers.

    They are judged as `classroom grade` judges students; a message is empty where a
    test gives full points.
    """
    answers = {e: read_bank(a, e) for a, e in TRIED if a == assignment}
    if sys.platform != "linux":  # there are no sandboxes
        return {e: graded(assignment, e, bank) for e, bank in answers.items()}
    with contextlib.chdir(ROOT), tempfile.TemporaryDirectory() as folder:
        draft = Draft(Course(), assignment, Limits())
        draft.folder = Path(folder)
        with Crew(draft.modules, os.cpu_count(), bool(NO_SANDBOX)) as workers:
            calibrate(draft, workers, print)
            found = examined(draft, workers, answers, with_mutants=False)
    return {
        exercise: {
            entry["source"]: dict.fromkeys(entry["errors"], "") | lost(entry)
            for entry in entries
        }
        for exercise, entries in found.items()
    }


def graded(assignment, exercise, entries):
    """Return {source: {test: error}} of some answers to an exercise.

    They are graded in forks of one process, as many at a time as there are cores.
    """
    reference = Assignment(assignment)
    # Of a right answer all tests: it must not harm another exercise either.
    only = {
        entry.source: None if entry.kind == "right" else exercise
        for entry in entries
        if entry.kind != "equivalent"
    }
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        errors = cores.map(
            lambda source: reference.grade({exercise: source}, only[source]), only
        )
        return dict(zip(only, errors, strict=True))


def losses_of(assignment, exercise, entry):
    """Return {test: message} of the tests in which an answer loses points."""
    messages = judged(assignment)[exercise]
    assert entry.source in messages, "the reference solution itself loses points"
    return {test: text for test, text in messages[entry.source].items() if text}


def entries(kind):
    return [
        pytest.param(assignment, exercise, entry, id=f"{exercise}: {entry.title}")
        for assignment, exercise in TRIED
        for entry in read_bank(assignment, exercise)
        if entry.kind == kind
    ]


@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES)
def test_a_bank_is_large_enough(assignment, exercise):
    bank = read_bank(assignment, exercise)
    titles = [entry.title for entry in bank]
    assert len(set(titles)) == len(titles), "two entries have the same title"
    kinds = [entry.kind for entry in bank]
    assert kinds.count("right") >= 4, f"4 right answers at least, got {kinds}"
    assert kinds.count("wrong") >= 8, f"8 wrong answers at least, got {kinds}"


def test_every_file_in_the_banks_belongs_to_an_exercise():
    files = {(path.parent.name, path.stem) for path in BANKS.glob("*/*")}
    assert files == set(EXERCISES), "no exercise has the name of these files"


@pytest.mark.parametrize("heading", ["# %% wrong answer", "#%% wrong: a", "# %% w: a"])
def test_a_heading_in_another_form_is_refused(tmp_path, monkeypatch, heading):
    (tmp_path / "01_topic").mkdir()
    (tmp_path / "01_topic" / "f.py").write_text(f"{heading}\ndef f(): ...\n")
    monkeypatch.setattr(grading, "BANKS", tmp_path)
    with pytest.raises(ValueError, match=r"f\.py: an entry begins with"):
        read_bank("01_topic", "f")


@pytest.mark.parametrize(("assignment", "exercise", "entry"), entries("right"))
def test_a_right_answer_gets_full_points(assignment, exercise, entry):
    losses = losses_of(assignment, exercise, entry)
    assert not losses, f"the tests are too strict, or the answer is wrong: {losses}"


@pytest.mark.parametrize(("assignment", "exercise", "entry"), entries("wrong"))
def test_a_wrong_answer_loses_points_in_the_test_meant_for_it(
    assignment, exercise, entry
):
    losses = losses_of(assignment, exercise, entry)
    assert losses, "no test takes points: too weak a test, or the answer is right"
    assert tuple(losses) == entry.loses, f"it loses points elsewhere: {losses}"
    assert entry.says, "the bank says nothing about the message"
    assert entry.says in losses[entry.loses[0]], losses[entry.loses[0]]


@pytest.mark.parametrize(("assignment", "exercise"), TRIED)
def test_a_mutant_of_the_solution_is_noticed(assignment, exercise):
    changed = mutants_of(Assignment(assignment).reference(exercise))
    errors = graded(assignment, exercise, changed)
    survivors = {m.title for m in changed if not any(errors[m.source].values())}
    bank = read_bank(assignment, exercise)
    explained = {entry.title for entry in bank if entry.kind == "equivalent"}
    assert survivors - explained == set(), "no test notices these mutants"
    assert explained - survivors == set(), "these are not mutants that survive"
    assert all("# why: " in e.source for e in bank if e.kind == "equivalent")
