"""What a report says of the scores, the exercises, the answers and the resources.

Each function takes what `classroom.evidence` has gathered and returns plain data, in
the order of the page.
"""

import statistics
from collections import Counter, defaultdict
from functools import lru_cache

from classroom.misconceptions import blanked, closest
from classroom.resemblance import alike, widespread

STATES = ["graded", "in part", "unreadable", "not graded"]
MOST_MESSAGES = 3
MOST_PAIRS = 40
MOST_SHARED = 3  # answers that many gave, of each exercise
MOST_USERS = 3
MIB = 2**20
UNTOUCHED = "left as it was handed out, or empty"
UNKNOWN = "none of the bank"


def readable(submissions):
    """Return the submissions whose answers could be read and judged."""
    return [s for s in submissions if s.state in ("graded", "in part")]


def summary(submissions, most):
    """Return the counts, the figures of the scores, and whom to look after."""
    scores = sorted(s.score for s in submissions if s.score is not None)
    quartiles = scores * 3 or [0.0] * 3
    if len(scores) > 1:
        quartiles = statistics.quantiles(scores, n=4, method="inclusive")
    states = Counter(s.state for s in submissions)
    return {
        "count": len(submissions),
        "states": [(state, states[state]) for state in STATES],
        "most": most,
        "scored": len(scores),
        "mean": statistics.fmean(scores) if scores else 0.0,
        "quartiles": quartiles,
        "lowest": scores[0] if scores else 0.0,
        "highest": scores[-1] if scores else 0.0,
        "trouble": [s for s in submissions if s.state != "graded"],
        "by_hand": [s for s in submissions if s.awaits_hand],
        "bins": bins(scores, most),
    }


def bins(scores, most):
    """Return (label, count) of parts of the scale from 0 to the most.

    A short scale of whole points has a part for each point, another one has ten.

    Examples
    --------
    >>> bins([0, 2, 2], 2)
    [('0', 1), ('1', 0), ('2', 2)]
    >>> bins([0.0, 5.0, 99.5, 100.0], 100)[:2]
    [('0 to 10', 2), ('10 to 20', 0)]
    """
    top = max([most, *scores], default=0) or 1
    if top <= 20 and all(float(number).is_integer() for number in [top, *scores]):
        counts = Counter(int(score) for score in scores)
        return [(f"{point}", counts[point]) for point in range(int(top) + 1)]
    width = top / 10
    counts = Counter(min(int(score / width), 9) for score in scores)
    return [
        (f"{round(k * width, 2):g} to {round((k + 1) * width, 2):g}", counts[k])
        for k in range(10)
    ]


def hardest(exercises, submissions):
    """Return what was earned in each exercise, from the hardest to the easiest."""
    those = readable(submissions)
    rows = [difficulty(exercise, those) for exercise in exercises] if those else []
    return sorted(rows, key=lambda row: row["share"])


def difficulty(exercise, submissions):
    """Return the share of an exercise's points, its tests and their messages."""
    tests, messages = [], Counter()
    earned = possible = 0
    for name in exercise.graded:
        place = exercise.notebook, name
        points = [s.points.get(place, (0, 0)) for s in submissions]
        earned += sum(score for score, _ in points)
        possible += sum(most for _, most in points)
        tests.append(
            {
                "name": name,
                "by_hand": name == exercise.name,
                "points": max(most for _, most in points),
                "passed": sum(score >= most for score, most in points),
            }
        )
    for one in submissions:
        errors = [one.errors.get((exercise.notebook, name)) for name in exercise.graded]
        said = [
            blanked(": ".join(error)).strip(": ")[:240] for error in errors if error
        ]
        messages.update(list(dict.fromkeys(said)))
    return {
        "exercise": exercise,
        "share": earned / possible if possible else 1.0,
        "count": len(submissions),
        "tests": tests,
        "messages": messages.most_common(MOST_MESSAGES),
        "other_messages": max(0, len(messages) - MOST_MESSAGES),
    }


def is_untouched(exercise, source):
    """Return whether an answer's cell is empty, or as it was handed out."""
    return source.strip() in ("", exercise.stub.strip())


def misconceptions(exercise, submissions, entries):
    """Return (title, students, how many of them sure) of wrong answers.

    `entries` are those of the exercise's bank; sure is who was told the same as the
    entry, numbers and all. The most frequent come first; answers that resemble no
    entry, and those that nobody worked on, come last.
    """
    nearest = lru_cache(maxsize=None)(
        lambda source, errors: closest(
            source,
            {
                test: error and dict(zip(("name", "message"), error, strict=True))
                for test, error in errors
            },
            entries,
        )
    )
    groups, sure = defaultdict(list), Counter()
    for one in readable(submissions):
        source = one.answers.get((exercise.notebook, exercise.name), "")
        errors = [(t, one.errors.get((exercise.notebook, t))) for t in exercise.tests]
        if any(error for _, error in errors):
            title = UNTOUCHED
            if not is_untouched(exercise, source):
                found = nearest(source, tuple(errors))
                title = found[0]["title"] if found else UNKNOWN
                sure[title] += bool(found and found[1])
            groups[title].append(one.label)
    last = [UNKNOWN, UNTOUCHED]
    rows = [(title, labels, sure[title]) for title, labels in groups.items()]
    return sorted(rows, key=lambda row: (row[0] in last, -len(row[1]), row[0]))


def look_alikes(exercises, submissions, references):
    """Return pairs of students with like answers, and answers that many gave.

    `references` are the course's own answers, {(notebook, cell): source}. Students who
    are alike in more exercises come first.
    """
    pairs, many = defaultdict(list), []
    by_student = {s.student: s for s in submissions}
    for exercise in exercises:
        place = exercise.notebook, exercise.name
        answers = {s.student: s.answers.get(place, "") for s in readable(submissions)}
        answers = {s: a for s, a in answers.items() if not is_untouched(exercise, a)}
        known = [exercise.stub, references.get(place, "")]
        for pair in alike(answers, known):
            both = by_student[pair.first], by_student[pair.second]
            texts = [answers[one.student] for one in both]
            pairs[both[0].student, both[1].student].append(
                {
                    "exercise": exercise.name,
                    "likeness": pair.likeness,
                    "answers": [
                        (one.label, t) for one, t in zip(both, texts, strict=True)
                    ],
                    "points": [earned(one, exercise) for one in both],
                }
            )
        for students, source in widespread(answers, known)[:MOST_SHARED]:
            many.append((exercise.name, len(students), source))

    def strength(item):
        likeness = [found["likeness"] for found in item[1]]
        return -len(likeness), -max(likeness), item[0]

    rows = [
        {"labels": [by_student[s].label for s in both], "found": found}
        for both, found in sorted(pairs.items(), key=strength)
    ]
    return {
        "pairs": rows[:MOST_PAIRS],
        "left_out": len(rows[MOST_PAIRS:]),
        "many": many,
    }


def earned(one, exercise):
    """Return the points that a student has in an exercise."""
    places = [(exercise.notebook, name) for name in exercise.graded]
    return sum(one.points.get(place, (0, 0))[0] for place in places)


def resources(submissions):
    """Return rows of what submissions used: median, largest, and by whom."""
    rows = []
    for key, name, unit, scale in (
        ("seconds", "Time", "s", 1),
        ("cpu_seconds", "Processor time", "s", 1),
        ("peak_bytes", "Memory", "MiB", MIB),
    ):
        known = [(s.used[key] / scale, s.label) for s in submissions if s.used.get(key)]
        known.sort(reverse=True)
        if known:
            median = statistics.median(value for value, _ in known)
            first = known[:MOST_USERS]
            rows.append({"name": name, "unit": unit, "median": median, "first": first})
    return rows
