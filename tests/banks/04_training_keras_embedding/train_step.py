# %% right: the loss object of Keras, apply_gradients and zip
def train_step(model, optimizer, ids, labels):
    labels = labels.reshape(-1, 1)
    bce = keras.losses.BinaryCrossentropy()
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = bce(labels, p)
    grads = tape.gradient(loss, model.trainable_weights)
    optimizer.apply_gradients(zip(grads, model.trainable_weights))
    return loss.numpy()


# %% right: one column of p against the flat labels, logarithms by hand
def train_step(model, optimizer, ids, labels):
    labels = tf.convert_to_tensor(labels, tf.float32)
    with tf.GradientTape() as tape:
        p = model(ids, training=True)[:, 0]
        p = tf.clip_by_value(p, 1e-7, 1 - 1e-7)
        loss = -tf.reduce_mean(
            labels * tf.math.log(p) + (1 - labels) * tf.math.log(1 - p)
        )
    variables = model.trainable_variables
    optimizer.apply(tape.gradient(loss, variables), variables)
    return loss


# %% right: only the watched variables, and gradients from a persistent tape
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape(persistent=True, watch_accessed_variables=False) as tape:
        for v in model.trainable_variables:
            tape.watch(v.value)
        p = tf.squeeze(model(ids, training=True), axis=-1)
        loss = tf.reduce_mean(-tf.math.log(tf.where(labels == 1, p, 1 - p)))
    grads = [tape.gradient(loss, v.value) for v in model.trainable_variables]
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% right: the slope at the output by hand, the loss in NumPy
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
    q = np.asarray(p, dtype=np.float64)
    y = labels.reshape(q.shape)
    slope = (q - y) / (q * (1 - q)) / len(y)
    grads = tape.gradient(
        p, model.trainable_variables, output_gradients=slope.astype("float32")
    )
    optimizer.apply(grads, model.trainable_variables)
    return -np.mean(y * np.log(q) + (1 - y) * np.log(1 - q))


# %% right: a loop over the batch, and Python's own names used as scratch
def train_step(model, optimizer, ids, labels):
    sum = 0.0
    with tf.GradientTape() as type:
        list = model(ids, training=True)
        for id, int in enumerate(labels):
            max = list[id, 0] if int == 1 else 1 - list[id, 0]
            sum = sum - tf.math.log(max)
        sum = sum / len(labels)
    vars = model.trainable_variables
    optimizer.apply(type.gradient(sum, vars), vars)
    return float(sum)


# %% right: logits taken back from the probabilities
def train_step(model, optimizer, ids, labels):
    y = tf.cast(labels, "float32")[:, None]
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        z = tf.math.log(p) - tf.math.log1p(-p)
        loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(y, z))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return loss.numpy().item()


# %% right: a compiled graph, made anew in each call
def train_step(model, optimizer, ids, labels):
    optimizer.build(model.trainable_variables)

    @tf.function
    def step(ids, labels):
        with tf.GradientTape() as tape:
            p = model(ids, training=True)
            loss = tf.reduce_mean(keras.losses.binary_crossentropy(labels, p))
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(grads, model.trainable_variables)
        return loss

    return float(step(tf.constant(ids), tf.constant(labels[:, None])))


# %% right: train_on_batch in a graph
def train_step(model, optimizer, ids, labels):
    model.compile(optimizer=optimizer, loss="binary_crossentropy")
    return model.train_on_batch(ids, labels[:, None])


# %% right: flat labels, which Keras itself puts in a column
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels, p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% right: a helper with a common name, and a warning on the way
from numpy import *


def as_array(labels):
    import warnings

    warnings.warn("labels become a column of float32")
    return array(labels, dtype=float32).reshape(-1, 1)


def train_step(model, optimizer, ids, labels):
    y = as_array(labels)
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = -keras.ops.mean(keras.ops.log(y * p + (1 - y) * (1 - p)))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(
        [g for g in grads if g is not None],
        [v for g, v in zip(grads, model.trainable_variables) if g is not None],
    )
    return array([float(loss)])


# %% wrong: flat labels against a column make a table of B times B
# loses: test_train_step, test_step_in_training
# says: every label was compared with every probability
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        y = labels.astype("float32")
        loss = -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: flat labels in the function that wants equal shapes
# loses: test_train_step, test_step_in_training
# says: must have the same rank
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.binary_crossentropy(labels, p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: squeezed without an axis, which fails for a single sentence
# loses: test_train_step
# says: target.shape=(1,), output.shape=()
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = tf.squeeze(model(ids, training=True))
        loss = tf.reduce_mean(keras.losses.binary_crossentropy(labels, p))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: training=False
# loses: test_train_step
# says: with training=True, got training=[False]
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=False)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: no training argument, so the call is not in training mode
# loses: test_train_step
# says: with training=True, got training=[None]
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: gradients for all variables, given to the optimizer
# loses: test_step_in_training
# says: a frozen variable was changed
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.weights)
    pairs = [(g, v) for g, v in zip(grads, model.weights) if g is not None]
    optimizer.apply_gradients(pairs)
    return float(loss)


# %% wrong: the loss after the step, from a second forward pass
# loses: test_train_step
# says: this is the loss after the step
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    p = model(ids, training=True)
    return float(keras.losses.BinaryCrossentropy()(labels[:, None], p))


# %% wrong: a second forward pass before the step, only for the number
# loses: test_train_step
# says: expected one call of the model, with training=True, got training=[True, True]
def train_step(model, optimizer, ids, labels):
    before = float(
        keras.losses.BinaryCrossentropy()(labels[:, None], model(ids, training=True))
    )
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return before


# %% wrong: the sum over the batch instead of the mean
# loses: test_train_step, test_step_in_training
# says: this is the sum over the batch
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = tf.reduce_sum(keras.losses.binary_crossentropy(labels[:, None], p))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: the mean is returned, but the gradient is that of the sum
# loses: test_train_step, test_step_in_training
# says: the step is B times too long
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        losses = keras.losses.binary_crossentropy(labels[:, None], p)
        total = tf.reduce_sum(losses)
    grads = tape.gradient(total, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(total) / len(labels)


# %% wrong: probabilities treated as logits
# loses: test_train_step, test_step_in_training
# says: probabilities were taken for scores (from_logits)
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy(from_logits=True)(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: the squared error instead of the cross-entropy
# loses: test_train_step, test_step_in_training
# says: this is the mean squared error
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.MeanSquaredError()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: right loss, but a step uphill
# loses: test_train_step, test_step_in_training
# says: the step goes up the gradient
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(
        [-tf.convert_to_tensor(g) for g in grads], model.trainable_variables
    )
    return float(loss)


# %% wrong: plain gradient descent by hand with the optimizer's learning rate
# loses: test_step_in_training
# says: table after step 1 with Adam: expected
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    for g, v in zip(grads, model.trainable_variables):
        v.assign_sub(optimizer.learning_rate * tf.convert_to_tensor(g))
    return float(loss)


# %% wrong: a fresh copy of the optimizer in each call, its state is lost
# loses: test_step_in_training
# says: the first step was right, is something kept or lost in between?
def train_step(model, optimizer, ids, labels):
    optimizer = optimizer.from_config(optimizer.get_config())
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: one step per sentence instead of one for the batch
# loses: test_train_step, test_step_in_training
# says: expected 0.8305, got 0.8589
def train_step(model, optimizer, ids, labels):
    total = 0.0
    for i in range(len(ids)):
        with tf.GradientTape() as tape:
            p = model(ids[i : i + 1], training=True)
            loss = keras.losses.BinaryCrossentropy()(labels[i : i + 1, None], p)
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply(grads, model.trainable_variables)
        total += float(loss)
    return total / len(ids)


# %% wrong: the caller's labels are reshaped in place
# loses: test_train_step
# says: expected labels to stay as it was, [1 0 0], got [[1]
def train_step(model, optimizer, ids, labels):
    labels.shape = (len(labels), 1)
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels, p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: one loss for each sentence is returned
# loses: test_train_step
# says: expected one number, got an array of shape (3,)
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        losses = keras.losses.binary_crossentropy(labels[:, None], p)
        loss = tf.reduce_mean(losses)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return losses.numpy()


# %% wrong: a metric made once averages over all calls
# loses: test_train_step
# says: loss before the step
losses = keras.metrics.Mean()


def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    losses.update_state(loss)
    return float(losses.result())


# %% wrong: the sum divided by 2, the size of the example's batch
# loses: test_train_step
# says: loss before the step
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = tf.reduce_sum(keras.losses.binary_crossentropy(labels[:, None], p)) / 2
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: fit does the step, in batches of 32
# loses: test_train_step
# says: loss before the step
def train_step(model, optimizer, ids, labels):
    model.compile(optimizer=optimizer, loss="binary_crossentropy")
    history = model.fit(ids, labels[:, None], epochs=1, verbose=0)
    return history.history["loss"][0]


# %% wrong: probabilities kept away from 0 and 1 by a hundredth
# loses: test_train_step
# says: loss before the step
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        q = tf.clip_by_value(p, 0.01, 0.99)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], q)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return float(loss)


# %% wrong: the loss rounded to three places
# loses: test_train_step
# says: loss before the step
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return round(float(loss), 3)


# %% wrong: tf.function around it, so a second optimizer cannot make its variables
# loses: test_step_in_training
# says: Creating variables on a non-first call
@tf.function
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = tf.reduce_mean(keras.losses.binary_crossentropy(labels[:, None], p))
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    return loss


# %% wrong: the model is left frozen after the step
# loses: test_step_in_training
# says: table after step 2 with SGD: expected
def train_step(model, optimizer, ids, labels):
    with tf.GradientTape() as tape:
        p = model(ids, training=True)
        loss = keras.losses.BinaryCrossentropy()(labels[:, None], p)
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply(grads, model.trainable_variables)
    model.trainable = False
    return float(loss)


# %% equivalent: return float(loss) -> return loss
# why: a tensor with one number in it counts as a number.
