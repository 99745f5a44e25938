"""Decide what the answers are worth, in a process that never runs a student's code.

The locked cells of the release run here, hidden tests and all. A name that they do not
bind is one of the submission's: what it stands for is asked for, comes as plain data,
or as an `Answer`, which passes on calls. So nothing that a submission does in its own
process, to NumPy or to `==`, reaches the comparison.
"""

import ast
import builtins
import contextlib
import ctypes
import io
import os
import signal
import sys
import traceback
import types

import numpy as np

from classroom import wire

LONGEST_MESSAGE = 4000


class OutOfTime(BaseException):
    """A cell or a test took longer than it may."""


class Ended(BaseException):
    """The process of the submission has ended, or sends what is no message."""


class Link:
    """The connection to a submission: requests go out, the answers come back."""

    def __init__(self, connection):
        self.connection = connection
        self.functions = []

    def ask(self, operation, *arguments):
        """Carry out an operation of `answers.Answers`; return its result.

        Raises
        ------
        Exception
            Of the class and with the text of what the submission has raised.
        Ended
            If the submission's process is gone, or answers no more as it should.
        """
        encoder = wire.Encoder(self.keep, follow=True)
        try:
            wire.send(self.connection, [operation, *arguments], encoder)
            while True:
                decoder = wire.Decoder(self.find, encoder.followed)
                status, *answer = wire.receive(self.connection, decoder)
                if status != "call":
                    break
                self.call_back(*answer)
        except (EOFError, OSError):
            raise Ended("the submission has ended its own process") from None
        except wire.Malformed as error:
            raise Ended(f"the submission's process sent {error}") from None
        except ValueError as error:
            if "unpack" not in f"{error}":
                raise
            raise Ended("the submission's process sent no answer") from None
        changed = answer[-1] if answer else ()
        for number, new in changed:
            wire.change(encoder.followed[number], new)
        if status == "ok":
            return answer[0]
        names, text, lines = answer[:3]
        raise exception(names, text, lines) from None

    def keep(self, value):
        """Return the encoding of an object of the tests'."""
        if isinstance(value, Answer):
            return ["handle", object.__getattribute__(value, "_handle").number]
        if isinstance(value, types.ModuleType):
            return ["global", value.__name__, ""]
        if callable(value):
            module = getattr(value, "__module__", None) or ""
            name = getattr(value, "__qualname__", getattr(value, "__name__", ""))
            for place in (module, "numpy"):
                if name and has(place, name, value):
                    return ["global", place, name]
            if not isinstance(value, type):
                self.functions.append(value)
                return ["function", len(self.functions) - 1]
        kind = type(value)
        raise wire.CannotCross(
            f"a test passes a {kind.__module__}.{kind.__qualname__} to an answer: only "
            "numbers, strings, containers, arrays and functions can be passed. Do it in "
            "a function whose name begins with _probe_"
        )

    def find(self, tag, *parts):
        """Return what stands here for an object of the submission's."""
        if tag != "handle":
            raise wire.Malformed(f"something of the kind {tag!r:.30}")
        number, classes, is_callable = parts
        handle = wire.Handle(int(number), [str(c) for c in classes], bool(is_callable))
        return (Function if handle.is_callable else Answer)(self, handle)

    def call_back(self, number, arguments, options):
        """Call a function of the tests for the submission, and send what it gives."""
        try:
            answer = ["ok", self.functions[number](*arguments, **options)]
        except Exception as error:
            answer = ["error", type(error).__name__, f"{error}"[:LONGEST_MESSAGE]]
        wire.send(self.connection, answer, wire.Encoder(self.keep))


def has(module, name, value):
    """Return whether a module that everybody has holds a value under this name."""
    if module.split(".")[0] in ("", "__main__", "classroom"):
        return False
    found = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found is value


def exception(names, text, lines=""):
    """Return an exception of the first of some classes that Python or Keras knows."""
    name = str(names[0])
    for known in names:
        base = getattr(builtins, str(known), None)
        if isinstance(base, type) and issubclass(base, Exception):
            break
    else:
        base = RuntimeError  # an exit, an interrupt: nothing that a test expects
    kind = base if base.__name__ == name else type(name, (base,), {})
    try:
        error = kind(str(text))
    except TypeError:  # UnicodeDecodeError and its like want more than a text
        error = type(name, (RuntimeError,), {})(str(text))
    error.__notes__ = [str(lines)] if lines else []
    return error


class Answer:
    """An object of the submission's, of which only plain data comes over here.

    Comparing and calculating is done here, with the numbers that the object stands
    for, so that no method of its class has a say in the verdict.
    """

    def __init__(self, link, handle):
        object.__setattr__(self, "_link", link)
        object.__setattr__(self, "_handle", handle)

    @property
    def __class__(self):
        for name in self._handle.classes:
            module, _, path = name.partition(":")
            known = sys.modules.get(module)
            for part in path.split("."):
                known = getattr(known, part, None)
            if isinstance(known, type) and not module.startswith("classroom"):
                return known
        return type(self)

    def __getattr__(self, name):
        if name.startswith("__") and name not in ("__name__", "__doc__", "__dict__"):
            raise AttributeError(name)
        return self._link.ask("getattr", self, name)

    def __setattr__(self, name, value):
        self._link.ask("setattr", self, name, value)

    def __getitem__(self, key):
        return self._link.ask("getitem", self, key)

    def __setitem__(self, key, value):
        self._link.ask("setitem", self, key, value)

    def __len__(self):
        length = self._link.ask("len", self)
        if not isinstance(length, int) or length < 0:
            raise TypeError("its length is no number")
        return length

    def __iter__(self):
        iterator, count = self._link.ask("iter", self), 1
        while True:
            if isinstance(iterator, list):
                yield from iterator
                return
            items = self._link.ask("next", iterator, count)
            if not isinstance(items, list) or not items:
                return
            yield from items
            count = 100

    def __contains__(self, wanted):
        return any(item is wanted or item == wanted for item in self)

    def __array__(self, dtype=None, copy=None):
        array = self._link.ask("array", self)
        if not isinstance(array, np.ndarray | np.generic):
            raise TypeError("it is no array")
        return np.array(array, dtype)

    def __float__(self):
        return float(self._link.ask("number", self, "float"))

    def __int__(self):
        return int(self._link.ask("number", self, "int"))

    def __index__(self):
        return int(self._link.ask("number", self, "index"))

    def __bool__(self):
        return self._link.ask("bool", self) is True

    def __str__(self):
        return str(self._link.ask("text", self, "str"))

    def __repr__(self):
        return str(self._link.ask("text", self, "repr"))

    def __format__(self, form):
        return format(float(self) if form else str(self), form)

    def __eq__(self, other):
        if self is other:
            return True
        if isinstance(other, Answer) or type(other) in (Answer, Function):
            return self._link.ask("same", self, other, "eq") is True
        try:
            return np.asarray(self) == other
        except Exception:
            return False

    def __ne__(self, other):
        same = self == other
        return ~same if isinstance(same, np.ndarray) else not same

    __hash__ = object.__hash__


class Function(Answer):
    """An object of the submission's that can be called: a function, a class, a model."""

    def __call__(self, *arguments, **options):
        return self._link.ask("call", self, [*arguments], options)


def combine(name):
    """Return a method that calculates here, with what the objects stand for."""

    def method(self, *others):
        if others and type(others[0]) in (Answer, Function):
            return self._link.ask("same", self, others[0], name.strip("_"))
        return getattr(np.asarray(self), name)(*others)

    return method


for _name in "add sub mul truediv floordiv mod pow matmul lt le gt ge".split():
    setattr(Answer, f"__{_name}__", combine(f"__{_name}__"))
for _name in "radd rsub rmul rtruediv rpow rmatmul neg pos abs".split():
    setattr(Answer, f"__{_name}__", combine(f"__{_name}__"))


# ------------------------------------------------------------------------ the tests


class Names(dict):
    """The namespace of the tests; a name that they do not bind is the submission's."""

    def __init__(self):
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.link = None

    def __missing__(self, name):
        if hasattr(builtins, name) or self.link is None:
            raise KeyError(name)
        found = self.link.ask("names", [name])
        if name not in found:
            raise KeyError(name)
        return found[name]


class Court:
    """The locked cells of a notebook, run one after the other."""

    def __init__(self, link):
        self.link = link
        self.names = Names()
        self.names.link = link
        self.statements = []

    def run(self, name, source, seconds):
        """Run a locked cell; return (error or None, value or None, what it printed).

        An error is a dictionary with a name, a message and the lines of the test where
        it was raised. The value is that of a last expression, if it is a number.
        """
        printed, error, value = io.StringIO(), None, None
        try:
            with at_most(seconds), contextlib.redirect_stdout(printed):
                value = self.execute(name, source)
        except (OutOfTime, Ended):
            raise
        except BaseException as raised:
            error = describe(raised, name, source)
        return error, value, printed.getvalue()[:LONGEST_MESSAGE]

    def execute(self, name, source):
        """Execute a cell in the tests' namespace; return its number, if it has one."""
        tree = ast.parse(source)
        self.statements += [(s, ast.get_source_segment(source, s)) for s in tree.body]
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            last = ast.Expression(tree.body.pop().value)
        exec(compile(tree, f"<{name}>", "exec"), self.names)
        for statement in tree.body:
            if getattr(statement, "name", "").startswith("_probe_"):
                self.names[statement.name] = self.probe(statement.name)
        if last is None:
            return None
        value = eval(compile(last, f"<{name}>", "eval"), self.names)
        return float(value) if wire.is_number(value) else None

    def forget(self, source):
        """Forget the names that an answer's cell binds: they are the submission's."""
        with contextlib.suppress(SyntaxError):
            for statement in ast.parse(source).body:
                for name in bound(statement):
                    self.names.pop(name, None)

    def probe(self, name):
        """Return a function that runs the tests' function of this name over there."""

        def run_beside(*arguments, **options):
            sources = self.needed(name)
            return self.link.ask("probe", name, sources, [*arguments], options)

        return run_beside

    def needed(self, name):
        """Return the sources of what a function uses: imports, and what it names."""
        wanted, chosen = [name], set()
        by_name = {n: i for i, (s, _) in enumerate(self.statements) for n in bound(s)}
        while wanted:
            place = by_name.get(wanted.pop())
            if place is None or place in chosen:
                continue
            chosen.add(place)
            for node in ast.walk(self.statements[place][0]):
                if isinstance(node, ast.Name):
                    wanted.append(node.id)
        return [self.statements[place][1] for place in sorted(chosen)]


def bound(statement):
    """Return the names that a statement binds."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Import | ast.ImportFrom):
        names = [(alias.asname or alias.name) for alias in statement.names]
        return [name.split(".")[0] for name in names]
    return [
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]


def describe(error, name, source):
    """Return name, message and place of an error in a test, as plain strings."""
    lines = source.splitlines()
    places = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == f"<{name}>" and 0 < frame.lineno <= len(lines)
    ]
    try:
        message = f"{error}"[:LONGEST_MESSAGE]
    except Exception:
        message = ""
    shown = [f"line {n}: {lines[n - 1].strip()}" for n in places[-3:]]
    beside = [note for note in getattr(error, "__notes__", []) if note]
    return {
        "name": type(error).__name__,
        "message": message,
        "lines": [*shown, *beside, f"{type(error).__name__}: {message}"],
    }


@contextlib.contextmanager
def at_most(seconds):
    """Raise `OutOfTime` in what takes longer."""

    def stop(*_):
        raise OutOfTime

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def die_with(parent):
    """Let this process be killed when its parent ends, in whatever way."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
