"""The names of a text as a tagger gives them: people, places, bodies. A view of the reading; rules never see it.

The reading asks what a fact needs ("the Ministry of Justice of Chile" is one body); whoever compares taggers asks for
the name alone. What stands here turns the one into the other:

- Where a neural tagger proposes a name, its span is trusted; the reading adds what the tagger did not see.
- A name ends at a bracket or a list's dot: what the brackets hold is a name of its own.
- The name of a body is what its quotation marks hold, without the words for its type before them.
- Only what is written as a name is one: no body in small letters, no town with "the city of" before it.
- What a text names once by such a span has that name wherever else it is written so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs

from chancery.analyse.annotate import Look, Tools, looks, tools
from chancery.analyse.lexicon import folded
from chancery.model import Document, Mention, MentionKind, Token, Zone, ZoneKind
from chancery.model.naming import NameSpan

KINDS = {MentionKind.PERSON: "PER", MentionKind.PLACE: "LOC", MentionKind.ORGANISATION: "ORG"}
CUTS = frozenset("()[]•·|;*")
QUOTED = re.compile(r"«([^«»]+)»?|„([^„“”]+)[“”]?|“([^“”]+)”?|\"([^\"]+)\"?")
ALIAS = re.compile(r"[»”“\"]?\s?\(([A-ZА-ЯЁ][^()]{1,60})\)")
EDGES = " \t\u00a0,.:;!?-–—'\"«»“”„()[]•"


class Name(Struct, frozen=True, order=True):
    """A name at [start, stop) of the text; `lemma` is its usual or nominative form."""

    start: int
    stop: int
    kind: str
    lemma: str


def names(text: str, code: str, *, tier: str = "full") -> list[Name]:
    """The people (PER), places (LOC) and bodies (ORG) that `text` names, none overlapping another.

    Args:
        code: the language of the text, one that has a pack.
    """
    return tagged(text, code, tier=tier)[1]


def tagged(text: str, code: str, *, tier: str = "full") -> tuple[list[Look], list[Name]]:
    """The sentences of the whole text, no part of it left out, and the names in them."""
    kit = tools(code, tier)
    whole = [Zone(ZoneKind.BODY, 0, len(text), "whole")]
    sentences = looks(Document(key="text", text=text, sha256=""), whole, kit, None)
    found: list[Name] = []
    for look in sentences:
        by = look.passage.span.start
        found += [structs.replace(n, start=n.start + by, stop=n.stop + by) for n in _named(look, kit)]
    found += list(_aliases(text, found))
    return sentences, sorted([*found, *_repeated(text, found)])


def _named(look: Look, kit: Tools) -> list[Name]:
    """The names of one sentence: the tagger's where there are any, then those that the reading adds."""
    spans = [piece for span in look.proposals for piece in _pieces(look.text, span)]
    kept = [span for span in (_judged(span, look, kit) for span in spans) if span is not None]
    for mention in look.mentions:
        span = _of_mention(mention, look, kit, tagged=bool(look.proposals))
        if span is not None and not any(span.start < k.stop and k.start < span.stop for k in kept):
            kept.append(span)
    return [Name(s.start, s.stop, s.kind, _lemma(s, look)) for s in sorted(kept)]


def _pieces(text: str, span: NameSpan) -> Iterator[NameSpan]:
    """The span cut at brackets and list dots, and a body's at the quotation marks that hold its name."""
    start, cuts = span.start, CUTS | {","} if span.kind == "PER" else CUTS
    for at in [*(i for i in range(span.start, span.stop) if text[i] in cuts), span.stop]:
        yield from _quoted(text, start, at, span.kind)
        start = at + 1


def _quoted(text: str, start: int, stop: int, kind: str) -> Iterator[NameSpan]:
    inner = next(QUOTED.finditer(text, start, stop), None) if kind == "ORG" else None
    if inner is not None and inner.end() < stop and len(text[inner.end() : stop].strip(EDGES)) > 1:
        inner = None  # the name goes on behind the marks
    if inner is not None:
        start, stop = inner.span(inner.lastindex or 0)
    while start < stop and text[start] in EDGES:
        start += 1
    while stop > start and text[stop - 1] in EDGES and not _abbreviated(text, start, stop):
        stop -= 1
    if stop > start:
        yield NameSpan(start, stop, kind)


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Whether a full stop belongs to the name's last word ("J. F. K.", "А. С.")."""
    return text[stop - 1] == "." and stop - start > 1 and text[stop - 2].isupper()


def _judged(span: NameSpan, look: Look, kit: Tools) -> NameSpan | None:
    """The tagger's span as the reading corrects it; None where the reading knows better that it is no name."""
    same = [m for m in look.mentions if m.start < span.stop and span.start < m.stop]
    if span.kind == "LOC" and any(m.rule == "organisation.table" and _covers(m, span) for m in same):
        return structs.replace(span, kind="ORG")
    if span.kind == "LOC" and any(m.labels & {"adjective", "demonym"} and _covers(m, span) for m in same):
        return None
    words = look.text[span.start : span.stop]
    opening = span.start == look.tokens[0].start and kit.analyser.inflection.kinds(words) == {"word"}
    if (opening and span.kind != "ORG") or folded(words) in kit.bodies.no_names:
        return None
    longer = next((m for m in same if span.kind == "ORG" and _goes_on(m, span, look)), None)
    return span if longer is None else structs.replace(span, stop=longer.stop)


def _goes_on(mention: Mention, span: NameSpan, look: Look) -> bool:
    """Whether a body of the reading is the proposed one with the small genitives that belong to it."""
    return (
        mention.kind == MentionKind.ORGANISATION
        and mention.start <= span.start
        and mention.stop > span.stop
        and look.text[span.stop : mention.stop].islower()
        and any(t.start == span.start for t in look.tokens[mention.first : mention.last])
    )


def _covers(mention: Mention, span: NameSpan) -> bool:
    return mention.start <= span.start and span.stop <= mention.stop


def _of_mention(mention: Mention, look: Look, kit: Tools, *, tagged: bool) -> NameSpan | None:
    """The name that a mention of the reading holds, if it is written as one."""
    kind = KINDS.get(mention.kind)
    if kind is None or mention.labels & {"adjective", "demonym"}:
        return None
    tokens: Sequence[Token] = look.tokens[mention.first : mention.last]
    if kind == "LOC":
        tokens = _without_heads(tokens, kit)
    if not tokens or not tokens[0].text[:1].isupper():
        return None
    if kind == "ORG" and len(tokens) == 1 and mention.first == 0 and "alone" in mention.labels:
        return None  # "Government" with the capital of the sentence's first word
    span = NameSpan(tokens[0].start, tokens[-1].stop, kind)
    return next(_pieces(look.text, span), None)


def _without_heads(tokens: Sequence[Token], kit: Tools) -> Sequence[Token]:
    """A place's name without the words that say that it is a city or a capital."""
    phrases = (*kit.pack.places.city_heads_before, *kit.pack.places.capital)
    heads = {word for phrase in phrases for word in phrase.split()}
    at = 0
    while at < len(tokens) - 1 and (tokens[at].lemma in heads or tokens[at].text == "."):
        at += 1
    return tokens[at:]


def _lemma(span: NameSpan, look: Look) -> str:
    """The nominative of the mention that the span is; else the words as they stand."""
    for mention in look.mentions:
        if KINDS.get(mention.kind) == span.kind and mention.start <= span.start and span.stop <= mention.stop:
            return str(mention.value.nominative) if span.kind == "PER" else mention.name
    return look.text[span.start : span.stop]


def _aliases(text: str, found: Sequence[Name]) -> Iterator[Name]:
    """What stands in brackets right behind a body: its short or its foreign name."""
    for name in found:
        alias = ALIAS.match(text, name.stop)
        if name.kind == "ORG" and alias and _is_alias(alias[1], text[name.start : name.stop]):
            start, stop = alias.span(1)
            if not any(other.start < stop and start < other.stop for other in found):
                yield Name(start, stop, "ORG", name.lemma)


def _is_alias(alias: str, name: str) -> bool:
    """Whether the words are an acronym, or are written in another script than the name."""
    return (alias.isupper() and " " not in alias) or (alias[0].isascii() and not name[:1].isascii())


def _repeated(text: str, found: Sequence[Name]) -> Iterable[Name]:
    """Further places where the text writes a name that it has elsewhere, in the same letters."""
    written: dict[str, Name] = {}
    for name in found:
        words = text[name.start : name.stop]
        written.setdefault(words, name)
    taken = sorted((name.start, name.stop) for name in found)
    again = []
    for words, name in sorted(written.items(), key=lambda pair: -len(pair[0])):
        if len(words) < 3 or not words[0].isupper():
            continue
        for hit in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text):
            if not any(start < hit.end() and hit.start() < stop for start, stop in taken):
                taken.append(hit.span())
                again.append(structs.replace(name, start=hit.start(), stop=hit.end()))
    return again
