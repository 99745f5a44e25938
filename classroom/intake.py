"""Take in what a student handed in: regular files of a moderate size, and no others.

A link, a pipe or a file that cannot be read is left out with a sentence that says so.
Nothing here follows a link, and nothing is written to the submission.
"""

import datetime
import hashlib
import os
import stat
from dataclasses import dataclass, field

from nbgrader.utils import parse_utc

MIB = 1 << 20
LARGEST_NOTEBOOK = 64 * MIB
LARGEST_FILE = 16 * MIB
LARGEST_SUBMISSION = 100 * MIB
MOST_FILES = 300
TIMESTAMP = "timestamp.txt"


@dataclass
class Intake:
    """The files of a submission.

    Attributes
    ----------
    files : dict of str to bytes
        Path inside the submission, with "/" between folders, and content.
    notes : list of str
        A sentence on each file that was left out.
    """

    files: dict = field(default_factory=dict)
    notes: list = field(default_factory=list)

    @property
    def digest(self):
        """Return a text that is the same only for the same files."""
        digest = hashlib.sha256()
        for path, data in sorted(self.files.items()):
            name = os.fsencode(path)
            digest.update(b"%d %d " % (len(name), len(data)) + name + data)
        return digest.hexdigest()

    def beside(self, others):
        """Return the files that can lie beside the notebooks and some other files."""
        taken = [path for path in others if path not in self.files]
        return {
            path: data
            for path, data in self.files.items()
            if ".ipynb" not in path
            and not any(f"{other}/".startswith(f"{path}/") for other in taken)
            and not any(path.startswith(f"{other}/") for other in others)
        }

    def timestamp(self):
        """Return when it was handed in, or None if no readable file says so."""
        if TIMESTAMP not in self.files:
            return None
        try:
            text = self.files[TIMESTAMP].decode()[:100].strip()
            moment = parse_utc(text)
            if not isinstance(moment, datetime.datetime):
                raise ValueError("no time")
            if moment > datetime.datetime.now(datetime.UTC).replace(tzinfo=None):
                raise ValueError("in the future")
        except Exception:  # dateutil raises all sorts for nonsense
            self.notes.append(
                f"The file {TIMESTAMP} says no time that has passed: it was ignored, "
                "and the submission counts as handed in without a time."
            )
            return None
        return moment


def take_in(folder):
    """Return the `Intake` of a submission's folder."""
    taken = Intake()
    if os.path.islink(folder) or os.path.islink(os.path.dirname(folder)):
        taken.notes.append("The folder of the submission is a link: it was not read.")
        return taken
    total, waiting = 0, [""]
    while waiting:
        inside = waiting.pop(0)
        try:
            entries = sorted(os.listdir(os.path.join(folder, inside)), key=os.fsencode)
        except OSError as error:
            taken.notes.append(f"{inside or 'The folder'} was not read: {why(error)}")
            continue
        for entry in entries:
            path = f"{inside}/{entry}" if inside else entry
            try:
                mode = os.lstat(os.path.join(folder, path)).st_mode
                if stat.S_ISDIR(mode) and path.count("/") < 5:
                    waiting.append(path)
                    continue
                if len(taken.files) >= MOST_FILES:
                    raise Refused(f"there are more than {MOST_FILES} files")
                room = LARGEST_SUBMISSION - total
                data = read(os.path.join(folder, path), mode, room)
            except (OSError, Refused) as error:
                taken.notes.append(f"`{printable(path)}` was left out: {why(error)}")
                continue
            total += len(data)
            taken.files[path] = data
    taken.notes[20:] = []
    return taken


class Refused(Exception):
    """A file that is not taken in; the text says why."""


def why(error):
    """Return the reason of an error in a sentence."""
    return f"{getattr(error, 'strerror', None) or error}."


def printable(path):
    """Return a path as it can be shown."""
    return os.fsencode(path).decode(errors="replace")[:100]


def read(path, mode, room):
    """Return the content of a regular file of a moderate size."""
    if stat.S_ISLNK(mode):
        raise Refused("it is a link; hand in the file itself")
    if not stat.S_ISREG(mode):
        raise Refused("it is no ordinary file")
    most = LARGEST_NOTEBOOK if path.endswith(".ipynb") else LARGEST_FILE
    # In case it was exchanged for a link or a pipe since.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise Refused("it is no ordinary file")
        data = file.read(min(most, max(room, 0)) + 1)
    if len(data) > most:
        raise Refused(f"it is larger than {most // MIB} MiB")
    if len(data) > room:
        most = LARGEST_SUBMISSION // MIB
        raise Refused(f"all files together are larger than {most} MiB")
    return data
