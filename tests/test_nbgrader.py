"""A real class, graded by nbgrader as an instructor would do it, from the root."""

import json
import re

import nbformat
import pytest
from conftest import copy_project, run
from grading import Assignment, read_bank
from nbgrader.api import Gradebook
from test_exercises import ASSIGNMENTS

NAME = "01_one_hot_times_matrix"
NOTEBOOK = "one_hot_times_matrix.ipynb"
OTHERS = [name for name in ASSIGNMENTS if name != NAME]


def release(folder, name=NAME):
    (path,) = (folder / "exercises" / name).glob("*.ipynb")
    return nbformat.read(path, as_version=4)


def grade_id(cell):
    return cell.metadata.nbgrader.grade_id


def solved(folder, name=NAME, answers=()):
    """Return the release with the reference solutions, or other answers, filled in."""
    notebook = release(folder, name)
    assignment, answers = Assignment(name), dict(answers)
    for cell in notebook.cells:
        if grade_id(cell) in assignment.exercises:
            reference = assignment.reference(grade_id(cell))
            cell.source = answers.get(grade_id(cell), reference)
    return notebook


def position(notebook, wanted):
    (index,) = (i for i, c in enumerate(notebook.cells) if grade_id(c) == wanted)
    return index


def without_a_test(folder):
    notebook = solved(folder)
    del notebook.cells[position(notebook, "test_project")]
    return notebook


def without_an_answer(folder):
    notebook = solved(folder)
    del notebook.cells[position(notebook, "project")]
    return notebook


def answered_in_a_new_cell(folder):
    """The answer's own cell was deleted, and the answer typed into a new one."""
    notebook = solved(folder)
    index = position(notebook, "project")
    notebook.cells[index] = nbformat.v4.new_code_cell(notebook.cells[index].source)
    return notebook


def copied_by_mistake(folder):
    """The stub was copied first and stands, unchanged, behind the answer."""
    notebook = solved(folder)
    copy = release(folder).cells[position(release(folder), "project")]
    notebook.cells.insert(position(notebook, "project") + 1, copy)
    return notebook


def upside_down(folder):
    notebook = solved(folder)
    notebook.cells.reverse()
    return notebook


def warns_in_a_test(folder):
    bank = read_bank(NAME, "one_hot")
    (entry,) = (entry for entry in bank if "warning" in entry.title)
    return solved(folder, answers={"one_hot": entry.source})


CLASS = {
    "ada": solved,
    "unsolved": release,
    "without_a_test": without_a_test,
    "without_an_answer": without_an_answer,
    "new_cell": answered_in_a_new_cell,
    "copied": copied_by_mistake,
    "upside_down": upside_down,
    "warns": warns_in_a_test,
    "zoe": solved,
}
SAMPLES = 4  # students whose answers to all exercises are wrong, from the banks
UNREADABLE = {
    "not_json": "I will hand it in tomorrow.",
    "not_a_notebook": '{"answer": 42}',
    "empty": "",
}


def sample(number, name=NAME):
    """Return wrong answers to all exercises, a different kind for each student."""
    answers = {}
    for exercise in Assignment(name).exercises:
        wrong = [entry for entry in read_bank(name, exercise) if entry.kind == "wrong"]
        answers[exercise] = wrong[number * len(wrong) // SAMPLES].source
    return answers


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Return a course folder in which the class has been graded, and the log."""
    folder = copy_project(tmp_path_factory.mktemp("course"))
    nbgrader = ["-m", "nbgrader"]
    made = run(*nbgrader, "generate_assignment", NAME, "--force", cwd=folder)
    assert made.returncode == 0, made.stdout
    notebooks = {student: make(folder) for student, make in CLASS.items()}
    for number in range(SAMPLES):
        notebooks[f"sample_{number}"] = solved(folder, answers=sample(number))
    for student in [*notebooks, *UNREADABLE]:
        target = folder / "submitted" / student / NAME
        target.mkdir(parents=True)
        if student in UNREADABLE:
            (target / NOTEBOOK).write_text(UNREADABLE[student])
        else:
            # As it is, even where nbformat would complain.
            (target / NOTEBOOK).write_text(json.dumps(notebooks[student]))
    before = submitted(folder)
    log = run(*nbgrader, "autograde", NAME, cwd=folder)
    assert log.returncode == 0, log.stdout
    assert submitted(folder) == before, "a submission has been written to"
    feedback = run(*nbgrader, "generate_feedback", NAME, cwd=folder)
    assert feedback.returncode == 0, feedback.stdout
    return folder, log.stdout


def submitted(folder):
    return {p: p.read_bytes() for p in (folder / "submitted").rglob("*.ipynb")}


def scores(folder, student, name=NAME):
    """Return {test: score} as nbgrader has recorded them."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        submission = gradebook.find_submission(name, student)
        (notebook,) = submission.notebooks
        return {grade.name: grade.score for grade in notebook.grades}


def notes(folder, student):
    """Return what the feedback tells the student about the submission."""
    (page,) = (folder / "feedback" / student / NAME).glob("*.html")
    text = re.sub(r"<[^>]+>", "", page.read_text())
    return text[text.find("Notes on this submission") :][:800]


FULL = Assignment(NAME).points
NOTHING = dict.fromkeys(FULL, 0)


@pytest.mark.parametrize(
    "student",
    ["ada", "without_a_test", "new_cell", "copied", "upside_down", "warns", "zoe"],
)
def test_right_answers_get_full_points_whatever_happened_to_the_cells(graded, student):
    folder, log = graded
    assert scores(folder, student) == FULL, log


def test_an_unsolved_release_gets_no_point(graded):
    assert scores(graded[0], "unsolved") == NOTHING


def test_a_deleted_answer_costs_its_own_points_only(graded):
    assert scores(graded[0], "without_an_answer") == {**FULL, "test_project": 0}


@pytest.mark.parametrize("student", UNREADABLE)
def test_an_unreadable_submission_gets_a_sentence_and_no_points(graded, student):
    folder, log = graded
    assert scores(folder, student) == NOTHING
    assert "could not be read as a notebook" in notes(folder, student)
    assert "submit it again" in notes(folder, student)
    assert f"{student}, {NAME}: The file {NOTEBOOK} could not be read" in log
    assert "Traceback" not in log


@pytest.mark.parametrize(
    ("student", "sentence"),
    [
        ("without_a_test", "The cell test_project was missing: it was put back."),
        ("without_an_answer", "The answer project was missing."),
        ("copied", "The answer project was there 2 times"),
        ("upside_down", "Cells had been moved"),
    ],
)
def test_feedback_says_what_was_put_right(graded, student, sentence):
    assert sentence in notes(graded[0], student)


def test_feedback_shows_the_messages_of_hidden_tests(graded):
    (page,) = (graded[0] / "feedback" / "sample_0" / NAME).glob("*.html")
    assert "expected" in page.read_text()


def test_an_untouched_submission_gets_no_notes(graded):
    assert "Notes on this submission" not in notes(graded[0], "ada")


@pytest.mark.parametrize("number", range(SAMPLES))
def test_the_fast_grader_agrees_with_nbgrader(graded, number):
    errors = Assignment(NAME).grade(sample(number))
    fast = {test: 0 if error else FULL[test] for test, error in errors.items()}
    assert fast == scores(graded[0], f"sample_{number}")
    assert fast != FULL


def test_hidden_tests_are_restored(graded):
    path = graded[0] / "autograded" / "ada" / NAME / NOTEBOOK
    cells = json.loads(path.read_text())["cells"]
    assert sum("BEGIN HIDDEN TESTS" in "".join(c["source"]) for c in cells) == len(FULL)


@pytest.mark.parametrize("name", OTHERS)
def test_every_other_assignment_is_graded_alike(tmp_path, name):
    folder = copy_project(tmp_path)
    nbgrader = ["-m", "nbgrader"]
    made = run(*nbgrader, "generate_assignment", name, "--force", cwd=folder)
    assert made.returncode == 0, made.stdout
    (path,) = (folder / "exercises" / name).glob("*.ipynb")
    handed_in = {
        "solved": solved(folder, name),
        "unsolved": release(folder, name),
        "wrong": solved(folder, name, sample(1, name)),
    }
    for student, notebook in handed_in.items():
        target = folder / "submitted" / student / name
        target.mkdir(parents=True)
        nbformat.write(notebook, target / path.name)
    log = run(*nbgrader, "autograde", name, cwd=folder)
    assert log.returncode == 0, log.stdout

    points = Assignment(name).points
    assert scores(folder, "solved", name) == points, log.stdout
    assert scores(folder, "unsolved", name) == dict.fromkeys(points, 0)
    errors = Assignment(name).grade(sample(1, name))
    fast = {test: 0 if error else points[test] for test, error in errors.items()}
    assert scores(folder, "wrong", name) == fast != points
