"""Positions: who holds which office, and what a sentence says of it - appointed, accredited, relieved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import structs

from chancery.extract.dates import dated
from chancery.extract.draft import Draft, of_match
from chancery.extract.offices import COUNTERPART, UNNAMED, heading, holders, office, offices, position, told
from chancery.extract.owners import credited, owned
from chancery.extract.rosters import called, goes_on, of_state, opened, series
from chancery.extract.scene import Scene
from chancery.extract.story import Office, Post, Story, Who
from chancery.grammar import Filled, Unit, View
from chancery.model import Modality, Token

EVENTS = ("former", "departing", "acting")
AROUND = 4
FURTHER = 12
BY_HEADS = frozenset(("appointed", "acting", "relieved", "resigned", "recalled"))
"""Events that the head of the officer's own State brings about."""

HELD = {"former": Modality.BACKGROUND, "holds": Modality.ONGOING}
"""Modalities of offices that are neither taken up nor left."""


def positions(scene: Scene, story: Story) -> Iterator[Draft]:
    """A `holds` (or former, acting) position for every named person with a role in the sentence."""
    view = scene.view
    seen: set[tuple[int, str]] = set()
    held_here = list(_held(view, story))
    for unit, phrase, who, held in held_here:
        if (phrase.first, who.name.latin) in seen or held.role in UNNAMED:
            continue
        seen.add((phrase.first, who.name.latin))
        story.posts.append(Post(held.role, held.group, who, held))
        event = _event(view, unit, phrase, story)
        for one in _each_host(held, phrase, view, story):
            yield _draft(view, phrase, one, who, event)
    yield from _named_later(view, story)
    if not any("plural" in phrase.labels for _, phrase, _, _ in held_here) or goes_on(view):
        story.roster = opened(scene, story) or story.roster


def _event(view: View, unit: Unit, phrase: Unit, story: Story) -> str:
    """How an office is held by the words before and behind it: former, departing, acting, or just held."""
    told = next((event for event in EVENTS if event in phrase.labels), "holds")
    before = view.tokens[max(0, unit.first - AROUND) : unit.first]
    behind = view.tokens[unit.last : unit.last + AROUND]
    past = any(f" {words} " in f" {_lower(near)} " for words in story.pack.roles.past for near in (before, behind))
    return "former" if told == "holds" and past else told


def _lower(tokens: Sequence[Token]) -> str:
    return " ".join(token.text.lower() for token in tokens)


def _named_later(view: View, story: Story) -> Iterator[Draft]:
    """The people whom this sentence names for an office that the one before left open."""
    found = called(view, story)
    if found is None:
        return
    story.roster, people = found
    for who, owner in people:
        held = of_state(story.roster.office, owner)
        story.posts.append(Post(held.role, held.group, who, held))
        yield _draft(view, view.units[0], held, who, story.roster.event)


def _each_host(held: Office, phrase: Unit, view: View, story: Story) -> Iterator[Office]:
    """The office once for every receiving State of its phrase; "concurrently": those held without residence."""
    hosts = [unit.mention.name for unit in phrase.all("receiving") if unit.mention is not None]
    start = phrase.last + (phrase.last < len(view.tokens) and view.tokens[phrase.last].pos == "CCONJ")
    behind = _lower(view.tokens[start : start + AROUND])
    also = any(behind.startswith(words) for words in story.pack.roles.also)
    further = [unit for unit in view.units if also and _further(unit, phrase, view)]
    if len(hosts) < 2 and not further:
        yield structs.replace(held, concurrent=held.concurrent or (also and bool(hosts)))
        return
    for name in hosts:
        yield structs.replace(held, receiving=name, concurrent=also and not further and name == hosts[-1])
    for unit in further:
        if unit.mention is not None:
            yield structs.replace(held, receiving=unit.mention.name, place=None, concurrent=True)


def _further(unit: Unit, phrase: Unit, view: View) -> bool:
    """Whether a State stands in the list that follows a phrase: "and concurrently in A and B"."""
    if unit.kind != "place" or "state" not in unit.labels or unit.first < phrase.last:
        return False
    between = view.tokens[phrase.last : unit.first]
    return len(between) < FURTHER and not any(token.pos in ("VERB", "AUX") or token.text == ";" for token in between)


def _held(view: View, story: Story) -> Iterator[tuple[Unit, Unit, Who, Office]]:
    """Every office phrase, within its unit, with its holder and what it says, in the order of the text."""
    for at, unit in enumerate(view.units):
        for phrase, who in offices(unit, story):
            held = office(phrase, story)
            if held is not None and held.role == COUNTERPART:
                held = _counterpart(held, view.units[:at], story)
            if held is not None:
                yield unit, phrase, who, owned(held, who, view, unit, story)
        role = next((u for u in unit.within() if u.mention is not None and u.mention.kind == "role"), None)
        held = office(role, story) if role is not None and "pronoun" not in role.labels else None
        if held is not None and role is not None:
            for who, owner in series(view, at, story):
                yield unit, role, who, of_state(held, owner)


def _counterpart(held: Office, before: Sequence[Unit], story: Story) -> Office | None:
    """The office of "his counterpart": that of the person or role named last before."""
    for unit in reversed(before):
        people = {who.name.latin for who in holders(unit, story)}
        post = next((post for post in reversed(story.posts) if post.who.name.latin in people), None)
        if post is not None:
            return structs.replace(held, role=post.role, group=post.group)
        inner = next((u.mention for u in unit.within() if u.mention is not None and u.mention.kind == "role"), None)
        if inner is not None:
            return structs.replace(held, role=inner.name)
    return None


def _draft(view: View, phrase: Unit, held: Office, who: Who, event: str) -> Draft:
    modality = {"former": Modality.BACKGROUND, "credentials": Modality.COMPLETED}.get(event, Modality.ONGOING)
    return Draft(
        fact=position(held, who, event),
        modality=modality,
        why=f"office phrase, {event}",
        sentence=view.sentence.index,
        first=phrase.first,
        start=phrase.start,
        stop=phrase.stop,
        rule=phrase.rule or "office",
        confidence=0.9,
    )


def diplomats(view: View, story: Story) -> list[tuple[Office, Who]]:
    """Every diplomat whom the sentence names, with the office."""
    return [
        (held, who)
        for _, phrase, who, held in _held(view, story)
        if held.serves == "sending" and "former" not in phrase.labels
    ]


def appointed(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """What an appointment rule's match says of the person's office, or of every diplomat's in the sentence."""
    hit = filled.match.hit
    pairs = _of_rule(filled, view, story)
    if hit.rule.value("whose") == "diplomats":
        pairs = diplomats(view, story) or [pair for pair in pairs if pair[0].serves == "sending"]
        pairs = [(_accredited(held, view, story), who) for held, who in pairs]
    else:
        pairs += _elliptic(filled, view, story)
    judgement = story.judge.judged(view, hit)
    when = dated(view, hit, "")
    event = "acting" if _acting(filled) else hit.rule.value("event")
    predecessor = next((w.name.latin for w in told(filled.all("predecessor"), story)), None)
    modality = HELD.get(event, judgement.modality)
    for held, who in pairs:
        yield of_match(
            position(held, who, event, date=when.edtf or None, predecessor=predecessor),
            filled,
            view,
            modality=modality,
            why=judgement.why,
            weight=0.9,
            firm=judgement.firm,
            basis=when.basis if when.edtf else None,
        )


def _elliptic(filled: Filled, view: View, story: Story) -> list[tuple[Office, Who]]:
    """Further people of the same act whose verb is left out: "dismissed A as ..., and B - the envoy to Estonia"."""
    role, person = filled.one("role"), filled.one("person")
    if role is None or person is None or filled.match.hit.rule.value("role"):
        return []
    pairs = []
    for one, other in pairwise(view.units):
        dash = [token.text for token in view.tokens[one.last : other.first]]
        fits = one.kind == "person" and one is not person and other.kind == "role" and other is not role
        if not fits or dash not in (["—"], ["–"], ["-"]) or not other.cases & role.cases:
            continue
        held = office(other, story)
        for who in told([one], story):
            if held is not None:
                pairs += [(each, who) for each in _each_host(owned(held, who, view, other, story), other, view, story)]
    return [(structs.replace(h, org=h.org or credited(view, story)), who) for h, who in pairs]


def _accredited(held: Office, view: View, story: Story) -> Office:
    """The office of one who hands over credentials, with the State that takes them."""
    host = credited(view, story) if held.receiving is None else None
    return structs.replace(held, receiving=host) if host is not None and host != held.org else held


def _acting(filled: Filled) -> bool:
    role = filled.one("role")
    return role is not None and "acting" in role.labels


def _of_rule(filled: Filled, view: View, story: Story) -> list[tuple[Office, Who]]:
    """The offices and the person of an appointment rule's match: one office for each receiving State."""
    role, person = filled.one("role"), filled.one("person")
    people = told([person], story) if person is not None else []
    if filled.match.hit.rule.value("role"):
        return [(held, people[0]) for held in _headed(filled, view, story)] if people else []
    if filled.match.hit.rule.value("concurrent"):
        return [(held, people[0]) for held in _concurrent(filled, people[0], story)] if people else []
    if person is None and (filled.match.passive or role is None or role.kind != "person"):
        return []  # nobody, or "appointed by" the office that is told
    if role is not None and role.kind == "person" and people and told([role], story) != people:
        return []  # somebody else's office
    role = _latest(filled, view) if filled.match.hit.rule.value("event") == "appointed" else role
    phrase = role if role is not None else person
    held = office(phrase, story) if phrase is not None else None
    if held is None and person is not None:
        phrase, held = next(((p, office(p, story)) for p, _ in offices(person, story)), (None, None))
    if not people and role is not None:
        people = told([role], story)
    if not people:
        return []
    if held is None:
        held = next((post.office for post in reversed(story.posts) if post.who == people[0]), None)
        return [(held, people[0])] if held is not None else []
    held = owned(held, people[0], view, person or role or view.units[0], story)
    if held.org is None and held.serves in ("state", "sending") and filled.match.hit.rule.value("event") in BY_HEADS:
        held = structs.replace(held, org=credited(view, story), inferred=True)
    phrases = filled.all("role")[1:]
    more = [(owned(one, people[0], view, unit, story), unit) for unit in phrases if (one := office(unit, story))]
    if more and phrase is not None:
        return [(one, people[0]) for of, unit in ((held, phrase), *more) for one in _each_host(of, unit, view, story)]
    return [(one, people[0]) for one in (_each_host(held, phrase, view, story) if phrase is not None else [held])]


def _latest(filled: Filled, view: View) -> Unit | None:
    """The office that somebody is appointed to: one called "next" or "new" behind the office told first."""
    role = filled.one("role")
    if role is None or "new" in role.labels:
        return role
    behind = [u for u in view.units if u.kind == "role" and "new" in u.labels and u.first >= role.last]
    return next((unit for unit in behind if set(unit.preps) & set(role.preps)), role)


def _headed(filled: Filled, view: View, story: Story) -> list[Office]:
    """The office of one who is told to lead a body: "A heads the Consulate General of X in Y"."""
    body = filled.one("org")
    held = heading(filled.match.hit.rule.value("role"), body, story) if body is not None else None
    return [held] if held is not None and held.org is not None else []


def _concurrent(filled: Filled, who: Who, story: Story) -> list[Office]:
    """The person's office in the further States where it is held without residence."""
    held = next((p.office for p in reversed(story.posts) if p.who == who and p.office.serves == "sending"), None)
    hosts = [unit.mention.name for unit in filled.all("hosts") if unit.mention is not None]
    return [structs.replace(held, receiving=name, place=None, concurrent=True) for name in hosts] if held else []
