"""Run a model once and see what reaches each of its layers, without changing it."""

from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf


@dataclass
class Call:
    """One call of a layer: what went in, whether a mask was with it, what came out.

    `gradient` is that of the outputs of a table, or None.
    """

    layer: keras.Layer
    inputs: object
    masked: bool
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

    def of(self, layer):
        """Return the calls of a layer."""
        return [call for call in self.calls if call.layer is layer]


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

    These are counters, running means, states and seeds. A call never changes a table,
    and a table can be large: none is copied.
    """

    def __init__(self, model):
        tables = {id(variable_of(one)) for one in tables_of(model) if one.built}
        state = [v for v in model.variables if not v.trainable and id(v) not in tables]
        for layer in layers_of(model):
            state += [one.state for one in getattr(layer, "_seed_generators", [])]
        self.before = [(v, v.numpy()) for v in state if hasattr(v, "numpy")]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        for variable, value in self.before:
            if not np.array_equal(variable.numpy(), value, equal_nan=False):
                variable.assign(value)


def run(model, inputs):
    """Return the outputs of a model in inference, as a flat list of tensors."""
    return tf.nest.flatten(model(inputs, training=False))


def trace(model, inputs, is_real=None):
    """Run a model on some inputs, and note what each of its layers gets.

    Parameters
    ----------
    model : keras.Model
        Built. It is left as it is.
    inputs : array or structure of arrays
        A few rows of what the model takes.
    is_real : None or ndarray of bool, shape (B, T)
        Which places count, for models with an output at each place.

    Returns
    -------
    Trace
        With the gradient of a fixed random mixture of all outputs in each table.
    """
    seen, watched = Trace(), layers_of(model)
    tables = [one for one in tables_of(model) if one.built]
    replaced = []
    try:
        for layer in watched:
            replaced.append((layer, layer.__dict__.get("call")))
            object.__setattr__(layer, "call", _noting(layer, seen.calls))
        with Untouched(model), tf.GradientTape() as tape:
            for layer in tables:
                tape.watch(variable_of(layer).value)
            seen.outputs = run(model, inputs)
            mixture = _mixture(seen.outputs, is_real)
    except Exception as error:  # whatever a model of others may raise
        seen.error = error
    finally:
        for layer, before in replaced:
            if before is None:
                object.__delattr__(layer, "call")
            else:
                object.__setattr__(layer, "call", before)
    if seen.error is None and mixture is not None:
        variables = [variable_of(layer).value for layer in tables]
        lookups = [call for call in seen.calls if call.layer in tables]
        outputs = [call.outputs for call in lookups]
        found = tape.gradient(mixture, variables + outputs)
        seen.gradients = {id(t): g for t, g in zip(tables, found, strict=False)}
        for call, gradient in zip(lookups, found[len(tables) :], strict=True):
            call.gradient = gradient
    return seen


def _noting(layer, calls):
    """Return the layer's `call`, which now also notes what it gets and gives."""
    original = layer.call

    def call(*arguments, **options):
        inputs = arguments[0] if arguments else options.get("inputs")
        # Now, since a layer may take the mask off its inputs, as attention does.
        masked = any(mask_of(each) is not None for each in tf.nest.flatten(inputs))
        noted = Call(layer, inputs, masked)
        calls.append(noted)
        noted.outputs = original(*arguments, **options)
        return noted.outputs

    return call


def _mixture(outputs, is_real):
    """Return one number that depends on every output that counts.

    Random weights, since the sum of a softmax does not depend on anything.
    """
    rng, total = np.random.default_rng(0), None
    for output in outputs:
        if not output.dtype.is_floating:
            continue
        weights = rng.normal(size=output.shape)
        keep = mask_of(output)
        if keep is None and is_real is not None and output.ndim > 2:
            keep = is_real if output.shape[:2] == is_real.shape else None
        if keep is not None:
            keep = np.asarray(keep)
            weights *= keep.reshape(keep.shape + (1,) * (output.ndim - keep.ndim))
        part = tf.reduce_sum(tf.cast(output, "float32") * weights.astype("float32"))
        total = part if total is None else total + part
    return total
