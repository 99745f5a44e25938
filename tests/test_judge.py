"""The judge: right answers of every kind pass, and no object talks its way through.

Each test runs a submission's cell in a sandbox, and the cell of the tests here.
"""

import textwrap

import pytest
from conftest import needs_sandbox

from classroom import judge, sandbox

pytestmark = needs_sandbox

LIMITS = sandbox.Limits(cell_seconds=10, notebook_seconds=20)
IMPORTS = "import numpy as np\n"


@pytest.fixture(scope="module")
def box():
    """Return the process from which the sandboxes are forked."""
    box = sandbox.Box(["numpy"])
    yield box
    box.close()


@pytest.fixture
def submit(box):
    """Return a function that runs a submission's cell; it returns its court."""
    opened = []

    def start(answer, locked=IMPORTS):
        connection, leash = box.start(LIMITS)
        opened.extend([connection, leash])
        link = judge.Link(connection)
        court = judge.Court(link)
        for source, is_locked in ((locked, True), (textwrap.dedent(answer), False)):
            is_well, outputs, _ = link.ask("run", source)
            assert is_well, outputs
            if is_locked:
                assert court.run("locked", source, 10)[0] is None
        return court

    yield start
    for one in opened:
        one.close()


@pytest.fixture
def verdict(submit):
    """Return a function that gives the error of a test: None, or its name and text."""

    def run(answer, test, locked=IMPORTS):
        court = submit(answer, locked)
        error, _, _ = court.run("test", textwrap.dedent(test), 10)
        return error and f"{error['name']}: {error['message']}"

    return run


def cases(text):
    """Return (answer, test) pairs from a text: blocks parted by ----, then by ==."""
    blocks = [block.strip("\n") for block in text.split("\n----\n")]
    pairs = [block.split("\n==\n") for block in blocks]
    return [pytest.param(a, t, id=t.strip().splitlines()[-1][:60]) for a, t in pairs]


# ------------------------------------------------------------------ right answers pass

RIGHT = r"""
def f(x):
    return np.asmatrix(x)
==
y = f([[1, 2], [3, 4]])
assert y.shape == (2, 2)
assert np.array_equal(y, [[1, 2], [3, 4]])
----
def f(x):
    return np.ma.masked_array(x, mask=False)
==
assert np.allclose(f([1.0, 2.0]), [1, 2]), "values"
----
class Frame:
    def __init__(self, data):
        self.data = data
        self.shape = np.shape(data)
    def __array__(self, dtype=None, copy=None):
        return np.array(self.data, dtype)
    def __len__(self):
        return len(self.data)
    def __getitem__(self, key):
        return self.data[key]
def f(x):
    return Frame(x)
==
y = f([1.0, 2.0, 4.0])
assert y.shape == (3,) and len(y) == 3
assert np.allclose(y, [1, 2, 4])
assert (y - np.array([1, 2, 4]) == 0).all()
assert np.abs(np.asarray(y) - [1, 2, 4]).max() < 1e-9
np.testing.assert_allclose(y, [1, 2, 4])
assert y[1] == 2 and [*y] == [1, 2, 4] and 4 in y
----
from fractions import Fraction
def f(a, b):
    return Fraction(a, b)
==
assert f(1, 2) == 0.5
assert abs(f(1, 3) - 1 / 3) < 1e-12
assert f"{float(f(1, 4)):.2f}" == "0.25"
----
from decimal import Decimal
def f():
    return Decimal("0.25")
==
assert f() == 0.25
assert round(f(), 1) in (0.2, 0.3) or float(f()) == 0.25
----
from collections import namedtuple
Stats = namedtuple("Stats", "mean std")
def f(x):
    return Stats(np.mean(x), np.std(x))
==
result = f([1, 3])
mean, std = result
assert (mean, std) == (2, 1)
assert result == (2.0, 1.0)
assert result.mean == 2 and result.std == 1 and result[0] == 2
----
from collections import deque
def f(x):
    return deque(x, maxlen=3)
==
from collections import deque
assert list(f(range(5))) == [2, 3, 4]
assert f([1]) == deque([1])
assert len(f(range(9))) == 3
----
from collections import OrderedDict, defaultdict, Counter
def f(words):
    out = defaultdict(int)
    for word in words:
        out[word] += 1
    return out
def g(words):
    return Counter(words)
def h(words):
    return OrderedDict((w, i) for i, w in enumerate(words))
==
words = "the cat the dog".split()
assert f(words) == {"the": 2, "cat": 1, "dog": 1}
assert f(words)["the"] == 2 and f(words)["none"] == 0
assert g(words) == f(words) and g(words)["none"] == 0
assert g(words).most_common(1) == [("the", 2)]
assert isinstance(g(words), dict) and h("ab") == {"a": 0, "b": 1}
assert list(h("ba")) == ["b", "a"]
----
def f(d):
    return d.keys()
def g(d):
    return d.values()
def h(d):
    return d.items()
==
d = {"b": 1, "a": 2}
assert set(f(d)) == {"a", "b"} and sorted(f(d)) == ["a", "b"]
assert f(d) == d.keys() and list(g(d)) == [1, 2] and sum(g(d)) == 3
assert dict(h(d)) == d and max(g(d)) == 2 and list(zip(f(d), g(d))) == list(d.items())
----
def f(n):
    for i in range(n):
        yield i * i
def g(n):
    return map(lambda i: i + 1, range(n))
def endless():
    i = 0
    while True:
        yield i
        i += 1
==
import itertools
assert list(f(4)) == [0, 1, 4, 9]
assert [*g(3)] == [1, 2, 3] and sum(f(4)) == 14
gen = f(3)
assert next(gen) == 0
assert next(gen) == 1
assert list(gen) == [4]
assert next(gen, None) is None
try:
    next(gen)
except StopIteration:
    pass
else:
    raise AssertionError("it should be at its end")
a, b, c = f(3)
assert (a, b, c) == (0, 1, 4)
numbers = endless()
assert list(itertools.islice(numbers, 3)) == [0, 1, 2]
assert next(numbers) == 3
assert list(zip(range(3), endless())) == [(0, 0), (1, 1), (2, 2)]
assert hasattr(gen, "__iter__")
import inspect, types
assert isinstance(gen, types.GeneratorType) and inspect.isgenerator(gen)
assert inspect.isfunction(f)
----
def f():
    return memoryview(b"abc"), bytearray(b"abc"), b"abc"
==
view, array, text = f()
assert bytes(view) == b"abc" and array == b"abc" and text == b"abc"
----
def f(x):
    return np.float32(x), np.int64(3), np.bool_(True), np.array(2.5)
==
a, b, c, d = f(0.5)
assert a == 0.5 and b == 3 and c and d == 2.5
assert isinstance(a, np.floating) and isinstance(b, np.integer)
assert f"{a:.1f} {b:d} {d:.2f}" == "0.5 3 2.50"
assert math.isclose(a, 0.5) if "math" in dir() else True
assert np.isscalar(a) and d.shape == () and round(float(d), 1) == 2.5
----
class Id(int):
    pass
class Word(str):
    pass
def f():
    return Id(7), Word("cat")
==
number, word = f()
assert number == 7 and isinstance(number, int) and number + 1 == 8
assert word == "cat" and isinstance(word, str) and word.upper() == "CAT"
assert {7: 1}[number] == 1 and {"cat": 2}[word] == 2
assert f"{number:03d} {word:>5}" == "007   cat"
----
import enum
class Color(enum.Enum):
    RED = 1
    BLUE = 2
class Level(enum.IntEnum):
    LOW = 1
def f(n):
    return Color(n)
def level():
    return Level.LOW
==
assert f(1) == Color.RED
assert f(1) != Color.BLUE
assert f(2).name == "BLUE" and f(2).value == 2
assert level() == 1
----
from dataclasses import dataclass
@dataclass
class Config:
    dim: int
    rate: float = 0.1
def f():
    return Config(8)
==
config = f()
assert config.dim == 8 and config.rate == 0.1
assert config == f() and config == Config(8)
assert config != Config(9)
assert isinstance(config, Config)
config.dim = 9
assert config.dim == 9
del config.rate
assert config.rate == 0.1
assert "dim=9" in repr(config) and str(config).startswith("Config(")
----
class Vocabulary:
    "Words and their numbers."
    size_limit = 10
    def __init__(self, words):
        self.words = list(words)
        self._private = 3
    def __len__(self):
        return len(self.words)
    def __getitem__(self, key):
        return self.words[key]
    def __setitem__(self, key, value):
        self.words[key] = value
    def __delitem__(self, key):
        del self.words[key]
    def __iter__(self):
        return iter(self.words)
    def __contains__(self, word):
        return word in self.words
    def __call__(self, text):
        return [self.words.index(w) for w in text.split()]
    def encode(self, text, default=-1):
        known = {word: i for i, word in enumerate(self.words)}
        return [known.get(word, default) for word in text.split()]
    @property
    def size(self):
        return len(self.words)
    @classmethod
    def from_text(cls, text):
        return cls(sorted(set(text.split())))
    @staticmethod
    def clean(text):
        return text.lower()
    def grow(self, word):
        self.words.append(word)
        return self
==
import collections.abc
v = Vocabulary(["a", "b"])
assert len(v) == 2 and v[0] == "a" and v[-1] == "b" and v[0:1] == ["a"]
assert "a" in v and "z" not in v and [*v] == ["a", "b"]
assert v.encode("a z") == [0, -1] and v.encode("z", default=5) == [5]
assert v("b a") == [1, 0] and callable(v) and callable(Vocabulary)
assert v.size == 2 and v.size_limit == Vocabulary.size_limit == 10
assert Vocabulary.from_text("b a b").words == ["a", "b"]
assert Vocabulary.clean("AB") == "ab"
assert v.grow("c").grow("d").size == 4, "changes stay"
v[0] = "A"
assert v.words[0] == "A"
del v[0]
assert v.words == ["b", "c", "d"]
assert hasattr(v, "encode") and not hasattr(v, "decode")
assert getattr(v, "decode", None) is None and getattr(v, "size") == 3
assert isinstance(v, Vocabulary) and not isinstance(3, Vocabulary)
assert Vocabulary.__doc__ == "Words and their numbers."
assert Vocabulary.__name__ == "Vocabulary"
assert vars(v)["words"] == ["b", "c", "d"]
try:
    v[99]
except IndexError:
    pass
else:
    raise AssertionError("no IndexError")
try:
    v.nothing
except AttributeError as error:
    assert "nothing" in str(error)
assert sorted(v) == ["b", "c", "d"] and max(v) == "d" and "".join(v) == "bcd"
assert list(enumerate(v)) == [(0, "b"), (1, "c"), (2, "d")]
assert list(reversed(list(v))) == ["d", "c", "b"]
first, *rest = v
assert first == "b" and rest == ["c", "d"]
----
class Vocabulary(dict):
    def __init__(self, words=()):
        super().__init__((w, i) for i, w in enumerate(words))
    def add(self, word):
        return self.setdefault(word, len(self))
    def encode(self, text):
        return [self[w] for w in text.split()]
class Unique(set):
    def first(self):
        return min(self)
class Sentence(list):
    def text(self):
        return " ".join(self)
==
v = Vocabulary(["a", "b"])
assert v == {"a": 0, "b": 1} and v["a"] == 0 and len(v) == 2 and "b" in v
assert v.add("c") == 2 and v["c"] == 2 and len(v) == 3, "it is the object itself"
assert v.encode("c a") == [2, 0] and isinstance(v, dict)
assert sorted(v) == ["a", "b", "c"] and sorted(v.items())[0] == ("a", 0)
assert v.get("z") is None and list(v.values()) == [0, 1, 2] and {**v}["c"] == 2
assert dict(v) == {"a": 0, "b": 1, "c": 2}
s = Sentence(["x", "y"])
assert s == ["x", "y"] and s.text() == "x y" and s.count("x") == 1 and s[1] == "y"
assert isinstance(s, list) and list(s) == ["x", "y"] and s != ["x"]
s.append("z")
assert s.text() == "x y z" and len(s) == 3
assert s + ["w"] == ["x", "y", "z", "w"] and s * 2 == list("xyzxyz")
u = Unique([1, 2])
assert u == {1, 2} and u | {3} == {1, 2, 3} and u - {1} == {2} and u <= {1, 2, 3}
assert u.first() == 1 and len(u) == 2 and 2 in u and isinstance(u, set)
----
import functools
def power(base, exponent):
    return base ** exponent
square = functools.partial(power, exponent=2)
@functools.lru_cache
def cached(n):
    return n + 1
class Adder:
    def __init__(self, n):
        self.n = n
    def __call__(self, x):
        return x + self.n
    def method(self, x):
        return x * self.n
add = Adder(2)
times = Adder(3).method
double = lambda x: 2 * x
triple = np.frompyfunc(lambda x: 3 * x, 1, 1)
vector = np.vectorize(lambda x: x + 0.5)
half = staticmethod(lambda x: x / 2)
==
assert square(3) == 9 and cached(1) == 2 and cached(1) == 2
assert add(1) == 3 and times(2) == 6 and double(4) == 8
assert list(triple(np.arange(3))) == [0, 3, 6]
assert np.allclose(vector([1, 2]), [1.5, 2.5]) and half(3) == 1.5
for function in (square, cached, add, times, double, triple, vector, half):
    assert callable(function), function
assert np.allclose([double(x) for x in range(3)], [0, 2, 4])
assert list(map(double, [1, 2])) == [2, 4]
assert sorted([3, -4, 1], key=double) == [-4, 1, 3]
----
def f(x, /, y: int, *rest, scale: float = 2.0, names=("a",), **options) -> str:
    '''Say it.

    More.
    '''
    return "x"
class K:
    def __init__(self, dim, rate=0.1):
        pass
    def method(self, a, b=None):
        pass
==
import inspect
signature = inspect.signature(f)
assert list(signature.parameters) == ["x", "y", "rest", "scale", "names", "options"]
scale = signature.parameters["scale"]
assert scale.default == 2.0 and scale.annotation is float
assert scale.kind is inspect.Parameter.KEYWORD_ONLY
assert signature.parameters["x"].kind is inspect.Parameter.POSITIONAL_ONLY
assert signature.parameters["y"].default is inspect.Parameter.empty
assert signature.parameters["names"].default == ("a",)
assert signature.return_annotation is str
assert f.__name__ == "f" and f.__doc__.startswith("Say it.")
assert inspect.getdoc(f).splitlines()[0] == "Say it."
assert f.__code__.co_varnames[:2] == ("x", "y") and f.__defaults__ is None
assert f.__kwdefaults__["scale"] == 2.0 and f.__annotations__["y"] is not None
assert list(inspect.signature(K).parameters) == ["dim", "rate"]
assert list(inspect.signature(K(1).method).parameters) == ["a", "b"]
----
def no_doc():
    pass
==
assert no_doc.__doc__ is None
----
def f(x):
    if x < 0:
        raise ValueError("x must not be negative, got -1")
    if x == 0:
        return {"a": 1}["b"]
    if x == 1:
        return [][3]
    if x == 2:
        return 1 / 0
    if x == 3:
        raise TypeError
    if x == 4:
        open("/nowhere")
    if x == 5:
        b"\xff".decode()
    if x == 6:
        np.linalg.inv(np.zeros((2, 2)))
    if x == 7:
        np.zeros(3) + np.zeros(4)
    if x == 8:
        raise NotImplementedError
    if x == 9:
        raise StopIteration("end")
    if x == 10:
        assert False, "mine"
    if x == 11:
        import json
        json.loads("{")
    return x
==
def caught(x):
    try:
        f(x)
    except Exception as error:
        return error
error = caught(-1)
assert type(error) is ValueError and "negative" in str(error)
assert type(caught(0)) is KeyError and str(caught(0)) == "'b'"
assert caught(0).args == ("b",)
assert type(caught(1)) is IndexError and type(caught(2)) is ZeroDivisionError
assert isinstance(caught(2), ArithmeticError) and str(caught(3)) == ""
assert isinstance(caught(4), FileNotFoundError) and "/nowhere" in str(caught(4))
assert isinstance(caught(4), OSError) and caught(4).errno == 2
assert isinstance(caught(5), UnicodeDecodeError) and "0xff" in str(caught(5))
assert isinstance(caught(6), np.linalg.LinAlgError), repr(caught(6))
assert isinstance(caught(7), ValueError) and "broadcast" in str(caught(7))
assert type(caught(8)) is NotImplementedError and isinstance(caught(9), StopIteration)
assert type(caught(10)) is AssertionError and str(caught(10)) == "mine"
import json
assert isinstance(caught(11), json.JSONDecodeError)
assert isinstance(caught(11), ValueError)
with np.testing.assert_raises(ValueError):
    f(-1)
np.testing.assert_raises(ValueError, f, -2)
with np.testing.assert_raises_regex(ValueError, "negative"):
    f(-1)
try:
    f(-1)
except (TypeError, ValueError) as e:
    message = f"{e}"
assert "negative" in message
----
class EmptyText(ValueError):
    def __init__(self, place, reason="none"):
        super().__init__(f"empty at {place}")
        self.place = place
class Nested(EmptyText):
    pass
class Both(KeyError, ValueError):
    pass
def f(kind):
    raise {"e": EmptyText, "n": Nested, "b": Both}[kind](3)
==
for kind in "en":
    try:
        f(kind)
    except EmptyText as error:
        assert error.place == 3 and "empty at 3" in str(error), str(error)
        assert isinstance(error, ValueError)
        assert type(error).__name__ == {"e": "EmptyText", "n": "Nested"}[kind]
    else:
        raise AssertionError("nothing was raised")
with np.testing.assert_raises(ValueError):
    f("n")
for base in (KeyError, ValueError, LookupError):
    try:
        f("b")
    except base:
        pass
assert issubclass(EmptyText, ValueError) and issubclass(Nested, EmptyText)
assert not issubclass(EmptyText, KeyError)
error = EmptyText(7)
assert error.place == 7 and "empty at 7" in str(error)
----
def apply(function, x):
    return function(x)
def compose(f, g):
    return lambda x: g(f(x))
def make(n):
    def inner(x):
        return x + n
    return inner
def safe(function):
    try:
        return function()
    except ValueError as error:
        return f"caught {error}"
    except Exception as error:
        return type(error).__name__
def twice(function):
    return function(function)
def train(steps, callback):
    class Model:
        loss = 8.0
        def predict(self, x):
            return x * self.loss
    model = Model()
    for step in range(steps):
        model.loss /= 2
        if callback(step, model):
            return step
==
assert apply(lambda x: x + 1, 2) == 3 and apply(len, [1, 2]) == 2
assert np.allclose(apply(np.exp, np.zeros(2)), 1)
assert compose(lambda x: x + 1, lambda x: x * 10)(1) == 20
assert make(3)(4) == 7 and apply(make(1), 1) == 2
assert apply(lambda x: make(x), 5)(1) == 6, "a function that returns a function"
def wrong():
    raise ValueError("odd")
assert safe(wrong) == "caught odd"
assert safe(lambda: {}["a"]) == "KeyError"
seen = []
def watch(step, model):
    seen.append((step, model.loss, model.predict(2)))
    return model.loss < 2
assert train(10, watch) == 2
assert seen == [(0, 4.0, 8.0), (1, 2.0, 4.0), (2, 1.0, 2.0)]
calls = []
assert apply(lambda x: calls.append(x) or len(calls), [1]) == 1 and calls == [[1]]
def outer(function):
    return 5 if function is outer else make(1)(1)
assert twice(outer) == 2
----
class Timer:
    def __enter__(self):
        self.inside = True
        return self
    def __exit__(self, *error):
        self.inside = False
==
with Timer() as timer:
    assert timer.inside
assert not timer.inside
----
table = np.arange(6.0).reshape(2, 3)
words = ["a", "b"]
rate = 0.1
name = "x"
nothing = None
flag = np.True_
def change(values):
    values[0] = -1
    return values
def rows(E, ids):
    return E[ids]
==
assert table.shape == (2, 3) and table.dtype == float and table.ndim == 2
assert isinstance(table, np.ndarray) and isinstance(words, list)
assert isinstance(rate, float) and isinstance(name, str) and nothing is None
assert np.allclose(rows(table, [1, 1]), table[[1, 1]])
values = np.ones(3)
result = change(values)
assert values[0] == -1 and result is values
assert not np.shares_memory(rows(table, [0]), table)
assert len(words) == 2 and words[-1] == "b" and words == ["a", "b"]
assert f"{rate:.2%} {name!r} {table.mean():.3f}" == "10.00% 'x' 2.500"
assert flag, "numpy's True"
----
def f(x):
    return x * 2
==
import math
import unittest
assert math.isclose(f(0.1), 0.2, rel_tol=1e-9) and int(f(2)) == 4
assert round(f(0.123), 2) == 0.25 and abs(f(-1)) == 2 and -f(1) == -2
np.testing.assert_allclose(f(np.arange(3)), [0, 2, 4])
np.testing.assert_array_equal(f(np.arange(3)), [0, 2, 4])
np.testing.assert_equal(f(2), 4)
np.testing.assert_almost_equal(f(0.1), 0.2)
case = unittest.TestCase()
case.assertEqual(f(2), 4)
case.assertAlmostEqual(f(0.1), 0.2)
case.assertListEqual(f([1]), [1, 1])
case.assertIn(2, [f(1)])
case.assertIsInstance(f(1), int)
case.assertTrue(callable(f))
with case.assertRaises(TypeError):
    f()
with case.assertRaises(TypeError) as caught:
    f(1, 2)
assert "argument" in str(caught.exception)
----
class Half:
    def __float__(self):
        return 0.5
    def __array__(self, dtype=None, copy=None):
        return np.array(0.5)
def f():
    return Half()
==
import math
import pytest
import unittest
assert f() == 0.5 and f() != 0.4 and not f() == 0.4
assert f() < 1 and f() <= 0.5 and f() > 0 and 1 > f() and 0.4 < f()
assert f() == pytest.approx(0.5) and pytest.approx(0.5) == f()
assert math.isclose(f(), 0.5) and round(f(), 1) == 0.5 and f"{f():.2f}" == "0.50"
assert f() * 2 == 1 and 2 * f() == 1 and 1 - f() == 0.5 and 1 / f() == 2
assert f() ** 2 == 0.25 and 1 // f() == 2 and 1 % f() == 0 and abs(-f()) == 0.5
assert np.isclose(f(), 0.5) and np.array([f(), f()]).sum() == 1 and sum([f()]) == 0.5
unittest.TestCase().assertAlmostEqual(f(), 0.5)
----
import copy
class Model:
    def __init__(self):
        self.weights = np.zeros(2)
    def fit(self):
        self.weights = self.weights + 1
==
import copy
model = Model()
before = model.weights.copy()
other = copy.deepcopy(model)
model.fit()
assert not np.array_equal(before, model.weights)
assert np.array_equal(other.weights, [0, 0])
model.weights[0] = 5
assert np.array_equal(model.weights, [1, 1]) or model.weights[0] == 5
----
class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)
    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)
    def __lt__(self, other):
        return self.x < other.x
    def __repr__(self):
        return f"Vector({self.x}, {self.y})"
==
total = Vector(1, 2) + Vector(3, 4)
assert (total.x, total.y) == (4, 6) and total == Vector(4, 6)
assert total != Vector(0, 0) and Vector(0, 9) < Vector(1, 0)
assert repr(total) == "Vector(4, 6)" and f"{total}" == "Vector(4, 6)"
assert [v.x for v in sorted([Vector(2, 0), Vector(1, 0)])] == [1, 2]
----
import collections.abc
class Batches(collections.abc.Sequence):
    def __len__(self):
        return 2
    def __getitem__(self, i):
        if i >= 2:
            raise IndexError(i)
        return np.full(3, i)
    def shuffle(self):
        return "done"
class Lazy:
    def __iter__(self):
        yield from (1, 2)
==
import collections.abc
b = Batches()
assert len(b) == 2 and b[1].tolist() == [1, 1, 1] and b.shuffle() == "done"
assert len(list(b)) == 2 and np.array_equal(np.stack(list(b)), [[0] * 3, [1] * 3])
assert [*Lazy()] == [1, 2] and [*Lazy()] == [1, 2]
assert isinstance(Lazy(), collections.abc.Iterable)
assert isinstance([1], collections.abc.Sequence)
"""


@pytest.mark.parametrize(("answer", "test"), cases(RIGHT))
def test_a_right_answer_passes(answer, test, verdict):
    assert verdict(answer, test) is None


def test_classes_of_locked_cells_are_known_on_both_sides(verdict):
    locked = """
import numpy as np
from dataclasses import dataclass
@dataclass
class Config:
    dim: int
class TooLong(Exception):
    pass
def check(x):
    if x > 3:
        raise TooLong(x)
"""
    answer = """
    def f():
        return Config(3)
    def g(x):
        if x > 5:
            raise TooLong("too long: 6")
        check(x)
    """
    test = """
    assert isinstance(f(), Config) and f().dim == 3
    for x in (6, 4):
        try:
            g(x)
        except TooLong as error:
            assert str(error) in ("too long: 6", "4"), str(error)
        else:
            raise AssertionError("nothing was raised")
    assert g(1) is None
    """
    assert verdict(answer, test, locked) is None


def test_names_are_the_tests_before_they_are_the_submissions(submit):
    court = submit("def f(x):\n    return x + 1\nsecret = 3\nlen = 5")
    run = court.run
    assert (
        run("t", "def helper(x):\n    return f(x)\nassert helper(1) == 2", 5)[0] is None
    )
    assert run("t", "assert [f(i) for i in range(2)] == [1, 2]", 5)[0] is None
    assert run("t", "assert len([1]) == 1, 'Python\\'s own'", 5)[0] is None
    assert run("t", "f = 3\nassert f == 3", 5)[0] is None
    assert run("t", "assert f == 3", 5)[0] is None
    error = run("t", "assert nobody == 3", 5)[0]
    assert error["name"] == "NameError" and "nobody" in error["message"]
    error, value, printed = run("t", "print('so'); secret / 2", 5)
    assert (error, value, printed) == (None, 1.5, "so\n")
    court.forget("def f(x): pass")
    assert run("t", "assert f(1) == 2", 5)[0] is None
    error = run("t", "x = 1\nassert f(1) == 3, f'got {f(1)}'", 5)[0]
    assert error["message"] == "got 2" and "line 2:" in error["lines"][0]


def test_probes_run_beside_the_answers(submit):
    court = submit("class Net:\n    def __init__(self, n):\n        self.n = n")
    test = """
import math
class Wide(Net):
    pass
BASE = 5
def _probe_width(n):
    return Wide(n).n + BASE + math.floor(0.5)
assert _probe_width(2) == 7
"""
    error = court.run("t", test.replace("class Wide(Net):\n    pass\n", ""), 5)[0]
    assert error["name"] == "NameError"
    court = submit("class Net:\n    def __init__(self, n):\n        self.n = n")
    test = test.replace("class Wide(Net):\n    pass\n", "").replace("Wide", "Net")
    assert court.run("t", test, 5)[0] is None


# ------------------------------------------------------------- no object decides itself

LIAR = """
import functools
TRUTHS = {{
    name: (lambda self, *_: True)
    for name in "eq ne lt le gt ge contains bool".split()
}}
class Yes:
    '''Whatever it is compared with, it says what is wanted.'''
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Yes()
    def __call__(self, *_, **__):
        return Yes()
    def __float__(self):
        return float({value})
    def __int__(self):
        return int({value})
    __index__ = __int__
    def __len__(self):
        return 1
    def __iter__(self):
        return iter([{value}])
    def __getitem__(self, key):
        return {value}
    def __array__(self, dtype=None, copy=None):
        return np.array({value})
    def __hash__(self):
        return hash({expected})
    def __repr__(self):
        return repr({expected})
    def __instancecheck__(self, value):
        return True
    @property
    def __class__(self):
        return type({expected})
    def zero(self, *_):
        return 0.0
    def __abs__(self):
        return 0.0
    def __round__(self, *_):
        return {expected}
for name in "eq ne lt le gt ge contains bool".split():
    setattr(Yes, f"__{{name}}__", lambda self, *_: True)
for name in "add sub mul truediv floordiv mod pow matmul and or xor".split():
    setattr(Yes, f"__{{name}}__", lambda self, other: Zero())
    setattr(Yes, f"__r{{name}}__", lambda self, other: Zero())
class Zero(Yes):
    '''What comes of a difference: nothing at all.'''
    def __float__(self):
        return 0.0
    def __array__(self, dtype=None, copy=None):
        return np.zeros(())
def f(*_):
    return Yes()
"""
SUBCLASS = """
class Liar({kind}):
    pass
def truth(self, *_):
    return True
for name in "eq ne lt le gt ge contains bool".split():
    setattr(Liar, f"__{{name}}__", truth)
for name in "sub rsub add radd mul rmul truediv".split():
    setattr(Liar, f"__{{name}}__", lambda self, other: 0.0)
for name in "all any startswith endswith issubset issuperset equals isdisjoint".split():
    setattr(Liar, name, truth)
for name in "round abs".split():
    setattr(Liar, f"__{{name}}__", lambda self, *_: 0.0)
Liar.__array_ufunc__ = lambda self, *_, **__: np.True_
Liar.__hash__ = lambda self: hash({expected})
Liar.__repr__ = Liar.__str__ = lambda self: repr({expected})
Liar.__format__ = lambda self, form: format({expected}, form)
def f(*_):
    return {make}
"""
NUMBER_TESTS = """
assert f(1) == 42
assert 42 == f(1)
assert not f(1) != 42
assert f(1) in (42, 43)
assert f(1) in [42]
assert f(1) in {42}
assert {42: True}[f(1)]
assert abs(f(1) - 42) < 1e-6
assert abs(42 - f(1)) < 1e-6
assert np.abs(f(1) - 42).max() < 1e-6
assert -1e-6 < f(1) - 42 < 1e-6
assert f(1) / 42 == 1
assert f(1) - 42 == 0
assert not (f(1) - 42)
assert round(f(1) - 42, 3) == 0
assert 41 < f(1) < 43
assert f(1) >= 42 and f(1) <= 42
assert np.isclose(f(1), 42)
assert np.allclose(f(1), 42)
assert np.array_equal(f(1), 42)
np.testing.assert_allclose(f(1), 42)
np.testing.assert_equal(f(1), 42)
np.testing.assert_array_equal(f(1), 42)
np.testing.assert_almost_equal(f(1), 42)
assert math.isclose(f(1), 42)
assert pytest.approx(42) == f(1)
assert f(1) == pytest.approx(42)
assert int(f(1)) == 42
assert float(f(1)) == 42
assert range(100)[f(1)] == 42
assert sum([f(1)]) == 42
assert max(f(1), 0) == 42
assert sorted([f(1), 42])[0] == 42 and sorted([42, f(1)])[0] == 42
assert np.array([f(1)]).tolist() == [42]
assert [f(1)] == [42]
assert {"a": f(1)} == {"a": 42}
assert (f(1),) == (42,)
unittest.TestCase().assertEqual(f(1), 42)
unittest.TestCase().assertAlmostEqual(f(1), 42)
assert all(f(x) == y for x, y in [(1, 42), (2, 42)])
assert f"{f(1):.1f}" == "42.0"
assert math.fabs(f(1) - 42) < 1e-9
assert np.sum(np.square(f(1) - 42)) < 1e-9
assert operator.eq(f(1), 42)
"""
TEST_IMPORTS = "import math, operator, unittest\nimport numpy as np\nimport pytest\n"


def fooled(submit, answer, tests):
    """Return which of some tests, one a line, a wrong answer passes."""
    court = submit(answer, TEST_IMPORTS.replace("import pytest\n", ""))
    court.names["pytest"] = pytest
    assert court.run("test", "x = f()", 10)[0] is None, "it must not fail by itself"
    lines = [line for line in tests.splitlines() if line]
    return [line for line in lines if court.run("test", line, 10)[0] is None]


@pytest.mark.parametrize("value", ["42", "np.float64(42)", "np.array(42)"])
def test_the_tests_of_numbers_pass_a_right_one(value, submit):
    passed = fooled(submit, f"def f(*_):\n    return {value}", NUMBER_TESTS)
    missing = {line for line in NUMBER_TESTS.splitlines() if line} - {*passed}
    # In Python too a float is no place in a range, and an array is in no set.
    places = {"assert range(100)[f(1)] == 42"}
    sets = {"assert f(1) in {42}", "assert {42: True}[f(1)]"}
    expected = {"42": set(), "np.float64(42)": places, "np.array(42)": sets}
    assert missing == expected[value]


@pytest.mark.parametrize("value", ["7.0", "'42'", "None", "[42, 7]", "math.nan"])
def test_an_object_that_agrees_with_everything_passes_no_test(value, submit):
    answer = LIAR.format(value=value, expected=42)
    answer = answer.replace("float('42')", "7.0").replace("int('42')", "7")
    if value not in ("7.0", "'42'"):  # what says that it is an int must be one there
        answer = answer.replace("__class__", "kind")
    assert fooled(submit, answer, NUMBER_TESTS) == []


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("float", "Liar(7.0)"),
        ("int", "Liar(7)"),
        ("np.float64", "Liar(7.0)"),
        ("np.ndarray", "np.array(7.0).view(Liar)"),
        ("str", "Liar('7')"),
        ("list", "Liar([7])"),
        ("tuple", "Liar([7])"),
        ("dict", "Liar(a=7)"),
        ("set", "Liar([7])"),
        ("complex", "Liar(7)"),
        ("object", "Liar()"),
    ],
)
def test_a_subclass_with_other_methods_is_what_it_holds(kind, make, submit):
    tests = NUMBER_TESTS.replace('assert f"{f(1):.1f}" == "42.0"\n', "")
    answer = SUBCLASS.format(kind=kind, make=make, expected=42)
    assert fooled(submit, answer, tests) == []


@pytest.mark.parametrize(
    ("kind", "make", "expected", "tests"),
    [
        (
            "list",
            "Liar([1, 2])",
            "[3, 4]",
            """
assert f() == [3, 4]
assert [3, 4] == f()
assert not f() != [3, 4]
assert 3 in f()
assert f().count(3) == 1
assert f().index(3) == 0
assert list(f()) == [3, 4]
assert sorted(f()) == [3, 4]
assert f()[0] == 3
assert np.array_equal(f(), [3, 4])
assert set(f()) == {3, 4}
assert f() in ([3, 4], [5])
assert f() >= [3, 4]
unittest.TestCase().assertListEqual(f(), [3, 4])
""",
        ),
        (
            "dict",
            "Liar(a=1)",
            "{'a': 2}",
            """
assert f() == {"a": 2}
assert {"a": 2} == f()
assert f()["a"] == 2
assert f().get("a") == 2
assert "b" in f()
assert dict(f()) == {"a": 2}
assert f().items() == {"a": 2}.items()
assert list(f().values()) == [2]
assert {**f()} == {"a": 2}
unittest.TestCase().assertDictEqual(f(), {"a": 2})
np.testing.assert_equal(f(), {"a": 2})
""",
        ),
        (
            "str",
            "Liar('no')",
            "'yes'",
            """
assert f() == "yes"
assert "yes" == f()
assert f() in ("yes", "y")
assert "e" in f()
assert f().startswith("y")
assert f"{f()}" == "yes"
assert f"{f():>3}" == "yes"
assert str(f()) == "yes"
assert {"yes": True}[f()]
assert f().upper() == "YES"
assert "".join(f()) == "yes"
""",
        ),
        (
            "set",
            "Liar([1])",
            "{2}",
            """
assert f() == {2}
assert {2} == f()
assert 2 in f()
assert f().issubset({2})
assert f() <= {2}
assert f().issuperset({2})
assert f() - {1} == {2}
assert f() - {2} == set()
assert f() | {2} == {2}
assert f() ^ {2} == set()
assert sorted(f()) == [2]
""",
        ),
        (
            "np.ndarray",
            "np.array([1., 2.]).view(Liar)",
            "np.array([3., 4.])",
            """
assert (f() == np.array([3, 4])).all()
assert np.all(f() == [3, 4])
assert np.allclose(f(), [3, 4])
assert np.array_equal(f(), [3, 4])
assert np.abs(f() - [3, 4]).max() < 1e-9
assert np.max(np.abs(f() - np.array([3, 4]))) < 1e-9
assert f().tolist() == [3, 4]
assert ((f() - [3, 4]) ** 2).sum() < 1e-9
np.testing.assert_allclose(f(), [3, 4])
np.testing.assert_array_equal(f(), [3, 4])
assert f()[0] == 3
assert f().sum() == 7
assert not np.any(f() - [3, 4])
assert np.linalg.norm(f() - np.array([3, 4])) < 1e-9
""",
        ),
    ],
    ids=["list", "dict", "str", "set", "array"],
)
def test_a_container_with_other_methods_is_what_it_holds(
    kind, make, expected, tests, submit
):
    answer = SUBCLASS.format(kind=kind, make=make, expected=expected)
    assert fooled(submit, answer, tests) == []
    right = f"def f(*_):\n    return {expected}"
    passed = fooled(submit, right, tests)
    missing = [line for line in tests.splitlines() if line and line not in passed]
    assert all('"b" in f()' in line for line in missing)


def test_an_object_in_the_form_of_an_array_is_compared_by_its_numbers(submit):
    answer = LIAR.format(value="[1., 2.]", expected="np.zeros(2)")
    answer = answer.replace("float([1., 2.])", "1.").replace("int([1., 2.])", "1")
    answer = answer.replace("hash(np.zeros(2))", "7").replace("__class__", "kind")
    tests = """
assert (f() == np.array([3, 4])).all()
assert np.all(f() == [3, 4])
assert np.allclose(f(), [3, 4])
assert np.array_equal(f(), [3, 4])
assert np.abs(f() - [3, 4]).max() < 1e-9
assert np.max(np.abs(np.array([3, 4]) - f())) < 1e-9
assert np.max(np.abs(f() - np.array([3, 4]))) < 1e-9
assert ((f() - np.array([3, 4])) ** 2).sum() < 1e-9
assert not np.any(f() - [3, 4])
assert np.linalg.norm(f() - np.array([3, 4])) < 1e-9
np.testing.assert_allclose(f(), [3, 4])
np.testing.assert_array_almost_equal(f(), [3, 4])
assert (np.array([3, 4]) == f()).all()
assert np.equal(f(), [3, 4]).all()
assert list(f()) == [3, 4]
assert 3 in f()
assert np.isin(3, f())
"""
    assert fooled(submit, answer, tests) == []


def test_patches_in_the_submissions_process_stay_there(submit):
    answer = """
import builtins, operator
np.allclose = np.array_equal = np.isclose = lambda *_, **__: True
np.testing.assert_allclose = lambda *_, **__: None
np.ndarray_old = np.ndarray
builtins.abs = lambda x: 0
builtins.all = lambda x: True
operator.eq = lambda a, b: True
def f(*_):
    return np.array([7.0])
"""
    tests = """
assert np.allclose(f(), [42])
assert np.array_equal(f(), [42])
assert abs(f()[0] - 42) < 1
assert all(f() == 42)
np.testing.assert_allclose(f(), [42])
"""
    assert fooled(submit, answer, tests) == []


@pytest.mark.parametrize(
    "source",
    [
        "raise SystemExit(0)",
        "import sys; sys.exit()",
        "raise KeyboardInterrupt",
        "exit()",
    ],
)
def test_an_exit_in_an_answer_is_an_error_of_the_test(source, submit):
    court = submit(f"def f():\n    {source}\ndef g():\n    return 1")
    error = court.run("t", "f()", 5)[0]
    assert error is not None
    caught = "try:\n    f()\nexcept {0}:\n    raise ValueError('{0}')"
    for name in ("SystemExit", "KeyboardInterrupt"):
        error = court.run("t", caught.format(name), 5)[0]
        assert error["name"] != "ValueError"
    assert court.run("t", "assert g() == 1", 5)[0] is None


def test_an_error_cannot_pose_as_one_of_the_judges(submit):
    court = submit(
        """
        class OutOfTime(Exception): pass
        class Ended(BaseException): pass
        class CannotCross(Exception): pass
        OutOfTime.__module__ = Ended.__module__ = "classroom.judge"
        CannotCross.__module__ = "classroom.wire"
        def f(kind):
            raise kind("mine")
        """
    )
    for name in ("OutOfTime", "Ended", "CannotCross"):
        error = court.run("t", f"f({name})", 5)[0]
        assert error["message"] == "mine"
    assert court.run("t", "assert True", 5)[0] is None


def test_what_a_callback_returns_must_be_able_to_cross(submit):
    court = submit("def f(call):\n    return call()\ndef g():\n    return 1")
    error = court.run("t", "f(lambda: object())", 5)[0]
    assert error["name"] == "CannotCross"
    error = court.run("t", "try:\n    f(object)\nexcept Exception:\n    pass", 5)[0]
    assert error is None, "a class that everybody has can cross"
    assert court.run("t", "assert g() == 1", 5)[0] is None


def test_a_test_that_takes_too_long_is_out_of_time(submit):
    court = submit("def f():\n    while True:\n        pass")
    with pytest.raises(judge.OutOfTime):
        court.run("t", "f()", 0.3)
    court = submit("x = 1")
    with pytest.raises(judge.OutOfTime):
        court.run("t", "while True:\n    pass", 0.3)


NO_ANSWERS = [
    '["ok"]',
    '["ok", 1, 2]',
    '["ok", 1, [1]]',
    '["ok", 1, [[99, []]]]',
    '["error"]',
    '["error", [], "text", "", [], {}, []]',
    '["error", 5, "text", "", [], {}, []]',
    '["call", 10**9, (), {}]',
    '["call", "0", (), {}]',
    '["what", 1, []]',
    '"ok"',
    "None",
    "{}",
    "[]",
    "[[]]",
    '[["ok"], 1, []]',
]


@pytest.mark.parametrize("answer", NO_ANSWERS)
def test_what_is_no_answer_ends_the_submission_or_is_an_error(answer, submit):
    court = submit(
        f"""
        def f():
            import gc, socket
            from classroom import wire
            connection = socket.socket(fileno=3)
            while True:
                encoder = wire.Encoder(lambda value: ["handle", 0, [], False])
                wire.send(connection, {answer}, encoder)
                wire.receive(connection, wire.Decoder(lambda *_: None))
        """
    )
    try:
        error = court.run("t", "f()", 2)[0]
    except (judge.Ended, judge.OutOfTime):
        return
    assert error is not None and "10**9" not in answer


@pytest.mark.parametrize(
    "data",
    [
        "b'garbage' * 100",
        "bytes(64)",
        "b'\\xff' * 8",
        "b''",
        "b'\\0\\0\\0\\2\\0\\0\\0\\0[]'",
    ],
)
def test_garbage_on_the_judges_socket_ends_the_submission(data, submit):
    court = submit(
        f"""
        def f():
            import os
            os.write(3, {data})
            os._exit(0)
        """
    )
    with pytest.raises(judge.Ended):
        court.run("t", "f()", 5)


def test_tests_can_use_at_most_the_numbers_that_an_object_stands_for(submit):
    court = submit("class Odd:\n    pass\ndef f():\n    return Odd()")
    for test in ("float(f())", "len(f())", "f() < 3", "f() + 1", "f()[0]", "[*f()]"):
        assert court.run("t", test, 5)[0]["name"] == "TypeError", test
    assert court.run("t", "assert f() != 3 and not f() == 3", 5)[0] is None
    assert court.run("t", "f().x", 5)[0]["name"] == "AttributeError"


def test_an_answer_that_has_a_name_of_pythons_is_judged_itself(submit):
    court = submit("def sorted(x):\n    return [*x]\n")
    court.forget("def sorted(x):\n    raise NotImplementedError\n")  # the stub
    error, _, _ = court.run("test", "assert sorted([2, 1]) == [1, 2], 'unsorted'", 10)
    assert error["message"] == "unsorted"


def test_half_a_character_in_a_message_can_be_written_to_a_file(submit):
    court = submit("def f():\n    raise ValueError('\\ud800')\n")
    error, _, printed = court.run("test", "print('\\ud800')\nf()", 10)
    assert [error["message"], printed] == ["?", "?\n"]
