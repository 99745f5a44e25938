"""How the course's figures look: one style, and a matrix drawn as a table."""

import matplotlib.pyplot as plt
import numpy as np

# Okabe and Ito's palette, told apart by readers with any colour vision.
BLUE, ORANGE, GREEN, VERMILION, GREY = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#D55E00",
    "#767676",
)


def use_course_style():
    """Make Matplotlib draw in the course's style for the rest of the program.

    Text is large enough for a phone, lines are told apart without colour (each has a
    dash pattern of its own), and figures in a notebook are vector graphics.

    Examples
    --------
    >>> use_course_style()
    >>> plt.rcParams["axes.titlesize"]
    12.0
    """
    colours = plt.cycler(color=[BLUE, VERMILION, GREEN, ORANGE])
    dashes = plt.cycler(linestyle=["-", "--", "-.", ":"])
    plt.rcParams.update(
        {
            "axes.prop_cycle": colours + dashes,
            "axes.spines.right": False,
            "axes.spines.top": False,
            "axes.titlesize": 12.0,
            "figure.constrained_layout.use": True,
            "figure.dpi": 100,
            "font.size": 11.0,
            "lines.linewidth": 2.0,
            # The same figure gives the same bytes, so that rebuilding changes nothing.
            "svg.hashsalt": "how-embedding-layers-learn",
            "svg.fonttype": "none",
        }
    )
    try:
        from matplotlib_inline.backend_inline import set_matplotlib_formats
    except ImportError:  # outside Jupyter there is nothing to set
        return
    set_matplotlib_formats("svg", metadata={"Date": None})


def draw_matrix(axes, values, marked_rows=(), row_labels=None, name=""):
    """Draw a matrix as a table of numbers, some of its rows marked.

    A marked row is drawn in bold on a tinted ground inside a frame, so that it is
    found without colour too; the other numbers are grey.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its own frame, ticks and limits are replaced.
    values : array_like of numbers, shape (rows, columns) or (columns,)
        What to draw; a vector is drawn as one row. Whole numbers are shown without
        a decimal point, others with one digit after it.
    marked_rows : iterable of int
        Rows to mark, counted from 0.
    row_labels : sequence of str, length rows, or None
        What stands to the left of each row.
    name : str
        What stands under the matrix; its shape follows in parentheses.

    Raises
    ------
    ValueError
        If `values` has more than two dimensions, or if a marked row does not exist.

    Examples
    --------
    >>> figure, axes = plt.subplots()
    >>> draw_matrix(axes, [[1, 2], [3, 4]], marked_rows=[1], name="E")
    >>> axes.get_xlabel()
    'E  (2, 2)'
    >>> plt.close(figure)
    """
    shape = np.shape(values)
    values = np.atleast_2d(np.asarray(values, dtype=float))
    marked_rows = set(marked_rows)
    if values.ndim != 2:
        raise ValueError(f"values must have one or two dimensions, got shape {shape}")
    rows, columns = values.shape
    if not marked_rows <= set(range(rows)):
        raise ValueError(
            f"marked rows must be among 0 .. {rows - 1}, got {sorted(marked_rows)}"
        )
    digits = 0 if np.all(values == np.round(values)) else 1
    for row in range(rows):
        marked = row in marked_rows
        style = {"facecolor": "#CFE6F5" if marked else "white", "edgecolor": "#BBBBBB"}
        for column in range(columns):
            axes.add_patch(plt.Rectangle((column, row), 1, 1, **style))
            axes.text(
                column + 0.5,
                row + 0.5,
                f"{values[row, column]:.{digits}f}",
                ha="center",
                va="center",
                color="black" if marked else GREY,
                weight="bold" if marked else "normal",
            )
        if marked:
            frame = {"fill": False, "edgecolor": BLUE, "linewidth": 2.5, "zorder": 3}
            axes.add_patch(plt.Rectangle((0, row), columns, 1, **frame))
    axes.set(xlim=(-0.05, columns + 0.05), ylim=(rows + 0.05, -0.05), aspect="equal")
    axes.set_xticks([])
    axes.set_yticks(np.arange(rows) + 0.5 if row_labels is not None else [])
    axes.set_yticklabels(row_labels if row_labels is not None else [])
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel(f"{name}  {shape}")
