# %% right: loops over the numbers of the table, one by one
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    V, d = E.shape
    flat = [int(i) for i in np.ravel(ids)]
    gradients = np.reshape(dL_dout, (len(flat), d))
    new_E, new_velocity = np.empty((V, d)), np.empty((V, d))
    for i in range(V):
        for k in range(d):
            new_E[i, k], new_velocity[i, k] = E[i, k], velocity[i, k]
            if lazy and i not in flat:
                continue
            g = 0.0
            for place, j in enumerate(flat):
                if j == i:
                    g += gradients[place, k]
            new_velocity[i, k] = momentum * velocity[i, k] - lr * g
            new_E[i, k] = E[i, k] + new_velocity[i, k]
    return new_E, new_velocity


# %% right: one-hot product, and the absent rows are put back
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    V, d = E.shape
    X = np.eye(V)[ids.reshape(-1)]
    v = momentum * velocity - lr * X.T @ dL_dout.reshape(-1, d)
    W = E + v
    if lazy:
        absent = X.sum(axis=0) == 0
        W[absent], v[absent] = E[absent], velocity[absent]
    return W, v


# %% right: bincount for each column
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    V, d = E.shape
    i = ids.ravel()
    g = dL_dout.reshape(len(i), d)
    columns = [np.bincount(i, weights=g[:, k], minlength=V) for k in range(d)]
    G = np.stack(columns, axis=1)
    times = np.bincount(i, minlength=V)
    rows = np.flatnonzero(times) if lazy else np.arange(V)
    E, velocity = E.copy(), velocity.copy()
    velocity[rows] = momentum * velocity[rows] - lr * G[rows]
    E[rows] += velocity[rows]
    return E, velocity


# %% right: assignments that repeat, but write the same row each time
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = scatter_add(ids, dL_dout, len(E))
    if not lazy:
        ids = np.arange(len(E))
    table, speed = np.array(E), np.array(velocity)
    speed[ids] = momentum * velocity[ids] - lr * G[ids]
    table[ids] += speed[ids]
    return table, speed


# %% right: Python's own names and the names of the tests are taken
list = id = type = 0


def as_array(numbers):
    return np.array(numbers, dtype="float64")


def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    E, sum = as_array(E), as_array(velocity)
    max = E.shape[1]
    int = ids.flatten()
    str = {}
    for i, g in zip(int, as_array(dL_dout).reshape(-1, max)):
        str[i] = str.get(i, 0) + g
    for i in range(len(E)):
        if i in str or not lazy:
            sum[i] = momentum * sum[i] - lr * str.get(i, 0)
            E[i] += sum[i]
    return [E, sum]


# %% right: everything that NumPy exports, and a warning on the way
from numpy import *


def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    V, d = shape(E)
    same = ravel(ids)[:, None] == arange(V)
    rows = dL_dout.reshape(-1, d)
    counts = same.sum(axis=0)
    means = (same.T @ rows) / counts[:, None]  # 0 / 0 where a row is absent
    G = where(counts[:, None] > 0, means * counts[:, None], 0.0)
    v = momentum * velocity - lr * G
    kept = logical_and(lazy, counts == 0)[:, None]
    return where(kept, E, E + v), where(kept, velocity, v)


# %% right: sorted ids and reduceat
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    flat = ids.ravel()
    order = np.argsort(flat)
    g = dL_dout.reshape(-1, E.shape[-1])[order]
    rows, starts = np.unique(flat[order], return_index=True)
    sums = np.add.reduceat(g, starts)
    v = velocity.copy()
    if lazy:
        v[rows] *= momentum
    else:
        v *= momentum
    v[rows] -= lr * sums
    table = E.copy()
    if lazy:
        table[rows] += v[rows]
    else:
        table += v
    return table, v


# %% right: calculated and returned in 32 bits
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    E, v = E.astype(np.float32), velocity.astype(np.float32)
    G = np.zeros_like(E)
    for place in np.ndindex(ids.shape):
        G[ids[place]] += dL_dout[place]
    rows = sorted(set(ids.ravel().tolist())) if lazy else slice(None)
    v[rows] = momentum * v[rows] - lr * G[rows]
    E[rows] = E[rows] + v[rows]
    return E, v


# %% right: two nested lists instead of arrays
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    table, speed = E.tolist(), velocity.tolist()
    width = range(E.shape[1])
    occurs = set(ids.ravel().tolist())
    G = [[0.0 for k in width] for row in table]
    for i, g in zip(ids.ravel(), dL_dout.reshape(-1, E.shape[1])):
        for k in width:
            G[i][k] += float(g[k])
    for i in range(len(table)):
        if lazy and i not in occurs:
            continue
        for k in width:
            speed[i][k] = momentum * speed[i][k] - lr * G[i][k]
            table[i][k] += speed[i][k]
    return table, speed


# %% right: TensorFlow adds up the gradients, and tensors are returned
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    V, d = E.shape
    flat = tf.reshape(tf.constant(ids, dtype=tf.int32), [-1])
    upstream = tf.reshape(tf.constant(dL_dout), [-1, d])
    G = tf.math.unsorted_segment_sum(upstream, flat, V)
    times = tf.math.bincount(flat, minlength=V)
    kept = tf.logical_and(lazy, times == 0)[:, None]
    v = tf.where(kept, velocity, momentum * tf.constant(velocity) - lr * G)
    return tf.where(kept, E, E + v), v


# %% wrong: of the gradients of a row that repeats only the last one counts
# loses: test_dense_momentum, test_lazy_momentum
# says: row 0, which comes 2 times in ids [0, 2, 0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    G[ids] += dL_dout
    new = momentum * velocity - lr * G
    if lazy:
        absent = ~np.isin(np.arange(len(E)), ids)
        new[absent] = velocity[absent]
        W = E + new
        W[absent] = E[absent]
        return W, new
    return E + new, new


# %% wrong: a lazy velocity decays once for each time that the row occurs
# loses: test_lazy_momentum
# says: row 0, which comes 2 times in ids [0, 2, 0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    E, v = E.copy(), velocity.copy()
    d = E.shape[1]
    if lazy:
        for i, g in zip(ids.ravel(), dL_dout.reshape(-1, d)):
            v[i] = momentum * v[i] - lr * g
        for i in set(ids.ravel().tolist()):
            E[i] += v[i]
        return E, v
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    v = momentum * v - lr * G
    return E + v, v


# %% wrong: the lazy step is applied to the table once for each time that a row occurs
# loses: test_lazy_momentum
# says: row 0, which comes 2 times in ids [0, 2, 0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    E, v = E.copy(), velocity.copy()
    if lazy:
        rows = np.unique(ids)
        v[rows] = momentum * v[rows] - lr * G[rows]
        np.add.at(E, ids, v[ids])
    else:
        v = momentum * v - lr * G
        E += v
    return E, v


# %% wrong: the dense velocity decays at every place of the batch
# loses: test_dense_momentum
# says: row 0, which comes 2 times in ids [0, 2, 0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    E, v = E.copy(), velocity.copy()
    d = E.shape[1]
    G = np.zeros_like(E)
    for i, g in zip(ids.ravel(), dL_dout.reshape(-1, d)):
        G[i] += g
        if not lazy:
            v *= momentum
    if lazy:
        rows = np.unique(ids)
        v[rows] = momentum * v[rows] - lr * G[rows]
        E[rows] += v[rows]
        return E, v
    return E + v - lr * G, v - lr * G


# %% wrong: a plus where the gradient should be subtracted
# loses: test_dense_momentum, test_lazy_momentum
# says: row 0, which comes 1 times in ids [0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids) if lazy else np.arange(len(E))
    E, v = E.copy(), velocity.copy()
    v[rows] = momentum * v[rows] + lr * G[rows]
    E[rows] += v[rows]
    return E, v


# %% wrong: the learning rate multiplies the whole velocity, as in PyTorch
# loses: test_dense_momentum, test_lazy_momentum
# says: row 0, which comes 1 times in ids [0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids) if lazy else np.arange(len(E))
    E, v = E.copy(), velocity.copy()
    v[rows] = momentum * v[rows] - G[rows]
    E[rows] += lr * v[rows]
    return E, v


# %% wrong: Nesterov's step, which looks ahead
# loses: test_dense_momentum, test_lazy_momentum
# says: row 0, which comes 1 times in ids [0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids) if lazy else np.arange(len(E))
    E, v = E.copy(), velocity.copy()
    v[rows] = momentum * v[rows] - lr * G[rows]
    E[rows] += momentum * v[rows] - lr * G[rows]
    return E, v


# %% wrong: the table moves with the velocity from before the step
# loses: test_dense_momentum, test_lazy_momentum
# says: row 0, which comes 1 times in ids [0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids) if lazy else np.arange(len(E))
    W, v = E.copy(), velocity.copy()
    W[rows] += velocity[rows]
    v[rows] = momentum * velocity[rows] - lr * G[rows]
    return W, v


# %% wrong: lazy keeps the place of the absent rows, but their velocity decays
# loses: test_lazy_momentum
# says: row 1, which comes 0 times in ids [0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    v = momentum * velocity - lr * G
    if not lazy:
        return E + v, v
    W = E.copy()
    rows = np.unique(ids)
    W[rows] += v[rows]
    return W, v


# %% wrong: lazy keeps the velocity of the absent rows, but they move on with it
# loses: test_lazy_momentum
# says: table after a lazy step
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids) if lazy else np.arange(len(E))
    v = velocity.copy()
    v[rows] = momentum * velocity[rows] - lr * G[rows]
    return E + v, v


# %% wrong: a row counts as absent when its gradients add up to zero
# loses: test_lazy_momentum
# says: row 1, which comes 2 times in ids [1, 1]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    moved = np.any(G != 0, axis=1) if lazy else np.full(len(E), True)
    E, v = E.copy(), velocity.copy()
    v[moved] = momentum * v[moved] - lr * G[moved]
    E[moved] += v[moved]
    return E, v


# %% wrong: lazy skips single numbers whose gradient is zero
# loses: test_lazy_momentum
# says: row 1, which comes 2 times in ids [1, 1]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    v = momentum * velocity - lr * G
    if lazy:
        return np.where(G == 0, E, E + v), np.where(G == 0, velocity, v)
    return E + v, v


# %% wrong: every step is dense
# loses: test_lazy_momentum
# says: row 1, which comes 0 times in ids [0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    v = momentum * velocity - lr * G
    return E + v, v


# %% wrong: every step is lazy
# loses: test_dense_momentum
# says: row 1, which comes 0 times in ids [0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids)
    E, v = E.copy(), velocity.copy()
    v[rows] = momentum * v[rows] - lr * G[rows]
    E[rows] += v[rows]
    return E, v


# %% wrong: the table is changed in place
# loses: test_dense_momentum, test_lazy_momentum
# says: expected a new array, got E itself or a view of it, [[0.35 1.9 ]
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids) if lazy else np.arange(len(E))
    v = velocity.copy()
    v[rows] = momentum * v[rows] - lr * G[rows]
    E[rows] += v[rows]
    return E, v


# %% wrong: only the lazy step changes the velocity in place
# loses: test_lazy_momentum
# says: expected a new array, got velocity itself or a view of it, [[-0.65 -0.1 ]
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    if not lazy:
        v = momentum * velocity - lr * G
        return E + v, v
    rows = np.unique(ids)
    velocity[rows] = momentum * velocity[rows] - lr * G[rows]
    W = E.copy()
    W[rows] += velocity[rows]
    return W, velocity


# %% wrong: the learning rate is multiplied into the gradients of the caller
# loses: test_dense_momentum, test_lazy_momentum
# says: expected dL_dout to stay as it was
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    dL_dout *= -lr
    rows = np.unique(ids) if lazy else np.arange(len(E))
    E, v = E.copy(), velocity.copy()
    v[rows] *= momentum
    np.add.at(v, ids, dL_dout)
    E[rows] += v[rows]
    return E, v


# %% wrong: the velocity comes first
# loses: test_dense_momentum, test_lazy_momentum
# says: row 0, which comes 1 times in ids [0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids) if lazy else np.arange(len(E))
    E, v = E.copy(), velocity.copy()
    v[rows] = momentum * v[rows] - lr * G[rows]
    E[rows] += v[rows]
    return v, E


# %% wrong: the velocity is kept between the calls instead of taken from the caller
# loses: test_dense_momentum, test_lazy_momentum
# says: row 0, which comes 2 times in ids [0, 2, 0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy, kept={}):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    v = kept.setdefault(E.shape, velocity.copy())
    rows = np.unique(ids) if lazy else np.arange(len(E))
    v[rows] = momentum * v[rows] - lr * G[rows]
    E = E.copy()
    E[rows] += v[rows]
    return E, v.copy()


# %% wrong: momentum is always 0.9
# loses: test_dense_momentum, test_lazy_momentum
# says: expected [-0.75  0.  ], got [-0.95  0.  ]
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids) if lazy else np.arange(len(E))
    E, v = E.copy(), velocity.copy()
    v[rows] = 0.9 * v[rows] - lr * G[rows]
    E[rows] += v[rows]
    return E, v


# %% wrong: id 0 is taken for padding and gets no gradient
# loses: test_dense_momentum, test_lazy_momentum
# says: row 0, which comes 1 times in ids [0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    G[0] = 0
    rows = np.unique(ids) if lazy else np.arange(len(E))
    E, v = E.copy(), velocity.copy()
    v[rows] = momentum * v[rows] - lr * G[rows]
    E[rows] += v[rows]
    return E, v


# %% wrong: only a plain list of ids, no sentences
# loses: test_dense_momentum, test_lazy_momentum
# says: TypeError
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    for place in range(len(ids)):
        i = int(ids[place])
        G[i] += dL_dout[place]
    rows = np.unique(ids) if lazy else np.arange(len(E))
    E, v = E.copy(), velocity.copy()
    v[rows] = momentum * v[rows] - lr * G[rows]
    E[rows] += v[rows]
    return E, v


# %% wrong: lazy looks for the row in the first place only
# loses: test_lazy_momentum
# says: row 2, which comes 1 times in ids [0, 2, 0]: expected
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    E, v = E.copy(), velocity.copy()
    for i in range(len(E)):
        if not lazy or i in ids[0:1]:
            v[i] = momentum * v[i] - lr * G[i]
            E[i] += v[i]
    return E, v


# %% wrong: in a dense step the absent rows move on, but their velocity does not decay
# loses: test_dense_momentum
# says: row 1, which comes 0 times in ids [0]: expected [-0.45  0.9 ]
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    G = np.zeros_like(E)
    np.add.at(G, ids, dL_dout)
    rows = np.unique(ids)
    W, v = E.copy(), velocity.copy()
    v[rows] = momentum * v[rows] - lr * G[rows]
    if lazy:
        W[rows] += v[rows]
    else:
        W += v
    return W, v


# %% wrong: ids with two axes at most
# loses: test_dense_momentum, test_lazy_momentum
# says: velocity after a dense step
def momentum_step(E, velocity, ids, dL_dout, lr, momentum, lazy):
    if ids.ndim < 3:
        ids = ids.reshape(-1)
        dL_dout = dL_dout.reshape(len(ids), E.shape[1])
    G = np.zeros_like(E)
    for place in range(len(ids)):
        G[ids[place]] += dL_dout[place]
    rows = np.unique(ids) if lazy else np.arange(len(E))
    E, v = E.copy(), velocity.copy()
    v[rows] = momentum * v[rows] - lr * G[rows]
    E[rows] += v[rows]
    return E, v


# %% equivalent: rows = np.unique(ids) if lazy else np.arange(len(E)) -> rows = ids if lazy else np.arange(len(E))
# why: to assign to a row again, or to add to it with +=, writes the same numbers again
