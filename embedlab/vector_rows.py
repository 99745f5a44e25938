"""Rows of a file of word vectors: lines of text, raw bytes behind words, or arrays."""

import re
from array import array
from itertools import chain

import numpy as np

PIECE = 1 << 20  # bytes that are read at once; no line and no word is longer
LARGEST = 1e10  # raw bytes that are read from a wrong place give larger numbers
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
AGAIN = "the file is damaged, or was cut off on its way: fetch it again"


class Refused(Exception):
    """Why a file is not read; its text lacks the path only."""


def read_text(lines, start, dim, limit, encoding):
    """Read lines of a word and its numbers; the first has the number `start`."""
    words, numbers = [], array("f")
    for place, line in enumerate(lines, start):
        pieces = line.rsplit(maxsplit=dim)
        if not pieces and line.endswith(b"\n") and words:
            if any(later.strip() for later in lines):
                raise Refused(f"line {place}: expected a word, got an empty line")
            break
        if not line.endswith(b"\n"):
            raise Refused(
                f"line {place}: expected a line's end, got none: {AGAIN}; if it is "
                "whole, add the line break"
            )
        inside = pieces[0].split() if len(pieces) > dim else []
        # A word with spaces, or too many numbers, or two lines in one?
        if not inside or any(map(is_number, inside[1:])):
            found = sum(map(is_number, line.split()[1:]))
            raise Refused(
                f"line {place}: expected a word and {dim} numbers, as line 1 says, "
                f"got {found} numbers: {shown(line)}"
            )
        try:
            words.append(pieces[0].strip().decode(encoding))
            numbers.extend(map(float, pieces[1:]))
        except UnicodeError:
            raise Refused(
                f"line {place}: expected a word in {encoding}, got {shown(pieces[0])}"
                ': name the encoding that the file has, such as encoding="latin-1"'
            ) from None
        except ValueError:
            wrong = next(piece for piece in pieces[1:] if not is_number(piece))
            raise Refused(
                f"line {place}: expected {dim} numbers, got {shown(wrong)}"
            ) from None
        if b"_" in line and any(b"_" in piece for piece in pieces[1:]):
            raise Refused(f"line {place}: expected numbers, got {shown(line)}")
        if len(words) == limit:
            break
    return words, np.frombuffer(numbers, np.float32).reshape(-1, dim)


def read_binary(file, read, promise, limit, encoding):
    """Read `word SPACE float32 * dim`; `read` is what was read behind the header."""
    count, dim = promise
    words, numbers, at = [], array("f"), 0
    wrong = (
        f"line 1 promises {count} words with {dim} float32 numbers each, the file has "
    )
    while len(words) < min(count, limit or count):
        space = read.find(b" ", at, at + PIECE)
        after = space + 1 + 4 * dim
        if space < 0 or after > len(read):
            more = file.read(PIECE)
            if not more or (space < 0 and len(read) - at > PIECE):
                raise Refused(f"{wrong}{len(words)} and a part: {AGAIN}")
            read, at = read[at:] + more, 0
            continue
        word = read[at:space].lstrip(b"\n")
        if word.split() != [word] or CONTROL.search(word):
            raise Refused(
                f"{wrong}no word before number {len(words) + 1}, but {shown(word)}: "
                "the header is wrong, or a word has spaces, which it cannot have here"
            )
        try:
            words.append(word.decode(encoding))
        except UnicodeError:
            raise Refused(
                f"word {len(words) + 1}: expected one in {encoding}, got {shown(word)}"
                ": the header is wrong, or the file has another encoding=, such as "
                '"latin-1"'
            ) from None
        numbers.frombytes(read[space + 1 : after])
        at = after
    if len(words) == count:
        for rest in chain([read[at:]], iter(lambda: file.read(PIECE), b"")):
            if rest.strip(b"\r\n"):
                raise Refused(f"{wrong}more: one of the two numbers is wrong")
    return words, np.frombuffer(numbers, "<f4").reshape(-1, dim), "word", 1


def read_arrays(arrays, limit):
    """Return words and matrix of an .npz file, and what a row of it is called."""
    try:
        words, vectors = np.asarray(arrays["words"]), np.asarray(arrays["vectors"])
    except (ValueError, MemoryError, SyntaxError, TypeError) as error:
        raise Refused(f"expected plain arrays, got others ({error!s:.80})") from None
    if words.ndim != 1 or words.dtype.kind != "U":
        raise Refused(
            "expected 'words' with shape (V,) and a type such as <U24, got shape "
            f"{words.shape} and {words.dtype}: save np.array(list_of_words)"
        )
    if vectors.shape[:1] != words.shape or vectors.ndim != 2 or not vectors.size:
        raise Refused(
            f"expected 'vectors' with a row for each of {len(words)} words, got shape "
            f"{vectors.shape}"
        )
    if vectors.dtype.kind != "f":
        raise Refused(f"expected 'vectors' of float numbers, got {vectors.dtype}")
    with np.errstate(over="ignore"):  # what does not fit is refused as infinite
        return words[:limit].tolist(), vectors[:limit].astype(np.float32), "row", 0


def different(words, matrix, row_name, first):
    """Refuse numbers that are none; keep the first vector of a repeated word."""
    fine = (matrix.max(axis=1) < LARGEST) & (matrix.min(axis=1) > -LARGEST)
    if not fine.all():
        row = int(np.argmin(fine))
        raise Refused(
            f"{row_name} {first + row}: expected finite numbers below {LARGEST:g}, got "
            f"{matrix[row][~(np.abs(matrix[row]) < LARGEST)][0]} for {words[row]!r}: "
            "were numbers divided by zero before they were saved?"
        )
    rows = {}
    for row, word in enumerate(words):
        rows.setdefault(word, row)
    if len(rows) < len(words):
        return list(rows), matrix[list(rows.values())]
    return words, matrix


def has_raw_numbers(line):
    """Return whether float32 bytes stand behind the word, not digits."""
    if is_number(line.rsplit(maxsplit=1)[-1] if line.strip() else b""):
        return False
    try:
        line.rstrip(b"\n").decode()
    except UnicodeDecodeError:
        return True
    return CONTROL.search(line) is not None


def is_number(piece):
    try:
        float(piece)
    except ValueError:
        return False
    return True


def shown(piece):
    return repr(piece[:60].decode(errors="backslashreplace").strip())
