"""Data that others have published: fetched when asked for, kept, checked each time.

This module alone knows addresses and checksums; guide/data.md says what the data are.
"""

import gzip
import os
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pooch
from requests.exceptions import RequestException

CACHE = Path(pooch.os_cache("how-embedding-layers-learn"))


class Source(NamedTuple):
    address: str
    place: str  # below the folder that EMBEDLAB_MIRROR names
    checksum: str


COMMIT = (
    "https://raw.githubusercontent.com/bhargaviparanjape/clickbait/"
    "203d979a81545ae6160ff45ffdac83e74469c97a"
)
NEWS = Source(
    f"{COMMIT}/dataset/non_clickbait_data.gz",
    "clickbait/non_clickbait_data.gz",
    "sha256:4baa2a3cf6b28a48b765e4f763b5d5f03535caae1c70a26f680d39b0ca782a05",
)
CLICKBAIT = Source(
    f"{COMMIT}/dataset/clickbait_data.gz",
    "clickbait/clickbait_data.gz",
    "sha256:a174ae2a377908ae58a514416c01a19c882de27fa6b1500da3774114e332a546",
)
GLOVE = Source(
    "https://github.com/piskvorky/gensim-data/releases/download/"
    "glove-wiki-gigaword-50/glove-wiki-gigaword-50.gz",
    "",
    "md5:c289bc5d7f2f02c6dc9f2f9b67641813",  # from list.json, which gensim compares
)
WIKI8 = Source(
    "",
    "wiki8_sgns_100d_30k/wiki8_sgns100_top30k_f16.npz",
    "sha256:e178b778a21683a76e01bb3d62095fa7daa2119dd94af7210355554902ec20aa",
)


class DataMissing(RuntimeError):
    """Data cannot be had as they were published; the text says why and what to do."""


@dataclass(frozen=True)
class Headlines:
    """Texts, first all news, then all clickbait: shuffle them before you split them.

    `texts` is a tuple of N str, `labels` an int array of shape (N,), 1 for clickbait.

    Examples
    --------
    >>> Headlines(("Markets fall", "You will love this"), np.array([0, 1])).labels
    array([0, 1])
    """

    texts: tuple
    labels: np.ndarray


def fetch_headlines():
    """Return 16,001 headlines of news and 15,999 of clickbait as `Headlines`.

    They come from the folder that the environment variable EMBEDLAB_MIRROR names; if
    there is no such variable, from the cache or the internet. Raises `DataMissing`.

    Chakraborty, Paranjape, Kakarla and Ganguly (2016), "Stop Clickbait", ASONAM 2016,
    9-16, arXiv:1610.09786: to be cited. Some are vulgar: choose what you show.
    """
    packed = [_fetch(source).read_bytes() for source in (NEWS, CLICKBAIT)]
    texts = [gzip.decompress(part).decode("utf-8") for part in packed]
    news, clickbait = (
        [line.strip() for line in text.split("\n") if line.strip()] for text in texts
    )
    labels = np.repeat([0, 1], [len(news), len(clickbait)])
    return Headlines((*news, *clickbait), labels)


def fetch_vectors():
    """Return the path of a file with trained word vectors, for `read_vectors`.

    From EMBEDLAB_MIRROR: 30,000 words, 100 numbers each, trained on part of Wikipedia.
    Without it: GloVe, 400,000 words, 50 numbers each (Pennington, Socher and Manning
    2014, EMNLP, 1532-1543), from the cache or the internet. Raises `DataMissing`.

    Examples
    --------
    >>> from embedlab.vectors import read_vectors
    >>> vectors = read_vectors(fetch_vectors(), limit=20_000)  # doctest: +SKIP
    """
    return _fetch(WIKI8 if os.environ.get("EMBEDLAB_MIRROR") else GLOVE)


def _fetch(source):
    """Return the path of a file whose checksum is right, or raise DataMissing."""
    folder = os.environ.get("EMBEDLAB_MIRROR")
    try:
        return _from_mirror(source, folder) if folder else _from_internet(source)
    except (OSError, ValueError) as error:
        reason = error
    places = ", ".join(known.place for known in (NEWS, CLICKBAIT, WIKI8))
    raise DataMissing(
        f"{Path(source.place or source.address).name} is missing: {reason}. Go online "
        "without EMBEDLAB_MIRROR, or let this environment variable name a folder that "
        f"holds {places}; all lessons that do not read the file go on without it."
    )


def _from_mirror(source, folder):
    path = Path(folder, source.place).expanduser()
    if not path.is_file():
        found = Path(folder).expanduser().is_dir()
        lack = f"has no {source.place}" if found else "is no folder"
        raise ValueError(f"EMBEDLAB_MIRROR names {folder}, which {lack}")
    algorithm, expected = source.checksum.split(":")
    found = pooch.file_hash(str(path), alg=algorithm)
    if found != expected:
        raise ValueError(
            f"{path} is damaged or another file ({algorithm} {found}, not {expected})"
        )
    return path


def _from_internet(source):
    """Return the file in the cache, fetched if it is not there or is damaged."""
    name = Path(source.address).name
    files, addresses = {name: source.checksum}, {name: source.address}
    store = pooch.create(CACHE, "", registry=files, urls=addresses, retry_if_failed=2)
    try:
        return Path(store.fetch(name, progressbar=True))
    except RequestException as error:
        why = getattr(error.response, "status_code", type(error).__name__)
        reason = f"{source.address} was not reached or broke off ({why})"
    except OSError as error:
        reason = f"the cache {CACHE} cannot be used ({error})"
    except ValueError:  # from pooch, about the checksum
        reason = f"{source.address} sends a damaged or another file"
    raise ValueError(reason)
