"""Figures of whole texts: which number is told of what, whose it is, and how it is put."""

from __future__ import annotations

import pytest

from chancery.model import Frame, Indicator, MediaType, RawItem, Rejected
from chancery.run.pipeline import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader(tier="fast")


def figures(reader: Reader, text: str) -> list[tuple[Indicator, Frame]]:
    item = RawItem(key="t", content=text.encode(), media_type=MediaType.TEXT, published="2025-03-10")
    read = reader.read(item)
    assert not isinstance(read, Rejected)
    return [(f.fact, f) for f in read.frames if isinstance(f.fact, Indicator)]


def told(reader: Reader, text: str) -> list[tuple[str, object]]:
    return [(fact.metric, fact.value) for fact, _ in figures(reader, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Trade between Peru and Ghana amounted to $90 million last year, with exports from Peru reaching "
            "$60 million and imports $30 million. In two months of this year the figure made up $20 million.",
            [("trade_turnover", 9e7), ("exports", 6e7), ("imports", 3e7), ("trade_turnover", 2e7)],
        ),
        (
            "Товарооборот Перу и Ганы составил 90 млн долларов. "
            "Из этой суммы 60 млн пришлось на экспорт, а 30 млн — на импорт.",
            [("trade_turnover", 9e7), ("exports", 6e7), ("imports", 3e7)],
        ),
        ("Peru is Ghana's third-largest trading partner.", [("rank", 3)]),
        ("Гана входит в десятку торговых партнёров Перу.", [("rank", 10)]),
        ("В Лиме работают шесть почётных консульств Ганы.", [("mission_count", 6)]),
        ("A delegation of fourteen companies from Peru came to Accra.", []),
        ("Около 700 человек пришли на праздник в Лиме.", []),
    ],
)
def test_each_number_goes_to_its_metric(reader: Reader, text: str, expected: list[tuple[str, object]]) -> None:
    assert told(reader, text) == expected


def test_growth_and_level_of_one_clause_are_one_figure(reader: Reader) -> None:
    ((fact, _),) = figures(reader, "За прошлый год торговля Перу и Ганы выросла в 2,1 раза, до 9,4 млн долларов.")
    assert (fact.value, fact.unit, fact.qualifier, fact.change) == (9.4e6, "USD", "=", 110.0)


def test_a_growth_beside_a_target_is_a_figure_of_its_own(reader: Reader) -> None:
    text = "Trade between Peru and Ghana grew by 12 percent last year, and the target is $200 million."
    assert [(f.metric, f.value, f.change) for f, _ in figures(reader, text)] == [
        ("trade_turnover", None, 12),
        ("trade_target", 2e8, None),
    ]


def test_the_side_that_is_not_named_comes_from_the_story(reader: Reader) -> None:
    text = "The ambassador of Ghana met the governor in Peru. Trade with Peru reached $40 million."
    ((fact, _),) = figures(reader, text)
    assert set(fact.between) == {"Peru", "Ghana"}


def test_people_of_one_state_in_another_are_about_both(reader: Reader) -> None:
    ((fact, _),) = figures(reader, "Some 3,000 students from Ghana study in Peru.")
    assert (fact.metric, fact.between, fact.place, fact.qualifier) == ("students", ("Ghana", "Peru"), "Peru", "~")


def test_a_number_refers_back_to_the_people_told_before(reader: Reader) -> None:
    text = "Over 30,000 Ghanaian students are enrolled in Peru. About 10,000 of them live in the north."
    assert told(reader, text) == [("students", 3e4), ("students", 1e4)]


def test_direction_and_goods(reader: Reader) -> None:
    ((fact, _),) = figures(reader, "Ghana's exports of cocoa, gold and timber to Peru amounted to $8 million in 2023.")
    assert (fact.reporter, fact.partner, fact.period) == ("Ghana", "Peru", "2023")
    assert fact.goods == ("cocoa", "gold", "timber")


def test_months_of_a_year_are_a_period(reader: Reader) -> None:
    ((fact, _),) = figures(reader, "За девять месяцев 2024 года экспорт Ганы в Перу составил 5 млн долларов.")
    assert fact.period == "2024-01/2024-09"


@pytest.mark.parametrize(
    ("text", "value", "period"),
    [
        ("Trade between Peru and Ghana grew from $60 million in 2020 to $190 million in 2022.", 1.9e8, "2022"),
        ("Торговля Перу и Ганы с 60 млн долларов выросла до 190 млн долларов.", 1.9e8, None),
        ("Trade between Peru and Ghana stood at $24bn, up from $17.5bn.", 2.4e10, None),
    ],
)
def test_the_level_that_was_left_is_no_figure(reader: Reader, text: str, value: float, period: str | None) -> None:
    ((fact, _),) = figures(reader, text)
    assert (fact.value, fact.period) == (value, period)


def test_what_a_growth_is_measured_against_is_no_period() -> None:
    reader = Reader(tier="fast")
    text = "В 2020 году торговля Перу и Ганы выросла на 12% по сравнению с показателем 2019 года."
    ((fact, _),) = figures(reader, text)
    assert (fact.period, fact.change, fact.change_base) == ("2020", 12, "2019")


def test_what_something_is_to_grow_by_is_no_level(reader: Reader) -> None:
    assert told(reader, "Peru intends to increase exports to Ghana by $260 million.") == []


def test_a_wish_to_raise_trade_to_a_level_is_a_target(reader: Reader) -> None:
    ((fact, frame),) = figures(reader, "Peru and Ghana want to increase trade to $500 million by 2030.")
    assert (fact.metric, fact.value, frame.modality) == ("trade_target", 5e8, "target")
