"""Make a folder for a course: assignments, a roster, nbgrader's configuration."""

import csv
import shutil
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
COLUMNS = ("id", "first_name", "last_name", "email", "lms_user_id")
EXAMPLE = ("ada", "Ada", "Example", "ada@example.org", "1001")


class NoRoster(Exception):
    """A roster that nbgrader could not import; the text says what is missing."""


def make(folder, roster=None):
    """Fill a new folder with a course; return the paths that were made.

    Parameters
    ----------
    folder : Path
        Must be empty, or not exist yet.
    roster : Path or None
        A CSV file of students; without one an example with one student is written.

    Raises
    ------
    NoRoster
        If the roster has no column `id`, or an id that cannot name a folder.
    FileExistsError
        If there is something in the folder.
    """
    if roster is not None:
        check_roster(roster)
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"The folder {folder} is not empty: choose a new one.")
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder / "nbgrader_config.py", folder / "solutions", folder / "banks"]
    shutil.copy(REPOSITORY / "nbgrader_config.py", made[0])
    shutil.copytree(REPOSITORY / "solutions", made[1], ignore=only_notebooks)
    shutil.copytree(REPOSITORY / "tests" / "banks", made[2], ignore=only_banks)
    made.append(folder / "roster.csv")
    if roster is not None:
        shutil.copy(roster, made[-1])
    else:
        with open(made[-1], "w", newline="") as file:
            csv.writer(file).writerows([COLUMNS, EXAMPLE])
    return made


def only_notebooks(_, names):
    """Return the names beside the notebooks, which are not copied."""
    return [n for n in names if "." in n and not n.endswith(".ipynb")]


def only_banks(_, names):
    """Return the names beside the banks, which are not copied."""
    return [n for n in names if n.startswith("__") or ("." in n and n[-3:] != ".py")]


def check_roster(path):
    """Require a CSV file whose students have ids that can name a folder."""
    try:
        with open(path, newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise NoRoster(f"The roster {path} cannot be read: {error}") from None
    if not rows or "id" not in rows[0]:
        raise NoRoster(
            f"The roster {path} needs a first line with the names of its columns, "
            f"`id` among them. All that nbgrader knows: {','.join(COLUMNS)}"
        )
    for number, row in enumerate(rows, start=2):
        name = row["id"] or ""
        if not name or name.startswith(".") or set(name) & set("/\\+\0\n"):
            raise NoRoster(
                f"{path}, line {number}: the id {name!r} cannot name a folder: "
                "no /, no \\, no +, and no dot in front."
            )
