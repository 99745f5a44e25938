"""What the lessons share: comparisons in words, and a matrix as a table."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from embedlab import compare, draw_matrix, finite_differences, use_course_style


@pytest.fixture
def axes():
    figure, axes = plt.subplots()
    yield axes
    plt.close(figure)


def test_equal_arrays_of_different_types_are_equal():
    assert compare([True, False], np.array([1.0, 0.0], dtype="float32"))
    assert compare(np.inf, np.inf)
    assert compare(np.empty((0, 3)), np.empty((0, 3)))


def test_the_first_difference_and_the_largest_are_reported():
    report = compare([[1, 2], [5, 4]], [[1, 2], [3, 8]])
    assert not report
    assert "2 of 4 values" in repr(report)
    assert "first at [1, 0]: got 5, expected 3" in repr(report)
    assert "largest difference: 4" in repr(report)


def test_a_difference_is_allowed_up_to_the_tolerance():
    assert compare([1.0], [1.25], atol=0.25)
    assert not compare([1.0], [1.25], atol=0.2)


def test_nan_equals_nothing():
    report = compare([np.nan, 1.0], [np.nan, 1.0])
    assert not report and "1 of 2 values" in repr(report)


def test_arrays_of_different_shapes_are_not_stretched_to_fit():
    assert not compare(np.ones((2, 1)), np.ones((2, 2)))
    assert "got (2, 1), expected (2, 2)" in repr(compare(np.ones((2, 1)), np.eye(2)))


def test_a_negative_tolerance_is_refused():
    with pytest.raises(ValueError, match="0 or more, got -1"):
        compare([1], [1], atol=-1)


def test_a_matrix_is_drawn_number_by_number(axes):
    draw_matrix(axes, [[1.5, 2], [3, 4]], marked_rows=[1], row_labels=["a", "b"])
    assert [text.get_text() for text in axes.texts] == ["1.5", "2.0", "3.0", "4.0"]
    weights = [text.get_weight() for text in axes.texts]
    assert weights == ["normal", "normal", "bold", "bold"]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["a", "b"]


def test_a_vector_is_drawn_as_one_row_and_named_with_its_own_shape(axes):
    draw_matrix(axes, [1, 0, 0], name="x")
    assert axes.get_xlabel() == "x  (3,)"


def test_a_row_that_does_not_exist_cannot_be_marked(axes):
    with pytest.raises(ValueError, match=r"among 0 \.\. 1, got \[2\]"):
        draw_matrix(axes, np.eye(2), marked_rows=[2])


def test_three_dimensions_cannot_be_drawn(axes):
    with pytest.raises(ValueError, match=r"got shape \(2, 2, 2\)"):
        draw_matrix(axes, np.ones((2, 2, 2)))


def test_lines_are_told_apart_without_colour():
    use_course_style()
    cycle = plt.rcParams["axes.prop_cycle"].by_key()
    assert len(set(cycle["linestyle"])) == len(cycle["linestyle"]) == 4


@pytest.mark.parametrize("seed", range(5))
def test_finite_differences_find_the_gradient_of_a_cubic(seed):
    factors, at = np.random.default_rng(seed).normal(size=(2, 3, 4))
    before = at.copy()
    gradient = finite_differences(lambda E: (factors * E**3).sum() + E.sum() ** 2, at)
    assert np.allclose(gradient, 3 * factors * at**2 + 2 * at.sum(), atol=1e-8)
    assert (at == before).all()


def test_the_differences_are_central():
    # ((e + h)**3 - (e - h)**3) / (2 * h) = 3 * e**2 + h**2
    gradient = finite_differences(lambda E: (E**3).sum(), [2.0, 0.0], step=0.5)
    assert np.allclose(gradient, [12.25, 0.25])


@pytest.mark.parametrize(
    ("loss", "at", "step", "message"),
    [
        (np.sum, [1.0], 0.0, "step must be positive, got 0.0"),
        (np.sum, [1.0], np.nan, "step must be positive, got nan"),
        (np.sum, [1e12], 1e-5, "a step of 1e-05 is lost in 1e[+]12: take a larger one"),
        (np.square, [1.0, 2.0], 1e-5, "must return one number, got shape .2,."),
    ],
)
def test_differences_that_mean_nothing_are_refused(loss, at, step, message):
    with pytest.raises(ValueError, match=message):
        finite_differences(loss, at, step)
