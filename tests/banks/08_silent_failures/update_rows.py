# %% right: a one-hot product for the sums
def update_rows(E, ids, gradients, lr, limit):
    sums = np.eye(len(E))[ids].T @ gradients
    norms = np.sqrt((sums**2).sum(axis=1))
    scale = np.where(norms > limit, limit / np.where(norms == 0, 1, norms), 1)
    return E - lr * scale[:, None] * sums


# %% right: row by row, as nested lists
def update_rows(E, ids, gradients, lr, limit):
    table = E.tolist()
    for row in set(ids.tolist()):
        g = gradients[ids == row].sum(axis=0)
        norm = float(np.linalg.norm(g))
        if norm > limit:
            g = g / norm * limit
        table[row] = [e - lr * x for e, x in zip(table[row], g)]
    return table


# %% right: sums over sorted ids
def update_rows(E, ids, gradients, lr, limit):
    order = np.argsort(ids, kind="stable")
    rows, starts = np.unique(ids[order], return_index=True)
    sums = np.add.reduceat(gradients[order], starts, axis=0)
    norms = np.linalg.norm(sums, axis=1)
    long = norms > limit
    sums[long] *= (limit / norms[long])[:, None]
    table = E.copy()
    table[rows] -= lr * sums
    return table


# %% right: unique ids, and a division by 0 that warns and does no harm
def update_rows(E, ids, gradients, lr, limit):
    rows, which = np.unique(ids, return_inverse=True)
    sums = np.zeros((len(rows), E.shape[1]))
    np.add.at(sums, which, gradients)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    table = E.astype(float)
    table[rows] -= lr * sums * np.minimum(1, limit / norms)
    return table


# %% right: adds up with bincount, number by number
def update_rows(E, ids, gradients, lr, limit):
    V, d = E.shape
    sums = np.array([np.bincount(ids, gradients[:, j], V) for j in range(d)]).T
    size = np.hypot.reduce(sums, axis=1)[:, None]
    return E - lr * sums / np.maximum(size / limit, 1)


# %% wrong: the broken program
# loses: test_repeated_ids, test_clipping
# says: only the last of its lookups counts
def update_rows(E, ids, gradients, lr, limit):
    """Return the table after one step; no row's gradient is longer than limit."""
    norms = np.linalg.norm(gradients, axis=1, keepdims=True)
    gradients = gradients * np.minimum(1, limit / norms)
    table = E.copy()
    table[ids] -= lr * gradients
    return table


# %% wrong: adds up, and still clips each lookup
# loses: test_clipping
# says: each lookup was clipped by itself, not their sum
def update_rows(E, ids, gradients, lr, limit):
    norms = np.linalg.norm(gradients, axis=1, keepdims=True)
    gradients = gradients * np.minimum(1, limit / norms)
    table = E.copy()
    np.subtract.at(table, ids, lr * gradients)
    return table


# %% wrong: clips before and after the sum
# loses: test_clipping
# says: clipped before their sum, and again after
def update_rows(E, ids, gradients, lr, limit):
    def clip(g):
        n = np.linalg.norm(g, axis=1, keepdims=True)
        return g * limit / np.maximum(n, limit)

    sums = np.zeros_like(E)
    np.add.at(sums, ids, clip(gradients))
    return E - lr * clip(sums)


# %% wrong: adds up, without a limit
# loses: test_clipping
# says: nothing is clipped
def update_rows(E, ids, gradients, lr, limit):
    table = E.copy()
    np.subtract.at(table, ids, lr * gradients)
    return table


# %% wrong: one norm for the whole table
# loses: test_clipping
# says: all rows are clipped together
def update_rows(E, ids, gradients, lr, limit):
    sums = np.zeros_like(E)
    np.add.at(sums, ids, gradients)
    return E - lr * sums * min(1, limit / np.linalg.norm(sums))


# %% wrong: each number of the sum by itself
# loses: test_clipping
# says: each number is clipped by itself
def update_rows(E, ids, gradients, lr, limit):
    sums = np.zeros_like(E)
    np.add.at(sums, ids, gradients)
    return E - lr * np.clip(sums, -limit, limit)


# %% wrong: the step is clipped
# loses: test_clipping
# says: the step is clipped, not the gradient
def update_rows(E, ids, gradients, lr, limit):
    steps = np.zeros_like(E)
    np.add.at(steps, ids, lr * gradients)
    norms = np.linalg.norm(steps, axis=1, keepdims=True)
    return E - steps * limit / np.maximum(norms, limit)


# %% wrong: short gradients are made longer too
# loses: test_repeated_ids, test_clipping
# says: short gradients stay as they are
def update_rows(E, ids, gradients, lr, limit):
    sums = np.zeros_like(E)
    np.add.at(sums, ids, gradients)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return E - lr * sums * limit / np.where(norms == 0, 1, norms)


# %% wrong: the mean of the lookups
# loses: test_repeated_ids, test_clipping
# says: the lookups are averaged
def update_rows(E, ids, gradients, lr, limit):
    sums = np.zeros_like(E)
    np.add.at(sums, ids, gradients)
    sums /= np.maximum(np.bincount(ids, minlength=len(E)), 1)[:, None]
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return E - lr * sums * limit / np.maximum(norms, limit)


# %% wrong: the last lookup alone, clipped for itself after all
# loses: test_repeated_ids, test_clipping
# says: only the last of its lookups counts
def update_rows(E, ids, gradients, lr, limit):
    sums = np.zeros_like(E)
    sums[ids] += gradients
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    return E - lr * sums * limit / np.maximum(norms, limit)


# %% wrong: in the table that was given
# loses: test_repeated_ids, test_clipping
# says: expected E to stay as it was
def update_rows(E, ids, gradients, lr, limit):
    sums = np.zeros_like(E)
    np.add.at(sums, ids, gradients)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    E -= lr * sums * limit / np.maximum(norms, limit)
    return E


# %% wrong: NaN where the gradients cancel
# loses: test_repeated_ids, test_clipping
# says: got [nan
def update_rows(E, ids, gradients, lr, limit):
    sums = np.zeros_like(E)
    np.add.at(sums, ids, gradients)
    norms = np.linalg.norm(sums, axis=1, keepdims=True)
    with np.errstate(all="ignore"):
        unit = sums / norms
    return E - lr * unit * np.minimum(norms, limit)
