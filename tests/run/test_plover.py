"""The export of PLOVER events: its rules by their own sentences, and what a sentence announces."""

from __future__ import annotations

import pytest

from chancery.grammar import Index, Rule
from chancery.run.plover import event_rules, events
from chancery.run.proof import rule_faults

INDEX = Index(event_rules(), "clause")


@pytest.mark.parametrize("rule", event_rules(), ids=lambda rule: rule.id)
def test_a_rule_stands_by_its_own_sentences(rule: Rule) -> None:
    assert list(rule_faults(rule, "en", index=INDEX)) == []


def test_rule_ids_are_unique() -> None:
    ids = [rule.id for rule in event_rules()]
    assert len(set(ids)) == len(ids)


SENTENCES = {
    "Chile and Peru signed a fishing treaty on Monday.": ("SUPPORT", {"CHL", "PER"}),
    "Japan has sent 40 tonnes of food aid to Ghana, officials said.": ("AID", {"JPN", "GHA"}),
    "Japan will send food aid to Ghana.": ("AGREE", {"JPN", "GHA"}),
    "Norway said it was ready to mediate between Chile and Peru.": ("AGREE", {"NOR", "CHL", "PER"}),
    "Kenyan Foreign Minister Asha Rao arrived in Tokyo on Monday.": ("CONSULT", {"KEN", "JPN"}),
    "Norway praised Ghana's efforts to protect its forests.": ("SUPPORT", {"NOR", "GHA"}),
    "Chile telephoned Peru.": ("CONSULT", {"CHL", "PER"}),
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_is_one_event_between_states(sentence: str) -> None:
    (event,) = events(sentence)
    assert (event.type, {*event.source, *event.target}) == SENTENCES[sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile refused to sign a treaty with Peru.",
        "Japan will not send food aid to Ghana.",
        "Norway demanded that Ghana release the ship.",
        "Ghana vowed to attack Kenya.",
        "Ghana released the ship of Norway.",
        "",
    ],
)
def test_what_is_refused_demanded_or_hostile_is_no_event(sentence: str) -> None:
    assert events(sentence) == []
