"""Places that several names tell together: a city with its State behind it, "the Kenyan capital"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from chancery.analyse.lexicon import folded
from chancery.gazetteer import Gazetteer
from chancery.model import Mention, Token, written
from chancery.model.wording import PlaceWords

ENDS = frozenset((",", ";", ".", ":", ")", "(", "–", "—", "!", "?", "”", "»", '"'))
WHOLES = ("state", "region")


def addressed(
    mentions: Sequence[Mention], tokens: Sequence[Token], gazetteer: Gazetteer, words: PlaceWords
) -> list[Mention]:
    """The mentions with each city and the State or region named behind it as one place ("Kigali, Rwanda")."""
    found: list[Mention] = []
    for mention in mentions:
        capital = _capital(mention, tokens, gazetteer, words)
        joined = _joined(found[-1], mention, tokens, mentions, gazetteer) if found else None
        joined = joined or (_attributed(found[-1], mention, tokens) if found else None)
        if joined is not None:
            found[-1] = joined
        else:
            found.append(capital or mention)
    return [structs.replace(m, labels=m.labels | {"city"}) if _is_city_state(m, gazetteer) else m for m in found]


def _capital(mention: Mention, tokens: Sequence[Token], gazetteer: Gazetteer, words: PlaceWords) -> Mention | None:
    """The city that an adjective and a word for a capital name."""
    last = mention.last
    if not {"adjective", "state"} <= mention.labels or last >= len(tokens):
        return None
    city = gazetteer.place(mention.value[0]).capital
    if tokens[last].lemma not in words.capital_after or not city:
        return None
    return structs.replace(
        mention,
        last=last + 1,
        head=last,
        stop=tokens[last].stop,
        text=written(tokens[mention.first : last + 1]),
        name=gazetteer.place(city).name,
        case=tokens[last].case,
        labels=frozenset({"city"}),
        value=(city,),
        rule="gazetteer.capital",
    )


def _joined(
    city: Mention, whole: Mention, tokens: Sequence[Token], mentions: Sequence[Mention], gazetteer: Gazetteer
) -> Mention | None:
    """The city with what lies around it, where that stands behind it between commas or in parentheses."""
    between = tokens[city.last : whole.first]
    opening = between[0].text if between else ""
    inside = bool(between) and between[0].pos == "ADP" and all(token.pos == "DET" for token in between[1:])
    if not (inside or (len(between) == 1 and opening in (",", "("))) or "city" not in city.labels:
        return None
    if not whole.labels & set(WHOLES) or whole.labels & {"adjective", "demonym"}:
        return None
    within = [place for place in city.value if any(part.id == whole.value[0] for part in gazetteer.chain(place)[1:])]
    last = whole.last
    if not within or not (_closed(tokens, last) if opening == "(" else _ended(tokens, last, mentions)):
        return None
    last += opening == "("
    return structs.replace(
        city,
        last=last,
        stop=tokens[last - 1].stop,
        text=written(tokens[city.first : last]),
        name=gazetteer.place(within[0]).name,
        value=tuple(within),
    )


def _attributed(adjective: Mention, city: Mention, tokens: Sequence[Token]) -> Mention | None:
    """The city with the adjective of its land before its head noun: "the Siberian city of X"."""
    headed = city.last - city.first > 1 and tokens[city.first].pos == "NOUN" and "city" in city.labels
    if "adjective" not in adjective.labels or adjective.last != city.first or not headed:
        return None
    return structs.replace(
        city, first=adjective.first, start=adjective.start, text=written(tokens[adjective.first : city.last])
    )


def _closed(tokens: Sequence[Token], last: int) -> bool:
    return last < len(tokens) and tokens[last].text == ")"


def _ended(tokens: Sequence[Token], last: int, mentions: Sequence[Mention]) -> bool:
    """Whether the name behind the comma ends there, rather than begins what is said next."""
    if last >= len(tokens) or tokens[last].text in ENDS:
        return True
    following = next((m for m in mentions if m.first == last + 1), None)
    return tokens[last].pos == "CCONJ" and following is not None and "city" in following.labels


def _is_city_state(mention: Mention, gazetteer: Gazetteer) -> bool:
    """Whether one name stands for a State or territory and for the city that it is."""
    if "state" not in mention.labels or mention.labels & {"adjective", "demonym"}:
        return False
    place = gazetteer.place(mention.value[0])
    others = [gazetteer.place(other) for other in (*mention.value[1:], place.capital) if other]
    return any(other.country == place.country and folded(other.name) == folded(place.name) for other in others)
