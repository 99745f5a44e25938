"""Style, links, versions: what holds for the project as a whole."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from urllib.parse import unquote

import nbformat
import pytest
from conftest import ROOT, copy_project, project_files

import course

TEXT = {".py", ".md", ".yml", ".toml", ".txt", ".ipynb", ".css", ".svg", ""}
MARKDOWN_LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")


def test_lint_finds_nothing():
    assert course.lint([]) == 0


def test_no_path_of_a_machine_and_no_package_index_is_written_down():
    own = [f"{folder}/" for folder in (ROOT, Path.home()) if len(folder.parts) > 1]
    for path in project_files():
        if Path(path).suffix not in TEXT or path == "tests/test_project.py":
            continue
        text = (ROOT / path).read_text()
        assert not any(folder in text for folder in own), path
        if path != "tests/test_course.py":  # which points pip at a closed port
            assert not re.search(r"index-url|find-links|file:///\w", text), path


@pytest.mark.parametrize(
    "path", [p for p in project_files() if p.endswith((".md", ".ipynb"))]
)
def test_relative_links_lead_to_a_file(path):
    """As the forge and JupyterLab resolve them; the book's build checks its own."""
    text = (ROOT / path).read_text()
    if path.endswith(".ipynb"):
        cells = nbformat.reads(text, as_version=4).cells
        text = "\n".join(c.source for c in cells if c.cell_type == "markdown")
    for link in MARKDOWN_LINK.findall(text):
        if not link.startswith(("http", "#", "mailto")):
            target = (ROOT / path).parent / unquote(link.split("#")[0])
            assert target.exists(), f"{path} links to {link}, which does not exist"


def test_every_link_to_the_course_has_the_public_address():
    count = 0
    for path in course.pages_with_links():
        for _, address in course.OWN_LINKS.findall(Path(path).read_text()):
            assert address == course.public_address(), f"{path}: run `make address`"
            count += 1
    assert count >= 4, "the front page and each lesson have such links"


def test_a_new_address_reaches_every_link(tmp_path, monkeypatch):
    copy_project(tmp_path)
    monkeypatch.setattr(course, "ROOT", str(tmp_path))
    config = tmp_path / "_config.yml"
    old = course.public_address()
    config.write_text(config.read_text().replace(old, "new-owner/new-name"))
    course.address([])
    assert course.public_address() == "new-owner/new-name"
    for path in course.pages_with_links():
        assert f"{old}" not in Path(path).read_text(), path


def test_the_versions_are_locked_for_all_systems():
    locked = (ROOT / "constraints.txt").read_text()
    names = {re.match(r"[\w.-]+", line)[0] for line in locked.splitlines()}
    requirements = (ROOT / "requirements.txt").read_text()
    direct = re.findall(r"^([a-z][\w-]+)(.*)", requirements, flags=re.M)
    assert len(direct) > 5
    for name, bounds in direct:
        assert ">=" in bounds and "<" in bounds, f"{name} has no bounds"
        assert name in names, f"{name} is not locked: run `make lock`"
    for line in locked.splitlines():
        assert re.fullmatch(r"[\w.-]+==[\w.+!-]+( ; .+)?", line), line
    for system in ("win32", "darwin", "linux"):
        assert system in locked


def test_the_front_page_names_every_command():
    readme = (ROOT / "README.md").read_text()
    for name, _ in course.COMMANDS:
        assert f"`make {name}`" in readme, name
    for name in re.findall(r"make ([a-z]+)`", readme):
        assert name in dict(course.COMMANDS), f"there is no `make {name}`"
    makefile = (ROOT / "Makefile").read_text()
    for name, _ in course.COMMANDS:
        assert re.search(rf"^help .*\b{name}\b.*:", makefile, flags=re.M), name


def test_the_picture_on_the_front_page_is_the_lessons_figure(book):
    """Compared by its words and numbers, which any version of Matplotlib keeps."""

    def words(path):
        texts = ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")
        return ["".join(text.itertext()).strip() for text in texts]

    picture = words(ROOT / "guide" / "one_hot_times_matrix.svg")
    figures = [words(path) for path in (book / "_build/html/_images").glob("*.svg")]
    assert "Himalaya  2" in picture and figures.count(picture) >= 2
