"""Who holds which office, and whose officer somebody is: laws of lists, appositions and inference."""

from __future__ import annotations

from functools import cache

import pytest

from chancery.model import MediaType, Position, RawItem, Rejected
from chancery.run.pipeline import Reader

Seen = tuple[str, str, str, str | None, str | None]


@cache
def reader() -> Reader:
    return Reader(tier="full")


def read(text: str, lang: str) -> list[Position]:
    """The positions of a short text."""
    item = RawItem(key=f"{lang}.txt", content=text.encode(), media_type=MediaType.TEXT, lang=lang)
    done = reader().read(item)
    assert not isinstance(done, Rejected)
    return [frame.fact for frame in done.frames if isinstance(frame.fact, Position)]


def held(text: str, lang: str = "en") -> set[Seen]:
    return {(p.person, p.role, p.event, p.org, p.receiving) for p in read(text, lang)}


LISTS = [
    ("en", "The ambassadors of Chile, Pedro Soto, Ghana, Kofi Mensah, and Japan, Ken Ito, spoke."),
    ("en", "The ambassadors are Pedro Soto from Chile, Kofi Mensah from Ghana, and Ken Ito from Japan."),
    (
        "en",
        "Three ambassadors came. They are Pedro Soto of Chile, Kofi Mensah of Ghana and Ken Ito of Japan.",
    ),
    ("ru", "Выступили послы Чили – Педро Сото, Ганы – Кофи Менса, Японии – Кэн Ито."),
    ("ru", "Выступили послы: Чили – Педро Сото; Ганы – Кофи Менса; Японии – Кэн Ито."),
    ("ru", "На встрече выступили послы:\n\n- Чили – Педро Сото;\n- Ганы – Кофи Менса;\n- Японии – Кэн Ито."),
    ("ru", "Пришли Педро Сото – посол Чили, Кофи Менса – посол Ганы и Кэн Ито – посол Японии."),
]


@pytest.mark.parametrize(("lang", "text"), LISTS)
def test_each_member_of_a_list_has_the_office_for_the_state_beside_the_name(lang: str, text: str) -> None:
    owners = {(role, org) for _, role, _, org, _ in held(text, lang)}
    assert {("ambassador", state) for state in ("Chile", "Ghana", "Japan")} <= owners


def test_an_office_before_its_holder_behind_commas_is_not_that_of_the_name_before() -> None:
    text = "Present were the Mayor of Hamburg, Rosa Weber, the Governor of Bavaria, Ivan Petrov, and guests."
    found = {(person, role) for person, role, *_ in held(text)}
    assert found == {("Rosa Weber", "mayor"), ("Ivan Petrov", "governor")}


def test_a_name_before_its_office_keeps_it() -> None:
    text = "Present were Rosa Weber, Mayor of Hamburg, Ivan Petrov, Governor of Bavaria, and guests."
    found = {(person, role) for person, role, *_ in held(text)}
    assert found == {("Rosa Weber", "mayor"), ("Ivan Petrov", "governor")}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Pedro Soto was appointed Ambassador of Chile to Kenya, Uganda and Somalia."),
        ("ru", "Педро Сото назначен послом Чили в Кении, Уганде и Сомали."),
    ],
)
def test_an_ambassador_to_several_states_has_an_office_in_each(lang: str, text: str) -> None:
    hosts = {receiving for _, _, event, _, receiving in held(text, lang) if event == "appointed"}
    assert hosts == {"Kenya", "Uganda", "Somalia"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "President Lai Ndong dismissed five ambassadors."),
        ("ru", "Президент Иван Петров освободил от должности пятерых послов."),
    ],
)
def test_who_dismisses_is_not_dismissed(lang: str, text: str) -> None:
    assert {event for _, _, event, _, _ in held(text, lang)} == {"holds"}


@pytest.mark.parametrize(
    ("lang", "text", "event"),
    [
        ("en", "Kofi Mensah, the Foreign Minister of Ghana at the time, signed it.", "former"),
        ("en", "Kofi Mensah, who was then Foreign Minister of Ghana, signed it.", "former"),
        ("en", "The outgoing Ambassador of Ghana Kofi Mensah spoke.", "departing"),
        ("ru", "Исполняющим обязанности министра иностранных дел Ганы назначен Кофи Менса.", "acting"),
        ("ru", "Тогдашний министр иностранных дел Ганы Кофи Менса подписал его.", "former"),
    ],
)
def test_words_around_an_office_tell_how_it_is_held(lang: str, text: str, event: str) -> None:
    assert event in {found for _, _, found, _, _ in held(text, lang)}


def test_a_state_has_one_president_so_another_president_is_the_other_state_s() -> None:
    text = (
        "President of Gabon Lai Ndong arrived in Rwanda on Monday.\n\n"
        "In Rwanda the guest from Gabon had talks with President Paul Habimana."
    )
    owners = {person: org for person, role, _, org, _ in held(text) if role == "president"}
    assert owners == {"Lai Ndong": "Gabon", "Paul Habimana": "Rwanda"}


def test_what_the_story_tells_of_an_owner_is_marked_as_inferred() -> None:
    text = "Chile opened a consulate general in Pune. Foreign Minister Rosa Paz opened the Consulate General of Chile."
    assert [(p.org, p.inferred) for p in read(text, "en") if p.role == "foreign_minister"] == [("Chile", True)]


def test_those_of_a_side_serve_its_state() -> None:
    text = "Chile and Ghana held talks. On the Ghanaian side Foreign Minister Kofi Mensah took part."
    assert ("Kofi Mensah", "foreign_minister", "holds", "Ghana", None) in held(text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "President Lai Ndong appointed Asha Rao as Ambassador of Chile to Kenya."),
        ("ru", "Президент Иван Петров назначил новым послом Чили в Кении министра Ашу Рао."),
        ("ru", "Президент Иван Петров назначил послом Чили в Кении Ашу Рао."),
    ],
)
def test_who_appoints_is_not_appointed(lang: str, text: str) -> None:
    appointed = {person for person, _, event, _, _ in held(text, lang) if event == "appointed"}
    assert appointed.isdisjoint(("Lai Ndong", "Ivan Petrov"))


def test_the_next_office_is_the_one_appointed_to() -> None:
    text = (
        "India appointed Asha Rao, who is currently serving as the High Commissioner of India to Nigeria, "
        "as the next High Commissioner of India to Kenya."
    )
    hosts = {receiving for _, _, event, _, receiving in held(text) if event == "appointed"}
    assert hosts == {"Kenya"}


@pytest.mark.parametrize(
    ("lang", "text", "role", "org"),
    [
        ("en", "The delegation of the World Bank led by Vice President Asha Rao left.",
         "vice_president_organisation", "World Bank"),
        ("ru", "Делегация Всемирного банка во главе с вице-президентом Ашей Рао уехала.",
         "vice_president_organisation", "World Bank"),
        ("en", "A delegation of the Federation Council, headed by its Speaker Rosa Weber, left.",
         "senate_chair", "Federation Council"),
        ("en", "Kofi Mensah, chairman of the Ghana-Japan friendship group, spoke.",
         "friendship_group_chair", "Ghana-Japan friendship group"),
    ],
)  # fmt: skip
def test_the_body_told_beside_an_office_makes_it_precise(lang: str, text: str, role: str, org: str) -> None:
    assert (role, org) in {(found, owner) for _, found, _, owner, _ in held(text, lang)}


def test_an_acronym_before_an_office_is_the_body_that_it_abbreviates() -> None:
    text = "The Nile Chamber of Commerce met on Monday. NCC President Kofi Mensah spoke."
    assert ("chamber_president", "Nile Chamber of Commerce") in {(role, org) for _, role, _, org, _ in held(text)}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("ru", "Освободить Петрова Ивана Сергеевича от должности посла Чили в Кении и по совместительству в Уганде."),
    ],
)
def test_posts_held_concurrently_are_marked(lang: str, text: str) -> None:
    found = {(p.receiving, p.concurrent) for p in read(text, lang) if p.event == "relieved"}
    assert found == {("Kenya", False), ("Uganda", True)}
