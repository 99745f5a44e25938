"""What a checkup is given: ids and labels as arrays, and a sample of the rows."""

import numpy as np
import tensorflow as tf

SAMPLE = 128  # rows with which the model is run


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


def choose_rows(model, inputs):
    """Return the rows for the sample: the first ones, and those with extreme ids."""
    size = [one.shape[0] for one in getattr(model, "inputs", None) or []]
    if size and size[0]:
        return np.arange(size[0])  # the model takes batches of this size only
    arrays = tf.nest.flatten(inputs)
    n, chosen = len(arrays[0]), []
    for array in arrays:
        if array.dtype.kind in "iuf" and array.size:
            flat = np.nan_to_num(array.reshape(n, -1))
            chosen += [int(flat.max(axis=1).argmax()), int(flat.min(axis=1).argmin())]
    return np.unique(np.r_[chosen, : min(n, SAMPLE)]).astype(int)


def labels_of(labels, n):
    """Return {name: array} of the labels of n rows, as a model takes them.

    Raises
    ------
    ValueError
        If an array has another number of rows.
    """
    if labels is None:
        return {}
    arrays = isinstance(labels, list | tuple) and len(labels) != n
    if arrays and labels and all(np.ndim(each) for each in labels):
        labels = {f"labels[{i}]": each for i, each in enumerate(labels)}
    elif not isinstance(labels, dict):
        labels = {"labels": labels}
    named = {name: np.asarray(each) for name, each in labels.items()}
    for name, array in named.items():
        found = len(array) if array.ndim else 1
        if found != n:
            raise ValueError(f"{found} {name} for {n} rows of ids")
    return named
