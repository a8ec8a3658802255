"""Parts of names, told apart in any order."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.text.persons import Parts, block_keys, name_parts


@pytest.mark.parametrize(
    ("name", "given_", "father", "family"),
    [
        ("Касым-Жомарт Кемелевич Токаев", "Касым Жомарт", "Кемелевич", "Токаев"),
        ("Токаев Касым-Жомарт Кемелевич", "Касым Жомарт", "Кемелевич", "Токаев"),
        ("Айгүл Сейтқызы Оразбаева", "Айгүл", "Сейтқызы", "Оразбаева"),
        ("Путин В.В.", "В. В.", "", "Путин"),
        ("Zh. Kassymbekov", "Zh.", "", "Kassymbekov"),
        ("JC Juncker", "J. C.", "", "Juncker"),
        ("Роман Абрамович", "Роман", "", "Абрамович"),
        ("Абрамович Роман Аркадьевич", "Роман", "Аркадьевич", "Абрамович"),
        ("Ильхам Гейдар оглы Алиев", "Ильхам", "Гейдароглы", "Алиев"),
        ("Mohammed bin Salman Al Saud", "Mohammed", "Salman", "Saud"),
        ("Ursula von der Leyen", "Ursula", "", "Leyen"),
        ("van der Bellen, Alexander", "Alexander", "", "Bellen"),
        ("Orbán Viktor", "Viktor", "", "Orbán"),
        ("Ким Чен Ын", "Чен Ын", "", "Ким"),
        ("Nguyễn Phú Trọng", "Phú Trọng", "", "Nguyễn"),
        ("Dr. Rami Makhlouf", "Rami", "", "Makhlouf"),
        ("Niels Oscar TROOST", "Niels Oscar", "", "TROOST"),
        ("Pelé", "", "", "Pelé"),
    ],
)
def test_parts(name: str, given_: str, father: str, family: str) -> None:
    parts = name_parts(name)
    assert (parts.given, parts.father, parts.family) == tuple(tuple(part.split()) for part in (given_, father, family))


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Оразбаева А.", "Fem"),
        ("Ирина Ким", "Fem"),
        ("Сергей Ким", "Masc"),
        ("Ли Сергеевна Ю", "Fem"),
        ("Kim Yo-jong", ""),
    ],
)
def test_gender(name: str, gender: str) -> None:
    assert name_parts(name).gender == gender


def test_father_and_son_are_marked() -> None:
    assert name_parts("Martin Luther King Jr.").suffix == "junior"
    assert name_parts("Дональд Трамп-младший") == Parts(("Дональд",), (), ("Трамп",), "junior", "Masc")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_anything_has_parts_and_keys(name: str) -> None:
    parts = name_parts(name)
    assert all((*parts.given, *parts.father, *parts.family))
    assert all(block_keys(name))
