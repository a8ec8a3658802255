"""Say how the time of each reader grows with its input: ten times as much should take about ten times as long.

Each kind of text that people paste, and should not, is read at one size and at ten times that size, in processor time.
A growth above `MOST` is marked, and the run ends with 1. A reader that looks at each piece once for each other shows a
hundred; memory that is further away, and a busy machine, show up to fifteen.

    make scaling
    .venv/bin/python benchmarks/scaling.py --only reading-en
"""

from __future__ import annotations

import argparse
import gc
import io
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from chancery.acquire import lines
from chancery.analyse.annotate import tools
from chancery.analyse.dates import dates
from chancery.analyse.language import languages
from chancery.analyse.quantities import quantities
from chancery.analyse.zones import paragraphs, zones
from chancery.clean import document
from chancery.gazetteer import gazetteer
from chancery.grammar import rules
from chancery.lang import part, profiles
from chancery.model import Document, MediaType, RawItem
from chancery.model.calendar import Calendar
from chancery.model.numbering import Numbers
from chancery.model.zoning import ZoneWords
from chancery.run.pipeline import Reader

TIMES = 10
"""How much larger the larger text is."""

MOST = 16.0
LEAST_S = 0.02
"""What takes less than this at the larger size is as good as nothing."""

ROOT = Path(__file__).resolve().parents[1]


def repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A text of so many characters made of one piece."""
    return lambda size: before + piece * (size // len(piece)) + after


def articles(lang: str) -> str:
    """The plain examples in a language, one after another."""
    return "\n\n".join(
        path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob(f"[0-9]*.{lang}.txt"))
    )


PAGES: dict[str, Callable[[int], str]] = {
    "nested": lambda size: "<div>" * (size // 22) + "Japan opened" + "</div>" * (size // 22),
    "never closed": repeated("<div>a"),
    "paragraphs": repeated("<p>Japan opened a consulate in Osaka.</p>"),
    "inline": lambda size: "<b>" * (size // 10) + "a" + "</b>" * (size // 10),
    "crossing": repeated("<b><i><p></b></i>a"),
    "end tags": repeated("</div></b>"),
    "links": repeated('<a href="x">Japan</a> '),
    "list items": repeated("<ul><li>a"),
    "table cells": repeated("<table><tr><td>a"),
    "huge attribute": repeated("a", '<p class="', '">b'),
    "unclosed attribute": repeated("a b ", '<p class="'),
    "many attributes": repeated("a1=b ", "<p ", ">c"),
    "open tags": repeated("<"),
    "open tags with names": repeated("<a "),
    "comments": repeated("<!-- a"),
    "references": repeated("&amp;"),
    "broken references": repeated("&#"),
    "long reference": repeated("1", "&#", ";"),
    "scripts": repeated("<script>"),
    "blanks": repeated(" \n"),
    "breaks": repeated("<br>"),
    "metadata": repeated('<meta name="date" content="x">'),
    "structured data": repeated('{"a":[', '<script type="application/ld+json">', "</script>"),
    "spaced structured data": repeated(" ", '<script type="application/ld+json">{"datePublished"', "</script>"),
    "title": repeated("a - ", "<title>", "</title>"),
}

TEXTS: dict[str, Callable[[int], str]] = {
    "story": lambda size: (articles("en") * (size // len(articles("en")) + 1))[:size],
    "russian story": lambda size: (articles("ru") * (size // len(articles("ru")) + 1))[:size],
    "one word": repeated("consulate"),
    "one number": repeated("9"),
    "numbers": repeated("1 2,3 4.5 6/7 $8 9% 10th 2014-15-16 "),
    "dates": repeated("5 May 2023, Monday, last year, "),
    "one sentence": repeated("the minister met the mayor of Osaka, "),
    "no full stop": repeated("in the old town by the river with many "),
    "places": repeated("Japan,India,Chile,"),
    "names": repeated("Ada Lund "),
    "initials": repeated("A. B. "),
    "capitals": repeated("JAPAN OPENED "),
    "offices": repeated("the Ambassador of "),
    "possessives": repeated("Japan's "),
    "quotations": repeated("“Yes,” the minister said. "),
    "opening marks": repeated("«"),
    "straight marks": repeated('"'),
    "brackets": repeated("("),
    "dashes": repeated("– "),
    "full stops": repeated("."),
    "addresses": repeated("https://example.org/a?b=c&d=e/"),
    "one address": repeated("a", "https://example.org/"),
    "mail": repeated("a@b."),
    "hashes": repeated("#"),
    "stars": repeated("**a** "),
    "blank lines": repeated("\n"),
    "short lines": repeated("Read also:\n"),
    "different lines": lambda size: "".join(f"Line {at}\n" for at in range(size // 11)),
    "lines alike": repeated("The ministers met in Osaka and spoke of trade for a day.\n"),
    "blanks": repeated(" "),
    "marks upon marks": repeated("\u0301", "e"),
    "soft hyphens": repeated("a\u00ad"),
    "control characters": repeated("a" * 200 + "\x1b"),
    "carriage returns": repeated("a\r"),
    "hangul": repeated("\u1112\u1161\u11ab"),
    "emoji": repeated("🎉👩🏽‍⚖️"),
    "mixed scripts": repeated("Tоkyo Токyo "),
    "front matter": repeated("title: a\n", "---\n"),
}


def read_page(text: str) -> object:
    """A page's document."""
    return document(RawItem("a", text.encode(), MediaType.HTML))


def read_text(text: str) -> object:
    """A text's document."""
    return document(RawItem("a", text.encode(), MediaType.MARKDOWN))


def read_zones(text: str) -> object:
    """The zones of a text."""
    return zones(Document("a", text, ""), part("en", "zones", ZoneWords))


def read_languages(text: str) -> object:
    """The languages of a text."""
    return languages(text, paragraphs(Document("a", text, "")), profiles())


def read_line(text: str) -> object:
    """One line of JSON and many."""
    many = text.encode("utf-8", "replace").replace(b"\n", b" ")
    return list(
        lines.documents(
            io.BytesIO(b'{"text": "' + many + b'"}\n' + b'{"text": "a"}\n' * 100), "a", "a", lines.Defaults()
        )
    )


def read_rules(text: str) -> object:
    """A rule file with a long list."""
    words = ", ".join(f'"w{at}:VERB"' for at in range(len(text) // 10))
    return rules(f'[[rule]]\nid = "a"\nframe = "b"\ntrigger = [{words}]\naccepts = ["a"]\nrejects = ["b"]', where="a")


CALENDAR, NUMBERS = part("en", "calendar", Calendar), part("en", "numbers", Numbers)
READERS: dict[str, tuple[Callable[[str], object], dict[str, Callable[[int], str]], int]] = {
    "page": (read_page, PAGES, 100_000),
    "text": (read_text, TEXTS, 100_000),
    "line": (read_line, {"story": TEXTS["story"], "one word": TEXTS["one word"]}, 100_000),
    "rules": (read_rules, {"story": TEXTS["story"]}, 50_000),
    "languages": (read_languages, TEXTS, 30_000),
    "zones": (read_zones, TEXTS, 20_000),
    "dates": (lambda text: dates(text, calendar=CALENDAR, published="2023-05-20"), TEXTS, 20_000),
    "quantities": (lambda text: quantities(text, numbers=NUMBERS, skip=()), TEXTS, 20_000),
    "places": (lambda text: gazetteer().hits(text, "en"), TEXTS, 20_000),
}


def reading(text: str, lang: str, media_type: MediaType = MediaType.TEXT) -> object:
    """A whole reading in the fast tier."""
    return Reader(tier="fast", any_page=True).read(RawItem("a", text.encode(), media_type, lang=lang))


READERS |= {f"reading-{lang}": (partial(reading, lang=lang), TEXTS, 6_000) for lang in ("en", "ru")}
READERS["reading-page"] = (partial(reading, lang="en", media_type=MediaType.HTML), PAGES, 20_000)


def spent(read: Callable[[str], object], text: str) -> float:
    """Processor seconds of one call, without what the interpreter takes to look for garbage among all that it holds."""
    gc.collect()
    gc.disable()
    began = time.process_time()
    read(text)
    took = time.process_time() - began
    gc.enable()
    return took


def growth(read: Callable[[str], object], make: Callable[[int], str], size: int) -> tuple[float, float, float]:
    """Seconds for the smaller and the larger text, and how many times longer the larger took."""
    small, large = make(size), make(size * TIMES)
    read(make(200))
    first = min(spent(read, small) for _ in range(2))
    last = spent(read, large)
    grown = last / max(first, 1e-9) if last >= LEAST_S else 0.0
    if grown > MOST:  # once more: something else may have been busy
        last = min(last, spent(read, large))
        grown = last / max(first, 1e-9)
    return first, last, grown


def main() -> int:
    """Measure every reader, or those named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=READERS, default=list(READERS))
    parser.add_argument("--all", action="store_true", help="print every measurement, not only the worst of each reader")
    given = parser.parse_args()
    for lang in ("en", "ru"):
        tools(lang, "fast")
    steep = 0
    for name in given.only:
        read, kinds, size = READERS[name]
        found = [(kind, *growth(read, make, size)) for kind, make in kinds.items()]
        found.sort(key=lambda each: -each[3])
        steep += sum(each[3] > MOST for each in found)
        for kind, first, last, grown in found if given.all else [each for each in found if each[3] > MOST] or found[:1]:
            mark = "  <-- more than its share" if grown > MOST else ""
            print(f"{name:14}{kind:24}{first:9.3f} s {last:9.3f} s  x{grown:6.1f}{mark}", flush=True)
    return int(steep > 0)


if __name__ == "__main__":
    sys.exit(main())
