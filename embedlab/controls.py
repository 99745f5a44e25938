"""Headlines with a part of their structure destroyed, to see what depended on it."""

import string
from dataclasses import replace

import numpy as np


def permute_labels(headlines, seed):
    """Return the headlines with their labels handed out anew at random.

    Parameters
    ----------
    headlines : Headlines
        Left as they are.
    seed : int
        0 or more; decides the permutation.

    Returns
    -------
    Headlines
        The same texts and as many labels of each kind, but no text knows its label.

    Examples
    --------
    >>> from embedlab import make_headlines
    >>> world = make_headlines(1000, seed=0)
    >>> permuted = permute_labels(world, seed=0)
    >>> bool((permuted.labels == world.labels).all())
    False
    >>> int(permuted.labels.sum()) == int(world.labels.sum())
    True
    """
    rng = np.random.default_rng([seed, 3])
    return replace(headlines, labels=rng.permutation(headlines.labels))


def shuffle_words(headlines, seed):
    """Return the headlines with the words of each label redistributed among its texts.

    Each word occurs as often under each label as before, and each text has as many
    words as before, but which words stand together is left to chance. `subjects` and
    `topics` then say what a text was about, not what it is about.

    Parameters
    ----------
    headlines : Headlines
        Left as they are.
    seed : int
        0 or more; decides where each word goes.

    Returns
    -------
    Headlines
        Texts of lower-case words without punctuation.

    Examples
    --------
    >>> from embedlab import make_headlines
    >>> shuffle_words(make_headlines(500, seed=0), seed=0).texts[0]
    'the driver shocking trainee no the new no'
    """
    rng = np.random.default_rng([seed, 4])
    texts = [split_words(text) for text in headlines.texts]
    for label in np.unique(headlines.labels):
        rows = np.flatnonzero(headlines.labels == label)
        words = [word for row in rows for word in texts[row]]
        pool = iter(rng.permutation(len(words)).tolist())
        for row in rows:
            texts[row] = [words[next(pool)] for _ in texts[row]]
    return replace(headlines, texts=tuple(" ".join(words) for words in texts))


def split_words(text):
    """Return the words of a text, in lower case and without punctuation.

    Parameters
    ----------
    text : str
        A headline.

    Returns
    -------
    list of str
        Its words, as a new `keras.layers.TextVectorization` splits them.

    Examples
    --------
    >>> split_words("Alps: weird sherpa serenades glaciers")
    ['alps', 'weird', 'sherpa', 'serenades', 'glaciers']
    """
    return text.lower().translate(str.maketrans("", "", string.punctuation)).split()
