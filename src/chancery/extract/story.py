"""What one document has told so far: its people, missions and States, so that later words can refer back to them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from msgspec import Struct, structs

from chancery.extract.draft import Draft
from chancery.extract.modality import Judge
from chancery.extract.scene import Scene
from chancery.gazetteer import Gazetteer, Place
from chancery.grammar import Unit, View
from chancery.lang import Pack
from chancery.model import Annotated, Engagement, Mention, MissionRef, PersonName, Sentence
from chancery.model.wording import Metric
from chancery.text.forms import plain

FAMILIES = ("diplomat", "consul", "minister", "government", "head_of_state")
"""Groups of roles whose only holder in a document may be called by any role of the group ("the diplomat")."""

DIPLOMATS = ("diplomat", "consul")
PARAGRAPH_MAX = 40
"""Sentences; what is told in a longer paragraph is looked for among its nearest ones."""


class Who(Struct, frozen=True):
    """A person of this document under the fullest name that it gives."""

    name: PersonName
    written: str
    order: int


class Office(Struct, frozen=True):
    """An office as a title names it. `serves` says whom: the sending State, a State, a territory, a city, a body."""

    role: str
    group: str
    serves: str
    written: str
    org: str | None = None
    org_written: str | None = None
    receiving: str | None = None
    place: str | None = None
    portfolio: str | None = None
    inferred: bool = False
    concurrent: bool = False


class Post(Struct, frozen=True):
    """A role that somebody was called by: used to read "the ambassador" later on."""

    role: str
    group: str
    who: Who
    office: Office


class Served(Struct):
    """What titles anywhere in the document say: whom each person serves, and who holds an office of which there is but
    one."""

    by_person: dict[str, str] = {}
    by_office: dict[tuple[str, str], str] = {}

    def taken(self, role: str, state: str, person: str) -> bool:
        """Whether another person holds this office of the State."""
        return self.by_office.get((role, state), person) != person


class Group(Struct, frozen=True):
    """A body with a name, for "the group" later on; `where`: sentence and token."""

    lemmas: frozenset[str]
    name: str
    where: tuple[int, int]


class Roster(Struct, frozen=True):
    """An office that several people share whose names are still to come: "three new ambassadors. They are ..."."""

    office: Office
    event: str
    sentence: int
    heads: bool


class Told(Struct, frozen=True):
    """A mission that the document has named, with the sentence that did and where its words start.

    `staged` where a stage of it was told.
    """

    mission: MissionRef
    receiving_code: str = ""
    sending_code: str = ""
    city_written: str = ""
    sentence: int = 0
    staged: bool = False
    inferred: bool = False
    start: int = 0


class Teller(Struct, frozen=True):
    """Who says something: `name` is the usual Latin one; `who` is None for a body."""

    name: str
    written: str
    who: Who | None = None


class Story:
    """One document's memory. Filled sentence by sentence in the order of the text, by the extractors alone."""

    def __init__(self, annotated: Annotated, scenes: Sequence[Scene], pack: Pack, gazetteer: Gazetteer) -> None:
        self.annotated, self.pack, self.gazetteer = annotated, pack, gazetteer
        self.people = _people(scenes)
        self.paragraphs = _paragraphs(scenes)
        self.judge = Judge(pack.modality)
        self.posts: list[Post] = []
        self.missions: list[Told] = []
        self.days: list[str] = []
        self.served = Served()
        self.delegation: str | None = None
        self.groups: list[Group] = []
        self._acronyms = _acronyms(annotated)
        self.roster: Roster | None = None
        self.ranked = _states(annotated, gazetteer)
        self.states = tuple(name for name, _ in self.ranked)
        self.figures: list[Draft] = []
        self.measured: tuple[Metric, ...] = ()
        self.measured_at = 0
        self.tellers: dict[int, Teller] = {}
        self._main_region = _main_region(annotated, gazetteer)
        self.subject: Who | None = None
        self.guest: Who | None = None
        self.engaged: list[Engagement] = []
        self.view: View | None = None
        self.city: Place | None = None
        self.city_sentence = -1
        self.region: Place | None = None
        self.areas: tuple[Unit, ...] = ()

    @property
    def main_region(self) -> str | None:
        """The region that the story names most, if more than once."""
        return self._main_region[0]

    def spelt_out(self, text: str) -> Mention | None:
        """The body of this document whose initials an acronym is."""
        longer = (body for initials, body in self._acronyms.items() if len(text) > 2 and initials.startswith(text))
        return self._acronyms.get(text) or next(longer, None)

    def last_named(self, text: str) -> str | None:
        """The body told last whose name ends or begins with the words, for "the chamber"; None where there is none."""
        word = text.casefold()
        return next((g.name for g in reversed(self.groups) if word in g.name.casefold() and word != g.name), None)

    def paragraph(self, sentence: Sentence, step: int = 0) -> tuple[View, ...]:
        """The sentences of the story that stand in one paragraph with this one; `step` -1: in the one before."""
        at = step + bisect_left(self.paragraphs, sentence.index, key=lambda views: views[-1].sentence.index)
        return self.paragraphs[at] if 0 <= at < len(self.paragraphs) else ()

    def who(self, mention: Mention) -> Who:
        """The person whom a mention names, under the fullest name in the document."""
        name: PersonName = mention.value
        best = next((who for who in self.people if _alike(who.name, name)), None)
        return best or Who(name, mention.text, len(self.people))

    def called(self, role: Unit) -> Who | None:
        """The person last called by the same role ("the ambassador"), if any."""
        if role.mention is None or "plural" in role.labels:
            return None
        if "guest" in role.labels:
            return self._of_state_before(role) or self.guest or self.subject
        if "diplomat" in role.labels and "pronoun" in role.labels:
            return next((post.who for post in reversed(self.posts) if post.group in DIPLOMATS), None)
        if "pronoun" in role.labels:
            return self.subject
        exact = [post.who for post in self.posts if post.role == role.mention.name]
        if exact:
            return exact[-1]
        near = [post.who for post in self.posts if post.group in role.labels and post.group in FAMILIES]
        return near[-1] if near and len({who.name.latin for who in near}) == 1 else None

    def _of_state_before(self, role: Unit) -> Who | None:
        """The person told last who serves the State right before the word: "the Iranian guest"."""
        units = self.view.units if self.view is not None else ()
        name = next((u.mention.name for u in units if u.last == role.first and u.mention and "state" in u.labels), None)
        return next((post.who for post in reversed(self.posts) if name and post.office.org == name), None)

    def mission(self, kind: str, sending: str | None, city: str | None, *, generic: bool) -> Told | None:
        """The mission told before that the words can mean: one whose stage the story tells, else the last told."""
        fitting = [
            told
            for told in reversed(self.missions)
            if (generic or told.mission.mission_type == kind or _loosely(kind, told.mission.mission_type))
            and compatible(sending, told.mission.sending)
            and compatible(city, told.mission.city)
        ]
        return next((told for told in fitting if told.staged), fitting[0] if fitting else None)

    def tell(self, told: Told) -> Told:
        """Remember a mission as the last told; gaps are filled from the same mission told before."""
        known = next((old for old in reversed(self.missions) if _same(old.mission, told.mission)), None)
        if known is not None:
            self.missions.remove(known)
            told = structs.replace(
                told,
                mission=merged_ref(told.mission, known.mission),
                receiving_code=told.receiving_code or known.receiving_code,
                city_written=told.city_written or known.city_written,
                staged=told.staged or known.staged,
            )
        self.missions.append(told)
        return told

    def last_missions(self, *, kind: str = "", within: int | None = None, before: int | None = None) -> list[Told]:
        """The missions of one class, or of any, that the last sentence to tell of such told, in the order of the text.

        Args:
            before: only missions whose words start ahead of this place.
            within: how many sentences back from the present one that sentence may stand; any number if None.
        """
        alike = [
            told for told in self.missions if told.mission.sending and (not kind or told.mission.mission_type == kind)
        ]
        if not alike:
            return []
        last = max(told.sentence for told in alike)
        if within is not None and self.view is not None and self.view.sentence.index - last > within:
            return []
        return sorted((told for told in alike if told.sentence == last), key=lambda told: told.start)

    def topic(self) -> Told | None:
        """The mission that the story is about: the last told post with State and seat, else any such mission."""
        whole = [told for told in self.missions if told.mission.sending and told.mission.city]
        posts = [told for told in whole if told.mission.mission_type != "embassy"]
        staged = [told for told in posts if told.staged]
        return next(reversed(staged or posts or whole or self.missions), None)

    def sender(self, receiving: str | None = None) -> str | None:
        """The State that sent the mission told last, other than the receiving State."""
        senders = (told.mission.sending for told in reversed(self.missions))
        return next((sender for sender in senders if sender and sender != receiving), None)

    def pair(self) -> tuple[str, ...]:
        """The story's two parties: a region named more than once and the State it deals with, else two States."""
        region, owner = self._main_region
        others = [name for name in self.states if name != owner]
        if region is not None and others:
            return region, others[0]
        return self.states[:2]

    def place(self, mention: Mention) -> Place:
        """The place that a mention names; one that no table knows has a name and nothing else."""
        if not mention.value:
            return Place(id="", kind="city", name=mention.name)
        return self.gazetteer.place(mention.value[0])

    def state(self, mention: Mention) -> Place | None:
        """The State of a mentioned place, where it is known."""
        return self.gazetteer.state_of(mention.value[0]) if mention.value else None

    def note_places(self, units: Iterable[Unit]) -> None:
        """Remember the last city and region named, for "in the city", "the region"."""
        for unit in units:
            if unit.kind == "place" and unit.mention is not None and not unit.labels & {"adjective", "demonym"}:
                if "city" in unit.labels:
                    self.city = self.place(unit.mention)
                    self.city_sentence = self.view.sentence.index if self.view is not None else -1
                elif "region" in unit.labels:
                    self.region = self.place(unit.mention)


def _loosely(kind: str, told: str | None) -> bool:
    """Whether journalists may write `kind` for a mission told as `told`."""
    return kind == "consulate" and told in ("consulate_general", "honorary_consulate", "vice_consulate")


def compatible(one: str | None, other: str | None) -> bool:
    """Whether two values agree, as far as both are known."""
    return one is None or other is None or one == other


def _same(one: MissionRef, other: MissionRef) -> bool:
    """Whether two mentions may be of one mission: nothing differs, and State or seat is the same."""
    if one.mission_type != other.mission_type:
        return False
    if not compatible(one.sending, other.sending) or not compatible(one.city, other.city):
        return False
    return bool((one.city and one.city == other.city) or (one.sending and one.sending == other.sending))


def _paragraphs(scenes: Sequence[Scene]) -> tuple[tuple[View, ...], ...]:
    """The sentences paragraph by paragraph; a very long paragraph counts as several."""
    found: list[tuple[View, ...]] = []
    for _, group in groupby((scene.view for scene in scenes), key=lambda seen: seen.sentence.paragraph):
        views = tuple(group)
        found += [views[at : at + PARAGRAPH_MAX] for at in range(0, len(views), PARAGRAPH_MAX)]
    return tuple(found)


def _people(scenes: Sequence[Scene]) -> tuple[Who, ...]:
    mentions = [m for s in scenes for m in s.sentence.mentions if m.kind == "person"]
    people: list[Who] = []
    for mention in sorted(mentions, key=lambda m: -_fullness(m.value)):
        if not any(_alike(who.name, mention.value) for who in people):
            people.append(Who(mention.value, mention.text, len(people)))
    return tuple(people)


def _fullness(name: PersonName) -> int:
    return 4 * bool(name.given) + 2 * bool(name.surname) + bool(name.initials)


def _alike(full: PersonName, other: PersonName) -> bool:
    """Whether `other` may be a shorter or differently spelt way to write `full` within one document."""
    if full.latin == other.latin or full.nominative == other.nominative:
        return True
    if not full.surname or not other.surname:
        return False
    if plain(full.surname) != plain(other.surname):
        return False
    if full.given and other.given:
        return plain(full.given) == plain(other.given)
    given = full.given or full.initials
    start = other.given or other.initials
    return not given or not start or given[:1].lower() == start[:1].lower()


def _states(annotated: Annotated, gazetteer: Gazetteer) -> tuple[tuple[str, int], ...]:
    """The States that the story names, with how often, most often named first."""
    counts: Counter[str] = Counter()
    for sentence in annotated.sentences:
        for mention in sentence.mentions:
            listed = mention.kind == "place" and mention.value
            if listed and (state := gazetteer.state_of(mention.value[0])) is not None:
                counts[state.name] += 2 if "state" in mention.labels else 1
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _acronyms(annotated: Annotated) -> dict[str, Mention]:
    """The bodies that the document names, by the initials of their words, with and without the small ones."""
    found: dict[str, Mention] = {}
    for sentence in annotated.sentences:
        for mention in sentence.mentions:
            words = re.findall(r"[^\W\d_]+", mention.text) if mention.kind == "organisation" else []
            if len(words) > 2:
                found.setdefault("".join(w[0] for w in words if w[0].isupper()), mention)
                found.setdefault("".join(w[0] for w in words).upper(), mention)
    return found


def _main_region(annotated: Annotated, gazetteer: Gazetteer) -> tuple[str | None, str | None]:
    """The region that the story names most, if more than once, and its State."""
    counts: Counter[str] = Counter()
    for sentence in annotated.sentences:
        counts.update(m.value[0] for m in sentence.mentions if m.kind == "place" and "region" in m.labels)
    top = counts.most_common(1)
    if not top or top[0][1] < 2:
        return None, None
    state = gazetteer.state_of(top[0][0])
    return gazetteer.place(top[0][0]).name, state.name if state is not None else None


def merged_ref(new: MissionRef, old: MissionRef) -> MissionRef:
    """The new reference with the gaps filled from what was told before."""
    return structs.replace(
        new,
        sending=new.sending or old.sending,
        city=new.city or old.city,
        receiving=new.receiving or old.receiving,
    )
