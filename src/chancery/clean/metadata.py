"""What the machine-readable head of a page says: title, publication day, language. No clock in a header is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

import msgspec

from chancery.clean.layout import Page
from chancery.text.timestamps import metadata_day

_FIRST_DATES = ("article:published_time", "article:published", "og:published_time", "datepublished", "og:pubdate")
_OTHER_DATES = (
    "date",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.issued",
    "dcterms.created",
    "sailthru.date",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "mediator_published_time",
    "article.published",
)
_TITLES = ("og:title", "twitter:title", "dc.title", "headline")
_ARTICLE = re.compile(r"Article|Posting|Report", re.ASCII)
_PUBLISHED = re.compile(r'"datePublished"\s*+:\s*+"([^"]{8,40})"')
_SITE = re.compile(r"\s+[|–—\-:·»«/]{1,2}\s+")
_LARGEST_SCRIPT = 1_000_000


def published(page: Page) -> str | None:
    """The day on which the page says, in its metadata, that it was published."""
    own = (stamp.value for stamp in page.stamps if stamp.is_own)
    return (
        _first(_metas(page, _FIRST_DATES))
        or _first(_structured(page.scripts))
        or _first(_metas(page, _OTHER_DATES))
        or _first(own)
        or _only(stamp.value for stamp in page.stamps)
    )


def title(page: Page) -> str | None:
    """The title of the article: as its metadata name it, else its main heading, else the window's without the site."""
    headings = [block.text for block in page.blocks if "h1" in block.hints]
    for found in map(_clean, (*_metas(page, _TITLES), *headings[:1])):
        if found:
            return _SITE.split(found)[0] if _is_window(found, headings) else found
    return _window(_clean(page.title)) or None


def language(page: Page) -> str | None:
    """The language that the page declares, as a two or three letter code."""
    code = page.lang.strip().lower().replace("_", "-").partition("-")[0]
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


def _is_window(found: str, headings: list[str]) -> bool:
    """Whether a metadata title is the window's with the site's name, while the heading is its first part."""
    first = _SITE.split(found)[0]
    return first != found and any(first == _clean(heading) for heading in headings)


def _window(text: str) -> str:
    """The longest part of a window's title: the others name the site or the section."""
    return max(_SITE.split(text), key=len)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _metas(page: Page, names: Iterable[str]) -> Iterator[str]:
    for wanted in names:
        yield from (content for name, content in page.metas if name == wanted)


def _first(stamps: Iterable[str]) -> str | None:
    return next((day for day in map(metadata_day, stamps) if day), None)


def _only(stamps: Iterable[str]) -> str | None:
    days = {day for day in map(metadata_day, stamps) if day}
    return days.pop() if len(days) == 1 else None


def _structured(scripts: Iterable[str]) -> Iterator[str]:
    """Publication dates of articles in structured data; where that is malformed, its only date."""
    for script in scripts:
        if len(script) > _LARGEST_SCRIPT:
            continue
        try:
            yield from _article_dates(msgspec.json.decode(script.strip()))
        except (msgspec.DecodeError, RecursionError):
            yield from _lone_date(script)


def _article_dates(tree: object) -> Iterator[str]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            stamp = node.get("datePublished")
            if isinstance(stamp, str) and _ARTICLE.search(str(node.get("@type"))):
                yield stamp
            waiting.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            waiting.extend(reversed(node))


def _lone_date(script: str) -> Iterator[str]:
    stamps = set(_PUBLISHED.findall(script))
    if len(stamps) == 1 and _ARTICLE.search(script):
        yield stamps.pop()
