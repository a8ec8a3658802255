from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.analyse.language import identify
from chancery.lang import profiles

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


def test_profiles_are_sound() -> None:
    for code, profile in profiles().items():
        assert profile.script, code
        assert set(profile.letters) <= set(profile.alphabet) or not profile.alphabet, code
        assert all(word == word.lower() for word in profile.words), code
