"""Text for word2vec: read piece by piece, counted, thinned, cut into equal parts."""

import gzip
import lzma
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, repeat
from pathlib import Path

import numpy as np

PIECE = 10_000  # words of a line that stay together, as in gensim


class TextFile:
    """The sentences of a text file, read anew each time that they are asked for.

    A line is a sentence, its words stand between spaces. A line of more than 10,000
    words comes in several pieces, so that no more than that is in memory.

    Parameters
    ----------
    path : str or Path
        A text in UTF-8; one that ends in .gz or .xz is unpacked while it is read.

    Raises
    ------
    FileNotFoundError
        If there is no such file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "two.txt")
    ...     written = path.write_text("the cat sat\\non a mat\\n")
    ...     list(TextFile(path))
    [['the', 'cat', 'sat'], ['on', 'a', 'mat']]
    """

    def __init__(self, path):
        self.path = Path(path)
        if not self.path.is_file():
            raise FileNotFoundError(f"expected a text file, found none at {self.path}")

    def __iter__(self):
        opener = {".gz": gzip.open, ".xz": lzma.open}.get(self.path.suffix, open)
        words, cut_off = [], ""
        with opener(self.path, "rt", encoding="utf-8") as file:
            while part := file.readline(1 << 16):
                ends = part[-1].isspace()
                words += (cut_off + part).split()
                # Of a line that is read in parts, a part may end within a word.
                cut_off = "" if ends or not words else words.pop()
                while len(words) >= PIECE:
                    yield words[:PIECE]
                    words = words[PIECE:]
                if part.endswith("\n") and words:
                    yield words
                    words = []
        if words or cut_off:
            yield [*words, cut_off] if cut_off else words


@dataclass(frozen=True)
class Vocabulary:
    """The words that get a vector, and how often each occurs.

    Attributes
    ----------
    words : tuple of str, length V
        The most frequent first, words of equal count by the alphabet.
    counts : ndarray of int, shape (V,)
    checksum : int
        Of the whole text, in its order.
    """

    words: tuple
    counts: np.ndarray
    checksum: int

    @cached_property
    def index(self):
        """The row of each word, as a dict."""
        return {word: row for row, word in enumerate(self.words)}

    def keep_chances(self, sample):
        """Return the chance of each word to stay when frequent ones are thinned.

        A word that makes up the share f of the text stays with the chance
        sqrt(sample / f) + sample / f, or 1 if that is more, as in the program
        word2vec.c. With `sample` 0 all words stay.
        """
        share = self.counts / self.counts.sum()
        if not sample:
            return np.ones(len(share))
        return np.minimum(1, np.sqrt(sample / share) + sample / share)

    def noise_chances(self):
        """Return the chance of each word to be noise: proportional to count ** 0.75.

        A vocabulary holds real words only: no padding, no stand-in for unknown ones.
        """
        weights = self.counts**0.75
        return weights / weights.sum()


def count_words(sentences, min_count=5):
    """Count the words of a text and keep those that are frequent enough.

    Parameters
    ----------
    sentences : iterable of lists of str
        Readable more than once: a list or a `TextFile`, not a generator.
    min_count : int
        How often a word must occur.

    Returns
    -------
    Vocabulary

    Raises
    ------
    ValueError
        If `sentences` can be read only once, holds something other than lists of
        words, or if fewer than two words are frequent enough.

    Examples
    --------
    >>> vocabulary = count_words([["b", "a"], ["c", "b"]], min_count=1)
    >>> vocabulary.words, vocabulary.counts
    (('b', 'a', 'c'), array([2, 1, 1]))
    """
    counter, checksum = Counter(), 0
    for sentence in _checked(sentences):
        counter.update(sentence)
        checksum = zlib.crc32("\0".join([*sentence, "\n"]).encode(), checksum)
    kept = [word for word, count in counter.items() if count >= min_count]
    if len(kept) < 2:
        raise ValueError(
            f"expected two or more words that occur {min_count} times or more, got "
            f"{len(kept)} in a text of {counter.total()} words"
        )
    kept.sort(key=lambda word: (-counter[word], word))
    counts = np.array([counter[word] for word in kept])
    return Vocabulary(tuple(kept), counts, checksum)


def _checked(sentences):
    """Yield the sentences, or say what they should be."""
    hint = "TextFile(path) reads a file, [line.split() for line in lines] splits lines"
    if isinstance(sentences, str | bytes | Path):
        raise ValueError(f"expected lists of words, got {sentences!r:.60}: {hint}")
    if iter(sentences) is sentences:
        raise ValueError(
            "expected sentences that can be read several times, got a "
            f"{type(sentences).__name__}, which can be read once: make a list of it"
        )
    for number, sentence in enumerate(sentences):
        if not isinstance(sentence, list | tuple | np.ndarray):
            raise ValueError(
                f"expected a list of words, got sentence {number}: {sentence!r:.60}: "
                f"{hint}"
            )
        if len(sentence) and not isinstance(sentence[0], str):
            raise ValueError(
                f"expected words, got {sentence[0]!r:.60} in sentence {number}"
            )
        yield sentence


def read_stream(sentences, vocabulary, sample, rng, epochs):
    """Yield the text as numbers, thinned anew in each epoch, some thousand at a time.

    Parameters
    ----------
    sentences : iterable of lists of str
        Read once for each epoch. Words that are not in the vocabulary are left out.
    vocabulary : Vocabulary
    sample : float
        Passed to `Vocabulary.keep_chances`.
    rng : numpy.random.Generator
        Decides which words stay.
    epochs : int

    Yields
    ------
    ndarray of int64, shape (3, N)
        For each word that stays its row in the vocabulary, the number of its sentence
        and its place: how many known words of all epochs came before it.

    Raises
    ------
    ValueError
        If an epoch has more or fewer known words than the vocabulary counted.
    """
    keep = vocabulary.keep_chances(sample)
    place = sentence_number = 0
    for epoch in range(1, epochs + 1):
        for group in _groups(_checked(sentences)):
            lengths = [len(sentence) for sentence in group]
            words = chain.from_iterable(group)
            rows = map(vocabulary.index.get, words, repeat(-1))
            ids = np.fromiter(rows, np.int64, sum(lengths))
            numbers = np.repeat(np.arange(len(group)), lengths) + sentence_number
            sentence_number += len(group)
            ids, numbers = ids[ids >= 0], numbers[ids >= 0]
            places = np.arange(len(ids)) + place
            place += len(ids)
            stays = rng.random(len(ids), dtype=np.float32) < keep[ids]
            yield np.stack([ids, numbers, places])[:, stays]
        if place != epoch * vocabulary.counts.sum():
            raise ValueError(
                f"expected {vocabulary.counts.sum()} known words in each epoch, got "
                f"{place} in {epoch}: the text has changed, or is not that of the "
                "vocabulary"
            )


def _groups(sentences):
    """Yield lists of sentences that have some ten thousand words together."""
    group, size = [], 0
    for sentence in sentences:
        group.append(sentence)
        size += len(sentence)
        if size >= PIECE:
            yield group
            group, size = [], 0
    yield group


def cut(parts, size, margin):
    """Cut a stream into equal parts, each with a margin from the part before and after.

    Parameters
    ----------
    parts : iterable of ndarray of int64, shape (3, N)
        What `read_stream` yields.
    size, margin : int
        Words between the margins, and in each margin.

    Yields
    ------
    ndarray of int64, shape (3, size + 2 * margin)
        Without their margins the parts are the stream. Before its first word and after
        its last there is word 0, each time as a sentence of its own with a number
        below 0, so that it makes no pair.
    """

    def fill(count, place, first):
        numbers = -np.arange(first, first + count)
        return np.stack([np.zeros_like(numbers), numbers, np.full(count, place)])

    stream = fill(margin, 0, 1)
    for part in parts:
        stream = np.concatenate([stream, part], axis=1)
        while stream.shape[1] >= size + 2 * margin:
            yield stream[:, : size + 2 * margin]
            stream = stream[:, size:]
    waiting = stream.shape[1] - margin
    missing = -waiting % size + margin
    stream = np.concatenate([stream, fill(missing, stream[2, -1], margin + 1)], axis=1)
    for first in range(0, waiting, size):
        yield stream[:, first : first + size + 2 * margin]
