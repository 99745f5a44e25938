"""`classroom grade` as a whole: the same grades as nbgrader's, whatever happens to it.

The long forms run where the variable CI is set: twenty kills, three hundred
submissions.
"""

import contextlib
import fcntl
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import psutil
import pytest
from conftest import needs_sandbox, run
from grading import Assignment
from students import NUMPY, grade, gradebook, hand_in, make_course, scores

pytestmark = needs_sandbox
IS_LONG = bool(os.environ.get("CI"))
KILLS = 20 if IS_LONG else 3
LOAD = 300 if IS_LONG else 24
STUDENTS = 12


def ours(folder):
    """Return the processes that a grading run in a folder has started."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.cwd() == str(folder):
                found.append(process.cmdline())
    return found


def is_quiet(folder, seconds=10):
    """Return whether all processes of a grading run end within some seconds."""
    end = time.monotonic() + seconds
    while ours(folder) and time.monotonic() < end:
        time.sleep(0.1)
    return not ours(folder)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course in which a class has handed in, not graded yet."""
    folder = make_course(tmp_path_factory.mktemp("classroom") / "course", NUMPY)
    hand_in(folder, NUMPY, STUDENTS)
    return folder


def copy_of(course, folder):
    return shutil.copytree(course, folder / "course")


@pytest.fixture(scope="module")
def undisturbed(course, tmp_path_factory):
    """Return the gradebook of a run that nothing disturbed, and how long it took."""
    folder = copy_of(course, tmp_path_factory.mktemp("undisturbed"))
    start = time.monotonic()
    done = grade(folder)
    assert done.returncode == 0, done.stdout
    return gradebook(folder), time.monotonic() - start, folder


def test_grades_are_those_of_nbgrader(course, undisturbed, tmp_path):
    folder = copy_of(course, tmp_path)
    stock = run("-m", "nbgrader", "autograde", NUMPY, cwd=folder)
    assert stock.returncode == 0, stock.stdout
    assert scores(undisturbed[2]) == scores(folder)
    assert len(scores(folder)) == STUDENTS


def test_a_run_that_was_killed_ends_in_the_same_gradebook(
    course, undisturbed, tmp_path
):
    wanted, seconds, _ = undisturbed
    folder, dice, kills = copy_of(course, tmp_path), random.Random(7), 0
    command = [sys.executable, "-m", "classroom", "grade", NUMPY]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    for _ in range(KILLS):
        # With --force, so that not all runs find everything done.
        force = ["--force"] * (dice.random() < 0.5)
        process = subprocess.Popen([*command, *force], cwd=folder, **quiet)
        time.sleep(dice.uniform(0.2, seconds))
        kills += process.poll() is None
        process.kill()
        process.wait()
    assert kills >= KILLS / 3, "too few of the runs were still running"
    assert is_quiet(folder), ours(folder)
    done = grade(folder)
    assert done.returncode == 0, done.stdout
    assert gradebook(folder) == wanted


def test_a_second_run_executes_nothing_and_changes_nothing(undisturbed):
    wanted, _, folder = undisturbed
    start = time.monotonic()
    done = grade(folder)
    assert (done.returncode, gradebook(folder)) == (0, wanted), done.stdout
    assert f"{STUDENTS} graded" in done.stdout
    assert time.monotonic() - start < 20


def test_an_older_gradebook_gets_the_grades_again(course, undisturbed, tmp_path):
    wanted, _, graded = undisturbed
    folder = copy_of(graded, tmp_path)
    shutil.copy(course / "gradebook.db", folder / "gradebook.db")  # before any grade
    assert scores(folder) == {}
    assert grade(folder).returncode == 0
    assert gradebook(folder) == wanted


def test_ctrl_c_stops_at_once_and_leaves_nothing_running(course, tmp_path):
    folder = copy_of(course, tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "classroom", "grade", NUMPY],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while not list(folder.glob(".classroom/*/outcomes/*.json")):
        assert process.poll() is None, process.stdout.read()
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=30)
    assert process.returncode == 130, said
    assert "The same command takes it up again." in said
    assert "Traceback" not in said
    assert is_quiet(folder), ours(folder)


def test_hand_given_grades_survive_a_regrade(undisturbed, tmp_path):
    from nbgrader.api import Gradebook

    folder = copy_of(undisturbed[2], tmp_path)
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        mark = book.find_grade(
            "test_project", "one_hot_times_matrix", NUMPY, "student000"
        )
        mark.manual_score = 1.5
        book.db.commit()
    assert grade(folder, "--force").returncode == 0
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as book:
        mark = book.find_grade(
            "test_project", "one_hot_times_matrix", NUMPY, "student000"
        )
        assert (mark.manual_score, mark.score) == (1.5, 1.5)


def test_two_runs_at_a_time_are_refused(course, tmp_path):
    folder = copy_of(course, tmp_path)
    lock = folder / ".classroom" / NUMPY / "lock"
    lock.parent.mkdir(parents=True)
    with open(lock, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # as a run holds it
        second = grade(folder)
    assert second.returncode == 2
    assert "is running in this folder" in second.stdout
    assert grade(folder).returncode == 0


def test_many_submissions_are_graded_and_nothing_stays_behind(tmp_path):
    folder = make_course(tmp_path / "course", NUMPY)
    given = hand_in(folder, NUMPY, LOAD)
    done = grade(folder)
    assert done.returncode == 0, done.stdout
    assert f"{LOAD} submissions" in done.stdout and f"{LOAD} graded" in done.stdout
    found, points = scores(folder), Assignment(NUMPY).points
    assert set(found) == set(given)
    for number in range(0, LOAD, 3):  # those who gave the reference solution
        assert found[f"student{number:03d}"] == points
    assert is_quiet(folder), ours(folder)


def test_without_bubblewrap_it_says_what_is_not_protected(course, tmp_path):
    folder = copy_of(course, tmp_path)
    (tmp_path / "bin").mkdir()
    refused = grade(folder, PATH=str(tmp_path / "bin"))
    assert refused.returncode == 2
    for words in ("bubblewrap is not installed", "runs as you", "--without-sandbox"):
        assert words in refused.stdout
    assert not (folder / "autograded").exists()


def test_without_a_sandbox_the_grades_are_the_same(course, undisturbed, tmp_path):
    folder = copy_of(course, tmp_path)
    done = grade(folder, "--without-sandbox")
    assert done.returncode == 0, done.stdout
    assert scores(folder) == scores(undisturbed[2])
    assert is_quiet(folder), ours(folder)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["grade", "99_none"], "nbgrader generate_assignment 99_none"),
        (["grade", NUMPY, "--student", "nobody"], "Nothing was handed in by nobody"),
        (["report", "99_none"], "nbgrader generate_assignment 99_none"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(course, words, sentence):
    done = run("-m", "classroom", *words, cwd=course)
    assert done.returncode == 2
    assert sentence in done.stdout
    assert "Traceback" not in done.stdout


def test_outside_a_course_it_says_how_to_make_one(tmp_path):
    done = run("-m", "classroom", "grade", NUMPY, cwd=tmp_path)
    assert done.returncode == 2
    assert "classroom new FOLDER" in done.stdout


@pytest.mark.parametrize(
    ("roster", "sentence"),
    [
        ("name\nada\n", "`id` among them"),
        ("id\n../ada\n", "line 2: the id '../ada' cannot name a folder"),
    ],
)
def test_a_roster_that_cannot_be_used_is_refused(tmp_path, roster, sentence):
    (tmp_path / "class.csv").write_text(roster)
    options = ["--roster", "class.csv"]
    done = run("-m", "classroom", "new", "course", *options, cwd=tmp_path)
    assert (done.returncode, (tmp_path / "course").exists()) == (2, False)
    assert sentence in done.stdout


# ----------------------------------------------------------------------------- Dask


@pytest.fixture
def cluster(tmp_path):
    """Return the address of a Dask scheduler, and its two workers' processes."""
    place = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}

    def start(module, *options):
        program = [sys.executable, "-m", f"distributed.cli.{module}"]
        own = ["--scheduler-file", str(place), "--no-dashboard", *options]
        return subprocess.Popen([*program, *own], **quiet)

    started = [start("dask_scheduler", "--host", "127.0.0.1", "--port", "0")]
    for number in range(2):
        folder = str(tmp_path / f"worker_{number}")
        options = ["--nthreads", "1", "--no-nanny", "--local-directory", folder]
        started.append(start("dask_worker", *options))
    program = (
        "from distributed import Client\n"
        f"with Client(scheduler_file={str(place)!r}, timeout=60) as client:\n"
        "    client.wait_for_workers(2, timeout=60)\n"
        "    print(client.scheduler.address)\n"
    )
    ready = run("-c", program, cwd=tmp_path)
    assert ready.returncode == 0, ready.stdout
    address = re.search(r"tcp://\S+", ready.stdout)[0]
    yield address, started[1:]
    for process in started:
        process.kill()
        process.wait()


def test_a_cluster_grades_like_one_machine_though_a_worker_is_killed(
    course, undisturbed, cluster, tmp_path
):
    address, workers = cluster
    folder = copy_of(course, tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "classroom", "grade", NUMPY, "--scheduler", address],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    while len(list(folder.glob(".classroom/*/outcomes/*.json"))) < 3:
        assert process.poll() is None, process.stdout.read()
        time.sleep(0.02)
    workers[0].kill()
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said
    assert scores(folder) == scores(undisturbed[2])


def test_a_scheduler_that_does_not_answer_is_named(course, tmp_path):
    folder = copy_of(course, tmp_path)
    done = grade(folder, "--scheduler", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "tcp://127.0.0.1:9" in done.stdout
    assert "Traceback" not in done.stdout
