"""Pages flattened to text, as copying and extractors leave them: what is story and what is furniture."""

from __future__ import annotations

import pytest
from test_zones import BODY_EN, BODY_RU, BOTH, EN, labelled

from chancery.analyse.lines import is_caption, is_cloud, is_clutter, is_counter, markers, menu_end
from chancery.analyse.zones import zones
from chancery.model import STORY_ZONES, Document

KNOWN = markers(BOTH)
MORE_RU = "Губернатор отметил, что регион готов открыть торговый дом и школу в соседней стране в этом году. " * 8
MORE_EN = "The governor said that the region is ready to open a trade house in the neighbouring country. " * 10


def story(content: str) -> list[str]:
    """The lines of the story."""
    return [line for line, kind in labelled(content).items() if kind in STORY_ZONES]


@pytest.mark.parametrize(
    "line",
    [
        "-2..-4 °C",
        "749..751 мм. р. с.",
        "ю 3..5 м/с",
        "315,3 тыс подписчиков",
        "1 238 views",
        "12 комментариев",
        "Россия Чили торговля порт Россия Чили",
        "العربية Русский English 中文",
        "banner_top_970_100",
        "Home News Politics Business Sport",
        "Главная Новости Политика Погода +12 °C USD 92.5 EUR 99.1",
        "6221",
    ],
)
def test_furniture_above_a_story_is_no_title(line: str) -> None:
    for headline, body in (("Chile opens a consulate in Omsk", BODY_EN), ("Чили открыла консульство в Омске", BODY_RU)):
        assert story(f"{line}\n{headline}\n{body}\n{body[:-1]} again.") == [headline, body, f"{body[:-1]} again."]


@pytest.mark.parametrize(
    "line",
    [
        "34 killed in the storm",
        "Chile and Kenya sign trade agreement",
        "Посол России в Чили посетил порт",
        "News of the embassy in Chile reaches the minister",
        "Общество дружбы открыло дом культуры",
        "The minister of trade met the minister of culture",
    ],
)
def test_a_headline_is_no_furniture(line: str) -> None:
    assert not is_clutter(line)
    assert not is_cloud(line)
    assert not is_counter(line, KNOWN)
    assert not is_caption(line, KNOWN)
    assert not menu_end(line, KNOWN)


def test_a_title_stands_above_what_a_page_puts_between() -> None:
    assert story(f"Chile to open a consulate in Omsk\nPublished\non\nSome Name\nSome Name\nShare\n{BODY_EN}") == [
        "Chile to open a consulate in Omsk",
        BODY_EN,
    ]


def test_a_sections_name_over_the_storys_headline_heads_no_list() -> None:
    assert story(f"Новости\nЧили открыла консульство в Омске\n{BODY_RU}") == [
        "Чили открыла консульство в Омске",
        BODY_RU,
    ]
    assert story(
        f"{BODY_RU}\n{BODY_RU[:-1]} снова.\nНовости\nЧили открыла консульство в Омске\n{BODY_RU[:-1]} вчера."
    ) == [
        BODY_RU,
        f"{BODY_RU[:-1]} снова.",
    ]


def test_a_line_between_title_and_story_that_tells_something_is_story() -> None:
    deck = "the president signed the law on Monday"
    assert labelled(f"Chile to open a consulate\n{deck}\n{BODY_EN}")[deck].value == "body"


def test_an_excerpt_without_dots_is_told_apart() -> None:
    first, second = f"{BODY_EN[:-1]} in the north.", f"{BODY_EN[:-1]} in the south."
    cut = f"{first} {second[:49]}"
    found = labelled(f"Headline of the day\n{cut}\n{first}\n{second}")
    assert (found[cut].value, found[first].value, found[second].value) == ("teaser", "body", "body")


def test_a_pipe_at_the_edge_of_a_line_is_no_table() -> None:
    headline = "| Чили открыла консульство в Омске |"
    assert story(f"{headline}\n|\n{BODY_RU} Источник: |\n{MORE_RU}") == [
        headline,
        f"{BODY_RU} Источник: |",
        MORE_RU.strip(),
    ]


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        (
            "Главная Новости Политика Экономика Погода +12 °C USD 92.5 Посол Чили посетил область 19.05.2024 12:30 "
            f"{BODY_RU} {MORE_RU}Читайте также: Другая страна открыла генконсульство. {BODY_RU} Теги: Чили, посол",
            ["menu", "title", "page-date", "story", "related", "story", "tags"],
        ),
        (
            "Home News Politics Business Sports Weather Ambassador of Chile visits region May 19, 2024 12:30 PM "
            f"{BODY_EN} {MORE_EN}Read also: Another country opened a consulate. {BODY_EN} Tags: Chile, ambassador",
            ["menu", "title", "page-date", "story", "related", "story", "tags"],
        ),
    ],
)
def test_a_page_glued_into_one_line_is_taken_apart(content: str, parts: list[str]) -> None:
    assert [zone.rule for zone in zones(Document("k", content, ""), BOTH)] == parts


def test_a_long_paragraph_is_not_cut_where_nothing_is_glued() -> None:
    long = f"{MORE_EN}The two sides spoke of the weather: it was fine. They spoke of tags and comments too. {MORE_EN}"
    assert [zone.rule for zone in zones(Document("k", long.strip(), ""), EN)] == ["story"]


def test_a_list_of_headlines_above_the_story_is_none_of_it() -> None:
    items = "".join(f"  {number}. В стране открыли новую школу номер {number}\n" for number in range(1, 6))
    assert story(f"{items}\n{BODY_RU}") == [BODY_RU]
    assert len(story(f"Заголовок новости дня\n{BODY_RU}\nСтороны обсудили:\n{items}{BODY_RU[:-1]} снова.")) == 9
    assert len(story(f"Стороны обсудили:\n{items}{BODY_RU}")) == 7


def test_a_name_with_a_photo_credit_is_a_caption() -> None:
    found = labelled(f"Headline of the day\n{BODY_EN}\nAnna Karlsson. Photo: agency\n{BODY_EN[:-1]} again.")
    assert found["Anna Karlsson. Photo: agency"].value == "caption"


def test_a_sections_name_of_names_is_no_title() -> None:
    found = labelled(f"Regional & International Cooperation Affairs\nThird Africa Summit to be held in May\n{BODY_EN}")
    assert found["Third Africa Summit to be held in May"].value == "title"
