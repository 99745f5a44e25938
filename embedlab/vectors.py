"""Vectors that others have trained: read from a file, put into a model's order."""

import numpy as np
from gensim.models import KeyedVectors

from embedlab.vector_files import read_vectors

__all__ = ["align_vectors", "check_alignment", "read_vectors"]

PADDING, UNKNOWN = "", "[UNK]"  # as TextVectorization calls them


def align_vectors(vocabulary, vectors, seed=0):
    """Put vectors into the order of a vocabulary, as an Embedding layer needs them.

    Row r of the table belongs to word r of the vocabulary: its vector, if there is one.
    Padding "" gets zeros, "[UNK]" the mean of all vectors, and a word without a vector
    normal numbers with mean 0 and the standard deviation of all numbers in `vectors`.

    Parameters
    ----------
    vocabulary : list of str, length V
        Different words, as `TextVectorization.get_vocabulary()` gives them.
    vectors : gensim.models.KeyedVectors
        With d numbers each.
    seed : int
        Decides the numbers of the words without a vector.

    Returns
    -------
    matrix : ndarray of float32, shape (V, d)
    known : ndarray of bool, shape (V,)
        Whether the row is a vector of `vectors`; never true for "" and "[UNK]".

    Raises
    ------
    ValueError
        If the vocabulary is no list of different str, or no word of it has a vector.

    Examples
    --------
    >>> vectors = KeyedVectors(2)
    >>> vectors.add_vectors(["river", "alps"], np.array([[0.0, 2.0], [1.0, 4.0]]))
    >>> matrix, known = align_vectors(["", "[UNK]", "alps"], vectors)
    >>> matrix
    array([[0. , 0. ],
           [0.5, 3. ],
           [1. , 4. ]], dtype=float32)
    >>> known
    array([False, False,  True])
    """
    known, rows = _find(vocabulary, vectors)
    table, rng = vectors.vectors, np.random.default_rng(seed)
    shape = len(known), table.shape[1]
    matrix = rng.normal(0, table.std(dtype=float), size=shape).astype(np.float32)
    matrix[known] = table[rows]
    for row, word in enumerate(vocabulary):
        if word == PADDING:
            matrix[row] = 0
        elif word == UNKNOWN:
            matrix[row] = table.mean(axis=0, dtype=float)
    return matrix, known


def check_alignment(table, vocabulary, vectors, at_least=0.5):
    """Check that the rows of a table are the vectors of the words that they stand for.

    Parameters
    ----------
    table : array_like of float, shape (V, d)
        The weights of an Embedding layer, say, before they are trained.
    vocabulary : list of str, length V
        As for `align_vectors`.
    vectors : gensim.models.KeyedVectors
    at_least : float
        The share of the words, "" and "[UNK]" not counted, that must have a vector.
        With few of them, vectors and vocabulary hardly fit together.

    Raises
    ------
    ValueError
        If the shape is another, fewer words have a vector, or a row differs from the
        word's vector by more than rounding. The message says how many do, and if the
        table would be right with all rows one or two further down or up.

    Examples
    --------
    >>> vectors = KeyedVectors(1)
    >>> vectors.add_vectors(["alps", "river"], np.array([[3.0], [4.0]]))
    >>> check_alignment([[0], [1], [3], [4]], ["", "[UNK]", "alps", "river"], vectors)
    >>> check_alignment([[3], [4], [0], [0]], ["", "[UNK]", "alps", "river"], vectors)
    Traceback (most recent call last):
    ...
    ValueError: 2 of 2 known words have rows that are not their vectors, the first is \
'alps' in row 2: the rows are shifted by 2, up: padding and [UNK] come first
    """
    known, file_rows = _find(vocabulary, vectors)
    table, expected = np.asarray(table), vectors.vectors[file_rows]
    real = sum(word not in (PADDING, UNKNOWN) for word in vocabulary)
    if known.sum() < at_least * real:
        raise ValueError(
            f"expected vectors for a share of {at_least} of the words or more, got "
            f"{known.sum()} of {real}: are these the vectors for this vocabulary?"
        )
    rows = np.flatnonzero(known)

    def fits(shift):
        """Return which vectors are `shift` rows further down, and how many can be."""
        places = rows + shift
        inside = (places >= 0) & (places < len(table))
        near = np.isclose(table[places[inside]], expected[inside], 1e-5, 1e-6)
        same = np.zeros(len(rows), dtype=bool)
        same[inside] = near.all(axis=1)
        return same, inside.sum()

    hint = "is the table in the order of this vocabulary?"
    if table.ndim == 2 and table.shape[1] == vectors.vector_size:
        for shift in (-2, -1, 1, 2):
            same, inside = fits(shift)
            if same.sum() > 0.9 * inside:
                way = "up" if shift < 0 else "down"
                hint = (
                    f"the rows are shifted by {abs(shift)}, {way}: padding and [UNK] "
                    "come first"
                )
                break
    shape = len(known), vectors.vector_size
    if table.shape != shape:
        raise ValueError(
            f"expected a table of shape {shape}, got {table.shape}: {hint}"
        )
    wrong = rows[~fits(0)[0]]
    if len(wrong):
        raise ValueError(
            f"{len(wrong)} of {len(rows)} known words have rows that are not their "
            f"vectors, the first is {vocabulary[wrong[0]]!r} in row {wrong[0]}: {hint}"
        )


def _find(vocabulary, vectors):
    """Return which words have a vector, shape (V,), and the rows of those vectors."""
    if not isinstance(vectors, KeyedVectors):
        raise ValueError(
            "expected KeyedVectors, as read_vectors(path) returns and gensim's models "
            f"have as .wv, got {type(vectors).__name__}"
        )
    if not isinstance(vocabulary, list | tuple | np.ndarray):
        raise ValueError(
            "expected a list of words such as get_vocabulary() returns, got "
            f"{vocabulary!r:.60}"
        )
    seen = set()
    for row, word in enumerate(vocabulary):
        if not isinstance(word, str):
            raise ValueError(f"expected words of type str, got {word!r} in row {row}")
        if word in seen:
            raise ValueError(
                f"expected different words, got {word!r} again in row {row}: which of "
                "the rows is its own?"
            )
        seen.add(word)
    special = {PADDING, UNKNOWN}
    index = vectors.key_to_index
    known = np.array([w in index and w not in special for w in vocabulary], dtype=bool)
    if not known.any():
        raise ValueError(
            f"none of the {len(vocabulary)} words has a vector: words are such as "
            f"{list(vocabulary[2:5])} here and {vectors.index_to_key[:3]} there; are "
            "they in lower case in one and not in the other?"
        )
    return known, [
        index[word] for word in vocabulary if word in index and word not in special
    ]
