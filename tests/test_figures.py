"""The live figures: their arithmetic, their stills, their numbers, their place."""

import json
import re
import xml.etree.ElementTree as ElementTree

import keras
import nbformat
import numpy as np
import pytest
import tensorflow as tf
from conftest import ROOT
from py_mini_racer import MiniRacer
from sphinx.testing.util import SphinxTestApp

from embedlab import finite_differences
from figures import stills

FIGURES = ROOT / "figures"
LARGEST = 9_000  # bytes of a script as it is written
SEEDS = range(20)
STARTS = range(1, 21)  # all that the page offers
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def browser():
    """A JavaScript engine that has read all scripts, but has no page to draw in."""
    engine = MiniRacer()
    for name in ["live", *stills.PICTURES]:
        engine.eval((FIGURES / f"{name}.js").read_text("utf-8"))
    return engine


def call(browser, function, *arguments):
    """Return what a script's function gives for these numbers, lists and arrays."""
    told = ", ".join(
        json.dumps(a.tolist() if isinstance(a, np.ndarray | np.generic) else a)
        for a in arguments
    )
    return json.loads(browser.eval(f"JSON.stringify({function}({told}))"))


def lesson_text(figure):
    """Return the one cell of a lesson in which a figure stands."""
    cells = [
        cell.source
        for path in sorted((ROOT / "lessons").glob("*.ipynb"))
        for cell in nbformat.read(path, as_version=4).cells
        if f"(../figures/{figure}.svg)" in cell.source
    ]
    assert len(cells) == 1, f"{figure} stands in {len(cells)} cells"
    return cells[0]


def alternative(figure):
    return re.match(r"!\[(.*)\]", lesson_text(figure))[1]


def table_in(text):
    """Return the cells of a table in Markdown, without its head."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def words_of(figure):
    """Return every word and number of a still, in the order in which it is drawn."""
    root = ElementTree.parse(FIGURES / f"{figure}.svg")
    return [text.text for text in root.iter(f"{SVG}text")]


# ------------------------------------------------------------------ all the figures


@pytest.mark.parametrize("name", stills.PICTURES)
def test_a_still_is_what_numpy_draws(name):
    still = (FIGURES / f"{name}.svg").read_text("utf-8")
    assert still == stills.PICTURES[name](), "run `python figures/stills.py`"
    # Written into a page, it must not bring an id that the page has already.
    assert " id=" not in still and "http" not in still.replace(SVG[1:-1], "")


def test_each_figure_has_a_script_a_still_and_a_place():
    scripts = {path.stem for path in FIGURES.glob("*.js")} - {"live"}
    assert scripts == set(stills.PICTURES)
    for name in scripts:
        assert len(alternative(name)) >= 100, "say what it shows, with the numbers"
        assert (FIGURES / f"{name}.svg").stat().st_size < 20_000


@pytest.mark.parametrize("path", sorted(FIGURES.glob("*.js")), ids=lambda p: p.stem)
def test_a_script_is_small_and_asks_for_nothing(path):
    text = path.read_text("utf-8")
    assert len(text) <= LARGEST
    assert not re.search(r"\b(import|export|fetch|XMLHttpRequest|https?:)\b", text)
    assert max(map(len, text.splitlines())) <= 110


def test_numbers_are_written_alike(browser):
    rng = np.random.default_rng(0)
    for digits in (0, 1, 2, 3):
        for value in [*rng.normal(scale=3, size=50), -0.0, -0.0001, 1e4, -7]:
            expected = stills.number(value, digits)
            assert call(browser, "live.number", value, digits) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_places_are_chosen_alike(browser, seed):
    rng = np.random.default_rng(seed)
    heights = rng.uniform(0, 100, size=rng.integers(1, 9))
    placed = call(browser, "live.apart", heights, 12, 100)
    assert np.allclose(placed, stills.apart(heights, 12, 100))
    assert max(placed) <= 100 and (np.diff(np.sort(placed)) > 12 - 1e-9).all()
    for value in [*rng.lognormal(sigma=3, size=9), 1, 1.5, 2, 3, 4, 0]:
        end = call(browser, "live.reach", value)
        assert end == stills.reach(value) >= value


def small_site(folder, markdown):
    """Build a page that stands in a folder, as lessons do; return it and warnings."""
    (folder / "lessons").mkdir()
    (folder / "figures").symlink_to(FIGURES)
    extensions = ["myst_parser", "live_figures", "page_figures"]
    (folder / "conf.py").write_text(f"extensions = {extensions}\n")
    (folder / "index.md").write_text("# A\n\n```{toctree}\nlessons/page\n```\n")
    (folder / "lessons" / "page.md").write_text("# B\n\n" + markdown)
    app = SphinxTestApp("html", srcdir=folder)
    try:
        app.build()
        page = (app.outdir / "lessons" / "page.html").read_text("utf-8")
        return app, page, app.warning.getvalue()
    finally:
        app.cleanup()


def test_a_figure_is_written_into_its_page(tmp_path):
    alt = 'Alps & "Himalaya": the words of a vector with a single 1'
    image = f"![{alt}](../figures/one_hot_product.svg)"
    app, page, warnings = small_site(tmp_path, f"Before.\n\n{image}\n\nAfter.\n")
    assert "needs a text" not in warnings
    assert 'aria-label="Alps &amp; &quot;Himalaya&quot;: the words' in page
    place = '<div class="live-figure" data-figure="one_hot_product">'
    assert f'{place}\n<svg role="img"' in page
    for name in ("live.css", "live.js", "one_hot_product.js"):
        assert page.count(f'"../_static/figures/{name}?v=') == 1
        assert (app.outdir / "_static" / "figures" / name).exists()
    # Only the page that shows it loads it, and it is not copied as a picture too.
    assert "figures/" not in (app.outdir / "index.html").read_text("utf-8")
    assert not list(app.outdir.glob("_images/*"))


def test_a_figure_without_a_text_alternative_is_a_warning(tmp_path):
    _, page, warnings = small_site(
        tmp_path, "![a figure](../figures/one_hot_product.svg)\n"
    )
    assert "a figure needs a text of at least 30 characters" in warnings
    assert "page.md:3" in warnings and "live-figure" in page


# --------------------------------------------------------------- one-hot times matrix


@pytest.mark.parametrize("seed", SEEDS)
def test_the_product_is_numpys(browser, seed):
    rng = np.random.default_rng(seed)
    V, d = rng.integers(1, 9, size=2)
    x, E = rng.normal(size=V), rng.normal(size=(V, d))
    for weights in (x, np.eye(V)[0], np.zeros(V), rng.integers(2, size=V)):
        out = call(browser, "oneHotProduct.product", weights, E)
        assert np.allclose(out, weights @ E, atol=1e-12)


def test_the_picture_of_the_product_says_what_is_computed(browser):
    x = np.eye(6, dtype=int)[stills.CHOSEN]
    out = call(browser, "oneHotProduct.product", x, stills.E)
    assert out == (x @ stills.E).tolist() == [8, 9, 10, 11]
    drawn = words_of("one_hot_product")
    rows = [
        [word, str(j), str(x[j]), *map(str, stills.E[j])]
        for j, word in enumerate(stills.WORDS)
    ]
    flat = [cell for row in rows for cell in row]
    assert drawn[:42] == flat and drawn[42:46] == ["8", "9", "10", "11"]
    text = lesson_text("one_hot_product")
    assert "row 2: 8, 9, 10, 11" in alternative("one_hot_product")
    assert table_in(text) == [[*row[:3], " ".join(row[3:])] for row in rows]
    two = stills.E[2] + stills.E[3]
    assert f"`{' '.join(map(str, two))}`" in text and two.tolist() == [20, 22, 24, 26]


# ------------------------------------------------------------------------ scatter-add


@pytest.mark.parametrize("seed", SEEDS)
def test_the_scatter_is_numpys(browser, seed):
    rng = np.random.default_rng(seed)
    V, B, d = rng.integers(1, 9, size=3)
    ids, rows = rng.integers(V, size=B), rng.normal(size=(B, d))
    added = call(browser, "scatterAdd.scatter", ids, rows, int(V))
    assert np.allclose(added, stills.scatter_sum(ids, rows, V), atol=1e-12)
    assert np.allclose(added, np.eye(V)[ids].T @ rows, atol=1e-12)
    trap = np.zeros((V, d))
    trap[ids] += rows
    assert np.allclose(
        call(browser, "scatterAdd.scatter", ids, rows, int(V), False), trap
    )


def test_the_picture_of_the_scatter_says_what_is_computed(browser):
    ids, rows = stills.LOOKED_UP, stills.UPSTREAM
    table = np.array(call(browser, "scatterAdd.scatter", ids, rows, 5))
    assert (table[2] == rows[0] + rows[2]).all() and not table[[1, 3, 4]].any()
    drawn, text = words_of("scatter_add"), lesson_text("scatter_add")

    def as_drawn(values):
        return [stills.number(value) for value in values]

    lookups = [[f"place {k}, id {i}", *as_drawn(rows[k])] for k, i in enumerate(ids)]
    uses = ["1 use", "no use", "2 uses", "no use", "no use"]
    targets = [[*as_drawn(row), str(i), uses[i]] for i, row in enumerate(table)]
    flat = [cell for row in lookups + targets for cell in row]
    assert drawn[: len(flat)] == flat
    places = ["1", "none", "0 and 2", "none", "none"]
    shown = [[str(i), places[i], " ".join(as_drawn(t))] for i, t in enumerate(table)]
    assert table_in(text) == shown
    trap = call(browser, "scatterAdd.scatter", ids, rows, 5, False)
    for row in (*rows, table[2], trap[2]):
        assert f"({', '.join(as_drawn(row))})" in text
    assert "(6, 3, \N{MINUS SIGN}4)" in alternative("scatter_add")


# ------------------------------------------------------- one lookup, and what follows


def walk_in_keras(optimizer, late, lr, gradient=1.0):
    """Look row 1 up in one step alone; return its way after each, in learning rates."""
    layer = keras.layers.Embedding(2, 1, embeddings_initializer="zeros")
    layer.build()
    table = layer.embeddings
    optimizer.build([table])

    @tf.function
    def step(gradient):
        optimizer.apply([gradient], [table])

    for t in range(1, late + stills.STEPS):
        if t == late:
            where = [0.0]
        parts = map(tf.constant, ([[gradient]], [int(t == late)], [2, 1]))
        step(tf.IndexedSlices(*parts))
        if t >= late:
            where.append(-float(table[1, 0]) / lr)
    return where


@pytest.mark.parametrize(("beta", "late"), [(0.0, 100), (0.5, 7), (0.9, 1), (0.9, 100)])
def test_the_row_walks_as_it_does_in_keras(browser, beta, late):
    for kind, optimizer in {
        "Adam": keras.optimizers.Adam(0.1, beta_1=beta),
        "momentum": keras.optimizers.SGD(0.1, momentum=beta),
        "SGD": keras.optimizers.SGD(0.1),
    }.items():
        way = call(browser, "adamRow.walk", kind, beta, late)
        assert np.allclose(way, walk_in_keras(optimizer, late, 0.1), atol=1e-3), kind
    once = call(browser, "adamRow.walk", "lazy Adam", beta, late)
    first = call(browser, "adamRow.walk", "Adam", beta, late)[1]
    assert np.allclose(once, [0] + stills.STEPS * [first])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_row_walks_as_in_numpy(browser, seed):
    rng = np.random.default_rng(seed)
    beta, late = round(rng.uniform(0, 0.99), 2), int(rng.integers(1, 301))
    for kind in stills.KINDS:
        way = call(browser, "adamRow.walk", kind, beta, late)
        assert np.allclose(way, stills.walk(kind, beta, late), rtol=1e-9), kind


def test_the_size_of_the_gradient_is_nothing_to_adam():
    one, two = (
        walk_in_keras(keras.optimizers.Adam(0.1), 1, 0.1, gradient)
        for gradient in (1.0, 2.0)
    )
    assert np.allclose(one, two, atol=1e-3)
    for momentum in (0.0, 0.9):
        sgd = keras.optimizers.SGD(0.1, momentum=momentum)
        twice = walk_in_keras(sgd, 1, 0.1, 2.0)
        kind = "momentum" if momentum else "SGD"
        assert np.allclose(twice, 2 * stills.walk(kind, 0.9, 1), atol=1e-3)


def test_the_picture_of_the_walk_says_what_is_computed(browser):
    text, two = lesson_text("adam_row"), "{:.2f}".format
    ways = {
        kind: call(browser, "adamRow.walk", kind, stills.BETA, stills.LATE)
        for kind in call(browser, "(() => adamRow.KINDS)")
    }
    assert list(ways) == stills.KINDS and stills.LATE == 100
    shown = [[k, two(w[1]), two(w[10]), two(w[60])] for k, w in ways.items()]
    assert table_in(text) == shown
    drawn, told = words_of("adam_row"), alternative("adam_row")
    for kind, way in ways.items():
        assert f"{kind} {two(way[-1])}" in drawn and two(way[-1]) in told
    for beta, late in ((0.9, 1), (0.9, 300), (0, 100)):
        way = call(browser, "adamRow.walk", "Adam", beta, late)
        assert two(way[-1]) in text, (beta, late)
    assert np.isclose(way[1], way[-1])  # without momentum there is no echo


# ------------------------------------------------------------ two losses, eight words

TRAINERS = {"labels": stills.train_labels, "skipGram": stills.train_skip_gram}


def trained_by_script(browser, loss, start, lr, steps=stills.TRAINED):
    return call(browser, "trainingVectors.run", loss, start, lr, steps)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("loss", TRAINERS)
def test_the_training_is_numpys(browser, loss, start):
    begun = call(browser, "trainingVectors.start", start)
    assert np.allclose(begun[:13], stills.start(start), rtol=1e-15, atol=0)
    for lr, steps in ((0.5, 30), (1, 200), (2, 100)):
        model = trained_by_script(browser, loss, start, lr, steps)
        vectors, losses = TRAINERS[loss](start, lr, steps)
        assert model["lost"] == 0 and len(model["losses"]) == steps + 1
        assert np.allclose(model["P"][:8], vectors, atol=1e-9)
        assert np.allclose(model["losses"], losses, atol=1e-9)
    shares = call(browser, "trainingVectors.shares", vectors)
    assert np.allclose(shares, stills.shares(vectors), atol=1e-12)


@pytest.mark.parametrize("loss", TRAINERS)
def test_the_gradients_are_those_of_finite_differences(browser, loss):
    P = np.random.default_rng(0).normal(size=(14, 2))
    P[13, 1] = 0
    gradient = np.array(call(browser, f"trainingVectors.{loss}", P)["G"])

    def loss_of(P):
        return call(browser, f"trainingVectors.{loss}", P)["loss"]

    assert np.allclose(gradient, finite_differences(loss_of, P), atol=1e-7)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_spread_is_divided_as_least_squares_does(browser, seed):
    """By a regression on the side, and by one on the category."""
    vectors = np.random.default_rng(seed).normal(size=(8, 2))
    shares = call(browser, "trainingVectors.shares", vectors)
    assert np.isclose(sum(shares), 1) and min(shares) >= 0
    total = ((vectors - vectors.mean(axis=0)) ** 2).sum()
    for half, share in zip((stills.SIDE, stills.CATEGORY), shares, strict=False):
        design = np.column_stack([np.ones(8), half])
        rest = np.linalg.lstsq(design, vectors)[1].sum()
        assert np.isclose(share, 1 - rest / total)
    edge, marks, names = stills.layout(vectors)
    laid = call(browser, "trainingVectors.layout", vectors)
    assert laid["edge"] == edge and np.allclose(laid["marks"], marks)
    assert np.allclose(laid["names"], names)


def test_the_words_have_two_independent_properties(browser):
    script = call(browser, "(() => trainingVectors)")
    assert script["WORDS"] == stills.VECTOR_WORDS
    assert script["SIDE"] == stills.SIDE.tolist()
    assert script["CATEGORY"] == stills.CATEGORY.tolist()
    assert script["STEPS"] == stills.TRAINED == 200
    assert script["HEADLINES"] == stills.HEADLINES.tolist()
    assert np.bincount(2 * stills.CATEGORY + stills.SIDE).tolist() == [2, 2, 2, 2]


def test_labels_teach_the_side_and_company_the_category_from_every_start(browser):
    for start in STARTS:
        by_label = trained_by_script(browser, "labels", start, 1)
        by_company = trained_by_script(browser, "skipGram", start, 1)
        side, category, _ = stills.shares(np.array(by_label["P"][:8]))
        assert side > 0.96 and category < 0.02, start
        side, category, _ = stills.shares(np.array(by_company["P"][:8]))
        assert category > 0.96 and side < 0.02, start
        assert min(by_company["losses"]) > np.log(2)
    begun = [stills.shares(stills.start(start)[:8]) for start in range(1, 1001)]
    assert np.allclose(np.mean(begun, axis=0), [1 / 7, 1 / 7, 5 / 7], atol=0.01)


def test_a_rate_that_is_too_large_is_seen_and_gives_no_nan(browser):
    for start in STARTS:
        rises = np.diff(trained_by_script(browser, "skipGram", start, 5)["losses"]) > 0
        assert rises.sum() > 30
        assert not trained_by_script(browser, "skipGram", start, 2)["lost"]
        assert trained_by_script(browser, "skipGram", start, 10)["lost"]
        label = trained_by_script(browser, "labels", start, 10)
        assert not label["lost"] and label["losses"][-1] < 0.001
        assert trained_by_script(browser, "labels", start, 0.1)["losses"][-1] > 0.4
        for loss in TRAINERS:
            model = trained_by_script(browser, loss, start, 50)
            assert np.isfinite(np.array(model["P"], dtype=float)).all()
            assert np.isfinite(np.array(model["losses"], dtype=float)).all()
            assert np.abs(model["P"]).max() <= 1000


def test_the_picture_of_the_training_says_what_is_computed(browser):
    text, rows = lesson_text("training_vectors"), []
    drawn = words_of("training_vectors")
    for loss, name in (("labels", "a label's loss"), ("skipGram", "skip-gram")):
        model = trained_by_script(browser, loss, 1, 1)
        shares = call(browser, "trainingVectors.shares", model["P"][:8])
        percent = [f"{stills.number(100 * share)} %" for share in shares]
        rows.append([name, stills.number(model["losses"][-1], 3), *percent])
        part = drawn[drawn.index(name) :][:20]
        assert f"loss {rows[-1][1]}" in part
        shown = [word.replace("\N{NO-BREAK SPACE}", " ") for word in part]
        assert [word for word in shown if word.endswith("%")] == percent
    assert table_in(text) == rows
    told = alternative("training_vectors")
    assert (
        f"side explains {rows[0][2]} of the spread, the category {rows[0][3]}" in told
    )
    assert f"side explains {rows[1][2]}, the category {rows[1][3]}" in told
    assert "$\\ln 2 = 0.693$" in text and round(np.log(2), 3) == 0.693
