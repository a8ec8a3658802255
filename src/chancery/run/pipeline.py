"""Composes the stages: a raw item becomes a reading, or a refusal with its reason. Keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from msgspec import Struct, structs

from chancery import __version__
from chancery.analyse.annotate import annotated, joined, tools
from chancery.analyse.language import identify, languages
from chancery.analyse.relevance import Verdict, verdict
from chancery.analyse.tagging import names
from chancery.analyse.zones import paragraphs
from chancery.clean import document as cleaned
from chancery.extract import frames
from chancery.gazetteer import gazetteer
from chancery.lang import capabilities, codes, fingerprint, load, part, profiles
from chancery.model import Annotated, Document, Evidence, Frame, RawItem, Reason, Rejected, ZoneKind
from chancery.model.zoning import RelevanceWords
from chancery.run.explain import Explanation, explanation

NAMES = {"en": "English", "ru": "Russian"}
_LEAST_PART = 80
"""Characters of story; a shorter part in a language that is not the main one is a title, a name or a link."""


class Reading(Struct, frozen=True):
    """What one document says, and everything that was seen on the way.

    `lang` is the main language. `parts` are the readings of a document that is in several languages, one for each
    language that was read; `annotated` is then all of them.
    """

    document: Document
    lang: str
    annotated: Annotated
    frames: tuple[Frame, ...]
    parts: tuple[Annotated, ...] = ()


class Entity(Struct, frozen=True):
    """A name in a text: offsets of code points in the text exactly as given."""

    start: int
    end: int
    type: str
    text: str
    lemma: str


class LanguageReport(Struct, frozen=True):
    """A language with a pack: what the pack has and what it lacks."""

    code: str
    name: str
    present: tuple[str, ...]
    absent: tuple[str, ...]


class Reader:
    """Reads documents. `engine` names everything that decides how: code, packs, gazetteer, tier.

    `any_page` reads pages too that are no news; it decides whether a page is read, not how.
    """

    def __init__(self, *, tier: str = "full", any_page: bool = False) -> None:
        self.tier, self.any_page = tier, any_page
        self.engine = engine(tier)

    def read(self, item: RawItem) -> Reading | Rejected:
        """What the item states, or why it is refused."""
        doc = cleaned(item)
        if isinstance(doc, Rejected):
            return doc
        # a language that is given holds for the whole text
        lang, tongues = (item.lang, ()) if item.lang else languages(doc.text, paragraphs(doc), profiles())
        lang = lang or doc.lang
        parts = self._parts(doc, lang, tongues) if lang else []
        if not parts or lang is None:
            return _without_pack(item, lang)
        verdicts = [] if self.any_page else [no_news(part) for part in parts]
        if verdicts and verdicts[0] and all(verdicts):
            return _no_news(item, verdicts[0])
        return _reading(doc, lang, parts)

    def _parts(self, doc: Document, lang: str, tongues: Sequence[str]) -> list[Annotated]:
        """What is seen in each language of the document that has a pack, the main one first."""
        if not set(tongues) - {lang}:
            return [annotated(doc, lang, tier=self.tier)] if lang in codes() else []
        order = sorted({*tongues} & {*codes()}, key=lambda code: (code != lang, code))
        found = [annotated(doc, code, tier=self.tier, tongues=tongues) for code in order]
        return [part for part in found if part.lang == lang or _length(part) >= _LEAST_PART]

    def explain(self, text: str, *, lang: str | None, published: str | None) -> Explanation:
        """Why a text is read as it is."""
        content = text.encode(errors="replace")  # an argument may hold halves of characters
        item = RawItem(key="text", content=content, published=published, lang=lang)
        reading = Reader(tier=self.tier, any_page=True).read(item)
        if isinstance(reading, Rejected):
            return Explanation(lang=lang or "", refused=reading.message)
        parts = reading.parts or (reading.annotated,)
        verdicts = [no_news(part) for part in parts]
        gate = f"{verdicts[0].reason}: {verdicts[0].seen}" if verdicts[0] and all(verdicts) else ""
        return structs.replace(explanation(reading.annotated, parts, reading.frames), gate=gate)

    def entities(self, text: str, lang: str | None) -> list[Entity]:
        """The people, places and organisations that a text names, in the order of the text."""
        code = lang if lang in codes() else identify(text, profiles())
        if code not in codes() or code is None:
            return []
        found = names(text, code, tier=self.tier)
        return [Entity(name.start, name.stop, name.kind, text[name.start : name.stop], name.lemma) for name in found]

    def languages(self) -> list[LanguageReport]:
        """The languages that have a pack."""
        return [_report(code) for code in codes()]


def _reading(doc: Document, lang: str, parts: Sequence[Annotated]) -> Reading:
    """What a document says: of one in several languages, the facts of all in the order of the text."""
    if len(parts) == 1 and parts[0].lang == lang:
        seen = parts[0]
        return Reading(_titled(doc, seen), lang, seen, frames(seen, load(lang), gazetteer()))
    seen, numbered = joined(parts)
    found = [
        structs.replace(frame, evidence=tuple(_renumbered(e, after) for e in frame.evidence))
        for part, after in zip(parts, numbered, strict=True)
        for frame in frames(part, load(part.lang), gazetteer())
    ]
    found.sort(key=lambda frame: frame.evidence[0].start)
    return Reading(_titled(doc, seen), lang, seen, tuple(found), numbered)


def no_news(seen: Annotated) -> Verdict | None:
    """Why a page is no news; None where it is, or may be."""
    return verdict(seen, _relevance(seen.lang))


@cache
def _relevance(code: str) -> RelevanceWords:
    return part(code, "relevance", RelevanceWords)


def _no_news(item: RawItem, why: Verdict) -> Rejected:
    message = f"{item.key}: it reads like no news: {why.seen}; read it all the same with --any"
    return Rejected(item.key, why.reason, message, item.file, item.url, item.id)


def _renumbered(evidence: Evidence, part: Annotated) -> Evidence:
    return structs.replace(evidence, sentence=part.sentences[evidence.sentence].index)


def _length(part: Annotated) -> int:
    """Characters of the sentences that were read."""
    return sum(sentence.stop - sentence.start for sentence in part.sentences)


def _titled(doc: Document, seen: Annotated) -> Document:
    """The document with the title that its text shows, where nothing else gave one."""
    zone = next((zone for zone in seen.zones if zone.kind == ZoneKind.TITLE), None)
    if doc.title is not None or zone is None:
        return doc
    return structs.replace(doc, title=" ".join(doc.text[zone.start : zone.stop].strip("#* \n").split()) or None)


@cache
def engine(tier: str) -> str:
    """A digest of everything but the document that decides what is read: version, packs, tier."""
    return f"{__version__}+{tier}.{sha256(fingerprint().encode()).hexdigest()[:12]}"


def warm(tier: str, langs: tuple[str, ...]) -> None:
    """Load what reading these languages needs, before the clock starts."""
    for code in langs:
        tools(code, tier)


def _without_pack(item: RawItem, lang: str | None) -> Rejected:
    what = f"the language is {lang}, which has no pack" if lang else "the language was not recognised"
    hint = f"languages with a pack: {', '.join(codes())}; name one with --lang to read the text as that language"
    return Rejected(item.key, Reason.NO_PACK, f"{what}; {hint}", item.file, item.url, item.id)


def _report(code: str) -> LanguageReport:
    parts = capabilities(code)
    present = tuple(name for name, there in parts if there)
    return LanguageReport(code, NAMES.get(code, code), present, tuple(name for name, there in parts if not there))
