"""The exercises: generated from the solutions, worth points only when solved."""

import ast
import re

import nbformat
import pytest
from conftest import ROOT
from grading import Assignment

import course

ASSIGNMENTS = sorted(path.name for path in (ROOT / "solutions").iterdir())


def cells(folder, assignment):
    (path,) = (ROOT / folder / assignment).glob("*.ipynb")
    return nbformat.read(path, as_version=4).cells


def settings(cell):
    return cell.metadata.nbgrader


def test_exercises_are_what_nbgrader_generates(tmp_path):
    course.generate_exercises(str(tmp_path))
    made = {
        path.relative_to(tmp_path): path.read_bytes()
        for path in (tmp_path / "exercises").rglob("*")
        if path.is_file()
    }
    kept = {
        path.relative_to(ROOT): path.read_bytes()
        for path in (ROOT / "exercises").rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }
    assert made.keys() == kept.keys(), "run `make exercises`"
    for path in made:
        assert made[path] == kept[path], f"{path} is out of date: run `make exercises`"


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_assignment_has_the_form_of_the_course(name):
    source = cells("solutions", name)
    stem = name.split("_", 1)[1]
    assert (ROOT / "solutions" / name / f"{stem}.ipynb").exists()
    ids = [settings(cell).grade_id for cell in source]
    assert len(set(ids)) == len(ids), f"a grade_id is repeated: {ids}"
    for grade_id in ids:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", grade_id), f"not words: {grade_id}"
    count = len(Assignment(name).exercises)
    assert 3 <= count <= 7, f"an assignment has 3 to 7 exercises, got {count}"
    for exercise, tests in Assignment(name).exercises.items():
        assert f"about_{exercise}" in ids, f"{exercise} has no description"
        assert tests, f"{exercise} has no test"
    for cell in source:
        fixed = settings(cell).solution is False
        assert settings(cell).locked == fixed, f"{settings(cell).grade_id} and its lock"


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_points_stand_in_the_metadata_only(name):
    for cell in cells("solutions", name):
        if cell.cell_type == "markdown":
            assert not re.search(r"\b\d+ points?\b", cell.source), cell.source


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_assertion_says_what_was_expected_and_what_came(name):
    for cell in Assignment(name).cells:
        if cell.is_answer:
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.Assert):
                place = f"{cell.name}, line {node.lineno}"
                assert node.msg is not None, f"{place}: an assertion without a message"
                message = ast.unparse(node.msg)
                assert "expected" in message, f"{place}: what was expected? {message}"
                came = "{" in message or "got None" in message
                assert came, f"{place}: what came? {message}"


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_tests_take_no_name_that_a_student_may_use(name):
    """A helper `rows` of the student's must not become the number `rows` of a test."""
    for cell in Assignment(name).cells:
        if cell.points:
            taken = bound_names(ast.parse(cell.source))
            assert all(word.startswith("_") for word in taken), (cell.name, taken)


def bound_names(module):
    """Return the names that running a module's own statements binds or changes."""
    names = set()
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        else:
            stored = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
            names |= {n.id for n in stored if isinstance(n.ctx, ast.Store)}
    return names


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_hidden_test_shares_the_cell_of_a_visible_one(name):
    for cell in Assignment(name).cells:
        if cell.points:
            visible, hidden = cell.source.split("### BEGIN HIDDEN TESTS")
            assert visible.strip(), f"{cell.name} would be released empty"
            assert hidden.strip().endswith("### END HIDDEN TESTS")


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_release_gives_nothing_away(name):
    (release,) = (ROOT / "exercises" / name).iterdir()
    text = release.read_text()
    assert "HIDDEN" not in text and "SOLUTION" not in text
    hidden = [
        line.strip()
        for cell in Assignment(name).cells
        if cell.points
        for line in cell.source.split("### BEGIN HIDDEN TESTS")[1].splitlines()
        if len(line.strip()) > 40
    ]
    assert hidden and not any(line in text for line in hidden)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_the_solutions_get_full_points(name):
    errors = Assignment(name).grade({})
    assert not any(errors.values()), errors


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_an_unsolved_release_gets_no_point(name):
    stubs = {
        settings(cell).grade_id: cell.source
        for cell in cells("exercises", name)
        if settings(cell).solution
    }
    errors = Assignment(name).grade(stubs)
    assert all(errors.values()), errors


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_single_stub_loses_all_tests_of_its_exercise_and_no_other(name):
    assignment = Assignment(name)
    stubs = {settings(c).grade_id: c.source for c in cells("exercises", name)}
    for exercise, tests in assignment.exercises.items():
        errors = assignment.grade({exercise: stubs[exercise]})
        lost = [test for test, error in errors.items() if error]
        assert lost == tests, errors
