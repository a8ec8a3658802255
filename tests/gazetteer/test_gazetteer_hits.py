"""Names found in text: every form, the longest first, every reading kept."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.gazetteer import Hit, Place, gazetteer
from chancery.gazetteer.matcher import Matcher, seam

PLACES = gazetteer().places


def names(text: str, lang: str) -> list[tuple[str, str]]:
    """What is found, and the place and kind of form of its likeliest reading."""
    return [(hit.text, gazetteer().place(hit.readings[0].place).name) for hit in gazetteer().hits(text, lang)]


def one(text: str, lang: str) -> Hit:
    (hit,) = gazetteer().hits(text, lang)
    return hit


HOME = [
    place for place in PLACES if place.kind in ("region", "federal_district") and place.country in ("KZ", "RU", "UZ")
]


@settings(deadline=None)
@given(st.sampled_from(HOME))
def test_a_region_of_the_first_countries_is_found_by_its_name(place: Place) -> None:
    for lang in ("en", "ru"):
        hit = one(f"({place.names[lang]}),", lang)
        assert hit.text == place.names[lang]
        assert place.id in {reading.place for reading in hit.readings}


@settings(deadline=None)
@given(st.sampled_from([place for place in PLACES if place.kind == "state"]), st.sampled_from(["en", "ru", "kk", "fr"]))
def test_a_state_is_found_by_its_name_in_every_language(place: Place, lang: str) -> None:
    hit = one(f"«{place.names[lang]}», ", lang)
    assert hit.text == place.names[lang]
    assert place.id in {reading.place for reading in hit.readings}


@settings(deadline=None)
@given(st.text(alphabet="Казхстн ФрцияПемйUSAU.K-'’\n«»,12ёЁİ", max_size=60), st.sampled_from(["en", "ru", "xx"]))
def test_hits_lie_in_the_text_in_order_and_do_not_overlap(text: str, lang: str) -> None:
    free = 0
    for hit in gazetteer().hits(text, lang):
        assert hit.text == text[hit.start : hit.stop]
        assert hit.start >= free
        assert hit.readings
        free = hit.stop


@given(
    st.lists(st.text(alphabet="абв ", min_size=1, max_size=6).map(str.strip).filter(bool), min_size=1, max_size=8),
    st.text(alphabet="абв -", max_size=40),
)
def test_the_matcher_finds_what_a_plain_search_finds(keys: list[str], text: str) -> None:
    folded = sorted({seam(key) for key in keys})
    matcher = Matcher("\n".join(folded))
    found = [(start, stop) for start, stop, _ in matcher.spans(text, lambda *_: True)]
    assert found == plain_search(folded, text)
    assert [matcher.number(key[1:]) for key in folded] == list(range(len(folded)))


def plain_search(keys: list[str], text: str) -> list[tuple[int, int]]:
    """The leftmost, then longest keys, word by word."""
    sought, at, found = seam(text), 0, []
    while at < len(sought):
        ends = [at + len(key) for key in keys if sought.startswith(key, at)]
        whole = [end for end in ends if end == len(sought) or not sought[end].isalnum()]
        if whole:
            found.append((at, max(whole) - 1))
        at = max(whole, default=at + 1)
    return found


CASES = {
    "Nom": ("Казахстан", "Республика Татарстан", "Карагандинская область", "Гранд-Эст", "Пермь"),
    "Gen": ("Казахстана", "Республики Татарстан", "Карагандинской области", "Гранд-Эста", "Перми"),
    "Acc": ("Казахстан", "Республику Татарстан", "Карагандинскую область", "Гранд-Эст", "Пермь"),
    "Ins": ("Казахстаном", "Республикой Татарстан", "Карагандинской областью", "Гранд-Эстом", "Пермью"),
    "Loc": ("Казахстане", "Республике Татарстан", "Карагандинской области", "Гранд-Эсте", "Перми"),
}


@pytest.mark.parametrize(("case", "form"), [(case, form) for case, forms in CASES.items() for form in forms])
def test_a_russian_form_has_its_case(case: str, form: str) -> None:
    hit = one(f"{form}.", "ru")
    assert hit.text == form
    assert case in hit.readings[0].cases


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("в Соединенных Штатах Америки", [("Соединенных Штатах Америки", "United States")]),
        ("из Соединённых Штатов", [("Соединённых Штатов", "United States")]),
        ("республики Казахстан", [("республики Казахстан", "Kazakhstan")]),
        ("в Ростове-на-Дону и Нижнем Новгороде", [
            ("Ростове-на-Дону", "Rostov-on-Don"), ("Нижнем Новгороде", "Nizhny Novgorod"),
        ]),
        ("товарооборот РК и РФ", [("РК", "Kazakhstan"), ("РФ", "Russia")]),
        ("рк и рф", []),
        ("в УрФО", [("УрФО", "Ural Federal District")]),
        ("Боснией и Герцеговиной", [("Боснией и Герцеговиной", "Bosnia and Herzegovina")]),
        ("в Иваново, в Иванове", [("Иваново", "Ivanovo"), ("Иванове", "Ivanovo")]),
        ("романовский", []),
        ("Астраханском регионе", [("Астраханском регионе", "Astrakhan Oblast")]),
    ],
)  # fmt: skip
def test_russian_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text, "ru") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kazakhstan's envoy", [("Kazakhstan", "Kazakhstan")]),
        ("the US, join us", [("US", "United States")]),
        ("U.S.-led", [("U.S.", "United States")]),
        ("Côte d’Ivoire and Cote d'Ivoire", [("Côte d’Ivoire", "Côte d'Ivoire"), ("Cote d'Ivoire", "Côte d'Ivoire")]),
        ("a nice man", []),
        ("New Yorkers of New York", [("New York", "New York")]),
        ("the Urals Federal District", [("Urals Federal District", "Ural Federal District")]),
        ("Kazakhstan-France", [("Kazakhstan", "Kazakhstan"), ("France", "France")]),
        ("South Korean", [("South Korean", "South Korea")]),
    ],
)
def test_english_text(text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text, "en") == expected


def test_adjectives_that_share_a_noun_point_to_their_regions() -> None:
    hits = gazetteer().hits("Свердловскую, Челябинскую, Курганскую и Тюменскую области", "ru")
    read = [{r.place for r in hit.readings if r.form == "adjective" and "Acc" in r.cases} for hit in hits]
    assert [sorted(places & {"RU-SVE", "RU-CHE", "RU-KGN", "RU-TYU"}) for places in read] == [
        ["RU-SVE"], ["RU-CHE"], ["RU-KGN"], ["RU-TYU"],
    ]  # fmt: skip


def test_stems_that_share_a_noun_point_to_their_regions() -> None:
    hits = gazetteer().hits("Sverdlovsk, Chelyabinsk and Kurgan regions", "en")
    assert all(any(reading.form == "stem" for reading in hit.readings) for hit in hits)


def test_adjectives_and_inhabitants_may_be_written_small_in_russian_only() -> None:
    forms = [hit.readings[0].form for hit in gazetteer().hits("казахстанский посол встретил карагандинцев", "ru")]
    assert forms == ["adjective", "demonym"]
    assert gazetteer().hits("a french and a kazakh friend", "en") == []


def test_every_reading_is_kept() -> None:
    assert {"GE", "US-GA"} <= {reading.place for reading in one("Georgia", "en").readings}
    assert {"KZ", "KG"} & {reading.place for reading in one("РК", "ru").readings}


def test_names_in_their_own_letters_are_found_in_any_language() -> None:
    assert names("в городе Köln", "ru") == [("Köln", "Cologne")]
    assert names("Köln", "xx") == [("Köln", "Cologne")]


@pytest.mark.parametrize(
    ("text", "lang", "name", "case"),
    [
        ("в Организации Объединённых Наций", "ru", "United Nations", "Loc"),
        ("Советом Европы", "ru", "Council of Europe", "Ins"),
        ("с ШОС", "ru", "Shanghai Cooperation Organisation", "Ins"),
        ("the OSCE", "en", "Organization for Security and Co-operation in Europe", ""),
        ("l'OTAN", "fr", "North Atlantic Treaty Organization", ""),
    ],
)
def test_organisations_are_found(text: str, lang: str, name: str, case: str) -> None:
    (hit,) = gazetteer().organisations(text, lang)
    assert hit.name == name
    assert hit.text == text[hit.start : hit.stop]
    assert not case or case in hit.cases


@pytest.mark.parametrize(("text", "lang"), [("à Karaganda", "fr"), ("à Ekaterinbourg", "fr"), ("Қарағанды", "kk")])
def test_other_languages_find_the_basic_form(text: str, lang: str) -> None:
    assert gazetteer().place(one(text, lang).readings[0].place).country in ("KZ", "RU")


def test_an_unknown_language_has_no_organisations() -> None:
    assert gazetteer().organisations("ООН", "xx") == []


@pytest.mark.parametrize(
    ("text", "lang", "name", "kind", "states"),
    [
        ("в Мажилисе", "ru", "Majilis", "parliament", ("KZ",)),
        ("депутаты Жогорку Кенеша", "ru", "Jogorku Kenesh", "parliament", ("KG",)),
        ("the Bundestag", "en", "Bundestag", "parliament", ("DE",)),
        ("the Sejm", "en", "Sejm", "parliament", ("PL",)),
        ("с «Единой Россией»", "ru", "United Russia", "party", ("RU",)),
        ("партия «Amanat»", "ru", "Amanat", "party", ("KZ",)),
        ("the CDU", "en", "Christian Democratic Union", "party", ("DE",)),
        ("Министерству финансов", "ru", "Ministry of Finance", "ministry", ()),
    ],
)
def test_bodies_have_kind_and_state(text: str, lang: str, name: str, kind: str, states: tuple[str, ...]) -> None:
    (hit,) = gazetteer().organisations(text, lang)
    assert (hit.name, hit.body.kind, hit.body.states) == (name, kind, states)
    assert not hit.headed


def test_a_party_called_like_a_word_needs_its_noun() -> None:
    (hit,) = gazetteer().organisations("The Horizons were wide", "en")
    assert hit.headed
