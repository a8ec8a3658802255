"""From TOML to rules: what is well formed is taken, what is not is told with its place and an advice."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from chancery.errors import RuleError
from chancery.grammar import Rule, Step, rules, trigger
from chancery.grammar.compile import RULE_KEYS, SLOT_KEYS, mark
from chancery.grammar.rule import CASES, FEATURES, PLACINGS, RELATIONS

WELL_FORMED: dict[str, Any] = {
    "id": "xx.met",
    "frame": "engagement",
    "trigger": ["meet:VERB", "hold * talks"],
    "fixed": {"kind": "meeting"},
    "accepts": ["{who:Asha Rao} met."],
    "rejects": ["It met the needs."],
    "slots": {"who": {"type": ["person", "place.state"], "mark": ["subject", "с+Ins"], "many": True}},
}


def inline(value: Any) -> str:
    """A value as TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {inline(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def file(*tables: dict[str, Any]) -> str:
    """A rule file of the tables."""
    return "\n".join(
        "[[rule]]\n" + "\n".join(f"{json.dumps(key)} = {inline(value)}" for key, value in table.items())
        for table in tables
    )


def compiled(**changed: Any) -> Rule:
    """The well-formed rule with some keys changed."""
    (made,) = rules(file({**WELL_FORMED, **changed}), where="met.toml")
    return made


def slot(**changed: Any) -> dict[str, Any]:
    """The well-formed rule's slots with some keys of the only one changed."""
    return {"who": {**WELL_FORMED["slots"]["who"], **changed}}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in WELL_FORMED.items() if name != key}


def fault(text: str, **given: Any) -> RuleError:
    """The only fault of a file."""
    with pytest.raises(RuleError) as caught:
        rules(text, where="met.toml", **given)
    return caught.value


def test_a_rule_is_what_its_table_says() -> None:
    made = compiled(layer="phrase", unless=["meet * need"])
    (who,) = made.slots
    assert (made.id, made.frame, made.layer) == ("xx.met", "engagement", "phrase")
    assert [each.text for each in made.triggers] == ["meet:VERB", "hold * talks"]
    assert [each.text for each in made.unless] == ["meet * need"]
    assert (made.value("kind"), made.value("mode"), made.value("mode", "?")) == ("meeting", "", "?")
    assert [(kind.kind, kind.label) for kind in who.types] == [("person", ""), ("place", "state")]
    assert (who.many, who.each, who.required, who.closes, who.agrees, who.reach) == (
        True, False, False, False, False, "clause",
    )  # fmt: skip
    assert made.accepts == ("{who:Asha Rao} met.",)


def test_an_empty_file_has_no_rules() -> None:
    assert rules("", where="empty.toml") == ()


def test_a_rule_says_where_it_stands() -> None:
    assert compiled().where == "met.toml: rule xx.met"


@pytest.mark.parametrize(
    "text",
    [
        *("[[rule]", "rule = ", "\x00", "id == 3", '[[rule]]\nid = "a"\nid = "b"'),
        *(f"a = {'[' * 5_000}", f"a = {'1' * 5_000}"),
    ],
)
def test_what_is_not_toml_is_told(text: str) -> None:
    told = fault(text)
    assert told.what.startswith("not TOML")
    assert told.where == "met.toml"
    assert told.hint


FAULTS = {
    "an unknown key": ({"frames": "x"}, "unknown key 'frames'"),
    "an id that is no string": ({"id": 3}, "a rule needs `id`"),
    "a frame that is no string": ({"frame": []}, "a rule needs `frame`"),
    "no sentence to accept": ({"accepts": []}, "a rule stands beside its proof"),
    "no sentence to reject": ({"rejects": []}, "a rule stands beside its proof"),
    "an unknown layer": ({"layer": "word"}, "unknown layer 'word'"),
    "no trigger": ({"trigger": []}, "a rule needs `trigger`"),
    "a trigger that is no list": ({"trigger": "meet"}, "`trigger` is a list of strings"),
    "a trigger of nothing": ({"trigger": [" "]}, "a trigger starts with a word"),
    "a trigger of a gap": ({"trigger": ["*"]}, "a trigger starts with a word"),
    "a trigger that starts with a gap": ({"trigger": ["* meet"]}, "a trigger starts with a word"),
    "an unknown feature": ({"trigger": ["meet:Verb"]}, "unknown feature 'Verb'"),
    "an unknown feature in unless": ({"unless": ["meet:Vrb"]}, "unknown feature 'Vrb'"),
    "an unknown list": ({"trigger": ["$talks"]}, "unknown list $talks"),
    "an unknown slot key": ({"slots": slot(mrak=["subject"])}, "unknown key 'mrak'"),
    "a slot without type": ({"slots": {"who": {"mark": ["subject"]}}}, "`type` is a list of strings"),
    "a slot without mark": ({"slots": {"who": {"type": ["person"]}}}, "`mark` is a list of strings"),
    "an empty list of marks": ({"slots": slot(mark=[])}, "`mark` is a list of strings"),
    "a mark that is no string": ({"slots": slot(mark=[3])}, "`mark` is a list of strings"),
    "an unknown case": ({"slots": slot(mark=["с+Voc"])}, "unknown case 'Voc'"),
    "an unknown case in the passive": ({"slots": slot(passive=["с+Voc"])}, "unknown case 'Voc'"),
    "an unknown case of a noun": ({"slots": slot(nominal=["с+Voc"])}, "unknown case 'Voc'"),
    "an unknown reach": ({"slots": slot(reach="text")}, "unknown reach 'text'"),
}


@pytest.mark.parametrize(("changed", "what"), FAULTS.values(), ids=FAULTS)
def test_a_fault_names_the_file_the_rule_and_the_matter(changed: dict[str, Any], what: str) -> None:
    told = fault(file({**WELL_FORMED, **changed}))
    assert what in told.what
    assert told.where.startswith("met.toml: rule ")
    assert "slots" not in changed or told.where.endswith(", slot who")


@pytest.mark.parametrize("key", ["id", "frame", "trigger", "accepts", "rejects"])
def test_what_is_left_out_is_missed(key: str) -> None:
    assert fault(file(without(key))).hint


def test_a_rule_without_id_is_told_by_its_number() -> None:
    assert fault(file(WELL_FORMED, without("id"))).where == "met.toml: rule 2"


def test_every_faulty_rule_of_a_file_is_told_at_once() -> None:
    tables = [{**WELL_FORMED, **changed} for changed, _ in FAULTS.values()]
    with pytest.raises(ExceptionGroup) as caught:
        rules(file(WELL_FORMED, *tables), where="met.toml")
    assert len(caught.value.exceptions) == len(FAULTS)
    assert all(isinstance(each, RuleError) for each in caught.value.exceptions)
    assert "met.toml" in caught.value.message


def test_a_named_list_stands_for_its_triggers() -> None:
    (made,) = rules(file({**WELL_FORMED, "trigger": ["$talk", "meet"]}), where="", templates={"talk": ("talk", "chat")})
    assert [each.text for each in made.triggers] == ["talk", "chat", "meet"]


def test_an_unknown_list_is_answered_with_the_known_ones() -> None:
    assert "growth" in fault(file({**WELL_FORMED, "trigger": ["$talk"]}), templates={"growth": ("rise",)}).hint


def test_a_trigger_is_a_line_of_steps() -> None:
    assert trigger("Reach|hit:VERB:Past * @mission as_well_as").steps == (
        Step(words=frozenset(("reach", "hit")), features=frozenset(("VERB", "Past"))),
        Step(mention="mission", gap=4),
        Step(words=frozenset(("as well as",))),
    )


@pytest.mark.parametrize("feature", sorted(FEATURES))
def test_every_feature_can_be_asked_for(feature: str) -> None:
    assert trigger(f"meet:{feature}").steps[0].features == {feature}


MARKS = (
    [(name, {"relation": name}) for name in sorted(RELATIONS)]
    + [(name, {"placing": name}) for name in sorted(PLACINGS)]
    + [(name, {"case": name}) for name in sorted(CASES)]
    + [
        ("-мен", {"suffix": "мен"}),
        ("with", {"prep": "with"}),
        ("С+Ins", {"prep": "с", "case": "Ins"}),
        ("at the invitation of", {"prep": "at the invitation of"}),
        ("во главе с+Ins", {"prep": "во главе с", "case": "Ins"}),
    ]
)


@pytest.mark.parametrize(("text", "said"), MARKS, ids=[text for text, _ in MARKS])
def test_a_mark_is_of_one_kind(text: str, said: dict[str, str]) -> None:
    made = mark(text)
    fields = {name: getattr(made, name) for name in ("relation", "placing", "suffix", "prep", "case")}
    assert {name: value for name, value in fields.items() if value} == said
    assert made.text == text


# --- whatever the file holds, only RuleError leaves -------------------------------------------------------------------

MALFORMED = {
    "rule is no list": "rule = 3",
    "a rule is no table": "rule = [1, 2]",
    "a trigger is no string": file({**WELL_FORMED, "trigger": [1]}),
    "an unless is no string": file({**WELL_FORMED, "unless": [1]}),
    "slots are no table": file({**WELL_FORMED, "slots": 3}),
    "a slot is no table": file({**WELL_FORMED, "slots": {"who": 3}}),
    "fixed is no table": file({**WELL_FORMED, "fixed": 3}),
    "accepts is no list": file({**WELL_FORMED, "accepts": 3}),
    "passive is no list": file({**WELL_FORMED, "slots": slot(passive=3)}),
    "a passive mark is no string": file({**WELL_FORMED, "slots": slot(passive=[3])}),
    "reach is a list": file({**WELL_FORMED, "slots": slot(reach=[])}),
}
"""Files that are TOML and whose values have shapes that no rule has."""

MISREAD = {
    "accepts is a string": file({**WELL_FORMED, "accepts": "abc"}),
    "a sentence is no string": file({**WELL_FORMED, "accepts": [3]}),
    "passive is a string": file({**WELL_FORMED, "slots": slot(passive="subject")}),
    "required is no truth value": file({**WELL_FORMED, "slots": slot(required="no")}),
    "an empty mark": file({**WELL_FORMED, "slots": slot(mark=[""])}),
    "a suffix of nothing": file({**WELL_FORMED, "slots": slot(mark=["-"])}),
    "a preposition with no case": file({**WELL_FORMED, "slots": slot(mark=["with+"])}),
    "an empty type": file({**WELL_FORMED, "slots": slot(type=[""])}),
    "a step without words": file({**WELL_FORMED, "trigger": [":VERB"]}),
    "a mention without kind": file({**WELL_FORMED, "trigger": ["@"]}),
    "a mention with features": file({**WELL_FORMED, "trigger": ["@mission:VERB"]}),
    "a gap at the end": file({**WELL_FORMED, "trigger": ["meet *"]}),
    "a table that is no rule": file(WELL_FORMED).replace("[[rule]]", "[[rules]]"),
}
"""Files whose mistake would silence a rule or change what it says."""


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_a_value_of_the_wrong_shape_is_a_fault(text: str) -> None:
    assert fault(text).where.startswith("met.toml")


@pytest.mark.parametrize("text", MISREAD.values(), ids=MISREAD)
def test_a_mistake_does_not_pass_in_silence(text: str) -> None:
    assert fault(text).where.startswith("met.toml")


words = st.sampled_from(
    ["meet", "meet:VERB", "a|b * c", "@person", "$talk", "subject", "Gen", "-мен", "с+Ins", "с+Voc", "+", ":", "*", ""]
)
scalars = st.one_of(words, st.text(max_size=8), st.integers(-3, 3), st.booleans(), st.floats(allow_nan=False, width=16))
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)
slots = st.dictionaries(
    st.sampled_from([*sorted(SLOT_KEYS), "mrak"]), values | st.lists(words, min_size=1, max_size=3), max_size=5
)
tables = st.dictionaries(
    st.sampled_from([*sorted(RULE_KEYS), "frames"]),
    values | st.lists(words, min_size=1, max_size=3) | st.fixed_dictionaries({"who": slots | values}),
    max_size=8,
)


def only_rule_errors(text: str) -> None:
    """Compile; whatever is not the room's own error escapes."""
    with suppress(RuleError):
        try:
            rules(text, where="fuzz.toml", templates={"talk": ("talk",)})
        except ExceptionGroup as group:
            if others := group.split(RuleError)[1]:
                raise others from None


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_gives_rules_or_a_rule_error(text: str) -> None:
    only_rule_errors(text)


@settings(max_examples=400, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(st.lists(tables | tables.map(lambda changed: {**WELL_FORMED, **changed}), min_size=1, max_size=3))
def test_any_table_gives_rules_or_a_rule_error(listed: list[dict[str, Any]]) -> None:
    only_rule_errors(file(*listed))
