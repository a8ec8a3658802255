"""Laws of folded and plain forms, and of scripts."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.text.forms import fold, plain
from chancery.text.scripts import dominant, letters, script

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXTS)
def test_folding_keeps_every_position(text: str) -> None:
    folded = fold(text)
    assert len(folded) == len(text)
    assert all(fold(char) == form for char, form in zip(text, folded, strict=True) if char not in "Σσς")


@given(TEXTS)
def test_both_forms_are_settled(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert plain(plain(text)) == plain(text)


@given(TEXTS)
def test_plain_is_the_same_for_composed_and_decomposed_text(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert plain(unicodedata.normalize("NFD", composed)) == plain(composed)


@pytest.mark.parametrize(
    ("text", "folded", "bare"),
    [
        ("Côte d’Ivoire", "côte d'ivoire", "cote d'ivoire"),
        ("Türkiye — İstanbul", "türkiye - İstanbul", "turkiye - istanbul"),
        ("Пётр Ёлкин", "петр елкин", "петр елкин"),
        ("«Жолдастык»", '"жолдастык"', '"жолдастык"'),
        ("№\u00a097\u2009–\u202f98", "№ 97 - 98", "no 97 - 98"),
        ("Łódź, Müßig, Søren", "łódź, müßig, søren", "lodz, mussig, soren"),
        ("Қарағанды, Өскемен", "қарағанды, өскемен", "қарағанды, өскемен"),
        ("Майский", "майский", "майский"),
    ],
)
def test_known_forms(text: str, folded: str, bare: str) -> None:
    assert (fold(text), plain(text)) == (folded, bare)


@given(TEXTS)
def test_letters_are_counted_once(text: str) -> None:
    counts = letters(text)
    assert sum(counts.values()) == sum(bool(script(char)) for char in text)
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    assert dominant(text) == next(iter(counts), "")
