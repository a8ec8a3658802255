"""Projects and institutions: single things that are to be built or opened, or that stand. Statements and cooperation
come from their own modules and are told here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from chancery.extract.cooperation import (
    cooperation,
    fields,
    parties,
    same_cooperation,
    speaker,
    undertakings,
)
from chancery.extract.draft import Draft, of_match
from chancery.extract.modality import Judged
from chancery.extract.phrasing import found_phrases
from chancery.extract.scene import Scene
from chancery.extract.statements import statements
from chancery.extract.story import Story
from chancery.grammar import Filled, Hit, View
from chancery.model import Cooperation, Institution, Modality, Project, Statement, Token, ZoneKind, written
from chancery.model.ventures import Establishment, Undertakings

LONGEST = 14
NEAR = 6
OBJECTS = frozenset(("DET", "ADJ", "NOUN", "PROPN", "PRON"))
DONE = (Modality.COMPLETED, Modality.BACKGROUND)
OPENING = frozenset(("«", "“", "„"))
CLOSING = frozenset(("»", '"', "”", "“"))


class Named(Struct, frozen=True):
    """An institution's name at tokens [first, last); `proper` unless it only describes ("direct flights to ...")."""

    kind: str
    name: str
    first: int
    last: int
    proper: bool = True


def drafts(scene: Scene, story: Story) -> Iterator[Draft]:
    """The cooperation, projects, institutions and statements that a sentence tells."""
    yield from statements(scene, story)
    yield from cooperation(scene, story)
    if scene.sentence.zone != ZoneKind.TITLE:
        yield from works(scene, story)


def works(scene: Scene, story: Story) -> Iterator[Draft]:
    """The projects and institutions of a sentence."""
    view = scene.view
    named = list(institutions(view.tokens, undertakings(story.pack.code)))
    founded: set[str] = set()
    told: Judged | None = None
    for filled in scene.of("venture"):
        judged = _listed(story.judge.judged(view, filled.match.hit), told)
        one = _founded(filled, named, view.tokens)
        told = judged if judged.modality not in DONE else told
        if one is not None and one.name not in founded and (one.proper or judged.modality in DONE):
            founded.add(one.name)
            yield institution(one, view, filled, judged)
        if judged.modality not in DONE and (draft := project(filled, view, story, judged)):
            yield draft
    for one in named:
        if one.name not in founded and one.kind == "cultural_centre":
            yield institution(one, view, None, Judged(Modality.ONGOING, "named as standing", False))


def _listed(judged: Judged, told: Judged | None) -> Judged:
    """A noun that nothing governs is put like the thing before it: "work goes on to create A, develop B"."""
    if told is not None and judged.modality == Modality.COMPLETED and not judged.firm:
        return told
    return judged


def _founded(filled: Filled, named: Sequence[Named], tokens: Sequence[Token]) -> Named | None:
    """The institution that a match's words found or open: the one they name, else the nearest."""
    hit = filled.match.hit
    if hit.rule.value("only") == "named":
        near = sorted((_gap(one, hit), at, one) for at, one in enumerate(named) if not _does(one, hit, tokens))
        return next((one for gap, _, one in near if gap <= NEAR), None)
    return next((one for one in named if one.first - 1 <= hit.tokens[-1] < one.last + 1), None)


def _gap(one: Named, hit: Hit) -> int:
    return min(abs(one.first - hit.last), abs(hit.first - one.last))


def _does(one: Named, hit: Hit, tokens: Sequence[Token]) -> bool:
    """Whether the institution itself opens something: it stands before an active verb with an object."""
    after = tokens[hit.last].pos if hit.last < len(tokens) else ""
    return one.last <= hit.first and tokens[hit.first].voice != "Pass" and after in OBJECTS


def institutions(tokens: Sequence[Token], words: Undertakings) -> Iterator[Named]:
    """The institutions that a sentence names, each once."""
    taken: set[int] = set()
    for kind in words.institution:
        for one in _of_kind(tokens, kind, words):
            if not taken & set(range(one.first, one.last)):
                taken |= set(range(one.first, one.last))
                yield one


def _of_kind(tokens: Sequence[Token], kind: Establishment, words: Undertakings) -> Iterator[Named]:
    for first, last, phrase in found_phrases(tokens, kind.named):
        yield Named(kind.kind, _canonical(tokens[first:last], phrase), first, last)
    for first, last, _ in found_phrases(tokens, kind.heads):
        yield from _headed(tokens, kind.kind, first, last, words)
    for first, last, _ in found_phrases(tokens, kind.plain):
        end = _end(tokens, last, words)
        yield Named(kind.kind, written(tokens[first:end]), first, end, proper=False)


def _headed(tokens: Sequence[Token], kind: str, first: int, last: int, words: Undertakings) -> Iterator[Named]:
    """A head noun with the proper name that stands beside it: quoted after it, or capitalised before it."""
    quoted = _quotation(tokens, last, words)
    if quoted is not None:
        yield Named(kind, written(tokens[last + 1 : quoted - 1]), first, quoted)
        return
    start = first
    while start > 0 and tokens[start - 1].text[:1].isupper() and tokens[start - 1].pos not in ("DET", "ADP", "PRON"):
        start -= 1
    proper = tokens[first].text[:1].isupper() and not tokens[first].case
    if start < first and start > 0 and proper:
        yield Named(kind, written(tokens[start:last]), start, last)


def _quotation(tokens: Sequence[Token], at: int, words: Undertakings) -> int | None:
    """Where the quoted name that opens at token `at` ends."""
    if at >= len(tokens) or tokens[at].text not in words.opening:
        return None
    return next((i + 1 for i in range(at + 1, min(at + 8, len(tokens))) if tokens[i].text in CLOSING), None)


def _canonical(tokens: Sequence[Token], phrase: str) -> str:
    """A known name in the nominative with the capitals of the text."""
    steps = zip(phrase.split(" "), tokens, strict=True)
    text = " ".join(_cased(step, token.text) for step, token in steps)
    return text[:1].upper() + text[1:]


def _cased(step: str, text: str) -> str:
    if step == text.lower():
        return text
    return step.capitalize() if text[:1].isupper() else step


def institution(one: Named, view: View, filled: Filled | None, judged: Judged) -> Draft:
    """An institution that a sentence names, with the cities and States beside it."""
    first = filled.match.hit.first if filled is not None else one.first
    return Draft(
        fact=Institution(
            name=one.name,
            kind=one.kind,
            places=_places(view, one),
            event="opened" if filled is not None else "exists",
        ),
        modality=judged.modality,
        why=judged.why,
        sentence=view.sentence.index,
        first=first,
        start=view.tokens[one.first].start,
        stop=view.tokens[one.last - 1].stop,
        rule=filled.match.hit.rule.id if filled is not None else "institution.named",
        confidence=0.7,
        firm=filled is not None,
    )


def _places(view: View, one: Named) -> tuple[str, ...]:
    """The places of the sentence that stand in no name and are no attribute."""
    found = [
        unit.mention.name
        for unit in view.units
        if unit.kind == "place"
        and unit.mention is not None
        and not {"adjective", "demonym"} & unit.labels
        and not one.first <= unit.first < one.last
        and unit.preps
    ]
    return tuple(dict.fromkeys(found))


def project(filled: Filled, view: View, story: Story, judged: Judged) -> Draft | None:
    """A thing that is to be built, opened or run; none where nothing but its class is said."""
    words = undertakings(story.pack.code)
    hit = filled.match.hit
    first, last = bounds(view.tokens, hit.tokens[-1], words)
    if hit.rule.value("only") or last - first < 2 or _is_mission(view, first, last):
        return None
    teller, place = speaker(view, story), filled.one("place")
    sides = tuple(name for name, _ in parties(filled, view, story, teller))
    if len(sides) < 2 and place is None:
        return None
    found = fields(view.tokens[first:last], words)
    return of_match(
        Project(
            title=title(view.tokens, hit, first, last, words),
            place=place.mention.name if place is not None and place.mention is not None else None,
            parties=sides,
            proposer=teller.name if teller is not None and judged.modality != Modality.ONGOING else None,
            sector=found[0] if found else None,
        ),
        filled,
        view,
        modality=judged.modality,
        why=judged.why,
        weight=0.7,
        firm=judged.firm,
        speaker=teller.name if teller is not None else None,
    )


def title(tokens: Sequence[Token], hit: Hit, first: int, last: int, words: Undertakings) -> str:
    """What is to be done: from the noun that says so ("creation of ..."), else the thing itself, as far as can be told
    without declining it in the nominative."""
    start = hit.first if tokens[hit.first].pos == "NOUN" and hit.first < first else first
    head = tokens[start]
    if start == hit.first and head.pos == "NOUN" and head.case not in ("", "Nom"):
        lemma = head.lemma.capitalize() if head.text[:1].isupper() else head.lemma
        return f"{lemma} {written(tokens[start + 1 : last])}"
    return written(tokens[start:last])


def bounds(tokens: Sequence[Token], head: int, words: Undertakings) -> tuple[int, int]:
    """The tokens of a thing's name around its head: the attributes before it, and what follows up to a break."""
    first = head
    while first > 0 and _attribute(tokens[first - 1]):
        first -= 1
    return first, _closed(tokens, first, _end(tokens, head + 1, words))


def _closed(tokens: Sequence[Token], first: int, last: int) -> int:
    """The end moved on to the mark that closes a proper name which opens before it."""
    if not any(token.text in OPENING for token in tokens[max(0, first - 3) : last]):
        return last
    return next((i + 1 for i in range(first, min(last + 6, len(tokens))) if tokens[i].text in CLOSING), last)


def _attribute(token: Token) -> bool:
    return token.pos in ("ADJ", "NUM") or (token.pos in ("PROPN", "NOUN") and not token.case)


def _end(tokens: Sequence[Token], at: int, words: Undertakings) -> int:
    """Where a name that goes on at token `at` ends."""
    stop = at
    while stop < len(tokens) and stop - at < LONGEST and not _breaks(tokens, stop, words):
        stop += 1
    while stop > at and tokens[stop - 1].pos in ("ADP", "CCONJ", "DET", "SCONJ", "ADV"):
        stop -= 1
    return stop


def _breaks(tokens: Sequence[Token], at: int, words: Undertakings) -> bool:
    """Whether a name ends before token `at`; a conjunction carries it on to another name ("between A and B")."""
    token = tokens[at]
    if token.pos == "CCONJ":
        return at + 1 >= len(tokens) or not tokens[at + 1].text[:1].isupper()
    return token.pos in ("VERB", "AUX", "SCONJ", "PUNCT") or token.lemma in words.stops or token.text in words.stops


def _is_mission(view: View, first: int, last: int) -> bool:
    """Whether the words name a mission, which has facts of its own."""
    return any(u.kind == "mission" and first <= u.first < last for top in view.units for u in top.within())


def same(one: Draft, other: Draft) -> bool:
    """Whether two drafts of this module's kinds tell one thing."""
    a, b = one.fact, other.fact
    if isinstance(a, Cooperation) and isinstance(b, Cooperation):
        return same_cooperation(a, b, one, other)
    if isinstance(a, Institution) and isinstance(b, Institution):
        return a.kind == b.kind and a.event == b.event and _alike(a.name, b.name)
    if isinstance(a, Project) and isinstance(b, Project):
        return (one.sentence == other.sentence and _overlap(one, other)) or _alike(a.title or "", b.title or "")
    if isinstance(a, Statement) and isinstance(b, Statement):
        return a.speaker == b.speaker and a.text == b.text
    return False


def _overlap(one: Draft, other: Draft) -> bool:
    return one.start < other.stop and other.start < one.stop


def _alike(one: str, other: str) -> bool:
    """Whether two titles agree in the beginnings of their words, as inflected ones do."""
    a, b = (tuple(word[:5].lower() for word in name.split()) for name in (one, other))
    return a == b
