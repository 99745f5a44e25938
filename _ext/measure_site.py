"""Measure the built site with Lighthouse, and write down what came out.

    python _ext/measure_site.py

Lighthouse comes from the npm registry into _build/lighthouse, once; it runs on the Node
that Playwright brings, against a server on this machine that compresses. The full
reports stay in _build/lighthouse, the scores in guide/site_quality.md.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

from playwright._impl._driver import compute_driver_executable
from site_browser import NO_BROWSER, find_browser, served

ROOT = Path(__file__).parent.parent
REPORTS = ROOT / "_build" / "lighthouse"
PAGE = ROOT / "guide" / "site_quality.md"
LIGHTHOUSE = "lighthouse@13.5.0"
MEASURED = [
    "index.html",
    "lessons/01_one_hot_times_matrix.html",
    "lessons/03_gradient_flow.html",
    "lessons/05_word2vec_objectives.html",
    "lessons/08_silent_failures.html",
    "exercises/03_gradient_flow/gradient_flow.html",
    "guide/questions.html",
    "guide/glossary.html",
]
KINDS = ["performance", "accessibility", "best-practices", "seo"]
INTRODUCTION = """# How fast and accessible the site is

Measured by `make lighthouse` on {date}, on {cores} cores of a {machine} machine, with
{browser} and Lighthouse {version}, against a server that compresses. The first number
is that of a telephone on a slow network, which Lighthouse simulates, the second that
of a desktop computer; 100 is the best. The weight is what a first visit on a telephone
loads, compressed. Each number is that of a single run: repeated, the performance on
a telephone differs by up to ten points for the longest lessons.

| page | performance | accessibility | best practices | SEO | kB |
|---|---|---|---|---|---|
"""


class Problem(Exception):
    """Something that the user can mend."""


def install():
    """Install Lighthouse if it is not there; return the file that starts it."""
    start = REPORTS / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not start.exists():
        npm = shutil.which("npm")
        if not npm:
            raise Problem("Lighthouse is installed with npm, and there is none here.")
        REPORTS.mkdir(parents=True, exist_ok=True)
        options = ["--no-save", "--no-audit", "--no-fund", "--loglevel=error"]
        command = [npm, "install", "--prefix", str(REPORTS), *options, LIGHTHOUSE]
        if subprocess.call(command):
            raise Problem("npm could not install Lighthouse; the lines above say why.")
    return start


def report_of(start, address, name, preset):
    """Return Lighthouse's report on a page, and keep it for reading."""
    path = REPORTS / f"{name.replace('/', '-')}-{preset}"
    command = [compute_driver_executable()[0], str(start), address + name]
    command += ["--quiet", "--output=json", "--output=html", f"--output-path={path}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    command += ["--preset=desktop"] if preset == "desktop" else []
    environment = {**os.environ, "CHROME_PATH": find_browser()}
    if subprocess.call(command, env=environment):
        raise Problem(f"Lighthouse could not measure {name}; the lines above say why.")
    return json.loads(Path(f"{path}.report.json").read_text("utf-8"))


def row(name, telephone, desktop):
    """Return a page's line of the table."""
    scores = [
        " / ".join(
            f"{100 * report['categories'][kind]['score']:.0f}"
            for report in (telephone, desktop)
        )
        for kind in KINDS
    ]
    weight = telephone["audits"]["total-byte-weight"]["numericValue"] / 1000
    return f"| {name.removesuffix('.html')} | {' | '.join(scores)} | {weight:.0f} |"


def main():
    if not find_browser():
        sys.exit(NO_BROWSER)
    site = ROOT / "_build" / "html"
    if not (site / "index.html").exists():
        sys.exit("There is no site to measure yet: run `make book` first.")
    try:
        start, rows = install(), []
        with served(site) as address:
            for name in MEASURED:
                presets = ("mobile", "desktop")
                both = [report_of(start, address, name, preset) for preset in presets]
                rows.append(row(name, *both))
                print(rows[-1])
    except Problem as problem:
        sys.exit(str(problem))
    found = subprocess.run(
        [find_browser(), "--version"], capture_output=True, text=True
    )
    introduction = INTRODUCTION.format(
        date=date.today().strftime("%-d %B %Y"),
        cores=os.cpu_count(),
        machine=f"{platform.system()} {platform.machine()}",
        browser=" ".join(found.stdout.split()[:2]),
        version=both[0]["lighthouseVersion"],
    )
    PAGE.write_text(introduction + "\n".join(rows) + "\n", "utf-8")
    print(f"{PAGE.relative_to(ROOT)} says what was measured just now")


if __name__ == "__main__":
    main()
