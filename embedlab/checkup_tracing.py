"""Run a model once and see what reaches each of its layers, without changing it."""

import random
from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf


@dataclass
class Call:
    """One call of a layer: what went in and came out, and whether a mask came along.

    `half_masked` is True where one input came with a mask and another without.

    `looks_up` is False where a table goes back from vectors to scores, or its inputs
    cannot be seen. `gradient` is that of what a table gave, or None.
    """

    layer: keras.Layer
    inputs: object
    masked: bool
    half_masked: bool = False
    looks_up: bool = True
    outputs: object = None
    gradient: object = None


@dataclass
class Trace:
    """What a run of a model has shown.

    `error` is None, or the exception that stopped the run; `gradients` has one entry
    for each table, by the layer's id: a tensor, an IndexedSlices or None.
    """

    calls: list = field(default_factory=list)
    outputs: object = None
    error: Exception | None = None
    gradients: dict = field(default_factory=dict)

    def lookups(self, layer):
        """Return the calls of a table that looked rows up."""
        return [one for one in self.calls if one.layer is layer and one.looks_up]


def layers_of(model):
    """Return all layers of a model, nested ones too, each once."""
    found = {id(layer): layer for layer in model._flatten_layers(include_self=False)}
    return list(found.values())


def tables_of(model):
    """Return the Embedding layers of a model, subclasses too."""
    return [one for one in layers_of(model) if isinstance(one, keras.layers.Embedding)]


def variable_of(layer):
    """Return the variable of a table: with LoRA `layer.embeddings` is a sum of two."""
    return getattr(layer, "_embeddings", layer.embeddings)


def mask_of(tensor):
    """Return the mask that Keras has hung on a tensor, or None."""
    return getattr(tensor, "_keras_mask", None)


class Untouched:
    """A block after which what a call may change is as it was before.

    These are counters, running means, states, seeds, and what a layer notes about
    itself. A call never changes a table, and a table can be large: none is copied.
    """

    def __init__(self, model):
        tables = {id(variable_of(one)) for one in tables_of(model) if one.built}
        state = [v for v in model.variables if not v.trainable and id(v) not in tables]
        layers = [model, *layers_of(model)]
        for layer in layers:
            state += [one.state for one in getattr(layer, "_seed_generators", [])]
        self.before = [(v, v.numpy()) for v in state if hasattr(v, "numpy")]
        self.attributes = [(layer, dict(vars(layer))) for layer in layers]
        self.losses = [(one, list(one)) for one in (each._losses for each in layers)]
        self.drawn = random.getstate(), np.random.get_state()  # noqa: NPY002

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for variable, value in self.before:
            if not np.array_equal(variable.numpy(), value, equal_nan=False):
                variable.assign(value)
        for layer, attributes in self.attributes:
            for name in vars(layer).keys() - attributes.keys():
                object.__delattr__(layer, name)
            for name, value in attributes.items():
                if vars(layer).get(name) is not value:
                    object.__setattr__(layer, name, value)
        for now, before in self.losses:
            now[:] = before
        random.setstate(self.drawn[0])
        np.random.set_state(self.drawn[1])  # noqa: NPY002


def run(model, inputs):
    """Return the outputs of a model in inference, as a flat list of tensors."""
    return tf.nest.flatten(model(inputs, training=False))


def trace(model, inputs, is_real=None):
    """Run a model on some inputs, and note what each of its layers gets.

    Parameters
    ----------
    model : keras.Model
        Built. What a call changes in it stays changed: see `Untouched`.
    inputs : array or structure of arrays
        A few rows of what the model takes.
    is_real : None or ndarray of bool, shape (B, T)
        Which places count, for models with an output at each place.

    Returns
    -------
    Trace
        With the gradient of a fixed random mixture of all outputs in each table, and
        in all rows that were looked up.
    """
    seen, watched = Trace(), layers_of(model)
    tables = [one for one in tables_of(model) if one.built]
    replaced, compiled = [], not tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)  # a compiled function would not be seen into
    try:
        for layer in watched:
            replaced.append((layer, layer.__dict__.get("call")))
            object.__setattr__(layer, "call", _noting(layer, seen.calls))
        with tf.GradientTape() as tape:
            for layer in tables:
                tape.watch(variable_of(layer).value)
            seen.outputs = run(model, inputs)
            mixture = _mixture(seen.outputs, is_real)
    except Exception as error:  # whatever a model of others may raise
        seen.error = error
    finally:
        tf.config.run_functions_eagerly(not compiled)
        for layer, before in replaced:
            if before is None:
                object.__delattr__(layer, "call")
            else:
                object.__setattr__(layer, "call", before)
    if seen.error is None and mixture is not None:
        variables = [variable_of(layer).value for layer in tables]
        lookups = [call for layer in tables for call in seen.lookups(layer)]
        given = [call.outputs for call in lookups]
        found, of_rows = tape.gradient(mixture, (variables, given))
        seen.gradients = {id(t): g for t, g in zip(tables, found, strict=True)}
        for call, gradient in zip(lookups, of_rows, strict=True):
            call.gradient = gradient
    return seen


def _noting(layer, calls):
    """Return the layer's `call`, which now also notes what it gets."""
    original = layer.call

    def call(*arguments, **options):
        inputs = arguments[0] if arguments else options.get("inputs")
        # Now, since a layer may take the mask off its inputs, as attention does.
        masks = [mask_of(each) is not None for each in tf.nest.flatten(inputs)]
        back = options.get("reverse") or any(one is True for one in arguments[1:2])
        # Inside a compiled function a tensor has no value that could be looked at.
        looks_up = not back and tf.is_tensor(inputs) and hasattr(inputs, "numpy")
        half_masked = any(masks) and not all(masks)
        noted = Call(layer, inputs, any(masks), half_masked, looks_up)
        calls.append(noted)
        noted.outputs = original(*arguments, **options)
        return noted.outputs

    return call


def _mixture(outputs, is_real):
    """Return one number that depends on every output that counts.

    Random weights, since the sum of a softmax does not depend on anything.
    """
    rng, total = np.random.default_rng(0), None
    for output in (each for each in outputs if each.dtype.is_floating):
        weights = rng.normal(size=output.shape)
        keep, per_place = mask_of(output), is_real is not None and output.ndim > 2
        if keep is None and per_place and output.shape[:2] == is_real.shape:
            keep = is_real
        if keep is not None:
            keep = np.asarray(keep)
            weights *= keep.reshape(keep.shape + (1,) * (output.ndim - keep.ndim))
        part = tf.reduce_sum(tf.cast(output, "float32") * weights.astype("float32"))
        total = part if total is None else total + part
    return total
