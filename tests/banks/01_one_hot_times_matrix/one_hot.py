# %% right: rows of the identity matrix
def one_hot(ids, V):
    ids = np.asarray(ids)
    if ids.min() < 0 or ids.max() >= V:
        bad = ids[(ids < 0) | (ids >= V)]
        raise ValueError(f"not in the table: {bad.tolist()}")
    return np.eye(V)[ids]


# %% right: two loops over plain lists, returned as a list
def one_hot(ids, V):
    batch = []
    for sentence in ids:
        vectors = []
        for i in sentence:
            if not 0 <= i < V:
                raise ValueError("bad id " + str(i))
            vector = [0] * V
            vector[i] = 1
            vectors.append(vector)
        batch.append(vectors)
    return batch


# %% right: comparison with all ids, returned as booleans
def one_hot(ids, V):
    X = np.asarray(ids)[..., None] == np.arange(V)
    if not X.any(axis=-1).all():
        raise ValueError(f"outside the table: {np.asarray(ids)[~X.any(axis=-1)]}")
    return X


# %% right: zeros and put_along_axis, in 8-bit integers
def one_hot(ids, V):
    ids = np.array(ids)
    for i in ids.flatten():
        if i < 0 or i > V - 1:
            raise ValueError(f"id {i} has no row in a table of {V}")
    X = np.zeros(ids.shape + (V,), dtype=np.int8)
    np.put_along_axis(X, ids[..., None], 1, axis=-1)
    return X


# %% right: a subclass of ValueError, and a warning on the way
class UnknownId(ValueError):
    pass


def one_hot(ids, V):
    import warnings

    warnings.warn("one-hot vectors are wasteful")
    ids = np.asarray(ids)
    for i in ids.ravel():
        if i not in range(V):
            raise UnknownId(f"id {i}")
    X = np.zeros((ids.size, V), dtype="float32")
    X[np.arange(ids.size), ids.ravel()] = 1
    return X.reshape(*ids.shape, V)


# %% right: other names for the parameters, and Python's own names used as scratch
sum = str = 0


def one_hot(batch, size):
    batch = np.asarray(batch)
    wrong = [i for i in batch.ravel() if not 0 <= i < size]
    if wrong:
        raise ValueError(wrong)
    return np.eye(size)[batch]


# %% right: with everything that NumPy exports
from numpy import *


def one_hot(ids, V):
    ids = array(ids)
    if any(ids < 0) or any(ids >= V):
        raise ValueError("outside: " + array2string(ids))
    return identity(V)[ids]


# %% wrong: -1 quietly becomes the last symbol
# loses: test_one_hot_outside
# says: id -1 is outside 0 .. 4: expected a ValueError, got a result
def one_hot(ids, V):
    if np.max(ids) >= V:
        raise ValueError(f"ids too large: {np.max(ids)}")
    return np.eye(V)[np.asarray(ids)]


# %% wrong: no check at all, NumPy's IndexError is thought to be enough
# loses: test_one_hot_outside
# says: expected a ValueError, got IndexError
def one_hot(ids, V):
    return np.eye(V)[np.asarray(ids)]


# %% wrong: ids outside give a vector of zeros, as one_hot in TensorFlow does
# loses: test_one_hot_outside
# says: expected a ValueError, got a result as if nothing were wrong
def one_hot(ids, V):
    return np.asarray(ids)[..., None] == np.arange(V)


# %% wrong: ids outside are clipped to the table
# loses: test_one_hot_outside
# says: expected a ValueError, got a result as if nothing were wrong
def one_hot(ids, V):
    return np.eye(V)[np.clip(ids, 0, V - 1)]


# %% wrong: only the first word of each sentence is checked
# loses: test_one_hot_outside
# says: id -1 is outside 0 .. 4: expected a ValueError, got a result
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids[:, 0]:
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    for i in ids.ravel():
        if i >= V:
            raise ValueError(f"id {i}")
    return np.eye(V)[ids % V]


# %% wrong: only the last sentence is checked
# loses: test_one_hot_outside
# says: id -1 is outside 0 .. 4: expected a ValueError, got a result
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids[-1]:
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    if ids.max() >= V:
        raise ValueError(f"id {ids.max()}")
    return np.eye(V)[ids]


# %% wrong: the result of an earlier call is kept and returned again
# loses: test_one_hot
# says: expected the 1 of that vector at position
def one_hot(ids, V, memory={}):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    if (ids.shape, V) not in memory:
        memory[ids.shape, V] = np.eye(V)[ids]
    return memory[ids.shape, V]


# %% wrong: ids squeezed into 8 bits
# loses: test_one_hot
# says: the id at [0, 0] is 299: expected the 1 of that vector at position 299
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    return np.eye(V)[ids.astype(np.int8)]


# %% wrong: empties the caller's list
# loses: test_one_hot
# says: expected ids to stay as it was, [[2, 0]], got []
def one_hot(ids, V):
    if np.min(ids) < 0 or np.max(ids) >= V:
        raise ValueError(f"ids {ids}")
    X = np.eye(V)[np.asarray(ids)]
    while isinstance(ids, list) and ids:
        ids.pop()
    return X


# %% wrong: V itself is taken for a valid id
# loses: test_one_hot_outside
# says: id 5 is outside 0 .. 4: expected a ValueError, got IndexError
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if i < 0 or i > V:
            raise ValueError(f"id {i}")
    return np.eye(V)[ids]


# %% wrong: the id 0 is refused as if it were padding
# loses: test_one_hot, test_one_hot_outside
# says: bad id 0
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if i < 1 or i >= V:
            raise ValueError(f"bad id {i}")
    return np.eye(V)[ids]


# %% wrong: the message does not say which id
# loses: test_one_hot_outside
# says: expected the message to contain the id 7
def one_hot(ids, V):
    ids = np.asarray(ids)
    if (ids < 0).any() or (ids >= V).any():
        raise ValueError("some ids are out of range")
    return np.eye(V)[ids]


# %% wrong: assert in the place of a ValueError
# loses: test_one_hot_outside
# says: expected a ValueError, got AssertionError
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        assert 0 <= i < V, f"id {i} out of range"
    return np.eye(V)[ids]


# %% wrong: the batch is flattened into one long sentence
# loses: test_one_hot
# says: expected shape (1, 2, 3), got (2, 3)
def one_hot(ids, V):
    ids = np.ravel(ids)
    for i in ids:
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    return np.eye(V)[ids]


# %% wrong: one vector for the whole sentence, a bag of words
# loses: test_one_hot
# says: expected shape (1, 2, 3), got (1, 3)
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    return np.eye(V)[ids].sum(axis=1)


# %% wrong: the axis of length V comes before the words
# loses: test_one_hot
# says: expected shape (1, 2, 3), got (1, 3, 2)
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    return np.eye(V)[ids].swapaxes(1, 2)


# %% wrong: ids are counted from 1
# loses: test_one_hot
# says: expected the 1 of that vector at position 2, got it at position 1
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    return np.eye(V)[ids - 1]


# %% wrong: the id itself stands in the place of the 1
# loses: test_one_hot
# says: expected zeros and ones only, got 2 among them
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    return np.eye(V)[ids] * ids[..., None]


# %% wrong: a thermometer, ones up to the id
# loses: test_one_hot
# says: expected exactly one 1 in each vector, got one with 3
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    return np.arange(V) <= ids[..., None]


# %% wrong: as long as the largest id needs, whatever V is
# loses: test_one_hot
# says: expected shape
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    return np.eye(ids.max() + 1)[ids]


# %% wrong: returns the ids untouched
# loses: test_one_hot
# says: expected shape (1, 2, 3), got (1, 2)
def one_hot(ids, V):
    for sentence in ids:
        for i in sentence:
            if not 0 <= i < V:
                raise ValueError(f"id {i}")
    return ids


# %% wrong: prints the vectors and returns nothing
# loses: test_one_hot
# says: expected an array, got None
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    print(np.eye(V)[ids])


# %% wrong: a nested list cannot be compared with a number
# loses: test_one_hot
# says: expected the nested list [[2, 0]] to be taken like the array, got TypeError
def one_hot(ids, V):
    if (ids < 0).any() or (ids >= V).any():
        raise ValueError(f"ids {ids}")
    return np.eye(V)[ids]


# %% wrong: clips the caller's own array before it complains
# loses: test_one_hot
# says: expected ids to stay as it was, [[2 0]], got [[0 0]]
def one_hot(ids, V):
    ids = np.asarray(ids)
    for i in ids.ravel():
        if not 0 <= i < V:
            raise ValueError(f"id {i}")
    X = np.eye(V)[ids]
    ids[...] = 0
    return X


# %% equivalent: raise ValueError(f'ids must be 0 or more and below {V}, got {outside[0]}') -> raise ValueError(f'ids must be 0 or more and below {V}, got {outside[-1]}')
# why: any of the ids outside may be named, and with a single one they are the same
