# %% right: the bias is added to every row of the kernel
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1]
    V, d = table.shape
    layer = keras.layers.Embedding(V, d)
    layer.build((None,))
    layer.set_weights([table])
    return layer


# %% right: all one-hot vectors at once through the layer, and weights=
def embedding_from_dense(dense):
    V, d = dense.kernel.shape
    table = np.array(dense(np.eye(V)))
    return keras.layers.Embedding(input_dim=V, output_dim=d, weights=[table])


# %% right: a constant for an initializer, the layer is built when it is called
def embedding_from_dense(dense):
    table = sum(np.asarray(w) for w in dense.get_weights())
    return keras.layers.Embedding(
        *table.shape, embeddings_initializer=keras.initializers.Constant(table)
    )


# %% right: a function for an initializer
def embedding_from_dense(dense):
    kernel, *rest = dense.get_weights()
    table = kernel + rest[0] if rest else kernel
    return keras.layers.Embedding(
        kernel.shape[0],
        kernel.shape[1],
        embeddings_initializer=lambda shape, dtype=None: keras.ops.array(table, dtype),
        trainable=False,
        name="from_dense",
    )


# %% right: calls the layer once, then assigns, with Python's own names as variables
def embedding_from_dense(dense):
    list = dense.get_weights()
    str, type = list[0].shape
    sum = list[0].tolist()
    if len(list) == 2:
        for id in range(str):
            for max in range(type):
                sum[id][max] += list[1][max]
    layer = keras.layers.Embedding(str, type)
    layer(np.array([0]))
    layer.embeddings.assign(np.array(sum))
    return layer


# %% right: a subclass of Embedding that adds the bias itself
class WithBias(keras.layers.Embedding):
    def call(self, inputs):
        return super().call(inputs) + self.bias


def embedding_from_dense(dense):
    kernel = dense.get_weights()[0]
    layer = WithBias(*kernel.shape)
    layer.build()
    layer.set_weights([kernel])
    layer.bias = dense.get_weights()[1] if dense.use_bias else 0.0
    return layer


# %% right: in 64 bits, with a helper and everything that NumPy exports
from numpy import *


def as_array(weights):
    return asarray(weights, dtype=float64)


def embedding_from_dense(dense):
    kernel = as_array(dense.kernel)
    bias = zeros(kernel.shape[1]) if dense.bias is None else as_array(dense.bias)
    layer = keras.layers.Embedding(*kernel.shape, dtype="float64")
    layer.build((None,))
    layer.set_weights([kernel + ones((len(kernel), 1)) * bias])
    return layer


# %% right: Keras from TensorFlow, row after row, and an old option that warns
import tensorflow as tf
from tensorflow import keras


def embedding_from_dense(dense):
    V = int(dense.kernel.shape[0])
    rows = [dense(tf.one_hot([i], V))[0].numpy() for i in range(V)]
    layer = keras.layers.Embedding(V, len(rows[0]), input_length=1)
    layer.build(None)
    layer.set_weights([np.array(rows)])
    return layer


# %% right: helper functions with the names of what they give
def kernel(dense):
    return dense.get_weights()[0]


def bias(dense):
    return dense.get_weights()[1] if dense.use_bias else 0


def embedding_from_dense(dense):
    V, d = kernel(dense).shape
    layer = keras.layers.Embedding(V, d)
    layer.build((None,))
    layer.set_weights([kernel(dense) + bias(dense)])
    return layer


# %% right: adds to the arrays from get_weights, which are copies
def embedding_from_dense(dense):
    table, *bias = dense.get_weights()
    for b in bias:
        table += b
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: the bias is forgotten
# loses: test_dense_bias
# says: with the bias [10. 20.]: expected [13. 24.], got [3. 4.]
def embedding_from_dense(dense):
    kernel = dense.get_weights()[0]
    layer = keras.layers.Embedding(*kernel.shape)
    layer.build((None,))
    layer.set_weights([kernel])
    return layer


# %% wrong: a bias is always expected
# loses: test_embedding_from_dense
# says: not enough values to unpack (expected 2, got 1)
def embedding_from_dense(dense):
    kernel, bias = dense.get_weights()
    layer = keras.layers.Embedding(*kernel.shape)
    layer.build((None,))
    layer.set_weights([kernel + bias])
    return layer


# %% wrong: all weights of the Dense layer are handed on, the bias among them
# loses: test_dense_bias
# says: a weight list of length 2, but the layer was expecting 1 weights
def embedding_from_dense(dense):
    V, d = dense.get_weights()[0].shape
    layer = keras.layers.Embedding(V, d)
    layer.build((None,))
    layer.set_weights(dense.get_weights())
    return layer


# %% wrong: the bias is divided among the rows
# loses: test_dense_bias
# says: expected [13. 24.], got [ 8. 14.]
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1] / len(table)
    layer = keras.layers.Embedding(*table.shape)
    layer.build((None,))
    layer.set_weights([table])
    return layer


# %% wrong: the bias is added twice, the layer had added it already
# loses: test_dense_bias
# says: expected [13. 24.], got [23. 44.]
def embedding_from_dense(dense):
    V = dense.get_weights()[0].shape[0]
    table = np.array(dense(np.eye(V)))
    if dense.use_bias:
        table = table + dense.get_weights()[1]
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: the bias is added to row 0 only
# loses: test_dense_bias
# says: id 1 of a Dense layer with the bias [10. 20.]: expected [13. 24.], got [3. 4.]
def embedding_from_dense(dense):
    table = np.array(dense.get_weights()[0])
    if dense.use_bias:
        table[0] += dense.get_weights()[1]
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: the bias is added to every row but row 0, as if that were padding
# loses: test_dense_bias
# says: id 0 of a Dense layer with the bias [10. 20.]: expected [11. 22.], got [1. 2.]
def embedding_from_dense(dense):
    table = np.array(dense.get_weights()[0])
    if dense.use_bias:
        table[1:] += dense.get_weights()[1]
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: the bias runs down the rows, silently if the kernel is square
# loses: test_dense_bias
# says: expected [13. 24.], got [23. 24.]
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1].reshape(-1, 1)
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: one number of the bias for all columns
# loses: test_dense_bias
# says: expected [13. 24.], got [13. 14.]
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1][0]
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: the bias becomes one more row of the table
# loses: test_dense_bias
# says: expected Embedding(2, 2), got Embedding(3, 2)
def embedding_from_dense(dense):
    table = np.vstack(dense.get_weights())
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: the table never gets into the layer
# loses: test_embedding_from_dense, test_dense_bias
# says: id 2 of a Dense layer without a bias: expected [5. 6.], got
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1]
    return keras.layers.Embedding(*table.shape)


# %% wrong: weights are set before the layer has any
# loses: test_embedding_from_dense, test_dense_bias
# says: a weight list of length 1, but the layer was expecting 0 weights
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1]
    layer = keras.layers.Embedding(*table.shape)
    layer.set_weights([table])
    return layer


# %% wrong: a row of zeros in front, for padding
# loses: test_embedding_from_dense, test_dense_bias
# says: expected Embedding(3, 2), got Embedding(4, 2)
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1]
    table = np.vstack([np.zeros((1, table.shape[1])), table])
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: V + 1 rows do not fit the kernel
# loses: test_embedding_from_dense, test_dense_bias
# says: weight shape (4, 2) is not compatible with provided weight shape (3, 2)
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1]
    layer = keras.layers.Embedding(table.shape[0] + 1, table.shape[1])
    layer.build((None,))
    layer.set_weights([table])
    return layer


# %% wrong: the table is transposed, as in PyTorch's Linear
# loses: test_embedding_from_dense, test_dense_bias
# says: expected Embedding(3, 2), got Embedding(2, 3)
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1]
    return keras.layers.Embedding(*table.T.shape, weights=[table.T])


# %% wrong: returns the table instead of a layer
# loses: test_embedding_from_dense, test_dense_bias
# says: expected a keras.layers.Embedding, got array(
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1]
    return table


# %% wrong: a model around the layer
# loses: test_embedding_from_dense, test_dense_bias
# says: expected a keras.layers.Embedding, got <Sequential
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    if dense.use_bias:
        table = table + dense.get_weights()[1]
    layer = keras.layers.Embedding(*table.shape, weights=[table])
    return keras.Sequential([layer])


# %% wrong: a function that makes one-hot vectors for the Dense layer
# loses: test_embedding_from_dense, test_dense_bias
# says: expected a keras.layers.Embedding, got <function
def embedding_from_dense(dense):
    V = dense.get_weights()[0].shape[0]
    return lambda ids: dense(np.eye(V)[np.asarray(ids)])


# %% wrong: moves the bias into the kernel of the caller's layer
# loses: test_dense_bias
# says: expected dense to stay as it was
def embedding_from_dense(dense):
    kernel, bias = dense.get_weights() if dense.use_bias else (*dense.get_weights(), 0)
    if dense.use_bias:
        dense.set_weights([kernel + bias, np.zeros_like(bias)])
    return keras.layers.Embedding(*kernel.shape, weights=[kernel + bias])


# %% wrong: adds the bias to the caller's kernel, and leaves it there twice
# loses: test_dense_bias
# says: expected dense to stay as it was
def embedding_from_dense(dense):
    if dense.use_bias:
        dense.kernel.assign_add(dense.bias + 0 * dense.kernel)
    table = dense.get_weights()[0]
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: whole numbers
# loses: test_embedding_from_dense, test_dense_bias
# says: of a Dense layer without a bias: expected
def embedding_from_dense(dense):
    kernel = dense.get_weights()[0]
    table = np.zeros(kernel.shape, dtype=int)
    table[:] = kernel
    if dense.use_bias:
        table += dense.get_weights()[1].astype(int)
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: the layer of an earlier call with the same shape is returned again
# loses: test_embedding_from_dense, test_dense_bias
# says: of a Dense layer without a bias: expected
def embedding_from_dense(dense, layers={}):
    table = sum(np.asarray(w) for w in dense.get_weights())
    if table.shape not in layers:
        layers[table.shape] = keras.layers.Embedding(*table.shape, weights=[table])
    return layers[table.shape]


# %% wrong: the layer of an earlier call gets the weights of the next
# loses: test_embedding_from_dense
# says: expected it to keep [3. 4.] when the function is called again, got [7. 8.]
def embedding_from_dense(dense, layers={}):
    table = sum(np.asarray(w) for w in dense.get_weights())
    if table.shape not in layers:
        layers[table.shape] = keras.layers.Embedding(*table.shape)
        layers[table.shape].build((None,))
    layers[table.shape].set_weights([table])
    return layers[table.shape]


# %% wrong: an array with two numbers is no condition
# loses: test_dense_bias
# says: The truth value of an array with more than one element is ambiguous
def embedding_from_dense(dense):
    table = dense.get_weights()[0]
    bias = dense.get_weights()[1] if dense.use_bias else None
    if bias:
        table = table + bias
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% wrong: the bias only if none of its numbers is 0, as NumPy's message suggests
# loses: test_dense_bias
# says: of a Dense layer with the bias
def embedding_from_dense(dense):
    table, *bias = dense.get_weights()
    if bias and bias[0].all():
        table = table + bias[0]
    return keras.layers.Embedding(*table.shape, weights=[table])


# %% equivalent: table = kernel + bias[0] if bias else kernel -> table = kernel + bias[-1] if bias else kernel
# why: a Dense layer has one bias at most, so the first of that list is the last
