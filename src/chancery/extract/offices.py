"""Who holds which office: positions read off office phrases, and what a title says of the State and body behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from chancery.extract.draft import Draft
from chancery.extract.story import Office, Post, Story, Who
from chancery.grammar import Filled, Unit, View
from chancery.lang import Pack
from chancery.model import Modality, Position, Token
from chancery.model.wording import Refinement

EVENT_MODIFIERS = (("former", "former"), ("acting", "acting"))
LINKS = 4
COUNTERPART = "counterpart"
BODY_HEAD = "organisation_head"
UNNAMED = frozenset((COUNTERPART, "pronoun", "member", "founder"))
REGIONAL = ("region", "historical", "federal_district", "area")


def office(unit: Unit, story: Story) -> Office | None:
    """The office that a role's phrase names; None for a unit that holds no role."""
    role = unit.mention
    if role is None or role.kind != "role":
        return None
    org, state, place = unit.part("org"), unit.part("state"), unit.part("place")
    receiving, words = unit.part("receiving"), unit.part("portfolio")
    refined = _refined(story.pack, role.name, org, place, state, words is not None)
    serves = (refined.serves if refined else "") or _serves(unit)
    found = Office(
        role=refined.id if refined else role.name,
        group=next((label for label in unit.labels if label in GROUPS), ""),
        serves=serves,
        written=role.text,
        receiving=_name(receiving),
        place=_name(place),
        portfolio=words.text if words else None,
    )
    if words is not None and state is None and org is None and found.group == "head_of_state":
        # "president of the Foreign Relations Board": the words name the body
        return structs.replace(
            found, role=BODY_HEAD, serves="body", org=words.text, org_written=words.text, portfolio=None
        )
    return _with_org(found, unit, story, org, state, place)


GROUPS = frozenset(
    [
        "head_of_state",
        "government",
        "minister",
        "diplomat",
        "consul",
        "multilateral",
        "subnational",
        "parliament",
        "party",
        "official",
        "business",
        "education",
        "culture",
        "civil_society",
        "international_aid",
    ]
)


def _serves(unit: Unit) -> str:
    return next((label.removeprefix("serves-") for label in unit.labels if label.startswith("serves-")), "body")


def _refined(
    pack: Pack, role: str, org: Unit | None, place: Unit | None, state: Unit | None, words: bool
) -> Refinement | None:
    for refinement in pack.roles.refine:
        if role not in refinement.role or (refinement.words and not words):
            continue
        if refinement.body and org is not None and _body(org) & set(refinement.body):
            return refinement
        if refinement.place and org is None and place is not None and place.labels & set(refinement.place):
            return refinement
        if refinement.state and state is not None and _of_state(_name(state) or "", refinement.state):
            return refinement
    return None


def _of_state(name: str, asked: tuple[str, ...]) -> bool:
    return name in asked or ("*" in asked and f"-{name}" not in asked)


def _body(org: Unit) -> set[str]:
    if org.kind != "mission" or org.mention is None:
        return set(org.labels)
    return {"embassy"} if org.mention.name == "embassy" else {"consular_post"}


def _name(unit: Unit | None) -> str | None:
    return unit.mention.name if unit is not None and unit.mention is not None else None


def _with_org(
    found: Office, unit: Unit, story: Story, org: Unit | None, state: Unit | None, place: Unit | None
) -> Office:
    """The office with the State, territory or body that its holder serves."""
    name, written, inferred, receiving = None, None, False, found.receiving
    inside = org.part("of") if org is not None and org.kind == "organisation" else None
    sending = org.part("sending") if org is not None and org.kind == "mission" else None
    if found.serves == "sending":
        owner = state or sending or (inside if inside is not None and "state" in inside.labels else None)
        name, written = _name(owner), owner.text if owner else None
        if name is None and place is not None:
            name = None
        if name is None and org is not None and "international_organisation" in org.labels:
            name, written = _name(org), org.text
        if receiving is None and place is not None and place.mention is not None:
            host = story.state(place.mention)
            receiving = host.name if host is not None and host.name != name else None
        if receiving is None and org is not None and org.kind == "mission":
            receiving = mission_host(org, story)
    elif found.serves == "state":
        owner = state or (inside if inside is not None else None) or sending
        name, written = _name(owner), owner.text if owner else None
        if owner is not None and owner.mention is not None and "state" not in owner.labels and state is None:
            name = org.text if org is not None else name
        if name is None and org is not None:
            name, written = org_name(org, story), org.text
        if name is None and place is not None:
            name, written = _name(place), place.text
    elif found.serves in ("territory", "city"):
        owner = place or inside
        name, written = _name(owner), owner.text if owner else None
        if name is None and state is not None:
            name, written = _name(state), state.text
    elif org is not None:
        name, written = org_name(org, story), org.text
    elif place is not None or state is not None:
        owner = place or state
        name, written = _name(owner), owner.text if owner else None
    return structs.replace(found, org=name, org_written=written, receiving=receiving, inferred=inferred)


def org_name(org: Unit, story: Story) -> str:
    """The canonical name of a body: the known one, else the words with the place beside them in English order."""
    if org.mention is None:
        return org.text
    if org.kind == "mission":
        return org.text
    place = org.part("of")
    if "international_organisation" in org.labels or place is None or place.mention is None:
        return org.mention.name
    return f"{org.mention.name} of {place.mention.name}" if org.mention.name.isascii() else org.text


def mission_host(mission: Unit, story: Story) -> str | None:
    """The receiving State of a mission's phrase: as written, else the State of its seat."""
    receiving, seat = mission.part("receiving"), mission.part("seat") or mission.part("area")
    if receiving is not None:
        return _name(receiving)
    if seat is not None and seat.mention is not None:
        state = story.state(seat.mention)
        return state.name if state is not None else None
    return None


def holders(unit: Unit, story: Story) -> list[Who]:
    """The people whom a unit names: itself, the holder of its office, or the holder told before."""
    if unit.kind == "person":
        holder = unit.part("holder") or unit.part("also")
        if holder is not None:
            return holders(holder, story)
        return [story.who(unit.mention)] if unit.mention is not None and unit.mention.kind == "person" else []
    if unit.kind == "role":
        also = unit.part("also")
        if also is not None and also.kind == "person":
            return holders(also, story)
        who = story.called(unit)
        return [who] if who is not None else []
    return []


def offices(unit: Unit, story: Story) -> Iterator[tuple[Unit, Who]]:
    """Every role phrase in the unit with its holder: coordinated roles share one."""
    for inner in unit.within():
        if inner.mention is None or inner.mention.kind != "role":
            continue
        holder, also = inner.part("holder"), inner.part("also")
        for who in holders(holder, story) if holder is not None else ():
            yield inner, who
            if also is not None and also.kind == "role":
                yield also, who
        if holder is None and also is not None and also.kind == "person":
            for who in holders(also, story):
                yield inner, who


def positions(view: View, story: Story) -> Iterator[Draft]:
    """A `holds` (or former, acting) position for every named person with a role in the sentence."""
    seen: set[tuple[int, str]] = set()
    for phrase, who, held in _held(view, story):
        if (phrase.first, who.name.latin) in seen or held.role in UNNAMED:
            continue
        seen.add((phrase.first, who.name.latin))
        story.posts.append(Post(held.role, held.group, who, held))
        event = next((event for label, event in EVENT_MODIFIERS if label in phrase.labels), "holds")
        yield _draft(view, phrase, held, who, event)


def _held(view: View, story: Story) -> Iterator[tuple[Unit, Who, Office]]:
    """Every office phrase with its holder and what it says, in the order of the text."""
    for at, unit in enumerate(view.units):
        for phrase, who in offices(unit, story):
            held = office(phrase, story)
            if held is not None and held.role == COUNTERPART:
                held = _counterpart(held, view.units[:at], story)
            if held is not None:
                yield phrase, who, _owned(held, who, view, unit, story)
        role = next((u for u in unit.within() if u.mention is not None and u.mention.kind == "role"), None)
        held = office(role, story) if role is not None and "pronoun" not in role.labels else None
        if held is not None and role is not None:
            for who, owner in _series(view, at, story, alone="plural" in role.labels and unit.kind == "role"):
                yield role, who, held if owner is None else _of(held, owner)


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


def _series(view: View, at: int, story: Story, *, alone: bool) -> Iterator[tuple[Who, Unit | None]]:
    """The people who share the role at unit `at` with their States: "the ambassadors of X A, Y - B", "A of X, B (Y)".

    Args:
        alone: whether people without a State of their own share it too ("Senators A and B").
    """
    edge, owner = view.units[at].last, None
    rest = list(view.units[at + 1 :])
    for i, unit in enumerate(rest):
        if not _linked(view.tokens[edge : unit.first]):
            return
        edge = unit.last
        if _is_state(unit):
            owner = unit
            continue
        if unit.kind != "person" or unit.part("holder") is not None:
            return
        trailing = rest[i + 1] if i + 1 < len(rest) and _trails(view, unit, rest[i + 1]) else None
        state = owner if owner is not None and owner.last + 2 > unit.first else trailing
        if state is None and not alone:
            return
        for who in holders(unit, story):
            yield who, state


def _linked(tokens: Sequence[Token]) -> bool:
    """Whether the words between two members of a series are such as may stand there."""
    return len(tokens) <= LINKS and not any(
        token.pos in ("VERB", "AUX", "SCONJ") or token.text in (".", ";", ":") for token in tokens
    )


def _is_state(unit: Unit) -> bool:
    return unit.kind == "place" and "state" in unit.labels and "adjective" not in unit.labels


def _trails(view: View, person: Unit, unit: Unit) -> bool:
    """Whether a State stands right after a person: "A of X", "A (X)"."""
    between = view.tokens[person.last : unit.first]
    return _is_state(unit) and 0 < len(between) <= 2 and (between[0].text == "(" or between[0].pos == "ADP")


def _of(held: Office, owner: Unit) -> Office:
    return structs.replace(held, org=_name(owner), org_written=owner.text)


def _owned(held: Office, who: Who, view: View, unit: Unit, story: Story) -> Office:
    """The office with the State that the article shows where the title itself names none."""
    if held.org is not None or held.serves not in ("state", "sending"):
        return held
    told = next(
        (p.office for p in reversed(story.posts) if p.who == who and p.role == held.role and p.office.org), None
    )
    if told is not None:
        return structs.replace(held, org=told.org, org_written=told.org_written, inferred=told.inferred)
    near = {_name(u): u for u in view.units if "state" in u.labels and not u.preps and u is not unit}
    if held.serves == "state" and len(near) == 1 and (name := next(iter(near))) is not None:
        return structs.replace(held, org=name, inferred=True)
    senders = {told.mission.sending for told in story.missions if told.mission.sending}
    senders -= {held.receiving}
    if len(senders) == 1 and held.group != "multilateral":
        return structs.replace(held, org=next(iter(senders)), inferred=True)
    if held.serves == "state" and len(story.states) == 1:
        return structs.replace(held, org=story.states[0], inferred=True)
    return held


def _draft(view: View, phrase: Unit, held: Office, who: Who, event: str) -> Draft:
    modality = Modality.BACKGROUND if event == "former" else Modality.ONGOING
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


def position(
    held: Office, who: Who, event: str, *, date: str | None = None, predecessor: str | None = None
) -> Position:
    """The position fact of a person in an office."""
    return Position(
        person=who.name.latin,
        role=held.role,
        event=event,
        as_written=who.written,
        nominative=who.name.nominative,
        role_as_written=held.written,
        org=held.org,
        org_as_written=held.org_written,
        receiving=held.receiving,
        place=held.place if held.place != held.org else None,
        portfolio=held.portfolio,
        date=date,
        predecessor=predecessor,
        inferred=held.inferred,
    )


def told(units: Sequence[Unit], story: Story) -> list[Who]:
    """The people of several units, each once, in the order of the text."""
    people: list[Who] = []
    for unit in units:
        for who in holders(unit, story):
            if who not in people:
                people.append(who)
    return people


def subject(view: View, story: Story, *, before: int | None = None) -> Who | None:
    """The person whom a pronoun in the next sentence most likely means: the first that no preposition governs.

    Args:
        before: only people named ahead of this token.
    """
    for unit in view.units:
        if before is not None and unit.first >= before:
            break
        bare = unit.kind in ("person", "role") and not unit.preps and (not unit.cases or "Nom" in unit.cases)
        people = holders(unit, story) if bare else []
        if people:
            return people[0]
    return None


def diplomats(view: View, story: Story) -> list[tuple[Office, Who]]:
    """Every diplomat whom the sentence names, with the office."""
    return [(held, who) for _, who, held in _held(view, story) if held.serves == "sending"]


def from_rule(filled: Filled, view: View, story: Story) -> tuple[Office | None, Who | None]:
    """The office and the person of an appointment rule's match."""
    role, person = filled.one("role"), filled.one("person")
    people = told([person], story) if person is not None else []
    phrase = role if role is not None else person
    held = office(phrase, story) if phrase is not None else None
    if held is None and person is not None:
        held = next((office(p, story) for p, _ in offices(person, story)), None)
    if not people and role is not None:
        people = told([role], story)
    if held is not None and people:
        held = _owned(held, people[0], view, person or role or view.units[0], story)
    if held is None and people:
        held = next((post.office for post in reversed(story.posts) if post.who == people[0]), None)
    return held, people[0] if people else None
