"""What a checkup finds in broken models, and that it leaves healthy ones alone."""

import random
import re
import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf
from gensim.models import KeyedVectors
from keras import layers

import embedlab
from embedlab import make_headlines

V, D, T = 40, 8, 9


def padded(n=60, seed=0, first=1, last=V - 1):
    """Rows of ids with 2 to T of them, padded behind with 0."""
    rng = np.random.default_rng(seed)
    ids = rng.integers(first, last + 1, (n, T))
    ids[np.arange(T) >= rng.integers(2, T + 1, n)[:, None]] = 0
    ids[0], ids[1] = np.r_[last, ids[0, 1:]], np.r_[first, first, np.zeros(T - 2)]
    return ids


IDS = padded()
LABELS = (IDS.sum(axis=1) % 2).astype("float32")


def classifier(*middle, length=None, **options):
    table = layers.Embedding(V, D, **options)
    middle = middle or (layers.GlobalAveragePooling1D(),)
    parts = [keras.Input([length], dtype="int32"), table, *middle, layers.Dense(1)]
    return keras.Sequential(parts)


def fitted(model, optimizer="adam", ids=IDS, labels=LABELS):
    model.compile(optimizer, "mse")
    model.fit(ids, labels, verbose=0)
    return model


def found(report, *levels):
    return {one.check for one in report.level(*(levels or ("wrong", "risk")))}


class InTraining(keras.Layer):
    """A layer that another one calls as if this were always training."""

    def __init__(self, layer):
        super().__init__()
        self.layer, self.supports_masking = layer, True

    def call(self, x):
        return self.layer(x, training=True)


# ------------------------------------------------------------------- broken models

BROKEN = {}


def broken(check, says):
    """Register a function that returns a model, ids and options for a checkup."""

    def register(make):
        BROKEN[make.__name__] = make, check, says
        return make

    return register


@broken("ids-out-of-range", r"below 40.*got 40")
def id_too_large():
    return classifier(mask_zero=True), np.vstack([IDS, np.full(T, V)]), {}


@broken("ids-negative", "got -1")
def padding_becomes_minus_one():
    return classifier(), IDS - 1, {}


@broken("ids-not-whole", "got 2.5; the layer cuts it to 2")
def halves():
    return classifier(mask_zero=True), IDS + 0.5 * (IDS == 2), {}


@broken("ids-negative", "got -1")
def arithmetic_inside_the_model():
    ids = keras.Input([None], dtype="int32")
    x = layers.Embedding(V, D)(layers.Lambda(lambda x: x - 1)(ids))
    return keras.Model(ids, layers.GlobalAveragePooling1D()(x)), IDS, {}


@broken("ids-out-of-range", "below 40.*got 46")
def two_features_and_one_is_wrong():
    user, item = keras.Input([1], dtype="int32"), keras.Input([1], dtype="int32")
    rows = [layers.Embedding(V, D)(user), layers.Embedding(V, D)(item)]
    model = keras.Model([user, item], layers.Dot(2)(rows))
    ids = np.arange(V)[:, None]
    return model, [ids, ids + 7], {}


@broken("padding-averaged", "row 0 gets a gradient")
def mean_over_padding():
    return classifier(), IDS, {}


@broken("padding-averaged", "four more columns")
def lstm_without_a_mask():
    return classifier(layers.LSTM(4)), IDS, {}


@broken("mask-lost", "Conv1D")
def convolution_drops_the_mask():
    middle = layers.Conv1D(4, 3, padding="same"), layers.GlobalAveragePooling1D()
    return classifier(*middle, mask_zero=True), IDS, {}


@broken("mask-lost", "Flatten")
def flatten_drops_the_mask():
    return classifier(layers.Flatten(), length=T, mask_zero=True), IDS, {}


@broken("mask-lost", "does not use the mask")
def plain_mean_loses_the_mask():
    class Mean(keras.Layer):
        def call(self, x):
            return keras.ops.mean(x, axis=1)

    return classifier(Mean(), mask_zero=True), IDS, {}


@broken("mask-lost", "what follows does not use the mask")
def a_plus_sign_loses_the_mask():
    ids = keras.Input([None], dtype="int32")
    x = layers.Embedding(V, D, mask_zero=True)(ids)
    x = x + layers.MultiHeadAttention(2, 4)(x, x)
    return keras.Model(ids, layers.GlobalAveragePooling1D()(x)), IDS, {}


@broken("mask-lost", "does not use the mask")
def subclassed_model_loses_the_mask():
    class Model(keras.Model):
        def __init__(self):
            super().__init__()
            self.table = layers.Embedding(V, D, mask_zero=True)
            self.head = layers.Dense(1)

        def call(self, ids):
            return self.head(keras.ops.mean(self.table(ids), axis=1))

    model = Model()
    model(IDS[:2])
    return model, IDS, {}


@broken("mask-lost", "Concatenate.*one of whose inputs has no mask")
def words_beside_numbers():
    ids, numbers = keras.Input([T], dtype="int32"), keras.Input([T, 2])
    words = layers.Embedding(V, D, mask_zero=True)(ids)
    x = layers.LSTM(3)(layers.Concatenate()([words, numbers]))
    return keras.Model([ids, numbers], x), [IDS, np.ones((len(IDS), T, 2))], {}


TEXTS = ["the cat", "the cat sat here", "dog", "a dog sat"] * 10
TEXT_WORDS = ["the", "cat", "sat", "here", "dog", "a"]


def reads_text(**options):
    text = keras.Input([], dtype="string")
    split = layers.TextVectorization(vocabulary=TEXT_WORDS, standardize=None)
    x = layers.Embedding(8, 4, **options)(split(text))
    return keras.Model(text, layers.Dense(1)(layers.GlobalAveragePooling1D()(x)))


@broken("padding-averaged", "fewer columns of it change an output")
def padding_is_made_inside_the_model():
    return reads_text(), TEXTS, {}


@broken("many-unknown", "100%")
def capitals_inside_the_model():
    return reads_text(mask_zero=True), [text.upper() for text in TEXTS], {}


@broken("vocabulary-order", "its 6 words are not, in this order, the 6")
def two_vectorizers_that_disagree():
    return reads_text(mask_zero=True), TEXTS, {"vectorizer": TEXT_WORDS[::-1]}


@broken("padding-shares-row", "row 0 is '\\[UNK\\]'")
def unknown_words_get_the_id_of_padding():
    return classifier(layers.GRU(3)), IDS, {"vectorizer": [*WORDS[1:], "last"]}


@broken("empty-text", "1 rows are nothing but padding, and the model gives NaN")
def an_empty_text_far_behind():
    return classifier(mask_zero=True), np.vstack([padded(500), np.zeros(T, int)]), {}


@broken("empty-text", "1 rows are nothing but padding, and the model gives NaN")
def an_empty_text():
    return classifier(mask_zero=True), np.vstack([IDS, np.zeros(T, int)]), {}


WORDS = ["", "[UNK]", *(f"word{row}" for row in range(2, V))]


@broken("word-masked", "row 0 is the word '\\[UNK\\]'")
def unknown_words_share_the_row_of_padding():
    return classifier(mask_zero=True), IDS, {"vectorizer": [*WORDS[1:], "last"]}


@broken("vocabulary-size", "43 words, the table 40 rows")
def fewer_rows_than_words():
    return classifier(mask_zero=True), IDS, {"vectorizer": [*WORDS, "a", "b", "c"]}


@broken("many-unknown", "unknown")
def texts_of_another_language():
    ids = np.where(IDS > 5, 1, IDS)
    return classifier(mask_zero=True), ids, {"vectorizer": WORDS}


def headlines(seed=0, n=300):
    world = make_headlines(n, seed=seed)
    vectorizer = layers.TextVectorization()
    vectorizer.adapt(tf.constant(world.texts))
    return world.texts, vectorizer


@broken("vocabulary-order", "other ids for")
def another_order_at_serving_time():
    texts, vectorizer = headlines()
    ids, server = vectorizer(tf.constant(texts)).numpy(), layers.TextVectorization()
    server.adapt(tf.constant(texts[200:]))
    table = layers.Embedding(vectorizer.vocabulary_size(), D, mask_zero=True)
    mean = layers.GlobalAveragePooling1D()
    model = keras.Sequential([keras.Input([None]), table, mean, layers.Dense(1)])
    return model, ids, {"vectorizer": server, "texts": texts}


VECTORS = {
    word: np.random.default_rng(1).normal(size=(V, D))[row]
    for row, word in enumerate(WORDS)
    if row > 1
}


def with_rows(rows, **options):
    model = classifier(mask_zero=True, **options)
    model.layers[0].set_weights([np.asarray(rows, "float32")])
    return model, IDS, {"vectorizer": WORDS, "vectors": VECTORS}


RIGHT = np.vstack([np.zeros((2, D)), *VECTORS.values()])


@broken("table-shifted", "1 row above its own")
def table_shifted_by_one():
    return with_rows(np.roll(RIGHT, -1, axis=0))


@broken("table-permuted", "of other words")
def table_in_the_order_of_the_file():
    return with_rows(
        np.vstack([RIGHT[:2], np.random.default_rng(2).permutation(RIGHT[2:])])
    )


def a_little(seed=5):
    return 0.05 * np.random.default_rng(seed).normal(size=(V, D))


@broken("table-shifted", "1 row below its own")
def table_shifted_and_trained():
    return with_rows(np.roll(RIGHT, 1, axis=0) + a_little())


@broken("table-permuted", "of other words")
def table_in_another_order_and_trained():
    rows = np.random.default_rng(2).permutation(RIGHT[2:])
    return with_rows(np.vstack([RIGHT[:2], rows]) + a_little())


@broken("vectors-not-there", "do not resemble")
def vectors_never_loaded():
    return with_rows(np.random.default_rng(3).normal(size=(V, D)))


@broken("vectors-hit-rate", "0 of 40")
def words_in_capitals():
    model, ids, options = with_rows(RIGHT)
    shouted = {word.upper(): vector for word, vector in VECTORS.items()}
    return model, ids, {**options, "vectors": shouted}


@broken("missing-words-zero", "5 words")
def missing_words_are_zeros():
    rows = RIGHT.copy()
    rows[-5:] = 0
    model, ids, options = with_rows(rows)
    fewer = dict(list(VECTORS.items())[:-5])
    return model, ids, {**options, "vectors": fewer}


@broken("missing-words-zero", "5 words")
def missing_words_are_zeros_after_a_training():
    model, ids, options = missing_words_are_zeros()
    rows = model.layers[0].get_weights()[0]
    model.layers[0].set_weights([rows + a_little() * rows.any(axis=1)[:, None]])
    return model, ids, options


@broken("left-behind", "10 rows moved by .* 28 have stayed")
def most_rows_left_behind():
    moves = np.zeros((V, D))
    moves[2:12] = 12 * a_little()[2:12]
    return with_rows(RIGHT + moves)


@broken("left-behind", "have stayed where they were")
def unseen_rows_left_behind():
    rng = np.random.default_rng(4)
    return with_rows(
        RIGHT + np.r_[np.zeros(20), np.ones(20)][:, None] * rng.normal(size=(V, D))
    )


@broken("rows-all-equal", "the same vector")
def one_vector_for_all():
    start = keras.initializers.Constant(np.arange(D))
    return classifier(mask_zero=True, embeddings_initializer=start), IDS, {}


@broken("not-compiled-again", "says frozen.*moves it")
def frozen_without_compiling():
    model = fitted(classifier(mask_zero=True))
    model.layers[0].trainable = False
    return model, IDS, {}


@broken("not-compiled-again", "says trainable.*does not move it")
def unfrozen_without_compiling():
    model = classifier(mask_zero=True, trainable=False)
    model.layers[0].set_weights([RIGHT])
    fitted(model).layers[0].trainable = True
    return model, IDS, {}


@broken("frozen-random", "random")
def frozen_before_it_was_loaded():
    return classifier(mask_zero=True, trainable=False), IDS, {}


@broken("frozen-random", "random")
def frozen_before_it_was_loaded_and_normal():
    options = {"trainable": False, "embeddings_initializer": "normal"}
    table = layers.Embedding(V, 100, mask_zero=True, **options)
    parts = [keras.Input([None], dtype="int32"), table, layers.GRU(2)]
    return keras.Sequential(parts), IDS, {}


@broken("no-gradient", "has a gradient")
def an_argmax_in_between():
    class Hard(keras.Layer):
        def call(self, x):
            return keras.ops.cast(keras.ops.argmax(x, axis=-1), "float32")

    return classifier(Hard(), length=T), IDS[:, ::-1] + 1 - (IDS[:, ::-1] == V - 1), {}


@broken("decay-of-unseen-rows", "weight decay 0.1 shrinks all rows")
def decay_of_rare_words():
    model = classifier(mask_zero=True)
    return fitted(model, keras.optimizers.AdamW(weight_decay=0.1)), padded(last=20), {}


@broken("decay-of-unseen-rows", "weight decay 0.1 shrinks all rows")
def decay_behind_the_scaling_of_the_loss():
    optimizer = keras.optimizers.AdamW(weight_decay=0.1)
    scaled = keras.optimizers.LossScaleOptimizer(optimizer)
    model = classifier(mask_zero=True)
    model.compile(scaled, "mse")
    return model, padded(last=20), {}


@broken("ftrl-of-unseen-rows", "sets rows that have no gradient to 0")
def ftrl_wipes_rare_words():
    return fitted(classifier(mask_zero=True), "ftrl"), padded(last=20), {}


@broken("clipping-and-repeats", "clipnorm=1")
def clipping_that_does_not_clip():
    optimizer = keras.optimizers.SGD(clipnorm=1.0)
    return fitted(classifier(mask_zero=True), optimizer), IDS, {}


@broken("penalty-on-all-rows", "embeddings_regularizer works on all 40 rows")
def penalty_on_rare_words():
    model = classifier(mask_zero=True, embeddings_regularizer="l2")
    return fitted(model), padded(last=20), {}


@broken("dense-gradient", "as large as the table, 44 MB")
def a_large_dense_gradient():
    start, penalty = "zeros", "l2"
    options = {"embeddings_initializer": start, "embeddings_regularizer": penalty}
    table = layers.Embedding(11_000, 1000, mask_zero=True, **options)

    class Normalised(keras.Layer):
        def __init__(self):
            super().__init__()
            self.table = table

        def build(self, shape):
            table.build()

        def call(self, ids):
            E = self.table.embeddings / 2
            return keras.ops.mean(keras.ops.take(E, ids, axis=0) + table(ids), axis=1)

    model = keras.Sequential([keras.Input([T], dtype="int32"), Normalised()])
    return model, IDS[:8], {}


@broken("table-in-config", "4,000 numbers")
def a_table_in_the_configuration():
    matrix = np.random.default_rng(0).normal(size=(V, 100))
    start = keras.initializers.Constant(matrix)
    table = layers.Embedding(V, 100, mask_zero=True, embeddings_initializer=start)
    mean = layers.GlobalAveragePooling1D()
    return keras.Sequential([keras.Input([None]), table, mean]), IDS, {}


@broken("not-finite", "1 rows hold NaN")
def a_row_of_nan():
    rows = RIGHT.copy()
    rows[39] = np.nan
    model = classifier(mask_zero=True)
    model.layers[0].set_weights([rows])
    return model, IDS, {}


@broken("not-repeatable", "second time")
def dropout_at_inference():
    middle = InTraining(layers.Dropout(0.5)), layers.GlobalAveragePooling1D()
    return classifier(*middle, mask_zero=True), IDS, {}


@broken("depends-on-the-batch", "alone")
def batch_statistics_at_inference():
    middle = layers.GlobalAveragePooling1D(), InTraining(layers.BatchNormalization())
    return classifier(*middle, mask_zero=True), IDS, {}


@broken("twin-tables", "another table")
def two_tables_that_should_be_one():
    one, two = keras.Input([None], dtype="int32"), keras.Input([None], dtype="int32")
    tables = [layers.Embedding(V, D, mask_zero=True) for _ in range(2)]
    means = [
        layers.GlobalAveragePooling1D()(table(x))
        for table, x in zip(tables, (one, two), strict=True)
    ]
    for table in tables:
        table.set_weights([RIGHT + 0.1])
    return keras.Model([one, two], layers.Dot(1)(means)), [IDS, padded(seed=1)], {}


@broken("table-not-used", "did not look anything up")
def a_table_that_is_never_called():
    class Model(keras.Model):
        def __init__(self):
            super().__init__()
            self.used = layers.Embedding(V, D, mask_zero=True)
            self.forgotten = layers.Embedding(V, D)
            self.forgotten.build()

        def call(self, ids):
            x = self.used(ids)
            return layers.GlobalAveragePooling1D()(x, mask=self.used.compute_mask(ids))

    model = Model()
    model(IDS[:2])
    return model, IDS, {}


@broken("run", "it stops with")
def a_model_that_stops():
    class Stop(keras.Layer):
        def call(self, x):
            if isinstance(x, tf.Tensor) and hasattr(x, "numpy"):
                raise RuntimeError("out of order")
            return x

    return classifier(Stop(), layers.GlobalAveragePooling1D()), IDS, {}


@pytest.mark.filterwarnings("ignore:Layer .* was passed an input with a mask")
@pytest.mark.parametrize("name", BROKEN)
def test_a_failure_is_found_and_named(name):
    make, check, says = BROKEN[name]
    model, ids, options = make()
    report = embedlab.checkup(model, ids, **options)
    hits = [one for one in report.problems if one.check == check]
    assert hits, f"expected {check}, the report says:\n{report}"
    assert any(re.search(says, str(one)) for one in hits), str(report)


@pytest.mark.parametrize(
    ("make", "check"),
    [
        (most_rows_left_behind, "left-behind"),  # not rows in another order
        (padding_is_made_inside_the_model, "padding-averaged"),  # not the batch
        (unknown_words_get_the_id_of_padding, "padding-shares-row"),  # few are unknown
    ],
)
def test_a_failure_is_not_taken_for_another(make, check):
    model, ids, options = make()
    assert found(embedlab.checkup(model, ids, **options)) == {check}


# ------------------------------------------------------------------ healthy models

HEALTHY = {}


def healthy(make):
    """Register a function that returns a model, ids and options for a checkup."""
    HEALTHY[make.__name__] = make
    return make


@healthy
def masked_mean():
    return classifier(mask_zero=True), IDS, {"labels": LABELS, "vectorizer": WORDS}


@healthy
def masked_mean_after_a_training():
    return fitted(classifier(mask_zero=True)), IDS, {"labels": LABELS}


@healthy
def masked_mean_with_plain_gradient_descent():
    return fitted(classifier(mask_zero=True), "sgd"), IDS, {}


@healthy
def recurrent():
    middle = layers.Bidirectional(layers.LSTM(4, return_sequences=True)), layers.GRU(4)
    return classifier(*middle, mask_zero=True), IDS, {}


@healthy
def padding_in_front():
    return classifier(layers.LSTM(4), mask_zero=True), IDS[:, ::-1], {}


@healthy
def tags_for_each_word():
    ids = keras.Input([None], dtype="int32")
    x = layers.Embedding(V, D, mask_zero=True)(ids)
    x = layers.Bidirectional(layers.LSTM(4, return_sequences=True))(x)
    return keras.Model(ids, layers.Dense(3, activation="softmax")(x)), IDS, {}


@healthy
def no_padding_at_all():
    middle = layers.Conv1D(4, 3), layers.GlobalMaxPooling1D()
    ids = np.random.default_rng(0).integers(0, V, (60, T))
    return classifier(*middle), ids, {}


@healthy
def attention():
    ids = keras.Input([None], dtype="int32")
    x = layers.Embedding(V, D, mask_zero=True)(ids)
    x = layers.Add()([x, layers.MultiHeadAttention(2, 4)(x, x)])
    x = layers.LayerNormalization()(x)
    x = layers.GlobalAveragePooling1D()(x)
    return keras.Model(ids, layers.Dense(2, activation="softmax")(x)), IDS, {}


@healthy
def two_towers():
    target, context = keras.Input([], dtype="int32"), keras.Input([5], dtype="int32")
    word = layers.Embedding(V, D, name="word")(target)
    around = layers.Embedding(V, D, name="context", embeddings_initializer="zeros")
    scores = layers.Dot((1, 2))([word, around(context)])
    rng = np.random.default_rng(0)
    ids = [rng.integers(2, V, 60), rng.integers(2, V, (60, 5))]
    return keras.Model([target, context], scores), ids, {}


@healthy
def users_and_items_by_name():
    user = keras.Input([1], dtype="int32", name="user")
    item = keras.Input([1], dtype="int32", name="item")
    rows = [layers.Embedding(V, D)(user), layers.Embedding(V + 5, D)(item)]
    model = keras.Model({"user": user, "item": item}, layers.Dot(2)(rows))
    ids = {"user": np.arange(V)[:, None], "item": np.arange(5, V + 5)[:, None]}
    return model, ids, {}


@healthy
def one_table_for_two_inputs():
    one, two = keras.Input([None], dtype="int32"), keras.Input([None], dtype="int32")
    table, mean = (
        layers.Embedding(V, D, mask_zero=True),
        layers.GlobalAveragePooling1D(),
    )
    model = keras.Model([one, two], layers.Dot(1)([mean(table(one)), mean(table(two))]))
    return model, [IDS, padded(seed=1)], {}


@healthy
def categories_and_numbers():
    category, number = keras.Input([], dtype="int32"), keras.Input([3])
    x = layers.Concatenate()([layers.Embedding(7, 3)(category), number])
    rng = np.random.default_rng(0)
    ids = [rng.integers(0, 7, 60), rng.normal(size=(60, 3))]
    return keras.Model([category, number], layers.Dense(1)(x)), ids, {}


@healthy
def several_categories_side_by_side():
    model = classifier(layers.Flatten(), length=4)
    return model, np.random.default_rng(0).integers(0, V, (100, 4)), {}


@healthy
def subclassed_with_a_masked_mean_by_hand():
    class Model(keras.Model):
        def __init__(self):
            super().__init__()
            self.table = layers.Embedding(V, D)
            self.head = layers.Dense(1)

        def call(self, ids):
            is_word = keras.ops.cast(keras.ops.not_equal(ids, 0), "float32")[..., None]
            total = keras.ops.sum(self.table(ids) * is_word, axis=1)
            return self.head(
                total / keras.ops.maximum(keras.ops.sum(is_word, axis=1), 1)
            )

    model = Model()
    model(IDS[:2])
    return model, IDS, {}


@healthy
def transformer_with_positions():
    class Both(keras.Layer):
        def __init__(self):
            super().__init__()
            self.word = layers.Embedding(V, D, mask_zero=True)
            self.place = layers.Embedding(T, D)
            self.supports_masking = True

        def build(self, shape):
            self.word.build()
            self.place.build()

        def compute_mask(self, ids, mask=None):
            return keras.ops.not_equal(ids, 0)

        def call(self, ids):
            return self.word(ids) + self.place(keras.ops.arange(ids.shape[1]))

    ids = keras.Input([T], dtype="int32")
    x = Both()(ids)
    x = layers.Add()([x, layers.MultiHeadAttention(2, 4)(x, x)])
    return (
        keras.Model(ids, layers.Dense(1)(layers.GlobalAveragePooling1D()(x))),
        IDS,
        {},
    )


@healthy
def the_table_is_the_output_matrix_too():
    class Model(keras.Model):
        def __init__(self):
            super().__init__()
            self.table = layers.Embedding(V, D, mask_zero=True)
            self.reader = layers.LSTM(D, return_sequences=True)

        def call(self, ids):
            states = self.reader(self.table(ids))
            return keras.ops.matmul(states, keras.ops.transpose(self.table.embeddings))

    model = Model()
    model(IDS[:2])
    return model, IDS, {}


@healthy
def the_last_state_against_all_rows():
    ids = keras.Input([T], dtype="int32")
    table = layers.ReversibleEmbedding(V, D, mask_zero=True)
    return keras.Model(ids, table(layers.LSTM(D)(table(ids)), reverse=True)), IDS, {}


@healthy
def two_outputs_with_their_labels():
    ids = keras.Input([None], dtype="int32")
    x = layers.GRU(4)(layers.Embedding(V, D, mask_zero=True)(ids))
    model = keras.Model(ids, {"a": layers.Dense(1)(x), "b": layers.Dense(3)(x)})
    return model, IDS, {"labels": {"a": LABELS, "b": IDS[:, 0] % 3}}


@healthy
def a_state_that_goes_on():
    ids = keras.Input(batch_shape=(20, T), dtype="int32")
    x = layers.Embedding(V, D, mask_zero=True)(ids)
    model = keras.Model(ids, layers.Dense(1)(layers.GRU(4, stateful=True)(x)))
    model.compile("sgd", "mse")
    model.fit(IDS, LABELS, batch_size=20, verbose=0)
    return model, IDS, {}


@healthy
def an_optimizer_for_the_table_alone():
    class Model(keras.Model):
        def __init__(self):
            super().__init__()
            self.table = layers.Embedding(V, D, mask_zero=True)
            self.reader = layers.GRU(3)
            self.for_table = keras.optimizers.Adagrad()

        def call(self, ids):
            return self.reader(self.table(ids))

        def train_step(self, data):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean(self(data[0]) ** 2)
            own, others = self.trainable_variables[:1], self.trainable_variables[1:]
            gradients = tape.gradient(loss, [*own, *others])
            self.for_table.apply(gradients[:1], own)
            self.optimizer.apply(gradients[1:], others)
            return {"loss": loss}

    model = Model()
    model(IDS[:2])
    return fitted(model), IDS, {}


@healthy
def labels_in_words():
    model = classifier(layers.GRU(3), mask_zero=True)
    return model, IDS, {"labels": np.where(LABELS == 1, "good", "bad")}


@healthy
def one_category_and_its_lookup():
    lookup = layers.StringLookup(vocabulary=[f"c{i}" for i in range(V - 1)])
    names = np.array([f"c{i}" for i in range(V - 1)])
    ids = keras.Input([], dtype="int64")
    model = keras.Model(ids, layers.Embedding(V, D)(ids))
    return model, lookup(names).numpy(), {"vectorizer": lookup, "texts": names}


@healthy
def text_with_a_mask_and_its_own_vectorizer():
    model = reads_text(mask_zero=True)
    return model, TEXTS, {"vectorizer": model.layers[1], "texts": TEXTS}


@healthy
def text_with_a_mask_and_its_plain_words():
    return reads_text(mask_zero=True), TEXTS, {"vectorizer": TEXT_WORDS}


@healthy
def scores_of_each_word_by_itself():
    ids = keras.Input([None], dtype="int32")
    return keras.Model(ids, layers.Dense(3)(layers.Embedding(V, D)(ids))), IDS, {}


@healthy
def decay_that_spares_the_table():
    model, optimizer = classifier(mask_zero=True), keras.optimizers.AdamW()
    optimizer.exclude_from_weight_decay(var_list=[model.layers[0].embeddings])
    return fitted(model, optimizer), padded(last=20), {}


@healthy
def frozen_vectors():
    model, ids, options = with_rows(RIGHT, trainable=False)
    return fitted(model), ids, options


@healthy
def frozen_vectors_that_are_short():
    model = classifier(mask_zero=True, trainable=False)
    model.layers[0].set_weights([RIGHT / 100])
    return model, IDS, {}


@healthy
def vectors_that_resemble_their_neighbours():
    def curve(places):
        return np.sin(np.outer(places / 9, np.arange(1, D + 1)) / 4)

    model, ids, options = with_rows(curve(np.arange(V) + 0.55))
    rows = dict(zip(WORDS[2:], curve(np.arange(2, V)), strict=True))
    return model, ids, {**options, "vectors": rows}


@healthy
def a_table_inside_a_compiled_function():
    class Compiled(keras.Layer):
        def __init__(self):
            super().__init__()
            self.table = layers.Embedding(V, D)

        @tf.function
        def look_up(self, ids):
            return self.table(ids)

        def call(self, ids):
            return keras.ops.sum(self.look_up(ids), axis=1)

    ids = keras.Input([5], dtype="int32")
    model = keras.Model(ids, Compiled()(ids))
    return model, np.random.default_rng(0).integers(0, V, (60, 5)), {}


@healthy
def vectors_of_gensim_trained_further_everywhere():
    model, ids, options = with_rows(RIGHT)
    vectors = KeyedVectors(D)
    vectors.add_vectors(list(VECTORS), np.array(list(VECTORS.values()), "float32"))
    return model, ids, {**options, "vectors": vectors}


@healthy
def text_goes_into_the_model():
    texts, vectorizer = headlines()
    table = layers.Embedding(vectorizer.vocabulary_size(), D, mask_zero=True)
    parts = [keras.Input([], dtype="string"), vectorizer, table]
    parts += [layers.GlobalAveragePooling1D(), layers.Dense(1)]
    return keras.Sequential(parts), tf.constant(texts), {}


@healthy
def the_same_vectorizer_and_its_texts():
    texts, vectorizer = headlines()
    table = layers.Embedding(vectorizer.vocabulary_size(), D, mask_zero=True)
    mean = layers.GlobalAveragePooling1D()
    model = keras.Sequential([keras.Input([None]), table, mean, layers.Dense(1)])
    ids = vectorizer(tf.constant(texts)).numpy()
    return model, ids, {"vectorizer": vectorizer, "texts": texts}


@healthy
def half_precision():
    table = layers.Embedding(V, D, mask_zero=True, dtype="mixed_float16")
    mean = layers.GlobalAveragePooling1D(dtype="mixed_float16")
    parts = [keras.Input([None], dtype="int32"), table, mean, layers.Dense(1)]
    return keras.Sequential(parts), IDS, {}


@healthy
def compiled_and_never_fitted():
    model = classifier(mask_zero=True)
    model.compile("adamw", "mse")
    return model, IDS, {}


@healthy
def frozen_then_unfrozen_and_compiled():
    model = classifier(mask_zero=True)
    model.layers[0].set_weights([RIGHT])
    model.layers[0].trainable = False
    fitted(model).layers[0].trainable = True
    return fitted(model), IDS, {}


@healthy
def a_large_table_adapted_by_a_small_one():
    model = classifier(mask_zero=True)
    model.layers[0].set_weights([RIGHT])
    model.layers[0].enable_lora(2)
    return fitted(model), IDS, {}


@healthy
def nested_models():
    inner = keras.Sequential(
        [
            keras.Input([None], dtype="int32"),
            layers.Embedding(V, D, mask_zero=True),
            layers.GlobalAveragePooling1D(),
        ]
    )
    ids = keras.Input([None], dtype="int32")
    return keras.Model(ids, layers.Dense(1)(inner(ids))), IDS, {}


@pytest.mark.parametrize("name", HEALTHY)
def test_a_healthy_model_is_not_accused(name):
    model, ids, options = HEALTHY[name]()
    report = embedlab.checkup(model, ids, **options)
    assert report.ok, str(report)


# --------------------------------------------------------------------- the promises


@pytest.mark.parametrize("optimizer", ["adam", "sgd"])
def test_a_checkup_leaves_the_model_as_it_is(optimizer):
    tables, states = [], []
    for with_checkup in (False, True):
        keras.utils.set_random_seed(0)
        middle = [layers.BatchNormalization(), layers.Dropout(0.5)]
        middle.append(layers.GlobalAveragePooling1D())
        model = fitted(classifier(*middle, mask_zero=True), optimizer)
        before = [v.numpy() for v in (*model.variables, *model.optimizer.variables)]
        attributes = [set(vars(layer)) for layer in model._flatten_layers()]
        step, state = model.train_function, random.getstate()
        if with_checkup:
            embedlab.checkup(model, IDS, LABELS, vectorizer=WORDS, vectors=VECTORS)
        after = [v.numpy() for v in (*model.variables, *model.optimizer.variables)]
        assert all(map(np.array_equal, before, after))
        assert attributes == [set(vars(layer)) for layer in model._flatten_layers()]
        assert model.train_function is step and random.getstate() == state
        drawn = np.random.random(), tf.random.uniform([]).numpy()  # noqa: NPY002
        states.append(drawn)
        model.fit(IDS, LABELS, verbose=0)
        tables.append(model.get_weights())
    assert states[0] == states[1]
    assert all(map(np.array_equal, *tables))


def test_statistics_that_a_call_moves_are_put_back():
    model, ids, _ = batch_statistics_at_inference()
    before = [v.numpy() for v in model.variables]
    embedlab.checkup(model, ids)
    assert all(map(np.array_equal, before, [v.numpy() for v in model.variables]))


def test_what_layers_note_about_themselves_is_put_back():
    class Counts(keras.Layer):
        def __init__(self):
            super().__init__()
            self.n_calls, self.supports_masking = 0, True

        def call(self, x):
            self.n_calls += 1
            self.largest = keras.ops.max(x) + np.random.random()  # noqa: NPY002
            self.drawn = random.random()
            object.__setattr__(self, f"call_{self.n_calls}", True)
            return x

    middle = Counts(), layers.GRU(3, activity_regularizer="l2")
    model = classifier(*middle, mask_zero=True)
    model(IDS[:2])
    before = [dict(vars(layer)) for layer in model._flatten_layers()]
    losses, state = list(model.losses), np.random.get_state()  # noqa: NPY002
    of_python = random.getstate()
    embedlab.checkup(model, IDS)
    after = [vars(layer) for layer in model._flatten_layers()]
    for old, new in zip(before, after, strict=True):
        assert old.keys() == new.keys()
        assert all(new[name] is value for name, value in old.items())
    assert len(losses) == len(model.losses) == 1 and losses[0] is model.losses[0]
    for old, new in zip(state, np.random.get_state(), strict=True):  # noqa: NPY002
        assert np.array_equal(old, new)
    assert random.getstate() == of_python


def test_running_statistics_stay_though_more_padding_is_tried():
    model = classifier(
        layers.GlobalAveragePooling1D(), InTraining(layers.BatchNormalization())
    )
    before = [v.numpy() for v in model.variables]
    assert "padding-averaged" in found(embedlab.checkup(model, IDS))
    assert all(map(np.array_equal, before, [v.numpy() for v in model.variables]))


def test_functions_are_compiled_after_a_checkup_as_before():
    embedlab.checkup(classifier(mask_zero=True), IDS)
    assert not tf.config.functions_run_eagerly()


def test_a_call_that_was_replaced_by_its_owner_stays_replaced():
    model = classifier(mask_zero=True)
    table = model.layers[0]
    original = table.call
    object.__setattr__(table, "call", lambda ids: original(ids))
    mine = table.call
    embedlab.checkup(model, IDS)
    assert table.call is mine


def test_what_cannot_be_checked_is_said_once_with_what_to_pass():
    report = embedlab.checkup(classifier(mask_zero=True), IDS)
    said = [str(one) for one in report.unchecked]
    assert sum("vectors=" in one for one in said) == 1
    assert any("not compiled" in one for one in said)


def test_a_model_that_was_not_built_is_not_built():
    model = keras.Sequential([layers.Embedding(V, D), layers.GlobalAveragePooling1D()])
    report = embedlab.checkup(model, IDS)
    assert "call the model once" in str(report.unchecked[0])
    assert not model.layers[0].built


@pytest.mark.filterwarnings("ignore:__array__ implementation")  # of Keras itself
def test_a_quantized_table_is_not_judged():
    model = classifier(mask_zero=True)
    model.layers[0].quantize("int8")
    report = embedlab.checkup(model, IDS)
    assert report.ok and "before it is quantized" in str(report.unchecked[0])


def test_a_model_without_a_table_gets_a_report():
    model = keras.Sequential([keras.Input([3]), layers.Dense(1)])
    assert "no keras.layers.Embedding" in str(embedlab.checkup(model, np.ones((2, 3))))


def test_notes_say_what_is_good_to_know():
    ids = IDS.copy()
    ids[LABELS == 1, 0] = 7
    ids[(LABELS == 0)[:, None] & (ids == 7)] = 8
    report = embedlab.checkup(
        fitted(classifier(mask_zero=True)), ids, LABELS, vectorizer=WORDS
    )
    notes = found(report, "note")
    assert {"majority", "shortcut", "echo", "adaptive-and-repeats"} <= notes
    assert "'word7' alone tells 100%" in str(report)
    assert report.ok


def test_rows_that_are_there_twice_are_counted():
    ids, labels = (
        np.vstack([IDS, IDS[:20]]),
        np.r_[LABELS, LABELS[:10], 1 - LABELS[10:20]],
    )
    report = embedlab.checkup(classifier(mask_zero=True), ids, labels)
    says = [str(one) for one in report.level("note") if one.check == "duplicate-rows"]
    assert "repeated rows of ids: 20; with another label than before: 10" in says[0]


def test_a_healthy_model_is_not_covered_with_notes():
    report = embedlab.checkup(classifier(layers.GRU(3), mask_zero=True), IDS, LABELS)
    assert found(report, "note") == {"majority"}


def test_a_column_with_a_single_id_is_noted():
    model = classifier(layers.Flatten(), length=1)
    report = embedlab.checkup(model, np.full((60, 1), 3))
    assert "id 3 is the only one" in str(report) and report.ok


def test_a_table_that_steps_have_not_moved_is_noted():
    model = fitted(classifier(mask_zero=True), keras.optimizers.SGD(1e-9))
    assert "looks-untrained" in found(embedlab.checkup(model, IDS), "note")


def test_an_empty_text_is_tried_where_none_is_given():
    report = embedlab.checkup(classifier(mask_zero=True), IDS)
    assert "one of nothing but padding would give NaN" in str(report) and report.ok
    report = embedlab.checkup(classifier(layers.GRU(3), mask_zero=True), IDS)
    assert "would give NaN" not in str(report)


@pytest.mark.parametrize(
    ("error", "says", "arguments"),
    [
        (TypeError, "must be a keras.Model, got str", ["model.keras", IDS]),
        (ValueError, "59 labels for 60 rows", [classifier(), IDS, LABELS[1:]]),
        (ValueError, "rows of 1 to 2 ids", [classifier(), [[1], [1, 2]]]),
        (ValueError, "must have rows", [classifier(), 3]),
    ],
)
def test_bad_arguments_are_named(error, says, arguments):
    with pytest.raises(error, match=says):
        embedlab.checkup(*arguments)


def test_other_bad_arguments_are_named():
    model = classifier(mask_zero=True)
    with pytest.raises(TypeError, match="a list of words or a dict"):
        embedlab.checkup(model, IDS, vectorizer=3)
    with pytest.raises(TypeError, match="KeyedVectors, a dict"):
        embedlab.checkup(model, IDS, vectorizer=WORDS, vectors=3)
    with pytest.raises(ValueError, match="2 texts for 60 rows"):
        embedlab.checkup(model, IDS, texts=["a", "b"])


def test_embedlab_alone_does_not_bring_keras_along():
    code = "import embedlab, sys; print('keras' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout.strip() == "False", run.stderr
