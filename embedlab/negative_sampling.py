"""Negative sampling on a block of consecutive words: gradients, steps, and the loss."""

import numpy as np
import tensorflow as tf

FURTHEST = 0.4  # how far one occurrence of a word may move its vector in one block


def window_weights(block, window):
    """Return how much a pair counts, by its distance: a band, as float32.

    Parameters
    ----------
    block : int
        Words in a block.
    window : int
        The largest distance of a pair.

    Returns
    -------
    ndarray of float32, shape (block, block + 2 * window)
        Row t is word t of the block; the columns begin `window` words before it.

    Examples
    --------
    >>> window_weights(2, window=2)
    array([[0.5, 1. , 0. , 1. , 0.5, 0. ],
           [0. , 0.5, 1. , 0. , 1. , 0.5]], dtype=float32)
    """
    columns = np.arange(block + 2 * window) - window
    distance = np.abs(np.arange(block)[:, None] - columns)
    within = (distance > 0) & (distance <= window)
    return np.where(within, (window - distance + 1) / window, 0).astype(np.float32)


def skip_gram_gradients(w, c, weight, negatives):
    """Return the gradients of a block's skip-gram loss.

    The loss is the sum over words t and context words j of weight[t, j] times
    -log sigma(w_t . c_j), and over t and noise words i of n_t k / shared times
    -log sigma(-w_t . c_i), where n_t is the sum of row t of `weight`.

    Parameters
    ----------
    w : Tensor, shape (T, d)
        Rows of W for the words of the block.
    c : Tensor, shape (T + 2 * window + shared, d)
        Rows of C for these words with their margins, then for the noise words.
    weight : Tensor, shape (T, T + 2 * window)
        What `window_weights` gives, 0 for pairs across the border of a sentence.
    negatives : int
        k, the number of noise words that each pair stands against.

    Returns
    -------
    tuple of Tensor
        The gradients with regard to `w` and to `c`.
    """
    shared = c.shape[0] - weight.shape[1]
    pairs = tf.reduce_sum(weight, 1, keepdims=True)
    noise = tf.repeat(pairs * (negatives / shared), shared, axis=1)
    label = tf.concat([weight, tf.zeros_like(noise)], 1)
    score = tf.matmul(w, c, transpose_b=True)
    error = tf.concat([weight, noise], 1) * tf.sigmoid(score) - label
    return tf.matmul(error, c), tf.matmul(error, w, transpose_a=True)


def cbow_gradients(w, c, weight, negatives):
    """Return the gradients of a block's CBOW loss.

    With h_t the mean of the rows w_j, weighted by weight[t, j], the loss is the sum
    over words t with a context of -log sigma(h_t . c_t), and over t and noise words i
    of k / shared times -log sigma(-h_t . c_i).

    Parameters
    ----------
    w : Tensor, shape (T + 2 * window, d)
        Rows of W for the words of the block and their margins.
    c : Tensor, shape (T + shared, d)
        Rows of C for the words of the block, then for the noise words.
    weight, negatives
        As for `skip_gram_gradients`.

    Returns
    -------
    tuple of Tensor
        The gradients with regard to `w` and to `c`.
    """
    pairs = tf.reduce_sum(weight, 1, keepdims=True)
    has_context = tf.cast(pairs > 0, weight.dtype)
    share = weight / tf.where(pairs > 0, pairs, 1)
    h = tf.matmul(share, w)
    true, noise = tf.split(c, [weight.shape[0], c.shape[0] - weight.shape[0]])
    part = has_context * (negatives / noise.shape[0])
    true_error = -has_context * tf.sigmoid(-tf.reduce_sum(h * true, 1, keepdims=True))
    noise_error = part * tf.sigmoid(tf.matmul(h, noise, transpose_b=True))
    d_h = true_error * true + tf.matmul(noise_error, noise)
    d_noise = tf.matmul(noise_error, h, transpose_a=True)
    return (
        tf.matmul(share, d_h, transpose_a=True),
        tf.concat([true_error * h, d_noise], 0),
    )


@tf.function(jit_compile=True)
def train_blocks(W, C, ids, sentence, noise, rates, window, negatives, cbow):
    """Train two tables on consecutive blocks, and return how many went well.

    It stops at the first block that would take a step that is not finite.

    Parameters
    ----------
    W, C : tf.Variable of float32, shape (V, d)
        Changed in place.
    ids, sentence : Tensor of int32, shape (blocks * T + 2 * window,)
        Rows of consecutive words and the sentence of each. The first and the last
        `window` words are margins: context only.
    noise : Tensor of int32, shape (blocks, shared)
    rates : Tensor of float32, shape (blocks,)
    window, negatives : int
    cbow : bool

    Returns
    -------
    Tensor of int32, shape ()
    """
    block = (ids.shape[0] - 2 * window) // noise.shape[0]
    weights = tf.constant(window_weights(block, window))
    gradients = cbow_gradients if cbow else skip_gram_gradients
    done, finite = tf.constant(0), tf.constant(True)
    while finite and done < noise.shape[0]:
        wide = tf.slice(ids, [done * block], [block + 2 * window])
        here = tf.slice(sentence, [done * block], [block + 2 * window])
        inner = wide[window:-window]
        weight = tf.where(here[window:-window, None] == here, weights, 0.0)
        # One gather and one scatter for each table: XLA then works on it in place, and
        # does not copy it for each block.
        w_ids, c_ids = (wide, inner) if cbow else (inner, wide)
        c_ids = tf.concat([c_ids, noise[done]], 0)
        d_w, d_c = gradients(
            tf.gather(W, w_ids), tf.gather(C, c_ids), weight, negatives
        )
        finite = tf.math.is_finite(
            rates[done] * (tf.reduce_sum(d_w) + tf.reduce_sum(d_c))
        )
        _move(W, w_ids, rates[done] * d_w)
        _move(C, c_ids, rates[done] * d_c)
        done += 1
    return done if finite else done - 1


def _move(table, ids, step):
    """Take a step from each row; one that would go too far is shortened."""
    length = tf.sqrt(tf.reduce_sum(step * step, 1, keepdims=True))
    step *= FURTHEST / tf.maximum(length, FURTHEST)
    table.scatter_sub(tf.IndexedSlices(step, ids))


def held_out_loss(W, C, vocabulary, sentences, mode="skip-gram", window=5, negatives=5):
    """Return the loss of two tables on text that they have not seen.

    It is the loss of `skip_gram_gradients` or `cbow_gradients` for a whole text and
    with all words as noise, each by its chance, so that nothing is drawn at random and
    tables of different programs can be compared.

    Parameters
    ----------
    W, C : ndarray of float, shape (V, d)
        The tables; in gensim `wv.vectors` and `syn1neg`.
    vocabulary : Vocabulary
        The words of the rows, and their counts, which give the noise.
    sentences : iterable of lists of str
        The text, of which 500 words at a time are looked at. It is not thinned; words
        that are not in the vocabulary are left out.
    mode, window, negatives
        As in `train_word2vec`.

    Returns
    -------
    float
        In nats, for each pair (CBOW: for each word that has a context).

    Examples
    --------
    >>> import math
    >>> from embedlab.corpus import count_words
    >>> text = [["a", "b", "a"], ["b", "c"]]
    >>> zeros = np.zeros((3, 2))
    >>> loss = held_out_loss(zeros, zeros, count_words(text, min_count=1), text)
    >>> round(loss / math.log(2), 6)
    6.0
    """
    noise = vocabulary.noise_chances()

    def against_noise(vectors):
        parts = np.array_split(vectors, len(vectors) // 500 + 1)
        return np.concatenate([_softplus(part @ C.T) @ noise for part in parts])

    loss = weight = 0.0
    # Long sentences come in pieces: the matrix of all pairs must stay small.
    pieces = (s[i : i + 500] for s in sentences for i in range(0, len(s), 500))
    for piece in pieces:
        known = [vocabulary.index[w] for w in piece if w in vocabulary.index]
        ids = np.array(known, dtype=int)
        pairs = window_weights(len(ids), window)[:, window:-window]
        if not pairs.any():
            continue
        if mode == "cbow":
            mean = pairs / pairs.sum(axis=1, keepdims=True) @ W[ids]
            loss += _softplus(-(mean * C[ids]).sum(axis=1)).sum()
            loss += negatives * against_noise(mean).sum()
            weight += len(ids)
        else:
            loss += (pairs * _softplus(-W[ids] @ C[ids].T)).sum()
            once, again = np.unique(ids, return_inverse=True)
            loss += (
                negatives * (pairs.sum(axis=1) * against_noise(W[once])[again]).sum()
            )
            weight += pairs.sum()
    return float(loss / weight)


def _softplus(score):
    """Return log(1 + exp(score)), which is -log sigma(-score)."""
    return np.logaddexp(0, score)
