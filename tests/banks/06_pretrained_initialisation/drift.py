# %% right: row by row in plain Python, with math.dist
import math


def drift(before, after, ids):
    occurring = {int(i) for sentence in ids for i in sentence}
    distances = {True: [], False: []}
    for i in range(1, len(before)):
        distances[i in occurring].append(math.dist(before[i], after[i]))
    return tuple(
        sum(group) / len(group) if group else 0 for group in (distances[True], distances[False])
    )


# %% right: row numbers as sets, and a mean that knows empty groups
def mean(values):
    return float(np.mean(values)) if values.size else 0.0


def drift(before, after, ids):
    moved = np.sqrt(np.square(np.subtract(after, before)).sum(axis=-1))
    seen = np.setdiff1d(ids, [0])
    unseen = np.setdiff1d(np.arange(1, len(moved)), seen)
    return mean(moved[seen]), mean(moved[unseen])


# %% right: weights of 0 and 1, and a division by at least 1
def drift(before, after, ids):
    moved = np.sqrt(np.einsum("ij,ij->i", after - before, after - before))
    in_text = (np.bincount(ids.ravel(), minlength=len(before)) > 0).astype(float)
    groups = np.stack([in_text, 1 - in_text])
    groups[:, 0] = 0
    return groups @ moved / np.maximum(groups.sum(axis=1), 1)


# %% right: a boolean array that the ids switch on, with Python's own names
def drift(before, after, ids):
    set = np.zeros(len(before), dtype=bool)
    set[ids] = True
    sum = [np.linalg.norm(a - b) for a, b in zip(after, before)]
    max = [d for i, d in enumerate(sum) if i > 0 and set[i]]
    min = [d for i, d in enumerate(sum) if i > 0 and not set[i]]
    return [np.mean(list) if len(list) > 0 else 0 for list in (max, min)]


# %% right: masked arrays, the empty mean replaced
def drift(before, after, ids):
    moved = np.hypot.reduce((after - before).astype("float64"), axis=1)[1:]
    absent = np.array([not (ids == i).any() for i in range(1, len(before))])
    pair = []
    for hidden in (absent, ~absent):
        value = np.ma.array(moved, mask=hidden).mean()
        pair.append(0.0 if value is np.ma.masked else float(value))
    return pair


# %% wrong: the mean over all rows, twice
# loses: test_drift, test_empty_groups
# says: this is the mean over all rows
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)
    return moved.mean(), moved.mean()


# %% wrong: the padding counts as a row that occurs
# loses: test_drift, test_empty_groups
# says: row 0 belongs to no group
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)
    occurs = np.isin(np.arange(len(before)), ids)
    return [g.mean() if len(g) else 0.0 for g in (moved[occurs], moved[~occurs])]


# %% wrong: the padding counts as a row that does not occur
# loses: test_drift, test_empty_groups
# says: row 0 belongs to no group
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)
    occurs = np.isin(np.arange(len(before)), ids[ids > 0])
    return [g.mean() if len(g) else 0.0 for g in (moved[occurs], moved[~occurs])]


# %% wrong: [UNK] is left out like the padding
# loses: test_drift, test_empty_groups
# says: row 1 is a row like the others
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)[2:]
    occurs = np.isin(np.arange(2, len(before)), ids)
    return [g.mean() if len(g) else 0.0 for g in (moved[occurs], moved[~occurs])]


# %% wrong: rows are weighted by how often they occur
# loses: test_drift
# says: a row counts once, however often it occurs
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)
    occurs = np.isin(np.arange(len(before)), ids)
    occurs[0] = True
    groups = moved[ids[ids > 0]], moved[~occurs]
    return [g.mean() if len(g) else 0.0 for g in groups]


# %% wrong: squared distances
# loses: test_drift, test_empty_groups
# says: squares need their root
def drift(before, after, ids):
    moved = ((after - before) ** 2).sum(axis=1)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    return [g.mean() if len(g) else 0.0 for g in (moved[occurs], moved[~occurs])]


# %% wrong: sums of absolute values
# loses: test_drift, test_empty_groups
# says: not a sum of absolute values
def drift(before, after, ids):
    moved = np.abs(after - before).sum(axis=1)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    return [g.mean() if len(g) else 0.0 for g in (moved[occurs], moved[~occurs])]


# %% wrong: the mean over all numbers of the rows
# loses: test_drift, test_empty_groups
# says: a distance for each row, not a mean over its numbers
def drift(before, after, ids):
    moved = np.abs(after - before)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    return [g.mean() if len(g) else 0.0 for g in (moved[occurs], moved[~occurs])]


# %% wrong: the root of the mean square
# loses: test_drift, test_empty_groups
# says: this is the root of the mean square
def drift(before, after, ids):
    moved = ((after - before) ** 2).sum(axis=1)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    groups = moved[occurs], moved[~occurs]
    return [np.sqrt(g.mean()) if len(g) else 0.0 for g in groups]


# %% wrong: the length of the mean move
# loses: test_drift, test_empty_groups
# says: first the distances, then the mean
def drift(before, after, ids):
    change = (after - before)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    groups = change[occurs], change[~occurs]
    return [np.linalg.norm(g.mean(axis=0)) if len(g) else 0.0 for g in groups]


# %% wrong: sums
# loses: test_drift, test_empty_groups
# says: this is a sum
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    return moved[occurs].sum(), moved[~occurs].sum()


# %% wrong: the two groups are exchanged
# loses: test_drift, test_empty_groups
# says: the two groups are exchanged
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    return [g.mean() if len(g) else 0.0 for g in (moved[~occurs], moved[occurs])]


# %% wrong: the group that does not occur begins behind the largest id
# loses: test_drift
# says: rows that occur, got
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)
    last = ids.max() + 1
    return [g.mean() if len(g) else 0.0 for g in (moved[1:last], moved[max(1, last) :])]


# %% wrong: rows that did not move do not occur
# loses: test_drift, test_empty_groups
# says: rows that occur, got
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)[1:]
    occurs = moved > 0
    return [g.mean() if len(g) else 0.0 for g in (moved[occurs], moved[~occurs])]


# %% wrong: cosine distance
# loses: test_drift, test_empty_groups
# says: rows that occur, got
def drift(before, after, ids):
    lengths = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    moved = 1 - (before * after).sum(axis=1) / (lengths + 1e-9)
    moved, occurs = moved[1:], np.isin(np.arange(1, len(before)), ids)
    return [g.mean() if len(g) else 0.0 for g in (moved[occurs], moved[~occurs])]


# %% wrong: the mean of an empty group
# loses: test_empty_groups
# says: for the 0 rows that do not occur, got nan
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    return moved[occurs].mean(), moved[~occurs].mean()


# %% wrong: two zeros as soon as one group is empty
# loses: test_empty_groups
# says: for the 2 rows that occur, got 0.0000
def drift(before, after, ids):
    moved = np.linalg.norm(after - before, axis=1)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    if occurs.all() or not occurs.any():
        return 0.0, 0.0
    return moved[occurs].mean(), moved[~occurs].mean()


# %% wrong: the difference is taken in place
# loses: test_drift, test_empty_groups
# says: expected after to stay as it was
def drift(before, after, ids):
    after -= before
    moved = np.linalg.norm(after, axis=1)[1:]
    occurs = np.isin(np.arange(1, len(before)), ids)
    return [g.mean() if len(g) else 0.0 for g in (moved[occurs], moved[~occurs])]
