"""What the measures of a table say, worked by hand and against another way."""

import numpy as np
import pytest

from embedlab.geometry import (
    first_direction_share,
    neighbour_purity,
    pair_auc,
    percent,
    spread,
)


def count_pairs(vectors, groups):
    """Return the AUC by comparing every pair within a group with every pair across."""
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    within, across = [], []
    for i in range(len(unit)):
        for j in range(i):
            (within if groups[i] == groups[j] else across).append(unit[i] @ unit[j])
    wins = [(a > b) + 0.5 * (a == b) for a in within for b in across]
    return np.mean(wins)


@pytest.mark.parametrize("seed", range(4))
def test_the_auc_is_the_share_of_won_comparisons(seed):
    rng = np.random.default_rng(seed)
    vectors, groups = rng.normal(size=(14, 3)), rng.integers(3, size=14)
    assert np.isclose(pair_auc(vectors, groups), count_pairs(vectors, groups))


def test_random_vectors_know_nothing():
    rng = np.random.default_rng(0)
    aucs = [pair_auc(rng.normal(size=(192, 16)), np.arange(192) % 12) for _ in range(5)]
    assert np.allclose(aucs, 0.5, atol=0.03)


def test_the_length_of_a_vector_does_not_matter():
    rng = np.random.default_rng(1)
    vectors, groups = rng.normal(size=(20, 4)), np.arange(20) % 2
    longer = vectors * rng.uniform(0.1, 10, size=(20, 1))
    assert np.isclose(pair_auc(longer, groups), pair_auc(vectors, groups))
    assert neighbour_purity(longer, groups) == neighbour_purity(vectors, groups)


def test_a_table_that_knows_the_lean_alone_has_the_value_that_counting_gives():
    lean, category = np.arange(192) % 2, np.arange(192) // 16
    known = pair_auc(2 * lean[:, None] - 1, category)
    assert np.isclose(known, (7 / 15) / 2 + 1 / 4)


def test_purity_looks_at_the_others_only():
    vectors, groups = [[1, 0], [1, 0.1], [1, 0.3], [0, 1]], [0, 1, 1, 0]
    assert neighbour_purity(vectors, groups, neighbours=1) == 0.25
    assert neighbour_purity(np.eye(3), [0, 0, 0], neighbours=2) == 1


def test_the_first_direction_is_the_largest_share_of_squared_length():
    assert np.isclose(first_direction_share([[3, 0], [0, 4]]), 16 / 25)
    rng = np.random.default_rng(2)
    line = np.outer(rng.normal(size=50), rng.normal(size=8))
    assert np.isclose(first_direction_share(line), 1)
    assert np.isclose(first_direction_share(np.eye(5)), 1 / 5)


def test_the_spread_shows_mean_and_range():
    assert spread([1, 2, 6]) == "3.000 [1.000, 6.000]"
    assert spread([0.5]) == "0.500 [0.500, 0.500]"


def test_per_cent_are_of_columns_and_stay_below_their_headings():
    assert percent([[0.1, 1.0, 0.5], [0.2, 1.0, 0.5], [0.6, 0.0, 0.5]]) == (
        " 30.0 ±25.0  66.7 ±50.0  50.0 ± 0.0"
    )
    rows = np.random.default_rng(3).uniform(size=(5, 4))
    assert percent(rows) == " ".join(percent(rows[:, [column]]) for column in range(4))
    assert len(percent(rows)) == 4 * 12 - 1


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: pair_auc(np.ones((3, 2)), [0, 1]),
            r"each of 3 vectors, got shape \(2",
        ),
        (lambda: pair_auc(np.ones(3), [0, 1, 1]), r"a matrix .*, got shape \(3,\)"),
        (lambda: pair_auc([[np.nan, 1], [1, 1]], [0, 0]), "that are not finite"),
        (lambda: pair_auc(np.eye(3), [0, 0, 0]), "some in two, got 3 and 0"),
        (lambda: pair_auc(np.eye(3), [0, 1, 2]), "some in two, got 0 and 3"),
        (
            lambda: neighbour_purity(np.eye(3), [0, 1, 1], 3),
            "1 to 2 neighbours .* got 3",
        ),
        (lambda: neighbour_purity(np.eye(3), [0, 1, 1], 0), "neighbours .* got 0"),
        (lambda: first_direction_share(np.zeros((3, 2))), "got only zeros"),
        (lambda: spread([]), "at least one value, got none"),
        (lambda: percent([0.5, 0.7]), r"a row for each seed, got shape \(2,\)"),
        (lambda: percent(np.ones((0, 3))), r"for each seed, got shape \(0, 3\)"),
    ],
)
def test_what_cannot_be_measured_is_refused_in_words(call, message):
    with pytest.raises(ValueError, match=message):
        call()
