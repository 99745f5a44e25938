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


PICTURES = {
    "one_hot_product": one_hot_product,
    "scatter_add": scatter_add,
    "adam_row": adam_row,
}


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.svg").write_text(draw(), encoding="utf-8")
