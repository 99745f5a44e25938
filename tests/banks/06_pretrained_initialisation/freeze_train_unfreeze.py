# %% right: both phases written out, with names, a loss object and copies
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    loss = keras.losses.BinaryCrossentropy()
    embedding.trainable = False
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=rates[0]), loss=loss)
    model.fit(ids, labels, batch_size=1000, epochs=epochs[0], shuffle=False, verbose=0)
    first = embedding.get_weights()[0].copy()

    embedding.trainable = True
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=rates[1]), loss=loss)
    model.fit(ids, labels, batch_size=1000, epochs=epochs[1], shuffle=False, verbose=0)
    return first, embedding.get_weights()[0].copy()


# %% right: train_on_batch in a loop
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    def train(rate, steps):
        model.compile(optimizer="sgd", loss="binary_crossentropy")
        model.optimizer.learning_rate = rate
        for _ in range(steps):
            model.train_on_batch(ids, labels[:, None])
        return embedding.embeddings.numpy().tolist()

    embedding.trainable = False
    frozen = train(rates[0], epochs[0])
    embedding.trainable = True
    return [frozen, train(rates[1], epochs[1])]


# %% right: a gradient tape and optimizers of its own, without compile
import tensorflow as tf


def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    y = tf.constant(labels[:, None], dtype="float32")
    tables = {}
    for name, rate, steps in zip(["head", "all"], rates, epochs):
        embedding.trainable = name == "all"
        optimizer = keras.optimizers.SGD(rate)
        variables = model.trainable_variables
        for _ in range(steps):
            with tf.GradientTape() as tape:
                p = model(ids, training=True)
                loss = tf.reduce_mean(keras.losses.binary_crossentropy(y, p))
            optimizer.apply(tape.gradient(loss, variables), variables)
        tables[name] = np.array(embedding.weights[0])
    return tables["head"], tables["all"]


# %% right: the head on vectors that the frozen part gives, then the whole model
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    *body, head = model.layers
    vectors = keras.Sequential(body).predict(ids, verbose=0)
    alone = keras.Sequential([keras.Input(vectors.shape[1:]), head])
    alone.compile(keras.optimizers.SGD(rates[0]), "binary_crossentropy")
    alone.fit(vectors, labels, batch_size=len(ids), epochs=epochs[0], verbose=0)
    first = embedding.get_weights()[0]
    embedding.trainable = True
    model.compile(keras.optimizers.SGD(rates[1]), "binary_crossentropy")
    model.fit(ids, labels, batch_size=len(ids), epochs=epochs[1], verbose=0)
    return [first, embedding.get_weights()[0]]


# %% right: from the last phase to the first by recursion, with Python's own names
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    list, sum = [], (len(ids) + 7) * 2

    def type(str, max, min):
        embedding.trainable = str
        model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.SGD(max))
        model.fit(ids, labels, epochs=min, batch_size=sum, verbose=0)
        list.append(keras.ops.convert_to_numpy(embedding.embeddings) + 0)
        if not str:
            type(True, rates[1], epochs[1])

    type(False, rates[0], epochs[0])
    return list


# %% right: compiled before the change, which counts until fit is called
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        embedding.trainable = bool(phase)
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: trainable is changed, but the model is compiled only in the beginning
# loses: test_freeze_train_unfreeze
# says: does `trainable = False` count without a new `compile`?
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.optimizer.learning_rate = rates[phase]
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: not compiled again for the second phase
# loses: test_freeze_train_unfreeze
# says: the table did not move: was the model compiled again?
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    embedding.trainable = False
    model.compile(keras.optimizers.SGD(rates[0]), "binary_crossentropy")
    model.fit(ids, labels, len(ids), epochs[0], verbose=0)
    first = embedding.get_weights()[0]
    embedding.trainable = True
    model.optimizer.learning_rate = rates[1]
    model.fit(ids, labels, len(ids), epochs[1], verbose=0)
    return first, embedding.get_weights()[0]


# %% wrong: the optimizer of the first phase again
# loses: test_freeze_train_unfreeze
# says: Unknown variable
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    optimizer = keras.optimizers.SGD(rates[0])
    embedding.trainable = False
    model.compile(optimizer, "binary_crossentropy")
    model.fit(ids, labels, len(ids), epochs[0], verbose=0)
    first = embedding.get_weights()[0]
    embedding.trainable = True
    optimizer.learning_rate = rates[1]
    model.compile(optimizer, "binary_crossentropy")
    model.fit(ids, labels, len(ids), epochs[1], verbose=0)
    return first, embedding.get_weights()[0]


# %% wrong: the second phase at the first rate
# loses: test_freeze_train_unfreeze
# says: the second phase has a rate of its own
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.compile(keras.optimizers.SGD(rates[0]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: the small rate in both phases
# loses: test_freeze_train_unfreeze
# says: the first phase has a rate of its own
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.compile(keras.optimizers.SGD(min(rates)), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: the whole model is frozen in the first phase
# loses: test_freeze_train_unfreeze
# says: the first phase trains all but the table
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        model.trainable = phase == 1
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: the head is frozen in the second phase
# loses: test_freeze_train_unfreeze
# says: the second phase trains all weights
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.layers[-1].trainable = phase == 0
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: everything is trained in both phases
# loses: test_freeze_train_unfreeze
# says: one that moved by up to
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    embedding.trainable = True
    for phase in (0, 1):
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: the table is put back after a first phase that trained it too
# loses: test_freeze_train_unfreeze
# says: the table is frozen in the first phase
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    start = embedding.get_weights()[0]
    embedding.trainable = True
    model.compile(keras.optimizers.SGD(rates[0]), "binary_crossentropy")
    model.fit(ids, labels, len(ids), epochs[0], verbose=0)
    model.compile(keras.optimizers.SGD(rates[1]), "binary_crossentropy")
    model.fit(ids, labels, len(ids), epochs[1], verbose=0)
    return start, embedding.get_weights()[0]


# %% wrong: both results are the variable itself
# loses: test_freeze_train_unfreeze
# says: this is the table of the end, take a copy before the second phase
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.embeddings)
    return tables


# %% wrong: the epochs of the first phase in both
# loses: test_freeze_train_unfreeze
# says: each phase has its own number of epochs
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[0], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: batches of 32, as fit makes them
# loses: test_freeze_train_unfreeze
# says: after phase 2, got
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, epochs=epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: Adam
# loses: test_freeze_train_unfreeze
# says: after phase 2, got
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.compile(keras.optimizers.Adam(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: the mean squared error
# loses: test_freeze_train_unfreeze
# says: after phase 2, got
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.compile(keras.optimizers.SGD(rates[phase]), "mean_squared_error")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: the phases in the other order
# loses: test_freeze_train_unfreeze
# says: one that moved by up to
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 0
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: the table is frozen again in the end
# loses: test_freeze_train_unfreeze
# says: expected a table that can be trained in the end
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    tables = []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
        embedding.trainable = False
    return tables


# %% wrong: a copy of the model is trained
# loses: test_freeze_train_unfreeze
# says: expected the model's table to end at
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    twin = keras.models.clone_model(model)
    twin.set_weights(model.get_weights())
    embedding.trainable = True
    embedding, tables = twin.layers[0], []
    for phase in (0, 1):
        embedding.trainable = phase == 1
        twin.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        twin.fit(ids, labels, len(ids), epochs[phase], verbose=0)
        tables.append(embedding.get_weights()[0])
    return tables


# %% wrong: only the table of the end
# loses: test_freeze_train_unfreeze
# says: expected two results, the two tables
def freeze_train_unfreeze(model, embedding, ids, labels, rates, epochs):
    for phase in (0, 1):
        embedding.trainable = phase == 1
        model.compile(keras.optimizers.SGD(rates[phase]), "binary_crossentropy")
        model.fit(ids, labels, len(ids), epochs[phase], verbose=0)
    return embedding.get_weights()[0]


# %% equivalent: model.fit(ids, labels, len(ids), epochs[phase], verbose=0) -> model.fit(ids, labels, len(ids), epochs[phase])
# why: it prints more, and trains the same


# %% equivalent: model.fit(ids, labels, len(ids), epochs[phase], verbose=0) -> model.fit(ids, labels, len(ids), epochs[phase], verbose=1)
# why: it prints more, and trains the same


# %% equivalent: model.fit(ids, labels, len(ids), epochs[phase], verbose=0) -> model.fit(ids, labels, len(ids), epochs[phase], verbose=-1)
# why: a number that Keras does not know prints other lines, and trains the same
