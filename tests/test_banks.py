"""How good the tests of the exercises are, as judges of right and wrong answers."""

import pytest
from grading import Assignment, read_bank
from mutants import mutants
from test_exercises import ASSIGNMENTS

EXERCISES = [(a, e) for a in ASSIGNMENTS for e in Assignment(a).exercises]


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
    assert {entry.kind for entry in bank} <= {"right", "wrong", "equivalent"}
    titles = [entry.title for entry in bank]
    assert len(set(titles)) == len(titles), "two entries have the same title"
    assert sum(entry.kind == "right" for entry in bank) >= 4
    assert sum(entry.kind == "wrong" for entry in bank) >= 8


@pytest.mark.parametrize(("assignment", "exercise", "entry"), entries("right"))
def test_a_right_answer_gets_full_points(assignment, exercise, entry):
    errors = Assignment(assignment).grade({exercise: entry.source})
    assert not any(errors.values()), errors


@pytest.mark.parametrize(("assignment", "exercise", "entry"), entries("wrong"))
def test_a_wrong_answer_loses_points_in_the_test_meant_for_it(
    assignment, exercise, entry
):
    errors = Assignment(assignment).grade({exercise: entry.source})
    lost = {test: error for test, error in errors.items() if error}
    assert tuple(lost) == entry.loses, lost
    assert entry.says, "the bank says nothing about the message"
    assert entry.says in lost[entry.loses[0]], lost[entry.loses[0]]


@pytest.mark.parametrize(("assignment", "exercise"), EXERCISES)
def test_a_mutant_of_the_solution_is_noticed(assignment, exercise):
    graded = Assignment(assignment)
    survivors = {
        description
        for description, source in mutants(graded.reference(exercise)).items()
        if not any(graded.grade({exercise: source}).values())
    }
    bank = read_bank(assignment, exercise)
    explained = {entry.title for entry in bank if entry.kind == "equivalent"}
    assert survivors - explained == set(), "no test notices these mutants"
    assert explained - survivors == set(), "these are not mutants that survive"
    assert all("# why: " in e.source for e in bank if e.kind == "equivalent")
