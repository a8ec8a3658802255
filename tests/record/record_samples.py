"""Documents, frames and an analyser for the record's tests: synthetic, of any size, the same every time."""

from __future__ import annotations

import re
from array import array
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import get_type_hints

from hypothesis import strategies as st

from chancery.model import (
    Document,
    Engagement,
    Evidence,
    Frame,
    Indicator,
    MissionEvent,
    MissionRef,
    Origin,
    Position,
    RawItem,
)
from chancery.model.claim import DateBasis
from chancery.model.kinds import ConsularDistrict, Modality
from chancery.model.ledger import KINDS, claims, frame_id
from chancery.record import Outcome, Record

WORD = re.compile(r"\w+")
LATIN = dict(zip("абвгдезиклмнопрстуфхцы", "abvgdeziklmnoprstufhcy", strict=True))


class PlainAnalyser:
    """Folds case; a word's lemma is its first five letters, with a Latin key beside a Cyrillic one."""

    def terms(self, text: str, lang: str | None) -> tuple[str, str]:
        words = WORD.findall(text.casefold())
        return " ".join(words), " ".join(self._keys(word) for word in words)

    def query(self, text: str) -> tuple[list[str], list[str]]:
        words = WORD.findall(text.casefold())
        return words, [self._keys(word) for word in words]

    def _keys(self, word: str) -> str:
        stem = word[:5]
        latin = "".join(LATIN.get(letter, letter) for letter in stem)
        return stem if latin == stem else f"{stem} {latin}"


def opened(path: Path, engine: str = "engine-1", **options: bool) -> Record:
    return Record.open(path, analyser=PlainAnalyser(), engine=engine, **options)


def article(key: str, text: str, published: str | None = "2022-11-22", **given: str) -> tuple[RawItem, Document]:
    content = text.encode()
    item = RawItem(key, content, published=published, **given)
    beside = {"published": published, "lang": item.lang, "title": item.title}
    document = Document(key, text, sha256(content).hexdigest(), origin=origin(text), **beside)
    return item, document


def origin(text: str) -> bytes:
    places = array("I", [0])
    for character in text:
        places.append(places[-1] + len(character.encode()))
    return places.tobytes()


def frame_at(document: Document, quote: str, fact: object, *, n: int = 0, **rest: object) -> Frame:
    """A frame whose evidence is the first place of `quote` in the document."""
    start = document.text.index(quote)
    evidence = Evidence(start, start + len(quote), quote, document.text.count(".", 0, start))
    kind = type(fact).__struct_config__.tag
    known = {"modality": "completed", "rule": "en.test", "confidence": 0.9} | rest
    return Frame(id=frame_id(document.key, kind, quote, n), fact=fact, evidence=(evidence,), trigger=n, **known)


def append_article(record: Record, number: int, frames: int = 15) -> Outcome:
    item, document, read = synthetic(number, frames)
    return record.append(item, document, "en", read)


def synthetic(number: int, frames: int = 15, characters: int = 3000) -> tuple[RawItem, Document, list[Frame]]:
    """The `number`-th article: `frames` sentences that say something, and filler up to `characters`."""
    random = Random(number)
    said = [(_sentence(random, place), place) for place in range(frames)]
    filler: list[str] = []
    while sum(map(len, filler)) < characters - sum(len(sentence) for (sentence, _), _ in said):
        filler.append(" ".join(random.choices(FILLER, k=14)) + ".")
    text = "\n".join([*(sentence for (sentence, _), _ in said), *filler])
    item, document = article(f"https://news.example/{number}", text, f"2022-{number % 12 + 1:02}-{number % 28 + 1:02}")
    return (
        item,
        document,
        [
            frame_at(
                document, sentence, fact, n=place, modality="reported" if isinstance(fact, Indicator) else "completed"
            )
            for (sentence, fact), place in said
        ],
    )


FILLER = [f"word{number}" for number in range(400)]


def _sentence(random: Random, place: int) -> tuple[str, object]:
    sending, receiving, city = (random.randrange(200) for _ in range(3))
    who = random.randrange(5000)
    match place % 4:
        case 0:
            text = f"State{sending} opened a consulate in City{city} of State{receiving} ({place})."
            return text, MissionEvent(
                "opened", "consulate", sending=f"State{sending}", receiving=f"State{receiving}", city=f"City{city}",
                city_as_written=f"city of {city}", date="2022-11",
            )  # fmt: skip
        case 1:
            text = f"The ambassador number{who} of State{sending} in State{receiving} spoke ({place})."
            office = {"org": f"State{sending}", "receiving": f"State{receiving}"}
            return text, Position(f"number{who}", "ambassador", as_written=f"n. {who}", **office)
        case 2:
            text = f"Number{who} met number{who + 1} in City{city} ({place})."
            both = (f"number{who}", f"number{who + 1}")
            return text, Engagement("meeting", both, place=f"City{city}", date="2022-11-22")
    text = f"Trade of State{sending} and State{receiving} reached {who} million dollars ({place})."
    return text, Indicator(
        "trade_turnover", who * 1e6, "USD", between=(f"State{sending}", f"State{receiving}"), period="2021"
    )


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9).map(float)

VALUES = {
    str: WORDS,
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    float: NUMBERS,
    MissionRef: st.builds(MissionRef, sending=WORDS | st.none(), city=WORDS | st.none()),
    tuple[str, ...]: st.lists(WORDS, max_size=3).map(tuple),
    tuple[float, float]: st.tuples(NUMBERS, NUMBERS),
    type(None): st.none(),
}


def facts() -> st.SearchStrategy[object]:
    """Any fact of any type, with any field given or not."""
    return st.one_of([_facts_of(kind) for kind in KINDS.values()])


def _facts_of(kind: type) -> st.SearchStrategy[object]:
    return st.builds(kind, **{name: _values(hint) for name, hint in get_type_hints(kind).items()})


def _values(hint: object) -> st.SearchStrategy[object]:
    if hint in VALUES:
        return VALUES[hint]
    return st.one_of([VALUES[part] for part in hint.__args__])


SPANNED = ["person", "kind", "city", "trigger", "value"]


@st.composite
def readings(draw: st.DrawFn, key: str = "doc") -> tuple[RawItem, Document, tuple[Frame, ...]]:
    """A document with any text and any frames that are true to it."""
    text = draw(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=80))
    item, document = article(key, text, draw(st.sampled_from([None, "2021-05-04", "2022-11-22"])))
    frames = [draw(_frames(document, number)) for number in range(draw(st.integers(0, 5)))]
    return item, document, tuple(frames)


def says_something(fact: object) -> bool:
    """Whether a fact has any value; no rule gives one without."""
    return bool(claims(Frame("f" * 32, fact, "completed", (), "r", 0.5)))


@st.composite
def _frames(draw: st.DrawFn, document: Document, number: int) -> Frame:
    fact = draw(facts().filter(says_something))
    evidence = tuple(draw(st.lists(_evidence(document.text), min_size=1, max_size=2)))
    kind = type(fact).__struct_config__.tag
    return Frame(
        id=frame_id(document.key, kind, evidence[0].quote, number),
        fact=fact,
        modality=draw(st.sampled_from(Modality)),
        evidence=evidence,
        rule=draw(WORDS),
        confidence=draw(st.floats(0, 1)),
        polarity=draw(st.sampled_from(["asserted", "denied"])),
        speaker=draw(WORDS | st.none()),
        date_basis=draw(st.sampled_from([None, *DateBasis])),
        source=draw(st.none() | st.builds(Origin, outlet=WORDS, agency=WORDS | st.none())),
        trigger=number,
        spans=draw(st.dictionaries(st.sampled_from(SPANNED), _spans(document.text))),
    )


@st.composite
def _spans(draw: st.DrawFn, text: str) -> tuple[int, int]:
    start = draw(st.integers(0, len(text)))
    return start, draw(st.integers(start, len(text)))


@st.composite
def _evidence(draw: st.DrawFn, text: str) -> Evidence:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return Evidence(start, end, text[start:end], draw(st.integers(0, 9)))


DISTRICT = ConsularDistrict(MissionRef("State1", "consulate", "City1"), areas=("Area1", "Area2"))
