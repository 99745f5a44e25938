"""Check arrays against each other, and gradients against differences of the loss."""

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


def finite_differences(loss, at, step=1e-5):
    """Return the gradient of a loss, estimated from the loss alone.

    Each number in turn is raised and lowered by `step` while all the others keep
    their values; the slope between the two losses is its entry of the result.

    Parameters
    ----------
    loss : callable
        Takes an array of the shape of `at` and returns a number. It is called twice
        for each number in `at`.
    at : array_like of numbers, any shape
        Where the gradient is wanted; it is left as it is.
    step : float
        How far a number is moved, in its own unit. For a smooth loss of ordinary size
        in float64 the default gives about nine digits; a loss that computes in float32
        needs a larger step, about 1e-2.

    Returns
    -------
    ndarray of float64, the shape of `at`
        Central differences; their error shrinks with the square of `step`, until
        rounding takes over.

    Raises
    ------
    ValueError
        If `step` is not positive, or so small that adding it changes nothing, or if
        the loss returns something other than one number.

    Examples
    --------
    >>> finite_differences(lambda E: (E**2).sum(), [[1.0, -3.0]]).round(6)
    array([[ 2., -6.]])
    """
    if not step > 0:
        raise ValueError(f"step must be positive, got {step}")
    at = np.asarray(at, dtype=float)
    gradient = np.zeros_like(at)
    for place in np.ndindex(*at.shape):
        ends = []
        for sign in (1, -1):
            moved = at.copy()
            moved[place] += sign * step
            if moved[place] == at[place]:
                raise ValueError(
                    f"a step of {step:g} is lost in {at[place]:g}: take a larger one"
                )
            value = np.asarray(loss(moved))
            if value.size != 1:
                raise ValueError(
                    f"the loss must return one number, got shape {value.shape}"
                )
            ends.append(float(value.reshape(())))
        gradient[place] = (ends[0] - ends[1]) / (2 * step)
    return gradient
