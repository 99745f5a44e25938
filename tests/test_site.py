"""The site in a real browser: quiet, self-contained, light, and usable by everybody."""

import contextlib
import os
import re
from urllib.parse import parse_qs, urlparse

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT
from playwright.sync_api import expect
from site_browser import NO_BROWSER, PHONE, WIDE, Visit, chromium, find_browser, served

import course

pytestmark = pytest.mark.skipif(
    not find_browser() and not os.environ.get("CI"), reason=NO_BROWSER
)

PAGES = [
    *["index.html", "README.html", "CONTRIBUTING.html", "genindex.html", "search.html"],
    *sorted(
        path.relative_to(ROOT).with_suffix(".html").as_posix()
        for folder, kind in [("lessons", "*"), ("exercises", "*/*"), ("guide", "*")]
        for path in (ROOT / folder).glob(kind)
        if path.suffix in (".ipynb", ".md")
    ),
]
LESSONS = [page for page in PAGES if page.startswith("lessons/")]
# Wide and narrow, light and dark; the whole list only where nobody waits.
EXAMINED = PAGES if os.environ.get("CI") else [*PAGES[:1], LESSONS[0], "search.html"]
VIEWS = {
    f"{scheme}, {size['width']} px": (scheme, size)
    for scheme in ("light", "dark")
    for size in (WIDE, PHONE)
}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# On the wire at a first visit, compressed.
HEAVIEST = 350_000


@pytest.fixture(scope="session")
def browser():
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="session")
def site(book):
    with served(book / "_build" / "html") as address:
        yield address


def test_the_pages_are_those_of_the_book(book):
    html = book / "_build" / "html"
    built = {path.relative_to(html).as_posix() for path in html.rglob("*.html")}
    assert built == set(PAGES)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_quiet_light_and_asks_no_other_host(site, browser, page):
    with Visit(browser, site + page, size=PHONE) as visit:
        visit.load_images()
        assert not visit.messages
        assert not [url for url in visit.requests if not url.startswith(site)]
        assert visit.bytes < HEAVIEST, f"{visit.bytes} bytes"
        wider = "document.documentElement.scrollWidth - innerWidth"
        assert visit.page.evaluate(wider) <= 0, "it must be scrolled sideways"


@pytest.mark.parametrize("page", [LESSONS[0], "search.html", "guide/glossary.html"])
def test_a_page_works_from_a_folder_without_a_server(book, browser, page):
    path = book / "_build" / "html" / page
    with Visit(browser, path.as_uri()) as visit:
        assert not visit.messages
        assert all(url.startswith(("file:", "data:")) for url in visit.requests)


def violations(visit):
    """Return what axe finds wrong on a page, in a line each."""
    found = Axe().run(visit.page, options={"runOnly": RULES}).response["violations"]
    return [
        f"{rule['id']} at {node['target']}: {rule['help']}"
        for rule in found
        for node in rule["nodes"]
    ]


def thin_out(visit):
    """Leave one word of code of each kind: axe takes long for many that are alike."""
    visit.page.evaluate("""() => {
        const seen = new Set();
        for (const word of document.querySelectorAll("pre span[class]")) {
            if (seen.has(word.className)) word.replaceWith(word.textContent);
            seen.add(word.className);
        }
    }""")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", EXAMINED)
def test_axe_finds_nothing(site, browser, page, view):
    query = "?q=padding" if page == "search.html" else ""
    with Visit(browser, site + page + query, *VIEWS[view]) as visit:
        thin_out(visit)
        assert not violations(visit)


def test_axe_would_find_a_fault(site, browser):
    with Visit(browser, site + LESSONS[0]) as visit:
        visit.page.evaluate("document.querySelector('.run-hub label').remove()")
        visit.page.evaluate(
            "document.querySelector('.run-hub form').innerHTML = '<input>';"
            "document.querySelector('.run-hub').open = true"
        )
        thin_out(visit)
        assert any("label" in line for line in violations(visit))


@pytest.mark.parametrize("server", ["http", "file"])
def test_the_search_finds(site, book, browser, server):
    address = site if server == "http" else (book / "_build/html").as_uri() + "/"
    with Visit(browser, address + LESSONS[0]) as visit:
        visit.page.keyboard.press("Control+k")
        visit.page.keyboard.type("scatter-add")
        visit.page.keyboard.press("Enter")
        lesson = visit.page.locator("#search-results a", has_text="Gradient flow")
        lesson.first.wait_for(timeout=30_000)
        lesson.first.click()
        visit.page.wait_for_url("**/*gradient_flow.html*")
        assert not visit.messages


def test_the_theme_is_changed_with_the_keyboard_and_kept(site, browser):
    with Visit(browser, site + LESSONS[0], scheme="dark") as visit:
        theme = "document.documentElement.dataset.theme"
        assert visit.page.evaluate(theme) == "dark"
        switch = visit.page.get_by_role("button", name="Color mode").first
        modes = []
        for _ in range(3):
            switch.focus()
            visit.page.keyboard.press("Enter")
            modes.append(visit.page.evaluate("document.documentElement.dataset.mode"))
        assert sorted(modes) == ["auto", "dark", "light"]
        while visit.page.evaluate(theme) != "light":
            switch.press("Enter")
        visit.page.reload()
        assert visit.page.evaluate(theme) == "light"


def test_the_contents_open_with_the_keyboard_on_a_phone(site, browser):
    with Visit(browser, site + LESSONS[0], size=PHONE) as visit:
        link = visit.page.get_by_role("link", name="02 · Index lookup")
        assert link.count() == 0
        visit.page.locator(".primary-toggle").focus()
        visit.page.keyboard.press("Enter")
        link.first.wait_for(state="visible")
        visit.page.keyboard.press("Escape")
        link.first.wait_for(state="hidden")
        expect(visit.page.locator(".primary-toggle")).to_be_focused()


@pytest.mark.parametrize("query", ["padding", "is embedding same as word2vec"])
def test_results_of_a_search_fit_on_a_phone_and_keep_code_whole(site, browser, query):
    with Visit(browser, f"{site}search.html?q={query}", size=PHONE) as visit:
        expect(visit.page.locator("#search-results li").first).to_be_visible()
        visit.page.wait_for_load_state("networkidle")
        wider = "document.documentElement.scrollWidth - innerWidth"
        assert visit.page.evaluate(wider) <= 0
        if query == "padding":
            results = visit.page.locator("#search-results")
            expect(results).to_contain_text("gives padding the id 0 and [UNK] the id 1")


def test_the_first_stop_of_the_keyboard_skips_to_the_text(site, browser):
    with Visit(browser, site + LESSONS[0]) as visit:
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.hash") == "#main-content"


def test_one_sees_where_the_keyboard_is(site, browser):
    outline = """() => {
        const style = getComputedStyle(document.activeElement);
        return style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 2;
    }"""
    with Visit(browser, site + LESSONS[0]) as visit:
        visit.page.locator(".run-hub summary").click()
        for stop in range(60):
            visit.page.keyboard.press("Tab")
            here = visit.page.evaluate("document.activeElement.outerHTML.slice(0, 90)")
            assert visit.page.evaluate(outline), f"stop {stop}: {here}"


def test_a_page_can_be_read_without_scripts(site, browser):
    with Visit(browser, site + LESSONS[0], java_script_enabled=False) as visit:
        assert visit.page.locator("math").first.is_visible()
        assert visit.page.locator(".cell_output").first.is_visible()
        assert visit.page.get_by_role("link", name="Index lookup").first.is_visible()


def test_a_notebook_is_downloaded_as_it_is(site, browser):
    with Visit(browser, site + LESSONS[0]) as visit:
        with visit.page.expect_download() as download:
            visit.page.get_by_role("link", name="Download the notebook").click()
        source = (ROOT / LESSONS[0]).with_suffix(".ipynb")
        assert download.value.suggested_filename == source.name
        assert download.value.path().read_bytes() == source.read_bytes()


@pytest.mark.parametrize("hub", ["https://hub.example.edu", "https://a.example/b/"])
def test_a_hub_with_nbgitpuller_opens_the_notebook(site, browser, hub):
    with Visit(browser, site + LESSONS[0]) as visit:
        asked = []
        visit.page.route("**/git-pull*", lambda route: asked.append(route.request.url))
        visit.page.get_by_text("JupyterHub").click()
        visit.page.get_by_label("Address of a hub").fill(hub)
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_timeout(500)
        (url,) = map(urlparse, asked)
        assert (
            url.path == urlparse(hub).path.rstrip("/") + "/hub/user-redirect/git-pull"
        )
        address = course.public_address()
        notebook = LESSONS[0].replace(".html", ".ipynb")
        assert parse_qs(url.query) == {
            "repo": [f"https://github.com/{address}"],
            "branch": ["main"],
            "urlpath": [f"lab/tree/{address.split('/')[1]}/{notebook}"],
        }


def test_nothing_is_cut_on_paper(site, browser):
    with Visit(browser, site + LESSONS[2], scheme="dark", size=WIDE) as visit:
        visit.page.emulate_media(media="print")
        visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        cut = """() => [...document.querySelectorAll("pre, .formula, table")].filter(
            part => part.scrollWidth > part.clientWidth + 1).length"""
        visit.page.set_viewport_size({"width": 680, "height": 960})  # A4, less margins
        assert visit.page.evaluate(cut) == 0
        assert visit.page.evaluate("document.documentElement.dataset.theme") == "light"
        assert visit.page.locator("h1").last.is_visible()
        assert not visit.page.locator(".bd-sidebar-primary").is_visible()


def test_every_icon_has_a_shape(book):
    html = book / "_build" / "html"
    style = (html / "_static" / "site.css").read_text()
    shown = set(
        re.findall(r"\bfa-(?!lg|solid|brands)[\w-]+", (html / "index.html").read_text())
    )
    assert len(shown) > 5 and not [
        name for name in shown if f".{name}{{--icon" not in style
    ]


def test_every_page_says_what_it_is_to_those_who_link_to_it(book):
    html = book / "_build" / "html"
    said = {}
    for page in PAGES:
        text = (html / page).read_text()
        if page in ("genindex.html", "search.html"):
            continue
        (description,) = re.findall(r'<meta name="description" content="([^"]*)"', text)
        (card,) = re.findall(r'<meta property="og:image" content="([^"]*)"', text)
        path = urlparse(card).path.split("/", 2)[2]
        assert (html / path).stat().st_size > 5000, page
        said.setdefault(description, []).append(page)
    assert not [d for d in said if len(d) < 50]
    twice = [pages for pages in said.values() if len(pages) > 1]
    assert twice == [["index.html", "README.html"]], twice


def test_the_last_measurement_reached_its_goals():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "guide/site_quality.md").read_text().splitlines()
        if line.startswith("| ") and not line.startswith("| page")
    ]
    assert len(rows) >= 8 and any("lessons/" in row[0] for row in rows)
    for page, performance, *others, weight in rows:
        assert min(map(int, performance.split(" / "))) >= 95, page
        assert all(scores == "100 / 100" for scores in others), page
        assert 1000 * int(weight) <= HEAVIEST, page


# ------------------------------------------------------------------- the live figures

PRODUCT, GRADIENTS, OBJECTIVES = (
    f"lessons/{name}.html"
    for name in (
        "01_one_hot_times_matrix",
        "03_gradient_flow",
        "05_word2vec_objectives",
    )
)


@contextlib.contextmanager
def figure(site, browser, page, name, **settings):
    """Visit a live figure; give its element, and see that nothing went wrong in it."""
    with Visit(browser, site + page, **settings) as visit:
        shown = visit.page.locator(f"[data-figure={name}]")
        shown.scroll_into_view_if_needed()
        yield shown
        assert not visit.messages


def says(shown, words):
    """Wait until a figure's status line says something."""
    expect(shown.locator(".live-status")).to_contain_text(words)


def test_the_product_works_with_mouse_and_keyboard(site, browser):
    with figure(site, browser, PRODUCT, "one_hot_product") as shown:
        shown.locator(".symbol[data-word=bread]").click()
        says(shown, "x @ E is row 5: 20, 21, 22, 23")
        shown.get_by_role("radio", name="bread").press("ArrowUp")
        says(shown, "x @ E is row 4: 16, 17, 18, 19")
        shown.get_by_role("checkbox", name="choose several words").check()
        shown.get_by_role("checkbox", name="bread").press("Space")
        says(shown, "sum of the rows 4, 5: 36, 38, 40, 42")


def test_the_gradient_works_with_mouse_and_keyboard(site, browser):
    with figure(site, browser, GRADIENTS, "scatter_add", size=PHONE) as shown:
        shown.get_by_role("radio", name="the trap").press("Space")
        says(shown, "place 2 overwrote place 0, which is lost")
        shown.get_by_role("radio", name="add").check()
        for place in range(3):
            shown.get_by_role("combobox", name=f"id at place {place}").select_option(
                "4"
            )
        says(shown, "= (9, 1, 0)")
        shown.get_by_role("button", name="From zero").click()
        shown.get_by_role("button", name="Next place").press("Space")
        says(shown, "1 of 3 places done")


def test_the_row_works_with_mouse_and_keyboard(site, browser):
    with figure(site, browser, GRADIENTS, "adam_row") as shown:
        says(shown, "by 10.18 within 60 steps")
        shown.get_by_role("slider", name="step of the lookup").press("Home")
        says(shown, "by 5.99 within 60 steps")
        shown.get_by_role("button", name="Start again").click()
        says(shown, "by 10.18 within 60 steps")


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_the_training_works_with_mouse_and_keyboard(site, browser, motion):
    with figure(
        site, browser, OBJECTIVES, "training_vectors", reduced_motion=motion
    ) as shown:
        shown.get_by_role("button", name="Another start").click()
        says(shown, "Step 0 of 200, start 2")
        shown.get_by_role("button", name="One step").press("Enter")
        says(shown, "Step 1 of 200")
        shown.get_by_role("button", name="Play").press("Enter")
        expect(shown.locator(".live-status")).to_contain_text(
            "Step 200 of 200", timeout=60_000
        )
        rate = shown.get_by_role("slider", name="learning rate")
        shown.get_by_role("button", name="Start again").click()
        for _ in range(3):
            rate.press("ArrowRight")
        shown.get_by_role("button", name="Play").click()
        expect(shown.locator(".live-status")).to_contain_text(
            "ran away", timeout=60_000
        )
        assert "NaN" not in shown.inner_text()


@pytest.mark.parametrize("page", [PRODUCT, GRADIENTS, OBJECTIVES])
def test_a_live_figure_is_a_picture_where_there_are_no_scripts(site, browser, page):
    with Visit(browser, site + page, java_script_enabled=False) as visit:
        for shown in visit.page.locator("[data-figure]").all():
            assert shown.locator("svg[role=img]").is_visible()
            assert not shown.get_by_role("button").count()


@pytest.mark.parametrize("page", [PRODUCT, GRADIENTS, OBJECTIVES])
def test_no_control_of_a_figure_is_too_small_for_a_finger(site, browser, page):
    with Visit(browser, site + page, size=PHONE) as visit:
        controls = visit.page.locator("[data-figure] :is(button, select, input)").all()
        boxes = [each.bounding_box() for each in controls if each.is_visible()]
        assert boxes and min(min(b["width"], b["height"]) for b in boxes) >= 24
