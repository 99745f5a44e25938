"""Grade answers to an assignment in forks of one process, hundreds in seconds.

The cells of the solution notebook run as nbgrader would run them, an answer in the
place of the reference solution, each submission in a fork of its own: no kernel is
started and nothing that an answer does outlives it. `test_nbgrader.py` compares a
sample of the grades with those of a real `nbgrader autograde`, and `test_banks.py` has
the answers of the banks judged as `classroom grade` judges students.
"""

import io
import json
import multiprocessing
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import nbformat

from classroom import banks

ROOT = Path(__file__).parent.parent
BANKS = ROOT / "tests" / "banks"
SECONDS_FOR_A_SUBMISSION = 30

# All children are forks of a process that has imported these and run nothing: a fork
# of one in which TensorFlow has computed would hang.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["keras", "nbformat", "pytest", "tensorflow"])


@dataclass(frozen=True)
class Cell:
    """A code cell of an assignment: its source and what nbgrader knows of it."""

    name: str
    source: str
    points: float | None
    is_answer: bool


class Assignment:
    """The code cells of solutions/NAME, with the reference solutions in them."""

    def __init__(self, name):
        self.name = name
        (self.path,) = (ROOT / "solutions" / name).glob("*.ipynb")
        notebook = nbformat.read(self.path, as_version=4)
        self.cells = [
            Cell(
                name=cell.metadata.nbgrader.grade_id,
                source=cell.source,
                points=cell.metadata.nbgrader.get("points"),
                is_answer=cell.metadata.nbgrader.solution,
            )
            for cell in notebook.cells
            if cell.cell_type == "code"
        ]

    @property
    def exercises(self):
        """Return {answer cell's name: names of the tests that follow it}."""
        tests = {}
        for cell in self.cells:
            if cell.is_answer:
                tests[cell.name] = []
            elif cell.points:
                tests[list(tests)[-1]].append(cell.name)
        return tests

    @property
    def points(self):
        """Return {test cell's name: its points}."""
        return {cell.name: cell.points for cell in self.cells if cell.points}

    def reference(self, exercise):
        """Return the source of a reference solution."""
        (cell,) = (cell for cell in self.cells if cell.name == exercise)
        return cell.source

    def grade(self, answers, only=None):
        """Return {test cell's name: "" or the error it ended with}.

        Parameters
        ----------
        answers : dict of str to str
            Source for some of the answer cells; the others keep the reference.
        only : str or None
            An exercise, if the tests of the others need not run.
        """
        tests = self.points if only is None else self.exercises[only]
        cells = [
            (cell.name, answers.get(cell.name, cell.source))
            for cell in self.cells
            if not cell.points or cell.name in tests
        ]
        receive, send = FORKS.Pipe(duplex=False)
        child = FORKS.Process(target=run_all, args=(cells, send))
        child.start()
        send.close()
        errors = {}
        try:
            while receive.poll(SECONDS_FOR_A_SUBMISSION):
                name, error = json.loads(receive.recv_bytes())
                errors[name] = error
        except EOFError:  # the child has ended, in whatever way
            pass
        child.kill()
        child.join()
        return {test: errors.get(test, "it did not come back") for test in tests}


def run_all(cells, send):
    """Run the cells of a submission; send [name, error] for each."""
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    complaints, names = sys.stderr, {"__name__": "__main__"}
    for name, source in cells:
        error = run(source, names, complaints)
        send.send_bytes(json.dumps([name, error]).encode())
    os._exit(0)  # whatever an answer has registered for the end


def run(source, names, complaints):
    """Run a cell; return "" or what it failed with, as nbgrader decides it.

    nbgrader counts anything on standard error, here `complaints`, as a failure.
    """
    complaints.seek(0)
    complaints.truncate()
    try:
        exec(compile(source, "<cell>", "exec"), names)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"
    return complaints.getvalue()


def read_bank(assignment, exercise):
    """Return the entries of tests/banks/ASSIGNMENT/EXERCISE.py.

    Raises
    ------
    ValueError
        If the file is missing or an entry begins in another way.
    """
    path = BANKS / assignment / f"{exercise}.py"
    if not path.exists():
        raise ValueError(
            f"the exercise {exercise} has no bank of answers: write {path}"
        )
    return banks.read(path)
