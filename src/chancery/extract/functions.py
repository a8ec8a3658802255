"""What a mission is to do, and who leads a delegation."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from chancery.extract.draft import Draft, of_match
from chancery.extract.missions import NOT_MISSIONS, seats
from chancery.extract.offices import org_name, told
from chancery.extract.phrasing import has_phrase
from chancery.extract.sides import accord_words
from chancery.extract.story import Story, Told, Who
from chancery.grammar import Filled, Hit, Unit, View
from chancery.model import Delegation, Function, MissionRef, Modality
from chancery.model.accords import AccordWords

ARTICLES = {
    "protect_nationals": "VCCR 5(a)",
    "further_trade_economic_cultural_relations": "VCCR 5(b)",
    "ascertain_conditions": "VCCR 5(c)",
    "travel_documents_and_visas": "VCCR 5(d)",
    "consular_and_legal_services": "VCCR 5(d),(f)",
    "notarial_and_civil_status": "VCCR 5(f)",
}
"""The articles of the Vienna Convention on Consular Relations that give a function."""

TOLD = frozenset((Modality.BACKGROUND, Modality.DENIED, Modality.CANCELLED))
UNREAL = frozenset((Modality.DENIED, Modality.CANCELLED))
OFFICERS = frozenset(("representative",))
NEAR = 3
MEMBERS = 2000


def functions(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The function of one match; none where no mission can be meant."""
    hit = filled.match.hit
    mission = _mission(filled, view, story)
    judgement = story.judge.judged(view, hit)
    if mission is None or not mission.mission.sending or judgement.modality in UNREAL or _negated(filled, view, story):
        return
    ref, name = mission.mission, hit.rule.value("function")
    article = ARTICLES.get(name) if ref.mission_type != "embassy" else None
    coming = judgement.future or _coming(view, filled, accord_words(story.pack.code))
    fact = Function(MissionRef(ref.sending, ref.mission_type, ref.city, ref.receiving), name, article)
    modality = Modality.PLANNED if coming else Modality.ONGOING
    firm = filled.one("mission") is not None
    yield of_match(fact, filled, view, modality=modality, why=judgement.why, weight=0.8, firm=firm)


def _mission(filled: Filled, view: View, story: Story) -> Told | None:
    """The mission whose function is told: the one named, with what the story tells of it, else the story's own."""
    hit, topic = filled.match.hit, story.topic()
    unit = filled.one("mission") or _leading(view, hit)
    if unit is not None and not unit.labels >= {"proform", "plural"}:
        return _of_unit(unit, topic, story)
    alone = hit.rule.value("alone") == "yes" or _officer(filled.one("officer"))
    whole = topic is not None and topic.mission.mission_type and (topic.mission.city or topic.staged)
    return topic if whole and (alone or _post(view, hit, story)) else None


def _of_unit(unit: Unit, topic: Told | None, story: Story) -> Told | None:
    """The mission that a phrase names, the gaps filled from the story's where both can be one State's."""
    if unit.labels >= {"plural", "generic"} or unit.mention is None or unit.mention.name in NOT_MISSIONS:
        return None
    found = next(iter(seats(unit, story)), None)
    if found is not None and found.told.mission.sending and (found.told.mission.city or found.explicit):
        return found.told
    kind = unit.mention.name
    other = topic is not None and "class" in unit.labels and kind != topic.mission.mission_type
    if topic is None or not other or kind == "consulate":
        return topic
    told = story.mission(kind, topic.mission.sending, None, generic=False)
    bare = structs.replace(topic.mission, mission_type=kind, city=None)
    return told or structs.replace(topic, mission=bare)


def _leading(view: View, hit: Hit) -> Unit | None:
    """The mission that begins a sentence whose verbs go on ("The consulate, which ..., issues visas")."""
    first = next((unit for unit in view.units if unit.kind in ("mission", "person", "organisation", "role")), None)
    leads = first is not None and first.kind == "mission" and not first.preps and first.last <= hit.first
    return first if leads else None


def _post(view: View, hit: Hit, story: Story) -> bool:
    """Whether a word for a mission told before stands before the function ("the new office will ...")."""
    words = accord_words(story.pack.code)
    before = view.tokens[: hit.first]
    ours = any(token.lemma in words.ours for token in before) and any(post.group == "consul" for post in story.posts)
    return ours or has_phrase(before, words.posts)


def _officer(unit: Unit | None) -> bool:
    """Whether a role stands for the mission whose head it is: "the consul will ..."."""
    return unit is not None and unit.mention is not None and ("consul" in unit.labels or unit.mention.name in OFFICERS)


def _negated(filled: Filled, view: View, story: Story) -> bool:
    """Whether a negation stands between the mission and its function, so that the mission does not have it."""
    unit, hit = filled.one("mission"), filled.match.hit
    start = unit.last if unit is not None and unit.last <= hit.first else max(0, hit.first - NEAR)
    negation = story.pack.modality.negation
    return any(t.lemma in negation or t.text.lower() in negation for t in view.tokens[start : hit.first])


def _coming(view: View, filled: Filled, words: AccordWords) -> bool:
    """Whether a word of the future stands before the function: behind its mission, else in its clause."""
    unit, hit = filled.one("mission"), filled.match.hit
    start = unit.last if unit is not None and unit.last <= hit.first else view.clauses.index(view.clauses[hit.first])
    before = view.tokens[start : hit.last]
    return any(t.tense == "Fut" or t.text.lower() in words.future or t.lemma in words.future for t in before)


def delegations(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The delegation of one match; none where nobody is known to lead it."""
    head, owner = _head(filled, view, story), filled.one("org")
    if head is None or (owner is not None and "international_organisation" in owner.labels):
        return  # the Delegation of the European Union is a mission
    story.subject = head  # "It was led by X. He is ...": what comes next is about the head
    judgement = story.judge.judged(view, filled.match.hit)
    party = _party(owner or _inside(view, filled.match.hit), story) or _served(head, story)
    story.delegation = party if party in story.states else story.served.by_person.get(head.name.latin)
    fact = Delegation(
        head=head.name.latin,
        head_as_written=head.written,
        members=tuple(who.name.latin for who in told(filled.all("members"), story) if who != head),
        org=party,
        size=_size(filled),
    )
    modality = judgement.modality if judgement.future or judgement.modality in TOLD else Modality.COMPLETED
    if modality == Modality.COMPLETED and _ahead(view, accord_words(story.pack.code)):
        modality = Modality.PLANNED
    yield of_match(fact, filled, view, modality=modality, why=judgement.why, weight=0.8)


def _ahead(view: View, words: AccordWords) -> bool:
    """Whether the sentence tells of what is to come: a future verb, "will", "is to"."""
    text = f" {' '.join(token.text.lower() for token in view.tokens)} "
    told_ahead = any(f" {word} " in text for word in words.future)
    return told_ahead or any(token.tense == "Fut" and token.form == "Fin" for token in view.tokens)


def _head(filled: Filled, view: View, story: Story) -> Who | None:
    unit = filled.one("head")
    people = told([unit], story) if unit is not None else []
    return people[0] if people else _guest(view, story)


def _guest(view: View, story: Story) -> Who | None:
    """The person whom "the Iranian guest" means: the one told last who serves that State."""
    guests = accord_words(story.pack.code).guests
    for unit in view.units:
        called = unit.last < len(view.tokens) and view.tokens[unit.last].lemma in guests
        if called and unit.mention is not None and "state" in unit.labels:
            name = unit.mention.name
            return next((post.who for post in reversed(story.posts) if post.office.org == name), None)
    return None


def _served(who: Who, story: Story) -> str | None:
    """The State, territory or body that the person serves, as the story told it."""
    offices = [post.office for post in story.posts if post.who == who and post.role != "head_of_delegation"]
    return next((held.org for held in offices if held.org), None)


def _inside(view: View, hit: Hit) -> Unit | None:
    """The place among the trigger's own words: "the head of the Uzbek delegation"."""
    units = (inner for unit in view.units for inner in unit.within())
    return next((u for u in units if u.kind == "place" and hit.first <= u.first < hit.last), None)


def _party(unit: Unit | None, story: Story) -> str | None:
    """Whose delegation a unit says: a place, a body, or the body of its members."""
    if unit is not None and unit.kind == "role":
        unit = unit.part("org") or unit.part("state")
    if unit is None or unit.mention is None:
        return None
    return org_name(unit, story) if unit.kind == "organisation" else unit.mention.name


def _size(filled: Filled) -> int | None:
    unit = filled.one("size")
    value = unit.mention.value.value if unit is not None and unit.mention is not None else None
    return int(value) if isinstance(value, int | float) and 1 < value < MEMBERS else None
