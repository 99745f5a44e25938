"""What stands above a page's text, and what a page says of itself to others.

Under the title of a notebook's page stands how long it takes to read and to execute,
and where it runs: here, on Colab, on Binder, on a class's JupyterHub. All addresses
derive from the repository's in _config.yml.
"""

import html
import re
from urllib.parse import urlencode

from docutils import nodes
from myst_nb.sphinx_ import NbMetadataCollector

WORDS_PER_MINUTE = 200  # of text that explains; a line of code counts as it is written


def repository(config):
    """Return the owner/name, and the branch, that the book's links lead to."""
    options = config.html_theme_options
    path = options["repository_url"].removeprefix("https://github.com/")
    return path, options["repository_branch"]


def site_address(config):
    """Return where the forge shows the pages of the repository."""
    owner, name = repository(config)[0].split("/")
    return f"https://{owner.lower()}.github.io/{name}/"


def launch_links(config, page):
    """Return {name: address} of the places that can run the notebook of a page."""
    path, branch = repository(config)
    return {
        "Colab": f"https://colab.research.google.com/github/{path}/blob/{branch}/"
        f"{page}.ipynb",
        "Binder": f"https://mybinder.org/v2/gh/{path}/{branch}"
        f"?urlpath=lab/tree/{page}.ipynb",
    }


def hub_path(config, page):
    """Return what follows a hub's address, so that nbgitpuller opens a notebook."""
    path, branch = repository(config)
    notebook = f"lab/tree/{path.split('/')[1]}/{page}.ipynb"
    query = {"repo": f"https://github.com/{path}", "branch": branch}
    return "/hub/user-redirect/git-pull?" + urlencode({**query, "urlpath": notebook})


HUB_FORM = """<details class="run-hub pst-js-only"><summary>JupyterHub</summary>
<form data-path="{path}" onsubmit="location.href =
this.hub.value.replace(/[/]+$/, '') + this.dataset.path; return false">
<label>Address of a hub with nbgitpuller
<input type="url" name="hub" placeholder="https://hub.example.edu" required></label>
<button type="submit">Open there</button></form></details>"""


def minutes_to_read(doctree):
    """Return how long a page takes to read, the outputs of its cells left out."""
    count = 0
    for text in doctree.findall(nodes.Text):
        parent = text.parent
        while parent is not None and "cell_output" not in parent.get("classes", []):
            parent = parent.parent
        if parent is None:
            count += len(text.split())
    return max(1, round(count / WORDS_PER_MINUTE))


def add_run_bar(app, page, template, context, doctree):
    """Put the line of times and links under the title of a notebook's page."""
    if doctree is None or context.get("page_source_suffix") != ".ipynb":
        return
    minutes = minutes_to_read(doctree)
    facts = [f"{minutes} minute{'s' * (minutes > 1)} to read"]
    data = NbMetadataCollector.get_doc_data(app.env).get(page, {})
    seconds = (data.get("exec_data") or {}).get("runtime")
    if seconds:
        times = context["pathto"]("guide/times")
        facts.append(f'<a href="{times}">{seconds:.0f} seconds to execute</a>')
    source = context["pathto"]("_sources/" + context["sourcename"], 1)
    links = [f'<a href="{source}" download>Download the notebook</a>']
    for name, address in launch_links(app.config, page).items():
        links.append(f'<a href="{html.escape(address)}">{name}</a>')
    links.append(HUB_FORM.format(path=html.escape(hub_path(app.config, page))))
    bar = (
        f'<div class="run-bar"><p>{" · ".join(facts)}</p>'
        f'<nav aria-label="Run this page"><span>Run it:</span> {" ".join(links)}</nav>'
        "</div>"
    )
    context["body"] = re.sub(
        "</h1>", lambda end: end[0] + bar, context["body"], count=1
    )


def derive_addresses(app, config):
    """Set the site's own address, which social cards and search engines ask for."""
    config.html_baseurl = config.ogp_site_url = site_address(config)


def setup(app):
    app.connect("config-inited", derive_addresses, priority=100)
    app.connect("html-page-context", add_run_bar, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
