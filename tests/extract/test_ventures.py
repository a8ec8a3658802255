"""Who says what, and what two sides wish, agree or build: laws that hold in every language."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.extract.phrasing import begins_with, found_phrases, has_phrase
from chancery.model import Cooperation, Frame, Institution, MediaType, Project, RawItem, Rejected, Statement, Token
from chancery.run.pipeline import Reader

HEAD = {
    "en": "Minister of Trade Asha Rao of India met Ambassador of Chile Pedro Soto in Nairobi.\n\n",
    "ru": "Министр торговли Индии Аша Рао встретилась с послом Чили Педро Сото в Найроби.\n\n",
}


@cache
def reader() -> Reader:
    return Reader(tier="full")


@cache
def frames(lang: str, text: str) -> tuple[Frame, ...]:
    """The frames of a short story that begins with the two who speak in it."""
    content = (HEAD[lang] + text).encode()
    read = reader().read(RawItem(key=f"{lang}.txt", content=content, media_type=MediaType.TEXT, lang=lang))
    assert not isinstance(read, Rejected)
    return tuple(read.frames)


def statements(lang: str, text: str) -> list[Statement]:
    return [frame.fact for frame in frames(lang, text) if isinstance(frame.fact, Statement)]


def speakers(lang: str, text: str) -> list[str]:
    return [fact.speaker for fact in statements(lang, text)]


SAID = [
    ("en", "Rao said that trade was growing."),
    ("en", "Trade is growing, said Asha Rao."),
    ("en", "Trade is growing, Rao noted."),
    ("en", "According to Asha Rao, trade is growing."),
    ("en", "As Asha Rao noted, trade is growing."),
    ("en", '"Trade is growing. We are glad," Rao said.'),
    ("en", 'Rao stressed: "Trade is growing. We are glad."'),
    ("en", "The decision was welcomed by Asha Rao."),
    ("ru", "Рао заявила, что торговля растет."),
    ("ru", "Торговля растет, отметила Аша Рао."),
    ("ru", "По словам Аши Рао, торговля растет."),
    ("ru", "Как отметила Аша Рао, торговля растет."),
    ("ru", "– Торговля растет. Мы рады, – сказала Аша Рао."),
    ("ru", "«Торговля растет. Мы рады», – сказала Аша Рао."),
    ("ru", "Торговля растет, уверена Аша Рао."),
]


@pytest.mark.parametrize(("lang", "text"), SAID)
def test_a_speaker_is_found_before_and_after_the_verb_and_behind_a_source_phrase(lang: str, text: str) -> None:
    assert speakers(lang, text) == ["Asha Rao"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The diplomat, for his part, said that ports were ready."),
        ("en", "Rao thanked the hosts. Ports are ready, the ambassador replied."),
        ("ru", "Порты готовы, подчеркнул дипломат."),
        ("ru", "Как заявил посол, порты готовы."),
    ],
)
def test_a_noun_of_the_office_means_its_holder(lang: str, text: str) -> None:
    assert speakers(lang, text)[-1] == "Pedro Soto"


UNSAID = [
    ("en", "It was noted that trade was growing."),
    ("en", "Trade is growing, the agency reported."),
    ("en", "Asha Rao visited a port, the press service said."),
    ("en", "Pedro Soto was called on by Asha Rao."),
    ("ru", "Отмечено, что торговля растет."),
    ("ru", "Напомним, Аша Рао посетила порт."),
    ("ru", "Аша Рао посетила порт, сообщает пресс-служба ведомства."),
]


@pytest.mark.parametrize(("lang", "text"), UNSAID)
def test_a_passive_or_an_agency_makes_no_statement(lang: str, text: str) -> None:
    assert speakers(lang, text) == []


TURNS = [
    ("en", "Rao said that trade was growing. She thanked the hosts.", "Soto added that ports were ready."),
    ("ru", "Рао заявила, что торговля растет. Она поблагодарила хозяев.", "Сото добавил, что порты готовы."),
]


@pytest.mark.parametrize(("lang", "first", "second"), TURNS)
def test_adjoining_sentences_of_one_speaker_are_one_and_paragraphs_part(lang: str, first: str, second: str) -> None:
    assert speakers(lang, first) == ["Asha Rao"]
    assert speakers(lang, f"{first} {second}") == ["Asha Rao", "Pedro Soto"]
    one, other = first.split(". ")
    assert speakers(lang, f"{one}.\n\n{other}\n\n{second}") == ["Asha Rao", "Asha Rao", "Pedro Soto"]


def test_a_quotation_of_several_sentences_is_told_whole() -> None:
    fact = statements("en", '"Trade is growing. Ports are ready. We are glad," Rao said.')[0]
    assert fact.quote == "direct"
    assert fact.text is not None
    assert all(words in fact.text for words in ("Trade is growing", "Ports are ready", "We are glad"))
    assert "said" not in fact.text


def test_a_sentence_that_names_who_announced_the_one_before_takes_it_in() -> None:
    fact = statements("ru", "Торговля растет. Об этом сообщила Аша Рао.")[0]
    assert fact.text is not None
    assert "Торговля растет" in fact.text


WAYS = [
    ("en", "Rao said that India was ready to cooperate with Chile in agriculture.", "proposed"),
    ("en", "Rao promised to expand trade with Chile.", "planned"),
    ("en", "The sides agreed to strengthen cooperation between India and Chile.", "agreed"),
    ("en", "Cooperation between India and Chile is developing in agriculture.", "ongoing"),
    ("en", "The sides discussed prospects for trade between India and Chile.", "discussed"),
    ("ru", "Рао сообщила, что Индия готова к сотрудничеству с Чили в сельском хозяйстве.", "proposed"),
    ("ru", "Рао пообещала развивать торговлю с Чили.", "planned"),
    ("ru", "Достигнута договоренность о расширении торговли между Индией и Чили.", "agreed"),
    ("ru", "Сотрудничество между Индией и Чили развивается в сельском хозяйстве.", "ongoing"),
    ("ru", "Стороны обсудили перспективы торговли между Индией и Чили.", "discussed"),
    ("en", "The sides discussed matters of cooperation between India and Chile.", "discussed"),
    ("en", "Rao proposed that India and Chile exchange trade delegations.", "proposed"),
    ("ru", "Рао предложила Индии и Чили чаще обмениваться делегациями.", "proposed"),
]


@pytest.mark.parametrize(("lang", "text", "modality"), WAYS)
def test_the_words_tell_how_far_a_cooperation_has_come(lang: str, text: str, modality: str) -> None:
    found = [frame for frame in frames(lang, text) if isinstance(frame.fact, Cooperation)]
    assert [frame.modality for frame in found] == [modality]
    assert all(isinstance(frame.fact, Cooperation) and set(frame.fact.parties) == {"India", "Chile"} for frame in found)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Rao said that India was ready to cooperate with Chile in agriculture and tourism."),
        ("ru", "Рао сообщила, что Индия готова к сотрудничеству с Чили в сфере туризма и сельского хозяйства."),
    ],
)
def test_sectors_and_the_one_who_undertakes_it_are_told(lang: str, text: str) -> None:
    fact = next(frame.fact for frame in frames(lang, text) if isinstance(frame.fact, Cooperation))
    assert {"agriculture", "tourism"} <= set(fact.fields)
    assert fact.by in ("Asha Rao", "India")


@pytest.mark.parametrize(
    ("lang", "text", "word"),
    [
        ("en", "The sides plan to build a copper plant in Antofagasta.", "plant"),
        ("ru", "Стороны планируют построить медный завод в Антофагасте.", "завод"),
        ("ru", "Рао предложила проект по углубленному изучению испанского языка в школах.", "изучению"),
    ],
)
def test_one_thing_to_be_built_is_a_project(lang: str, text: str, word: str) -> None:
    found = [frame for frame in frames(lang, text) if isinstance(frame.fact, Project)]
    assert len(found) == 1
    assert isinstance(found[0].fact, Project)
    assert word in (found[0].fact.title or "")
    assert found[0].modality in ("planned", "proposed")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "A Confucius Institute was opened in Pune."),
        ("ru", "В Пуне открылся Институт Конфуция."),
    ],
)
def test_a_cultural_institute_that_opens_is_an_institution_and_no_mission(lang: str, text: str) -> None:
    found = [frame.fact for frame in frames(lang, text) if isinstance(frame.fact, Institution)]
    assert [(fact.kind, fact.event, fact.places) for fact in found] == [("cultural_centre", "opened", ("Pune",))]
    assert not [frame for frame in frames(lang, text) if frame.fact.__struct_config__.tag == "mission_event"]


def tokens(words: list[str]) -> list[Token]:
    return [Token(i, i + 1, word, word.lower()) for i, word in enumerate(words)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["a", "b", "c", "D"]), max_size=8), st.lists(st.sampled_from(["a", "b", "d"]), min_size=1)
)
def test_a_phrase_is_found_exactly_where_its_words_stand(words: list[str], steps: list[str]) -> None:
    lowered, size = [word.lower() for word in words], len(steps)
    expected = [i for i in range(len(words) - size + 1) if lowered[i : i + size] == steps]
    phrases = (" ".join(steps),)
    assert [first for first, _, _ in found_phrases(tokens(words), phrases)] == expected
    assert has_phrase(tokens(words), phrases) == bool(expected)
    assert begins_with(tokens(words), phrases) == (size <= 4 and 0 in expected)


THINGS = [
    ("en", "The ministry plans to restore direct flights from Lima to Accra.", ["air_route"], []),
    ("en", "Rao proposed a potash plant near Pune.", [], ["proposed"]),
    ("en", "The readers walked in the park near the plant.", [], []),
    ("en", "An exhibition was opened at the school in Pune.", [], []),
    ("ru", "До конца года в Пуне построят оптовый рынок.", [], ["planned"]),
    ("ru", "Вуз намерен открыть в Пуне филиал.", ["university_branch"], []),
    ("ru", "Рао просил вернуть рейс Лима — Пуна.", ["air_route"], []),
    ("ru", "Губернатор посетил завод и школу в Пуне.", [], []),
]


@pytest.mark.parametrize(("lang", "text", "kinds", "modalities"), THINGS)
def test_what_is_done_to_a_thing_makes_it_a_fact(lang: str, text: str, kinds: list[str], modalities: list[str]) -> None:
    found = frames(lang, text)
    assert [frame.fact.kind for frame in found if isinstance(frame.fact, Institution)] == kinds
    assert [frame.modality for frame in found if isinstance(frame.fact, Project)] == modalities


def test_a_project_tells_what_it_costs() -> None:
    text = "The company will build a fruit warehouse in Pune worth $4 million."
    fact = next(frame.fact for frame in frames("en", text) if isinstance(frame.fact, Project))
    assert (fact.place, fact.amount) == ("Pune", 4e6)
