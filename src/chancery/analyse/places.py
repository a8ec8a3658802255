"""Places: the gazetteer's hits in a sentence, with the reading that the neighbouring words ask for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import structs

from chancery.analyse.lexicon import folded
from chancery.analyse.towns import Found, Sight, backed, cut_short, part_of_name, quoted
from chancery.gazetteer import Gazetteer, Hit, Reading
from chancery.model import Mention, MentionKind, Token, written
from chancery.model.wording import PlaceWords

REGIONAL = ("region", "historical", "federal_district")
ALIKE = frozenset(("Nom", "Acc"))
INDECLINABLE = 5
ADJECTIVE_MIN = 300_000
"""People; adjectives of smaller cities are too often ordinary words."""
LOWER = ("adjective", "demonym")


def places(
    tokens: Sequence[Token],
    hits: Sequence[Hit],
    gazetteer: Gazetteer,
    words: PlaceWords,
    named: frozenset[str] = frozenset(),
) -> list[Mention]:
    """The places that a sentence names, in the order of the text.

    Args:
        tokens: the sentence's tokens; offsets count from its start.
        hits: what the gazetteer finds in the sentence.
        named: ids of the places that the document names plainly (`towns.plainly_named`).
    """
    starts = [token.start for token in tokens]
    stops = [token.stop for token in tokens]
    found = []
    for hit in hits:
        first, last = bisect_left(starts, hit.start), bisect_left(stops, hit.stop) + 1
        if first < len(tokens) and last <= len(tokens) and starts[first] == hit.start and stops[last - 1] == hit.stop:
            found.append(Found(first, last, hit))
    sight = Sight(tokens, found, named, gazetteer, words)
    heads = _shared_heads(found, tokens, words, gazetteer)
    mentions = [_mention(sight, at, heads.get(at)) for at in range(len(found))]
    return [_described(m, tokens, gazetteer, words) for m in mentions if m is not None]


def _described(mention: Mention, tokens: Sequence[Token], gazetteer: Gazetteer, words: PlaceWords) -> Mention:
    """ "The capital of X" as the city that it describes; any other mention as it is."""
    first = mention.first
    for phrase in words.capital:
        size = len(phrase.split(" "))
        window = tokens[max(0, first - size) : first]
        if " ".join(token.lemma for token in window) != phrase and " ".join(folded(t.text) for t in window) != phrase:
            continue
        capital = gazetteer.place(mention.value[0]).capital
        if capital and not mention.labels & set(LOWER):
            city, head = gazetteer.place(capital), window[0]
            return structs.replace(
                mention,
                first=first - size,
                start=head.start,
                head=first - size,
                text=f"{' '.join(token.text for token in window)} {mention.text}",
                name=city.name,
                case=head.case,
                labels=frozenset({city.kind}),
                value=(capital,),
                rule="gazetteer.capital",
            )
    return mention


def _shared_heads(
    found: Sequence[Found], tokens: Sequence[Token], words: PlaceWords, gazetteer: Gazetteer
) -> dict[int, str]:
    """For each hit of a list that ends in one head noun ("A, B and C regions") the kind that the noun names."""
    heads: dict[int, str] = {}
    for i in range(len(found) - 1, -1, -1):
        last, hit = found[i].last, found[i].hit
        regional = any(_is(gazetteer, reading, REGIONAL) for reading in hit.readings)
        if regional and (_plural_head(tokens, last, words) > last or _is_plural_head(tokens[last - 1], words)):
            heads[i] = "region"
        elif regional and i + 1 in heads and _listed(tokens, last, found[i + 1].first):
            heads[i] = heads[i + 1]
    return heads


def _plural_head(tokens: Sequence[Token], last: int, words: PlaceWords) -> int:
    """The token behind the head noun of a list, an attribute before it allowed; `last` where none stands there."""
    for at in (last, last + 1):
        if at < len(tokens) and _is_plural_head(tokens[at], words):
            return at + 1
        if at >= len(tokens) or tokens[at].pos != "ADJ":
            return last
    return last


def _is_plural_head(token: Token, words: PlaceWords) -> bool:
    plural = folded(token.text) in words.region_heads_plural
    return plural or (token.number == "Plur" and token.lemma in words.region_heads)


def _listed(tokens: Sequence[Token], first: int, last: int) -> bool:
    between = tokens[first:last]
    return 0 < len(between) <= 2 and all(token.text == "," or token.pos == "CCONJ" for token in between)


def _mention(sight: Sight, at: int, shared: str | None) -> Mention | None:
    tokens, gazetteer, words = sight.tokens, sight.gazetteer, sight.words
    first, last, hit = sight.found[at].first, sight.found[at].last, sight.found[at].hit
    kind = shared
    if shared:
        last = _plural_head(tokens, last, words)  # the head noun of a whole list belongs to its last member's words
    head_after = last < len(tokens) and (tokens[last].lemma in words.region_heads) and tokens[last].lemma != "state"
    if kind is None and head_after and any(_is(gazetteer, r, REGIONAL) for r in hit.readings):
        kind, last = "region", last + 1
    elif kind is None and _heads_city(hit, tokens, last, words, gazetteer):
        kind = "city"
        last += 1
    regional = any(_is(gazetteer, r, REGIONAL) for r in hit.readings)
    if kind is None and regional and _head_before(tokens, first, words.region_heads_before) < first:
        kind = "region"
    before = _head_before(tokens, first, words.city_heads_before)
    if before < first and any(_is(gazetteer, r, ("city",)) for r in hit.readings):
        kind, first = "city", before
    readings = _readings(hit, gazetteer, kind)
    readings = backed(sight, at, readings, headed=kind == "city") if readings else []
    if not readings or (kind is None and _another_name(sight, at, readings)):
        return None
    return _built(first, last, readings, tokens, gazetteer, headed=kind is not None)


def _heads_city(hit: Hit, tokens: Sequence[Token], last: int, words: PlaceWords, gazetteer: Gazetteer) -> bool:
    """Whether "city" behind the name belongs to it: it may name one, and is no adjective of a land."""
    named = any(_is(gazetteer, reading, ("city",)) and reading.form not in LOWER for reading in hit.readings)
    return named and last < len(tokens) and tokens[last].text.lower() in words.city_heads


def _is(gazetteer: Gazetteer, reading: Reading, kinds: tuple[str, ...]) -> bool:
    return gazetteer.place(reading.place).kind in kinds


def _head_before(tokens: Sequence[Token], first: int, heads: Sequence[str]) -> int:
    """The token where "the city of", "г." before the name begins; `first` where there is none."""
    for size in (3, 2, 1):
        window = " ".join(folded(token.text) for token in tokens[max(0, first - size) : first])
        lemmas = " ".join(token.lemma for token in tokens[max(0, first - size) : first])
        if first >= size and (window in heads or lemmas in heads):
            return first - size
    if first >= 2 and tokens[first - 1].text == "." and folded(tokens[first - 2].text) in heads:
        return first - 2
    return first


def _readings(hit: Hit, gazetteer: Gazetteer, kind: str | None) -> list[Reading]:
    if kind == "region":
        return [r for r in hit.readings if _is(gazetteer, r, REGIONAL)]
    if kind == "city":
        return [r for r in hit.readings if _is(gazetteer, r, ("city",))] or list(hit.readings)
    return [r for r in hit.readings if r.form != "stem" and not _of_small_city(gazetteer, r)]


def _of_small_city(gazetteer: Gazetteer, reading: Reading) -> bool:
    """Whether an adjective is of a city too small to be told by one: «братский» is a brother's rather than Bratsk's."""
    place = gazetteer.place(reading.place)
    return reading.form in LOWER and place.kind == "city" and place.population < ADJECTIVE_MIN


def _another_name(sight: Sight, at: int, readings: list[Reading]) -> bool:
    """Whether the words name something else than the place: a word, a person, a longer name, a thing."""
    if _ordinary(sight, at, readings) or cut_short(sight, at):
        return True
    return quoted(sight, at) and all(_is(sight.gazetteer, reading, ("city",)) for reading in readings)


def _ordinary(sight: Sight, at: int, readings: list[Reading]) -> bool:
    """Whether the name is more likely an ordinary word or a person's: at a sentence's start, or in a longer name."""
    found = sight.found[at]
    if found.last - found.first > 1 or not sight.gazetteer.place(readings[0].place).common_word:
        return False
    return found.first == 0 or part_of_name(sight, at)


def _built(
    first: int, last: int, readings: list[Reading], tokens: Sequence[Token], gazetteer: Gazetteer, *, headed: bool
) -> Mention:
    best = readings[0]
    place = gazetteer.place(best.place)
    head = next((i for i in range(last - 1, first - 1, -1) if tokens[i].case), last - 1)
    cases = {case for reading in readings if reading.place == best.place for case in reading.cases}
    token_case = tokens[head].case
    # an indeclinable name tells no case, whatever an analyser guesses
    told = token_case if len(cases) < INDECLINABLE and (not cases or token_case in cases) else ""
    if told in ALIKE and cases >= ALIKE:
        told = "|".join(sorted(ALIKE))  # one form for both: which of them, an analyser can but guess
    case = told or "|".join(sorted(cases)) or token_case
    labels = {place.kind, "state" if place.kind == "territory" else place.kind}
    if best.form in LOWER and not headed:
        labels.add(best.form)
    start, stop = tokens[first].start, tokens[last - 1].stop
    text = written(tokens[first:last])
    return Mention(
        kind=MentionKind.PLACE,
        start=start,
        stop=stop,
        first=first,
        last=last,
        head=head,
        text=text,
        name=place.name,
        case=case,
        number=best.number or tokens[head].number,
        labels=frozenset(labels),
        value=tuple(dict.fromkeys(reading.place for reading in readings)),
        rule=f"gazetteer.{best.form}",
    )


def unlisted(tokens: Sequence[Token], first: int, last: int, name: str, words: PlaceWords) -> Mention:
    """The place that a tagger of names takes tokens [first, last) for and no table knows: a mention without an id.

    It is a city where the words before it say so ("the town of"); else no more than a place.
    """
    before = _head_before(tokens, first, words.city_heads_before)
    head = next((i for i in range(before, last) if tokens[i].case), last - 1)
    return Mention(
        kind=MentionKind.PLACE,
        start=tokens[before].start,
        stop=tokens[last - 1].stop,
        first=before,
        last=last,
        head=head,
        text=written(tokens[before:last]),
        name=name,
        case=tokens[head].case,
        number=tokens[head].number,
        labels=frozenset({"unlisted", "city"} if before < first else {"unlisted"}),
        value=(),
        rule="place.tagger",
    )


def settled(mentions: Sequence[Mention], gazetteer: Gazetteer, countries: Sequence[str]) -> tuple[Mention, ...]:
    """The mentions with each ambiguous place read as the candidate that lies in a State of this document.

    Args:
        countries: ISO 3166-1 alpha-2 codes of the States that the document names, most often named first.
    """
    return tuple(_settled(mention, gazetteer, countries) for mention in mentions)


def _settled(mention: Mention, gazetteer: Gazetteer, countries: Sequence[str]) -> Mention:
    if (
        mention.kind != MentionKind.PLACE
        or len(mention.value) < 2
        or mention.labels & {"state", "adjective", "demonym"}
    ):
        return mention
    first = gazetteer.place(mention.value[0])
    if first.country in countries or first.kind == "area":
        return mention
    for place_id in mention.value[1:]:
        place = gazetteer.place(place_id)
        if place.country in countries:
            return structs.replace(
                mention,
                name=place.name,
                labels=frozenset({place.kind}),
                value=(place_id, *(other for other in mention.value if other != place_id)),
                rule=f"{mention.rule}.context",
            )
    return mention
