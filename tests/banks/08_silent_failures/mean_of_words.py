# %% right: sentence by sentence, as nested lists
def mean_of_words(E, ids):
    means = []
    for sentence in ids.tolist():
        words = [i for i in sentence if i > 0]
        if words:
            means.append(E[words].mean(axis=0).tolist())
        else:
            means.append([0.0] * E.shape[1])
    return means


# %% right: counts of the words times the table
def mean_of_words(E, ids):
    X = np.eye(len(E))[ids].sum(axis=1)
    X[:, 0] = 0
    n = X.sum(axis=1, keepdims=True)
    return X @ E / np.where(n == 0, 1, n)


# %% right: a copy of the table with zeros, and the number of words
def mean_of_words(E, ids):
    without = E.copy()
    without[0] = 0
    n = np.count_nonzero(ids, axis=1)
    return without[ids].sum(axis=1) / n.clip(min=1)[:, None]


# %% right: divides only where there are words, with weights
def mean_of_words(E, ids):
    mask = np.sign(ids)
    sums = np.einsum("bt,btd->bd", mask, E[ids])
    n = mask.sum(axis=1)[:, None] * np.ones(sums.shape)
    return np.divide(sums, n, out=np.zeros(sums.shape), where=n > 0)


# %% right: warns of 0 / 0 and sets zeros afterwards
def mean_of_words(E, ids):
    m = (ids != 0)[..., None]
    return np.nan_to_num((E[ids] * m).sum(1) / m.sum(1))


# %% right: a masked array, filled
def mean_of_words(E, ids):
    hide = np.broadcast_to((ids == 0)[:, :, None], (*ids.shape, E.shape[1]))
    return np.ma.masked_array(E[ids], hide).mean(axis=1).filled(0)


# %% wrong: the broken program
# loses: test_mean_of_words, test_table_untouched
# says: this divides by the number of columns, padding included
def mean_of_words(E, ids):
    """Return the mean vector of the words of each sentence, shape (B, d)."""
    E[0] = 0  # so that padding has no say
    return E[ids].mean(axis=1)


# %% wrong: a copy of the table, and still the mean over all columns
# loses: test_mean_of_words
# says: this divides by the number of columns
def mean_of_words(E, ids):
    E = E.copy()
    E[0] = 0
    return E[ids].mean(axis=1)


# %% wrong: divides by the number of words, and still writes into the table
# loses: test_table_untouched
# says: expected E to stay as it was
def mean_of_words(E, ids):
    E[0] = 0
    n = (ids != 0).sum(axis=1, keepdims=True)
    return E[ids].sum(axis=1) / np.maximum(n, 1)


# %% wrong: NaN for a sentence without words
# loses: test_empty_sentence
# says: 0 / 0 is nan, and this sentence has 0 words
def mean_of_words(E, ids):
    m = (ids != 0)[:, :, None]
    return (E[ids] * m).sum(axis=1) / m.sum(axis=1)


# %% wrong: NaN in row 0, which nanmean skips
# loses: test_empty_sentence, test_table_untouched
# says: 0 / 0 is nan
def mean_of_words(E, ids):
    E[0] = np.nan
    return np.nanmean(E[ids], axis=1)


# %% wrong: row 0 is in the mean
# loses: test_mean_of_words, test_empty_sentence
# says: row 0 is in the mean
def mean_of_words(E, ids):
    return E[ids].mean(axis=1)


# %% wrong: padding is counted right and summed
# loses: test_mean_of_words, test_empty_sentence
# says: padding is left out of the number, but not of the sum
def mean_of_words(E, ids):
    n = np.maximum((ids != 0).sum(axis=1, keepdims=True), 1)
    return E[ids].sum(axis=1) / n


# %% wrong: one more than the words, against 0 / 0
# loses: test_mean_of_words, test_empty_sentence
# says: padding counts once
def mean_of_words(E, ids):
    m = (ids != 0)[:, :, None]
    return (E[ids] * m).sum(axis=1) / (m.sum(axis=1) + 1)


# %% wrong: the sum
# loses: test_mean_of_words, test_empty_sentence
# says: this is the sum, not the mean
def mean_of_words(E, ids):
    return (E[ids] * (ids != 0)[:, :, None]).sum(axis=1)


# %% wrong: padding is cut off at its first place
# loses: test_mean_of_words
# says: expected the mean
def mean_of_words(E, ids):
    m = np.cumprod(ids != 0, axis=1)[:, :, None]
    return (E[ids] * m).sum(axis=1) / np.maximum(m.sum(axis=1), 1)


# %% wrong: each word once
# loses: test_mean_of_words
# says: a word that occurs twice counts twice
def mean_of_words(E, ids):
    means = []
    for sentence in ids:
        words = np.unique(sentence[sentence > 0])
        means.append(E[words].mean(axis=0) if len(words) else np.zeros(E.shape[1]))
    return means


# %% wrong: row 0 for a sentence without words
# loses: test_empty_sentence
# says: expected the mean [0. 0.]
def mean_of_words(E, ids):
    return [E[s[s > 0] if s.any() else [0]].mean(axis=0) for s in ids]
