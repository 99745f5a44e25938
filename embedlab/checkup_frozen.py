"""Checks of a checkup that look at which tables a training step moves."""

import numpy as np

from embedlab.checkup_case import optimizer_of
from embedlab.checkup_report import Finding
from embedlab.checkup_tracing import variable_of


def check_frozen(case):
    """What `trainable` says must be what the built step does."""
    optimizer = optimizer_of(case.model)
    built = bool(optimizer is not None and optimizer.built)
    if not built and case.tables:
        text = "which tables a step moves: no step has been built yet"
        advice = "Run the checkup again after the first fit."
        yield Finding("compiled", "unchecked", "model", text, advice)
    for table in case.tables:
        layer, variable = table.layer, variable_of(table.layer)
        mine = any(variable is one for one in case.model.trainable_variables)
        if built:
            moved = any(variable is one for one in _moved_by_any(case.model))
            yield _compiled(table, mine, moved, case.model)
        gradient = case.trace.gradients.get(table.gradient_of, "none known")
        if mine and gradient is None and table.reached:
            yield Finding(
                "no-gradient",
                "wrong",
                table.name,
                "the outputs do not depend on the table in a way that has a gradient",
                "Is there an argmax, a rounding or a stop_gradient between the two?",
            )
        if not mine and _looks_fresh(table) and case.vectors is None:
            text = "it is frozen, and its numbers are those of a new layer: random"
            advice = f"Call {layer.name}.set_weights([matrix]) before you freeze it."
            yield Finding("frozen-random", "risk", table.name, text, advice)
        if mine and built and optimizer.iterations.numpy() and _looks_fresh(table):
            text = (
                "steps were made, and its numbers still look like those of a new layer"
            )
            advice = "Compare the table before and after one fit."
            yield Finding("looks-untrained", "note", table.name, text, advice)


def _moved_by_any(model):
    """Return the variables of the model's optimizers; one of its own may have more."""
    optimizers = [
        one for one in vars(model).values() if hasattr(one, "apply_gradients")
    ]
    optimizers = [getattr(one, "inner_optimizer", one) for one in optimizers]
    return [each for one in optimizers for each in one._trainable_variables]


def _compiled(table, mine, moved, model):
    if mine == moved or model.train_function is None:
        state = "trained" if moved else "frozen"
        return Finding("compiled", "fine", table.name, f"it is {state}, as it says")
    says = "trainable" if mine else "frozen"
    does = "moves it" if moved else "does not move it"
    text = f"it says {says}, but the step that fit has built {does}"
    advice = "Call compile after each change of trainable."
    return Finding("not-compiled-again", "wrong", table.name, text, advice)


def _looks_fresh(table):
    """Return whether the numbers look like those that the initializer gave."""
    values, start = table.values, table.layer.embeddings_initializer
    if values.size < 100 or not np.isfinite(values).all():
        return False
    limits = getattr(start, "minval", None), getattr(start, "maxval", None)
    if None not in limits:
        inside = values.min() >= limits[0] and values.max() <= limits[1]
        spread = float(values.std()) / ((limits[1] - limits[0]) / np.sqrt(12))
        return bool(inside) and 0.85 < spread < 1.15
    if type(start).__name__ != "RandomNormal" or values.size < 1000:
        return False
    away = (values.astype("float64") - start.mean) / start.stddev
    moments = np.array([away.mean(), (away**2).mean(), (away**4).mean()])
    return bool((np.abs(moments - [0, 1, 3]) < [0.1, 0.1, 0.6]).all())


FROZEN_CHECKS = (check_frozen,)
