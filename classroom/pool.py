"""Workers: processes of this machine, or those of a Dask cluster, that grade tasks."""

import contextlib
import itertools
import json
import os
import queue
import select
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

from classroom.sandbox import NoSandbox

SLACK = 90  # seconds that a worker may need beyond the time of a notebook
OUR_FAULT = {"cells": {}, "lost": {}, "report": {}}


class Worker:
    """A process that runs `classroom.worker`; it is started anew when it ends."""

    def __init__(self, modules, is_open=False):
        self.modules, self.is_open = modules, is_open
        self.process, self.is_stopped = None, False

    def start(self):
        """Start the process, and wait until it has imported what it needs."""
        package = str(Path(__file__).parent.parent)
        kind = "open" if self.is_open else "shut"
        self.errors = tempfile.TemporaryFile()  # noqa: SIM115  (closed with the rest)
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
            if self.is_stopped:
                break
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
        if self.is_stopped:
            return {**OUR_FAULT, "fault": "the run was stopped"}
        fault = "the worker ended" if outcome is None else outcome["fault"]
        return {**OUR_FAULT, "fault": fault}

    def stop(self):
        """Kill the process in the middle of whatever it does, and start no other."""
        self.is_stopped = True
        if self.process is not None:
            self.process.kill()

    def close(self):
        """End the process, and everything that it has started."""
        if self.process is None:
            return
        with contextlib.suppress(OSError):
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


class Crew:
    """Workers of this machine that stay between calls.

    Parameters
    ----------
    modules : list of str
        What each worker imports once.
    count : int
        The number of workers.
    is_open : bool
        Whether to do without sandboxes.
    """

    def __init__(self, modules, count, is_open=False):
        self.count, self.idle = count, queue.SimpleQueue()
        self.workers = [Worker(modules, is_open) for _ in range(count)]
        # A worker ends with the thread that has started it, so the threads stay, too.
        self.threads = ThreadPoolExecutor(count)

    def __enter__(self):
        self.starts = [self.threads.submit(self.start, one) for one in self.workers]
        return self

    def start(self, worker):
        """Start a worker, and let it take up tasks."""
        worker.start()
        self.idle.put(worker)

    def __call__(self, tasks):
        """Yield (key, outcome) for (key, task) pairs, as they are done.

        `tasks` may be a generator: they are made when a worker is about to need them.
        """
        tasks, running = iter(tasks), set(self.starts)
        self.starts = []

        def more(number):
            for key, task in itertools.islice(tasks, number):
                running.add(self.threads.submit(self.grade, key, task))

        more(2 * self.count)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            results = [future.result() for future in done]
            more(len(done))
            yield from (result for result in results if result is not None)

    def grade(self, key, task):
        """Return the key and the outcome of a task."""
        worker = self.idle.get()
        try:
            return key, worker.grade(task)
        finally:
            self.idle.put(worker)

    def __exit__(self, kind, *_):
        for worker in self.workers if kind else ():
            worker.stop()
        self.threads.shutdown(cancel_futures=True)
        for worker in self.workers:
            worker.close()


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
    """Yield (key, outcome) like a `Crew`, from a Dask cluster.

    A task whose worker is lost is given to another one by Dask.
    """
    try:
        from distributed import Client, as_completed

        cluster = Client(scheduler, set_as_default=False)
    except ImportError:
        raise NoSandbox(
            "Grading on a cluster needs Dask: pip install -e '.[cluster]' in the "
            "course's repository."
        ) from None
    except (OSError, ValueError) as error:
        raise NoSandbox(f"There is no Dask scheduler at {scheduler}: {error}") from None
    with cluster as client:
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

        first = submit(4 * max(len(client.ncores()), 1))
        running = as_completed(first, loop=client.loop)
        for future in running:
            key = keys.pop(future.key)
            try:
                outcome = future.result()
            except Exception as error:  # killed more often than Dask tries again
                outcome = {**OUR_FAULT, "fault": f"{type(error).__name__}: {error}"}
            for more in submit(1):
                running.add(more)
            yield key, outcome
