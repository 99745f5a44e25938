"""Answers that resemble each other more than answers of different people do.

An answer is parsed, so that its layout and comments do not count, and its own names are
replaced by their order of appearance. Its fingerprints are all runs of `RUN` tokens.
What the released cell, the reference solution or many answers have too is ignored; of
the rest the Jaccard index, shared fingerprints over all fingerprints of both, counts.
"""

import ast
import io
import re
import tokenize
import warnings
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import combinations

RUN = 6  # tokens in a fingerprint
FEWEST = 15  # fingerprints that must be left of an answer, else it is too short to tell
# Measured on the banks of this course, 1592 answers that stand for different people: of
# 27666 pairs of answers to the same exercise 7 reach 0.7, and 16 reach 0.6. Of copies
# with other names and layout 97 % reach 0.7; with one more statement, 53 %.
ALIKE = 0.7
LONGEST = 20_000  # characters of an answer that are looked at


@dataclass(frozen=True)
class Pair:
    """Two students whose answers to an exercise are alike, and how much, up to 1."""

    first: str
    second: str
    likeness: float


def tokens(source):
    """Return (text, whether it is a name of the answer's own) of each token.

    Examples
    --------
    >>> tokens("total = 0  # so far")
    [('total', True), ('=', False), ('0', False)]
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source[:LONGEST])
        own = own_names(tree)
        plain = ast.unparse(without_docstrings(tree))
        read = list(tokenize.generate_tokens(io.StringIO(plain).readline))
    except (SyntaxError, ValueError, RecursionError, MemoryError, tokenize.TokenError):
        words = re.findall(r"\w+|[^\w\s]", source[:LONGEST])
        return [(word, False) for word in words]
    skipped = (tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER)
    shown = {tokenize.INDENT: "{", tokenize.DEDENT: "}"}
    return [
        (shown.get(t.type, t.string), t.type == tokenize.NAME and t.string in own)
        for t in read
        if t.type not in skipped
    ]


def own_names(tree):
    """Return the names that a program binds itself, other than by imports."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
    return names


def without_docstrings(tree):
    """Return a program without the texts that say what its parts are for."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)):
            rest = [s for s in node.body if not is_text(s)]
            node.body = rest or [ast.Pass()]
    return tree


def is_text(statement):
    """Return whether a statement is nothing but a string."""
    value = getattr(statement, "value", None)
    return (
        isinstance(statement, ast.Expr)
        and isinstance(value, ast.Constant)
        and isinstance(value.value, str)
    )


def fingerprints(source):
    """Return the set of an answer's fingerprints.

    Examples
    --------
    >>> a = fingerprints("def f(x):\\n    y = x + 1\\n    return y")
    >>> a == fingerprints("def f(n): # other names\\n  up = (n + 1)\\n  return up")
    True
    """
    read, found = tokens(source), set()
    for start in range(len(read) - RUN + 1):
        order = {}
        found.add(
            tuple(
                order.setdefault(word, len(order)) if is_own else word
                for word, is_own in read[start : start + RUN]
            )
        )
    return frozenset(found)


def jaccard(one, other):
    """Return the share of two sets that they have in common, 0 if both are empty."""
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0


def common_limit(count):
    """Return how many of `count` answers may share what still tells them apart."""
    return max(4, count // 50)


def alike(answers, known=()):
    """Return the pairs of answers to one exercise that are alike, most alike first.

    Parameters
    ----------
    answers : dict of str to str
        {student: source}.
    known : iterable of str
        What everybody has seen: the released cell, and the reference solution.

    Returns
    -------
    list of Pair
    """
    ignored = frozenset().union(*map(fingerprints, known))
    prints = {source: fingerprints(source) for source in set(answers.values())}
    users = Counter(p for source in answers.values() for p in prints[source])
    limit = common_limit(len(answers))
    ignored |= {p for p, count in users.items() if count > limit}
    left = {student: prints[source] - ignored for student, source in answers.items()}
    left = {student: rest for student, rest in left.items() if len(rest) >= FEWEST}
    owners = defaultdict(list)
    for student in sorted(left):
        for one in left[student]:
            owners[one].append(student)
    shared = Counter(
        pair for students in owners.values() for pair in combinations(students, 2)
    )
    pairs = [
        Pair(*pair, likeness)
        for pair in shared
        if (likeness := jaccard(left[pair[0]], left[pair[1]])) >= ALIKE
    ]
    return sorted(pairs, key=lambda p: (-p.likeness, p.first, p.second))


def widespread(answers, known=()):
    """Return (students, source) of answers that are the same for too many to be a pair.

    Names and layout do not count, and neither do the answers in `known`.
    """
    seen = {tuple(tokens_in_order(source)) for source in known}
    forms = {source: tuple(tokens_in_order(source)) for source in set(answers.values())}
    groups = defaultdict(list)
    for student, source in answers.items():
        groups[forms[source]].append(student)
    limit = common_limit(len(answers))
    found = [
        (sorted(students), answers[min(students)])
        for form, students in groups.items()
        if len(students) > limit and form not in seen and len(form) >= FEWEST + RUN
    ]
    return sorted(found, key=lambda group: (-len(group[0]), group[0]))


def tokens_in_order(source):
    """Return an answer's tokens with its own names numbered in their order."""
    order = {}
    return [
        order.setdefault(word, len(order)) if is_own else word
        for word, is_own in tokens(source)
    ]
