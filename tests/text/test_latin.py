"""Laws of Latin spelling and of given names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.text.latin import given_name, latin
from chancery.text.scripts import letters

CYRILLIC = st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі -.", min_size=1, max_size=30)
LANGS = st.sampled_from(["ru", "kk", "uk", "xx"])


@settings(deadline=None)  # the first name loads the tables
@given(CYRILLIC, LANGS, st.booleans())
def test_no_cyrillic_letter_is_left(name: str, lang: str, titled: bool) -> None:
    spelt = latin(name.title() if titled else name, lang)
    assert "Cyrillic" not in letters(spelt)
    assert latin(spelt, lang) == spelt


@settings(deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyzéüßşł '-.", max_size=30), LANGS)
def test_latin_names_stay_as_they_are(name: str, lang: str) -> None:
    assert latin(name, lang) == name


@pytest.mark.parametrize(
    ("name", "spelt"),
    [
        ("Дмитрий Медведев", "Dmitry Medvedev"),
        ("Сергей Лавров", "Sergei Lavrov"),
        ("Юрий Ильин", "Yury Ilyin"),
        ("Татьяна Васильева", "Tatyana Vasilyeva"),
        ("Щербаков", "Shcherbakov"),
        ("Соловьёв", "Solovyov"),
        ("Хрущёв", "Khrushchev"),
        ("Достоевский", "Dostoyevsky"),
        ("Толстой", "Tolstoy"),
        ("Алексеев", "Alexeyev"),
        ("Дмитриев", "Dmitriev"),
        ("Велиев", "Veliyev"),
        ("Андреев", "Andreyev"),
        ("Чжугэ Лян", "Zhuge Liang"),
        ("Оуян Сю", "Ouyang Xiu"),
        ("Го Шэнкунь", "Guo Shengkun"),
        ("Ло Бо", "Luo Bo"),
        ("Шойгу", "Shoigu"),
        ("Цветаева", "Tsvetayeva"),
        ("ЧЕХОВ", "CHEKHOV"),
        ("Касым-Жомарт Токаев", "Kassym-Jomart Tokayev"),
        ("Шавкат Мирзиёев", "Shavkat Mirziyoyev"),
        ("Ильхам Алиев", "Ilham Aliyev"),
        ("Садыр Жапаров", "Sadyr Japarov"),
        ("Ираклий Гарибашвили", "Irakli Garibashvili"),
        ("Никол Пашинян", "Nikol Pashinyan"),
        ("Реджеп Тайип Эрдоган", "Recep Tayyip Erdogan"),
        ("Хакан Фидан", "Hakan Fidan"),
        ("Эмманюэль Макрон", "Emmanuel Macron"),
        ("Жан Кастекс", "Jean Castex"),
        ("Шарль Мишель", "Charles Michel"),
        ("Олаф Шольц", "Olaf Scholz"),
        ("Франк-Вальтер Штайнмайер", "Frank-Walter Steinmeier"),
        ("Матеуш Моравецкий", "Mateusz Morawecki"),
        ("Джорджа Мелони", "Giorgia Meloni"),
        ("Нарендра Моди", "Narendra Modi"),
        ("Беньямин Нетаньяху", "Benjamin Netanyahu"),
        ("Мохаммед Джавад Зариф", "Mohammed Javad Zarif"),
        ("Синдзо Абэ", "Shinzo Abe"),
        ("Фумио Кисида", "Fumio Kishida"),
        ("Си Цзиньпин", "Xi Jinping"),
        ("Ли Цян", "Li Qiang"),
        ("Ван И", "Wang Yi"),
        ("Чжао Лэцзи", "Zhao Leji"),
        ("Чжан Ханьхуэй", "Zhang Hanhui"),
        ("Ху Цзиньтао", "Hu Jintao"),
        ("Ким Чен Ын", "Kim Jong Un"),
    ],
)
def test_press_spelling_in_russian_texts(name: str, spelt: str) -> None:
    assert latin(name, "ru") == spelt


@pytest.mark.parametrize("name", ["Рудольф Нуриев", "Карл Ульянов", "Роберт Нургалиев", "Феликс Шамов"])
def test_a_foreign_given_name_leaves_a_native_surname_alone(name: str) -> None:
    assert latin(name, "ru").split()[1] == latin(name.split()[1], "ru")


@pytest.mark.parametrize(
    ("word", "spelt", "gender"),
    [
        ("Дидье", "Didier", "Masc"),
        ("Жан", "Jean", "Masc"),
        ("Реджеп", "Recep", "Masc"),
        ("Вольфганг", "Wolfgang", "Masc"),
        ("Маргарет", "Margaret", "Fem"),
        ("Айгуль", "Aigul", "Fem"),
        ("Андреа", "Andrea", ""),
        ("Björn", "Björn", "Masc"),
        ("BJORN", "Björn", "Masc"),
        ("Сергей", "Sergei", "Masc"),
        ("Sergey", "Sergei", "Masc"),
    ],
)
def test_given_names(word: str, spelt: str, gender: str) -> None:
    known = given_name(word)
    assert known is not None
    assert (known.latin, known.gender) == (spelt, gender)


@pytest.mark.parametrize("word", ["", "Консул", "consul", "Караганда", "123", "-"])
def test_what_is_no_given_name(word: str) -> None:
    assert given_name(word) is None
