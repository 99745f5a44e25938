"""What a checkup has found: findings, and a report that can be printed."""

from dataclasses import dataclass
from textwrap import indent

LEVELS = {
    "wrong": "gives wrong results",
    "risk": "look at this",
    "note": "good to know",
    "unchecked": "could not be checked",
    "fine": "checked, and as it should be",
}


@dataclass(frozen=True)
class Finding:
    """One thing that a checkup has to say.

    Parameters
    ----------
    check : str
        The name of the check, such as "ids-out-of-range".
    level : str
        "wrong", "risk", "note", "unchecked" or "fine".
    where : str
        The layer or the argument that it is about.
    message : str
        What was expected and what came.
    advice : str
        What to do; empty where there is nothing to do.
    """

    check: str
    level: str
    where: str
    message: str
    advice: str = ""

    def __str__(self):
        advice = f"\n{indent(self.advice, '  -> ')}" if self.advice else ""
        return f"[{self.check}] {self.where}: {self.message}{advice}"


class Report:
    """The findings of a checkup, the worst first. `print` shows it as text.

    Parameters
    ----------
    findings : iterable of Finding
        In any order; those of one level keep their order.

    Examples
    --------
    >>> report = Report([Finding("ids", "fine", "ids", "all below 10")])
    >>> report.ok, report.problems
    (True, [])
    >>> print(report)
    Nothing wrong was found.
    <BLANKLINE>
    CHECKED, AND AS IT SHOULD BE
    [ids] ids: all below 10
    """

    def __init__(self, findings):
        order = list(LEVELS)
        self.findings = sorted(findings, key=lambda one: order.index(one.level))

    def level(self, *levels):
        """Return the findings of these levels."""
        return [one for one in self.findings if one.level in levels]

    @property
    def wrong(self):
        """What gives wrong results."""
        return self.level("wrong")

    @property
    def problems(self):
        """What gives wrong results, and what is worth a look."""
        return self.level("wrong", "risk")

    @property
    def unchecked(self):
        """What could not be checked, each with its reason."""
        return self.level("unchecked")

    @property
    def ok(self):
        """Whether there is no problem."""
        return not self.problems

    def __str__(self):
        wrong, risks = len(self.wrong), len(self.level("risk"))
        if self.ok:
            parts = ["Nothing wrong was found."]
        else:
            parts = [f"Wrong: {wrong}. Worth a look: {risks}."]
        for level, title in LEVELS.items():
            found = self.level(level)
            if found:
                parts += [f"\n{title.upper()}", *map(str, found)]
        return "\n".join(parts)

    __repr__ = __str__
