"""What the tellings of one fact come to: one value a slot, and those that contradict it side by side with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chancery.model import Conflict, Fact, Rival, Telling, Told
from chancery.resolve.places import compatible
from chancery.text.when import bounds

DATES = frozenset({"date", "period"})
PLACES = frozenset({"place", "city", "receiving", "sending", "mission_type"})
NUMBERS = frozenset({"value", "change", "amount", "ordinal"})
_LISTS = ("participants", "areas", "between", "parties", "signatories", "fields", "goods", "places", "members")
_STAGES = """
discussed proposed planned announced expected target agreed approved ordered started signed ongoing reported stated
in_force completed cancelled denied
"""
_WRITTEN = "_as_written"
_NEARLY = 0.005  # share by which rounded numbers may differ


def told(tellings: Sequence[Telling]) -> Told:
    """The fact that its tellings give together.

    Each slot has the value that ranks first: what a person confirmed, then what the same outlet corrected later, then
    the number of independent sources, then how exact it is, then how late it was told. The modality is that of the
    latest stage. Lists are the longest one of the best tellings.
    """
    ranked = sorted(tellings, key=_rank)
    first = ranked[0]
    fields = {name: getattr(first.fact, name) for name in first.fact.__struct_fields__}
    conflicts = []
    for role in first.fact.__struct_fields__:
        rivals = _rivals(role, tellings) if role in DATES | PLACES | NUMBERS else []
        if rivals:
            fields[role] = rivals[0][0]
            conflicts += [_conflict(role, rivals)] if len(rivals) > 1 else []
            fields |= _written(role, rivals[0][1][0])
        elif fields[role] is None:
            fields[role] = next((found for one in ranked if (found := getattr(one.fact, role)) is not None), None)
        elif role in _LISTS:
            longest = max(ranked, key=lambda one: (len(getattr(one.fact, role)), -ranked.index(one)))
            fields |= {role: getattr(longest.fact, role)} | _written(role, longest)
    last = max(tellings, key=lambda one: (one.confirmed, _stage(one.modality), one.last, one.frame))
    return Told(type(first.fact)(**fields), last.modality, first.polarity, tuple(conflicts))


def _written(role: str, one: Telling) -> dict[str, Any]:
    """The words of a slot, of the telling whose value was taken."""
    field = role + _WRITTEN
    return {field: getattr(one.fact, field)} if hasattr(one.fact, field) else {}


def _stage(modality: str) -> int:
    return _STAGES.split().index(modality) if modality in _STAGES.split() else -1


def _rank(one: Telling) -> tuple[Any, ...]:
    return not one.confirmed, -one.sources, -_filled(one.fact), one.first or "9999", one.frame


def _filled(fact: Fact) -> int:
    return sum(bool(getattr(fact, name)) for name in fact.__struct_fields__)


Group = tuple[Any, list[Telling], str]


def _rivals(role: str, tellings: Iterable[Telling]) -> list[Group]:
    """The values of a slot that exclude each other, best first, each with its tellings and the reason of its place."""
    groups: list[tuple[Any, list[Telling]]] = []
    for one in sorted(tellings, key=lambda one: (-_exactness(role, getattr(one.fact, role, None)), *_rank(one))):
        value = getattr(one.fact, role, None)
        if value is None:
            continue
        fit = next((group for group in groups if _agree(role, group[0], value)), None)
        if fit is None:
            groups.append((value, [one]))
        else:
            fit[1].append(one)
    return _ordered(role, groups)


def _ordered(role: str, groups: list[tuple[Any, list[Telling]]]) -> list[Group]:
    def place(group: tuple[Any, list[Telling]]) -> tuple[Any, ...]:
        value, voices = group
        newest = max(one.last for one in voices)
        return (
            not any(one.confirmed for one in voices),
            _is_superseded(voices, groups),
            -sum(one.sources for one in voices),
            -_exactness(role, value),
            tuple(-ord(letter) for letter in newest),
            min(one.frame for one in voices),
        )

    ordered = sorted(groups, key=place)
    return [(value, sorted(voices, key=_rank), _why(role, at, ordered)) for at, (value, voices) in enumerate(ordered)]


def _is_superseded(voices: list[Telling], groups: list[tuple[Any, list[Telling]]]) -> bool:
    """Whether every outlet that said so said otherwise later."""
    others = [one for _, each in groups if each is not voices for one in each]
    return all(
        one.outlet and any(other.outlet == one.outlet and other.first > one.last for other in others) for one in voices
    )


def _why(role: str, at: int, ordered: list[tuple[Any, list[Telling]]]) -> str:
    """Why a value stands where it does: what parts it from its neighbour."""
    if len(ordered) == 1:
        return "the only value"
    _, voices = ordered[at]
    above, below = (ordered[0], ordered[1]) if at == 0 else (ordered[at - 1], ordered[at])
    if any(one.confirmed for one in voices):
        return "confirmed by a person"
    if _is_superseded(voices, ordered):
        return "superseded: the same outlet said otherwise later"
    if at == 0 and _is_superseded(below[1], ordered):
        return "correction: the same outlet's later word"
    counts = [sum(one.sources for one in each[1]) for each in (above, below)]
    if counts[0] != counts[1]:
        return f"{'more' if at == 0 else 'fewer'} independent sources"
    if _exactness(role, above[0]) != _exactness(role, below[0]):
        return "more exact" if at == 0 else "less exact"
    return "told later" if at == 0 else "told earlier"


def _exactness(role: str, value: Any) -> int:
    if role in DATES and isinstance(value, str):
        return len(value) if "/" not in value else 0
    return 1


def _agree(role: str, one: Any, other: Any) -> bool:
    """Whether two values of a slot can both be right."""
    if one == other:
        return True
    if role in DATES:
        (since, until), (start, stop) = bounds(one), bounds(other)
        return not (since and until and start and stop) or (since <= stop and start <= until)
    if role == "mission_type":
        return "mission" in one or "mission" in other or "institution" in one + other
    if role in PLACES:
        return compatible(one, other)
    return _close(one, other)


def _close(one: Any, other: Any) -> bool:
    lows, highs = zip(*(value if isinstance(value, tuple) else (value, value) for value in (one, other)), strict=True)
    low, high = max(lows), min(highs)
    return bool(low <= high or abs(low - high) <= _NEARLY * max(abs(low), abs(high)))


def _conflict(role: str, groups: list[Group]) -> Conflict:
    return Conflict(role, tuple(_rival(value, voices, why) for value, voices, why in groups))


def _number_text(value: Any) -> str:
    """A number, or the two of a range, without needless decimals."""
    numbers = value if isinstance(value, tuple) else (value,)
    return "-".join(str(int(one)) if float(one).is_integer() else str(one) for one in numbers)


def _rival(value: Any, voices: list[Telling], why: str) -> Rival:
    best = voices[0]
    text = value if isinstance(value, str) else _number_text(value)
    return Rival(
        value=text,
        why=why,
        sources=sum(one.sources for one in voices),
        frames=tuple(sorted(one.frame for one in voices)),
        document=best.document,
        outlet=best.outlet,
        published=best.first,
        quote=best.quote,
    )
