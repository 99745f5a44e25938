"""What a checkup looks at: a model, its inputs, and what reaches each of its tables."""

from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf

from embedlab.checkup_inputs import choose_rows, take
from embedlab.checkup_tracing import Trace, layers_of, tables_of, trace


@dataclass
class Table:
    """An Embedding layer and what is known about it.

    `reached` holds the ids that came in, as an array for each call on the sample;
    `called` is True also if they could not be seen.
    `ids` is the argument that they come from unchanged, all rows, or None. `padding` is
    True if row 0 is padding, False if it is not, None if nobody knows.
    """

    layer: keras.Layer
    values: np.ndarray
    reached: list = field(default_factory=list)
    called: bool = False
    ids: np.ndarray | None = None
    vocabulary: list | None = None
    padding: bool | None = None

    @property
    def name(self):
        """What to call the layer in a message."""
        return f"layer {self.layer.name!r}"

    @property
    def known(self):
        """The ids that come in, as arrays: all rows if possible, else the sample."""
        return [self.ids] if self.ids is not None else self.reached

    @property
    def seen(self):
        """All ids that are known to come in, without repetition."""
        whole = [np.trunc(each).ravel() for each in self.known]
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
    """Everything that the checks look at.

    `inside` is the vocabulary of the model's own vectorizer, if it has just one.
    """

    model: keras.Model
    inputs: object
    labels: dict
    tables: list
    sample: object
    trace: Trace
    texts: object = None
    vectorizer: object = None
    vectors: object = None
    inside: list | None = None


def optimizer_of(model):
    """Return the optimizer that moves the weights, or None; loss scaling wraps it."""
    optimizer = getattr(model, "optimizer", None)
    return getattr(optimizer, "inner_optimizer", optimizer)


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


def plain(words):
    """Return the words of a vocabulary without what stands for padding and unknown."""
    return [word for word in words if word not in ("", "[UNK]")]


def prepare(model, inputs, labels, vectorizer, texts, vectors):
    """Run the model on a sample and return the Case; its trace may hold an error."""
    rows = choose_rows(model, inputs)
    sample = take(inputs, rows)
    arrays = tf.nest.flatten(sample)
    whole = tf.nest.flatten(inputs)
    found = trace(model, sample, is_real=_places(arrays))
    tables = []
    inside = [
        words_of(one) for one in layers_of(model) if hasattr(one, "get_vocabulary")
    ]
    # A TextVectorization and the lookup in it have the same words.
    within = inside[0] if inside and all(one == inside[0] for one in inside) else None
    for layer in tables_of(model):
        if not layer.built:
            continue
        table = Table(layer, _values(layer))
        for call in found.lookups(layer):
            table.reached.append(np.asarray(call.inputs))
        table.called = any(call.layer is layer for call in found.calls)
        table.ids = _source(table, arrays, whole)
        tables.append(table)
    words = words_of(vectorizer)
    if words is None or (within and plain(words) == plain(within)):
        words = within
    for table in tables:
        if words and (len(tables) == 1 or table.rows() == len(words)):
            table.vocabulary = words
        table.padding = _padding(table)
    case = Case(model, inputs, labels, tables, sample, found)
    case.texts, case.vectorizer, case.vectors = texts, vectorizer, vectors
    case.inside = within
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
    arrays = [array for array in table.known if array.ndim == 2 and array.shape[1] > 2]
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
