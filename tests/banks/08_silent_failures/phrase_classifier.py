# %% right: a GRU, which reads the words alone and stops at the padding
def phrase_classifier(V, d):
    return keras.Sequential(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GRU(d),
            keras.layers.Dense(1),
        ]
    )


# %% right: a convolution that knows what a mask is
class MaskedConv1D(keras.layers.Conv1D):
    supports_masking = True

    def call(self, inputs, mask=None):
        is_word = keras.ops.cast(mask, inputs.dtype)[..., None]
        return super().call(inputs * is_word) * is_word


def phrase_classifier(V, d):
    return keras.Sequential(
        [
            keras.Input((None,), dtype="int32"),
            keras.layers.Embedding(V, d, mask_zero=True),
            MaskedConv1D(d, 3, padding="same", activation="tanh"),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1),
        ]
    )


# %% right: each word times one weight for its place, in TensorFlow alone
class Weighted(keras.Model):
    def __init__(self, V, d):
        super().__init__()
        self.E = self.add_weight(shape=(V, d), name="E")
        self.w = self.add_weight(shape=(d, 1), name="w")

    def call(self, ids):
        ids = tf.cast(ids, tf.int32)
        place = tf.cast(tf.range(1, tf.shape(ids)[1] + 1), tf.float32)
        share = tf.where(ids > 0, 1 / place, 0.0)
        return tf.einsum("bt,btd->bd", share, tf.gather(self.E, ids)) @ self.w


def phrase_classifier(V, d):
    return Weighted(V, d)


# %% right: pairs of neighbours, the largest of those that are pairs of words
def phrase_classifier(V, d):
    ops = keras.ops
    ids = keras.Input((None,), dtype="int64")
    longer = ops.pad(ids, [[0, 0], [0, 1]])
    mask = ops.cast(longer > 0, "float32")[:, :, None]
    x = keras.layers.Embedding(V, d)(longer) * mask
    pairs = ops.concatenate([x[:, :-1], x[:, 1:]], axis=-1)
    hidden = keras.layers.Dense(3 * d, activation="tanh")(pairs)
    largest = ops.max(ops.where(mask[:, :-1] > 0, hidden, -9.0), axis=1)
    return keras.Model(ids, keras.layers.Dense(1)(largest))


# %% right: an LSTM that is told of the mask by a layer of its own
def phrase_classifier(V, d):
    ids = keras.Input((None,))
    x = keras.layers.Embedding(V, d)(ids)
    x = keras.layers.LSTM(4)(x, mask=keras.ops.not_equal(ids, 0))
    return keras.Model(ids, keras.layers.Dense(1)(x))


# %% wrong: the broken program
# loses: test_padding_is_silent, test_padding_row
# says: Which is the first layer where a place of padding has a say?
def phrase_classifier(V, d):
    """Return a Keras model that gives each sentence a score, shape (B, 1)."""
    return keras.Sequential(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.Conv1D(d, 2, padding="same", activation="relu"),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: padding is zeros for the convolution, and is averaged after it
# loses: test_padding_is_silent
# says: expected the same in
def phrase_classifier(V, d):
    ids = keras.Input((None,), dtype="int32")
    is_word = keras.ops.cast(ids != 0, "float32")[:, :, None]
    x = keras.layers.Embedding(V, d)(ids) * is_word
    x = keras.layers.Conv1D(d, 2, padding="same", activation="relu")(x)
    x = keras.layers.GlobalAveragePooling1D()(x)
    return keras.Model(ids, keras.layers.Dense(1)(x))


# %% wrong: the mask only after the convolution, whose last window sees row 0
# loses: test_padding_is_silent, test_padding_row
# says: expected the same in
def phrase_classifier(V, d):
    ids = keras.Input((None,), dtype="int32")
    is_word = keras.ops.cast(ids != 0, "float32")[:, :, None]
    x = keras.layers.Embedding(V, d)(ids)
    x = keras.layers.Conv1D(d, 2, padding="same", activation="relu")(x) * is_word
    mean = keras.ops.sum(x, axis=1) / keras.ops.sum(is_word, axis=1)
    return keras.Model(ids, keras.layers.Dense(1)(mean))


# %% wrong: without the convolution
# loses: test_word_order
# says: is each word looked at alone
def phrase_classifier(V, d):
    return keras.Sequential(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: a convolution that looks at one word
# loses: test_word_order
# says: is each word looked at alone
def phrase_classifier(V, d):
    ids = keras.Input((None,), dtype="int32")
    is_word = keras.ops.cast(ids != 0, "float32")[:, :, None]
    x = keras.layers.Embedding(V, d)(ids)
    x = keras.layers.Conv1D(d, 1, activation="relu")(x) * is_word
    mean = keras.ops.sum(x, axis=1) / keras.ops.sum(is_word, axis=1)
    return keras.Model(ids, keras.layers.Dense(1)(mean))


# %% wrong: the maximum instead of the mean
# loses: test_padding_is_silent, test_padding_row
# says: expected the same in
def phrase_classifier(V, d):
    return keras.Sequential(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.Conv1D(d, 2, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling1D(),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: masked before and after, and divided by the number of columns
# loses: test_padding_is_silent
# says: expected the same in
def phrase_classifier(V, d):
    ids = keras.Input((None,), dtype="int32")
    is_word = keras.ops.cast(ids != 0, "float32")[:, :, None]
    x = keras.layers.Embedding(V, d)(ids) * is_word
    x = keras.layers.Conv1D(d, 2, padding="same", activation="relu")(x) * is_word
    return keras.Model(ids, keras.layers.Dense(1)(keras.ops.mean(x, axis=1)))


# %% wrong: no gradient for row 0, which speaks all the same
# loses: test_padding_is_silent
# says: expected the same in
def phrase_classifier(V, d):
    ids = keras.Input((None,), dtype="int32")
    x = keras.layers.Embedding(V, d)(ids)
    still = keras.ops.stop_gradient(x)
    x = keras.ops.where(ids[:, :, None] != 0, x, still)
    x = keras.layers.Conv1D(d, 2, padding="same", activation="relu")(x)
    x = keras.layers.GlobalAveragePooling1D()(x)
    return keras.Model(ids, keras.layers.Dense(1)(x))


# %% wrong: a GRU without a mask
# loses: test_padding_is_silent, test_padding_row
# says: expected the same in
def phrase_classifier(V, d):
    return keras.Sequential(
        [
            keras.layers.Embedding(V, d),
            keras.layers.GRU(d),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: a row of its own for padding, after those of the words
# loses: test_padding_is_silent, test_padding_row, test_word_order
# says: expected one trainable weight of the shape (9, 4), got the shapes
def phrase_classifier(V, d):
    return keras.Sequential(
        [
            keras.layers.Embedding(V + 1, d, mask_zero=True),
            keras.layers.GRU(d),
            keras.layers.Dense(1),
        ]
    )


# %% wrong: a score for each word
# loses: test_padding_is_silent, test_padding_row, test_word_order
# says: expected scores of the shape (1, 1), got (1, 3, 1)
def phrase_classifier(V, d):
    return keras.Sequential(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GRU(d, return_sequences=True),
            keras.layers.Dense(1),
        ]
    )


# %% equivalent: x = keras.layers.Conv1D(d, 2, padding='same', activation='relu')(x) * is_word -> x = keras.layers.Conv1D(d, 3, padding='same', activation='relu')(x) * is_word
# why: a window of three words hears their order too


# %% equivalent: x = keras.layers.Conv1D(d, 2, padding='same', activation='relu')(x) * is_word -> x = keras.layers.Conv1D(d, 2, padding='same')(x) * is_word
# why: any architecture will do, and without relu the order is heard at the edges


# %% equivalent: ids = keras.Input((None,), dtype='int32') -> ids = keras.Input((None,))
# why: the table makes whole numbers of its input


# %% equivalent: is_word = keras.ops.cast(ids != 0, 'float32')[:, :, None] -> is_word = (ids != 0)[:, :, None]
# why: keras.ops multiplies floats by booleans as if they were 0 and 1


# %% equivalent: mean = keras.ops.sum(x, axis=1) / keras.ops.sum(is_word, axis=1) -> mean = keras.ops.sum(x, axis=1) - keras.ops.sum(is_word, axis=1)
# why: the number of words may have a say, that of the columns may not


# %% equivalent: mean = keras.ops.sum(x, axis=1) / keras.ops.sum(is_word, axis=1) -> mean = keras.ops.sum(x, axis=1) * keras.ops.sum(is_word, axis=1)
# why: the number of words may have a say, that of the columns may not
