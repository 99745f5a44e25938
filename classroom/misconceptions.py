"""Which misconception of a bank a wrong answer most resembles.

A wrong answer resembles an entry of the bank if the same tests failed and the first of
them says the same, numbers and all. If none does, the message without its numbers has
to be similar, and the code as well: messages alone differ too little. Of the 100 wrong
answers in the banks of this course's first assignment, with their own entry left out,
82 find another one by the message without its numbers, and 44 by these rules.
"""

import re
from difflib import SequenceMatcher

from classroom.resemblance import fingerprints, jaccard

SIMILAR = 0.8  # of messages without their numbers, as difflib's ratio
SIMILAR_CODE = 0.4  # as the Jaccard index of `classroom.resemblance`
LONGEST = 400  # characters of a message that are compared
NUMBER = (
    r"(?<![\w.])[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w)"
    r"|(?<!\w)-?(?:nan|inf)\b"
)


def blanked(message):
    """Return a message with its numbers blanked out; a row of numbers counts as one.

    Examples
    --------
    >>> blanked("expected [1.5  2.], got [ 1. nan 3e-07] in float32")
    'expected [#], got [#] in float32'
    >>> blanked("expected shape (2, 3)")
    'expected shape (#, #)'
    """
    text = " ".join(re.sub(NUMBER, "#", message[:LONGEST]).split())
    text = re.sub(r"#(?: #)+", "#", text)
    return re.sub(r"(?<=[\[(]) (?=#)|(?<=#) (?=[\])])", "", text)


def ratio(one, other):
    """Return how similar two texts are, from 0 to 1."""
    return 1.0 if one == other else SequenceMatcher(None, one, other, False).ratio()


def first_failed(errors):
    """Return the names of the tests that failed, and the message of the first.

    `errors` are {test: None or what failed}, in the order of the tests.
    """
    failed = tuple(test for test, error in errors.items() if error)
    if not failed:
        return failed, ""
    error = errors[failed[0]]
    return failed, f"{error['name']}: {error['message']}"[:LONGEST]


def closest(source, errors, entries):
    """Return the entry of a bank that a wrong answer most resembles, or None.

    Parameters
    ----------
    source : str
        The answer.
    errors : dict
        {test: None or {"name", "message"}}, as an entry of the bank has them.
    entries : list of dict
        The bank's entries as `classroom.trial.bank_results` returns them, with "kind",
        "title", "source" and "errors"; those that are not "wrong" are left out.

    Returns
    -------
    tuple of (dict, bool) or None
        The entry, and whether its message is the same with its numbers.
    """
    failed, message = first_failed(errors)
    prints, candidates = fingerprints(source), []
    for entry in entries:
        known = {test: entry["errors"].get(test) for test in errors}
        if entry["kind"] != "wrong" or first_failed(known)[0] != failed:
            continue
        says = first_failed(known)[1]
        same, likeness = says == message, ratio(blanked(message), blanked(says))
        code = jaccard(prints, fingerprints(entry["source"]))
        if same or (likeness >= SIMILAR and code >= SIMILAR_CODE):
            candidates.append((same, likeness, code, entry))
    if not candidates:
        return None
    best = max(candidates, key=lambda candidate: candidate[:3])
    return best[3], best[0]
