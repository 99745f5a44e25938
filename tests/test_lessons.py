"""What a committed lesson looks like, and that it runs away from the repository."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv

import nbformat
import pytest
from conftest import ROOT, copy_project

import course

LESSONS = sorted((ROOT / "lessons").glob("*.ipynb"))
NOTEBOOKS = LESSONS + sorted((ROOT / "solutions").glob("*/*.ipynb"))
NOTEBOOKS += sorted((ROOT / "exercises").glob("*/*.ipynb"))
# Pages in which a case or a question is looked up: a few cells for each of many.
LOOKED_UP = (
    "08_silent_failures",
    "10_keras_short_answers",
    "11_word2vec_short_answers",
)
WITHOUT_EXERCISES = ("09_headlines_case", *LOOKED_UP[1:])


def name(path):
    return str(path.relative_to(ROOT))


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(notebook):
    return "\n\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")


def sections(notebook):
    """Return {heading: cells} of the second-level sections."""
    found = {}
    for cell in notebook.cells:
        heading = re.match(r"## (.*)", cell.source)
        if cell.cell_type == "markdown" and heading:
            found[heading[1]] = []
        if found:
            found[list(found)[-1]].append(cell)
    return found


def verbs(text):
    return re.findall(r"^- \*\*(\w+)\*\*", text, flags=re.M)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=name)
def test_a_committed_notebook_is_clean(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec"}, notebook.metadata
    for cell in notebook.cells:
        known = {"nbgrader", "mystnb", "deletable", "editable", "answers"}
        noise = set(cell.metadata) - known
        assert not noise, f"cell {cell.id} has metadata of an editor: {noise}"
        if cell.cell_type == "code" and name(path) != course.CASE_STUDY:
            assert not cell.outputs, f"cell {cell.id} has outputs: run `make format`"
            assert cell.execution_count is None, f"cell {cell.id} has a count"


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_has_the_parts_of_the_skeleton(path):
    notebook = read(path)
    first = notebook.cells[0].source
    for part in ("# ", "**You will be able to**", "**Time:**", "**You need:**"):
        assert part in first, f"the first cell lacks {part!r}"
    goals = verbs(first)
    last = sections(notebook)
    assert len(goals) == 3, f"three verbs in bold, got {goals}"
    assert list(last)[-2:] == ["You can now", "Sources"], list(last)
    ending = prose(nbformat.v4.new_notebook(cells=last["You can now"]))
    assert verbs(ending)[:3] == goals, "the end repeats the verbs of the beginning"
    link = f"../exercises/{path.stem}/{path.stem.split('_', 1)[1]}.ipynb"
    if path.stem not in WITHOUT_EXERCISES:
        assert link in prose(notebook), f"no link to the exercises: {link}"


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_section_predicts_and_claims(path):
    notebook = read(path)
    for heading, cells in sections(notebook).items():
        if heading in ("You can now", "Sources"):
            continue
        text = "\n".join(cell.source for cell in cells)
        assert "**Predict.**" in text, f"section {heading!r} asks for no prediction"
        claims = [c for c in cells if c.cell_type == "code" and "assert " in c.source]
        assert claims, f"section {heading!r} checks no claim"


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_cells_are_small(path):
    cells = code_cells(read(path))
    most = 64 if path.stem in LOOKED_UP else 32
    assert 15 <= len(cells) <= most, f"15 to {most} code cells, got {len(cells)}"
    for cell in cells:
        lines = cell.source.splitlines()
        assert len(lines) <= 20, f"cell {cell.id} has {len(lines)} lines"
        assert max(map(len, lines)) <= 88, f"cell {cell.id} has a line over 88 columns"


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_imports_stand_in_one_cell(path):
    importing = [
        cell.id
        for cell in code_cells(read(path))
        if re.search(r"^(import|from) ", cell.source, flags=re.M)
    ]
    assert importing == ["setup", "imports"], (
        "imports stand in the cells with the ids `setup` and `imports`, which a copy "
        f"of lesson 01 has; got imports in {importing}"
    )


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_prose_uses_what_plain_jupyter_draws(path):
    text = prose(read(path))
    directives = re.findall(r"^(?:```|:::)\{.*|\{[\w:-]+\}`.*", text, flags=re.M)
    assert not directives, (
        f"MyST syntax, which JupyterLab and Colab show raw: {directives}"
    )


def test_order_is_decided_by_the_table_of_contents():
    contents = (ROOT / "_toc.yml").read_text()
    listed = re.findall(r"file: (lessons/\w+)", contents)
    assert listed == [name(path)[: -len(".ipynb")] for path in LESSONS]
    for path in (ROOT / "exercises").glob("*/*.ipynb"):
        assert name(path)[: -len(".ipynb")] in contents, f"{name(path)} is not listed"


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_the_front_page_leads_to_a_lesson_in_three_ways(path):
    readme = (ROOT / "README.md").read_text()
    for link in (f"({name(path)})", f"/blob/main/{name(path)})", f"tree/{name(path)})"):
        assert link in readme, f"the README's table of lessons lacks {link}"


def stop_after_the_imports(path):
    """Leave only the two cells that need more than what stands in the notebook."""
    notebook = read(path)
    notebook.cells = [c for c in notebook.cells if c.id in ("setup", "imports")]
    nbformat.write(notebook, path)


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_needs_no_file_of_the_repository(path):
    code = "\n".join(cell.source for cell in code_cells(read(path)))
    assert not re.findall(r"[\"']\.\.?/", code), "a path that Colab does not have"


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_runs_without_the_repository_beside_it(path, tmp_path):
    """As on Colab: the packages are there, embedlab comes from the public address.

    The first lesson runs to its end. Of the others, which the book executes too, those
    cells run that look for something outside the notebook.
    """
    venv.create(tmp_path / "env", with_pip=False)
    python = tmp_path / "env" / "bin" / "python"
    theirs = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    # Our packages, but not embedlab: a .pth file inside this folder is not read.
    with open(os.path.join(theirs, "packages.pth"), "w") as file:
        file.write(sysconfig.get_path("purelib"))

    public = copy_project(tmp_path / "public")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x", "-C", str(public)]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
        subprocess.run([*git, *command], check=True)
    environment = {
        **os.environ,
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.file://{public}.insteadOf",
        "GIT_CONFIG_VALUE_0": f"https://github.com/{course.public_address()}",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads this as: no isolation
        "PIP_NO_DEPENDENCIES": "1",
    }
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(path, alone)
    if path != LESSONS[0]:
        stop_after_the_imports(alone / path.name)
    convert = ["-m", "nbconvert", "--to", "notebook", "--inplace", "--execute"]
    result = subprocess.run(
        [python, *convert, "--ExecutePreprocessor.kernel_name=python3", path.name],
        cwd=alone,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr[-3000:]
    shown = [
        "".join(output.get("text", ""))
        for cell in code_cells(read(alone / path.name))
        for output in cell.outputs
    ]
    assert not any("No module named" in text for text in shown)
    installed = subprocess.run(
        [python, "-c", "import embedlab; print(embedlab.__file__)"],
        cwd=alone,
        capture_output=True,
        text=True,
    )
    assert str(tmp_path / "env") in installed.stdout, installed.stderr
    assert sys.prefix not in installed.stdout
