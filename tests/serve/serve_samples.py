"""A reader that needs no language, and a few frames, for tests of the ways out."""

from __future__ import annotations

import hashlib

from chancery.clean import document as cleaned
from chancery.model import (
    Agreement,
    Annotated,
    ConsularDistrict,
    Cooperation,
    Delegation,
    Engagement,
    Evidence,
    Frame,
    Function,
    Indicator,
    Institution,
    Membership,
    MissionEvent,
    MissionRef,
    Position,
    Project,
    RawItem,
    Reason,
    Rejected,
    Statement,
)
from chancery.run.pipeline import Entity, LanguageReport, Reading

SENTENCE = "Norway opened a consulate general in Nice."
TEXT = f"{SENTENCE} Ünal Ö met the mayor."

OPENED = MissionEvent(
    event="opened", mission_type="consulate_general", sending="Norway", receiving="France", city="Nice", date="2024-05"
)
FACTS = (
    OPENED,
    ConsularDistrict(
        mission=MissionRef(sending="Norway", mission_type="consulate_general", city="Nice"), areas=("Corsica",)
    ),
    Position(person="Ada Lund", role="consul_general", org="Norway"),
    Engagement(kind="meeting"),
    Indicator(metric="exports", value=30000000.0, unit="USD", qualifier=">", change=5.5),
    Agreement(title="Consular Convention", kind="treaty", parties=("Norway", "France"), date="2024"),
    Cooperation(parties=("Norway", "Corsica"), fields=("tourism",), by="Ada Lund", text="Norway wishes to cooperate."),
    Project(title="ferry line", place="Nice", parties=("Norway", "France"), proposer="Ada Lund"),
    Function(MissionRef(sending="Norway", mission_type="consulate_general", city="Nice"), "protect_nationals"),
    Institution(name="Norwegian House", kind="cultural_centre", places=("Nice",)),
    Delegation(head="Ada Lund", org="Norway", members=("Kari Berg",)),
    Membership(person="Ada Lund", org="Friendship Group"),
    Statement(speaker="Ada Lund", quote="direct", text="We are glad."),
)


def frame(
    fact: object = OPENED, *, key: str = "a.txt", quote: str = SENTENCE, start: int = 0, **fields: object
) -> Frame:
    """A frame of `fact` whose quote stands at `start`."""
    digest = hashlib.sha256(repr((key, fact, quote)).encode()).hexdigest()[:32]
    proof = (Evidence(start, start + len(quote), quote, 0),)
    return Frame(digest, fact, "completed", proof, "test.rule", 0.9, **fields)  # type: ignore[arg-type]


class PlainReader:
    """Reads every document that holds the sentence as saying every sample fact; stumbles where it is told to."""

    engine = "test"

    def __init__(self) -> None:
        self.read_keys: list[str] = []

    def read(self, item: RawItem) -> Reading | Rejected:
        self.read_keys.append(item.key)
        doc = cleaned(item)
        if isinstance(doc, Rejected):
            return doc
        if "Stumble" in doc.text:
            raise ValueError("stumbled")
        if "Klingon" in doc.text:
            return Rejected(item.key, Reason.NO_PACK, "the language is tlh, which has no pack", item.file)
        at = doc.text.find(SENTENCE)
        frames = tuple(frame(fact, key=item.key, start=at) for fact in FACTS) if at >= 0 else ()
        return Reading(doc, "en", Annotated(doc, "en", (), ()), frames)

    def entities(self, text: str, lang: str | None) -> list[Entity]:
        if "Stumble" in text:
            raise ValueError("stumbled")
        at = text.find("Norway")
        return [Entity(at, at + 6, "LOC", "Norway", "Norway")] if at >= 0 else []

    def languages(self) -> list[LanguageReport]:
        return [LanguageReport("en", "English", ("calendar",), ("grammar",))]
