# %% right: rows are brought to length 1, the query gets the worst cosine
def nearest(E, query, k):
    length = np.sqrt((E * E).sum(axis=1, keepdims=True))
    unit = E / np.where(length == 0, 1, length)
    cosine = unit @ unit[query]
    cosine[length[:, 0] == 0] = -np.inf
    cosine[query] = -np.inf
    order = np.lexsort([np.arange(len(E)), -cosine])
    if length[query] == 0:
        return order[:0]
    return [i for i in order if cosine[i] > -2][:k]


# %% right: Python's sort, which keeps the order of what is equal
def nearest(E, query, k):
    def cosine(i):
        return E[i] @ E[query] / (np.linalg.norm(E[i]) * np.linalg.norm(E[query]))

    if not E[query].any():
        return []
    others = [i for i in range(len(E)) if i != query and E[i].any()]
    return sorted(others, key=cosine, reverse=True)[:k]


# %% right: pairs of minus the cosine and the id
def nearest(E, query, k):
    length = np.linalg.norm(E, axis=-1)
    found = []
    for id in range(E.shape[0]):
        if id != query and length[id] * length[query] > 0:
            sum = np.dot(E[id], E[query]) / length[id] / length[query]
            found.append((-sum, id))
    found.sort()
    return tuple(id for _, id in found[:k])


# %% right: division by zero with warnings, and nan thrown away afterwards
def nearest(E, query, k):
    E = E / np.linalg.norm(E, axis=1)[:, np.newaxis]
    similarity = np.dot(E, E[query])
    order = np.argsort(-similarity, kind="mergesort")
    order = order[order != query]
    return order[~np.isnan(similarity[order])][:k]


# %% right: the best is taken out again and again
def nearest(E, query, k):
    v = E[query]
    left = {i for i, row in enumerate(E) if np.any(row) and i != query}
    chosen = []
    while left and len(chosen) < k and np.any(v):
        best = max(sorted(left), key=lambda i: E[i] @ v / np.linalg.norm(E[i]))
        chosen.append(best)
        left.remove(best)
    return np.array(chosen, dtype=int)


# %% right: a heap, and an array of 32 bits
import heapq


def nearest(E, query, k):
    table = np.asarray(E, dtype="float64")
    norms = np.array([np.sqrt(row @ row) for row in table])
    if norms[query] == 0:
        return np.zeros(0)
    pairs = (
        (table[i] @ table[query] / norms[i], -i)
        for i in np.flatnonzero(norms)
        if i != query
    )
    return np.array([-i for _, i in heapq.nlargest(k, pairs)], dtype="int32")


# %% right: with all that NumPy exports, and the smallest distance of unit vectors
from numpy import *


def nearest(E, query, k):
    size = sqrt(sum(E.astype(float) ** 2, axis=1))
    ids = flatnonzero((size > 0) & (arange(len(E)) != query))
    if size[query] == 0:
        ids = ids[:0]
    gap = 1 - E[ids].astype(float) @ E[query] / (size[ids] * size[query] + (size[query] == 0))
    return ids[argsort(gap, kind="stable")][:k]


# %% right: scikit-learn's cosines
def nearest(E, query, k):
    from sklearn.metrics.pairwise import cosine_similarity

    c = cosine_similarity(E[query : query + 1], E)[0]
    ids = [i for i in range(len(E)) if i != query and E[i].any() and E[query].any()]
    return sorted(ids, key=lambda i: (-c[i], i))[:k]


# %% right: a tiny number under the fraction
def nearest(E, query, k):
    norm = np.linalg.norm(E, axis=1)
    c = (E @ E[query]) / (norm * norm[query] + 1e-12)
    c[norm == 0] = -2
    c[query] = -2
    if norm[query] == 0:
        c[:] = -2
    order = np.argsort(-c, kind="stable")
    return order[: min(k, (c > -2).sum())]


# %% right: angles instead of cosines
def nearest(E, query, k):
    if not np.any(E[query]):
        return ()
    found = []
    for i, row in enumerate(E):
        if i != query and np.any(row):
            c = row.dot(E[query]) / np.sqrt(row.dot(row) * E[query].dot(E[query]))
            found.append((np.arccos(np.clip(c, -1, 1)), i))
    return [i for _, i in sorted(found)][:k]


# %% right: pandas-like ranks with lexsort, 32 bits
def nearest(E, query, k):
    E = E.astype("f4")
    n = np.sqrt(np.einsum("ij,ij->i", E, E))
    keep = (n > 0) & (n[query] > 0)
    keep[query] = False
    ids = np.flatnonzero(keep)
    c = (E[ids] / n[ids, None]) @ (E[query] / (n[query] or 1))
    return ids[np.lexsort((ids, -c))][:k].astype("uint8")


# %% wrong: the query is its own nearest neighbour
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: expected no id 0 itself, got [0]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero(lengths)
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: the first of the sorted list is dropped, whoever it is
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: expected no id 0 itself, got [0 7]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero(lengths)
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[1 : k + 1]]


# %% wrong: whatever has a cosine of 1 is taken for the query
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: its product with the query is larger, but not its cosine
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero(lengths)
    cosines = E[ids] @ E[query] / (lengths[ids] * lengths[query])
    ids, cosines = ids[cosines < 0.999999], cosines[cosines < 0.999999]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: rows that equal the query are left out with it
# loses: test_equal_cosines
# says: expected 3 neighbours, [0, 3, 1], got 2, [1 4]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (E != E[query]).any(axis=1))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: the query is taken out after the first k
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: expected 1 neighbours, [2], got 0, []
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero(lengths)
    cosines = E[ids] @ E[query] / lengths[ids]
    return [i for i in ids[np.argsort(-cosines, kind="stable")[:k]] if i != query]


# %% wrong: the product instead of the cosine
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: its product with the query is larger, but not its cosine
def nearest(E, query, k):
    if not E[query].any():
        return []
    ids = np.flatnonzero(E.any(axis=1) & (np.arange(len(E)) != query))
    return ids[np.argsort(-(E[ids] @ E[query]), kind="stable")[:k]]


# %% wrong: the Euclidean distance
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: it is closer to the query, but not in direction
def nearest(E, query, k):
    if not E[query].any():
        return []
    ids = np.flatnonzero(E.any(axis=1) & (np.arange(len(E)) != query))
    distances = np.linalg.norm(E[ids] - E[query], axis=1)
    return ids[np.argsort(distances, kind="stable")[:k]]


# %% wrong: divided by the length of the query alone
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: its product with the query is larger, but not its cosine
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    return ids[np.argsort(-(E[ids] @ E[query]) / lengths[query], kind="stable")[:k]]


# %% wrong: divided by the squared length
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: it is closer to the query, but not in direction
def nearest(E, query, k):
    lengths = (E**2).sum(axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: the length of columns instead of rows
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: its product with the query is larger, but not its cosine
def nearest(E, query, k):
    unit = E / np.linalg.norm(E, axis=0)
    if not E[query].any():
        return []
    ids = np.flatnonzero(E.any(axis=1) & (np.arange(len(E)) != query))
    return ids[np.argsort(-(unit[ids] @ unit[query]), kind="stable")[:k]]


# %% wrong: the least similar words first
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: the largest cosine comes first
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(cosines, kind="stable")[:k]]


# %% wrong: the k best, the best of them last
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: the most similar comes first, not last
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]][::-1]


# %% wrong: the opposite direction counts as near
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: opposite directions are as unlike as can be
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = np.abs(E[ids] @ E[query] / lengths[ids])
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: a sort that is turned round, so equal cosines are too
# loses: test_equal_cosines
# says: of equal cosines the smaller id comes first
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(cosines, kind="stable")[::-1][:k]]


# %% wrong: a partition finds the k best without sorting them
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: the largest cosine comes first
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    if k >= len(ids):
        return ids
    return ids[np.argpartition(-cosines, k)[:k]]


# %% wrong: of equal cosines only one word is kept
# loses: test_equal_cosines
# says: the largest cosine comes first
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    by_cosine = {}
    for i in np.flatnonzero(lengths):
        if i != query:
            by_cosine.setdefault(E[i] @ E[query] / lengths[i], i)
    return [by_cosine[c] for c in sorted(by_cosine, reverse=True)][:k]


# %% wrong: rows of zeros have the cosine 0
# loses: test_few_neighbours
# says: expected it to be nobody's neighbour, got it in [2 1 3]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    cosines = E @ E[query] / (lengths * lengths[query] + 1e-300)
    cosines[query] = -2
    return np.argsort(-cosines, kind="stable")[: min(k, len(E) - 1)]


# %% wrong: nan of rows of zeros stays in the list
# loses: test_few_neighbours
# says: expected it to be nobody's neighbour, got it in [2 1 3]
def nearest(E, query, k):
    E = E / np.linalg.norm(E, axis=1, keepdims=True)
    order = np.argsort(-(E @ E[query]), kind="stable")
    return order[order != query][:k]


# %% wrong: a query of zeros has neighbours
# loses: test_few_neighbours
# says: expected 0 neighbours, [], got 2, [0 2]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: a sum of zero is taken for a row of zeros
# loses: test_equal_cosines
# says: of equal cosines the smaller id comes first
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if E[query].sum() == 0:
        return []
    ids = np.flatnonzero((E.sum(axis=1) != 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: row 0 is taken for padding
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: expected 4 neighbours, [2, 0, 4, 3], got 3, [2 4 3]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    lengths[0] = 0
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: an error when k is too large
# loses: test_few_neighbours
# says: index 2 is out of bounds for axis 0 with size 2
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    best = np.argsort(-cosines, kind="stable")
    return [ids[best[n]] for n in range(k)]


# %% wrong: the list is filled up with -1 to the length k
# loses: test_few_neighbours
# says: expected ids from 0 to 3, got -1
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    if lengths[query] == 0:
        ids = ids[:0]
    cosines = E[ids] @ E[query] / lengths[ids]
    found = np.full(k, -1)
    best = ids[np.argsort(-cosines, kind="stable")[:k]]
    found[: len(best)] = best
    return found


# %% wrong: places in the list without the query, not ids
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: its product with the query is larger, but not its cosine
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return np.argsort(-cosines, kind="stable")[:k]


# %% wrong: the cosines come back, not the ids
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: numbers, for E[ids] takes no others, got float64 numbers
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / (lengths[ids] * lengths[query])
    return np.sort(cosines)[::-1][:k]


# %% wrong: ids with their cosines
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: numbers, for E[ids] takes no others, got float64 numbers
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / (lengths[ids] * lengths[query])
    best = np.argsort(-cosines, kind="stable")[:k]
    return [(ids[i], cosines[i]) for i in best]


# %% wrong: the table itself is brought to length 1
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: expected E to stay as it was, [[ 1.   0. ]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1, keepdims=True)
    E /= np.where(lengths == 0, 1, lengths)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths[:, 0] > 0) & (np.arange(len(E)) != query))
    return ids[np.argsort(-(E[ids] @ E[query]), kind="stable")[:k]]


# %% wrong: the mean vector is subtracted first
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: it is closer to the query, but not in direction
def nearest(E, query, k):
    zero = ~E.any(axis=1)
    centred = E - E.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=1)
    if zero[query]:
        return []
    ids = np.flatnonzero(~zero & (np.arange(len(E)) != query))
    cosines = centred[ids] @ centred[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: cosines are rounded, and near ones become equal
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: the largest cosine comes first
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = (E[ids] @ E[query] / lengths[ids] / lengths[query]).round(1)
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: a small number under the fraction, which is large for short vectors
# loses: test_nearest, test_few_neighbours
# says: its product with the query is larger, but not its cosine
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / (lengths[ids] * lengths[query] + 1e-2)
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: ids 0 and 1 are never neighbours
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: it is closer to the query, but not in direction
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    ids = ids[ids > 1]
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: the correlation of the rows instead of the cosine
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: it is closer to the query, but not in direction
def nearest(E, query, k):
    zero = ~E.any(axis=1)
    if zero[query]:
        return []
    centred = E - E.mean(axis=1, keepdims=True)
    lengths = np.linalg.norm(centred, axis=1) + 1e-12
    ids = np.flatnonzero(~zero & (np.arange(len(E)) != query))
    cosines = centred[ids] @ centred[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: a sort that does not keep the order of equal cosines
# loses: test_equal_cosines
# says: of equal cosines the smaller id comes first
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines)[:k]]


# %% wrong: only words with a positive cosine are neighbours
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: expected 4 neighbours, [2, 0, 4, 3], got 2, [2 0]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    ids, cosines = ids[cosines > 0], cosines[cosines > 0]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: the query is given a cosine of 0, not left out
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: expected no id 1 itself, got [2 0 1 4]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero(lengths > 0)
    cosines = E[ids] @ E[query] / lengths[ids]
    cosines[ids == query] = 0
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: a row with a zero in it is taken for a row of zeros
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: expected 4 neighbours, [2, 0, 4, 3], got 3, [2 4 3]
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero(E.all(axis=1) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: short vectors are taken for vectors of zeros
# loses: test_nearest, test_few_neighbours
# says: the largest cosine comes first
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] < 0.1:
        return []
    ids = np.flatnonzero((lengths >= 0.1) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: the query's row is deleted, and the ids above it shift
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: its product with the query is larger, but not its cosine
def nearest(E, query, k):
    u, rest = E[query], np.delete(E, query, axis=0)
    lengths = np.linalg.norm(rest, axis=1)
    if not u.any():
        return []
    ids = np.flatnonzero(lengths)
    cosines = rest[ids] @ u / lengths[ids]
    return ids[np.argsort(-cosines, kind="stable")[:k]]


# %% wrong: of equal cosines the shorter vector comes first
# loses: test_equal_cosines
# says: of equal cosines the smaller id comes first
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    return ids[np.lexsort([lengths[ids], -cosines.round(9)])[:k]]


# %% wrong: a whole number is returned when k is 1
# loses: test_nearest, test_equal_cosines, test_few_neighbours
# says: expected a list of ids, got shape ()
def nearest(E, query, k):
    lengths = np.linalg.norm(E, axis=1)
    if lengths[query] == 0:
        return []
    ids = np.flatnonzero((lengths > 0) & (np.arange(len(E)) != query))
    cosines = E[ids] @ E[query] / lengths[ids]
    best = ids[np.argsort(-cosines, kind="stable")[:k]]
    return best[0] if k == 1 and len(best) else best
