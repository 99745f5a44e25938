# %% right: one sentence and one word after the other
def masked_mean(vectors, ids):
    means = []
    for sentence, words in zip(vectors, ids):
        total = 0 * sentence[0]
        n = 0
        for vector, id in zip(sentence, words):
            if int(id) != 0:
                total += vector
                n += 1
        means.append(total / max(n, 1))
    return tf.stack(means)


# %% right: ragged sentences without their padding
def masked_mean(vectors, ids):
    words = tf.ragged.boolean_mask(vectors, ids != 0)
    n = tf.cast(words.row_lengths(), tf.float32)
    return tf.reduce_sum(words, axis=1) / tf.maximum(n, 1)[:, None]


# %% right: segments of the real places
def masked_mean(vectors, ids):
    B = tf.shape(vectors)[0]
    places = tf.where(ids != 0)
    real = tf.gather_nd(vectors, places)
    return tf.math.unsorted_segment_mean(real, places[:, 0], B)


# %% right: a gradient of its own, and 0 / 0 in the forward direction
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")
    n = tf.reduce_sum(mask, axis=1, keepdims=True)

    @tf.custom_gradient
    def mean(v):
        m = tf.reduce_sum(v * mask[..., None], axis=1) / n

        def grad(upstream):
            share = upstream / tf.maximum(n, 1)
            return mask[:, :, None] * share[:, None, :]

        return tf.where(n > 0, m, 0.0), grad

    return mean(vectors)


# %% right: a softmax over the real places
def masked_mean(vectors, ids):
    real = ids != 0
    weights = tf.nn.softmax(tf.where(real, 0.0, -1e9), axis=1)
    weights = tf.where(real, weights, 0.0)
    return tf.linalg.matvec(vectors, weights, transpose_a=True)


# %% right: rows by tf.gather, so that the gradient is made of IndexedSlices
def masked_mean(vectors, ids):
    means = []
    for b, sentence in enumerate(ids.numpy().tolist()):
        real = [t for t, i in enumerate(sentence) if i != 0]
        places = tf.gather(tf.gather(vectors, b), tf.constant(real, dtype=tf.int32))
        means.append(tf.reduce_sum(places, axis=0) / max(len(real), 1))
    return tf.stack(means)


# %% right: tf.zeros stands for a sentence of padding
def masked_mean(vectors, ids):
    means = []
    for sentence, words in zip(vectors, ids):
        real = sentence[words != 0]
        if len(real) == 0:
            means.append(tf.zeros(vectors.shape[2]))
        else:
            means.append(tf.reduce_mean(real, axis=0))
    return tf.stack(means)


# %% right: a tf.function, which warns that it cannot see the source
@tf.function
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, tf.float32)
    n = tf.reduce_sum(mask, axis=1)
    factor = tf.where(n > 0, 1 / tf.where(n > 0, n, 1), 0)
    return tf.einsum("btd,bt,b->bd", vectors, mask, factor)


# %% right: Python's own names used as scratch
sum = max = min = list = str = int = type = id = 0


def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, tf.float32)[:, :, None]
    n = tf.reduce_sum(mask, axis=1)
    return tf.reduce_sum(vectors * mask, axis=1) / tf.maximum(n, 1.0)


# %% right: keras.ops, with everything that NumPy exports
from numpy import *


def masked_mean(vectors, ids):
    mask = keras.ops.cast(ids != 0, "float32")
    n = keras.ops.sum(mask, axis=1, keepdims=True)
    return keras.ops.sum(vectors * mask[..., None], axis=1) / keras.ops.maximum(n, 1)


# %% wrong: the ids are not looked at
# loses: test_masked_mean, test_masked_gradient
# says: expected [3.], got [5.]: padding is in the mean
def masked_mean(vectors, ids):
    return tf.reduce_mean(vectors, axis=1)


# %% wrong: padding left out of the sum but counted
# loses: test_masked_mean, test_masked_gradient
# says: expected [3.], got [2.]: divided by the padded length
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    return tf.reduce_mean(vectors * mask, axis=1)


# %% wrong: padding counted out but left in the sum
# loses: test_masked_mean, test_masked_gradient
# says: mean for the ids [5, 7, 0], 2 of 3 real: expected [3.], got [7.5]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)
    return tf.reduce_sum(vectors, axis=1) / n


# %% wrong: the maximum of the real places
# loses: test_masked_mean
# says: mean for the ids [5, 7, 0], 2 of 3 real: expected [3.], got [4.]
def masked_mean(vectors, ids):
    top = tf.reduce_max(tf.where((ids != 0)[..., None], vectors, -1e9), axis=1)
    return tf.where(top > -1e9, top, 0.0)


# %% wrong: Keras pools a sentence of padding to 0 / 0
# loses: test_masked_mean
# says: mean for the ids [0, 0], 0 of 2 real: expected [0. 0.], got [nan nan]
def masked_mean(vectors, ids):
    return keras.layers.GlobalAveragePooling1D()(vectors, mask=ids != 0)


# %% wrong: tf.where replaces the result of 0 / 0 only
# loses: test_masked_gradient
# says: expected the gradient [0.], got [nan]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    n = tf.reduce_sum(mask, axis=1)
    mean = tf.reduce_sum(vectors * mask, axis=1) / n
    return tf.where(n > 0, mean, 0.0)


# %% wrong: by way of NumPy, where no gradient can follow
# loses: test_masked_gradient
# says: expected a gradient with respect to the vectors, got None
def masked_mean(vectors, ids):
    v = vectors.numpy() * (ids.numpy() != 0)[..., None]
    n = np.maximum((ids.numpy() != 0).sum(axis=1, keepdims=True), 1)
    return tf.constant(v.sum(axis=1) / n, dtype=tf.float32)


# %% wrong: the words of the whole batch are counted
# loses: test_masked_mean, test_masked_gradient
# says: expected [ 0.6044 -1.5315  1.0924], got [ 0.0863 -0.2188  0.1561]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    total = tf.reduce_sum(vectors * mask, axis=1)
    return total / tf.maximum(tf.reduce_sum(mask), 1.0)


# %% wrong: the numbers of words run along the wrong axis
# loses: test_masked_mean, test_masked_gradient
# says: Incompatible shapes: [5,3] vs. [5]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")
    total = tf.reduce_sum(vectors * mask[..., None], axis=1)
    return total / tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)


# %% wrong: a place is padding when its vector is all zeros
# loses: test_masked_mean
# says: mean for the ids [1, 2, 3, 0], 3 of 4 real: expected [2. 2.], got [3. 3.]
def masked_mean(vectors, ids):
    mask = tf.cast(tf.reduce_any(vectors != 0, axis=2, keepdims=True), "float32")
    mask *= tf.cast(ids != 0, "float32")[..., None]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)
    total = tf.reduce_sum(vectors * mask, axis=1)
    return total / n


# %% wrong: a sentence ends at its first padding
# loses: test_masked_mean, test_masked_gradient
# says: expected [ 0.6044 -1.5315  1.0924], got [0. 0. 0.]
def masked_mean(vectors, ids):
    mask = tf.math.cumprod(tf.cast(ids != 0, "float32"), axis=1)[:, :, None]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)
    total = tf.reduce_sum(vectors * mask, axis=1)
    return total / n


# %% wrong: the padding is taken to stand at the end
# loses: test_masked_mean, test_masked_gradient
# says: expected [ 0.6044 -1.5315  1.0924], got [1.503  2.1134 0.6171]
def masked_mean(vectors, ids):
    n = tf.math.count_nonzero(ids, axis=1)
    mask = tf.sequence_mask(n, tf.shape(ids)[1], tf.float32)[:, :, None]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)
    total = tf.reduce_sum(vectors * mask, axis=1)
    return total / n


# %% wrong: a word that occurs twice counts once
# loses: test_masked_mean, test_masked_gradient
# says: expected [ 0.4246 -1.0288 -1.9588], got [-0.0078 -2.5872 -1.162 ]
def masked_mean(vectors, ids):
    mask = np.zeros(ids.shape, dtype="float32")
    for b, sentence in enumerate(ids.numpy()):
        for id in set(sentence) - {0}:
            mask[b, list(sentence).index(id)] = 1
    mask = mask[:, :, None]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)
    total = tf.reduce_sum(vectors * mask, axis=1)
    return total / n


# %% wrong: zeros only when the whole batch is padding
# loses: test_masked_mean, test_masked_gradient
# says: mean for the ids [0, 0], 0 of 2 real: expected [0. 0.], got [nan nan]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    if not tf.reduce_any(ids != 0):
        return 0 * vectors[:, 0]
    return tf.reduce_sum(vectors * mask, axis=1) / tf.reduce_sum(mask, axis=1)


# %% wrong: at least two words
# loses: test_masked_mean, test_masked_gradient
# says: expected [1. 2.], got [0.5 1. ]: divided by the padded length
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    total = tf.reduce_sum(vectors * mask, axis=1)
    return total / tf.maximum(tf.reduce_sum(mask, axis=1), 2.0)


# %% wrong: the padding keeps a tiny weight
# loses: test_masked_gradient
# says: a place with the id 0 of the sentence [5, 7, 0]: expected the gradient [0.]
def masked_mean(vectors, ids):
    scores = tf.where(ids != 0, 0.0, -20.0)
    weights = tf.nn.softmax(scores, axis=1)[:, :, None]
    any = tf.reduce_any(ids != 0, axis=1, keepdims=True)
    return tf.where(any, tf.reduce_sum(vectors * weights, axis=1), 0.0)


# %% wrong: a softmax makes a sentence of padding the mean of its padding
# loses: test_masked_mean, test_masked_gradient
# says: expected [0. 0.], got [6. 7.]: padding is in the mean
def masked_mean(vectors, ids):
    scores = tf.where(ids != 0, 0.0, -1e9)
    weights = tf.nn.softmax(scores, axis=1)[:, :, None]
    return tf.reduce_sum(vectors * weights, axis=1)


# %% wrong: the gradient of the plain mean under the right values
# loses: test_masked_gradient
# says: expected the gradient [0.5], got [0.3333]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)
    total = tf.reduce_sum(vectors * mask, axis=1)
    plain = tf.reduce_mean(vectors, axis=1)
    return plain + tf.stop_gradient(total / n - plain)


# %% wrong: each word gets the whole gradient
# loses: test_masked_gradient
# says: expected the gradient [0.5], got [1.]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)
    total = tf.reduce_sum(vectors * mask, axis=1)
    return total + tf.stop_gradient(total / n - total)


# %% wrong: a gradient of its own that forgets the upstream gradient
# loses: test_masked_gradient
# says: expected the gradient [2.], got [1.]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)

    @tf.custom_gradient
    def mean(v):
        def grad(upstream):
            return tf.ones_like(v) * mask / n[:, None]

        return tf.reduce_sum(v * mask, axis=1) / n, grad

    return mean(vectors)


# %% wrong: a gradient of its own with the mean of the upstream gradient
# loses: test_masked_gradient
# says: expected the gradient [-1.1625 -0.1094 -0.623 ], got [-0.6316 -0.6316 -0.6316]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)

    @tf.custom_gradient
    def mean(v):
        def grad(upstream):
            up = tf.reduce_mean(upstream, axis=1, keepdims=True)
            return tf.ones_like(v) * mask * (up / n)[:, None]

        return tf.reduce_sum(v * mask, axis=1) / n, grad

    return mean(vectors)


# %% wrong: whole numbers
# loses: test_masked_mean, test_masked_gradient
# says: expected [ 0.6044 -1.5315  1.0924], got [ 0.5 -1.5  1. ]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, tf.int32)[:, :, None]
    total = tf.reduce_sum(tf.cast(vectors, tf.int32) * mask, axis=1)
    return tf.cast(total / tf.maximum(tf.reduce_sum(mask, axis=1), 1), tf.float32)


# %% wrong: the mask of an earlier call with the same shape
# loses: test_masked_mean, test_masked_gradient
# says: expected [0. 0. 0.], got [ 0.6044 -1.5315  1.0924]
masks = {}


def masked_mean(vectors, ids):
    if ids.shape not in masks:
        masks[ids.shape] = tf.cast(ids != 0, "float32")[:, :, None]
    mask = masks[ids.shape]
    n = tf.maximum(tf.reduce_sum(mask, axis=1), 1.0)
    total = tf.reduce_sum(vectors * mask, axis=1)
    return total / n


# %% wrong: compares the numbers of words as a condition of Python
# loses: test_masked_mean, test_masked_gradient
# says: The truth value of an array with more than one element is ambiguous
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    n = tf.reduce_sum(mask, axis=1)
    if n == 0:
        return tf.zeros_like(vectors[:, 0])
    return tf.reduce_sum(vectors * mask, axis=1) / n


# %% wrong: a thousandth against 0 / 0
# loses: test_masked_mean, test_masked_gradient
# says: expected [3.], got [2.9985]
def masked_mean(vectors, ids):
    mask = tf.cast(ids != 0, "float32")[:, :, None]
    total = tf.reduce_sum(vectors * mask, axis=1)
    return total / (tf.reduce_sum(mask, axis=1) + 1e-3)
