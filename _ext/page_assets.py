"""What a page loads: little, from its own folder, and without holding up the text.

The theme's style sheets hold rules for much that no page has, and its icons come as
1.5 MB of script. When all pages are written, one style sheet is made of those rules
that some page can use, and of the icons that some page shows; what no page asks for
any more is deleted. Scripts wait until the text is there.
"""

import html
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import tinycss2
from docutils import nodes

SITE_CSS = "site.css"
# The theme loads these two before all others, without telling Sphinx.
THEME_CSS = ["basic.css", "styles/pydata-sphinx-theme.css"]
# Nothing here has tabs, hidden cells or live code.
UNUSED = ["thebe", "kernelname", "sphinx-design", "design-tabs", "toggle"]
# Settings for a menu of versions, and for a search box that lists results at once.
UNUSED += ["options.pagename", "options.theme", "options.search"]
ICONS = "scripts/fontawesome.js"
# The theme tells the console what it does, and takes the focus from a button that opens
# something, so that it is lost when that is closed.
MENDED = {
    "scripts/pydata-sphinx-theme.js": ("console.log(", "void("),
    "../search.html": ("console.log(", "void("),
    "scripts/sphinx-book-theme.js": (".blur()", ""),
}
# Left behind once the site's own style sheet is made.
SUPERSEDED = ["**/*.map", "scripts/fontawesome*", "vendor", "styles", "*thebe*"]
SUPERSEDED += [
    "*.html",
    "*toggle*",
    "*design*",
    "basic.css",
    "copybutton.css",
    "mystnb.*.css",
]
# Where the theme's script writes icons of its own into a page.
ICONS_OF_SCRIPTS = {"fa-sun", "fa-moon", "fa-circle-half-stroke", "fa-magnifying-glass"}


def is_unused(text):
    """Return whether no page uses what a script or style sheet of the theme does."""
    return any(name in text.lower() for name in UNUSED)


def drop_live_code(app, doctree, page):
    """Take out of a page the settings of a program that it does not load."""
    for node in list(doctree.findall(nodes.raw)):
        if "<script" in node.astext() and is_unused(node.astext()):
            node.parent.remove(node)


def lighten(app, page, template, context, doctree):
    """Give a page one style sheet for the site, and let its scripts wait."""
    of_site = {str(file.filename) for file in app.builder._css_files}
    context["css_files"] = [
        file
        for file in context.get("css_files", [])
        if str(getattr(file, "filename", file)) not in of_site
    ]
    context["site_css"] = SITE_CSS
    scripts = context.get("script_files", [])
    scripts = [f for f in scripts if not is_unused(f"{f.filename} {f.attributes}")]
    for script in scripts:
        # The page of results starts as soon as it is read, and needs them before.
        script.attributes.pop("defer", None)
        if script.filename and page != "search":
            script.attributes["defer"] = "defer"
    context["script_files"] = scripts


def names_in(folder):
    """Return every word that could be a class or an id: of all pages and scripts."""
    names = {"html", "body"}
    for path in folder.rglob("*.html"):
        for value in re.findall(r'\b(?:class|id)="([^"]*)"', path.read_text("utf-8")):
            names.update(html.unescape(value).split())
    for path in folder.rglob("*.js"):
        if path.name != Path(ICONS).name:
            names.update(re.findall(r"[\w-]+", path.read_text("utf-8")))
    return names


def can_match(selector, names):
    """Return whether the classes and ids that a selector asks for exist."""
    classes = [
        token.value
        for before, token in pairwise(selector)
        if token.type == "ident" and before == "."
    ]
    ids = [token.value for token in selector if token.type == "hash"]
    if classes and all(re.match(r"fa[srbl]?(-|$)", name) for name in classes):
        return False  # how a font of icons is set: there is none
    return names.issuperset(classes + ids)


def split_at_commas(tokens):
    """Yield the single selectors of a rule's list."""
    selector = []
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            yield selector
            selector = []
        else:
            selector.append(token)
    yield selector


def used_rules(rules, names):
    """Return as text those rules of a style sheet that some page can use."""
    kept = []
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [
                s for s in split_at_commas(rule.prelude) if can_match(s, names)
            ]
            if selectors:
                prelude = ",".join(tinycss2.serialize(s).strip() for s in selectors)
                kept.append(prelude + "{" + tinycss2.serialize(rule.content) + "}")
        elif rule.type == "at-rule" and rule.lower_at_keyword in ("media", "supports"):
            inner = tinycss2.parse_rule_list(rule.content, True, True)
            if text := used_rules(inner, names):
                prelude = tinycss2.serialize(rule.prelude).strip()
                kept.append(f"@{rule.at_keyword} {prelude}{{{text}}}")
        elif rule.type == "at-rule" and "Awesome" not in rule.serialize():
            kept.append(rule.serialize())
    return "\n".join(kept)


def icon_rules(script, names):
    """Return the theme's icons that some page shows, as masks of the text's colour."""
    rules = []
    for name in sorted(names):
        if not name.startswith("fa-"):
            continue
        pattern = rf'[{{,]"?{name[3:]}"?:\[(\d+),(\d+),\[[^\]]*\],"\w+",("[^"]*")\]'
        found = re.findall(pattern, script)
        if found:  # the last is the solid one, where there is an outline too
            width, height, path = *found[-1][:2], json.loads(found[-1][2])
            svg = (
                f"<svg xmlns='http://www.w3.org/2000/svg' "
                f"viewBox='0 0 {width} {height}'><path d='{path}'/></svg>"
            )
            mask = f'url("data:image/svg+xml,{svg.replace("#", "%23")}")'
            rules.append(f".{name}{{--icon:{mask}}}")
    return "\n".join(rules)


def write_style_sheet(app, exception):
    """Make the site's style sheet, and delete what no page asks for any more."""
    if exception or app.builder.name != "html":
        return
    folder = Path(app.outdir)
    static = folder / "_static"
    own = [str(file.filename) for file in app.builder._css_files]
    own = [name.removeprefix("_static/") for name in own if not is_unused(name)]
    names = names_in(folder) | ICONS_OF_SCRIPTS
    script = static / ICONS
    licence = script.with_name(script.name + ".LICENSE.txt").read_text("utf-8")
    parts = [licence, icon_rules(script.read_text("utf-8"), names)]
    for name in dict.fromkeys([*THEME_CSS, *own]):
        sheet = (static / name).read_text("utf-8")
        parts.append(used_rules(tinycss2.parse_stylesheet(sheet, True, True), names))
    (static / SITE_CSS).write_text("\n".join(parts), "utf-8")
    for name, (fault, mended) in MENDED.items():
        path = static / name
        path.write_text(path.read_text("utf-8").replace(fault, mended), "utf-8")
    for pattern in SUPERSEDED:
        for path in list(static.glob(pattern)):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def front_page(app, env, added, changed, removed):
    """Let each build write a page: only then Sphinx copies style sheets and scripts."""
    return [app.config.root_doc]


def setup(app):
    app.connect("env-get-outdated", front_page)
    app.connect("doctree-resolved", drop_live_code, priority=900)
    app.connect("html-page-context", lighten, priority=900)
    app.connect("build-finished", write_style_sheet, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
