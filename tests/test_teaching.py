"""The commands of guide/teaching.md, executed in their order on a class of thirty."""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT, needs_sandbox
from students import NUMPY, hand_in, scores

from benchmarks import grading
from classroom.sandbox import Limits

pytestmark = needs_sandbox
PAGE = (ROOT / "guide" / "teaching.md").read_text()
STUDENTS = 30
LATE = ["student001", "student002"]  # the second of them without an extension
EXCHANGE = "/srv/nbgrader/exchange"


def blocks():
    """Yield (heading, language, text) of the code blocks of the page."""
    heading = ""
    pattern = r"^##+ ([^\n]+)$|^```(\w+)\n(.*?)^```$"
    for found in re.finditer(pattern, PAGE, re.M | re.S):
        if found[1]:
            heading = found[1]
        else:
            yield heading, found[2], found[3]


def is_setting(language, text):
    """Return whether a block belongs into nbgrader_config.py."""
    return language == "python" and re.search(r"^c\.\w+", text, re.M)


def roster(home):
    """Write a roster of the class where the page's roster.csv will be."""
    with open(home / "roster.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "first_name", "last_name", "email", "lms_user_id"])
        for number in range(STUDENTS):
            name = f"student{number:03d}"
            row = [
                name,
                "Ada",
                f"Number {number}",
                f"{name}@example.org",
                1000 + number,
            ]
            writer.writerow(row)


def class_hands_in(course, home):
    """Let the class hand in: ten through a platform's archive, two late."""
    hand_in(course, NUMPY, STUDENTS)
    submitted = course / "submitted"
    (home / "Downloads").mkdir()
    with zipfile.ZipFile(home / "Downloads" / "platform.zip", "w") as archive:
        for number in range(20, STUDENTS):
            name = f"student{number:03d}"
            (path,) = (submitted / name / NUMPY).glob("*.ipynb")
            archive.write(path, f"{name}_{path.name}")
            shutil.rmtree(submitted / name)
    for name in LATE:  # four days and an hour: two of them are free
        stamp = submitted / name / NUMPY / "timestamp.txt"
        stamp.write_text("2025-03-09 19:00:00 UTC")


@pytest.fixture(scope="module")
def term(tmp_path_factory):
    """Return the course after all commands of the page, and what each block printed."""
    home = tmp_path_factory.mktemp("term")
    course, said = home / "my-course", {}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "HOME": str(home)}
    (home / "exchange").mkdir(mode=0o777)
    (home / "exchange").chmod(0o777)
    for heading, language, text in blocks():
        if heading == "Collect" and not (course / "submitted").exists():
            class_hands_in(course, home)
        if is_setting(language, text):
            with open(course / "nbgrader_config.py", "a") as file:
                file.write("\n" + text.replace(EXCHANGE, str(home / "exchange")))
        if language != "bash":
            continue
        # The due date has passed, so that somebody can be late.
        text = text.replace("2027-03-05", "2025-03-05")
        done = subprocess.run(
            ["bash", "-euc", text],
            cwd=course if course.exists() else home,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        assert done.returncode == 0, f"{heading}: {text}\n{done.stdout[-3000:]}"
        said.setdefault(heading, []).append(done.stdout)
        if heading == "Make your course" and "new" in text:
            roster(course)
    return course, said


def test_commands_that_are_not_executed_are_those_of_administrators():
    for heading, language, text in blocks():
        if language == "console":
            assert "sudo" in text or "activate" in text, heading
        assert language in ("bash", "console", "python", "text"), heading


def test_the_page_about_speed_says_what_was_measured():
    measured = json.loads(grading.RESULTS.read_text())
    assert grading.PAGE.read_text() == grading.write_page(measured), (
        "run `make benchmark-grading`"
    )


def test_the_whole_class_is_in_the_gradebook(term):
    course, said = term
    assert set(scores(course)) == {f"student{n:03d}" for n in range(STUDENTS)}
    assert f"{STUDENTS} graded" in said["Grade"][0]


def test_late_days_cost_a_tenth_each_and_an_extension_nothing(term):
    course, _ = term
    with open(course / "reports" / f"{NUMPY}-moodle.csv", newline="") as file:
        assert len(list(csv.DictReader(file))) == STUDENTS
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course}/gradebook.db") as gradebook:
        penalties = {}
        for name in LATE:
            (notebook,) = gradebook.find_submission(NUMPY, name).notebooks
            penalties[name] = notebook.late_submission_penalty
            score = notebook.score
    assert penalties["student001"] is None
    assert penalties["student002"] == pytest.approx(0.3 * score)


def test_everybody_has_feedback_and_the_instructor_a_report(term):
    course, _ = term
    pages = list((course / "feedback").glob(f"*/{NUMPY}/*.html"))
    assert len(pages) == STUDENTS
    assert "Ada Number" in (course / "reports" / f"{NUMPY}.html").read_text()


def test_the_audit_finds_no_bad_judge(term):
    for printed in term[1]["How good are the tests"]:
        assert "The tests judged every answer as they should." in printed


def test_the_backup_holds_gradebook_and_submissions(term):
    course, _ = term
    (backup,) = (course / "backups").glob("*.tar.gz")
    listing = subprocess.run(
        ["tar", "-tzf", backup], capture_output=True, text=True, check=True
    )
    assert "gradebook.db\n" in listing.stdout
    assert f"submitted/student029/{NUMPY}/" in listing.stdout


def test_no_graded_notebook_shows_html_or_scripts(term):
    for path in (term[0] / "autograded").rglob("*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            for output in cell.get("outputs", []):
                assert "text/html" not in output.get("data", {})


def test_the_limits_on_the_page_are_those_of_the_command():
    limits = Limits()
    for words in (
        f"use {limits.memory >> 30} GiB of memory",
        f"{limits.processes} processes and threads",
        f"{limits.disk >> 20} MiB in each of its folders",
        f"run {limits.cell_seconds} seconds for a cell or a test",
        f"{limits.notebook_seconds} for a notebook",
    ):
        assert words in PAGE
