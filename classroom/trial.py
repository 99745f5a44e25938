"""Answers put to the tests of an exercise, one at a time, as submissions are graded.

An answer takes the place of the reference solution in the source notebook, the others
keep theirs, and a worker grades the whole.
"""

import hashlib
import json
from dataclasses import asdict

from IPython.core.inputtransformer2 import TransformerManager

from classroom import banks
from classroom.banks import BankEntry
from classroom.course import read_json, write_json
from classroom.draft import exercises
from classroom.grade import FORM, calibrate
from classroom.mutants import mutants


def examined(run, workers, answers, with_mutants=True):
    """Return {exercise: entries} with what the tests say of each answer.

    Parameters
    ----------
    run : Run
        After `calibrate`.
    workers : callable
        Takes a list of (key, task), yields (key, outcome): see `classroom.pool`.
    answers : dict of str to list of BankEntry
        By the name of the exercise; those not named here are left out.
    with_mutants : bool
        Whether to make mutants of the reference solutions, too.

    Returns
    -------
    dict
        An entry has "kind" ("own", "right", "wrong" or "mutant"), "title", "source",
        "loses", "says", "fault" (None, or why it could not be graded) and "errors",
        {test: None or {"name", "message"}}. An exercise whose own solution fails has
        no other entry, and one without tests has none.
    """
    tried = [e for e in exercises(run) if e.name in answers]
    jobs = [
        (exercise, BankEntry("own", "your own solution", exercise.reference, (), ""))
        for exercise in tried
        if exercise.tests
    ]
    found, more = {exercise.name: [] for exercise in tried}, []
    for (exercise, _), own in zip(jobs, judged(jobs, workers), strict=True):
        found[exercise.name].append(own)
        if set(exercise.tests) & set(exercise.failing) or own["fault"]:
            continue
        exercise.needs_all = bool(lost(own))
        entries = [e for e in answers[exercise.name] if e.kind != "equivalent"]
        if with_mutants:
            entries += mutants_of(exercise.reference)
        more += [(exercise, entry) for entry in entries]
    for (exercise, _), entry in zip(more, judged(more, workers), strict=True):
        found[exercise.name].append(entry)
    return found


def judged(jobs, workers):
    """Return the entries of (exercise, BankEntry) pairs with their errors."""
    tasks = [exercise.with_answer(entry) for exercise, entry in jobs]
    found = [None] * len(jobs)
    for place, outcome in workers(list(enumerate(tasks))):
        exercise, entry = jobs[place]
        fault = outcome.get("fault")
        errors = {} if fault else exercise.errors(entry, tasks[place], outcome)
        found[place] = {**asdict(entry), "fault": fault, "errors": errors}
        found[place]["loses"] = [*entry.loses]
    return found


def mutants_of(reference):
    """Return the mutants of a reference solution, a cell's source, as entries."""
    source = TransformerManager().transform_cell(reference)
    try:
        found = mutants(source)
    except SyntaxError:
        return []
    return [BankEntry("mutant", title, text, (), "") for title, text in found.items()]


def lost(entry):
    """Return {test: message} of the tests in which an answer loses points."""
    return {
        test: f"{error['name']}: {error['message']}"
        for test, error in entry["errors"].items()
        if error is not None
    }


def bank_results(run, workers):
    """Return {exercise: entries} of the banks' right and wrong answers.

    They are kept from one call to the next, until the release or a bank changes;
    see `examined` for the parameters and an entry.
    """
    calibrate(run, workers, lambda sentence: None)
    answers = banks.read_all(run.course, run.assignment)
    parts = [FORM, dict(run.reference()), [r.digest for r in run.releases]]
    parts += [{n: [asdict(e) for e in entries] for n, entries in answers.items()}]
    key = hashlib.sha256(json.dumps(parts).encode()).hexdigest()
    path = run.folder / "banks.json"
    known = read_json(path)
    if not known or known["key"] != key:
        results = examined(run, workers, answers, with_mutants=False)
        known = {"key": key, "results": results}
        write_json(path, known)
    return known["results"]
