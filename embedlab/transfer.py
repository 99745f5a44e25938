"""A classifier on a table of vectors: ways to begin, with few or many labels."""

from functools import cache

import keras
import numpy as np
import tensorflow as tf

STEPS = 100  # in one phase
LEARN, FROZEN, GENTLE = (True, 0.01), (False, 0.03), (True, 0.001)
STRATEGIES = {  # what each phase does: does the table learn, and at which rate
    "random": (LEARN,) * 4,
    "frozen": (FROZEN,) * 4,
    "fine-tuned": (LEARN,) * 4,
    "frozen, then gentle": (FROZEN, FROZEN, GENTLE, GENTLE),
}


def train_classifier(matrix, ids, labels, phases, seed=0, batch=32):
    """Train a table and one output unit on labelled texts, phase after phase.

    The model is `Embedding`, the mean over the words of a text, and `Dense(1)`, with
    Adam and the cross-entropy. A phase has 100 steps, each on texts drawn at random.

    Parameters
    ----------
    matrix : array_like of float, shape (V, d)
        The table at the start. Row 0 is padding.
    ids : array_like of int, shape (N, T)
        The rows of the words of each text, 0 where there is none.
    labels : array_like, shape (N,)
        0 or 1 for each text.
    phases : sequence of (bool, float)
        For each phase whether the table learns, and the rate of Adam. The output unit
        always learns. Adam begins anew where the table begins to learn, or stops.
    seed : int
        Decides the output unit's start and the texts of each step.
    batch : int
        Texts in a step.

    Returns
    -------
    list of [ndarray (V, d), ndarray (d, 1), ndarray (1,)]
        The weights at the start and after each phase: table, weights and bias.

    Raises
    ------
    ValueError
        If the arrays do not belong together, a label is neither 0 nor 1, a text has no
        word, or a number is not finite.

    Examples
    --------
    >>> ids, labels = [[1, 0], [2, 1], [3, 0], [3, 4]], [0, 0, 1, 1]
    >>> start = np.random.default_rng(0).normal(size=(5, 3))
    >>> states = train_classifier(start, ids, labels, [(False, 0.1), (True, 0.01)])
    >>> (classify(states[-1], ids) > 0).astype(int)
    array([0, 0, 1, 1])
    >>> [bool((table == states[0][0]).all()) for table, *_ in states]
    [True, True, False]
    """
    matrix, ids = np.asarray(matrix, np.float32), _checked(ids, len(matrix))
    labels = np.asarray(labels)
    if labels.shape != (len(ids),) or not np.isin(labels, (0, 1)).all():
        raise ValueError(f"expected {len(ids)} labels of 0 or 1, got {labels!r:.70}")
    if matrix.ndim != 2 or not np.isfinite(matrix).all():
        raise ValueError(f"expected a finite table (V, d), got shape {matrix.shape}")
    rng = np.random.default_rng([seed, 5])
    model, programs = _model(*matrix.shape, ids.shape[1], batch)
    limit = np.sqrt(6 / (matrix.shape[1] + 1))  # Glorot's, as in Keras
    head = rng.uniform(-limit, limit, size=(matrix.shape[1], 1))
    model.set_weights([matrix, head, np.zeros(1)])
    states, before = [model.get_weights()], None
    for table_learns, rate in phases:
        run, optimizer = programs[table_learns]
        if table_learns != before:
            for memory in (optimizer.iterations, *optimizer.variables[2:]):
                memory.assign(keras.ops.zeros_like(memory))
        optimizer.learning_rate, before = rate, table_learns
        chosen = rng.integers(len(ids), size=(STEPS, batch))
        run(ids[chosen], labels[chosen][..., None].astype(np.float32))
        states.append(model.get_weights())
    return states


@cache
def _model(V, d, T, batch):
    """Return a model, and its compiled phase with and without learning in the table."""
    table = keras.layers.Embedding(V, d, mask_zero=True)
    middle, head = keras.layers.GlobalAveragePooling1D(), keras.layers.Dense(1)
    model = keras.Sequential([keras.Input([T], dtype="int32"), table, middle, head])
    programs = {}
    for table_learns in (False, True):
        weights = model.trainable_variables if table_learns else head.variables
        programs[table_learns] = _phase(model, weights, T, batch)
    return model, programs


def _phase(model, weights, T, batch):
    """Return a function that takes a hundred steps with the weights given."""
    loss_of = keras.losses.BinaryCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam()
    optimizer.build(weights)
    spec = tf.TensorSpec([STEPS, batch, T], tf.int32), tf.TensorSpec([STEPS, batch, 1])

    @tf.function(input_signature=spec, jit_compile=True)
    def run(ids, labels):
        for k in tf.range(STEPS):
            with tf.GradientTape() as tape:
                loss = loss_of(labels[k], model(ids[k], training=True))
            optimizer.apply(tape.gradient(loss, weights), weights)

    return run, optimizer


def classify(weights, ids):
    """Return a score for each text: above 0 for label 1, below 0 for label 0.

    Parameters
    ----------
    weights : [ndarray (V, d), ndarray (d, 1), ndarray (1,)]
        One state of `train_classifier`.
    ids : array_like of int, shape (N, T)
        0 where there is no word.

    Returns
    -------
    ndarray of float, shape (N,)

    Raises
    ------
    ValueError
        If ids are not of this table, or a text has no word.
    """
    table, head, bias = weights
    ids = _checked(ids, len(table))
    # The score of a mean is the mean of the scores, which need less memory.
    scores = np.append(table @ head[:, 0], 0)[np.where(ids, ids, -1)]
    return scores.sum(axis=1) / (ids != 0).sum(axis=1) + bias[0]


def learning_curves(matrix, ids, labels, tests, sizes, seed=0, strategies=STRATEGIES):
    """Return the accuracy of each strategy with few and with many labelled texts.

    Parameters
    ----------
    matrix : array_like of float, shape (V, d)
        Pretrained vectors. The strategy "random" takes numbers between -0.05 and 0.05
        instead, as a new `Embedding` does.
    ids, labels
        The labelled texts, as for `train_classifier`; the first ones are used.
    tests : dict of str to (ids, labels)
        The texts of each test set.
    sizes : sequence of int
        How many labelled texts to learn from.
    seed : int
        Passed to `train_classifier`; decides the random table too.
    strategies : dict of str to phases
        What to compare; by default `STRATEGIES`.

    Returns
    -------
    dict of str to dict of str to ndarray of float, shape (sizes,)
        For each strategy and test set the share of texts that are classified rightly.

    Raises
    ------
    ValueError
        If a size is less than 1 or more than there are labelled texts.
    """
    if not 1 <= min(sizes) <= max(sizes) <= len(labels):
        raise ValueError(f"expected sizes within 1 .. {len(labels)}, got {[*sizes]}")
    rng = np.random.default_rng([seed, 6])
    new = rng.uniform(-0.05, 0.05, size=np.shape(matrix))
    found = {}
    for name, phases in strategies.items():
        start = new if name == "random" else matrix
        ends = [
            train_classifier(start, ids[:n], labels[:n], phases, seed)[-1]
            for n in sizes
        ]
        found[name] = {
            test: np.array([np.mean((classify(end, x) > 0) == y) for end in ends])
            for test, (x, y) in tests.items()
        }
    return found


def _checked(ids, V):
    """Return ids as an array, or say what is wrong with them."""
    ids = np.asarray(ids)
    if ids.ndim != 2 or not np.issubdtype(ids.dtype, np.integer) or not ids.size:
        raise ValueError(f"expected whole numbers (texts, words), got {ids!r:.70}")
    if ids.min() < 0 or ids.max() >= V:
        raise ValueError(
            f"expected ids within 0 .. {V - 1}, the rows of the table, got "
            f"{ids.min()} .. {ids.max()}"
        )
    empty = np.flatnonzero((ids == 0).all(axis=1))
    if len(empty):
        raise ValueError(
            f"expected a word in each text, got none in {len(empty)} of them, the "
            f"first is text {empty[0]}: leave them out"
        )
    return ids.astype(np.int32)
