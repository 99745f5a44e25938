"""Print each lesson of the site that `make book` has built into a PDF of its own.

    python _ext/print_lessons.py

The PDFs come into _build/html/pdf, and a link to its own into each lesson's page.
"""

import sys
from pathlib import Path

from site_browser import NO_BROWSER, Visit, chromium, find_browser, served

ROOT = Path(__file__).parent.parent
FOOTER = (
    '<p style="font-size: 8px; margin: 0 auto">How Embedding Layers Learn · '
    '<span class="title"></span> · <span class="pageNumber"></span></p>'
)


def print_lessons(site):
    """Write site/pdf/NAME.pdf for each page of site/lessons; return the paths."""
    printed = []
    (site / "pdf").mkdir(exist_ok=True)
    with served(site) as address, chromium() as browser:
        for page in sorted((site / "lessons").glob("*.html")):
            path = site / "pdf" / f"{page.stem}.pdf"
            with Visit(browser, f"{address}lessons/{page.name}") as visit:
                visit.load_images()
                visit.page.pdf(
                    path=path,
                    format="A4",
                    margin=dict.fromkeys(("top", "bottom", "left", "right"), "18mm"),
                    display_header_footer=True,
                    header_template="<span></span>",
                    footer_template=FOOTER,
                    tagged=True,
                    outline=True,
                )
            add_link(page, path.name)
            printed.append(path)
    return printed


def add_link(page, name):
    """Put a link to a lesson's PDF beside that to its notebook, if it is not there."""
    text, link = page.read_text("utf-8"), f'<a href="../pdf/{name}">PDF</a>'
    if link not in text:
        text = text.replace(
            "Download the notebook</a>", f"Download the notebook</a> {link}"
        )
        page.write_text(text, "utf-8")


def main():
    site = ROOT / "_build" / "html"
    if not (site / "lessons").is_dir():
        sys.exit("There is no site to print yet: run `make book` first.")
    if not find_browser():
        sys.exit(NO_BROWSER)
    for path in print_lessons(site):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
