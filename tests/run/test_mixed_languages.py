"""A document in several languages: what has a pack is read, the rest is marked, and the main language stays."""

from __future__ import annotations

import pytest
from reading_samples import OPENED, OPENED_RU, outcome, reader

from chancery.model import Reason, Rejected, ZoneKind
from chancery.run.pipeline import Reading

KAZAKH = (
    "Қазақстанның Ресейдегі елшісі облыс губернаторымен кездесіп, ынтымақтастық мәселелерін талқылады және "
    "жаңа консулдық ашу туралы айтты."
)
MORE = "Стороны обсудили торговлю и открытие школ в обеих странах, сообщила пресс-служба министерства."


def read(text: str) -> Reading:
    found = outcome(text, lang=None)
    assert isinstance(found, Reading), found
    return found


def test_each_part_is_read_with_its_own_pack() -> None:
    both = read(f"{OPENED_RU}\n\n{MORE}\n\n{KAZAKH}\n\n{OPENED}")
    assert both.lang == "ru"
    together = {str(frame.fact) for frame in both.frames}
    assert together == {str(frame.fact) for text in (f"{OPENED_RU}\n\n{MORE}", OPENED) for frame in read(text).frames}
    starts = [frame.evidence[0].start for frame in both.frames]
    assert starts == sorted(starts)


def test_a_part_without_a_pack_is_marked_with_its_language() -> None:
    found = read(f"{OPENED_RU}\n\n{MORE}\n\n{KAZAKH}")
    (zone,) = [zone for zone in found.annotated.zones if zone.kind is ZoneKind.OTHER_LANGUAGE]
    assert zone.rule == "kk"
    assert found.document.text[zone.start : zone.stop].strip() == KAZAKH
    assert all(not zone.start <= e.start < zone.stop for frame in found.frames for e in frame.evidence)


def test_zones_tile_and_sentences_are_numbered_in_order() -> None:
    found = read(f"{OPENED_RU}\n\n{KAZAKH}\n\n{OPENED}\n\n{MORE}").annotated
    top = [zone for zone in found.zones if zone.kind is not ZoneKind.QUOTATION]
    assert [zone.start for zone in top] == [0, *(zone.stop for zone in top[:-1])]
    assert top[-1].stop == len(found.document.text)
    assert [sentence.index for sentence in found.sentences] == list(range(len(found.sentences)))
    assert [sentence.start for sentence in found.sentences] == sorted(sentence.start for sentence in found.sentences)


def test_evidence_names_the_sentence_that_it_stands_in() -> None:
    found = read(f"{OPENED_RU}\n\n{MORE}\n\n{OPENED}")
    for frame in found.frames:
        for proof in frame.evidence:
            sentence = found.annotated.sentences[proof.sentence]
            assert sentence.start <= proof.start < sentence.stop


@pytest.mark.parametrize("part", [OPENED, OPENED_RU])
def test_a_part_with_a_pack_is_read_in_a_document_without_one(part: str) -> None:
    found = read(f"{KAZAKH}\n\n{KAZAKH[:-1]} тағы.\n\n{part}")
    assert found.lang == "kk"
    assert "mission_event" in {frame.fact.__struct_config__.tag for frame in found.frames}


def test_a_link_in_a_language_with_a_pack_makes_no_story() -> None:
    found = outcome(f"{KAZAKH}\n\n{KAZAKH[:-1]} тағы.\n\nЧитайте на русском языке", lang=None)
    assert isinstance(found, Rejected)
    assert found.reason is Reason.NO_PACK


def test_a_given_language_holds_for_the_whole_text() -> None:
    found = outcome(f"{OPENED_RU}\n\n{MORE}\n\n{OPENED}", lang="ru")
    assert isinstance(found, Reading)
    assert {zone.kind for zone in found.annotated.zones} <= {ZoneKind.BODY, ZoneKind.TITLE}


def test_the_trace_shows_every_part() -> None:
    shown = reader().explain(f"{OPENED_RU}\n\n{MORE}\n\n{OPENED}", lang=None, published=None)
    assert [sentence.number for sentence in shown.sentences] == list(range(len(shown.sentences)))
    rules = {rule.rule.partition(".")[0] for sentence in shown.sentences for rule in sentence.rules if rule.filled}
    assert rules == {"en", "ru"}
