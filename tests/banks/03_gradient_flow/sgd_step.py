# %% right: the full gradient first, then one step
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros(E.shape)
    np.add.at(G, ids, dL_dout)
    return E - lr * G


# %% right: a small step for each place, one after the other
def sgd_step(E, ids, dL_dout, lr):
    d = E.shape[1]
    table = np.array(E)
    for i, g in zip(ids.ravel(), dL_dout.reshape(-1, d)):
        table[i] -= lr * g
    return table


# %% right: lists only, returned as a list
def sgd_step(E, ids, dL_dout, lr):
    list = E.tolist()
    id = ids.flatten().tolist()
    sum = dL_dout.reshape(len(id), len(list[0])).tolist()
    for i, g in zip(id, sum):
        for k in range(len(g)):
            list[i][k] -= lr * g[k]
    return list


# %% right: one-hot product
def sgd_step(E, ids, dL_dout, lr):
    V, d = E.shape
    X = (ids.reshape(-1, 1) == np.arange(V)).astype(float)
    return E - lr * (X.T @ dL_dout.reshape(-1, d))


# %% right: only the distinct rows are touched
def sgd_step(E, ids, dL_dout, lr):
    new = E + 0.0
    for i in np.unique(ids):
        new[i] = E[i] - lr * dL_dout[ids == i].sum(axis=0)
    return new


# %% right: the gradient with a helper, rows chosen with where
def as_array(x):
    return np.asarray(x, dtype=float)


def scatter_add(ids, dL_dout, V):
    int = as_array(dL_dout).reshape(-1, dL_dout.shape[-1])
    return np.stack([np.bincount(ids.ravel(), c, V) for c in int.T], axis=-1)


def sgd_step(E, ids, dL_dout, lr):
    max = np.isin(np.arange(len(E)), ids)
    return np.where(max[:, None], E - lr * scatter_add(ids, dL_dout, len(E)), E)


# %% right: with everything that NumPy exports, and a warning
from numpy import *


def sgd_step(E, ids, dL_dout, lr):
    G = zeros_like(E)
    for place in ndindex(ids.shape):
        G[ids[place]] += dL_dout[place]
    array([1.0]) / array([0.0])
    return subtract(E, multiply(lr, G))


# %% right: Keras makes the step
def sgd_step(E, ids, dL_dout, lr):
    import tensorflow as tf

    i = tf.constant(ids.reshape(-1, 1))
    g = tf.constant(np.reshape(dL_dout, (ids.size, E.shape[1])), dtype=E.dtype)
    return tf.tensor_scatter_nd_sub(tf.constant(E), i, tf.cast(lr, E.dtype) * g).numpy()


# %% right: a helper with a short name
def table(ids, dL_dout, shape):
    G = np.zeros(shape)
    for place, i in np.ndenumerate(ids):
        G[i] += dL_dout[place]
    return G


def sgd_step(E, ids, dL_dout, lr):
    return E - lr * table(ids, dL_dout, E.shape)


# %% right: the steps in a copy of the gradients, multiplied there
def sgd_step(E, ids, dL_dout, lr):
    steps = dL_dout.copy()
    steps *= lr
    new = E.copy()
    np.subtract.at(new, ids, steps)
    return new


# %% wrong: overwritten duplicates
# loses: test_sgd_step, test_absent_rows
# says: row 2, which comes 2 times in ids [2, 2]: expected [2.7], got [2.8]
def sgd_step(E, ids, dL_dout, lr):
    new = E.copy()
    new[ids] -= lr * dL_dout
    return new


# %% wrong: the step applied twice to repeated rows
# loses: test_sgd_step, test_absent_rows
# says: row 2, which comes 2 times in ids [2, 2]: expected [2.7], got [2.4]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    new = E.copy()
    for i in ids.ravel():
        new[i] -= lr * G[i]
    return new


# %% wrong: the gradient of an id is divided by how often it comes
# loses: test_sgd_step, test_absent_rows
# says: row 2, which comes 2 times in ids [2, 2]: expected [2.7], got [2.85]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    counts = np.bincount(ids.ravel(), minlength=len(E))
    return E - lr * G / np.maximum(counts, 1)[:, None]


# %% wrong: uphill, a missing minus sign
# loses: test_sgd_step, test_absent_rows
# says: row 1, which comes 1 times in ids [1]: expected [2.9 4.2], got [3.1 3.8]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    return E + lr * G


# %% wrong: the table changed in place, and returned
# loses: test_sgd_step, test_absent_rows
# says: expected E to stay as it was, [[1. 2.]
def sgd_step(E, ids, dL_dout, lr):
    np.subtract.at(E, ids, lr * dL_dout)
    return E


# %% wrong: a slice of the table is taken for a copy
# loses: test_sgd_step, test_absent_rows
# says: expected E to stay as it was, [[1. 2.]
def sgd_step(E, ids, dL_dout, lr):
    new = E[:]
    np.subtract.at(new, ids, lr * dL_dout)
    return new


# %% wrong: a list of the rows is taken for a copy
# loses: test_sgd_step, test_absent_rows
# says: expected E to stay as it was, [[1. 2.]
def sgd_step(E, ids, dL_dout, lr):
    rows = list(E)
    for i, g in zip(ids.ravel(), dL_dout.reshape(-1, E.shape[1])):
        rows[i] -= lr * g
    return np.array(rows)


# %% wrong: returns the table itself when there is nothing to change
# loses: test_sgd_step
# says: expected a new array, got E itself
def sgd_step(E, ids, dL_dout, lr):
    if not dL_dout.any():
        return E
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    return E - lr * G


# %% wrong: the caller's gradients are multiplied by the learning rate
# loses: test_sgd_step, test_absent_rows
# says: expected dL_dout to stay as it was, [[ 0.5 -1. ]], got [[-0.1  0.2]] afterwards
def sgd_step(E, ids, dL_dout, lr):
    dL_dout *= -lr
    new = E.copy()
    np.add.at(new, ids, dL_dout)
    return new


# %% wrong: a dense update that moves absent rows by the mean step
# loses: test_sgd_step, test_absent_rows
# says: row 0, which comes 0 times in ids [1]: expected [1. 2.], got [0.967 2.067]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    G[~np.isin(np.arange(len(E)), ids)] = G.mean(axis=0)
    return E - lr * G


# %% wrong: weight decay shrinks all rows
# loses: test_absent_rows
# says: expected exactly 0.1, got 0.099998
def sgd_step(E, ids, dL_dout, lr):
    G = 1e-4 * E
    np.add.at(G, ids, dL_dout)
    return E - lr * G


# %% wrong: absent rows lose their last bits, 32-bit floats
# loses: test_absent_rows
# says: expected exactly 0.1, got 0.10000000149011612
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    return (E - lr * G).astype("float32")


# %% wrong: the whole table is rounded
# loses: test_absent_rows
# says: expected exactly 0.01257302210933933, got 0.01257302
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    return np.round(E - lr * G, 8)


# %% wrong: absent rows are zeros
# loses: test_sgd_step, test_absent_rows
# says: row 0, which comes 0 times in ids [1]: expected [1. 2.], got [0. 0.]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    new = np.zeros_like(E)
    new[ids] = E[ids] - lr * G[ids]
    return new


# %% wrong: the learning rate of the example is written in
# loses: test_sgd_step, test_absent_rows
# says: row 1, which comes 1 times in ids [1]: expected [2.9 4.2], got [2.95 4.1 ]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    return E - 0.1 * G


# %% wrong: the learning rate is forgotten
# loses: test_sgd_step, test_absent_rows
# says: row 1, which comes 1 times in ids [1]: expected [2.9 4.2], got [2.5 5. ]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    return E - G


# %% wrong: divided by the number of places, as for a mean loss
# loses: test_sgd_step, test_absent_rows
# says: row 2, which comes 2 times in ids [2, 2]: expected [2.7], got [2.85]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    return E - lr * G / ids.size


# %% wrong: only the step is returned
# loses: test_sgd_step, test_absent_rows
# says: row 0, which comes 0 times in ids [1]: expected [1. 2.], got [-0. -0.]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    return -lr * G


# %% wrong: row 0 is kept, as if it were padding
# loses: test_sgd_step, test_absent_rows
# says: expected [ 1.598 -1.353 -0.454  0.981], got [ 0.315 -1.607  1.085  3.912]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    G[0] = 0
    return E - lr * G


# %% wrong: expects a single sentence
# loses: test_sgd_step, test_absent_rows
# says: row 0, which comes 8 times in ids [[
def sgd_step(E, ids, dL_dout, lr):
    new = E.copy()
    for t, i in enumerate(ids):
        new[i] = new[i] - lr * dL_dout[t]
    return new


# %% wrong: a velocity is kept from call to call
# loses: test_sgd_step, test_absent_rows
# says: expected the same result from a second call with the same arguments, got [[1.
velocity = 0


def sgd_step(E, ids, dL_dout, lr):
    global velocity
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    if np.shape(velocity) != E.shape:
        velocity = np.zeros_like(E)
    velocity = 0.9 * velocity + G
    return E - lr * velocity


# %% wrong: the first table is kept and stepped again
# loses: test_sgd_step, test_absent_rows
# says: expected the same result from a second call with the same arguments, got [[1.  2
def sgd_step(E, ids, dL_dout, lr, tables={}):
    if E.shape not in tables:
        tables[E.shape] = E.copy()
    np.subtract.at(tables[E.shape], ids, lr * dL_dout)
    return tables[E.shape].copy()


# %% wrong: the learning rate is applied at each of the repeated places again
# loses: test_sgd_step, test_absent_rows
# says: row 2, which comes 2 times in ids [2, 2]: expected [2.7], got [2.79]
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    for i, g in zip(ids.ravel(), dL_dout.reshape(-1, E.shape[1])):
        G[i] = lr * (G[i] + g)
    return E - G


# %% wrong: prints and returns nothing
# loses: test_sgd_step, test_absent_rows
# says: expected an array, got None: is there a `return`?
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    print(E - lr * G)


# %% wrong: the whole gradient is clipped to norm 10
# loses: test_sgd_step
# says: row 0, which comes 8 times in ids [[
def sgd_step(E, ids, dL_dout, lr):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    return E - lr * G / max(1, np.linalg.norm(G) / 10)
