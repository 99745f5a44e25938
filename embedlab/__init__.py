"""What the lessons share: a small world of headlines, measures, figures, checks.

The loops that a lesson teaches are never here; they stand in the lesson. What measures
vectors, `embedlab.geometry`, is imported by itself, since it brings scikit-learn along.
`checkup` is loaded when it is first asked for, since it brings Keras along.
"""

from embedlab.checks import compare, finite_differences
from embedlab.controls import permute_labels, shuffle_words, split_words
from embedlab.plots import draw_matrix, use_course_style
from embedlab.small_world import make_headlines

__all__ = [
    "checkup",
    "compare",
    "draw_matrix",
    "finite_differences",
    "make_headlines",
    "permute_labels",
    "shuffle_words",
    "split_words",
    "use_course_style",
]


def __getattr__(name):
    if name == "checkup":
        from embedlab.model_checkup import checkup

        return checkup
    raise AttributeError(f"module 'embedlab' has no attribute {name!r}")
