"""Read a submitted notebook, whatever state it is in, and bring it back into form.

nbgrader stops at a file that is no notebook, gives no points for a deleted test cell
and takes the last of several copies of a cell, changed or not. `SubmissionExporter` and
`Rebuild`, which nbgrader_config.py hands to nbgrader's autograde, turn each of these
into a submission that can be graded, with a note in plain words at its top. The
submitted file itself is never written to.
"""

import copy
import re
import warnings

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

UNREADABLE = "unreadable_submission"
PICTURES = ("image/png", "image/jpeg", "image/gif")
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+\Z")


class SubmissionExporter(NotebookExporter):
    """An exporter that reads a file that is no notebook as an empty notebook."""

    def from_file(self, file_stream, resources=None, **kwargs):
        """Export an open notebook file; see nbconvert's `Exporter.from_file`.

        If the file cannot be read as a notebook, an empty notebook takes its place,
        which `Rebuild` fills from the release, and the reason is kept for the note.
        """
        try:
            notebook = nbformat.read(file_stream, as_version=4)
        except Exception as error:  # a broken file makes nbformat raise all sorts
            reason = f"{type(error).__name__}: {error}".splitlines()[0][:80]
            notebook = new_notebook(metadata={UNREADABLE: reason})
        return self.from_notebook_node(notebook, resources=resources, **kwargs)


class Rebuild(NbGraderPreprocessor):
    """Put a submission's answers into the cells and the order of the release.

    The cells of the release, their order, locked text, points and hidden tests come
    from the gradebook; only the answers come from the student. Cells that the student
    added stay behind the cell that they followed.
    """

    def preprocess(self, notebook, resources):
        """Return the notebook in the release's form; see nbconvert's Preprocessor."""
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            release = gradebook.find_notebook(ids["notebook"], ids["assignment"])
            cells = released_cells(release)
        notebook.cells, notes = merge(cells, notebook.cells)
        unreadable = notebook.metadata.pop(UNREADABLE, None)
        if unreadable:
            notes = [
                f"The file {ids['notebook']}.ipynb could not be read as a notebook "
                f"({unreadable}), so there was nothing to grade. Open it in Jupyter, "
                "save it there and submit it again; the file itself is untouched."
            ]
        for note in notes:
            self.log.warning("%s, %s: %s", ids["student"], ids["assignment"], note)
        if notes:
            notebook.cells.insert(0, note_cell(notes))
        return notebook, resources


def note_cell(notes):
    """Return the cell that tells the student what was put right."""
    lines = ["**Notes on this submission**\n", *(f"- {note}" for note in notes)]
    return new_markdown_cell("\n".join(lines))


def read_notebook(data):
    """Return the cells of a notebook's bytes, and what is wrong with it, or None.

    A byte that is no UTF-8 costs a character, not the notebook.
    """
    if data is None:
        return [], None
    try:
        text = data.decode("utf-8-sig", errors="replace")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on missing or repeated cell ids
            cells = nbformat.reads(text, as_version=4).cells
        return [cell for cell in cells if isinstance(cell, dict)], None
    except Exception as error:  # a broken file makes nbformat raise all sorts
        return [], f"{type(error).__name__}: {error}".splitlines()[0][:80]


def released_cells(release):
    """Return the cells of a release as its gradebook's notebook keeps them."""
    tests = {cell.name: cell.max_score for cell in release.grade_cells}
    tasks = {cell.name: cell.max_score for cell in release.task_cells}
    answers = {cell.name for cell in release.solution_cells}
    return [released_cell(c, tests, tasks, answers) for c in release.source_cells]


def released_cell(source, tests, tasks, answers):
    """Return a cell of the release as the gradebook keeps it, with hidden tests.

    `tests` and `tasks` map the names of cells to their points; a task is a text that
    asks for something to be graded by hand.
    """
    name = source.name
    make = new_code_cell if source.cell_type == "code" else new_markdown_cell
    settings = {
        "schema_version": 3,
        "grade_id": name,
        "cell_type": source.cell_type,
        "checksum": source.checksum,
        "locked": bool(source.locked),
        "solution": name in answers,
        "grade": name in tests,
        "task": name in tasks,
    }
    if name in tests or name in tasks:
        settings["points"] = tests.get(name, tasks.get(name))
    return make(source.source, metadata={"nbgrader": settings})


def grade_id(cell):
    """Return the name that nbgrader gave a cell, or None if it has none."""
    metadata = cell.get("metadata", {})
    settings = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = settings.get("grade_id") if isinstance(settings, dict) else None
    return name if isinstance(name, str) else None


def text(cell):
    """Return the source of a submitted cell, which may lack one."""
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(str(line) for line in source)
    if not isinstance(source, str):
        return ""
    return source.encode(errors="replace").decode()  # without half of a character


def merge(released, submitted):
    """Merge submitted cells into the cells of the release.

    Parameters
    ----------
    released : list of NotebookNode
        The cells of the release in their order, each with a grade_id.
    submitted : list of NotebookNode
        The student's cells in theirs: any of them may be missing, repeated, moved
        or new.

    Returns
    -------
    tuple of (list of NotebookNode, list of str)
        The cells to grade, and a sentence on each thing that was put right. Of
        several copies of an answer the last one that was changed counts, and the
        others stay in front of it. A deleted answer leaves an empty cell rather than
        the stub, so that an answer written elsewhere is not overwritten.
    """
    names = [grade_id(cell) for cell in released]
    originals = dict(zip(names, copy.deepcopy(released), strict=True))
    copies = {name: [] for name in names}
    added = {name: [] for name in [None, *names]}
    order = []
    last = None
    for cell in submitted:
        name = grade_id(cell)
        if name in originals:
            copies[name].append(cell)
            order.append(name)
            last = name
        else:
            added[last].append(plain(cell))
    notes = []
    first_uses = list(dict.fromkeys(order))
    if first_uses != [name for name in names if copies[name]]:
        notes.append("Cells had been moved: they were put back into their order.")
    merged = added[None]
    for name, original in originals.items():
        found = copies[name]
        if len(found) > 1 and not original.metadata.nbgrader.locked:
            notes.append(
                f"The answer `{name}` was there {len(found)} times: the last copy "
                "that had been changed counts."
            )
        if not found:
            notes.append(missing_note(original))
        merged += with_answer(original, found) + added[name]
    return merged, notes


def with_answer(original, copies):
    """Return an original cell with the student's answer in it, older copies before."""
    if original.metadata.nbgrader.locked:
        return [original]
    if not copies:
        original.source = ""
        return [original]
    stub = original.source
    changed = [cell for cell in copies if is_changed(cell, original)] or copies
    original.source = text(changed[-1])
    if original.cell_type == "markdown":
        with_pictures(original, changed[-1])
    return [plain(cell) for cell in changed[:-1] if text(cell) != stub] + [original]


def is_changed(cell, original):
    """Return whether a copy of an answer cell differs from what was released.

    The gradebook keeps the solution's cell as it was released, without the solution.
    """
    return text(cell).strip() != original.source.strip()


def missing_note(original):
    """Return the sentence on a cell of the release that was not submitted."""
    name = grade_id(original)
    if original.metadata.nbgrader.locked:
        return f"The cell `{name}` was missing: it was put back."
    return (
        f"The answer `{name}` was missing. If it was deleted by mistake, copy the cell "
        "from the released notebook, answer it and submit again."
    )


def plain(cell):
    """Return a cell without nbgrader's settings, so that it only runs."""
    if cell.get("cell_type") == "code":
        return new_code_cell(text(cell))
    return with_pictures(new_markdown_cell(text(cell)), cell)


def with_pictures(made, cell):
    """Give a Markdown cell the pictures that are attached to another one.

    nbconvert fails at a picture that is missing, so its link is made one of words.
    """
    found = cell.get("attachments")
    kept = {}
    for name, data in found.items() if isinstance(found, dict) else ():
        pictures = {
            kind: picture
            for kind, picture in (data.items() if isinstance(data, dict) else ())
            if kind in PICTURES and isinstance(picture, str) and BASE64.match(picture)
        }
        if pictures:
            kept[name] = pictures
    if kept:
        made.attachments = kept
    links = re.findall(r"attachment:([^)\s\"'>]*)", made.source)
    if any(name not in kept for name in links):
        made.source = made.source.replace("attachment:", "attachment ")
        made.pop("attachments", None)
    return made
