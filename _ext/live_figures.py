"""Pictures that come to life on the site.

A picture of the folder figures/ that has a script beside it is written into the page
itself, where its script can move it. Without a script, and in a notebook outside the
site, it is a picture like any other. Its text alternative says what it shows.
"""

import hashlib
import html
import os
import shutil
from pathlib import Path

from docutils import nodes

FOLDER = "figures"
SHARED = ["live.css", "live.js"]


class live_figure(nodes.General, nodes.Element):
    """A picture with the attributes `name` and `alt`."""


def bring_to_life(app, doctree):
    """Put a live figure in the place of each picture that has a script."""
    page = Path(app.env.doc2path(app.env.docname))
    for image in list(doctree.findall(nodes.image)):
        path = Path(os.path.normpath(page.parent / image["uri"]))
        script = path.with_suffix(".js")
        if path.parent != Path(app.srcdir, FOLDER) or not script.exists():
            continue
        for needed in (path, script, *(path.with_name(name) for name in SHARED)):
            app.env.note_dependency(os.path.relpath(needed, app.srcdir))
        figure = live_figure(name=path.stem, alt=image.get("alt", ""))
        figure.source, figure.line = image.source, image.line
        alone = isinstance(image.parent, nodes.paragraph) and len(image.parent) == 1
        old = image.parent if alone else image
        old.parent.replace(old, figure)


def visit_live_figure(translator, node):
    folder = Path(translator.builder.srcdir, FOLDER)
    depth = translator.builder.current_docname.count("/")

    def address(name):  # changes with the file, so that no old copy is used
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()[:8]
        return f"{'../' * depth}_static/{FOLDER}/{name}?v={digest}"

    if node is next(iter(node.document.findall(live_figure))):
        css, script = map(address, SHARED)
        translator.body.append(f'<link rel="stylesheet" href="{css}">\n')
        translator.body.append(f'<script defer src="{script}"></script>\n')
    name = node["name"]
    told = f'<svg role="img" aria-label="{html.escape(node["alt"])}"'
    svg = (folder / f"{name}.svg").read_text("utf-8").replace("<svg", told, 1)
    translator.body.append(
        f'<div class="live-figure" data-figure="{name}">\n{svg}</div>\n'
        f'<script defer src="{address(name + ".js")}"></script>\n'
    )
    raise nodes.SkipNode


def copy_scripts(app):
    """Copy scripts and style sheet to where only pages that name them load them."""
    if app.builder.name != "html":
        return
    target = Path(app.outdir, "_static", FOLDER)
    target.mkdir(parents=True, exist_ok=True)
    for pattern in ("*.js", "*.css"):
        for path in Path(app.srcdir, FOLDER).glob(pattern):
            shutil.copy(path, target)


def setup(app):
    app.add_node(live_figure, html=(visit_live_figure, None))
    app.connect("builder-inited", copy_scripts)
    # After page_figures has looked for its text, before Sphinx collects pictures.
    app.connect("doctree-read", bring_to_life, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
