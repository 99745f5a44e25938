"""The site in a real browser: for its tests, for printing it, for measuring it."""

import contextlib
import functools
import gzip
import http.server
import os
import shutil
import threading

from playwright.sync_api import sync_playwright

BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


NO_BROWSER = (
    "There is no Chromium on this machine (looked for: "
    + ", ".join(BROWSERS)
    + ").\nInstall one; on Debian and Ubuntu: sudo apt install chromium"
)


def find_browser():
    """Return the path of a Chromium of the system, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves files as public servers do: compressed, and to be kept."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.translate_path(self.path)
        if os.path.isdir(path):
            path = os.path.join(path, "index.html")
        if not os.path.exists(path):
            return self.send_error(404)
        with open(path, "rb") as file:
            content = gzip.compress(file.read())
        with contextlib.suppress(ConnectionError):  # the reader has left the page
            self.answer(path, content)

    def answer(self, path, content):
        self.send_response(200)
        self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


@contextlib.contextmanager
def served(folder):
    """Serve a folder on this machine while the block runs; give its address."""
    handler = functools.partial(Compressing, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@contextlib.contextmanager
def chromium():
    """Give Playwright's browser, which is the system's own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A visit to one page, with what the page asked for and complained about."""

    def __init__(self, browser, address, scheme="light", size=WIDE, **context):
        self.context = browser.new_context(
            color_scheme=scheme, viewport=size, **context
        )
        self.page = self.context.new_page()
        self.requests, self.messages, self.bytes = [], [], 0
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("requestfinished", self.count)
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.goto(address, wait_until="networkidle")

    def count(self, request):
        sizes = request.sizes()
        self.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    def load_images(self):
        """Load the figures that a reader has not come near yet."""
        self.page.evaluate("""() => Promise.all([...document.images].map(image => {
            image.loading = "eager";
            return image.decode().catch(() => {});
        }))""")

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.context.close()
