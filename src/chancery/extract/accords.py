"""Agreements: what was signed, ratified, drafted, proposed or is remembered, and between whom.

The door for the kinds of `extract.functions` too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct, structs

from chancery.extract.dates import dated
from chancery.extract.draft import Draft, of_match
from chancery.extract.functions import delegations, functions
from chancery.extract.memberships import beside, memberships, nominative
from chancery.extract.memberships import same as same_membership
from chancery.extract.offices import office, org_name, told
from chancery.extract.phrasing import found_phrases
from chancery.extract.scene import Scene
from chancery.extract.sides import accord_words, meant, of_states
from chancery.extract.sides import told as sides_told
from chancery.extract.story import Story, compatible
from chancery.gazetteer import Place
from chancery.grammar import Filled, Hit, Unit, View
from chancery.model import Agreement, Delegation, Function, Membership, Modality, Token, written
from chancery.model.accords import AccordWords, Standing
from chancery.text.when import shift

STATE_BODIES = frozenset(
    ("foreign_ministry", "ministry", "government", "regional_government", "city_hall", "presidency", "press_office")
)
"""Bodies that sign for the State, region or city that they belong to."""

FAR = 25
PER_CLAUSE = 8
PER_STATE = 4
TITLE_MAX = 18
ATTRIBUTES = 6
OPENING, CLOSING = frozenset('«“"'), frozenset('»”"')
OLD_DAYS = 60
TWINNING = "twinning"
ACTED = frozenset((Modality.SIGNED, Modality.PLANNED))
REAL = frozenset((Modality.COMPLETED, Modality.BACKGROUND))


class Title(Struct, frozen=True):
    """An agreement's name at tokens [first, last); `proper` where it is written as a name."""

    first: int
    last: int
    text: str
    proper: bool


class Stand(Struct, frozen=True):
    """How an agreement stands and the words that say so; `hit` are those words."""

    modality: str
    why: str
    hit: Hit


def drafts(scene: Scene, story: Story) -> Iterator[Draft]:
    """The agreements, delegations, memberships and functions that a sentence tells."""
    view = scene.view
    yield from agreements(scene, story)
    for filled in scene.of("function"):
        yield from functions(filled, view, story)
    for filled in scene.of("delegation"):
        yield from delegations(filled, view, story)
    for filled in scene.of("membership"):
        yield from memberships(filled, view, story)
    yield from beside(view, story)


def same(one: Draft, other: Draft) -> bool:
    """Whether two drafts of this module's kinds tell one thing."""
    a, b = one.fact, other.fact
    if isinstance(a, Agreement) and isinstance(b, Agreement):
        return _same_agreement(a, b)
    if isinstance(a, Function) and isinstance(b, Function):
        return a.function == b.function and compatible(a.mission.city, b.mission.city)
    if isinstance(a, Delegation) and isinstance(b, Delegation):
        return a.head == b.head
    return isinstance(a, Membership) and isinstance(b, Membership) and same_membership(a, b)


def _same_agreement(a: Agreement, b: Agreement) -> bool:
    alike = a.kind == b.kind and set(a.parties) == set(b.parties)
    return alike and compatible(a.date, b.date) and (a.title == b.title or not (_named(a) and _named(b)))


def _named(fact: Agreement) -> bool:
    """Whether the title says more than the kind of document."""
    return len((fact.title or "").split()) > 1


def agreements(scene: Scene, story: Story) -> Iterator[Draft]:
    """The agreements of one sentence; the words of one name name no other."""
    taken: list[tuple[Title, Hit]] = []
    for filled in sorted(scene.of("agreement"), key=_order):
        hit = filled.match.hit
        title = titled(scene.view, filled, accord_words(story.pack.code))
        if any(_within(hit, other) or _within(known, title) for other, known in taken):
            continue
        taken.append((title, hit))
        draft = _agreement(filled, title, scene.view, story)
        if draft is not None:
            yield draft


def _order(filled: Filled) -> tuple[int, int]:
    """Kinds that hold beside any other name first, those that only hold alone last, then as the text goes."""
    rule = filled.match.hit.rule
    return (rule.value("loose") == "yes") - (rule.value("leads") == "yes"), filled.match.hit.first


def _within(hit: Hit, title: Title) -> bool:
    return title.first <= hit.first < title.last


def _agreement(filled: Filled, title: Title, view: View, story: Story) -> Draft | None:
    """The agreement of one match; None where nothing says how it stands, or whose it is."""
    hit, words = filled.match.hit, accord_words(story.pack.code)
    stand = _stand(view, hit, title, words, story)
    named = _parties(filled, title, view, story)
    parties, topical = named, title.last - hit.last > 1 and hit.rule.value("needs") != "standing"
    if len(named) < 2 and (stand is not None or topical) and hit.rule.value("sides") != "named":
        parties = _completed(named, story)
    stated = stand is not None or (hit.rule.value("needs") != "standing" and (title.proper or filled.all("sides")))
    if len(parties) < 2 or not stated:
        return None
    act = stand.hit if stand is not None else hit
    judged = story.judge.judged(view, act)
    outside = structs.replace(view, units=tuple(u for u in view.units if not title.first <= u.first < title.last))
    when = dated(outside, act, "")
    place, spans = filled.one("place"), "/" in when.edtf
    fact = Agreement(
        title=title.text,
        kind=hit.rule.value("kind"),
        parties=tuple(dict.fromkeys(name for name, _ in parties)),
        parties_as_written=tuple(dict.fromkeys(written for _, written in parties)),
        date=when.edtf if when.edtf and not spans else None,
        period=when.edtf if spans else None,
        signatories=_signatories(filled, view, story, stand) if stand is not None else (),
        place=place.mention.name if place is not None and place.mention is not None else None,
        inferred=parties != named,
    )
    why = stand.why if stand is not None else judged.why
    modality = _modality(stand, judged.modality, when.edtf, story)
    basis = when.basis if fact.date else None
    firm = stand is not None
    return of_match(fact, filled, view, modality=modality, why=why, weight=0.8, firm=firm, basis=basis)


def _signatories(filled: Filled, view: View, story: Story, stand: Stand) -> tuple[str, ...]:
    """Who signs: the people of the signing word's clause, no other verb between."""
    at = stand.hit.first
    near = [
        unit
        for unit in filled.all("signers")
        if view.clauses[unit.first] == view.clauses[at]
        and not any(min(unit.last, at) < verb < max(unit.first, at) for verb in view.verbs)
    ]
    return tuple(who.name.latin for who in told(near, story)) if stand.modality in ACTED else ()


def _modality(stand: Stand | None, judged: str, day: str, story: Story) -> str:
    """How the text puts the agreement: an act as its own words do, the rest as the standing words say."""
    if stand is None:
        return Modality.IN_FORCE if judged == Modality.COMPLETED else judged
    modality = stand.modality if judged in REAL else judged
    told = judged == Modality.BACKGROUND or _old(day, story.annotated.published)
    return Modality.BACKGROUND if told and modality in (Modality.SIGNED, Modality.APPROVED) else modality


def _old(day: str, published: str | None) -> bool:
    """Whether a date lies so far back that it is history for this story."""
    if not day or "X" in day or "/" in day or not published or len(published) < 10 or len(day) not in (4, 7, 10):
        return False
    latest = day + "-12-31"[len(day) - 4 :]
    return latest < shift(published[:10], -OLD_DAYS)


def _stand(view: View, hit: Hit, title: Title, words: AccordWords, story: Story) -> Stand | None:
    """How the agreement stands: by the nearest words that say so, acts before states, remembrance before all."""
    if hit.rule.value("acts") == "yes":
        judged = story.judge.judged(view, hit).modality
        return Stand(Modality.SIGNED if judged in REAL else judged, f"“{hit.trigger.text}”", hit)
    best: tuple[float, Stand] | None = None
    for standing in words.standing:
        for first, last, text in _in_order(view.tokens, standing.words):
            if title.first <= first < title.last and first >= hit.first:
                continue
            cost = _cost(view, hit, title, first, last) + (0 if standing.acts else PER_STATE)
            if standing.modality == Modality.BACKGROUND:
                cost -= FAR
            if cost <= FAR and (best is None or cost < best[0]):
                best = cost, _stood(standing, view, hit, first, last, text, story)
    return best[1] if best else None


def _cost(view: View, hit: Hit, title: Title, first: int, last: int) -> float:
    gap = hit.first - last if last <= hit.first else first - max(hit.last, title.last)
    return max(0, gap) + PER_CLAUSE * abs(view.clauses[first] - view.clauses[hit.first])


def _stood(standing: Standing, view: View, hit: Hit, first: int, last: int, text: str, story: Story) -> Stand:
    own = Hit(hit.rule, hit.trigger, first, last, tuple(range(first, last)))
    judged = story.judge.judged(view, own) if standing.acts else None
    acted = judged is not None and judged.modality not in REAL
    modality = judged.modality if judged is not None and acted else standing.modality
    return Stand(modality, f"“{text}”", own if standing.acts else hit)


def _in_order(tokens: Sequence[Token], phrases: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Every place of the phrases in the order of their list: of two that stand equally near the earlier one counts."""
    return sorted(found_phrases(tokens, phrases), key=lambda found: phrases.index(found[2]))


def titled(view: View, filled: Filled, words: AccordWords) -> Title:
    """The agreement's name around its noun: the attributes before it and what it is about behind it."""
    tokens, hit = view.tokens, filled.match.hit
    inflected = bool(tokens[hit.first].case)
    first = _start(view, hit, inflected, words)
    last = _stop(view, filled, words)
    name = nominative(tokens, hit.first if inflected else first, last)
    if last == hit.last:
        name = f"{name} {_topic(view, filled, words)}".strip()
    capitals = sum(token.text[:1].isupper() for token in tokens[first:last])
    return Title(first, last, name, capitals > 1 or last - hit.last > 1)


def _start(view: View, hit: Hit, inflected: bool, words: AccordWords) -> int:
    """Where a name begins: before its noun's capitalised attributes, and plain ones where nothing is inflected."""
    places = {i for u in view.units if u.kind != "organisation" for i in range(u.first, u.last)}
    standing = {word for one in words.standing for word in one.words}
    first = hit.first
    while first > max(0, hit.first - ATTRIBUTES) and first - 1 not in places:
        token = view.tokens[first - 1]
        plain = not inflected and token.lemma not in standing and token.pos in ("ADJ", "NOUN", "PROPN")
        if not plain and not (token.text[:1].isupper() and token.pos in ("PROPN", "ADJ", "NOUN")):
            break
        first -= 1
    return first


def _stop(view: View, filled: Filled, words: AccordWords) -> int:
    """Where a name ends: at its closing quotation mark, else before its sides, its date and place, or another word."""
    tokens, start = view.tokens, filled.match.hit.last
    if start < len(tokens) and tokens[start].text in OPENING:
        return next((i + 1 for i in range(start + 1, len(tokens)) if tokens[i].text in CLOSING), start)
    return _run(view, start, {u.first for u in (*filled.all("sides"), *view.units) if _ends(u, filled)}, words)


def _ends(unit: Unit, filled: Filled) -> bool:
    """Whether a unit is no part of a name: a side, or a person."""
    return unit in filled.all("sides") or unit.kind in ("person", "role")


def _run(view: View, start: int, sides: set[int], words: AccordWords) -> int:
    """The end of the words from `start` on that say what an agreement is about."""
    tokens, last = view.tokens, start
    while last < min(len(tokens), start + TITLE_MAX) and _carries(tokens, last, words):
        if last in sides or _leaves(view, last):
            break
        last += 1
    while last > start and tokens[last - 1].pos in ("ADP", "DET", "CCONJ", "PUNCT"):
        last -= 1
    return last


def _topic(view: View, filled: Filled, words: AccordWords) -> str:
    """What an agreement is about, told behind its sides: "an agreement between A and B on trade"."""
    sides = [unit for unit in filled.all("sides") if unit.first >= filled.match.hit.last]
    at = sides[-1].last if sides else len(view.tokens)
    leads = at < len(view.tokens) and view.tokens[at].lemma in words.opens and not _leaves(view, at)
    return written(view.tokens[at : _run(view, at, set(), words)]) if leads else ""


def _carries(tokens: Sequence[Token], at: int, words: AccordWords) -> bool:
    """Whether token `at` belongs to what an agreement is about."""
    token = tokens[at]
    if token.lemma in words.stops or token.text.lower() in words.stops:
        return False
    if token.pos == "CCONJ" and at + 1 < len(tokens) and tokens[at + 1].pos == "DET":
        return False  # another agreement, or another clause
    if token.pos in ("ADP", "SCONJ"):
        return token.lemma in words.opens or token.text.lower() in words.opens
    if token.text == "," and at + 1 < len(tokens):
        return tokens[at - 1].pos == tokens[at + 1].pos == "ADJ"
    return token.pos in ("NOUN", "PROPN", "ADJ", "DET", "CCONJ", "NUM", "X")


def _leaves(view: View, at: int) -> bool:
    """Whether token `at` leads to where or when it was signed."""
    governed = view.tokens[at].pos == "ADP"
    near = [u for u in view.units if at < u.first <= at + 2 and (u.kind == "date" or "city" in u.labels)]
    return (governed and bool(near)) or any(u.first == at and u.kind == "date" for u in view.units)


Party = tuple[str, str]
"""A party's canonical name and the words of the text."""


def _parties(filled: Filled, title: Title, view: View, story: Story) -> list[Party]:
    """Whose agreement it is: the sides that it names, those who sign, the two that the words refer back to."""
    level = meant(view, story)
    units = [unit for unit in _sides(filled, view) if _belongs(unit, filled.match.hit, title, view)]
    if sum("city" in unit.labels for unit in units) == 1 and filled.match.hit.rule.value("kind") != TWINNING:
        units = [unit for unit in units if "city" not in unit.labels or unit.preps]  # one city alone is where, not who
    broker = _broker(units, view) if level is not None else None
    named = [party for unit in units if unit is not broker and (party := _party(unit, story)) is not None]
    cities = [story.place(u.mention) for u in units if u.kind == "place" and u.mention is not None and u.mention.value]
    if len(cities) == len(named) and (states := of_states(cities, story)) is not None:
        named = [(state, written) for state, (_, written) in zip(states, named, strict=False)]
    found = _unique([*_joint(filled, view, story), *named], story)
    if len(found) < 2:
        signed = [party for unit in filled.all("signers") for party in _served(unit, story)]
        found = _unique([*found, *signed], story)
    if len(found) < 2 and level is not None:
        without = broker.mention.name if broker is not None and broker.mention is not None else ""
        both = [(name, name) for name in sides_told(level, story) if name != without][:2]
        found = _unique([*found, *both], story)[:2]
    return found


def _belongs(unit: Unit, hit: Hit, title: Title, view: View) -> bool:
    """Whether a side stands in the clause of the agreement, and a body that only its case shows right behind it."""
    if unit.preps and view.clauses[unit.first] != view.clauses[hit.first] and unit.first > hit.first:
        return True
    if unit.kind == "organisation" and not unit.preps and unit.first > hit.first:
        return unit.first - title.last <= ATTRIBUTES // 2 or ("Nom" in unit.cases and _one_clause(unit, hit, view))
    return unit.kind != "organisation" or bool(unit.preps) or _one_clause(unit, hit, view)


def _one_clause(unit: Unit, hit: Hit, view: View) -> bool:
    return view.clauses[unit.first] == view.clauses[hit.first]


def _sides(filled: Filled, view: View) -> list[Unit]:
    """The sides that the rule found, and the place that shares a body with one ("the governments of A and B")."""
    units = list(filled.all("sides"))
    for unit, following in pairwise(view.units):
        if unit.part("of") is not None and following.kind == "place" and {unit, following} & set(filled.all("sides")):
            between = view.tokens[unit.last : following.first]
            if between and all(token.pos == "CCONJ" or token.text == "," for token in between):
                units += [unit, following]
    units += [other for unit in filled.all("sides") for other in _behind_aside(unit, view)]
    units = list(dict.fromkeys(units))
    places = [unit for unit in units if unit.kind == "place"]
    return places if len(places) > 1 else units


def _behind_aside(unit: Unit, view: View) -> list[Unit]:
    """The side that a conjunction joins to one with its acronym in parentheses ("between A (AA) and B")."""
    opens = unit.last < len(view.tokens) and view.tokens[unit.last].text == "("
    closed = next(
        (i for i in range(unit.last, min(unit.last + ATTRIBUTES, len(view.tokens))) if view.tokens[i].text == ")"), 0
    )
    if not opens or not unit.preps or not closed:
        return []
    start = closed + 1
    while start < len(view.tokens) and view.tokens[start].pos in ("CCONJ", "DET"):
        start += 1
    joined = start > closed + 1 and view.tokens[closed + 1].pos == "CCONJ"
    return [u for u in view.units if joined and u.first == start and u.kind in ("organisation", "place")]


def _broker(units: list[Unit], view: View) -> Unit | None:
    """A lone agent, where the two sides are told otherwise: no side ("brokered by China")."""
    agents = [unit for unit in units if set(unit.preps) & set(view.syntax.agent.preps)]
    return agents[0] if len(agents) == 1 else None


def _party(unit: Unit, story: Story) -> Party | None:
    """The party that a unit names: a place, a body, or the place that a body of State signs for."""
    if unit.kind != "organisation":
        return (unit.mention.name, unit.text) if unit.mention is not None else None
    of = unit.part("of")
    if unit.labels & STATE_BODIES:
        return (of.mention.name, unit.text) if of is not None and of.mention is not None else None
    return org_name(unit, story), unit.text


def _served(unit: Unit, story: Story) -> Iterator[Party]:
    """The States or bodies that the people of a unit sign for."""
    for who in told([unit], story):
        held = next((p.office for p in reversed(story.posts) if p.who == who and p.office.org), None)
        if held is not None and held.org is not None:
            yield held.org, held.org_written or held.org
    if unit.kind == "role" and (held := office(unit, story)) is not None and held.org is not None:
        yield held.org, held.org_written or held.org


def _joint(filled: Filled, view: View, story: Story) -> list[Party]:
    """The two States of a double adjective before the noun ("Kazakh-Russian")."""
    found: list[Party] = []
    for token in view.tokens[max(0, filled.match.hit.first - 3) : filled.match.hit.first]:
        halves = token.text.replace("–", "-").split("-")
        states = [_adjective(half, i == 0, story) for i, half in enumerate(halves)] if len(halves) == 2 else []
        found += [(state.name, half) for state, half in zip(states, halves, strict=False) if state is not None]
    return found if len(found) == 2 else []


def _adjective(half: str, leads: bool, story: Story) -> Place | None:
    """The State of one half of a double adjective; the half that leads may be cut short."""
    words = accord_words(story.pack.code)
    whole = next((c.adjective for c in words.compound if c.form == half.lower()), half + words.half) if leads else half
    for form in (whole, whole.capitalize()):
        hits = story.gazetteer.hits(form, story.pack.code)
        if len(hits) == 1 and hits[0].text == form:
            return story.gazetteer.state_of(hits[0].readings[0].place)
    return None


def _unique(parties: Sequence[Party], story: Story) -> list[Party]:
    """Each party once; a State goes where a region or city of it is a party itself."""
    once = list({name: (name, written) for name, written in reversed(parties)}.values())[::-1]
    owners = set()
    for name, _ in once:
        place = next(iter(story.gazetteer.by_name(name)), None)
        state = story.gazetteer.state_of(place.id) if place is not None else None
        if state is not None and state.name != name:
            owners.add(state.name)
    return [party for party in once if party[0] not in owners]


def _completed(parties: list[Party], story: Story) -> list[Party]:
    """The parties with the other side of the story's pair, where one is missing."""
    pair = sides_told("parties", story)
    if not parties:
        return [(name, name) for name in pair[:2]]
    name = parties[0][0]
    if name in story.states:
        return [*parties, *((other, other) for other in story.states if other != name)][:2]
    return [*parties, *((other, other) for other in pair if other != name)][:2] if name in pair else parties
