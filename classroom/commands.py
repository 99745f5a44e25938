"""The command `classroom` and its subcommands, to be run in a course folder."""

import argparse
import functools
import logging
import os
import sys
import time
import warnings
from pathlib import Path

from tqdm import tqdm

from classroom import course_folder, pool, sandbox
from classroom.audit import audit
from classroom.banks import BadBank
from classroom.course import Course, NoCourse
from classroom.export import export
from classroom.grade import Busy, Run, grade_all
from classroom.release import NoRelease
from classroom.report import report
from classroom.sandbox import MIB, Limits, NoSandbox

UNPROTECTED = """\
Without a sandbox students' code runs as you, with your rights. It can
 - read and change your files: solutions, gradebook, other submissions, your home;
 - use the network, and see your environment variables;
 - leave processes behind, and take all memory and disk.
Tests are still judged in another process. Only where this machine has nothing to lose:
    classroom grade {} --without-sandbox"""


class Problem(Exception):
    """Something that the user can mend; its text says what and how."""


def new(arguments):
    """Make a folder for a course, with its assignments and a roster."""
    folder = Path(arguments.folder)
    roster = arguments.roster and Path(arguments.roster)
    try:
        made = course_folder.make(folder, roster)
    except (FileExistsError, course_folder.NoRoster) as error:
        raise Problem(f"{error}") from None
    for path in made:
        print(f"    {path}")
    print(
        f"Next:\n    cd {folder}\n    nbgrader db student import roster.csv\n"
        "    nbgrader generate_assignment 01_one_hot_times_matrix"
    )
    return 0


def grade(arguments):
    """Grade the submissions to an assignment."""
    course = Course()
    is_open = arguments.without_sandbox
    if not is_open and not arguments.scheduler:
        try:
            sandbox.require()
        except NoSandbox as error:
            raise Problem(
                f"{error}\n\n{UNPROTECTED.format(arguments.assignment)}"
            ) from None
    limits = Limits(
        cell_seconds=arguments.cell_seconds,
        notebook_seconds=arguments.notebook_seconds,
        memory=arguments.memory * MIB,
    )
    run = Run(course, arguments.assignment, limits)
    with run.lock():
        return grade_locked(run, arguments, is_open)


def grade_locked(run, arguments, is_open):
    """Find out whom to grade and with what, and do it; return the exit status."""
    everybody = run.course.students(run.assignment)
    students = arguments.student or everybody
    unknown = sorted(set(students) - set(everybody))
    if unknown:
        raise Problem(
            f"Nothing was handed in by {', '.join(unknown)}: there is no "
            f"{run.course.path('submitted', unknown[0], run.assignment)}"
        )
    if not students:
        folder = run.course.path("submitted", "STUDENT", run.assignment)
        raise Problem(f"Nobody has handed in {run.assignment}: there is no {folder}")
    if arguments.scheduler:
        workers = functools.partial(
            pool.on_a_cluster, modules=run.modules, scheduler=arguments.scheduler
        )
        return grade_with(workers, run, students, arguments.force)
    with pool.Crew(run.modules, arguments.workers, is_open) as workers:
        return grade_with(workers, run, students, arguments.force)


def grade_with(workers, run, students, again):
    """Show progress and the final table; return the exit status."""
    start, lines = time.monotonic(), []
    with (
        run.course.one_gradebook(),
        tqdm(total=len(students), unit="submission", file=sys.stderr) as bar,
    ):
        for line in grade_all(run, students, workers, again, bar.write):
            lines.append(line)
            bar.update()
    print(table(run.assignment, lines, time.monotonic() - start))
    return 0 if all(line.state == "graded" for line in lines) else 1


def table(assignment, lines, seconds):
    """Return the summary of a run, and a line for each student with trouble."""
    states = [line.state for line in lines]
    kinds = ["graded", "in part", "unreadable", "not graded"]
    counts = ", ".join(f"{states.count(k)} {k}" for k in kinds if k in states)
    text = [f"{assignment}: {len(lines)} submissions in {seconds:.0f} s: {counts}"]
    rows = [line for line in lines if line.state != "graded"]
    width = max((len(line.student) for line in rows), default=0)
    for line in sorted(rows, key=lambda line: line.student):
        score = "" if line.score is None else f"{line.score:g} of {line.most:g}"
        why = "; ".join(line.trouble)
        text.append(f"  {line.student:{width}}  {line.state:10}  {score:>10}  {why}")
    # A folder's name can hold bytes that no terminal shows.
    return "\n".join(text).encode(errors="replace").decode()


def parser():
    """Return the parser of the command line."""
    main = argparse.ArgumentParser(prog="classroom", description=__doc__)
    commands = main.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(function):
        name = function.__name__
        text = function.__doc__.splitlines()[0]
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(function=function)
        return added

    first = command(new)
    first.add_argument("folder", help="must be empty, or not exist yet")
    first.add_argument("--roster", help="a CSV file of students, with a column `id`")
    one = command(grade)
    one.add_argument("assignment")
    one.add_argument(
        "--student", action="append", help="only this one; may be repeated"
    )
    one.add_argument("--force", action="store_true", help="execute everything anew")
    one.add_argument("--scheduler", help="a Dask cluster instead: tcp://HOST:PORT")
    add_limits(one, Limits())
    page = command(report)
    page.add_argument("assignment")
    page.add_argument("--output", help="reports/ASSIGNMENT.html if not given")
    sheet = command(export)
    sheet.add_argument("assignment")
    sheet.add_argument("--format", choices=["moodle", "canvas"], required=True)
    sheet.add_argument("--output", help="reports/ASSIGNMENT-FORMAT.csv if not given")
    sheet.add_argument("--template", help="an export of theirs, to be filled in")
    sheet.add_argument("--column", help="the heading there, if it is another one")
    sheet.add_argument(
        "--missing-as-zero", action="store_true", help="else the grade stays empty"
    )
    check = command(audit)
    check.add_argument("assignment")
    check.add_argument(
        "--exercise", action="append", help="only this one; may be repeated"
    )
    add_limits(check, Limits(cell_seconds=10, notebook_seconds=60))
    return main


def add_limits(command, limits):
    """Add the options that say how much students' code may use."""
    command.add_argument(
        "--workers",
        type=positive,
        default=os.cpu_count(),
        help="processes that grade; %(default)s, one for each core, if not given",
    )
    seconds = {"type": positive, "help": "most seconds for it; %(default)s"}
    command.add_argument("--cell-seconds", default=limits.cell_seconds, **seconds)
    command.add_argument(
        "--notebook-seconds", default=limits.notebook_seconds, **seconds
    )
    command.add_argument(
        "--memory", type=positive, default=limits.memory // MIB, help="MiB; %(default)s"
    )
    command.add_argument(
        "--without-sandbox", action="store_true", help="run students' code as you"
    )


def positive(text):
    """Return a whole number of at least 1."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, got {number}")
    return number


def main(words=None):
    """Run a subcommand; return the exit status."""
    warnings.filterwarnings("ignore", category=Warning, module="sqlalchemy|nbgrader")
    logging.disable(logging.INFO)
    words = sys.argv[1:] if words is None else words
    if not words:
        parser().print_help()
        return 2
    arguments = parser().parse_args(words)
    try:
        return arguments.function(arguments)
    except (Problem, NoCourse, NoRelease, NoSandbox, Busy, BadBank) as problem:
        print(f"{problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nStopped. The same command takes it up again.", file=sys.stderr)
        return 130
