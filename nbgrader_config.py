"""nbgrader in this repository: solutions/ is its source, exercises/ its release."""

import warnings

from nbgrader.preprocessors import CheckCellMetadata, OverwriteKernelspec
from sqlalchemy.exc import SAWarning

from classroom.submission import Rebuild, SubmissionExporter

# A query of nbgrader's own sets this off for each student; it changes nothing.
warnings.filterwarnings("ignore", "Object of type <Submitted", SAWarning)

c = get_config()  # noqa: F821  (nbgrader defines it)

c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
# Anything beside the notebook would be copied to students, a text copy of it too.
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.py", "*.md", "*.txt", "*.pyc"]

# A submission whose cells were deleted, copied or moved is graded all the same.
c.Autograde.exporter_class = SubmissionExporter
c.Autograde.sanitize_preprocessors = [Rebuild, OverwriteKernelspec, CheckCellMetadata]

# A kernel whose cells are graded has nothing left to do: a polite shutdown costs up to
# a second for each submission, and a busy kernel ends it with a traceback of its own.
c.Execute.shutdown_kernel = "immediate"

# Neither feedback nor formgrader shows what a student's HTML or scripts would do.
c.HTMLExporter.sanitize_html = True
c.HTMLExporter.filters = {"markdown2html": "classroom.pages.markdown2html"}
