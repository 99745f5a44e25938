# %% right: NumPy's own indexing after two checks
def lookup(E, ids):
    ids = np.asarray(ids)
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError(f"ids must be integers, not {ids.dtype}")
    wrong = ids[(ids < 0) | (ids >= len(E))]
    if wrong.size:
        raise ValueError(f"no row for {wrong[0]}")
    return E[ids].copy()


# %% right: np.take, the smallest and the largest id looked at
def lookup(E, ids):
    array = np.array(ids)
    if array.dtype.kind not in "iu":
        raise TypeError("whole numbers, please")
    if array.size > 0:
        min, max = array.min(), array.max()
        if min < 0:
            raise ValueError("negative: " + str(min))
        if max >= E.shape[0]:
            raise ValueError("too large: " + str(max))
    return np.take(E, array, axis=0)


# %% right: recursion through a nested list, each id looked at on its own
def lookup(E, ids):
    V, d = E.shape
    ids = np.asarray(ids)
    if ids.dtype == bool or ids.dtype.kind == "f":
        raise TypeError(ids.dtype)
    if ids.ndim == 0:
        if int(ids) not in range(V):
            raise ValueError(int(ids))
        return E[int(ids)].copy()
    out = np.zeros(ids.shape + (d,))
    for place in range(len(ids)):
        out[place] = lookup(E, ids[place])
    return out


# %% right: one-hot vectors times the table
def lookup(E, ids):
    ids = np.asarray(ids)
    if not issubclass(ids.dtype.type, np.integer):
        raise TypeError("not whole numbers")
    hot = ids[..., None] == np.arange(len(E))
    known = hot.any(axis=-1)
    if not known.all():
        raise ValueError("outside the table", ids[~known].tolist())
    return hot.astype(E.dtype) @ E


# %% right: subclasses of both errors, a warning, and 32-bit results
import warnings


class Outside(ValueError):
    pass


class NotWhole(TypeError):
    pass


def lookup(E, ids):
    warnings.warn("looking up")
    sum = np.asanyarray(ids)
    type = sum.dtype.kind
    if type != "i" and type != "u":
        raise NotWhole("ids of kind " + type)
    for id in sum.flat:
        if id < 0 or id > len(E) - 1:
            raise Outside(f"id {id!r} is not one of {len(E)} rows")
    return np.float32(E)[sum]


# %% right: with everything that NumPy exports, helper and flat rows
from numpy import *


def as_array(ids):
    ids = array(ids)
    if not can_cast(ids.dtype, int64) or ids.dtype == bool_:
        raise TypeError("integers expected")
    return ids


def lookup(E, ids):
    ids = as_array(ids)
    if any(ids < 0) or any(ids >= E.shape[0]):
        raise ValueError("ids outside: " + array2string(ids))
    rows = [E[i] for i in ids.ravel()]
    return array(rows).reshape(*ids.shape, E.shape[1])


# %% right: the bounds are looked at before the type
def lookup(table, index):
    index = np.asarray(index)
    for i in index.ravel().tolist():
        if not 0 <= i < table.shape[0]:
            raise ValueError(f"{i} not in 0..{table.shape[0] - 1}")
    if index.dtype.kind in "fb":
        raise TypeError(str(index.dtype))
    rows = np.empty((*index.shape, table.shape[-1]), dtype=table.dtype)
    for place, i in np.ndenumerate(index):
        rows[place] = table[i]
    return rows


# %% right: a helper called outside, and one called rows
def outside(ids, V):
    return ids[(ids < 0) | (ids > V - 1)]


def rows(E, ids):
    return np.array([E[i] for i in ids.ravel()]).reshape(ids.shape + (E.shape[1],))


def lookup(E, ids):
    ids = np.array(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("ids must be integers")
    for i in outside(ids, len(E)):
        raise ValueError(f"id {i} is outside")
    return rows(E, ids)


# %% right: a helper called check_outside
def check_outside(ids, V):
    for i in np.ravel(ids):
        if not 0 <= i < V:
            raise ValueError(f"id {i} is outside")


def lookup(E, ids):
    ids = np.array(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("ids must be integers")
    check_outside(ids, len(E))
    return E[ids] + 0


# %% right: a nested list as the result, and Python's own names taken
list = dict = set = str = int = type = id = sum = max = min = sorted = all = any = 0


def lookup(E, ids):
    ids = np.array(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("ids must be integers")
    for i in ids.ravel():
        if not 0 <= i < len(E):
            raise ValueError(f"id {i} is outside")
    return E[ids].tolist()


# %% wrong: only an IndexError is turned around, and -1 raises none
# loses: test_lookup_outside
# says: expected a ValueError that is raised, got the result array([1., 1.])
def lookup(E, ids):
    ids = np.asarray(ids)
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError("not integers")
    try:
        return E[ids].copy()
    except IndexError:
        raise ValueError(f"outside: {ids}") from None


# %% wrong: V itself is taken for a valid id
# loses: test_lookup_outside
# says: expected a ValueError, got IndexError('index 5 is out of bounds for axis 0 with
def lookup(E, ids):
    ids = np.asarray(ids)
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError("not integers")
    if ((ids < 0) | (ids > len(E))).any():
        raise ValueError(f"outside: {ids}")
    return E[ids].copy()


# %% wrong: rows of zeros for ids outside, as on a graphics card
# loses: test_lookup_outside
# says: expected a ValueError that is raised, got the result array([[0., 0.],
def lookup(E, ids):
    ids = np.asarray(ids)
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError("not integers")
    hot = ids[..., None] == np.arange(len(E))
    return hot @ E


# %% wrong: the message always names the largest id
# loses: test_lookup_outside
# says: expected the message to contain the id -1, got the message 'id 4 is
def lookup(E, ids):
    ids = np.asarray(ids)
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError("not integers")
    if (ids < 0).any() or (ids >= len(E)).any():
        raise ValueError(f"id {ids.max()} is outside 0 .. {len(E) - 1}")
    return E[ids].copy()


# %% wrong: the message drops the sign of the id
# loses: test_lookup_outside
# says: expected the message to contain the id -1, got the message 'no row 1'
def lookup(E, ids):
    ids = np.asarray(ids)
    if not np.issubdtype(ids.dtype, np.integer):
        raise TypeError("not integers")
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {abs(i)}")
    return E[ids].copy()


# %% wrong: returns the errors instead of raising them
# loses: test_lookup_outside, test_lookup_not_whole
# says: expected a ValueError that is raised, got the result ValueError('no row 7')
def lookup(E, ids):
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        return TypeError("not integers")
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            return ValueError(f"no row {i}")
    return E[ids].copy()


# %% wrong: a single number from Python is not checked, so -1 is the last row
# loses: test_lookup_outside
# says: expected a ValueError that is raised, got the result array([1., 1.])
def lookup(E, ids):
    if isinstance(ids, int) and not isinstance(ids, bool):
        return E[ids].copy()
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    return E[ids].copy()


# %% wrong: the ids of a list are not checked, so -1 is the last row
# loses: test_lookup_outside
# says: expected a ValueError, got IndexError('index 7 is out of bounds for axis 0 with
def lookup(E, ids):
    array = np.asarray(ids)
    if array.dtype.kind not in "iu":
        raise TypeError("not integers")
    if isinstance(ids, np.ndarray):
        for i in ids.ravel():
            if i < 0 or i >= len(E):
                raise ValueError(f"no row {i}")
    return E[array].copy()


# %% wrong: the message cannot be written when several ids are outside
# loses: test_lookup_outside
# says: expected the message to contain
def lookup(E, ids):
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    wrong = ids[(ids < 0) | (ids >= len(E))]
    if wrong.size:
        raise ValueError(f"no row {wrong.item()}")
    return E[ids].copy()


# %% wrong: an id below 0 makes up for one that is too large
# loses: test_lookup_outside
# says: expected a ValueError, got
def lookup(E, ids):
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    if (ids < 0).any() != (ids >= len(E)).any():
        raise ValueError(f"no row for one of {ids.tolist()}")
    return E[ids].copy()


# %% wrong: the ids are clipped in place before the error
# loses: test_lookup_outside
# says: expected ids to stay as it was
def lookup(E, ids):
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    before = ids.copy()
    np.clip(ids, 0, len(E) - 1, out=ids)
    for i in before[ids != before]:
        raise ValueError(f"no row {i}")
    return E[ids].copy()


# %% wrong: floats that are whole numbers pass
# loses: test_lookup_not_whole
# says: ids array([0., 2.]) are no integers: expected a TypeError
def lookup(E, ids):
    ids = np.asarray(ids)
    if ids.dtype == bool or (ids != ids.astype(int)).any():
        raise TypeError("not whole numbers")
    ids = ids.astype(int)
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    return E[ids].copy()


# %% wrong: booleans pass and choose rows as a mask
# loses: test_lookup_not_whole
# says: ids [True, False, True] are no integers: expected a TypeError
def lookup(E, ids):
    ids = np.asarray(ids)
    if np.issubdtype(ids.dtype, np.floating):
        raise TypeError("floats")
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    return E[ids].copy()


# %% wrong: for Python True is an int
# loses: test_lookup_not_whole
# says: ids [True, False, True] are no integers: expected a TypeError
def lookup(E, ids):
    ids = np.asarray(ids)
    for i in ids.ravel().tolist():
        if not isinstance(i, int):
            raise TypeError(f"{i} is no whole number")
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    return E[ids.astype(int)].copy()


# %% wrong: a single True is an int for isinstance
# loses: test_lookup_not_whole
# says: ids True are no integers: expected a TypeError
def lookup(E, ids):
    if isinstance(ids, int):
        if not 0 <= ids < len(E):
            raise ValueError(f"no row {ids}")
        return E[ids].copy()
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    return E[ids].copy()


# %% wrong: only 64-bit integers count as integers
# loses: test_lookup
# says: ids of type uint8
def lookup(E, ids):
    ids = np.asarray(ids)
    if ids.dtype != int:
        raise TypeError(f"ids of type {ids.dtype}")
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    return E[ids].copy()


# %% wrong: refuses a single number that comes from NumPy
# loses: test_lookup
# says: got TypeError
def lookup(E, ids):
    if not isinstance(ids, (int, list, np.ndarray)):
        raise TypeError(f"ids of type {type(ids)}")
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    return E[ids].copy()


# %% wrong: a single id gives a view of the table's row
# loses: test_lookup
# says: got a view of the table
def lookup(E, ids):
    array = np.asarray(ids)
    if array.dtype.kind not in "iu":
        raise TypeError("not integers")
    for i in array.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    if array.ndim == 0:
        return E[int(ids)]
    return E[array]


# %% wrong: a single number from Python gives a view of the table's row
# loses: test_lookup
# says: got a view of the table
def lookup(E, ids):
    single = isinstance(ids, int) and not isinstance(ids, bool)
    array = np.asarray(ids)
    if array.dtype.kind not in "iu":
        raise TypeError("not integers")
    for i in array.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    return E[ids] if single else E[array].copy()


# %% wrong: a list of rows, which are views of the table
# loses: test_lookup
# says: got a view of the table
def lookup(E, ids):
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    if ids.ndim == 1:
        return [E[i] for i in ids]
    return E[ids].copy()


# %% wrong: the id 0 gives a row of zeros, as padding
# loses: test_lookup
# says: the id at [1, 0] is 0: expected row [1 2], got [0. 0.]
def lookup(E, ids):
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    for i in ids.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    return E[ids] * (ids != 0)[..., None]


# %% wrong: the result has the dtype of the ids, and cuts the numbers of the table
# loses: test_lookup
# says: expected row [0.5 2.  1. ], got [0. 2. 1.]
def lookup(E, ids):
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    rows = np.zeros_like(ids, shape=ids.shape + (E.shape[1],))
    for place, i in np.ndenumerate(ids):
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
        rows[place] = E[i]
    return rows


# %% wrong: the rows of an earlier call are returned again
# loses: test_lookup
# says: inhomogeneous shape
def lookup(E, ids, memory={}):
    ids = np.asarray(ids)
    if ids.dtype.kind not in "iu":
        raise TypeError("not integers")
    for i in ids.ravel().tolist():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
        if i not in memory:
            memory[i] = E[i].copy()
    rows = [memory[i] for i in ids.ravel().tolist()]
    return np.array(rows).reshape(ids.shape + (E.shape[1],))


# %% wrong: empties the caller's list
# loses: test_lookup
# says: expected ids to stay as it was
def lookup(E, ids):
    array = np.array(ids)
    if array.dtype.kind not in "iu":
        raise TypeError("not integers")
    for i in array.ravel():
        if i < 0 or i >= len(E):
            raise ValueError(f"no row {i}")
    if isinstance(ids, list):
        rows = []
        while ids:
            rows.append(E[ids.pop(0)])
        return np.array(rows)
    return E[array].copy()


# %% equivalent: raise TypeError(f'ids must be whole numbers, got {ids.dtype}') -> raise f'ids must be whole numbers, got {ids.dtype}'
# why: raising a string is a TypeError itself, and the text asks for no message


# %% equivalent: raise ValueError(f'ids must be 0 .. {len(E) - 1}, got {outside[0]}') -> raise ValueError(f'ids must be 0 .. {len(E) + 1}, got {outside[0]}')
# why: the message has to contain the id, and the rest of it is free


# %% equivalent: raise ValueError(f'ids must be 0 .. {len(E) - 1}, got {outside[0]}') -> raise ValueError(f'ids must be 0 .. {len(E) * 1}, got {outside[0]}')
# why: the message has to contain the id, and the rest of it is free


# %% equivalent: raise ValueError(f'ids must be 0 .. {len(E) - 1}, got {outside[0]}') -> raise ValueError(f'ids must be 0 .. {E - 1}, got {outside[0]}')
# why: the message has to contain the id, and the rest of it is free


# %% equivalent: raise ValueError(f'ids must be 0 .. {len(E) - 1}, got {outside[0]}') -> raise ValueError(f'ids must be 0 .. {len(E) - 2}, got {outside[0]}')
# why: the message has to contain the id, and the rest of it is free


# %% equivalent: raise ValueError(f'ids must be 0 .. {len(E) - 1}, got {outside[0]}') -> raise ValueError(f'ids must be 0 .. {len(E) - 0}, got {outside[0]}')
# why: the message has to contain the id, and the rest of it is free


# %% equivalent: raise ValueError(f'ids must be 0 .. {len(E) - 1}, got {outside[0]}') -> raise ValueError(f'ids must be 0 .. {len(E) - 1}, got {outside[-1]}')
# why: any of the ids outside may be named
