"""The index of real questions: from guide/questions.toml to a page and to the search.

`python _ext/question_index.py` writes guide/questions.md anew. The site's build puts
the questions into its search, where a question is found by the words of its entry.
"""

import json
import tomllib
from pathlib import Path

from docutils import nodes

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "guide" / "questions.toml"
PAGE = ROOT / "guide" / "questions.md"
SEARCH = Path(__file__).with_name("question_search.js")

INTRODUCTION = """\
# Questions that people ask

{count} questions that learners have really asked about embedding layers, each with a \
short answer and the place in the course where a cell shows it. The link under a \
question leads to the section whose assertions are about it; the other link leads to \
the thread in which it was asked.

The search of this site knows these questions, and the words that people use for them.
"""


def read():
    """Return the questions as a list of dicts, in the order of the page.

    Raises
    ------
    ValueError
        If an entry lacks a field, or a name or a question stands there twice.
    """
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    fields = {"name", "group", "question", "answer", "words"}
    fields |= {"lesson", "section", "asked"}
    for question in data["question"]:
        if set(question) != fields or question["group"] not in data["groups"]:
            raise ValueError(
                f"{DATA.name}: the entry {question.get('name')!r} needs the fields "
                f"{sorted(fields)} and a group of the list, got {question}"
            )
    for field in ("name", "question"):
        seen = [question[field] for question in data["question"]]
        twice = {value for value in seen if seen.count(value) > 1}
        if twice:
            raise ValueError(f"{DATA.name}: there twice as {field}: {sorted(twice)}")
    return sorted(data["question"], key=lambda q: data["groups"].index(q["group"]))


def page(questions):
    """Return the text of guide/questions.md."""
    parts, group = [INTRODUCTION.format(count=len(questions))], None
    for question in questions:
        if question["group"] != group:
            group = question["group"]
            parts.append(f"## {group}\n")
        lesson, section = question["lesson"], question["section"]
        anchor = section.replace(" ", "-").replace("`", "")
        link = f"../lessons/{lesson}.ipynb#{anchor}"
        parts.append(
            f"### {question['question']}\n\n{question['answer'].strip()}\n\n"
            f"[Lesson {lesson[:2]}: {section}]({link}) shows it. "
            f"Asked [in this thread]({question['asked']}). "
            f"*Other words for it:* {question['words']}.\n"
        )
    return "\n".join(parts)


def search_script(questions):
    """Return the JavaScript that adds the questions to the results of a search."""
    entries = [
        {
            "id": nodes.make_id(question["question"]),
            "question": question["question"],
            "words": f"{question['words']} {question['group']} {question['section']}",
            "answer": question["answer"].strip(),
        }
        for question in questions
    ]
    # "</" would end the script in a page that holds it.
    data = json.dumps(entries).replace("</", "<\\/")
    return f"const QUESTIONS = {data};\n{SEARCH.read_text(encoding='utf-8')}"


def add_to_search(app, config):
    """Give the script to Sphinx, which puts it on the page of the search alone."""
    script = Path(app.outdir).parent / SEARCH.name
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(search_script(read()), encoding="utf-8")
    config.html_search_scorer = str(script)


if __name__ == "__main__":
    PAGE.write_text(page(read()), encoding="utf-8")
