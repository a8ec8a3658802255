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
PER_ACT = 2
AGREEING = 4
LIGHT = frozenset(("DET", "ADJ", "NUM", "ADV", "PART", "AUX", "CCONJ", "PRON"))
OBJECTS = frozenset(("DET", "ADJ", "NOUN", "PROPN", "NUM"))
OPENING = frozenset(("«", "“", "„"))
CLOSING = frozenset(("»", '"', "”", "“"))
MARKS = frozenset((",", "«", "“", "$", "€", "£", "₹"))
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
    for filled in sorted(scene.of("venture"), key=lambda f: _order(f.match.hit, words)):
        one = _thing(filled, view, words)
        if one is not None and not taken & set(range(one.first, one.last)):
            taken |= set(range(one.first, one.last))
            found.append(one)
    return sorted(found, key=lambda thing: thing.first)


def _order(hit: Hit, words: Undertakings) -> tuple[bool, bool, int]:
    """Institutions first, then works; nouns such as "project" last, so that what is projected is the thing."""
    return hit.trigger.text in words.projects, _kind(hit, words) is None, hit.first - hit.last


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
    stop = max((u.last for u in view.units if u.preps and u.last <= hit.first and u.kind != "quantity"), default=0)
    first, last = bounds(tokens, hit.first, head, words, stop=stop)
    quoted = next((i for i in range(head + 1, min(last, head + 3)) if tokens[i].text in words.opening), None)
    proper = quoted is not None or _numbered(tokens, head) or _capitals(tokens, first, head)
    if tokens[head].number == "Plur" and not proper and not _counted(tokens, first, head, kind):
        return None
    if kind is not None and kind.kind == "organisation" and last - first < 2:
        return None
    name = written(tokens[quoted + 1 : last - 1]) if quoted is not None else written(tokens[first:last])
    return Thing(kind.kind if kind is not None else "", name, first, last, head, proper, filled)


def _inside(view: View, head: int, kind: Establishment | None) -> bool:
    """Whether the noun belongs to an office, a person, a mission, or to a body that is no institution."""
    skipped = ACTORS if kind is not None else ACTORS | {"organisation"}
    if kind is not None and kind.kind == "organisation" and _of_body(view, head):
        skipped = frozenset(("person", "role"))
    return any(u.kind in skipped and u.first <= head < u.last for top in view.units for u in top.within())


def _of_body(view: View, head: int) -> bool:
    """Whether a quoted name or a body stands right behind the noun: the office of a bank is no mission."""
    quoted = head + 1 < len(view.tokens) and view.tokens[head + 1].text in OPENING
    return quoted or any(u.kind == "organisation" and u.first == head + 1 for top in view.units for u in top.within())


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


def bounds(tokens: Sequence[Token], start: int, head: int, words: Undertakings, *, stop: int = 0) -> tuple[int, int]:
    """The tokens of a thing's name around its head: the attributes before it, not beyond `stop`, and what follows up
    to a break."""
    first = start
    while first > stop and _attribute(tokens[first - 1], words):
        first -= 1
    return first, _closed(tokens, first, _end(tokens, head + 1, words))


def _attribute(token: Token, words: Undertakings) -> bool:
    if token.lemma in words.acting:
        return False
    if token.case:
        return token.pos in ("ADJ", "NUM")
    return token.pos in ("ADJ", "NUM", "PROPN", "NOUN") or (token.pos == "VERB" and token.form in ("Part", "Conv"))


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
    """Whether a name ends before token `at`; a conjunction or dash carries it on to another name ("from A to B")."""
    token = tokens[at]
    named = at + 1 < len(tokens) and tokens[at + 1].text[:1].isupper()
    if token.pos == "CCONJ" or (token.text in ("—", "–", "-") and tokens[at - 1].text[:1].isupper()):
        return not named
    return token.pos in ("VERB", "AUX", "SCONJ", "PUNCT") or token.lemma in words.stops or token.text in words.stops


def _canonical(tokens: Sequence[Token], hit: Hit) -> str:
    """A known name in the nominative with the capitals of the text."""
    steps = zip(hit.trigger.text.split(" "), tokens[hit.first : hit.last], strict=False)
    text = " ".join(_cased(step, token.text) for step, token in steps)
    return text[:1].upper() + text[1:]


def _cased(step: str, text: str) -> str:
    if step == text.lower():
        return text
    return step.capitalize() if text[:1].isupper() else step


def done(thing: Thing, others: Sequence[Thing], view: View, story: Story, words: Undertakings) -> Done | None:
    """What is done to a thing: the act that governs it with the fewest words between; None where nothing is."""
    told = [
        (first, last, act)
        for first, last, act in acts(view.tokens, words)
        if last <= thing.first or first >= thing.last
    ]
    skipped = {i for other in others for i in range(other.first, other.last)}
    governing: list[tuple[float, int, int, Act]] = []
    for first, last, act in told:
        inner = {i for one, end, _ in told if one > first for i in range(one, end)}
        cost = _cost(first, last, thing, skipped | inner, view, words)
        if cost is not None:
            governing.append((cost + PER_ACT * len({i for i in inner if last <= i < thing.first}), first, last, act))
    ranked = sorted(governing, key=lambda one: one[:3])
    judged = [_judged(first, last, act, thing, view, story, words) for _, first, last, act in ranked]
    if not ranked:
        return None
    said = next((one for one in judged[1:2] if judged[0].modality in DONE and not judged[0].firm), judged[0])
    return Done(ranked[0][1], ranked[0][2], _going(said, view.tokens[ranked[0][1]], thing), ranked[0][3])


def _judged(first: int, last: int, act: Act, thing: Thing, view: View, story: Story, words: Undertakings) -> Judged:
    """How the text puts an act: as its own words do where nothing governs them; what is only wished is proposed."""
    hit = thing.filled.match.hit
    judged = story.judge.judged(view, Hit(hit.rule, hit.trigger, first, last, tuple(range(first, last))))
    token = view.tokens[first]
    if judged.modality not in DONE:
        return judged
    if act.modality:
        return Judged(act.modality, f"“{token.text}”", True)
    wished = any(t.lemma in words.wishing for t in view.tokens[max(0, first - WIDE) : first])
    return Judged(Modality.PROPOSED, f"wished: “{token.text}”", True) if wished else judged


def acts(tokens: Sequence[Token], words: Undertakings) -> Iterator[tuple[int, int, Act]]:
    """The words of a sentence that say what is done to things."""
    for act in words.act:
        for first, last, _ in found_phrases(tokens, act.words):
            if tokens[first].pos not in ("ADP", "PROPN") and (tokens[first].pos != "ADJ" or tokens[first].case):
                yield first, last, act


def _going(judged: Judged, token: Token, thing: Thing) -> Judged:
    """What is being built goes on; an institution of which only the opening is named is yet to open."""
    if judged.modality != Modality.COMPLETED or token.voice == "Pass":
        return judged
    if token.pos == "NOUN" and not judged.firm:
        modality = Modality.PLANNED if thing.kind else Modality.ONGOING
        return Judged(modality, f"only named: “{token.text}”", False)
    return Judged(Modality.ONGOING, f"going on: “{token.text}”", judged.firm) if token.tense == "Pres" else judged


def _cost(first: int, last: int, thing: Thing, skipped: set[int], view: View, words: Undertakings) -> float | None:
    if last <= thing.first:
        return _before(first, last, thing, skipped, view, words)
    return _after(first, last, thing, view)


def _before(first: int, last: int, thing: Thing, skipped: set[int], view: View, words: Undertakings) -> float | None:
    """How far the act stands before the thing that it governs: but attributes, asides and other things between."""
    if thing.first - last > WIDE * 2:
        return None
    passed = _asides(view, last, thing.first) | skipped
    between = [view.tokens[i] for i in range(last, thing.first) if i not in passed]
    token = view.tokens[first]
    prep = _governed(view.tokens, thing.first)
    loose = prep is not None and (prep in words.placing or (token.pos == "VERB" and last - first == 1))
    light = all(t.pos in LIGHT or t.text in MARKS or t.lemma in words.governing for t in between)
    if light and not loose and len(between) <= WIDE:
        return len(between)
    agrees = (token.form == "Part" or token.pos == "ADJ") and token.case and token.case == view.tokens[thing.head].case
    return AGREEING + len(between) if agrees and thing.first - last <= WIDE else None


def _governed(tokens: Sequence[Token], first: int) -> str | None:
    """The preposition right before a name, determiners passed over; None where there is none."""
    at = first - 1
    while at > 0 and tokens[at].pos == "DET":
        at -= 1
    return tokens[at].lemma if at >= 0 and tokens[at].pos == "ADP" else None


def _asides(view: View, low: int, high: int) -> set[int]:
    """The tokens of dates, places and people between an act and its object, with their prepositions."""
    found: set[int] = set()
    for unit in view.units:
        if low <= unit.first and unit.last <= high:
            start = unit.first
            while start > low and view.tokens[start - 1].pos in ("ADP", "DET"):
                start -= 1
            found |= set(range(start, unit.last))
    for i in range(low, high):
        if view.tokens[i].pos == "ADP":
            stop = next((k for k in range(i + 1, high) if view.tokens[k].pos in ("NOUN", "PROPN")), high)
            found |= set(range(i, stop + 1)) if stop < high and stop - i < BEHIND + 1 else set()
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
    free = last - first > 1 or token.voice == "Pass" or following not in OBJECTS or _is_aside(view, last)
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
