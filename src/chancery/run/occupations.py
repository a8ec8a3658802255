"""Who works where as what: an export view, wider than positions.

A position is an office of public life with an identifier. Here any noun that names people and stands in apposition to a
person counts ("the club's captain Ivan Petrov", "Ivan Petrov, a photographer of the agency"), with the body or State
that its own words name. Only what the sentence says is taken, and a national office without its State is given to the
State that the text names most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from chancery.analyse.annotate import Look, Tools, tools
from chancery.analyse.russian import parses
from chancery.analyse.tagging import Name, tagged
from chancery.lang import part
from chancery.model import Mention, MentionKind, Span, Token
from chancery.text.forms import fold

LONGEST = 24
"""Tokens that the words of one job may run on."""
MINISTERS = frozenset({"minister"})
ACTING = (["исполнять", "обязанность"], ["исполняющий", "обязанность"])
NATIONAL = frozenset({"head_of_state", "government"}) | MINISTERS
ANIMATE = frozenset({"Gen", "Acc"})
"""Cases that look alike in words for people."""
NAME_MARKS = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})


class JobWords(Struct, frozen=True):
    """`occupations.toml`: `no_jobs` are nouns for people that name no job, `copulas` verbs with a job beside them,
    `bodies` nouns for what people work for, besides those that head names of organisations,
    `posts` words with a job in the genitive beside them ("post of minister")."""

    no_jobs: tuple[str, ...] = ()
    copulas: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()


class Occupation(Struct, frozen=True, order=True):
    """A person's job at a body or State; spans of the text."""

    who: Span
    job: Span
    where: Span | None


class Line(Struct, frozen=True):
    """A sentence as this view sees it: which token belongs to which name, and which may head a job."""

    look: Look
    kit: Tools
    owner: dict[int, Name]
    heads: frozenset[int]
    bodies: frozenset[str]

    @property
    def tokens(self) -> Sequence[Token]:
        """The sentence's tokens, offsets from its start."""
        return self.look.tokens

    @property
    def by(self) -> int:
        """Where the sentence starts in the text."""
        return self.look.passage.span.start

    def mention(self, at: int, kind: MentionKind) -> Mention | None:
        """The mention of a kind at a token."""
        return next((m for m in self.look.mentions if m.kind == kind and m.first <= at < m.last), None)


class Job(Struct, frozen=True):
    """A noun for a person's job at token `head`, with its own words up to token `last`."""

    head: int
    last: int


def occupations(text: str, code: str, *, tier: str = "full") -> list[Occupation]:
    """The jobs of the people whom `text` names, each once, in the order of the text.

    Args:
        code: the language of the text, one that has a pack.
    """
    kit, words = tools(code, tier), part(code, "occupations", JobWords)
    looks, names = tagged(text, code, tier=tier)
    lines = [_line(look, names, kit, words) for look in looks]
    homeland = _homeland(lines)
    found: dict[tuple[str, str, str], Occupation] = {}
    for line in lines:
        for person in _people(line):
            for job in _jobs(line, person, words):
                one = _occupation(line, person, job, homeland)
                if one is not None:
                    found.setdefault(_key(line, person, job, one), one)
    return _without_poorer(found)


def _key(line: Line, person: tuple[int, int], job: Job, one: Occupation) -> tuple[str, str, str]:
    """What tells one occupation of a text from another: surname, job, whether the place of work is told."""
    mention = line.mention(person[1] - 1, MentionKind.PERSON)
    surname = mention.value.surname or mention.value.nominative if mention is not None else ""
    return fold(surname or line.tokens[person[1] - 1].text), line.tokens[job.head].lemma, str(one.where is not None)


def _without_poorer(found: dict[tuple[str, str, str], Occupation]) -> list[Occupation]:
    """The occupations but for those that are told again with a place of work."""
    kept = [one for (who, job, told), one in found.items() if told == "True" or (who, job, "True") not in found]
    return sorted(kept, key=lambda one: (one.who, one.job))


# --- the sentence ----------------------------------------------------------------------------------------------------


def _line(look: Look, names: Sequence[Name], kit: Tools, words: JobWords) -> Line:
    by, stop = look.passage.span.start, look.passage.span.stop
    inside = [name for name in names if by <= name.start < stop]
    owner = {
        i: name
        for i, token in enumerate(look.tokens)
        for name in inside
        if name.start < token.stop + by and token.start + by < name.stop
    }
    roles = {m.head for m in look.mentions if m.kind == MentionKind.ROLE and "pronoun" not in m.labels}
    heads = {
        i
        for i, token in enumerate(look.tokens)
        if token.lemma not in words.no_jobs
        and token.number != "Plur"
        and (i in roles or (i not in owner and _names_people(token, kit.pack.code, i)))
    }
    typed = {form for entry in kit.pack.organisations.organisation for form in entry.forms}
    return Line(look, kit, owner, frozenset(heads), frozenset(typed | {*words.bodies}))


def _names_people(token: Token, code: str, at: int) -> bool:
    """Whether a word is a noun for people: by the dictionary, where the language has one."""
    if code != "ru" or token.pos != "NOUN" or len(token.text) < 3 or (token.text[0].isupper() and at):
        return False
    return _is_animate(token.text.lower(), token.lemma)


@cache
def _is_animate(lower: str, lemma: str) -> bool:
    own = [p for p in parses(lower) if p.values.lemma == lemma and p.values.pos == "NOUN"]
    return any("anim" in p.marks and not p.marks & NAME_MARKS for p in own)


def _people(line: Line) -> Iterator[tuple[int, int]]:
    """The tokens [first, last) of each person."""
    at = 0
    while at < len(line.tokens):
        name = line.owner.get(at)
        last = at + 1
        if name is not None and name.kind == "PER":
            while line.owner.get(last) is name:
                last += 1
            yield at, last
        at = last


def _homeland(lines: Sequence[Line]) -> dict[int, Span]:
    """For each sentence, by its start, the State that an office without one serves: the one that the sentence names
    first, else the one that the text names most."""
    named = [
        (line, m) for line in lines for m in line.look.mentions if m.kind == MentionKind.PLACE and m.labels & {"state"}
    ]
    if not named:
        return {}
    (best, _), *_ = Counter(m.name for _, m in named).most_common(1)
    usual = next(_placed(line, m) for line, m in named if m.name == best)
    return {line.by: next((_placed(line, m) for other, m in named if other is line), usual) for line in lines}


def _placed(line: Line, mention: Mention) -> Span:
    return Span(mention.start + line.by, mention.stop + line.by)


# --- jobs beside a person --------------------------------------------------------------------------------------------


def _jobs(line: Line, person: tuple[int, int], words: JobWords) -> Iterator[Job]:
    """The jobs in apposition before and behind a person, and those that a verb gives."""
    yield from _before(line, person)
    yield from _behind(line, person, words)
    yield from _posts(line, person, words)


def _before(line: Line, person: tuple[int, int]) -> Iterator[Job]:
    stop, cases = person[0], _cases(line, person)
    first = _left(line, stop)
    while True:
        heads = _heads(line, first, stop, cases)
        if not heads:
            return
        yield from (Job(head, last) for head, last in zip(heads, (*heads[1:], stop), strict=True))
        cases = {line.tokens[heads[0]].case} - {""}
        joint = line.tokens[first - 1] if first else None
        if joint is None or not (joint.text == "," or joint.lemma == "и") or not _leads(line, first, heads[0]):
            return
        stop = first - 1
        first = _left(line, stop)
        if not any(i in line.heads for i in range(first, min(first + 3, stop))):
            return


def _heads(line: Line, first: int, stop: int, cases: set[str]) -> list[int]:
    """The nouns before a name that stand in its case: each a job of its own in the nominative, elsewhere the first.

    An analyser but guesses the case of a foreign name; where no noun agrees with it the first one is taken.
    """
    there = [i for i in range(first, stop) if i in line.heads]
    agreeing = [i for i in there if _agrees(line.tokens[i], cases)] or there
    return agreeing if all(line.tokens[i].case == "Nom" for i in agreeing) else agreeing[:1]


def _leads(line: Line, first: int, head: int) -> bool:
    """Whether only attributes stand before the head."""
    return all(line.tokens[i].pos in ("ADJ", "NUM", "VERB") or i in line.owner for i in range(first, head))


def _left(line: Line, stop: int) -> int:
    """Where the words that end at `stop` begin: behind a mark, a verb, a person or a joint of clauses."""
    at, depth = stop, 0
    while at > 0 and stop - at < LONGEST:
        token = line.tokens[at - 1]
        depth += (token.text in "»“”)") - (token.text in "«„(")
        if depth < 0 or (depth == 0 and token.text not in "«„(" and _ends(line, at - 1, leftwards=True)):
            break
        at -= 1
    while at < stop and line.tokens[at].pos in ("ADP", "PUNCT", "PART", "ADV", "CCONJ"):
        at += 1
    return at


def _right(line: Line, first: int) -> int:
    """Where the words that begin at `first` end."""
    at, depth = first, 0
    while at < len(line.tokens) and at - first < LONGEST:
        token = line.tokens[at]
        depth += (token.text in "«„(") - (token.text in "»“”)")
        if depth < 0 or (depth == 0 and token.text not in "»“”)" and _ends(line, at, leftwards=False)):
            break
        at += 1
    return at


def _ends(line: Line, at: int, *, leftwards: bool) -> bool:
    """Whether the token cannot stand inside the words of one job."""
    token, name = line.tokens[at], line.owner.get(at)
    if name is not None:
        return name.kind == "PER"
    if token.text in ",.;:!?—–-()" or token.pos in ("SCONJ", "PRON", "X"):
        return True
    if token.pos in ("VERB", "AUX"):
        return token.form != "Part"
    return token.pos == "CCONJ" and not _joins(line, at)


def _joins(line: Line, at: int) -> bool:
    """Whether a conjunction joins two attributes of one job ("of trade and industry"), rather than two jobs."""
    if not 0 < at < len(line.tokens) - 1:
        return False
    before, after = line.tokens[at - 1], line.tokens[at + 1]
    alike = before.case == after.case or after.pos == "ADJ" or at + 1 in line.owner
    return alike and not any(i in line.heads for i in range(at + 1, min(at + 3, len(line.tokens))))


def _behind(line: Line, person: tuple[int, int], words: JobWords) -> Iterator[Job]:
    at = _over_brackets(line, person[1])
    if at >= len(line.tokens):
        return
    token = line.tokens[at]
    cases = _cases(line, person)
    if token.text == "(" or token.text in ",—–-":
        yield from _apposed(line, at + 1, cases if token.text == "," else cases | {"Nom"})
        return
    for i in range(at, min(at + 3, len(line.tokens))):
        if line.tokens[i].lemma in words.copulas:
            yield from _apposed(line, i + 1, {"Ins"})
            return


def _apposed(line: Line, first: int, cases: set[str]) -> Iterator[Job]:
    """The jobs of the words behind a comma, joined to each other."""
    while True:
        if [token.lemma for token in line.tokens[first : first + 2]] in ACTING:
            first, cases = first + 2, {"Gen"}
        last = _right(line, first)
        heads = [i for i in range(first, last) if i in line.heads and _agrees(line.tokens[i], cases)]
        if not heads or not _leads(line, first, heads[0]) or line.owner.get(last, _NOBODY).kind == "PER":
            return
        yield Job(heads[0], last)
        cases = {line.tokens[heads[0]].case} - {""}
        if last >= len(line.tokens) or not (line.tokens[last].text == "," or line.tokens[last].lemma == "и"):
            return
        first = last + 1


def _posts(line: Line, person: tuple[int, int], words: JobWords) -> Iterator[Job]:
    """The jobs that a word for a post names behind a person, before the next one ("took the post of minister")."""
    for at in range(person[1], len(line.tokens) - 1):
        if line.owner.get(at, _NOBODY).kind == "PER":
            return
        if line.tokens[at].lemma in words.posts:
            head = next((i for i in range(at + 1, min(at + 4, len(line.tokens))) if i in line.heads), None)
            if head is not None and line.tokens[head].case == "Gen":
                yield Job(head, _right(line, head + 1))


_NOBODY = Name(0, 0, "", "")


def _over_brackets(line: Line, at: int) -> int:
    """Behind a bracket that holds the name once more, and behind a closing mark."""
    if at < len(line.tokens) and line.tokens[at].text == "(" and line.owner.get(at + 1, _NOBODY).kind == "PER":
        while at < len(line.tokens) and line.tokens[at].text != ")":
            at += 1
        return at + 1
    return at


def _cases(line: Line, person: tuple[int, int]) -> set[str]:
    """The cases that a person's name may stand in; none where it does not tell."""
    told = [line.tokens[i].case for i in range(*person) if line.tokens[i].case]
    mention = line.mention(person[1] - 1, MentionKind.PERSON)
    known = set(mention.case.split("|")) - {""} if mention is not None else set()
    return known | set(told[:1])


def _agrees(token: Token, cases: set[str]) -> bool:
    return not cases or not token.case or token.case in cases or (token.case in ANIMATE and bool(cases & ANIMATE))


# --- the place of work -----------------------------------------------------------------------------------------------


def _occupation(line: Line, person: tuple[int, int], job: Job, homeland: dict[int, Span]) -> Occupation | None:
    who = _span(line, *person)
    role = line.mention(job.head, MentionKind.ROLE)
    first = min(role.first, job.head) if role is not None else job.head
    last = max(role.last, job.head + 1) if role is not None else job.head + 1
    where = _where(line, job)
    if where is None and role is not None and role.labels & NATIONAL and (role.labels & MINISTERS or last == job.last):
        where = homeland.get(line.by)
    if where is None and role is None:
        return None
    return Occupation(who, _span(line, first, last), where)


def _where(line: Line, job: Job) -> Span | None:
    """The body or State that the words of a job name: behind it, else as the attribute of an office."""
    office = line.mention(job.head, MentionKind.ROLE) is not None
    for i in range(job.head + 1, job.last):
        name = line.owner.get(i)
        if name is not None and (name.kind == "ORG" or (name.kind == "LOC" and office)):
            return Span(name.start, name.stop)
        body = line.mention(i, MentionKind.ORGANISATION)
        if body is not None:
            return _placed(line, body)
    for i in range(job.head - 1, max(-1, job.head - 4) if office else job.head - 1, -1):
        place = line.mention(i, MentionKind.PLACE)
        if place is not None and "adjective" in place.labels:
            return _placed(line, place)
        if line.tokens[i].pos not in ("ADJ", "NUM", "VERB"):
            break
    return _genitive(line, job)


def _genitive(line: Line, job: Job) -> Span | None:
    """The noun in the genitive right behind a job, with its attributes ("of the movement")."""
    for i in range(job.head + 1, min(job.head + 5, job.last)):
        token = line.tokens[i]
        if token.lemma in line.bodies:
            return _span(line, job.head + 1, i + 1)
        if token.pos != "ADJ" or token.case != "Gen":
            return None
    return None


def _span(line: Line, first: int, last: int) -> Span:
    return Span(line.tokens[first].start + line.by, line.tokens[last - 1].stop + line.by)
