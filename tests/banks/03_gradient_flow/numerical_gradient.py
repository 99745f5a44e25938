# %% right: two copies for each entry
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for j in range(E.shape[0]):
        for k in range(E.shape[1]):
            plus, minus = E.copy(), E.copy()
            plus[j, k] += step
            minus[j, k] -= step
            G[j, k] = (loss(plus) - loss(minus)) / (2 * step)
    return G


# %% right: in the table itself, the old value put back
def numerical_gradient(loss, E, step):
    G = np.empty_like(E)
    for place in np.ndindex(E.shape):
        old = E[place]
        E[place] = old + step
        plus = loss(E)
        E[place] = old - step
        minus = loss(E)
        E[place] = old
        G[place] = (plus - minus) / (2 * step)
    return G


# %% right: a table of the changes is added and subtracted
def numerical_gradient(loss, E, step):
    def slope(n):
        H = np.zeros(E.size)
        H[n] = step
        H = H.reshape(E.shape)
        return (loss(E + H) - loss(E - H)) / step / 2

    return np.array([slope(n) for n in range(E.size)]).reshape(E.shape)


# %% right: one working copy, repaired after each entry, returned as a list
def numerical_gradient(loss, E, step):
    copy = np.array(E)
    list = []
    for j, row in enumerate(E):
        list.append([])
        for k, id in enumerate(row):
            copy[j, k] = id + step
            sum = loss(copy)
            copy[j, k] = id - step
            sum = sum - loss(copy)
            copy[j, k] = id
            list[j].append(float(sum / (2 * step)))
    return list


# %% right: the whole table put back in the end
def numerical_gradient(loss, E, step):
    kept = E.copy()
    G = np.zeros(E.shape)
    try:
        for j, k in np.argwhere(np.ones(E.shape)):
            E[j, k] = kept[j, k] + step
            G[j, k] += loss(E)
            E[...] = kept
            E[j, k] = kept[j, k] - step
            G[j, k] -= loss(E)
            E[...] = kept
    finally:
        E[...] = kept
    return G / (2 * step)


# %% right: with everything that NumPy exports, and the step as it really was
from numpy import *


def numerical_gradient(loss, E, step):
    G = zeros(shape(E))
    for n in range(size(E)):
        a, b = array(E), array(E)
        a.flat[n] += step
        b.flat[n] -= step
        G.flat[n] = (loss(a) - loss(b)) / (a.flat[n] - b.flat[n])
    return G


# %% right: np.vectorize, which tries the first entry twice
def numerical_gradient(loss, E, step):
    def at(j, k, h):
        table = E.copy()
        table[j, k] += h
        return float(loss(table))

    max, min = np.indices(E.shape)
    L = np.vectorize(at)
    return (L(max, min, step) - L(max, min, -step)) / (2 * step)


# %% right: the two halves of the difference, with the middle computed as well
def numerical_gradient(loss, E, step):
    import warnings

    warnings.warn("this takes a while")
    middle = loss(E)
    G = np.zeros(E.shape)
    for j in range(len(E)):
        for k in range(len(E[0])):
            table = E.copy()
            table[j, k] = E[j, k] + step
            forward = (loss(table) - middle) / step
            table[j, k] = E[j, k] - step
            backward = (middle - loss(table)) / step
            G[j, k] = (forward + backward) / 2
    return G


# %% right: fresh nested lists made into arrays, the result in 32-bit floats
def numerical_gradient(loss, E, step):
    def moved(j, k, h):
        rows = [[x for x in row] for row in E]
        rows[j][k] = rows[j][k] + h
        return np.array(rows)

    def slope(j, k):
        return (loss(moved(j, k, step)) - loss(moved(j, k, -step))) / (2 * step)

    V, d = E.shape
    G = [[slope(j, k) for k in range(d)] for j in range(V)]
    return np.array(G, dtype="float32")


# %% right: a helper with a short name
def table(E, j, k, x):
    moved = E.copy()
    moved[j, k] = x
    return moved


def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for (j, k), x in np.ndenumerate(E):
        G[j, k] = loss(table(E, j, k, x + step)) - loss(table(E, j, k, x - step))
    return G / 2 / step


# %% wrong: the forward difference
# loses: test_numerical_gradient, test_table_comes_back
# says: expected 2.000000, got 2.001000, with step=0.001
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        plus = E.copy()
        plus[place] += step
        G[place] = (loss(plus) - loss(E)) / step
    return G


# %% wrong: half a step to each side
# loses: test_numerical_gradient
# says: expected 3.250000, got 3.062500, with step=0.5
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        plus, minus = E.copy(), E.copy()
        plus[place] += step / 2
        minus[place] -= step / 2
        G[place] = (loss(plus) - loss(minus)) / step
    return G


# %% wrong: divided by h in the place of 2 h
# loses: test_numerical_gradient, test_table_comes_back
# says: expected 2.000000, got 4.000000, with step=0.001
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        plus, minus = E.copy(), E.copy()
        plus[place] += step
        minus[place] -= step
        G[place] = (loss(plus) - loss(minus)) / step
    return G


# %% wrong: no brackets around 2 h
# loses: test_numerical_gradient, test_table_comes_back
# says: expected 2.000000, got 0.000002, with step=0.001
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        plus, minus = E.copy(), E.copy()
        plus[place] += step
        minus[place] -= step
        G[place] = (loss(plus) - loss(minus)) / 2 * step
    return G


# %% wrong: the changes in the table are undone by calculation
# loses: test_table_comes_back
# says: expected entry [0, 0] of the table to be exactly 0.01 afterwards, got 0.00999999
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        E[place] += step
        plus = loss(E)
        E[place] -= 2 * step
        minus = loss(E)
        E[place] += step
        G[place] = (plus - minus) / (2 * step)
    return G


# %% wrong: the table is left with its changes
# loses: test_numerical_gradient, test_table_comes_back
# says: entry [0, 1] of a table that holds
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        old = E[place]
        E[place] = old + step
        plus = loss(E)
        E[place] = old - step
        G[place] = (plus - loss(E)) / (2 * step)
    return G


# %% wrong: a working copy that keeps the changes of earlier entries
# loses: test_numerical_gradient
# says: entry [0, 1] of a table that holds
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    table = E.copy()
    for place in np.ndindex(E.shape):
        table[place] = E[place] + step
        plus = loss(table)
        table[place] = E[place] - step
        G[place] = (plus - loss(table)) / (2 * step)
    return G


# %% wrong: another name is taken for a copy
# loses: test_numerical_gradient, test_table_comes_back
# says: expected 2.000000, got 0.000000, with step=0.001
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        plus = E
        minus = E
        plus[place] += step
        minus[place] -= step
        G[place] = (loss(plus) - loss(minus)) / (2 * step)
    return G


# %% wrong: the old row is a view, so nothing is put back
# loses: test_numerical_gradient, test_table_comes_back
# says: entry [0, 1] of a table that holds
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for j, k in np.ndindex(E.shape):
        old = E[j]
        E[j, k] += step
        plus = loss(E)
        E[j, k] -= 2 * step
        minus = loss(E)
        E[j] = old
        G[j, k] = (plus - minus) / (2 * step)
    return G


# %% wrong: the minus side starts from the plus side
# loses: test_numerical_gradient, test_table_comes_back
# says: expected 2.000000, got 1.000500, with step=0.001
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        table = E.copy()
        table[place] += step
        plus = loss(table)
        table[place] -= step
        G[place] = (plus - loss(table)) / (2 * step)
    return G


# %% wrong: all entries move together
# loses: test_numerical_gradient, test_table_comes_back
# says: expected 2.000000, got -4.000000, with step=0.001
def numerical_gradient(loss, E, step):
    slope = (loss(E + step) - loss(E - step)) / (2 * step)
    return np.full(E.shape, slope)


# %% wrong: a whole row moves at once
# loses: test_numerical_gradient, test_table_comes_back
# says: expected 2.000000, got -4.000000, with step=0.001
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for j in range(len(E)):
        plus, minus = E.copy(), E.copy()
        plus[j] += step
        minus[j] -= step
        G[j] = (loss(plus) - loss(minus)) / (2 * step)
    return G


# %% wrong: a step of its own, much smaller
# loses: test_numerical_gradient
# says: expected 3.250000, got 3.000000, with step=0.5
def numerical_gradient(loss, E, step):
    step = 1e-6
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        plus, minus = E.copy(), E.copy()
        plus[place] += step
        minus[place] -= step
        G[place] = (loss(plus) - loss(minus)) / (2 * step)
    return G


# %% wrong: the step grows with the entry
# loses: test_numerical_gradient
# says: expected 12.250000, got 13.000000, with step=0.5
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        h = step * max(1, abs(E[place]))
        plus, minus = E.copy(), E.copy()
        plus[place] += h
        minus[place] -= h
        G[place] = (loss(plus) - loss(minus)) / (2 * h)
    return G


# %% wrong: a formula with four points
# loses: test_numerical_gradient
# says: expected 3.250000, got 3.000000, with step=0.5
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        values = []
        for n in (-2, -1, 1, 2):
            table = E.copy()
            table[place] += n * step
            values.append(loss(table))
        a, b, c, d = values
        G[place] = (a - 8 * b + 8 * c - d) / (12 * step)
    return G


# %% wrong: expects a square table
# loses: test_numerical_gradient, test_table_comes_back
# says: expected -6.000000, got 0.000000, with step=0.001
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for j in range(len(E)):
        for k in range(len(E)):
            plus, minus = E.copy(), E.copy()
            plus[j, k] += step
            minus[j, k] -= step
            G[j, k] = (loss(plus) - loss(minus)) / (2 * step)
    return G


# %% wrong: the last row is left out
# loses: test_numerical_gradient, test_table_comes_back
# says: expected 6.000000, got 0.000000, with step=0.01
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for j in range(max(1, len(E) - 1)):
        for k in range(E.shape[1]):
            plus, minus = E.copy(), E.copy()
            plus[j, k] += step
            minus[j, k] -= step
            G[j, k] = (loss(plus) - loss(minus)) / (2 * step)
    return G


# %% wrong: transposed
# loses: test_numerical_gradient, test_table_comes_back
# says: an entry for each of the table's: expected shape (1, 2), got (2, 1)
def numerical_gradient(loss, E, step):
    V, d = E.shape
    G = np.zeros((d, V))
    for j in range(V):
        for k in range(d):
            plus, minus = E.copy(), E.copy()
            plus[j, k] += step
            minus[j, k] -= step
            G[k, j] = (loss(plus) - loss(minus)) / (2 * step)
    return G


# %% wrong: the loss gets a flat table
# loses: test_numerical_gradient
# says: shape
def numerical_gradient(loss, E, step):
    G = np.zeros(E.size)
    for n in range(E.size):
        plus, minus = E.flatten(), E.flatten()
        plus[n] += step
        minus[n] -= step
        G[n] = (loss(plus) - loss(minus)) / (2 * step)
    return G.reshape(E.shape)


# %% wrong: the loss gets a single row
# loses: test_numerical_gradient
# says: expected
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for j, k in np.ndindex(E.shape):
        plus, minus = E[j].copy(), E[j].copy()
        plus[k] += step
        minus[k] -= step
        G[j, k] = (loss(plus[None]) - loss(minus[None])) / (2 * step)
    return G


# %% wrong: the gradient of the example's loss
# loses: test_numerical_gradient
# says: entry [0, 0] of a table that holds
def numerical_gradient(loss, E, step):
    return 2 * E


# %% wrong: the table in 32-bit floats, too coarse for the step
# loses: test_numerical_gradient, test_table_comes_back
# says: expected 2.000000, got 1.999855, with step=0.001
def numerical_gradient(loss, E, step):
    E = E.astype("float32")
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        plus, minus = E.copy(), E.copy()
        plus[place] += step
        minus[place] -= step
        G[place] = (loss(plus) - loss(minus)) / (2 * step)
    return G


# %% wrong: the result of the first call is kept
# loses: test_numerical_gradient, test_table_comes_back
# says: entry [0, 0] of a table that holds
def numerical_gradient(loss, E, step, memory={}):
    if E.shape not in memory:
        G = memory[E.shape] = np.zeros(E.shape)
        for place in np.ndindex(E.shape):
            plus, minus = E.copy(), E.copy()
            plus[place] += step
            minus[place] -= step
            G[place] = (loss(plus) - loss(minus)) / (2 * step)
    return memory[E.shape]


# %% wrong: entries that are zero are skipped
# loses: test_numerical_gradient
# says: expected 0.250000, got 0.000000, with step=0.5
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        if E[place]:
            plus, minus = E.copy(), E.copy()
            plus[place] += step
            minus[place] -= step
            G[place] = (loss(plus) - loss(minus)) / (2 * step)
    return G


# %% wrong: the table is rounded to hide the changes
# loses: test_table_comes_back
# says: expected entry [0, 0] of the table to be exactly -0.1321048632913019 afterwards,
def numerical_gradient(loss, E, step):
    G = np.zeros(E.shape)
    for place in np.ndindex(E.shape):
        E[place] += step
        plus = loss(E)
        E[place] -= 2 * step
        minus = loss(E)
        E[place] += step
        G[place] = (plus - minus) / (2 * step)
    E[...] = np.round(E, 12)
    return G


# %% equivalent: gradient = np.zeros(E.shape) -> gradient = np.ones(E.shape)
# why: every entry is overwritten
