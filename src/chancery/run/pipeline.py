"""Composes the stages: a raw item becomes a reading, or a refusal with its reason. Keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from hashlib import sha256

from msgspec import Struct, structs

from chancery import __version__
from chancery.analyse.annotate import annotated, joined, tools
from chancery.analyse.language import identify, languages
from chancery.analyse.tagging import names
from chancery.analyse.zones import paragraphs
from chancery.clean import document as cleaned
from chancery.extract import frames
from chancery.gazetteer import gazetteer
from chancery.lang import capabilities, codes, fingerprint, load, profiles
from chancery.model import Annotated, Document, Evidence, Frame, RawItem, Reason, Rejected, ZoneKind
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
    """Reads documents. `engine` names everything that decides how: code, packs, gazetteer, tier."""

    def __init__(self, *, tier: str = "full") -> None:
        self.tier = tier
        self.engine = engine(tier)

    def read(self, item: RawItem) -> Reading | Rejected:
        """What the item states, or why it is refused."""
        doc = cleaned(item)
        if isinstance(doc, Rejected):
            return doc
        # a language that is given holds for the whole text
        lang, tongues = (item.lang, ()) if item.lang else languages(doc.text, paragraphs(doc), profiles())
        lang = lang or doc.lang
        reading = self._read(doc, lang, tongues) if lang else None
        return _without_pack(item, lang) if reading is None else reading

    def _read(self, doc: Document, lang: str, tongues: Sequence[str]) -> Reading | None:
        """The reading of each language of the document that has a pack; None where none has."""
        if not set(tongues) - {lang}:
            return self._read_in_one(doc, lang) if lang in codes() else None
        order = sorted({*tongues} & {*codes()}, key=lambda code: (code != lang, code))
        found = [annotated(doc, code, tier=self.tier, tongues=tongues) for code in order]
        told = [part for part in found if part.lang == lang or _length(part) >= _LEAST_PART]
        return _in_several(doc, lang, told) if told else None

    def _read_in_one(self, doc: Document, lang: str) -> Reading:
        seen = annotated(doc, lang, tier=self.tier)
        return Reading(_titled(doc, seen), lang, seen, frames(seen, load(lang), gazetteer()))

    def explain(self, text: str, *, lang: str | None, published: str | None) -> Explanation:
        """Why a text is read as it is."""
        item = RawItem(key="text", content=text.encode(), published=published, lang=lang)
        reading = self.read(item)
        if isinstance(reading, Rejected):
            return Explanation(lang=lang or "", refused=reading.message)
        return explanation(reading.annotated, reading.parts or (reading.annotated,), reading.frames)

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


def _in_several(doc: Document, lang: str, parts: list[Annotated]) -> Reading:
    """Readings of one document in several languages as one, its facts in the order of the text."""
    seen, numbered = joined(parts)
    found = [
        structs.replace(frame, evidence=tuple(_renumbered(e, after) for e in frame.evidence))
        for part, after in zip(parts, numbered, strict=True)
        for frame in frames(part, load(part.lang), gazetteer())
    ]
    found.sort(key=lambda frame: frame.evidence[0].start)
    return Reading(_titled(doc, seen), lang, seen, tuple(found), numbered)


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
