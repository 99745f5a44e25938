"""What the lessons share: how figures look, and how two arrays are compared.

The loops that a lesson teaches are never here; they stand in the lesson.
"""

from embedlab.checks import compare, finite_differences
from embedlab.plots import draw_matrix, use_course_style

__all__ = ["compare", "draw_matrix", "finite_differences", "use_course_style"]
