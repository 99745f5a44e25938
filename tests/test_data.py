"""Data of others: where they come from, and what is said if they cannot be had."""

import gzip
import hashlib
import os
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from conftest import ROOT

from embedlab import data
from embedlab.data import DataMissing, fetch_headlines, fetch_vectors
from embedlab.vectors import read_vectors

NEWS = gzip.compress("Markets fall\n\nRiver “Po” rises \n".encode())
CLICKBAIT = gzip.compress(b"\nYou will love this\n\n17 pizzas\n\nWow\n\n")
WIKI8 = b"alps 1 2\nriver 3 4\n"
GLOVE = gzip.compress(b"2 2\nalps 1 2\nriver 3 4\n")
CONTENTS = {"NEWS": NEWS, "CLICKBAIT": CLICKBAIT, "WIKI8": WIKI8, "GLOVE": GLOVE}

# As they are, before the tests change them.
REAL_MIRROR = os.environ.get("EMBEDLAB_MIRROR")
REAL = {name: getattr(data, name) for name in CONTENTS}


class Server(ThreadingHTTPServer):
    """A server on this machine; `answers` has what it sends for each path.

    It says that a file has the length that stands in `promised`, and counts requests.
    """

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers, self.promised, self.requests = {}, {}, []

    def address(self, path):
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests.append(self.path)
        content = self.server.answers.get(self.path)
        if content is None:
            self.send_error(404)
            return
        self.send_response(200)
        length = self.server.promised.get(self.path, len(content))
        self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def made_up(monkeypatch, tmp_path, server):
    """Let all sources be made-up content, from a server here and an empty cache."""
    monkeypatch.delenv("EMBEDLAB_MIRROR", raising=False)
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr("time.sleep", lambda seconds: None)  # between two attempts
    monkeypatch.setattr(data, "CACHE", tmp_path / "cache")
    for name, content in CONTENTS.items():
        source = getattr(data, name)
        digest = hashlib.new(source.checksum.split(":")[0], content).hexdigest()
        changed = source._replace(
            address=source.address and server.address(f"/{name}.gz"),
            checksum=f"{source.checksum.split(':')[0]}:{digest}",
        )
        monkeypatch.setattr(data, name, changed)
        server.answers[f"/{name}.gz"] = content


@pytest.fixture
def mirror(tmp_path, monkeypatch):
    """Return a folder with all that EMBEDLAB_MIRROR should hold, and name it."""
    folder = tmp_path / "mirror"
    for name in ("NEWS", "CLICKBAIT", "WIKI8"):
        path = folder / getattr(data, name).place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CONTENTS[name])
    monkeypatch.setenv("EMBEDLAB_MIRROR", str(folder))
    return folder


def complaint(fetch):
    """Return what is said when data are missing, after what is always said."""
    with pytest.raises(DataMissing) as caught:
        fetch()
    said = str(caught.value)
    assert re.match(r"\S+ is missing: ", said) and "\n" not in said
    assert "let this environment variable name a folder that holds" in said
    for source in (data.NEWS, data.CLICKBAIT, data.WIKI8):
        assert source.place in said
    assert said.endswith("all lessons that do not read the file go on without it.")
    assert caught.value.__cause__ is None and caught.value.__context__ is None
    return said


def check_headlines(headlines):
    assert headlines.texts == (
        "Markets fall",
        "River “Po” rises",
        "You will love this",
        "17 pizzas",
        "Wow",
    )
    assert isinstance(headlines.labels, np.ndarray)
    assert headlines.labels.tolist() == [0, 0, 1, 1, 1]


# ------------------------------------------------------------------ what is fetched


def test_headlines_are_fetched_once_and_then_read_from_the_cache(server):
    check_headlines(fetch_headlines())
    assert server.requests == ["/NEWS.gz", "/CLICKBAIT.gz"]
    server.answers.clear()
    check_headlines(fetch_headlines())
    assert len(server.requests) == 2


def test_vectors_are_gloves_without_a_mirror(server):
    vectors = read_vectors(fetch_vectors())
    assert vectors.index_to_key == ["alps", "river"]
    assert server.requests == ["/GLOVE.gz"]
    assert fetch_vectors().parent == data.CACHE


def test_a_mirror_is_read_where_it_is_and_nothing_is_fetched(server, mirror):
    check_headlines(fetch_headlines())
    assert fetch_vectors() == mirror / data.WIKI8.place
    assert not server.requests and not data.CACHE.exists()


def test_an_empty_variable_is_no_mirror(monkeypatch, server):
    monkeypatch.setenv("EMBEDLAB_MIRROR", "")
    check_headlines(fetch_headlines())
    assert server.requests


def test_a_damaged_file_in_the_cache_is_fetched_again(server):
    path = fetch_vectors()
    path.write_bytes(GLOVE[:-5])
    assert fetch_vectors().read_bytes() == GLOVE
    assert len(server.requests) == 2


def test_an_attempt_that_fails_is_made_again(server, monkeypatch):
    server.answers["/GLOVE.gz"] = GLOVE[:9]

    def mend(seconds):
        server.answers["/GLOVE.gz"] = GLOVE

    monkeypatch.setattr("time.sleep", mend)
    assert fetch_vectors().read_bytes() == GLOVE
    assert len(server.requests) == 2


# --------------------------------------------------------------- what cannot be had


def test_no_network_is_said_in_words(server, monkeypatch):
    server.server_close()
    said = complaint(fetch_headlines)
    assert "NEWS.gz was not reached or broke off (ConnectionError)" in said
    assert "GLOVE.gz was not reached" in complaint(fetch_vectors)


def test_a_file_that_is_gone_is_said_with_the_servers_answer(server):
    server.answers.clear()
    assert "NEWS.gz was not reached or broke off (404)" in complaint(fetch_headlines)


def test_a_damaged_download_is_never_kept(server):
    server.answers["/GLOVE.gz"] = b"<html>Please log in</html>"
    said = complaint(fetch_vectors)
    assert "/GLOVE.gz sends a damaged or another file" in said
    assert list(data.CACHE.iterdir()) == []


@pytest.mark.parametrize("length_is_known", [True, False])
def test_half_a_download_is_never_kept(server, length_is_known):
    server.answers["/CLICKBAIT.gz"] = CLICKBAIT[:30]
    if length_is_known:
        server.promised["/CLICKBAIT.gz"] = len(CLICKBAIT)
    said = complaint(fetch_headlines)
    assert re.search(r"CLICKBAIT.gz (was not reached or broke|sends a damaged)", said)
    assert [path.name for path in data.CACHE.iterdir()] == ["NEWS.gz"]


def test_a_damaged_file_in_the_cache_is_not_used_without_the_network(server):
    fetch_vectors().write_bytes(GLOVE[:-5])
    server.server_close()
    assert "was not reached" in complaint(fetch_vectors)


def test_a_cache_that_cannot_be_written_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        monkeypatch.setattr(data, "CACHE", folder)
        assert f"the cache {folder} cannot be used (" in complaint(fetch_vectors)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="an administrator, or anybody on Windows, may write into such a folder",
)
def test_a_cache_without_the_right_to_write_is_named():
    data.CACHE.mkdir()
    data.CACHE.chmod(0o500)
    assert "cannot be used (" in complaint(fetch_vectors)


def test_a_whole_file_in_a_cache_that_cannot_be_written_is_read(server):
    fetch_vectors()
    data.CACHE.chmod(0o500)
    try:
        assert fetch_vectors().read_bytes() == GLOVE
    finally:
        data.CACHE.chmod(0o700)


def test_a_mirror_that_is_gone_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("EMBEDLAB_MIRROR", str(tmp_path / "gone"))
    for fetch in (fetch_headlines, fetch_vectors):
        assert f"names {tmp_path / 'gone'}, which is no folder" in complaint(fetch)


def test_a_mirror_without_the_file_is_named(server, mirror):
    (mirror / data.CLICKBAIT.place).unlink()
    said = complaint(fetch_headlines)
    assert f"{mirror}, which has no {data.CLICKBAIT.place}" in said
    assert fetch_vectors().exists() and not server.requests


@pytest.mark.parametrize("content", [b"", WIKI8[:-1], WIKI8 + b"\n", GLOVE])
def test_a_wrong_file_in_the_mirror_is_named(mirror, content):
    path = mirror / data.WIKI8.place
    path.write_bytes(content)
    assert f"{path} is damaged or another file (sha256 " in complaint(fetch_vectors)
    check_headlines(fetch_headlines())


# ------------------------------------------------------------------ the page and all


def test_the_addresses_of_data_are_in_one_place():
    addresses = ("githubusercontent", "releases/download")
    for folder in ("embedlab", "guide", "lessons", "solutions"):
        for path in (ROOT / folder).rglob("*.*"):
            if path.suffix in {".py", ".md", ".ipynb"} and path.name != "data.py":
                text = path.read_text(encoding="utf-8")
                assert not any(part in text for part in addresses), path


def test_the_page_about_the_data_names_all_sources():
    page = (ROOT / "guide" / "data.md").read_text(encoding="utf-8")
    module = (ROOT / "embedlab" / "data.py").read_text(encoding="utf-8")
    for owner in ("bhargaviparanjape/clickbait", "piskvorky/gensim-data"):
        assert owner in page and owner in module
    for name in ("NEWS", "CLICKBAIT", "WIKI8"):
        checksum = REAL[name].checksum.removeprefix("sha256:")
        assert f"| `{REAL[name].place}` | `{checksum[:8]}` |" in page
    assert "arXiv:1610.09786" in page
    assert "how-embedding-layers-learn" in page and "EMBEDLAB_MIRROR" in page


@pytest.mark.skipif(not REAL_MIRROR, reason="EMBEDLAB_MIRROR names no folder of data")
def test_the_real_mirror_has_what_the_page_says(monkeypatch):
    monkeypatch.setenv("EMBEDLAB_MIRROR", REAL_MIRROR)
    for name, source in REAL.items():
        monkeypatch.setattr(data, name, source)
    headlines = fetch_headlines()
    assert len(headlines.texts) == len(headlines.labels) == 32_000
    assert headlines.labels.sum() == 15_999 and not headlines.labels[:16_001].any()
    assert len(set(headlines.texts)) == 32_000
    assert all(text == text.strip() != "" for text in headlines.texts)
    vectors = read_vectors(fetch_vectors())
    assert vectors.vectors.shape == (30_000, 100)
    assert vectors.index_to_key[0] == "the"
    assert vectors.similarity("alps", "himalayas") > vectors.similarity("alps", "pizza")
