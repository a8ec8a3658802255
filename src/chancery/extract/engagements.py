"""Engagements: one for each meeting, visit, ceremony, forum."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.dates import Dated, dated
from chancery.extract.draft import Draft, of_match
from chancery.extract.modality import Judged
from chancery.extract.offices import subject, told
from chancery.extract.phrasing import has_phrase
from chancery.extract.positions import diplomats
from chancery.extract.story import Story, Who
from chancery.grammar import Filled, Hit, Unit, View, governing
from chancery.model import DateBasis, Engagement, Modality, Token, written
from chancery.model.wording import Modifier

WINDOW = 6
TAKES_PART = 8
"""Tokens between a verb of taking part and the event's noun."""
BETWEEN_TWO = frozenset(("meeting", "call"))


def engagements(filled: Filled, view: View, story: Story, previous: str) -> Iterator[Draft]:
    """The engagements of one match, mostly one; none where nobody takes part."""
    hit = filled.match.hit
    if hit.rule.value("titled") == "yes":
        yield from _titled(filled, view, story)
        return
    kind, before = _kind(hit, view, story)
    judgement = story.judge.judged(view, hit)
    when = _when(view, hit, previous, story)
    place = filled.one("place")
    for people in _parties(filled, view, story, kind):
        parties = _of_states(filled) if not people else [(who.name.latin, who.written) for who in people]
        if before is not None:
            told_so_far = zip(before.participants, before.participants_as_written, strict=True)
            parties = [*told_so_far, *(one for one in parties if one[0] not in before.participants)]
        if len(parties) < _needed(kind, hit) and not (parties and _with_others(filled)):
            continue
        fact = Engagement(
            kind=kind,
            participants=tuple(name for name, _ in parties),
            participants_as_written=tuple(text for _, text in parties),
            place=place.mention.name if place is not None and place.mention is not None else None,
            place_as_written=place.text if place is not None else None,
            date=when.edtf or (before.date if before is not None else None),
            level=_listed(story.pack.kinds.level, view.tokens, hit),
            mode=hit.rule.value("mode") or _listed(story.pack.kinds.mode, view.tokens, hit),
        )
        if kind == "visit" and people:
            story.guest = people[0]
        yield _told(fact, judgement.modality, judgement, filled, view, when)


def _when(view: View, hit: Hit, previous: str, story: Story) -> Dated:
    """The engagement's date; that of the engagement told last for "the same day"."""
    found = dated(view, hit, previous)
    if found.edtf or not has_phrase(view.tokens, story.pack.kinds.same_day):
        return found
    return Dated(previous, DateBasis.CONTEXT) if previous else found


def _kind(hit: Hit, view: View, story: Story) -> tuple[str, Engagement | None]:
    """What kind of engagement the words tell, and the one told before that they go on about, if any.

    Who "attended" tells the kind by the noun beside it, or goes on about the engagement told last.
    """
    kind = hit.rule.value("kind")
    if hit.rule.value("attended") != "yes":
        return kind, None
    nouns = [
        (abs(i - hit.first), entry.id)
        for entry in story.pack.kinds.event
        for i, token in enumerate(view.tokens)
        if token.lemma in entry.forms
    ]
    named = min(nouns)[1] if nouns else ""
    last = next((e for e in reversed(story.engaged) if e.kind == named or (not named and not e.title)), None)
    return named or (last.kind if last is not None else kind), last


def _parties(filled: Filled, view: View, story: Story, kind: str) -> list[list[Who]]:
    """The people who take part, engagement by engagement."""
    hit = filled.match.hit
    people = told(filled.all("participants"), story)
    if kind == "credentials":
        people += [who for _, who in diplomats(view, story) if who not in people]
    if kind == "visit" and not people and filled.one("place") and (visitor := _other(hit, view, story)) is not None:
        people = [visitor]
    if kind in BETWEEN_TWO and len(people) == 1 and (other := _other(hit, view, story)) not in (None, people[0]):
        people = [other, *people] if other is not None else people
    apart = any(token.lemma in story.pack.kinds.apart for token in view.tokens[max(0, hit.first - 3) : hit.last])
    if kind in BETWEEN_TWO and apart and len(people) > 2:
        return [[people[0], one] for one in people[1:]]
    return [people]


def _other(hit: Hit, view: View, story: Story) -> Who | None:
    """Whom a noun leaves out: the owner of "his talks", whoever acts in "during a visit, A said"."""
    if view.tokens[hit.first].pos in ("VERB", "AUX"):
        return None
    beside = view.tokens[max(0, hit.first - 1) : hit.last]
    owned = any(token.lemma in story.pack.kinds.possessives for token in beside)
    before = subject(view, story, before=hit.first)
    if owned:
        return before or story.subject
    governed = view.tokens[hit.first].pos == "ADP" or governing(view.tokens, hit.first, view.syntax)
    return before or (subject(view, story) if governed else None)


def _of_states(filled: Filled) -> list[tuple[str, str]]:
    """The States that take part, where two or more do."""
    found = [u for u in filled.all("participants") if u.kind == "place" and u.mention is not None]
    return [(u.mention.name, u.text) for u in found if u.mention is not None] if len(found) > 1 else []


def _needed(kind: str, hit: Hit) -> int:
    """How many participants make an engagement of this kind worth telling."""
    return int(hit.rule.value("min_participants") or (2 if kind in BETWEEN_TWO else 1))


def _with_others(filled: Filled) -> bool:
    """Whether somebody named meets people or a body without a name ("met with representatives of ...")."""
    units = filled.all("participants")
    nameless = [u for u in units if u.kind in ("role", "organisation") and not u.labels & {"pronoun", "guest"}]
    return bool(nameless) and len(units) > 1


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
    parties = [(u.mention.name, u.text) for u in sides if u.mention is not None]
    speaker = subject(view, story, before=hit.first) if not parties and _takes_part(view, hit, story) else None
    if speaker is not None:
        parties = [(speaker.name.latin, speaker.written)]
    parties = list(dict(parties).items())
    fact = Engagement(
        kind=hit.rule.value("kind"),
        title=title,
        ordinal=ordinal,
        participants=tuple(name for name, _ in parties),
        participants_as_written=tuple(text for _, text in parties),
        place=place.mention.name if place is not None and place.mention is not None else None,
        place_as_written=place.text if place is not None else None,
        date=when.edtf or None,
    )
    modality = Modality.PLANNED if upcoming else judgement.modality
    yield _told(fact, modality, judgement, filled, view, when)


def _takes_part(view: View, hit: Hit, story: Story) -> bool:
    """Whether a verb of taking part stands before the event ("opened the conference")."""
    before = view.tokens[max(0, hit.first - TAKES_PART) : hit.first]
    return any(token.lemma in story.pack.kinds.takes_part and token.pos == "VERB" for token in before)


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
