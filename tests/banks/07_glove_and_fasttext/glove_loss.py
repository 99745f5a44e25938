# %% right: only the cells with a count, gradients by np.add.at
def glove_loss(counts, weights, W, C, b_W, b_C):
    i, j = np.nonzero(counts)
    errors = (W[i] * C[j]).sum(axis=1) + b_W[i] + b_C[j] - np.log(counts[i, j])
    g = 2 * weights[i, j] * errors
    gradients = [np.zeros(a.shape) for a in (W, C, b_W, b_C)]
    np.add.at(gradients[0], i, g[:, None] * C[j])
    np.add.at(gradients[1], j, g[:, None] * W[i])
    np.add.at(gradients[2], i, g)
    np.add.at(gradients[3], j, g)
    return (weights[i, j] * errors**2).sum(), gradients


# %% right: two loops over the words, in plain lists
def glove_loss(counts, weights, W, C, b_W, b_C):
    V, d = W.shape
    loss = 0.0
    dW = [[0.0] * d for _ in range(V)]
    dC = [[0.0] * d for _ in range(V)]
    db, da = [0.0] * V, [0.0] * V
    for i in range(V):
        for j in range(V):
            if counts[i][j] == 0:
                continue
            dot = float(sum(W[i][k] * C[j][k] for k in range(d)))
            error = dot + b_W[i] + b_C[j] - float(np.log(counts[i][j]))
            f = weights[i][j]
            loss += f * error**2
            db[i] += 2 * f * error
            da[j] += 2 * f * error
            for k in range(d):
                dW[i][k] += 2 * f * error * C[j][k]
                dC[j][k] += 2 * f * error * W[i][k]
    return loss, (dW, dC, db, da)


# %% right: einsum, a boolean mask, and a warning for the logarithm of 0
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = np.einsum("ik,jk->ij", W, C) + np.add.outer(b_W, b_C) - np.log(counts)
    errors[counts == 0] = 0
    g = 2 * np.einsum("ij,ij->ij", weights, errors)
    loss = np.einsum("ij,ij,ij", weights, errors, errors)
    sums = np.einsum("ij->i", g), np.einsum("ij->j", g)
    return loss, [np.einsum("ij,jk->ik", g, C), np.einsum("ij,ik->jk", g, W), *sums]


# %% right: the biases as two more columns of the tables, in 32 bits
def glove_loss(counts, weights, W, C, b_W, b_C):
    ones = np.ones((len(W), 1), dtype="float32")
    left = np.hstack([W, b_W[:, None], ones]).astype("float32")
    right = np.hstack([C, ones, b_C[:, None]]).astype("float32")
    where = counts > 0
    logs = np.log(counts, where=where, out=np.zeros(counts.shape))
    errors = left @ right.T - logs
    g = (weights * errors).astype("float32")
    d_left, d_right = 2 * g @ right, 2 * g.T @ left
    d = W.shape[1]
    return (g * errors).sum(), [
        d_left[:, :d],
        d_right[:, :d],
        d_left[:, d],
        d_right[:, d + 1],
    ]


# %% right: masked arrays
def glove_loss(counts, weights, W, C, b_W, b_C):
    logs = np.ma.log(np.ma.masked_equal(counts, 0))
    errors = (W @ C.T + b_W.reshape(-1, 1) + b_C.reshape(1, -1) - logs).filled(0)
    loss = np.average(errors**2, weights=weights) * weights.sum() if errors.any() else 0
    G = weights * errors + errors * weights
    return loss, [G.dot(C), W.T.dot(G).T, G @ np.ones(len(G)), np.ones(len(G)) @ G]


# %% right: a tiny number in the logarithm, which the weights of 0 hide
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C[None] - np.log(counts + 1e-12)
    g = 2 * weights * errors
    return (g * errors).sum() / 2, [g @ C, g.T @ W, g.sum(1), g.sum(0)]


# %% right: row by row for one table, column by column for the other
def row(weights, errors, table):
    return 2 * (weights * errors) @ table


def glove_loss(counts, weights, W, C, b_W, b_C):
    V = len(counts)
    errors = np.zeros((V, V))
    for i in range(V):
        seen = counts[i] != 0
        errors[i, seen] = C[seen] @ W[i] + b_W[i] + b_C[seen] - np.log(counts[i, seen])
    dW = np.array([row(weights[i], errors[i], C) for i in range(V)])
    dC = np.array([row(weights[:, j], errors[:, j], W) for j in range(V)])
    db_W = [2 * np.dot(weights[i], errors[i]) for i in range(V)]
    db_C = [2 * np.dot(weights[:, j], errors[:, j]) for j in range(V)]
    loss = sum(float(np.dot(weights[i], errors[i] ** 2)) for i in range(V))
    return [loss, [dW, dC, db_W, db_C]]


# %% right: gradients from differences of its own loss
def total(counts, weights, W, C, b_W, b_C):
    i, j = np.where(counts > 0)
    return float(
        (
            weights[i, j]
            * ((W @ C.T)[i, j] + b_W[i] + b_C[j] - np.log(counts[i, j])) ** 2
        ).sum()
    )


def glove_loss(counts, weights, W, C, b_W, b_C):
    args = [counts.astype(float), weights.astype(float)] + [
        np.array(a, float) for a in (W, C, b_W, b_C)
    ]
    grads = []
    for a in args[2:]:
        g = np.zeros_like(a)
        for k in np.ndindex(a.shape):
            old = a[k]
            a[k] = old + 1e-3
            up = total(*args)
            a[k] = old - 1e-3
            g[k] = (up - total(*args)) / 2e-3
            a[k] = old
        grads.append(g)
    return total(*args), grads


# %% right: everything cast to 32 bits
def glove_loss(counts, weights, W, C, b_W, b_C):
    counts, weights, W, C, b_W, b_C = [
        np.float32(a) for a in (counts, weights, W, C, b_W, b_C)
    ]
    mask = counts != 0
    e = np.zeros_like(counts)
    e[mask] = (W @ C.T + b_W.reshape(-1, 1) + b_C.reshape(1, -1))[mask] - np.log(
        counts[mask]
    )
    fe = weights * e
    return np.vdot(fe, e), tuple(
        2 * g for g in (fe @ C, (W.T @ fe).T, fe.sum(-1), fe.sum(-2))
    )


# %% wrong: the logarithm of 0 times a weight of 0
# loses: test_glove_loss, test_glove_gradients
# says: was a logarithm of 0 taken?
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(counts)
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: no factor 2 in the gradients
# loses: test_glove_gradients
# says: the factor 2 of the square is missing
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = weights * errors
    return np.sum(G * errors), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: a factor 1/2 in the loss and its gradients, as in GloVe's program
# loses: test_glove_loss, test_glove_gradients
# says: there is no factor 1/2 before the sum
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = weights * errors
    return 0.5 * np.sum(G * errors), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the factor 2 comes twice
# loses: test_glove_gradients
# says: the factor 2 of the square came twice
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [
        2 * G @ C,
        2 * G.T @ W,
        2 * G.sum(1),
        2 * G.sum(0),
    ]


# %% wrong: the biases are forgotten, in the loss and in the gradients
# loses: test_glove_loss, test_glove_gradients
# says: the biases are missing
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    zeros = np.zeros(len(W))
    return np.sum(weights * errors**2), [G @ C, G.T @ W, zeros, zeros]


# %% wrong: the gradients of the biases are left at zero
# loses: test_glove_gradients
# says: this gradient is not zero
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    zeros = np.zeros(len(W))
    return np.sum(weights * errors**2), [G @ C, G.T @ W, zeros, zeros]


# %% wrong: only the gradients of the two tables are returned
# loses: test_glove_gradients
# says: expected a list of four gradients, of W, C, b_W and b_C, got 2
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W]


# %% wrong: only the loss so far
# loses: test_glove_gradients
# says: expected a list of four gradients, of W, C, b_W and b_C, got None
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    return np.sum(weights * errors**2), None


# %% wrong: all in one tuple of five
# loses: test_glove_loss, test_glove_gradients
# says: expected two results, the loss and a list of gradients, got (
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), G @ C, G.T @ W, G.sum(1), G.sum(0)


# %% wrong: G is not transposed for the context table
# loses: test_glove_gradients
# says: row i of G belongs to w_i, column j to c_j
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G @ W, G.sum(1), G.sum(0)]


# %% wrong: each table's gradient is built from its own rows
# loses: test_glove_gradients
# says: w_i meets the rows of C, and c_j those of W
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ W, G.T @ C, G.sum(1), G.sum(0)]


# %% wrong: both biases get the sums of the rows, right for symmetric counts only
# loses: test_glove_gradients
# says: row i of G belongs to w_i, column j to c_j
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(1)]


# %% wrong: the gradients of the biases are exchanged
# loses: test_glove_gradients
# says: row i of G belongs to w_i, column j to c_j
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(0), G.sum(1)]


# %% wrong: the gradient of the context comes first
# loses: test_glove_gradients
# says: w_i meets the rows of C, and c_j those of W
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G.T @ W, G @ C, G.sum(0), G.sum(1)]


# %% wrong: b_W is added to the columns and b_C to the rows
# loses: test_glove_loss, test_glove_gradients
# says: b_W belongs to the rows, b_C to the columns
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W + b_C[:, None] - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: both biases are added to the columns
# loses: test_glove_loss, test_glove_gradients
# says: b_W belongs to the rows, not to the columns
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: log(1 + count), against the logarithm of 0
# loses: test_glove_loss, test_glove_gradients
# says: the counts must not be changed before the logarithm
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log1p(counts)
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the counts themselves are fitted, without a logarithm
# loses: test_glove_loss, test_glove_gradients
# says: the logarithm is missing
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - counts
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the logarithm of base 10
# loses: test_glove_loss, test_glove_gradients
# says: the natural logarithm is wanted
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log10(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the weights are forgotten
# loses: test_glove_loss, test_glove_gradients
# says: the weights are missing
def glove_loss(counts, weights, W, C, b_W, b_C):
    seen = counts > 0
    errors = seen * (W @ C.T + b_W[:, None] + b_C - np.log(np.where(seen, counts, 1)))
    G = 2 * errors
    return np.sum(errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the weights are forgotten in the gradients
# loses: test_glove_gradients
# says: the weights are missing
def glove_loss(counts, weights, W, C, b_W, b_C):
    seen = counts > 0
    errors = seen * (W @ C.T + b_W[:, None] + b_C - np.log(np.where(seen, counts, 1)))
    G = 2 * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the weight is squared with the error
# loses: test_glove_loss, test_glove_gradients
# says: the weights stand outside the square
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights**2 * errors
    return np.sum((weights * errors) ** 2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: a mean over all cells
# loses: test_glove_loss, test_glove_gradients
# says: the cells are added up, not averaged
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors / counts.size
    return np.mean(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: a mean over the cells with a count
# loses: test_glove_loss, test_glove_gradients
# says: or the cells with a count are added up, not averaged
def glove_loss(counts, weights, W, C, b_W, b_C):
    n = max(np.count_nonzero(counts), 1)
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors / n
    return np.sum(weights * errors**2) / n, [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the error is not squared
# loses: test_glove_loss
# says: the errors must be squared
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the gradients already have the minus sign of a step
# loses: test_glove_gradients
# says: the sign is turned round
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = -2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the cells are not added up
# loses: test_glove_loss
# says: expected one number as the loss, got an array of shape (1, 1)
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return weights * errors**2, [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: only the upper triangle, as if the counts were symmetric
# loses: test_glove_loss, test_glove_gradients
# says: expected the loss 65.66420, got 45.98128
def glove_loss(counts, weights, W, C, b_W, b_C):
    weights = np.triu(weights)
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: a step between the two gradients: C sees a W that has moved
# loses: test_glove_gradients
# says: expected the gradient for C [[10.0]], got [[6.25]]
def glove_loss(counts, weights, W, C, b_W, b_C):
    log_counts = np.log(np.where(counts > 0, counts, 1))
    errors = W @ C.T + b_W[:, None] + b_C - log_counts
    loss = np.sum(weights * errors**2)
    G = 2 * weights * errors
    dW = G @ C
    W = W - 0.05 * dW
    return loss, [dW, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: takes the step, in the caller's tables
# loses: test_glove_loss, test_glove_gradients
# says: expected W to stay as it was, [[2.]], got [[1.25]] afterwards
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    gradients = [G @ C, G.T @ W, G.sum(1), G.sum(0)]
    W -= 0.05 * gradients[0]
    C -= 0.05 * gradients[1]
    return np.sum(weights * errors**2), gradients


# %% wrong: sets the empty cells of the caller's counts to 1
# loses: test_glove_loss, test_glove_gradients
# says: expected counts to stay as it was
def glove_loss(counts, weights, W, C, b_W, b_C):
    counts[counts == 0] = 1
    errors = W @ C.T + b_W[:, None] + b_C - np.log(counts)
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the gradients of the biases are single numbers
# loses: test_glove_gradients
# says: expected shape (1,), got ()
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(), G.sum()]


# %% wrong: counts below 1 are raised to 1
# loses: test_glove_loss, test_glove_gradients
# says: a count below 1 has a negative logarithm
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.maximum(counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the largest number takes the place of an infinite one
# loses: test_glove_loss
# says: was a logarithm of 0 taken?
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.nan_to_num(np.log(counts))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: one table for both roles
# loses: test_glove_loss, test_glove_gradients
# says: expected the loss 25.00000, got 16.00000
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ W.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ W, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: nansum for the loss, and nan in the gradients
# loses: test_glove_gradients
# says: gradient for W: expected finite numbers, got [[nan nan]
def glove_loss(counts, weights, W, C, b_W, b_C):
    with np.errstate(all="ignore"):
        errors = W @ C.T + b_W[:, None] + b_C - np.log(counts)
        G = 2 * weights * errors
    return np.nansum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% wrong: the gradients of the biases are means
# loses: test_glove_gradients
# says: expected the gradient for b_W [-22.296, 8.142, -16.459]
def glove_loss(counts, weights, W, C, b_W, b_C):
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.mean(1), G.mean(0)]


# %% wrong: empty cells are fitted to log 1 with weight 1
# loses: test_glove_loss, test_glove_gradients
# says: expected the loss 28.13785, got 43.84283
def glove_loss(counts, weights, W, C, b_W, b_C):
    weights = np.where(counts > 0, weights, 1)
    errors = W @ C.T + b_W[:, None] + b_C - np.log(np.where(counts > 0, counts, 1))
    G = 2 * weights * errors
    return np.sum(weights * errors**2), [G @ C, G.T @ W, G.sum(1), G.sum(0)]


# %% equivalent: log_counts = np.log(np.where(counts > 0, counts, 1)) -> log_counts = np.log(np.where(counts > 0, counts, 2))
# why: any finite number will do in the cells without a count, whose weight is 0
