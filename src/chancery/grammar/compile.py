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
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chancery.errors import RuleError
from chancery.grammar.rule import CASES, FEATURES, PLACINGS, RELATIONS, Mark, Rule, Slot, SlotType, Step, Trigger

RULE_KEYS = frozenset(("id", "frame", "layer", "trigger", "slots", "fixed", "unless", "accepts", "rejects"))
LAYERS = ("clause", "phrase")
REACHES = ("clause", "own", "adjacent", "sentence")
FLAGS = ("required", "many", "agrees", "closes", "trails", "each")
SLOT_KEYS = frozenset(("type", "mark", "passive", "nominal", "reach", *FLAGS))
GAP = 4

Table = dict[str, Any]


def rules(text: str, *, where: str, templates: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Rule, ...]:
    """The rules of one file.

    Args:
        text: the file's TOML.
        where: the file's name, for messages.
        templates: named lists of trigger texts that a rule may use as `"$name"`.
    Raises:
        RuleError: within an ExceptionGroup where several rules of the file are faulty.
    """
    tables = _tables(text, where)
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


def _tables(text: str, where: str) -> list[Table]:
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # a number of too many digits, brackets too deep
        raise RuleError(f"not TOML: {error}", where=where, hint="see docs/rule-language.md") from None
    _known(data, frozenset(("rule",)), where)
    tables = data.get("rule", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise RuleError("`rule` is a list of tables", where=where, hint="begin each rule with [[rule]]")
    return tables


def _rule(table: Table, where: str, templates: Mapping[str, tuple[str, ...]]) -> Rule:
    _known(table, RULE_KEYS, where)
    for key in ("id", "frame"):
        if not isinstance(table.get(key), str):
            raise RuleError(f"a rule needs `{key}`", where=where, hint="write it as a string")
    accepts, rejects = _texts(table, "accepts", where), _texts(table, "rejects", where)
    if not accepts or not rejects:
        raise RuleError(
            "a rule stands beside its proof",
            where=where,
            hint="give at least one sentence in `accepts` and one in `rejects`",
        )
    texts = list(_expanded(_texts(table, "trigger", where), templates, where))
    if not texts:
        raise RuleError("a rule needs `trigger`", where=where, hint='for example trigger = ["meet:VERB"]')
    return Rule(
        id=table["id"],
        frame=table["frame"],
        layer=_one_of(table, "layer", LAYERS, where),
        triggers=tuple(trigger(text, where) for text in texts),
        slots=tuple(_slot(name, slot, where) for name, slot in _table(table, "slots", where).items()),
        fixed=tuple((key, str(value)) for key, value in _table(table, "fixed", where).items()),
        unless=tuple(trigger(text, where) for text in _expanded(_texts(table, "unless", where), templates, where)),
        accepts=accepts,
        rejects=rejects,
        where=where,
    )


def _expanded(texts: Iterable[str], templates: Mapping[str, tuple[str, ...]], where: str) -> Iterator[str]:
    """The triggers with each list written out: alone it stands for a trigger each, within a trigger for its words."""
    for text in texts:
        if text.startswith("$") and " " not in text:
            yield from _listed(text, templates, where)
        else:
            yield " ".join(_step(step, templates, where) for step in text.split(" "))


def _step(step: str, templates: Mapping[str, tuple[str, ...]], where: str) -> str:
    words = (_listed(word, templates, where) if word.startswith("$") else (word,) for word in step.split("|"))
    return "|".join(word.replace(" ", "_") for group in words for word in group)


def _listed(name: str, templates: Mapping[str, tuple[str, ...]], where: str) -> tuple[str, ...]:
    if name[1:] not in templates:
        raise RuleError(f"unknown list {name}", where=where, hint=f"use one of: {', '.join(sorted(templates))}")
    return templates[name[1:]]


def trigger(text: str, where: str = "") -> Trigger:
    """A trigger from its text: steps of `word|word:Feature`, `@mention`, and `*` for a gap of up to four tokens."""
    steps: list[Step] = []
    gap = 0
    for piece in text.split():
        if piece == "*":
            gap = GAP
            continue
        words, *features = piece.split(":")
        if not words.strip("@|") or (words.startswith("@") and features):
            hint = "a step is word:FEATURE or @mention"
            raise RuleError(f"step {piece!r} of trigger {text!r} matches nothing", where=where, hint=hint)
        if unknown := [feature for feature in features if feature not in FEATURES]:
            raise RuleError(f"unknown feature {unknown[0]!r} in trigger {text!r}", where=where)
        if words.startswith("@"):
            steps.append(Step(mention=words[1:], gap=gap))
        else:
            options = frozenset(word.replace("_", " ") for word in words.lower().split("|"))
            steps.append(Step(words=options, features=frozenset(features), gap=gap))
        gap = 0
    if not steps or steps[0].gap or gap:
        raise RuleError(f"a trigger starts with a word and ends with one: {text!r}", where=where)
    return Trigger(text, tuple(steps))


def _slot(name: str, table: object, where: str) -> Slot:
    where = f"{where}, slot {name}"
    if not isinstance(table, dict):
        raise RuleError("a slot is a table", where=where, hint='for example { type = ["person"], mark = ["subject"] }')
    _known(table, SLOT_KEYS, where)
    for key in ("type", "mark"):
        if not table.get(key):
            raise RuleError(f"`{key}` is a list of strings", where=where, hint=f'for example {key} = ["..."]')
    return Slot(
        name=name,
        types=tuple(_type(text, where) for text in _texts(table, "type", where)),
        marks=tuple(mark(text, where) for text in _texts(table, "mark", where)),
        passive=tuple(mark(text, where) for text in _texts(table, "passive", where)),
        nominal=tuple(mark(text, where) for text in _texts(table, "nominal", where)),
        reach=_one_of(table, "reach", REACHES, where),
        **{key: _flag(table, key, where) for key in FLAGS},
    )


def _type(text: str, where: str) -> SlotType:
    kind, _, label = text.partition(".")
    if not kind:
        raise RuleError(f"type {text!r} names no kind", where=where, hint="for example person or place.city")
    return SlotType(kind, label)


def mark(text: str, where: str = "") -> Mark:
    """A mark from its text: `subject`, `comma`, `-мен`, `Gen`, `after+Gen`, `with`, `с+Ins`, `at the invitation of`."""
    if text in RELATIONS:
        return Mark(text, relation=text)
    if text in PLACINGS:
        return Mark(text, placing=text)
    if text in CASES:
        return Mark(text, case=text)
    if text.startswith("-") and len(text) > 1:
        return Mark(text, suffix=text[1:])
    prep, plus, case = text.partition("+")
    if prep in ("before", "after") and plus and case in CASES:
        return Mark(text, placing=prep, case=case)
    if not prep.strip("- "):
        raise RuleError(f"mark {text!r} shows nothing", where=where, hint="see docs/rule-language.md#marks")
    if plus and case not in CASES:
        raise RuleError(f"unknown case {case!r} in mark {text!r}", where=where, hint="use Nom Gen Dat Acc Ins Loc")
    return Mark(text, prep=prep.lower(), case=case)


def _texts(table: Table, key: str, where: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise RuleError(f"`{key}` is a list of strings", where=where, hint=f'for example {key} = ["..."]')
    return tuple(values)


def _table(table: Table, key: str, where: str) -> Table:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise RuleError(f"`{key}` is a table", where=where, hint="see docs/rule-language.md#keys-of-a-rule")
    return value


def _flag(table: Table, key: str, where: str) -> bool:
    value = table.get(key, False)
    if not isinstance(value, bool):
        raise RuleError(f"`{key}` is true or false", where=where, hint="write it without quotation marks")
    return value


def _one_of(table: Table, key: str, options: tuple[str, ...], where: str) -> str:
    """The value of a key with few possible values, the first of which is the usual one."""
    value = table.get(key, options[0])
    if value not in options:
        raise RuleError(f"unknown {key} {value!r}", where=where, hint=f"use one of: {', '.join(options)}")
    return str(value)


def _known(table: Table, keys: frozenset[str], where: str) -> None:
    if unknown := sorted(set(table) - keys):
        raise RuleError(f"unknown key {unknown[0]!r}", where=where, hint=f"use one of: {', '.join(sorted(keys))}")
