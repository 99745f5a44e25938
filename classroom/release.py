"""An assignment as it was released: its cells with hidden tests, and what they import.

What counts is the gradebook's copy, which `nbgrader generate_assignment` has made.
"""

import ast
import hashlib
import json
import os
from dataclasses import dataclass

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from classroom.submission import grade_id, merge, read_notebook, released_cells


class NoRelease(Exception):
    """The gradebook has no such assignment; the text says what to do."""


@dataclass(frozen=True)
class Release:
    """A released notebook: `cells` are those of `classroom.submission`."""

    assignment: str
    notebook: str
    cells: list

    @property
    def digest(self):
        """Return a text that changes with any cell."""
        content = [[dict(c.metadata.nbgrader), c.source] for c in self.cells]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    @property
    def tests(self):
        """Return the names of the cells that tests grade."""
        return [grade_id(c) for c in self.cells if role(c) == "test"]

    @property
    def modules(self):
        """Return the modules that locked cells import, in their order."""
        found = []
        for cell in self.cells:
            if cell.cell_type == "code" and role(cell) in ("locked", "test"):
                found += imported(cell.source)
        return list(dict.fromkeys(found))


def load(db_url, assignment):
    """Return the released notebooks of an assignment.

    Raises
    ------
    NoRelease
        If it was never generated.
    """
    with Gradebook(db_url) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            found = None
        if found is None or not any(n.source_cells for n in found.notebooks):
            raise NoRelease(
                f"The gradebook has no assignment {assignment}. Record it first:\n"
                f"    nbgrader generate_assignment {assignment}"
            )
        return [
            Release(assignment, notebook.name, released_cells(notebook))
            for notebook in found.notebooks
        ]


def role(cell):
    """Return what a cell is for: "locked", "answer", "test" or "own"."""
    settings = cell.metadata.get("nbgrader")
    if settings is None:
        return "own"
    if settings["solution"]:
        return "answer"
    return "test" if settings["grade"] and cell.cell_type == "code" else "locked"


def judging_tests(cells):
    """Return {answer: names of the tests that judge it} from (name, role) pairs.

    A test belongs to the last answer before it; an answer without tests of its own
    shares those of the next one.

    Examples
    --------
    >>> judging_tests([("f", "answer"), ("g", "answer"), ("test_g", "test")])
    {'f': ['test_g'], 'g': ['test_g']}
    """
    tests, waiting = {}, []
    for name, kind in cells:
        if kind == "answer":
            waiting = [answer for answer in waiting if not tests[answer]] + [name]
            tests[name] = []
        elif kind == "test":
            for answer in waiting:
                tests[answer].append(name)
    return tests


def imported(source):
    """Return the modules that a cell imports at its top level."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return []
    names = []
    for statement in statements:
        if isinstance(statement, ast.Import):
            names += [alias.name for alias in statement.names]
        elif isinstance(statement, ast.ImportFrom) and not statement.level:
            names.append(statement.module)
    return names


def cells_of(release, notebook, beside=()):
    """Return the code cells of a rebuilt notebook as a worker takes them.

    Each has its place in the notebook; `beside` names tests that cannot be judged
    apart.
    """
    stubs = {grade_id(c): c.source for c in release.cells}
    return [
        {
            "name": grade_id(cell),
            "source": cell.source,
            "stub": stubs.get(grade_id(cell), ""),
            "role": role(cell),
            "beside": grade_id(cell) in beside,
            "place": place,
        }
        for place, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and (cell.source.strip() or role(cell) == "test")
    ]


def rebuilt(release, data, file_name):
    """Return a student's answers in the release's form, and notes on what was mended.

    `data` are the bytes of the notebook, or None if there was none.
    """
    submitted, problem = read_notebook(data)
    cells, notes = merge(release.cells, submitted)
    if problem:
        notes = [
            f"The file {file_name} could not be read as a notebook ({problem}), so "
            "there was nothing to grade. Open it in Jupyter, save it there and submit "
            "it again; the file itself is untouched."
        ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata.kernelspec = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return notebook, notes, problem


def find_notebook(release, files, only=True):
    """Return (path, note) of the file that answers a release; path may be None.

    A file under another name is taken if it is the only one that has cells of the
    release in it.
    """
    expected = f"{release.notebook}.ipynb"
    if expected in files:
        return expected, None
    names = {grade_id(cell) for cell in release.cells}
    similar = []
    for path in files if only else ():
        if path.endswith(".ipynb"):
            cells, _ = read_notebook(files[path])
            if any(grade_id(cell) in names for cell in cells):
                similar.append(path)
    if len(similar) == 1:
        return similar[0], (
            f"The notebook was handed in as `{os.path.basename(similar[0])}` instead "
            f"of `{expected}`: it was graded all the same."
        )
    return None, None
