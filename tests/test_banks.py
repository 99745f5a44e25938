"""How good the tests of the exercises are, as judges of right and wrong answers."""

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import grading
import pytest
from grading import BANKS, Assignment, read_bank
from mutants import mutants
from test_exercises import ASSIGNMENTS

EXERCISES = [(a, e) for a in ASSIGNMENTS for e in Assignment(a).exercises]


@cache
def grades(assignment, exercise):
    """Return {source: errors} of all answers of a bank and of all mutants.

    They are graded as many at a time as the machine has cores.
    """
    graded = Assignment(assignment)
    # Of a right answer all tests: it must not harm another exercise either.
    only = {
        entry.source: None if entry.kind == "right" else exercise
        for entry in read_bank(assignment, exercise)
        if entry.kind != "equivalent"
    }
    only |= dict.fromkeys(mutants(graded.reference(exercise)).values(), exercise)
    with ThreadPoolExecutor(os.cpu_count()) as cores:
        errors = cores.map(
            lambda source: graded.grade({exercise: source}, only[source]), only
        )
        return dict(zip(only, errors, strict=True))


def entries(kind):
    return [
        pytest.param(assignment, exercise, entry, id=f"{exercise}: {entry.title}")
        for assignment, exercise in EXERCISES
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
    errors = grades(assignment, exercise)[entry.source]
    lost = {test: error for test, error in errors.items() if error}
    assert not lost, f"the tests are too strict, or the answer is wrong: {lost}"


@pytest.mark.parametrize(("assignment", "exercise", "entry"), entries("wrong"))
def test_a_wrong_answer_loses_points_in_the_test_meant_for_it(
    assignment, exercise, entry
):
    errors = grades(assignment, exercise)[entry.source]
    lost = {test: error for test, error in errors.items() if error}
    assert lost, "no test takes points: the tests are too weak, or the answer is right"
    assert tuple(lost) == entry.loses, f"it loses points elsewhere: {lost}"
    assert entry.says, "the bank says nothing about the message"
    assert entry.says in lost[entry.loses[0]], lost[entry.loses[0]]


@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES)
def test_a_mutant_of_the_solution_is_noticed(assignment, exercise):
    errors = grades(assignment, exercise)
    reference = Assignment(assignment).reference(exercise)
    survivors = {
        description
        for description, source in mutants(reference).items()
        if not any(errors[source].values())
    }
    bank = read_bank(assignment, exercise)
    explained = {entry.title for entry in bank if entry.kind == "equivalent"}
    assert survivors - explained == set(), "no test notices these mutants"
    assert explained - survivors == set(), "these are not mutants that survive"
    assert all("# why: " in e.source for e in bank if e.kind == "equivalent")
