"""One worker: it grades submissions one after the other, each in a sandbox of its own.

It runs as a program, `python -m classroom.worker shut MODULE ...` (with `open` for
`shut`: without a sandbox), with a task as a line of JSON on its standard input and the
outcome as a line on its standard output. It imports the modules once; for each
submission a fork of it becomes the judge, and a fork of the process in the box runs
the student's cells.
"""

import base64
import contextlib
import gc
import importlib
import json
import os
import re
import select
import shutil
import signal
import socket
import sys
import tempfile
import time

from classroom import judge
from classroom.answers import OUTPUT_LIMIT, OUTPUTS_LIMIT, SHOWN, TEXT
from classroom.sandbox import Box, Limits, NoSandbox

MOST_STARTS = 24
BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+")
LEAST_MEMORY = 1 << 30  # for a judge, whose tests may need TensorFlow
PATIENCE = 10  # seconds beyond a limit that the judge watches itself


def grade(task, box):
    """Grade one notebook; return its outcome.

    Parameters
    ----------
    task : dict
        "cells", a list of dictionaries with "name", "source", "role" ("locked",
        "answer", "test" or "own") and, for tests, "beside"; "files" and
        "course_files", {path: base64}; "limits", those of `Limits`.

    Returns
    -------
    dict
        "cells" has a dictionary for each cell: "outputs" in nbformat's form, for tests
        "error" (None or a dictionary) and "value"; "lost" names cells that ended the
        process twice or did not come back, {place: why}: what one cell has begun may
        end the next one, the first time; "report" is what was used; "fault"
        is the reason if it is not the student's that there is no outcome.
    """
    limits = Limits(**task["limits"])
    end = time.monotonic() + limits.notebook_seconds
    state = {"cells": {}, "lost": {}, "used": [], "fault": None}
    suspects = set()
    for _ in range(MOST_STARTS):
        if time.monotonic() > end:
            break
        lost = attempt(task, limits, box, state, end)
        if lost is None:
            break
        place, why, is_sure = lost
        if is_sure or place in suspects:
            state["lost"][place] = why
        suspects.add(place)
    used = state["used"]
    report = {"peak_bytes": max((u.get("peak_bytes", 0) for u in used), default=0)}
    for key in ("seconds", "cpu_seconds"):
        report[key] = round(sum(u.get(key, 0) for u in used), 3)
    return {**state, "report": report}


def attempt(task, limits, box, state, end):
    """Run a notebook from its start; return what `follow` does.

    What is known of a test already is kept, and a cell that is lost is left out.
    """
    receive, send = os.pipe()
    connection, leash = box.start(limits)
    parent, folder = os.getpid(), tempfile.mkdtemp()
    child = os.fork()
    if child == 0:
        os.close(receive)
        os.chdir(folder)
        try:
            hold(task, limits, connection, state, end, Reporter(send), parent)
        finally:
            os._exit(1)
    os.close(send)
    connection.close()
    try:
        return follow(receive, limits, leash, state)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(receive)
        state["used"].append(last_report(leash))
        leash.close()
        shutil.rmtree(folder, ignore_errors=True)


def follow(receive, limits, leash, state):
    """Read what the judge reports until it ends; return a lost cell, or None.

    The cell is (place, why, is_sure): it may have been ended for what an earlier one
    has begun, unless it took too long.
    """
    with os.fdopen(os.dup(receive), "rb") as lines:
        place = None
        while True:
            patience = limits.cell_seconds + PATIENCE
            if not select.select([receive], [], [], patience)[0]:
                if place is None:
                    state["fault"] = "the judge did not begin"
                    return None
                why = f"it did not come back within {limits.cell_seconds:g} s"
                return place, why, True
            line = lines.readline()
            if not line:
                state["fault"] = "the judge ended before its time"
                return None
            kind, *what = json.loads(line)
            if kind == "begin":
                (place,) = what
            elif kind == "cell":
                state["cells"][what[0]] = what[1]
            elif kind == "late":
                return *what, True
            elif kind == "ended":
                return what[0], ended_why(leash, what[1]), False
            elif kind == "fault":
                (state["fault"],) = what
                return None
            else:
                return None


def ended_why(leash, why):
    """Return why a sandbox ended, from its report if that knows more."""
    if not why.startswith("the submission has ended"):
        return why
    with contextlib.suppress(OSError, ValueError):
        leash.settimeout(2)
        report = json.loads(leash.recv(4096, socket.MSG_PEEK))
        if report["why"]:
            return report["why"]
        signals = {-s: s.name for s in signal.Signals}
        status = report["status"]
        name = signals.get(-(status - 128) if status > 128 else status)
        if name == "SIGXCPU":
            return "it used more processor time than it may"
        if name:
            return f"its process was ended by {name}"
    return why


def last_report(leash):
    """Return the report of a sandbox that has ended or now ends.

    Nobody talks to it any more, so it ends by itself, unless its code hangs.
    """
    try:
        if not select.select([leash], [], [], 0.2)[0]:
            leash.shutdown(socket.SHUT_WR)
        leash.settimeout(5)
        return json.loads(leash.recv(4096))
    except (OSError, ValueError):
        return {}


class Reporter:
    """Tells the worker what the judge does, a line of JSON each."""

    def __init__(self, descriptor):
        self.file = os.fdopen(descriptor, "w")

    def __call__(self, *what):
        self.file.write(json.dumps(what) + "\n")
        self.file.flush()


def hold(task, limits, connection, state, end, report, parent):
    """Be the judge of one attempt; tell the worker about each cell, and exit."""
    judge.die_with(parent)
    judge.use_at_most(max(limits.memory, LEAST_MEMORY))
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(0, 1)
    os.dup2(0, 2)
    try:
        link = judge.Link(connection)
        court = judge.Court(link)
        files = decoded(task["course_files"])
        write(files)
        link.ask("files", {**decoded(task["files"]), **files})
        for place, cell in enumerate(task["cells"]):
            if place in state["lost"]:
                if cell["role"] == "test":
                    court.define(cell["source"])
                continue
            seconds = min(limits.cell_seconds, end - time.monotonic())
            if seconds <= 0:
                report("late", place, "the time for the whole notebook was used up")
                return
            report("begin", place)
            try:
                outcome = run_cell(cell, court, link, seconds, place, state)
            except judge.OutOfTime:
                why = f"it did not come back within {limits.cell_seconds:g} s"
                if seconds < limits.cell_seconds:
                    why = "the time for the whole notebook was used up"
                report("late", place, why)
                return
            except judge.Ended as error:
                report("ended", place, f"{error}")
                return
            if outcome is not None:
                report("cell", place, outcome)
        report("done")
    except BaseException as error:
        report("fault", f"{type(error).__name__}: {error}"[:500])


def run_cell(cell, court, link, seconds, place, state):
    """Run one cell where it belongs; return its outcome, or None if that is known."""
    source, role = cell["source"], cell["role"]
    if role == "test":
        if place in state["cells"]:
            court.define(source)
            return None
        if cell["beside"]:
            return run_beside(source, link, seconds)
        error, value, printed = court.run(cell["name"], source, seconds)
        with judge.at_most(seconds):
            outputs = plain_outputs(asked(link, "outputs", list))
        if printed:
            outputs += [{"output_type": "stream", "name": "stdout", "text": printed}]
        return {"error": error, "value": value, "outputs": outputs}
    with judge.at_most(seconds):
        is_well, outputs, _ = asked(link, "run", tuple, source)
    if role == "locked":
        court.run(cell["name"], source, seconds)
    elif role == "answer":
        # What the release's cell binds, whatever else the student's binds.
        court.forget(cell["stub"])
    return {"outputs": plain_outputs(outputs), "error": None if is_well is True else {}}


def asked(link, operation, kind, *arguments):
    """Return what a submission's process answers to a request about a cell.

    If it answers something else, or fails, that is the submission's doing.
    """
    try:
        answer = link.ask(operation, *arguments)
    except Exception as error:
        raise judge.Ended(f"its process failed: {type(error).__name__}") from None
    if type(answer) is not kind or (kind is tuple and len(answer) != 3):
        raise judge.Ended("its process sent no answer")
    return answer


def run_beside(source, link, seconds):
    """Run a test in the submission's own process, where it cannot be protected."""
    with judge.at_most(seconds):
        is_well, outputs, value = asked(link, "run", tuple, source)
    outputs, error = plain_outputs(outputs), None
    value = value if type(value) is float else None
    if is_well is not True:
        shown = [o for o in outputs if o["output_type"] == "error"]
        nothing = {"ename": "Error", "evalue": "", "traceback": []}
        shown = shown[-1] if shown else nothing
        outputs = [o for o in outputs if o["output_type"] != "error"]
        error = {"name": shown["ename"], "message": shown["evalue"]}
        error["lines"] = shown["traceback"]
    return {"error": error, "value": value, "outputs": outputs}


def plain_outputs(outputs):
    """Return those of a cell's outputs that have nbformat's form, as plain texts.

    A submission can send anything in their place. Pictures are kept if they are
    nothing but pictures, and no text that a browser would take for more than text.
    """
    kept = []
    for output in outputs if type(outputs) is list else ():
        if type(output) is not dict:
            continue
        kind, data = output.get("output_type"), output.get("data")
        if kind == "stream":
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            text = as_text(output.get("text"))
            kept.append({"output_type": kind, "name": name, "text": text})
        elif kind in ("display_data", "execute_result") and type(data) is dict:
            shown = {m: as_text(data[m]) for m in SHOWN if m in data}
            shown = {m: t for m, t in shown.items() if m == TEXT or BASE64.fullmatch(t)}
            one = {"output_type": kind, "data": shown, "metadata": {}}
            count = {"execution_count": None} if kind == "execute_result" else {}
            kept.append({**one, **count})
        elif kind == "error":
            lines = output.get("traceback")
            lines = [as_text(line) for line in lines] if type(lines) is list else []
            error = {"ename": as_text(output.get("ename")), "traceback": lines[:50]}
            evalue = as_text(output.get("evalue"))
            kept.append({"output_type": kind, **error, "evalue": evalue})
    return kept[:OUTPUTS_LIMIT]


def as_text(value):
    """Return a string that can be written as UTF-8; "" for anything else."""
    if type(value) is not str:
        return ""
    return value[: 40 * OUTPUT_LIMIT].encode(errors="replace").decode()


def decoded(files):
    """Return {path: bytes} for {path: base64}."""
    return {path: base64.b64decode(data) for path, data in files.items()}


def write(files):
    """Write files into the working folder."""
    for path, data in files.items():
        os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)


def main(is_open, modules):
    """Grade the tasks that come in on standard input until it ends."""
    judge.die_with(os.getppid())
    lines, out = sys.stdin, os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    try:
        box = Box(modules, is_open)
        if box.threads > 1:  # a module that starts threads cannot be forked
            box.close()
            box, modules = Box([], is_open), []
    except NoSandbox as error:
        print(json.dumps({"fault": f"{error}"}), file=out, flush=True)
        return
    for name in modules:
        with contextlib.suppress(Exception):
            importlib.import_module(name)
    gc.collect()
    gc.freeze()
    print(json.dumps({"ready": True}), file=out, flush=True)
    for line in lines:
        try:
            outcome = grade(json.loads(line), box)
        except Exception as error:  # the run goes on with the next submission
            outcome = {"fault": f"{type(error).__name__}: {error}"}
        print(json.dumps(outcome), file=out, flush=True)
    box.close()


if __name__ == "__main__":
    main(sys.argv[1] == "open", sys.argv[2:])
