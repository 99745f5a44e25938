"""word2vec, made of two embedding tables and trained block by block in TensorFlow.

A block is a run of consecutive words of the thinned text. One matrix product scores
all of its pairs, a band of weights picks those within the window, and a few noise words
serve the whole block. It differs from the program word2vec.c in this:

- word2vec.c draws a smaller window for each word; here a pair at distance r always
  counts, with the chance (window - r + 1) / window of that draw as its weight. CBOW
  takes the mean of its window with these weights.
- word2vec.c draws k noise words for each pair. Here the noise words of a block are
  shared: each counts k / shared for each pair (CBOW: for each word), so that the sum is
  the same on average. They are drawn from the same distribution, in equal shares of its
  probability over some hundred blocks; one that happens to be the true word stays in.
- word2vec.c moves its vectors after each pair; here all gradients of a block are taken
  at the same vectors and then added up. No vector moves by more than 0.4 in one block.
- For CBOW, word2vec.c gives each word of the window the whole gradient of the mean;
  here it gets its share, as the derivative says (Irsoy, Benton and Stratos 2021,
  arXiv:2012.15332).
- The sigmoid is computed, where word2vec.c looks it up in a table.
"""

import json
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import tensorflow as tf
from tqdm import tqdm

from embedlab.corpus import count_words, cut, read_stream
from embedlab.negative_sampling import train_blocks

BLOCKS = 512  # blocks in one call of the compiled loop
# The best rates of the benchmark. CBOW sets each word against noise once, not once for
# each pair, so that the same noise words can serve a longer block.
DEFAULTS = {
    "skip-gram": {"lr": 0.05, "block": 16},
    "cbow": {"lr": 0.4, "block": 32},
}


@dataclass(frozen=True)
class WordVectors:
    """Words and their two tables: row i belongs to the word `words[i]`.

    Attributes
    ----------
    words : tuple of str, length V
        The most frequent first.
    counts : ndarray of int, shape (V,)
    W : ndarray of float32, shape (V, d)
        The vectors of the words themselves: those that one keeps.
    C : ndarray of float32, shape (V, d)
        The vectors of the words as contexts (CBOW: as the word to be guessed).
    """

    words: tuple
    counts: np.ndarray
    W: np.ndarray
    C: np.ndarray

    def keyed_vectors(self):
        """Return the table W as gensim's KeyedVectors: neighbours, scores, formats."""
        from gensim.models import KeyedVectors

        vectors = KeyedVectors(self.W.shape[1])
        vectors.add_vectors(list(self.words), self.W)
        vectors.expandos["count"] = self.counts.copy()
        return vectors


def train_word2vec(
    sentences,
    mode="skip-gram",
    dim=100,
    window=5,
    negatives=5,
    min_count=5,
    sample=1e-3,
    epochs=5,
    lr=None,
    seed=0,
    block=None,
    shared=64,
    vocabulary=None,
    checkpoint=None,
    checkpoint_every=1_000_000,
    progress=False,
):
    """Train word vectors with negative sampling (Mikolov et al. 2013, arXiv:1310.4546).

    Parameters
    ----------
    sentences : iterable of lists of str
        Readable more than once, such as a list or an `embedlab.corpus.TextFile`; read
        piece by piece, so that it may be larger than memory.
    mode : {"skip-gram", "cbow"}
        Whether a word predicts each word around it, or their mean predicts the word.
    dim : int
        Length d of a vector.
    window : int
        How many words on each side belong to the context.
    negatives : int
        The weight k of noise, in words for each true one.
    min_count : int
        Words that occur less often are left out, as if they were not in the text.
    sample : float
        Share of the corpus above which a word is thinned; 0 keeps everything.
    epochs : int
        How often the corpus is read.
    lr : float, optional
        Learning rate at the start. It falls in proportion to the words read, to 0.
        Without it 0.05, for CBOW 0.4, where each word has only a share of the step.
    seed : int
        0 or more. On one machine the same seed gives the same vectors, bit for bit.
    block : int, optional
        Words in a block. Without it 16, for CBOW 32.
    shared : int
        Noise words that serve a block.
    vocabulary : Vocabulary, optional
        What `count_words` gave, to save counting again; `min_count` is then not used.
    checkpoint : str or Path, optional
        A file (.npz) that keeps the state. If it exists, training goes on from it, and
        ends with what undisturbed training would have given.
    checkpoint_every : int
        How many words of text to read from one state that is kept to the next.
    progress : bool
        Whether to show a progress bar.

    Returns
    -------
    WordVectors

    Notes
    -----
    The products of a block are small, and quicker on one thread than on two: call
    `tf.config.threading.set_intra_op_parallelism_threads(1)` at the start of a program.

    Raises
    ------
    ValueError
        If a setting or the corpus cannot be used, or belongs not to the checkpoint.
    FloatingPointError
        If a number is not finite any more; says where, and what to do.

    Examples
    --------
    >>> text = [["tea", "and", "cake"], ["cake", "and", "coffee"]] * 50
    >>> vectors = train_word2vec(text, dim=8, min_count=1, epochs=1)
    >>> vectors.words
    ('and', 'cake', 'coffee', 'tea')
    >>> vectors.W.shape, vectors.W.dtype
    ((4, 8), dtype('float32'))
    """
    settings = {"mode": mode, "dim": dim, "window": window, "negatives": negatives}
    default = DEFAULTS.get(mode, {})
    lr = default.get("lr") if lr is None else lr
    block = default.get("block") if block is None else block
    settings |= {"sample": sample, "epochs": epochs, "lr": lr, "seed": seed}
    settings |= {"block": block, "shared": shared}
    _check(settings, checkpoint)
    vocabulary = vocabulary or count_words(sentences, min_count)
    about = settings | {"words": len(vocabulary.words), "text": vocabulary.checksum}
    first, *start = _load(checkpoint, about) or _start(settings, about["words"])
    tables = [tf.Variable(table) for table in start]
    total = epochs * int(vocabulary.counts.sum())
    interval = max(1, checkpoint_every // (BLOCKS * block))
    bar = tqdm(total=total, unit="word", unit_scale=True, disable=not progress)
    with bar, ThreadPoolExecutor(1) as helper:
        calls = _ahead(_calls(sentences, vocabulary, settings), helper)
        for number, (*numbers, place) in enumerate(calls, start=1):
            bar.update(int(place[-1]) - bar.n)
            if number <= first:  # the checkpoint has learned this
                continue
            # One rate for each block. It falls to the same floor as in word2vec.c.
            left = np.maximum(1 - place[window:-window:block] / total, 1e-4)
            rates = (lr * left).astype(np.float32)
            sizes = window, negatives, mode == "cbow"
            done = int(train_blocks(*tables, *numbers, rates, *sizes))
            if done < BLOCKS:
                reached = place[window + done * block]
                raise FloatingPointError(
                    f"a number is not finite any more after {reached:,} of {total:,} "
                    f"words, at the rate {rates[done]:.3g}: take a smaller lr or a "
                    "smaller block"
                )
            if checkpoint and number % interval == 0:
                _save(checkpoint, about, number, *tables)
    if checkpoint and number > first:
        _save(checkpoint, about, number, *tables)
    W, C = (table.numpy() for table in tables)
    if not C.any():
        raise ValueError("expected words that stand beside others, got each one alone")
    return WordVectors(vocabulary.words, vocabulary.counts, W, C)


def _calls(sentences, vocabulary, settings):
    """Yield ids, sentence numbers, noise for `train_blocks`, and the words' places."""
    window, size = settings["window"], BLOCKS * settings["block"]
    rng = np.random.default_rng([settings["seed"], 1])
    ends = vocabulary.noise_chances().cumsum()
    draws = BLOCKS * settings["shared"]
    stream = read_stream(
        sentences, vocabulary, settings["sample"], rng, settings["epochs"]
    )
    for ids, sentence, place in cut(stream, size, window):
        # One draw from each of `draws` equal parts of the probability, then shuffled.
        points = (np.arange(draws) + rng.random(draws)) / draws
        noise = np.searchsorted(ends, points * ends[-1], side="right")
        noise = rng.permutation(noise).reshape(BLOCKS, -1)
        yield *(part.astype(np.int32) for part in (ids, sentence, noise)), place


def _ahead(items, helper):
    """Yield items; a helper thread prepares the next one meanwhile."""
    waiting = helper.submit(next, items, None)
    while (item := waiting.result()) is not None:
        waiting = helper.submit(next, items, None)
        yield item


def _check(settings, checkpoint):
    """Say what is wrong with the settings, if anything is."""
    if settings["mode"] not in ("skip-gram", "cbow"):
        raise ValueError(f"expected skip-gram or cbow, got {settings['mode']!r}")
    for name in ("dim", "window", "negatives", "epochs", "block", "shared"):
        if not isinstance(settings[name], int) or settings[name] < 1:
            raise ValueError(f"expected {name} of 1 or more, got {settings[name]!r}")
    for name, least in (("sample", 0), ("seed", 0), ("lr", 1e-12)):
        if not least <= settings[name] < np.inf:
            word = "above 0" if least else "of 0 or more"
            raise ValueError(f"expected {name} {word}, got {settings[name]!r}")
    # TensorFlow adds 5,000 rows or more to a table in an order that varies.
    if settings["block"] + 2 * settings["window"] >= 5000 or settings["shared"] >= 5000:
        raise ValueError("expected block + 2 * window, and shared, below 5000")
    if checkpoint and not Path(checkpoint).parent.is_dir():
        raise ValueError(f"expected a folder at {Path(checkpoint).parent}, found none")


def _start(settings, size):
    """Return calls done, W and C before the first step, as in word2vec.c: C is zero."""
    rng = np.random.default_rng([settings["seed"], 0])
    W = (rng.random((size, settings["dim"])) - 0.5) / settings["dim"]
    return 0, W.astype(np.float32), np.zeros(W.shape, np.float32)


def _save(path, about, calls, W, C):
    """Write a checkpoint beside the last one, then put it in its place at once."""
    unfinished = f"{path}.unfinished"
    with open(unfinished, "wb") as file:
        np.savez(file, about=json.dumps(about), calls=calls, W=W.numpy(), C=C.numpy())
    os.replace(unfinished, path)


def _load(path, about):
    """Return calls done, W and C, or None if there is no checkpoint yet."""
    if not path or not Path(path).exists():
        return None
    try:
        state = np.load(path)
        before = json.loads(str(state["about"]))
    except (ValueError, LookupError, EOFError, zipfile.BadZipFile):
        raise ValueError(
            f"expected a checkpoint in {path}, got another file: give a new name"
        ) from None
    with state:
        differ = [
            f"{name} was {before.get(name)} and is {value}"
            for name, value in about.items()
            if before.get(name) != value
        ]
        if differ:
            raise ValueError(
                f"{path} belongs to another training: {', '.join(differ)}. Give the "
                "same settings and text, or another file"
            )
        return int(state["calls"]), state["W"], state["C"]
