"""Laws of personal names: what is one, whose it is, and how it reads in the nominative and in Latin letters."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancery.analyse.analysers import analyser
from chancery.analyse.persons import KnownNames, name_words, persons
from chancery.model import Mention, PersonName
from chancery.model.naming import Taken

DECLINED = [
    line.split("|")
    for line in (Path(__file__).parent / "declined_names.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
FRAMES = {
    "Gen": "Указ президента {} опубликован в понедельник.",
    "Dat": "Посол вручил копии грамот министру {} на встрече.",
    "Ins": "На встрече с министром {} обсуждалась торговля.",
    "Loc": "В интервью речь шла о премьере {} и его визите.",
}


def found(
    text: str, lang: str = "en", *, tier: str = "full", known: KnownNames | None = None, taken: tuple[Taken, ...] = ()
) -> list[Mention]:
    reader = analyser(lang, tier=tier)
    tokens = reader.tokens([text])
    return persons(
        text,
        tokens[0],
        words=name_words(lang),
        proposals=reader.names([text], tokens)[0],
        taken=taken,
        known=known,
        inflection=reader.inflection,
    )


def taken(text: str, *claims: tuple[str, str], lang: str = "en") -> tuple[Taken, ...]:
    """Claims on the tokens of phrases of `text`."""
    tokens = analyser(lang, tier="fast").tokens([text])[0]
    ranges = []
    for phrase, kind in claims:
        start = text.index(phrase)
        inside = [i for i, t in enumerate(tokens) if start <= t.start and t.stop <= start + len(phrase)]
        ranges.append(Taken(inside[0], inside[-1] + 1, kind))
    return tuple(ranges)


ENGLISH = [
    ("Foreign Minister Wang Yi met with his counterpart Sergey Lavrov in Beijing.", ["Wang Yi", "Sergey Lavrov"]),
    ("Egyptian President Abdel Fattah el-Sisi arrived.", ["Abdel Fattah el-Sisi"]),
    (
        "Secretary-General Antonio Guterres and Ursula von der Leyen spoke.",
        ["Antonio Guterres", "Ursula von der Leyen"],
    ),
    ("Ambassador Jean-Yves LE DRIAN called on him.", ["Jean-Yves LE DRIAN"]),
    ("According to S. Jaishankar, trade grew.", ["S. Jaishankar"]),
    ("Kim Jong-un dismissed the proposal.", ["Kim Jong-un"]),
    ("British Prime Minister Theresa May met Charles Michel.", ["Theresa May", "Charles Michel"]),
    ("The ambassador of Japan, Takashi Hatori, presented his credentials.", ["Takashi Hatori"]),
    ("Minister Lavrov and Secretary Rubio agreed.", ["Lavrov", "Rubio"]),
    ("Mr. Sharipov noted that trade doubled.", ["Sharipov"]),
    ("Kaja Kallas, the High Representative, spoke.", ["Kaja Kallas"]),
    ("The Nur Otan Party and the Hungarian Civic Alliance signed a memorandum.", []),
    ("The Asia Pacific Energy Summit was held at the Grand Hotel.", []),
    ("The frigate HMS Queen Elizabeth visited the port.", []),
    ("The sides discussed the Belt and Road Initiative and the Middle Corridor.", []),
    ("Jordan's King Abdullah II met Hans Van den Broek.", ["Abdullah II", "Hans Van den Broek"]),
    ("On Monday the Consulate General was opened.", []),
    ("Deputy Minister of Trade and Integration Kairat Torebayev spoke.", ["Kairat Torebayev"]),
]


@pytest.mark.parametrize(("text", "names"), ENGLISH)
def test_english_names(text: str, names: list[str]) -> None:
    assert [mention.text for mention in found(text)] == names


RUSSIAN = [
    ("Посол Дидье Канесс обсудил вопросы с акимом Женисом Касымбеком.", ["Дидье Канесс", "Женисом Касымбеком"]),
    ("Министр иностранных дел Сергей Лавров прибыл в Казань.", ["Сергей Лавров"]),
    ("Встреча с губернатором Голиковой Татьяной Алексеевной прошла.", ["Голиковой Татьяной Алексеевной"]),
    ("Президент принял Си Цзиньпина и Эмманюэля Макрона.", ["Си Цзиньпина", "Эмманюэля Макрона"]),
    ("Улица названа в честь поэта.", []),
    ("Генеральное консульство открыто в Казани.", []),
]


@pytest.mark.parametrize(("text", "names"), RUSSIAN)
def test_russian_names(text: str, names: list[str]) -> None:
    assert [mention.text for mention in found(text, "ru")] == names


def test_every_mention_is_where_it_says() -> None:
    for text, _ in (*ENGLISH, *RUSSIAN):
        for mention in found(text, "ru" if text[0] > "z" else "en"):
            assert text[mention.start : mention.stop] == mention.text
            assert mention.first <= mention.head < mention.last
            assert isinstance(mention.value, PersonName)


@pytest.mark.parametrize(("tier", "floor"), [("full", 0.95), ("fast", 0.9)])
def test_declined_names_are_put_into_the_nominative(tier: str, floor: float) -> None:
    right = total = 0
    for nominative, *forms, _gender in DECLINED:
        for form, case in zip(forms, ("Gen", "Dat", "Ins", "Loc"), strict=True):
            mentions = [m for m in found(FRAMES[case].format(form), "ru", tier=tier) if m.text == form]
            total += bool(mentions)
            right += any(m.value.nominative == nominative for m in mentions)
    assert total >= 150
    assert right / total >= floor


def test_a_surname_met_in_full_is_known_when_it_stands_alone() -> None:
    known = KnownNames()
    first = "Аким Женис Касымбек встретил гостей."
    found(first, "ru", known=known, taken=taken(first, ("Аким", "role"), lang="ru"))
    (bare,) = found("С Касымбеком встретился посол.", "ru", known=known)
    assert bare.value.nominative == "Касымбек"
    assert (bare.value.given, bare.labels) == ("Женис", frozenset())
    (short,) = found("Это отметил Ж. Касымбек.", "ru", known=known)
    assert short.name == bare.name
    assert short.value.nominative == "Ж. Касымбек"


def test_a_bare_english_surname_is_accepted_only_once_it_is_known() -> None:
    text = "Later Kuivashev, in turn, left."
    known = KnownNames()
    assert found(text, known=known) == []
    found("Governor Yevgeniy Kuivashev spoke.", known=known)
    assert [m.name for m in found(text, known=known)] == ["Yevgeniy Kuivashev"]


@pytest.mark.parametrize(
    ("text", "lang", "nominative", "latin"),
    [
        ("Встреча Генерального консула Мадиева А.Е. с гостями прошла.", "ru", "Мадиев А.Е.", "A. Madiev"),
        ("Встреча с губернатором Петровым И.Ю. прошла.", "ru", "Петров И.Ю.", "I. Petrov"),
        ("Президент принял Си Цзиньпина в Казани.", "ru", "Си Цзиньпин", "Xi Jinping"),
        ("Ambassador David MARTINON spoke.", "en", "David MARTINON", "David Martinon"),
        ("President Xi Jinping spoke.", "en", "Xi Jinping", "Xi Jinping"),
    ],
)
def test_spelling(text: str, lang: str, nominative: str, latin: str) -> None:
    (mention,) = found(text, lang)
    assert mention.value.nominative == nominative
    assert mention.name == mention.value.latin == latin


def test_a_place_inside_a_name_is_a_part_of_it() -> None:
    text = "Samuel L. Jackson visited Jordan with Victoria Nuland."
    claims = taken(text, ("Jackson", "place"), ("Jordan", "place"), ("Victoria", "place"))
    assert [m.text for m in found(text, taken=claims)] == ["Samuel L. Jackson", "Victoria Nuland"]


def test_claimed_words_are_no_names() -> None:
    text = "Prime Minister of Kazakhstan Alikhan Smailov arrived in Costa Rica."
    claims = taken(text, ("Prime Minister", "role"), ("Kazakhstan", "place"), ("Costa Rica", "place"))
    (mention,) = found(text, taken=claims)
    assert mention.text == "Alikhan Smailov"
    assert "role_before" in mention.rule


def test_the_name_of_a_thing_is_no_person() -> None:
    assert found("Университет имени Е.А. Букетова открыл центр.", "ru") == []


def test_without_capitals_there_is_no_name() -> None:
    assert found("the sides met and agreed.") == []
    assert found("", "en") == []


def test_known_names_do_not_mix_persons_of_one_surname() -> None:
    known = KnownNames()
    for given in ("Ilham", "Mehriban"):
        known.learn(PersonName(nominative=f"{given} Aliyev", latin=f"{given} Aliyev", surname="Aliyev", given=given))
    ilham = known.find(["Aliyev"], first="I")
    assert ilham is not None
    assert ilham.given == "Ilham"
    assert known.find(["Aliyev"], first="X") is None
