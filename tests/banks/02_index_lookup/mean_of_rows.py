# %% right: sum under the mask, divided by the count or by 1
def mean_of_rows(E, ids):
    mask = (ids != 0)[..., None]
    return (E[ids] * mask).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)


# %% right: one sentence after another, as a list of lists
def mean_of_rows(E, ids):
    result = []
    for sentence in ids:
        words = [int(i) for i in sentence if i != 0]
        total = [0.0] * len(E[0])
        for i in words:
            for j in range(len(total)):
                total[j] += float(E[i][j])
        result.append([t / len(words) if words else 0 for t in total])
    return result


# %% right: divides by zero, warns, and replaces what came of it
def mean_of_rows(E, ids):
    mask = ids > 0
    means = np.einsum("bt,btd->bd", mask, E[ids]) / mask.sum(axis=1, keepdims=True)
    return np.nan_to_num(means)


# %% right: masked arrays
def mean_of_rows(E, ids):
    hidden = np.broadcast_to((ids == 0)[..., None], ids.shape + E.shape[1:])
    return np.ma.array(E[ids], mask=hidden).mean(axis=1).filled(0)


# %% right: counts of the words times the table, in 32 bits
def mean_of_rows(E, ids):
    counts = np.zeros((len(ids), len(E)), "float32")
    for b, sentence in enumerate(ids):
        counts[b] = np.bincount(sentence, minlength=len(E))
    counts[:, 0] = 0
    n = counts.sum(1, keepdims=True)
    n[n == 0] = 1
    return counts @ E.astype("float32") / n


# %% right: a copy of the table whose row 0 is nan, and the mean of the rest
def mean_of_rows(E, ids):
    import warnings

    E = np.array(E, dtype=float)
    E[0] = np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        means = np.nanmean(E[ids], axis=1)
    means[(ids == 0).all(axis=1)] = 0
    return means


# %% right: with all that NumPy exports, and Python's own names as variables
from numpy import *

list = []


def mean_of_rows(table, batch):
    B, d = len(batch), table.shape[1]
    sum = zeros((B, d))
    len_ = zeros(B)
    for b in range(B):
        for id in batch[b]:
            if id:
                sum[b] += table[id]
                len_[b] += 1
    max = maximum(len_, 1)
    return sum / max.reshape(B, 1)


# %% right: a layer of Keras that knows masks, guarded against 0 / 0
def mean_of_rows(E, ids):
    pool = keras.layers.GlobalAveragePooling1D()
    means = pool(np.asarray(E[ids], "float32"), mask=keras.ops.not_equal(ids, 0))
    return keras.ops.where((ids != 0).any(axis=1)[:, None], means, 0.0)


# %% right: everything, less the share of the padding
def mean_of_rows(E, ids):
    pads = np.count_nonzero(ids == 0, axis=1).reshape(-1, 1)
    total = np.sum([E[column] for column in ids.T], axis=0) - pads * E[0]
    words = ids.shape[1] - pads
    words[words == 0] = 1
    return total / words


# %% right: helper functions with the names of what they give
def length(sentence):
    return sum(1 for i in sentence if i)


def rows(table, sentence):
    return [table[i] for i in sentence if i]


def mean_of_rows(E, ids):
    means = []
    for sentence in ids:
        mean = np.zeros(E.shape[1])
        for row in rows(E, sentence):
            mean += row / length(sentence)
        means.append(mean)
    return means


# %% wrong: divided by the padded length
# loses: test_mean_of_rows, test_all_padding
# says: expected [3. 6.], got [2. 4.]
def mean_of_rows(E, ids):
    mask = (ids != 0)[..., None]
    return (E[ids] * mask).mean(axis=1)


# %% wrong: padding is counted like a word, in the sum and in the count
# loses: test_mean_of_rows, test_all_padding
# says: expected [3. 6.], got [5. 7.]
def mean_of_rows(E, ids):
    return E[ids].mean(axis=1)


# %% wrong: mask in the count alone, row 0 is assumed to be zeros
# loses: test_mean_of_rows, test_all_padding
# says: expected [3. 6.], got [ 7.5 10.5]
def mean_of_rows(E, ids):
    count = (ids != 0).sum(axis=1, keepdims=True)
    return E[ids].sum(axis=1) / np.maximum(count, 1)


# %% wrong: a sentence of nothing but padding gives nan
# loses: test_all_padding
# says: expected [0. 0.], got [nan nan]
def mean_of_rows(E, ids):
    mask = (ids != 0)[..., None]
    return (E[ids] * mask).sum(axis=1) / mask.sum(axis=1)


# %% wrong: nothing but padding gives row 0 of the table
# loses: test_all_padding
# says: expected [0. 0.], got [9. 9.]
def mean_of_rows(E, ids):
    means = []
    for sentence in ids:
        words = sentence[sentence != 0]
        means.append(E[words].mean(axis=0) if words.size else E[0])
    return np.array(means)


# %% wrong: sentences of nothing but padding are left out of the result
# loses: test_all_padding
# says: one mean for each of 2 sentences: expected shape (2, 2), got (1, 2)
def mean_of_rows(E, ids):
    rows = []
    for sentence in ids:
        words = sentence[sentence != 0]
        if len(words):
            rows.append(E[words].mean(axis=0))
    return np.array(rows)


# %% wrong: padding is expected at the end only
# loses: test_mean_of_rows
# says: expected [3. 6.], got [5.5 6.5]
def mean_of_rows(E, ids):
    lengths = (ids != 0).sum(axis=1)
    means = np.zeros((len(ids), E.shape[1]))
    for b, n in enumerate(lengths):
        if n > 0:
            means[b] = E[ids[b, :n]].mean(axis=0)
    return means


# %% wrong: trims padding at both ends, and keeps it between words
# loses: test_mean_of_rows
# says: expected [3. 6.], got [5. 7.]
def mean_of_rows(E, ids):
    means = np.zeros((len(ids), E.shape[1]))
    for b, sentence in enumerate(ids):
        words = np.trim_zeros(sentence)
        if len(words):
            means[b] = E[words].mean(axis=0)
    return means


# %% wrong: a sentence that begins with padding is taken for an empty one
# loses: test_mean_of_rows
# says: expected [3. 6.], got [0. 0.]
def mean_of_rows(E, ids):
    means = []
    for sentence in ids:
        if sentence[0] == 0:
            means.append(np.zeros(E.shape[1]))
        else:
            means.append(E[sentence[sentence != 0]].mean(axis=0))
    return np.array(means)


# %% wrong: row 0 of the caller's table is set to zeros
# loses: test_mean_of_rows, test_all_padding
# says: expected E to stay as it was
def mean_of_rows(E, ids):
    E[0] = 0
    count = (ids != 0).sum(axis=1, keepdims=True)
    return E[ids].sum(axis=1) / np.maximum(count, 1)


# %% wrong: sorts the caller's ids, to have the padding in front
# loses: test_mean_of_rows, test_all_padding
# says: expected ids to stay as it was
def mean_of_rows(E, ids):
    means = np.zeros((len(ids), E.shape[1]))
    for b, sentence in enumerate(ids):
        sentence.sort()
        words = sentence[np.searchsorted(sentence, 1) :]
        if words.size:
            means[b] = E[words].mean(axis=0)
    return means


# %% wrong: the sum without a division
# loses: test_mean_of_rows, test_all_padding
# says: expected [3.333 6.667], got [10. 20.]
def mean_of_rows(E, ids):
    return (E[ids] * (ids != 0)[..., None]).sum(axis=1)


# %% wrong: a word that occurs twice counts once
# loses: test_mean_of_rows, test_all_padding
# says: expected [3.333 6.667], got [3. 6.]
def mean_of_rows(E, ids):
    means = np.zeros((len(ids), E.shape[1]))
    for b, sentence in enumerate(ids):
        words = [i for i in set(sentence.tolist()) if i != 0]
        if words:
            means[b] = E[words].mean(axis=0)
    return means


# %% wrong: the sum has every word, the count each different word once
# loses: test_mean_of_rows, test_all_padding
# says: expected [3.333 6.667], got [ 5. 10.]
def mean_of_rows(E, ids):
    total = (E[ids] * (ids != 0)[..., None]).sum(axis=1)
    count = [max(len(set(sentence.tolist()) - {0}), 1) for sentence in ids]
    return total / np.array(count)[:, None]


# %% wrong: the result has the table's type, which cuts the means of integers
# loses: test_mean_of_rows, test_all_padding
# says: expected [3.333 6.667], got [3. 6.]
def mean_of_rows(E, ids):
    means = np.zeros((ids.shape[0], E.shape[1]), dtype=E.dtype)
    for b in range(ids.shape[0]):
        words = ids[b][ids[b] != 0]
        if words.size > 0:
            means[b] = E[words].mean(axis=0)
    return means


# %% wrong: nan in row 0 of a copy, which a table of integers cannot hold
# loses: test_mean_of_rows, test_all_padding
# says: cannot convert float NaN to integer
def mean_of_rows(E, ids):
    E = E.copy()
    E[0] = np.nan
    return np.nan_to_num(np.nanmean(E[ids], axis=1))


# %% wrong: zeros inside the table are taken for padding
# loses: test_mean_of_rows, test_all_padding
# says: expected [-2.   2.  -0.5 -3.5], got [-4.   2.  -0.5 -3.5]
def mean_of_rows(E, ids):
    E = E.copy()
    E[0] = 0
    rows = E[ids]
    return rows.sum(axis=1) / np.maximum((rows != 0).sum(axis=1), 1)


# %% wrong: a real word whose row is zeros is taken for padding
# loses: test_mean_of_rows
# says: expected [2. 4.], got [4. 8.]
def mean_of_rows(E, ids):
    E = np.vstack([np.zeros((1, E.shape[1])), E[1:]])
    rows = E[ids]
    real = rows.any(axis=2).sum(axis=1, keepdims=True)
    return rows.sum(axis=1) / np.where(real == 0, 1, real)


# %% wrong: a real word whose row equals row 0 is taken for padding
# loses: test_mean_of_rows
# says: expected [3. 6.], got [4. 8.]
def mean_of_rows(E, ids):
    rows = E[ids]
    real = (rows != E[0]).any(axis=-1, keepdims=True)
    return (rows * real).sum(axis=1) / np.maximum(real.sum(axis=1), 1)


# %% wrong: divided by the count plus 1, against the division by zero
# loses: test_mean_of_rows, test_all_padding
# says: expected [3.333 6.667], got [2.5 5. ]
def mean_of_rows(E, ids):
    mask = (ids != 0)[..., None]
    return (E[ids] * mask).sum(axis=1) / (mask.sum(axis=1) + 1)


# %% wrong: divided by the length of the longest sentence
# loses: test_mean_of_rows
# says: expected [4. 8.], got [2. 4.]
def mean_of_rows(E, ids):
    mask = (ids != 0)[..., None]
    return (E[ids] * mask).sum(axis=1) / max(mask.sum(axis=1).max(), 1)


# %% wrong: counts of shape (B,) divide the columns, not the sentences
# loses: test_mean_of_rows, test_all_padding
# says: expected [3. 6.], got [ 3. 12.]
def mean_of_rows(E, ids):
    mask = ids != 0
    return (E[ids] * mask[..., None]).sum(axis=1) / np.maximum(mask.sum(axis=1), 1)


# %% wrong: sum and count go on from one sentence to the next
# loses: test_mean_of_rows, test_all_padding
# says: expected [4. 8.], got [3.333 6.667]
def mean_of_rows(E, ids):
    total, count = np.zeros(E.shape[1]), 0
    means = []
    for sentence in ids:
        for i in sentence:
            if i != 0:
                total = total + E[i]
                count += 1
        means.append(total / max(count, 1))
    return np.array(means)


# %% wrong: every sentence shares one array with the last
# loses: test_mean_of_rows, test_all_padding
# says: expected [3. 6.], got [4. 8.]
def mean_of_rows(E, ids):
    row = np.zeros(E.shape[1])
    means = []
    for sentence in ids:
        words = sentence[sentence != 0]
        row[:] = E[words].mean(axis=0) if words.size else 0
        means.append(row)
    return np.array(means)


# %% wrong: zeros only if the whole batch is padding
# loses: test_all_padding
# says: expected [0. 0.], got [nan nan]
def mean_of_rows(E, ids):
    if not ids.any():
        return np.zeros((len(ids), E.shape[1]))
    mask = (ids != 0)[..., None]
    return (E[ids] * mask).sum(axis=1) / mask.sum(axis=1)
