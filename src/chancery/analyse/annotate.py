"""A document becomes zones, sentences, tokens and mentions. Pure; composes the parts of this room."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby, pairwise

from msgspec import Struct, structs

from chancery.analyse.addresses import addressed
from chancery.analyse.analysers import analyser
from chancery.analyse.dates import dates
from chancery.analyse.lexicon import folded, head_noun
from chancery.analyse.organisations import Bodies
from chancery.analyse.persons import KnownNames, persons
from chancery.analyse.places import places, settled, unlisted
from chancery.analyse.quantities import quantities
from chancery.analyse.renamed import Bound, bound
from chancery.analyse.segmentation import Analyser, name_words
from chancery.analyse.titles import Titles
from chancery.analyse.towns import plainly_named
from chancery.analyse.zones import merged, ordered, paragraphs, parted, published_line, zones
from chancery.gazetteer import Gazetteer, gazetteer
from chancery.lang import Pack, codes, load, part
from chancery.model import (
    STORY_ZONES,
    Annotated,
    Document,
    MediaType,
    Mention,
    MentionKind,
    Quantity,
    Sentence,
    Span,
    Token,
    Zone,
    ZoneKind,
    written,
)
from chancery.model.calendar import Calendar
from chancery.model.naming import NameSpan, NameWords, Taken
from chancery.model.numbering import Numbers
from chancery.model.zoning import ZoneWords
from chancery.text.latin import latin

SENTENCE_MAX = 1_600
"""Characters; a longer sentence is read in parts."""
CUTS = (";", ", ", ",", " ")
RUN_MIN, RUN_MAX = 3, 4
"""Tokens: the least that holds a listed name with its separators, and the most that one listed name has."""
NAMING = ("PROPN", "NOUN", "ADJ", "X", "CCONJ", "PUNCT")


class Tools(Struct, frozen=True):
    """What the analysis of one language needs, loaded once."""

    pack: Pack
    analyser: Analyser
    titles: Titles
    bodies: Bodies
    names: NameWords
    calendar: Calendar
    numbers: Numbers
    places: Gazetteer


class Passage(Struct, frozen=True):
    """One sentence's span with its zone and paragraph."""

    span: Span
    zone: ZoneKind
    paragraph: int


class Look(Struct, frozen=True):
    """One sentence with its tokens, the names that the tagger proposes and the mentions that are kept."""

    passage: Passage
    text: str
    tokens: tuple[Token, ...]
    proposals: tuple[NameSpan, ...]
    mentions: list[Mention]


@cache
def tools(code: str, tier: str) -> Tools:
    """The tools of one language and tier ("full", or "fast" without neural models)."""
    pack, lists = load(code), analyser(code, tier="fast")
    return Tools(
        pack=pack,
        analyser=analyser(code, tier=tier),
        titles=Titles(pack.roles, pack.missions, lists.tokens),
        bodies=Bodies(pack.organisations, lists.tokens, lists.nominative),
        names=name_words(code),
        calendar=part(code, "calendar", Calendar),
        numbers=part(code, "numbers", Numbers),
        places=gazetteer(),
    )


def annotated(document: Document, code: str, *, tier: str = "full", tongues: Sequence[str] = ()) -> Annotated:
    """The document with its zones, and its story's sentences with their tokens and mentions.

    Args:
        code: the language to read, one that has a pack.
        tongues: the language of each paragraph of a document in several languages, of which only one is read here.
    """
    kit = tools(code, tier)
    words = _zone_words(frozenset(tongues) | {code})
    marked = zones(document, words)
    limits = bound(document, marked, kit.places, code) if document.published is None else Bound()
    line = published_line(document, marked, words)
    published = document.published or (line if line and limits.allows(line) else None)
    if tongues:
        marked = parted(marked, paragraphs(document), tongues, code)
    quoted = [Span(zone.start, zone.stop) for zone in marked if zone.kind == ZoneKind.QUOTATION]
    sentences = [_sentence(i, look, quoted) for i, look in enumerate(looks(document, marked, kit, published))]
    told = "" if published else limits.edtf
    return Annotated(document, code, marked, _in_context(sentences, kit.places), published, written=told)


def looks(document: Document, marked: Sequence[Zone], kit: Tools, published: str | None) -> list[Look]:
    """What the sentences of the story's zones hold, offsets from each sentence's start."""
    passages = list(_passages(document, marked, kit))
    texts = [document.text[p.span.start : p.span.stop] for p in passages]
    tokens = [_without_markup(words, document.media_type) for words in kit.analyser.tokens(texts)]
    proposals = kit.analyser.names(texts, tokens) or [()] * len(texts)
    known = KnownNames()
    where = _places(texts, tokens, kit)
    return [
        Look(passage, text, words, proposed, mentions(text, words, kit, published, proposed, known, named))
        for passage, text, words, proposed, named in zip(passages, texts, tokens, proposals, where, strict=True)
    ]


def joined(parts: Sequence[Annotated]) -> tuple[Annotated, tuple[Annotated, ...]]:
    """The readings of one document in several languages as one, and the same readings with its numbers.

    The first leads. Sentences are numbered in the order of the text; what none reads keeps the language that it is in.
    """
    order = sorted(
        (sentence.start, part, i) for part, one in enumerate(parts) for i, sentence in enumerate(one.sentences)
    )
    numbers = {(part, i): number for number, (_, part, i) in enumerate(order)}
    numbered = tuple(
        structs.replace(
            one,
            sentences=tuple(structs.replace(s, index=numbers[part, i]) for i, s in enumerate(one.sentences)),
        )
        for part, one in enumerate(parts)
    )
    read = {part.lang for part in parts}
    marked = [zone for zone in parts[0].zones if zone.kind is not ZoneKind.OTHER_LANGUAGE or zone.rule not in read]
    marked += [zone for part in parts[1:] for zone in part.zones if zone.kind in STORY_ZONES]
    sentences = sorted((s for part in numbered for s in part.sentences), key=lambda s: s.index)
    return structs.replace(parts[0], zones=ordered(marked), sentences=tuple(sentences)), numbered


@cache
def _zone_words(langs: frozenset[str]) -> ZoneWords:
    """The words of all these languages that have a pack."""
    known = [part(code, "zones", ZoneWords) for code in codes() if code in langs]
    return known[0] if len(known) == 1 else merged(known)


def _places(texts: Sequence[str], tokens: Sequence[Sequence[Token]], kit: Tools) -> list[list[Mention]]:
    """The places of each sentence; a name that proves little is judged by what the whole document names."""
    hits = [kit.places.hits(text, kit.pack.code) for text in texts]
    named = plainly_named((hit for found in hits for hit in found), kit.places)
    return [places(words, found, kit.places, kit.pack.places, named) for words, found in zip(tokens, hits, strict=True)]


def _passages(document: Document, marked: Sequence[Zone], kit: Tools) -> Iterable[Passage]:
    """The sentences of the story's zones, paragraph by paragraph."""
    for number, paragraph in enumerate(paragraphs(document)):
        for zone in marked:
            if zone.kind == ZoneKind.QUOTATION or zone.kind not in STORY_ZONES:
                continue
            start, stop = max(zone.start, paragraph.start), min(zone.stop, paragraph.stop)
            if start >= stop:
                continue
            text = document.text[start:stop]
            for span in kit.analyser.sentences(text):
                for cut in _cut(text, span):
                    yield Passage(Span(start + cut.start, start + cut.stop), zone.kind, number)


def _cut(text: str, sentence: Span) -> Iterable[Span]:
    """The sentence in parts of bounded length, so that text without full stops costs no more than text with them."""
    start = sentence.start
    while sentence.stop - start > SENTENCE_MAX:
        window = text[start : start + SENTENCE_MAX]
        at = next((cut for mark in CUTS if (cut := window.rfind(mark) + 1) > 1), SENTENCE_MAX)
        if window[:at].strip():
            yield Span(start, start + len(window[:at].rstrip()))
        start += at
        start += len(text[start : sentence.stop]) - len(text[start : sentence.stop].lstrip())
    if start < sentence.stop:
        yield Span(start, sentence.stop)


def _without_markup(tokens: tuple[Token, ...], media_type: MediaType) -> tuple[Token, ...]:
    """The tokens without Markdown's marks of emphasis, which are no words of the sentence."""
    if media_type is not MediaType.MARKDOWN:
        return tokens
    return tuple(token for token in tokens if token.text.strip("*_`#"))


def mentions(
    text: str,
    tokens: Sequence[Token],
    kit: Tools,
    published: str | None,
    proposals: Sequence[NameSpan],
    known: KnownNames,
    named: Sequence[Mention],
) -> list[Mention]:
    """The mentions of one sentence, offsets from its start; where two overlap the one that knows more stays.

    Args:
        named: the places of the sentence.
    """
    where = addressed(named, tokens, kit.places, kit.pack.places)
    roles = kit.titles.roles(tokens, where)
    cities = {mention.last for mention in where if "city" in mention.labels}
    posts = kit.titles.missions(tokens, cities, {mention.last for mention in where if "state" in mention.labels})
    bodies = kit.bodies.find(text, tokens, kit.places, kit.pack.code, [*where, *roles, *posts])
    states = {(mention.first, mention.last) for mention in where if "state" in mention.labels}
    bodies = [body for body in bodies if (body.first, body.last) not in states]  # "Federation" of a State's full name
    when = _dates(text, tokens, kit.calendar, published)
    settled_so_far = _layered([when, posts, roles, bodies, where])
    taken = [Taken(m.first, m.last, str(m.kind)) for m in settled_so_far if not _contested(m, settled_so_far, tokens)]
    people = persons(
        text,
        tokens,
        words=kit.names,
        proposals=proposals,
        taken=taken,
        known=known,
        inflection=kit.analyser.inflection,
    )
    sums = _quantities(text, tokens, kit.numbers, when)
    known_so_far = _layered([when, posts, people, roles, bodies, where, sums])
    busy = {i for mention in known_so_far for i in range(mention.first, mention.last)}
    listed = [_unlisted_city(tokens, *run, kit) for run in _listed_runs(tokens, known_so_far, busy)]
    busy.update(i for mention in listed for i in range(mention.first, mention.last))
    found = [*known_so_far, *listed, *_proposed(tokens, proposals, busy, kit)]
    return sorted(found, key=lambda m: (m.first, -m.last))


def _proposed(tokens: Sequence[Token], proposals: Sequence[NameSpan], busy: set[int], kit: Tools) -> Iterable[Mention]:
    """Bodies and places that only the tagger of names knows; not those that are the rest of a longer name."""
    for span in proposals:
        first, last = _range(tokens, span.start, span.stop)
        if first >= last or not busy.isdisjoint(range(first, last)):
            continue
        if first >= 2 and first - 1 not in busy and tokens[first - 1].text[:1].isupper():
            continue  # "Forum of ..."
        if span.kind == "ORG" and (last - first > 1 or folded(tokens[first].text) not in kit.bodies.no_names):
            yield kit.bodies.proposed(tokens, first, last)
        elif span.kind == "LOC" and tokens[first].pos in ("PROPN", "ADJ", "NOUN") and first > 0:
            yield _unlisted(tokens, first, last, kit)


def _listed_runs(tokens: Sequence[Token], known: Sequence[Mention], busy: set[int]) -> Iterable[tuple[int, int]]:
    """The unknown names that stand in a list between two cities, as token ranges: "in Lyon, Ambérieu and Nice"."""
    cities = [mention for mention in known if "city" in mention.labels and mention.kind == MentionKind.PLACE]
    for before, after in pairwise(sorted(cities, key=lambda mention: mention.first)):
        inner = range(before.last, after.first)
        if len(inner) < RUN_MIN or not busy.isdisjoint(inner):
            continue
        marks = [i for i in inner if tokens[i].text == "," or tokens[i].pos == "CCONJ"]
        names = [i for i in inner if i not in marks]
        apart = bool(marks) and marks[0] == inner[0] and marks[-1] == inner[-1]
        if apart and all(tokens[i].text[:1].isupper() and tokens[i].pos in NAMING for i in names):
            runs = [list(run) for named, run in groupby(inner, key=lambda i: i not in marks) if named]
            yield from ((run[0], run[-1] + 1) for run in runs if len(run) <= RUN_MAX)


def _unlisted_city(tokens: Sequence[Token], first: int, last: int, kit: Tools) -> Mention:
    """A name that its place in a list tells to be a city's."""
    mention = _unlisted(tokens, first, last, kit)
    return structs.replace(mention, labels=mention.labels | {"city"}, rule="place.listed")


def _unlisted(tokens: Sequence[Token], first: int, last: int, kit: Tools) -> Mention:
    """A place that no table knows, with its nominative in Latin letters."""
    head = head_noun(tokens, first, last)
    name = kit.analyser.nominative(tokens, first, head, last) or written(tokens[first:last])
    return unlisted(tokens, first, last, latin(name, kit.pack.code), kit.pack.places)


def _contested(mention: Mention, others: Sequence[Mention], tokens: Sequence[Token]) -> bool:
    """Whether a city's name may end a person's: one word, right after a capitalised word that is nothing else."""
    if mention.kind != MentionKind.PLACE or "city" not in mention.labels or mention.last - mention.first > 1:
        return False
    before = tokens[mention.first - 1] if mention.first > 0 else None
    if before is None or not before.text[:1].isupper() or before.pos in ("ADP", "DET", "PUNCT", "ADV", "VERB"):
        return False
    return not any(other.first <= mention.first - 1 < other.last for other in others)


def _layered(layers: Sequence[Sequence[Mention]]) -> list[Mention]:
    """The mentions of the layers; one that overlaps an earlier layer's gives way, unless it is the whole of a name."""
    kept: list[Mention] = []
    for layer in layers:
        for mention in layer:
            rivals = [other for other in kept if mention.first < other.last and other.first < mention.last]
            if all(_inside(rival, mention) for rival in rivals):
                kept = [other for other in kept if other not in rivals] + [mention]
    return kept


def _inside(rival: Mention, mention: Mention) -> bool:
    """Whether an earlier mention is a mere part of a later, longer one."""
    return (
        mention.first <= rival.first
        and rival.last <= mention.last
        and (mention.last - mention.first) > (rival.last - rival.first)
        and rival.kind not in (MentionKind.DATE, MentionKind.PERSON)
        and not (mention.kind == MentionKind.ORGANISATION and rival.kind == MentionKind.MISSION)
    )


def _dates(text: str, tokens: Sequence[Token], calendar: Calendar, published: str | None) -> list[Mention]:
    found = []
    for hit in dates(text, calendar=calendar, published=published):
        first, last = _range(tokens, hit.start, hit.stop)
        if first < last:
            labels = frozenset({hit.anchor} - {""})
            span = text[tokens[first].start : tokens[last - 1].stop]
            found.append(_mention(MentionKind.DATE, tokens, first, last, span, hit.when.edtf, labels, hit.when))
    return found


def _quantities(text: str, tokens: Sequence[Token], numbers: Numbers, when: Sequence[Mention]) -> list[Mention]:
    skip = [(mention.start, mention.stop) for mention in when]
    found = []
    for hit in quantities(text, numbers=numbers, skip=skip):
        first, last = _range(tokens, hit.start, hit.stop)
        if first < last:
            labels = frozenset({_measure(hit.quantity)})
            span = text[tokens[first].start : tokens[last - 1].stop]
            found.append(_mention(MentionKind.QUANTITY, tokens, first, last, span, span, labels, hit.quantity))
    return found


def _measure(quantity: Quantity) -> str:
    """What a rule may ask of a quantity: ordinal, percent, times, money or count."""
    if quantity.ordinal:
        return "ordinal"
    if quantity.unit in ("percent", "times"):
        return quantity.unit
    return "money" if len(quantity.unit) == 3 and quantity.unit.isupper() else "count"


def _mention(
    kind: MentionKind,
    tokens: Sequence[Token],
    first: int,
    last: int,
    text: str,
    name: str,
    labels: frozenset[str],
    value: object,
) -> Mention:
    return Mention(
        kind,
        tokens[first].start,
        tokens[last - 1].stop,
        first,
        last,
        last - 1,
        text,
        name,
        labels=labels,
        value=value,
        rule=f"{kind}.grammar",
    )


def _range(tokens: Sequence[Token], start: int, stop: int) -> tuple[int, int]:
    """The tokens that touch [start, stop)."""
    first = bisect_left([token.stop for token in tokens], start + 1)
    last = first
    while last < len(tokens) and tokens[last].start < stop:
        last += 1
    return first, last


def _sentence(index: int, look: Look, quoted: Sequence[Span]) -> Sentence:
    """The sentence with every offset counted from the document's start."""
    by, span = look.passage.span.start, look.passage.span
    return Sentence(
        index=index,
        start=span.start,
        stop=span.stop,
        zone=look.passage.zone,
        paragraph=look.passage.paragraph,
        tokens=tuple(structs.replace(token, start=token.start + by, stop=token.stop + by) for token in look.tokens),
        mentions=tuple(
            structs.replace(m, start=m.start + by, stop=m.stop + by, text=look.text[m.start : m.stop])
            for m in look.mentions
        ),
        quotations=tuple(zone for zone in quoted if zone.start < span.stop and span.start < zone.stop),
    )


def _in_context(sentences: Sequence[Sentence], known: Gazetteer) -> tuple[Sentence, ...]:
    """The sentences with ambiguous places read as lying in the States that the document names."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for mention in sentence.mentions:
            if mention.kind == MentionKind.PLACE and (len(mention.value) == 1 or "state" in mention.labels):
                counts[known.place(mention.value[0]).country] += 1
    countries = [country for country, _ in counts.most_common() if country]
    return tuple(
        structs.replace(sentence, mentions=settled(sentence.mentions, known, countries)) for sentence in sentences
    )
