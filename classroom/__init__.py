"""Grading the work of a class: what nbgrader is told to do with a submission."""
