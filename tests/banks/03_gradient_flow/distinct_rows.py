# %% right: unique and add.at
def distinct_rows(gradient):
    ids, where = np.unique(np.asarray(gradient.indices), return_inverse=True)
    values = np.asarray(gradient.values)
    sums = np.zeros((len(ids), values.shape[1]), dtype=values.dtype)
    np.add.at(sums, where, values)
    return ids, sums


# %% right: a dictionary of plain Python lists, returned as lists
def distinct_rows(gradient):
    ids = gradient.indices.numpy().tolist()
    values = gradient.values.numpy().tolist()
    rows = {}
    for i, value in zip(ids, values):
        if i in rows:
            rows[i] = [a + b for a, b in zip(rows[i], value)]
        else:
            rows[i] = value
    return sorted(rows), [rows[i] for i in sorted(rows)]


# %% right: sorted and cut into pieces with reduceat
def distinct_rows(gradient):
    indices, values = np.array(gradient.indices), np.array(gradient.values)
    order = indices.argsort(kind="stable")
    indices, values = indices[order], values[order]
    new = np.flatnonzero(np.diff(indices, prepend=indices[:1] - 1))
    return indices[new], np.add.reduceat(values, new, axis=0)


# %% right: TensorFlow's own unique and segment sum, as tensors
def distinct_rows(gradient):
    ids = tf.sort(tf.unique(gradient.indices).y)
    where = tf.searchsorted(ids, gradient.indices)
    sums = tf.math.unsorted_segment_sum(gradient.values, where, tf.size(ids))
    return ids, sums


# %% right: a product with the comparisons, in 64 bits and as a list of two
def distinct_rows(gradient):
    indices = np.array(gradient.indices)
    ids = np.array(sorted(set(indices.tolist())))
    same = ids[:, None] == indices[None, :]
    return [ids, same.astype("float64") @ np.array(gradient.values, "float64")]


# %% right: bincount over the places, column by column
def distinct_rows(gradient):
    ids, places = np.unique(gradient.indices, return_inverse=True)
    values = gradient.values.numpy().T
    sums = np.empty((len(ids), len(values)), dtype=np.float32)
    for k, column in enumerate(values):
        sums[:, k] = np.bincount(places, weights=column, minlength=len(ids))
    return ids, sums


# %% right: a boolean mask for each id, with a warning and Python's own names taken
def as_array(tensor):
    return np.asarray(tensor)


def distinct_rows(gradient):
    import warnings

    warnings.warn("this is slow", stacklevel=1)
    list, max = as_array(gradient.indices), as_array(gradient.values)
    id = np.unique(list)
    sum = [max[list == int].sum(axis=0) for int in id]
    return id, np.array(sum).reshape(len(id), max.shape[1])


# %% right: everything that NumPy exports, and sums of the sorted pieces
from numpy import *


def distinct_rows(gradient):
    order = argsort(gradient.indices)
    ids, first = unique(array(gradient.indices)[order], return_index=True)
    pieces = split(array(gradient.values)[order], first[1:])
    return ids, vstack([sum(piece, axis=0) for piece in pieces])


# %% right: defaultdict, and the ids in 32 bits as they came
def distinct_rows(gradient):
    from collections import defaultdict

    sums = defaultdict(float)
    for i, row in zip(gradient.indices, gradient.values):
        sums[int(i)] += np.array(row)
    ids = np.array(sorted(sums), dtype=gradient.indices.dtype.as_numpy_dtype)
    return ids, np.stack([sums[int(i)] for i in ids])


# %% wrong: the whole table is built, for tf.convert_to_tensor adds up repeated ids
# loses: test_huge_table
# says: OOM when allocating tensor
def distinct_rows(gradient):
    ids = np.unique(gradient.indices)
    dense = tf.convert_to_tensor(gradient)
    return ids, dense.numpy()[ids]


# %% wrong: an array as long as the largest id
# loses: test_huge_table
# says: Unable to allocate
def distinct_rows(gradient):
    indices, values = np.array(gradient.indices), np.array(gradient.values)
    table = np.zeros((indices.max() + 1, values.shape[1]))
    np.add.at(table, indices, values)
    ids = np.unique(indices)
    return ids, table[ids]


# %% wrong: bincount of the ids themselves, which is as long as the largest id
# loses: test_huge_table
# says: Unable to allocate
def distinct_rows(gradient):
    indices, values = np.array(gradient.indices), np.array(gradient.values)
    ids = np.flatnonzero(np.bincount(indices))
    return ids, np.stack([values[indices == i].sum(axis=0) for i in ids])


# %% wrong: of repeated ids only the last row counts
# loses: test_distinct_rows, test_huge_table
# says: expected the sum [5.], got [4.]
def distinct_rows(gradient):
    ids, where = np.unique(gradient.indices, return_inverse=True)
    values = np.array(gradient.values)
    sums = np.zeros((len(ids), values.shape[1]))
    sums[where] += values
    return ids, sums


# %% wrong: of repeated ids only the first row counts
# loses: test_distinct_rows, test_huge_table
# says: expected the sum [5.], got [1.]
def distinct_rows(gradient):
    ids, first = np.unique(gradient.indices, return_index=True)
    return ids, np.array(gradient.values)[first]


# %% wrong: the rows of repeated ids are averaged
# loses: test_distinct_rows, test_huge_table
# says: expected the sum [5.], got [2.5]
def distinct_rows(gradient):
    indices, values = np.array(gradient.indices), np.array(gradient.values)
    ids = np.unique(indices)
    return ids, np.stack([values[indices == i].mean(axis=0) for i in ids])


# %% wrong: only neighbours are added up
# loses: test_distinct_rows, test_huge_table
# says: indices [7, 2, 7]: expected each id once and in ascending order, [2, 7]
def distinct_rows(gradient):
    ids, sums = [], []
    for i, row in zip(np.array(gradient.indices), np.array(gradient.values)):
        if ids and ids[-1] == i:
            sums[-1] = sums[-1] + row
        else:
            ids.append(i)
            sums.append(row)
    order = np.argsort(ids)
    return np.array(ids)[order], np.array(sums)[order]


# %% wrong: the ids come in the order of their first use
# loses: test_distinct_rows, test_huge_table
# says: indices [7, 2, 7]: expected each id once and in ascending order, [2, 7]
def distinct_rows(gradient):
    sums = {}
    for i, row in zip(np.array(gradient.indices), np.array(gradient.values)):
        sums[int(i)] = sums.get(int(i), 0) + row
    return np.array(list(sums)), np.stack(list(sums.values()))


# %% wrong: sorted ids, but the sums stay in the order of the first use
# loses: test_distinct_rows, test_huge_table
# says: expected the sum [2.], got [5.]
def distinct_rows(gradient):
    sums = {}
    for i, row in zip(np.array(gradient.indices), np.array(gradient.values)):
        sums[int(i)] = sums.get(int(i), 0) + row
    return np.array(sorted(sums)), np.stack(list(sums.values()))


# %% wrong: the ids are sorted as words
# loses: test_distinct_rows, test_huge_table
# says: expected each id once and in ascending order
def distinct_rows(gradient):
    sums = {}
    for i, row in zip(np.array(gradient.indices), np.array(gradient.values)):
        sums[str(i)] = sums.get(str(i), 0) + row
    names = sorted(sums)
    return np.array([int(n) for n in names]), np.stack([sums[n] for n in names])


# %% wrong: numbers of the distinct ids instead of the ids
# loses: test_distinct_rows, test_huge_table
# says: indices [7, 2, 7]: expected each id once and in ascending order, [2, 7]
def distinct_rows(gradient):
    ids, where = np.unique(gradient.indices, return_inverse=True)
    sums = np.zeros((len(ids), gradient.values.shape[1]))
    np.add.at(sums, where, np.array(gradient.values))
    return np.arange(len(ids)), sums


# %% wrong: the IndexedSlices is returned as it came
# loses: test_distinct_rows, test_huge_table
# says: indices [7, 2, 7]: expected each id once and in ascending order, [2, 7]
def distinct_rows(gradient):
    return np.array(gradient.indices), np.array(gradient.values)


# %% wrong: rows that add up to zero are left out
# loses: test_distinct_rows
# says: indices [1, 0, 1]: expected each id once and in ascending order, [0, 1]
def distinct_rows(gradient):
    ids, where = np.unique(gradient.indices, return_inverse=True)
    sums = np.zeros((len(ids), gradient.values.shape[1]))
    np.add.at(sums, where, np.array(gradient.values))
    kept = sums.any(axis=1)
    return ids[kept], sums[kept]


# %% wrong: id 0 is taken for padding and left out
# loses: test_distinct_rows
# says: indices [4, 1, 0]: expected each id once and in ascending order, [0, 1, 4]
def distinct_rows(gradient):
    ids, where = np.unique(gradient.indices, return_inverse=True)
    sums = np.zeros((len(ids), gradient.values.shape[1]))
    np.add.at(sums, where, np.array(gradient.values))
    return ids[ids != 0], sums[ids != 0]


# %% wrong: the sums are cut to whole numbers, like the ids
# loses: test_distinct_rows, test_huge_table
# says: expected the sum
def distinct_rows(gradient):
    indices = np.array(gradient.indices)
    ids = np.unique(indices)
    sums = np.zeros((len(ids), gradient.values.shape[1]), dtype=ids.dtype)
    for k, i in enumerate(ids):
        sums[k] = np.array(gradient.values)[indices == i].sum(axis=0)
    return ids, sums


# %% wrong: all the numbers of a row are added up to one
# loses: test_distinct_rows, test_huge_table
# says: expected one summed row for each id, shape
def distinct_rows(gradient):
    indices, values = np.array(gradient.indices), np.array(gradient.values)
    ids = np.unique(indices)
    return ids, np.array([values[indices == i].sum() for i in ids])


# %% wrong: an id is added at most twice
# loses: test_distinct_rows, test_huge_table
# says: expected the sum
def distinct_rows(gradient):
    indices, values = np.array(gradient.indices), np.array(gradient.values)
    ids, first = np.unique(indices, return_index=True)
    last = len(indices) - 1 - np.unique(indices[::-1], return_index=True)[1]
    sums = values[first] + np.where((first != last)[:, None], values[last], 0)
    return ids, sums


# %% wrong: the ids are shortened to 32 bits
# loses: test_huge_table
# says: expected each id once and in ascending order
def distinct_rows(gradient):
    ids, where = np.unique(
        np.array(gradient.indices).astype(np.int32), return_inverse=True
    )
    sums = np.zeros((len(ids), gradient.values.shape[1]))
    np.add.at(sums, where, np.array(gradient.values))
    return ids, sums


# %% wrong: the ids become floats of 32 bits, so large neighbours fall together
# loses: test_huge_table
# says: expected each id once and in ascending order
def distinct_rows(gradient):
    pairs = np.column_stack([gradient.indices, gradient.values]).astype("float32")
    ids, where = np.unique(pairs[:, 0], return_inverse=True)
    sums = np.zeros((len(ids), pairs.shape[1] - 1))
    np.add.at(sums, where, pairs[:, 1:])
    return ids.astype("int64"), sums


# %% wrong: sums first, then the ids
# loses: test_distinct_rows, test_huge_table
# says: indices [7, 2, 7]: expected each id once and in ascending order, [2, 7]
def distinct_rows(gradient):
    ids, where = np.unique(gradient.indices, return_inverse=True)
    sums = np.zeros((len(ids), gradient.values.shape[1]))
    np.add.at(sums, where, np.array(gradient.values))
    return sums, ids


# %% wrong: reduceat without sorting the rows first
# loses: test_distinct_rows, test_huge_table
# says: expected the sum
def distinct_rows(gradient):
    ids, first = np.unique(gradient.indices, return_index=True)
    return ids, np.add.reduceat(np.array(gradient.values), first)


# %% wrong: TensorFlow's segment_sum wants its ids sorted
# loses: test_distinct_rows, test_huge_table
# says: segment ids are not increasing
def distinct_rows(gradient):
    ids, where = tf.unique(gradient.indices)
    return tf.sort(ids), tf.math.segment_sum(gradient.values, where)


# %% wrong: equal rows of the same id count once
# loses: test_distinct_rows
# says: id 3 comes 3 times in [3, 3, 3]
def distinct_rows(gradient):
    rows = gradient.values.numpy().tolist()
    pairs = {(int(i), *row) for i, row in zip(gradient.indices, rows)}
    sums = {}
    for i, *row in pairs:
        sums[i] = sums.get(i, 0) + np.array(row)
    return np.array(sorted(sums)), np.stack([sums[i] for i in sorted(sums)])


# %% wrong: adds up in the values of the gradient itself
# loses: test_distinct_rows, test_huge_table
# says: read-only
def distinct_rows(gradient):
    values = np.asarray(gradient.values)
    ids, first, where = np.unique(
        gradient.indices, return_index=True, return_inverse=True
    )
    for place in range(len(values)):
        start = first[where[place]]
        if start != place:
            values[start] += values[place]
    return ids, values[first]


# %% wrong: the answer of the first call is given again and again
# loses: test_distinct_rows, test_huge_table
# says: indices [4, 1, 0]: expected each id once
def distinct_rows(gradient, known=[]):
    if not known:
        indices, values = np.array(gradient.indices), np.array(gradient.values)
        known.append(np.unique(indices))
        known.append(np.stack([values[indices == i].sum(axis=0) for i in known[0]]))
    return known


# %% equivalent: values = np.asarray(gradient.values) -> values = gradient.values
# why: a tensor has a shape as well, and np.add.at takes it like the array


# %% equivalent: ids, place = np.unique(np.asarray(gradient.indices), return_inverse=True) -> ids, place = np.unique(gradient.indices, return_inverse=True)
# why: np.unique makes an array of the tensor by itself
