# %% right: a loop over sentences and words
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        words = [i for i in sentence if i != 0]
        for i in words:
            G[i] += g / len(words)
    return G


# %% right: mask, counts and np.add.at
def mean_pooling_gradient(ids, dL_dmean, V):
    mask = ids != 0
    n = np.maximum(mask.sum(axis=1), 1)
    g = mask[:, :, None] * (dL_dmean / n[:, None])[:, None, :]
    G = np.zeros((V, dL_dmean.shape[-1]))
    np.add.at(G, ids, g)
    return G


# %% right: the share of each word in each mean, as a matrix
def mean_pooling_gradient(ids, dL_dmean, V):
    counts = np.array([np.bincount(s, minlength=V) for s in ids]).astype(float)
    counts[:, 0] = 0
    total = counts.sum(axis=1, keepdims=True)
    shares = np.divide(counts, total, out=np.zeros_like(counts), where=total > 0)
    return shares.T @ dL_dmean


# %% right: 0 / 0 with a warning, put right afterwards, in 32-bit floats
def mean_pooling_gradient(ids, dL_dmean, V):
    real = (ids[..., None] == np.arange(V)) & (ids[..., None] != 0)
    counts = real.sum(axis=1)
    shares = np.nan_to_num(counts / counts.sum(axis=1, keepdims=True))
    return np.einsum("bv,bd->vd", shares, dL_dmean).astype("float32")


# %% right: plain lists, returned as a list
def mean_pooling_gradient(ids, dL_dmean, V):
    dim = len(dL_dmean[0])
    list = [[0] * dim for _ in range(V)]
    for str, type in zip(ids.tolist(), dL_dmean.tolist()):
        sum = len(str) - str.count(0)
        for id in str:
            if id:
                for k in range(dim):
                    list[id][k] += type[k] / sum
    return list


# %% right: only the real words are scattered, with a helper
def scatter_add(ids, dL_dout, V):
    G = np.zeros((V, dL_dout.shape[-1]))
    for i in range(V):
        G[i] = dL_dout[ids == i].sum(axis=0)
    return G


def mean_pooling_gradient(ids, dL_dmean, V):
    b, t = np.nonzero(ids)
    lengths = np.count_nonzero(ids, axis=1)
    return scatter_add(ids[b, t], dL_dmean[b] / lengths[b][:, None], V)


# %% right: with everything that NumPy exports, row 0 cleared in the end
from numpy import *


def mean_pooling_gradient(ids, dL_dmean, V):
    G = zeros((V, shape(dL_dmean)[1]))
    for sentence, g in zip(ids, dL_dmean):
        n = sum(sentence > 0)
        if n == 0:
            continue
        values, counts = unique(sentence, return_counts=True)
        G[values] += outer(counts, g) / n
    G[0] = 0
    return G


# %% right: TensorFlow differentiates the mean
def mean_pooling_gradient(ids, dL_dmean, V):
    import tensorflow as tf

    E = tf.Variable(np.zeros((V, dL_dmean.shape[1])))
    mask = (ids != 0).astype(float)[:, :, None]
    with tf.GradientTape() as tape:
        rows = tf.gather(E, ids) * mask
        mean = tf.reduce_sum(rows, 1) / np.maximum(mask.sum(1), 1)
        loss = tf.reduce_sum(mean * dL_dmean)
    return tf.convert_to_tensor(tape.gradient(loss, E)).numpy()


# %% right: a helper with a short name
def length(sentence):
    return len([i for i in sentence if i])


def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for place, i in np.ndenumerate(ids):
        if i:
            G[i] += dL_dmean[place[0]] / length(ids[place[0]])
    return G


# %% right: a copy of the gradients, divided there
def mean_pooling_gradient(ids, dL_dmean, V):
    mask = ids != 0
    shares = dL_dmean.copy()
    shares /= np.maximum(mask.sum(axis=1, keepdims=True), 1)
    G = np.zeros((V, dL_dmean.shape[1]))
    for b, t in np.argwhere(mask):
        G[ids[b, t]] += shares[b]
    return G


# %% wrong: divided by the padded length
# loses: test_padding_gets_nothing
# says: row 1, which comes 1 times in ids [[1, 2, 2, 0]]: expected [2.], got [1.5]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        for i in sentence:
            if i != 0:
                G[i] += g / len(sentence)
    return G


# %% wrong: the right count, but padding gets its share in row 0
# loses: test_padding_gets_nothing
# says: row 0, which comes 1 times in ids [[1, 2, 2, 0]]: expected [0.], got [2.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        n = max(1, np.count_nonzero(sentence))
        for i in sentence:
            G[i] += g / n
    return G


# %% wrong: a sentence of padding only gives its gradient to row 0
# loses: test_padding_gets_nothing
# says: expected [0.], got [5.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        words = sentence[sentence != 0]
        if len(words) == 0:
            words = sentence
        for i in words:
            G[i] += g / len(words)
    return G


# %% wrong: not divided, the gradient of the sum
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected [ 5. -3.], got [10. -6.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        for i in sentence[sentence != 0]:
            G[i] += g
    return G


# %% wrong: divided by the number of real words in the batch
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected [ 5. -3.], got [ 2.5 -1.5]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    n = np.count_nonzero(ids)
    for sentence, g in zip(ids, dL_dmean):
        for i in sentence[sentence != 0]:
            G[i] += g / n
    return G


# %% wrong: divided by the size of the batch as well
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected [ 5. -3.], got [ 2.5 -1.5]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        words = sentence[sentence != 0]
        for i in words:
            G[i] += g / len(words) / len(ids)
    return G


# %% wrong: all sentences are as long as the first
# loses: test_padding_gets_nothing
# says: expected [4.], got [2.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    n = max(1, np.count_nonzero(ids[0]))
    for sentence, g in zip(ids, dL_dmean):
        for i in sentence[sentence != 0]:
            G[i] += g / n
    return G


# %% wrong: divided by the number of distinct words
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: row 1, which comes 2 times in ids [[1, 2, 2, 1]]: expected [3.], got [6.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        words = sentence[sentence != 0]
        for i in words:
            G[i] += g / len(set(words.tolist()))
    return G


# %% wrong: a word counts once in its sentence
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: row 1, which comes 2 times in ids [[1, 2, 2, 1]]: expected [3.], got [1.5]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        n = np.count_nonzero(sentence)
        for i in set(sentence.tolist()) - {0}:
            G[i] += g / n
    return G


# %% wrong: overwritten duplicates
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected [ 5. -3.], got [ 2. -4.]
def mean_pooling_gradient(ids, dL_dmean, V):
    mask = ids != 0
    n = np.maximum(mask.sum(axis=1), 1)
    G = np.zeros((V, dL_dmean.shape[1]))
    G[ids] += mask[:, :, None] * (dL_dmean / n[:, None])[:, None]
    return G


# %% wrong: a word in two sentences keeps the gradient of the last
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected [ 5. -3.], got [ 2. -4.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        n = np.count_nonzero(sentence)
        for i in set(sentence.tolist()) - {0}:
            G[i] = np.sum(sentence == i) * g / n
    return G


# %% wrong: nan from a sentence of padding only
# loses: test_padding_gets_nothing
# says: expected finite numbers, got nan in row 0
def mean_pooling_gradient(ids, dL_dmean, V):
    mask = ids != 0
    g = dL_dmean / mask.sum(axis=1, keepdims=True)
    G = np.zeros((V, dL_dmean.shape[1]))
    np.add.at(G, ids, mask[:, :, None] * g[:, None])
    return G


# %% wrong: stops at the first sentence of padding only
# loses: test_padding_gets_nothing
# says: expected [4.], got [0.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        words = sentence[sentence != 0]
        if len(words) == 0:
            break
        for i in words:
            G[i] += g / len(words)
    return G


# %% wrong: believes that padding is always at the end
# loses: test_padding_gets_nothing
# says: expected [3.], got [0.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        n = 0
        while n < len(sentence) and sentence[n] != 0:
            n += 1
        for i in sentence[:n]:
            G[i] += g / n
    return G


# %% wrong: takes the first words for the real ones, whatever stands there
# loses: test_padding_gets_nothing
# says: expected [0.], got [3.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        n = np.count_nonzero(sentence)
        for i in sentence[:n]:
            G[i] += g / n
    return G


# %% wrong: one more in the count, against the division by zero
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected [ 5. -3.], got [ 3.333 -2.   ]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        words = sentence[sentence != 0]
        for i in words:
            G[i] += g / (len(words) + 1)
    return G


# %% wrong: the counts lie along the wrong axis
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: ValueError: operands could not be broadcast together with shapes (2,4) (2,)
def mean_pooling_gradient(ids, dL_dmean, V):
    mask = ids != 0
    n = np.maximum(mask.sum(axis=1), 1)
    G = np.zeros((V, dL_dmean.shape[1]))
    np.add.at(G, ids, mask[:, :, None] * (dL_dmean / n)[:, None])
    return G


# %% wrong: as if the gradient from above were all ones
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected [ 5. -3.], got [1. 1.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence in ids:
        words = sentence[sentence != 0]
        for i in words:
            G[i] += 1 / len(words)
    return G


# %% wrong: whole numbers
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: row 1, which comes 2 times in ids [[1, 2, 2, 1]]: expected [3.], got [2.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]), dtype=int)
    for sentence, g in zip(ids, dL_dmean):
        words = sentence[sentence != 0]
        for i in words:
            G[i] = G[i] + g / len(words)
    return G


# %% wrong: divides the caller's gradients
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected dL_dmean to stay as it was, [[ 6.  2.]
def mean_pooling_gradient(ids, dL_dmean, V):
    dL_dmean /= np.maximum((ids != 0).sum(axis=1, keepdims=True), 1)
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        for i in sentence[sentence != 0]:
            G[i] += g
    return G


# %% wrong: moves the padding in the caller's ids to the front
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected ids to stay as it was, [[1 2]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        sentence.sort()
        words = sentence[sentence > 0]
        for i in words:
            G[i] += g / len(words)
    return G


# %% wrong: one table for all calls
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected the same result from a second call with the same arguments, got [[ 0.
def mean_pooling_gradient(ids, dL_dmean, V, tables={}):
    G = tables.setdefault((V, dL_dmean.shape[1]), np.zeros((V, dL_dmean.shape[1])))
    for sentence, g in zip(ids, dL_dmean):
        words = sentence[sentence != 0]
        for i in words:
            G[i] += g / len(words)
    return G


# %% wrong: the mean over the places of a word in the whole batch
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected [3. 1.], got [6. 2.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for i in range(1, V):
        b, t = np.nonzero(ids == i)
        if len(b):
            G[i] = dL_dmean[b].mean(axis=0)
    return G


# %% wrong: divided by the square root of the number of words
# loses: test_mean_pooling_gradient, test_padding_gets_nothing
# says: expected [ 5. -3.], got [ 7.071 -4.243]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    for sentence, g in zip(ids, dL_dmean):
        words = sentence[sentence != 0]
        for i in words:
            G[i] += g / np.sqrt(len(words))
    return G


# %% wrong: divided by the length of the longest sentence
# loses: test_padding_gets_nothing
# says: expected [4.], got [2.]
def mean_pooling_gradient(ids, dL_dmean, V):
    G = np.zeros((V, dL_dmean.shape[1]))
    longest = max(1, np.count_nonzero(ids, axis=1).max())
    for sentence, g in zip(ids, dL_dmean):
        for i in sentence[sentence != 0]:
            G[i] += g / longest
    return G
