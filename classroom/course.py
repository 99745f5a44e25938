"""A course folder: nbgrader's configuration, its folders and its gradebook.

Grades are written by one process, a student at a time: first the graded notebook, then
the gradebook in one transaction. Doing it twice gives what doing it once gives.
"""

import contextlib
import json
import os
import shutil
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import (
    compute_checksum,
    determine_grade,
    find_all_files,
    is_grade,
    is_task,
)

from classroom.submission import grade_id, note_cell

STATE = ".classroom"
SCORE = "execute_result"


class NoCourse(Exception):
    """The folder is no course folder; the text says what to do."""


class Course:
    """The course whose nbgrader_config.py lies in the working folder.

    Raises
    ------
    NoCourse
        If there is none.
    """

    def __init__(self):
        if not Path("nbgrader_config.py").exists():
            raise NoCourse(
                "There is no nbgrader_config.py in this folder, so it is no course.\n"
                "Go to your course's folder, or make one: classroom new FOLDER"
            )
        app = NbGrader()
        app.load_config_file()
        self.config = app.config
        self.folders = CourseDirectory(config=app.config)
        self.root = Path(self.folders.root)
        self.db_url = self.folders.db_url
        self.opened = None

    def path(self, kind, student, assignment):
        """Return a folder; `kind` is "submitted", "autograded", "source" or so."""
        name = getattr(self.folders, f"{kind}_directory")
        return Path(self.folders.format_path(name, student, assignment))

    def state(self, assignment):
        """Return the folder in which what is known of a run is kept."""
        return self.root / STATE / assignment

    def students(self, assignment):
        """Return who handed in the assignment, sorted."""
        submitted = self.root / self.folders.submitted_directory
        if not submitted.is_dir():
            return []
        return sorted(
            student.name
            for student in submitted.iterdir()
            if os.path.lexists(self.path("submitted", student.name, assignment))
            and not student.name.startswith(".")
        )

    def course_files(self, assignment):
        """Return the files beside the notebooks that the course hands out."""
        source = str(self.path("source", ".", assignment))
        ignored = [*self.folders.ignore, "*.ipynb"]
        return {
            os.path.relpath(path, source).replace(os.sep, "/"): Path(path).read_bytes()
            for path in find_all_files(source, ignored)
        }

    @contextlib.contextmanager
    def gradebook(self):
        """Give the gradebook to a `with` statement; nothing is held afterwards."""
        if self.opened is None:
            with Gradebook(self.db_url, self.folders.course_id) as gradebook:
                yield gradebook
            return
        try:
            yield self.opened
        finally:
            self.opened.db.remove()

    @contextlib.contextmanager
    def one_gradebook(self):
        """Let `gradebook` give the same one meanwhile.

        SQLAlchemy compiles all queries anew for each that is opened, which takes longer
        than the queries.
        """
        with self.gradebook() as gradebook:
            self.opened = gradebook
            try:
                yield
            finally:
                self.opened = None

    def auto_scores(self, student, assignment):
        """Return the points that tests gave, {"notebook:test": points}, or None."""
        with self.gradebook() as gradebook:
            try:
                submission = gradebook.find_submission(assignment, student)
            except MissingEntry:
                return None
            return {
                f"{notebook.name}:{grade.name}": grade.auto_score
                for notebook in submission.notebooks
                for grade in notebook.grades
            }

    def write(self, student, assignment, notebooks, missing, files, timestamp):
        """Write a student's graded notebooks, and their grades into the gradebook.

        Parameters
        ----------
        notebooks : dict of str to NotebookNode
            By the name of the release, with the outputs that decide the grades.
        missing : set of str
            Those that were not handed in.
        files : dict of str to bytes
            What else belongs into the folder of the graded submission.
        timestamp : datetime or None
            When it was handed in.

        Returns
        -------
        tuple of float
            The score and the most that could be had, before a penalty for lateness.
        """
        self.write_notebooks(student, assignment, notebooks, files)
        with self.gradebook() as gradebook:
            gradebook.update_or_create_student(student)
            when = {} if timestamp is None else {"timestamp": timestamp}
            submission = gradebook.update_or_create_submission(
                assignment, student, **when
            )
            for submitted in submission.notebooks:
                is_missing = submitted.name in missing
                record(submitted, None if is_missing else notebooks[submitted.name])
            gradebook.db.commit()
            score = submission.score, submission.max_score
        self.penalise(student, assignment)
        return score

    def penalise(self, student, assignment):
        """Enter what lateness costs by the course's rule, or costs no longer."""
        with self.gradebook() as gradebook:
            submission = gradebook.find_submission(assignment, student)
            late = submission.total_seconds_late > 0
            penalised = [
                n.name
                for n in submission.notebooks
                if late or n.late_submission_penalty is not None
            ]
        for name in penalised:
            ids = {"notebook": name, "assignment": assignment, "student": student}
            AssignLatePenalties(config=self.config).preprocess(
                nbformat.v4.new_notebook(),
                {"nbgrader": {**ids, "db_url": self.db_url}},
            )

    def write_notebooks(self, student, assignment, notebooks, files):
        """Put a graded submission in the place of an older one, as a whole."""
        target = self.path("autograded", student, assignment)
        new = target.with_name(f".{target.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(parents=True)
        for path, data in files.items():
            (new / path).parent.mkdir(parents=True, exist_ok=True)
            (new / path).write_bytes(data)
        for name, notebook in notebooks.items():
            nbformat.write(notebook, new / f"{name}.ipynb")
        if os.path.islink(target):
            target.unlink()
        shutil.rmtree(target, ignore_errors=True)
        new.rename(target)


def record(submitted, notebook):
    """Enter the grades of a graded notebook; as nbgrader's SaveAutoGrades does."""
    cells = {} if notebook is None else {grade_id(c): c for c in notebook.cells}
    for grade in submitted.grades:
        cell = cells.get(grade.name)
        if cell is not None and is_grade(cell):
            score = determine_grade(cell)[0]
        else:  # a task is graded by hand, if it is there
            score = 0 if notebook is None else None
        if grade.auto_score != score or score is None:
            grade.needs_manual_grade = grade.manual_score is not None or score is None
        grade.auto_score = score
    for comment in submitted.comments:
        cell = cells.get(comment.name)
        is_stub = (
            cell is not None
            and not is_task(cell)
            and cell.metadata.nbgrader.checksum == compute_checksum(cell)
        )
        comment.auto_comment = "No response." if is_stub else None


def finished(notebook, outcome, notes, points):
    """Return a rebuilt notebook with the outputs that decide its grades.

    Parameters
    ----------
    notebook : NotebookNode
        As `classroom.release.rebuilt` returns it.
    outcome : dict
        What a worker found, with places in the notebook as keys.
    notes : list of str
        What the student is told at the top.
    points : dict of str to float
        The points of the tests, by name.
    """
    for place, cell in enumerate(notebook.cells):
        if cell.cell_type != "code":
            continue
        known = outcome["cells"].get(place)
        shown = known["outputs"] if known else []
        cell.outputs = [nbformat.from_dict(output) for output in shown]
        name = grade_id(cell)
        if name in points and not cell.metadata.nbgrader.solution:
            why = outcome["lost"].get(place, "it was not reached")
            cell.outputs = graded(cell.outputs, known, why, points[name])
    if notes:
        notebook.cells.insert(0, note_cell(notes))
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place}"  # the same in every run
    return notebook


def graded(outputs, known, why, points):
    """Return the outputs of a test, from which nbgrader reads its score."""
    # What the answers show must not be taken for a score or an error of the test.
    shown = [o for o in outputs if o.output_type in ("stream", "display_data")]
    for output in shown:
        if output.output_type == "stream":
            output.name = "stdout"
    if known is None:
        shown.append(error_output("NotGraded", f"This test was not passed: {why}."))
    elif known["error"] is not None:
        error = known["error"]
        shown.append(error_output(error["name"], error["message"], error["lines"]))
    elif known["value"] is not None:
        score = known["value"] if known["value"] == known["value"] else 0.0
        score = min(max(score, 0.0), points)
        data = {"text/plain": repr(score)}
        shown.append(nbformat.v4.new_output(SCORE, data, execution_count=None))
    return shown


def error_output(name, message, lines=()):
    """Return an error in nbformat's form."""
    lines = [*lines] or [f"{name}: {message}"]
    return nbformat.v4.new_output("error", ename=name, evalue=message, traceback=lines)


def write_json(path, value):
    """Write a file in one step, so that it is there as a whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with open(beside, "w") as file:
        json.dump(value, file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def read_json(path):
    """Return what a file holds, or None if there is none that can be read."""
    try:
        return json.loads(path.read_text())
    except (OSError, ValueError):
        return None
