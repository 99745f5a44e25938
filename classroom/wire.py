"""Values that cross between the judge and a submission: as plain data, never as code.

A message is a JSON text and the bytes of the arrays in it. Numbers, strings, containers
and arrays arrive as copies; any other object of a submission arrives as a `Handle`.
What a function does to a list, a dictionary or an array that it was given is sent back
with its result, so that a test sees changed arguments and views as if nothing lay
between.
"""

import collections
import collections.abc
import decimal
import fractions
import functools
import importlib
import json
import numbers
import struct
import sys

HEADER = struct.Struct(">II")
LARGEST_MESSAGE = 256 << 20
LARGEST_TEXT = 64 << 20  # it takes many times as much memory once it is decoded
DEEPEST = 60
PLAIN_KINDS = "biufcSUMm"  # numpy.dtype.kind: no objects, no records
MOST_FIELDS = 100
VIEWS = (
    ("keys", collections.abc.KeysView),
    ("values", collections.abc.ValuesView),
    ("items", collections.abc.ItemsView),
)
# What keeps its class, beside list, tuple, dict and set.
DICTIONARIES = (collections.Counter, collections.OrderedDict, collections.defaultdict)
FACTORIES = {kind.__name__: kind for kind in (bool, dict, float, int, list, set, str)}


class CannotCross(BaseException):
    """A test gave an answer something that has no plain form.

    No `Exception`: a test that expects one must not take it for the answer's own.
    """


class Malformed(Exception):
    """What arrived is no message of this form."""


class Handle:
    """An object that stays on the other side; `classes` are its classes' names."""

    def __init__(self, number, classes=(), is_callable=False):
        self.number = number
        self.classes = classes
        self.is_callable = is_callable


# ------------------------------------------------------------------------- messages


def send(connection, value, encoder):
    """Send a value over a connected socket."""
    encoded = encoder.encode(value)
    text = json.dumps([encoded, [len(b) for b in encoder.buffers]]).encode()
    data_size = sum(len(b) for b in encoder.buffers)
    if len(text) > LARGEST_TEXT or len(text) + data_size > LARGEST_MESSAGE:
        raise ValueError(f"more than {LARGEST_MESSAGE >> 20} MiB of data at once")
    sizes = HEADER.pack(len(text), data_size)
    connection.sendall(b"".join([sizes, text, *encoder.buffers]))


def receive(connection, decoder):
    """Return the next value from a socket.

    Raises
    ------
    EOFError
        If the other side has ended.
    Malformed
        If it sent something else than a message, or one that is too large.
    """
    start = connection.recv(1 << 16)
    if len(start) < HEADER.size:
        start += read(connection, HEADER.size - len(start))
    text_size, data_size = HEADER.unpack(start[: HEADER.size])
    if text_size > LARGEST_TEXT or text_size + data_size > LARGEST_MESSAGE:
        raise Malformed(f"more than {LARGEST_MESSAGE >> 20} MiB of data at once")
    # Each side waits for the other: nothing comes behind a message.
    missing = HEADER.size + text_size + data_size - len(start)
    if missing < 0:
        raise Malformed("more than one message at once")
    message = start + read(connection, missing) if missing else start
    text = message[HEADER.size : HEADER.size + text_size]
    data = memoryview(message)[HEADER.size + text_size :]
    try:
        encoded, sizes = json.loads(text)
        decoder.buffers, start = [], 0
        for size in sizes:
            decoder.buffers.append(data[start : start + size])
            start += size
        return decoder.decode(encoded)
    except Malformed:
        raise
    except Exception as error:
        raise Malformed(f"{type(error).__name__}: {error}"[:200]) from None


def read(connection, size):
    """Return exactly `size` bytes."""
    data = bytearray(size)
    view, got = memoryview(data), 0
    while got < size:
        count = connection.recv_into(view[got:], size - got)
        if not count:
            raise EOFError
        got += count
    return data


# ------------------------------------------------------------------------- encoding


class Encoder:
    """Turn values into what JSON can hold, and the bytes of arrays beside it.

    Parameters
    ----------
    keep : callable
        Called with an object that has no plain form; returns a handle's encoding, or
        raises `CannotCross`.
    known : dict
        The containers that crossed before, {id: (number, container)}: they are sent as
        references.
    handles : tuple of type
        Classes whose objects are handles, whatever they claim to be.
    follow : bool
        Whether containers get numbers, so that changes to them can be sent back.
    """

    def __init__(self, keep, known=None, follow=False, handles=()):
        self.keep = keep
        self.handles = handles
        self.known = {} if known is None else known
        self.follow = follow
        self.followed = []
        self.buffers = []
        self.depth = 0

    def encode(self, value):
        """Return the encoding of a value."""
        kind = type(value)
        if kind in self.handles:
            return self.keep(value)
        if value is None or kind is bool or kind is str or kind is float:
            return value
        if kind is int:
            return value if -(2**60) < value < 2**60 else ["int", hex(value)]
        if id(value) in self.known and self.known[id(value)][1] is value:
            return ["same", self.known[id(value)][0]]
        self.depth += 1
        if self.depth > DEEPEST:
            raise ValueError(f"a value that is nested more than {DEEPEST} deep")
        try:
            return self.encode_object(value)
        finally:
            self.depth -= 1

    def encode_object(self, value):
        """Return the encoding of a value that is no simple number or string."""
        array = self.encode_array(value)
        if array is not None:
            return array
        if isinstance(value, list):
            number = self.number(value)
            return ["list", number, [self.encode(item) for item in value]]
        if isinstance(value, tuple):
            items = [self.encode(item) for item in value]
            fields = getattr(value, "_fields", None)
            if isinstance(fields, tuple) and len(fields) == len(items):
                return ["named", type(value).__name__, [*map(str, fields)], items]
            return ["tuple", items]
        if isinstance(value, dict):
            number = self.number(value)
            pairs = [[self.encode(k), self.encode(v)] for k, v in value.items()]
            kind = next((c.__name__ for c in DICTIONARIES if isinstance(value, c)), "")
            factory = getattr(getattr(value, "default_factory", None), "__name__", "")
            return ["dict", number, pairs, kind, f"{factory}"]
        if isinstance(value, collections.deque):
            number = self.number(value)
            return ["deque", number, [self.encode(v) for v in value], value.maxlen]
        if isinstance(value, set | frozenset):
            kind = "set" if isinstance(value, set) else "frozenset"
            number = self.number(value) if kind == "set" else None
            return [kind, number, [self.encode(item) for item in value]]
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, bytes | bytearray):
            return ["bytes", self.buffer(bytes(value))]
        if isinstance(value, bool | int):
            return self.encode(int(value))
        if isinstance(value, float):
            return float(value)
        if isinstance(value, complex):
            return ["complex", value.real, value.imag]
        if isinstance(value, fractions.Fraction):
            return ["fraction", hex(value.numerator), hex(value.denominator)]
        if isinstance(value, decimal.Decimal):
            return ["decimal", str(value)]
        if isinstance(value, range):
            return ["range", value.start, value.stop, value.step]
        if isinstance(value, slice):
            ends = value.start, value.stop, value.step
            return ["slice", *[self.encode(end) for end in ends]]
        if value is Ellipsis:
            return ["ellipsis"]
        if isinstance(value, collections.abc.Mapping):
            return self.encode(dict(value.items()))
        for name, kind in VIEWS:
            if isinstance(value, kind):
                return ["dict_view", name, [self.encode(item) for item in value]]
        if isinstance(value, collections.abc.Sequence):
            return self.encode([*value])
        return self.keep(value)

    def encode_array(self, value):
        """Return the encoding of an array, a tensor or a generator of NumPy's."""
        np = sys.modules.get("numpy")
        if np is None:
            return None
        if isinstance(value, np.generic):
            return ["scalar", self.encode_data(np.asarray(value))]
        if isinstance(value, np.ndarray):
            view = self.encode_view(np, value)
            if view is not None:
                return view
            plain = np.asarray(value)
            number = self.number(value) if type(value) is np.ndarray else None
            return ["array", number, self.encode_data(plain), plain.flags.writeable]
        if isinstance(value, np.dtype):
            return ["dtype", value.str]
        if isinstance(value, np.random.Generator):
            state = self.encode(value.bit_generator.state)
            return ["generator", self.number(value), state]
        module = type(value).__module__
        if module.startswith("tensorflow.") and hasattr(value, "indices"):
            parts = value.values, value.indices, value.dense_shape
            return ["slices", *[self.encode(part) for part in parts]]
        if module.startswith("tensorflow.") and type(value).__name__ == "EagerTensor":
            return ["tensor", self.encode_data(np.asarray(value))]
        if module.startswith("tensorflow.") and type(value).__name__ == "TensorShape":
            return ["tuple", value.as_list()]
        return None

    def encode_data(self, array):
        """Return [dtype, shape, order, buffer] of an array."""
        if array.dtype.kind == "V" and array.dtype.names is None:  # bfloat16, its like
            array = array.astype("float32")
        if array.dtype.kind not in PLAIN_KINDS:
            items = [self.encode(item) for item in array.ravel().tolist()]
            return ["object", list(array.shape), "C", items]
        flags = array.flags
        order = "F" if flags.f_contiguous and not flags.c_contiguous else "C"
        data = array.tobytes(order)
        return [array.dtype.str, list(array.shape), order, self.buffer(data)]

    def encode_view(self, np, value):
        """Return the encoding of a view of an array that crossed before, or None."""
        if not self.known or value.dtype.kind not in PLAIN_KINDS:
            return None
        for number, base in self.known.values():
            if isinstance(base, np.ndarray) and np.may_share_memory(base, value):
                start = np.lib.array_utils.byte_bounds(base)[0]
                offset = value.__array_interface__["data"][0] - start
                layout = [list(value.shape), list(value.strides)]
                data = self.encode_data(np.asarray(value))
                return ["view", number, value.dtype.str, offset, *layout, data]
        return None

    def number(self, container):
        """Return the number under which changes to a container can be sent back."""
        if not self.follow:
            return None
        self.known[id(container)] = len(self.followed), container
        self.followed.append(container)
        return len(self.followed) - 1

    def buffer(self, data):
        """Put bytes beside the JSON text; return their number."""
        self.buffers.append(data)
        return len(self.buffers) - 1


# ------------------------------------------------------------------------- decoding


class Decoder:
    """Turn the encodings of `Encoder` back into values.

    Parameters
    ----------
    find : callable
        Called with the parts of a handle's encoding; returns what stands for it here.
    known : list
        The containers that crossed before, by number.
    """

    def __init__(self, find, known=()):
        self.find = find
        self.followed = dict(enumerate(known))
        self.buffers = []

    def decode(self, encoded):
        """Return the value of an encoding."""
        if encoded is None or isinstance(encoded, bool | int | float | str):
            return encoded
        tag, *parts = encoded
        make = getattr(self, f"make_{tag}", None)
        return self.find(tag, *parts) if make is None else make(*parts)

    def follow(self, number, container):
        """Remember a container under its number."""
        if number is not None:
            self.followed[number] = container
        return container

    def make_int(self, text):
        return int(text, 16)

    def make_same(self, number):
        return self.followed[number]

    def make_list(self, number, items):
        made = self.follow(number, [])
        made.extend(self.decode(item) for item in items)
        return made

    def make_tuple(self, items):
        return tuple(self.decode(item) for item in items)

    def make_named(self, name, fields, items):
        items = [self.decode(item) for item in items]
        try:
            return named(name, tuple(fields))(*items)
        except (TypeError, ValueError):
            return tuple(items)

    def make_dict(self, number, pairs, kind="", factory=""):
        made = {}
        if kind == "defaultdict":
            made = collections.defaultdict(FACTORIES.get(factory))
        elif kind in ("Counter", "OrderedDict"):
            made = getattr(collections, kind)()
        self.follow(number, made)
        for key, value in pairs:
            made[self.decode(key)] = self.decode(value)
        return made

    def make_deque(self, number, items, longest):
        made = self.follow(number, collections.deque(maxlen=longest))
        made.extend(self.decode(item) for item in items)
        return made

    def make_dict_view(self, name, items):
        items = [self.decode(item) for item in items]
        if name == "values":
            return dict(enumerate(items)).values()
        return dict.fromkeys(items).keys() if name == "keys" else dict(items).items()

    def make_set(self, number, items):
        return self.follow(number, {self.decode(item) for item in items})

    def make_frozenset(self, _, items):
        return frozenset(self.decode(item) for item in items)

    def take(self, number):
        """Return some bytes, once: a short message must not become much data."""
        data, self.buffers[number] = self.buffers[number], None
        if data is None:
            raise Malformed("bytes that are used twice")
        return data

    def make_bytes(self, number):
        return bytes(self.take(number))

    def make_complex(self, real, imaginary):
        return complex(real, imaginary)

    def make_fraction(self, numerator, denominator):
        return fractions.Fraction(int(numerator, 16), int(denominator, 16))

    def make_decimal(self, text):
        return decimal.Decimal(text)

    def make_range(self, *ends):
        return range(*ends)

    def make_slice(self, *ends):
        return slice(*[self.decode(end) for end in ends])

    def make_ellipsis(self):
        return Ellipsis

    def make_scalar(self, data):
        return self.data(data)[()]

    def make_array(self, number, data, is_writeable):
        array = self.follow(number, self.data(data))
        array.flags.writeable = is_writeable
        return array

    def make_view(self, number, dtype, offset, shape, strides, data):
        import numpy as np

        base, plain = self.followed[number], self.data(data)
        if isinstance(base, np.ndarray) and base.flags.c_contiguous:
            # The bytes of the base must never be taken for pointers to objects.
            dtype = plain_dtype(dtype)
            if [*plain.shape] != shape or plain.dtype != dtype:
                raise Malformed("a view that is not what it shows")
            try:
                return np.ndarray(shape, dtype, base.data.cast("B"), offset, strides)
            except (TypeError, ValueError):
                pass
        return plain

    def make_dtype(self, text):
        import numpy as np

        return np.dtype(text)

    def make_generator(self, number, state):
        import numpy as np

        state = self.decode(state)
        kind = getattr(np.random, str(state["bit_generator"]))
        if not (isinstance(kind, type) and issubclass(kind, np.random.BitGenerator)):
            raise Malformed("no bit generator of NumPy's")
        bits = kind()
        bits.state = checked(state)
        return self.follow(number, np.random.Generator(bits))

    def make_tensor(self, data):
        tensorflow = sys.modules.get("tensorflow")
        array = self.data(data)
        return array if tensorflow is None else tensorflow.constant(array)

    def make_slices(self, *parts):
        tensorflow = importlib.import_module("tensorflow")
        return tensorflow.IndexedSlices(*[self.decode(part) for part in parts])

    def data(self, encoded):
        """Return a new array from [dtype, shape, order, buffer]."""
        import numpy as np

        dtype, shape, order, place = encoded
        if dtype == "object":
            array = np.empty(len(place), dtype=object)
            for i, item in enumerate(place):
                array[i] = self.decode(item)
            return array.reshape(shape)
        array = np.frombuffer(self.take(place), plain_dtype(dtype))
        return array.reshape(shape, order=order).copy(order="K")


@functools.lru_cache(maxsize=64)
def named(name, fields):
    """Return a class of named tuples; `collections.namedtuple` checks the names."""
    if len(fields) > MOST_FIELDS:
        raise ValueError("a tuple with too many names")
    return collections.namedtuple(name, fields)


def plain_dtype(text):
    """Return a dtype whose values are numbers, texts or times, and no pointers."""
    import numpy as np

    dtype = np.dtype(str(text))
    if dtype.kind not in PLAIN_KINDS or dtype.itemsize == 0:
        raise Malformed(f"an array of the dtype {dtype}")
    return dtype


def checked(state):
    """Return a bit generator's state, if its places lie within its memory."""
    for part, largest in ((state["state"], 624), (state, 4)):
        for name in ("pos", "buffer_pos"):
            if isinstance(part, dict) and not 0 <= int(part.get(name, 0)) <= largest:
                raise Malformed("a generator whose state is none")
    return state


# ------------------------------------------------------------------------- changes


def content(container):
    """Return what identifies the present content of a container."""
    if isinstance(container, list | collections.deque):
        return [*container]
    if isinstance(container, dict):
        return [item for pair in container.items() for item in pair]
    if isinstance(container, set):
        return set(container)
    if hasattr(container, "bit_generator"):
        return repr(container.bit_generator.state)
    return container.shape, container.dtype, container.tobytes()


def has_changed(before, container):
    """Return whether a container holds something else than when `before` was taken."""
    now = content(container)
    if isinstance(now, list):
        same = len(now) == len(before)
        return not (same and all(a is b for a, b in zip(now, before, strict=True)))
    return now != before


def change(container, new):
    """Give a container the content of another one of its kind."""
    if isinstance(container, list):
        container[:] = new
    elif isinstance(container, dict | set):
        container.clear()
        container.update(new)
    elif isinstance(container, collections.deque):
        container.clear()
        container.extend(new)
    elif hasattr(container, "bit_generator"):
        container.bit_generator.state = checked(new["state"])
    elif container.shape == new.shape:
        container[...] = new


def is_number(value):
    """Return whether a value is a number in the sense of partial credit."""
    np = sys.modules.get("numpy")
    kinds = (numbers.Real,) if np is None else (numbers.Real, np.number)
    return isinstance(value, kinds) and not isinstance(value, bool)
