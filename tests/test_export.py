"""Grades for Moodle and Canvas: who gets what, and that nothing becomes a formula."""

import csv
import os
import sys
import warnings
from argparse import Namespace
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from classroom.export import Row, canvas, export, moodle
from classroom.filling import NoExport, filled

NAME = "01_one_hot"


def row(student, score=None, first="Ada", last="Lovelace", email="", lms=""):
    return Row(student, first, last, email, lms, score)


@pytest.fixture
def course(folder, monkeypatch):
    """Return the course folder, made the working folder."""
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a course folder whose gradebook has four students, two graded."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        # A query of nbgrader's own sets this off for each student.
        warnings.filterwarnings("ignore", "Object of type <Submitted", SAWarning)
        beside = Path(sys.executable).parent  # nbgrader calls alembic
        patch.setenv("PATH", f"{beside}{os.pathsep}{os.environ['PATH']}")
        fill(folder)
    return folder


def fill(folder):
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        gradebook.add_assignment(NAME, duedate=datetime(2026, 1, 1))
        gradebook.add_notebook("one_hot", NAME)
        for name, points in (("test_a", 4), ("test_b", 2)):
            gradebook.add_grade_cell(
                name, "one_hot", NAME, max_score=points, cell_type="code"
            )
        names = {"first_name": "Zoë", "last_name": "Ångström"}
        gradebook.add_student("zoe", email="zoe@uni.se", lms_user_id="17", **names)
        gradebook.add_student("late", email="late@uni.se", last_name="Adams")
        gradebook.add_student("absent", email="absent@uni.se", last_name="Byron")
        gradebook.add_student("=cmd", email="x@uni.se", first_name="=1+1")
        for student in ("zoe", "late"):
            submission = gradebook.add_submission(NAME, student)
            (notebook,) = submission.notebooks
            for grade in notebook.grades:
                grade.auto_score, grade.needs_manual_grade = 1.5, False
                if grade.name == "test_b":
                    grade.manual_score, grade.extra_credit = 2, 0.25
            notebook.late_submission_penalty = 10 if student == "late" else None
        gradebook.db.commit()


def exported(course, **options):
    arguments = {"format": "moodle", "output": None, "template": None}
    arguments |= {"missing_as_zero": False, "column": None, **options}
    assert export(Namespace(assignment=NAME, **arguments)) == 0
    path = course / "reports" / f"{NAME}-{arguments['format']}.csv"
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_moodle_gets_a_row_for_each_student_and_points_as_nbgrader_counts_them(course):
    assert exported(course) == [
        ["First name", "Last name", "ID number", "Email address", NAME],
        ["", "Adams", "late", "late@uni.se", "0"],
        ["", "Byron", "absent", "absent@uni.se", ""],
        ["Zoë", "Ångström", "zoe", "zoe@uni.se", "3.75"],
    ]


def test_canvas_gets_its_columns_and_the_points_possible(course):
    table = exported(course, format="canvas", column="One hot (4711)")
    assert table == [
        [
            *["Student", "ID", "SIS User ID", "SIS Login ID", "Section"],
            "One hot (4711)",
        ],
        ["    Points Possible", "", "", "", "", "6"],
        ["Adams", "", "", "late", "", "0"],
        ["Byron", "", "", "absent", "", ""],
        ["Ångström, Zoë", "17", "", "zoe", "", "3.75"],
    ]


def test_whoever_did_not_hand_in_gets_zero_if_asked_for(course):
    table = exported(course, missing_as_zero=True)
    assert [cells[-1] for cells in table[1:]] == ["0", "0", "3.75"]


def test_an_id_like_a_formula_is_left_out_and_named(course, capsys):
    exported(course)
    assert "'=cmd'" in capsys.readouterr().err


def test_an_unknown_assignment_is_named(course):
    options = {"format": "moodle", "output": None, "template": None}
    with pytest.raises(NoExport, match="no_such"):
        export(Namespace(assignment="no_such", missing_as_zero=False, **options))


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t=", " ="])
def test_no_cell_becomes_a_formula(sign):
    rows = [
        row("ada", 1.0, f"{sign}A", f"{sign}L", f"{sign}ada@uni.se", f"{sign}17"),
        row(f"{sign}bob", 1.0),
        row("eve", 1.0, lms=f"{sign}18"),
    ]
    for table, notes in (canvas(rows, "One", 2), moodle(rows, "One")):
        cells = [cell.strip() for line in table for cell in line]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
        assert {"ada", "eve"} <= set(cells)
        assert any(repr(f"{sign}bob") in note for note in notes)


def test_moodle_gets_no_column_in_which_an_id_is_missing():
    table, notes = moodle([row("ada", 1, email="a@b.se"), row("bob", 2)], "One")
    assert "Email address" not in table[0]
    assert "bob" in notes[-1]


CANVAS_FILE = '''\
\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,One hot (4711),Two (4712),Final Score
,,,,,Manual Posting,,
    Points Possible,,,,,6,3,(read only)
"Ångström, Zoë",17,900,zoe@uni.se,A,,2,80
"=""=1+1""",18,901,eve,A,5,1,70
"Byron, Ada",19,902,absent,A,4,1,60
"Excused, Eve",20,903,excused,A,EX,1,60
"Student, Test",99,,,A,,,
"Unknown, Udo",21,904,udo,A,,1,50
'''


def test_a_download_from_canvas_keeps_all_but_one_column(tmp_path):
    path = tmp_path / "canvas.csv"
    path.write_text(CANVAS_FILE, encoding="utf-8")
    rows = [
        row("zoe", 3.75, email="Zoe@uni.se"),
        row("eve", 2.0),
        row("absent"),
        row("excused", 0.0),
        row("not_there", 1.0),
    ]
    table, delimiter, notes = filled(path, rows, "01_one_hot", str)
    before = list(csv.reader(CANVAS_FILE.removeprefix("\ufeff").splitlines()))
    assert delimiter == ","
    changed = {
        (i, k): cell
        for i, line in enumerate(table)
        for k, cell in enumerate(line)
        if cell != before[i][k]
    }
    assert changed == {(3, 5): "3.75", (4, 5): "2.0", (4, 0): '\'="=1+1"'}
    said = " ".join(notes)
    assert "SIS Login ID" in said and "udo" in said and "not_there" in said
    assert "Test" not in said


MOODLE_FILE = """\
First name;Surname;ID number;Email address;Assignment: One hot (Real);\
Assignment: One hot (Percentage);Course total (Real)
=Zoë;Ångström;;zoe@uni.se;-;-;1
Ada;Byron;;Absent@uni.se;3;50 %;1
"""


def test_a_download_from_moodle_keeps_all_but_one_column(tmp_path):
    path = tmp_path / "moodle.csv"
    path.write_text(MOODLE_FILE, encoding="utf-8")
    rows = [row("1", 3.75, email="zoe@uni.se"), row("2", None, email="absent@uni.se")]
    table, delimiter, _ = filled(path, rows, "07_one_hot", str)
    assert delimiter == ";"
    assert table[1] == ["'=Zoë", "Ångström", "", "zoe@uni.se", "3.75", "-", "1"]
    assert table[2] == ["Ada", "Byron", "", "Absent@uni.se", "3", "50 %", "1"]


def test_a_column_that_is_not_there_is_asked_for(tmp_path):
    path = tmp_path / "canvas.csv"
    path.write_text(CANVAS_FILE, encoding="utf-8")
    with pytest.raises(NoExport, match=r"--column.*'Two \(4712\)'"):
        filled(path, [row("eve", 1.0)], "03_three", str)
    table, _, _ = filled(path, [row("eve", 1.5)], "Two (4712)", str)
    assert table[4][6] == "1.5"


def test_a_file_of_other_students_is_refused(tmp_path):
    path = tmp_path / "canvas.csv"
    path.write_text(CANVAS_FILE, encoding="utf-8")
    with pytest.raises(NoExport, match="lms_user_id"):
        filled(path, [row("nobody", 1.0)], "one_hot", str)


@pytest.mark.parametrize("content", [b"", b"Student,ID", b"\xff\xfe\x00"])
def test_a_file_that_is_no_gradebook_is_refused(tmp_path, content):
    path = tmp_path / "canvas.csv"
    path.write_bytes(content)
    with pytest.raises(NoExport, match=r"canvas\.csv"):
        filled(path, [row("eve", 1.0)], "one_hot", str)
