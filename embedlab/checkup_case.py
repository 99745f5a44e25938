"""What a checkup looks at: a model, its inputs, and what reaches each of its tables."""

from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf

from embedlab.checkup_tracing import Trace, layers_of, tables_of, trace

SAMPLE = 128  # rows with which the model is run


@dataclass
class Table:
    """An Embedding layer and what is known about it.

    `reached` holds the ids that came in, as an array for each call on the sample.
    `ids` is the argument that they come from unchanged, all rows, or None. `padding` is
    True if row 0 is padding, False if it is not, None if nobody knows.
    """

    layer: keras.Layer
    values: np.ndarray
    reached: list = field(default_factory=list)
    ids: np.ndarray | None = None
    vocabulary: list | None = None
    padding: bool | None = None

    @property
    def name(self):
        """What to call the layer in a message."""
        return f"layer {self.layer.name!r}"

    @property
    def seen(self):
        """All ids that are known to come in, without repetition."""
        known = [self.ids] if self.ids is not None else self.reached
        whole = [np.trunc(each).ravel() for each in known]
        return np.unique(np.concatenate(whole or [np.zeros(0)])).astype("int64")

    def rows(self):
        """Return how many rows the table has."""
        return self.layer.input_dim

    @property
    def gradient_of(self):
        """The key of this table in the gradients of a trace."""
        return id(self.layer)


@dataclass
class Case:
    """Everything that the checks look at."""

    model: keras.Model
    inputs: object
    labels: np.ndarray | None
    tables: list
    sample: object
    trace: Trace
    texts: object = None
    vectorizer: object = None
    vectors: object = None


def words_of(vectorizer):
    """Return the vocabulary of a vectorizer as a list, row after row, or None.

    Raises
    ------
    TypeError
        If it is nothing that has a vocabulary.
    """
    if vectorizer is None or isinstance(vectorizer, keras.layers.Hashing):
        return None
    if hasattr(vectorizer, "get_vocabulary"):
        words = vectorizer.get_vocabulary()
    elif isinstance(vectorizer, dict):
        rows = {int(row): word for word, row in vectorizer.items()}
        words = [rows.get(row, "") for row in range(max(rows, default=-1) + 1)]
    elif isinstance(vectorizer, list | tuple | np.ndarray):
        words = list(vectorizer)
    else:
        raise TypeError(
            "vectorizer must be a layer with get_vocabulary(), a list of words or a "
            f"dict from word to row, got {type(vectorizer).__name__}"
        )
    return [str(word) for word in words]


def arrays_of(model, ids):
    """Return the inputs with an array in each place, as the model takes them."""
    one_input = len(getattr(model, "inputs", None) or [0]) == 1
    if isinstance(ids, dict):
        return {name: np.asarray(each) for name, each in ids.items()}
    several = isinstance(ids, list | tuple) and (
        isinstance(ids, tuple) or not one_input or hasattr(ids[0], "shape")
    )
    if several and not (one_input and np.ndim(ids[0]) == 0):
        return type(ids)(np.asarray(each) for each in ids)
    try:
        return np.asarray(ids)
    except ValueError:
        lengths = sorted({len(row) for row in ids})
        raise ValueError(
            f"ids must be a rectangle, got rows of {lengths[0]} to {lengths[-1]} ids: "
            "pad them first, as you do for the model"
        ) from None


def take(inputs, rows):
    """Return some rows of each array of the inputs."""
    return tf.nest.map_structure(lambda array: array[rows], inputs)


def choose_rows(inputs):
    """Return the rows for the sample: the first ones, and those with extreme ids."""
    arrays = tf.nest.flatten(inputs)
    n, chosen = len(arrays[0]), []
    for array in arrays:
        if array.dtype.kind in "iuf" and array.size:
            flat = np.nan_to_num(array.reshape(n, -1))
            chosen += [int(flat.max(axis=1).argmax()), int(flat.min(axis=1).argmin())]
    return np.unique(np.r_[chosen, : min(n, SAMPLE)]).astype(int)


def prepare(model, inputs, labels, vectorizer, texts, vectors):
    """Run the model on a sample and return the Case; its trace may hold an error."""
    rows = choose_rows(inputs)
    sample = take(inputs, rows)
    arrays = tf.nest.flatten(sample)
    whole = tf.nest.flatten(inputs)
    found = trace(model, sample, is_real=_places(arrays))
    tables = []
    inside = [one for one in layers_of(model) if hasattr(one, "get_vocabulary")]
    for layer in tables_of(model):
        if not layer.built:
            continue
        table = Table(layer, _values(layer))
        for call in found.of(layer):
            table.reached.append(np.asarray(call.inputs))
        table.ids = _source(table, arrays, whole)
        tables.append(table)
    words = words_of(vectorizer)
    if words is None and len(inside) == 1:
        words = words_of(inside[0])
    for table in tables:
        if words and (len(tables) == 1 or table.rows() == len(words)):
            table.vocabulary = words
        table.padding = _padding(table)
    case = Case(model, inputs, labels, tables, sample, found)
    case.texts, case.vectorizer, case.vectors = texts, vectorizer, vectors
    return case


def _values(layer):
    """Return the numbers of a table, as floats."""
    variable = layer.embeddings
    values = tf.convert_to_tensor(getattr(variable, "value", variable)).numpy()
    return values.astype("float32") if values.dtype.kind != "f" else values


def _places(arrays):
    """Return which places of the first array of ids are not 0, for (B, T) arrays."""
    ids = [a for a in arrays if a.ndim == 2 and a.dtype.kind in "iu" and a.shape[1] > 1]
    return ids[0] != 0 if ids else None


def _source(table, arrays, whole):
    """Return the argument whose rows reach the table as they are, or None."""
    for reached in table.reached:
        for part, all_rows in zip(arrays, whole, strict=True):
            numbers = part.shape == reached.shape and part.dtype.kind in "iuf"
            if numbers and np.array_equal(np.trunc(part), np.trunc(reached)):
                return all_rows
    return None


def _padding(table):
    """Return whether id 0 is padding: True, False, or None if nobody knows."""
    if table.layer.mask_zero:
        return True
    if table.vocabulary:
        return table.vocabulary[0] == ""
    arrays = [table.ids] if table.ids is not None else table.reached
    arrays = [array for array in arrays if array.ndim == 2 and array.shape[1] > 2]
    if not arrays or any(not (array == 0).any() for array in arrays):
        return False if table.reached and not (table.seen == 0).any() else None
    return True if all(map(ends_in_zeros, arrays)) else None


def ends_in_zeros(ids):
    """Return whether zeros stand only at the ends of rows, and in several lengths."""
    zero = np.asarray(ids) == 0
    n = zero.sum(axis=1)
    behind = (zero == (np.arange(zero.shape[1]) >= (zero.shape[1] - n)[:, None])).all()
    before = (zero == (np.arange(zero.shape[1]) < n[:, None])).all()
    return bool(behind or before) and (n > 0).sum() >= 3 and len(np.unique(n)) > 1
