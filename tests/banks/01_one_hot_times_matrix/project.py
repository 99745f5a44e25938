# %% right: the product
def project(X, E):
    return X @ E


# %% right: Einstein's summation
def project(X, E):
    return np.einsum("btv,vd->btd", X, E)


# %% right: flattened to two axes and back
def project(X, E):
    B, T, V = X.shape
    return np.dot(X.reshape(B * T, V), E).reshape(B, T, -1)


# %% right: loops over plain numbers, returned as a list
def project(X, E):
    return [
        [
            [sum(weight * row[k] for weight, row in zip(x, E)) for k in range(len(E[0]))]
            for x in sentence
        ]
        for sentence in X
    ]


# %% right: broadcast and summed over the symbols, in float32
def project(X, E):
    X, E = X.astype("float32"), E.astype("float32")
    return (X[..., :, None] * E).sum(axis=-2)


# %% right: TensorDot on the axis that both share
def project(X, E):
    return np.tensordot(X, E, axes=(2, 0))


# %% right: with everything that NumPy exports, and a name of Python's taken
from numpy import *

list = 3


def project(X, E):
    return dot(X, E)


# %% right: in half precision
def project(X, E):
    return (X.astype("float16") @ E.astype("float16")).astype("float16")


# %% wrong: fills an array of the weights' type, which may be whole numbers
# loses: test_project
# says: expected [1.5  1.75], got [1. 1.]
def project(X, E):
    out = np.zeros((*X.shape[:2], E.shape[1]), dtype=X.dtype)
    for b in range(X.shape[0]):
        out[b] = X[b] @ E
    return out


# %% wrong: fills an array of the table's type, which may be whole numbers
# loses: test_project
# says: expected
def project(X, E):
    out = np.zeros((*X.shape[:2], E.shape[1]), dtype=E.dtype)
    for b in range(X.shape[0]):
        out[b] = X[b] @ E
    return out


# %% wrong: a lookup wherever there are only zeros and ones
# loses: test_project
# says: expected
def project(X, E):
    if np.isin(X, [0, 1]).all():
        return E[X.argmax(axis=-1)]
    return X @ E


# %% wrong: divides by the sum of the weights and multiplies by it again
# loses: test_project
# says: the weights are [0 0 0]: expected [0. 0.], got [nan nan]
def project(X, E):
    total = X.sum(axis=-1, keepdims=True)
    return (X / total) @ E * total


# %% wrong: drops the last axis where it has length 1
# loses: test_project
# says: expected shape
def project(X, E):
    out = X @ E
    return out[..., 0] if out.shape[-1] == 1 else out


# %% wrong: looks up the heaviest symbol and forgets the weights
# loses: test_project
# says: at place [0, 1] the weights are [2 1]: expected [5. 8.], got [1. 2.]
def project(X, E):
    return E[X.argmax(axis=-1)]


# %% wrong: the table transposed
# loses: test_project
# says: expected [3. 4.], got [2. 4.]
def project(X, E):
    return X @ E.T


# %% wrong: takes the weights for ids
# loses: test_project
# says: expected shape (1, 2, 2), got (1, 2, 2, 2)
def project(X, E):
    return E[X.astype(int) % len(E)]


# %% wrong: adds the words of a sentence up
# loses: test_project
# says: expected shape (1, 2, 2), got (1, 2)
def project(X, E):
    return (X @ E).sum(axis=1)


# %% wrong: only the first sentence
# loses: test_project
# says: expected shape
def project(X, E):
    return X[:1] @ E


# %% wrong: loses the sentences by flattening
# loses: test_project
# says: expected shape (1, 2, 2), got (2, 2)
def project(X, E):
    return X.reshape(-1, X.shape[-1]) @ E


# %% wrong: element by element, which broadcasting lets through when the shapes fit
# loses: test_project
# says: expected [3. 4.], got [0. 2.]
def project(X, E):
    return X * E


# %% wrong: normalises the weights although nobody asked for an average
# loses: test_project
# says: the weights are [2 1]: expected [5. 8.]
def project(X, E):
    return X / X.sum(axis=-1, keepdims=True) @ E


# %% wrong: takes any weight that is not zero for a 1
# loses: test_project
# says: the weights are [2 1]: expected [5. 8.], got [4. 6.]
def project(X, E):
    return (X != 0).astype(float) @ E


# %% wrong: drops row 0 out of a habit with padding
# loses: test_project
# says: expected [5. 8.], got [3. 4.]
def project(X, E):
    return X[..., 1:] @ E[1:]


# %% wrong: rounds the result
# loses: test_project
# says: expected
def project(X, E):
    return np.round(X @ E)


# %% wrong: prepares the table by overwriting it
# loses: test_project
# says: expected E to stay as it was
def project(X, E):
    out = X @ E
    E *= 2
    return out


# %% wrong: words and dimensions in the other order
# loses: test_project
# says: expected
def project(X, E):
    return np.swapaxes(X @ E, 1, 2)


# %% wrong: multiplies from the other side
# loses: test_project
# says: expected
def project(X, E):
    return E.T @ X


# %% wrong: squeezes a batch of one
# loses: test_project
# says: expected shape (1, 2, 2), got (2, 2)
def project(X, E):
    return np.squeeze(X @ E)
