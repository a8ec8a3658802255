"""A language pack: everything that Chancery knows of one language, as data."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from chancery.errors import PackError
from chancery.grammar import Index, Rule, Syntax, rules
from chancery.lang import parts
from chancery.model.accords import AccordWords
from chancery.model.ventures import Undertakings
from chancery.model.wording import (
    Attribution,
    Kinds,
    Measures,
    Missions,
    ModalityWords,
    Organisations,
    PlaceWords,
    Roles,
)

LAYERS = ("organisation", "mission", "role")
CAPABILITIES = (
    "segmentation",
    "morphology",
    "names",
    "calendar",
    "numbers",
    "zones",
    "relevance",
    "roles",
    "missions",
    "organisations",
    "places",
    "syntax",
    "modality",
    "attribution",
    "engagements",
    "indicators",
    "accords",
    "ventures",
    "grammar",
)


class Pack(msgspec.Struct, frozen=True):
    """One language's data. `phrases` are the indexes of phrase rules, inner phrases first; `clauses` the frames."""

    code: str
    roles: Roles
    missions: Missions
    organisations: Organisations
    places: PlaceWords
    syntax: Syntax
    modality: ModalityWords
    attribution: Attribution
    kinds: Kinds
    measures: Measures
    rules: tuple[Rule, ...]
    phrases: tuple[Any, ...]
    clauses: Any


@cache
def load(code: str) -> Pack:
    """The pack of one language, checked.

    Raises:
        PackError: there is no such pack, or one of its files is malformed.
        RuleError: one of its rules cannot be compiled.
    """
    if code not in parts.codes():
        raise PackError(f"no language pack for {code!r}", where="data/lang", hint=f"packs: {', '.join(parts.codes())}")
    measures = parts.part(code, "indicators", Measures)
    found = _rules(code, measures, parts.part(code, "ventures", Undertakings), parts.part(code, "accords", AccordWords))
    return Pack(
        code=code,
        roles=parts.part(code, "roles", Roles),
        missions=parts.part(code, "missions", Missions),
        organisations=parts.part(code, "organisations", Organisations),
        places=parts.part(code, "places", PlaceWords),
        syntax=_syntax(code),
        modality=parts.part(code, "modality", ModalityWords),
        attribution=parts.part(code, "attribution", Attribution),
        kinds=parts.part(code, "engagements", Kinds),
        measures=measures,
        rules=found,
        phrases=tuple(Index((r for r in found if r.frame == layer), "phrase") for layer in LAYERS),
        clauses=Index(found, "clause"),
    )


def _syntax(code: str) -> Syntax:
    return parts.part(code, "syntax", Syntax)


def _rules(code: str, measures: Measures, ventures: Undertakings, accords: AccordWords) -> tuple[Rule, ...]:
    templates = {
        "amount": tuple(word.replace(" ", " ") for m in measures.metric if "*" in m.units for word in m.words),
        "count": tuple(word for m in measures.metric if m.unit for word in m.words),
        "growth": (*measures.growth, *measures.fall),
        **accords.lists,
        "work": ventures.works,
        "institution": tuple(w for kind in ventures.institution for w in (*kind.named, *kind.heads, *kind.plain)),
    }
    found: list[Rule] = []
    for name in parts.grammar_files(code):
        text = parts.text(code, f"grammar/{name}") or ""
        found.extend(rules(text, where=f"data/lang/{code}/grammar/{name}", templates=templates))
    twice = {rule.id for rule in found if sum(other.id == rule.id for other in found) > 1}
    if twice:
        raise PackError(f"rule ids are not unique: {', '.join(sorted(twice))}", where=f"data/lang/{code}/grammar")
    return tuple(found)


def capabilities(code: str) -> tuple[tuple[str, bool], ...]:
    """Which parts a pack has: an absent file is an absent capability."""
    return tuple(
        (name, bool(parts.grammar_files(code)) if name == "grammar" else parts.text(code, f"{name}.toml") is not None)
        for name in CAPABILITIES
    )
