"""The index of questions: complete, demonstrated, generated, and found by a search."""

import json
import re
from functools import cache

import nbformat
import pytest
import question_index
from conftest import ROOT
from py_mini_racer import MiniRacer

import course

QUESTIONS = question_index.read()
# What is in the book without having been executed there shows nothing.
EXECUTED = [path for path in course.without_outputs() if path.startswith("lessons")]


@cache
def cells_by_section(path):
    """Return [(section, cell)] of a notebook; a section begins at ## or ###."""
    found, section = [], ""
    for cell in nbformat.read(ROOT / path, as_version=4).cells:
        if cell.cell_type == "markdown":
            headings = re.findall(r"^##+ (.*)", cell.source, flags=re.M)
            section = headings[-1] if headings else section
        found.append((section, cell))
    return found


def marks():
    """Return {question: [(lesson, section, source)]} of the cells' metadata."""
    found = {}
    for path in course.notebooks():
        for section, cell in cells_by_section(path):
            for name in cell.metadata.get("answers", []):
                place = path.split("/")[-1][: -len(".ipynb")], section, cell.source
                found.setdefault(name, []).append(place)
    return found


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q["name"])
def test_a_question_leads_to_an_assertion_about_it(question):
    assert f"lessons/{question['lesson']}.ipynb" in EXECUTED
    sections = {s for s, _ in cells_by_section(f"lessons/{question['lesson']}.ipynb")}
    assert question["section"] in sections, f"it has only {sorted(sections)}"
    marked = [
        source
        for lesson, section, source in marks().get(question["name"], [])
        if (lesson, section) == (question["lesson"], question["section"])
    ]
    assert marked, (
        "no cell of that section has the question's name in its metadata under "
        f"`answers`; the name stands in {marks().get(question['name'], 'no cell')}"
    )
    assert all("assert " in source for source in marked), "a marked cell checks nothing"


def test_a_marked_cell_answers_a_question_of_the_index():
    known = {question["name"] for question in QUESTIONS}
    assert set(marks()) == known, set(marks()) ^ known


def test_a_question_names_the_thread_and_has_a_short_answer():
    for question in QUESTIONS:
        assert re.fullmatch(r"https?://\S+", question["asked"]), question
        assert question["question"].endswith("?"), question["question"]
        assert 60 < len(question["answer"]) < 700, question["name"]
        assert question["words"].strip(), question["name"]


def test_the_page_is_what_the_data_file_says():
    assert question_index.PAGE.read_text() == question_index.page(QUESTIONS), (
        "run `make questions` and commit the page with the data"
    )


def test_an_entry_that_lacks_a_field_is_named(tmp_path, monkeypatch):
    data = tmp_path / "questions.toml"
    data.write_text('groups = ["A"]\n[[question]]\nname = "lost"\ngroup = "A"\n')
    monkeypatch.setattr(question_index, "DATA", data)
    with pytest.raises(ValueError, match=r"questions.toml: the entry 'lost' needs"):
        question_index.read()


@pytest.fixture(scope="module")
def browser():
    """A JavaScript engine that has read what the page of the search reads."""
    engine = MiniRacer()
    engine.eval(question_index.search_script(QUESTIONS))
    return engine


def found(browser, query):
    call = (
        f"JSON.stringify(findQuestions({json.dumps(query)}).map(r => r.entry.question))"
    )
    names = {question["question"]: question["name"] for question in QUESTIONS}
    return [names[question] for question in json.loads(browser.eval(call))]


def test_a_question_is_found_by_itself(browser):
    for question in QUESTIONS:
        assert found(browser, question["question"])[0] == question["name"]
        assert question["name"] in found(browser, question["words"])


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("how many dimensions should an embedding have", "choosing-the-dimension"),
        ("tape.gradient returns None for the inputs", "gradient-of-ids"),
        ("pretrained vectors make no difference", "every-word-random"),
        ("padding zeros change the prediction", "mean-over-padded-length"),
        ("is an embedding layer word2vec", "how-the-layer-is-trained"),
        ("embedding frozen but weights change", "how-to-know-it-is-frozen"),
        ("indices out of range on gpu no error", "wrong-id-without-error"),
        ("adam slow large vocabulary", "adam-and-sparse-gradients"),
        ("share embedding between two inputs", "siamese-shared-embedding"),
        ("torch padding_idx", "padding-idx"),
        ("unknown token same as padding", "unknown-and-padding-apart"),
        ("gradient clipping IndexedSlices", "clipnorm-and-repeated-ids"),
    ],
)
def test_a_question_is_found_by_the_words_of_a_learner(browser, query, name):
    assert name in found(browser, query), found(browser, query)


def test_a_search_for_nothing_that_is_there_finds_nothing(browser):
    assert found(browser, "postgres replication lag") == []
    assert found(browser, "") == []
