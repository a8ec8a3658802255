"""Agreements, functions, delegations and memberships: laws of what is taken, in every language alike."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.analyse.annotate import annotated
from chancery.extract.accords import agreements, same
from chancery.extract.draft import Draft
from chancery.extract.frames import drafted
from chancery.extract.functions import ARTICLES, accord_words
from chancery.extract.scene import scenes
from chancery.extract.story import Story
from chancery.gazetteer import gazetteer
from chancery.lang import codes, load
from chancery.model import Agreement, Delegation, Document, Function, Membership, Modality

KINDS = (Agreement, Delegation, Function, Membership)


def read(lang: str, text: str) -> list[Draft]:
    """The drafts of this room's four kinds in a text."""
    document = annotated(Document(key="k", text=text, sha256=""), lang)
    pack = load(lang)
    found = scenes(document, pack)
    story = Story(document, found, pack, gazetteer())
    return [draft for scene in found for draft in drafted(scene, story) if isinstance(draft.fact, KINDS)]


def one(lang: str, text: str) -> Draft:
    (draft,) = read(lang, text)
    return draft


def parties(draft: Draft) -> set[str]:
    assert isinstance(draft.fact, Agreement)
    return set(draft.fact.parties)


@pytest.mark.parametrize(
    ("lang", "text", "kind", "modality"),
    [
        ("en", "Chile and Kenya signed a memorandum on trade in Nairobi.", "mou", Modality.SIGNED),
        ("ru", "Чили и Кения подписали в Найроби меморандум о торговле.", "mou", Modality.SIGNED),
        ("en", "The agreement between Chile and Kenya on visas entered into force.", "treaty", Modality.IN_FORCE),
        ("ru", "Соглашение между Чили и Кенией о визах вступило в силу.", "treaty", Modality.IN_FORCE),
        ("en", "The parliament ratified the treaty between Chile and Kenya.", "treaty", Modality.APPROVED),
        ("ru", "Парламент ратифицировал договор между Чили и Кенией.", "treaty", Modality.APPROVED),
        ("en", "Chile and Kenya will sign a roadmap next month.", "roadmap", Modality.PLANNED),
        ("en", "A draft agreement is being prepared by Chile and Kenya.", "treaty", Modality.PLANNED),
        ("ru", "Проект соглашения готовят Чили и Кения.", "treaty", Modality.PLANNED),
        ("en", "Chile and Kenya exchanged notes on the consulate.", "exchange_of_notes", Modality.SIGNED),
        ("ru", "Чили и Кения обменялись нотами о консульстве.", "exchange_of_notes", Modality.SIGNED),
    ],
)
def test_an_agreement_stands_as_its_words_say(lang: str, text: str, kind: str, modality: str) -> None:
    draft = one(lang, text)
    assert isinstance(draft.fact, Agreement)
    assert (draft.fact.kind, draft.modality) == (kind, modality)
    assert parties(draft) == {"Chile", "Kenya"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Chile is a strategic partner of Kenya."),
        ("ru", "Чили остаётся стратегическим партнёром Кении."),
        ("en", "The agreement was reached at a meeting of the ministers of Chile and Kenya."),
        ("en", "The chief of protocol of Chile met the guests from Kenya."),
        ("ru", "Начальник службы протокола Чили встретил гостей из Кении."),
        ("en", "The Embassy of Chile in Nairobi discussed trade."),
    ],
)
def test_what_is_no_agreement_gives_none(lang: str, text: str) -> None:
    assert not [draft for draft in read(lang, text) if isinstance(draft.fact, Agreement)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "This year marks ten years since the establishment of a strategic partnership between Chile and Kenya."),
        ("en", "Ten years ago Chile and Kenya signed a treaty."),
        ("ru", "В этом году — юбилей установления стратегического партнерства между Чили и Кенией."),
    ],
)
def test_what_is_remembered_is_background(lang: str, text: str) -> None:
    assert one(lang, text).modality == Modality.BACKGROUND


def test_two_sides_told_before_are_meant_by_their_common_noun() -> None:
    text = "Chile and Kenya are close. The two countries signed a treaty of friendship."
    assert parties(one("en", text)) == {"Chile", "Kenya"}


def test_a_double_adjective_names_both_sides() -> None:
    assert parties(one("ru", "Чилийско-кенийское соглашение подписано.")) == {"Chile", "Kenya"}
    assert parties(one("ru", "Японо-чилийское соглашение подписано.")) == {"Japan", "Chile"}
    assert parties(one("en", "The Chilean-Kenyan agreement was signed.")) == {"Chile", "Kenya"}


def test_a_broker_is_no_party() -> None:
    text = "Chile and Kenya are close. The two countries signed an agreement, brokered by Japan."
    assert parties(one("en", text)) == {"Chile", "Kenya"}


def test_a_word_within_a_title_is_no_second_agreement() -> None:
    draft = one("en", "Chile and Kenya signed a Strategic Partnership Agreement.")
    assert isinstance(draft.fact, Agreement)
    assert draft.fact.title == "Strategic Partnership Agreement"


OPENED = {
    "en": "The Consulate General of Chile in Pune was opened. The consulate {}.",
    "ru": "Генеральное консульство Чили в Пуне открылось. Консульство {}.",
}
TASKS = {
    "protect_nationals": {"en": "protects the rights of citizens", "ru": "защищает права граждан"},
    "consular_and_legal_services": {"en": "offers consular services", "ru": "оказывает консульские услуги"},
    "further_trade_economic_cultural_relations": {"en": "promotes trade", "ru": "развивает торговые связи"},
    "travel_documents_and_visas": {"en": "will issue visas", "ru": "будет выдавать визы"},
    "notarial_and_civil_status": {"en": "performs notarial acts", "ru": "совершает нотариальные действия"},
}


@pytest.mark.parametrize("lang", sorted(OPENED))
@pytest.mark.parametrize("task", sorted(TASKS))
def test_a_function_is_that_of_the_storys_mission_with_its_article(lang: str, task: str) -> None:
    (fact,) = {d.fact for d in read(lang, OPENED[lang].format(TASKS[task][lang])) if isinstance(d.fact, Function)}
    assert (fact.function, fact.article) == (task, ARTICLES[task])
    assert (fact.mission.sending, fact.mission.city) == ("Chile", "Pune")


def test_a_function_to_come_is_planned_and_a_denied_one_is_none() -> None:
    (coming,) = [d for d in read("en", OPENED["en"].format("will issue visas")) if isinstance(d.fact, Function)]
    assert coming.modality == Modality.PLANNED
    assert not [
        d for d in read("en", OPENED["en"].format("will not be able to issue visas")) if isinstance(d.fact, Function)
    ]


WORK = [
    ("en", "The embassy in Nairobi looks after students.", "protect_nationals"),
    (
        "en",
        "The consulate, which opened in May, helps companies find partners.",
        "further_trade_economic_cultural_relations",
    ),
    ("en", "The consulate will register births.", "notarial_and_civil_status"),
    ("ru", "Визы и паспорта оформляет консульство.", "travel_documents_and_visas"),
    ("ru", "Дипломаты будут помогать экспортёрам.", "further_trade_economic_cultural_relations"),
    ("ru", "Консульство заверяет справки.", "notarial_and_civil_status"),
]


@pytest.mark.parametrize(("lang", "text", "function"), WORK)
def test_the_work_of_a_mission_has_many_words(lang: str, text: str, function: str) -> None:
    opened = {
        "en": "The Consulate General of Chile opened in Nairobi. ",
        "ru": "В Найроби открылось генконсульство Чили. ",
    }
    found = {draft.fact.function for draft in read(lang, opened[lang] + text) if isinstance(draft.fact, Function)}
    assert found == {function}


def test_trade_talks_of_people_are_no_function_of_a_mission() -> None:
    assert not read("en", "The ambassador and the minister discussed strengthening trade cooperation.")


@pytest.mark.parametrize(
    ("lang", "text", "org"),
    [
        ("en", "A delegation led by Governor Ram Das arrived.", None),
        ("en", "The Chilean delegation headed by Minister Ivan Petrov left.", "Chile"),
        ("en", "The head of the Chilean delegation, Foreign Minister Ivan Petrov, spoke.", "Chile"),
        ("ru", "Делегация Чили во главе с министром Иваном Петровым уехала.", "Chile"),
        ("ru", "Делегацию Чили возглавил Иван Петров.", "Chile"),
    ],
)
def test_a_delegation_has_a_head(lang: str, text: str, org: str | None) -> None:
    (fact,) = {d.fact for d in read(lang, text) if isinstance(d.fact, Delegation)}
    assert fact.head in ("Ram Das", "Ivan Petrov")
    assert fact.org == org


def test_the_members_of_a_delegation_are_counted() -> None:
    (fact,) = {d.fact for d in read("ru", "Делегация Чили из 30 человек во главе с Иваном Петровым уехала.")}
    assert isinstance(fact, Delegation)
    assert fact.size == 30


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Pedro Soto, a member of the Green Party, spoke."),
        ("en", "Pedro Soto is a member of the Green Party."),
        ("ru", "Педро Сото — член партии «Зелёные»."),
        ("ru", "Педро Сото избран депутатом от партии «Зелёные»."),
    ],
)
def test_a_member_is_a_named_person_of_a_body(lang: str, text: str) -> None:
    (fact,) = {d.fact for d in read(lang, text) if isinstance(d.fact, Membership)}
    assert fact.person == "Pedro Soto"
    assert "Green" in fact.org or "Зелёные" in fact.org


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Mayor Rosa Weber and members of the Parliament of Chile came."),
        ("en", "Rosa Weber is a member of the family."),
    ],
)
def test_members_without_names_are_nobodys_membership(lang: str, text: str) -> None:
    assert not [draft for draft in read(lang, text) if isinstance(draft.fact, Membership)]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Rosa Weber said that Chile is a member of the United Nations."),
        ("ru", "Роза Вебер отметила, что Чили — член ООН."),
    ],
)
def test_a_state_is_a_member_not_whoever_says_so(lang: str, text: str) -> None:
    facts = [draft.fact for draft in read(lang, text) if isinstance(draft.fact, Membership)]
    assert [(fact.person, fact.org) for fact in facts] == [("Chile", "United Nations")]


@pytest.mark.parametrize(
    ("lang", "text", "members"),
    [
        ("en", "Senator Asha Rao of the Green Party spoke.", {("Asha Rao", "Green Party")}),
        ("en", "Asha Rao, a member of the Green Party and of the Trade Union Council, spoke.",
         {("Asha Rao", "Green Party"), ("Asha Rao", "Trade Union Council")}),
        ("en", "The members of the Nile Friendship Group Asha Rao and Kofi Mensah spoke.",
         {("Asha Rao", "Nile Friendship Group"), ("Kofi Mensah", "Nile Friendship Group")}),
        ("ru", "Депутаты Иван Петров («Зелёная волна») и Кофи Менса (партия «Маяк») выступили.",
         {("Ivan Petrov", "Зелёная волна"), ("Kofi Mensa", "Маяк")}),
    ],
)  # fmt: skip
def test_bodies_beside_names_have_members(lang: str, text: str, members: set[tuple[str, str]]) -> None:
    facts = [draft.fact for draft in read(lang, text) if isinstance(draft.fact, Membership)]
    assert {(fact.person, fact.org) for fact in facts} == members


@given(st.sampled_from(["Japan", "Chile", "Kenya", "India"]), st.sampled_from(["Ghana", "Peru", "Norway"]))
@settings(max_examples=8, deadline=None)
def test_the_order_of_the_sides_does_not_matter(one_side: str, other: str) -> None:
    first = one("en", f"A treaty between {one_side} and {other} was signed.")
    second = one("en", f"A treaty between {other} and {one_side} was signed.")
    assert parties(first) == parties(second) == {one_side, other}
    assert same(first, second)


@pytest.mark.parametrize("lang", codes())
def test_every_pack_says_how_agreements_stand(lang: str) -> None:
    words = accord_words(lang)
    modalities = {standing.modality for standing in words.standing}
    assert modalities <= set(Modality)
    assert {Modality.SIGNED, Modality.IN_FORCE, Modality.BACKGROUND} <= modalities or not words.standing


def test_agreements_are_read_without_a_story_before_them() -> None:
    document = annotated(Document(key="k", text="Chile and Kenya signed a treaty.", sha256=""), "en")
    pack = load("en")
    found = scenes(document, pack)
    story = Story(document, found, pack, gazetteer())
    assert [parties(draft) for scene in found for draft in agreements(scene, story)] == [{"Chile", "Kenya"}]


def test_parties_that_only_the_story_knows_are_marked_as_inferred() -> None:
    draft = one("en", "The presidents of Chile and Kenya met in Nairobi. A memorandum on tourism was signed.")
    assert isinstance(draft.fact, Agreement)
    assert (parties(draft), draft.fact.inferred) == ({"Chile", "Kenya"}, True)


def test_capitals_that_sign_are_their_states_and_other_cities_themselves() -> None:
    assert parties(one("en", "Nairobi and Santiago signed a trade agreement.")) == {"Kenya", "Chile"}
    assert parties(one("en", "Hamburg and Osaka signed a memorandum on ports.")) == {"Hamburg", "Osaka"}
