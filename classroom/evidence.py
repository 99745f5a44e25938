"""What is known of an assignment's submissions, from the gradebook and the notebooks.

Scores come from the gradebook, so that points given by hand count; answers and messages
come from the autograded notebooks. Both are nbgrader's formats. Only time, memory and
the reasons for trouble come from what `classroom grade` keeps beside them.
"""

import json
from dataclasses import dataclass, field

from nbgrader.api import MissingEntry

from classroom.course import read_json
from classroom.grade import Line
from classroom.release import NoRelease, judging_tests, role
from classroom.submission import grade_id, text

NOT_JUDGED = "NotGraded"


class NoGrades(NoRelease):
    """Nothing has been graded yet; the text says what to do."""


@dataclass(frozen=True)
class Exercise:
    """An answer's cell and what is graded of it.

    Attributes
    ----------
    notebook, name : str
        Of the notebook, and the `grade_id` of the answer's cell.
    tests : tuple of str
        The tests that judge it.
    by_hand : bool
        Whether the answer itself is graded, by a human.
    stub : str
        The answer's cell as it was released.
    """

    notebook: str
    name: str
    tests: tuple
    by_hand: bool
    stub: str

    @property
    def graded(self):
        """Return the names of the cells that give its points."""
        return (self.name,) * self.by_hand + self.tests


@dataclass
class Submission:
    """One student's submission.

    Attributes
    ----------
    student, label : str
        The id, and what to call the student on a page.
    state, why : str
        "graded", "in part", "unreadable" or "not graded", and the reason.
    score : float or None
        After the penalty for lateness; None if it was not graded.
    points : dict
        {(notebook, cell): (score, the most that can be had)}.
    errors : dict
        {(notebook, test): (name, message)} of the tests that failed.
    answers : dict
        {(notebook, cell): source}.
    awaits_hand : bool
        Whether something has to be graded by hand yet.
    used : dict
        "seconds", "cpu_seconds" and "peak_bytes", if they are known.
    """

    student: str
    label: str
    state: str = "not graded"
    why: str = ""
    score: float | None = None
    points: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    awaits_hand: bool = False
    used: dict = field(default_factory=dict)


def exercises(releases):
    """Return the exercises of released notebooks, in their order."""
    found = []
    for release in releases:
        cells = {grade_id(cell): cell for cell in release.cells}
        settings = {name: cell.metadata.nbgrader for name, cell in cells.items()}
        tests = judging_tests(
            (name, "answer" if settings[name]["task"] else role(cell))
            for name, cell in cells.items()
        )
        for name, those in tests.items():
            by_hand = bool(settings[name]["grade"] or settings[name]["task"])
            stub = cells[name].source
            one = Exercise(release.notebook, name, tuple(those), by_hand, stub)
            found.append(one)
    return [exercise for exercise in found if exercise.graded]


def final_score(submission):
    """Return the points of nbgrader's submission as nbgrader itself exports them."""
    return max(0.0, submission.score - submission.late_submission_penalty)


def full_name(student):
    """Return the first and last name that the gradebook has; "" if it has none."""
    return " ".join(name for name in (student.first_name, student.last_name) if name)


def gather(course, assignment):
    """Return the submissions, sorted by student, and the most that can be had.

    Raises
    ------
    NoGrades
        If no submission has been graded.
    """
    with course.gradebook() as gradebook:
        try:
            most = gradebook.find_assignment(assignment).max_score
        except MissingEntry:
            raise NoGrades(
                f"The gradebook has no assignment {assignment}. Record it first:\n"
                f"    nbgrader generate_assignment {assignment}"
            ) from None
        found = {}
        for known in gradebook.assignment_submissions(assignment):
            name, student = full_name(known.student), known.student_id
            one = Submission(student, f"{name} ({student})" if name else student)
            one.state, one.score = "graded", final_score(known)
            for notebook in known.notebooks:
                for grade in notebook.grades:
                    place = notebook.name, grade.name
                    one.points[place] = grade.score, grade.max_score
                    one.awaits_hand |= grade.needs_manual_grade
            found[student] = one
    if not found:
        raise NoGrades(
            f"No submission to {assignment} is graded yet:\n"
            f"    classroom grade {assignment}"
        )
    for student in course.students(assignment):
        why = "handed in, but not in the gradebook: `classroom grade` says why"
        found.setdefault(student, Submission(student, student, why=why))
    notebooks = {notebook for one in found.values() for notebook, _ in one.points}
    for one in found.values():
        for notebook in sorted(notebooks):
            add_notebook(one, course, assignment, notebook)
    add_outcomes(found, course.state(assignment) / "outcomes")
    return [found[student] for student in sorted(found)], most


def add_notebook(one, course, assignment, notebook):
    """Add the answers and errors of an autograded notebook to a submission."""
    path = course.path("autograded", one.student, assignment) / f"{notebook}.ipynb"
    try:
        cells = json.loads(path.read_bytes())["cells"]
    except (OSError, ValueError):
        return
    for cell in cells:
        name = grade_id(cell)
        if name is None:
            if (
                "could not be read as a notebook" in text(cell)[:400]
                and not one.answers
            ):
                one.state, one.why = "unreadable", f"{notebook}.ipynb could not be read"
            continue
        one.answers[notebook, name] = text(cell)
        error = error_of(cell.get("outputs", ()))
        score, most = one.points.get((notebook, name), (0, 0))
        if error is None and score < most and cell["cell_type"] == "code":
            error = "PartialCredit", f"{score:g} of {most:g} points"
        if error and most:
            one.errors[notebook, name] = error
            if error[0] == NOT_JUDGED and one.state == "graded":
                one.state, one.why = "in part", f"{name}: {error[1]}"


def error_of(outputs):
    """Return (name, message) of what ended a test, or None."""
    for output in outputs:
        if output["output_type"] == "error":
            return output.get("ename", ""), output.get("evalue", "")
        if output["output_type"] == "stream" and output["name"] == "stderr":
            return "Warning", "".join(output["text"]).strip()
    return None


def add_outcomes(found, folder):
    """Add what `classroom grade` has kept to {student: submission}."""
    for path in folder.glob("*.entered"):
        known = read_json(path) or {}
        line = Line(**known["line"]) if "line" in known else None
        one = found.get(line.student) if line else None
        if one and one.score is not None:
            one.state, one.why = line.state, "; ".join(line.trouble)
    for path in folder.glob("*.json"):
        known = read_json(path) or {}
        one = found.get(known.get("student"))
        reports = [o.get("report") or {} for o in known.get("outcomes", {}).values()]
        if one is None or not any(reports):
            continue
        for key in ("seconds", "cpu_seconds"):
            one.used[key] = sum(report.get(key, 0) for report in reports)
        one.used["peak_bytes"] = max(report.get("peak_bytes", 0) for report in reports)
