"""Places that no table knows, and that the tagger of names proposes."""

from __future__ import annotations

from chancery.analyse.annotate import annotated
from chancery.extract import frames
from chancery.gazetteer import gazetteer
from chancery.lang import load
from chancery.model import Document, Mention, MissionEvent

TEXT = "Почётное консульство Чили в городе Верхнемалиновске открылось в мае."


def place(text: str) -> Mention:
    (sentence,) = annotated(Document(key="text", text=text, sha256=""), "ru").sentences
    return next(m for m in sentence.mentions if "unlisted" in m.labels)


def test_an_unknown_town_is_a_city_without_an_id() -> None:
    town = place(TEXT)
    assert (town.name, town.case, town.value) == ("Verkhnemalinovsk", "Loc", ())
    assert "city" in town.labels


def test_what_no_word_calls_a_city_is_a_place_alone() -> None:
    assert place("Встреча прошла на Красной площади в Москве.").labels == {"unlisted"}


def test_a_mission_may_sit_in_an_unknown_town() -> None:
    read = annotated(Document(key="text", text=TEXT, sha256=""), "ru")
    facts = [frame.fact for frame in frames(read, load("ru"), gazetteer())]
    (opened,) = [fact for fact in facts if isinstance(fact, MissionEvent) and fact.event == "opened"]
    assert (opened.sending, opened.city, opened.receiving) == ("Chile", "Verkhnemalinovsk", None)
