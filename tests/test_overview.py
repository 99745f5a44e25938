"""The page that says which chapter answers what agrees with the chapters."""

import re

import nbformat
import pytest
from conftest import ROOT

OVERVIEW = (ROOT / "guide" / "overview.md").read_text(encoding="utf-8")
CHAPTERS, ROUTES = OVERVIEW.split("## Three ways through the course")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight")
LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
BY_LESSON = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def first_cell(path):
    return nbformat.read(path, as_version=4).cells[0].source


def minutes(path):
    return int(re.search(r"\*\*Time:\*\* about (\d+) minutes", first_cell(path))[1])


def chapter(path):
    """Return the paragraphs of a lesson: heading, question, answer, what it takes."""
    blocks = [block.split("\n\n") for block in CHAPTERS.strip().split("\n\n## ")[1:]]
    return next(block for block in blocks if block[0].startswith(path.stem[:2]))


def test_the_page_has_all_lessons_in_their_order():
    titles = [first_cell(path).splitlines()[0][2:] for path in LESSONS]
    wanted = [f"{p.stem[:2]} · {t}" for p, t in zip(LESSONS, titles, strict=True)]
    assert re.findall(r"^## (\d\d · .*)", OVERVIEW, flags=re.M) == wanted


@BY_LESSON
def test_a_question_is_answered_in_one_sentence(path):
    _, question, answer, _ = chapter(path)
    assert re.fullmatch(r"\*[^*]+\?\*", question), question
    assert answer.endswith(".") and not re.search(r"[.!?] ", answer), answer


@BY_LESSON
def test_the_time_is_that_of_the_lesson(path):
    takes = chapter(path)[3]
    stated = re.search(r"\*\*Time:\*\* (about [^.]+)\.", first_cell(path))[1]
    assert f"takes {stated}." in takes, f"the lesson says {stated}: {takes}"


@BY_LESSON
def test_what_a_lesson_needs_is_what_it_says(path):
    need = re.search(r"\*\*You need:\*\* (.*)", first_cell(path))[1]
    wanted = set(re.findall(r"\((\d\d)_\w+\.ipynb\)", need))
    takes = chapter(path)[3]
    assert set(re.findall(r"\[(\d\d)\]\(", takes)) == wanted, takes
    assert wanted or "no lesson before" in takes


@BY_LESSON
def test_the_exercises_are_counted(path):
    takes = chapter(path)[3]
    found = re.search(r"It has \[(\w+) exercises\]\(\.\./(exercises/[^)]+)\)", takes)
    assignments = list((ROOT / "exercises" / path.stem).glob("*.ipynb"))
    assert bool(found) == bool(assignments)
    if found:
        assert assignments == [ROOT / found[2]]
        cells = nbformat.read(assignments[0], as_version=4).cells
        answers = [c for c in cells if c.metadata.get("nbgrader", {}).get("solution")]
        assert NUMBERS.index(found[1]) == len(answers)


def test_the_minutes_of_the_routes_are_added_up():
    time = {path.stem[:2]: minutes(path) for path in LESSONS}
    day, term = ROUTES.split("### A term")
    day = day.split("### A day's workshop")[1]
    whole = re.findall(r"\[(\d\d)\]", day)
    assert len(whole) == 4
    assert f"take {sum(time[n] for n in whole)} minutes" in day
    weeks = re.findall(r"^\| [\d and]+ \| \[(\d\d)\]", term, flags=re.M)
    assert weeks == [path.stem[:2] for path in LESSONS[:9]]
    assert f"take {sum(time[n] for n in weeks)} minutes" in term


def test_a_section_of_a_route_exists():
    link = r"\[Lesson (\d\d): ([^\]]+)\]\(\.\./(lessons/\w+\.ipynb)#([^)\s]+)\)"
    links = re.findall(link, ROUTES)
    assert len(links) > 10
    for number, heading, path, anchor in links:
        assert path.startswith(f"lessons/{number}_")
        assert anchor == heading.replace(" ", "-").replace("`", "")
        cells = nbformat.read(ROOT / path, as_version=4).cells
        assert any(f"## {heading}\n" in cell.source + "\n" for cell in cells), heading
