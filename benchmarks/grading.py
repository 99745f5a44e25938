"""Compare `classroom grade` with `nbgrader autograde`, for guide/grading_benchmark.md.

Both grade the same class in the same course, stock nbgrader with its own defaults. They
take turns, so that a change in the machine's speed meets both. A class is graded from
nothing each time, the start of all programs included.
"""

import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent
TEMPLATE = Path(__file__).with_name("grading_page.md")
PAGE = ROOT / "guide" / "grading_benchmark.md"
RESULTS = PAGE.with_suffix(".json")
sys.path.insert(0, str(ROOT / "tests"))

from students import hand_in, make_course, scores  # noqa: E402

KERAS, HEAVY, NUMPY = (
    "03_gradient_flow",
    "04_training_keras_embedding",
    "01_one_hot_times_matrix",
)
CLASSES = {NUMPY: 60, KERAS: 60, HEAVY: 20}
ROUNDS = 2
ABOUT = {
    NUMPY: "needs NumPy",
    KERAS: "imports TensorFlow",
    HEAVY: "trains Keras models",
}


def seconds(folder, *command):
    """Return the wall time of a command in a course that nothing was graded in."""
    for name in ("autograded", ".classroom"):
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copy(folder / "gradebook.start", folder / "gradebook.db")
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return round(time.monotonic() - start, 1)


def measure(folder, name, count):
    """Return {program: [seconds, ...]} for a class; the grades must be the same."""
    course = make_course(folder / name, name)
    hand_in(course, name, count)
    # Stock: nbgrader as it comes, but for the names of two folders.
    config = course / "nbgrader_config.py"
    config.write_text(
        "c = get_config()\n"
        'c.CourseDirectory.source_directory = "solutions"\n'
        'c.CourseDirectory.release_directory = "exercises"\n'
    )
    shutil.copy(course / "gradebook.db", course / "gradebook.start")
    programs = {
        "nbgrader": ["nbgrader", "autograde", name],
        "one worker": ["classroom", "grade", name, "--workers", "1"],
        "all cores": ["classroom", "grade", name],
    }
    times, grades = {program: [] for program in programs}, {}
    for _ in range(ROUNDS):
        for program, command in programs.items():
            times[program].append(seconds(course, *command))
            grades[program] = scores(course, name)
            print(f"{name}, {program}: {times[program][-1]:.1f} s", flush=True)
    if not all(grades[program] == grades["nbgrader"] for program in programs):
        raise SystemExit(f"{name}: the grades differ")
    return times


def row(name, count, times):
    """Return a line of the page's table."""
    rates = {p: 60 * count / statistics.mean(t) for p, t in times.items()}
    stock, one, all_of_them = rates.values()
    return (
        f"| {name[:2]}, {ABOUT[name]} | {count} | {stock:.1f} | {one:.1f} | "
        f"{all_of_them:.1f} | {all_of_them / stock:.1f} | {all_of_them / one:.2f} |"
    )


def write_page(results):
    """Return the page, made from what was measured."""
    table = "\n".join(
        [
            f"Measured on {results['date']}: {results['machine']}; "
            f"means of {results['rounds']} rounds.",
            "",
            "| assignment | students | nbgrader | one worker | all cores | "
            "times nbgrader | times one worker |",
            "|---|---|---|---|---|---|---|",
            *(row(name, *measured) for name, measured in results["classes"].items()),
        ]
    )
    return TEMPLATE.read_text().replace("{table}", table)


def machine():
    """Return what it is measured on, in words."""
    packages = ", ".join(f"{p} {version(p)}" for p in ("nbgrader", "keras"))
    return (
        f"{os.cpu_count()} cores of {platform.machine()}, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}"
    )


def main():
    """Measure all classes, keep the seconds and write the page."""
    with tempfile.TemporaryDirectory() as folder:
        classes = {
            name: [count, measure(Path(folder), name, count)]
            for name, count in CLASSES.items()
        }
    today = f"{datetime.date.today():%d %B %Y}".lstrip("0")
    results = {"date": today, "machine": machine(), "rounds": ROUNDS}
    results["classes"] = classes
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    PAGE.write_text(write_page(results))


if __name__ == "__main__":
    main()
