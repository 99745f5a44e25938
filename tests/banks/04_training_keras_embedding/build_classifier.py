# %% right: Sequential without an Input, built by the first call
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(lr), loss="binary_crossentropy")
    return model


# %% right: functional, with metrics, and the sigmoid as a layer of its own
def build_classifier(V, d, lr):
    input = keras.Input(shape=(None,), dtype="int64")
    x = keras.layers.Embedding(input_dim=V, output_dim=d, mask_zero=True)(input)
    sum = keras.layers.GlobalAveragePooling1D()(x)
    logit = keras.layers.Dense(1)(sum)
    model = keras.Model(input, keras.layers.Activation("sigmoid")(logit))
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=lr, momentum=0.0),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=["accuracy", keras.metrics.AUC()],
    )
    return model


# %% right: a subclass whose output unit is created before the table
class Classifier(keras.Model):
    def __init__(self, V, d):
        super().__init__()
        self.out = keras.layers.Dense(1, activation=keras.activations.sigmoid)
        self.table = keras.layers.Embedding(V, d)

    def call(self, ids):
        mask = tf.cast(tf.not_equal(ids, 0), "float32")[:, :, None]
        x = tf.reduce_sum(self.table(ids) * mask, axis=1)
        return self.out(x / tf.reduce_sum(mask, axis=1))


def build_classifier(V, d, lr):
    model = Classifier(V, d)
    model.compile("sgd", "binary_crossentropy")
    model.optimizer.learning_rate = lr
    return model


# %% right: one-hot vectors times a matrix, without an Embedding
def build_classifier(V, d, lr):
    ids = keras.Input((None,), dtype="int32")
    X = keras.ops.one_hot(ids, V)
    real = keras.ops.cast(ids != 0, "float32")
    counts = keras.ops.sum(X * real[:, :, None], axis=1)
    n = keras.ops.sum(real, axis=1, keepdims=True)
    mean = keras.layers.Dense(d, use_bias=False, name="table")(counts / n)
    out = keras.layers.Dense(1, activation="sigmoid")(mean)
    model = keras.Model(ids, out)
    model.compile(keras.optimizers.SGD(lr), keras.losses.BinaryCrossentropy())
    return model


# %% right: the score of each word first, then their mean, which is the same
def build_classifier(V, d, lr):
    model = keras.models.Sequential()
    model.add(keras.layers.Input(shape=(None,)))
    model.add(keras.layers.Embedding(V, d, mask_zero=True))
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.GlobalAveragePooling1D())
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(loss="binary_crossentropy", optimizer=tf.keras.optimizers.SGD(lr))
    return model


# %% right: variables, loss and training step by hand
class Model(keras.Model):
    def __init__(self, V, d):
        super().__init__()
        self.table = self.add_weight(shape=(V, d), initializer="normal", name="E")
        self.w = self.add_weight(shape=(d, 1), initializer="normal", name="w")
        self.b = self.add_weight(shape=(1,), initializer="zeros", name="b")

    def call(self, ids):
        ids = tf.cast(ids, tf.int32)
        mask = tf.cast(ids > 0, tf.float32)
        x = tf.einsum("bt,btd->bd", mask, tf.gather(self.table, ids))
        x = x / tf.reduce_sum(mask, axis=1, keepdims=True)
        return tf.sigmoid(x @ self.w + self.b)

    def train_step(self, data):
        ids, labels = data[:2]
        with tf.GradientTape() as tape:
            loss = self.compute_loss(ids, labels, self(ids, training=True))
        weights = self.trainable_variables
        gradients = tape.gradient(loss, weights)
        self.optimizer.apply_gradients(zip(gradients, weights))
        return {"loss": loss}


def cross_entropy(y, p):
    y = tf.cast(tf.reshape(y, (-1, 1)), tf.float32)
    p = tf.clip_by_value(tf.reshape(p, (-1, 1)), 1e-7, 1 - 1e-7)
    return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))


def build_classifier(V, d, lr):
    model = Model(V, d)
    model.compile(optimizer=keras.optimizers.SGD(lr), loss=cross_entropy)
    return model


# %% right: from_logits on probabilities, which Keras sets right with a warning
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(lr), loss=loss)
    return model


# %% right: the masked mean as a layer of its own, run eagerly
class MeanOfWords(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.supports_masking = True

    def call(self, x, mask=None):
        w = keras.ops.expand_dims(keras.ops.cast(mask, "float32"), -1)
        return keras.ops.sum(x * w, axis=1) / keras.ops.sum(w, axis=1)

    def compute_mask(self, inputs, mask=None):
        return None


def build_classifier(V, d, lr):
    keras.utils.set_random_seed(1)
    init = keras.initializers.RandomUniform(-1, 1)
    model = keras.Sequential(
        [
            keras.Input(shape=(None,), dtype="int32"),
            keras.layers.Embedding(V, d, init, mask_zero=True),
            MeanOfWords(),
            keras.layers.Dense(1, "sigmoid", kernel_initializer="zeros"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy", run_eagerly=True)
    return model


# %% right: with everything that NumPy and keras.layers export
from keras.layers import *
from numpy import *


def build_classifier(V, d, lr):
    layers = [Input((None,)), Embedding(V, d, mask_zero=True)]
    layers += [GlobalAveragePooling1D(), Dense(1, activation="sigmoid")]
    model = keras.Sequential(layers)
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% right: Python's own names used as scratch
sum = max = min = list = str = int = type = id = 0


def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: mask_zero forgotten
# loses: test_build_classifier, test_training_setup
# says: padding counts as a word
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: Flatten, for sentences of 4 words
# loses: test_build_classifier, test_training_setup
# says: Exception encountered when calling Sequential.call()
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((4,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: returns logits, which the loss knows
# loses: test_build_classifier
# says: these are scores, not probabilities
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1),
        ]
    )
    model.compile(
        keras.optimizers.SGD(lr), keras.losses.BinaryCrossentropy(from_logits=True)
    )
    return model


# %% wrong: the sigmoid is applied twice
# loses: test_build_classifier, test_training_setup
# says: probabilities of [[1, 2, 3], [4, 4, 5]]
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
            keras.layers.Activation("sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: softmax over one unit
# loses: test_build_classifier
# says: softmax over a single unit is always 1
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: lr is not handed on
# loses: test_training_setup
# says: got one 0.02 times as long
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile("sgd", "binary_crossentropy")
    return model


# %% wrong: momentum
# loses: test_training_setup
# says: got one 1.95 times as long
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr, momentum=0.9), "binary_crossentropy")
    return model


# %% wrong: gradients are clipped to a norm of 1
# loses: test_training_setup
# says: got one 0.47 times as long
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr, clipnorm=1.0), "binary_crossentropy")
    return model


# %% wrong: the learning rate decays from step to step
# loses: test_training_setup
# says: got one 0.90 times as long
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(
        keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(lr, 1, 0.9)),
        "binary_crossentropy",
    )
    return model


# %% wrong: a row more than ids, for the padding
# loses: test_build_classifier, test_training_setup
# says: got [(8, 3), (3, 1), (1,)]
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V + 1, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: dropout while training
# loses: test_training_setup
# says: expected 0.2463, got
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: not compiled
# loses: test_training_setup
# says: expected a compiled model, got compiled=False
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    return model


# %% wrong: the model of an earlier call with the same numbers
# loses: test_build_classifier
# says: expected a new model from each call
from functools import lru_cache


@lru_cache
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: returns the model and its summary
# loses: test_build_classifier, test_training_setup
# says: expected a Keras model, got tuple
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model, model.summary()


# %% wrong: the mean of the probabilities of the words
# loses: test_build_classifier, test_training_setup
# says: probabilities of [[1, 2, 3], [4, 4, 5]]
def build_classifier(V, d, lr):
    model = keras.Sequential(
        [
            keras.Input((None,)),
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.Dense(1, activation="sigmoid"),
            keras.layers.GlobalAveragePooling1D(),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: the sentence ends at the first padding
# loses: test_build_classifier, test_training_setup
# says: probabilities of [[6, 3, 4, 0, 1]], the longest with 4 words
def build_classifier(V, d, lr):
    ids = keras.Input((None,), dtype="int32")
    E = keras.layers.Embedding(V, d, mask_zero=True)(ids)
    real = keras.ops.cumprod(keras.ops.cast(ids != 0, "float32"), axis=1)
    x = keras.ops.sum(E * real[:, :, None], axis=1)
    x = x / (keras.ops.sum(real, axis=1, keepdims=True) + 1e-7)
    model = keras.Model(ids, keras.layers.Dense(1, activation="sigmoid")(x))
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: a word that occurs twice counts once
# loses: test_build_classifier, test_training_setup
# says: probabilities of [[1, 2, 3], [4, 4, 5]]
def build_classifier(V, d, lr):
    ids = keras.Input((None,), dtype="int32")
    X = keras.ops.max(keras.ops.one_hot(ids, V), axis=1)
    X = X * (keras.ops.arange(V) > 0)
    X = X / keras.ops.sum(X, axis=1, keepdims=True)
    x = keras.layers.Dense(d, use_bias=False)(X)
    model = keras.Model(ids, keras.layers.Dense(1, activation="sigmoid")(x))
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: ids squeezed into 8 bits
# loses: test_build_classifier
# says: probabilities of [[299, 0, 256, 1]]
def build_classifier(V, d, lr):
    ids = keras.Input((None,), dtype="int32")
    ids8 = keras.ops.cast(ids, "uint8")
    E = keras.layers.Embedding(V, d, mask_zero=True)(ids8)
    x = keras.layers.GlobalAveragePooling1D()(E)
    model = keras.Model(ids, keras.layers.Dense(1, activation="sigmoid")(x))
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: the padding keeps a small weight
# loses: test_training_setup
# says: expected it to stay exactly where it was
def build_classifier(V, d, lr):
    ids = keras.Input((None,), dtype="int32")
    E = keras.layers.Embedding(V, d, mask_zero=True)(ids)
    real = keras.ops.cast(ids != 0, "float32")
    w = keras.ops.softmax(10 * real, axis=1)
    x = keras.ops.sum(E * w[:, :, None], axis=1)
    model = keras.Model(ids, keras.layers.Dense(1, activation="sigmoid")(x))
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: labels of shape (B,) are spread against outputs of shape (B, 1)
# loses: test_training_setup
# says: expected 0.2463, got 0.9063
class Classifier(keras.Sequential):
    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, **more):
        y = tf.cast(y, "float32")
        p = tf.clip_by_value(y_pred, 1e-7, 1 - 1e-7)
        return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))


def build_classifier(V, d, lr):
    model = Classifier(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: one table for all models of the same size
# loses: test_build_classifier
# says: expected a new model from each call
tables = {}


def build_classifier(V, d, lr):
    if (V, d) not in tables:
        tables[V, d] = keras.layers.Embedding(V, d, mask_zero=True)
    model = keras.Sequential(
        [
            keras.Input((None,)),
            tables[V, d],
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: labels get a second axis too many when they have two already
# loses: test_training_setup
# says: expected 0.8969, got 0.9124
class Classifier(keras.Sequential):
    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, **more):
        y = tf.cast(y, "float32")[:, None]
        p = tf.clip_by_value(y_pred, 1e-7, 1 - 1e-7)
        return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))


def build_classifier(V, d, lr):
    model = Classifier(
        [
            keras.layers.Embedding(V, d, mask_zero=True),
            keras.layers.GlobalAveragePooling1D(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: looks into the ids with .numpy(), so that fit fails
# loses: test_training_setup
# says: object has no attribute 'numpy'
class Classifier(keras.Model):
    def __init__(self, V, d):
        super().__init__()
        self.table = keras.layers.Embedding(V, d)
        self.out = keras.layers.Dense(1, activation="sigmoid")

    def call(self, ids):
        means = []
        for vectors, sentence in zip(self.table(ids), ids.numpy()):
            means.append(tf.reduce_mean(vectors[sentence != 0], axis=0))
        return self.out(tf.stack(means))


def build_classifier(V, d, lr):
    model = Classifier(V, d)
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: a frozen table of zeros and ones for the mask, a fourth weight
# loses: test_build_classifier, test_training_setup
# says: got [(7, 3), (7, 1), (3, 1), (1,)]
def build_classifier(V, d, lr):
    ids = keras.Input((None,), dtype="int32")
    is_word = keras.layers.Embedding(V, 1, trainable=False)
    E = keras.layers.Embedding(V, d)(ids)
    real = is_word(ids)
    is_word.set_weights([(np.arange(V) > 0)[:, None]])
    x = keras.ops.sum(E * real, axis=1) / keras.ops.sum(real, axis=1)
    model = keras.Model(ids, keras.layers.Dense(1, activation="sigmoid")(x))
    model.compile(keras.optimizers.SGD(lr), "binary_crossentropy")
    return model


# %% wrong: from_logits with a sigmoid that Keras does not see
# loses: test_training_setup
# says: probabilities were taken for scores (from_logits)
def build_classifier(V, d, lr):
    ids = keras.Input((None,), dtype="int32")
    E = keras.layers.Embedding(V, d, mask_zero=True)(ids)
    z = keras.layers.Dense(1)(keras.layers.GlobalAveragePooling1D()(E))
    model = keras.Model(ids, 1 / (1 + keras.ops.exp(-z)))
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(lr), loss)
    return model
