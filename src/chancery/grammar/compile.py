"""From a rule file's TOML to rules: every fault of a file is reported with the rule that has it.

[[rule]]
id = "en.engagement.met"
frame = "engagement"
fixed = { kind = "meeting" }
trigger = ["meet:VERB", "hold * talks"]
[rule.slots.participants]
type = ["person", "role"]
mark = ["subject", "with", "object"]
many = true
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from chancery.errors import RuleError
from chancery.grammar.rule import CASES, FEATURES, PLACINGS, RELATIONS, Mark, Rule, Slot, SlotType, Step, Trigger

RULE_KEYS = frozenset(("id", "frame", "layer", "trigger", "slots", "fixed", "unless", "accepts", "rejects"))
SLOT_KEYS = frozenset(
    ("type", "mark", "passive", "required", "nominal", "many", "agrees", "closes", "trails", "each", "reach")
)
REACHES = frozenset(("adjacent", "clause", "sentence"))
GAP = 4


def rules(text: str, *, where: str, templates: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Rule, ...]:
    """The rules of one file.

    Args:
        text: the file's TOML.
        where: the file's name, for messages.
        templates: named lists of trigger texts that a rule may use as `"$name"`.
    Raises:
        RuleError: within an ExceptionGroup where several rules of the file are faulty.
    """
    try:
        tables = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"not TOML: {error}", where=where, hint="see docs/rule-language.md") from None
    found, faults = [], []
    for number, table in enumerate(tables, 1):
        try:
            found.append(_rule(table, f"{where}: rule {table.get('id', number)}", templates or {}))
        except RuleError as fault:
            faults.append(fault)
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise ExceptionGroup(f"{len(faults)} faulty rules in {where}", faults)
    return tuple(found)


def _rule(table: Mapping[str, Any], where: str, templates: Mapping[str, tuple[str, ...]]) -> Rule:
    _known(table, RULE_KEYS, where)
    for key in ("id", "frame"):
        if not isinstance(table.get(key), str):
            raise RuleError(f"a rule needs `{key}`", where=where, hint="write it as a string")
    accepts, rejects = tuple(table.get("accepts", ())), tuple(table.get("rejects", ()))
    if not accepts or not rejects:
        raise RuleError(
            "a rule stands beside its proof",
            where=where,
            hint="give at least one sentence in `accepts` and one in `rejects`",
        )
    layer = table.get("layer", "clause")
    if layer not in ("phrase", "clause"):
        raise RuleError(f"unknown layer {layer!r}", where=where, hint="use phrase or clause")
    texts = list(_expanded(table.get("trigger", ()), templates, where))
    if not texts:
        raise RuleError("a rule needs `trigger`", where=where, hint='for example trigger = ["meet:VERB"]')
    return Rule(
        id=table["id"],
        frame=table["frame"],
        layer=layer,
        triggers=tuple(trigger(text, where) for text in texts),
        slots=tuple(_slot(name, slot, where) for name, slot in table.get("slots", {}).items()),
        fixed=tuple((key, str(value)) for key, value in table.get("fixed", {}).items()),
        unless=tuple(trigger(text, where) for text in _expanded(table.get("unless", ()), templates, where)),
        accepts=accepts,
        rejects=rejects,
        where=where,
    )


def _expanded(texts: Any, templates: Mapping[str, tuple[str, ...]], where: str) -> Iterator[str]:
    if not isinstance(texts, list | tuple):
        raise RuleError("triggers are a list of strings", where=where)
    for text in texts:
        if text.startswith("$"):
            if text[1:] not in templates:
                raise RuleError(f"unknown list {text}", where=where, hint=f"use one of: {', '.join(sorted(templates))}")
            yield from templates[text[1:]]
        else:
            yield text


def trigger(text: str, where: str = "") -> Trigger:
    """A trigger from its text: steps of `word|word:Feature`, `@mention`, and `*` for a gap of up to four tokens."""
    steps: list[Step] = []
    gap = 0
    for piece in text.split():
        if piece == "*":
            gap = GAP
            continue
        words, *features = piece.split(":")
        if unknown := [feature for feature in features if feature not in FEATURES]:
            raise RuleError(f"unknown feature {unknown[0]!r} in trigger {text!r}", where=where)
        if words.startswith("@"):
            steps.append(Step(mention=words[1:], gap=gap))
        else:
            options = frozenset(word.replace("_", " ") for word in words.lower().split("|"))
            steps.append(Step(words=options, features=frozenset(features), gap=gap))
        gap = 0
    if not steps or steps[0].gap:
        raise RuleError(f"a trigger starts with a word: {text!r}", where=where)
    return Trigger(text, tuple(steps))


def _slot(name: str, table: Mapping[str, Any], where: str) -> Slot:
    where = f"{where}, slot {name}"
    _known(table, SLOT_KEYS, where)
    reach = table.get("reach", "clause")
    if reach not in REACHES:
        raise RuleError(f"unknown reach {reach!r}", where=where, hint=f"use one of: {', '.join(sorted(REACHES))}")
    return Slot(
        name=name,
        types=tuple(_type(text) for text in _strings(table, "type", where)),
        marks=tuple(mark(text, where) for text in _strings(table, "mark", where)),
        passive=tuple(mark(text, where) for text in table.get("passive", ())),
        nominal=tuple(mark(text, where) for text in table.get("nominal", ())),
        required=bool(table.get("required", False)),
        many=bool(table.get("many", False)),
        agrees=bool(table.get("agrees", False)),
        closes=bool(table.get("closes", False)),
        trails=bool(table.get("trails", False)),
        each=bool(table.get("each", False)),
        reach=reach,
    )


def _type(text: str) -> SlotType:
    kind, _, label = text.partition(".")
    return SlotType(kind, label)


def mark(text: str, where: str = "") -> Mark:
    """A mark from its text: `subject`, `comma`, `-мен`, `Gen`, `with`, `с+Ins`, `at the invitation of`."""
    if text in RELATIONS:
        return Mark(text, relation=text)
    if text in PLACINGS:
        return Mark(text, placing=text)
    if text in CASES:
        return Mark(text, case=text)
    if text.startswith("-"):
        return Mark(text, suffix=text[1:])
    prep, _, case = text.partition("+")
    if case and case not in CASES:
        raise RuleError(f"unknown case {case!r} in mark {text!r}", where=where, hint="use Nom Gen Dat Acc Ins Loc")
    return Mark(text, prep=prep.lower(), case=case)


def _strings(table: Mapping[str, Any], key: str, where: str) -> list[str]:
    values = table.get(key)
    if not isinstance(values, list) or not values or not all(isinstance(value, str) for value in values):
        raise RuleError(f"`{key}` is a list of strings", where=where, hint=f'for example {key} = ["..."]')
    return values


def _known(table: Mapping[str, Any], keys: frozenset[str], where: str) -> None:
    if unknown := sorted(set(table) - keys):
        raise RuleError(f"unknown key {unknown[0]!r}", where=where, hint=f"use one of: {', '.join(sorted(keys))}")
