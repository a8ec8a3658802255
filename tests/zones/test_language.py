from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.analyse.language import UNKNOWN, identify, languages, tongues
from chancery.analyse.zones import paragraphs
from chancery.lang import profiles
from chancery.model import Document

SAMPLES = {
    "en": [
        "The consulate general was opened in the city on Monday.",
        "Embassy opens in Hanoi",
        "Members of La France Insoumise and La République En Marche met with the delegation, said Jean-Luc Durand.",
        "Minister receives ambassador of Côte d'Ivoire",
    ],
    "ru": [
        "Генеральное консульство открылось в городе в понедельник.",
        "Посол вручил верительные грамоты президенту",
        "Посольство Қазақстан в Москве сообщило о встрече с министром.",
    ],
    "kk": [
        "Қазақстан Республикасының Бас консулдығы Қазан қаласында ашылды.",
        "Елші облыс әкімімен кездесті және ынтымақтастық мәселелерін талқылады.",
        "Qazaqstan Respýblıkasynyń elshisi jáne ministr kezdesý ótkizdi.",
    ],
    "fr": [
        "Le consulat général a été inauguré lundi dans la ville.",
        "L'ambassadeur a rencontré le préfet de la région.",
    ],
    "uk": ["Генеральне консульство відкрили в місті, повідомило міністерство закордонних справ України."],
    "de": ["Das Generalkonsulat wurde am Montag in der Stadt eröffnet."],
    "es": ["El consulado general fue inaugurado el lunes en la ciudad por el ministro."],
    "tr": ["Başkonsolosluk pazartesi günü şehirde açıldı ve büyükelçi bir konuşma yaptı."],
    "pt": ["O consulado geral foi inaugurado na cidade pelo ministro e não há mais notícias."],
    "it": ["Il consolato generale è stato inaugurato nella città con il ministro degli esteri."],
    "ar": ["افتتحت القنصلية العامة في المدينة يوم الاثنين من قبل وزير الخارجية."],
    "fa": ["سرکنسولگری در روز دوشنبه با حضور وزیر خارجه این کشور در شهر گشایش یافت."],
    "zh": ["总领事馆星期一在该市开馆，外交部长出席了仪式。"],
    "ja": ["総領事館は月曜日に市内で開館し、外務大臣が出席した。"],
    "ko": ["총영사관이 월요일에 문을 열었다."],
    "ka": ["გენერალური საკონსულო გაიხსნა ქალაქში."],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in SAMPLES.items() for text in texts])
def test_languages_with_and_without_a_pack_are_named(code: str, text: str) -> None:
    assert identify(text, profiles()) == code


@pytest.mark.parametrize("text", ["", "1234 — 56%", "!!!"])
def test_no_language_is_found_where_there_are_no_words(text: str) -> None:
    assert identify(text, profiles()) is None


@given(st.text(max_size=200))
def test_any_text_gives_a_known_code_or_none(text: str) -> None:
    codes = {code.partition("-")[0] for code in profiles()}
    assert identify(text, profiles()) in {None, *codes}


def spoken(text: str, main: str) -> list[str]:
    return list(tongues(text, paragraphs(Document("k", text, "")), main, profiles()))


def test_each_paragraph_has_its_language() -> None:
    lines = [
        "The consulate general was opened in the city on Monday, the ministry said.",
        "Генеральное консульство открылось в городе в понедельник, сообщили в министерстве.",
        "Қазақстан Республикасының Бас консулдығы Қазан қаласында ашылды, деп хабарлады баспасөз қызметі.",
        "Le consulat général a été inauguré lundi dans la ville par le ministre.",
        "总领事馆星期一在该市开馆，外交部长出席了仪式。",
    ]
    for main in ("en", "ru", "kk"):
        assert spoken("\n".join(lines), main) == ["en", "ru", "kk", "fr", "zh"]


@pytest.mark.parametrize("code", ["en", "ru", "kk"])
def test_the_main_language_is_that_of_most_of_the_text(code: str) -> None:
    lines = [SAMPLES["en"][0], SAMPLES["ru"][0], SAMPLES["kk"][1]]
    more = [text for text in SAMPLES[code] for _ in range(2) if len(text) > 50]
    document = Document("k", "\n".join([*lines, *more]), "")
    assert languages(document.text, paragraphs(document), profiles())[0] == code


@pytest.mark.parametrize(
    "line",
    [
        "KAZINFORM",
        "Посол Қазақстан",
        "Members of La France Insoumise and La République En Marche met Jean-Luc Durand.",
        "Общество Alliance Française de Kazan открыло курсы.",
        "1234 — 56%",
    ],
)
def test_names_do_not_change_the_language_of_a_paragraph(line: str) -> None:
    for main, rest in (("en", SAMPLES["en"][0]), ("ru", SAMPLES["ru"][0])):
        if any(char.isascii() for char in line) == (main == "en") or main == "ru":
            assert spoken(f"{rest}\n{line}", main)[1] in {main, identify(line, profiles())}
    assert spoken(f"{SAMPLES['ru'][0]}\n{line}", "ru")[0] == "ru"


def test_a_short_line_goes_with_its_neighbours() -> None:
    heading, story = "Жаңа консулдық ашылды", SAMPLES["kk"][1]
    assert spoken(f"{SAMPLES['ru'][0]}\n{heading}\n{story}", "ru") == ["ru", "kk", "kk"]
    assert spoken(f"{SAMPLES['ru'][0]}\n{heading}\n{SAMPLES['ru'][1]}", "ru") == ["ru", "ru", "ru"]


def test_a_paragraph_in_an_unknown_script_is_in_no_known_language() -> None:
    assert spoken(SAMPLES["en"][0] + "\nᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ ᎠᏂᏴᏫᏯ ᏗᎧᏃᎮᏍᎩ", "en") == ["en", UNKNOWN]


@given(st.lists(st.sampled_from([text for texts in SAMPLES.values() for text in texts]), max_size=6))
def test_every_paragraph_has_one_language(lines: list[str]) -> None:
    codes = {code.partition("-")[0] for code in profiles()}
    found = spoken("\n\n".join(lines), "en")
    assert len(found) == len(lines)
    assert set(found) <= codes


def test_profiles_are_sound() -> None:
    for code, profile in profiles().items():
        assert profile.script, code
        assert set(profile.letters) <= set(profile.alphabet) or not profile.alphabet, code
        assert all(word == word.lower() for word in profile.words), code
