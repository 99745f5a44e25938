"""What a table of vectors holds: which of its vectors are alike, and along what."""

import numpy as np
from sklearn.metrics import roc_auc_score
from sklearn.metrics.pairwise import cosine_similarity


def pair_auc(vectors, groups):
    """Return how well cosine similarity tells pairs of one group from other pairs.

    It is the chance that a pair of vectors from one group, drawn at random, is more
    similar than a pair from two groups: the area under the ROC curve (AUC), ties
    counted half. 1 means that every pair within a group is more similar than every
    pair across groups, 0.5 that similarity tells nothing about the groups. Only the
    order of the similarities counts, not their size.

    Parameters
    ----------
    vectors : array_like of float, shape (N, d)
        One vector for each of N words. A vector of zeros has similarity 0 to all.
    groups : array_like, shape (N,)
        The group of each word: its category, or its lean.

    Returns
    -------
    float
        Within 0 to 1.

    Raises
    ------
    ValueError
        If there is not one finite vector for each group label, or if no two words
        share a group, or if all do.

    Examples
    --------
    >>> pair_auc([[1, 0], [2, 0], [0, 1], [0, 3]], ["up", "up", "down", "down"])
    1.0
    """
    vectors, groups = _as_vectors(vectors, groups)
    first, second = np.triu_indices(len(groups), k=1)
    same = groups[first] == groups[second]
    if same.all() or not same.any():
        raise ValueError(
            "expected some pairs of words in one group and some in two, "
            f"got {same.sum()} and {(~same).sum()}"
        )
    return float(roc_auc_score(same, cosine_similarity(vectors)[first, second]))


def neighbour_purity(vectors, groups, neighbours=5):
    """Return the share of nearest neighbours in a word's own group (precision at k).

    Parameters
    ----------
    vectors : array_like of float, shape (N, d)
        One vector for each of N words.
    groups : array_like, shape (N,)
        The group of each word.
    neighbours : int
        How many nearest neighbours of each word to look at, by cosine similarity;
        the word itself is none of them. Of equally near ones the first are taken.

    Returns
    -------
    float
        Within 0 to 1, averaged over words. Chance gives about the share of a group
        among the words.

    Raises
    ------
    ValueError
        If there is not one finite vector for each group label, or if `neighbours` is
        not within 1 to N - 1.

    Examples
    --------
    >>> vectors = [[1, 0], [2, 0.1], [0, 1], [0.1, 3]]
    >>> neighbour_purity(vectors, ["up", "up", "down", "down"], neighbours=1)
    1.0
    """
    vectors, groups = _as_vectors(vectors, groups)
    if not 1 <= neighbours < len(groups):
        raise ValueError(
            f"expected 1 to {len(groups) - 1} neighbours for {len(groups)} words, "
            f"got {neighbours}"
        )
    similarity = cosine_similarity(vectors)
    np.fill_diagonal(similarity, -np.inf)
    nearest = np.argsort(-similarity, axis=1, kind="stable")[:, :neighbours]
    return float((groups[nearest] == groups[:, None]).mean())


def first_direction_share(vectors):
    """Return the share of squared length that lies along the best single direction.

    Parameters
    ----------
    vectors : array_like of float, shape (N, d)
        Vectors, or the ways that they moved; not all zero. They are not centred.

    Returns
    -------
    float
        The square of the largest singular value over the sum of all squares (explained
        variance, but not centred): 1 if all vectors lie on one line through the origin,
        1/d if no direction is preferred.

    Raises
    ------
    ValueError
        If `vectors` is not a matrix of finite numbers, or holds only zeros.

    Examples
    --------
    >>> round(first_direction_share([[1, 2], [-2, -4], [0.5, 1]]), 6)
    1.0
    """
    vectors, _ = _as_vectors(vectors)
    squares = np.linalg.svd(vectors, compute_uv=False) ** 2
    if not squares.sum() > 0:
        raise ValueError("expected vectors that are not all zero, got only zeros")
    return float(squares[0] / squares.sum())


def spread(values):
    """Return the mean of some values and their range, as text.

    Parameters
    ----------
    values : array_like of float, shape (N,)
        One value for each seed; at least one.

    Returns
    -------
    str
        Mean, smallest and largest value, with three digits.

    Raises
    ------
    ValueError
        If there are no values.

    Examples
    --------
    >>> spread([0.5, 0.25, 0.75])
    '0.500 [0.250, 0.750]'
    """
    values = np.asarray(values, dtype=float)
    if not values.size:
        raise ValueError("expected at least one value, got none")
    return f"{values.mean():.3f} [{values.min():.3f}, {values.max():.3f}]"


def percent(rows):
    """Return the mean of each column in per cent, and half its range, as text.

    Parameters
    ----------
    rows : array_like of float, shape (N, M)
        Shares, 0 to 1: a row for each seed, a column for each thing that was measured.

    Returns
    -------
    str
        For each column eleven characters, one space between columns.

    Raises
    ------
    ValueError
        If `rows` is not a matrix, or is empty.

    Examples
    --------
    >>> percent([[0.5, 0.98], [0.7, 0.99]])
    ' 60.0 ±10.0  98.5 ± 0.5'
    """
    columns = 100 * np.asarray(rows, dtype=float).T
    if columns.ndim != 2 or not columns.size:
        raise ValueError(
            f"expected a matrix with a row for each seed, got shape {np.shape(rows)}"
        )
    return " ".join(f"{c.mean():5.1f} ±{np.ptp(c) / 2:4.1f}" for c in columns)


def _as_vectors(vectors, groups=None):
    """Return vectors and groups as arrays, or say what is wrong with them."""
    vectors = np.asarray(vectors, dtype=float)
    groups = groups if groups is None else np.asarray(groups)
    if vectors.ndim != 2 or not np.isfinite(vectors).all():
        raise ValueError(
            f"expected a matrix of finite numbers, got shape {vectors.shape}"
            + (
                ""
                if np.isfinite(vectors).all()
                else " with numbers that are not finite"
            )
        )
    if groups is not None and groups.shape != vectors.shape[:1]:
        raise ValueError(
            f"expected a group for each of {len(vectors)} vectors, got shape "
            f"{groups.shape}"
        )
    return vectors, groups
