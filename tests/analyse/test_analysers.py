"""Laws of the analysers: what they cut joins up again, and what they say of a word holds in its sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chancery.analyse.analysers import analyser
from chancery.analyse.english import infinitive
from chancery.analyse.segmentation import trimmed
from chancery.errors import PackError
from chancery.model import Token

LANGS = ("en", "ru")
TEXT = st.text(alphabet=st.sampled_from("abZ Яжё.,!?;:«»\"'’-–()0129\n\t$%…"), max_size=80)

ENGLISH = [
    "Trade grew.|It doubled.",
    "Mr. J. K. Smith met Dr. Ali in St. Petersburg.|They spoke.",
    "He arrived at 5 p.m. on Monday.",
    "He left the U.S. Embassy.|The car waited.",
    "H.E. Mr. Khan opened the U.N. office.|He spoke first.",
    '"We agree," he said.|"It is done."',
    "The group includes the En Marche! Party and others.",
    "The group has members of En Marche!.|It left.",
    "The figure was $5.5 million.|It rose.",
    "The office opened.¦The guests left.",
    "Was it opened?|Yes.",
]
RUSSIAN = [
    "Встреча прошла.|Стороны довольны.",
    "Беседа с губернатором Петровым И.Ю.|Губернатор поздравил гостей.",
    "Министр И.Ю. Петров прибыл.|Его встретили.",
    "Центр им. Абая открыт в г. Алматы.|Он велик.",
    "Оборот 30 млн. долл. США.|Он растёт.",
    "Офис на ул. Абая, д. 5 закрыт.|Работа идёт.",
    "Консульство открыли в столице области в 2020 г.|Губернатор был там.",
    "Посол приехал.¦Затем он уехал.",
]


def words(lang: str, sentence: str, tier: str = "fast") -> dict[str, Token]:
    return {token.text: token for token in analyser(lang, tier=tier).tokens([sentence])[0]}


@pytest.mark.parametrize("lang", LANGS)
@given(text=TEXT)
@settings(max_examples=150, deadline=None)
def test_sentences_are_in_order_and_lose_only_blanks(lang: str, text: str) -> None:
    spans = analyser(lang, tier="fast").sentences(text)
    assert all(left.stop <= right.start for left, right in pairwise(spans))
    kept = "".join(text[span.start : span.stop] for span in spans)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize("lang", LANGS)
@given(text=TEXT)
@settings(max_examples=150, deadline=None)
def test_tokens_cover_every_sign_and_equal_the_text(lang: str, text: str) -> None:
    (tokens,) = analyser(lang, tier="fast").tokens([text])
    assert all(text[token.start : token.stop] == token.text for token in tokens)
    assert all(left.stop <= right.start for left, right in pairwise(tokens))
    assert "".join("".join(token.text for token in tokens).split()) == "".join(text.split())


@given(st.lists(st.integers(0, 20), max_size=6))
def test_trimmed_spans_hold_no_outer_blanks(cuts: list[int]) -> None:
    text = " ab  c d  ef gh ij k "
    for span in trimmed(text, sorted(cuts)):
        assert text[span.start : span.stop].strip() == text[span.start : span.stop] != ""


@pytest.mark.parametrize("barred", ENGLISH)
def test_english_sentences(barred: str) -> None:
    check(barred, "en")


@pytest.mark.parametrize("barred", RUSSIAN)
def test_russian_sentences(barred: str) -> None:
    check(barred, "ru")


def check(barred: str, lang: str) -> None:
    """`|` marks a break with a blank, `¦` one without."""
    text = barred.replace("|", " ").replace("¦", "")
    found = [text[span.start : span.stop] for span in analyser(lang, tier="fast").sentences(text)]
    assert found == barred.replace("¦", "|").split("|")


VERBS = [
    ("Kazakhstan will open a consulate.", "open", ("open", "Fut", "Act", "Fin")),
    ("The office has been opened.", "opened", ("open", "Past", "Pass", "Part")),
    ("The office was officially opened.", "opened", ("open", "Past", "Pass", "Part")),
    ("The office will be closed.", "closed", ("close", "Fut", "Pass", "Part")),
    ("He plans to open two offices.", "open", ("open", "", "Act", "Inf")),
    ("He plans to open two offices.", "plans", ("plan", "Pres", "Act", "Fin")),
    ("They have opened an office.", "opened", ("open", "Past", "Act", "Fin")),
    ("The ministers met and held talks.", "held", ("hold", "Past", "Act", "Fin")),
    ("The meeting was led by him.", "led", ("lead", "Past", "Pass", "Part")),
    ("The delegation led by the minister arrived.", "led", ("lead", "Past", "Pass", "Part")),
    ("The newly appointed ambassador arrived.", "appointed", ("appoint", "Past", "Pass", "Part")),
    ("Japan opens a consulate.", "opens", ("open", "Pres", "Act", "Fin")),
    ("They discussed opening a consulate.", "opening", ("open", "Pres", "Act", "Part")),
    ("The mission is to be relocated.", "relocated", ("relocate", "", "Pass", "Part")),
    ("It is planning a visit.", "planning", ("plan", "Pres", "Act", "Fin")),
    ("The two countries plan to sign it.", "plan", ("plan", "Pres", "Act", "Fin")),
]


@pytest.mark.parametrize(("sentence", "word", "expected"), VERBS)
def test_english_verb_groups_are_read_as_one(sentence: str, word: str, expected: tuple[str, ...]) -> None:
    token = words("en", sentence)[word]
    assert (token.lemma, token.tense, token.voice, token.form) == expected
    assert token.pos == "VERB"


@pytest.mark.parametrize(
    ("sentence", "word", "lemma", "pos"),
    [
        ("The opening of the office.", "opening", "opening", "NOUN"),
        ("The embassies of two countries.", "embassies", "embassy", "NOUN"),
        ("The visits of ministers.", "visits", "visit", "NOUN"),
        ("Consulates General were closed.", "Consulates", "consulate", "PROPN"),
        ("He lives in Paris.", "Paris", "paris", "PROPN"),
        ("Kazakhstan's regions grow.", "'s", "'s", "PART"),
        ("It doesn't work.", "n't", "not", "PART"),
        ("Trade cost $5 and more.", "5", "5", "NUM"),
    ],
)
def test_english_words(sentence: str, word: str, lemma: str, pos: str) -> None:
    token = words("en", sentence)[word]
    assert (token.lemma, token.pos) == (lemma, pos)


@pytest.mark.parametrize(("stem", "verb"), [("intensifi", "intensify"), ("plann", "plan"), ("creat", "create")])
def test_unknown_verbs_get_a_likely_infinitive(stem: str, verb: str) -> None:
    assert infinitive(stem) == verb


RUSSIAN_WORDS = [
    ("Консульство было открыто в Казани.", "открыто", ("открыть", "VERB", "", "Pass", "Part")),
    ("Он назначен послом в Японии.", "назначен", ("назначить", "VERB", "", "Pass", "Part")),
    ("Консульство открылось в Казани.", "открылось", ("открыться", "VERB", "", "Act", "Fin")),
    ("Стороны планируют открыть консульство.", "открыть", ("открыть", "VERB", "", "Act", "Inf")),
    ("Встреча с послом прошла вчера.", "послом", ("посол", "NOUN", "Ins", "", "")),
    ("Открытие генерального консульства.", "генерального", ("генеральный", "ADJ", "Gen", "", "")),
]


@pytest.mark.parametrize("tier", ["full", "fast"])
@pytest.mark.parametrize(("sentence", "word", "expected"), RUSSIAN_WORDS)
def test_russian_words(tier: str, sentence: str, word: str, expected: tuple[str, ...]) -> None:
    token = words("ru", sentence, tier)[word]
    lemma, pos, case, voice, form = expected
    assert (token.lemma, token.pos, token.form) == (lemma, pos, form)
    assert token.case == case
    assert token.voice in (voice, "")


def test_lemmas_fold_io() -> None:
    assert words("ru", "Почётный консул приехал.")["Почётный"].lemma == "почетный"


def test_one_sequence_gives_the_taggers_answers_of_sentence_by_sentence() -> None:
    russian = analyser("ru")
    texts = ["Посол прибыл в Казань.", "Встреча с министром Лавровым прошла.", "Да.", "Он назначен послом."]
    together = russian.tokens(texts)
    apart = [russian.tokens([text])[0] for text in texts]
    assert together == apart
    assert russian.names(texts, together) == [
        russian.names([text], [row])[0] for text, row in zip(texts, apart, strict=True)
    ]


def test_the_taggers_find_names() -> None:
    russian = analyser("ru")
    text = "Министр Сергей Лавров прибыл в Казань."
    spans = russian.names([text], russian.tokens([text]))[0]
    assert {(text[s.start : s.stop], s.kind) for s in spans} == {("Сергей Лавров", "PER"), ("Казань", "LOC")}


def test_empty_input_gives_nothing() -> None:
    for lang in LANGS:
        assert analyser(lang).sentences("") == []
        assert analyser(lang).tokens([]) == []
        assert analyser(lang).names([], []) == []


def test_a_language_without_analyser_is_refused() -> None:
    with pytest.raises(PackError, match="xx"):
        analyser("xx")
