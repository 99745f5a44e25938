# %% right: exponents shifted by the maximum of each row
def soft_lookup(scores, E, temperature):
    z = scores / temperature
    z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z)
    p /= p.sum(axis=1, keepdims=True)
    return p @ E


# %% right: row by row in a loop, as a list
def soft_lookup(scores, E, temperature):
    out = []
    for s in scores:
        p = np.exp((s - max(s)) / temperature)
        out.append((p[:, None] * E).sum(axis=0) / p.sum())
    return out


# %% right: through logarithms
def soft_lookup(scores, E, temperature):
    z = scores / temperature
    log_sum = np.logaddexp.reduce(z, axis=1, keepdims=True)
    return np.einsum("bv,vd->bd", np.exp(z - log_sum), E)


# %% right: SciPy's softmax
def soft_lookup(scores, E, temperature):
    from scipy.special import softmax

    return softmax(scores / temperature, axis=-1) @ E


# %% right: TensorFlow, imported inside, which writes to standard error
def soft_lookup(scores, E, temperature):
    import tensorflow as tf

    return tf.nn.softmax(scores / temperature, axis=-1) @ E


# %% right: in float32
def soft_lookup(scores, E, temperature):
    z = ((scores - scores.max(axis=1, keepdims=True)) / temperature).astype("float32")
    p = np.exp(z)
    return (p / p.sum(axis=1, keepdims=True)) @ E.astype("float32")


# %% right: odds between pairs of symbols, where overflow to infinity does no harm
def soft_lookup(scores, E, temperature):
    # 1 / p_j is the sum over k of exp((s_k - s_j) / temperature).
    gaps = (scores[:, None, :] - scores[:, :, None]) / temperature
    return (1 / np.exp(gaps).sum(axis=2)) @ E


# %% wrong: exponentials without a shift overflow
# loses: test_extreme_scores
# says: scores [1000.    0.] at temperature 0.1: expected finite numbers, got [nan nan]
def soft_lookup(scores, E, temperature):
    p = np.exp(scores / temperature)
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: shifted by the maximum of the whole batch, so that other rows underflow
# loses: test_extreme_scores
# says: scores [1. 1.] at temperature 0.1: expected finite numbers, got [nan nan]
def soft_lookup(scores, E, temperature):
    p = np.exp((scores - scores.max()) / temperature)
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: clips the scores, which changes the weights
# loses: test_extreme_scores
# says: scores [-5000. -4000.] at temperature 0.5: expected [4.], got [3.]
def soft_lookup(scores, E, temperature):
    p = np.exp(np.clip(scores / temperature, -700, 700))
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: a floor under the temperature
# loses: test_extreme_scores
# says: scores [0. 0.] at temperature 0.001: expected [8.], got [5.
def soft_lookup(scores, E, temperature):
    z = scores / max(temperature, 0.1)
    p = np.exp(z - z.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: a hard lookup as soon as the temperature is low
# loses: test_extreme_scores
# says: scores [0. 0.] at temperature 0.001: expected [8.], got [10.]
def soft_lookup(scores, E, temperature):
    top = scores.max(axis=1, keepdims=True)
    p = np.exp((scores - top) / temperature)
    if temperature < 0.3:
        p = (scores == top).astype(float)
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: shifts only where the scores are large and positive
# loses: test_extreme_scores
# says: scores [-5000. -4000.] at temperature 0.5: expected finite numbers
def soft_lookup(scores, E, temperature):
    z = scores / temperature
    if z.max() > 700:
        z = z - z.max(axis=1, keepdims=True)
    p = np.exp(z)
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: the softmax runs over the batch
# loses: test_soft_lookup, test_extreme_scores
# says: the weights sum to 1, so a table full of ones gives ones: expected 1, got 2
def soft_lookup(scores, E, temperature):
    p = np.exp((scores - scores.max(axis=0)) / temperature)
    return p / p.sum(axis=0) @ E


# %% wrong: one sum for the whole batch
# loses: test_soft_lookup, test_extreme_scores
# says: expected 1, got
def soft_lookup(scores, E, temperature):
    p = np.exp((scores - scores.max()) / temperature)
    return p / p.sum() @ E


# %% wrong: forgets to divide by the sum
# loses: test_soft_lookup, test_extreme_scores
# says: expected 1, got 2
def soft_lookup(scores, E, temperature):
    return np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature) @ E


# %% wrong: multiplies by the temperature
# loses: test_soft_lookup, test_extreme_scores
# says: at temperature 2: expected [8.], got [9.961]
def soft_lookup(scores, E, temperature):
    p = np.exp((scores - scores.max(axis=1, keepdims=True)) * temperature)
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: ignores the temperature
# loses: test_soft_lookup, test_extreme_scores
# says: at temperature 2: expected [8.], got [9.412]
def soft_lookup(scores, E, temperature):
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: divides the weights by the temperature once they are made
# loses: test_soft_lookup, test_extreme_scores
# says: expected 1, got
def soft_lookup(scores, E, temperature):
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    return p / p.sum(axis=1, keepdims=True) / temperature @ E


# %% wrong: a hard lookup of the best symbol
# loses: test_soft_lookup, test_extreme_scores
# says: scores [0. 0.] at temperature 1: expected [2. 4. 4.], got [1. 2. 3.]
def soft_lookup(scores, E, temperature):
    return E[scores.argmax(axis=1)]


# %% wrong: scores as weights, without exponentials
# loses: test_soft_lookup, test_extreme_scores
# says: scores [0. 0.] at temperature 1: expected finite numbers, got [nan nan nan]
def soft_lookup(scores, E, temperature):
    s = scores / temperature
    return s / s.sum(axis=1, keepdims=True) @ E


# %% wrong: returns the weights and not the average
# loses: test_soft_lookup, test_extreme_scores
# says: expected shape (1, 3), got (1, 2)
def soft_lookup(scores, E, temperature):
    p = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return p / p.sum(axis=1, keepdims=True)


# %% wrong: averages over the dimensions in the place of the rows
# loses: test_soft_lookup, test_extreme_scores
# says: mismatch
def soft_lookup(scores, E, temperature):
    p = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return p / p.sum(axis=1, keepdims=True) @ E.T


# %% wrong: the table turned over where that goes unnoticed, because it is square
# loses: test_soft_lookup, test_extreme_scores
# says: scores [5. 5.] at temperature 0.7: expected [2. 4.], got [1.5 4.5]
def soft_lookup(scores, E, temperature):
    p = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    p = p / p.sum(axis=1, keepdims=True)
    return (E.T @ p.T).T if E.shape[0] != E.shape[1] else (E @ p.T).T


# %% wrong: the weights turned over where that goes unnoticed, because they are square
# loses: test_soft_lookup
# says: the weights sum to 1, so a table full of ones gives ones: expected 1, got
def soft_lookup(scores, E, temperature):
    p = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    p = p / p.sum(axis=1, keepdims=True)
    return p.T @ E if len(p) == len(E) == 3 else p @ E


# %% wrong: the lowest score gets the largest weight
# loses: test_soft_lookup, test_extreme_scores
# says: expected [8.], got [2.]
def soft_lookup(scores, E, temperature):
    p = np.exp(-(scores - scores.min(axis=1, keepdims=True)) / temperature)
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: base 2 in the place of e
# loses: test_soft_lookup, test_extreme_scores
# says: expected [8.], got [7.233]
def soft_lookup(scores, E, temperature):
    p = np.exp2((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: shifts the caller's scores in place
# loses: test_soft_lookup, test_extreme_scores
# says: expected scores to stay as it was
def soft_lookup(scores, E, temperature):
    scores -= scores.max(axis=1, keepdims=True)
    p = np.exp(scores / temperature)
    return p / p.sum(axis=1, keepdims=True) @ E


# %% wrong: a small number added to the sum so that it is never zero
# loses: test_soft_lookup, test_extreme_scores
# says: expected 1, got
def soft_lookup(scores, E, temperature):
    p = np.exp((scores - scores.max(axis=1, keepdims=True)) / temperature)
    return p / (p.sum(axis=1, keepdims=True) + 1e-2) @ E
