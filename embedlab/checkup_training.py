"""Checks of a checkup that look at what a training step does to a table."""

import numpy as np
import tensorflow as tf

from embedlab.checkup_case import optimizer_of
from embedlab.checkup_report import Finding
from embedlab.checkup_tracing import variable_of

LARGE = 10_000_000  # numbers in a table from which on a step through all of it hurts
ADAPTIVE = (
    "Adam",
    "AdamW",
    "Adamax",
    "Nadam",
    "Adagrad",
    "RMSprop",
    "Adadelta",
    "Lamb",
)
ECHOING = ("Adam", "AdamW", "Adamax", "Nadam", "Lion", "Lamb")


def check_optimizer(case):
    """Rows that no batch has must stay; a limit must hold for ids that repeat."""
    optimizer = optimizer_of(case.model)
    if optimizer is None:
        text = "what the optimizer does to the tables: the model is not compiled"
        yield Finding("optimizer", "unchecked", "model", text)
    for table in case.tables:
        if not table.layer.trainable:
            continue
        yield from _penalties(table)
        if optimizer is not None and table.reached:
            yield from _rows(table, optimizer)
            yield from _repeats(case, table, optimizer)


def _unseen(table):
    """Return how many rows no id of the sample leads to, padding and [UNK] aside."""
    return int(np.setdiff1d(np.arange(2, table.rows()), table.seen).size)


def _rows(table, optimizer):
    kind, unseen = type(optimizer).__name__, _unseen(table)
    decay = optimizer.weight_decay or 0
    excluded = False
    if decay:
        excluded = not optimizer._use_weight_decay(variable_of(table.layer))
    level = "risk" if unseen > 0.05 * table.rows() else "note"
    if decay and not excluded and unseen:
        yield Finding(
            "decay-of-unseen-rows",
            level,
            table.name,
            f"weight decay {decay:g} shrinks all rows in each step, also the {unseen} "
            "that no id passed here leads to",
            f"optimizer.exclude_from_weight_decay(var_list=[{table.layer.name}.embeddings])",
        )
    if kind == "Ftrl" and unseen:
        text = f"Ftrl sets rows that have no gradient to 0: {unseen} rows here"
        advice = "Use another optimizer for a table with values worth keeping."
        yield Finding("ftrl-of-unseen-rows", level, table.name, text, advice)
    momentum = kind in ("SGD", "RMSprop") and getattr(optimizer, "momentum", 0)
    if kind in ECHOING or momentum:
        text = f"{kind} goes on moving a row after a batch that had it"
        yield Finding("echo", "note", table.name, text)


def _repeats(case, table, optimizer):
    gradient = case.trace.gradients.get(table.gradient_of)
    if not isinstance(gradient, tf.IndexedSlices):
        return
    batch = np.concatenate([np.ravel(r[:32]) for r in table.reached]).astype(int)
    rows, n = np.unique(batch, return_counts=True)
    if table.padding:
        n = n[rows != 0]
    most = int(n.max(initial=1))
    limits = {
        name: getattr(optimizer, name)
        for name in ("clipnorm", "global_clipnorm", "clipvalue")
        if getattr(optimizer, name, None)
    }
    if most > 1 and limits and not limits.get("global_clipnorm", 0) > 1e6:
        name, limit = next(iter(limits.items()))
        yield Finding(
            "clipping-and-repeats",
            "risk",
            table.name,
            f"{name}={limit:g} is applied to each lookup by itself; a row that 32 "
            f"texts look up {most} times can move {np.sqrt(most):.1f} times as far",
            "Merge the slices of a row before they are clipped (lesson 08).",
        )
    if most > 1 and type(optimizer).__name__ in ADAPTIVE:
        text = f"a row occurs up to {most} times in 32 texts, and Keras squares "
        text += f"each gradient by itself: a first step is up to {np.sqrt(most):.1f} "
        text += "rates long"
        yield Finding("adaptive-and-repeats", "note", table.name, text)


def _penalties(table):
    layer, unseen = table.layer, _unseen(table) if table.reached else 0
    for what in ("embeddings_regularizer", "embeddings_constraint"):
        if getattr(layer, what, None) is None:
            continue
        large = table.values.size > LARGE or unseen > 0.05 * table.rows()
        yield Finding(
            "penalty-on-all-rows",
            "risk" if large else "note",
            table.name,
            f"{what} works on all {table.rows():,} rows in each step, also on {unseen} "
            "that no id passed here leads to",
            "activity_regularizer penalises only the rows that are looked up.",
        )


def check_size(case):
    """A step should not go through a large table for the sake of a few rows."""
    optimizer = optimizer_of(case.model)
    for table in case.tables:
        size, megabytes = table.values.size, table.values.nbytes / 1e6
        if size < LARGE or not table.layer.trainable:
            continue
        gradient = case.trace.gradients.get(table.gradient_of)
        if gradient is not None and not isinstance(gradient, tf.IndexedSlices):
            text = f"its gradient is as large as the table, {megabytes:,.0f} MB a step"
            advice = "Look rows up directly; no penalty on, or sum with, the table."
            yield Finding("dense-gradient", "risk", table.name, text, advice)
        kind = type(optimizer).__name__ if optimizer is not None else ""
        if kind in ECHOING or kind == "RMSprop":
            copies = 3 if kind != "Lion" else 2
            text = f"{kind} keeps and writes {copies} arrays of its size in each step, "
            text += f"{copies * megabytes:,.0f} MB"
            advice = "SGD or Adagrad touch only the rows of the batch."
            yield Finding("slow-steps", "note", table.name, text, advice)
        elif kind == "SGD" and not getattr(case.model, "jit_compile", False):
            text = "without jit_compile a step copies the table on a CPU"
            advice = "compile(..., jit_compile=True), if all ids are in range."
            yield Finding("slow-steps", "note", table.name, text, advice)


TRAINING_CHECKS = (check_optimizer, check_size)
