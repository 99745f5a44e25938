"""An assignment as its source notebooks have it now, before anything is released.

An instructor who edits an exercise can audit it at once: the gradebook is neither asked
nor told.
"""

import copy
from dataclasses import dataclass

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import ClearSolutions

from classroom.course import read_json
from classroom.grade import Run
from classroom.release import NoRelease, Release, judging_tests, role
from classroom.submission import grade_id

# A mutant may loop for ever; no reference solution is near these.
FOR_MUTANTS = {"cell_seconds": 10, "notebook_seconds": 60}


class NoSource(NoRelease):
    """The course folder has no source that can be graded; the text says why."""


class Draft(Run):
    """A run on the source notebooks of an assignment as they are now."""

    def __init__(self, course, assignment, limits):
        super().__init__(course, assignment, limits)
        self.folder = self.folder / "draft"

    def load(self):
        """Return the notebooks as `nbgrader generate_assignment` would release them."""
        folder = self.course.path("source", ".", self.assignment)
        paths = sorted(folder.glob("*.ipynb"))
        if not paths:
            raise NoSource(f"There is no notebook in {folder}.")
        return [self.read(path) for path in paths]

    def read(self, path):
        """Return a source notebook as a release, with its hidden tests."""
        try:
            notebook = nbformat.read(path, as_version=4)
            clear = ClearSolutions(config=self.course.config)
            cleared, _ = clear.preprocess(copy.deepcopy(notebook), {})
        except Exception as error:  # a broken file makes nbformat raise all sorts
            raise NoSource(f"{path} cannot be released: {error}") from None
        cells = [cell for cell in map(settled, cleared.cells) if cell is not None]
        names = [grade_id(cell) for cell in cells]
        for name in names:
            if names.count(name) > 1:
                raise NoSource(f"{path}: two cells have the name {name!r}.")
        return Release(self.assignment, path.stem, cells)


def settled(cell):
    """Return a cell with nbgrader's settings complete, or None if it has none."""
    is_any = [
        f(cell)
        for f in (utils.is_grade, utils.is_solution, utils.is_locked, utils.is_task)
    ]
    if not any(is_any) or grade_id(cell) is None:
        return None
    is_grade, is_solution, is_locked, is_task = is_any
    kept = {"grade": is_grade, "solution": is_solution, "locked": is_locked}
    cell.metadata.nbgrader.update(kept, task=is_task, checksum="")
    return cell


# ------------------------------------------------------------------------ exercises


@dataclass(eq=False)
class Exercise:
    """An answer's cell and the tests that judge it.

    Attributes
    ----------
    name : str
        The `grade_id` of the answer's cell.
    tests : list of str
        Those that follow it before the next answer; if there are none, those of the
        next answer, which needs this one.
    task : dict
        What a worker needs to grade the reference solutions.
    points : dict of str to float
        The points of all tests of the notebook.
    failing : list of str
        The tests of the notebook that refuse the reference solution.
    needs_all : bool
        Whether its tests need those of other exercises, for a name that they bind.
    """

    name: str
    tests: list
    task: dict
    points: dict
    failing: list
    needs_all: bool = False

    @property
    def reference(self):
        """Return the source of the reference solution."""
        (cell,) = (c for c in self.task["cells"] if c["name"] == self.name)
        return cell["source"]

    def with_answer(self, entry):
        """Return the task of grading an entry of a bank, or a mutant.

        A right answer has to pass the tests of the other exercises, too.
        """
        cells = [
            {**cell, "source": entry.source} if cell["name"] == self.name else cell
            for cell in self.task["cells"]
        ]
        if entry.kind != "right":
            last = max(i for i, c in enumerate(cells) if c["name"] in self.tests)
            cells = [
                cell
                for cell in cells[: last + 1]
                if cell["role"] != "test"
                or self.needs_all
                or cell["name"] in self.tests
            ]
        limits = dict(self.task["limits"])
        if entry.kind == "mutant":
            limits |= {key: min(s, limits[key]) for key, s in FOR_MUTANTS.items()}
        return {**self.task, "cells": cells, "limits": limits}

    def errors(self, entry, task, outcome):
        """Return {test: None or {"name", "message"}} of what a worker found."""
        wanted = self.tests
        if entry.kind == "right":
            wanted = [test for test in self.points if test not in self.failing]
        return {
            cell["name"]: error(outcome, place, self.points[cell["name"]])
            for place, cell in enumerate(task["cells"])
            if cell["role"] == "test" and cell["name"] in wanted
        }


def error(outcome, place, points):
    """Return why a test does not give full points, or None."""
    known = outcome["cells"].get(str(place))
    if known is None:
        why = outcome["lost"].get(str(place), "it was not reached")
        return {"name": "NotGraded", "message": why}
    if known["error"] is not None:
        return {key: known["error"][key] for key in ("name", "message")}
    value = known["value"]
    if value is not None and not value >= points:
        return {"name": "PartialCredit", "message": f"{value:g} of {points:g} points"}
    return None


def exercises(run):
    """Return the exercises of a run, from the source notebooks, in their order."""
    known = read_json(run.folder / "reference.json") or {"wrong": {}}
    tasks, found = dict(run.reference()), []
    for release in run.releases:
        points = {
            grade_id(c): c.metadata.nbgrader.points
            for c in release.cells
            if role(c) == "test" and c.metadata.nbgrader.points
        }
        task = tasks.get(release.notebook, {"cells": []})
        tests = judging_tests(
            (cell["name"], cell["role"])
            for cell in task["cells"]
            if cell["role"] != "test" or cell["name"] in points
        )
        failing = known["wrong"].get(release.notebook, [])
        found += [Exercise(n, t, task, points, failing) for n, t in tests.items()]
    return found
