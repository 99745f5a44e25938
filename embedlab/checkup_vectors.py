"""Checks of a checkup that hold a table against the vectors with which it began."""

import numpy as np

from embedlab.checkup_report import Finding

MOST = 1000  # rows whose nearest vectors are looked for


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
    rows = np.array([row for row, word in enumerate(words) if word in known])
    if len(rows) < 0.1 * len(words):
        text = f"{len(rows)} of {len(words)} words have a vector"
        advice = "Same language, same case? Are the words words, and not numbers?"
        yield Finding("vectors-hit-rate", "wrong", table.name, text, advice)
        return
    E = table.values.astype("float32")
    if not np.isfinite(E).all():
        return
    wanted = np.array([known[words[row]] for row in rows], dtype="float32")
    shift = _shift(E, rows, wanted)
    way = np.linalg.norm(E[rows] - wanted, axis=1)
    size = np.linalg.norm(wanted, axis=1).mean()
    if shift:
        text = f"the vector of a word stands {abs(shift)} row{'s' * (abs(shift) > 1)} "
        text += f"{'below' if shift > 0 else 'above'} its own"
        advice = "A row is an id: word i belongs in row i, padding and [UNK] included."
        yield Finding("table-shifted", "wrong", table.name, text, advice)
    elif _elsewhere(E[rows], wanted, way, size) > 0.3:
        text = "the rows hold the vectors, but of other words"
        advice = "Fill row i with the vector of vocabulary[i], not in the file's order."
        yield Finding("table-permuted", "wrong", table.name, text, advice)
    elif (way < 1e-3 * size).mean() > 0.98:
        text = f"{len(rows)} of {len(words)} rows are the vectors of their words"
        yield Finding("vectors", "fine", table.name, text)
        yield from _missing(table, words, rows)
    else:
        alike = float(_alike(E[rows], wanted).mean())
        yield from _moved(table, way, size, alike)
        yield from _missing(table, words, rows)


def _alike(E, wanted):
    """Return the cosines of rows with vectors, once what all share is taken off."""
    E, wanted = E - E.mean(axis=0), wanted - wanted.mean(axis=0)
    lengths = np.linalg.norm(E, axis=1) * np.linalg.norm(wanted, axis=1)
    return (E * wanted).sum(axis=1) / np.maximum(lengths, 1e-12)


def _shift(E, rows, wanted):
    """Return by how many rows the table is off, 0 if it is not."""
    alike, some = {}, np.linspace(0, len(rows) - 1, min(len(rows), MOST)).astype(int)
    rows, wanted = rows[some], wanted[some]
    for shift in range(-3, 4):
        inside = (rows + shift >= 0) & (rows + shift < len(E))
        if inside.sum() > 5:
            alike[shift] = _alike(E[rows[inside] + shift], wanted[inside]).mean()
    best = max(alike, key=alike.get, default=0)
    return best if alike and alike[best] > max(0.5, alike[0] + 0.3) else 0


def _elsewhere(E, wanted, way, size):
    """Return the share of rows that lie far from their vector and at another's."""
    some = np.linspace(0, len(E) - 1, min(len(E), MOST)).astype(int)
    near = np.zeros(len(some), dtype=bool)
    for start in range(0, len(wanted), MOST):
        part = wanted[start : start + MOST]
        squares = (E[some] ** 2).sum(axis=1)[:, None] + (part**2).sum(axis=1)
        away = np.sqrt(np.maximum(squares - 2 * E[some] @ part.T, 0)).min(axis=1)
        near |= away < 0.25 * size
    return float((near & (way[some] > 0.5 * size)).mean())


def _missing(table, words, rows):
    others = np.setdiff1d(np.arange(2, len(words)), rows)
    zeros = int((~table.values[others].any(axis=1)).sum())
    if zeros:
        text = f"{zeros} words without a vector have rows of zeros, like padding"
        advice = "Give them random rows of the table's spread, or the mean vector."
        yield Finding("missing-words-zero", "risk", table.name, text, advice)


def _moved(table, way, size, alike):
    still = way < 1e-3 * size
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


VECTOR_CHECKS = (check_vectors,)
