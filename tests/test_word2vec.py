"""word2vec in blocks: its gradients, its stream of words, and what training keeps."""

import gzip
import json
import lzma
import os
import tracemalloc
from inspect import signature
from itertools import chain, pairwise

import nbformat
import numpy as np
import pytest
from gensim.models import KeyedVectors, Word2Vec
from gensim.test.utils import datapath

from benchmarks.word2vec import (
    PAGE,
    RESULTS,
    TOOLS,
    best_rate,
    run,
    split_text,
    write_page,
)
from embedlab import word2vec
from embedlab.controls import shuffle_words, split_words
from embedlab.corpus import TextFile, Vocabulary, count_words, cut, read_stream
from embedlab.geometry import pair_auc
from embedlab.negative_sampling import (
    FURTHEST,
    cbow_gradients,
    held_out_loss,
    skip_gram_gradients,
    train_blocks,
    window_weights,
)
from embedlab.small_world import make_headlines
from embedlab.word2vec import train_word2vec

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
import tensorflow as tf

MODES = ("skip-gram", "cbow")


def log_sigmoid(x):
    return -np.logaddexp(0, -x)


def loss_of_block(mode, w, c, weight, negatives):
    """Add up a block's loss pair by pair, from the formula in the docstrings."""
    true = weight.shape[1] if mode == "skip-gram" else weight.shape[0]
    noise = c[true:]
    loss = 0.0
    for t, row in enumerate(weight):
        if mode == "skip-gram":
            loss -= sum(row[j] * log_sigmoid(w[t] @ c[j]) for j in range(len(row)))
            against = row.sum() * sum(log_sigmoid(-w[t] @ n) for n in noise)
        elif row.sum():
            h = row @ w / row.sum()
            loss -= log_sigmoid(h @ c[t])
            against = sum(log_sigmoid(-h @ n) for n in noise)
        else:
            continue
        loss -= negatives / len(noise) * against
    return loss


def some_block(mode, rng, T=4, window=2, shared=3, d=3):
    weight = window_weights(T, window) * (rng.random((T, T + 2 * window)) < 0.7)
    weight[1] = 0  # a word without a context
    wide = T + 2 * window
    sizes = (T, wide + shared) if mode == "skip-gram" else (wide, T + shared)
    return *(rng.normal(size=(size, d)) for size in sizes), weight


@pytest.mark.parametrize("mode", MODES)
def test_gradients_are_the_slopes_of_the_loss(mode):
    gradients = skip_gram_gradients if mode == "skip-gram" else cbow_gradients
    for seed in range(3):
        w, c, weight = some_block(mode, np.random.default_rng(seed))
        found = gradients(w, c, tf.constant(weight, "float64"), 5)
        for table, gradient in zip((w, c), found, strict=True):
            slopes = np.zeros_like(table)
            for place in np.ndindex(*table.shape):
                kept = table[place]
                ends = []
                for table[place] in (kept + 1e-5, kept - 1e-5):
                    ends.append(loss_of_block(mode, w, c, weight, 5))
                table[place] = kept
                slopes[place] = (ends[0] - ends[1]) / 2e-5
            np.testing.assert_allclose(gradient, slopes, atol=1e-8)


def test_gradients_agree_with_autodiff():
    w, c, weight = some_block("skip-gram", np.random.default_rng(0))
    w, c, weight = (tf.constant(part, "float64") for part in (w, c, weight))
    with tf.GradientTape() as tape:
        tape.watch([w, c])
        score = tf.matmul(w, c, transpose_b=True)
        wide = weight.shape[1]
        true = tf.reduce_sum(weight * tf.nn.softplus(-score[:, :wide]))
        noise = tf.reduce_sum(tf.nn.softplus(score[:, wide:]), 1)
        loss = true + tf.reduce_sum(tf.reduce_sum(weight, 1) * noise) * 5 / 3
    found = skip_gram_gradients(w, c, weight, 5)
    for gradient, slope in zip(found, tape.gradient(loss, [w, c]), strict=True):
        np.testing.assert_allclose(gradient, slope, atol=1e-12)


def test_the_weight_of_a_pair_is_its_chance_under_drawn_windows():
    reach = np.random.default_rng(0).integers(1, 6, size=100_000)
    weight = window_weights(1, 5)[0]
    assert weight[5] == 0
    for distance in range(1, 6):
        drawn = (reach >= distance).mean()
        assert abs(weight[5 + distance] - drawn) < 0.01
        assert weight[5 - distance] == weight[5 + distance]


def one_call(mode="skip-gram", rate=0.1, scale=1.0):
    """Train two blocks of four words, and return the tables before and after."""
    rng = np.random.default_rng(3)
    before = [np.float32(scale * rng.normal(size=(12, 3))) for _ in range(2)]
    W, C = (tf.Variable(table) for table in before)
    ids = np.int32([9, 9, 1, 2, 1, 3, 4, 4, 5, 6, 9, 9])
    sentence = np.int32([-1, -2, 0, 0, 0, 0, 0, 1, 1, 1, -3, -4])
    noise = np.int32([[7, 1, 7], [8, 2, 7]])
    rates = np.full(2, rate, np.float32)
    done = train_blocks(W, C, ids, sentence, noise, rates, 2, 5, mode == "cbow")
    after = [W.numpy(), C.numpy()]
    return before, after, (ids, sentence, noise), int(done)


@pytest.mark.parametrize("mode", MODES)
def test_a_block_takes_one_step_against_its_gradient(mode):
    (W, C), after, (ids, sentence, noise), done = one_call(mode)
    assert done == 2
    W, C = W.astype(float), C.astype(float)
    for first, drawn in zip((0, 4), noise, strict=True):
        wide, same = ids[first : first + 8], sentence[first : first + 8]
        weight = window_weights(4, 2) * (same[2:-2, None] == same)
        w_ids = wide[2:-2] if mode == "skip-gram" else wide
        c_ids = np.r_[wide if mode == "skip-gram" else wide[2:-2], drawn]
        gradients = skip_gram_gradients if mode == "skip-gram" else cbow_gradients
        steps = gradients(W[w_ids], C[c_ids], tf.constant(weight, "float64"), 5)
        for table, rows, step in zip((W, C), (w_ids, c_ids), steps, strict=True):
            step = 0.1 * np.asarray(step)
            length = np.linalg.norm(step, axis=1, keepdims=True)
            np.subtract.at(table, rows, step * FURTHEST / np.maximum(length, FURTHEST))
    np.testing.assert_allclose(after[0], W, atol=1e-5)
    np.testing.assert_allclose(after[1], C, atol=1e-5)


def test_rows_that_are_not_in_a_block_stay_as_they_are():
    before, after, _, _ = one_call()
    moved = [
        np.flatnonzero((b != a).any(1)) for b, a in zip(before, after, strict=True)
    ]
    assert moved[0].tolist() == [1, 2, 3, 4, 5, 6]
    assert moved[1].tolist() == [1, 2, 3, 4, 5, 6, 7, 8]


def test_no_step_is_longer_than_the_limit():
    before, after, _, _ = one_call(rate=50.0)
    moves = np.linalg.norm(after[1] - before[1], axis=1)
    assert np.isclose(moves[8], FURTHEST, rtol=1e-5)  # it occurs once, as noise
    assert (moves <= FURTHEST * 6 + 1e-5).all() and moves[7] > FURTHEST


@pytest.mark.parametrize("rate, scale", [(np.inf, 1.0), (0.1, np.nan)])
def test_a_step_that_is_not_finite_stops_the_call(rate, scale):
    assert one_call(rate=rate, scale=scale)[3] < 2


def write(path, text):
    opener = {".gz": gzip.open, ".xz": lzma.open}.get(path.suffix, open)
    with opener(path, "wt", encoding="utf-8") as file:
        file.write(text)
    return path


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz", "a.txt.xz"])
def test_a_file_is_read_in_sentences_as_often_as_wanted(tmp_path, name):
    text = TextFile(write(tmp_path / name, "süß und gut\n\n  ja\tnein \nEnde"))
    assert [*text] == [["süß", "und", "gut"], ["ja", "nein"], ["Ende"]] == [*text]


def test_a_long_line_comes_in_pieces_and_keeps_its_words(tmp_path):
    rng = np.random.default_rng(0)
    words = ["x" * n for n in rng.integers(1, 40, size=25_000)]
    words[100] = "y" * 200_000  # longer than what is read at once
    lines = f"{' '.join(words)}\nnext line \n"
    pieces = [*TextFile(write(tmp_path / "long.txt", lines))]
    assert [len(piece) for piece in pieces] == [10_000, 10_000, 5_000, 2]
    assert [*chain(*pieces)] == [*words, "next", "line"]


def test_a_file_is_never_in_memory_as_a_whole(tmp_path):
    path = write(tmp_path / "one_line.txt", "word " * 4_000_000)
    tracemalloc.start()
    count = sum(len(piece) for piece in TextFile(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_000_000
    assert peak < path.stat().st_size / 4


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"found none at .*nowhere"):
        TextFile(tmp_path / "nowhere.txt")


TEXT = [["b", "a", "b"], ["c", "a", "b", "d"], []] * 20


def test_words_are_counted_sorted_and_cut_off():
    vocabulary = count_words(TEXT, min_count=20)
    assert vocabulary.words == ("b", "a", "c", "d")
    assert vocabulary.counts.tolist() == [60, 40, 20, 20]
    assert count_words(TEXT, min_count=21).words == ("b", "a")
    noise = vocabulary.noise_chances()
    assert np.isclose(noise.sum(), 1) and np.isclose(noise[0] / noise[2], 3**0.75)


def test_the_checksum_knows_order_and_borders():
    changed = [TEXT[1:] + TEXT[:1], [TEXT[0] + TEXT[1], *TEXT[2:]], [*TEXT, ["a"]]]
    sums = {count_words(text).checksum for text in [TEXT, *changed]}
    assert len(sums) == 4 and count_words(TEXT).checksum in sums


@pytest.mark.parametrize(
    "sentences, message",
    [
        ("a text", "expected lists of words"),
        (iter(TEXT), "can be read once: make a list"),
        (["a b", "c"], "got sentence 0: 'a b'"),
        ([[1, 2]], "expected words, got 1"),
        ([["a", "b"]] * 4, "5 times or more, got 0 in a text of 8 words"),
    ],
)
def test_a_text_that_cannot_be_used_is_refused(sentences, message):
    with pytest.raises(ValueError, match=message):
        count_words(sentences)


def test_frequent_words_are_thinned_as_often_as_the_formula_says():
    text = [["often"] * 9 + ["seldom"]] * 3_000
    vocabulary = count_words(text)
    keep = vocabulary.keep_chances(0.05)
    assert np.isclose(keep[0], np.sqrt(0.05 / 0.9) + 0.05 / 0.9) and 0.9 < keep[1] < 1.3
    rng = np.random.default_rng(0)
    ids, sentence, place = np.hstack([*read_stream(text, vocabulary, 0.05, rng, 2)])
    for word in (0, 1):
        share = (ids == word).sum() / (2 * vocabulary.counts[word])
        assert abs(share - keep[word]) < 0.02
    assert (np.diff(place) > 0).all() and place[-1] < 60_000
    assert (np.diff(sentence) >= 0).all() and sentence[-1] == 5_999
    assert (place // 10 == sentence).all()


@pytest.mark.parametrize("other", [TEXT[1:], TEXT + TEXT[:1]])
def test_a_text_that_has_changed_is_noticed(other):
    rng = np.random.default_rng(0)
    with pytest.raises(
        ValueError, match=r"expected 140 known words in each epoch, got"
    ):
        [*read_stream(other, count_words(TEXT), 0, rng, 1)]


@pytest.mark.parametrize("lengths", [[1], [7], [3, 0, 9, 20], [40], [8, 8]])
def test_cut_parts_are_the_stream_again(lengths):
    total = sum(lengths)
    whole = np.stack([np.arange(total) + 1, np.arange(total) // 3, np.arange(total)])
    parts = np.split(whole, np.cumsum(lengths)[:-1], axis=1)
    found = [*cut(iter(parts), size=8, margin=3)]
    assert {part.shape for part in found} == {(3, 14)}
    assert len(found) == -(-total // 8)
    inner = np.hstack([part[:, 3:-3] for part in found])
    assert (inner[:, :total] == whole).all()
    for first, second in pairwise(found):
        assert (first[:, -6:] == second[:, :6]).all()
    ends = np.hstack([found[0][:, :3], inner[:, total:], found[-1][:, -3:]])
    outside = ends[1][(ends[1] < 0)]
    assert len(outside) >= 6 and len(set(outside)) >= 6  # each a sentence of its own


WORLD = make_headlines(4_000, seed=0)
HEADLINES = [split_words(text) for text in WORLD.texts]
SMALL = {"dim": 16, "min_count": 1, "sample": 0.01, "epochs": 2, "lr": 0.05}


def category_auc(vectors, world):
    rows = [vectors.words.index(entity) for entity in world.entities]
    return pair_auc(vectors.W[rows], world.entity_categories)


@pytest.mark.parametrize("mode", MODES)
def test_company_teaches_the_category_and_shuffled_company_does_not(mode):
    for seed in range(3):
        world = make_headlines(4_000, seed=seed)
        found = []
        for each in (world, shuffle_words(world, seed)):
            text = [split_words(line) for line in each.texts]
            options = SMALL | {"epochs": 10, "lr": 0.2, "seed": seed}
            found.append(category_auc(train_word2vec(text, mode, **options), world))
        assert found[0] > 0.9 and abs(found[1] - 0.5) < 0.1, found


@pytest.mark.parametrize("mode", MODES)
def test_gensim_does_not_predict_unseen_text_better(mode):
    seen, unseen = HEADLINES[:3_000], HEADLINES[3_000:]
    vocabulary, losses = count_words(seen, min_count=1), []
    for lr in (0.1, 0.2, 0.4):  # each has its best rate of these
        for seed in (1, 2):
            options = SMALL | {"epochs": 5, "seed": seed, "lr": lr}
            ours = train_word2vec(seen, mode, **options)
            theirs = Word2Vec(
                seen, sg=mode == "skip-gram", vector_size=16, min_count=1,
                sample=0.01, epochs=5, alpha=lr, workers=1, seed=seed,
            )  # fmt: skip
            rows = [theirs.wv.key_to_index[word] for word in ours.words]
            tables = (ours.W, ours.C), (theirs.wv.vectors[rows], theirs.syn1neg[rows])
            for W, C in tables:
                losses.append(held_out_loss(W, C, vocabulary, unseen, mode))
    losses = np.reshape(losses, (3, 2, 2))  # rate, seed, program
    ours, theirs = losses.mean(axis=1).min(axis=0)
    assert theirs < 0.9 * 6 * np.log(2) and ours < theirs + 0.03


def test_rates_fall_to_zero_and_noise_has_its_distribution(monkeypatch):
    tables, noise, rates = [], [], []

    def record(W, C, ids, sentence, drawn, given, *sizes):
        assert not C.numpy().any() and sizes == (5, 5, False)
        tables.append(W.numpy())
        noise.append(drawn)
        rates.append(given)
        return tf.constant(len(drawn))

    monkeypatch.setattr(word2vec, "train_blocks", record)
    with pytest.raises(ValueError, match="alone"):  # nothing is trained here
        train_word2vec(HEADLINES, **SMALL | {"sample": 0, "block": 4})
    vocabulary = count_words(HEADLINES, min_count=1)
    assert np.allclose(tables[0].std(), 1 / 16 / np.sqrt(12), rtol=0.05)
    assert np.abs(tables[0]).max() <= 0.5 / 16
    rates, total = np.concatenate(rates), 2 * vocabulary.counts.sum()
    left = 1 - np.arange(len(rates)) * 4 / total
    assert np.allclose(rates, 0.05 * np.maximum(left, 1e-4), atol=1e-6)
    assert len(noise) > 5 and noise[0].shape == (512, 64)
    for drawn in noise:  # closer to it than independent draws would be
        share = np.bincount(drawn.ravel(), minlength=len(vocabulary.words)) / drawn.size
        assert np.abs(share - vocabulary.noise_chances()).max() < 2 / drawn.size
    together = [len({*words}) for words in noise[0]]
    assert np.mean(together) > 50, "the words of one block's noise differ"


def test_the_same_seed_gives_the_same_bits_and_another_does_not():
    one, again, other = (train_word2vec(HEADLINES, seed=s, **SMALL) for s in (1, 1, 2))
    vocabulary = count_words(HEADLINES, min_count=1)
    settings = SMALL | {"window": 5, "block": 16, "shared": 64}
    calls = [
        next(word2vec._calls(HEADLINES, vocabulary, settings | {"seed": s}))
        for s in (1, 1, 2)
    ]
    for first, same, different in zip(*(call[::2] for call in calls), strict=True):
        assert (first == same).all() and not (first == different).all()
    assert (one.W == again.W).all() and (one.C == again.C).all()
    assert not (one.W == other.W).all()


@pytest.mark.parametrize("mode", MODES)
def test_training_that_was_killed_goes_on_to_the_same_result(
    tmp_path, mode, monkeypatch
):
    path = tmp_path / "state.npz"
    options = SMALL | {"mode": mode, "checkpoint_every": 1, "block": 4}
    whole = train_word2vec(HEADLINES, **options)
    train, calls = word2vec.train_blocks, []

    def train_until_killed(*args):
        calls.append(args)
        if len(calls) == 8:
            raise KeyboardInterrupt
        return train(*args)

    monkeypatch.setattr(word2vec, "train_blocks", train_until_killed)
    with pytest.raises(KeyboardInterrupt):
        train_word2vec(HEADLINES, checkpoint=path, **options)
    resumed = train_word2vec(HEADLINES, checkpoint=path, **options)
    assert (resumed.W == whole.W).all() and (resumed.C == whole.C).all()
    total = len(calls)
    finished = train_word2vec(HEADLINES, checkpoint=path, **options)
    assert len(calls) == total and (finished.W == whole.W).all()
    assert [file.name for file in tmp_path.iterdir()] == ["state.npz"]


def test_a_checkpoint_of_other_settings_or_text_is_refused(tmp_path):
    path = tmp_path / "state.npz"
    train_word2vec(HEADLINES, checkpoint=path, **SMALL)
    kept = path.read_bytes()
    with pytest.raises(ValueError, match=r"dim was 16 and is 8\. Give the same"):
        train_word2vec(HEADLINES, checkpoint=path, **SMALL | {"dim": 8})
    with pytest.raises(ValueError, match=r"text was .* and is"):
        train_word2vec(HEADLINES[::-1], checkpoint=path, **SMALL)
    assert path.read_bytes() == kept


def test_a_file_that_is_no_checkpoint_is_refused_and_kept(tmp_path):
    text, array, arrays = (tmp_path / name for name in ("text", "array", "arrays"))
    text.write_text("do not lose this")
    with open(array, "wb") as file:
        np.save(file, np.arange(3))
    with open(arrays, "wb") as file:
        np.savez(file, W=np.arange(3))
    for path in (text, array, arrays):
        kept = path.read_bytes()
        with pytest.raises(
            ValueError, match=rf"expected a checkpoint in .*{path.name}"
        ):
            train_word2vec(HEADLINES, checkpoint=path, **SMALL)
        assert path.read_bytes() == kept


@pytest.mark.parametrize(
    "change, message",
    [
        ({"mode": "sg"}, "expected skip-gram or cbow, got 'sg'"),
        ({"dim": 0}, "expected dim of 1 or more, got 0"),
        ({"window": 2.5}, r"expected window of 1 or more, got 2\.5"),
        ({"lr": 0}, "expected lr above 0, got 0"),
        ({"lr": float("nan")}, "expected lr above 0, got nan"),
        ({"sample": -1}, "expected sample of 0 or more"),
        ({"seed": -1}, "expected seed of 0 or more"),
        ({"shared": 5000}, "below 5000"),
        ({"checkpoint": "no/such/folder/state.npz"}, "expected a folder at no/such"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(change, message):
    with pytest.raises(ValueError, match=message):
        train_word2vec(HEADLINES, **SMALL | change)


def test_words_that_are_always_alone_cannot_be_trained():
    with pytest.raises(ValueError, match="got each one alone"):
        train_word2vec([["a"], ["b"]] * 20, **SMALL)


def test_numbers_that_are_not_finite_end_in_an_error(monkeypatch):
    def spoiled(settings, size):
        return 0, *np.full((2, size, settings["dim"]), np.nan, np.float32)

    monkeypatch.setattr(word2vec, "_start", spoiled)
    with pytest.raises(FloatingPointError, match=r"after 0 of .* take a smaller lr"):
        train_word2vec(HEADLINES, **SMALL)


def test_progress_is_shown_if_wanted(capsys):
    train_word2vec(HEADLINES, progress=True, **SMALL)
    shown = capsys.readouterr().err
    assert "100%" in shown and "word/s" in shown
    train_word2vec(HEADLINES, **SMALL)
    assert capsys.readouterr().err == ""


def test_vectors_go_to_gensim_and_back_from_its_file(tmp_path):
    vectors = train_word2vec(HEADLINES, **SMALL)
    keyed = vectors.keyed_vectors()
    assert keyed.get_vecattr(vectors.words[3], "count") == vectors.counts[3]
    keyed.save_word2vec_format(tmp_path / "v.bin", binary=True)
    back = KeyedVectors.load_word2vec_format(tmp_path / "v.bin", binary=True)
    assert (
        tuple(back.index_to_key) == vectors.words and (back.vectors == vectors.W).all()
    )
    assert "alps" not in [word for word, _ in keyed.most_similar("alps")]


@pytest.mark.parametrize("mode", MODES)
def test_held_out_loss_is_the_loss_of_the_gradients_with_all_noise(mode):
    rng = np.random.default_rng(0)
    vocabulary = Vocabulary(("a", "b", "c", "d"), np.array([9, 5, 2, 1]), 0)
    W, C = rng.normal(size=(2, 4, 3))
    text = [["a", "b", "unknown", "a", "d"], ["c"], ["d", "b"] * 400]
    noise, loss, weight = vocabulary.noise_chances(), 0.0, 0.0
    for sentence in (text[0], text[1], text[2][:500], text[2][500:]):
        ids = [vocabulary.index[word] for word in sentence if word in vocabulary.index]
        for t, word in enumerate(ids):
            near = {s: (3 - abs(s - t)) / 2 for s in range(max(0, t - 2), t + 3)
                    if s != t and s < len(ids)}  # fmt: skip
            if not near:
                continue
            h = W[word]
            if mode == "cbow":
                h = sum(v * W[ids[s]] for s, v in near.items()) / sum(near.values())
                near = {t: 1.0}
            against = noise @ np.logaddexp(0, C @ h)
            for s, value in near.items():
                loss += value * (np.logaddexp(0, -C[ids[s]] @ h) + 4 * against)
                weight += value
    found = held_out_loss(W, C, vocabulary, text, mode, window=2, negatives=4)
    assert np.isclose(found, loss / weight, rtol=1e-6)


def test_the_benchmarks_page_says_what_was_measured():
    assert PAGE.read_text() == write_page(json.loads(RESULTS.read_text())), (
        "run `python course.py benchmark-word2vec --page`"
    )


def test_the_benchmark_supports_what_its_page_says():
    found = json.loads(RESULTS.read_text())
    zeros = 6 * np.log(2)
    for each in found["runs"]:
        grown = each["tool"] == "gensim" and each["mode"] == "cbow" and each["lr"] > 0.1
        assert (each["loss"] > 3 * zeros) == grown and (each["loss"] < zeros) != grown
    best = {
        mode: {tool: best_rate(found["runs"], tool, mode) for tool in TOOLS}
        for mode in MODES
    }
    assert best["cbow"]["embedlab"] > best["cbow"]["gensim"]
    for mode in MODES:  # what a reader gets who names no rate
        assert word2vec.DEFAULTS[mode]["lr"] == best[mode]["embedlab"]
    assert (np.diff(found["steps"]) > 0).all(), "each step is a gain"


def test_the_appendix_and_the_page_have_the_numbers_of_the_code():
    default = {n: p.default for n, p in signature(train_word2vec).parameters.items()}
    path = PAGE.parent.parent / "lessons" / "05_word2vec_objectives.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    appendix = next(cell.source for cell in cells if cell.id == "appendix")
    page, shared = PAGE.read_text(), default["shared"]
    block, cbow = (word2vec.DEFAULTS[mode]["block"] for mode in ("skip-gram", "cbow"))
    for text in (f"{block} consecutive words", f"{word2vec.BLOCKS} blocks"):
        assert text in appendix, text
    for text in (f"there are {shared}", f"weight of {default['negatives']}/{shared}"):
        assert text in appendix, text
    assert f"(CBOW: {cbow})" in appendix
    for text in (
        f"only {block} words, for CBOW {cbow}",
        f"over {word2vec.BLOCKS} blocks",
    ):
        assert text in page, text
    for text in (appendix, page):
        assert f"than {FURTHEST}" in text


def test_a_sample_of_the_benchmark_runs(tmp_path):
    pytest.importorskip("resource", reason="Windows does not tell the peak memory")
    lines = [" ".join(words) for words in HEADLINES]
    for name in ("wordsim353.tsv", "simlex999.txt"):  # else no pair would be known
        with open(datapath(name), encoding="utf-8") as file:
            pairs = [line.lower().split()[:2] for line in file if line[0] != "#"]
        lines += [" ".join(pair) for pair in pairs] * 6
    np.random.default_rng(0).shuffle(lines)
    text, train, held_out = (tmp_path / name for name in ("text", "train", "held_out"))
    text.write_text("\n".join(lines))
    split_text(text, train, held_out)
    parts = [part.read_text().splitlines() for part in (train, held_out)]
    assert parts[0] + parts[1] == lines and 0 < len(parts[1]) < len(parts[0]) / 5
    setting = {"mode": "skip-gram", "lr": 0.1, "seed": 1, "cores": [0], "epochs": 2}
    setting |= {"threads": 1, "train": str(train), "held_out": str(held_out)}
    found = []
    run([{"tool": tool} | setting for tool in TOOLS], found)
    assert [each["tool"] for each in found] == [*TOOLS]
    for each in found:
        assert each["loss"] < 5 * np.log(2) and each["speed"] > 1000
        assert each["words"] == found[0]["words"] and each["V"] == found[0]["V"]
        assert all(-1 <= each[name] <= 1 for name in ("wordsim", "simlex", "analogies"))
        assert 50 < each["memory"] < 5000
    run([{"tool": tool} | setting for tool in TOOLS], found)
    assert len(found) == 2, "what is known is not measured again"
