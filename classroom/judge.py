"""Decide what the answers are worth, in a process that never runs a student's code.

The locked cells of the release run here, hidden tests and all. A name that they do not
bind is one of the submission's: what it stands for is asked for, comes as plain data,
or as an `Answer`, which passes on calls. So nothing that a submission does in its own
process, to NumPy or to `==`, reaches the comparison.
"""

import ast
import builtins
import collections.abc
import contextlib
import ctypes
import functools
import inspect
import io
import os
import resource
import signal
import sys
import traceback
import types

import numpy as np

from classroom import wire

LONGEST_MESSAGE = 4000
# What an answer can do nothing with but call it. A model of Keras' can be called, too,
# but an answer asks for its weights.
FUNCTIONS = (
    types.FunctionType,
    types.MethodType,
    types.BuiltinFunctionType,
    functools.partial,
    np.ufunc,
)


class OutOfTime(BaseException):
    """A cell or a test took longer than it may."""


class Ended(BaseException):
    """The process of the submission has ended, or sends what is no message."""


class Link:
    """The connection to a submission: requests go out, the answers come back."""

    def __init__(self, connection):
        self.connection = connection
        self.functions = []
        self.errors = {}
        self.cannot_cross = None
        self.names = {}  # of the tests, which may have exception classes of their own

    def ask(self, operation, *arguments):
        """Carry out an operation of `answers.Answers`; return its result.

        Raises
        ------
        Exception
            Of the class and with the text of what the submission has raised.
        Ended
            If the submission's process is gone, or answers no more as it should.
        """
        encoder = wire.Encoder(self.keep, follow=True, handles=(Answer, Function))
        try:
            wire.send(self.connection, [operation, *arguments], encoder)
            while True:
                decoder = wire.Decoder(self.find, encoder.followed)
                answer = wire.receive(self.connection, decoder)
                if not is_answer(answer):
                    raise wire.Malformed("no answer")
                if answer[0] != "call":
                    break
                self.call_back(*answer[1:])
        except (EOFError, OSError):
            raise Ended("the submission has ended its own process") from None
        except wire.Malformed as error:
            raise Ended(f"the submission's process sent {error}") from None
        try:
            for number, new in answer[-1]:
                wire.change(encoder.followed[number], new)
        except Exception as error:
            raise Ended(f"the submission's process sent no change: {error}") from None
        if self.cannot_cross is not None:
            error, self.cannot_cross = self.cannot_cross, None
            raise error
        if answer[0] == "ok":
            return answer[1]
        raise self.exception(*answer[1:-1]) from None

    def keep(self, value):
        """Return the encoding of an object of the tests'."""
        if type(value) in (Answer, Function):
            return ["handle", object.__getattribute__(value, "_handle").number]
        if type(value) is Raised and value._function is not None:
            return self.keep(value._function)
        if isinstance(value, types.ModuleType):
            return ["global", value.__name__, ""]
        if callable(value):
            module = getattr(value, "__module__", None) or ""
            name = getattr(value, "__qualname__", getattr(value, "__name__", ""))
            for place in (module, "numpy"):
                if name and has(place, name, value):
                    return ["global", place, name]
            if isinstance(value, FUNCTIONS):
                self.functions.append(value)
                return ["function", len(self.functions) - 1]
        kind = type(value)
        raise wire.CannotCross(
            f"a test passes a {kind.__module__}.{kind.__qualname__} to an answer: only "
            "numbers, strings, containers, arrays and functions can be passed. Do it "
            "in a function whose name begins with _probe_"
        )

    def find(self, tag, *parts):
        """Return what stands here for an object of the submission's."""
        if tag != "handle":
            raise wire.Malformed(f"something of the kind {tag!r:.30}")
        number, classes, is_callable, *error = parts
        handle = wire.Handle(int(number), [str(c) for c in classes], bool(is_callable))
        found = (Function if handle.is_callable else Answer)(self, handle)
        return self.error_class(error[0], found) if error else found

    def call_back(self, number, arguments, options):
        """Call a function of the tests for the submission, and send what it gives."""
        try:
            answer = ["ok", self.functions[number](*arguments, **options)]
        except Exception as error:
            answer = ["error", type(error).__name__, f"{error}"[:LONGEST_MESSAGE]]
        try:
            encoder = wire.Encoder(self.keep, handles=(Answer, Function))
            wire.send(self.connection, answer, encoder)
        except wire.CannotCross as error:  # raised once the answer has come back
            self.cannot_cross = error
            answer = ["error", "RuntimeError", f"{error}"]
            wire.send(self.connection, answer, wire.Encoder(self.keep))

    def ask_signature(self, function):
        """Return the signature of a function of the submission's."""
        parts, returned = self.ask("signature", function)
        empty = inspect.Parameter.empty
        known = [
            inspect.Parameter(
                name,
                inspect._ParameterKind(kind),
                default=default[0] if default else empty,
                annotation=empty if text is None else loaded(text) or text,
            )
            for name, kind, default, text in parts
        ]
        returned = empty if returned is None else loaded(returned) or returned
        return inspect.Signature(known, return_annotation=returned)

    def known_class(self, name):
        """Return the class of this process for one of the submission's, or None."""
        module, _, path = name.partition(":")
        if module != "__main__":
            return loaded(name)
        known = self.names.get(path)
        return known if isinstance(known, type) else None

    # -------------------------------------------------------------------- exceptions

    def error_class(self, names, function=None):
        """Return the class for one of the submission's, given all its classes' names.

        It is the one of this name that Python, a library or the tests themselves have,
        or a new one that is derived from the first of those.
        """
        names = tuple(str(name) for name in names)[:20]
        if not names:
            return RuntimeError  # an exit, an interrupt: nothing that a test expects
        known = self.known_class(names[0])
        if known is not None and issubclass(known, Exception):
            return known
        if names not in self.errors:
            known = [loaded(name) for name in names[1:]]
            known = [k for k in known if k is not None and issubclass(k, Exception)]
            bases = [self.error_class(names[1:])]
            bases += [k for k in known if not any(issubclass(b, k) for b in bases)]
            name = names[0].rpartition(":")[2].rpartition(".")[2]
            space = {"_function": None}
            try:
                self.errors[names] = Raised(name, tuple(bases), space)
            except TypeError:  # their memory is laid out differently
                self.errors[names] = Raised(name, (bases[0],), space)
        if function is not None:
            self.errors[names]._function = function
        return self.errors[names]

    def exception(self, names, text, lines="", arguments=(), attributes=()):
        """Return an exception like the one that the submission has raised."""
        kind = self.error_class(names)
        error = new_error(kind, arguments)
        if shown_by(error) != text:
            shown = {"__str__": lambda _: text, "_function": None}
            error = new_error(Raised(kind.__name__, (kind,), shown), arguments)
        for name, value in dict(attributes).items():
            with contextlib.suppress(Exception):
                setattr(error, name, value)
        error.__notes__ = [lines] if lines else []
        return error


class Raised(type):
    """The class of exception classes that stand for the submission's own.

    To make an exception of it is left to the submission, whose class may want more.
    """

    def __call__(cls, *arguments, **options):
        if cls._function is not None:
            return cls._function(*arguments, **options)
        return super().__call__(*arguments, **options)


def new_error(kind, arguments):
    """Return an exception, whatever its class wants to be made from."""
    error = kind.__new__(kind, *arguments)
    with contextlib.suppress(Exception):
        error.__init__(*arguments)
    return error


def shown_by(error):
    """Return the text of an exception, or None if its class lacks what it needs."""
    try:
        return f"{error}"
    except Exception:
        return None


def loaded(name):
    """Return the class "module:name" of a module that is loaded here, or None."""
    module, _, path = name.partition(":")
    if module.split(".")[0] in ("", "__main__", "classroom"):
        return None
    if name in UNNAMED:
        return UNNAMED[name]
    found = sys.modules.get(module)
    for part in path.split("."):
        found = getattr(found, part, None)
    return found if isinstance(found, type) else None


# Classes that have no name in the module that they say they are from.
UNNAMED = {
    "builtins:function": types.FunctionType,
    "builtins:generator": types.GeneratorType,
}
# What comes back from a submission, and its parts; None is for anything.
FORMS = {
    "ok": (None, list),
    "error": (list, str, str, list, dict, list),
    "call": (int, tuple, dict),
}


def is_answer(answer):
    """Return whether what a submission's process has sent is an answer to a request."""
    if type(answer) is not list or not answer or type(answer[0]) is not str:
        return False
    form, parts = FORMS.get(answer[0]), answer[1:]
    if form is None or len(form) != len(parts):
        return False
    return all(f is None or type(p) is f for f, p in zip(form, parts, strict=True))


def has(module, name, value):
    """Return whether a module that everybody has holds a value under this name."""
    if module.split(".")[0] in ("", "__main__", "classroom"):
        return False
    found = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    return found is value


class Answer:
    """An object of the submission's, of which only plain data comes over here.

    Comparing and calculating is done here, with the numbers that the object stands
    for, so that no method of its class has a say in the verdict.
    """

    __slots__ = ("_handle", "_link")

    def __init__(self, link, handle):
        object.__setattr__(self, "_link", link)
        object.__setattr__(self, "_handle", handle)

    @property
    def __class__(self):
        for name in self._handle.classes:
            known = self._link.known_class(name)
            if known is not None:
                return known
        return type(self)

    def __getattr__(self, name):
        if name == "__signature__":
            return self._link.ask_signature(self)
        if name.startswith("__") and name not in SHOWN:
            raise AttributeError(name)
        # What compares is done here, with what the container holds.
        if name in READING and issubclass(self.__class__, CONTAINERS):
            return getattr(self._link.ask("content", self), name)
        return self._link.ask("getattr", self, name)

    def __setattr__(self, name, value):
        self._link.ask("setattr", self, name, value)

    def __delattr__(self, name):
        self._link.ask("delattr", self, name)

    def __getitem__(self, key):
        return self._link.ask("getitem", self, key)

    def __setitem__(self, key, value):
        self._link.ask("setitem", self, key, value)

    def __delitem__(self, key):
        self._link.ask("delitem", self, key)

    def __len__(self):
        length = self._link.ask("len", self)
        if not isinstance(length, int) or length < 0:
            raise TypeError("its length is no number")
        return length

    def __iter__(self):
        iterator = self._link.ask("iter", self)
        if type(iterator) is list:
            yield from iterator
            return
        while True:
            # One at a time: a generator may count, or wait, or never end.
            items = self._link.ask("next", iterator, 1)
            if type(items) is not list or not items:
                return
            yield items[0]

    def __next__(self):
        items = self._link.ask("next", self, 1)
        if type(items) is not list or not items:
            raise StopIteration
        return items[0]

    def __contains__(self, wanted):
        return any(item is wanted or item == wanted for item in self)

    def __enter__(self):
        return self._link.ask("enter", self)

    def __exit__(self, *_):
        self._link.ask("exit", self)

    def __copy__(self):
        return self._link.ask("copy", self, False)

    def __deepcopy__(self, _):
        return self._link.ask("copy", self, True)

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

    def __round__(self, digits=None):
        return round(float(self), digits)

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
        if type(other) in (Answer, Function):
            return self._link.ask("same", self, other, "eq") is True
        try:
            if issubclass(self.__class__, CONTAINERS):
                return self._link.ask("content", self) == other
            return np.asarray(self) == other
        except Exception:
            return False

    def __ne__(self, other):
        same = self == other
        return ~same if isinstance(same, np.ndarray) else not same

    __hash__ = object.__hash__


class Function(Answer):
    """An object of the submission's that can be called: a function, a class."""

    __slots__ = ()

    def __call__(self, *arguments, **options):
        return self._link.ask("call", self, [*arguments], options)

    def __instancecheck__(self, value):
        return self._link.ask("isinstance", value, self) is True

    def __subclasscheck__(self, kind):
        return self._link.ask("issubclass", kind, self) is True


def combine(name):
    """Return a method that calculates here, with what the objects stand for."""

    def calculate(self, *others):
        if others and type(others[0]) in (Answer, Function):
            return self._link.ask("same", self, others[0], name.strip("_"))
        if issubclass(self.__class__, CONTAINERS):
            method = getattr(self._link.ask("content", self), name, None)
        else:
            method = getattr(np.asarray(self), name)
        return NotImplemented if method is None else method(*others)

    return calculate


CONTAINERS = (
    *(list, dict, collections.abc.Sequence, collections.abc.Mapping),
    collections.abc.Set,
)
# The names of methods that show, or compare, what a container holds.
READING = {
    *("copy", "count", "get", "index", "items", "keys", "values"),
    *("difference", "intersection", "isdisjoint", "issubset", "issuperset", "union"),
}
# What may be asked of an object of the submission's beside its ordinary attributes.
SHOWN = {
    *("__annotations__", "__code__", "__defaults__", "__dict__", "__doc__"),
    *("__kwdefaults__", "__name__", "__qualname__"),
}
for _name in (
    *("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul"),
    *("and", "or", "xor"),
):
    setattr(Answer, f"__{_name}__", combine(f"__{_name}__"))
    setattr(Answer, f"__r{_name}__", combine(f"__r{_name}__"))
for _name in ("lt", "le", "gt", "ge", "neg", "pos", "abs", "invert"):
    setattr(Answer, f"__{_name}__", combine(f"__{_name}__"))
for _kind in (Answer, Function):  # the docstring of an answer is its own
    _kind.__doc__ = property(lambda self: self.__getattr__("__doc__"))


# ------------------------------------------------------------------------ the tests


class Names(dict):
    """The namespace of the tests; a name that they do not bind is the submission's."""

    def __init__(self):
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.link = None
        self.lent = {}  # functions of the submission's, asked for once in a cell
        self.answers = set()  # what the release asks for, even if Python has the name

    def __missing__(self, name):
        if name in self.lent:
            return self.lent[name]
        is_own = name in self.answers or not hasattr(builtins, name)
        if not is_own or self.link is None:
            raise KeyError(name)
        found = self.link.ask("names", [name])
        if name not in found:
            raise KeyError(name)
        if type(found[name]) is Function:
            self.lent[name] = found[name]
        return found[name]


class Court:
    """The locked cells of a notebook, run one after the other."""

    def __init__(self, link):
        self.link = link
        self.names = link.names = Names()
        self.names.link = link
        self.statements = []

    def run(self, name, source, seconds):
        """Run a locked cell; return (error or None, value or None, what it printed).

        An error is a dictionary with a name, a message and the lines of the test where
        it was raised. The value is that of a last expression, if it is a number.
        """
        printed, error, value = io.StringIO(), None, None
        self.names.lent.clear()
        try:
            with at_most(seconds), contextlib.redirect_stdout(printed):
                value = self.execute(name, source)
        except (OutOfTime, Ended):
            raise
        except BaseException as raised:
            error = describe(raised, name, source)
        printed = printed.getvalue()[:LONGEST_MESSAGE]
        return error, value, printed.encode(errors="replace").decode()

    def execute(self, name, source):
        """Execute a cell in the tests' namespace; return its number, if it has one."""
        tree = ast.parse(source)
        self.statements += [(statement, source) for statement in tree.body]
        last = None
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            last = ast.Expression(tree.body.pop().value)
        for statement in tree.body:
            part = ast.Module([statement], [])
            exec(compile(part, f"<{name}>", "exec"), self.names)
            if getattr(statement, "name", "").startswith("_probe_"):
                self.names[statement.name] = self.probe(statement.name)
        if last is None:
            return None
        value = eval(compile(last, f"<{name}>", "eval"), self.names)
        is_plain = type(value) not in (Answer, Function)
        return float(value) if is_plain and wire.is_number(value) else None

    def define(self, source):
        """Bind what a test defines for later ones, without testing anything again."""
        for statement in ast.parse(source).body:
            kinds = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
            is_own = isinstance(statement, ast.Assign | ast.AnnAssign) and not any(
                isinstance(node, ast.Name)
                and isinstance(node.ctx, ast.Load)
                and not (node.id in self.names or hasattr(builtins, node.id))
                for node in ast.walk(statement)
            )
            if is_own or isinstance(statement, kinds):
                with contextlib.suppress(Exception):
                    self.execute("defined before", ast.unparse(statement))

    def forget(self, source):
        """Forget the names that an answer's cell binds: they are the submission's."""
        with contextlib.suppress(SyntaxError):
            for statement in ast.parse(source).body:
                for name in bound(statement):
                    self.names.pop(name, None)
                    self.names.answers.add(name)

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
        return [
            ast.get_source_segment(source, statement)
            for statement, source in map(self.statements.__getitem__, sorted(chosen))
        ]


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
    name = type(error).__name__
    lines = [*shown, *beside, f"{name}: {message}"]
    # Half of a character can be in a string, but in no file.
    name, message, *lines = (
        text.encode(errors="replace").decode() for text in (name, message, *lines)
    )
    return {"name": name, "message": message, "lines": lines}


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


def use_at_most(memory):
    """Let this process take so many bytes more than it has; then a MemoryError.

    A submission's range(10**12) is short, until a test makes a list of it.
    """
    with contextlib.suppress(OSError), open("/proc/self/status") as file:
        (has,) = [int(line.split()[1]) for line in file if line.startswith("VmData:")]
        bound = (has << 10) + memory
        resource.setrlimit(resource.RLIMIT_DATA, (bound, bound))


def die_with(parent):
    """Let this process be killed when its parent ends, in whatever way."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
    if os.getppid() != parent:
        os._exit(1)
