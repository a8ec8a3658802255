"""The tagger's view of a text: names alone, as they are written."""

from __future__ import annotations

import pytest

from chancery.analyse.tagging import names


def tagged(text: str, code: str = "ru") -> list[tuple[str, str]]:
    return [(name.kind, text[name.start : name.stop]) for name in names(text, code)]


def test_a_bracket_ends_a_name_and_holds_another() -> None:
    text = "Об этом заявил глава компании Юрген Крамер (Jürgen Kramer)."
    assert tagged(text) == [("PER", "Юрген Крамер"), ("PER", "Jürgen Kramer")]


def test_a_body_is_what_its_quotation_marks_hold() -> None:
    assert tagged("Президент посетил завод ОАО «Газпром» в Москве.") == [("ORG", "Газпром"), ("LOC", "Москве")]


def test_an_acronym_behind_a_body_is_one_wherever_it_stands() -> None:
    text = "Всемирная организация здравоохранения (ВОЗ) выступила с заявлением. В ВОЗ подтвердили данные."
    assert [words for kind, words in tagged(text) if kind == "ORG"][-2:] == ["ВОЗ", "ВОЗ"]


@pytest.mark.parametrize("text", ["Правительство одобрило проект.", "Об этом сообщили СМИ.", "Американцы согласились."])
def test_words_that_name_nobody_are_no_names(text: str) -> None:
    assert tagged(text) == []


def test_a_town_is_named_without_the_word_for_town() -> None:
    assert tagged("Встреча прошла в столице Чили городе Сантьяго.") == [("LOC", "Чили"), ("LOC", "Сантьяго")]


def test_every_line_of_a_text_is_tagged() -> None:
    assert ("LOC", "Paris") in tagged("Share\n\nRead also: Talks in Paris", "en")
