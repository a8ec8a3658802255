"""Laws of name keys."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.text.names import key

NAMES = st.text("abceghijklmnoprstuvyzéüабвгдежийклмнорстуыья .-'", max_size=24)


@settings(deadline=None)
@given(NAMES)
def test_a_key_is_blind_to_case(name: str) -> None:
    assert key(name) == key(name.upper())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Касымбек", "Kassymbek"),
        ("Токаев", "Tokaïev"),
        ("Куйвашев", "Kuivashev"),
        ("Kuyvashev", "Kuivashev"),
        ("Шольц", "Scholz"),
        ("Ибраев", "Ibrayev"),
        ("Мирзиёев", "Mirziyoyev"),
        ("Вучич", "Vučić"),
        ("Вучич", "Vucic"),
        ("Коль", "Kohl"),
        ("Мохаммед", "Muhammad"),
        ("Хусейн", "Hussein"),
    ],
)
def test_press_spellings_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)
