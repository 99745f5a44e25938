"""Execute lesson 09 on the real headlines, and keep what it shows in the notebook.

    python benchmarks/case_study.py

It needs data that the course does not contain; guide/data.md says where they are from.
"""

import sys
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

CASE_STUDY = Path(__file__).parent.parent / "lessons" / "09_headlines_case.ipynb"


def execute(path):
    """Return the notebook at `path`, executed, with what it shows and nothing else.

    Raises nbclient's `CellExecutionError` where a cell fails.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as elsewhere:
        client = NotebookClient(
            notebook,
            timeout=900,
            record_timing=False,
            resources={"metadata": {"path": elsewhere}},
        )
        client.execute()
    notebook.metadata = {"kernelspec": notebook.metadata.kernelspec}
    for cell in notebook.cells:
        if cell.cell_type == "code":  # TensorFlow writes to stderr when it starts
            cell.outputs = [o for o in cell.outputs if o.get("name") != "stderr"]
    return notebook


def main():
    try:
        notebook = execute(CASE_STUDY)
    except CellExecutionError as error:
        sys.exit(
            f"{CASE_STUDY.name} stays as it was, since {error.ename}: {error.evalue}"
        )
    nbformat.write(notebook, CASE_STUDY)
    print(f"{CASE_STUDY.name} shows what was measured just now")


if __name__ == "__main__":
    main()
