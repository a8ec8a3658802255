"""What the quantity grammar reads, what it leaves, and what holds for any text."""

from __future__ import annotations

import time
from functools import cache
from importlib.resources import files

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.analyse.quantities import QuantityHit, quantities
from chancery.model import Quantity
from chancery.model.numbering import Numbers
from chancery.text.numbers import decimal, roman, spelt

Expected = tuple[str, float | tuple[float, float], str, str, str]


@cache
def pack(lang: str) -> Numbers:
    data = files("chancery").joinpath("data", "lang", lang, "numbers.toml").read_bytes()
    return msgspec.toml.decode(data, type=Numbers)


def read(lang: str, text: str) -> list[QuantityHit]:
    return quantities(text, numbers=pack(lang), skip=())


def shape(hit: QuantityHit) -> Expected:
    quantity = hit.quantity
    return hit.text, quantity.value, quantity.unit, quantity.qualifier, quantity.noun


ENGLISH: list[tuple[str, str, float | tuple[float, float], str, str, str]] = [
    # text, span, value, unit, qualifier, noun
    ("There are over 90,000 settlers here", "over 90,000", 90_000, "", ">", "settlers"),
    ("more than 7,000 foreign students", "more than 7,000", 7_000, "", ">", "students"),
    ("around 3,500 people", "around 3,500", 3_500, "", "~", "people"),
    ("nearly 40 companies", "nearly 40", 40, "", "~", "companies"),
    ("at least 14 countries", "at least 14", 14, "", ">=", "countries"),
    ("up to 500 children", "up to 500", 500, "", "<=", "children"),
    ("less than 20 missions", "less than 20", 20, "", "<", "missions"),
    ("no fewer than 30 firms", "no fewer than 30", 30, "", ">=", "firms"),
    ("no more than 30 firms", "no more than 30", 30, "", "<=", "firms"),
    ("500+ companies", "500+", 500, "", ">=", "companies"),
    ("ten departments", "ten", 10, "", "=", "departments"),
    ("nine months", "nine", 9, "", "=", "months"),
    ("twenty-five cultural centres", "twenty-five", 25, "", "=", "centres"),
    ("two hundred and fifty thousand people", "two hundred and fifty thousand", 250_000, "", "=", "people"),
    ("one consulate", "one", 1, "", "=", "consulate"),
    ("half a million tourists", "half a million", 500_000, "", "=", "tourists"),
    ("a population of 5.5 million", "5.5 million", 5_500_000, "", "=", ""),
    ("15 000 workers", "15 000", 15_000, "", "=", "workers"),
    ("45 joint ventures", "45", 45, "", "=", "ventures"),
    ("1.5 million tons of grain", "1.5 million", 1_500_000, "", "=", "tons"),
    ("20 memoranda", "20", 20, "", "=", "memoranda"),
    ("over 2000 people", "over 2000", 2_000, "", ">", "people"),
    ("reached $30 million", "$30 million", 30_000_000, "USD", "=", ""),
    ("about $30 million", "about $30 million", 30_000_000, "USD", "~", ""),
    ("US$ 3.2bn", "US$ 3.2bn", 3_200_000_000, "USD", "=", ""),
    ("$5m", "$5m", 5_000_000, "USD", "=", ""),
    ("18 M$ US", "18 M$ US", 18_000_000, "USD", "=", ""),
    ("30 million USD", "30 million USD", 30_000_000, "USD", "=", ""),
    ("5.5 mln U.S. dollars", "5.5 mln U.S. dollars", 5_500_000, "USD", "=", ""),
    ("18 million US dollars", "18 million US dollars", 18_000_000, "USD", "=", ""),
    ("up to 150 billion euros", "up to 150 billion euros", 150e9, "EUR", "<=", ""),
    ("EUR 300 mln", "EUR 300 mln", 300_000_000, "EUR", "=", ""),
    ("£1.25 billion", "£1.25 billion", 1_250_000_000, "GBP", "=", ""),
    ("30 million tenge", "30 million tenge", 30_000_000, "KZT", "=", ""),
    ("400 thousand rubles", "400 thousand rubles", 400_000, "RUB", "=", ""),
    ("12 billion yuan", "12 billion yuan", 12e9, "CNY", "=", ""),
    ("Rs. 500 crore", "Rs. 500 crore", 5_000_000_000, "INR", "=", ""),
    ("Rs 1 lakh crore", "Rs 1 lakh crore", 1e12, "INR", "=", ""),
    ("7 million Canadian dollars", "7 million Canadian dollars", 7_000_000, "CAD", "=", ""),
    ("three and a half million dollars", "three and a half million dollars", 3_500_000, "USD", "=", ""),
    ("a million euros", "a million euros", 1_000_000, "EUR", "=", ""),
    ("$5 million or more", "$5 million or more", 5_000_000, "USD", ">=", ""),
    ("exceeded $5 billion", "$5 billion", 5_000_000_000, "USD", ">", ""),
    ("a 100-million-dollar project", "100-million-dollar", 100_000_000, "USD", "=", ""),
    ("$2-3 billion", "$2-3 billion", (2e9, 3e9), "USD", "range", ""),
    ("between $2 billion and $3 billion", "between $2 billion and $3 billion", (2e9, 3e9), "USD", "range", ""),
    ("from 5 to 7 million people", "from 5 to 7 million", (5e6, 7e6), "", "range", "people"),
    ("10–15 experts", "10–15", (10, 15), "", "range", "experts"),
    ("between ten and twenty companies", "between ten and twenty", (10, 20), "", "range", "companies"),
    ("500 to 2,000 jobs", "500 to 2,000", (500, 2000), "", "range", "jobs"),
    ("by 14 percent", "14 percent", 14, "percent", "=", ""),
    ("12.5%", "12.5%", 12.5, "percent", "=", ""),
    ("over 30 per cent", "over 30 per cent", 30, "percent", ">", ""),
    ("fell -5%", "-5%", -5, "percent", "=", ""),
    ("5-7%", "5-7%", (5, 7), "percent", "range", ""),
    ("1.5 percentage points", "1.5 percentage points", 1.5, "percentage_points", "=", ""),
    ("grew 3.5-fold", "3.5-fold", 3.5, "times", "=", ""),
    ("trade doubled", "doubled", 2, "times", "=", ""),
    ("rose by 2.5 times", "2.5 times", 2.5, "times", "=", ""),
    ("three times higher", "three times", 3, "times", "=", ""),
    ("met three times", "three", 3, "", "=", "times"),
    ("1,234 million dollars", "1,234 million dollars", 1_234_000_000, "USD", "=", ""),
    ("5 million won", "5 million won", 5_000_000, "KRW", "=", ""),
    ("they won 3 won medals", "3", 3, "", "=", "medals"),
    ("AZN 5 each", "AZN 5", 5, "AZN", "=", ""),
    ("try 5 models", "5", 5, "", "=", "models"),
    ("25.000 people", "25.000", 25_000, "", "=", "people"),
]

RUSSIAN: list[tuple[str, str, float | tuple[float, float], str, str, str]] = [
    ("свыше 800 центров", "свыше 800", 800, "", ">", "центров"),
    ("более чем в 50 стран мира", "более чем в 50", 50, "", ">", "стран"),
    ("около 15 проектов", "около 15", 15, "", "~", "проектов"),
    ("порядка 15 проектов", "порядка 15", 15, "", "~", "проектов"),
    ("не менее 20 компаний", "не менее 20", 20, "", ">=", "компаний"),
    ("не более 20 компаний", "не более 20", 20, "", "<=", "компаний"),
    ("менее 20 компаний", "менее 20", 20, "", "<", "компаний"),
    ("до 500 человек", "до 500", 500, "", "<=", "человек"),
    ("45 тыс. иностранных студентов", "45 тыс.", 45_000, "", "=", "студентов"),
    ("1 тысяча 200 человек", "1 тысяча 200", 1_200, "", "=", "человек"),
    ("2 млн 300 тыс. тонн", "2 млн 300 тыс.", 2_300_000, "", "=", "тонн"),
    ("тысяча человек", "тысяча", 1_000, "", "=", "человек"),
    ("полтора миллиона жителей", "полтора миллиона", 1_500_000, "", "=", "жителей"),
    ("десять департаментов", "десять", 10, "", "=", "департаментов"),
    ("двадцать пять компаний", "двадцать пять", 25, "", "=", "компаний"),
    ("с тремястами сорока участниками", "тремястами сорока", 340, "", "=", "участниками"),
    ("двух консульств", "двух", 2, "", "=", "консульств"),
    ("92 новых объекта", "92", 92, "", "=", "объекта"),
    ("50 рабочих.", "50", 50, "", "=", "рабочих"),
    ("21 соглашение", "21", 21, "", "=", "соглашение"),
    ("30-ти стран", "30-ти", 30, "", "=", "стран"),
    ("2-х консульств", "2-х", 2, "", "=", "консульств"),
    ("одна страна", "одна", 1, "", "=", "страна"),
    ("25.000 человек", "25.000", 25_000, "", "=", "человек"),
    ("7,000 студентов", "7,000", 7_000, "", "=", "студентов"),
    ("за 9 месяцев", "9", 9, "", "=", "месяцев"),
    ("около 30 млн долларов США", "около 30 млн долларов США", 30_000_000, "USD", "~", ""),
    ("18 млн долл. США составил", "18 млн долл. США", 18_000_000, "USD", "=", ""),
    ("1,5 млрд. долл. США", "1,5 млрд. долл. США", 1_500_000_000, "USD", "=", ""),
    ("1 234,5 млн долларов", "1 234,5 млн долларов", 1_234_500_000, "USD", "=", ""),
    ("30 млн американских долларов", "30 млн американских долларов", 30_000_000, "USD", "=", ""),
    ("свыше $5 млрд", "свыше $5 млрд", 5_000_000_000, "USD", ">", ""),
    ("превысил 30 млн долларов", "30 млн долларов", 30_000_000, "USD", ">", ""),
    ("более 1,2 млрд рублей", "более 1,2 млрд рублей", 1_200_000_000, "RUB", ">", ""),
    ("пять миллионов рублей", "пять миллионов рублей", 5_000_000, "RUB", "=", ""),
    ("3 млн белорусских рублей", "3 млн белорусских рублей", 3_000_000, "BYN", "=", ""),
    ("1 миллиард 210 миллионов тенге", "1 миллиард 210 миллионов тенге", 1_210_000_000, "KZT", "=", ""),
    ("пятьсот тысяч тенге", "пятьсот тысяч тенге", 500_000, "KZT", "=", ""),
    ("не менее 100 млн евро", "не менее 100 млн евро", 100_000_000, "EUR", ">=", ""),
    ("два с половиной миллиона евро", "два с половиной миллиона евро", 2_500_000, "EUR", "=", ""),
    ("20 млрд юаней", "20 млрд юаней", 20e9, "CNY", "=", ""),
    ("5 млн сомов", "5 млн сомов", 5_000_000, "KGS", "=", ""),
    ("4.7 млрд долларов", "4.7 млрд долларов", 4_700_000_000, "USD", "=", ""),
    ("миллион долларов", "миллион долларов", 1_000_000, "USD", "=", ""),
    ("довести до 2 млрд долларов", "2 млрд долларов", 2_000_000_000, "USD", "=", ""),
    ("от 5 до 7 млн рублей", "от 5 до 7 млн рублей", (5e6, 7e6), "RUB", "range", ""),
    ("5–7 млн руб. на", "5–7 млн руб.", (5e6, 7e6), "RUB", "range", ""),
    ("$2–3 млрд", "$2–3 млрд", (2e9, 3e9), "USD", "range", ""),
    ("9–10 компаний", "9–10", (9, 10), "", "range", "компаний"),
    ("пять-шесть стран", "пять-шесть", (5, 6), "", "range", "стран"),
    ("на 14%", "14%", 14, "percent", "=", ""),
    ("на 23,4 процента", "23,4 процента", 23.4, "percent", "=", ""),
    ("почти 52% зданий", "почти 52%", 52, "percent", "~", ""),
    ("на 1,5 процентных пункта", "1,5 процентных пункта", 1.5, "percentage_points", "=", ""),
    ("в 4,7 раза", "4,7 раза", 4.7, "times", "=", ""),
    ("более чем в 2 раза", "более чем в 2 раза", 2, "times", ">", ""),
    ("в два раза", "два раза", 2, "times", "=", ""),
    ("выросла вдвое", "вдвое", 2, "times", "=", ""),
    ("3-кратный рост", "3-кратный", 3, "times", "=", ""),
    ("встречались 10 раз", "10", 10, "", "=", "раз"),
    ("200 и более делегатов", "200 и более", 200, "", ">=", "делегатов"),
]

ORDINALS = [
    ("en", "the 18th Forum", "18th", 18, "forum"),
    ("en", "the XIII International Exhibition", "XIII", 13, "exhibition"),
    ("en", "third place", "third", 3, "place"),
    ("en", "the twenty-first session", "twenty-first", 21, "session"),
    ("en", "the fifth largest investor", "fifth", 5, "investor"),
    ("ru", "18-го Форума", "18-го", 18, "форума"),
    ("ru", "XX Форум", "XX", 20, "форум"),
    ("ru", "третье место", "третье", 3, "место"),
    ("ru", "двадцать первый форум", "двадцать первый", 21, "форум"),
    ("ru", "третий по величине", "третий", 3, ""),
]

NOTHING = [
    ("en", "EXPO 2017 was"),
    ("en", "in 2019 they met"),
    ("en", "the 2019 elections"),
    ("en", "flight MH17 and the G20"),
    ("en", "a Boeing 737 landed"),
    ("en", "at 10:30"),
    ("en", "they won 3:1"),
    ("en", "they won 3-0"),
    ("en", "open 24/7"),
    ("en", "No. 97"),
    ("en", "under Article 5 of the"),
    ("en", "one of the largest"),
    ("en", "no one came"),
    ("en", "COVID-19"),
    ("en", "5G networks"),
    ("en", "the 1990s"),
    ("en", "a three-day visit"),
    ("en", "a 10-member delegation"),
    ("en", "one third of them"),
    ("en", "two-thirds of them"),
    ("en", "millions of people"),
    ("en", "12.05.2023"),
    ("en", "I think so"),
    ("en", "often tenure weight none"),
    ("ru", "гимназия № 97"),
    ("ru", "180-летию поэта"),
    ("ru", "5-летний план"),
    ("ru", "двухстороннего сотрудничества"),
    ("ru", "самолёт Ту-154"),
    ("ru", "счёт 3:1"),
    ("ru", "в 10:30"),
    ("ru", "дом 5"),
    ("ru", "ст. 10 Конвенции"),
    ("ru", "один из крупнейших"),
    ("ru", "миллионы людей"),
    ("ru", "тысячи студентов"),
    ("ru", "в 2019 году"),
    ("ru", "семья и сторона, пятница, стол"),
    ("ru", "впервые"),
]


@pytest.mark.parametrize(("text", "span", "value", "unit", "qualifier", "noun"), ENGLISH)
def test_english_quantity(
    text: str, span: str, value: float | tuple[float, float], unit: str, qualifier: str, noun: str
) -> None:
    assert [shape(hit) for hit in read("en", text)] == [(span, value, unit, qualifier, noun)]


@pytest.mark.parametrize(("text", "span", "value", "unit", "qualifier", "noun"), RUSSIAN)
def test_russian_quantity(
    text: str, span: str, value: float | tuple[float, float], unit: str, qualifier: str, noun: str
) -> None:
    assert [shape(hit) for hit in read("ru", text)] == [(span, value, unit, qualifier, noun)]


@pytest.mark.parametrize(("lang", "text", "span", "value", "noun"), ORDINALS)
def test_ordinal(lang: str, text: str, span: str, value: float, noun: str) -> None:
    assert [(h.text, h.quantity) for h in read(lang, text)] == [(span, Quantity(value, noun=noun, ordinal=True))]


@pytest.mark.parametrize(("lang", "text"), NOTHING)
def test_no_quantity(lang: str, text: str) -> None:
    assert read(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "grew from $5 million to $7 million"),
        ("en", "rose from 5 to 7 million dollars"),
        ("ru", "вырос с 5 до 7 млн долларов"),
    ],
)
def test_a_movement_is_two_levels_not_a_range(lang: str, text: str) -> None:
    found = [(hit.quantity.value, hit.quantity.unit, hit.quantity.qualifier) for hit in read(lang, text)]
    assert found == [(5e6, "USD", "="), (7e6, "USD", "=")]


def test_dates_are_left_out() -> None:
    text = "On 22 November 2022 over 30 companies"
    (hit,) = quantities(text, numbers=pack("en"), skip=[(3, 19)])
    assert shape(hit) == ("over 30", 30, "", ">", "companies")


def test_case_and_typography_do_not_matter() -> None:
    assert shape(read("en", "OVER\u00a090\u202f000 PEOPLE")[0])[1:] == (90_000, "", ">", "people")
    assert read("ru", "ЧЕТЫРЁХ СТРАН")[0].quantity == Quantity(4, noun="стран")


KAZAKH = """
decimal = ","
words = { "екі" = 2, "он" = 10 }
percent = ["%", "пайыз{,ға}"]
endings = { case = ["", "дан", "ға", "на", "ы", "ына"] }
counted = { stops = ["және"] }
magnitudes = { "мың{,нан}" = 1e3, "млн." = 1e6, "млрд." = 1e9 }
[[after]]
op = ">"
forms = ["астам"]
[[after]]
op = "~"
forms = ["жуық", "ға жуық"]
[[currencies]]
code = "USD"
after = ["ақш доллар{case}", "доллар{case}"]
"""

FRENCH = """
decimal = ","
words = { "deux" = 2, "dix" = 10 }
percent = ["%", "pour cent"]
counted = { plural = ["s", "x"], stops = ["de", "et"], links = ["de", "d"] }
magnitudes = { "mille" = 1e3, "million{,s}" = 1e6, "milliard{,s}" = 1e9 }
[[before]]
op = ">"
forms = ["plus de"]
[[currencies]]
code = "USD"
after = ["dollar{,s}"]
[[currencies]]
code = "EUR"
after = ["euro{,s}", "d'euros"]
"""


@pytest.mark.parametrize(
    ("data", "text", "expected"),
    [
        (KAZAKH, "13 млрд АҚШ долларына жетті", ("13 млрд АҚШ долларына", 13e9, "USD", "=", "")),
        (KAZAKH, "2 мыңнан астам студент", ("2 мыңнан астам", 2_000, "", ">", "студент")),
        (KAZAKH, "он бес", ("он", 10, "", "=", "бес")),
        (FRENCH, "2,7 milliards de dollars", ("2,7 milliards de dollars", 2.7e9, "USD", "=", "")),
        (FRENCH, "plus de 150 entreprises", ("plus de 150", 150, "", ">", "entreprises")),
        (FRENCH, "3 millions d'euros", ("3 millions d'euros", 3e6, "EUR", "=", "")),
    ],
)
def test_a_further_language_is_data_only(data: str, text: str, expected: Expected) -> None:
    numbers = msgspec.toml.decode(data, type=Numbers)
    assert [shape(hit) for hit in quantities(text, numbers=numbers, skip=())] == [expected]


ENGLISH_WORDS = [
    "million",
    "from",
    "to",
    "between",
    "and",
    "over",
    "20th",
    "XIII",
    "one",
    "dollars",
    "half",
    "per cent",
]
RUSSIAN_WORDS = ["млн", "от", "до", "между", "и", "свыше", "тысяч", "18-го", "один", "сто", "двадцать", "в", "раза"]
SIGNS = ["5", "7,000", "1.5", "1 234,5", "2019", "$", "%", "-", ".", ",", ":", "/", "(", ")", "№", "+"]
WORDS = st.sampled_from(ENGLISH_WORDS + RUSSIAN_WORDS + SIGNS)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=12), st.sampled_from(["", " "]), st.booleans())
def test_spans_lie_in_the_text_in_order(pieces: list[str], glue: str, english: bool) -> None:
    text = glue.join(pieces)
    floor = 0
    for hit in read("en" if english else "ru", text):
        assert floor <= hit.start < hit.stop <= len(text)
        assert text[hit.start : hit.stop] == hit.text
        floor = hit.stop
        if isinstance(hit.quantity.value, tuple):
            assert hit.quantity.value[0] < hit.quantity.value[1]


def test_a_sign_belongs_to_one_number() -> None:
    assert [hit.text for hit in read("en", "It grew by 2+1%.")] == ["2+", "1%"]
    assert [hit.text for hit in read("en", "Trade fell by -1%, imports rose by +2%.")] == ["-1%", "+2%"]


@given(st.integers(0, 10**9))
def test_grouped_figures_read_back(number: int) -> None:
    assert decimal(f"{number:,}", ".") == number or number % 1000 != 0
    assert decimal(f"{number:,}".replace(",", " "), ",") == number


@given(st.integers(1, 39))
def test_roman_numerals_read_back(number: int) -> None:
    units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    assert roman("X" * (number // 10) + units[number % 10]) == number


def test_forms_with_braces_are_spelt_out() -> None:
    assert list(spelt("{a,b}c{e}", {"e": ["", "d"]})) == ["ac", "acd", "bc", "bcd"]


def test_a_long_text_takes_no_longer_than_its_length() -> None:
    text = "Trade reached $30 million, 5-7 percent more than the year before; over 7,000 students came. " * 200
    read("en", "5")
    started = time.process_time()
    read("en", text)
    assert time.process_time() - started < 1.0
