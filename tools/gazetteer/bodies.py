"""Bodies from the hand tables: international organisations, parliaments, parties and types of institution.

A body is one English name of one kind; States that share it ("Senate") share the body.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
TYPES = ("ministry", "chamber", "court")
# Names of parliaments that are everyday words or, in Russia, names of regional bodies: kept, but not looked for.
EVERYDAY = frozenset(
    """
    Parliament|Парламент|Assembly|Ассамблея|Собрание|Congress|Конгресс|Legislature|Council of State|State Council|
    Государственный совет|Народное собрание|Государственное собрание|Законодательное собрание|Законодательная ассамблея|
    Legislative Assembly|Legislative Council|Законодательный совет|General Council|Генеральный совет|General Assembly|
    Генеральная ассамблея|National Council|Национальный совет|Consultative Council|Консультативный совет|Upper House|
    Верхняя палата|Supreme Council|Совет представителей|Federal Council|Федеральный совет|People's Council|Congress|
    Народный совет|Landtag|Ландтаг|Народная палата|Council of Oman|Majlis|Majles|Меджлис|Скупщина|Skupština|Сабор|
    Federal Parliament|Федеральный парламент|National Parliament|Национальный парламент|National Legislature|
    Первая палата|Вторая палата|Совет Республики|Regional Council|Конгресс Республики|Сенат Республики
    """.replace("\n", "").split("|")
)  # fmt: skip


@dataclass
class BodyDraft:
    """A body while its tables are gathered; `forms` are (language, spelling, whether it needs a head noun)."""

    name: str
    kind: str
    house: str = ""
    day: str = ""
    names: dict[str, str] = field(default_factory=dict)
    states: list[str] = field(default_factory=list)
    forms: list[tuple[str, str, bool]] = field(default_factory=list)


def bodies(international: Path) -> list[BodyDraft]:
    """Every body, those of more States first within their kind.

    Args:
        international: the table of international organisations.
    """
    found: dict[tuple[str, str, str], BodyDraft] = {}
    for kind, house, state, day, entry in (*_parliaments(), *_parties(), *_types()):
        _add(found, kind, house, state, day, entry)
    national = sorted(found.values(), key=lambda one: (one.kind, -len(one.states), one.name))
    return [*_international(international), *national]


def _international(path: Path) -> Iterator[BodyDraft]:
    for row in tomllib.loads(path.read_text("utf-8"))["organisation"]:
        draft = BodyDraft(row["en"][0], "international_organisation")
        draft.names = {lang: names[0] for lang, names in row.items()}
        draft.forms = [(lang, name, False) for lang, names in row.items() for name in names]
        yield draft


Entry = tuple[str, str, str, str, str]
"""Kind, house, State, day, "English|Russian"."""


def _parliaments() -> Iterator[Entry]:
    for state, entries in _table("parliaments").items():
        for entry in entries:
            house, mark, rest = entry.partition(":")
            yield "parliament", house if mark else "", state, "", rest if mark else entry


def _parties() -> Iterator[Entry]:
    for state, row in _table("parties").items():
        for entry in row["parties"]:
            yield "party", "", state, row["day"], entry


def _types() -> Iterator[Entry]:
    for kind, entries in _table("institutions").items():
        for entry in entries:
            yield kind, "", "", "", entry


def _table(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((HERE / f"{name}.toml").read_text("utf-8"))


def _add(found: dict[tuple[str, str, str], BodyDraft], kind: str, house: str, state: str, day: str, entry: str) -> None:
    spelt = {lang: names.split("/") for lang, names in zip(("en", "ru"), entry.split("|"), strict=True)}
    name = spelt["en"][0].lstrip("~")
    draft = found.setdefault((kind, house, name), BodyDraft(name, kind, house, day))
    draft.day = min(draft.day, day)
    draft.states += [state] if state else []
    for lang, names in spelt.items():
        draft.names.setdefault(lang, names[0].lstrip("~"))
        forms = [(lang, one.lstrip("~"), one.startswith("~")) for one in names if one not in EVERYDAY]
        draft.forms += [form for form in forms if form not in draft.forms]
