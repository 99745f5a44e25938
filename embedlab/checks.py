"""Compare two arrays and say in words where they differ."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Comparison:
    """What `compare` found: true if the arrays agree, readable when shown."""

    agree: bool
    text: str

    def __bool__(self):
        return self.agree

    def __repr__(self):
        return self.text


def compare(got, expected, atol=0.0):
    """Compare two arrays value by value and report it in two or three lines.

    Parameters
    ----------
    got : array_like of numbers, any shape
        What a computation gave.
    expected : array_like of numbers, any shape
        What it is compared with.
    atol : float
        Largest difference that still counts as equal, in the arrays' own unit.
        With 0, the default, values must be equal; equal infinities are, and NaN
        equals nothing.

    Returns
    -------
    Comparison
        True in a condition exactly if the shapes are equal and no value differs by
        more than `atol`. As the last line of a cell it shows the report.

    Raises
    ------
    ValueError
        If `atol` is negative.

    Notes
    -----
    Types may differ: 1, 1.0 and True are equal values.

    Examples
    --------
    >>> compare([[1, 2], [3, 4]], [[1.0, 2.0], [3.0, 4.0]])
    equal: all 4 values, shape (2, 2)
    >>> compare([1.0, 2.0, 3.5], [1.0, 2.0, 3.0])
    different: 1 of 3 values, shape (3,)
    first at [2]: got 3.5, expected 3.0
    largest difference: 0.5
    >>> compare([1.0, 2.0], [[1.0, 2.0]])
    different shapes: got (2,), expected (1, 2)
    """
    if atol < 0:
        raise ValueError(f"atol must be 0 or more, got {atol}")
    got, expected = np.asarray(got), np.asarray(expected)
    if got.shape != expected.shape:
        return Comparison(
            False, f"different shapes: got {got.shape}, expected {expected.shape}"
        )
    wide_got, wide_expected = got.astype(float), expected.astype(float)
    with np.errstate(invalid="ignore"):
        difference = np.abs(wide_got - wide_expected)
    close = (wide_got == wide_expected) | (difference <= atol)
    if close.all():
        allowed = f" (to within {atol:g})" if atol else ""
        return Comparison(
            True, f"equal: all {got.size} values, shape {got.shape}{allowed}"
        )
    first = tuple(int(i) for i in np.argwhere(~close)[0])
    return Comparison(
        False,
        f"different: {(~close).sum()} of {got.size} values, shape {got.shape}\n"
        f"first at {list(first)}: got {got[first]}, expected {expected[first]}\n"
        f"largest difference: {difference[~close].max():g}",
    )
