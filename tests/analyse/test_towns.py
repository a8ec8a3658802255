"""Towns and word-like names are places only with support: a head noun, a State or region, a preposition."""

from __future__ import annotations

import pytest

from chancery.analyse.annotate import annotated
from chancery.clean.documents import document
from chancery.gazetteer import gazetteer
from chancery.model import Document, MediaType, MentionKind, RawItem


def named(text: str, lang: str) -> list[tuple[str, str]]:
    """The places of a text: their English names and the State or region that they lie in first."""
    read = document(RawItem(key="text", content=text.encode(), media_type=MediaType.TEXT, file="text.txt"))
    assert isinstance(read, Document)
    places = [
        gazetteer().place(mention.value[0])
        for sentence in annotated(read, lang, tier="fast").sentences
        for mention in sentence.mentions
        if mention.kind == MentionKind.PLACE
    ]
    return [(place.name, place.parents[0] if place.parents else "") for place in places]


@pytest.mark.parametrize(
    ("text", "lang", "town"),
    [
        ("The town of Irpin hosted the guests.", "en", "Irpin"),
        ("The consulate stands in Irpin, Ukraine.", "en", "Irpin"),
        ("Germany opened an office in Passau.", "en", "Passau"),
        ("In Germany they went to Passau, Straubing and Kelheim.", "en", "Kelheim"),
        ("Officials of Venezuela named San Antonio del Tachira.", "en", "San Antonio del Táchira"),
        ("Посол посетил город Тосно.", "ru", "Tosno"),
        ("В Германии посол побывал в Пассау.", "ru", "Passau"),
    ],
)
def test_a_town_with_support_is_a_place(text: str, lang: str, town: str) -> None:
    assert town in [name for name, _ in named(text, lang)]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("They met in Irpin.", "en"),
        ("Clinton met the minister.", "en"),
        ("The grant came from Clinton Foundation.", "en"),
        ("The church in San Antonio de Padua is old.", "en"),
        ("The prize went to Jackson Pollock.", "en"),
    ],
)
def test_a_name_without_support_is_none(text: str, lang: str) -> None:
    assert named(text, lang) == []


def test_a_surname_is_no_town_though_its_state_is_named() -> None:
    assert named("The United States paid. An office of Burlington Coat Company opened.", "en") == [
        ("United States", "")
    ]


def test_the_large_city_is_meant_unless_the_region_stands_beside_the_name() -> None:
    assert named("A delegation of the United States went to Paris.", "en")[1] == ("Paris", "FR-IDF")
    assert named("A delegation went to Paris, Texas.", "en")[0] == ("Paris", "US-TX")
