"""Whose officer somebody is where the title itself does not say: read off the story, marked as inferred."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import structs

from chancery.extract.offices import holders, in_body, office, offices
from chancery.extract.scene import Scene, inner
from chancery.extract.story import Office, Story, Who
from chancery.grammar import Unit, View

SINGLE = frozenset(
    (
        *("president", "vice_president", "monarch", "prime_minister", "chancellor", "chair_cabinet_kg"),
        *("foreign_minister", "secretary_of_state_us", "senate_chair", "lower_house_chair"),
    )
)
"""Offices that a State has but one of: who holds it elsewhere does not hold it here."""

LED = 5
"""Tokens between a body and the one who leads its people."""

NATIONAL = frozenset(("state", "sending"))
REGIONAL = frozenset(("region", "federal_district", "area", "historical"))
CLEARLY = 3
"""How many times as often as any other a State must be named to be the story's own."""


def survey(scenes: Iterable[Scene], story: Story) -> None:
    """Tell the story, before its first sentence is read, what the titles of the whole document say of its people."""
    for scene in scenes:
        for unit in scene.view.units:
            for phrase, who in offices(unit, story):
                held = office(phrase, story)
                if held is None or held.org is None or held.serves not in NATIONAL:
                    continue
                story.served.by_person.setdefault(who.name.latin, held.org)
                if held.role in SINGLE and "former" not in phrase.labels:
                    story.served.by_office.setdefault((held.role, held.org), who.name.latin)


def owned(held: Office, who: Who, view: View, unit: Unit, story: Story) -> Office:
    """The office with the State, region or city that the story shows where the title names none."""
    if held.org is None and (body := _body_before(view, unit, story)) is not None:
        held = in_body(held, body, story)
    if held.org is None:
        name = None
        if held.serves in NATIONAL:
            name = _state(held, who, view, unit, story)
        elif held.serves in ("territory", "city"):
            name = _territory(held, view, unit, story)
        if name is not None:
            held = structs.replace(held, org=name, org_written=None, inferred=True)
            if held.role in SINGLE and not _former(unit):
                story.served.by_office.setdefault((held.role, name), who.name.latin)
        elif held.org_written is not None:
            held = structs.replace(held, org=held.org_written)
    if held.serves == "sending" and held.receiving is None and held.group != "multilateral":
        host = _host(held, view, story)
        return structs.replace(held, receiving=host) if host is not None and host != held.org else held
    return held


def _state(held: Office, who: Who, view: View, unit: Unit, story: Story) -> str | None:
    """The State that an officer serves: by other titles of the person, a list, the side, the story."""
    former = _former(unit)
    if (served := story.served.by_person.get(who.name.latin)) is not None:
        return served
    if held.serves == "sending":
        return _own(held, view, unit, story) or _sender(held, view, unit, story)
    for clue in (_own, _neighbour, _side, _delegated, _acting, _sender):
        name = clue(held, view, unit, story)
        if name is not None and (former or not story.served.taken(held.role, name, who.name.latin)):
            return name
    return _of_story(held, who.name.latin, story)


def _body_before(view: View, unit: Unit, story: Story) -> Unit | None:
    """The body whose own officer is told: "a delegation of the World Bank led by Vice President A", "its Speaker"."""
    role = next((part.mention for part in unit.within() if part.mention and part.mention.kind == "role"), None)
    if role is None:
        return None
    before = [u for u in view.units if u.last <= unit.first and u.kind in ("organisation", "person", "mission")]
    own = role.first > 0 and view.tokens[role.first - 1].lemma in story.pack.roles.own
    led = any(" " in prep and not own for prep in unit.preps) and len(unit.preps) > 1
    body = before[-1] if before else None
    if body is None or body.kind != "organisation" or not (own or led):
        return None
    return body if own or body.last + LED >= role.first else None


def _former(unit: Unit) -> bool:
    return any("former" in part.labels for part in unit.within())


def _own(held: Office, view: View, unit: Unit, story: Story) -> str | None:
    """The State told before a possessive: "the Chilean government appointed A as its ambassador"."""
    role = next((part.mention for part in unit.within() if part.mention and part.mention.kind == "role"), None)
    first = role.first if role is not None else unit.first
    owned_by = first > 0 and view.tokens[first - 1].lemma in story.pack.roles.own
    before = [place for place in _states(view) if place.last <= first]
    return before[-1].mention.name if owned_by and before and before[-1].mention is not None else None


def _delegated(held: Office, view: View, unit: Unit, story: Story) -> str | None:
    """The State of the delegation told last, where the sentence tells who is in it."""
    words = story.pack.roles.delegation
    return story.delegation if any(token.lemma in words for token in view.tokens) else None


def _sender(held: Office, view: View, unit: Unit, story: Story) -> str | None:
    """The only State whose missions the story tells of, other than the receiving State."""
    senders = {told.mission.sending for told in story.missions if told.mission.sending} - {held.receiving}
    return next(iter(senders)) if len(senders) == 1 and held.group != "multilateral" else None


def _neighbour(held: Office, view: View, unit: Unit, story: Story) -> str | None:
    """The State of the officer named just before in the same list ("the Chilean Minister A, Deputy Minister B")."""
    before = [other for other in view.units if other.last <= unit.first and other.kind in ("person", "role")]
    if not before or not _listed(view, before[-1], unit):
        return None
    for phrase, who in offices(before[-1], story):
        told = office(phrase, story)
        if told is not None and told.serves == held.serves:
            return told.org or story.served.by_person.get(who.name.latin)
    return None


def _listed(view: View, left: Unit, right: Unit) -> bool:
    between = view.tokens[left.last : right.first]
    return 0 < len(between) <= 4 and all(token.pos in ("PUNCT", "CCONJ", "DET", "ADV") for token in between)


def _side(held: Office, view: View, unit: Unit, story: Story) -> str | None:
    """The State on whose side somebody takes part: "on the Chinese side"."""
    sides = story.pack.roles.sides
    for place in reversed(_states(view)):
        following = view.tokens[place.last : place.last + 1]
        near = place.last <= unit.first or place.first >= unit.last
        if near and following and (following[0].lemma in sides or following[0].text.lower() in sides):
            return place.mention.name if place.mention is not None else None
    return None


def _states(view: View) -> list[Unit]:
    return [place for place in inner(view.units, "place") if "state" in place.labels]


def _acting(held: Office, view: View, unit: Unit, story: Story) -> str | None:
    """The State whose mission the officer opens, or that alone is told to act in the sentence."""
    free = {
        place.mention.name
        for place in view.units
        if place.kind == "place"
        and "state" in place.labels
        and place.mention is not None
        and not place.preps
        and not _object(view, place)
        and not _shared(view, place)
    }
    free |= {place.mention.name for place in _states(view) if place.mention is not None and _owning(view, place)}
    if len(free) == 1:
        return next(iter(free))
    senders = {
        sending.mention.name
        for mission in inner(view.units, "mission")
        for sending in mission.all("sending")
        if sending.mention is not None
    }
    return next(iter(senders)) if len(senders) == 1 and not free else None


def _shared(view: View, place: Unit) -> bool:
    """Whether a State belongs to the name beside it ("ambassadors of A, Soto, and B, Ito")."""
    return any(unit.kind == "person" and 0 <= unit.first - place.last < 2 for unit in view.units)


def _owning(view: View, place: Unit) -> bool:
    """Whether a State carries a possessive, and no person's name follows at once."""
    marked = place.last < len(view.tokens) and view.tokens[place.last].text in view.syntax.possessives
    return marked and not any(unit.kind == "person" and unit.first <= place.last + 1 < unit.last for unit in view.units)


def _object(view: View, place: Unit) -> bool:
    """Whether a State is what somebody visits or leaves: right behind a verb."""
    at = place.first - 1
    while at >= 0 and (view.tokens[at].pos == "DET" or view.tokens[at].lemma in view.syntax.determiners):
        at -= 1
    return at >= 0 and view.tokens[at].pos == "VERB"


def _of_story(held: Office, person: str, story: Story) -> str | None:
    """The State that the story is about, or the one of its two whose office nobody else holds."""
    ranked = story.ranked
    if len(ranked) == 1:
        return ranked[0][0]
    free = [name for name, _ in ranked[:2] if not story.served.taken(held.role, name, person)]
    if len(free) == 1:
        return free[0]
    if len(free) == 2 and ranked[0][1] >= CLEARLY * ranked[1][1]:
        return ranked[0][0]
    return None


def _territory(held: Office, view: View, unit: Unit, story: Story) -> str | None:
    """The region or city whose head is told without it: named before in the sentence, else the story's own."""
    label = frozenset(("city",)) if held.serves == "city" else REGIONAL
    before = [p for p in inner(view.units, "place") if p.last <= unit.first and p.labels & label and p.mention]
    if before:
        return before[-1].mention.name if before[-1].mention is not None else None
    if held.serves == "city":
        return story.city.name if story.city is not None else None
    return story.main_region or (story.region.name if story.region is not None else None)


def _host(held: Office, view: View, story: Story) -> str | None:
    """The receiving State of a diplomat: that of the missions which the story tells of the sending State, if one."""
    hosts = {told.mission.receiving for told in story.missions if told.mission.sending == held.org} - {None}
    return next(iter(hosts)) if len(hosts) == 1 else None


def credited(view: View, story: Story) -> str | None:
    """The State whose head or minister takes the credentials in this sentence: the receiving State."""
    for unit in view.units:
        people = holders(unit, story)
        for phrase in unit.within():
            told = office(phrase, story)
            if told is not None and told.serves == "state":
                name = told.org or (story.served.by_person.get(people[0].name.latin) if people else None)
                if name is not None:
                    return name
    heads = [post.office.org for post in story.posts if post.group == "head_of_state" and post.office.org]
    return heads[-1] if heads else None
