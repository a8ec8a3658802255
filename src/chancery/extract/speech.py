"""Who says a sentence: the subject of its verb of saying, its source, or the speaker of the quotation that it is in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from chancery.extract.offices import holders, org_name, subject
from chancery.extract.phrasing import begins_with, found_phrases, has_phrase
from chancery.extract.scene import top
from chancery.extract.story import Story, Teller, Who
from chancery.grammar import Unit, View, governing
from chancery.lang import part
from chancery.model import STORY_ZONES, Sentence, Token, written
from chancery.model.ventures import Telling
from chancery.text.forms import plain

AFTER = 7
NEAR = 4
OBJECT = 90
SPOKEN = 0.6
DIRECT = 0.2
ATTRIBUTION = 8
ACTORS = ("person", "role")
BODIES = ("organisation", "mission")
OPENING = ":"


class Passage(Struct, frozen=True):
    """Adjoining sentences of one paragraph that one speaker says."""

    teller: Teller
    sentences: tuple[Sentence, ...]
    direct: bool


@cache
def telling(code: str) -> Telling:
    """How a language says who speaks."""
    return part(code, "attribution", Telling)


def passages(views: Sequence[View], story: Story) -> tuple[Passage, ...]:
    """What the sentences of one paragraph report as said, in the order of the text."""
    if not any(_may_tell(seen.tokens, telling(story.pack.code)) or spoken(seen.sentence) for seen in views):
        return ()
    own = _tellers(views, story)
    shared = [
        teller or _quoted(i, views, own, story) or _told_after(i, views, own, story) for i, teller in enumerate(own)
    ]
    found: list[Passage] = []
    for seen, teller in zip(views, shared, strict=True):
        if teller is None:
            continue
        last = found[-1] if found else None
        if last is not None and last.teller.name == teller.name and _adjoins(last.sentences[-1], seen.sentence):
            found[-1] = _passage(teller, (*last.sentences, seen.sentence))
        else:
            found.append(_passage(teller, (seen.sentence,)))
    return tuple(found)


def _passage(teller: Teller, sentences: tuple[Sentence, ...]) -> Passage:
    quoted = sum(_quoted_length(sentence) for sentence in sentences)
    return Passage(teller, sentences, quoted >= DIRECT * sum(sentence.stop - sentence.start for sentence in sentences))


def _adjoins(one: Sentence, other: Sentence) -> bool:
    """Whether at most one sentence stands between two."""
    return other.index - one.index <= 2


def spoken(sentence: Sentence) -> bool:
    """Whether a sentence is mostly direct speech."""
    return _quoted_length(sentence) >= SPOKEN * (sentence.stop - sentence.start)


def _quoted_length(sentence: Sentence) -> int:
    return sum(min(q.stop, sentence.stop) - max(q.start, sentence.start) for q in sentence.quotations)


def _tellers(views: Sequence[View], story: Story) -> list[Teller | None]:
    """The speaker whom each sentence itself names; a pronoun is the subject told last."""
    found: list[Teller | None] = []
    who = _before(views[0].sentence, story)
    for seen in views:
        unnamed = _unnamed(seen, story)
        teller = teller_of(seen, story, None if unnamed else who)
        found.append(teller)
        first = None if _has_pronoun(seen) or unnamed else subject(seen, story) or _only(seen, story)
        who = None if unnamed else who
        who = (teller.who if teller is not None else None) or first or who
    return found


def _unnamed(view: View, story: Story) -> bool:
    """Whether a sentence is said by somebody without a name, whom a later pronoun would mean."""
    words = telling(story.pack.code)
    if not _may_tell(view.tokens, words):
        return False
    found = [*_sources(view, words)]
    if not found and any(True for _ in _source_ends(view, words)):
        return True
    for at in _sayings(view, words):
        found += _subjects(view, at, words)[:1]
    people = [unit for unit in found if unit.kind in ACTORS]
    return bool(people) and not any("pronoun" in u.labels or holders(u, story) for u in people)


def _has_pronoun(view: View) -> bool:
    return any("pronoun" in unit.labels for unit in view.units)


def _only(view: View, story: Story) -> Who | None:
    """The only person whom a sentence names."""
    people = {who.name.latin: who for unit in view.units for who in holders(unit, story)}
    return next(iter(people.values())) if len(people) == 1 else None


def _before(sentence: Sentence, story: Story) -> Who | None:
    """The person whom the story before this sentence was about last."""
    for other in reversed(story.annotated.sentences[max(0, sentence.index - 4) : sentence.index]):
        if other.zone in STORY_ZONES:
            for mention in top(other.mentions):
                if mention.kind == "person" and (not mention.case or "Nom" in mention.case):
                    return story.who(mention)
    return None


def _quoted(i: int, views: Sequence[View], own: Sequence[Teller | None], story: Story) -> Teller | None:
    """The speaker of a sentence of direct speech that names none: of the same quotation, else of the nearest one."""
    sentence = views[i].sentence
    if not spoken(sentence):
        return None
    told = [j for j, teller in enumerate(own) if teller is not None]
    shared = [j for j in told if set(views[j].sentence.quotations) & set(sentence.quotations)]
    near = shared or [j for j in told if views[j].sentence.quotations or _opens(views[j].sentence)] or told
    if near:
        return own[min(near, key=lambda j: (abs(j - i), j < i))]
    return _introduced(views[0].sentence, story)


def _told_after(i: int, views: Sequence[View], own: Sequence[Teller | None], story: Story) -> Teller | None:
    """The speaker whom the next sentence names for this one: "This was announced by the governor"."""
    if i + 1 >= len(views) or own[i + 1] is None:
        return None
    return own[i + 1] if begins_with(views[i + 1].tokens, telling(story.pack.code).backward) else None


def _opens(sentence: Sentence) -> bool:
    return bool(sentence.tokens) and sentence.tokens[-1].text == OPENING


def _introduced(first: Sentence, story: Story) -> Teller | None:
    """The speaker whom the paragraph before announces: "The governor said:"."""
    before = story.paragraph(first, -1)
    if not before or not _opens(before[-1].sentence):
        return None
    return teller_of(before[-1], story, _before(before[-1].sentence, story))


def teller_of(view: View, story: Story, last: Who | None) -> Teller | None:
    """The speaker whom a sentence names by a source phrase or a verb of saying.

    Args:
        last: the person whom a pronoun means.
    """
    words = telling(story.pack.code)
    if not _may_tell(view.tokens, words):
        return None
    for unit in _sources(view, words):
        if teller := _named(unit, story, last):
            return teller
    if last is not None and has_phrase(view.tokens, words.own):
        return Teller(last.name.latin, last.written, last)
    for at in _sayings(view, words):
        if teller := _beside(view, at, story):
            return teller
        for unit in _subjects(view, at, words):
            if teller := _named(unit, story, last, relay=view.tokens[at].lemma in words.relays):
                return teller
        if teller := _meant(view, at, story, last, words):
            return teller
    return None


def _beside(view: View, at: int, story: Story) -> Teller | None:
    """The person of the story one of whose names stands alone right beside the verb."""
    if _passive(view.tokens, at):
        return None
    for i in (_before_verb(view.tokens, at), at + 1):
        if 0 <= i < len(view.tokens) and not any(unit.first <= i < unit.last for unit in view.units):
            for who in story.people:
                if _is_name(view.tokens[i], who):
                    return Teller(who.name.latin, who.written, who)
    return None


def _meant(view: View, at: int, story: Story, last: Who | None, words: Telling) -> Teller | None:
    """The person told before whom a noun near the verb means by the kind of office: "the diplomat stressed"."""
    for i in (*range(at - 1, max(-1, at - NEAR * 2), -1), at + 1, at + 2):
        if not 0 <= i < len(view.tokens) or any(unit.first <= i < unit.last for unit in view.units):
            continue
        token = view.tokens[i]
        anaphor = next((entry for entry in words.anaphor if token.lemma in entry.words), None)
        if anaphor is not None and token.case in ("", "Nom") and not governing(view.tokens, i, view.syntax):
            if token.number == "Plur":  # several people speak, none of whom is named
                return None
            who = _of_group(story, last, anaphor.groups)
            return Teller(who.name.latin, who.written, who) if who is not None else None
    return None


def _of_group(story: Story, last: Who | None, groups: Sequence[str]) -> Who | None:
    """The person told last, if in an office of one of the groups; else the holder of such an office told last."""
    held = [post.who for post in story.posts if not groups or post.group in groups]
    if last is not None and (not groups or last in held):
        return last
    return held[-1] if held and groups else None


def _before_verb(tokens: Sequence[Token], at: int) -> int:
    """The last token before the verb that does not belong to it."""
    i = at - 1
    while i >= 0 and tokens[i].pos in ("ADV", "AUX", "PART"):
        i -= 1
    return i


def _is_name(token: Token, who: Who) -> bool:
    if not token.text[:1].isupper() or len(token.text) < 3:
        return False
    return plain(token.text) in {plain(word) for word in who.name.nominative.split(" ")}


def _may_tell(tokens: Sequence[Token], words: Telling) -> bool:
    said, starts = _telling_words(words)
    return any(token.lemma in said or token.text.lower() in starts for token in tokens)


@cache
def _telling_words(words: Telling) -> tuple[frozenset[str], frozenset[str]]:
    starts = (phrase.split(" ")[0] for phrase in (*words.sources, *words.own))
    return frozenset((*words.verbs, *words.states)), frozenset(starts)


def _sources(view: View, words: Telling) -> Iterator[Unit]:
    """The units that a phrase such as "according to" governs."""
    for after in _source_ends(view, words):
        yield from (unit for unit in view.units if after <= unit.first <= after + 2)


def _source_ends(view: View, words: Telling) -> Iterator[int]:
    """The tokens that follow a phrase such as "according to"."""
    for _, last, _ in found_phrases(view.tokens, words.sources):
        yield last


def _sayings(view: View, words: Telling) -> Iterator[int]:
    """The tokens outside quotations that say something, the main verb before participles."""
    found = [i for i, token in enumerate(view.tokens) if _says(view, i, words) and not _inside(token, view.sentence)]
    yield from sorted(found, key=lambda i: view.tokens[i].form not in ("Fin", ""))


def _says(view: View, at: int, words: Telling) -> bool:
    token = view.tokens[at]
    if token.lemma in words.states:
        return token.pos in ("ADJ", "NOUN", "VERB") and _complemented(view, at, words)
    if token.lemma not in words.verbs or token.pos not in ("VERB", "AUX") or token.tense == "Fut":
        return False
    if token.form in ("Inf", "Conv") or (token.form == "Part" and token.case) or _silent(view.tokens, at, words):
        return False
    return token.lemma not in words.clausal or _complemented(view, at, words)


def _silent(tokens: Sequence[Token], at: int, words: Telling) -> bool:
    """Whether the verb belongs to a phrase that says nothing ("call on")."""
    following = [tokens[at].lemma, *(t.lemma for t in tokens[at + 1 : at + 3])]
    return any(phrase.split(" ") == following[: len(phrase.split(" "))] for phrase in words.silent)


def _complemented(view: View, at: int, words: Telling) -> bool:
    """Whether a clause or quoted words stand beside the verb, or the reported clause before a comma."""
    after = view.tokens[at + 1 : at + 5]
    if _passive(view.tokens, at):
        after = view.tokens[max(0, at - 5) : at]
    closing = at > 0 and view.tokens[at - 1].text in (",", "–", "—")
    return bool(view.sentence.quotations) or closing or any(t.lemma in words.complements for t in after)


def _inside(token: Token, sentence: Sentence) -> bool:
    return any(q.start <= token.start < q.stop for q in sentence.quotations)


def _subjects(view: View, at: int, words: Telling) -> list[Unit]:
    """The units that may be the subject of the verb at token `at`, the likeliest first: people before bodies."""
    passive = _passive(view.tokens, at)
    scored = []
    for unit in view.units:
        if unit.kind not in (*ACTORS, *BODIES) or _inside(view.tokens[unit.first], view.sentence):
            continue
        fits = _agent(unit) if passive else _bare(unit, at, words) and _reaches(unit, view, at)
        if fits:
            rank = (unit.kind in BODIES, _object(unit, view, at), _distance(unit, view, at, words))
            scored.append((*rank, unit.first, unit))
    return [_foremost(unit, view) for *_, unit in sorted(scored, key=lambda entry: entry[:4])]


def _passive(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb is a passive: a participle behind an auxiliary of being."""
    return tokens[at].voice == "Pass" and any(t.pos == "AUX" and t.lemma == "be" for t in tokens[max(0, at - 3) : at])


def _agent(unit: Unit) -> bool:
    return "by" in unit.preps or (not unit.preps and "Ins" in unit.cases)


def _bare(unit: Unit, at: int, words: Telling) -> bool:
    """Whether nothing but a comparison ("as the minister noted") governs the unit, and its case is a subject's."""
    if unit.cases and "Nom" not in unit.cases:
        return False
    return not unit.preps or (set(unit.preps) <= set(words.introducing) and 0 <= at - unit.last <= 2)


def _reaches(unit: Unit, view: View, at: int) -> bool:
    """Whether a unit can be the subject of the verb at token `at` for all that stands between them."""
    if unit.first > at:
        return unit.first - at <= AFTER and not _parted(view, at + 1, unit.first)
    between = sum(unit.last <= verb < at for verb in view.verbs)
    relatives = view.clauses[at] - view.clauses[unit.last - 1]
    return (between <= relatives or _continues(view.tokens, at)) and not _rival(view, unit.last, at)


def _parted(view: View, first: int, last: int) -> bool:
    """Whether a comma or the border of a clause stands among tokens [first, last)."""
    return view.clauses[first - 1] != view.clauses[last] or any(t.text == "," for t in view.tokens[first:last])


def _continues(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb is joined to another one: "met her and stressed"."""
    return any(token.pos == "CCONJ" or token.lemma in ("also", "также") for token in tokens[max(0, at - 3) : at])


def _rival(view: View, low: int, at: int) -> bool:
    """Whether a noun that names nobody stands right before the verb as its subject: "..., the presidency said"."""
    i = _before_verb(view.tokens, at)
    if i < low or view.tokens[i].pos not in ("NOUN", "PROPN", "PRON") or any(u.first <= i < u.last for u in view.units):
        return False
    return view.tokens[i].case in ("", "Nom") and not governing(view.tokens, i, view.syntax, stop=low)


def _object(unit: Unit, view: View, at: int) -> bool:
    """Whether a unit rather is the object of a verb that the verb at token `at` is joined to."""
    if unit.first > at or unit.cases or not _continues(view.tokens, at):
        return False
    earlier = [i for i in range(unit.first) if view.tokens[i].pos == "VERB"]
    return bool(earlier) and unit.first - earlier[-1] <= NEAR


def _distance(unit: Unit, view: View, at: int, words: Telling) -> int:
    if unit.last <= at:
        return at - unit.last
    return unit.first - at + (OBJECT if view.tokens[at].lemma in words.addressing and not unit.cases else 0)


def _foremost(unit: Unit, view: View) -> Unit:
    """The first of several coordinated units of the same kind."""
    return next((u for u in view.units if u.group == unit.group and u.kind == unit.kind and u.group >= 0), unit)


def _named(unit: Unit, story: Story, last: Who | None, *, relay: bool = False) -> Teller | None:
    """The person whom a unit names, else the body; none where a body only passes on what was given out."""
    if "pronoun" in unit.labels and unit.labels.isdisjoint(("diplomat", "guest")):
        meant = None if "plural" in unit.labels else last
        return Teller(meant.name.latin, meant.written, meant) if meant is not None else None
    people = holders(unit, story)
    if people:
        return Teller(people[0].name.latin, people[0].written, people[0])
    if unit.kind == "organisation" and not relay:
        return Teller(org_name(unit, story), unit.text)
    return None


def text_of(passage: Passage) -> str:
    """A passage as said: the quoted words where the rest only says whose they are, else the sentences."""
    quoted = all(_only_attributed(sentence) for sentence in passage.sentences)
    return " ".join(_said(sentence, quoted=quoted) for sentence in passage.sentences)


def _only_attributed(sentence: Sentence) -> bool:
    """Whether a sentence is direct speech but for a few words that name the speaker."""
    outside = sum(not _inside(token, sentence) for token in sentence.tokens)
    return bool(sentence.quotations) and (spoken(sentence) or outside <= ATTRIBUTION)


def _said(sentence: Sentence, *, quoted: bool) -> str:
    return written([token for token in sentence.tokens if not quoted or _inside(token, sentence)])
