"""Grade all submissions to an assignment; whatever happens, the run goes on and ends.

Each submission becomes a task for a worker; what the worker found is kept in a file
before it is entered into the gradebook. A run that was killed is taken up again by the
same command: what is known is not executed anew, and what was entered is not lost.
"""

import base64
import fcntl
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from classroom import release as releases
from classroom.course import (
    finished,
    read_json,
    write_json,
)
from classroom.intake import Intake, take_in
from classroom.release import cells_of, find_notebook, rebuilt, role
from classroom.submission import grade_id

# Outcomes are kept for this version of what makes them: another judge judges anew.
MADE_BY = ("answers", "box", "grade", "judge", "wire", "worker")
FORM = hashlib.sha256(
    b"".join(Path(__file__).with_name(f"{n}.py").read_bytes() for n in MADE_BY)
).hexdigest()


class Busy(Exception):
    """Another run grades the same assignment."""


@dataclass
class Work:
    """A student's submission on its way through a run."""

    student: str
    taken: object
    notebooks: dict = field(default_factory=dict)
    notes: dict = field(default_factory=dict)
    tasks: dict = field(default_factory=dict)
    outcomes: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    missing: set = field(default_factory=set)
    key: str = ""


@dataclass
class Line:
    """A line of the final table: what became of a student's submission.

    Attributes
    ----------
    student : str
    score, most : float or None
        Points, and those that could be had; None if it was not graded.
    trouble : list of str
        What kept it from being graded in full.
    is_readable : bool
        Whether there was a notebook that could be read.
    """

    student: str
    score: float | None
    most: float | None
    trouble: list
    is_readable: bool

    @property
    def state(self):
        """Return "graded", "in part", "unreadable" or "not graded"."""
        if self.score is None:
            return "not graded"
        if not self.is_readable:
            return "unreadable"
        return "in part" if self.trouble else "graded"


class Run:
    """A grading run: one assignment, some or all students.

    Parameters
    ----------
    course : Course
    assignment : str
    limits : Limits
    """

    def __init__(self, course, assignment, limits):
        self.course, self.assignment, self.limits = course, assignment, limits
        self.releases = self.load()
        self.files = {
            path: base64.b64encode(data).decode()
            for path, data in course.course_files(assignment).items()
        }
        self.modules = list(
            dict.fromkeys(m for release in self.releases for m in release.modules)
        )
        self.beside = {}
        self.folder = course.state(assignment)

    def load(self):
        """Return the released notebooks of the assignment."""
        return releases.load(self.course.db_url, self.assignment)

    def lock(self):
        """Return an open file that keeps a second run of the assignment out."""
        self.folder.mkdir(parents=True, exist_ok=True)
        file = open(self.folder / "lock", "w")  # noqa: SIM115  (the caller closes it)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise Busy(
                f"Another `classroom grade {self.assignment}` is running in this "
                "folder: wait for it, or stop it."
            ) from None
        return file

    def prepare(self, student):
        """Return the `Work` for a student's submission."""
        folder = self.course.path("submitted", student, self.assignment)
        work = Work(student, take_in(folder))
        for release in self.releases:
            only = len(self.releases) == 1
            path, note = find_notebook(release, work.taken.files, only)
            notes = [note] if note else []
            if path is None:
                name = f"{release.notebook}.ipynb"
                work.notebooks[release.notebook] = rebuilt(release, None, name)[0]
                work.notes[release.notebook] = [
                    f"There was no notebook {name}, so there was nothing to grade."
                ]
                work.missing.add(release.notebook)
                work.problems.append(f"{name} is missing")
                continue
            notebook, more, problem = rebuilt(release, work.taken.files[path], path)
            if problem:
                work.problems.append(f"{path} could not be read")
            work.notebooks[release.notebook] = notebook
            work.notes[release.notebook] = notes + more
            if not problem:
                work.tasks[release.notebook] = self.task(release, notebook, work.taken)
        work.key = self.key(work)
        return work

    def task(self, release, notebook, taken):
        """Return what a worker needs in order to grade a notebook."""
        files = {
            path: base64.b64encode(data).decode()
            for path, data in taken.beside(self.files).items()
        }
        return {
            "cells": cells_of(release, notebook, self.beside.get(release.notebook, ())),
            "files": files,
            "course_files": self.files,
            "limits": asdict(self.limits),
        }

    def key(self, work):
        """Return a text that changes with anything on which the outcome depends."""
        parts = [FORM, work.taken.digest, self.files, asdict(self.limits)]
        parts += [[release.digest for release in self.releases], self.beside]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    # ------------------------------------------------------------------- what is known

    def kept(self, work):
        """Return the path of the file in which a student's outcome is kept."""
        name = hashlib.sha256(work.student.encode()).hexdigest()[:16]
        return self.folder / "outcomes" / f"{name}.json"

    def recall(self, work):
        """Take over the outcomes of an earlier run; return if there were any."""
        known = read_json(self.kept(work))
        if not known or known.get("key") != work.key:
            return False
        work.outcomes = known["outcomes"]
        return True

    def is_entered(self, work):
        """Return the line of a student whose grades are entered already, or None."""
        known = read_json(self.kept(work).with_suffix(".entered")) or {}
        folder = self.course.path("autograded", work.student, self.assignment)
        if known.get("key") != work.key or not folder.is_dir():
            return None
        # The gradebook may be another one: a new one, or an older one from a backup.
        if self.course.auto_scores(work.student, self.assignment) != known["scores"]:
            return None
        return Line(**known["line"])

    def keep(self, work):
        """Keep a student's outcomes, before anything is done with them."""
        known = {"key": work.key, "student": work.student, "outcomes": work.outcomes}
        write_json(self.kept(work), known)

    # ------------------------------------------------------------------- what comes out

    def enter(self, work):
        """Write a student's grades; return the line of the final table."""
        timestamp = work.taken.timestamp()
        notebooks, trouble = {}, list(work.problems)
        for release in self.releases:
            name, notebook = release.notebook, work.notebooks[release.notebook]
            outcome = placed(work.outcomes.get(name), work.tasks.get(name))
            notes = work.notes[name] + work.taken.notes
            lost = told(outcome, notebook)
            trouble += [f"{cell}: {why}" for cell, why in lost]
            notes += [
                f"`{cell}` could not be finished: {why}. The rest was graded."
                for cell, why in lost
            ]
            points = {
                grade_id(c): c.metadata.nbgrader.points
                for c in release.cells
                if role(c) == "test"
            }
            notebooks[name] = finished(notebook, outcome, notes, points)
        files = work.taken.beside(self.files)
        files |= {path: base64.b64decode(data) for path, data in self.files.items()}
        score = self.course.write(
            work.student, self.assignment, notebooks, work.missing, files, timestamp
        )
        line = Line(work.student, *score, trouble, bool(work.tasks))
        scores = self.course.auto_scores(work.student, self.assignment)
        write_json(
            self.kept(work).with_suffix(".entered"),
            {"key": work.key, "line": asdict(line), "scores": scores},
        )
        return line

    # --------------------------------------------------------------- the reference

    def reference(self):
        """Yield (notebook, task) for the course's own solutions."""
        for release in self.releases:
            folder = self.course.path("source", ".", self.assignment)
            try:
                data = (folder / f"{release.notebook}.ipynb").read_bytes()
            except OSError:
                continue
            notebook, _, problem = rebuilt(release, data, release.notebook)
            if not problem:
                yield release.notebook, self.task(release, notebook, Intake())

    @staticmethod
    def refused(task, outcome):
        """Return the tests that refuse the course's own solution."""
        if outcome.get("fault"):
            return []
        return [
            cell["name"]
            for place, cell in enumerate(task["cells"])
            if cell["role"] == "test"
            and (outcome["cells"].get(str(place)) or {"error": {}})["error"] is not None
        ]


def grade_all(run, students, workers, again=False, tell=print):
    """Grade the submissions of some students; yield a `Line` for each.

    Parameters
    ----------
    run : Run
    students : list of str
    workers : callable
        Takes an iterable of (key, task), yields (key, outcome): see `classroom.pool`.
    again : bool
        Whether to execute what is known from an earlier run, too.
    tell : callable
        Called with a sentence that the instructor should read.
    """
    calibrate(run, workers, tell)
    works, ready = {}, []

    def tasks():
        for student in students:
            work = run.prepare(student)
            is_known = not again and run.recall(work)
            if is_known and (line := run.is_entered(work)):
                ready.append(entered(run, work, line))
            elif is_known or not work.tasks:
                ready.append(entered(run, work))
            else:
                works[student] = work
                yield from (((student, n), task) for n, task in work.tasks.items())

    for (student, name), outcome in workers(tasks()):
        yield from taken_from(ready)
        work = works[student]
        work.outcomes[name] = outcome
        if len(work.outcomes) < len(work.tasks):
            continue
        del works[student]
        faults = [o["fault"] for o in work.outcomes.values() if o.get("fault")]
        if faults:
            yield Line(student, None, None, faults, True)
            continue
        run.keep(work)
        yield entered(run, work)
    yield from taken_from(ready)


def entered(run, work, line=None):
    """Enter a student's grades; a failure costs that student's line, not the run.

    If there is a line already, no more is done than to look at lateness again: the
    rule, the due date or an extension may have changed.
    """
    try:
        if line is None:
            return run.enter(work)
        run.course.penalise(work.student, run.assignment)
        return line
    except Exception as error:  # a locked gradebook, a full disk, a text no file takes
        said = f"it could not be entered: {type(error).__name__}: {error}"
        return Line(work.student, None, None, [said.splitlines()[0]], True)


def taken_from(lines):
    """Return what a list holds, and empty it."""
    taken, lines[:] = [*lines], []
    return taken


def calibrate(run, workers, tell):
    """Find the tests that cannot be judged apart: they refuse the course's solution.

    They run beside the student's code then, as nbgrader runs all tests, and the
    instructor is told.
    """
    path = run.folder / "reference.json"
    tasks = dict(run.reference())
    key = hashlib.sha256(
        json.dumps([FORM, tasks, [r.digest for r in run.releases]]).encode()
    ).hexdigest()
    known = read_json(path)
    if not known or known["key"] != key:
        outcomes = dict(workers(list(tasks.items())))
        faults = [name for name, one in outcomes.items() if one.get("fault")]
        refused = {
            name: run.refused(tasks[name], outcome)
            for name, outcome in outcomes.items()
        }
        again = {name: tasks[name] for name, tests in refused.items() if tests}
        for name, task in again.items():
            for cell in task["cells"]:
                cell["beside"] = cell["name"] in refused[name]
        wrong = {
            name: run.refused(again[name], outcome)
            for name, outcome in (workers(list(again.items())) if again else ())
        }
        beside = {
            name: [test for test in tests if test not in wrong.get(name, ())]
            for name, tests in refused.items()
        }
        known = {"key": key, "beside": beside, "wrong": wrong}
        if not faults:
            write_json(path, known)
    run.beside = {name: tests for name, tests in known["beside"].items() if tests}
    for name, tests in run.beside.items():
        tell(
            f"{name}: {', '.join(tests)} cannot be judged apart from the student's "
            "code, since they pass it objects that are no plain data. They run beside "
            "it: somebody who wants to can cheat them. See guide/teaching.md."
        )
    for name, tests in known["wrong"].items():
        if tests:
            tell(f"{name}: your own solution fails {', '.join(tests)}.")


def placed(outcome, task):
    """Return a worker's outcome with places in the notebook as keys."""
    if outcome is None or task is None:
        return {"cells": {}, "lost": {}, "report": {}}
    places = [cell["place"] for cell in task["cells"]]
    return {
        "cells": {places[int(k)]: v for k, v in outcome["cells"].items()},
        "lost": {places[int(k)]: v for k, v in outcome["lost"].items()},
        "report": outcome.get("report", {}),
    }


def told(outcome, notebook):
    """Return (cell, why) of each cell that ended the process or did not come back."""
    return [
        (grade_id(notebook.cells[place]) or f"number {place + 1}", why)
        for place, why in sorted(outcome["lost"].items())
    ]
