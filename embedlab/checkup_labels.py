"""Checks of a checkup that look at labels: against what an accuracy is to be read."""

import numpy as np
import tensorflow as tf

from embedlab.checkup_report import Finding


def check_labels(case):
    """Say how far the more frequent label gets, and whether one id tells all."""
    for name, labels in case.labels.items():
        labels = np.squeeze(labels)
        if labels.ndim != 1 or len(np.unique(labels)) != 2:
            continue
        truth = labels == np.unique(labels)[-1]
        majority = max(truth.mean(), 1 - truth.mean())
        text = "the more frequent label has "
        text += f"{majority:.0%}: read an accuracy against it"
        yield Finding("majority", "note", name, text)
        for table in case.tables:
            if table.ids is not None and table.ids.ndim == 2 and table.ids.shape[1] > 1:
                yield from _shortcut(table, name, truth, majority)


def _shortcut(table, name, truth, majority):
    pairs = [np.unique(row[row != 0]) for row in table.ids]
    owner = np.repeat(truth, [len(pair) for pair in pairs])
    rows = np.concatenate(pairs).astype(int)
    if not rows.size or rows.min() < 0:
        return
    ones, n = np.bincount(rows, owner), np.bincount(rows)
    right = (ones + (~truth).sum() - (n - ones)) / len(truth)
    best = np.maximum(right, 1 - right)
    row = int(best.argmax())
    if best[row] > max(0.95, majority + 0.1):
        words = table.vocabulary or []
        word = repr(words[row]) if row < len(words) else f"id {row}"
        text = f"{word} alone tells {best[row]:.0%} of the labels"
        advice = "Where does it come from? It may be missing where the model is used."
        yield Finding("shortcut", "note", name, text, advice)


def check_duplicates(case):
    """Rows that are there twice can be in the training and in the test."""
    arrays = [each.reshape(len(each), -1) for each in tf.nest.flatten(case.inputs)]
    width = sum(array.shape[1] for array in arrays)
    if not case.labels or (width < 3 and arrays[0].dtype.kind in "iuf"):
        return
    # An array of objects holds addresses: its bytes say nothing.
    arrays = [each.astype(str) if each.dtype.kind == "O" else each for each in arrays]
    keys = [hash(tuple(row.tobytes() for row in rows)) for rows in zip(*arrays)]  # noqa: B905
    _, first, n = np.unique(keys, return_inverse=True, return_counts=True)
    repeated = int((n - 1).sum())
    if not repeated:
        return
    text = f"repeated rows of ids: {repeated}"
    for name, labels in case.labels.items():
        flat = labels.reshape(len(labels), -1)
        pairs = np.unique(np.c_[first, flat], axis=0)
        torn = len(pairs) - len(n)
        also = f"; with another label than before: {torn}" if torn else ""
        advice = "Keep all copies of a row on one side when you split off a test."
        yield Finding("duplicate-rows", "note", name, text + also, advice)


LABEL_CHECKS = (check_labels, check_duplicates)
