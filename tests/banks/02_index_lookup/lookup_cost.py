# %% right: the number of ids and of different ids
def lookup_cost(ids, V, d):
    return {
        "copied": ids.size * d * 4,
        "touched": np.unique(ids).size * d * 4,
        "product": ids.size * V * 4 + V * d * 4,
    }


# %% right: a set of Python's numbers, as floats
def lookup_cost(ids, V, d):
    words = np.asarray(ids).flatten().tolist()
    return dict(
        product=4.0 * V * (len(words) + d),
        copied=4.0 * d * len(words),
        touched=4.0 * d * len(set(words)),
    )


# %% right: np.bincount, with NumPy's integers and one entry more
def lookup_cost(ids, V, d):
    row = np.dtype("float32").itemsize * d
    counts = np.bincount(ids.ravel(), minlength=V)
    return {
        "one_hot": 4 * V * counts.sum(),
        "copied": counts.sum() * row,
        "touched": np.count_nonzero(counts) * row,
        "product": 4 * V * counts.sum() + V * row,
    }


# %% right: a helper that calls itself, and a Counter
from collections import Counter


def as_array(ids):
    return np.array(ids, ndmin=1)


def count(ids):
    if ids.ndim == 1:
        return Counter(int(i) for i in ids)
    return sum((count(part) for part in ids), Counter())


def lookup_cost(ids, V, d):
    seen = count(as_array(ids))
    n = sum(seen.values())
    return {
        "copied": 32 * n * d // 8,
        "touched": 32 * len(seen) * d // 8,
        "product": 32 * (n * V + V * d) // 8,
    }


# %% right: a sorted copy, and a count of where it steps
def lookup_cost(ids, V, d):
    s = np.sort(ids, axis=None)
    different = int(s.size > 0) + int((s[1:] != s[:-1]).sum())
    cost = {"copied": 0, "touched": 0, "product": 0}
    cost["copied"] += s.size * d * 4
    cost["touched"] += different * d * 4
    cost["product"] += (s.size * V + V * d) * 4
    return cost


# %% right: one id after another, with Python's own names as variables
def lookup_cost(ids, V, d):
    list, set, sum = [], {}, 0
    for id in ids.flat:
        sum = sum + 1
        set[int(id)] = True
    max, min = sum * d, len(set.keys()) * d
    type = {"copied": max * 4, "touched": min * 4, "product": (sum + d) * V * 4}
    return type


# %% right: everything that NumPy exports, and asks it for the product of a shape
from numpy import *


def lookup_cost(ids, V, d):
    n = prod(shape(ids), dtype=int64)
    rows = len(unique(ids))
    names = ["copied", "touched", "product"]
    return dict(zip(names, 4 * array([n * d, rows * d, n * V + V * d], dtype=int64)))


# %% right: the bytes of the copied rows of a table that is never filled
def lookup_cost(ids, V, d):
    from fractions import Fraction

    row = np.empty(d, dtype=np.float32).nbytes
    one_hot = np.empty(V, dtype=np.float32).nbytes
    n = np.ravel(ids).shape[0]
    return {
        "copied": Fraction(n * row),
        "touched": np.array(len(frozenset(map(int, np.ravel(ids)))) * row),
        "product": float(n * one_hot + V * row),
    }


# %% right: helper functions with the names of what they give
def some(ids):
    return len(ids.reshape(-1))


def different(ids):
    return len({int(i) for i in ids.reshape(-1)})


def lookup_cost(ids, V, d):
    return {
        "copied": some(ids) * d * 4,
        "touched": different(ids) * d * 4,
        "product": (some(ids) + d) * V * 4,
    }


# %% wrong: a row that is read twice is touched twice
# loses: test_touched
# says: expected 80, got 120, 1.5 times as many
def lookup_cost(ids, V, d):
    n = ids.size
    return {
        "copied": n * d * 4,
        "touched": n * d * 4,
        "product": n * V * 4 + V * d * 4,
    }


# %% wrong: a row that is read twice is copied once
# loses: test_copied
# says: expected 120, got 80, 0.666667 times as many
def lookup_cost(ids, V, d):
    n = len(np.unique(ids))
    return {
        "copied": n * d * 4,
        "touched": n * d * 4,
        "product": ids.size * V * 4 + V * d * 4,
    }


# %% wrong: only neighbours are compared, the ids are not sorted
# loses: test_touched
# says: expected 80, got 120, 1.5 times as many
def lookup_cost(ids, V, d):
    flat = ids.ravel()
    different = 1 + np.count_nonzero(np.diff(flat))
    return {
        "copied": flat.size * d * 4,
        "touched": different * d * 4,
        "product": flat.size * V * 4 + V * d * 4,
    }


# %% wrong: all rows up to the largest id are touched
# loses: test_touched
# says: expected 80, got 120, 1.5 times as many
def lookup_cost(ids, V, d):
    return {
        "copied": ids.size * d * 4,
        "touched": (ids.max() + 1) * d * 4,
        "product": ids.size * V * 4 + V * d * 4,
    }


# %% wrong: the lookup touches the whole table
# loses: test_touched
# says: expected 80, got 200, 2.5 times as many
def lookup_cost(ids, V, d):
    return {
        "copied": ids.size * d * 4,
        "touched": V * d * 4,
        "product": ids.size * V * 4 + V * d * 4,
    }


# %% wrong: only ids that occur exactly once
# loses: test_touched
# says: expected 80, got 40, 0.5 times as many
def lookup_cost(ids, V, d):
    _, counts = np.unique(ids, return_counts=True)
    return {
        "copied": ids.size * d * 4,
        "touched": int((counts == 1).sum()) * d * 4,
        "product": ids.size * V * 4 + V * d * 4,
    }


# %% wrong: the id 0 is taken for padding
# loses: test_copied, test_touched, test_product
# says: expected 120, got 80, 0.666667 times as many
def lookup_cost(ids, V, d):
    words = ids[ids != 0]
    return {
        "copied": words.size * d * 4,
        "touched": np.unique(words).size * d * 4,
        "product": words.size * V * 4 + V * d * 4,
    }


# %% wrong: sentences instead of ids are counted
# loses: test_copied, test_product
# says: expected 120, got 40, 0.333333 times as many
def lookup_cost(ids, V, d):
    return {
        "copied": len(ids) * d * 4,
        "touched": len(np.unique(ids)) * d * 4,
        "product": len(ids) * V * 4 + V * d * 4,
    }


# %% wrong: two axes are expected
# loses: test_copied, test_touched, test_product
# says: not enough values to unpack (expected 2, got 1)
def lookup_cost(ids, V, d):
    B, T = ids.shape
    return {
        "copied": B * T * d * 4,
        "touched": len(np.unique(ids)) * d * 4,
        "product": B * T * V * 4 + V * d * 4,
    }


# %% wrong: numbers of 8 bytes, as the ids have
# loses: test_copied, test_touched, test_product
# says: expected 120, got 240, 2 times as many
def lookup_cost(ids, V, d):
    size = ids.itemsize
    return {
        "copied": ids.size * d * size,
        "touched": np.unique(ids).size * d * size,
        "product": ids.size * V * size + V * d * size,
    }


# %% wrong: counts numbers instead of bytes
# loses: test_copied, test_touched, test_product
# says: expected 120, got 30, 0.25 times as many
def lookup_cost(ids, V, d):
    return {
        "copied": ids.size * d,
        "touched": np.unique(ids).size * d,
        "product": ids.size * V + V * d,
    }


# %% wrong: the product reads one-hot vectors only
# loses: test_product
# says: expected 260, got 60, 0.230769 times as many
def lookup_cost(ids, V, d):
    return {
        "copied": ids.size * d * 4,
        "touched": np.unique(ids).size * d * 4,
        "product": ids.size * V * 4,
    }


# %% wrong: the result of the product is counted as well
# loses: test_product
# says: expected 260, got 380, 1.46154 times as many
def lookup_cost(ids, V, d):
    n = ids.size
    return {
        "copied": n * d * 4,
        "touched": np.unique(ids).size * d * 4,
        "product": (n * V + V * d + n * d) * 4,
    }


# %% wrong: the multiplications instead of the bytes
# loses: test_product
# says: expected 260, got 600, 2.30769 times as many
def lookup_cost(ids, V, d):
    return {
        "copied": ids.size * d * 4,
        "touched": np.unique(ids).size * d * 4,
        "product": ids.size * V * d * 4,
    }


# %% wrong: one-hot vectors for the different ids only
# loses: test_product
# says: expected 260, got 240, 0.923077 times as many
def lookup_cost(ids, V, d):
    different = np.unique(ids).size
    return {
        "copied": ids.size * d * 4,
        "touched": different * d * 4,
        "product": different * V * 4 + V * d * 4,
    }


# %% wrong: one-hot vectors of one byte a number
# loses: test_product
# says: expected 260, got 215, 0.826923 times as many
def lookup_cost(ids, V, d):
    return {
        "copied": ids.size * d * 4,
        "touched": np.unique(ids).size * d * 4,
        "product": ids.size * V + V * d * 4,
    }


# %% wrong: the ids seen in earlier calls are counted again
# loses: test_touched
# says: times as many
def lookup_cost(ids, V, d, seen=set()):
    for i in ids.ravel():
        seen.add(int(i))
    return {
        "copied": ids.size * d * 4,
        "touched": len(seen) * d * 4,
        "product": ids.size * V * 4 + V * d * 4,
    }


# %% wrong: the first answer for a shape is kept
# loses: test_touched
# says: times as many
def lookup_cost(ids, V, d, memory={}):
    key = (ids.shape, V, d)
    if key not in memory:
        memory[key] = {
            "copied": ids.size * d * 4,
            "touched": np.unique(ids).size * d * 4,
            "product": ids.size * V * 4 + V * d * 4,
        }
    return memory[key]


# %% wrong: 32-bit integers overflow
# loses: test_product
# says: times as many
def lookup_cost(ids, V, d):
    n, V, d = np.array([ids.size, V, d], dtype=np.int32)
    return {
        "copied": n * d * 4,
        "touched": np.int32(np.unique(ids).size) * d * 4,
        "product": n * V * 4 + V * d * 4,
    }


# %% wrong: sorts the caller's ids in place
# loses: test_copied, test_touched, test_product
# says: expected ids to stay as it was, [[2 0 2]], got [[0 2 2]]
def lookup_cost(ids, V, d):
    ids.sort(axis=-1)
    return {
        "copied": ids.size * d * 4,
        "touched": np.unique(ids).size * d * 4,
        "product": ids.size * V * 4 + V * d * 4,
    }


# %% wrong: different ids are counted in each sentence for itself
# loses: test_touched
# says: expected 24, got 48, 2 times as many
def lookup_cost(ids, V, d):
    touched = sum(len(np.unique(sentence)) for sentence in np.atleast_2d(ids))
    return {
        "copied": ids.size * d * 4,
        "touched": touched * d * 4,
        "product": ids.size * V * 4 + V * d * 4,
    }


# %% wrong: different sentences instead of different ids
# loses: test_touched
# says: expected 80, got 120, 1.5 times as many
def lookup_cost(ids, V, d):
    different = np.unique(np.atleast_2d(ids), axis=0)
    return {
        "copied": ids.size * d * 4,
        "touched": different.size * d * 4,
        "product": ids.size * V * 4 + V * d * 4,
    }


# %% wrong: text with the unit instead of numbers
# loses: test_copied, test_touched, test_product
# says: expected a number for 'copied', got '120 bytes'
def lookup_cost(ids, V, d):
    return {
        "copied": f"{ids.size * d * 4} bytes",
        "touched": f"{np.unique(ids).size * d * 4} bytes",
        "product": f"{(ids.size + d) * V * 4} bytes",
    }


# %% wrong: the helper has no return
# loses: test_copied, test_touched, test_product
# says: expected a number for 'copied', got None
def in_bytes(numbers):
    numbers * 4


def lookup_cost(ids, V, d):
    return {
        "copied": in_bytes(ids.size * d),
        "touched": in_bytes(np.unique(ids).size * d),
        "product": in_bytes((ids.size + d) * V),
    }
