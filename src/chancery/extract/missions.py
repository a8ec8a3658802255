"""Missions and the stages of their lives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct, structs

from chancery.extract.dates import dated
from chancery.extract.draft import Draft
from chancery.extract.modality import Judged
from chancery.extract.offices import mission_host
from chancery.extract.story import Story, Told, compatible, merged_ref
from chancery.gazetteer import Place
from chancery.grammar import Filled, Unit, View, governing
from chancery.model import MissionEvent, MissionRef, Modality

STAGED = frozenset(
    (
        Modality.PLANNED,
        Modality.ANNOUNCED,
        Modality.PROPOSED,
        Modality.DISCUSSED,
        Modality.ORDERED,
        Modality.APPROVED,
        Modality.CANCELLED,
        Modality.DENIED,
    )
)
NOT_MISSIONS = frozenset(("visa_centre", "cultural_centre"))


HEADS = {
    "ambassador": "embassy",
    "consul_general": "consulate_general",
    "consul": "consulate",
    "honorary_consul": "honorary_consulate",
    "honorary_consul_general": "honorary_consulate_general",
}
"""The class of mission that an officer heads."""
NEAR = 1
"""Sentences back that a pronoun reaches."""


class Seat(Struct, frozen=True):
    """A mission at one seat, as one phrase names it; `explicit` where the phrase itself gives State and city."""

    told: Told
    explicit: bool
    plural: bool


def seats(
    unit: Unit, story: Story, *, sending: Sequence[Unit] = (), cities: Sequence[Unit] = (), hosts: Sequence[Unit] = ()
) -> list[Seat]:
    """The missions that a phrase names: one for each seat ("consulates general in A, B and C").

    Args:
        sending: the States that another slot of the rule names (subject of "opens").
        cities: the cities that another slot names ("will open in Pune").
        hosts: the receiving States that another slot names ("opened in Kenya").
    """
    if unit.mention is None or unit.mention.name in NOT_MISSIONS:
        return []
    acting = [state for one in sending if (state := _state(one)) is not None]
    if "proform" in unit.labels:
        return list(_meant(unit, story, next(iter(acting), None), cities))
    several = "plural" in unit.labels
    owned = {state.mention.name for state in (*unit.all("sending"), *acting) if state.mention}
    abroad = [host for host in hosts if host.mention is not None and host.mention.name not in owned]
    within = [host for host in unit.all("receiving") if several and "state" in host.labels]
    beside = (cities if several else cities[:1]) or within or (() if unit.all("receiving") else abroad)
    named: Sequence[Unit | None] = unit.all("seat") or beside or (None,)
    parent = unit.part("parent")
    if parent is not None and not unit.all("seat"):
        named = parent.all("seat") or parent.all("receiving") or named
    inside = unit.all("sending") or (parent.all("sending") if parent else ())
    owners: Sequence[Unit | None] = inside or acting or (None,)
    if several and named == (None,) and owners == (None,) and (group := _told_together(unit, story)):
        return [Seat(told, explicit=False, plural=True) for told in group]
    return [seat for owner in owners for city in named if (seat := _seat(unit, city, owner, story)) is not None]


def _seat(unit: Unit, city: Unit | None, owner: Unit | None, story: Story) -> Seat | None:
    mention = unit.mention
    if mention is None:
        return None
    generic = "generic" in unit.labels
    seated = city is not None and "city" in city.labels
    place = story.place(city.mention) if city is not None and city.mention is not None and seated else None
    host = story.state(city.mention) if city is not None and city.mention is not None else None
    receiving = host.name if host is not None else mission_host(unit, story)
    owner_name = owner.mention.name if owner is not None and owner.mention is not None else _state_back(unit, story)
    if owner_name is not None and owner_name == receiving and city is not None:
        owner_name, owner = None, None
    ref = MissionRef(
        sending=owner_name, mission_type=mention.name, city=place.name if place else None, receiving=receiving
    )
    explicit = bool(ref.sending and (ref.city or ref.receiving))
    told = Told(
        ref,
        receiving_code=host.country if host is not None else "",
        city_written=city.mention.text if city is not None and city.mention is not None and seated else "",
    )
    if not explicit:
        told = _like(told, unit, story) or _recalled(told, story, generic=generic, definite="plural" not in unit.labels)
    sender = story.sender(told.mission.receiving)
    if told.mission.sending is None and told.mission.city is not None and sender is not None:
        told = structs.replace(told, mission=structs.replace(told.mission, sending=sender), inferred=True)
    return Seat(told, explicit, "plural" in unit.labels)


def _state_back(unit: Unit, story: Story) -> str | None:
    """The State told last, for "the country's embassy", "its embassy", «посольство республики»."""
    view, words = story.view, story.pack.places.back_state
    if view is None or unit.all("sending"):
        return None
    beside = [*view.tokens[max(0, unit.first - 2) : unit.first], *view.tokens[unit.last : unit.last + 1]]
    owned = any(token.lemma in words and token.case in ("", "Gen") for token in beside)
    owned = owned or any(token.lemma in story.pack.missions.proforms.its for token in beside[:2])
    states = [other for other in view.units if other.last <= unit.first and "state" in other.labels and other.mention]
    return states[-1].mention.name if owned and states and states[-1].mention is not None else None


def _meant(unit: Unit, story: Story, owner: Unit | None, cities: Sequence[Unit]) -> Iterator[Seat]:
    """The missions that a pro-form stands for: those told last, or others like them at the seats that it names."""
    group = story.last_missions(within=None if "seated" in unit.labels else NEAR, before=unit.start)
    if not group and owner is not None and _is_owned(unit, story):
        group = [Told(MissionRef(mission_type="diplomatic_mission"))]
    if not group:
        return
    last, several = group[-1], "plural" in unit.labels
    for city in unit.all("seat") or (cities if "seated" in unit.labels else ()):
        like = structs.replace(last, mission=structs.replace(last.mission, city=None, receiving=None), city_written="")
        yield Seat(_placed(like, city, owner, story), explicit=False, plural=several)
    if "seated" not in unit.labels:
        yield from (Seat(told, explicit=False, plural=several) for told in (group if several else [last]))


def _is_owned(unit: Unit, story: Story) -> bool:
    """Whether the pro-form is a general word for a mission, which a State may have without one told before."""
    head = story.view.tokens[unit.head] if story.view is not None else None
    return head is not None and head.lemma in story.pack.missions.proforms.owned


def _placed(told: Told, city: Unit, owner: Unit | None, story: Story) -> Told:
    """A mission of the told class and State, or of another State, at the given seat."""
    host = story.state(city.mention) if city.mention is not None else None
    sender = owner.mention.name if owner is not None and owner.mention is not None else told.mission.sending
    ref = structs.replace(
        told.mission,
        sending=sender,
        city=city.mention.name if city.mention is not None else None,
        receiving=host.name if host is not None else None,
    )
    code = host.country if host is not None else ""
    return structs.replace(told, mission=ref, receiving_code=code, city_written=city.text, staged=False)


def _told_together(unit: Unit, story: Story) -> list[Told]:
    """Several missions of one class that one sentence told before, for "the consulates" without a seat."""
    kind = unit.mention.name if unit.mention is not None else ""
    if not _is_definite(unit, story):
        return []
    like = [told for told in story.last_missions(kind="" if "generic" in unit.labels else kind) if told.mission.city]
    return like if len(like) > 1 else []


def _is_definite(unit: Unit, story: Story) -> bool:
    """Whether the words mean missions told before: all may, in a language without articles."""
    words = story.pack.missions.proforms.definite
    before = story.view.tokens[max(0, unit.first - 2) : unit.first] if story.view is not None else ()
    return not words or any(token.lemma in words for token in before)


def _state(unit: Unit | None) -> Unit | None:
    """The State behind a slot's filler: itself, or the State of the officer who acts."""
    if unit is None:
        return None
    if unit.kind == "place":
        return unit if "state" in unit.labels else None
    named = unit.part("state") or unit.part("of")
    return named if named is not None and "state" in named.labels else None


def _like(told: Told, unit: Unit, story: Story) -> Told | None:
    """The mission that a general word and its attribute mean: "another such office", "the new mission"."""
    words = story.pack.missions.proforms
    before = [t.lemma for t in story.view.tokens[max(0, unit.first - 2) : unit.first]] if story.view else []
    topic = story.topic()
    if "generic" not in unit.labels or topic is None or "plural" in unit.labels:
        return None
    if told.mission.city and not set(words.like).isdisjoint(before):
        ref = structs.replace(told.mission, mission_type=topic.mission.mission_type)
        return structs.replace(told, mission=structs.replace(ref, sending=ref.sending or topic.mission.sending))
    if not told.mission.city and not set(words.new).isdisjoint(before):
        return topic if compatible(told.mission.sending, topic.mission.sending) else None
    return None


def _recalled(told: Told, story: Story, *, generic: bool, definite: bool) -> Told:
    """The mission with its gaps filled from one told before, if one fits."""
    ref = told.mission
    known = story.mission(ref.mission_type or "", ref.sending, ref.city, generic=generic) if definite else None
    known = known or (_of_head(ref.mission_type or "", story) if definite and not generic else None)
    if (
        known is None
        or not compatible(ref.city, known.mission.city)
        or not compatible(ref.sending, known.mission.sending)
    ):
        return told
    kind = known.mission.mission_type
    return structs.replace(
        told,
        mission=structs.replace(merged_ref(ref, known.mission), mission_type=kind),
        receiving_code=told.receiving_code or known.receiving_code,
        city_written=told.city_written or known.city_written,
    )


def _of_head(kind: str, story: Story) -> Told | None:
    """The mission of the officer who was told to head one of this class ("the Consul General of Brazil in Lagos")."""
    post = next((post for post in reversed(story.posts) if HEADS.get(post.role) == kind and post.office.org), None)
    if post is None or not (post.office.place or post.office.receiving):
        return None
    return Told(MissionRef(post.office.org, kind, post.office.place, post.office.receiving))


def events(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The mission events of one match."""
    rule = filled.match.hit.rule
    judgement = _staged(story.judge.judged(view, filled.match.hit), rule.value("stage"))
    when = dated(view, filled.match.hit, "")
    base = rule.value("event")
    if base == "exists" and judgement.future and rule.value("seated") == "yes":
        base = "opened"  # "will be located in": the seat of what is still to open
    if _by_others(filled, view):
        return
    for unit in filled.all("mission") or filled.all("from"):
        found = seats(unit, story, sending=filled.all("sending"), cities=filled.all("city"), hosts=filled.all("host"))
        for seat in found:
            seat = _back(seat, view, story)
            if base == "exists" and not _stands(seat, rule.value("acting") == "yes"):
                continue
            fact = _event(base, judgement, seat, filled, story)
            if fact is None:
                continue
            modality = _modality(base, judgement)
            ref = MissionRef(fact.sending, fact.mission_type, fact.city, fact.receiving)
            story.tell(
                structs.replace(
                    seat.told, mission=ref, sentence=view.sentence.index, staged=base != "exists", start=unit.start
                )
            )
            yield Draft(
                fact=structs.replace(fact, date=when.edtf or None) if base != "exists" else fact,
                modality=modality,
                why=judgement.why,
                sentence=view.sentence.index,
                first=filled.match.hit.first,
                start=unit.start,
                stop=unit.stop,
                rule=rule.id,
                confidence=round(0.95 * filled.score, 2),
                firm=judgement.firm or (modality in STAGED and judgement.governed),
                passing=not judgement.firm,
                several=seat.plural and fact.city is None and not _abroad(fact, found),
                basis=when.basis if when.edtf and base != "exists" else None,
            )


def _by_others(filled: Filled, view: View) -> bool:
    """Whether a number of States without names acts ("11 countries opened their consulates")."""
    hit = filled.match.hit
    if filled.all("sending") or view.tokens[hit.first].pos != "VERB" or filled.match.passive:
        return False
    if any(unit.last <= hit.first for unit in filled.all("mission")):
        return False
    return any(
        unit.kind == "quantity" and not unit.preps and unit.last <= hit.first and unit.clause == view.clauses[hit.first]
        for unit in view.units
    )


def _staged(judgement: Judged, stage: str) -> Judged:
    """The judgement with the stage that the rule's own words tell ("is considering a consulate")."""
    if not stage or judgement.modality == Modality.DENIED:
        return judgement
    return Judged(stage, "the words themselves", firm=False, governed=True)


def _abroad(fact: MissionEvent, found: Sequence[Seat]) -> bool:
    """Whether the receiving State alone tells one mission of several from the others."""
    hosts = {seat.told.mission.receiving for seat in found}
    return fact.receiving is not None and (fact.mission_type == "embassy" or len(hosts) > 1)


def _back(seat: Seat, view: View, story: Story) -> Seat:
    """The seat with the city that the sentence refers back to ("in the city"), or names as the host's capital."""
    told = seat.told
    if told.mission.city is not None:
        return seat
    city = _city_back(view, story) or _capital(told, view, story)
    if city is None:
        return seat
    host = story.gazetteer.state_of(city.id)
    ref = structs.replace(told.mission, city=city.name, receiving=host.name if host else told.mission.receiving)
    return structs.replace(seat, told=structs.replace(told, mission=ref, receiving_code=host.country if host else ""))


def _city_back(view: View, story: Story) -> Place | None:
    """The city told last for "in the city", and for "here" if just told; else the seat of the story's mission."""
    words = story.pack.places
    if any(_says(view, i, phrase) for phrase in words.back_city for i in range(len(view.tokens))):
        return story.city
    if not any(_points(view, i, words.here) for i in range(len(view.tokens))):
        return None
    if story.city is not None and view.sentence.index - story.city_sentence <= NEAR:
        return story.city
    topic = story.topic()
    seat = topic.mission.city if topic is not None else None
    if seat is None:
        return None
    return next((place for place in story.gazetteer.by_name(seat) if place.kind == "city"), None)


def _points(view: View, at: int, words: Sequence[str]) -> bool:
    """Whether the word points to a place, rather than opens "there is"."""
    following = view.tokens[at + 1] if at + 1 < len(view.tokens) else None
    return view.tokens[at].lemma in words and (following is None or following.pos != "AUX")


def _says(view: View, at: int, phrase: str) -> bool:
    """Whether the phrase's lemmas stand at a token behind a preposition."""
    lemmas = phrase.split(" ")
    said = [token.lemma for token in view.tokens[at : at + len(lemmas)]]
    return said == lemmas and bool(governing(view.tokens, at, view.syntax))


def _capital(told: Told, view: View, story: Story) -> Place | None:
    """The capital of an embassy's receiving State, if the sentence names it."""
    if told.mission.mission_type != "embassy" or told.mission.receiving is None:
        return None
    for unit in view.units:
        if "city" in unit.labels and unit.mention is not None:
            state = story.state(unit.mention)
            if state is not None and state.name == told.mission.receiving and state.capital == unit.mention.value[0]:
                return story.place(unit.mention)
    return None


def _stands(seat: Seat, acting: bool) -> bool:
    ref = seat.told.mission
    return bool(ref.sending and (ref.city or (ref.receiving and ref.mission_type == "embassy"))) and (
        seat.explicit or not acting or bool(ref.city)
    )


def _modality(base: str, judgement: Judged) -> str:
    if base == "exists":
        return Modality.ONGOING
    return judgement.modality


def _event(base: str, judgement: Judged, seat: Seat, filled: Filled, story: Story) -> MissionEvent | None:
    told, ref = seat.told, seat.told.mission
    event = base
    if base in ("opened", "operational") and judgement.modality in STAGED:
        event = judgement.modality
    if base == "exists" and (judgement.modality == Modality.DENIED or judgement.future):
        return None
    source, target = filled.one("from"), filled.one("mission")
    from_type = from_city = None
    if base == "transformed":
        from_type, ref = _transformed(source, target, ref, story)
    city = filled.one("city")
    if base == "relocated" and city is not None and city.mention is not None:
        left = source.mention.name if source is not None and source.mention is not None else ref.city
        from_city = left if left != city.mention.name else None
        ref = structs.replace(ref, city=city.mention.name)
    return MissionEvent(
        event=event,
        mission_type=ref.mission_type or "diplomatic_mission",
        sending=ref.sending,
        receiving=ref.receiving,
        receiving_code=told.receiving_code or None,
        city=ref.city,
        city_as_written=told.city_written or None,
        from_mission_type=from_type,
        from_city=from_city,
        inferred=told.inferred,
    )


def _transformed(
    source: Unit | None, target: Unit | None, ref: MissionRef, story: Story
) -> tuple[str | None, MissionRef]:
    """The former class of a mission, and the mission in its new class."""
    former = source.mention.name if source is not None and source.mention is not None else None
    if source is not None and source is not target:
        before = next(iter(seats(source, story)), None)
        if before is not None:
            ref = merged_ref(ref, before.told.mission)
    if target is None and former is not None:
        return former, ref
    return former, ref


def _acts(unit: Unit, view: View) -> bool:
    """Whether the words are the subject of a sentence: a bare nominative, or a bare unit ahead of its clause's verb."""
    if unit.preps or (unit.cases and "Nom" not in unit.cases):
        return False
    verb = next((i for i in view.verbs if view.clauses[i] == view.clauses[unit.first]), None)
    return verb is not None and (bool(unit.cases) or unit.last <= verb)


def named(view: View, story: Story) -> Iterator[Draft]:
    """Missions that a sentence names whole in passing ("together with the Turkish Embassy in Tokyo"): they exist."""
    for unit in view.units:
        if unit.kind != "mission" or "generic" in unit.labels:
            continue
        for seat in seats(unit, story):
            ref = seat.told.mission
            definite = _is_definite(unit, story) and not seat.plural
            meant = seat.explicit or (definite and (bool(unit.all("seat")) or _acts(unit, view)))
            if meant and ref.sending and ref.city:
                yield Draft(
                    fact=MissionEvent(
                        event="exists",
                        mission_type=ref.mission_type or "diplomatic_mission",
                        sending=ref.sending,
                        receiving=ref.receiving,
                        receiving_code=seat.told.receiving_code or None,
                        city=ref.city,
                        city_as_written=seat.told.city_written or None,
                        inferred=seat.told.inferred,
                    ),
                    modality=Modality.ONGOING,
                    why="named as a mission that exists",
                    sentence=view.sentence.index,
                    first=unit.first,
                    start=unit.start,
                    stop=unit.stop,
                    rule=unit.rule or "mission",
                    confidence=0.6,
                    firm=False,
                )
