"""The pictures of the live figures, as they stand where no script runs.

Each picture is drawn from numbers that NumPy computes here. The script of the same name
brings the picture to life on the site, and must compute the same numbers; the tests
compare the two. `python figures/stills.py` writes all pictures anew.
"""

from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import numpy as np

FOLDER = Path(__file__).parent

# Colours are the site's, where the picture is part of it; alone it has these.
STYLE = """
.live-svg text{font:14px system-ui,sans-serif;fill:var(--pst-color-text-base,#1a1a1a)}
.live-svg .quiet{fill:var(--pst-color-text-muted,#595959)}
.live-svg .small{font-size:12px}
.live-svg .mid{text-anchor:middle}
.live-svg .end{text-anchor:end}
.live-svg .box{fill:none;stroke:var(--pst-color-text-muted,#595959)}
.live-svg .ground{fill:#fff}
.live-svg .hit{fill:transparent}
"""


def number(value, digits=0):
    """Return a number as the scripts write it: a true minus, and none before zero."""
    text = f"{value:.{digits}f}"
    return (
        f"{0:.{digits}f}" if float(text) == 0 else text.replace("-", "\N{MINUS SIGN}")
    )


def tag(name, content="", **attributes):
    """Return an element; `kind` is its class, and _ in a name stands for a hyphen."""
    named = {"class" if k == "kind" else k: v for k, v in attributes.items()}
    text = "".join(
        f" {k.replace('_', '-')}={quoteattr(str(v))}" for k, v in named.items()
    )
    return f"<{name}{text}>{content}</{name}>" if content else f"<{name}{text}/>"


def apart(heights, gap, bottom):
    """Move heights apart that are closer than a gap, and keep them above the bottom."""
    placed = np.array(heights, dtype=float)
    order = np.argsort(placed, kind="stable")
    for before, i in pairwise(order):
        placed[i] = max(placed[i], placed[before] + gap)
    limits = bottom - gap * np.arange(len(order))[::-1]
    placed[order] = np.minimum(placed[order], limits)
    return placed


def reach(value):
    """Return the first of 1, 1.5, 2, 3, 4, 6, 8, 12 ... that a value does not pass."""
    ends = (end for k in range(40) for end in (2.0**k, 1.5 * 2.0**k))
    return next(end for end in ends if end >= value)


def text(x, y, content, kind=""):
    return tag(
        "text", escape(str(content)), x=x, y=y, **({"kind": kind} if kind else {})
    )


def picture(width, height, style, *parts):
    """Return a whole picture of the given size, in pixels."""
    body = "\n".join(
        [
            tag("style", STYLE + style),
            tag("rect", kind="ground", width=width, height=height),
            *parts,
        ]
    )
    return (
        tag(
            "svg",
            f"\n{body}\n",
            kind="live-svg",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {width} {height}",
            width=width,
            height=height,
        )
        + "\n"
    )


# ------------------------------------------------------------- one-hot times matrix

WORDS = ["Alps", "cheese", "Himalaya", "noodles", "Andes", "bread"]
E = np.arange(24).reshape(6, 4)
CHOSEN = 2


def one_hot_product():
    style = """
.live-svg .symbol:not(.chosen) text{fill:var(--pst-color-text-muted,#595959)}
.live-svg .chosen text,.live-svg .product text{font-weight:700}
.live-svg :is(.chosen,.product) .box{stroke:var(--pst-color-primary,#0072b2)}
.live-svg :is(.chosen,.product) .box{stroke-width:2.5}
"""
    x = np.eye(len(E), dtype=int)[CHOSEN]
    parts = []
    for j, word in enumerate(WORDS):
        y = 8 + 30 * j
        row = [
            tag("rect", kind="hit", x=0, y=y, width=272, height=30),
            text(78, y + 20, word, "end"),
            text(92, y + 20, j, "mid"),
            tag("rect", kind="box", x=106, y=y + 2, width=26, height=26),
            text(119, y + 20, x[j], "mid weight"),
            tag("rect", kind="box", x=152, y=y + 2, width=120, height=26),
        ]
        row += [text(167 + 30 * k, y + 20, E[j, k], "mid entry") for k in range(4)]
        kind = "symbol chosen" if j == CHOSEN else "symbol"
        parts.append(tag("g", "".join(row), kind=kind, data_row=j, data_word=word))
    result = [tag("rect", kind="box", x=292, y=10, width=120, height=26)]
    result += [text(307 + 30 * k, 28, v, "mid") for k, v in enumerate(x @ E)]
    result.append(text(282, 28, "=", "mid"))
    place = f"translate(0 {30 * CHOSEN})"
    parts += [
        tag("g", "".join(result), kind="product moves", transform=place),
        text(142, 103, "@", "mid"),
        text(119, 207, "x (6,)", "mid quiet small"),
        text(212, 207, "table E (6, 4)", "mid quiet small"),
        text(352, 207, "x @ E (4,)", "mid quiet small"),
    ]
    return picture(416, 216, style, *parts)


# ----------------------------------------------------------------------- scatter-add

LOOKED_UP = [2, 0, 2]
UPSTREAM = np.array([[1, 2, -1], [3, -2, 4], [5, 1, -3]])  # dL_dout, a row a lookup
V_SCATTER = 5


def scatter_sum(ids, rows, V):
    """Return the gradient of a table with V rows, by scatter-add."""
    table = np.zeros((V, np.shape(rows)[1]))
    np.add.at(table, ids, rows)
    return table


def scatter_add():
    style = """
.live-svg .way{fill:none;stroke:var(--pst-color-primary,#0072b2);stroke-width:2}
.live-svg .way.waits,.live-svg .way.lost{stroke-dasharray:3 4}
.live-svg .way.waits,.live-svg .way.lost{stroke:var(--pst-color-text-muted,#595959)}
.live-svg .hot text{font-weight:700}
.live-svg .hot .box{stroke:var(--pst-color-primary,#0072b2);stroke-width:2.5}
"""

    def cells(x, y, values):
        parts = [tag("rect", kind="box", x=x, y=y + 2, width=102, height=26)]
        for k, value in enumerate(values):
            parts.append(text(x + 17 + 34 * k, y + 20, number(value), "mid entry"))
        return "".join(parts)

    parts = []
    for k, (i, row) in enumerate(zip(LOOKED_UP, UPSTREAM, strict=True)):
        y = 38 + 30 * k
        name = text(0, y + 20, f"place {k}, id {i}", "name")
        parts.append(tag("g", name + cells(92, y, row), kind="lookup"))
        way = f"M196 {y + 15}C226 {y + 15} 226 {23 + 30 * i} 256 {23 + 30 * i}"
        parts.append(tag("path", kind="way", d=way))
    uses = np.bincount(LOOKED_UP, minlength=V_SCATTER)
    for i, row in enumerate(scatter_sum(LOOKED_UP, UPSTREAM, V_SCATTER)):
        y = 8 + 30 * i
        count = {0: "no use", 1: "1 use"}.get(uses[i], f"{uses[i]} uses")
        inner = (
            cells(276, y, row) + text(262, y + 20, i) + text(384, y + 20, count, "uses")
        )
        parts.append(tag("g", inner, kind="target hot" if uses[i] else "target"))
    parts += [
        text(143, 147, "dL_dout (3, 3)", "mid quiet small"),
        text(327, 177, "dL_dE (5, 3)", "mid quiet small"),
    ]
    return picture(438, 186, style, *parts)


# ------------------------------------------------------- one lookup, and what follows

STEPS = 60
KINDS = ["Adam", "momentum", "SGD", "lazy Adam"]


def walk(kind, beta, late):
    """Return how far a row has moved after each step, in learning rates.

    The row is looked up once, in step `late` of the training, with the gradient 1. The
    formulas are those of Keras 3: of `SGD(momentum=beta)`, and of `Adam(beta_1=beta)`.
    Lazy Adam leaves the row and its memories alone where the row is not looked up.
    """
    after = np.arange(STEPS)  # steps after the lookup
    if kind == "momentum":
        moves = float(beta) ** after
    elif kind == "SGD":
        moves = after == 0
    else:
        t = late + after
        m = (1 - beta) * float(beta) ** after
        v = (1 - 0.999) * 0.999**after
        alpha = np.sqrt(1 - 0.999**t) / (1 - float(beta) ** t)
        moves = alpha * m / (np.sqrt(v) + 1e-7)
        if kind == "lazy Adam":
            moves = moves * (after == 0)
    return np.append(0, np.cumsum(moves))


BETA, LATE = 0.9, 100


def adam_row():
    style = """
.live-svg .axis{fill:none;stroke:var(--pst-color-text-muted,#595959)}
.live-svg .line{fill:none;stroke:var(--pst-color-text-base,#1a1a1a);stroke-width:2}
.live-svg .line:nth-of-type(1){stroke:var(--pst-color-primary,#0072b2);stroke-width:3}
.live-svg .line:nth-of-type(2){stroke-dasharray:7 4}
.live-svg .line:nth-of-type(3){stroke-dasharray:2 3}
.live-svg .line:nth-of-type(4){stroke-dasharray:9 3 2 3}
"""
    walks = [walk(kind, BETA, LATE) for kind in KINDS]
    end = reach(max(each[-1] for each in walks))
    lines = []
    for each in walks:
        points = [
            f"{32 + 4.5 * n:.1f} {200 - 176 * y / end:.1f}" for n, y in enumerate(each)
        ]
        lines.append(tag("path", kind="line", d="M" + "L".join(points)))
    heights = apart([204 - 176 * each[-1] / end for each in walks], 16, 204)
    names = [
        text(310, f"{height:.1f}", f"{kind} {number(each[-1], 2)}", "name")
        for height, kind, each in zip(heights, KINDS, walks, strict=True)
    ]
    parts = [
        text(0, 12, "moved, in learning rates", "quiet small"),
        tag("path", kind="axis", d="M32 24V200H302M28 24H32M28 112H32"),
        text(24, 28, f"{end:g}", "end small high"),
        text(24, 116, f"{end / 2:g}", "end small half"),
        text(24, 204, "0", "end small"),
        *(text(32 + 4.5 * n, 217, n, "mid small") for n in (0, 20, 40, 60)),
        text(167, 234, "steps, the first is that of the lookup", "mid quiet small"),
        tag("g", "".join(lines)),
        *names,
    ]
    return picture(438, 240, style, *parts)


# ----------------------------------------------------------- two losses, eight words

VECTOR_WORDS = ["Alps", "Himalaya", "Andes", "Rockies"]
VECTOR_WORDS += ["bread", "pasta", "cheese", "noodles"]
SIDE = np.array([0, 1] * 4)  # news, clickbait
CATEGORY = np.repeat([0, 1], 4)  # mountains, food
TRAINED = 200  # steps
# Sixteen headlines: each of the eight words with both companions of its category.
HEADLINES = np.array(
    [[i, 8 + 2 * k + n] for i, k in enumerate(CATEGORY) for n in (0, 1)]
)


def start(seed):
    """Return 13 vectors with numbers from -0.5 to 0.5, by a generator of Lehmer's."""
    state, numbers = 1000 * seed + 1, []
    for _ in range(10 + 26):
        state = state * 48271 % 2147483647
        numbers.append(state / 2147483647 - 0.5)
    return np.reshape(numbers[10:], (13, 2))


def train_labels(seed, lr, steps):
    """Train with a label's loss; return the eight vectors and the loss of each step."""
    E, w, b = start(seed)[:12], start(seed)[12], 0.0
    y, losses = SIDE[HEADLINES[:, 0]], []
    for step in range(steps + 1):
        h = E[HEADLINES].mean(axis=1)
        z = h @ w + b
        losses.append(np.mean(np.logaddexp(0, z) - y * z))
        if step < steps:
            dL_dz = (1 / (1 + np.exp(-z)) - y) / len(y)
            dL_dE = np.zeros_like(E)
            np.add.at(dL_dE, HEADLINES, np.outer(dL_dz, w)[:, None, :] / 2)
            E, w, b = E - lr * dL_dE, w - lr * h.T @ dL_dz, b - lr * dL_dz.sum()
    return E[:8], losses


def train_skip_gram(seed, lr, steps):
    """Train the same start with skip-gram's loss, full softmax over four companions."""
    E, C = start(seed)[:8], start(seed)[8:12]
    words, right, losses = HEADLINES[:, 0], np.eye(4)[HEADLINES[:, 1] - 8], []
    for step in range(steps + 1):
        z = E[words] @ C.T
        log_p = z - np.logaddexp.reduce(z, axis=1, keepdims=True)
        losses.append(-(right * log_p).sum(axis=1).mean())
        if step < steps:
            dL_dz = (np.exp(log_p) - right) / len(words)
            dL_dE = np.zeros_like(E)
            np.add.at(dL_dE, words, dL_dz @ C)
            E, C = E - lr * dL_dE, C - lr * dL_dz.T @ E[words]
    return E, losses


def shares(vectors):
    """Return which share of the spread the side explains, the category, and neither.

    The spread is the sum of the squared distances from the mean. A division into halves
    explains the part that is left if each vector is moved to the mean of its half.
    """
    centred = vectors - vectors.mean(axis=0)

    def explained(half):
        means = np.array([centred[half == k].mean(axis=0) for k in (0, 1)])
        return (means[half] ** 2).sum() / (centred**2).sum()

    side, category = explained(SIDE), explained(CATEGORY)
    return np.array([side, category, 1 - side - category])


def layout(vectors):
    """Return the plane's edge, where marks stand, and where names do: (column, y)."""
    edge = reach(np.abs(vectors).max())
    marks = [161, 107] + 78 * vectors / edge * [1, -1]
    order, names = np.argsort(marks[:, 0], kind="stable"), {}
    for column, part in enumerate((order[:4], order[4:])):
        heights = apart(marks[part, 1], 16, 186)
        names |= {i: (column, y) for i, y in zip(part, heights, strict=True)}
    return edge, marks, [names[i] for i in range(8)]


def mark(i, **where):
    """Return a circle for a mountain, a square for food; filled for clickbait."""
    kind = "shape full" if SIDE[i] else "shape"
    if CATEGORY[i]:
        shape = tag("rect", kind=kind, x=-5, y=-5, width=10, height=10)
    else:
        shape = tag("circle", kind=kind, r=5.5)
    return tag("g", shape, kind="mark", **where)


def panel(loss, title, top, vectors, losses):
    edge, marks, names = layout(vectors)
    leaders, words, shapes = [], [], []
    for i, ((x, y), (column, height)) in enumerate(zip(marks, names, strict=True)):
        way = f"M{250 if column else 72} {height:.1f}L{x:.1f} {y:.1f}"
        leaders.append(tag("path", kind="leader", d=way))
        place, kind = (254, "word") if column else (68, "word end")
        words.append(text(place, f"{height + 5:.1f}", VECTOR_WORDS[i], kind))
        shapes.append(mark(i, transform=f"translate({x:.1f} {y:.1f})"))
    parts = [
        text(76, 14, title, "title"),
        text(246, 14, f"\N{PLUS-MINUS SIGN}{edge:g}", "end small quiet edge"),
        tag("rect", kind="box", x=76, y=22, width=170, height=170),
        tag("path", kind="cross", d="M76 107H246M161 22V192"),
        *(leaders + shapes + words),
    ]
    for n, (name, share) in enumerate(
        zip(("side", "category", "neither"), shares(vectors), strict=True)
    ):
        y = 32 + 28 * n
        parts += [
            text(334, y, name, "small"),
            text(
                438, y, f"{number(100 * share)}\N{NO-BREAK SPACE}%", "end small share"
            ),
            tag("rect", kind="track", x=334, y=y + 4, width=104, height=7),
            tag(
                "rect",
                kind="bar",
                x=334,
                y=y + 4,
                width=f"{104 * max(share, 0):.1f}",
                height=7,
            ),
        ]
    curve = [
        f"{334 + 0.52 * t:.1f} {192 - 34 * min(loss_then, 2):.1f}"
        for t, loss_then in enumerate(losses)
    ]
    parts += [
        text(334, 119, f"loss {number(losses[-1], 3)}", "small loss"),
        tag("rect", kind="box", x=334, y=124, width=104, height=68),
        tag("path", kind="curve", d="M" + "L".join(curve)),
        text(386, 205, f"0 to 2, {TRAINED} steps", "mid quiet small"),
    ]
    place = f"translate(0 {top})"
    return tag("g", "".join(parts), kind="panel", data_loss=loss, transform=place)


def training_vectors():
    style = """
.live-svg .title{font-weight:700}
.live-svg .shape{fill:var(--pst-color-background,#fff)}
.live-svg :is(.shape,.curve){stroke:var(--pst-color-primary,#0072b2);stroke-width:2}
.live-svg .shape.full,.live-svg .bar{fill:var(--pst-color-primary,#0072b2)}
.live-svg .curve{fill:none}
.live-svg :is(.cross,.track){stroke:#8886;fill:none}
.live-svg .leader{stroke:var(--pst-color-text-muted,#595959);stroke-width:0.8}
"""
    parts = [
        panel("labels", "a label's loss", 0, *train_labels(1, 1.0, TRAINED)),
        panel("skipGram", "skip-gram", 206, *train_skip_gram(1, 1.0, TRAINED)),
    ]
    for i, (x, y) in {1: (8, 420), 0: (8, 444), 5: (198, 420), 4: (198, 444)}.items():
        category, side = ("food" if CATEGORY[i] else "mountain"), SIDE[i]
        name = f"{category}, {'clickbait' if side else 'news'}"
        parts.append(mark(i, transform=f"translate({x} {y})").replace("mark", "sign"))
        parts.append(text(x + 14, y + 5, name, "small"))
    parts.append(text(438, 449, f"step {TRAINED} of {TRAINED}", "end small step"))
    return picture(440, 456, style, *parts)


PICTURES = {
    "one_hot_product": one_hot_product,
    "scatter_add": scatter_add,
    "adam_row": adam_row,
    "training_vectors": training_vectors,
}


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(draw(), encoding="utf-8")
