"""How the cells of a submission are merged into those of the release."""

from types import SimpleNamespace

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from classroom.submission import grade_id, merge, released_cell


@pytest.fixture
def release():
    """Return a description, a stub and its test, as the gradebook keeps them."""

    def cell(name, kind, source, locked=True):
        kept = SimpleNamespace(
            name=name, cell_type=kind, source=source, locked=locked, checksum="x"
        )
        return released_cell(kept, tests={"test_f": 2}, tasks={}, answers={"f"})

    return [
        cell("about", "markdown", "Write f."),
        cell("f", "code", "# YOUR CODE HERE", locked=False),
        cell("test_f", "code", "assert f() == 1, f()"),
    ]


def submitted(cell, source=None, **settings):
    """Return a cell as a student hands it in: with nbgrader's metadata, or other."""
    make = new_code_cell if cell.cell_type == "code" else new_markdown_cell
    metadata = {"nbgrader": {**cell.metadata.nbgrader, **settings}}
    return make(cell.source if source is None else source, metadata=metadata)


def sources(cells):
    return [cell.source for cell in cells]


def test_a_task_to_be_graded_by_hand_keeps_its_points():
    task = SimpleNamespace(
        name="essay", cell_type="markdown", source="Explain.", locked=True, checksum="x"
    )
    settings = released_cell(task, {}, {"essay": 4}, set()).metadata.nbgrader
    assert (settings.task, settings.grade, settings.points) == (True, False, 4)


def test_an_untouched_order_needs_no_note(release):
    about, f, test_f = release
    answer = submitted(f, "def f(): return 1")
    merged, notes = merge(release, [submitted(about), answer, submitted(test_f)])
    assert sources(merged) == ["Write f.", "def f(): return 1", "assert f() == 1, f()"]
    assert notes == []


def test_locked_text_and_points_come_from_the_release(release):
    about, f, test_f = release
    cheat = submitted(test_f, "pass", points=200)
    merged, _ = merge(release, [submitted(about), submitted(f, "1"), cheat])
    assert merged[-1].source == "assert f() == 1, f()"
    assert merged[-1].metadata.nbgrader.points == 2


def test_the_last_copy_that_was_changed_counts_and_the_others_stay_before_it(release):
    about, f, test_f = release
    copies = [submitted(f, "first"), submitted(f, "second"), submitted(f)]
    merged, notes = merge(release, [submitted(about), *copies, submitted(test_f)])
    assert sources(merged)[1:3] == ["first", "second"]
    assert [grade_id(cell) for cell in merged] == ["about", None, "f", "test_f"]
    assert "3 times" in notes[0]


def test_a_cell_that_was_added_stays_behind_the_one_it_followed(release):
    about, f, test_f = release
    mine = new_code_cell("helper = 1")
    merged, notes = merge(
        release, [submitted(about), mine, submitted(f, "1"), submitted(test_f)]
    )
    assert sources(merged)[:3] == ["Write f.", "helper = 1", "1"]
    assert notes == []


def test_a_graded_cell_of_the_students_own_is_only_run(release):
    own = submitted(release[-1], "give me points", grade_id="mine", points=100)
    merged, _ = merge(release, [submitted(c) for c in release] + [own])
    assert merged[-1].source == "give me points"
    assert "nbgrader" not in merged[-1].metadata


@pytest.mark.parametrize("broken", ["x", {}, {"grade_id": ["f"]}, {"grade_id": None}])
def test_metadata_that_makes_no_sense_makes_a_cell_the_students_own(release, broken):
    about, _, test_f = release
    answer = new_code_cell("def f(): return 1", metadata={"nbgrader": broken})
    merged, notes = merge(release, [submitted(about), answer, submitted(test_f)])
    assert "def f(): return 1" in sources(merged)
    assert merged[sources(merged).index("def f(): return 1") + 1].source == ""
    assert "The answer `f` was missing" in notes[0]


def test_a_cell_without_text_is_an_empty_one(release):
    about, f, test_f = release
    empty = submitted(f)
    del empty["source"]
    merged, _ = merge(release, [submitted(about), empty, submitted(test_f)])
    assert merged[1].source == ""
