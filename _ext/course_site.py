"""The site's own Sphinx extension.

Jupyter's cache executes a notebook again when the notebook's code changes. A lesson
depends on more: on embedlab, on the locked versions, on Python itself. So the cache
lives in a folder named after a digest of all these, and a change to any of them
executes every lesson again. Formulas become MathML, which browsers draw without a
script. The search knows the questions of guide/questions.toml. At its end a build says
how long each lesson takes, and which cell failed.
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

import question_index
from docutils import nodes
from latex2mathml.converter import convert
from myst_nb.sphinx_ import NbMetadataCollector
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

ANSI_COLOUR = re.compile(r"\x1b\[[0-9;]*m")

LESSONS_DEPEND_ON = ["requirements.txt", "constraints.txt", "embedlab/**/*"]


def dependencies_digest(root):
    """Return a digest of what can change a lesson's outputs, the lesson aside."""
    digest = hashlib.sha256(sys.version.encode())
    for pattern in LESSONS_DEPEND_ON:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def choose_cache(app, config):
    """Keep executed notebooks only as long as what they depend on stays the same."""
    caches = Path(app.outdir).parent / ".jupyter_cache"
    cache = caches / dependencies_digest(Path(app.confdir))
    for outdated in set(caches.glob("*")) - {cache}:
        shutil.rmtree(outdated)
    config.nb_execution_cache_path = str(cache)


NAME = r"<mi>(?:log|ln|exp|cos)</mi>"
IMPROVEMENTS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        # A function's name stands off from letters and fractions beside it.
        (rf"({NAME})(?=<m(?!o))", r'\1<mspace width="0.167em"/>'),
        (rf"(</m(?!o)\w+>)(?={NAME})", r'\1<mspace width="0.167em"/>'),
        # A minus after a bracket, a comma or an equals sign belongs to what follows.
        (r"(&#x000(?:28|2C|3D);</mo>)<mo>(?=&#x02212;)", r'\1<mo form="prefix">'),
        # The lines of a norm are as high as the line, both of them.
        (r"<mo>(?=&#x02016;)", '<mo stretchy="false">'),
    ]
]


def typeset(node, display):
    """Return a formula node as MathML; warn where it does not typeset."""
    source = node.astext()
    try:
        mathml = convert(source, display=display)
        for pattern, replacement in IMPROVEMENTS:
            mathml = pattern.sub(replacement, mathml)
        why = "it has a command that is not known" if "\\" in mathml else ""
    except Exception as error:  # the package has no common base for its errors
        mathml, why = "", type(error).__name__
    if why:
        logger.warning("formula %r does not typeset: %s", source, why, location=node)
    return mathml


def visit_inline_formula(translator, node):
    after = node.next_node(descend=False, siblings=True)
    glued = after is not None and after.astext()[:1] in tuple(".,;:)?!-")
    # A word joiner: no line begins with the full stop that belongs to a formula.
    translator.body.append(typeset(node, "inline") + "\u2060" * glued)
    raise nodes.SkipNode


def visit_formula(translator, node):
    # A wide formula is scrolled, with the keyboard too.
    scrolled = {"tabindex": "0", "role": "group", "aria-label": "Formula"}
    translator.body.append(
        translator.starttag(node, "div", CLASS="formula", **scrolled)
    )
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})</span>')
    translator.body.append(typeset(node, "block") + "</div>\n")
    raise nodes.SkipNode


def heading_anchor(title):
    """Return the name by which a link finds a heading: the one that JupyterLab uses."""
    return title.replace(" ", "-")


def write_index(app, exception):
    """Give the front page the name under which a server looks for it, too."""
    if not exception and app.builder.name == "html":
        folder = Path(app.outdir)
        shutil.copy(folder / f"{app.config.root_doc}.html", folder / "index.html")


def report_times(app, exception):
    """Print how long each lesson takes, or the cell that stopped it.

    A failed cell is a warning, and the build treats warnings as errors.
    """
    if exception or app.builder.name != "html":
        return
    pages = NbMetadataCollector.get_doc_data(app.env)
    for page, data in sorted(pages.items()):
        execution = data.get("exec_data")
        if execution and execution["succeeded"] is False:
            cell = execution["traceback"].split("executing the following cell:")[-1]
            cell = ANSI_COLOUR.sub("", cell).strip()
            logger.info("\n%s.ipynb stopped at this cell:\n%s\n", page, cell)
        elif execution and execution["runtime"] is not None:
            logger.info("%-50s %5.1f s to execute", page, execution["runtime"])


def setup(app):
    app.add_html_math_renderer(
        "mathml", (visit_inline_formula, None), (visit_formula, None)
    )
    app.connect("config-inited", choose_cache)
    app.connect("config-inited", question_index.add_to_search)
    app.connect("build-finished", write_index, priority=990)
    app.connect("build-finished", report_times)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
