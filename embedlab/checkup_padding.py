"""Checks of a checkup that look at padding and its mask."""

from inspect import signature

import numpy as np
import tensorflow as tf

from embedlab.checkup_report import Finding
from embedlab.checkup_tracing import run


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
            advice = "Pass shorter texts."
            yield Finding("padding", "unchecked", table.name, text, advice)
        elif table.gradient_of in case.trace.gradients:
            yield from _padding_reaches(case, table)


def _padding_reaches(case, table):
    reaches = _has_a_say(case, table)
    if not reaches:
        if reaches is False:
            text = "row 0, the padding, gets no gradient: it has no say"
            yield Finding("padding", "fine", table.name, text)
        return
    change = _change_by_more_padding(case, table)
    how = "row 0 gets a gradient, as if padding were a word"
    if change is not None:
        how += (
            f"; four more columns of it change an output by {change:.2g} of its spread"
        )
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


def _has_a_say(case, table):
    """Return whether outputs depend on the vectors of padding; None if unknown."""
    inside, outside = [0.0], [0.0]
    for call in case.trace.of(table.layer):
        ids = np.asarray(call.inputs)
        if call.gradient is None or ids.ndim != 2:
            continue
        size = np.abs(tf.convert_to_tensor(call.gradient)).max(axis=-1)
        inside.append(size[ids == 0].max(initial=0.0))
        outside.append(size[ids != 0].max(initial=0.0))
    return None if max(outside) == 0 else max(inside) > 1e-5 * max(outside)


def _change_by_more_padding(case, table):
    """Return how much outputs change, in their spread; None if that cannot be tried."""
    flat = tf.nest.flatten(case.sample)
    same = [i for i, a in enumerate(flat) if any(_equal(a, r) for r in table.reached)]
    if len(same) != 1 or flat[same[0]].ndim != 2:
        return None
    ids = flat[same[0]]
    before = not (ids[:, 0] != 0).all() and (ids[:, -1] != 0).all()
    flat[same[0]] = np.pad(ids, [(0, 0), (4, 0) if before else (0, 4)])
    try:
        longer = run(case.model, tf.nest.pack_sequence_as(case.sample, flat))
    except Exception:  # the model takes one length only
        return None
    largest = 0.0
    for old, new in zip(case.trace.outputs, longer, strict=True):
        if old.shape != new.shape or not old.dtype.is_floating:
            return None
        old, new = (np.asarray(tf.cast(each, "float32")) for each in (old, new))
        spread = max(float(old.std()), 1e-3 * float(np.abs(old).max()), 1e-12)
        largest = max(largest, float(np.abs(new - old).max()) / spread)
    return largest


def _equal(one, other):
    return one.shape == other.shape and np.array_equal(one, other)


def _mask_lost_at(case):
    """Name the first layer that gets a mask and cannot use it."""
    for call in case.trace.calls:
        layer = call.layer
        knows = (
            layer.supports_masking or "mask" in signature(type(layer).call).parameters
        )
        if call.masked and not knows:
            return f"{type(layer).__name__} {layer.name!r}"
    return "what follows"


def _empty_rows(case, table, ids):
    """Say what rows of nothing but padding do to the model."""
    if table.ids is not None:
        ids = [table.ids]
    empty = sum(int((each == 0).all(axis=1).sum()) for each in ids)
    if not empty:
        return
    text = f"{empty} rows are nothing but padding"
    outputs = [o for o in case.trace.outputs if o.dtype.is_floating]
    if any(np.isnan(np.asarray(tf.cast(o, "float32"))).any() for o in outputs):
        advice = (
            "Drop these rows, or put [UNK] into them: one is enough to lose a model."
        )
        text += ", and the model gives NaN"
        yield Finding("empty-text", "wrong", table.name, text, advice)
    else:
        text += "; what the model says of them rests on no word"
        yield Finding("empty-text", "note", table.name, text)


PADDING_CHECKS = (check_padding,)
