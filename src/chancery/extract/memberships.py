"""Who is a member of which body: by words of membership, by a party behind a name, by lists of members."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import Struct

from chancery.extract.draft import Draft, of_match
from chancery.extract.offices import org_name, told
from chancery.extract.sides import accord_words
from chancery.extract.story import Group, Story
from chancery.grammar import Filled, Hit, Unit, View
from chancery.model import Membership, Modality, Token, ZoneKind, written
from chancery.model.accords import AccordWords

NEAR = 3
NAME_MAX = 12
SECOND = 4
ASIDE_MAX = 9
ACRONYM_MAX = 8
OPENING, CLOSING = frozenset('«“"„'), frozenset('»”"“')
PARTISANS = frozenset(("parliament", "party", "subnational", "minister", "government", "head_of_state"))
"""Groups of offices whose holders are told with their party."""
ALLIANCES = frozenset(("international_organisation",))
PARTIES = frozenset(("political_party", "party"))
NO_PARTIES = frozenset(("parliament_lower", "parliament_upper", "parliament_regional", "ministry", "foreign_ministry"))


class Body(Struct, frozen=True):
    """A body at tokens up to `last`: its name, and the labels of the unit that names it."""

    name: str
    last: int
    labels: frozenset[str] = frozenset()


class Member(Struct, frozen=True):
    """Somebody who is a member: a person, or a State."""

    name: str
    written: str


def memberships(filled: Filled, view: View, story: Story) -> Iterator[Draft]:
    """The memberships of one match: those who are members, and the bodies that the words behind the trigger name."""
    hit, unit = filled.match.hit, filled.one("person")
    members = [member for one in filled.all("person") for member in _members(one, story)]
    if unit is None or not members or _another(view, unit, hit) or not _single(view, hit, filled):
        return
    party = hit.rule.value("party") == "yes"
    past = view.sentence.zone == ZoneKind.BACKGROUND or _past(view, hit, accord_words(story.pack.code))
    for body in _bodies(view, hit.last, story):
        states = any("state" in one.labels for one in filled.all("person"))
        if (party and not _partisan(body, view)) or (states and not body.labels & ALLIANCES):
            continue
        for member in members:
            fact = Membership(person=member.name, org=body.name, as_written=member.written)
            why = f"“{hit.trigger.text}”"
            modality = Modality.BACKGROUND if past else Modality.ONGOING
            yield of_match(fact, filled, view, modality=modality, why=why, weight=0.8, firm=not past)


def beside(view: View, story: Story) -> Iterator[Draft]:
    """Memberships without a verb: a party behind a name, and the people listed as members of a body."""
    words = accord_words(story.pack.code)
    story.groups += _groups(view, story)
    for unit in view.units:
        for member in _members(unit, story) if unit.kind == "person" else ():
            body = _party_of(member, unit, view, story, words)
            if body is not None:
                yield _draft(view, unit, member, body)
    yield from _listed(view, story)


def _draft(view: View, unit: Unit, member: Member, body: Body) -> Draft:
    return Draft(
        fact=Membership(person=member.name, org=body.name, as_written=member.written),
        modality=Modality.ONGOING,
        why="body beside the name",
        sentence=view.sentence.index,
        first=unit.first,
        start=unit.start,
        stop=unit.stop,
        rule="membership.beside",
        confidence=0.8,
    )


def _members(unit: Unit, story: Story) -> list[Member]:
    """The people whom a unit names, or the State that it is."""
    if unit.kind == "place" and unit.mention is not None and "state" in unit.labels:
        return [Member(unit.mention.name, unit.text)] if not unit.labels & {"adjective", "demonym"} else []
    return [Member(who.name.latin, who.written) for who in told([unit], story)]


def _party_of(member: Member, unit: Unit, view: View, story: Story, words: AccordWords) -> Body | None:
    """The party that stands behind a politician's name: "A (Green Party)", "A of the Green Party"."""
    partisan = any(post.group in PARTISANS and post.who.name.latin == member.name for post in story.posts)
    at, tokens = unit.last, view.tokens
    if at < len(tokens) and tokens[at].text == "(":
        close = next((i for i in range(at + 1, min(len(tokens), at + ASIDE_MAX)) if tokens[i].text == ")"), None)
        return _aside(view, at + 1, close, story, partisan=partisan) if close is not None else None
    at += at < len(tokens) and tokens[at].text == ","
    if at + 1 >= len(tokens) or tokens[at].lemma not in words.of_party:
        return None
    body = _body(view, _start(view, at, words), story)
    sure = body is not None and bool(body.labels & PARTIES)
    acronym = body is not None and partisan and _acronym(tokens[body.last - 1]) and not body.labels & NO_PARTIES
    return body if sure or acronym else None


def _aside(view: View, first: int, last: int, story: Story, *, partisan: bool) -> Body | None:
    """The party that fills a parenthesis: known by its name, an acronym, a quoted name or the word "party"."""
    inner, words = view.tokens[first:last], accord_words(story.pack.code)
    table = next((u for u in view.units if "party" in u.labels and first <= u.first and u.last <= last), None)
    if table is not None:
        return Body(org_name(table, story), last, table.labels)
    while inner and inner[0].lemma in words.parties:
        inner, first = inner[1:], first + 1
    if not inner:
        return None
    quoted = inner[0].text[:1] in OPENING and inner[-1].text[-1:] in CLOSING
    unit = next((u for u in view.units if u.first == first and u.last == last), None)
    acronym = len(inner) == 1 and _acronym(inner[0]) and len(inner[0].text) <= ACRONYM_MAX
    labelled = first > 0 and view.tokens[first - 1].lemma in words.parties
    if unit is not None and unit.kind == "organisation" and unit.labels & ALLIANCES:
        return None
    if not ((partisan and (quoted or acronym)) or labelled or (unit is not None and unit.labels & PARTIES)):
        return None
    text = written([token for token in inner if token.text not in OPENING | CLOSING])
    return Body(text, last) if text and not _place(view, first, last) else None


def _place(view: View, first: int, last: int) -> bool:
    return any(u.kind in ("place", "date", "quantity") and u.first == first and u.last == last for u in view.units)


def _partisan(body: Body, view: View) -> bool:
    """Whether a body may be a party: called one, known as one, or an acronym that is no body of another kind."""
    if body.labels & (ALLIANCES | NO_PARTIES):
        return False
    token = view.tokens[body.last - 1]
    return bool(body.labels & PARTIES) or _acronym(token) or "proposed" in body.labels


def _listed(view: View, story: Story) -> Iterator[Draft]:
    """The people named as members of a body: "members of the group A, B and C", "group members A and B"."""
    for i, unit in enumerate(view.units):
        role = next((u for u in unit.within() if u.mention is not None and u.mention.name == "member"), None)
        if role is None or role.mention is None:
            continue
        bodies = _bodies(view, _behind(view, role), story)
        edge = max([role.mention.last, *(body.last for body in bodies)])
        if not bodies:
            told_before = _before(view, role.mention.first, story) or _last_group(view, role.mention.first, story)
            bodies = [told_before] if told_before is not None else []
        if bodies and unit.kind == "person":
            for member in _members(unit, story):
                yield from (_draft(view, unit, member, body) for body in bodies)
        if "plural" in role.labels:
            for other in _row(view, view.units[i + 1 :], edge):
                for member in _members(other, story):
                    yield from (_draft(view, other, member, body) for body in bodies)


def _behind(view: View, role: Unit) -> int:
    return role.mention.last if role.mention is not None else role.last


def _row(view: View, units: Sequence[Unit], edge: int) -> Iterator[Unit]:
    """The people named in a row from token `edge` on, over asides and the parties behind their names."""
    for unit in units:
        if unit.last <= edge:
            continue
        between = view.tokens[edge : unit.first]
        if any(token.pos in ("VERB", "AUX", "SCONJ") or token.text in (".", ";") for token in between):
            return
        if unit.kind == "organisation":
            edge = unit.last
        elif (
            unit.kind != "person"
            or unit.part("holder") is not None
            or (len(between) > SECOND and not any(token.text == ")" for token in between))
        ):
            return
        else:
            edge = unit.last
            yield unit


def _before(view: View, first: int, story: Story) -> Body | None:
    """The body whose name stands right before "members": "PFG members"; a bare word means the group told last."""
    unit = next((u for u in view.units if u.last == first and u.kind == "organisation"), None)
    if unit is not None:
        return Body(_spelt(unit.text, story) or org_name(unit, story), first, unit.labels)
    token = view.tokens[first - 1] if first > 0 else None
    if token is not None and _acronym(token):
        return Body(_spelt(token.text, story) or token.text, first)
    bodies = accord_words(story.pack.code).bodies
    return _told_group(view, first - 1, {token.lemma}, story) if token is not None and token.lemma in bodies else None


def _spelt(text: str, story: Story) -> str | None:
    body = story.spelt_out(text)
    return body.name if body is not None else None


def _told_group(view: View, at: int, heads: Collection[str], story: Story) -> Body | None:
    """The body told last before token `at` whose name holds one of the words: "the group", "that commission"."""
    here = (view.sentence.index, at)
    name = next((g.name for g in reversed(story.groups) if g.where < here and not g.lemmas.isdisjoint(heads)), None)
    return Body(name, at + 1) if name is not None else None


def _last_group(view: View, at: int, story: Story) -> Body | None:
    """The group told last: a body that people of other bodies are members of."""
    found = _told_group(view, at, accord_words(story.pack.code).groups, story)
    return Body(found.name, 0) if found is not None else None


def _groups(view: View, story: Story) -> list[Group]:
    """The bodies with a name that the sentence tells, in the order of the text."""
    words, found = accord_words(story.pack.code), []
    for unit in view.units:
        for inner in unit.within():
            if inner.kind == "organisation" and inner.last - inner.first > 1:
                lemmas = frozenset(token.lemma for token in view.tokens[inner.first : inner.last])
                found.append(Group(lemmas, org_name(inner, story), (view.sentence.index, inner.first)))
    covered = {i for u in view.units for o in u.within() if o.kind == "organisation" for i in range(o.first, o.last)}
    for i, token in enumerate(view.tokens):
        if token.lemma in words.bodies and i not in covered:
            first = _attributes(view.tokens, i)
            last = max(i + 1, _name_end(view.tokens, i, words, _people(view)))
            if last - first > 1:
                lemmas = frozenset(token.lemma for token in view.tokens[first:last])
                found.append(Group(lemmas, nominative(view.tokens, first, last), (view.sentence.index, first)))
    return sorted(found, key=lambda group: group.where)


def _attributes(tokens: Sequence[Token], at: int) -> int:
    """The first of the attributes before a noun, those of its own name."""
    first = at
    while first > 0 and (tokens[first - 1].pos == "ADJ" or (tokens[at].case == "" and _titled(tokens[first - 1]))):
        first -= 1
    return first


def _titled(token: Token) -> bool:
    return token.text == "working" or (token.pos in ("PROPN", "NOUN") and token.text[:1].isupper())


def _single(view: View, hit: Hit, filled: Filled) -> bool:
    """Whether those who are named are meant: "members of the board" are nobody by name."""
    units = [inner for unit in view.units for inner in unit.within() if inner.kind in ("role", "person")]
    plural = any("plural" in unit.labels and unit.first <= hit.first < unit.last for unit in units)
    return not plural or len(filled.all("person")) > 1


def _another(view: View, person: Unit, hit: Hit) -> bool:
    """Whether a State or body, not the person, is what the trigger speaks of ("he said that X is a member")."""
    start = person.last if person.last <= hit.first else 0
    between = [unit for unit in view.units if start <= unit.first and unit.last <= hit.first]
    bare = [unit for unit in between if not unit.preps and "adjective" not in unit.labels]
    bare = [unit for unit in bare if (unit.group < 0 or unit.group != person.group) and not _bracketed(view, unit)]
    return any(u.kind in ("organisation", "place", "mission") and (not u.cases or "Nom" in u.cases) for u in bare)


def _bracketed(view: View, unit: Unit) -> bool:
    """Whether a unit opens a parenthesis."""
    before = [token.text for token in view.tokens[max(0, unit.first - 2) : unit.first]]
    return before[-1:] == ["("] or (before[:1] == ["("] and before[-1] in OPENING)


def _past(view: View, hit: Hit, words: AccordWords) -> bool:
    near = view.tokens[max(0, hit.first - NEAR) : hit.first]
    return any(t.text.lower() in words.past or (t.lemma in words.past and t.tense == "Past") for t in near)


def _bodies(view: View, at: int, story: Story) -> list[Body]:
    """The bodies that the words from token `at` on name: the first, and each that "and of" adds."""
    words, tokens = accord_words(story.pack.code), view.tokens
    found: list[Body] = []
    while at < len(tokens):
        at = _start(view, at, words)
        body = _body(view, at, story)
        if body is None and (skipped := _passed(view, at, words)):
            at = skipped  # "a member of parliament from ..."
        elif body is None:
            break
        else:
            found.append(body)
            at = max(body.last, at + 1)
        if not _adds(tokens, at, words):
            break
    return found


def _passed(view: View, at: int, words: AccordWords) -> int:
    """The token behind a body of which nobody is told to be a member; 0 if there is none."""
    unit = next((u for u in view.units for u in u.within() if u.kind == "organisation" and u.first == at), None)
    if unit is not None:
        return unit.last
    return at + 1 if at < len(view.tokens) and view.tokens[at].lemma in words.no_bodies else 0


def _adds(tokens: Sequence[Token], at: int, words: AccordWords) -> bool:
    """Whether a further body follows: "and of", "from the", "and member of"."""
    link = tokens[at] if at < len(tokens) else None
    if link is None:
        return False
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    joined = link.pos == "CCONJ" and after is not None and after.lemma in words.of_party
    return joined or link.lemma in words.of_party


def _start(view: View, at: int, words: AccordWords) -> int:
    """The first token of a body's name, behind prepositions, articles and words as "ruling"."""
    tokens = view.tokens
    while at < len(tokens) and (
        tokens[at].pos in ("DET", "ADP", "CCONJ")
        or tokens[at].lemma in view.syntax.determiners
        or tokens[at].lemma in words.leading
    ):
        at += 1
    return at


def _body(view: View, at: int, story: Story) -> Body | None:
    """The body whose name begins at token `at`: a known one, else a name with capitals or a common noun."""
    words, tokens = accord_words(story.pack.code), view.tokens
    units = [inner for unit in view.units for inner in unit.within()]
    known = next((u for u in units if u.kind == "organisation" and u.first <= at < u.last), None)
    if at >= len(tokens) or tokens[at].lemma in words.no_bodies:
        return None
    if known is not None and known.last - known.first == 1 and (spelt := _spelt(known.text, story)):
        return Body(spelt, known.last, known.labels)
    if known is not None:
        if known.labels & NO_PARTIES:
            return None
        more = set()
        if any(token.lemma in (*words.party_heads, *words.parties) for token in tokens[known.first : known.last]):
            more.add("political_party")
        return Body(org_name(known, story), known.last, known.labels | more)
    other = next((u for u in units if u.kind in ("place", "person", "date") and u.first == at), None)
    if other is not None and "adjective" not in other.labels and not _goes_on(tokens, other):
        return None
    last = _name_end(tokens, at, words, _people(view))
    head = tokens[at]
    if last == at + 1 and head.lemma in words.bodies:
        return _told_group(view, at, {head.lemma}, story)
    if last == at + 1 and (spelt := _spelt(head.text, story)):
        return Body(spelt, last, frozenset(("proposed",)))
    named = head.lemma in words.bodies or head.text[:1].isupper() or head.pos == "ADJ"
    whole = any(t.lemma in words.bodies or _acronym(t) or t.text[:1].isupper() for t in tokens[at:last])
    if not (named and whole and last > at):
        return None
    heads = (*words.parties, *words.party_heads)
    party = "political_party" if any(t.lemma in heads for t in tokens[at:last]) else "proposed"
    return Body(nominative(tokens, at, last), last, frozenset((party,)))


def _goes_on(tokens: Sequence[Token], place: Unit) -> bool:
    """Whether a place opens a longer name: "New Zealand Labour"."""
    return place.kind == "place" and place.last < len(tokens) and tokens[place.last].text[:1].isupper()


def nominative(tokens: Sequence[Token], first: int, last: int) -> str:
    """The words with a noun that begins them in the nominative; an attribute is left as it is written."""
    head = tokens[first]
    if not head.case or head.case == "Nom" or head.pos not in ("NOUN", "PROPN"):
        return written(tokens[first:last])
    lemma = head.lemma.capitalize() if head.text[:1].isupper() else head.lemma
    return f"{lemma} {written(tokens[first + 1 : last])}".strip()


def _acronym(token: Token) -> bool:
    letters = token.text.replace("/", "").replace("-", "")
    return len(letters) > 1 and letters.isupper()


def _name_end(tokens: Sequence[Token], at: int, words: AccordWords, walls: Collection[int] = ()) -> int:
    """Where the words of a body's name end; a name in quotation marks behind them belongs to it."""
    last = at
    while last < min(len(tokens), at + NAME_MAX):
        token = tokens[last]
        if last in walls:
            break
        if token.text in OPENING:
            close = next((i for i in range(last, len(tokens)) if i > last and tokens[i].text in CLOSING), None)
            return close + 1 if close is not None and close - last <= NAME_MAX else last
        joins = token.text in ("!", "-", "–") or token.lemma in words.opens or token.pos in ("DET", "CCONJ")
        if not (joins or token.text[:1].isupper() or token.pos in ("NOUN", "ADJ", "PROPN")):
            break
        if token.pos == "CCONJ" and _second(tokens, last, words):
            break  # a second body follows
        last += 1
    while last > at and tokens[last - 1].pos in ("ADP", "DET", "CCONJ", "PUNCT"):
        last -= 1
    return last


def _people(view: View) -> frozenset[int]:
    """The tokens at which a person's name begins."""
    units = (inner for unit in view.units for inner in unit.within())
    return frozenset(u.mention.first for u in units if u.mention is not None and u.mention.kind == "person")


def _second(tokens: Sequence[Token], at: int, words: AccordWords) -> bool:
    near = tokens[at + 1 : at + 1 + SECOND]
    return bool(near) and (near[0].lemma in words.of_party or any(token.lemma in words.bodies for token in near))


def same(one: Membership, other: Membership) -> bool:
    """Whether two memberships are one: of one person, in bodies of one name."""
    return one.person == other.person and one.org.casefold() == other.org.casefold()
