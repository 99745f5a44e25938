# %% right: two loops and comparisons one by one
def separation(E, groups):
    within, across = [], []
    for i in range(len(E)):
        for j in range(i):
            dot = np.dot(E[i], E[j])
            cosine = dot / (np.linalg.norm(E[i]) * np.linalg.norm(E[j]))
            (within if groups[i] == groups[j] else across).append(cosine)
    score = 0
    for w in within:
        for a in across:
            if w > a:
                score += 1
            elif w == a:
                score += 0.5
    return score / (len(within) * len(across))


# %% right: the upper triangle, all comparisons at once
def separation(E, groups):
    E, groups = np.asarray(E, dtype=float), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    cosines = np.sum(U[i] * U[j], axis=1)
    same = groups[i] == groups[j]
    w, a = cosines[same][:, None], cosines[~same][None, :]
    return np.mean((w > a) + 0.5 * (w == a))


# %% right: each pair in both orders, which changes no chance
def separation(E, groups):
    E, groups = np.array(E, dtype=float), np.array(groups)
    lengths = np.sqrt((E**2).sum(1))
    cosines = E @ E.T / np.outer(lengths, lengths)
    same = groups[:, None] == groups[None, :]
    self = np.eye(len(E), dtype=bool)
    w, a = cosines[same & ~self], cosines[~same]
    return (1 + np.sign(w.reshape(-1, 1) - a).mean()) / 2


# %% right: roc_auc_score of scikit-learn
from sklearn.metrics import roc_auc_score
from sklearn.metrics.pairwise import cosine_similarity


def separation(E, groups):
    i, j = np.tril_indices(len(E), -1)
    groups = np.asarray(groups)
    return roc_auc_score(groups[i] == groups[j], cosine_similarity(E)[i, j])


# %% right: the rank sum of Mann and Whitney
from scipy.spatial.distance import pdist
from scipy.stats import rankdata


def separation(E, groups):
    names, labels = np.unique(groups, return_inverse=True)
    within = pdist(labels.reshape(-1, 1), "hamming") == 0
    ranks = rankdata(-pdist(E, "cosine"))
    n, m = within.sum(), (~within).sum()
    return (ranks[within].sum() - n * (n + 1) / 2) / (n * m)


# %% right: pure Python, with fractions of integers where they are exact
def separation(E, groups):
    from itertools import combinations, product
    from math import fsum, sqrt

    rows = [[float(x) for x in row] for row in E]
    sum, max = [], []
    for (u, g), (v, h) in combinations(zip(rows, groups), 2):
        dot = fsum(x * y for x, y in zip(u, v))
        cos = dot / sqrt(fsum(x * x for x in u) * fsum(y * y for y in v))
        if g == h:
            sum.append(cos)
        else:
            max.append(cos)
    list = [(w > a) + (w >= a) for w, a in product(sum, max)]
    return fsum(list) / (2 * len(list))


# %% right: Keras, cosines that are nearly equal are a tie
def separation(E, groups):
    U = keras.utils.normalize(np.array(E, dtype=float), axis=1)
    C = keras.ops.convert_to_numpy(keras.ops.matmul(U, U.T))
    within, across = [], []
    for i, j in np.ndindex(C.shape):
        if i < j:
            if groups[i] == groups[j]:
                within += [C[i, j]]
            else:
                across += [C[i, j]]
    w, a = np.meshgrid(within, across)
    tie = np.isclose(w, a, rtol=0, atol=1e-9)
    return np.where(tie, 0.5, w > a).mean()


# %% right: an answer in 32 bits, from the points on the sphere
from numpy import *


def separation(E, groups):
    U = array([row / sqrt(dot(row, row)) for row in asarray(E, dtype=float)])
    near = -square(U[:, None] - U[None]).sum(axis=-1)
    pairs = [(i, j) for i in range(len(U)) for j in range(len(U)) if i != j]
    w = array([near[p] for p in pairs if groups[p[0]] == groups[p[1]]]).round(10)
    a = array([near[p] for p in pairs if groups[p[0]] != groups[p[1]]]).round(10)
    return float32(mean([mean(x > a) + mean(x == a) / 2 for x in w]))


# %% right: a warning on the way, rows divided by themselves
def separation(E, groups):
    import warnings

    warnings.warn("slow for large tables")
    same = {True: [], False: []}
    rows = list(zip(np.array(E, dtype=float), groups))
    while rows:
        u, g = rows.pop()
        for v, h in rows:
            c = np.vdot(u, v) / np.sqrt(np.vdot(u, u)) / np.sqrt(np.vdot(v, v))
            same[bool(g == h)].append(c)
    wins = np.subtract.outer(same[True], same[False])
    return np.heaviside(wins, 0.5).mean()


# %% right: Python's own names as names of its own outside the function
sum = max = list = str = type = id = 0


def separation(E, groups):
    one = E[:, None] / np.linalg.norm(E, axis=1)[:, None, None]
    cosines = np.round((one * one.swapaxes(0, 1)).sum(axis=2), 8)
    order = np.less.outer(np.arange(len(E)), np.arange(len(E)))
    same = np.equal.outer(groups, groups)
    less = equal = 0
    for cosine in cosines[same & order]:
        less += np.count_nonzero(cosines[order & ~same] < cosine)
        equal += np.count_nonzero(cosines[order & ~same] == cosine)
    return (less + equal / 2) / np.sum(same & order) / np.sum(order & ~same)


# %% wrong: dot products in the place of cosines
# loses: test_separation
# says: this is for dot products, which grow with the lengths
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    S = E @ E.T
    i, j = np.triu_indices(len(E), k=1)
    same = groups[i] == groups[j]
    w, a = S[i, j][same][:, None], S[i, j][~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: rows are paired with themselves
# loses: test_separation
# says: expected 0.3750, got 0.7917: a row was paired with itself
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E))
    same = groups[i] == groups[j]
    S = (U @ U.T)[i, j]
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: a tie counts nothing
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    same = groups[i] == groups[j]
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    return np.mean(S[same][:, None] > S[~same])


# %% wrong: a tie counts in full
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    same = groups[i] == groups[j]
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    return np.mean(S[same][:, None] >= S[~same])


# %% wrong: cosine distances, larger taken for more alike
# loses: test_separation
# says: expected 1.0000, got 0.0000: the pairs are the wrong way round
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    same = groups[i] == groups[j]
    D = 1 - np.sum(U[i] * U[j], axis=1)
    w, a = D[same][:, None], D[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: distances of the rows as they are, not of their directions
# loses: test_separation
# says: this is for distances, not for cosines
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    i, j = np.triu_indices(len(E), k=1)
    same = groups[i] == groups[j]
    S = -np.linalg.norm(E[i] - E[j], axis=1)
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: correlations, the mean of each row is taken off first
# loses: test_separation
# says: with the groups [0, 0, 1, 1]: expected 0.3750, got 0.5000
def separation(E, groups):
    groups = np.asarray(groups)
    i, j = np.triu_indices(len(groups), k=1)
    same = groups[i] == groups[j]
    S = np.round(np.corrcoef(E)[i, j], 10)
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: columns are normalised in the place of rows
# loses: test_separation
# says: expected 0.3750, got 0.1250
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=0)
    i, j = np.triu_indices(len(E), k=1)
    same = groups[i] == groups[j]
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: opposite directions count as alike
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    same = groups[i] == groups[j]
    S = np.abs(np.round(np.sum(U[i] * U[j], axis=1), 10))
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: normalises the caller's table in place
# loses: test_separation
# says: expected E to stay as it was
def separation(E, groups):
    groups = np.asarray(groups)
    for row in E:
        length = np.linalg.norm(row)
        for k in range(len(row)):
            row[k] = row[k] / length
    E = np.asarray(E)
    i, j = np.triu_indices(len(E), k=1)
    same = groups[i] == groups[j]
    S = np.sum(E[i] * E[j], axis=1)
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: both pairs share a row
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E = np.asarray(E, dtype=float)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    S = np.round(U @ U.T, 10)
    N, score = len(E), []
    for i in range(N):
        for j in range(N):
            for k in range(N):
                if i != j and groups[i] == groups[j] and groups[i] != groups[k]:
                    score.append((S[i, j] > S[i, k]) + 0.5 * (S[i, j] == S[i, k]))
    return np.mean(score)


# %% wrong: the mean over groups, small groups weigh as much as large ones
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    scores = []
    for g in np.unique(groups):
        w = S[(groups[i] == g) & (groups[j] == g)][:, None]
        a = S[groups[i] != groups[j]]
        if w.size:
            scores.append(np.mean((w > a) + 0.5 * (w == a)))
    return np.mean(scores)


# %% wrong: every group against the first one only
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups) == groups[0]
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    same = groups[i] == groups[j]
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: each pair within is compared with the mean pair across
# loses: test_separation
# says: expected 0.3750, got 0.5000
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    same = groups[i] == groups[j]
    return np.mean(S[same] > S[~same].mean())


# %% wrong: the difference of the mean cosines
# loses: test_separation
# says: expected 0.3750, got -0.1321
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    same = groups[i] == groups[j]
    return S[same].mean() - S[~same].mean()


# %% wrong: equal cosines are kept only once
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    same = groups[i] == groups[j]
    w, a = np.unique(S[same])[:, None], np.unique(S[~same])
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: only rows side by side make a pair within a group
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    same = groups[i] == groups[j]
    w, a = S[same & (j == i + 1)][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: the pairs across are taken from all pairs
# loses: test_separation
# says: expected 1.0000, got 0.8333
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    w = S[groups[i] == groups[j]][:, None]
    return np.mean((w > S) + 0.5 * (w == S))


# %% wrong: the names of groups must be numbers
# loses: test_separation
# says: invalid literal for int() with base 10
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups, dtype=int)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    same = groups[i] - groups[j] == 0
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: only the first letter of a group's name is compared
# loses: test_separation
# says: with the groups ['
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray([str(g)[0] for g in groups])
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    same = groups[i] == groups[j]
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: cosines rounded to one decimal make ties
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 1)
    same = groups[i] == groups[j]
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: an integer table cuts the cosines off
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E, groups = np.asarray(E), np.asarray(groups)
    U = np.zeros_like(E)
    for k, row in enumerate(E):
        U[k] = row / np.linalg.norm(row)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    same = groups[i] == groups[j]
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: the cosines of an earlier table of the same shape come again
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2,
def separation(E, groups, memory={}):
    E, groups = np.asarray(E), np.asarray(groups)
    if E.shape not in memory:
        U = E / np.linalg.norm(E, axis=1, keepdims=True)
        memory[E.shape] = np.round(U @ U.T, 10)
    i, j = np.triu_indices(len(E), k=1)
    S = memory[E.shape][i, j]
    same = groups[i] == groups[j]
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% wrong: groups are taken to lie in blocks of equal size
# loses: test_separation
# says: with the groups [2, 2, 0, 2, 2, 1, 2, 0]: expected
def separation(E, groups):
    E = np.asarray(E)
    size = -(-len(E) // len(set(groups)))
    groups = np.arange(len(E)) // size
    U = E / np.linalg.norm(E, axis=1, keepdims=True)
    i, j = np.triu_indices(len(E), k=1)
    S = np.round(np.sum(U[i] * U[j], axis=1), 10)
    same = groups[i] == groups[j]
    w, a = S[same][:, None], S[~same]
    return np.mean((w > a) + 0.5 * (w == a))


# %% equivalent: is_within = np.asarray(groups)[first] == np.asarray(groups)[second] -> is_within = groups[first] == np.asarray(groups)[second]
# why: groups is an array already, as the text says of all arguments


# %% equivalent: is_within = np.asarray(groups)[first] == np.asarray(groups)[second] -> is_within = np.asarray(groups)[first] == groups[second]
# why: groups is an array already, as the text says of all arguments
