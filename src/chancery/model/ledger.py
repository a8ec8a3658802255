"""The names of things: how a frame becomes claims, claims become a fact again, and each gets its digest.

Every digest is of meaning alone (no offsets, no engine version), so that reading a document again finds the same rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import blake2b
from typing import TypeAlias, get_args

import msgspec

from chancery.model.claim import Claim, Frame
from chancery.model.kinds import Fact

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"

DIGEST_BYTES = 16
EXACT_INTEGERS = 2.0**53

KINDS: Mapping[str, type[msgspec.Struct]] = {
    str(kind.__struct_config__.tag): kind for kind in get_args(Fact) if issubclass(kind, msgspec.Struct)
}
"""Every fact's shape by its type."""

WRITTEN = "as_written"
WRITTEN_SLOT = {"position": "person", "membership": "person"}
"""The slot whose words stand in a bare `as_written`, by type."""

UNKNOWN = "null"
"""The value of a slot of which only the words are known."""

MANNER = frozenset({"nominative", "inferred"})
"""Fields that say how a document puts a fact, or how it was understood, not what the fact is."""

_canonical = msgspec.json.Encoder(order="deterministic")


def digest(*parts: Json) -> str:
    """The 32 hex digits that stand for these parts, in this order."""
    return blake2b(_canonical.encode(parts), digest_size=DIGEST_BYTES).hexdigest()


def frame_id(document_key: str, fact_type: str, quote: str, n: int) -> str:
    """The id of the frame that the n-th trigger of its type within `quote` gives."""
    return digest(document_key, fact_type, quote, n)


def claims(frame: Frame) -> tuple[Claim, ...]:
    """One claim for each filled slot, in the order of the fact's fields.

    A slot that is known only as written has the value `null`; the words of a list are a JSON list.
    """
    fields = _fields(frame.fact)
    kind = str(fields.pop("type"))
    found = ((role, fields.get(role), _words(kind, role, fields)) for role in slots(kind))
    return tuple(_claim(frame, kind, *slot) for slot in found if slot[1:] != (None, None))


def fact_of(stated: Iterable[Claim]) -> Fact:
    """The payload that these claims of one frame came from; `fact_of(claims(frame)) == frame.fact`."""
    fields: dict[str, Json] = {}
    for claim in stated:
        fields["type"] = claim.frame_type
        _put(fields, claim)
    fact: Fact = msgspec.convert(fields, Fact)
    return fact


def payload_of(fact: Fact) -> str:
    """The fact as JSON text, the same for equal facts."""
    return _text(_fields(fact))


def fact_id(stated: Iterable[Claim], modality: str, polarity: str) -> str:
    """The id of the merged fact: equal for all frames whose claims have equal values, however they were written."""
    values: list[Json] = [
        [claim.frame_type, claim.role, claim.value]
        for claim in stated
        if claim.role not in MANNER and claim.value != UNKNOWN
    ]
    return digest(values, str(modality), str(polarity))


@cache
def slots(kind: str) -> tuple[str, ...]:
    """The fields of a fact type that hold values, as against words as written."""
    return tuple(field for field in KINDS[kind].__struct_fields__ if not field.endswith(WRITTEN))


@cache
def written_field(kind: str, role: str) -> str | None:
    """The field that holds the words of a slot, if the type has one."""
    field = WRITTEN if WRITTEN_SLOT.get(kind) == role else f"{role}_{WRITTEN}"
    return field if field in KINDS[kind].__struct_fields__ else None


@cache
def _is_list(kind: str, field: str) -> bool:
    return bool(KINDS[kind].__struct_defaults__[_from_end(kind, field)] == ())


def _from_end(kind: str, field: str) -> int:
    """Index of a field with a default, counted as Python counts defaults: from the last field backwards."""
    names = KINDS[kind].__struct_fields__
    return names.index(field) - len(names)


def _fields(fact: Fact) -> dict[str, Json]:
    """The fields that are given, plain, with one spelling for equal numbers."""
    return {name: _plain(value) for name, value in msgspec.to_builtins(fact, str_keys=True).items()}


def _plain(value: Json | tuple[Json, ...]) -> Json:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) <= EXACT_INTEGERS:
        return int(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value


def _words(kind: str, role: str, fields: Mapping[str, Json]) -> str | None:
    field = written_field(kind, role)
    words = fields.get(field) if field else None
    return words if words is None or isinstance(words, str) else _text(words)


def _claim(frame: Frame, kind: str, role: str, value: Json, words: str | None) -> Claim:
    text = _text(value)
    start, end = frame.spans.get(role, (None, None))
    return Claim(digest(frame.id, role, text), frame.id, kind, role, text, words, start, end)


def _put(fields: dict[str, Json], claim: Claim) -> None:
    if claim.value != UNKNOWN:
        fields[claim.role] = msgspec.json.decode(claim.value)
    field = written_field(claim.frame_type, claim.role)
    if field and claim.as_written is not None:
        is_list = _is_list(claim.frame_type, field)
        fields[field] = msgspec.json.decode(claim.as_written) if is_list else claim.as_written


def _text(value: Json) -> str:
    return _canonical.encode(value).decode()
