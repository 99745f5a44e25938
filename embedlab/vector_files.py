"""Files of word vectors: told apart by their content, or refused in words."""

import gzip
import lzma
import re
import zipfile
import zlib
from itertools import chain
from pathlib import Path

import numpy as np
from gensim.models import KeyedVectors

from embedlab.vector_rows import (
    PIECE,
    Refused,
    different,
    has_raw_numbers,
    is_number,
    read_arrays,
    read_binary,
    read_text,
    shown,
)

WIDEST = 1 << 16  # numbers of a vector; a header that promises more is none
HEADER = re.compile(rb"\s*(\d{1,12})[ \t]+(\d{1,12})\s*")

# What the standard library raises on packed files that are damaged or locked.
DAMAGED = (EOFError, OSError, RuntimeError, UnicodeError)
DAMAGED += (zlib.error, lzma.LZMAError, zipfile.BadZipFile)


def read_vectors(path, limit=None, encoding="utf-8"):
    """Read word vectors from a file, whichever of the usual formats it has.

    The content decides, not the name: text of word2vec and fastText (first a line
    "COUNT DIM", then lines of a word and its numbers), text of GloVe (the same without
    the first line), word2vec's binary format, and an .npz file with the arrays `words`
    and `vectors`. Each may be packed with gzip or xz, or be the only file in a zip.

    Parameters
    ----------
    path : str or Path
    limit : int, optional
        Read the first `limit` vectors only. What comes after them is not looked at.
    encoding : str
        How a text or binary file writes its words. Digits, spaces and line ends must be
        the single bytes that they are in ASCII.

    Returns
    -------
    gensim.models.KeyedVectors
        In the order of the file, float32. Of a word that occurs several times the first
        vector is kept.

    Raises
    ------
    FileNotFoundError
        If there is no file at `path`.
    ValueError
        If the file is damaged, cut off or no file of vectors, if it breaks a promise of
        its first line, if a number is none, infinite, or 1e10 and more, or if `limit`
        or `encoding` make no sense. A text whose last line has no end is refused, since
        it may have been cut within a number. GloVe's format does not say how many lines
        there should be: if whole lines are gone, nobody can know.

    Notes
    -----
    Why not with gensim? If a header promises too few words, gensim 4.4 returns so many
    and says nothing, in text and in binary files. A wrong dimension in a binary file
    gives words made of numbers. A repeated word leaves a word `None` with zeros at the
    end. And of text it refuses tabs, byte order marks, and words with spaces, of which
    GloVe has some.

    Here the last numbers of a line are the vector, and all that comes before them is
    the word. If there are more numbers behind a space, nobody can know where the word
    ends, and the line is refused. In binary files a word cannot have spaces: those that
    have some are refused, unless the few bytes too many look like text by chance.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "two.txt")
    ...     written = path.write_text("alps 1.0 0.5\\nhimalaya 0.9 0.6\\n")
    ...     vectors = read_vectors(path)
    >>> vectors.index_to_key, vectors["alps"]
    (['alps', 'himalaya'], array([1. , 0.5], dtype=float32))
    """
    path = Path(path)
    if not path.is_file():
        found = "a folder" if path.is_dir() else "nothing"
        raise FileNotFoundError(f"expected a file of vectors, found {found} at {path}")
    if limit is not None and (not isinstance(limit, int | np.integer) or limit < 1):
        raise ValueError(f"expected a limit of 1 or more, or None, got {limit!r}")
    if not _keeps_ascii(encoding):
        raise ValueError(
            "expected the name of an encoding in which digits and spaces are single "
            f"bytes, such as utf-8 or latin-1, got {encoding!r}"
        )
    with open(path, "rb") as file:
        try:
            words, matrix = _read_file(file, limit, encoding)
        except Refused as problem:
            raise ValueError(f"{path}: {problem}") from None
        except DAMAGED as error:
            raise ValueError(
                f"{path}: expected a file that can be unpacked, but it is damaged, cut "
                f"off or locked ({error or type(error).__name__}): fetch it again"
            ) from None
    vectors = KeyedVectors(matrix.shape[1])
    vectors.index_to_key = words
    vectors.key_to_index = {word: row for row, word in enumerate(words)}
    vectors.vectors = matrix
    return vectors


def _keeps_ascii(encoding):
    try:
        return b"0 a\n".decode(encoding) == "0 a\n"
    except (LookupError, UnicodeError, TypeError):
        return False


def _read_file(file, limit, encoding):
    """Return a list of different words and their vectors, float32, shape (V, d).

    `file` is open for bytes. Raises `Refused`, or one of `DAMAGED`.
    """
    start = file.read(6)
    file.seek(0)
    if start[:2] == b"\x1f\x8b":
        return _read_file(gzip.GzipFile(fileobj=file), limit, encoding)
    if start == b"\xfd7zXZ\x00":
        return _read_file(lzma.LZMAFile(file), limit, encoding)
    if start[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _read_zip(file, limit, encoding)
    return different(*_read_lines(file, limit, encoding))


def _read_zip(file, limit, encoding):
    """Read the arrays of an .npz file, or the only file in an archive."""
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        if {"words.npy", "vectors.npy"} <= set(names):
            file.seek(0)
            with np.load(file, allow_pickle=False) as arrays:
                return different(*read_arrays(arrays, limit))
        if len(names) == 1 and not names[0].endswith(".npy"):
            with archive.open(names[0]) as member:
                return _read_file(member, limit, encoding)
    raise Refused(
        "expected the arrays 'words' and 'vectors', or one file of vectors, got an "
        f"archive of {', '.join(names[:5]) or 'nothing'}: unpack it and name one file"
    )


def _read_lines(file, limit, encoding):
    """Return words and matrix of text or binary vectors, and what a row is called."""
    first = file.readline(PIECE).removeprefix(b"\xef\xbb\xbf")
    if not first:
        raise Refused("expected vectors, got an empty file: fetch it again")
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refused("expected UTF-8, got UTF-16: save the file as UTF-8")
    lines = iter(lambda: file.readline(PIECE), b"")
    if header := HEADER.fullmatch(first):
        count, dim = map(int, header.groups())
        if not count or not 0 < dim <= WIDEST:
            raise Refused(
                "line 1: expected the number of words and the numbers for each (1 to "
                f"{WIDEST}), got {shown(first)}"
            )
        second = next(lines, b"")
        if has_raw_numbers(second):
            promise = count, dim
            return read_binary(file, second, promise, limit, encoding)
        lines = chain([second] if second else [], lines)
        words, matrix = read_text(lines, 2, dim, limit, encoding)
        if len(words) > count or (len(words) < count and len(words) != limit):
            raise Refused(
                f"line 1 promises {count} words, the file has {len(words)}: some were "
                "lost, or the number is wrong; fetch the file again, or correct it"
            )
        return words, matrix, "line", 2
    pieces = first.split()
    dim = 0
    while dim < len(pieces) - 1 and is_number(pieces[-1 - dim]):
        dim += 1
    if dim < 2:
        raise Refused(
            'line 1: expected "COUNT DIM" or a word and its numbers, with spaces '
            f"between, got {shown(first)}: an error page or a pointer is not the file "
            "itself, and a model is opened by the program that saved it"
        )
    return *read_text(chain([first], lines), 1, dim, limit, encoding), "line", 1
