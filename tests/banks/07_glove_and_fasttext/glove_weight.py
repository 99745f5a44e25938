# %% right: the quotient is cut first, then the power, with zeros by a mask
def glove_weight(counts, x_max, alpha):
    share = np.clip(counts / x_max, 0, 1)
    return share**alpha * (counts > 0)


# %% right: two cases filled into an array of zeros
def glove_weight(counts, x_max, alpha):
    weights = np.zeros(counts.shape)
    weights[counts >= x_max] = 1
    rare = (counts > 0) & (counts < x_max)
    weights[rare] = (counts[rare] / x_max) ** alpha
    return weights


# %% right: exponential of alpha times the logarithm, in 32 bits, with a warning
def glove_weight(counts, x_max, alpha):
    logs = np.log(np.asarray(counts, "float32") / np.float32(x_max))
    weights = np.exp(alpha * np.minimum(logs, 0)).astype("float32")
    weights[counts == 0] = 0
    return weights


# %% right: number by number, in nested lists
def weight(x, x_max, alpha):
    if x == 0:
        return 0
    return 1 if x > x_max else (x / x_max) ** alpha


def walk(values, x_max, alpha):
    if isinstance(values, list):
        return [walk(value, x_max, alpha) for value in values]
    return weight(values, x_max, alpha)


def glove_weight(counts, x_max, alpha):
    return walk(counts.tolist(), x_max, alpha)


# %% right: np.vectorize, told that floats come out
def glove_weight(counts, x_max, alpha):
    def weigh(x):
        return 0.0 if x <= 0 else min(1.0, float(x) ** alpha / x_max**alpha)

    return np.vectorize(weigh, otypes=[float])(counts)


# %% right: np.select, and a name of Python's own
def glove_weight(counts, x_max, alpha):
    min = np.power(np.divide(counts, x_max), alpha)
    return np.select([counts == 0, counts < x_max], [0.0, min], 1.0)


# %% right: a float copy, changed in place
def glove_weight(counts, x_max, alpha):
    weights = np.array(counts, dtype=float)
    zero = weights == 0
    weights /= x_max
    np.power(weights, alpha, out=weights)
    weights[weights > 1] = 1
    weights[zero] = 0
    return weights


# %% right: np.piecewise on floats
def glove_weight(counts, x_max, alpha):
    x = counts.astype(float)
    return np.piecewise(
        x, [x == 0, (x > 0) & (x < x_max)], [0, lambda x: (x / x_max) ** alpha, 1]
    )


# %% wrong: not cut at 1
# loses: test_glove_weight, test_zero_counts
# says: weights above 1 must be cut to 1
def glove_weight(counts, x_max, alpha):
    return np.where(counts > 0, (counts / x_max) ** alpha, 0)


# %% wrong: the power is taken before the division by x_max
# loses: test_glove_weight, test_zero_counts
# says: x_max needs the power too, or the whole quotient needs the power
def glove_weight(counts, x_max, alpha):
    return np.where(counts > 0, np.minimum(1, counts**alpha / x_max), 0)


# %% wrong: counts are cut to x_max, raised, and divided by x_max itself
# loses: test_glove_weight, test_zero_counts
# says: x_max needs the power too, or the whole quotient needs the power
def glove_weight(counts, x_max, alpha):
    return np.where(counts > 0, np.minimum(counts, x_max) ** alpha / x_max, 0)


# %% wrong: no power at all
# loses: test_glove_weight, test_zero_counts
# says: the power is missing
def glove_weight(counts, x_max, alpha):
    return np.minimum(1, counts / x_max)


# %% wrong: max instead of min
# loses: test_glove_weight, test_zero_counts
# says: the smaller of the two is wanted, not the larger
def glove_weight(counts, x_max, alpha):
    return np.maximum(1, (counts / x_max) ** alpha)


# %% wrong: alpha is a factor
# loses: test_glove_weight, test_zero_counts
# says: a factor alpha is not a power
def glove_weight(counts, x_max, alpha):
    return np.minimum(1, alpha * counts / x_max)


# %% wrong: the root instead of the power
# loses: test_glove_weight, test_zero_counts
# says: the power is alpha, not 1 / alpha
def glove_weight(counts, x_max, alpha):
    return np.minimum(1, (counts / x_max) ** (1 / alpha)) if alpha else counts > 0


# %% wrong: 0 ** 0 stays 1, never seen pairs weigh like the others
# loses: test_zero_counts
# says: 0 ** 0 is 1, but a count of 0 weighs nothing
def glove_weight(counts, x_max, alpha):
    return np.minimum(1, (counts / x_max) ** alpha)


# %% wrong: logarithms without a rule for 0, which give nan for alpha = 0
# loses: test_zero_counts
# says: expected exactly 0, got nan
def glove_weight(counts, x_max, alpha):
    with np.errstate(all="ignore"):
        return np.minimum(1, np.exp(alpha * np.log(counts / x_max)))


# %% wrong: alpha = 0 gives zeros everywhere
# loses: test_zero_counts
# says: expected the weight 1, got 0
def glove_weight(counts, x_max, alpha):
    if not alpha:
        return np.zeros(counts.shape)
    return np.minimum(1, (counts / x_max) ** alpha)


# %% wrong: counts above x_max weigh nothing, as if they were stop words
# loses: test_glove_weight, test_zero_counts
# says: counts above x_max weigh 1, not 0
def glove_weight(counts, x_max, alpha):
    seen = (counts > 0) & (counts <= x_max)
    return np.where(seen, (counts / x_max) ** alpha, 0)


# %% wrong: the largest count takes the place of x_max
# loses: test_glove_weight, test_zero_counts
# says: expected the weight 0.125, got 0.074325
def glove_weight(counts, x_max, alpha):
    top = counts.max() if counts.max() > 0 else 1
    return np.where(counts > 0, (counts / top) ** alpha, 0)


# %% wrong: x_max and alpha of the paper, whatever is asked for
# loses: test_glove_weight, test_zero_counts
# says: expected the weight 0.125, got 0.031623
def glove_weight(counts, x_max, alpha):
    return np.where(counts > 0, np.minimum(1, (counts / 100) ** 0.75), 0)


# %% wrong: alpha of the paper, whatever is asked for
# loses: test_glove_weight, test_zero_counts
# says: expected the weight 0.5, got 0.35355
def glove_weight(counts, x_max, alpha):
    return np.where(counts > 0, np.minimum(1, (counts / x_max) ** 0.75), 0)


# %% wrong: divided as whole numbers
# loses: test_glove_weight, test_zero_counts
# says: expected the weight 0.125, got 0
def glove_weight(counts, x_max, alpha):
    return np.where(counts > 0, np.minimum(1.0, (counts // x_max) ** alpha), 0)


# %% wrong: the result takes the type of the counts
# loses: test_glove_weight, test_zero_counts
# says: expected the weight 0.125, got 0
def glove_weight(counts, x_max, alpha):
    weights = np.zeros_like(counts)
    seen = counts > 0
    weights[seen] = np.minimum(1, (counts[seen] / x_max) ** alpha)
    return weights


# %% wrong: counts are made whole first
# loses: test_glove_weight, test_zero_counts
# says: expected the weight 0.29894, got 0
def glove_weight(counts, x_max, alpha):
    counts = counts.astype(int)
    return np.where(counts > 0, np.minimum(1, (counts / x_max) ** alpha), 0)


# %% wrong: the mask compares with 1, so that part of a count is no count
# loses: test_glove_weight, test_zero_counts
# says: expected the weight 0.29894, got 0
def glove_weight(counts, x_max, alpha):
    return np.where(counts >= 1, np.minimum(1, (counts / x_max) ** alpha), 0)


# %% wrong: cuts the caller's counts
# loses: test_glove_weight, test_zero_counts
# says: expected counts to stay as it was, [ 0  1 16 32], got [ 0  1 16 16] afterwards
def glove_weight(counts, x_max, alpha):
    counts[counts > x_max] = x_max
    return np.where(counts > 0, (counts / x_max) ** alpha, 0)


# %% wrong: only the pairs that were seen are returned
# loses: test_glove_weight, test_zero_counts
# says: expected shape (4,), got (3,)
def glove_weight(counts, x_max, alpha):
    seen = counts[counts > 0]
    return np.minimum(1, (seen / x_max) ** alpha)


# %% wrong: only one number is expected
# loses: test_glove_weight, test_zero_counts
# says: The truth value of an array with more than one element is ambiguous
def glove_weight(counts, x_max, alpha):
    if counts > x_max:
        return 1
    return (counts / x_max) ** alpha


# %% wrong: the weight 1 is for counts above x_max, and those below get 0
# loses: test_glove_weight, test_zero_counts
# says: expected the weight 0.125, got 0
def glove_weight(counts, x_max, alpha):
    return (counts > x_max) * np.minimum(1, (counts / x_max) ** alpha)


# %% wrong: np.piecewise gives whole numbers for whole counts
# loses: test_glove_weight, test_zero_counts
# says: expected the weight 0.125, got 0
def glove_weight(counts, x_max, alpha):
    seen = (counts > 0) & (counts < x_max)
    return np.piecewise(
        counts, [seen, counts >= x_max], [lambda x: (x / x_max) ** alpha, 1]
    )


# %% wrong: a tiny number instead of a rule for 0
# loses: test_glove_weight, test_zero_counts
# says: expected exactly 0, got 3.95
def glove_weight(counts, x_max, alpha):
    return np.minimum(1, ((counts + 1e-10) / x_max) ** alpha)
