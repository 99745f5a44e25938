"""nbgrader in this repository: solutions/ is its source, exercises/ its release."""

from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, OverwriteKernelspec

from classroom.submission import Rebuild, SubmissionExporter

c = get_config()  # noqa: F821  (nbgrader defines it)

c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# Anything beside the notebook would be copied to students, a text copy of it too.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.py", "*.md", "*.txt", "*.pyc"]

# A submission whose cells were deleted, copied or moved is graded all the same.
c.Autograde.exporter_class = SubmissionExporter
c.Autograde.sanitize_preprocessors = [
    ClearOutput,
    Rebuild,
    OverwriteKernelspec,
    CheckCellMetadata,
]
