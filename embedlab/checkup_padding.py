"""Checks of a checkup that look at padding and its mask."""

from inspect import signature

import numpy as np
import tensorflow as tf

from embedlab.checkup_inputs import take
from embedlab.checkup_report import Finding
from embedlab.checkup_tracing import run, trace


def check_padding(case):
    """Padding must have no say: no gradient for row 0, no change by more of it."""
    for table in case.tables:
        ids = [r for r in table.reached if r.ndim == 2 and r.shape[1] > 1]
        padded = any((each == 0).any() for each in ids)
        if table.padding is None and padded:
            yield Finding(
                "padding",
                "unchecked",
                table.name,
                "id 0 occurs; whether it is padding or an ordinary symbol is not known",
                "Pass vectorizer=..., or a sample whose rows have several lengths.",
            )
        if not table.padding or case.trace.error is not None:
            continue
        yield from _empty_rows(case, table, ids)
        if not padded:
            text = "no row of the sample has padding"
            yield Finding(
                "padding", "unchecked", table.name, text, "Pass shorter texts."
            )
        elif table.gradient_of in case.trace.gradients:
            yield from _padding_reaches(case, table)


def _padding_reaches(case, table):
    says, most = _say(case, table)
    if not np.isfinite(says) or not most:
        return
    if says <= 1e-5 * most:
        text = "row 0, the padding, gets no gradient: it has no say"
        yield Finding("padding", "fine", table.name, text)
        return
    change = _change_by_more_padding(case, table)
    how = "row 0 gets a gradient, as if padding were a word"
    if change is not None:
        other = "four more" if _argument(case, table) is not None else "fewer"
        how += f"; {other} columns of it change an output by {change:.2g} of its spread"
    if table.layer.mask_zero:
        yield Finding(
            "mask-lost",
            "wrong" if change is None or change > 1e-3 else "risk",
            table.name,
            f"mask_zero is set, but {_mask_lost_at(case)} does not use the mask; {how}",
            "Use layers that heed a mask (LSTM, GlobalAveragePooling1D, attention), or "
            "multiply by the mask before the layer that does not.",
        )
    elif change is None:
        text = f"{how}. Its length is fixed, so the model can learn to ignore it"
        advice = "With mask_zero=True and layers that heed the mask it need not."
        yield Finding("padding-trained", "risk", table.name, text, advice)
    else:
        yield Finding(
            "padding-averaged" if change > 1e-3 else "padding-trained",
            "wrong" if change > 1e-3 else "note",
            table.name,
            how,
            "Set mask_zero=True, and use layers that heed the mask.",
        )


def _say(case, table):
    """Return the largest gradient that padding gets where it is looked up, and others.

    Not the gradient of row 0, which also gets one where the table is used backwards.
    """
    of_padding, of_words = [0.0], [0.0]
    for call in case.trace.lookups(table.layer):
        ids = np.asarray(call.inputs)
        if call.gradient is None or ids.ndim < 2:
            continue
        gradient = np.asarray(tf.cast(tf.convert_to_tensor(call.gradient), "float32"))
        size = np.abs(gradient).max(axis=-1)
        of_padding.append(size[ids == 0].max(initial=0))
        of_words.append(size[ids != 0].max(initial=0))
    return float(max(of_padding)), float(max(of_words))


def _argument(case, table):
    """Return the place of the argument that reaches a table as it is, or None."""
    flat = tf.nest.flatten(case.sample)
    same = [i for i, a in enumerate(flat) if any(_equal(a, r) for r in table.reached)]
    return same[0] if len(same) == 1 and flat[same[0]].ndim == 2 else None


def _change_by_more_padding(case, table):
    """Return how much outputs change, in their spread; None if that cannot be tried."""
    flat, place = tf.nest.flatten(case.sample), _argument(case, table)
    if place is None:
        return _change_by_less_padding(case, table)
    ids = flat[place]
    before = not (ids[:, 0] != 0).all() and (ids[:, -1] != 0).all()
    flat[place] = np.pad(ids, [(0, 0), (4, 0) if before else (0, 4)])
    try:
        longer = run(case.model, tf.nest.pack_sequence_as(case.sample, flat))
    except Exception:  # the model takes one length only
        return None
    return _change(case.trace.outputs, longer)


def _change_by_less_padding(case, table):
    """Do the same for a model that makes its ids itself: run the shortest row alone."""
    ids = table.reached[0]
    n = len(tf.nest.flatten(case.sample)[0])
    if len(table.reached) != 1 or len(ids) != n:
        return None
    row = int((ids == 0).reshape(n, -1).sum(axis=1).argmax())
    alone = trace(case.model, take(case.sample, slice(row, row + 1)))
    shapes = [np.shape(call.inputs) for call in alone.lookups(table.layer)]
    if alone.error is not None or shapes[0] == (1, *ids.shape[1:]):
        return None
    among = [output[row : row + 1] for output in case.trace.outputs]
    return _change(among, alone.outputs, case.trace.outputs)


def _change(outputs, others, all_outputs=None):
    """Return the largest change, measured in the spread of the outputs."""
    largest = 0.0
    for old, new, every in zip(outputs, others, all_outputs or outputs, strict=True):
        if old.shape != new.shape or not old.dtype.is_floating:
            return None
        three = (np.asarray(tf.cast(each, "float32")) for each in (old, new, every))
        old, new, every = three
        spread = max(float(every.std()), 1e-3 * float(np.abs(every).max()), 1e-12)
        largest = max(largest, float(np.abs(new - old).max()) / spread)
    return largest


def _equal(one, other):
    return one.shape == other.shape and np.array_equal(one, other)


def _mask_lost_at(case):
    """Name the first layer that gets a mask and cannot use it."""
    for call in case.trace.calls:
        layer = call.layer
        takes_masks = "mask" in signature(type(layer).call).parameters
        if call.masked and not layer.supports_masking and not takes_masks:
            return f"{type(layer).__name__} {layer.name!r}"
    for call in case.trace.calls:
        if call.half_masked:
            name = f"{type(call.layer).__name__} {call.layer.name!r}"
            return f"{name}, one of whose inputs has no mask,"
    return "what follows"


def _empty_rows(case, table, ids):
    """Say what rows of nothing but padding do, or would do, to the model."""
    known = [table.ids] if table.ids is not None else ids
    empty = sum(int((each == 0).all(axis=1).sum()) for each in known)
    nan = _has_nan(case.trace.outputs) or _empty_row_gives_nan(case, table)
    text = f"{empty} rows are nothing but padding"
    if empty and nan:
        text += ", and the model gives NaN"
        advice = "Drop them, or put [UNK] into them: one is enough to lose a model."
        yield Finding("empty-text", "wrong", table.name, text, advice)
    elif empty:
        text += "; what the model says of them rests on no word"
        yield Finding("empty-text", "note", table.name, text)
    elif nan:
        text = "no row is empty here; one of nothing but padding would give NaN"
        advice = "assert ids.any(axis=1).all() before you train and predict."
        yield Finding("empty-text", "note", table.name, text, advice)


def _has_nan(outputs):
    return any(np.isnan(np.asarray(tf.cast(each, "float32"))).any() for each in outputs)


def _empty_row_gives_nan(case, table):
    flat, place = tf.nest.flatten(case.sample), _argument(case, table)
    if place is None:
        return False
    flat[place] = flat[place].copy()
    flat[place][0] = 0
    try:
        outputs = run(case.model, tf.nest.pack_sequence_as(case.sample, flat))
    except Exception:  # what this model cannot take is not this check's matter
        return False
    return _has_nan(outputs)


PADDING_CHECKS = (check_padding,)
