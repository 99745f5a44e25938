"""nbgrader's pages show a student's Markdown, and run nothing of it."""

from collections import defaultdict
from pathlib import Path

import nbformat
import nbgrader.server_extensions.formgrader
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from nbconvert.exporters import HTMLExporter
from traitlets.config import PyFileConfigLoader

FORMGRADER = Path(nbgrader.server_extensions.formgrader.__file__).parent
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
SCRIPT = "<script>mark()</script>"
HOSTILE = {
    "a block": SCRIPT,
    "in a line": f"so {SCRIPT} or",
    "a handler": '<img src="x" onerror="mark()">',
    "a frame": '<iframe srcdoc="&lt;script&gt;mark()&lt;/script&gt;"></iframe>',
    "a link": "[here](javascript:mark())",
    "a link of data": "[here](data:text/html,<script>mark()</script>)",
    "a picture": '![here](x"onerror="mark())',
    "a diagram": f"```mermaid\n{SCRIPT}\n```",
    "code": f"```html\n{SCRIPT}\n```",
    "code of another language": f"```none{SCRIPT}\n{SCRIPT}\n```",
    "a formula": f"$x {SCRIPT}$",
    "a formula of its own": f"$$\n{SCRIPT}\n$$",
    "an environment": f"\\begin{{align}}{SCRIPT}\\end{{align}}",
    "a heading": f"# so {SCRIPT}",
    "a table": f"| a | b |\n|---|---|\n| {SCRIPT} | 1 |",
}


@pytest.fixture(params=["feedback", "formgrade"])
def page_of(request):
    """Return a function that shows a Markdown cell as nbgrader does."""
    config = PyFileConfigLoader("nbgrader_config.py", path=f"{ROOT}").load_config()
    config.HTMLExporter.template_name = request.param
    config.HTMLExporter.extra_template_basedirs = [f"{FORMGRADER / 'templates'}"]
    static = FORMGRADER / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    config.HTMLExporter.extra_template_paths = [f"{static}"]
    exporter = HTMLExporter(config=config)

    def page(source, is_answer=False, **more):
        cell = nbformat.v4.new_markdown_cell(source, **more)
        if is_answer:
            settings = {"grade_id": "own_words", "solution": True, "grade": True}
            points = {"points": 1, "score": 0, "comment": source, "task": False}
            cell.metadata.nbgrader = {**settings, **points}
        resources = {"nbgrader": defaultdict(int, notebook="n"), "index": 0}
        resources |= {"total": 1, "metadata": {"name": "n"}}
        notebook = nbformat.v4.new_notebook(cells=[cell])
        html, _ = exporter.from_notebook_node(notebook, resources=resources)
        page = BeautifulSoup(html, "html.parser")
        return page.select_one(".nbgrader_cell" if is_answer else ".rendered_html")

    return page


@pytest.mark.parametrize("is_answer", [False, True])
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_it_runs(page_of, name, is_answer):
    shown = page_of(HOSTILE[name], is_answer)
    assert not shown.find_all(["script", "iframe", "object", "embed", "style"])
    for tag in shown.find_all(True):
        for attribute, value in tag.attrs.items():
            assert not attribute.startswith("on"), tag
            assert not f"{value}".strip().startswith(("javascript:", "data:text")), tag


def test_what_is_plain_markdown_is_shown_as_such(page_of):
    source = "\n\n".join(
        (
            "# Why",
            "**So** it is, [there](https://example.org) `x < 1`.",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "$a < b$",
            "![dot](attachment:dot.png)",
        )
    )
    shown = page_of(source, attachments={"dot.png": {"image/png": PIXEL}})
    assert shown.strong.text == "So" and shown.h1 and shown.table
    assert shown.select_one("p > a")["href"] == "https://example.org"
    assert shown.code.text == "x < 1" and "$a < b$" in shown.text
    assert shown.img["src"] == f"data:image/png;base64,{PIXEL}"
