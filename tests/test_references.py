"""The bibliography: each source once, cited under its own name, and reachable."""

import re
from collections import Counter

import nbformat
import pytest
from conftest import ROOT, project_files
from pybtex.database import parse_string

BIBLIOGRAPHY = (ROOT / "references.bib").read_text(encoding="utf-8")
ENTRIES = parse_string(BIBLIOGRAPHY, "bibtex").entries
CITATION = re.compile(r"\[([^\]]*)\]\([\w./]*\breferences\.md#([\w-]+)\)")
# What a lesson names under its sources that nobody has published.
UNPUBLISHED = ("The vectors: skip-gram, 100 dimensions,",)


def prose(path):
    """Return the text of a page, or of a notebook's Markdown cells."""
    text = (ROOT / path).read_text(encoding="utf-8")
    if not path.endswith(".ipynb"):
        return text
    cells = nbformat.reads(text, as_version=4).cells
    return "\n\n".join(c.source for c in cells if c.cell_type == "markdown")


PAGES = {p: prose(p) for p in project_files() if p.endswith((".md", ".ipynb"))}
CITATIONS = [(p, *found) for p in PAGES for found in CITATION.findall(PAGES[p])]


def is_publication(entry):
    return "author" in entry.persons


def family_name(person):
    return " ".join(person.prelast_names + person.last_names).strip("{}")


def label(key):
    """Return how the course cites an entry: Levy and Goldberg (2014)."""
    entry = ENTRIES[key]
    if not is_publication(entry):
        return entry.fields["title"].strip("{}")
    names = [family_name(person) for person in entry.persons["author"]]
    names = " and ".join(names) if len(names) < 3 else f"{names[0]} and others"
    letter = re.search(r"\d{4}([a-z]?)$", key)[1]
    return f"{names} ({entry.fields['year']}{letter})"


def links(key):
    fields = ENTRIES[key].fields
    prefixes = {
        "url": "",
        "doi": "https://doi.org/",
        "eprint": "https://arxiv.org/abs/",
    }
    return {
        prefix + fields[name] for name, prefix in prefixes.items() if name in fields
    }


@pytest.mark.parametrize("key", ENTRIES)
def test_an_entry_says_who_what_where_and_has_a_link(key):
    entry = ENTRIES[key]
    assert entry.fields["title"].startswith("{"), "braces keep the title's capitals"
    assert links(key), "a url, a doi or the eprint of arXiv"
    if is_publication(entry):
        assert re.fullmatch(r"(19|20)\d\d", entry.fields["year"])
        venue = {"journal", "booktitle", "howpublished"} & set(entry.fields.keys())
        assert len(venue) == 1, f"one venue, got {venue}"
        assert re.match(r"[a-z-]+" + entry.fields["year"], key), "name and year"


def test_a_key_stands_there_once_and_in_order():
    keys = re.findall(r"^@\w+\{([^,]+),", BIBLIOGRAPHY, flags=re.M)
    assert keys == list(ENTRIES)
    assert len(set(map(str.lower, keys))) == len(keys)
    papers = [key for key in keys if is_publication(ENTRIES[key])]
    programs = [key for key in keys if key not in papers]
    assert keys == sorted(papers) + sorted(programs)


def test_two_works_of_an_author_and_year_are_told_apart():
    publications = [key for key in ENTRIES if is_publication(ENTRIES[key])]
    plain = {key: re.sub(r"(\d)[a-z]$", r"\1", key) for key in publications}
    count = Counter(plain.values())
    for key, name in plain.items():
        assert (key != name) == (count[name] > 1), key
    assert len({label(key) for key in ENTRIES}) == len(ENTRIES)


def test_each_entry_is_cited_and_each_citation_is_an_entry():
    assert {key for _, _, key in CITATIONS} == set(ENTRIES)


def test_a_citation_names_the_entry_that_it_leads_to():
    for page, text, key in CITATIONS:
        assert text == label(key), f"{page} calls {key} {text!r}"


def test_a_direct_link_beside_a_citation_is_the_entrys_own():
    beside = re.compile(CITATION.pattern + r", \[([^\]]*)\]\((https?://[^)\s]+)\)")
    count = 0
    for page, text in PAGES.items():
        for _, key, name, link in beside.findall(text):
            assert link in links(key), f"{page}: {link} is not a link of {key}"
            if name.startswith("arXiv"):
                assert link.endswith(name.removeprefix("arXiv:")), (page, name, link)
            count += 1
    assert count > 20


@pytest.mark.parametrize("path", [p for p in PAGES if p.startswith("lessons/")])
def test_the_sources_of_a_lesson_are_citations_without_the_details(path):
    sources = PAGES[path].split("## Sources\n\n")[1]
    for item in re.findall(r"^- (.*)", sources, flags=re.M):
        assert CITATION.match(item) or item.startswith(UNPUBLISHED), item
    for key, entry in ENTRIES.items():
        if is_publication(entry):
            title = entry.fields["title"].strip("{}")
            assert title not in sources, f"the title of {key} stands in references.bib"


def test_a_number_of_arxiv_belongs_to_an_entry():
    known = {entry.fields.get("eprint") for entry in ENTRIES.values()}
    for path in project_files():
        if path.endswith((".py", ".md", ".ipynb", ".toml")):
            text = (ROOT / path).read_text(encoding="utf-8")
            for number in re.findall(r"arXiv:(\d{4}\.\d{4,5})", text):
                assert number in known, f"{path} names arXiv:{number}"
