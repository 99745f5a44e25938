"""The side of a submission: run its cells, and lend its objects to the judge.

This runs in the process of the student's code, which can change anything in it. So
nothing here decides: it executes what it is asked to and answers with plain data.
"""

import builtins
import collections.abc
import copy
import importlib
import inspect
import io
import itertools
import operator
import os
import sys
import traceback

from classroom import wire

OUTPUT_LIMIT = 100_000
DATA_LIMIT = 40 * OUTPUT_LIMIT  # for what is displayed: pictures are large
OUTPUTS_LIMIT = 200
LONGEST_TEXT = 10_000
FOLDER = os.path.dirname(__file__)
TEXT = "text/plain"
SHOWN = (TEXT, "image/png", "image/jpeg")


class Capped(io.TextIOBase):
    """A standard stream that keeps the first part of what is printed to a cell."""

    def __init__(self, name, outputs):
        super().__init__()
        self.name, self.outputs = name, outputs

    def writable(self):
        return True

    def isatty(self):
        return False

    def fileno(self):
        return 1 if self.name == "stdout" else 2

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self.outputs.print(self.name, text)
        return len(text)


class Outputs:
    """What a cell shows, in the form of nbformat's outputs, up to a limit."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.shown, self.size = [], 0

    def print(self, name, text):
        text = text[: max(OUTPUT_LIMIT - self.size, 0)]
        if not text:
            return
        self.size += len(text)
        if self.size >= OUTPUT_LIMIT:
            text += "\n... more was printed than is kept"
        last = self.shown[-1] if self.shown else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.show({"output_type": "stream", "name": name, "text": text})

    def show(self, output):
        if len(self.shown) < OUTPUTS_LIMIT:
            self.shown.append(output)

    def show_data(self, kind, data):
        kept = {}
        for mime in SHOWN:
            if mime not in data:
                continue
            text, room = str(data[mime]), DATA_LIMIT - self.size
            if mime.startswith("text/") and len(text) > OUTPUT_LIMIT:
                text = text[:OUTPUT_LIMIT] + "\n... there is more than is kept"
            if len(text) <= room:
                kept[mime] = text
                self.size += len(text)
        if kept:
            output = {"output_type": kind, "data": kept, "metadata": {}}
            if kind == "execute_result":
                output["execution_count"] = None
            self.show(output)

    def show_error(self, name, text, lines):
        error = {"output_type": "error", "ename": name, "evalue": text[:LONGEST_TEXT]}
        self.show({**error, "traceback": [line[:LONGEST_TEXT] for line in lines[:50]]})


def make_shell():
    """Return an IPython shell, as a kernel has it, that shows nothing by itself.

    It is made once, before the fork: it starts no thread.
    """
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.colors = "NoColor"
    outputs = Outputs()

    class Publisher(DisplayPublisher):
        def publish(self, data, *_, **__):
            outputs.show_data("display_data", data)

        def clear_output(self, wait=False):
            outputs.clear()

    class Hook(DisplayHook):
        def __call__(self, result=None):
            if result is not None and not self.quiet():
                builtins._ = result
                data, _ = self.compute_format_data(result)
                outputs.show_data("execute_result", data)

    class Shell(InteractiveShell):
        def enable_gui(self, gui=None):
            pass

        def _showtraceback(self, etype, evalue, stb):
            outputs.show_error(etype.__name__, f"{evalue}", [str(s) for s in stb])

    shell = Shell.instance(
        config=config, display_pub_class=Publisher, displayhook_class=Hook
    )
    shell.outputs = outputs
    return shell


class Answers:
    """Carry out the judge's requests, one after the other, until it hangs up."""

    def __init__(self, connection, shell):
        self.connection, self.shell = connection, shell
        self.objects, self.numbers = [], {}

    def serve(self):
        """Answer requests until the connection ends."""
        while True:
            decoder = wire.Decoder(self.find)
            try:
                request = wire.receive(self.connection, decoder)
            except EOFError:
                return
            self.carry_out(request, decoder.followed)

    def carry_out(self, request, followed):
        """Do what a request asks for, and send what comes of it."""
        before = {number: wire.content(c) for number, c in followed.items()}
        known = {id(c): (number, c) for number, c in followed.items()}
        try:
            operation, *arguments = request
            answer = ["ok", getattr(self, f"do_{operation}")(*arguments)]
        except BaseException as error:
            answer = ["error", *_describe(error)]
        changed = [
            [number, _copy(container)]
            for number, container in followed.items()
            if wire.has_changed(before[number], container)
        ]
        self.reply([*answer, changed], known)

    def reply(self, answer, known):
        """Send an answer; where it has no form that can be sent, say so instead."""
        try:
            wire.send(self.connection, answer, Encoder(self.keep, known))
        except OSError:
            raise
        except BaseException as error:
            answer = ["error", *_describe(error)[:3], [], {}, []]
            wire.send(self.connection, answer, Encoder(self.keep))

    # ------------------------------------------------------------- objects and handles

    def keep(self, value):
        """Return the encoding of a handle on an object that stays here."""
        number = self.numbers.get(id(value))
        if number is None:
            number = self.numbers[id(value)] = len(self.objects)
            self.objects.append(value)
        classes = _names(type(value))
        if isinstance(value, type) and issubclass(value, BaseException):
            return ["handle", number, classes, True, _names(value)]
        return ["handle", number, classes, callable(value)]

    def find(self, tag, *parts):
        """Return what an encoding of the judge's stands for on this side."""
        if tag == "handle":
            return self.objects[parts[0]]
        if tag == "function":
            return self._callback(parts[0])
        module = importlib.import_module(parts[0])
        return operator.attrgetter(parts[1])(module) if parts[1] else module

    def _callback(self, number):
        """Return a function that lets the judge call one of its own."""

        def function(*arguments, **options):
            request = ["call", number, arguments, options]
            wire.send(self.connection, request, Encoder(self.keep))
            while True:
                decoder = wire.Decoder(self.find)
                status, *answer = wire.receive(self.connection, decoder)
                if status in ("ok", "error"):
                    break
                # The judge asks something before it answers.
                self.carry_out([status, *answer], decoder.followed)
            if status == "ok":
                return answer[0]
            name, text = answer
            kind = getattr(builtins, name, None)
            is_error = isinstance(kind, type) and issubclass(kind, Exception)
            raise (kind if is_error else RuntimeError)(text)

        return function

    # ------------------------------------------------------------------- the requests

    def do_files(self, files):
        """Write files into the working folder: {relative path: bytes}."""
        for path, data in files.items():
            os.makedirs(os.path.dirname(os.path.join(".", path)) or ".", exist_ok=True)
            with open(path, "wb") as file:
                file.write(data)

    def do_run(self, source):
        """Run a cell; return whether it ended well, what it showed and its value."""
        outputs = self.shell.outputs
        outputs.clear()
        result = self.shell.run_cell(source, store_history=False)
        value = result.result if wire.is_number(result.result) else None
        return bool(result.success), self.do_outputs(), value

    def do_outputs(self):
        """Return what has been shown since the last time."""
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        outputs = self.shell.outputs
        printed = os.pread(1, OUTPUT_LIMIT, 0)
        if printed:  # by a program or a library, past Python's streams
            os.ftruncate(1, 0)
            outputs.print("stdout", printed.decode(errors="replace"))
        shown = outputs.shown
        outputs.clear()
        return shown

    def do_names(self, names):
        """Return those of some names that the submission has, with their values."""
        space = self.shell.user_ns
        return {name: space[name] for name in names if name in space}

    def do_probe(self, name, sources, arguments, options):
        """Run a function of the tests beside the answers, in a namespace of its own."""
        space = _Beside(self.shell.user_ns)
        for source in sources:
            exec(compile(source, f"<{name}>", "exec"), space)
        return space[name](*arguments, **options)

    def do_call(self, function, arguments, options):
        return function(*arguments, **options)

    def do_getattr(self, value, name):
        return getattr(value, name)

    def do_setattr(self, value, name, new):
        setattr(value, name, new)

    def do_getitem(self, value, key):
        return value[key]

    def do_setitem(self, value, key, new):
        value[key] = new

    def do_delattr(self, value, name):
        delattr(value, name)

    def do_delitem(self, value, key):
        del value[key]

    def do_enter(self, value):
        return type(value).__enter__(value)

    def do_exit(self, value):
        type(value).__exit__(value, None, None, None)

    def do_copy(self, value, is_deep):
        return copy.deepcopy(value) if is_deep else copy.copy(value)

    def do_isinstance(self, value, kind):
        return isinstance(value, kind)

    def do_issubclass(self, one, other):
        return issubclass(one, other)

    def do_content(self, value):
        """Return what a container of a class of the submission's holds, as data."""
        if isinstance(value, collections.abc.Mapping):
            return dict(value.items())
        return set(value) if isinstance(value, collections.abc.Set) else [*value]

    def do_signature(self, value):
        """Return [name, kind, default or absent, annotation] of each parameter."""
        signature = inspect.signature(value)
        parts = []
        for one in signature.parameters.values():
            default = [] if one.default is one.empty else [one.default]
            annotation = _annotation(one.annotation)
            parts.append([one.name, int(one.kind), default, annotation])
        return parts, _annotation(signature.return_annotation)

    def do_len(self, value):
        return len(value)

    def do_iter(self, value):
        return iter(value)

    def do_next(self, iterator, count):
        return [*itertools.islice(iterator, count)]

    def do_array(self, value):
        import numpy as np

        array = np.asarray(value.numpy() if hasattr(value, "numpy") else value)
        if array.dtype.kind == "O":
            raise TypeError(f"a {type(value).__name__} is no array of numbers")
        return array

    def do_number(self, value, kind):
        return {"float": float, "int": int, "index": operator.index}[kind](value)

    def do_bool(self, value):
        return bool(value)

    def do_text(self, value, kind):
        return {"str": str, "repr": repr}[kind](value)[:LONGEST_TEXT]

    def do_same(self, one, other, name):
        """Compare or combine two objects of the submission."""
        return getattr(operator, name)(one, other)


class Encoder(wire.Encoder):
    """Keep here, with its methods, what is of a container class of the submission's."""

    def encode_object(self, value):
        abc = collections.abc
        kinds = (list, dict, abc.Set, abc.Sequence, abc.Mapping)
        is_own = type(value).__module__ == "__main__" and isinstance(value, kinds)
        if is_own and not isinstance(value, str | bytes | tuple):
            return self.keep(value)
        return super().encode_object(value)


class _Beside(dict):
    """A namespace for the tests' functions; other names are the submission's."""

    def __init__(self, answers):
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.answers = answers

    def __missing__(self, name):
        if hasattr(builtins, name):
            raise KeyError(name)
        return self.answers[name]


def _copy(container):
    """Return a new container with the same content, to be sent as such."""
    if hasattr(container, "bit_generator"):
        return {"state": container.bit_generator.state}
    return container.copy()


def _names(kind):
    """Return the names of a class and of those that it is derived from."""
    return [f"{c.__module__}:{c.__qualname__}" for c in kind.__mro__[:-1]][:20]


def _annotation(value):
    """Return a name for an annotation: of a class of Python's, or its text."""
    if value is inspect.Parameter.empty:
        return None
    is_ours = isinstance(value, type) and value.__module__ == "builtins"
    return f"builtins:{value.__name__}" if is_ours else f"{value}"


def _describe(error):
    """Return classes, text, last lines, arguments and attributes of an exception."""
    try:
        text = f"{error}"
    except Exception:
        text = ""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if os.path.dirname(frame.filename) != FOLDER]
    lines = "".join(traceback.format_list(own[-6:]))[:LONGEST_TEXT]
    arguments = getattr(error, "args", ())
    if not all(_is_simple(a) and len(f"{a}") < LONGEST_TEXT for a in arguments):
        arguments = [text[:LONGEST_TEXT]]
    known = getattr(error, "__dict__", {}).items()
    attributes = {k: v for k, v in known if type(k) is str and not k.startswith("_")}
    return _names(type(error)), text[:LONGEST_TEXT], lines, [*arguments], attributes


def _is_simple(value):
    """Return whether an argument of an exception can be sent as it is."""
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.ndarray | numpy.generic):
        return value.dtype.kind in "biufcSU" and value.size < 1000
    return type(value) in (str, int, float, bool, type(None))
