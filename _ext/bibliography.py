"""The page of references: a link to an entry works as one to a heading does.

A notebook cites a source by a plain link, `../guide/references.md#mikolov2013b`, which
JupyterLab opens as well. Here the link finds the entry of references.bib with that
key, a key that is not there is a warning, and each entry lists the pages that cite it.
"""

import re
from pathlib import Path

from docutils import nodes
from sphinx.util.nodes import make_refnode

PAGE = "guide/references"
CITATION = re.compile(r"\breferences\.md#([\w-]+)")


def citing_pages(env):
    """Return {key: pages that cite it}, in the order of the table of contents."""
    found = {}
    for page in env.collect_relations():
        text = Path(env.doc2path(page)).read_text(encoding="utf-8")
        for key in set(CITATION.findall(text)) if page != PAGE else ():
            found.setdefault(key, []).append(page)
    return found


def find_entries(app, env):
    """Let links find the entries; return what to write again: the page, if need be."""
    slugs = env.metadata[PAGE].setdefault("myst_slugs", {})
    for citation in env.get_domain("cite").citations:
        slugs[citation.key] = (0, citation.citation_id, citation.key)
    before = getattr(env, "citing_pages", None)
    env.citing_pages = citing_pages(env)
    return [] if env.citing_pages == before else [PAGE]


def name_of(env, page):
    """Return how an entry calls a page: by the lesson's number, or by its title."""
    lesson = re.match(r"lessons/(\d\d)_", page)
    return f"lesson {lesson[1]}" if lesson else env.titles[page].astext()


def list_citing_pages(app, doctree, page):
    """Write under each entry which pages cite it."""
    if page != PAGE:
        return
    for item in list(doctree.findall(nodes.list_item)):
        pages = [p for i in item["ids"] for p in app.env.citing_pages.get(i, [])]
        line = nodes.paragraph("", "Cited in ")
        for number, citing in enumerate(pages):
            text = nodes.Text(name_of(app.env, citing))
            line += nodes.Text(", " if number else "")
            line += make_refnode(app.builder, page, citing, "", text)
        if pages:
            line += nodes.Text(".")
            item += line


def setup(app):
    app.connect("env-updated", find_entries, priority=900)
    app.connect("doctree-resolved", list_citing_pages)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
