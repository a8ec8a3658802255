"""Who holds which office: positions read off office phrases, and what a title says of the State and body behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from chancery.extract.story import Office, Story, Who
from chancery.grammar import Unit, View
from chancery.lang import Pack, part
from chancery.model import Mention, Position, Token
from chancery.model.wording import Organisations, Refinement

COUNTERPART = "counterpart"
BODY_HEAD = "organisation_head"
UNNAMED = frozenset((COUNTERPART, "pronoun", "member", "founder", "representative"))
OWNERS = ("org", "state", "place", "portfolio", "receiving")
NATIONAL_BODIES = frozenset(
    ("parliament_lower", "parliament_upper", "government", "foreign_ministry", "ministry", "presidency")
)
REGIONAL = ("region", "historical", "federal_district", "area")


def office(unit: Unit, story: Story) -> Office | None:
    """The office that a role's phrase names; None for a unit that holds no role."""
    role = unit.mention
    if role is None or role.kind != "role":
        return None
    unit = _sharing(unit)
    # whose adviser or spokesman it is says where
    whose = unit.part("superior") or unit
    org, state, place = (unit.part(slot) or whose.part(slot) for slot in ("org", "state", "place"))
    receiving, words = unit.part("receiving"), unit.part("portfolio")
    named = None if org or state or place else _named_body(unit, words, story)
    if named is not None:
        return _of_body(unit, role, named, story)
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
        concurrent="concurrent" in unit.labels,
    )
    bodily = found.group == "head_of_state" or (found.serves == "body" and words is not None and _named(words))
    if words is not None and state is None and org is None and found.role == "ceo" and bodily:
        return structs.replace(found, org=words.text, org_written=words.text, portfolio=None)
    if words is not None and state is None and org is None and found.group == "head_of_state":
        # "president of the Foreign Relations Board": the words name the body
        return structs.replace(
            found, role=BODY_HEAD, serves="body", org=words.text, org_written=words.text, portfolio=None
        )
    return _with_org(found, unit, story, org, state, place)


class NamedBody(Struct, frozen=True):
    """A body that the words around an office name without being a mention of their own, and the types it may have."""

    name: str
    types: frozenset[str]


def _named_body(unit: Unit, words: Unit | None, story: Story) -> NamedBody | None:
    """The body of an office by the words behind it ("chair of the friendship group") or an acronym before it."""
    if words is not None:
        types = _types(words, story)
        name = story.last_named(words.text) or words.text
        return NamedBody(name, types) if types else None
    if story.view is None or unit.mention is None or unit.mention.first == 0:
        return None
    token = story.view.tokens[unit.mention.first - 1]
    if not (len(token.text) > 1 and token.text.isupper() and token.text.isalpha()) or _serves(unit) == "sending":
        return None
    spelt = story.spelt_out(token.text)
    if spelt is not None:
        return NamedBody(spelt.name, spelt.labels)
    leads = any(label == "head_of_state" for label in unit.labels)
    return NamedBody(token.text, frozenset()) if leads else None


def _types(words: Unit, story: Story) -> frozenset[str]:
    """The types of body whose nouns stand in the words; none before the sentence is read."""
    tokens = story.view.tokens[words.first : words.last] if story.view is not None else ()
    if not tokens or any(token.start < words.start or token.stop > words.stop for token in tokens):
        return frozenset()
    found = {
        entry.id: len(form.split())
        for entry in part(story.pack.code, "organisations", Organisations).organisation
        for form in entry.forms
        if _holds(tokens, form.split())
    }
    best = max(found.values(), default=0)
    return frozenset(id for id, size in found.items() if size == best and size > 1)


def _holds(tokens: Sequence[Token], form: Sequence[str]) -> bool:
    """Whether the words of a form stand one after another."""
    return any(
        all(word in (token.lemma, token.text.lower()) for word, token in zip(form, tokens[at:], strict=False))
        for at in range(len(tokens) - len(form) + 1)
    )


def _of_body(unit: Unit, role: Mention, body: NamedBody, story: Story) -> Office:
    """The office in a body that only words or an acronym name."""
    refined = next(
        (r for r in story.pack.roles.refine if role.name in r.role and body.types & set(r.body) and not r.words), None
    )
    group = next((label for label in unit.labels if label in GROUPS), "")
    id = refined.id if refined else BODY_HEAD if group == "head_of_state" else role.name
    return Office(id, group, "body", role.text, org=body.name, org_written=body.name)


def in_body(held: Office, body: Unit, story: Story) -> Office:
    """The office as one of this body, where a body makes it precise; else as it is."""
    refinement = next(
        (r for r in story.pack.roles.refine if held.role in r.role and body.labels & set(r.body) and not r.words), None
    )
    if refinement is None:
        return held
    serves = refinement.serves or "body"
    return structs.replace(held, role=refinement.id, serves=serves, org=org_name(body, story), org_written=body.text)


def _sharing(unit: Unit) -> Unit:
    """The phrase of an office with what the office coordinated with it has, where it has nothing itself.

    "President and CEO of X" is president of X.
    """
    also = unit.part("also")
    bare = not any(name in OWNERS for name, _ in unit.parts)
    if also is None or also.part("holder") is not None or not bare:
        return unit
    return structs.replace(unit, parts=(*unit.parts, *(part for part in also.parts if part[0] in OWNERS)))


def heading(role: str, body: Unit, story: Story) -> Office | None:
    """The office of whoever leads a body: the head of a consulate general is consul general, of a ministry minister."""
    refined = _refined(story.pack, role, body, None, None, words=False)
    entry = next((entry for entry in story.pack.roles.role if refined is not None and entry.id == refined.id), None)
    if refined is None or entry is None:
        return None
    found = Office(refined.id, entry.group, refined.serves or entry.serves, body.text, place=_name(body.part("seat")))
    unit = structs.replace(body, kind="role", parts=(("org", body),))
    return _with_org(found, unit, story, body, None, body.part("seat"))


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


def _named(words: Unit) -> bool:
    """Whether words read as a name: each but the small ones begins with a capital."""
    return all(word[:1].isupper() or len(word) < 4 for word in words.text.split())


def _serves(unit: Unit) -> str:
    return next((label.removeprefix("serves-") for label in unit.labels if label.startswith("serves-")), "body")


def _refined(
    pack: Pack, role: str, org: Unit | None, place: Unit | None, state: Unit | None, words: bool
) -> Refinement | None:
    for refinement in pack.roles.refine:
        if role not in refinement.role or (refinement.words and not words):
            continue
        if not (refinement.body or refinement.place or refinement.state):
            return refinement
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
            # "the parliament", "МИД": the body of a State that only the story tells
            called = org.text if org.text.isascii() else org_name(org, story)
            name, written = None if _of_some_state(org) else org_name(org, story), called
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


def _of_some_state(org: Unit) -> bool:
    return org.part("of") is None and bool(org.labels & NATIONAL_BODIES)


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
        concurrent=held.concurrent,
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
