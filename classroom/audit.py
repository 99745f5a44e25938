"""How good an assignment's tests are: banks of answers, and mutants, judged by them.

A good test gives a right answer full points however it is written, takes points from
every misconception, in the test and with the message meant for it, and notices each
small change to the reference solution, a mutant.
"""

import sys
import time

from tqdm import tqdm

from classroom import banks, sandbox, trial
from classroom.course import Course
from classroom.draft import Draft, NoSource
from classroom.grade import calibrate
from classroom.pool import Crew
from classroom.sandbox import MIB, Limits
from classroom.trial import bank_results, lost

__all__ = ["audit", "bank_results", "failures"]
COLUMNS = ("right answers refused", "misconceptions accepted", "mutants surviving")


def audit(arguments):
    """Tell how good an assignment's tests are, from banks of answers and mutants."""
    if not arguments.without_sandbox:
        sandbox.require()
    limits = Limits(
        cell_seconds=arguments.cell_seconds,
        notebook_seconds=arguments.notebook_seconds,
        memory=arguments.memory * MIB,
    )
    draft = Draft(Course(), arguments.assignment, limits)
    answers = chosen(draft, arguments.exercise)
    start = time.monotonic()
    with (
        tqdm(unit="answer", file=sys.stderr) as bar,
        Crew(draft.modules, arguments.workers, arguments.without_sandbox) as crew,
    ):

        def workers(tasks):
            bar.total = (bar.total or 0) + len(tasks)
            for done in crew(tasks):
                bar.update()
                yield done

        calibrate(draft, workers, bar.write)
        found = trial.examined(draft, workers, answers)
    print(table(draft, answers, found, time.monotonic() - start))
    lines = [line for name in found for line in failures(name, found[name], answers)]
    lines += strays(draft)
    print(
        "\n".join(lines) if lines else "The tests judged every answer as they should."
    )
    return 1 if lines else 0


def chosen(draft, wanted=None):
    """Return {exercise: entries of its bank} of some exercises, or of all.

    An exercise without a bank has no entries.
    """
    names = [exercise.name for exercise in trial.exercises(draft)]
    unknown = [name for name in wanted or () if name not in names]
    if unknown:
        raise NoSource(
            f"{draft.assignment} has no exercise {unknown[0]}. "
            f"It has: {', '.join(names)}"
        )
    known = banks.read_all(draft.course, draft.assignment)
    return {name: known.get(name, []) for name in wanted or names}


def strays(draft):
    """Return a line for each bank that belongs to no exercise."""
    names = [exercise.name for exercise in trial.exercises(draft)]
    folder = banks.folder(draft.course, draft.assignment)
    return [
        f"{folder / name}.py belongs to no exercise of {draft.assignment}"
        for name in banks.read_all(draft.course, draft.assignment)
        if name not in names
    ]


# -------------------------------------------------------------------- what is printed


def failures(name, entries, answers):
    """Return lines on each answer to an exercise that is not judged as it should be."""
    explained = {e.title for e in answers[name] if e.kind == "equivalent"}
    lines, survivors = [], set()
    for entry in entries:
        kind, title, losses = entry["kind"], entry["title"], lost(entry)
        first = entry["loses"][0] if entry["loses"] else next(iter(losses), "")
        what, shown = None, [f"{test}: {says}" for test, says in losses.items()]
        if entry["fault"]:
            what, shown = "an answer could not be graded", [entry["fault"]]
        elif kind == "own" and losses and len(entries) == 1:
            what = "it loses points, so nothing else was tried"
        elif kind == "right" and losses:
            what = "a right answer loses points"
        elif kind == "wrong" and not losses:
            what = "a wrong answer gets full points"
        elif kind == "wrong" and set(entry["loses"] or losses) != set(losses):
            what = f"a wrong answer was to lose points in {', '.join(entry['loses'])}"
        elif kind == "wrong" and entry["says"] not in losses[first]:
            what = f"a wrong answer was to be told {entry['says']!r}"
        elif kind == "mutant" and not losses:
            survivors.add(title)
            what = None if title in explained else "a mutant survives"
        if what:
            lines += [f"{name}: {what}: {title}", *(f"    {line}" for line in shown)]
    if any(entry["kind"] == "mutant" for entry in entries):
        lines += [
            f"{name}: explained as equivalent, but no mutant that survives: {title}"
            for title in sorted(explained - survivors)
        ]
    return lines


def table(draft, answers, found, seconds):
    """Return the counts of each exercise, and what could not be counted."""
    tried = sum(len(entries) for entries in found.values())
    width = max([len("exercise"), *map(len, found)])
    head = f"  {'exercise':{width}}" + "".join(f"  {column:>24}" for column in COLUMNS)
    text = [f"{draft.assignment}: {tried} answers in {seconds:.0f} s", head]
    for name, entries in found.items():
        explained = {e.title for e in answers[name] if e.kind == "equivalent"}
        cells = ""
        for kind, is_bad in (("right", True), ("wrong", False), ("mutant", False)):
            those = [e for e in entries if e["kind"] == kind]
            bad = [e for e in those if bool(lost(e)) == is_bad]
            bad = [e for e in bad if kind != "mutant" or e["title"] not in explained]
            cells += f"  {f'{len(bad)} of {len(those)}' if those else '-':>24}"
        text.append(f"  {name:{width}}{cells}")
    untested = [name for name, entries in found.items() if not entries]
    if untested:
        text.append(f"No test gives points for {', '.join(untested)}.")
    without = [name for name in found if not answers[name] and name not in untested]
    if without:
        folder = banks.folder(draft.course, draft.assignment)
        text.append(
            f"No bank of answers, mutants alone: {', '.join(without)}. Right answers "
            f"and misconceptions belong into {folder}/EXERCISE.py."
        )
    return "\n".join(text)
