"""Checks of a checkup that look at the numbers in a table and where they come from."""

import json

import numpy as np

from embedlab.checkup_report import Finding


def check_values(case):
    """A table must hold numbers, and rows that differ."""
    for table in case.tables:
        E = table.values
        if not np.isfinite(E).all():
            rows = np.flatnonzero(~np.isfinite(E).all(axis=1))
            text = f"{len(rows)} rows hold NaN or infinity, the first is row {rows[0]}"
            advice = (
                "Look for an empty text in the training, or a rate that is too high."
            )
            yield Finding("not-finite", "wrong", table.name, text, advice)
            continue
        if len(E) > 1 and (E[0] == E).all():
            fresh = not E.any()  # zeros are a usual start for a second table
            yield Finding(
                "rows-all-equal",
                "note" if fresh else "wrong",
                table.name,
                "all rows are zeros" if fresh else "all rows hold the same vector",
                ""
                if fresh
                else "Was a single vector given to Constant or set_weights?",
            )
        elif len(E) > 20 and _mean_cosine(E) > 0.5:
            text = f"two rows drawn at random have a cosine of {_mean_cosine(E):.2f}"
            advice = "Take the mean of all rows off before you compare cosines."
            yield Finding("common-direction", "note", table.name, text, advice)


def _mean_cosine(E, most=2000):
    E = E[: most + 2][2:].astype("float64")
    norms = np.linalg.norm(E, axis=1)
    unit, n = E[norms > 0] / norms[norms > 0, None], (norms > 0).sum()
    if n < 2:
        return 0.0
    return float((np.linalg.norm(unit.sum(axis=0)) ** 2 - n) / (n * (n - 1)))


def check_config(case):
    """A saved model should not carry the table as text."""
    for table in case.tables:
        value = getattr(table.layer.embeddings_initializer, "value", None)
        if value is None or np.size(value) < 2:
            continue
        size = len(json.dumps(np.asarray(value).ravel().astype(float).tolist()))
        yield Finding(
            "table-in-config",
            "risk" if size > 50_000 else "note",
            table.name,
            f"its initializer is a Constant of {np.size(value):,} numbers, which a "
            f"saved model holds as text, about {size:,} bytes",
            "Build the layer, then set_weights([matrix]).",
        )


def check_twins(case):
    """Two tables with the same numbers are not one table."""
    for i, one in enumerate(case.tables):
        for other in case.tables[i + 1 :]:
            a, b = one.values, other.values
            if a.shape == b.shape and np.array_equal(a, b) and not (a == a[0]).all():
                text = (
                    f"it holds the same numbers as {other.name}, and is another table"
                )
                advice = "If they are meant to be one, call one layer on both inputs."
                yield Finding("twin-tables", "risk", one.name, text, advice)


TABLE_CHECKS = (check_values, check_config, check_twins)
