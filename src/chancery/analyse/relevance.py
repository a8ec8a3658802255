"""Whether a document is news, or a page of another kind: law, reference work, prices, addresses, advice.

The words come from packs; nothing is known by name. What is not surely of another kind passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from msgspec import Struct

from chancery.analyse.lines import paragraphs
from chancery.model import STORY_ZONES, Annotated, Reason, ZoneKind
from chancery.model.zoning import RelevanceWords, Words
from chancery.text.forms import fold

_WORD = re.compile(r"[^\W\d_]+")
_NOTE = re.compile(r"\[\d{1,3}\]")
_NEVER = re.compile(r"(?!)")
_EDGES = " \t-–—•·▪●*|0123456789.)"
_ENDS = (".", "!", "?", "…", ".)", '."', ".»", ".”")
_OPEN_END = "-"
_SPELT_OUT = 14
_HEAD = 140


class Look(Struct, frozen=True):
    """What a page shows.

    `words` are those of its story; of a hundred of them `signs` tell that somebody said or did something or when,
    `first` speak of the one who writes, `second` to the reader. All else counts lines or places of the whole text.
    """

    words: int
    signs: float
    first: float
    second: float
    lines: int
    sentences: int
    questions: int
    articles: int
    formulas: int
    definitions: int
    apparatus: int
    prices: int
    goods: int
    contacts: int


class Verdict(Struct, frozen=True):
    """Why a page is no news: the reason for the record, and what was seen for whoever asks."""

    reason: Reason
    seen: str


def verdict(annotated: Annotated, words: RelevanceWords) -> Verdict | None:
    """Why the document is no news; None where it is, where that is not sure, or where the pack lacks the words."""
    if not words.told:
        return None
    seen = look(annotated, words)
    return next((Verdict(reason, said) for reason, rule in RULES if (said := rule(seen))), None)


def look(annotated: Annotated, words: RelevanceWords) -> Look:
    """What the gate sees of a document."""
    known, text = _known(words), annotated.document.text
    lines = [fold(text[span.start : span.stop]).strip(" |") for span in paragraphs(annotated.document)]
    story = [
        word
        for zone in annotated.zones
        if zone.kind in STORY_ZONES and zone.kind is not ZoneKind.QUOTATION
        for word in _WORD.findall(fold(text[zone.start : zone.stop]))
    ]
    share = 100 / max(len(story), 1)
    return Look(
        words=len(story),
        signs=share * sum(map(known.told, story)),
        first=share * sum(word in words.first for word in story),
        second=share * sum(word in words.second for word in story),
        lines=len(lines),
        sentences=sum(line.endswith(_ENDS) and len(line.split()) >= 4 for line in lines),
        questions=sum(line.endswith("?") for line in lines),
        articles=sum(len(known.article.findall(line)) for line in lines),
        formulas=sum(phrase in line for phrase in known.formulas for line in lines),
        definitions=sum(phrase in line[:_HEAD] for phrase in known.definitions for line in lines),
        apparatus=len({phrase for phrase in known.apparatus for line in lines if phrase in line})
        + (len(_NOTE.findall(text)) >= 3),
        prices=sum(len(line.split()) <= _SPELT_OUT and bool(known.price.search(line)) for line in lines),
        goods=len({phrase for phrase in known.goods for line in lines if phrase in line}),
        contacts=sum(line.lstrip(_EDGES).startswith(known.contacts) for line in lines),
    )


def _law(page: Look) -> str:
    is_divided = page.articles >= 3 and 100 * page.articles >= page.words and page.signs < 2.5
    is_worded = page.formulas >= 2 and 50 * page.formulas >= page.words and page.signs < 6
    is_act = page.formulas and page.articles and page.signs < 1
    return f"{page.articles} articles, {page.formulas} formulas of law" * bool(is_divided or is_worded or is_act)


def _reference(page: Look) -> str:
    is_defined = page.definitions and page.signs < 0.8 and page.first < 1 and page.words >= 40
    is_work = page.apparatus >= 2 and page.signs < 1.2
    is_glossary = page.definitions >= 3 and 3 * page.definitions >= page.lines and page.signs < 2.5
    said = f"{page.definitions} definitions, {page.apparatus} marks of a reference work"
    return said * bool(is_defined or is_work or is_glossary)


def _prices(page: Look) -> str:
    is_list = page.prices >= 3 and 5 * page.prices >= 2 * page.lines and page.signs < 1.5
    is_shop = page.goods >= 2 and page.signs < 1
    return f"{page.prices} lines with prices, {page.goods} words of a shop" * bool(is_list or is_shop)


def _directory(page: Look) -> str:
    is_directory = page.contacts >= 4 and 10 * page.contacts >= 3 * page.lines and page.signs < 1.5
    return f"{page.contacts} lines of addresses" * is_directory


def _guide(page: Look) -> str:
    is_advice = page.second >= 1.5 and page.signs < 0.8 and page.first < 1 and page.words >= 40
    is_asked = page.questions >= 3 and 7 * page.questions >= page.lines and page.signs < 0.8 and page.first < 1
    said = f"{page.questions} questions, {page.second:.0f} of a hundred words speak to the reader"
    return said * (is_advice or is_asked)


def _no_sentences(page: Look) -> str:
    return f"{page.lines} lines without a sentence" * (page.lines >= 12 and not page.sentences)


def _no_event(page: Look) -> str:
    is_still = page.words >= 80 and page.signs < 0.5 and page.first < 1
    return f"in {page.words} words nobody says or does anything at any time" * is_still


RULES: tuple[tuple[Reason, Callable[[Look], str]], ...] = (
    (Reason.LEGAL_TEXT, _law),
    (Reason.REFERENCE_WORK, _reference),
    (Reason.PRICE_LIST, _prices),
    (Reason.DIRECTORY, _directory),
    (Reason.GUIDE, _guide),
    (Reason.NO_SENTENCES, _no_sentences),
    (Reason.NO_EVENT, _no_event),
)
"""The kinds of page that are no news, in order; each rule says what it saw, or nothing."""


class _Known(Struct, frozen=True):
    whole: frozenset[str]
    starts: tuple[str, ...]
    article: re.Pattern[str]
    price: re.Pattern[str]
    formulas: tuple[str, ...]
    definitions: tuple[str, ...]
    apparatus: tuple[str, ...]
    goods: tuple[str, ...]
    contacts: tuple[str, ...]

    def told(self, word: str) -> bool:
        """Whether a word tells that something was said or done, or when."""
        return word in self.whole or word.startswith(self.starts)


@lru_cache(maxsize=32)
def _known(words: RelevanceWords) -> _Known:
    """`words` in the form in which texts are compared with them."""
    told = list(map(fold, words.told))
    heads, money = _any_of(words.articles), _any_of(words.currencies)
    numbered = rf"(?:^[\W\d_]{{0,9}}|[.;]\s?)(?:{heads})[.\s№]*\(?(?:\d{{1,3}}|[ivxl]{{1,5}})\b"
    price = rf"[$€£¥₽₸]\s?\d|\d\s?[$€£¥₽₸]|\d\s?(?:{money})\b"
    formulas, definitions, apparatus, goods, contacts = (
        tuple(map(fold, each))
        for each in (words.formulas, words.definitions, words.apparatus, words.goods, words.contacts)
    )
    return _Known(
        frozenset(word for word in told if not word.endswith(_OPEN_END)),
        tuple(word.rstrip(_OPEN_END) for word in told if word.endswith(_OPEN_END)),
        re.compile(numbered) if words.articles else _NEVER,
        re.compile(price) if words.currencies else _NEVER,
        formulas,
        definitions,
        apparatus,
        goods,
        contacts,
    )


def _any_of(words: Words) -> str:
    return "|".join(re.escape(fold(word)) for word in words)
