"""Laws of the table of given names, and of what keys and Latin spelling have in common."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.text.latin import given_name, latin
from chancery.text.likeness import SAME, compared
from chancery.text.names import key
from chancery.text.scripts import letters

TABLE = tomllib.loads((files("chancery") / "data" / "names" / "given.toml").read_text(encoding="utf-8"))
WORDS = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяёabcdefghijklmnopqrstuvwxyzéüş'", min_size=1, max_size=14)
NAMES = st.lists(WORDS.map(str.capitalize), min_size=1, max_size=3).map(" ".join)


def entries() -> Iterator[tuple[str, list[str]]]:
    for tongue, by_gender in TABLE.items():
        for listed in by_gender.values():
            for entry in listed.split(","):
                yield tongue, entry.replace("/", " ").split()


def test_the_table_is_of_the_world() -> None:
    assert len({word for _, words in entries() for word in words}) > 5000
    assert set(TABLE) >= {
        "ru",
        "en",
        "fr",
        "de",
        "tr",
        "it",
        "es",
        "pl",
        "hu",
        "ar",
        "fa",
        "ko",
        "ja",
        "hi",
        "kk",
        "ka",
    }
    assert all(set(by_gender) <= {"m", "f", "u"} for by_gender in TABLE.values())


@pytest.mark.parametrize("tongue", sorted(TABLE))
def test_every_spelling_is_of_one_script_and_known(tongue: str) -> None:
    for words in (words for at, words in entries() if at == tongue):
        assert any("Latin" in letters(word) for word in words), words
        assert all(len(letters(word)) == 1 for word in words), words
        assert all(given_name(word) is not None for word in words), words


@pytest.mark.parametrize(
    "word",
    [
        "In",
        "UN",
        "Can",
        "Per",
        "May",
        "Will",
        "Chance",
        "Paris",
        "German",
        "Hong",
        "Весна",
        "Юг",
        "Рано",
        "Март",
        "Мая",
        "Рим",
    ],
)
def test_everyday_words_are_no_given_names(word: str) -> None:
    assert given_name(word) is None


@given(NAMES)
def test_a_name_is_itself_in_any_case_and_order(name: str) -> None:
    assert key(name) == key(name.upper())
    assert sorted(key(name).split()) == sorted(key(" ".join(reversed(name.split()))).split())


SURNAMES = [
    "Абдрахманов",
    "Андреев",
    "Арбузов",
    "Бектуров",
    "Белый",
    "Васильев",
    "Воробьёв",
    "Гайдаров",
    "Григорьев",
    "Джумабаев",
    "Дмитриев",
    "Дегтярь",
    "Ельцин",
    "Емельянов",
    "Ежов",
    "Жуков",
    "Жумабаев",
    "Зайцев",
    "Ибраев",
    "Иванов",
    "Ильин",
    "Ильясов",
    "Касымов",
    "Кириенко",
    "Королёв",
    "Кузнецов",
    "Лукьянов",
    "Маяковский",
    "Мельник",
    "Муратбеков",
    "Нарышкин",
    "Ниязов",
    "Объедков",
    "Омаров",
    "Пугачёв",
    "Разумовский",
    "Сагинтаев",
    "Соловьёв",
    "Сыздыков",
    "Толстой",
    "Тулешов",
    "Тургенев",
    "Ульянов",
    "Утемуратов",
    "Фадеев",
    "Хайруллин",
    "Хрущёв",
    "Цветаева",
    "Чайковский",
    "Чернышёв",
    "Шевченко",
    "Шукеев",
    "Щедрин",
    "Щербаков",
    "Юрьев",
    "Якунин",
    "Яблоков",
]


@pytest.mark.parametrize("surname", SURNAMES)
def test_the_press_spelling_of_a_surname_keeps_its_key(surname: str) -> None:
    assert key(latin(surname, "ru")) == key(surname)
    assert compared(f"А. {surname}", f"{latin(surname, 'ru')} A.").score >= SAME


@pytest.mark.parametrize(
    ("surname", "spelt"),
    [
        ("Дегтярь", "Degtyar"),
        ("Объедков", "Obyedkov"),
        ("Ильин", "Ilyin"),
        ("Белый", "Bely"),
        ("Зайцев", "Zaitsev"),
        ("Пугачёв", "Pugachev"),
        ("Джумабаев", "Jumabayev"),
        ("Жумабаев", "Zhumabayev"),
        ("Сагинтаев", "Sagintayev"),
        ("Лукьянов", "Lukyanov"),
    ],
)
def test_surnames_in_press_spelling(surname: str, spelt: str) -> None:
    assert latin(surname, "ru") == spelt
