"""Names that prove little: small towns, and places that are called like a word or a person.

They are read as places only where something beside the name speaks for them: a head noun, the State or region named
beside it or elsewhere in the document, a preposition of place. Knows only the gazetteer's readings and the tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from chancery.analyse.lexicon import folded
from chancery.gazetteer import Gazetteer, Hit, Reading
from chancery.model import Token
from chancery.model.wording import PlaceWords

LISTED_MAX = 2
UNKNOWN_MAX = 6
"""Tokens between two names of a list: its separators alone, and with unknown names among them."""
FUNCTION = frozenset({"ADP", "DET", "ADV", "CCONJ", "SCONJ", "PRON", "AUX", "PART"})
BESIDE = (",", "(")
OPENING, CLOSING = frozenset("«“„\"'"), frozenset("»”“\"'")


class Found(Struct, frozen=True):
    """A hit of the gazetteer at tokens [first, last)."""

    first: int
    last: int
    hit: Hit


class Sight(Struct, frozen=True):
    """One sentence as the judgement of its names needs it: all hits, and the places that the document names plainly."""

    tokens: Sequence[Token]
    found: Sequence[Found]
    named: frozenset[str]
    gazetteer: Gazetteer
    words: PlaceWords


def plainly_named(hits: Iterable[Hit], gazetteer: Gazetteer) -> frozenset[str]:
    """The ids of the places that the hits name beyond doubt, and of those that these lie in."""
    named: set[str] = set()
    for hit in hits:
        best = hit.readings[0].place
        place = gazetteer.place(best)
        if best not in named and not place.minor and not place.common_word:
            named.update(one.id for one in gazetteer.chain(best))
    return frozenset(named)


def backed(sight: Sight, at: int, readings: list[Reading], *, headed: bool) -> list[Reading]:
    """The readings of hit `at` that enough speaks for, likeliest first; none where the name proves too little."""
    large = [reading for reading in readings if not sight.gazetteer.place(reading.place).minor]
    if large and len(readings) == 1:
        return readings
    beside = _beside(sight, at)
    named_beside = [reading for reading in readings if _lies_in(sight, reading, beside)]
    if large:
        best = named_beside if named_beside and _is_region(sight, at + 1) else large
        return [*best, *(reading for reading in large if reading not in best)]
    if named_beside:
        return named_beside
    local = [reading for reading in readings if _lies_in(sight, reading, sight.named)]
    if headed:
        return local or readings
    if sight.gazetteer.place(readings[0].place).common_word or part_of_name(sight, at):
        return []
    if _led(sight, at):
        return local or (readings if _among_cities(sight, at) else [])
    return local if _several_words(sight.found[at]) else []


def part_of_name(sight: Sight, at: int) -> bool:
    """Whether a capitalised word that is no place stands right beside the hit: it is part of a longer name."""
    tokens, found = sight.tokens, sight.found[at]
    places = {i for other in sight.found for i in range(other.first, other.last)}
    before, after = found.first - 1, found.last
    if before >= 0 and before not in places and _is_name(tokens[before]):
        opening = before == 0 and tokens[before].pos in FUNCTION
        if not opening and folded(tokens[before].text) not in sight.words.prepositions:
            return True
    return after < len(tokens) and after not in places and (_is_name(tokens[after]) or tokens[after].text == "&")


def quoted(sight: Sight, at: int) -> bool:
    """Whether the hit alone stands in quotation marks, as a ship, a club or a firm called after a place does."""
    tokens, found = sight.tokens, sight.found[at]
    if found.first == 0 or found.last == len(tokens):
        return False
    return tokens[found.first - 1].text in OPENING and tokens[found.last].text in CLOSING


def cut_short(sight: Sight, at: int) -> bool:
    """Whether the name goes on after the hit with a linking word: "San Antonio" in "San Antonio de Padua"."""
    tokens, last = sight.tokens, sight.found[at].last
    links = sight.words.name_links
    return last + 1 < len(tokens) and tokens[last].text in links and _is_name(tokens[last + 1])


def _is_name(token: Token) -> bool:
    return token.text[:1].isupper() and token.text[:1].isalpha()


def _beside(sight: Sight, at: int) -> frozenset[str]:
    """What the next hit may name if it tells where this one lies: "Aspen, Colorado", "Aspen (Colorado)"."""
    if at + 1 >= len(sight.found):
        return frozenset()
    between = sight.tokens[sight.found[at].last : sight.found[at + 1].first]
    apposed = not between or (len(between) == 1 and between[0].text in BESIDE)
    return frozenset(reading.place for reading in sight.found[at + 1].hit.readings) if apposed else frozenset()


def _is_region(sight: Sight, at: int) -> bool:
    return sight.gazetteer.place(sight.found[at].hit.readings[0].place).kind == "region"


def _lies_in(sight: Sight, reading: Reading, places: frozenset[str]) -> bool:
    return not places.isdisjoint(sight.gazetteer.place(reading.place).parents)


def _led(sight: Sight, at: int) -> bool:
    """Whether a preposition of place stands before the hit, or before the list that it belongs to."""
    first = sight.found[at].first
    if first > 0 and folded(sight.tokens[first - 1].text) in sight.words.prepositions:
        return True
    if at == 0:
        return False
    return _separates(sight.tokens[sight.found[at - 1].last : first]) and _led(sight, at - 1)


def _among_cities(sight: Sight, at: int) -> bool:
    """Whether the hit is listed right behind a city that its name alone tells: "in Munich, Tutzing and Bern"."""
    before = sight.found[at - 1] if at else None
    if before is None or not _separates(sight.tokens[before.last : sight.found[at].first]):
        return False
    best = sight.gazetteer.place(before.hit.readings[0].place)
    return best.kind == "city" and (not best.minor or _among_cities(sight, at - 1))


def _separates(between: Sequence[Token]) -> bool:
    """Whether two members of a list stand right before and behind, or with names between them that no table knows."""
    marks = [token.text == "," or token.pos == "CCONJ" for token in between]
    if len(marks) <= LISTED_MAX:
        return bool(marks) and all(marks)
    names = [token for token, mark in zip(between, marks, strict=True) if not mark]
    return len(marks) <= UNKNOWN_MAX and marks[0] and marks[-1] and all(_is_name(token) for token in names)


def _several_words(found: Found) -> bool:
    return found.last - found.first > 1 or "-" in found.hit.text
