"""Laws of putting people together, and who is merged, kept apart or left to review."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.model import Judgement, Outcome, PersonMention, Resolution, Verdict
from chancery.resolve.people import people

NAMES = [
    "Алихан Смаилов",
    "Alikhan Smailov",
    "Смаилов А.",
    "Айдос Смаилов",
    "Смаилов",
    "Пётр Ильич Иванов",
    "Пётр Львович Иванов",
    "Пётр Иванов",
    "П. Иванова",
    "Olaf Scholz",
    "Олаф Шольц",
]
MENTIONS = st.lists(
    st.builds(
        PersonMention,
        id=st.just(""),
        name=st.sampled_from(NAMES),
        document=st.sampled_from(["", "d1", "d2", "d3"]),
        state=st.sampled_from(["", "Kazakhstan", "Norway"]),
        role=st.sampled_from(["", "ambassador", "minister"]),
        since=st.sampled_from(["", "1920-01-01", "2021-01-01", "2022-01-01"]),
        until=st.sampled_from(["", "2023-01-01"]),
    ),
    max_size=8,
).map(lambda found: [replaced(mention, at) for at, mention in enumerate(found)])
VERDICTS = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from(list(Verdict))), max_size=4)


def replaced(mention: PersonMention, at: int) -> PersonMention:
    fields = {field: getattr(mention, field) for field in PersonMention.__struct_fields__}
    return PersonMention(**(fields | {"id": f"m{at}"}))


def judgements(drawn: list[tuple[int, int, Verdict]]) -> list[Judgement]:
    return [Judgement(f"m{one}", f"m{other}", verdict) for one, other, verdict in drawn if one != other]


def outcome(found: Resolution, one: str, other: str) -> Outcome | None:
    return next((link.outcome for link in found.links if {link.one, link.other} == {one, other}), None)


def together(found: Resolution, one: str, other: str) -> bool:
    return any({one, other} <= set(cluster.members) for cluster in found.clusters)


@settings(deadline=None)
@given(MENTIONS, VERDICTS)
def test_clusters_part_the_mentions(found: list[PersonMention], drawn: list[tuple[int, int, Verdict]]) -> None:
    clusters = people(found, judgements(drawn), exclusive={"ambassador", "minister"}).clusters
    assert sorted(id for cluster in clusters for id in cluster.members) == sorted(mention.id for mention in found)
    assert all(cluster.id == min(cluster.members) for cluster in clusters)


@settings(deadline=None)
@given(MENTIONS, VERDICTS, st.integers())
def test_the_order_of_mentions_does_not_matter(
    found: list[PersonMention], drawn: list[tuple[int, int, Verdict]], seed: int
) -> None:
    shuffled = list(found)
    random.Random(seed).shuffle(shuffled)
    assert people(found, judgements(drawn)) == people(shuffled, judgements(drawn))


@settings(deadline=None)
@given(MENTIONS, VERDICTS)
def test_links_say_what_the_clusters_are(found: list[PersonMention], drawn: list[tuple[int, int, Verdict]]) -> None:
    resolution = people(found, judgements(drawn))
    for link in resolution.links:
        assert link.grounds
        assert (link.outcome is Outcome.MERGE) <= together(resolution, link.one, link.other)
        assert (link.outcome is Outcome.APART) <= (not together(resolution, link.one, link.other))


@settings(deadline=None)
@given(MENTIONS)
def test_those_who_serve_two_states_are_two(found: list[PersonMention]) -> None:
    resolution = people(found)
    for one, other in combinations(found, 2):
        if one.state and other.state and one.state != other.state:
            assert not together(resolution, one.id, other.id)


@settings(deadline=None)
@given(MENTIONS, st.integers(0, 7), st.integers(0, 7))
def test_what_was_decided_last_holds_and_can_be_undone(found: list[PersonMention], one: int, other: int) -> None:
    ids = {mention.id for mention in found}
    if one == other or not {f"m{one}", f"m{other}"} <= ids:
        return
    said = [Judgement(f"m{one}", f"m{other}", verdict) for verdict in (Verdict.SAME, Verdict.DIFFERENT)]
    assert not together(people(found, said), f"m{one}", f"m{other}")
    assert together(people(found, said[::-1]), f"m{one}", f"m{other}")
    assert people(found, []) == people(found)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"name": "Алихан Смаилов"}, {"name": "Alikhan Smailov"}, Outcome.MERGE),
        ({"name": "Алихан Смаилов"}, {"name": "Смаилов А."}, Outcome.REVIEW),
        ({"name": "Алихан Смаилов", "document": "d"}, {"name": "Смаилов А.", "document": "d"}, Outcome.MERGE),
        ({"name": "Алихан Смаилов", "document": "d"}, {"name": "Смаилов", "document": "d"}, Outcome.MERGE),
        (
            {"name": "Алихан Смаилов", "state": "Kazakhstan"},
            {"name": "Alikhan Smailov", "state": "Norway"},
            Outcome.APART,
        ),
        ({"name": "Пётр Ильич Иванов"}, {"name": "Пётр Львович Иванов"}, Outcome.APART),
        ({"name": "Olaf Scholz", "until": "1921-01-01"}, {"name": "Олаф Шольц", "since": "2021-12-08"}, Outcome.APART),
    ],
)
def test_outcomes(one: dict[str, str], other: dict[str, str], expected: Outcome) -> None:
    found = people([PersonMention("a", **one), PersonMention("b", **other)])
    assert outcome(found, "a", "b") is expected
    assert together(found, "a", "b") is (expected is Outcome.MERGE)


def test_two_offices_at_once_are_for_review() -> None:
    seen = {"since": "2024-01-01", "until": "2024-01-02"}
    found = [
        PersonMention("a", "Olaf Scholz", role="head_of_government", **seen),
        PersonMention("b", "Олаф Шольц", role="ambassador", **seen),
    ]
    assert outcome(people(found, exclusive={"head_of_government", "ambassador"}), "a", "b") is Outcome.REVIEW
    assert outcome(people(found), "a", "b") is Outcome.MERGE


def test_a_name_that_fits_two_people_is_for_review_until_an_office_settles_it() -> None:
    pair = [PersonMention("a", "Пётр Ильич Иванов", role="minister"), PersonMention("b", "Пётр Львович Иванов")]
    open_ = people([*pair, PersonMention("c", "Пётр Иванов")])
    assert outcome(open_, "a", "c") is outcome(open_, "b", "c") is Outcome.REVIEW
    settled = people([*pair, PersonMention("c", "Пётр Иванов", role="minister")])
    assert together(settled, "a", "c")
    assert outcome(settled, "b", "c") is Outcome.REVIEW


def test_a_cluster_bears_the_fullest_name() -> None:
    found = people([PersonMention("a", "Смаилов А.", "d"), PersonMention("b", "Алихан Смаилов", "d")])
    assert [cluster.name for cluster in found.clusters] == ["Алихан Смаилов"]
