"""The things of a sentence that are built, opened, proposed or stand, and the words that say what is done to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from chancery.extract.modality import Judged
from chancery.extract.phrasing import found_phrases
from chancery.extract.scene import Scene
from chancery.extract.story import Story
from chancery.grammar import Filled, Hit, Unit, View
from chancery.model import Modality, Token, written
from chancery.model.ventures import Act, Establishment, Undertakings

LONGEST = 14
WIDE = 9
BEHIND = 3
AGREEING = 4
LIGHT = frozenset(("DET", "ADJ", "NUM", "ADV", "PART", "AUX", "CCONJ", "PRON"))
OBJECTS = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM"))
OPENING = frozenset(("«", "“", "„"))
CLOSING = frozenset(("»", '"', "”", "“"))
ACTORS = frozenset(("person", "role", "mission"))
DONE = (Modality.COMPLETED, Modality.BACKGROUND)


class Thing(Struct, frozen=True):
    """A thing at tokens [first, last) around its head; `kind` is that of an institution, empty for a work; `proper`
    where it has a name of its own."""

    kind: str
    name: str
    first: int
    last: int
    head: int
    proper: bool
    filled: Filled


class Done(Struct, frozen=True):
    """What is done to a thing: the words at tokens [first, last) and how the text puts it."""

    first: int
    last: int
    judged: Judged
    act: Act


def things(scene: Scene, story: Story, words: Undertakings) -> list[Thing]:
    """The things that a sentence names, each once, longer names before the nouns in them."""
    view = scene.view
    taken: set[int] = set()
    found: list[Thing] = []
    for filled in sorted(scene.of("venture"), key=lambda f: (_kind(f.match.hit, words) is None, -_length(f.match.hit))):
        one = _thing(filled, view, words)
        if one is not None and not taken & set(range(one.first, one.last)):
            taken |= set(range(one.first, one.last))
            found.append(one)
    return sorted(found, key=lambda thing: thing.first)


def _length(hit: Hit) -> int:
    return hit.last - hit.first


def _kind(hit: Hit, words: Undertakings) -> Establishment | None:
    """The kind of institution that a trigger names."""
    text = hit.trigger.text
    return next((k for k in words.institution if text in k.named or text in k.heads or text in k.plain), None)


def _thing(filled: Filled, view: View, words: Undertakings) -> Thing | None:
    """The thing of one match; None where the noun is part of another name, or of a compound."""
    hit, tokens = filled.match.hit, view.tokens
    kind, head = _kind(filled.match.hit, words), hit.tokens[-1]
    if kind is not None and hit.trigger.text in kind.named:
        return Thing(kind.kind, _canonical(tokens, hit), hit.first, hit.last, head, True, filled)
    after = tokens[head + 1] if head + 1 < len(tokens) else None
    if tokens[head].pos not in ("NOUN", "PROPN", "X") or _inside(view, head, kind):
        return None
    if after is not None and after.pos == "NOUN" and not tokens[head].case:
        return None
    first, last = bounds(tokens, hit.first, head, words)
    quoted = next((i for i in range(head + 1, min(last, head + 3)) if tokens[i].text in words.opening), None)
    proper = quoted is not None or _numbered(tokens, head) or _capitals(tokens, first, head)
    if tokens[head].number == "Plur" and not proper and not _counted(tokens, first, head, kind):
        return None
    name = written(tokens[quoted + 1 : last - 1]) if quoted is not None else written(tokens[first:last])
    return Thing(kind.kind if kind is not None else "", name, first, last, head, proper, filled)


def _inside(view: View, head: int, kind: Establishment | None) -> bool:
    """Whether the noun belongs to an office, a person, a mission, or to a body that is no institution."""
    skipped = ACTORS if kind is not None else ACTORS | {"organisation"}
    return any(u.kind in skipped and u.first <= head < u.last for top in view.units for u in top.within())


def _numbered(tokens: Sequence[Token], head: int) -> bool:
    return any(token.text in ("№", "No") for token in tokens[head + 1 : head + 2])


def _capitals(tokens: Sequence[Token], first: int, head: int) -> bool:
    """Whether the noun is written as a name ("Lenau House"), in a language that writes none but names so."""
    before = tokens[first:head]
    whole = tokens[head].text[:1].isupper() and not tokens[head].case
    return whole and bool(before) and first > 0 and before[0].text[:1].isupper()


def _counted(tokens: Sequence[Token], first: int, head: int, kind: Establishment | None) -> bool:
    """Whether several things are named by their number, or are of a kind that is named in the plural ("flights")."""
    return any(token.pos == "NUM" for token in tokens[first:head]) or (kind is not None and kind.several)


def bounds(tokens: Sequence[Token], start: int, head: int, words: Undertakings) -> tuple[int, int]:
    """The tokens of a thing's name around its head: the attributes before it, and what follows up to a break."""
    first = start
    while first > 0 and _attribute(tokens[first - 1], words):
        first -= 1
    return first, _closed(tokens, first, _end(tokens, head + 1, words))


def _attribute(token: Token, words: Undertakings) -> bool:
    if token.lemma in words.acting:
        return False
    return token.pos in ("ADJ", "NUM") or (token.pos in ("PROPN", "NOUN") and not token.case)


def _closed(tokens: Sequence[Token], first: int, last: int) -> int:
    """The end moved on to the mark that closes a proper name which opens before it."""
    if not any(token.text in OPENING for token in tokens[max(0, first - 3) : last + 1]):
        return last
    return next((i + 1 for i in range(first, min(last + 6, len(tokens))) if tokens[i].text in CLOSING), last)


def _end(tokens: Sequence[Token], at: int, words: Undertakings) -> int:
    """Where a name that goes on at token `at` ends."""
    stop = at
    while stop < len(tokens) and stop - at < LONGEST and not _breaks(tokens, stop, words):
        stop += 1
    while stop > at and tokens[stop - 1].pos in ("ADP", "CCONJ", "DET", "SCONJ", "ADV"):
        stop -= 1
    return stop


def _breaks(tokens: Sequence[Token], at: int, words: Undertakings) -> bool:
    """Whether a name ends before token `at`; a conjunction or dash carries it on to another name ("between A and B")."""
    token = tokens[at]
    named = at + 1 < len(tokens) and tokens[at + 1].text[:1].isupper()
    if token.pos == "CCONJ" or (token.text in ("—", "–", "-") and tokens[at - 1].text[:1].isupper()):
        return not named
    return token.pos in ("VERB", "AUX", "SCONJ", "PUNCT") or token.lemma in words.stops or token.text in words.stops


def _canonical(tokens: Sequence[Token], hit: Hit) -> str:
    """A known name in the nominative with the capitals of the text."""
    steps = zip(hit.trigger.text.split(" "), tokens[hit.first : hit.last], strict=False)
    text = " ".join(step if step == token.text.lower() else _cased(step, token.text) for step, token in steps)
    return text[:1].upper() + text[1:]


def _cased(step: str, text: str) -> str:
    return step.capitalize() if text[:1].isupper() else step


def done(thing: Thing, others: Sequence[Thing], view: View, story: Story, words: Undertakings) -> Done | None:
    """What is done to a thing: the act that governs it with the fewest words between; None where nothing is."""
    best: tuple[float, int, int, Act] | None = None
    for first, last, act in acts(view.tokens, words):
        if first < thing.last and last > thing.first:
            continue
        cost = _cost(first, last, thing, others, view, words)
        if cost is not None and (best is None or cost < best[0]):
            best = cost, first, last, act
    if best is None:
        return None
    _, first, last, act = best
    hit = thing.filled.match.hit
    judged = story.judge.judged(view, Hit(hit.rule, hit.trigger, first, last, tuple(range(first, last))))
    return Done(first, last, _put(judged, act, view.tokens[first], thing), act)


def acts(tokens: Sequence[Token], words: Undertakings) -> Iterator[tuple[int, int, Act]]:
    """The words of a sentence that say what is done to things."""
    for act in words.act:
        for first, last, _ in found_phrases(tokens, act.words):
            if tokens[first].pos not in ("ADJ", "ADP", "PROPN"):
                yield first, last, act


def _put(judged: Judged, act: Act, token: Token, thing: Thing) -> Judged:
    """How the text puts an act: by its words where they say so; what is being built goes on."""
    if judged.modality not in DONE:
        return judged
    if act.modality:
        return Judged(act.modality, f"“{token.text}”", True)
    going = token.tense == "Pres" or (token.pos == "NOUN" and not judged.firm and not thing.kind)
    if going and token.voice != "Pass" and judged.modality == Modality.COMPLETED:
        return Judged(Modality.ONGOING, f"going on: “{token.text}”", judged.firm)
    return judged


def _cost(
    first: int, last: int, thing: Thing, others: Sequence[Thing], view: View, words: Undertakings
) -> float | None:
    if last <= thing.first:
        return _before(first, last, thing, others, view, words)
    return _after(first, last, thing, view)


def _before(
    first: int, last: int, thing: Thing, others: Sequence[Thing], view: View, words: Undertakings
) -> float | None:
    """How far the act stands before the thing that it governs: nothing but attributes, asides and other things between."""
    if thing.first - last > WIDE * 2:
        return None
    skipped = _asides(view, last, thing.first) | {i for other in others for i in range(other.first, other.last)}
    between = [view.tokens[i] for i in range(last, thing.first) if i not in skipped]
    light = all(t.pos in LIGHT or t.text in (",", "«", "“") or t.lemma in words.governing for t in between)
    if light and len(between) <= WIDE:
        return len(between)
    token = view.tokens[first]
    agrees = token.form == "Part" and token.case and token.case == view.tokens[thing.head].case
    return AGREEING + len(between) if agrees and thing.first - last <= WIDE else None


def _asides(view: View, low: int, high: int) -> set[int]:
    """The tokens of dates, places and people between an act and its object, with their prepositions."""
    found: set[int] = set()
    for unit in view.units:
        if low <= unit.first and unit.last <= high:
            start = unit.first
            while start > low and view.tokens[start - 1].pos in ("ADP", "DET"):
                start -= 1
            found |= set(range(start, unit.last))
    return found


def _after(first: int, last: int, thing: Thing, view: View) -> float | None:
    """How far the act stands behind the thing that it befalls: in the passive, or without an object of its own."""
    token, between = view.tokens[first], view.tokens[thing.last : first]
    if len(between) > WIDE or any(
        thing.last <= verb < first and view.tokens[verb].form == "Fin" for verb in view.verbs
    ):
        return None
    if token.pos not in ("VERB", "AUX") or any(t.text in (";", ":", "(") for t in between):
        return None
    following = view.tokens[last].pos if last < len(view.tokens) else ""
    free = token.voice == "Pass" or following not in OBJECTS or _is_aside(view, last)
    oblique = view.tokens[thing.head].case in ("Gen", "Dat", "Ins", "Loc") and not any(
        t.text == "," for t in between[:1]
    )
    return BEHIND + len(between) if free and not oblique else None


def _is_aside(view: View, at: int) -> bool:
    return any(unit.first == at and unit.kind in ("date", "quantity") for unit in view.units)


def places(view: View, one: Thing) -> tuple[str, ...]:
    """The places of the thing: those that its name holds, and those of the sentence that a preposition governs."""
    named = [unit for unit in view.units if _is_place(unit)]
    own = [unit for unit in named if one.first <= unit.first < one.last]
    around = [unit for unit in named if unit.preps and unit not in own and "city" in unit.labels]
    wider = [unit for unit in named if unit.preps and unit not in own and "city" not in unit.labels]
    return tuple(dict.fromkeys(unit.mention.name for unit in (own or around or wider) if unit.mention is not None))


def _is_place(unit: Unit) -> bool:
    return unit.kind == "place" and unit.mention is not None and not {"adjective", "demonym"} & unit.labels
