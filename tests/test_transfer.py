"""The classifier on a table of vectors, and that lesson 06 shows what embedlab does."""

from itertools import pairwise

import keras
import nbformat
import numpy as np
import pytest
from conftest import ROOT
from gensim.models import KeyedVectors

from embedlab.transfer import (
    FROZEN,
    GENTLE,
    LEARN,
    STRATEGIES,
    _model,
    classify,
    learning_curves,
    train_classifier,
)
from embedlab.vectors import align_vectors

LESSON = ROOT / "lessons" / "06_pretrained_initialisation.ipynb"


def texts(count=200, V=12, seed=0):
    """Return texts whose label is whether words of the upper half prevail."""
    rng = np.random.default_rng(seed)
    ids = rng.integers(1, V, size=(count, 5))
    ids[:, 3:] *= rng.integers(2, size=(count, 1))
    upper = ((ids > V // 2) * (ids > 0)).sum(axis=1) * 2 > (ids > 0).sum(axis=1)
    return ids, upper.astype(int)


def start(V=12, d=4, seed=0):
    return np.random.default_rng(seed).normal(size=(V, d)).astype("float32")


def test_a_frozen_table_stays_and_a_learning_one_moves_the_words_of_the_texts():
    ids, labels = texts()
    ids[ids == 11] = 10  # a word that no text has
    states = train_classifier(start(), ids, labels, [FROZEN, LEARN, FROZEN])
    assert len(states) == 4
    tables = [state[0] for state in states]
    assert (tables[0] == start()).all() and (tables[1] == tables[0]).all()
    assert (tables[3] == tables[2]).all()
    moved = (tables[2] != tables[1]).any(axis=1)
    assert moved.tolist() == [False] + [True] * 10 + [False]  # nor does padding
    heads = [state[1] for state in states]
    for before, after in pairwise(heads):
        assert (before != after).any(), "the output unit always learns"


def test_it_learns_and_cannot_learn_labels_that_were_permuted():
    ids, labels = texts(400)
    new, wanted = texts(400, seed=1)
    end = train_classifier(start(), ids, labels, STRATEGIES["fine-tuned"])[-1]
    assert np.mean((classify(end, new) > 0) == wanted) > 0.9
    permuted = np.random.default_rng(2).permutation(labels)
    end = train_classifier(start(), ids, permuted, STRATEGIES["fine-tuned"])[-1]
    assert np.mean((classify(end, new) > 0) == wanted) < 0.7


def test_a_score_is_that_of_keras():
    ids, labels = texts()
    end = train_classifier(start(), ids, labels, [LEARN])[-1]
    model = keras.Sequential(
        [
            keras.layers.Embedding(12, 4, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1),
        ]
    )
    model(ids)
    model.set_weights(end)
    assert np.allclose(model(ids)[:, 0], classify(end, ids), atol=1e-5)


def test_the_seed_decides_the_result_and_nothing_is_left_of_an_earlier_training():
    ids, labels = texts()
    first = train_classifier(start(), ids, labels, [FROZEN, GENTLE], seed=3)[-1]
    other = train_classifier(start(), ids, labels, [LEARN] * 2, seed=4)[-1]
    again = train_classifier(start(), ids, labels, [FROZEN, GENTLE], seed=3)[-1]
    for a, b, c in zip(first, again, other, strict=True):
        assert (a == b).all() and (a != c).any()


def test_a_smaller_rate_moves_the_table_less():
    ids, labels = texts()
    moved = [
        np.abs(train_classifier(start(), ids, labels, [(True, rate)])[-1][0] - start())
        for rate in (0.01, 0.0001)
    ]
    assert moved[1].max() < 0.1 * moved[0].max()


def test_adam_begins_anew_only_where_the_table_begins_to_learn_or_stops():
    """Two phases at one rate are one training of twice the length."""
    ids, labels = texts()
    optimizer_of = {}
    for phases in ([LEARN] * 2, [LEARN, FROZEN, LEARN]):
        train_classifier(start(), ids, labels, phases)
        _, programs = _model(12, 4, 5, 32)
        optimizer_of[len(phases)] = int(programs[True][1].iterations)
    assert optimizer_of == {2: 200, 3: 100}


def test_curves_have_a_value_for_each_strategy_test_and_size():
    ids, labels = texts()
    tests = {"new": texts(50, seed=1), "old": (ids, labels)}
    found = learning_curves(start(), ids, labels, tests, (10, 200))
    assert list(found) == list(STRATEGIES)
    for each in found.values():
        assert list(each) == ["new", "old"]
        assert all(curve.shape == (2,) for curve in each.values())
    assert found["fine-tuned"]["old"][1] > 0.9
    own = train_classifier(start(), ids[:10], labels[:10], STRATEGIES["frozen"])[-1]
    expected = np.mean((classify(own, ids) > 0) == labels)
    assert found["frozen"]["old"][0] == expected
    # A random start does not look at the vectors, the others do.
    again = learning_curves(start(seed=9), ids, labels, tests, (10, 200))
    assert (again["random"]["old"] == found["random"]["old"]).all()
    assert (again["frozen"]["new"] != found["frozen"]["new"]).any()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"ids": [[1, 2], [0, 0]]},
            "none in 1 of them, the first is text 1",
        ),
        ({"ids": [[1, 2], [12, 0]]}, r"within 0 \.\. 11, .* got 0 \.\. 12"),
        ({"ids": [[1, 2], [-1, 1]]}, r"within 0 \.\. 11"),
        ({"ids": [[0.5, 2], [1, 1]]}, "whole numbers"),
        ({"ids": [1, 2]}, "whole numbers"),
        ({"labels": [0, 1, 1]}, "2 labels of 0 or 1"),
        ({"labels": [0, 2]}, "2 labels of 0 or 1"),
        ({"labels": [0.0, np.nan]}, "2 labels of 0 or 1"),
        ({"matrix": np.full((12, 4), np.nan)}, "a finite table"),
        ({"matrix": np.zeros(12)}, "a finite table"),
    ],
)
def test_what_cannot_be_used_is_refused(change, message):
    given = {"matrix": start(), "ids": [[1, 2], [3, 0]], "labels": [0, 1]} | change
    with pytest.raises(ValueError, match=message):
        train_classifier(*given.values(), [FROZEN])


def test_a_size_beyond_the_labels_is_refused():
    ids, labels = texts(20)
    for sizes in ([21], [0]):
        with pytest.raises(ValueError, match=r"sizes within 1 \.\. 20"):
            learning_curves(start(), ids, labels, {}, sizes)


def cell(name):
    cells = nbformat.read(LESSON, as_version=4).cells
    return next(c.source for c in cells if c.id == name)


def test_lesson_06_aligns_vectors_as_embedlab_does():
    space = {"np": np, "KeyedVectors": KeyedVectors}
    exec(cell("by-hand"), space)
    rng = np.random.default_rng(0)
    vectors = KeyedVectors(5)
    names = [f"w{i}" for i in range(20)]
    vectors.add_vectors(names, rng.normal(size=(20, 5)).astype("float32"))
    vocabulary = ["", "[UNK]", "new", *rng.permutation(names)[:12], "newer"]
    for seed in (0, 1):
        shown, known = space["align_vectors"](vocabulary, vectors, seed)
        made, also_known = align_vectors(vocabulary, vectors, seed)
        assert known.tolist() == also_known.tolist() and known.sum() == 12
        assert np.allclose(shown, made, atol=1e-6)


def test_the_table_of_lesson_06_has_the_phases_of_the_code():
    table = cell("ways-model")
    rows = {
        "random": (LEARN,) * 4,
        "frozen": (FROZEN,) * 4,
        "fine-tuned": (LEARN,) * 4,
        "frozen, then gentle": (FROZEN, FROZEN, GENTLE, GENTLE),
    }
    assert rows == STRATEGIES
    words = {True: "all learns", False: "only the head learns"}
    for name, phases in rows.items():
        begin, end = (f"{words[learns]}, rate {rate}" for learns, rate in phases[::3])
        line = next(x for x in table.splitlines() if x.startswith(f"| {name} |"))
        assert f"| {begin} |" in line
        assert line.endswith("| the same |" if begin == end else f"| {end} |")
