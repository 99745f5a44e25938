"""The glossary: each term once, in order, and shown where its links lead."""

import re

import nbformat
import pytest
from conftest import ROOT

GLOSSARY = (ROOT / "guide" / "glossary.md").read_text(encoding="utf-8")
LINK = re.compile(r"\[Lesson (\d\d): ([^\]]+)\]\(\.\./(lessons/\w+\.ipynb)#([^)\s]+)\)")


def entries():
    """Return [(names, definition, links)] in the order of the page."""
    body = GLOSSARY.split("```{glossary}\n")[1].split("\n```")[0]
    found = []
    for block in body.split("\n\n"):
        lines = block.splitlines()
        names = [line for line in lines if not line.startswith(" ")]
        text = "\n".join(line.strip() for line in lines[len(names) :])
        found.append((names, LINK.sub("", text), LINK.findall(text)))
    return found


ENTRIES = entries()
BY_NAME = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry[0][0])


def sections(path):
    """Return {heading: cells} of a lesson, at ## and ###."""
    found, cells = {}, []
    for cell in nbformat.read(ROOT / path, as_version=4).cells:
        if cell.cell_type == "markdown":
            headings = re.findall(r"^##+ (.*)", cell.source, flags=re.M)
            if headings:
                cells = found.setdefault(headings[-1], [])
        cells.append(cell)
    return found


def plain(text):
    return re.sub(r"[*`]", "", text).lower().replace("_", " ")


def forms(name):
    """Return a term as it may stand in a text: analogy, analogies."""
    return {plain(name), re.sub("y$", "ies", plain(name))}


@BY_NAME
def test_a_term_has_a_short_definition_and_a_link(entry):
    _, definition, links = entry
    assert 1 <= len(links) <= 2, links
    assert 30 < len(re.sub(r"\(\S+\.md#?\S*\)", "", definition)) < 450, definition
    assert 1 <= len(re.findall(r"[.?)](?= [A-Z*(]|$)", definition, flags=re.M)) <= 5


@BY_NAME
def test_a_link_leads_to_a_section_that_uses_the_term_and_checks_something(entry):
    names, _, links = entry
    for number, heading, path, anchor in links:
        assert path.startswith(f"lessons/{number}_")
        assert anchor == heading.replace(" ", "-").replace("`", "")
        found = sections(path)
        assert heading in found, f"{path} has the sections {list(found)}"
        text = plain("\n".join(cell.source for cell in found[heading]))
        assert any(form in text for name in names for form in forms(name)), (
            f"none of {names} stands in the section {heading!r} of {path}"
        )
        code = [c.source for c in found[heading] if c.cell_type == "code"]
        assert any("assert " in source for source in code), heading


def test_terms_stand_in_alphabetical_order_and_once():
    first = [re.sub(r"[^a-z0-9]", "", names[0].lower()) for names, _, _ in ENTRIES]
    assert first == sorted(first)
    every = [plain(name) for names, _, _ in ENTRIES for name in names]
    assert len(set(every)) == len(every)


def test_a_term_that_an_entry_points_to_is_there():
    every = {name for names, _, _ in ENTRIES for name in names}
    for _, definition, _ in ENTRIES:
        for name in re.findall(r"Compare \*([^*]+)\*", definition):
            assert name in every
