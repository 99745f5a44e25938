"""Banks: right answers to an exercise, wrong ones that are misconceptions, and why.

A bank is a Python file that belongs to one exercise, `banks/ASSIGNMENT/EXERCISE.py` in
the course folder. It is never imported: an entry takes the place of the answer's cell.
"""

import re
from dataclasses import dataclass
from pathlib import Path


class BadBank(ValueError):
    """A bank that cannot be read; the text says where and what is expected."""


@dataclass(frozen=True)
class BankEntry:
    """One entry of a bank: an answer, or a mutant that is equivalent.

    Attributes
    ----------
    kind : str
        "right", "wrong" or "equivalent".
    title : str
        What is special about it; of an equivalent mutant, the changed line.
    source : str
        The cell, with the comments that say what is expected of it.
    loses : tuple of str
        The tests in which a wrong answer ought to lose points; empty if not said.
    says : str
        Words of the message of the first of them; empty if not said.
    """

    kind: str
    title: str
    source: str
    loses: tuple
    says: str


def folder(course, assignment):
    """Return the folder of an assignment's banks, which need not exist.

    The course's own repository has its banks among its tests.
    """
    root = Path(course.root)
    own = root / "banks"
    return (own if own.is_dir() else root / "tests" / "banks") / assignment


def read(path):
    """Return the entries of a bank.

    The file is divided by lines `# %% right: ...`, `# %% wrong: ...` and
    `# %% equivalent: ...`. A wrong answer may name the tests in which it loses points
    (`# loses: test_a, test_b`) and words of the message of the first (`# says: ...`).

    Raises
    ------
    BadBank
        If the file is no text, or an entry begins in another way.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadBank(f"The bank {path} cannot be read: {error}") from None
    blocks = re.split(r"^(?=# ?%%)", text, flags=re.M)
    return [entry(path, block) for block in blocks if block.strip()]


def entry(path, block):
    """Return the entry that a part of a bank describes."""
    heading, _, source = block.lstrip("\n").partition("\n")
    form = re.fullmatch(r"# %% (right|wrong|equivalent): (.+)", heading)
    if not form:
        raise BadBank(
            f"{path}: an entry begins with `# %% right: what is special`, "
            f"`# %% wrong: ...` or `# %% equivalent: ...`, got {heading!r}"
        )
    loses = re.findall(r"^# loses: (.*)$", source, flags=re.M)
    says = re.findall(r"^# says: (.*)$", source, flags=re.M)
    return BankEntry(
        kind=form[1],
        title=form[2],
        source=source,
        loses=tuple(re.split(r",\s*", ", ".join(loses).strip())) if loses else (),
        says=says[0] if says else "",
    )


def read_all(course, assignment):
    """Return {exercise: entries} of the banks that there are."""
    paths = sorted(folder(course, assignment).glob("*.py"))
    return {path.stem: read(path) for path in paths}
