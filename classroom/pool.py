"""Workers: processes of this machine, or those of a Dask cluster, that grade tasks."""

import itertools
import json
import os
import queue
import select
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from classroom.sandbox import NoSandbox

SLACK = 90  # seconds that a worker may need beyond the time of a notebook
OUR_FAULT = {"cells": {}, "lost": {}, "report": {}}


class Worker:
    """A process that runs `classroom.worker`; it is started anew when it ends."""

    def __init__(self, modules, is_open=False):
        self.modules, self.is_open = modules, is_open
        self.process = None

    def start(self):
        """Start the process, and wait until it has imported what it needs."""
        package = str(Path(__file__).parent.parent)
        kind = "open" if self.is_open else "shut"
        self.errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", "classroom.worker", kind, *self.modules],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            env={**os.environ, "PYTHONPATH": package, **ONE_THREAD},
            start_new_session=True,
        )
        ready = self.read(300)
        if ready is None:
            self.errors.seek(0)
            said = self.errors.read().decode(errors="replace")[-1000:]
            raise NoSandbox(f"A worker did not start:\n{said}")
        if "fault" in ready:
            raise NoSandbox(ready["fault"])

    def read(self, seconds):
        """Return the next line of the process, or None if it ended or took too long."""
        if not select.select([self.process.stdout], [], [], seconds)[0]:
            return None
        line = self.process.stdout.readline()
        return json.loads(line) if line.endswith(b"\n") else None

    def grade(self, task):
        """Return the outcome of a task; try once more if the worker itself ends."""
        for _ in range(2):
            if self.process is None:
                self.start()
            try:
                self.process.stdin.write(json.dumps(task).encode() + b"\n")
                self.process.stdin.flush()
                outcome = self.read(task["limits"]["notebook_seconds"] + SLACK)
            except OSError:
                outcome = None
            if outcome is not None and not outcome.get("fault"):
                return outcome
            if outcome is None:
                self.close()
        fault = "the worker ended" if outcome is None else outcome["fault"]
        return {**OUR_FAULT, "fault": fault}

    def close(self):
        """End the process, and everything that it has started."""
        if self.process is None:
            return
        self.process.stdin.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.errors.close()
        self.process = None


ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
}


def on_this_machine(tasks, modules, count, is_open=False):
    """Yield (key, outcome) for (key, task) pairs, as they are done.

    Parameters
    ----------
    tasks : iterable of (hashable, dict)
        Taken up one by one, so they may be made on demand.
    modules : list of str
        What each worker imports once.
    count : int
        The number of workers.
    """
    tasks, done, stop = iter(tasks), queue.Queue(), threading.Event()
    waiting = queue.Queue()

    def work():
        worker = Worker(modules, is_open)
        try:
            while not stop.is_set():
                item = waiting.get()
                if item is None:
                    return
                done.put((item[0], worker.grade(item[1])))
        except BaseException as error:
            done.put((None, error))
        finally:
            worker.close()

    threads = [threading.Thread(target=work, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    open_tasks = 0
    try:
        for item in itertools.islice(tasks, 2 * count):
            waiting.put(item)
            open_tasks += 1
        while open_tasks:
            key, outcome = done.get()
            if isinstance(outcome, BaseException):
                raise outcome
            open_tasks -= 1
            for item in itertools.islice(tasks, 1):
                waiting.put(item)
                open_tasks += 1
            yield key, outcome
    finally:
        stop.set()
        for _ in threads:
            waiting.put(None)
        for thread in threads:
            thread.join(20)


# ----------------------------------------------------------------------------- Dask

_own = threading.local()


def grade_remotely(task, modules):
    """Grade a task in a worker of Dask's, which keeps a process of ours beside it."""
    worker = getattr(_own, "worker", None)
    if worker is None or worker.modules != modules:
        if worker is not None:
            worker.close()
        worker = _own.worker = Worker(modules)
    return worker.grade(task)


def on_a_cluster(tasks, modules, scheduler):
    """Yield (key, outcome) like `on_this_machine`, from a Dask cluster.

    A task whose worker is lost is given to another one by Dask.
    """
    from distributed import Client, as_completed

    with Client(scheduler, set_as_default=False) as client:
        keys, tasks = {}, iter(tasks)

        def submit(count):
            futures = []
            for key, task in itertools.islice(tasks, count):
                future = client.submit(
                    grade_remotely, task, modules, pure=False, retries=3
                )
                keys[future.key] = key
                futures.append(future)
            return futures

        running = as_completed(submit(4 * max(len(client.ncores()), 1)))
        for future in running:
            key = keys.pop(future.key)
            try:
                outcome = future.result()
            except Exception as error:  # killed more often than Dask tries again
                outcome = {**OUR_FAULT, "fault": f"{type(error).__name__}: {error}"}
            for more in submit(1):
                running.add(more)
            yield key, outcome
