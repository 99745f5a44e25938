"""The command `classroom report`: a page on how an assignment went, for its instructor.

The page is one file that asks for nothing from elsewhere and runs no program. All that
students wrote is shown as text.
"""

import os
import re
import sys
from pathlib import Path

import jinja2

from classroom import evidence, findings, release, resemblance
from classroom.audit import bank_results
from classroom.banks import BadBank, read_all
from classroom.course import Course
from classroom.grade import Run
from classroom.pool import Crew
from classroom.sandbox import Limits, NoSandbox, require
from classroom.submission import grade_id, read_notebook

TEMPLATE = "report.html.j2"
LONGEST = 4000  # characters of an answer that are shown
# What a browser would not show, or would show as something else than it is.
UNSEEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def report(arguments):
    """Write a page on how an assignment went: scores, errors, likeness of answers."""
    course, assignment = Course(), arguments.assignment
    submissions, most = evidence.gather(course, assignment)
    exercises = evidence.exercises(release.load(course.db_url, assignment))
    banks, no_bank = results_of_banks(course, assignment)
    own = references(course, assignment)
    page = rendered(assignment, submissions, most, exercises, banks, no_bank, own)
    path = Path(arguments.output or course.root / "reports" / f"{assignment}.html")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    print(path)
    return 0


def results_of_banks(course, assignment):
    """Return {exercise: entries} of the banks, and why there are none, or "".

    The first time the banks have to be put to the tests; then what came out is kept.
    """

    untold = ["Putting the bank of answers to the tests ..."]

    def workers(tasks):
        require()
        while untold:
            print(untold.pop(), file=sys.stderr)
        yield from crew(tasks)

    try:
        if not read_all(course, assignment):
            return {}, "There is no bank of answers to this assignment to compare with."
        run = Run(course, assignment, Limits())
        with Crew(run.modules, os.cpu_count()) as crew:
            return bank_results(run, workers), ""
    except (BadBank, NoSandbox) as error:
        first = f"{error}".splitlines()[0]
        return {}, f"The bank of answers could not be put to the tests: {first}"


def references(course, assignment):
    """Return the course's own answers, {(notebook, cell): source}."""
    found = {}
    for path in course.path("source", ".", assignment).glob("*.ipynb"):
        for cell in read_notebook(path.read_bytes())[0]:
            found[path.stem, grade_id(cell)] = cell.source
    return found


def rendered(assignment, submissions, most, exercises, banks, no_bank, own):
    """Return the page: what `classroom.findings` says, in the template."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        finalize=visible,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"number": number, "percent": percent}
    summary = findings.summary(submissions, most)
    return environment.get_template(TEMPLATE).render(
        assignment=assignment,
        summary=summary,
        bars=bars(summary["bins"]),
        hardest=findings.hardest(exercises, submissions),
        misconceptions={
            e.name: findings.misconceptions(e, submissions, banks[e.name])
            for e in exercises
            if banks.get(e.name)
        },
        no_bank=no_bank,
        alike=findings.look_alikes(exercises, submissions, own),
        limit=resemblance.common_limit(len(findings.readable(submissions))),
        measured=MEASURED,
        resources=findings.resources(submissions),
        longest=LONGEST,
    )


# Of `classroom.resemblance.ALIKE`, see there.
MEASURED = {"answers": 1592, "pairs": 27666, "listed": 7}


def visible(value):
    """Return text with what cannot be seen replaced; other values as they are."""
    if type(value) is str:
        return UNSEEN.sub("\ufffd", value.replace("\r\n", "\n"))
    return value


def number(value):
    """Return a number with at most two decimals.

    Examples
    --------
    >>> number(3.0), number(2 / 3)
    ('3', '0.67')
    """
    return f"{value:.2f}".rstrip("0").rstrip(".")


def percent(share):
    """Return a share as a percentage, which is not rounded to 0 % or 100 %.

    Examples
    --------
    >>> percent(0.999), percent(1)
    ('99\\u202f%', '100\\u202f%')
    """
    rounded = round(100 * share)
    if 0 < share < 1:
        rounded = min(max(rounded, 1), 99)
    return f"{rounded}\u202f%"


def bars(bins):
    """Return the bars of a histogram in a drawing 360 wide and 150 high.

    A label is kept only where there is room for it.
    """
    width, highest = 340 / len(bins), max(max(count for _, count in bins), 1)
    every = -(-len(bins) // 8)
    return [
        {
            "x": round(10 + place * width + 1, 1),
            "middle": round(10 + (place + 0.5) * width, 1),
            "width": round(width - 2, 1),
            "height": round(110 * count / highest, 1),
            "count": count,
            "label": label.partition(" ")[0] if place % every == 0 else "",
        }
        for place, (label, count) in enumerate(bins)
    ]
