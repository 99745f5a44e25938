"""The command `classroom export`: grades as Moodle's or Canvas's gradebook takes them.

Canvas goes by the place and heading of a column (its lib/gradebook_importer.rb):
Student, ID, SIS User ID, SIS Login ID, Section, then assignments as "TITLE (ID)", and a
row "Points Possible". It finds a student by ID, else by SIS User ID, SIS Login ID or
name. Moodle asks which column identifies students, by ID number, username, e-mail
address or Moodle's own id, and which one holds the grades (its grade/import/csv). It
refuses the whole file if it does not know somebody, and some versions take a row with
an empty id for the student of the row before.

A name that a spreadsheet would take for a formula gets an apostrophe in front: neither
system needs names to find a student. An id is never changed, since it would then be
somebody else's or nobody's: one that begins like a formula is left out, and named.
"""

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import MissingEntry

from classroom.course import Course
from classroom.evidence import final_score
from classroom.filling import FORMULA, NoExport, filled, harmless, some

CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
MOODLE = ["First name", "Last name", "ID number"]
EMAIL = "Email address"


@dataclass(frozen=True)
class Row:
    """A student as nbgrader's table of students has it, and the grade, or None."""

    student: str
    first_name: str
    last_name: str
    email: str
    lms_user_id: str
    score: float | None

    @property
    def ids(self):
        """Return all texts that stand for the student in another system."""
        known = (self.student, self.email, self.lms_user_id)
        return {one.strip().casefold() for one in known if one.strip()}


def export(arguments):
    """Write an assignment's grades as a file that Moodle or Canvas imports."""
    course, assignment = Course(), arguments.assignment
    rows, most, by_hand = grades(course, assignment, arguments.missing_as_zero)
    title = getattr(arguments, "column", None) or assignment
    delimiter = ","
    if arguments.template:
        path = Path(arguments.template)
        table, delimiter, notes = filled(path, rows, title, points)
    elif arguments.format == "canvas":
        table, notes = canvas(rows, title, most)
    else:
        table, notes = moodle(rows, title)
    default = course.root / "reports" / f"{assignment}-{arguments.format}.csv"
    path = Path(arguments.output or default)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerows(table)
    if by_hand:
        notes.append(f"something has yet to be graded by hand: {some(by_hand)}")
    for note in notes:
        print(f"Note: {note}", file=sys.stderr)
    print(f"{path}\nThe most that can be had is {points(most)} points.")
    return 0


def grades(course, assignment, missing_as_zero):
    """Return the rows of all students, the most that can be had, and who has to wait.

    A score is what nbgrader's own export gives: with points given by hand and extra
    credit, less the penalty for lateness, and never below 0.
    """
    with course.gradebook() as gradebook:
        try:
            most = gradebook.find_assignment(assignment).max_score
        except MissingEntry:
            raise NoExport(f"The gradebook has no assignment {assignment}.") from None
        known = {s.student_id: s for s in gradebook.assignment_submissions(assignment)}
        rows = []
        for student in sorted(gradebook.students, key=by_name):
            score = 0.0 if missing_as_zero else None
            if student.id in known:
                score = final_score(known[student.id])
            texts = (student.first_name, student.last_name, student.email)
            texts = (*texts, student.lms_user_id)
            rows.append(Row(student.id, *(text or "" for text in texts), score))
        by_hand = sorted(s for s, one in known.items() if one.needs_manual_grade)
    if not rows:
        raise NoExport("The gradebook has no students: nbgrader db student import FILE")
    return rows, most, by_hand


def by_name(student):
    """Return the key by which students are sorted, as in a class list."""
    return (student.last_name or "", student.first_name or "", student.id)


def points(score):
    """Return a number as both systems read it; "" for None.

    Examples
    --------
    >>> points(12.0), points(2 / 3), points(None)
    ('12', '0.66667', '')
    """
    return "" if score is None else f"{score:.5f}".rstrip("0").rstrip(".")


def importable(text, notes):
    """Return an id as it is; "" and a note if a spreadsheet takes it for a formula."""
    if FORMULA.match(text):
        notes.append(f"left out, since it begins like a formula: {text!r}")
        return ""
    return text


def canvas(rows, title, most):
    """Return the rows of a file for Canvas, and notes on what is missing from it."""
    notes = []
    table = [[*CANVAS, title], ["    Points Possible", "", "", "", "", points(most)]]
    for row in rows:
        name = f"{row.last_name}, {row.first_name}".strip(", ")
        ids = [importable(text, notes) for text in (row.lms_user_id, row.student)]
        if not any(ids):
            notes.append(f"without an id, not in the file: {row.student!r}")
            continue
        canvas_id = ids[0] if ids[0].isdecimal() else ""
        sis_id = "" if canvas_id else ids[0]
        score = points(row.score)
        table.append([harmless(name), canvas_id, sis_id, ids[1], "", score])
    return table, notes


def moodle(rows, title):
    """Return the rows of a file for Moodle, and notes on what is missing from it.

    A column of ids has one for every row, or is left out.
    """
    notes, kept = [], []
    for row in rows:
        if importable(row.student, notes):
            kept.append(row)
        else:
            notes.append(f"without an id, not in the file: {row.student!r}")
    without = [row.student for row in kept if not importable(row.email, [])]
    if without:
        notes.append(f"no column of e-mail addresses, without one: {some(without)}")
    table = [[*MOODLE, *[EMAIL] * (not without), title]]
    for row in kept:
        cells = [harmless(row.first_name), harmless(row.last_name), row.student]
        table.append([*cells, *[row.email] * (not without), points(row.score)])
    return table, notes
