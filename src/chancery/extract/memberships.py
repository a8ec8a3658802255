"""Who is a member of which body: told by a word of membership, by a party beside a name, by a list of members."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.draft import Draft, of_match
from chancery.extract.functions import acronym, name_end, nominative, past
from chancery.extract.offices import holders, org_name, told
from chancery.extract.sides import accord_words
from chancery.extract.story import Story, Who
from chancery.grammar import Filled, Hit, Unit, View
from chancery.model import Membership, Modality, ZoneKind

PARTY = frozenset(("party", "political_party"))
GROUP = frozenset(("friendship_group", "council", "intergovernmental_commission", "parliament_committee"))
BESIDE = 4
"""Tokens between a name and the party that stands behind it: "A (the party B)", "A of the B"."""
OPENING = frozenset(("(", "of", "from", "от", "из", ","))


def memberships(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The memberships of one match: the people, and each body that the words behind the trigger name."""
    hit, unit = filled.match.hit, filled.one("person")
    several = _several(view, hit)
    people = _listed(view, hit, story) if several else told([unit], story) if unit is not None else []
    bodies = _bodies(view, hit.last, story)
    if not bodies and several and story.group is not None:
        bodies = [story.group]
    if unit is None or not people or not bodies or (not several and _another(view, unit, hit)):
        return
    before = view.sentence.zone == ZoneKind.BACKGROUND or past(view, hit, accord_words(story.pack.code))
    for who in people:
        for body in bodies:
            fact = Membership(person=who.name.latin, org=body, as_written=who.written)
            modality = Modality.BACKGROUND if before else Modality.ONGOING
            why = f"“{hit.trigger.text}”"
            yield of_match(fact, filled, view, modality=modality, why=why, weight=0.8, firm=not before)


def parties(view: View, story: Story) -> Iterator[Draft]:
    """The party that stands right behind a person's name."""
    units = [unit for top in view.units for unit in top.within()]
    people = [unit for unit in units if unit.kind == "person" and unit.part("holder") is None]
    for party in (unit for unit in units if unit.kind == "organisation" and unit.labels & PARTY):
        person = max((p for p in people if p.last <= party.first), key=lambda p: p.last, default=None)
        between = view.tokens[person.last : party.first] if person is not None else ()
        if person is None or not between or len(between) > BESIDE or between[0].lemma not in OPENING:
            continue
        if any(token.form == "Fin" for token in between):
            continue
        for who in holders(person, story):
            yield Draft(
                fact=Membership(person=who.name.latin, org=org_name(party, story), as_written=who.written),
                modality=Modality.ONGOING,
                why="the party behind the name",
                sentence=view.sentence.index,
                first=party.first,
                start=person.start,
                stop=party.stop,
                rule="membership.party",
                confidence=0.8,
            )


def last_group(view: View, story: Story) -> str | None:
    """The group or council that the sentence names last, for "the members of the group"."""
    units = [unit for top in view.units for unit in top.within() if unit.kind == "organisation"]
    named = [unit for unit in units if unit.labels & GROUP]
    return org_name(named[-1], story) if named else None


def _several(view: View, hit: Hit) -> bool:
    """Whether the trigger is a plural: "members of the group A and B"."""
    return view.tokens[hit.first].number == "Plur"


def _listed(view: View, hit: Hit, story: Story) -> list[Who]:
    """The people whom "members" means: those named behind it, those of the list before it for "both members"."""
    named = [unit for unit in view.units if unit.kind == "person"]
    behind = next((unit for unit in named if unit.first >= hit.last), None)
    before = next((unit for unit in reversed(named) if unit.last <= hit.first), None)
    both = hit.first > 0 and view.tokens[hit.first - 1].lemma in accord_words(story.pack.code).together
    near = behind if behind is not None and behind.first - hit.last <= NAMED_BEHIND else before if both else None
    if near is None or (near is behind and any(t.form == "Fin" for t in view.tokens[hit.last : near.first])):
        return []
    return told([unit for unit in named if unit.group == near.group], story)


NAMED_BEHIND = 9
"""Tokens between "members of" and the first member's name."""


def _another(view: View, person: Unit, hit: Hit) -> bool:
    """Whether a State or body, not the person, is what the trigger speaks of ("he said that X is a member")."""
    start = person.last if person.last <= hit.first else 0
    between = [unit for unit in view.units if start <= unit.first and unit.last <= hit.first]
    bare = [unit for unit in between if not unit.preps and unit.labels.isdisjoint(PARTY | {"adjective"})]
    return any(u.kind in ("organisation", "place", "mission") and (not u.cases or "Nom" in u.cases) for u in bare)


def _bodies(view: View, at: int, story: Story) -> list[str]:
    """The bodies that the words from token `at` on name: "of the A and of the B"."""
    bodies: list[str] = []
    while found := _body(view, at, story):
        body, at = found
        if body and body not in bodies:
            bodies.append(body)
        following = [token.lemma for token in view.tokens[at : at + 2]]
        if len(following) < 2 or view.tokens[at].pos != "CCONJ" or view.tokens[at + 1].pos != "ADP":
            break
        at += 1
    return bodies


def _body(view: View, at: int, story: Story) -> tuple[str, int] | None:
    """The body that the words from token `at` on name, and where it ends: a known one, a name, a common noun.

    The group told last for a bare "the group".
    """
    words, tokens = accord_words(story.pack.code), view.tokens
    while at < len(tokens) and (tokens[at].pos in ("DET", "ADP") or tokens[at].lemma in view.syntax.determiners):
        at += 1
    units = [inner for unit in view.units for inner in unit.within()]
    known = next((u for u in units if u.kind == "organisation" and u.first <= at < u.last), None)
    if at >= len(tokens) or tokens[at].lemma in words.no_bodies:
        return None
    if known is not None:
        return org_name(known, story), known.last
    limit = min((u.first for u in units if u.kind == "person" and u.first > at), default=len(tokens))
    last = min(name_end(tokens, at, words), limit)
    if last - at == 1 and tokens[at].lemma in words.bodies and not tokens[at].text[:1].isupper():
        return (story.group, last) if story.group else None
    named = tokens[at].lemma in words.bodies or tokens[at].text[:1].isupper()
    whole = any(t.lemma in words.bodies or acronym(t) or t.text[:1].isupper() for t in tokens[at:last])
    return (nominative(tokens, at, last), last) if named and whole and last > at else None
