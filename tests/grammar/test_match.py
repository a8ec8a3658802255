"""Laws of matching and choosing, on sentences built by hand: nothing here belongs to one language."""

from __future__ import annotations

import pytest
from grammar_samples import CASED, SIDED, filled, fillers, matched, rule, seen, sentence
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.grammar import Index, Syntax, choose, fits, matches, of_mention, trigger
from chancery.grammar.rule import PLACINGS, RELATIONS

WHO = 'who = { type = ["person"], mark = ["subject"] }'


def slot(mark: str, *, type: str = "person", **flags: bool) -> str:
    """A slot "who" with one mark."""
    told = "".join(f", {name} = {str(value).lower()}" for name, value in flags.items())
    return f'who = {{ type = ["{type}"], mark = ["{mark}"]{told} }}'


def spans(text: str, *triggers: str) -> list[tuple[int, int]]:
    """The tokens that each hit of a rule with these triggers covers."""
    return [(match.hit.first, match.hit.last) for match in matched(text, rule(WHO, *triggers))]


# --- triggers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("written", ["meet", "MET", "met", "meet:VERB", "meet:VERB:Past", "see|meet", "met:Past"])
def test_a_trigger_matches_by_lemma_or_written_form_with_all_its_features(written: str) -> None:
    assert spans("[Rao]person Met/meet/VERB/Past", written) == [(1, 2)]


@pytest.mark.parametrize("written", ["meets", "meet:NOUN", "meet:VERB:Fut", "see|greet", "meet met", "@place"])
def test_a_trigger_that_lacks_a_feature_or_word_does_not_match(written: str) -> None:
    assert spans("[Rao]person Met/meet/VERB/Past", written) == []


def test_a_step_asks_for_word_and_features_of_one_token() -> None:
    (step,) = trigger("meet:VERB").steps
    first, second = sentence("meet/meet/NOUN met/meet/VERB").tokens
    assert (fits(step, first), fits(step, second)) == (False, True)


def test_steps_without_a_gap_are_neighbours() -> None:
    assert spans("hold talks", "hold talks") == [(0, 2)]
    assert spans("hold long talks", "hold talks") == []


@pytest.mark.parametrize(("between", "found"), [(0, True), (1, True), (4, True), (5, False)])
def test_a_gap_is_of_none_to_four_tokens(between: int, found: bool) -> None:
    text = " ".join(["hold", *["very"] * between, "talks"])
    assert spans(text, "hold * talks") == ([(0, between + 2)] if found else [])


def test_a_unit_in_a_gap_counts_as_one_token() -> None:
    assert spans("hold [with the old Ambassador of a far State]role at last long talks", "hold * talks") == [(0, 13)]


def test_a_unit_is_passed_over_whole() -> None:
    """The word of the second step lies within a name."""
    assert spans("hold [Institute of Talks]organisation", "hold * talks") == []


@pytest.mark.parametrize("stop", [".", ";"])
def test_a_gap_does_not_cross_a_full_stop(stop: str) -> None:
    assert spans(f"hold {stop} talks", "hold * talks") == []


def test_gaps_may_follow_one_another() -> None:
    assert spans("hold a new round of long talks", "hold * round * talks") == [(0, 7)]


@pytest.mark.parametrize("written", ["@mission", "@plural"])
def test_a_mention_step_asks_for_a_kind_or_a_label(written: str) -> None:
    assert spans("[two embassies]mission.plural", written) == [(0, 2)]


def test_a_mention_step_may_stand_behind_words_and_gaps() -> None:
    assert spans("open a new [consulate general]mission soon", "open * @mission soon") == [(0, 6)]
    assert spans("open a new [consulate general]mission", "open * @place") == []


def test_a_mention_step_starts_where_the_mention_does() -> None:
    assert spans("general [consulate general]mission", "general @mission") == [(0, 3)]
    assert spans("[consulate general]mission", "general @mission") == []


def test_of_one_rule_at_one_place_only_the_longest_trigger_counts() -> None:
    assert spans("start work start", "start", "start * work") == [(0, 2), (2, 3)]


def test_a_sentence_pays_only_for_rules_whose_first_word_it_holds() -> None:
    index = Index([rule(WHO, "meet")], "clause")
    assert list(index.hits(sentence("they greet").tokens, [])) == []
    assert list(Index([rule(WHO, "meet")], "phrase").hits(sentence("they meet").tokens, [])) == []


@pytest.mark.parametrize(("text", "found"), [("meet the needs", 0), ("needs meet", 1), ("meet the boss", 1)])
def test_a_rule_is_silent_beside_what_it_excepts(text: str, found: int) -> None:
    assert len(matched(text, rule(WHO, "meet", unless=["meet * needs"]))) == found


# --- marks ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("subject", "[Rao]person met/meet/VERB"),
        ("object", "met/meet/VERB [Rao]person"),
        ("agent", "met/meet/VERB by//ADP [Rao]person"),
        ("sole", "[Rao]person met/meet/VERB in//ADP town"),
        ("before", "[Rao]person met/meet/VERB"),
        ("after", "met/meet/VERB [Rao]person"),
        ("comma", "met/meet/VERB , [Rao]person"),
        ("comma-before", "[Rao]person , met/meet/VERB"),
        ("paren", "met/meet/VERB ( [Rao]person )"),
        ("adjective", "[Rao]person.adjective met/meet/VERB"),
        ("adjective", "[Rao]person.demonym met/meet/VERB"),
        ("possessive", "[Rao]person 's old new hall met/meet/VERB"),
        ("counts", "[Rao]person old new hall met/meet/VERB"),
        ("any", "met/meet/VERB with//ADP [Rao]person"),
        ("any", "[Rao]person.adjective met/meet/VERB"),
        ("later", "met/meet/VERB with//ADP [Rao]person"),
        ("earlier", "with//ADP [Rao]person met/meet/VERB"),
        ("Ins", "met/meet/VERB [Rao]person/Ins"),
        ("Ins", "met/meet/VERB [Rao]person/Nom|Ins"),
        ("-мен", "[Рао елшімен]person met/meet/VERB"),
        ("with", "met/meet/VERB with//ADP [Rao]person"),
        ("with", "met/meet/VERB with//ADP the new//ADJ [Rao]person"),
        ("with+Ins", "met/meet/VERB with//ADP [Rao]person/Ins"),
        ("with+Ins", "met/meet/VERB with//ADP [Rao]person"),
        ("led by", "met/meet/VERB led by [Rao]person"),
        ("including", "met/meet/VERB including [Rao]person"),
        ("at the invitation of", "met/meet/VERB at the invitation of [Rao]person"),
    ],
)
def test_a_mark_shows_its_filler(mark: str, text: str) -> None:
    assert [unit.split()[0] for unit in fillers(text, rule(slot(mark), "meet"))["who"]] in (["Rao"], ["Рао"])


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("subject", "met/meet/VERB [Rao]person"),
        ("subject", "with//ADP [Rao]person met/meet/VERB"),
        ("object", "[Rao]person met/meet/VERB"),
        ("object", "met/meet/VERB with//ADP [Rao]person"),
        ("agent", "met/meet/VERB [Rao]person"),
        ("agent", "by//ADP [Rao]person met/meet/VERB"),
        ("sole", "[Rao]person met/meet/VERB the//DET boss"),
        ("before", "with//ADP [Rao]person met/meet/VERB"),
        ("after", "met/meet/VERB with//ADP [Rao]person"),
        ("comma", "met/meet/VERB [Rao]person"),
        ("comma", "met/meet/VERB , old [Rao]person"),
        ("comma-before", "[Rao]person met/meet/VERB"),
        ("paren", "met/meet/VERB [Rao]person"),
        ("adjective", "[Rao]person met/meet/VERB"),
        ("adjective", "[Rao]person.adjective old met/meet/VERB"),
        ("possessive", "[Rao]person met/meet/VERB"),
        ("possessive", "[Rao]person 's a b c d e f g h met/meet/VERB"),
        ("counts", "[Rao]person a b c d met/meet/VERB"),
        ("later", "[Rao]person met/meet/VERB"),
        ("earlier", "met/meet/VERB [Rao]person"),
        ("Ins", "met/meet/VERB [Rao]person"),
        ("Ins", "met/meet/VERB [Rao]person/Nom"),
        ("Ins", "met/meet/VERB with//ADP [Rao]person/Ins"),
        ("-мен", "[Рао елші]person met/meet/VERB"),
        ("-мен", "[Раомен елші]person met/meet/VERB"),
        ("with", "met/meet/VERB [Rao]person"),
        ("with", "met/meet/VERB with//ADP a//DET old//ADJ long//ADJ b//ADJ [Rao]person"),
        ("with", "met/meet/VERB with//ADP boss//NOUN [Rao]person"),
        ("with+Ins", "met/meet/VERB with//ADP [Rao]person/Gen"),
        ("led by", "met/meet/VERB by//ADP [Rao]person"),
        ("subject", "[Rao]person.adjective met/meet/VERB"),
        ("object", "met/meet/VERB [Rao]person.adjective"),
    ],
)
def test_a_mark_refuses_what_it_does_not_show(mark: str, text: str) -> None:
    assert fillers(text, rule(slot(mark), "meet")) == {}


def test_every_relation_and_placing_of_clause_rules_is_tried_here() -> None:
    tried = set()
    for test in (test_a_mark_shows_its_filler, test_a_mark_refuses_what_it_does_not_show):
        tried |= {mark for mark, _ in test.pytestmark[0].args[1]}  # type: ignore[attr-defined]
    assert (RELATIONS | PLACINGS) - tried == {"and", "colon", "dash", "dash-before"}  # these are for phrases


@pytest.mark.parametrize("order", ["{who} {whom} {verb}", "{verb} {whom} {who}", "{whom} {verb} {who}"])
def test_relations_by_case_do_not_heed_the_order(order: str) -> None:
    text = order.format(who="[Rao]person/Nom", whom="[Soto]person/Acc", verb="met/meet/VERB")
    made = rule(f'{WHO}\nwhom = {{ type = ["person"], mark = ["object"] }}', "meet")
    assert fillers(text, made, CASED) == {"who": ["Rao"], "whom": ["Soto"]}


def test_a_case_that_the_sentence_does_not_tell_is_left_open() -> None:
    assert fillers("[Rao]person met/meet/VERB", rule(WHO, "meet"), CASED) == {"who": ["Rao"]}


MET = rule(
    """
    who = { type = ["person"], mark = ["subject", "-мен", "-бен", "-пен"], many = true, each = true }
    place = { type = ["place"], mark = ["-да", "-де", "-та", "-те"] }
    """,
    "кездесу:VERB",
)
"""Premier Rao met with the ambassador in Nairobi: one suffix marks the other party, another one the place."""


def test_slots_marked_by_suffixes_are_filled_before_a_final_verb() -> None:
    text = "[Премьер Рао]person/Nom [Найробиде]place/Loc [елшімен]person/Ins кездесті/кездесу/VERB/Past/Fin"
    assert fillers(text, MET, CASED) == {"who": ["Премьер Рао", "елшімен"], "place": ["Найробиде"]}
    assert fillers(text.replace("елшімен", "елшінің"), MET, CASED)["who"] == ["Премьер Рао"]


@pytest.mark.parametrize("syntax", [SIDED, CASED], ids=["by side", "by case"])
def test_a_suffix_needs_no_analyser_that_knows_cases(syntax: Syntax) -> None:
    text = "[Премьер Рао]person [Найробиде]place [елшімен]person кездесті/кездесу/VERB/Past/Fin"
    assert fillers(text, MET, syntax) == {"who": ["Премьер Рао", "елшімен"], "place": ["Найробиде"]}


APPOINTED = """
    person = { type = ["person"], mark = ["object"], passive = ["subject"], required = true }
    role = { type = ["role"], mark = ["after", "comme"], required = true }
    by = { type = ["role"], mark = ["subject"], passive = ["agent"] }
"""


@pytest.mark.parametrize(
    "text",
    [
        "[Rao]person a été nommée/nommer/VERB/Part/Pass [ambassadrice]role by//ADP [le président]role",
        "[le président]role a nommé/nommer/VERB/Part/Act [Rao]person [ambassadrice]role",
        "[le président]role a nommé/nommer/VERB/Part/Act [Rao]person comme//ADP [ambassadrice]role",
    ],
)
def test_one_rule_reads_the_active_and_the_passive(text: str) -> None:
    made = rule(APPOINTED, "nommer:VERB")
    assert fillers(text, made) == {"person": ["Rao"], "role": ["ambassadrice"], "by": ["le président"]}


def test_marks_beside_a_noun_may_differ() -> None:
    made = rule('who = { type = ["person"], mark = ["subject"], nominal = ["of"] }', "meet", "meeting")
    assert fillers("[Rao]person met/meet/VERB of//ADP [Soto]person", made)["who"] == ["Rao"]
    assert fillers("[Rao]person : meeting//NOUN of//ADP [Soto]person", made)["who"] == ["Soto"]


def test_a_preposition_governs_no_further_than_the_unit_before() -> None:
    made = rule('who = { type = ["person"], mark = ["with"] }', "meet")
    assert fillers("met/meet/VERB with//ADP [Rao]person the [Soto]person", made) == {"who": ["Rao"]}


# --- types, labels, reach ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "found"), [("place", True), ("place.state", True), ("place.city", False), ("person", False)]
)
def test_a_slot_takes_its_types_and_labels_only(kind: str, found: bool) -> None:
    assert bool(fillers("[Chile]place.state acts/act/VERB", rule(slot("subject", type=kind), "act"))) is found


@pytest.mark.parametrize(("between", "found"), [("", True), ("a b", True), ("a b c", False)])
def test_what_must_be_adjacent_is_at_most_two_tokens_away(between: str, found: bool) -> None:
    made = rule('who = { type = ["person"], mark = ["subject"], reach = "adjacent" }', "meet")
    assert bool(fillers(f"[Rao]person {between} met/meet/VERB", made)) is found


@pytest.mark.parametrize(
    ("reach", "borders", "found"), [("clause", 2, True), ("clause", 3, False), ("sentence", 3, True)]
)
def test_a_slot_reaches_over_so_many_borders_of_clauses(reach: str, borders: int, found: bool) -> None:
    made = rule(f'who = {{ type = ["person"], mark = ["any"], reach = "{reach}" }}', "meet")
    assert bool(fillers(f"[Rao]person {'; ' * borders}met/meet/VERB", made)) is found


def test_what_is_very_far_is_no_candidate() -> None:
    made = rule('who = { type = ["person"], mark = ["any"], reach = "sentence" }', "meet")
    assert fillers("[Rao]person " + "word " * 80 + "met/meet/VERB", made) == {}


@pytest.mark.parametrize(
    ("near", "far"),
    [
        ("[Rao]person met/meet/VERB", "[Rao]person at last met/meet/VERB"),
        ("[Rao]person at last met/meet/VERB", "[Rao]person ; last met/meet/VERB"),
        ("[Rao]person which last met/meet/VERB", "[Rao]person which came/come/VERB/Fin met/meet/VERB"),
    ],
)
def test_distance_clauses_and_verbs_between_speak_against_a_candidate(near: str, far: str) -> None:
    made = rule(WHO, "meet")
    assert filled(near, made).score > filled(far, made).score


def test_an_earlier_mark_speaks_louder() -> None:
    text = "[Rao]person met/meet/VERB"
    first, second = (
        filled(text, rule(f'who = {{ type = ["person"], mark = {marks} }}', "meet"))
        for marks in ('["subject", "with"]', '["with", "subject"]')
    )
    assert first.score > second.score


def test_a_trigger_within_a_unit_takes_its_parts_only() -> None:
    """The unit that holds the trigger is no filler of it."""
    assert fillers("[meeting Rao]person", rule(slot("any"), "meeting")) == {}


# --- coordination -----------------------------------------------------------------------------------------------------

MANY = rule(slot("with", many=True), "meet")


@pytest.mark.parametrize(
    "text",
    [
        "met/meet/VERB with//ADP [Rao]person and//CCONJ [Soto]person",
        "met/meet/VERB with//ADP [Rao]person as well as [Soto]person",
        "met/meet/VERB with//ADP [Rao]person , [Soto]person and//CCONJ the [Lind]person",
        "met/meet/VERB with//ADP the [Rao]person , the [Soto]person , and//CCONJ [Lind]person",
    ],
)
def test_members_of_a_list_share_the_preposition_of_the_first(text: str) -> None:
    names = [unit.text for unit in seen(text).units]
    assert fillers(text, MANY)["who"] == names
    assert len({unit.group for unit in seen(text).units}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "[Rao]person , [Soto]person met/meet/VERB",
        "[Rao]person the [Soto]person",
        "[Rao]person [Soto]person",
        "[Rao]person : [Soto]person",
        "[Rao]person and//CCONJ [Nairobi]place.city",
        "[Rao]person/Nom and//CCONJ [Soto]person/Gen",
    ],
)
def test_neighbours_that_are_no_list(text: str) -> None:
    first, second = seen(text).units
    assert first.group != second.group


def test_a_state_may_act_beside_a_person() -> None:
    text = "[Rao]person and//CCONJ [Chile]place.state"
    first, second = seen(text).units
    assert first.group == second.group


def test_a_slot_for_many_takes_only_its_kinds_from_a_list() -> None:
    text = "met/meet/VERB with//ADP [Rao]person and//CCONJ [Chile]place.state"
    assert fillers(text, MANY) == {"who": ["Rao"]}


def test_a_slot_for_one_takes_one_of_a_list() -> None:
    text = "met/meet/VERB with//ADP [Rao]person and//CCONJ [Soto]person"
    assert fillers(text, rule(slot("with"), "meet")) == {"who": ["Rao"]}


def test_a_slot_for_each_takes_one_list_for_every_mark() -> None:
    made = rule('who = { type = ["person"], mark = ["subject", "with"], many = true, each = true }', "meet")
    text = "[Rao]person and//CCONJ [Das]person met/meet/VERB with//ADP [Soto]person and//CCONJ [Lind]person"
    assert fillers(text, made) == {"who": ["Rao", "Das", "Soto", "Lind"]}


def test_a_mark_shows_one_list_only() -> None:
    made = rule('who = { type = ["person"], mark = ["subject", "with"], many = true, each = true }', "meet")
    found = filled("[Das]person which [Rao]person met/meet/VERB", made)
    assert [unit.text for unit in found.all("who")] == ["Rao"]
    assert [each.why for each in found.verdicts] == ["", "a better candidate has this mark"]


# --- choosing ---------------------------------------------------------------------------------------------------------


def test_a_unit_fills_one_slot() -> None:
    made = rule(f'{WHO}\nother = {{ type = ["person"], mark = ["any"] }}', "meet")
    found = filled("[Rao]person met/meet/VERB", made)
    assert len(found.slots) == 1
    assert [each.why for each in found.verdicts] == ["", "already used"]


def test_a_match_without_a_required_filler_says_for_which_slot() -> None:
    made = rule(slot("with", required=True), "meet")
    assert filled("[Rao]person met/meet/VERB", made).missing == "who"
    assert filled("met/meet/VERB with//ADP [Rao]person", made).missing == ""


def test_a_match_without_slots_is_half_sure() -> None:
    assert filled("they met/meet/VERB", rule(WHO, "meet")).score == 0.5


def test_one_gives_the_first_and_all_the_order_of_the_text() -> None:
    found = filled("[Das]person and//CCONJ [Rao]person met/meet/VERB", rule(slot("subject", many=True), "meet"))
    assert [unit.text for unit in found.all("who")] == ["Das", "Rao"]
    assert found.one("who") in found.all("who")
    assert found.one("whom") is None


KINDS = ("person", "role", "place.state", "place.city", "organisation")
CASES = ("", "/Nom", "/Acc", "/Ins", "/Nom|Acc")
named = st.builds(
    "[{}]{}{}".format, st.sampled_from(("Rao", "Pedro Soto", "Chile")), st.sampled_from(KINDS), st.sampled_from(CASES)
)
word = st.sampled_from(
    [
        *("met/meet/VERB/Past/Fin", "met/meet/VERB/Part/Pass", "meeting/meeting/NOUN", "came/come/VERB/Fin"),
        *(",", ";", "(", ")", "'s", "led", "which", "and//CCONJ", "with//ADP", "by//ADP", "the//DET", "old//ADJ"),
    ]
)
texts = st.lists(named | word, min_size=1, max_size=14).map(" ".join)
MEETING = rule(
    """
    who = { type = ["person", "role", "place.state"], mark = ["subject", "with", "led by"], many = true, each = true }
    whom = { type = ["person", "role"], mark = ["object", "Acc"], passive = ["agent"], required = true }
    place = { type = ["place"], mark = ["any", "possessive", "paren"], reach = "sentence" }
    """,
    "meet:VERB",
    "meeting",
    "hold * talks",
)


@settings(max_examples=300, deadline=None)
@given(texts, st.sampled_from((SIDED, CASED)))
def test_choosing_gives_a_verdict_for_every_candidate_and_uses_no_token_twice(text: str, syntax: Syntax) -> None:
    view = seen(text, syntax)
    for match in matches(view, Index([MEETING], "clause")):
        found = choose(match, view)
        assert [(v.slot, v.text, v.mark, v.score) for v in found.verdicts] == [
            (c.slot, c.unit.text, c.mark, c.score) for c in match.candidates
        ]
        assert all(verdict.taken is (verdict.why == "") for verdict in found.verdicts)
        tokens = [token for _, unit in found.slots for token in range(unit.first, unit.last)]
        assert len(tokens) == len(set(tokens))
        assert {verdict.slot for verdict in found.verdicts if verdict.taken} == {name for name, _ in found.slots}
        assert (found.missing == "whom") is (found.one("whom") is None)


@settings(max_examples=300, deadline=None)
@given(texts)
def test_candidates_come_best_first_and_show_a_mark_of_their_slot(text: str) -> None:
    for match in matched(text, MEETING):
        assert [c.score for c in match.candidates] == sorted((c.score for c in match.candidates), reverse=True)
        slots = {each.name: each for each in match.hit.rule.slots}
        for candidate in match.candidates:
            marks = slots[candidate.slot].marks + slots[candidate.slot].passive + slots[candidate.slot].nominal
            assert candidate.mark in {mark.text for mark in marks}
            assert candidate.unit.kind in {kind.kind for kind in slots[candidate.slot].types}
            assert 0 < candidate.score <= 1


@settings(max_examples=300, deadline=None)
@given(texts)
def test_a_view_keeps_every_mention_in_its_place(text: str) -> None:
    view = seen(text)
    assert [unit.text for unit in view.units] == [mention.text for mention in view.sentence.mentions]
    if not {"(", ")"} & {token.text for token in view.tokens}:
        assert list(view.clauses) == sorted(view.clauses)
    assert all(number >= 0 for number in view.clauses)
    assert len(view.clauses) == len(view.tokens)
    assert all(of_mention(m).start == view.tokens[m.first].start for m in view.sentence.mentions)


def test_a_clause_goes_on_behind_its_parenthesis() -> None:
    view = seen("Rao ( and others ; many ) met Ito")
    inside = [n for token, n in zip(view.tokens, view.clauses, strict=True) if token.text in ("(", "and", "others")]
    outside = [n for token, n in zip(view.tokens, view.clauses, strict=True) if token.text in ("Rao", "met", "Ito")]
    assert set(outside) == {0}
    assert set(inside) == {1}
