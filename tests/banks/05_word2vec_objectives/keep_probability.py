# %% right: one minus the probability to discard, which is at least zero
def keep_probability(counts, threshold):
    if np.ndim(counts) != 1 or np.min(counts) < 1:
        raise ValueError(counts)
    f = counts / np.sum(counts)
    discard = np.maximum(0, 1 - np.sqrt(threshold / f))
    return 1 - discard


# %% right: word by word
def keep_probability(counts, threshold):
    if len(counts.shape) != 1:
        raise ValueError("one axis, please")
    total = float(sum(counts.tolist()))
    kept = []
    for count in counts.tolist():
        if count < 1:
            raise ValueError(f"a count of {count}")
        share = count / total
        kept.append(1.0 if share <= threshold else (threshold / share) ** 0.5)
    return kept


# %% right: where, and the root of counts
def keep_probability(counts, threshold):
    counts = counts.astype("float64")
    if counts.ndim - 1 or not (counts >= 1).all():
        raise ValueError("counts of 1 or more in one axis are expected")
    limit = threshold * counts.sum()
    return np.where(counts > limit, np.sqrt(limit) / np.sqrt(counts), 1.0)


# %% right: clipped, through logarithms
def keep_probability(counts, threshold):
    (V,) = counts.shape
    if np.any(counts < 1):
        raise ValueError(f"{V} counts, and some are below 1")
    logs = (np.log(threshold) - np.log(counts) + np.log(counts.sum())) / 2
    return np.exp(np.clip(logs, None, 0))


# %% right: an error of one's own kind, which is a ValueError too
class CountError(ValueError):
    pass


def keep_probability(counts, threshold):
    if np.asarray(counts).ndim != 1:
        raise CountError("axes")
    if counts.min() < 1:
        raise CountError("too small")
    f = counts / counts.sum()
    p = (threshold / f) ** 0.5
    p[p > 1] = 1
    return p


# %% right: with all that NumPy exports, in 32 bits, and a warning
from numpy import *


def keep_probability(counts, threshold):
    if counts.ndim != 1 or any(counts < 1):
        raise ValueError("counts")
    array([1.0]) / array([0.0])
    f = true_divide(counts, sum(counts)).astype(float32)
    return minimum(sqrt(float32(threshold) / f), float32(1))


# %% right: a boolean mask, only the frequent words are computed
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).sum():
        raise ValueError(f"shape {counts.shape}, smallest {counts.min()}")
    share = counts / counts.sum()
    kept = np.ones(len(counts))
    frequent = share > threshold
    kept[frequent] = np.sqrt(threshold / share[frequent])
    return kept


# %% right: an error that comes from unpacking and from a helper
def keep_probability(counts, threshold):
    (V,) = counts.shape
    if counts.min() < 1:
        raise ValueError("too small")
    frequency = np.divide(counts, counts.sum(dtype=np.float64))
    out = np.empty(V)
    np.sqrt(threshold / frequency, out=out)
    return np.clip(out, 0, 1, out=out)


# %% right: vectorize
def keep_probability(counts, threshold):
    if counts.ndim != 1 or not np.all(counts >= 1):
        raise ValueError(f"counts of shape {counts.shape}")
    total = counts.astype(np.float64).sum()
    return np.vectorize(lambda c: min(1.0, (threshold * total / float(c)) ** 0.5))(counts)


# %% wrong: the probability to discard
# loses: test_keep_probability
# says: this is the probability to discard
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.maximum(0, 1 - np.sqrt(threshold / f))


# %% wrong: the formula of the paper as it stands, for discarding and below zero
# loses: test_keep_probability
# says: this is the probability to discard
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return 1 - np.sqrt(threshold / f)


# %% wrong: rare words get more than 1
# loses: test_keep_probability
# says: 1, got 1.2247: a probability is never above 1, nor below 0
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    return np.sqrt(threshold / (counts / counts.sum()))


# %% wrong: the formula of word2vec.c
# loses: test_keep_probability
# says: occurs 999000 times, to be kept with probability 0.0031639
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, (np.sqrt(f / threshold) + 1) * threshold / f)


# %% wrong: no root
# loses: test_keep_probability
# says: where is the root?
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, threshold / f)


# %% wrong: counts where shares are meant
# loses: test_keep_probability
# says: a share of all occurrences, not the count
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    return np.minimum(1, np.sqrt(threshold / counts))


# %% wrong: shares of the most frequent word's count
# loses: test_keep_probability
# says: a share of all occurrences, not of the most frequent word's
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.max()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: shares of the mean count
# loses: test_keep_probability
# says: occurs 999000 times, to be kept with probability 0.0031639
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.mean()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: the quotient stands on its head
# loses: test_keep_probability
# says: 999000 times, to be kept with probability 0.0031639, got 1
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(f / threshold))


# %% wrong: all or nothing
# loses: test_keep_probability
# says: 999000 times, to be kept with probability 0.0031639, got 0
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    return (counts / counts.sum() <= threshold).astype(float)


# %% wrong: frequent words are dropped for good
# loses: test_keep_probability
# says: 999000 times, to be kept with probability 0.0031639, got 0
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.where(f > threshold, 0, np.sqrt(threshold / f).clip(0, 1))


# %% wrong: rare words are never kept
# loses: test_keep_probability
# says: expected word 1, which occurs 1 times, to be kept with probability 1, got 0
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    p = np.sqrt(threshold / (counts / counts.sum()))
    return np.where(p > 1, 0, p)


# %% wrong: always the threshold of the paper
# loses: test_keep_probability
# says: expected word 0, which occurs 6 times, to be kept with probability 0.5
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(1e-5 / f))


# %% wrong: a draw instead of the probability
# loses: test_keep_probability
# says: 999000 times, to be kept with probability 0.0031639, got 0
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    p = np.sqrt(threshold / (counts / counts.sum()))
    return np.random.default_rng(0).random(len(p)) < p


# %% wrong: padding and [UNK] are taken out of the corpus
# loses: test_keep_probability
# says: 999000 times, to be kept with probability 0.0031639, got 0
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts[2:].sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: scaled so that the probabilities add up to 1
# loses: test_keep_probability
# says: occurs 999000 times, to be kept with probability 0.0031639
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    p = np.minimum(1, np.sqrt(threshold / (counts / counts.sum())))
    return p / p.sum()


# %% wrong: no error for impossible counts
# loses: test_keep_probability_errors
# says: expected a ValueError
def keep_probability(counts, threshold):
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: no error for a second axis
# loses: test_keep_probability_errors
# says: expected a ValueError
def keep_probability(counts, threshold):
    if (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: a count of zero is let through
# loses: test_keep_probability_errors
# says: expected a ValueError
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 0).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: only a count of zero is an error
# loses: test_keep_probability_errors
# says: expected a ValueError
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts == 0).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: only counts that are all too small are an error
# loses: test_keep_probability_errors
# says: expected a ValueError
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).all():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: a count of 1 is refused
# loses: test_keep_probability, test_keep_probability_errors
# says: [6 1 3]
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts <= 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: an assertion instead of a ValueError
# loses: test_keep_probability_errors
# says: expected a ValueError, got AssertionError(array([3, 0, 2]))
def keep_probability(counts, threshold):
    assert counts.ndim == 1 and (counts >= 1).all(), counts
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: the error is returned, not raised
# loses: test_keep_probability_errors
# says: got ValueError(array([3, 0, 2])) as if nothing were wrong
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        return ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: refuses a corpus of a single word
# loses: test_keep_probability, test_keep_probability_errors
# says: [4]
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any() or len(counts) < 2:
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: the counts themselves become shares
# loses: test_keep_probability
# says: expected counts to stay as it was, [999000   1000], got [0 0] afterwards
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    shares = counts / counts.sum()
    np.copyto(counts, shares, casting="unsafe")
    return np.minimum(1, np.sqrt(threshold / shares))


# %% wrong: counts that are no whole numbers are refused
# loses: test_keep_probability
# says: [  3.   2.  27.   2.   2.   2.   8.   4.   2.  14.   4.  25.   3.   4.
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any() or counts.dtype.kind not in "iu":
        raise ValueError(counts)
    return np.minimum(1, np.sqrt(threshold / (counts / counts.sum())))


# %% wrong: the threshold is a share of the number of words in the vocabulary
# loses: test_keep_probability
# says: times, to be kept with probability 0.0031639, got 4.4744e-06
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    return np.minimum(1, np.sqrt(threshold * len(counts) / counts))


# %% wrong: rounded to three digits
# loses: test_keep_probability
# says: times, to be kept with probability 0.0031639, got 0.003
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    return np.minimum(1, np.sqrt(threshold / (counts / counts.sum()))).round(3)


# %% wrong: the shares are computed in 16 bits
# loses: test_keep_probability
# says: expected word 0, which occurs 3 times, to be kept with probability 0.034593
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = (counts / counts.sum()).astype("float16")
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: a word at the threshold is always kept, all others by the root of f / t
# loses: test_keep_probability
# says: this is the probability to discard
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.where(f <= threshold, 1, 1 - np.sqrt(threshold / f))


# %% wrong: the total is added up in 32 bits
# loses: test_keep_probability
# says: got nan: a probability is never above 1, nor below 0
def keep_probability(counts, threshold):
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.astype("int32").sum(dtype="int32")
    return np.minimum(1, np.sqrt(threshold / f))


# %% wrong: a column of counts is taken as well
# loses: test_keep_probability, test_keep_probability_errors
# says: 4
def keep_probability(counts, threshold):
    counts = counts.squeeze()
    if counts.ndim != 1 or (counts < 1).any():
        raise ValueError(counts)
    f = counts / counts.sum()
    return np.minimum(1, np.sqrt(threshold / f))
