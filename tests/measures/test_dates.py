"""Date expressions and what they read as, with and without a publication day."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.analyse.dates import DateHit, dates
from chancery.errors import PackError
from chancery.model.calendar import Calendar, DatePattern
from chancery.text.when import bounds, valid

PUBLISHED = "2023-05-20"  # a Saturday


def calendar(lang: str) -> Calendar:
    text = files("chancery").joinpath("data", "lang", lang, "calendar.toml").read_bytes()
    return msgspec.toml.decode(text, type=Calendar)


CALENDARS = {lang: calendar(lang) for lang in ("en", "ru")}

# What is written in «marks» reads as the text beside it; the second column is for an unknown publication day.
ENGLISH = [
    ("They met on «May 17, 2021» in the capital.", "2021-05-17", "2021-05-17"),
    ("«17 May 2021»", "2021-05-17", "2021-05-17"),
    ("«17th of May»", "XXXX-05-17", "2023-05-17"),
    ("on «May 5th, 2022»", "2022-05-05", "2022-05-05"),
    ("«Nov. 22, 2022»", "2022-11-22", "2022-11-22"),
    ("«MAY 5, 2022»", "2022-05-05", "2022-05-05"),
    ("on «November 22» the ambassador", "XXXX-11-22", "2022-11-22"),
    ("on «2023-05-19»", "2023-05-19", "2023-05-19"),
    ("on «19.05.2023»", "2023-05-19", "2023-05-19"),
    ("«25/06/2023»", "2023-06-25", "2023-06-25"),
    ("«05/06/2023»", "2023", "2023"),
    ("in «September 2023»", "2023-09", "2023-09"),
    ("In «March» they", "XXXX-03", "2023-03"),
    ("in «December»", "XXXX-12", "XXXX-12"),
    ("in «May this year»", "XXXX-05", "2023-05"),
    ("«last November»", "XXXX-11", "2022-11"),
    ("in «2018»", "2018", "2018"),
    ("early «2020»", "2020", "2020"),
    ("in mid-«2019»", "2019", "2019"),
    ("(«1995»)", "1995", "1995"),
    ("the Constitution of «1995».", "1995", "1995"),
    ("from «October 30 to November 2, 2023»", "2023-10-30/2023-11-02", "2023-10-30/2023-11-02"),
    ("from «December 30 to January 2, 2023»", "2022-12-30/2023-01-02", "2022-12-30/2023-01-02"),
    ("«November 12-14, 2023»", "2023-11-12/2023-11-14", "2023-11-12/2023-11-14"),
    ("«28 May–2 June 2023»", "2023-05-28/2023-06-02", "2023-05-28/2023-06-02"),
    ("on «5 and 6 April»", "XXXX-04-05/XXXX-04-06", "2023-04-05/2023-04-06"),
    ("between «May 5 and June 6»", "XXXX-05-05/XXXX-06-06", "2023-05-05/2023-06-06"),
    ("«January-August 2023»", "2023-01/2023-08", "2023-01/2023-08"),
    ("from «May to July 2022»", "2022-05/2022-07", "2022-05/2022-07"),
    ("for «2019-2021»", "2019/2021", "2019/2021"),
    ("between «2010 and 2015»", "2010/2015", "2010/2015"),
    ("in the «first half of 2019»", "2019-01/2019-06", "2019-01/2019-06"),
    ("the «first quarter of 2023»", "2023-01/2023-03", "2023-01/2023-03"),
    ("in the «third quarter»", "XXXX-07/XXXX-09", "XXXX-07/XXXX-09"),
    ("in «nine months of the current year»", "XXXX-01/XXXX-09", "2023-01/2023-09"),
    ("in the «first nine months of 2023»", "2023-01/2023-09", "2023-01/2023-09"),
    ("in the «summer of 2022»", "2022-22", "2022-22"),
    ("«this summer»", "", "2023-22"),
    ("in the «1990s»", "199X", "199X"),
    ("in the «90s»", "199X", "199X"),
    ("«by 2030»", "../2030", "../2030"),
    ("«by the end of 2025»", "../2025", "../2025"),
    ("«since 2005»", "2005/..", "2005/.."),
    ("«around 2010»", "2010~", "2010~"),
    ("«10 years ago»", "", "2013"),
    ("«a year ago»", "", "2022"),
    ("«two weeks ago»", "", "2023-05-06~"),
    ("over the «past five years»", "", "2018/2023"),
    ("over the «past decade»", "", "2013/2023"),
    ("«yesterday»", "", "2023-05-19"),
    ("«the day before yesterday»", "", "2023-05-18"),
    ("«tomorrow»", "", "2023-05-21"),
    ("on «Wednesday»", "", "2023-05-17"),
    ("On «Tuesday» President and Prime Minister met", "", "2023-05-16"),
    ("«next Friday»", "", "2023-05-26"),
    ("«Friday, 5 May 2023»", "2023-05-05", "2023-05-05"),
    ("on «Wednesday, May 17»,", "XXXX-05-17", "2023-05-17"),
    ("«last year»", "", "2022"),
    ("«this week»", "", "2023-05-15/2023-05-21"),
    ("«last month»", "", "2023-04"),
    ("«the first half of the year»".replace("«the ", "the «"), "XXXX-01/XXXX-06", "2023-01/2023-06"),
]

RUSSIAN = [
    ("«22 ноября»", "XXXX-11-22", "2022-11-22"),
    ("«22 НОЯБРЯ»", "XXXX-11-22", "2022-11-22"),
    ("«5 мая 2022 года»", "2022-05-05", "2022-05-05"),
    ("«5 мая 2023г.» подписан", "2023-05-05", "2023-05-05"),
    ("«28 апреля с.г.» подписан", "XXXX-04-28", "2023-04-28"),
    ("«29.07.24»", "2024-07-29", "2024-07-29"),
    ("«29.07.2024»", "2024-07-29", "2024-07-29"),
    ("«05/06/2023»", "2023-06-05", "2023-06-05"),
    ("в «2019 году»", "2019", "2019"),
    ("В «2023г.»", "2023", "2023"),
    ("в «2018-м»", "2018", "2018"),
    ("по итогам «2024 года»", "2024", "2024"),
    ("в конце «2021 года»", "2021", "2021"),
    ("в «мае»", "XXXX-05", "2023-05"),
    ("в «декабре»", "XXXX-12", "XXXX-12"),
    ("в начале «мая 2021 года»", "2021-05", "2021-05"),
    ("в «июле прошлого года»", "XXXX-07", "2022-07"),
    ("в «мае этого года»", "XXXX-05", "2023-05"),
    ("«9–10 марта»", "XXXX-03-09/XXXX-03-10", "2023-03-09/2023-03-10"),
    ("с «9 по 12 июля»", "XXXX-07-09/XXXX-07-12", "2023-07-09/2023-07-12"),
    ("23 и «26 января»", "XXXX-01-26", "2023-01-26"),
    ("«23–25 мая нынешнего года»", "XXXX-05-23/XXXX-05-25", "2023-05-23/2023-05-25"),
    ("с «30 декабря 2022 года по 2 января 2023 года»", "2022-12-30/2023-01-02", "2022-12-30/2023-01-02"),
    ("с «21 сентября по 13 октября»", "XXXX-09-21/XXXX-10-13", "2023-09-21/2023-10-13"),
    ("в «январе-сентябре 2023 года»", "2023-01/2023-09", "2023-01/2023-09"),
    ("в период с «января по сентябрь»", "XXXX-01/XXXX-09", "2023-01/2023-09"),
    ("«2021-2025 годы»", "2021/2025", "2021/2025"),
    ("с «2019 по 2021 год»", "2019/2021", "2019/2021"),
    ("в «2023/2024 учебном году»", "2023/2024", "2023/2024"),
    ("в «2022–2023 гг.»", "2022/2023", "2022/2023"),
    ("за «9 месяцев текущего года»", "XXXX-01/XXXX-09", "2023-01/2023-09"),
    ("за «девять месяцев 2022 года»", "2022-01/2022-09", "2022-01/2022-09"),
    ("в «первом полугодии 2023 года»", "2023-01/2023-06", "2023-01/2023-06"),
    ("в «I квартале 2024 г.»", "2024-01/2024-03", "2024-01/2024-03"),
    ("во «второй половине года»", "XXXX-07/XXXX-12", "XXXX-07/XXXX-12"),
    ("«летом 2022 года»", "2022-22", "2022-22"),
    ("«осенью прошлого года»", "", "2022-23"),
    ("в «1990-х годах»", "199X", "199X"),
    ("в «90-е годы»", "199X", "199X"),
    ("«до 2026 года»", "../2026", "../2026"),
    ("«к 2030 году»", "../2030", "../2030"),
    ("«до конца 2025 года»", "../2025", "../2025"),
    ("«с 2005 года»", "2005/..", "2005/.."),
    ("«с 5 мая»", "XXXX-05-05/..", "2023-05-05/.."),
    ("«около 2010 года»", "2010~", "2010~"),
    ("«10 лет назад»", "", "2013"),
    ("«год назад»", "", "2022"),
    ("«два месяца назад»", "", "2023-03"),
    ("за «последние пять лет»", "", "2018/2023"),
    ("в «ближайшие три года»", "", "2023/2026"),
    ("в «пятницу»", "", "2023-05-19"),
    ("в «минувший вторник»", "", "2023-05-16"),
    ("во «вторник, 16 мая», прошла", "XXXX-05-16", "2023-05-16"),
    ("«сегодня»", "", "2023-05-20"),
    ("«вчера»", "", "2023-05-19"),
    ("«позавчера»", "", "2023-05-18"),
    ("«накануне 9 мая 2022 года»", "2022-05-08", "2022-05-08"),
    ("«накануне, 5 мая», прошла", "XXXX-05-05", "2023-05-05"),
    ("в «прошлом году»", "", "2022"),
    ("на «этой неделе»", "", "2023-05-15/2023-05-21"),
]

NO_DATES = {
    "en": [
        "EXPO 2017 and MH17 at 10:30",
        "the 20th anniversary of the 18th Forum",
        "he may win 5 times",
        "Agenda 2030 goals",
        "Resolution 2231",
        "2000 students, 52% and $2019",
        "of 2000 students",
        "Sunday Times readers",
        "on Good Friday",
        "we march to the second half",
        "room 2019, No. 97",
        "the day before he left",
        "the XXI century",
    ],
    "ru": [
        "ЭКСПО-2017",
        "№ 97",
        "улица 8 Марта, 5",
        "до 2000 человек",
        "в 2000 школах",
        "30 лет независимости",
        "20-е место и 30-летие",
        "в первой половине дня",
        "в последний день",
        "на следующий день",
        "в последние годы",
        "счет 3:2, 10:30, 5,5 млн",
        "XXI век",
        "импортируемая любимая",
    ],
}

CASES = [(lang, *case) for lang, cases in (("en", ENGLISH), ("ru", RUSSIAN)) for case in cases]
NEGATIVES = [(lang, text) for lang, texts in NO_DATES.items() for text in texts]


def read(lang: str, text: str, published: str | None = None) -> list[DateHit]:
    return dates(text, calendar=CALENDARS[lang], published=published)


@pytest.mark.parametrize(("lang", "marked", "undated", "dated"), CASES)
def test_expression(lang: str, marked: str, undated: str, dated: str) -> None:
    start, stop = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    for published, edtf in ((None, undated), (PUBLISHED, dated)):
        hits = read(lang, text, published)
        assert [(text[hit.start : hit.stop], hit.when.edtf) for hit in hits] == [(text[start:stop], edtf)]


@pytest.mark.parametrize(("lang", "text"), NEGATIVES)
def test_is_no_date(lang: str, text: str) -> None:
    assert read(lang, text, PUBLISHED) == []


@pytest.mark.parametrize(
    ("lang", "text"), [("ru", "Накануне он прибыл"), ("en", "met a day earlier"), ("en", "met the day before.")]
)
def test_day_before_is_left_to_the_caller(lang: str, text: str) -> None:
    (hit,) = read(lang, text)
    assert (hit.anchor, hit.when.edtf) == ("day_before", "")
    assert read(lang, text, PUBLISHED)[0].anchor == "day_before"


def test_only_a_written_year_is_stated() -> None:
    assert read("ru", "22 ноября 2022 года", PUBLISHED)[0].when.basis == "stated"
    assert read("ru", "22 ноября", PUBLISHED)[0].when.basis == "published"


def test_a_malformed_publication_day_is_no_publication_day() -> None:
    assert read("en", "yesterday", "spring")[0].when.edtf == ""


def test_another_language_is_data_alone() -> None:
    pack = b"""
months = [["qantar"], ["aqpan"], ["nauryz"], ["s\xc3\xa1uir"], ["mamyr"], ["mausym"], ["shilde"], ["tamyz"],
          ["qyrkuiek"], ["qazan"], ["qarasha"], ["zheltoqsan"]]
weekdays = [[], [], [], [], [], [], []]
endings = ["te", "ning"]
day_endings = ["-inde"]
[words]
years = ["zhyly", "zhylgy", "zhylga"]
[bounds]
until_after = ["deiin"]
[[pattern]]
form = "{year} {years} {day} {month}"
reads = "point"
[[pattern]]
form = "{month} {day}"
reads = "point"
[[pattern]]
form = "{year} {years}"
reads = "point"
"""
    kazakh = msgspec.toml.decode(pack, type=Calendar)
    text = "2025 zhylgy 5 qyrkuiekte, shildening 13-inde, 2026 zhylga deiin"
    found = [hit.when.edtf for hit in dates(text, calendar=kazakh, published=None)]
    assert found == ["2025-09-05", "XXXX-07-13", "../2026"]


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
GENITIVE = [forms[1] for forms in CALENDARS["ru"].months]
NAMES = [forms[0] for forms in CALENDARS["en"].months]


@given(DAYS)
def test_every_written_day_is_read_back(day: date) -> None:
    for lang, text in (
        ("ru", f"{day.day} {GENITIVE[day.month - 1]} {day.year} года"),
        ("en", f"{NAMES[day.month - 1]} {day.day}, {day.year}"),
        ("en", f"{day.day} {NAMES[day.month - 1]} {day.year}"),
        ("en", day.isoformat()),
        ("ru", f"{day:%d.%m.%Y}"),
    ):
        assert [hit.when.edtf for hit in read(lang, text)] == [day.isoformat()]


@given(DAYS, DAYS)
def test_a_day_without_its_year_is_the_nearest(day: date, published: date) -> None:
    (hit,) = read("ru", f"{day.day} {GENITIVE[day.month - 1]}", published.isoformat())
    if hit.when.edtf.startswith("XXXX"):
        assert (day.month, day.day) == (2, 29)
    elif (day.month, day.day) != (2, 29):
        assert abs((date.fromisoformat(hit.when.edtf) - published).days) <= 183


WORDS = sorted(
    {
        word
        for pack in CALENDARS.values()
        for lists in (pack.months, pack.weekdays, pack.counts)
        for ws in lists
        for word in ws
    }
    | {
        word
        for pack in CALENDARS.values()
        for word in (*pack.units.year, *pack.units.month, *pack.to, *pack.bounds.until)
    }
    | {
        word
        for pack in CALENDARS.values()
        for offset in (*pack.shift, *pack.recent, *pack.near)
        for word in offset.words
    }
    | {
        "5",
        "31",
        "2022",
        "1990s",
        "90-е",
        "30.02.2022",
        "2022-13-01",
        "назад",
        "ago",
        "накануне",
        "(",
        ",",
        ".",
        "of",
        "%",
    }
)


def test_a_bound_does_not_reach_into_the_date_before_it() -> None:
    first, second = read("en", "a day before Sunday", PUBLISHED)
    assert first.stop <= second.start


@pytest.mark.parametrize("form", ["{unheard}", "{day} {day}", "", "[a"])
def test_a_form_that_cannot_be_read_is_told(form: str) -> None:
    broken = msgspec.structs.replace(CALENDARS["en"], pattern=(DatePattern(form, "point"),))
    with pytest.raises(PackError, match="cannot be read"):
        dates("5 May", calendar=broken, published=None)


PHRASES = st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=12).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(PHRASES, st.sampled_from(["en", "ru"]), st.none() | st.sampled_from(["2023-05-20", "2024-02-29", "0001-01-01"]))
def test_hits_are_ordered_stretches_with_valid_dates(text: str, lang: str, published: str | None) -> None:
    hits = read(lang, text, published)
    edges = [edge for hit in hits for edge in (hit.start, hit.stop)]
    assert edges == sorted(edges)
    for hit in hits:
        assert 0 <= hit.start < hit.stop <= len(text)
        assert hit.when.edtf == "" or valid(hit.when.edtf)
        assert (hit.when.lo, hit.when.hi) == bounds(hit.when.edtf)
