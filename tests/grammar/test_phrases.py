"""Laws of phrases: built outwards from a head, one attachment at a time, until nothing more is accepted."""

from __future__ import annotations

from itertools import pairwise

import pytest
from grammar_samples import CASED, SIDED, grown, rule, sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.grammar import Index, Rule, Syntax, Unit, of_mention, phrases

OFFICE = rule(
    """
    state = { type = ["place.state"], mark = ["of", "adjective", "possessive", "before"] }
    receiving = { type = ["place.state"], mark = ["to", "in", "paren"] }
    portfolio = { type = ["words"], mark = ["of"] }
    holder = { type = ["person"], mark = ["after", "comma", "before", "comma-before"], closes = true }
    """,
    "@role",
    layer="phrase",
    fixed='makes = "person", when = "holder"',
)
POST = rule(
    """
    sending = { type = ["place.state"], mark = ["of", "adjective"] }
    seat = { type = ["place.city"], mark = ["in"], many = true }
    receiving = { type = ["place.state"], mark = ["paren", "and"] }
    """,
    "@mission",
    layer="phrase",
)


def parts(text: str, made: Rule = OFFICE, kind: str = "") -> dict[str, list[str]]:
    """What the only phrase of the sentence holds, slot by slot."""
    built = [unit for unit in grown(text, made) if unit.parts and (not kind or unit.kind == kind)]
    assert len(built) <= 1
    return {slot: [unit.text for unit in built[0].all(slot)] for unit in built for slot, _ in unit.parts}


@pytest.mark.parametrize(
    "text",
    [
        "[Ambassador]role of//ADP [Chile]place.state to//ADP [Kenya]place.state [Pedro Soto]person",
        "[Ambassador]role of//ADP the Republic [Chile]place.state in//ADP [Kenya]place.state , [Pedro Soto]person",
        "[Chilean]place.state.adjective [Ambassador]role to//ADP the [Kenya]place.state Mr [Pedro Soto]person",
        "[Pedro Soto]person , the [Ambassador]role of//ADP [Chile]place.state in//ADP [Kenya]place.state",
        "[Chile]place.state 's [Ambassador]role ( [Kenya]place.state ) [Pedro Soto]person",
    ],
)
def test_an_office_takes_what_stands_around_it(text: str) -> None:
    found = parts(text)
    assert found["holder"] == ["Pedro Soto"]
    assert [name[:4] for name in found["state"]] == ["Chil"]
    assert found["receiving"] == ["Kenya"]


def test_a_phrase_covers_its_parts_and_is_one_unit() -> None:
    text = "the [Ambassador]role of//ADP [Chile]place.state [Pedro Soto]person met [Rao]person"
    first, second = grown(text, OFFICE)
    assert (first.kind, first.first, first.last, first.rule) == ("person", 1, 6, "r")
    assert first.text == "Ambassador of Chile Pedro Soto"
    assert second.text == "Rao"
    assert [unit.text for unit in first.within()][1:] == ["Chile", "Pedro Soto"]
    assert first.part("holder") is first.all("holder")[0]


def test_a_phrase_becomes_another_kind_only_with_the_slot_that_makes_it() -> None:
    assert [unit.kind for unit in grown("[Ambassador]role of//ADP [Chile]place.state", OFFICE)] == ["role"]
    assert [unit.kind for unit in grown("[Ambassador]role [Pedro Soto]person", OFFICE)] == ["person"]


def test_a_head_with_nothing_beside_it_stays_a_mention() -> None:
    (unit,) = grown("the [Ambassador]role spoke", OFFICE)
    assert (unit.kind, unit.parts, unit.rule) == ("role", (), "")


@pytest.mark.parametrize(
    "text",
    [
        "[Ambassador]role said//VERB [Pedro Soto]person",
        "[Ambassador]role of//ADP old//NOUN [Chile]place.state",
        "[Ambassador]role with//ADP [Chile]place.state",
        "[Ambassador]role . [Pedro Soto]person",
        "[Ambassador]role ( the//DET late//ADJ [Pedro Soto]person",
    ],
)
def test_the_walk_stops_at_what_no_slot_accepts(text: str) -> None:
    assert parts(text) == {}


def test_nothing_is_attached_beyond_what_closes_the_phrase() -> None:
    found = parts("[Ambassador]role of//ADP [Chile]place.state [Pedro Soto]person to//ADP [Kenya]place.state")
    assert found == {"state": ["Chile"], "holder": ["Pedro Soto"]}


def test_a_slot_for_one_is_filled_once() -> None:
    found = parts("[Ambassador]role of//ADP [Chile]place.state of//ADP [Kenya]place.state", OFFICE)
    assert found == {"state": ["Chile"]}


def test_a_slot_for_many_goes_on_with_a_list_whose_members_need_no_mark() -> None:
    text = "[consulates]mission of//ADP [India]place.state in//ADP [Osaka]place.city , [Pune]place.city"
    text += " and//CCONJ [Oslo]place.city"
    assert parts(text, POST) == {"sending": ["India"], "seat": ["Osaka", "Pune", "Oslo"]}


def test_a_list_ends_with_its_kind() -> None:
    text = "[consulates]mission in//ADP [Osaka]place.city and//CCONJ [Rao]person"
    assert parts(text, POST) == {"seat": ["Osaka"]}


def test_what_follows_a_parenthesis_still_belongs_to_the_phrase() -> None:
    text = "[consulate]mission in//ADP [Osaka]place.city ( [Japan]place.state ) of//ADP [Chile]place.state"
    assert parts(text, POST) == {"seat": ["Osaka"], "receiving": ["Japan"], "sending": ["Chile"]}


def test_words_fill_a_slot_of_plain_words() -> None:
    found = parts("[Minister]role of//ADP Energy//NOUN and//CCONJ Mines//NOUN of//ADP [Chile]place.state")
    assert found["portfolio"] == ["Energy and Mines"]


def test_words_are_told_by_their_case_where_the_language_shows_it() -> None:
    made = rule('portfolio = { type = ["words"], mark = ["after"] }', "@role", layer="phrase")
    built = grown("[министр]role внешних//ADJ/Gen связей//NOUN/Gen встретил//VERB", made, CASED)
    assert [unit.text for unit in built[0].all("portfolio")] == ["внешних связей"]
    assert not grown("[министр]role внешних//ADJ/Gen связей//NOUN/Gen", made, SIDED)[0].parts


AGREES = rule('holder = { type = ["person"], mark = ["after", "comma"], agrees = true }', "@role", layer="phrase")


@pytest.mark.parametrize(
    ("head", "filler", "comma", "found"),
    [
        ("/Gen", "/Gen", "", True),
        ("/Gen", "/Nom", "", False),
        ("/Loc", "/Nom", "", False),
        ("/Nom", "/Nom", "", True),
        ("", "/Nom", "", True),
        ("/Gen", "", "", True),
        ("/Gen", "/Nom|Gen", "", True),
        ("/Nom", "/Nom", ", ", True),
        ("/Dat", "/Ins", ", ", False),
        ("", "/Ins", ", ", True),
        ("/Dat", "", ", ", True),
    ],
)
def test_a_filler_that_must_agree_goes_with_the_case_of_the_head(
    head: str, filler: str, comma: str, found: bool
) -> None:
    (first, *_) = grown(f"[губернатора]role{head} {comma}[Рао]person{filler}", AGREES)
    assert bool(first.parts) is found


@pytest.mark.parametrize(("mark", "found"), [("-мен", True), ("-де", False), ("Ins", True), ("Gen", False)])
def test_phrases_know_suffixes_and_cases(mark: str, found: bool) -> None:
    made = rule(f'holder = {{ type = ["person"], mark = ["{mark}"] }}', "@role", layer="phrase")
    assert bool(grown("[елші]role [Раомен]person/Ins", made)[0].parts) is found


def test_inner_phrases_are_whole_before_outer_ones_are_built() -> None:
    ministry = rule('of = { type = ["place"], mark = ["of"] }', "@organisation", layer="phrase")
    office = rule('org = { type = ["organisation"], mark = ["of"] }', "@role", layer="phrase")
    described = sentence("[Head]role of//ADP [Ministry]organisation of//ADP [Japan]place.state")
    units = [of_mention(mention) for mention in described.mentions]
    (unit,) = phrases(described, units, [Index([ministry], "phrase"), Index([office], "phrase")], SIDED)
    assert [inner.text for inner in unit.within()] == [
        "Head of Ministry of Japan", "Ministry of Japan", "Japan",
    ]  # fmt: skip


KINDS = ("role", "person", "place.state", "place.state.adjective", "mission", "place.city")
named = st.builds(
    "[{}]{}{}".format,
    st.sampled_from(("Rao", "Pedro Soto")),
    st.sampled_from(KINDS),
    st.sampled_from(("", "/Gen", "/Nom")),
)
word = st.sampled_from([",", "(", ")", "of//ADP", "in//ADP", "and//CCONJ", "the//DET", "'s", "Energy//NOUN", "—", "."])


def tiles(unit: Unit) -> bool:
    """Whether the unit's parts lie within it and apart from one another."""
    spans = sorted((part.first, part.last) for _, part in unit.parts)
    apart = all(one[1] <= other[0] for one, other in pairwise(spans))
    within = all(unit.first <= first and last <= unit.last for first, last in spans)
    return apart and within and all(tiles(part) for _, part in unit.parts)


@settings(max_examples=300, deadline=None)
@given(st.lists(named | word, min_size=1, max_size=14).map(" ".join), st.sampled_from((SIDED, CASED)))
def test_phrases_are_apart_and_lose_no_mention(text: str, syntax: Syntax) -> None:
    described = sentence(text)
    units = [of_mention(mention) for mention in described.mentions]
    indexes = [Index([made], "phrase") for made in (POST, OFFICE)]
    built = phrases(described, units, indexes, syntax)
    assert all(one.last <= other.first for one, other in pairwise(built))
    assert all(tiles(unit) for unit in built)
    covered = {token for unit in built for token in range(unit.first, unit.last)}
    assert all(set(range(mention.first, mention.last)) <= covered for mention in described.mentions)
    assert all(unit.text == " ".join(t.text for t in described.tokens[unit.first : unit.last]) for unit in built)
