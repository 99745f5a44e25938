"""Grade hostile submissions with plain nbgrader and with ours; write the page about it.

    python course.py benchmark-hostile [--ours]

The cases are those of tests/hostile.py, which says how they are kept harmless: plain
nbgrader really runs them with all rights of the user. It grades each in a course of its
own between honest students, for at most two minutes; what it made of them is kept in
guide/hostile_submissions.json, case by case, so that a run that was stopped can go on.
`classroom grade` grades all in one run; --ours does only this. The exit status is 1 if
it did not handle everything as it should.
"""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from hostile import (  # noqa: E402
    CASES,
    KERAS,
    KINDS,
    NUMPY,
    STOCK_CONFIG,
    Course,
    finding,
    honest,
)

RESULTS = ROOT / "guide" / "hostile_submissions.json"
PAGE = ROOT / "guide" / "hostile_submissions.md"
SECONDS = 120  # a cell that hangs takes 30 of them
COLUMNS = {
    "points": "wrong work got points",
    "harm": "others harmed, or the run stopped",
    "ungraded": "without any grade",
    "leaks": "secrets leaked",
    "lost": "right work lost points",
}
ABOUT = {
    "resources": "Endless loops, too much memory, disk, output, and sudden ends",
    "structure": "Files, cells and metadata that are not as they were released",
    "verdict": "Wrong work that reaches for points",
    "neighbours": "Attacks on the gradebook, on others, and on their secrets",
    "unusual": "Right work, done in ways that an instructor did not think of",
}


# ------------------------------------------------------------------------- nbgrader


def make_template(folder, assignment):
    """Make a course in which nbgrader has graded all honest students but the last."""
    course = Course(folder, (assignment,), STOCK_CONFIG)
    for case in [*honest(assignment).values()][:-1]:
        course.hand_in(case)
    graded = course.run("nbgrader", "autograde", assignment)
    assert graded.status == 0, graded.output
    (folder / "secrets.json").write_text(json.dumps(course.secrets))
    course.close()


def copied(template, folder):
    """Return a copy of a template as a course of its own."""
    shutil.copytree(template, folder, dirs_exist_ok=True, symlinks=True)
    course = Course.__new__(Course)
    course.secrets = json.loads((folder / "secrets.json").read_text())
    course.settle(folder)
    return course


def grade_by_nbgrader(name, template):
    """Return what is wrong with a case graded by nbgrader, in a folder of its own."""
    case = CASES[name]
    last = honest(case.assignment)["zed_honest"]
    with tempfile.TemporaryDirectory() as folder:
        course = copied(template, Path(folder))
        course.hand_in(last)
        course.hand_in(case)
        before = course.snapshot()
        run = course.run("nbgrader", "autograde", case.assignment, seconds=SECONDS)
        shows = ("scripts", "link", "read")
        if any(word in name for word in shows):
            course.run(
                "nbgrader", "generate_feedback", case.assignment, seconds=SECONDS
            )
        scores = course.scores(case.assignment)
        found = finding(course, case, scores)
        found["harm"] = [
            *harm(course, case.assignment, scores, before, run),
            *(["JavaScript in the feedback"] if found.pop("scripts", ()) else []),
        ]
        course.close()
    return {word: details for word, details in found.items() if details}


def harm(course, assignment, scores, before, run):
    """Return what happened to others than the student, in words."""
    found = []
    if run.status is None:
        found.append(f"the run had to be stopped after {SECONDS} s")
    elif run.status < 0:
        found.append("nbgrader itself was killed" if run.status == -9 else "a signal")
    if scores is None:
        found.append("the gradebook cannot be read any more")
    for name, other in honest(assignment).items():
        wrong = finding(course, other, scores)
        if "ungraded" in wrong and scores is not None and run.status is not None:
            found.append(f"{name} has no grade")
        elif "points" in wrong or "lost" in wrong:
            found.append(f"{name} has other points")
        if (
            "ungraded" not in wrong
            and not (course.folder / "autograded" / name / assignment).exists()
        ):
            found.append(f"the graded work of {name} is gone")
    after = course.snapshot()
    if after != before:
        changed = [path for path in before if after.get(path) != before[path]]
        found += sorted(
            {f"{p.relative_to(course.folder)} was changed" for p in changed}
        )
    found += sorted({f"left the file {path.name}" for path in course.traces()})
    if run.left and run.status is not None:
        found.append(f"{len(run.left)} processes left running")
    return found


def run_nbgrader(found, save, jobs):
    """Grade the cases that are not known yet, several side by side."""
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(jobs) as pool:
        templates = {name: Path(folder) / name for name in (NUMPY, KERAS)}
        for name, template in templates.items():
            make_template(template, name)

        def grade(case):
            command = [sys.executable, __file__, "--case", case.student]
            command += ["--template", templates[case.assignment]]
            # A session of its own: an attack on its group meets nobody else.
            done = subprocess.run(
                command, stdout=subprocess.PIPE, text=True, start_new_session=True
            )
            return case.student, done

        missing = [case for name, case in CASES.items() if name not in found]
        for student, done in pool.map(grade, missing):
            if done.returncode:
                raise SystemExit(f"{student} could not be tried: {done.stdout}")
            found[student] = json.loads(done.stdout.splitlines()[-1])
            print(f"nbgrader: {student}: {found[student] or 'as it should be'}")
            save()


# ------------------------------------------------------------------------- classroom


def run_ours():
    """Return ({case: what is wrong}, [what is wrong with the run], its summary)."""
    with tempfile.TemporaryDirectory() as folder:
        course = Course(folder)
        everybody = [*honest().values(), *honest(KERAS).values(), *CASES.values()]
        for case in everybody:
            course.hand_in(case)
        before = course.snapshot()
        found, wrong, said = {}, [], []
        for assignment in (NUMPY, KERAS):
            run = course.run("classroom", "grade", assignment, seconds=4 * 3600)
            said += [
                line for line in run.output.splitlines() if "submissions in" in line
            ]
            print(run.output[-20_000:])
            if run.status not in (0, 1):
                wrong.append(f"the run ended with {run.status}")
            course.run("nbgrader", "generate_feedback", assignment)
            scores = course.scores(assignment)
            for name, case in CASES.items():
                if case.assignment == assignment:
                    found[name] = finding(course, case, scores)
                    if found[name].pop("scripts", ()):
                        found[name]["harm"] = ["JavaScript in the feedback"]
            wrong += harm(course, assignment, scores, before, run)
        course.close()
    return found, wrong, [line.split(":", 1)[-1].strip() for line in said]


# ------------------------------------------------------------------------- the page


def words(details):
    """Return in words what is wrong with a case."""
    if not details:
        return "right"
    said = []
    for word, what in details.items():
        listed = ", ".join(what) if isinstance(what, list) else ""
        if word in ("points", "lost"):
            listed = f"in {len(what)} test{'s' * (len(what) > 1)}"
        elif word == "harm" and len(what) > 3:
            listed = f"{what[0]}, {what[1]}, {len(what) - 2} more"
        said.append(COLUMNS[word] + (f" ({listed})" if listed else ""))
    return "; ".join(said)


def counts(found, names):
    """Return the numbers of a row: as it should be, and each column."""
    chosen = [found[name] for name in names]
    return [
        sum(not details for details in chosen),
        *(sum(column in details for details in chosen) for column in COLUMNS),
    ]


def table(found):
    """Return the table by class for one grader."""
    heads = ["class", "cases", "handled right", *COLUMNS.values()]
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    groups = {kind: [n for n, c in CASES.items() if c.kind == kind] for kind in KINDS}
    for title, names in {**groups, "**all**": list(CASES)}.items():
        numbers = [len(names), *counts(found, names)]
        lines.append(f"| {title} | {' | '.join(map(str, numbers))} |")
    return "\n".join(lines)


def cell(text):
    """Return a text that can stand in a cell of a table; long paths may break."""
    plain = text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
    return plain.replace("/", "/<wbr>")


def code(text):
    """Return a name as it can stand in a cell of a table."""
    return f"`{text}`".replace("|", "\\|")


def write_page(results):
    """Return the page, made from what was found."""
    stock, ours, run = results["stock"], results["ours"], results["run"]
    total, perfect = len(CASES), sum(not details for details in ours.values())
    lines = [
        "# Hostile submissions",
        "",
        "Grading runs the code of strangers. What if one of them wants to harm, or has "
        f"bad luck? Here are {total} submissions, each graded among honest ones: by "
        f"plain nbgrader, which handles {counts(stock, CASES)[0]} of them right, and "
        f"by `classroom grade`, which handles {perfect}.",
        "",
        f"**How it was measured.** On {results['date']}, {results['machine']}. "
        f"`nbgrader autograde` {results['nbgrader']} has its default configuration, a "
        "fresh course for each submission with honest students before and behind it, "
        f"and {SECONDS} seconds before the run is stopped. `classroom grade` had all "
        "of them in one class, honest students among them; its runs: "
        f"{'; '.join(results['said'])}. What should happen to each is written beside "
        "it in `tests/hostile.py`, which keeps them harmless: nothing is attacked "
        "outside a temporary course.",
        "",
        *(
            f"- **{kind}**: {text[0].lower()}{text[1:]}."
            for kind, text in ABOUT.items()
        ),
        "",
        "Handled right means: exactly the tests whose work is right give points, an "
        "unreadable submission gets none and a note, nobody else notices. "
        "*Others harmed* counts changed files, grades or submissions, a run that "
        "stopped or had to be stopped, processes and files left behind, and "
        "JavaScript in the feedback.",
        "",
        "## Plain nbgrader",
        "",
        table(stock),
        "",
        "## classroom grade",
        "",
        table(ours),
        "",
    ]
    if run:
        lines += ["The run itself:", "", *(f"- {cell(what)}" for what in run), ""]
    for kind in KINDS:
        lines += [
            f"## {ABOUT[kind]}",
            "",
            "| submission | plain nbgrader | classroom grade |",
            "|---|---|---|",
        ]
        lines += [
            f"| {cell(c.about)} {code(n)} | {cell(words(stock[n]))} "
            f"| {cell(words(ours[n]))} |"
            for n, c in CASES.items()
            if c.kind == kind
        ]
        lines.append("")
    lines.append(
        "This page is made by `make benchmark-hostile`, in the course's repository."
    )
    return "\n".join(lines) + "\n"


def machine():
    """Return what it was measured on, in words."""
    return (
        f"{os.cpu_count()} cores, {platform.system()}, Python "
        f"{platform.python_version()}, {'root' if os.geteuid() == 0 else 'a user'}"
    )


def main():
    """Run what is asked for, write the page; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--ours", action="store_true", help="only classroom grade")
    parser.add_argument(
        "--again", action="store_true", help="forget nbgrader's results"
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="side by side")
    parser.add_argument("--case", help=argparse.SUPPRESS)
    parser.add_argument("--template", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.case:
        print(json.dumps(grade_by_nbgrader(arguments.case, arguments.template)))
        return 0
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"stock": {}}
    if arguments.again:
        results["stock"] = {}

    def save():
        RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")

    if not arguments.ours:
        run_nbgrader(results["stock"], save, arguments.jobs)
    unknown = [name for name in CASES if name not in results["stock"]]
    results["ours"], results["run"], results["said"] = run_ours()
    results |= {"date": f"{date.today():%d %B %Y}", "machine": machine()}
    results["nbgrader"] = version("nbgrader")
    save()
    imperfect = {name: what for name, what in results["ours"].items() if what}
    for name, what in imperfect.items():
        print(f"ours: {name}: {words(what)}")
    for what in results["run"]:
        print(f"ours: the run: {what}")
    if unknown:
        print(
            f"No page: nbgrader has not graded {len(unknown)} cases: run without --ours"
        )
        return 1
    PAGE.write_text(write_page(results))
    return 1 if imperfect or results["run"] else 0


if __name__ == "__main__":
    sys.exit(main())
