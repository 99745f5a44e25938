"""A checkup of a Keras model with embedding layers: what fails without an error."""

import keras
import numpy as np
import tensorflow as tf

from embedlab.checkup_case import prepare
from embedlab.checkup_data import DATA_CHECKS
from embedlab.checkup_frozen import FROZEN_CHECKS
from embedlab.checkup_inputs import arrays_of, labels_of, take
from embedlab.checkup_labels import LABEL_CHECKS
from embedlab.checkup_padding import PADDING_CHECKS
from embedlab.checkup_report import Finding, Report
from embedlab.checkup_tables import TABLE_CHECKS
from embedlab.checkup_tracing import Untouched, layers_of, run, tables_of
from embedlab.checkup_training import TRAINING_CHECKS
from embedlab.checkup_vectors import VECTOR_CHECKS


def checkup(model, ids, labels=None, *, vectorizer=None, texts=None, vectors=None):
    """Examine a model that has embedding layers for failures that raise no error.

    The model is run on a sample, in inference, and one gradient is taken; its weights,
    its optimizer and its compiled functions stay as they are.

    Parameters
    ----------
    model : keras.Model
        Built (called once, or with an Input). Any number of Embedding layers, in nested
        and subclassed models too.
    ids : array, or list, tuple or dict of arrays
        What the model takes: a sample of its inputs, better with short texts among
        them. All rows are looked at, a hundred or so are run.
    labels : None, array_like of shape (N,), or list or dict of these
        The labels of the rows, as `fit` takes them.
    vectorizer : None, layer with `get_vocabulary`, list of str or dict
        Where ids come from: tells which row is which word.
    texts : None or sequence of str
        The texts behind `ids`; the vectorizer is asked for their ids again.
    vectors : None, KeyedVectors, dict or (words, array)
        Pretrained vectors with which the table began.

    Returns
    -------
    Report
        `print` it. Its `problems` are what is wrong or worth a look.

    Raises
    ------
    TypeError
        If the model is not one of Keras, or an argument is nothing of the above.
    ValueError
        If ids and labels, or ids and texts, have different numbers of rows.

    Examples
    --------
    >>> table, head = keras.layers.Embedding(9, 4), keras.layers.Dense(1)
    >>> mean = keras.layers.GlobalAveragePooling1D()
    >>> model = keras.Sequential([keras.Input([None]), table, mean, head])
    >>> ids = [[1, 2, 3, 4], [5, 6, 0, 0], [7, 0, 0, 0], [8, 1, 2, 0]]
    >>> report = checkup(model, ids)
    >>> [finding.check for finding in report.problems]
    ['padding-averaged']
    """
    if not isinstance(model, keras.Model):
        raise TypeError(f"model must be a keras.Model, got {type(model).__name__}")
    inputs = arrays_of(model, ids)
    arrays = tf.nest.flatten(inputs)
    rows = {len(each) if each.ndim else 0 for each in arrays}
    if rows == {0} or len(rows) != 1:
        raise ValueError(
            f"ids must have rows, as many in each array, got {sorted(rows)}"
        )
    labels = labels_of(labels, len(arrays[0]))
    if texts is not None and len(texts) != len(arrays[0]):
        raise ValueError(f"{len(texts)} texts for {len(arrays[0])} rows of ids")
    if not tables_of(model):
        text = "the model has no keras.layers.Embedding"
        return Report([Finding("tables", "unchecked", "model", text)])
    parts = [model, *tables_of(model)]
    unbuilt = [layer.name for layer in parts if not layer.built]
    if unbuilt:
        text = f"not built yet: {', '.join(unbuilt)}; call the model once on some rows"
        return Report([Finding("tables", "unchecked", "model", text)])
    quantized = [one.name for one in tables_of(model) if one.quantization_mode]
    if quantized:
        text = f"quantized to whole numbers: {', '.join(quantized)}"
        advice = "Run the checkup on the model before it is quantized."
        return Report([Finding("tables", "unchecked", "model", text, advice)])
    if keras.backend.backend() != "tensorflow":
        text = f"a model on {keras.backend.backend()} is not run: that needs TensorFlow"
        return Report([Finding("tables", "unchecked", "model", text)])
    checks = (check_run, *DATA_CHECKS, *LABEL_CHECKS, *PADDING_CHECKS)
    checks += (*FROZEN_CHECKS, *TRAINING_CHECKS, *TABLE_CHECKS, *VECTOR_CHECKS)
    with Untouched(model):
        case = prepare(model, inputs, labels, vectorizer, texts, vectors)
        return Report([finding for check in checks for finding in check(case)])


def check_run(case):
    """The model must run, give numbers, the same twice, and for a row by itself."""
    error = case.trace.error
    if error is not None:
        first = str(error).strip().splitlines() or [""]
        text = f"it stops with {type(error).__name__}: {first[0][:200]}"
        advice = "What needs a run of the model is not checked below."
        yield Finding("run", "wrong", "model", text, advice)
        return
    floats = [o for o in case.trace.outputs if o.dtype.is_floating]
    if not all(np.isfinite(_numbers(each)).all() for each in floats):
        text = "an output is NaN or infinite"
        yield Finding("output-not-finite", "wrong", "model", text)
        return
    if any(getattr(layer, "stateful", False) for layer in layers_of(case.model)):
        return  # a second run goes on where the first one ended
    again = run(case.model, case.sample)
    differs = _difference(case.trace.outputs, again)
    if differs > 1e-3:
        text = f"the same rows give another output the second time, by {differs:.2g}"
        advice = "Is a Dropout, or another layer, called with training=True?"
        yield Finding("not-repeatable", "wrong", "model", text, advice)
        return
    n = len(tf.nest.flatten(case.sample)[0])
    row = _fullest_row(case, n)
    try:
        alone = run(case.model, take(case.sample, slice(row, row + 1)))
    except Exception:  # the model takes one size of batch only
        return
    among = [o[row : row + 1] for o in case.trace.outputs if o.shape[:1] == (n,)]
    if len(among) == len(alone) and _difference(among, alone) > 1e-2:
        text = "a row gives another output alone than among others"
        advice = "Is a BatchNormalization called with training=True?"
        yield Finding("depends-on-the-batch", "wrong", "model", text, advice)


def _fullest_row(case, n):
    """Return a row with the fewest zeros, which stays as long when it is alone."""
    zeros = np.zeros(n)
    for reached in (each for table in case.tables for each in table.reached):
        if len(reached) == n:
            zeros += (reached.reshape(n, -1) == 0).sum(axis=1)
    return int(n - 1 - zeros[::-1].argmin())


def _numbers(output):
    return np.asarray(tf.cast(output, "float32"))


def _difference(outputs, others):
    """Return the largest difference, in sizes of the output."""
    found = [0.0]
    for one, other in zip(outputs, others, strict=True):
        if one.dtype.is_floating and one.shape == other.shape:
            one, other = _numbers(one), _numbers(other)
            found.append(np.abs(one - other).max() / max(np.abs(one).max(), 1e-12))
    return float(max(found))
