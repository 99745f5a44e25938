"""Fill one column of a file that was downloaded from Moodle's or Canvas's gradebook.

Rows, columns and ids stay as they were downloaded, so the file finds its way back. A
student without a grade keeps the cell as it is, and so does one who is excused.
"""

import csv
import re
from collections import Counter

from classroom.release import NoRelease

CANVAS_IDS = ["ID", "SIS User ID", "SIS Login ID", "Integration ID"]
NAMES = {"student", "lastname", "firstname", "last name", "first name", "surname"}
NO_STUDENT = ("Points Possible", "Student, Test")
KEPT = ("EX", "N/A")  # excused, and not assigned, in Canvas
MOST_NAMES = 12
FORMULA = re.compile(r"\s*[=+\-@\t\r]")


class NoExport(NoRelease):
    """Grades cannot be exported; the text says why and what to do."""


def harmless(name):
    """Return a name that no spreadsheet takes for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("Ada")
    ("'=1+1", 'Ada')
    """
    return f"'{name}" if FORMULA.match(name) else name


def filled(path, rows, title, grade):
    """Return a downloaded file with an assignment's grades in it.

    Parameters
    ----------
    path : Path
        The download: UTF-8, with commas, semicolons or tabs between its columns.
    rows : list of classroom.export.Row
    title : str
        The heading of the column to fill, or the assignment's name.
    grade : callable
        Returns the text of a row's score.

    Returns
    -------
    tuple of (list of list of str, str, list of str)
        The cells, what stands between them, and notes on whom was not found.
    """
    table, delimiter = read(path)
    head = table[0]
    column = column_of(head, title, path)
    students, key = identified(table, rows, column, path)
    is_canvas = "Student" in head[0]
    names = {i for i, text in enumerate(head) if text.strip().casefold() in NAMES}
    names |= set() if is_canvas else {0, 1} - {key, column}
    strangers, kept = [], []
    for cells in table[1:]:
        cells += [""] * (len(head) - len(cells))
        row = students.get(cells[key].strip().casefold())
        if cells[column].strip() in KEPT:
            kept.append(cells[key])
        elif row is not None and row.score is not None:
            cells[column] = grade(row.score)
        elif row is None and cells[key].strip() and cells[0].strip() not in NO_STUDENT:
            strangers.append(cells[key])
        for place in names:
            cells[place] = harmless(cells[place])
    there = {cells[key].strip().casefold() for cells in table[1:]}
    absent = [row.student for row in rows if not row.ids & there]
    notes = [f"students were found by the column {head[key]!r}"]
    if kept:
        notes.append(f"excused or not assigned in {path}: {some(kept)}")
    if strangers:
        notes.append(f"in {path}, but not in the gradebook: {some(strangers)}")
    if absent:
        notes.append(f"in the gradebook, but not in {path}: {some(absent)}")
    return table, delimiter, notes


def some(names):
    """Return the first few of many names, and how many more there are.

    Examples
    --------
    >>> some(["ada", "bob"])
    'ada, bob'
    """
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")


def read(path):
    """Return the rows of a CSV file, and what stands between its columns."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NoExport(f"{path} cannot be read: {error}") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    table = [
        row for row in csv.reader(text.splitlines(True), delimiter=delimiter) if row
    ]
    if len(table) < 2:
        raise NoExport(f"{path} has no rows: download it from the gradebook again.")
    return table, delimiter


def column_of(head, title, path):
    """Return the place of the column that belongs to an assignment."""
    found = [place for place, text in enumerate(head) if text == title]
    if not found:
        wanted = {plain(title), plain(re.sub(r"^\d+_", "", title))}
        found = [place for place, text in enumerate(head) if forms(text) & wanted]
    if len(found) != 1:
        many = f"{len(found)} columns" if found else "No column"
        raise NoExport(
            f"{many} of {path} could be {title}. Name one with --column, as it is in "
            f"the file: {', '.join(map(repr, head))}"
        )
    return found[0]


def forms(heading):
    """Return what a heading may be called, without an id, "(Real)" or "Assignment:".

    Examples
    --------
    >>> sorted(forms("Assignment: One hot (Real)"))
    ['assignmentonehot', 'onehot']
    """
    text = re.sub(r"\s*\((\d+|Real)\)\s*$", "", heading)
    return {plain(text), plain(text.partition(": ")[2] or text)}


def plain(text):
    """Return the letters and digits of a text, in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def identified(table, rows, column, path):
    """Return {id: row}, and the place of the column in which most ids are found."""
    known = Counter(one for row in rows for one in row.ids)
    students = {one: row for row in rows for one in row.ids if known[one] == 1}
    head = table[0]
    places = [place for place, text in enumerate(head) if text in CANVAS_IDS]
    places = places or [place for place in range(len(head)) if place != column]
    hits = {
        place: sum(
            cells[place].strip().casefold() in students
            for cells in table[1:]
            if place < len(cells)
        )
        for place in places
    }
    key = max(places, key=hits.get)
    if not hits[key]:
        raise NoExport(
            f"No row of {path} belongs to a student of the gradebook. Ids, e-mail "
            "addresses and lms_user_id are compared: nbgrader db student list"
        )
    return students, key
