"""Figures that are light, crisp in both themes, and told in words.

A figure is a vector graphic. When it is copied into the site it loses what no reader
sees: its white ground, so that it stands on the page's, and digits of coordinates
beyond a hundredth of a point. In the dark theme the style sheet turns its lightness
round. Each figure must have a text alternative; the build warns where it is missing,
and warnings are errors.
"""

import posixpath
import re
from pathlib import Path
from urllib.parse import quote

from docutils import nodes
from sphinx.util import logging

logger = logging.getLogger(__name__)

SHORTEST_TEXT = 30  # a name of a file or a word says nothing about a figure
PIXELS_PER_POINT = 4 / 3


def require_text(app, doctree):
    """Warn of each figure whose text alternative is missing or says too little."""
    for image in doctree.findall(nodes.image):
        text = (image.get("alt") or "").strip()
        if len(text) < SHORTEST_TEXT or text == image["uri"]:
            logger.warning(
                "a figure needs a text of at least %d characters that says what it "
                "shows; that of a cell stands in the cell's metadata, "
                '{"mystnb": {"image": {"alt": "..."}}}; got %r',
                SHORTEST_TEXT,
                text,
                location=image,
            )


def size_in_pixels(path):
    """Return the width and height of a vector graphic that Matplotlib has drawn."""
    root = path.read_text("utf-8").split("<svg", 1)[1].split(">", 1)[0]
    found = re.findall(r'\b(?:width|height)="([\d.]+)pt"', root)
    return [round(float(points) * PIXELS_PER_POINT) for points in found]


def visit_image(translator, node):
    """Write a figure that takes its place at once and is loaded when it is near."""
    builder = translator.builder
    path = Path(builder.app.srcdir, node["uri"])
    uri = node["uri"]
    if uri in builder.images:
        uri = posixpath.join(builder.imgpath, quote(builder.images[uri]))
    # The theme puts a white ground behind any other figure in the dark.
    attributes = {"src": uri, "alt": node.get("alt", ""), "class": "dark-light"}
    if path.suffix == ".svg" and len(size := size_in_pixels(path)) == 2:
        attributes.update(zip(("width", "height"), size, strict=True))
    first = next(iter(node.document.findall(nodes.image)))
    if node is not first:
        attributes["loading"] = "lazy"
    figure = translator.emptytag(node, "img", "", **attributes)
    if not isinstance(node.parent, nodes.reference):  # on a phone, to look closer
        figure = f'<a class="closer" href="{uri}">{figure.strip()}</a>\n'
    translator.body.append(figure)


def leave_image(translator, node):
    pass


def lighten(svg):
    """Return a vector graphic without its ground and without needless digits."""
    svg = re.sub(r"<!DOCTYPE.*?>\n?|<metadata>.*?</metadata>\s*", "", svg, flags=re.S)
    svg = svg.replace('style="fill: #ffffff"', 'style="fill: none"')
    return re.sub(r"(\d\.\d\d)\d+", r"\1", svg)


def lighten_all(app, exception):
    if exception or app.builder.name != "html":
        return
    for path in Path(app.outdir, app.builder.imagedir).glob("*.svg"):
        path.write_text(lighten(path.read_text("utf-8")), "utf-8")


def setup(app):
    app.add_node(nodes.image, override=True, html=(visit_image, leave_image))
    app.connect("doctree-read", require_text, priority=300)
    app.connect("build-finished", lighten_all)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
