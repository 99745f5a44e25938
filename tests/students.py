"""Synthetic students: their answers come from the banks, right and wrong ones."""

import random
import sqlite3

import nbformat
from conftest import run
from grading import Assignment, read_bank

NUMPY = "01_one_hot_times_matrix"
GRADES = """
select student.id, base_cell.name, grade.auto_score, grade.manual_score,
       grade.needs_manual_grade
from grade
join base_cell on base_cell.id = grade.cell_id
join submitted_notebook on submitted_notebook.id = grade.notebook_id
join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id
join student on student.id = submitted_assignment.student_id
join assignment on assignment.id = submitted_assignment.assignment_id
where assignment.name = ?
"""
COMMENTS = GRADES.replace("grade.auto_score", "comment.auto_comment")
COMMENTS = COMMENTS.replace(
    ", grade.manual_score,\n       grade.needs_manual_grade", ""
)
COMMENTS = COMMENTS.replace("from grade", "from comment").replace("grade.", "comment.")


def make_course(folder, *assignments):
    """Make a course in a folder with `classroom new`, and release assignments."""
    made = run("-m", "classroom", "new", folder, cwd=folder.parent)
    assert made.returncode == 0, made.stdout
    for name in assignments:
        made = run("-m", "nbgrader", "generate_assignment", name, cwd=folder)
        assert made.returncode == 0, made.stdout
    return folder


def hand_in(folder, name, count, first=0):
    """Let some students hand in an assignment; return {student: {exercise: source}}.

    A third of them give the reference solution to everything; the others give for each
    exercise that solution or any answer of the bank.
    """
    assignment, dice = Assignment(name), random.Random(first)
    banks = {
        exercise: [
            e.source for e in read_bank(name, exercise) if e.kind != "equivalent"
        ]
        for exercise in assignment.exercises
    }
    (path,) = (folder / "exercises" / name).glob("*.ipynb")
    given = {}
    for number in range(first, first + count):
        notebook = nbformat.read(path, as_version=4)
        answers = given[f"student{number:03d}"] = {}
        for cell in notebook.cells:
            exercise = cell.metadata.nbgrader.grade_id
            if exercise in banks:
                cell.source = assignment.reference(exercise)
                if number % 3 and dice.random() < 0.5:
                    cell.source = dice.choice(banks[exercise])
                answers[exercise] = cell.source
        target = folder / "submitted" / f"student{number:03d}" / name
        target.mkdir(parents=True)
        nbformat.write(notebook, target / path.name)
    return given


def grade(folder, *options, name=NUMPY, **environment):
    """Run `classroom grade`; return the finished process."""
    return run("-m", "classroom", "grade", name, *options, cwd=folder, **environment)


def gradebook(folder, name=NUMPY):
    """Return all grades and comments of an assignment, and what lies in autograded/."""
    with sqlite3.connect(folder / "gradebook.db") as database:
        rows = database.execute(GRADES, [name]).fetchall()
        rows += database.execute(COMMENTS, [name]).fetchall()
    files = {
        path.relative_to(folder): path.read_bytes()
        for path in (folder / "autograded").rglob("*")
        if path.is_file()
    }
    return sorted(rows, key=repr), files


def scores(folder, name=NUMPY):
    """Return {student: {test: score}}."""
    found = {}
    with sqlite3.connect(folder / "gradebook.db") as database:
        for student, test, score, *_ in database.execute(GRADES, [name]):
            found.setdefault(student, {})[test] = score
    return found
