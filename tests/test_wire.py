"""What crosses between the judge and a submission: plain data, whole, and nothing else.

Both sides run here, in two threads, with a socket between them.
"""

import collections
import decimal
import fractions
import json
import math
import pickle
import random
import resource
import socket
import struct
import threading
import types

import numpy as np
import pytest

from classroom import judge, wire
from classroom.answers import Answers

# ------------------------------------------------------------------- the two sides


@pytest.fixture
def connect():
    """Return a function that gives a link to functions, as if a submission had them."""
    opened, threads = [], []

    def start(**names):
        ours, theirs = socket.socketpair()
        answers = Answers(theirs, types.SimpleNamespace(user_ns=names))
        thread = threading.Thread(target=answers.serve)
        thread.start()
        opened.extend([ours, theirs])
        threads.append(thread)
        return judge.Link(ours)

    yield start
    for one in opened[::2]:
        one.close()
    for thread in threads:
        thread.join(timeout=10)
        assert not thread.is_alive()
    for one in opened[1::2]:
        one.close()


@pytest.fixture
def call(connect):
    """Return a function that calls another one, as a test calls an answer."""

    def across(function, *arguments, **options):
        link = connect(function=function)
        return link.ask("names", ["function"])["function"](*arguments, **options)

    return across


def same(one, other):
    """Return whether two values are the same, class by class and bit by bit."""
    if hasattr(one, "_fields"):
        fields = one._fields == other._fields and str(one) == str(other)
        return fields and same(tuple(one), tuple(other))
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        if one.dtype.kind == "O":
            items = zip(one.ravel(), other.ravel(), strict=True)
            return one.shape == other.shape and all(same(a, b) for a, b in items)
        layout = one.dtype, one.shape, one.flags.writeable
        return layout == (other.dtype, other.shape, other.flags.writeable) and (
            one.tobytes() == other.tobytes()
        )
    if isinstance(one, float):
        return struct.pack("d", one) == struct.pack("d", other)
    if isinstance(one, list | tuple | collections.deque):
        pairs = zip(one, other, strict=False)
        return len(one) == len(other) and all(same(a, b) for a, b in pairs)
    if isinstance(one, dict):
        return same([*one.items()], [*other.items()])
    return one == other


# -------------------------------------------------------------------- round trips

Point = collections.namedtuple("Point", "x y")
VALUES = [
    *(None, True, False, 0, -1, 2**59, 2**60, -(2**60), 10**400, -(3**999), ""),
    *(0.1, -0.0, math.inf, -math.inf, math.nan, 5e-324, 1.7976931348623157e308),
    *("ascii", "Wörter, 語, 🙂", "\ud800 alone", "\0", "x" * 100_000),
    *(b"", b"\x00\xff", 1 + 2j, complex(math.inf, -0.0), ...),
    *(range(3), range(9, 0, -2)),
    *(slice(None), slice(1, "a", None), fractions.Fraction(-1, 3)),
    *(decimal.Decimal("0.1"), decimal.Decimal("-1E+30")),
    *([], (), {}, set(), frozenset(), [[]], ((),), {"": {}}, {None: [1, (2, {3})]}),
    *({(1, 2): 3, 1.5: 2, b"k": []}, {1, "a", (2, 3)}, frozenset({1, frozenset({2})})),
    *(Point(1, [2]), [Point("a", None)], collections.deque([1, 2], maxlen=5)),
    *(collections.Counter("banana"), collections.OrderedDict(b=1, a=2)),
    collections.defaultdict(list, a=[1]),
    [[[[["deep"]]]]],
]
DTYPES = (
    *("?", "i1", "u1", "<i2", "<u4", "<i8", ">i4", "<f2", "<f4", "<f8", ">f8", "<c8"),
    *("<c16", "<U3", "S4", "<M8[D]", "<m8[s]"),
)


@pytest.mark.parametrize("value", VALUES, ids=lambda value: f"{value!r}"[:30])
def test_a_value_comes_back_as_it_was(value, call):
    assert same(call(lambda got: got, value), value)


@pytest.mark.parametrize("shape", [(), (0,), (1,), (7,), (0, 3), (2, 3), (2, 0, 4)])
@pytest.mark.parametrize("dtype", DTYPES)
def test_an_array_comes_back_as_it_was(dtype, shape, call):
    size = math.prod(shape)
    array = np.arange(size).astype("i8").reshape(shape).astype(dtype)

    def copy(got):
        assert (got.dtype, got.shape) == (array.dtype, shape)
        return got.copy()

    back = call(copy, array)
    assert same(np.asarray(back), np.asarray(array))


def test_numbers_of_numpy_keep_their_class(call):
    for kind in (np.bool_, np.int8, np.uint64, np.float16, np.float64, np.complex64):
        assert same(call(lambda got: got, kind(1)), kind(1))
    assert call(lambda: np.float32(0.1)) == np.float32(0.1)
    assert same(call(lambda: np.array(2.5)), np.array(2.5))
    assert call(lambda: np.dtype("float32")) == np.dtype("float32")


def test_orders_strides_and_flags_of_arrays(call):
    array = np.arange(12.0).reshape(3, 4)
    fortran = np.asfortranarray(array)
    back = call(lambda got: np.array(got, order="K"), fortran)
    assert back.flags.f_contiguous and np.array_equal(back, array)
    for view in (array[::2], array[:, ::-1], array.T, array[1:, 1:], array[None]):
        assert np.array_equal(call(lambda got: got + 0, view), view)
    array.flags.writeable = False

    def write(got):
        got[0] = 1

    with pytest.raises(ValueError, match="read-only"):
        call(write, array)
    back = call(lambda: np.broadcast_to(1.0, (2, 3)))
    assert not back.flags.writeable and back.shape == (2, 3)


def test_arrays_of_objects_of_texts_and_records(call):
    ragged = np.empty(2, dtype=object)
    ragged[:] = [[1, 2], [3, 4]]
    assert same(call(lambda got: got, ragged), ragged)
    large = call(lambda: np.array([10**30, None], dtype=object))
    assert large.tolist() == [10**30, None]
    mixed = np.array([[1, "a"], [2.5, [3]]], dtype=object)
    assert same(call(lambda: mixed), mixed)
    words = call(lambda: np.array(["a", "bcd"], dtype=np.dtypes.StringDType()))
    assert words.tolist() == ["a", "bcd"]
    records = call(lambda: np.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
    assert records.tolist() == [(1, 2.0)]
    masked = call(lambda: np.ma.masked_array([1, 2], mask=[True, False]))
    assert masked.tolist() == [1, 2]


def test_random_nests_come_back(call):
    def nest(rng, depth):
        kind = rng.randrange(9 if depth else 5)
        if kind < 5:
            text = "".join(map(chr, rng.choices(range(0x20, 0x2FFF), k=5)))
            number = rng.randrange(-(10**20), 10**20)
            return rng.choice([rng.random(), number, None, True, text])
        items = [nest(rng, depth - 1) for _ in range(rng.randrange(5))]
        if kind == 5:
            return items
        if kind == 6:
            return tuple(items)
        if kind == 7:
            return {f"{rng.random()}": item for item in items}
        shape = rng.choices(range(4), k=rng.randrange(4))
        return np.random.default_rng(rng.randrange(99)).normal(size=shape)

    rng = random.Random(0)
    for _ in range(40):
        value = nest(rng, 6)
        assert same(call(lambda got: got, value), value)
        assert same(call(lambda value=value: value), value)


def test_subclasses_arrive_as_what_they_hold(call):
    class Text(str):
        def __str__(self):
            return "lie"

    class Whole(int):
        __eq__ = __hash__ = None

    class Real(float):
        def __eq__(self, other):
            return True

        __hash__ = None

    assert same(call(lambda: Text("true")), "true")
    assert same(call(lambda: [Whole(3), Real(2.5)]), [3, 2.5])
    assert same(call(lambda: {"a": 1}.keys() | set()), {"a"})
    assert call(lambda: {"b": 1, "a": 2}.keys()) == {"b": 0, "a": 0}.keys()
    assert [*call(lambda: {"b": 1, "a": 2}.values())] == [1, 2]
    assert call(lambda: {"a": 2}.items()) == {"a": 2}.items()
    assert call(lambda: types.MappingProxyType({"a": 1})) == {"a": 1}
    assert call(lambda: memoryview(b"ab")) == [97, 98]


# ------------------------------------------------------- the same object, and changes


def test_views_share_their_memory_on_both_sides(call):
    array = np.arange(12.0).reshape(3, 4)

    def views(got, part):
        assert np.shares_memory(got, part)
        return got, got.reshape(-1), got[1:, ::2], got.T, got + 0

    back = call(views, array, array[0])
    assert back[0] is array
    assert all(np.shares_memory(view, array) for view in back[1:4])
    assert np.array_equal(back[2], array[1:, ::2])
    assert not np.shares_memory(back[4], array)
    assert call(lambda got: got.view("V8").size, array) == 12


def test_one_object_in_several_places_stays_one(call):
    row = [0, 0]

    def mark(table):
        table[0][0] = 1
        return table

    table = [row] * 3
    back = call(mark, table)
    assert back is table and table == [[1, 0]] * 3
    assert table[0] is table[2] is row


def test_what_a_function_changes_is_changed_here(call):
    def change(words, nest, counts, seen, queue, array, matrix, rng):
        words.append("new")
        nest["a"][0]["b"] = [1]
        nest["a"].append(nest)
        counts["x"] += 1
        seen.discard(1)
        queue.appendleft(0)
        array[...] = 7
        matrix[:, 0] = -1
        return rng.normal()

    words, nest, seen = ["old"], {"a": [{}]}, {1, 2}
    counts, queue = collections.Counter("xy"), collections.deque([1])
    array, matrix = np.array(1.0), np.asfortranarray(np.ones((2, 2)))
    rng, twin = np.random.default_rng(3), np.random.default_rng(3)
    arguments = words, nest, counts, seen, queue, array, matrix, rng
    identities = [*map(id, arguments)]
    drawn = call(change, *arguments)
    assert [*map(id, arguments)] == identities
    assert words == ["old", "new"] and nest["a"][0] == {"b": [1]}
    assert nest["a"][1] is nest
    assert counts == {"x": 2, "y": 1} and seen == {2} and [*queue] == [0, 1]
    assert array == 7 and matrix.tolist() == [[-1, 1], [-1, 1]]
    assert drawn == twin.normal() and rng.normal() == twin.normal()


def test_changes_come_back_with_an_error_too(call):
    def fail(values):
        values.clear()
        raise KeyError("gone")

    values = [1, 2]
    with pytest.raises(KeyError):
        call(fail, values)
    assert values == []


def test_what_is_not_changed_is_not_touched(call):
    class Watched(list):
        def __setitem__(self, *_):
            raise AssertionError("it was written to")

    values = Watched([math.nan, [1]])
    assert call(len, values) == 2


@pytest.mark.parametrize(
    "kind", [np.random.PCG64, np.random.MT19937, np.random.Philox, np.random.SFC64]
)
def test_generators_of_all_kinds_continue_where_they_were(kind, call):
    rng, twin = np.random.Generator(kind(5)), np.random.Generator(kind(5))
    assert call(lambda got: got.integers(9, size=3).tolist(), rng) == (
        twin.integers(9, size=3).tolist()
    )
    assert rng.random() == twin.random()
    made = call(lambda: np.random.Generator(kind(1)))
    assert made.random() == np.random.Generator(kind(1)).random()


# -------------------------------------------------------------------------- no form


def test_cycles_keep_their_form_or_are_an_error(call):
    cycle = [1]
    cycle.append(cycle)
    assert call(lambda got: got[1] is got, cycle)
    assert call(lambda got: got, cycle) is cycle
    with pytest.raises(ValueError, match="nested"):
        call(lambda: cycle)
    nest = {}
    nest["self"] = (nest,)
    assert call(lambda got: got["self"][0] is got, nest)
    with pytest.raises(ValueError, match="nested"):
        call(lambda: nest)
    array = np.empty(1, dtype=object)
    array[0] = array
    with pytest.raises(ValueError, match="nested"):
        call(lambda: array)


def test_too_deep_and_too_large_values_are_ordinary_errors(call, monkeypatch):
    def deep(depth):
        value = []
        for _ in range(depth):
            value = [value]
        return value

    assert call(deep, 40) == deep(40)
    for depth in (100, 100_000):
        with pytest.raises(ValueError, match="nested"):
            call(deep, depth)
        with pytest.raises(ValueError, match="nested"):
            call(len, deep(depth))
    monkeypatch.setattr(wire, "LARGEST_MESSAGE", 1000)
    for value in (np.zeros(1000), "x" * 2000, bytes(2000)):
        with pytest.raises(ValueError, match="of data at once"):
            call(lambda value=value: value)
        with pytest.raises(ValueError, match="of data at once"):
            call(len, value)


def test_what_cannot_cross_is_named(connect):
    link = connect(function=lambda got: got)
    function = link.ask("names", ["function"])["function"]
    with pytest.raises(wire.CannotCross, match="object"):
        function(object())
    assert function(1) == 1, "the connection is as good as before"


# ------------------------------------------------------------------------- malformed


def message(encoded, *buffers):
    """Return the bytes of a message."""
    text = encoded if isinstance(encoded, bytes) else json.dumps(encoded).encode()
    data = b"".join(buffers)
    return struct.pack(">II", len(text), len(data)) + text + data


def receive(data, known=(), find=None):
    """Return what arrives when these bytes come in and then the end."""

    def refuse(tag, *_):
        raise wire.Malformed(f"something of the kind {tag!r:.30}")

    ours, theirs = socket.socketpair()
    with ours, theirs:
        sender = threading.Thread(target=lambda: (theirs.sendall(data), theirs.close()))
        sender.start()
        try:
            return wire.receive(ours, wire.Decoder(find or refuse, known))
        finally:
            ours.close()
            sender.join()


HUGE = 10**12
EIGHT = bytes(8)
ODD = {
    "no message": b"GET / HTTP/1.1\r\n\r\n" * 10,
    "a pickle": pickle.dumps({"a": [1]}),
    "too large a text": struct.pack(">II", 2**31, 0),
    "too large data": struct.pack(">II", 2, 2**32 - 1) + b"[]",
    "all ones": b"\xff" * 64,
    "two messages": message([None, []]) * 2,
    "no JSON": message(b"{not json"),
    "not UTF-8": message(b"\xff\xfe\x00"),
    "empty": message(b""),
    "not a pair": message([1, [], []]),
    "a number": message(7),
    "a dictionary": message({"a": 1}),
    "no tag": message([[], []]),
    "an unknown tag": message([["shell", "id"], []]),
    "a private method": message([["_decode", 1], []]),
    "no such part": message([["int"], []]),
    "parts of a wrong kind": message([["int", [1]], []]),
    "a text for a list": message([["list", None, 5], []]),
    "nested text": message(b"[" * 100_000 + b"]" * 100_000),
    "nested lists": message(
        b'[["tuple",[' * 20_000 + b"1" + b"]]" * 20_000 + b",[]]",
    ),
    "nested tags": message(b"[" + b'["tuple",[' * 900 + b"1" + b"]]" * 900 + b",[]]"),
    "a missing buffer": message([["bytes", 0], []]),
    "a negative buffer": message([["bytes", -1], []]),
    "sizes that are texts": message([["bytes", 0], ["8"]], EIGHT),
    "a buffer that is used twice": message(
        [["tuple", [["bytes", 0], ["bytes", 0]]], [8]], EIGHT
    ),
    "an array of objects": message(
        [["array", None, ["|O", [1], "C", 0], True], [8]], EIGHT
    ),
    "a record": message([["array", None, ["|V8", [1], "C", 0], True], [8]], EIGHT),
    "records with objects": message(
        [["array", None, ["O,i4", [1], "C", 0], True], [8]], EIGHT
    ),
    "no dtype": message([["array", None, ["f9", [1], "C", 0], True], [8]], EIGHT),
    "a shape that is too large": message(
        [["array", None, ["<f8", [HUGE], "C", 0], True], [8]], EIGHT
    ),
    "a negative shape": message(
        [["array", None, ["<f8", [-2, 2], "C", 0], True], [8]], EIGHT
    ),
    "half an item": message(
        [["array", None, ["<f8", [1], "C", 0], True], [7]], bytes(7)
    ),
    "no order": message([["array", None, ["<f8", [1], "Z", 0], True], [8]], EIGHT),
    "too many objects": message(
        [["array", None, ["object", [HUGE], "C", [1]], True], []]
    ),
    "a reference to nothing": message([["same", 5], []]),
    "a reference to a list": message([["same", []], []]),
    "a generator of no kind": message(
        [["generator", None, ["dict", None, [["bit_generator", "Generator"]]]], []]
    ),
    "a fraction by zero": message([["fraction", "0x1", "0x0"], []]),
    "a list as a key": message([["dict", None, [[["list", None, []], 1]]], []]),
    "a range by zero": message([["range", 0, 1, 0], []]),
    "a whole number that is none": message([["int", "0xzz"], []]),
    "a handle of no number": message([["handle", "a", [], False], []]),
    "a global name": message([["global", "os", "system"], []]),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_message_is_malformed(odd):
    find = judge.Link(None).find
    with pytest.raises((wire.Malformed, EOFError)):
        receive(ODD[odd], find=find)


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 20])
def test_a_message_that_breaks_off_is_an_end(size):
    whole = message([["bytes", 0], [8]], EIGHT)
    with pytest.raises(EOFError):
        receive(whole[:size])
    assert receive(whole) == EIGHT


def test_random_changes_to_messages_are_malformed_or_plain_data():
    encoder = wire.Encoder(lambda value: ["handle", 0, [], False])
    value = [np.arange(3.0), {"a": (1, 2.5)}, {3}, Point(1, b"xy"), 2**70]
    encoded = encoder.encode(value)
    whole = message([encoded, [len(b) for b in encoder.buffers]], *encoder.buffers)
    rng, refused = random.Random(1), 0
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(rng.randrange(1, 4)):
            data[rng.randrange(8, len(data))] = rng.choice(b'0129-"[],{}a\x00\xff')
        try:
            receive(bytes(data), find=judge.Link(None).find)
        except (wire.Malformed, EOFError):
            refused += 1
    assert 500 < refused < 1500


def view(dtype, offset, shape, strides, shown="<f8", items=2):
    """Return a message with a view of the container number 0."""
    data = [shown, [items], "C", 0]
    size = items * np.dtype(shown).itemsize
    parts = ["view", 0, dtype, offset, shape, strides, data]
    return message([parts, [size]], bytes(size))


def test_a_view_never_reads_pointers_or_beyond_its_base():
    base = np.arange(4.0)
    assert receive(view("<f8", 8, [2], [8]), [base]).tolist() == [1, 2]
    for parts in (
        ("|O", 0, [2], [8]),
        ("O", 0, [2], [8]),
        ("O,i4", 0, [2], [8]),
        ("|V8", 0, [2], [8]),
        ("<i8", 0, [2], [8]),
        ("<f8", 0, [HUGE], [0]),
        ("<f8", 0, [-1], [8]),
        ("<f8", 0, 2, 8),
    ):
        with pytest.raises(wire.Malformed):
            receive(view(*parts), [base])
    for parts in (("<f8", -8, [2], [8]), ("<f8", 24, [2], [8]), ("<f8", 0, [2], [99])):
        assert receive(view(*parts), [base]).tolist() == [0, 0], "the copy instead"
    with pytest.raises(wire.Malformed):
        receive(view("<f8", 0, [2], [8]), [])
    assert receive(view("<f8", 0, [2], [8]), [["a list"]]).tolist() == [0, 0]


@pytest.mark.parametrize(
    ("kind", "part", "value"),
    [
        (np.random.MT19937, ("state", "pos"), 10**6),
        (np.random.MT19937, ("state", "pos"), -5),
        (np.random.Philox, ("buffer_pos",), -3),
        (np.random.Philox, ("buffer_pos",), 99),
    ],
)
def test_the_state_of_a_generator_stays_within_its_memory(kind, part, value):
    state = kind(1).state
    inner = state if len(part) == 1 else state[part[0]]
    inner[part[-1]] = value
    encoder = wire.Encoder(None)
    encoded = ["generator", None, encoder.encode(state)]
    whole = message([encoded, [len(b) for b in encoder.buffers]], *encoder.buffers)
    with pytest.raises(wire.Malformed):
        receive(whole)
    rng = np.random.Generator(kind(1))
    with pytest.raises(wire.Malformed):
        wire.change(rng, {"state": state})


def test_nothing_that_arrives_is_unpickled(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("unpickled")

    for name in ("load", "loads", "Unpickler"):
        monkeypatch.setattr(pickle, name, refuse)
    for odd in ODD.values():
        with pytest.raises((wire.Malformed, EOFError)):
            receive(odd, find=judge.Link(None).find)


def test_a_message_takes_little_more_memory_than_its_size():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    part = ["array", None, ["<f8", [1 << 20], "C", 0], True]
    many = message([["tuple", [part] * 200], [8 << 20]], bytes(8 << 20))
    with pytest.raises(wire.Malformed, match="twice"):
        receive(many)
    for header in (struct.pack(">II", 0, 2**32 - 1), struct.pack(">II", 2**30, 0)):
        with pytest.raises(wire.Malformed):
            receive(header)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after - before < 100 << 10, "KiB"
