"""Engagements: one for each meeting, visit, ceremony, forum."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.dates import Dated, dated
from chancery.extract.draft import Draft, of_match
from chancery.extract.modality import Judged
from chancery.extract.offices import diplomats, told
from chancery.extract.phrasing import has_phrase
from chancery.extract.story import Story
from chancery.grammar import Filled, Hit, Unit, View
from chancery.model import Engagement, Modality, Token, written
from chancery.model.wording import Modifier

WINDOW = 6


def engagements(filled: Filled, view: View, story: Story, previous: str) -> Iterator[Draft]:
    """The engagement of one match; none where nobody takes part."""
    hit = filled.match.hit
    if hit.rule.value("titled") == "yes":
        yield from _titled(filled, view, story)
        return
    kind = hit.rule.value("kind")
    people = told(filled.all("participants"), story)
    if kind == "credentials":
        people += [who for _, who in diplomats(view, story) if who not in people]
    states = [unit for unit in filled.all("participants") if unit.kind in ("place",) and unit.mention is not None]
    names, written = [who.name.latin for who in people], [who.written for who in people]
    if not people and len(states) > 1:
        names = [unit.mention.name for unit in states if unit.mention is not None]
        written = [unit.text for unit in states]
    if len(names) < _needed(kind, hit):
        return
    judgement = story.judge.judged(view, hit)
    when = dated(view, hit, previous)
    place = filled.one("place")
    fact = Engagement(
        kind=kind,
        participants=tuple(names),
        participants_as_written=tuple(written),
        place=place.mention.name if place is not None and place.mention is not None else None,
        place_as_written=place.text if place is not None else None,
        date=when.edtf or None,
        level=_listed(story.pack.kinds.level, view.tokens, hit),
        mode=hit.rule.value("mode") or _listed(story.pack.kinds.mode, view.tokens, hit),
    )
    yield _told(fact, judgement.modality, judgement, filled, view, when)


def _needed(kind: str, hit: Hit) -> int:
    """How many participants make an engagement of this kind worth telling."""
    return int(hit.rule.value("min_participants") or (2 if kind in ("meeting", "call") else 1))


def _listed(entries: tuple[Modifier, ...], tokens: tuple[Token, ...], hit: Hit) -> str | None:
    """The first entry whose words stand near the trigger."""
    window = tokens[max(0, hit.first - WINDOW) : hit.last + WINDOW]
    return next((entry.id for entry in entries if has_phrase(window, entry.forms)), None)


def _titled(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """An event with a title: capitalised words around its noun, or an ordinal before it."""
    hit = filled.match.hit
    first, last, ordinal = title_bounds(view, hit)
    if last - first < 2:
        return
    title = _title(view.tokens, first, hit.first, last)
    place = filled.one("place")
    judgement = story.judge.judged(view, hit)
    when = dated(view, hit, "")
    sides = _sides(view, first, last)
    published = story.annotated.published or ""
    upcoming = bool(when.edtf and published and when.edtf > published and "X" not in when.edtf)
    fact = Engagement(
        kind=hit.rule.value("kind"),
        title=title,
        ordinal=ordinal,
        participants=tuple(dict.fromkeys(u.mention.name for u in sides if u.mention is not None)),
        participants_as_written=tuple(u.text for u in sides),
        place=place.mention.name if place is not None and place.mention is not None else None,
        place_as_written=place.text if place is not None else None,
        date=when.edtf or None,
    )
    modality = Modality.PLANNED if upcoming else judgement.modality
    yield _told(fact, modality, judgement, filled, view, when)


def _told(fact: Engagement, modality: str, judged: Judged, filled: Filled, view: View, when: Dated) -> Draft:
    basis = when.basis if when.edtf else None
    return of_match(fact, filled, view, modality=modality, why=judged.why, weight=0.9, firm=judged.firm, basis=basis)


def _sides(view: View, first: int, last: int) -> list[Unit]:
    """The States that the event's title names, else the two or more that the sentence names together."""
    states = [u for u in view.units if u.kind == "place" and "state" in u.labels and "adjective" not in u.labels]
    inside = [unit for unit in states if first <= unit.first < last]
    together = [unit for unit in states if sum(other.group == unit.group for other in states) > 1]
    return inside or together


def title_bounds(view: View, hit: Hit) -> tuple[int, int, int | None]:
    """The tokens of an event's title and its ordinal, if it has one."""
    tokens = view.tokens
    first, last = hit.first, hit.last
    while first > 0 and (tokens[first - 1].text[:1].isupper() or tokens[first - 1].text in ("-", "–")):
        if tokens[first - 1].pos in ("DET", "ADP", "PRON"):
            break
        first -= 1
    ordinal = None
    for unit in view.units:
        if (
            unit.kind == "quantity"
            and "ordinal" in unit.labels
            and first - 2 <= unit.first < hit.first
            and unit.mention
        ):
            ordinal = int(_number(unit))
            first = min(first, unit.first)
    case = "Gen" if tokens[hit.first].case else ""
    while last < len(tokens) and _carries(tokens, last, case):
        last += 1
    while last > hit.last and tokens[last - 1].pos in ("ADP", "CCONJ", "PUNCT", "DET"):
        last -= 1
    return first, last, ordinal


def _number(unit: Unit) -> float:
    value = unit.mention.value.value if unit.mention is not None else 0
    return value if isinstance(value, int | float) else value[0]


def _carries(tokens: tuple[Token, ...], at: int, case: str) -> bool:
    token = tokens[at]
    if case and token.case == case and token.pos in ("NOUN", "ADJ", "PROPN"):
        return True
    if token.pos == "CCONJ" or (not case and token.text.lower() in ("of", "on", "for")):
        return at + 1 < len(tokens) and (tokens[at + 1].text[:1].isupper() or tokens[at + 1].case == case != "")
    return not case and token.text[:1].isupper()


def _title(tokens: tuple[Token, ...], first: int, head: int, last: int) -> str:
    """The title in the nominative: from its head noun on where that stands in another case, since the attributes before
    it would have to be declined (the ordinal is told apart)."""
    noun = tokens[head]
    if not noun.case or noun.case == "Nom":
        return written(tokens[first:last])
    lemma = noun.lemma.capitalize() if noun.text[:1].isupper() else noun.lemma
    rest = written(tokens[head + 1 : last])
    return f"{lemma} {rest}".strip()
