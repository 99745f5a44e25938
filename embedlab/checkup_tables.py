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


def check_vectors(case):
    """A row must be the vector of the word that it stands for."""
    if case.vectors is None:
        text = "whether rows are the vectors of their words: pass vectors=..."
        yield Finding("vectors", "unchecked", "tables", text)
        return
    known = _as_dict(case.vectors)
    d = len(next(iter(known.values())))
    fitting = [t for t in case.tables if t.vocabulary and t.values.shape[1] == d]
    if not fitting:
        text = f"no table has {d} columns, as the vectors, and a vocabulary"
        yield Finding("vectors", "unchecked", "vectors", text, "Pass vectorizer=...")
    for table in fitting:
        yield from _compare(table, known)


def _as_dict(vectors):
    """Return {word: vector} of gensim's vectors, a dict, or a pair (words, array)."""
    if hasattr(vectors, "key_to_index"):
        return {word: vectors[word] for word in vectors.key_to_index}
    if isinstance(vectors, dict):
        return {word: np.asarray(vector) for word, vector in vectors.items()}
    try:
        words, rows = vectors
        return dict(zip(words, np.asarray(rows), strict=True))
    except (TypeError, ValueError):
        raise TypeError(
            "vectors must be gensim's KeyedVectors, a dict from word to vector, or a "
            f"pair (words, array), got {type(vectors).__name__}"
        ) from None


def _compare(table, known):
    words = table.vocabulary[: len(table.values)]
    rows = [row for row, word in enumerate(words) if word in known]
    if len(rows) < 0.1 * len(words):
        text = f"{len(rows)} of {len(words)} words have a vector"
        advice = "Same language, same case? Are the words words, and not numbers?"
        yield Finding("vectors-hit-rate", "wrong", table.name, text, advice)
        return
    wanted = np.array([known[words[row]] for row in rows], dtype="float64")
    exact = {
        shift: _share_equal(table.values, rows, wanted, shift) for shift in range(-3, 4)
    }
    best = max(exact, key=lambda shift: (exact[shift], shift == 0))
    if best == 0 and exact[0] > 0.9:
        text = f"{len(rows)} of {len(words)} rows are the vectors of their words"
        yield Finding("vectors", "fine", table.name, text)
        yield from _missing(table, words, rows)
    elif best != 0 and exact[best] > 0.5:
        text = f"the vector of a word stands {abs(best)} row{'s' * (abs(best) > 1)} "
        text += f"{'below' if best > 0 else 'above'} its own"
        advice = "A row is an id: word i belongs in row i, padding and [UNK] included."
        yield Finding("table-shifted", "wrong", table.name, text, advice)
    elif _elsewhere(table.values, rows, wanted) > 0.5:
        text = "the rows hold the vectors, but of other words"
        advice = "Fill row i with the vector of vocabulary[i], not in the file's order."
        yield Finding("table-permuted", "wrong", table.name, text, advice)
    else:
        yield from _moved(table, rows, wanted)


def _share_equal(E, rows, wanted, shift):
    places = np.array(rows) + shift
    inside = (places >= 0) & (places < len(E))
    equal = np.isclose(E[places[inside]], wanted[inside], atol=1e-4).all(axis=1)
    return float(equal.sum() / len(rows))


def _elsewhere(E, rows, wanted):
    have = {row.tobytes() for row in np.round(wanted, 3) + 0.0}
    return np.mean(
        [row.tobytes() in have for row in np.round(E[rows].astype(float), 3) + 0.0]
    )


def _missing(table, words, rows):
    others = np.setdiff1d(np.arange(2, len(words)), rows)
    zeros = int((~table.values[others].any(axis=1)).sum())
    if zeros:
        text = f"{zeros} words without a vector have rows of zeros, like padding"
        advice = "Give them random rows of the table's spread, or the mean vector."
        yield Finding("missing-words-zero", "risk", table.name, text, advice)


def _moved(table, rows, wanted):
    E = table.values[rows].astype("float64")
    way = np.linalg.norm(E - wanted, axis=1)
    size = np.linalg.norm(wanted, axis=1).mean()
    still = way < 1e-3 * size
    lengths = np.linalg.norm(E, axis=1) * np.linalg.norm(wanted, axis=1)
    alike = float(np.mean((E * wanted).sum(axis=1) / np.maximum(lengths, 1e-12)))
    if still.mean() < 0.02 and alike < 0.2:
        text = (
            f"the rows do not resemble the vectors of their words (cosine {alike:.2f})"
        )
        advice = "Were the vectors loaded? They may have been put in and overwritten."
        yield Finding("vectors-not-there", "wrong", table.name, text, advice)
    elif still.any() and way[~still].mean() > 0.2 * size:
        text = f"{(~still).sum()} rows moved by {way[~still].mean():.2f} on average, "
        text += (
            f"{still.sum()} have stayed where they were; a vector is {size:.2f} long"
        )
        advice = "Words that were never in the training are left behind: test on such "
        advice += "words, train the head first, then the table at a small rate."
        yield Finding("left-behind", "risk", table.name, text, advice)
    else:
        text = (
            f"the rows have moved by {way.mean():.2f} on average (cosine {alike:.2f})"
        )
        yield Finding("vectors", "note", table.name, text)


TABLE_CHECKS = (check_values, check_config, check_twins, check_vectors)
