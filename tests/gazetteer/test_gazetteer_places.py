"""What the gazetteer is complete for, and how its places hang together."""

from __future__ import annotations

import pytest

from chancery.errors import GazetteerError
from chancery.gazetteer import gazetteer

PLACES = gazetteer().places
STATES = [place for place in PLACES if place.kind == "state"]
# How many regions each State has whose regions are complete; cities that are regions are counted as cities.
REGIONS = {"RU": 83, "KZ": 20, "UZ": 14, "KG": 9, "DE": 16, "CN": 31, "IN": 36, "US": 51, "TR": 81}


def coded(country: str) -> set[str]:
    return {place.code for place in PLACES if place.country == country and place.code.startswith(f"{country}-")}


def test_every_state_has_both_names_both_codes_and_a_capital() -> None:
    assert len(STATES) >= 195
    for state in STATES:
        assert state.names["en"] == state.name
        assert state.names["ru"]
        assert len(state.id) == 2
        assert len(state.alpha3) == 3
        assert gazetteer().place(state.capital).country == state.id


@pytest.mark.parametrize(("country", "count"), REGIONS.items())
def test_regions_are_complete_with_both_names(country: str, count: int) -> None:
    codes = coded(country)
    assert len(codes) >= count
    named = [place for place in PLACES if place.code in codes and place.kind in ("region", "city")]
    assert {place.code for place in named if "ru" in place.names} >= codes - {"IN-DH", "US-AS", "US-GU", "US-MP"}


def test_france_has_its_regions_and_departments() -> None:
    codes = coded("FR")
    assert {"FR-GES", "FR-ARA", "FR-IDF", "FR-67", "FR-68", "FR-2A"} <= codes
    assert len([code for code in codes if code[3:5].isdigit()]) >= 93


def test_ids_are_unique_and_every_link_leads_somewhere() -> None:
    ids = {place.id for place in PLACES}
    assert len(ids) == len(PLACES)
    for place in PLACES:
        linked = {*place.parents, *place.members, *filter(None, [place.capital])}
        assert linked <= ids, place.id


def test_a_chain_ends_with_the_state() -> None:
    for place in PLACES:
        chain = gazetteer().chain(place.id)
        assert chain[0] is place
        if place.country:
            assert chain[-1].id == place.country, place.id
            assert gazetteer().state_of(place.id) == chain[-1]


def test_federal_districts_share_out_the_regions_of_russia() -> None:
    districts = [place for place in PLACES if place.kind == "federal_district"]
    members = [member for district in districts for member in gazetteer().members(district.id)]
    assert len(districts) == 8
    assert len(members) == len({member.id for member in members})
    for member in members:
        assert member.country == "RU"


@pytest.mark.parametrize(
    ("name", "canonical", "code"),
    [
        ("Свердловская область", "Sverdlovsk Oblast", "RU-SVE"),
        ("Perm Territory", "Perm Krai", "RU-PER"),
        ("Республика Татарстан", "Tatarstan", "RU-TA"),
        ("Karagandy region", "Karaganda Region", "KZ-35"),
        ("Абайская область", "Abai Region", "KZ-10"),
        ("Ferghana Region", "Fergana Region", "UZ-FA"),
        ("Sverdlovskaya Oblast", "Sverdlovsk Oblast", "RU-SVE"),
        ("Masovian Voivodeship", "Mazovia", "PL-14"),
        ("Gilan", "Gilan", "IR-01"),
        ("West Java", "West Java", "ID-JB"),
        ("Ошская область", "Osh Region", "KG-O"),
        ("Сычуань", "Sichuan", "CN-SC"),
        ("Sichuan Province", "Sichuan", "CN-SC"),
        ("Саксония-Анхальт", "Saxony-Anhalt", "DE-ST"),
        ("Гранд-Эст", "Grand Est", "FR-GES"),
        ("Бавария", "Bavaria", "DE-BY"),
        ("French Republic", "France", "FR"),
        ("Кыргызская Республика", "Kyrgyzstan", "KG"),
        ("ОАЭ", "United Arab Emirates", "AE"),
        ("Turkey", "Türkiye", "TR"),
        ("Ivory Coast", "Côte d'Ivoire", "CI"),
        ("Czech Republic", "Czechia", "CZ"),
        ("Korea", "South Korea", "KR"),
        ("Қазақстан", "Kazakhstan", "KZ"),
    ],
)
def test_a_name_gives_its_place(name: str, canonical: str, code: str) -> None:
    found = gazetteer().by_name(name)
    assert (found[0].name, found[0].code) == (canonical, code)


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("Нур-Султан", "Astana"),
        ("Tselinograd", "Astana"),
        ("Усть-Каменогорск", "Oskemen"),
        ("Ust-Kamenogorsk", "Oskemen"),
        ("Уральск", "Oral"),
        ("Туркестан", "Turkistan"),
        ("Ekaterinburg", "Yekaterinburg"),
        ("St. Petersburg", "Saint Petersburg"),
        ("Kiev", "Kyiv"),
        ("Киев", "Kyiv"),
        ("Köln", "Cologne"),
        ("Урумчи", "Urumqi"),
        ("Дюссельдорф", "Düsseldorf"),
        ("Dusseldorf", "Düsseldorf"),
    ],
)
def test_a_city_has_one_english_name(name: str, canonical: str) -> None:
    assert gazetteer().by_name(name)[0].name == canonical


def test_a_rename_is_dated() -> None:
    astana = gazetteer().by_name("Astana")[0]
    spans = {rename.names["en"]: (rename.since, rename.until) for rename in astana.renames}
    assert spans["Nur-Sultan"] == ("2019-03-23", "2022-09-17")


def test_cities_lie_in_their_regions() -> None:
    def region(city: str) -> str:
        return gazetteer().chain(gazetteer().by_name(city)[0].id)[1].code

    assert region("Karaganda") == "KZ-35"
    assert region("Semey") == "KZ-10"
    assert region("Magnitogorsk") == "RU-CHE"
    assert region("Strasbourg") == "FR-GES"
    assert region("Munich") == "DE-BY"


def test_an_unknown_id_is_refused_with_a_hint() -> None:
    with pytest.raises(GazetteerError) as fault:
        gazetteer().place("no such place")
    assert fault.value.hint


def test_places_of_one_name_are_all_given_states_first() -> None:
    georgias = gazetteer().by_name("Georgia")
    assert [place.id for place in georgias[:2]] == ["GE", "US-GA"]


@pytest.mark.parametrize("name", ["Nice", "Reading", "Orange", "Florence", "Jackson", "Мары", "Орёл", "Владимир"])
def test_names_that_are_words_or_given_names_are_marked(name: str) -> None:
    cities = [place for place in gazetteer().by_name(name) if place.kind == "city"]
    assert cities
    assert all(place.common_word for place in cities)


@pytest.mark.parametrize("name", ["Astana", "Almaty", "Moscow", "Paris", "Kazakhstan", "Beijing", "Караганда", "Уфа"])
def test_well_known_names_are_not_marked(name: str) -> None:
    assert not gazetteer().by_name(name)[0].common_word


def test_every_state_has_a_parliament_in_both_languages() -> None:
    without = {"VA"}  # the Holy See has none
    for state in STATES:
        found = [body for body in gazetteer().bodies_of(state.code) if body.kind == "parliament"]
        assert found or state.code in without, state.name
        assert all({"en", "ru"} <= set(body.names) for body in found)


def test_parties_have_a_day_and_a_state() -> None:
    parties = [body for body in gazetteer().bodies if body.kind == "party"]
    assert len({state for party in parties for state in party.states}) >= 15
    assert all(party.states and len(party.day) == 10 and "ru" in party.names for party in parties)


def test_towns_of_15_000_are_held_and_marked_where_they_are_small() -> None:
    cities = [place for place in PLACES if place.kind == "city"]
    assert len(cities) > 30_000
    assert not any(place.minor for place in cities if place.population >= 100_000)
    assert gazetteer().by_name("Passau")[0].minor
