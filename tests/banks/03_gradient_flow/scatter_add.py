# %% right: np.add.at
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    np.add.at(G, ids, dL_dout)
    return G


# %% right: a loop over the flattened ids
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d))
    for i, g in zip(ids.ravel(), dL_dout.reshape(-1, d)):
        G[i] += g
    return G


# %% right: the transposed one-hot product
def scatter_add(ids, dL_dout, V):
    X = np.eye(V)[ids.reshape(-1)]
    return X.T @ dL_dout.reshape(ids.size, dL_dout.shape[-1])


# %% right: a sum over the places of each id
def scatter_add(ids, dL_dout, V):
    return np.array([dL_dout[ids == i].sum(axis=0) for i in range(V)])


# %% right: bincount, column by column, in 32-bit floats
def scatter_add(ids, dL_dout, V):
    columns = []
    for k in range(dL_dout.shape[-1]):
        weights = dL_dout[..., k].ravel()
        columns.append(np.bincount(ids.ravel(), weights=weights, minlength=V))
    return np.stack(columns, axis=1).astype("float32")


# %% right: lists and recursion only, returned as a list
def as_array(values):
    return values.tolist() if hasattr(values, "tolist") else values


def scatter_add(ids, dL_dout, V):
    sum = [[0.0] * dL_dout.shape[-1] for _ in range(V)]

    def walk(id, list):
        if isinstance(id, int):
            for k, x in enumerate(list):
                sum[id][k] += x
        else:
            for i, g in zip(id, list):
                walk(i, g)

    walk(as_array(ids), as_array(dL_dout))
    return sum


# %% right: sorted, and added up piece by piece
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d))
    if ids.size == 0:
        return G
    order = np.argsort(ids, axis=None, kind="stable")
    rows, starts = np.unique(ids.ravel()[order], return_index=True)
    G[rows] = np.add.reduceat(dL_dout.reshape(-1, d)[order], starts, axis=0)
    return G


# %% right: with everything that NumPy exports, every index visited
from numpy import *


def scatter_add(ids, dL_dout, V):
    G = zeros((V, shape(dL_dout)[-1]))
    for place in ndindex(*shape(ids)):
        G[ids[place]] = G[ids[place]] + dL_dout[place]
    return G


# %% right: TensorFlow's segment sum, returned as a tensor, with a warning
def scatter_add(ids, dL_dout, V):
    import warnings

    import tensorflow as tf

    warnings.warn("TensorFlow does the work")
    return tf.math.unsorted_segment_sum(tf.constant(dL_dout), tf.constant(ids), V)


# %% right: a helper with a short name, and a dictionary of sums
def rows(dL_dout):
    return dL_dout.reshape(-1, dL_dout.shape[-1])


def scatter_add(ids, dL_dout, V):
    type = {}
    for i, g in zip(ids.ravel().tolist(), rows(dL_dout)):
        type[i] = type.get(i, 0) + g
    zero = np.zeros(dL_dout.shape[-1])
    return [type.get(i, zero) for i in range(V)]


# %% wrong: overwritten duplicates
# loses: test_scatter_add, test_scatter_any_shape
# says: row 1, which comes 2 times in ids [1, 0, 1]: expected [11. 22.], got [10. 20.]
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    G[ids] += dL_dout
    return G


# %% wrong: the first gradient of an id is kept, the others ignored
# loses: test_scatter_add, test_scatter_any_shape
# says: row 1, which comes 2 times in ids [1, 0, 1]: expected [11. 22.], got [1. 2.]
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    flat = dL_dout.reshape(-1, dL_dout.shape[-1])
    rows, first = np.unique(ids.ravel(), return_index=True)
    G[rows] = flat[first]
    return G


# %% wrong: the mean of the gradients of an id
# loses: test_scatter_add, test_scatter_any_shape
# says: expected [11. 22.], got [ 5.5 11. ]
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    np.add.at(G, ids, dL_dout)
    counts = np.bincount(ids.ravel(), minlength=V)
    return G / np.maximum(counts, 1)[:, None]


# %% wrong: counts the ids, as if all gradients were ones
# loses: test_scatter_add, test_scatter_any_shape
# says: row 0, which comes 1 times in ids [2, 0]: expected [3. 4.], got [1. 1.]
def scatter_add(ids, dL_dout, V):
    counts = np.bincount(ids.ravel(), minlength=V)
    return np.tile(counts[:, None], (1, dL_dout.shape[-1]))


# %% wrong: a minus sign, as if it were already the step
# loses: test_scatter_add, test_scatter_any_shape
# says: row 0, which comes 1 times in ids [2, 0]: expected [3. 4.], got [-3. -4.]
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    np.subtract.at(G, ids, dL_dout)
    return G


# %% wrong: sentence by sentence, duplicates within a sentence overwritten
# loses: test_scatter_any_shape
# says: row 1, which comes 3 times in ids [[1, 0], [1, 1]]: expected [9.], got [6.]
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    for sentence, g in zip(ids, dL_dout):
        G[sentence] += g
    return G


# %% wrong: duplicates within a sentence are summed, the last sentence wins
# loses: test_scatter_any_shape
# says: row 1, which comes 3 times in ids [[1, 0], [1, 1]]: expected [9.], got [8.]
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d))
    T = ids.shape[-1] if ids.ndim else 1
    for sentence, g in zip(ids.reshape(-1, T), dL_dout.reshape(-1, T, d)):
        S = np.zeros((V, d))
        np.add.at(S, sentence, g)
        G[sentence] = S[sentence]
    return G


# %% wrong: a loop that expects a single sentence
# loses: test_scatter_any_shape
# says: expected shape (2, 1), got (2, 2)
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[1]))
    for t in range(len(ids)):
        G[ids[t]] += dL_dout[t]
    return G


# %% wrong: two loops over sentences and words, however many axes there are
# loses: test_scatter_any_shape
# says: row 1, which comes 6 times in ids [[[
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    ids = np.atleast_2d(ids)
    dL_dout = dL_dout.reshape(*ids.shape, d)
    G = np.zeros((V, d))
    for b in range(ids.shape[0]):
        for t in range(ids.shape[1]):
            G[ids[b, t]] += dL_dout[b, t]
    return G


# %% wrong: only as many rows as the largest id needs
# loses: test_scatter_add, test_scatter_any_shape
# says: expected shape (4, 2), got (3, 2)
def scatter_add(ids, dL_dout, V):
    G = np.zeros((ids.max() + 1, dL_dout.shape[-1]))
    np.add.at(G, ids, dL_dout)
    return G


# %% wrong: transposed, a column for each id
# loses: test_scatter_add, test_scatter_any_shape
# says: expected shape (4, 2), got (2, 4)
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    np.add.at(G, ids, dL_dout)
    return G.T


# %% wrong: whole numbers, the decimals are cut off
# loses: test_scatter_add, test_scatter_any_shape
# says: expected [-2.869 -0.535 -0.834  0.31 ], got [-2.  0.  0.  1.]
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d), dtype=int)
    for i, g in zip(ids.ravel(), dL_dout.reshape(-1, d)):
        G[i] = G[i] + g
    return G


# %% wrong: the id 0 is taken for padding
# loses: test_scatter_add, test_scatter_any_shape
# says: row 0, which comes 1 times in ids [2, 0]: expected [3. 4.], got [0. 0.]
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    np.add.at(G, ids, dL_dout)
    G[0] = 0
    return G


# %% wrong: believes that equal ids stand side by side
# loses: test_scatter_add, test_scatter_any_shape
# says: row 1, which comes 2 times in ids [1, 0, 1]: expected [11. 22.], got [10. 20.]
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d))
    flat, g = ids.ravel(), dL_dout.reshape(-1, d)
    starts = np.flatnonzero(np.diff(flat, prepend=-1))
    G[flat[starts]] = np.add.reduceat(g, starts, axis=0)
    return G


# %% wrong: an id is found twice at most
# loses: test_scatter_add, test_scatter_any_shape
# says: row 2, which comes 3 times in ids [2, 0, 0, 2, 2]
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d))
    flat, g = ids.ravel(), dL_dout.reshape(-1, d)
    for i in set(flat.tolist()):
        places = np.flatnonzero(flat == i)
        G[i] = g[places[0]]
        if len(places) > 1:
            G[i] += g[places[-1]]
    return G


# %% wrong: one table for all calls, the second adds to the first
# loses: test_scatter_add, test_scatter_any_shape
# says: expected the same result from a second call with the same arguments, got [[6. 8.
TABLES = {}


def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = TABLES.setdefault((V, d), np.zeros((V, d)))
    np.add.at(G, ids, dL_dout)
    return G


# %% wrong: the result for these ids is remembered, whatever the gradients
# loses: test_scatter_add
# says: expected [-0.617  0.761 -0.795  0.146], got [-2.869 -0.535 -0.834  0.31 ]
def scatter_add(ids, dL_dout, V, memory={}):
    key = ids.tobytes(), dL_dout.shape, V
    if key not in memory:
        memory[key] = np.zeros((V, dL_dout.shape[-1]))
        np.add.at(memory[key], ids, dL_dout)
    return memory[key]


# %% wrong: all rows are one and the same list
# loses: test_scatter_add, test_scatter_any_shape
# says: row 0, which comes 1 times in ids [2, 0]: expected [3. 4.], got [4. 6.]
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = [[0.0] * d] * V
    for i, g in zip(ids.ravel(), dL_dout.reshape(-1, d)):
        for k in range(d):
            G[i][k] += g[k]
    return G


# %% wrong: sorts the caller's ids
# loses: test_scatter_add, test_scatter_any_shape
# says: expected ids to stay as it was, [2 0], got [0 2] afterwards
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d))
    np.add.at(G, ids, dL_dout)
    ids.sort()
    return G


# %% wrong: collects the sum in the caller's gradients
# loses: test_scatter_add, test_scatter_any_shape
# says: expected dL_dout to stay as it was, [[ 1  2]
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d))
    flat, g = ids.ravel(), dL_dout.reshape(-1, d)
    for n, i in enumerate(flat):
        earlier = np.flatnonzero(flat[:n] == i)
        if len(earlier):
            g[n] += g[earlier[-1]]
        G[i] = g[n]
    return G


# %% wrong: ids squeezed into 8 bits
# loses: test_scatter_add
# says: in ids [299, 0, 299]
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    np.add.at(G, ids.astype(np.int8), dL_dout)
    return G


# %% wrong: ids and gradients flattened in different orders
# loses: test_scatter_any_shape
# says: row 0, which comes 1 times in ids [[1, 0], [1, 1]]: expected [2.], got [3.]
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d))
    np.add.at(G, ids.ravel(order="F"), dL_dout.reshape(-1, d))
    return G


# %% wrong: prints the gradient and returns nothing
# loses: test_scatter_add, test_scatter_any_shape
# says: expected an array, got None: is there a `return`?
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    np.add.at(G, ids, dL_dout)
    print(G)


# %% wrong: begins with small random numbers, as a table does
# loses: test_scatter_add, test_scatter_any_shape
# says: expected exactly zeros, got [
def scatter_add(ids, dL_dout, V):
    generator = np.random.default_rng(0)
    G = generator.uniform(-1e-3, 1e-3, size=(V, dL_dout.shape[-1]))
    np.add.at(G, ids, dL_dout)
    return G


# %% wrong: no more than one gradient for each value, equal ones are merged
# loses: test_scatter_add
# says: expected [2. 2.], got [0.5 0.5]
def scatter_add(ids, dL_dout, V):
    d = dL_dout.shape[-1]
    G = np.zeros((V, d))
    pairs = np.hstack([ids.reshape(-1, 1), dL_dout.reshape(-1, d)])
    for pair in np.unique(pairs, axis=0):
        G[int(pair[0])] += pair[1:]
    return G
