# %% right: the words apart, two zeros in front
def noise_distribution(counts, power):
    weights = counts[2:] ** power
    return np.concatenate([[0, 0], weights / weights.sum()])


# %% right: a mask of real words
def noise_distribution(counts, power):
    is_word = np.arange(len(counts)) > 1
    weights = np.where(is_word, counts.astype(float) ** power, 0)
    return weights / np.sum(weights)


# %% right: plain Python, returned as a list
def noise_distribution(counts, power):
    list = [0.0, 0.0] + [float(c) ** power for c in counts.tolist()[2:]]
    sum = 0
    for max in list:
        sum += max
    return [max / sum for max in list]


# %% right: a softmax of power times the logarithm
def noise_distribution(counts, power):
    logs = power * np.log(counts[2:].astype(float))
    p = np.exp(logs - logs.max())
    return np.pad(p / p.sum(), (2, 0))


# %% right: shares first, the power after, and then normalised once more
def noise_distribution(counts, power):
    share = counts / counts[2:].sum()
    weights = share**power
    weights[:2] = 0
    return weights / weights.sum()


# %% right: with all that NumPy exports, in 32 bits, and a warning
from numpy import *


def noise_distribution(counts, power):
    logs = log(counts.astype(float32))
    p = exp(float32(power) * logs)
    p[:2] = 0
    return p / sum(p)


# %% right: an empty array that is filled, after a copy was changed
def noise_distribution(counts, power):
    words = counts.copy()
    words[:2] = 1
    p = np.empty(len(counts))
    p[:] = np.power(words.astype("float64"), power)
    p[0] = p[1] = 0
    p /= p.sum()
    return p


# %% right: the power and the total taken in a helper
def weigh(counts, power):
    return {i: count**power for i, count in enumerate(counts) if i >= 2}


def noise_distribution(counts, power):
    weights = weigh(counts.astype(float), power)
    total = np.sum([*weights.values()])
    return np.array([weights.get(i, 0) / total for i in range(len(counts))])


# %% right: whole numbers of Python and exact fractions
def noise_distribution(counts, power):
    from fractions import Fraction

    weights = [Fraction(float(c) ** float(power)) for c in counts[2:]]
    total = sum(weights, Fraction(0))
    return [0, 0, *[float(x / total) for x in weights]]


# %% right: a masked array
def noise_distribution(counts, power):
    hidden = np.arange(counts.size) < 2
    masked = np.ma.array(counts.astype(float), mask=hidden) ** power
    return (masked / masked.sum()).filled(0.0)


# %% right: power without the zeros, in place
def noise_distribution(counts, power):
    p = np.zeros(counts.shape)
    np.power(counts, power, out=p, where=np.arange(len(p)) >= 2)
    return np.divide(p, p.sum())


# %% wrong: padding and [UNK] are drawn as noise
# loses: test_only_real_words
# says: expected exactly 0 for id 0, since padding is no word, got 0.5399
def noise_distribution(counts, power):
    weights = counts.astype(float) ** power
    return weights / weights.sum()


# %% wrong: padding is drawn as noise
# loses: test_only_real_words
# says: expected exactly 0 for id 0, since padding is no word, got 0.7645
def noise_distribution(counts, power):
    weights = counts.astype(float) ** power
    weights[1] = 0
    return weights / weights.sum()


# %% wrong: [UNK] is drawn as noise
# loses: test_only_real_words
# says: expected exactly 0 for id 1, since [UNK] is no word, got 0.6386
def noise_distribution(counts, power):
    weights = counts.astype(float) ** power
    weights[0] = 0
    return weights / weights.sum()


# %% wrong: the power after the normalisation, and no sum of 1
# loses: test_noise_distribution, test_only_real_words
# says: the sum has to be taken after the power, and over real words alone
def noise_distribution(counts, power):
    p = counts / counts.sum()
    p = p**power
    p[:2] = 0
    return p


# %% wrong: real words are normalised, then raised to the power
# loses: test_noise_distribution, test_only_real_words
# says: the sum has to be taken after the power, and over real words alone
def noise_distribution(counts, power):
    p = counts[2:] / counts[2:].sum()
    return np.concatenate([[0, 0], p**power])


# %% wrong: padding and [UNK] are taken out after the sum
# loses: test_only_real_words
# says: the sum has to be taken after the power, and over real words alone
def noise_distribution(counts, power):
    weights = counts.astype(float) ** power
    p = weights / weights.sum()
    p[:2] = 0
    return p


# %% wrong: the power of the total instead of the total of the powers
# loses: test_noise_distribution, test_only_real_words
# says: the sum has to be taken after the power, and over real words alone
def noise_distribution(counts, power):
    words = counts[2:].astype(float)
    return np.concatenate([[0, 0], words**power / words.sum() ** power])


# %% wrong: divided by the number of words that were counted
# loses: test_noise_distribution, test_only_real_words
# says: the sum has to be taken after the power, and over real words alone
def noise_distribution(counts, power):
    words = counts[2:].astype(float)
    return np.concatenate([[0, 0], words**power / words.sum()])


# %% wrong: the raw frequencies, without a power
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 16 times
def noise_distribution(counts, power):
    p = counts.astype(float)
    p[:2] = 0
    return p / p.sum()


# %% wrong: always 3/4
# loses: test_noise_distribution, test_only_real_words
# says: expected it 4 times as likely, got 2.828 times
def noise_distribution(counts, power):
    p = counts.astype(float) ** 0.75
    p[:2] = 0
    return p / p.sum()


# %% wrong: times the power
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 16 times
def noise_distribution(counts, power):
    p = counts.astype(float) * power
    p[:2] = 0
    return p / p.sum()


# %% wrong: a softmax of the counts
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 7.688e+04 times
def noise_distribution(counts, power):
    p = np.exp(power * (counts - counts.max()))
    p[:2] = 0
    return p / p.sum()


# %% wrong: all real words equally likely
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 1 times
def noise_distribution(counts, power):
    p = np.ones(len(counts))
    p[:2] = 0
    return p / p.sum()


# %% wrong: log-uniform over the ids, as TensorFlow's sampler draws them
# loses: test_noise_distribution, test_only_real_words
# says: expected exactly 0 for id 0, since padding is no word, got 0.4307
def noise_distribution(counts, power):
    ranks = np.arange(len(counts))
    return np.log((ranks + 2) / (ranks + 1)) / np.log(len(counts) + 1)


# %% wrong: log-uniform over the real words
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 1.71 times
def noise_distribution(counts, power):
    ranks = np.arange(len(counts) - 2)
    p = np.log((ranks + 2) / (ranks + 1)) / np.log(len(counts) - 1)
    return np.concatenate([[0, 0], p])


# %% wrong: the zeros are put in before the power, and 0 ** 0 is 1
# loses: test_only_real_words
# says: expected exactly 0 for id 0, since padding is no word, got 0.25
def noise_distribution(counts, power):
    words = counts.astype(float)
    words[:2] = 0
    weights = words**power
    return weights / weights.sum()


# %% wrong: only the real words come back, all ids shift by two
# loses: test_noise_distribution, test_only_real_words
# says: padding and [UNK] keep their places, or all ids would shift by two
def noise_distribution(counts, power):
    weights = counts[2:].astype(float) ** power
    return weights / weights.sum()


# %% wrong: the zeros stand at the end
# loses: test_noise_distribution, test_only_real_words
# says: expected exactly 0 for id 0, since padding is no word, got 0.8889
def noise_distribution(counts, power):
    weights = counts[2:].astype(float) ** power
    return np.concatenate([weights / weights.sum(), [0, 0]])


# %% wrong: powers are cut to whole numbers
# loses: test_noise_distribution, test_only_real_words
# says: expected it 16.5 times as likely, got 27 times
def noise_distribution(counts, power):
    weights = np.zeros_like(counts)
    weights[2:] = counts[2:] ** power
    return weights / weights.sum()


# %% wrong: the counts of padding and [UNK] are set to zero in the argument
# loses: test_only_real_words
# says: stay as it was, [90 40 16  1], got [ 0  0 16  1] afterwards
def noise_distribution(counts, power):
    counts[:2] = 0
    weights = counts.astype(float) ** power
    weights[:2] = 0
    return weights / weights.sum()


# %% wrong: the two most frequent ids are left out, whoever they are
# loses: test_noise_distribution, test_only_real_words
# says: expected exactly 0 for id 0, since padding is no word, got nan
def noise_distribution(counts, power):
    weights = counts.astype(float) ** power
    weights[np.argsort(-counts)[:2]] = 0
    return weights / weights.sum()


# %% wrong: ids whose count is zero are left out, no others
# loses: test_only_real_words
# says: expected exactly 0 for id 0, since padding is no word, got 0.5399
def noise_distribution(counts, power):
    weights = np.where(counts > 0, counts.astype(float) ** power, 0)
    return weights / weights.sum()


# %% wrong: the largest probability is 1
# loses: test_noise_distribution, test_only_real_words
# says: the sum has to be taken after the power, and over real words alone
def noise_distribution(counts, power):
    weights = counts.astype(float) ** power
    weights[:2] = 0
    return weights / weights.max()


# %% wrong: a very small probability for padding and [UNK]
# loses: test_noise_distribution, test_only_real_words
# says: expected exactly 0 for id 0, since padding is no word, got 1.111e-10
def noise_distribution(counts, power):
    weights = counts.astype(float) ** power
    weights[:2] = 1e-9
    return weights / weights.sum()


# %% wrong: cumulated, as for a search
# loses: test_noise_distribution, test_only_real_words
# says: the sum has to be taken after the power, and over real words alone
def noise_distribution(counts, power):
    weights = counts.astype(float) ** power
    weights[:2] = 0
    return np.cumsum(weights) / weights.sum()


# %% wrong: sorted, the most frequent word first
# loses: test_noise_distribution, test_only_real_words
# says: expected it 4 times as likely, got 0.3333 times
def noise_distribution(counts, power):
    weights = np.sort(counts[2:].astype(float))[::-1] ** power
    return np.concatenate([[0, 0], weights / weights.sum()])


# %% wrong: one is added to each count
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 4.978 times
def noise_distribution(counts, power):
    p = (counts + 1.0) ** power
    p[:2] = 0
    return p / p.sum()


# %% wrong: rounded to four digits
# loses: test_noise_distribution, test_only_real_words
# says: the sum has to be taken after the power, and over real words alone
def noise_distribution(counts, power):
    p = counts.astype(float) ** power
    p[:2] = 0
    return (p / p.sum()).round(4)


# %% wrong: words that occur once are no noise
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 1e+300 times
def noise_distribution(counts, power):
    p = counts.astype(float) ** power
    p[counts < 2] = 0
    p[:2] = 0
    return p / (p.sum() or 1)


# %% wrong: the power of the ranks instead of the counts
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 1.682 times
def noise_distribution(counts, power):
    p = np.zeros(len(counts))
    p[2:] = np.arange(1, len(counts) - 1.0) ** -power
    return p / p.sum()


# %% wrong: a power of 0 is taken for a power that was not given
# loses: test_only_real_words
# says: expected it 1 times as likely, got 8 times
def noise_distribution(counts, power):
    p = counts.astype(float) ** (power or 0.75)
    p[:2] = 0
    return p / p.sum()


# %% wrong: padding is left out by its id, [UNK] by its count
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 0 times
def noise_distribution(counts, power):
    p = counts.astype(float) ** power
    p[0] = 0
    p[counts.argmax()] = 0
    return p / p.sum()


# %% wrong: a table of a thousand draws, as word2vec.c fills one
# loses: test_noise_distribution, test_only_real_words
# says: expected it 8 times as likely, got 8.009 times
def noise_distribution(counts, power):
    p = counts.astype(float) ** power
    p[:2] = 0
    edges = np.round(1000 * np.cumsum(p) / p.sum())
    return np.diff(edges, prepend=0) / 1000
