"""Case forms of Russian names at build time: the dictionary where it knows a name, else the rules of its ending.

A form is (spelling, cases, number) with the cases of Universal Dependencies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

import pymorphy3

Form = tuple[str, frozenset[str], str]
Paradigm = dict[str, tuple[str, ...]]
"""Case -> spellings."""

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
_GRAMMEMES = dict(zip(CASES, ("nomn", "gent", "datv", "accs", "ablt", "loct"), strict=True))
_CLASS_NOUNS = frozenset(
    """
    республика королевство княжество государство содружество территория территории острова остров область край округ
    район город штат штаты союз федерация провинция султанат эмират эмираты герцогство земли земля долина автономия
    море океан залив пролив полуостров страны регион бассейн престол организация совет банк фонд союз лига ассоциация
    сообщество агентство комитет программа группа суд комиссия конференция управление объединение альянс договор
    инициатива совещание содружество центр корпорация движение парламент ассамблея федерация община сектор берег
    партия палата дума собрание министерство конгресс фронт блок общество коалиция альтернатива слуга сила братья
    платформа мечта левые демократы
    """.split()  # noqa: SIM905
)
_FREE = re.compile(r"(?:[оеё]в|[иы]н)о$")
_INVARIANT = frozenset({"Эл", "Мансия"})
_LINKED = re.compile(r"-(?:на|над|под)-")
_ADJECTIVE = re.compile(r"(?:ый|ий|ой|ая|яя|ое|ее|ые|ие)$")
_SURE_ADJECTIVE = re.compile(r"(?:ск|цк)(?:ий|ой|ая|ое|ие)$")
_POSSESSIVE = re.compile(r"(?:ов|ев|ин)ы$")
_HUSHING, _VELAR = "жшчщц", "гкх"
# Names in -ь that are feminine and not in the dictionary are rare; masculine is the rule for foreign ones.
_FEMININE_SOFT = re.compile(r"(?:нь|вь|пь|сть)$")


@cache
def _morph() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


def forms(name: str) -> list[Form]:
    """Every case form of a name in the nominative, each spelling once with all its cases."""
    paradigm, number = _phrase(name)
    spelt: dict[str, set[str]] = defaultdict(set)
    for case, spellings in paradigm.items():
        for spelling in spellings:
            spelt[spelling].add(case)
    return [(spelling, frozenset(cases), number) for spelling, cases in spelt.items()]


def adjective_forms(lemma: str) -> list[Form]:
    """Every form of an adjective given in the masculine nominative, and its linking form ("казахстанско-")."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    stem = lemma[:-2]
    for ending, number in (
        (lemma[-2:], "Sing"),
        (_feminine(lemma), "Sing"),
        (_neuter(lemma), "Sing"),
        (_plural(lemma), "Plur"),
    ):
        for animate in (False, True):
            for case, spellings in _adjective(stem + ending, animate).items():
                for spelling in spellings:
                    found[spelling, number].add(case)
    linking = (stem + "о", frozenset[str](), "")
    return [(spelling, frozenset(cases), number) for (spelling, number), cases in found.items()] + [linking]


def inhabitant_forms(lemma: str) -> list[Form]:
    """Every form, singular and plural, of an inhabitant's name given in the masculine nominative."""
    parse = _known_noun(lemma, "anim") or _known_noun(lemma, "NOUN")
    if parse is None:
        return _ruled_inhabitant(lemma)
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for form in parse.lexeme:
        if form.tag.case in _GRAMMEMES.values():
            found[form.word, _number(form.tag.number)].add(_case(form.tag.case))
    return [(spelling, frozenset(cases), number) for (spelling, number), cases in found.items()]


def known_adjective(lemma: str) -> bool:
    """Whether the dictionary has this adjective."""
    return any(parse.is_known and "ADJF" in parse.tag and parse.normal_form == lemma for parse in _morph().parse(lemma))


def known_place(name: str) -> bool:
    """Whether the dictionary has the name as a place in the nominative."""
    return _known_noun(name, "Geox") is not None


def oblique(name: str) -> bool:
    """Whether the dictionary knows the word, but only in another case than the nominative."""
    parses = [parse for parse in _morph().parse(name.lower()) if parse.is_known]
    return bool(parses) and not any("nomn" in parse.tag for parse in parses)


def personal(word: str) -> bool:
    """Whether a name is also a given name or a surname."""
    return any("Name" in parse.tag or "Surn" in parse.tag for parse in _morph().parse(word.lower()) if parse.is_known)


def ordinary(word: str) -> bool:
    """Whether a name, in small letters, is also an ordinary word, a given name or a surname."""
    parses = [parse for parse in _morph().parse(word.lower()) if parse.is_known]
    return any(
        "Geox" not in parse.tag and ("Name" in parse.tag or "Surn" in parse.tag or _plain(parse)) for parse in parses
    )


def other_word(form: str) -> bool:
    """Whether a form, in any case, is also a word that is no place: «думаю», «во», «марка»."""
    return any(
        parse.is_known and not ({"Geox", "Abbr", "Orgn", "Trad"} & set(parse.tag.grammemes))
        for parse in _morph().parse(form)
    )


def _plain(parse: pymorphy3.analyzer.Parse) -> bool:
    return not ({"Abbr", "Orgn", "Trad", "Geox"} & set(parse.tag.grammemes)) and "nomn" in parse.tag


def _known_noun(word: str, grammeme: str) -> pymorphy3.analyzer.Parse | None:
    parses = _morph().parse(word.lower())
    return next((p for p in parses if p.is_known and "NOUN" in p.tag and grammeme in p.tag and "nomn" in p.tag), None)


def _number(grammeme: str | None) -> str:
    return "Plur" if grammeme == "plur" else "Sing"


def _case(grammeme: str) -> str:
    return next(case for case, own in _GRAMMEMES.items() if own == grammeme)


def _phrase(name: str) -> tuple[Paradigm, str]:
    for mark in (" — ", " - ", " и "):
        if mark in name:
            first, _, rest = name.partition(mark)
            return _joined(first, mark, rest)
    words = name.split(" ")
    return _word(words[0]) if len(words) == 1 else _words(words)


def _joined(first: str, mark: str, rest: str) -> tuple[Paradigm, str]:
    """«Босния и Герцеговина» declines on both sides, «Овернь — Рона — Альпы» and «Папуа — Новая Гвинея» on the last."""
    right, number = _phrase(rest)
    left, of_left = _phrase(first)
    if mark != " и " and any(word.lower() in _CLASS_NOUNS for word in first.split()):
        return {case: tuple(form + mark + rest for form in forms) for case, forms in left.items()}, of_left
    if mark != " и ":
        return {case: tuple(first + mark + form for form in forms) for case, forms in right.items()}, number
    return {case: tuple(a + mark + b for a in left[case] for b in right[case]) for case in CASES}, number


def _words(words: list[str]) -> tuple[Paradigm, str]:
    head = _head(words)
    before, after = words[:head], words[head + 1 :]
    noun, number = _class_noun(words[head]) if _is_class_noun(words, head) else _word(words[head])
    plain = [word if not _agrees(word) else "" for word in before]
    declined = [_adjective(word) if _agrees(word) else {} for word in before]
    return {
        case: tuple(
            " ".join([*(fixed or adj[case][0] for fixed, adj in zip(plain, declined, strict=True)), form, *after])
            for form in noun[case]
        )
        for case in CASES
    }, number


def _is_class_noun(words: list[str], head: int) -> bool:
    """Whether the head is an ordinary noun: «Республика», or «Луки» after a plural adjective."""
    plural = any(word.endswith(("ые", "ие")) for word in words[:head]) and words[head].endswith(("ы", "и"))
    return words[head].lower() in _CLASS_NOUNS or (plural and _known_noun(words[head], "plur") is not None)


def _head(words: list[str]) -> int:
    """Which word the others depend on: the first class noun, else the last word."""
    return next((at for at, word in enumerate(words) if word.lower() in _CLASS_NOUNS), len(words) - 1)


def _agrees(word: str) -> bool:
    if _SURE_ADJECTIVE.search(word) or _POSSESSIVE.search(word):
        return True
    return bool(_ADJECTIVE.search(word)) and any(
        "ADJF" in parse.tag or "PRTF" in parse.tag for parse in _morph().parse(word.lower())
    )


def _class_noun(word: str) -> tuple[Paradigm, str]:
    parse = _known_noun(word, "plur") if word.endswith(("ы", "и")) else _known_noun(word, "NOUN")
    return _of_parse(parse, word) if parse else _ruled(word)


def _word(word: str) -> tuple[Paradigm, str]:
    if word.isupper():
        return dict.fromkeys(CASES, (word,)), "Sing"
    if word in _INVARIANT:
        return dict.fromkeys(CASES, (word,)), "Sing"
    parse = _known_noun(word, "Geox")
    if parse is not None and not word.endswith("ия"):
        return _either(*_of_parse(parse, word)) if _FREE.search(word) else _of_parse(parse, word)
    if "-" in word:
        return _hyphenated(word)
    if _agrees(word):
        return _adjective(word), "Plur" if word.endswith(("ые", "ие")) else "Sing"
    return _ruled(word)


def _of_parse(parse: pymorphy3.analyzer.Parse, word: str) -> tuple[Paradigm, str]:
    paradigm: Paradigm = {"Nom": (word,)}
    for case, grammeme in _GRAMMEMES.items():
        form = parse.inflect({grammeme})
        paradigm.setdefault(case, (_like(form.word if form else word, word),))
    second = parse.inflect({"loc2"})
    if second is not None:
        paradigm["Loc"] = tuple(dict.fromkeys((*paradigm["Loc"], _like(second.word, word))))
    return paradigm, _number(parse.tag.number)


def _either(paradigm: Paradigm, number: str) -> tuple[Paradigm, str]:
    """«в Иванове» and «в Иваново» are both written."""
    nominative = paradigm["Nom"]
    return {case: tuple(dict.fromkeys((*forms, *nominative))) for case, forms in paradigm.items()}, number


def _like(form: str, word: str) -> str:
    """Give `form` the capitals and the ё of `word`, as far as the two agree."""
    shared = "".join(
        own if own.lower().replace("ё", "е") == char.replace("ё", "е") else char
        for own, char in zip(word, form, strict=False)
    )
    return shared + form[len(shared) :]


def _hyphenated(word: str) -> tuple[Paradigm, str]:
    linked = _LINKED.search(word)
    if linked:
        paradigm, number = _word(word[: linked.start()])
        tail = word[linked.start() :]
        return {case: tuple(form + tail for form in forms) for case, forms in paradigm.items()}, number
    first, _, last = word.rpartition("-")
    paradigm, number = _word(last) if last[:1].isupper() else _ruled(last)
    if _SURE_ADJECTIVE.search(last) and not _SURE_ADJECTIVE.search(first):
        heads, _ = _word(first)
        return {case: tuple(a + "-" + b for a in heads[case] for b in paradigm[case]) for case in CASES}, number
    return {case: tuple(f"{first}-{form}" for form in forms) for case, forms in paradigm.items()}, number


def _paradigm(stem: str, *endings: str) -> Paradigm:
    return {case: tuple(stem + end for end in ending.split("/")) for case, ending in zip(CASES, endings, strict=True)}


def _ruled(word: str) -> tuple[Paradigm, str]:
    """Decline by the ending, as the grammar does with a name that nobody knows."""
    stem, last = word[:-1], word[-1:]
    before = stem[-1:].lower()
    if word.endswith("ия"):
        return _paradigm(stem, "я", "и", "и", "ю", "ей", "и"), "Sing"
    if last == "я":
        return _paradigm(stem, "я", "и", "е", "ю", "ей", "е"), "Sing"
    if last == "а":
        genitive = "и" if before in _HUSHING.replace("ц", "") + _VELAR else "ы"
        return _paradigm(stem, "а", genitive, "е", "у", "ей" if before in _HUSHING else "ой", "е"), "Sing"
    if last == "й":
        return _paradigm(stem, "й", "я", "ю", "й", "ем", "и" if before == "и" else "е"), "Sing"
    if last == "ь" and _FEMININE_SOFT.search(word):
        return _paradigm(stem, "ь", "и", "и", "ь", "ью", "и"), "Sing"
    if last == "ь":
        return _paradigm(stem, "ь", "я", "ю", "ь", "ем", "е"), "Sing"
    if _FREE.search(word):
        return _paradigm(stem, "о", "а/о", "у/о", "о", "ом/о", "е/о"), "Sing"
    if last in "аоуыэеёиюя" or not last.isalpha():
        return dict.fromkeys(CASES, (word,)), "Sing"
    return _paradigm(word, "", "а", "у", "", "ем" if last in _HUSHING else "ом", "е"), "Sing"


def _adjective(word: str, animate: bool = False) -> Paradigm:
    """Decline an adjective given in any nominative: «Нижний», «Северная», «Объединённые», «Маршалловы»."""
    if _POSSESSIVE.search(word):
        stem = word[:-1]
        return _paradigm(stem, "ы", "ых", "ым", "ых" if animate else "ы", "ыми", "ых")
    stem, ending = word[:-2], word[-2:]
    soft = ending in ("яя", "ее") or (ending in ("ий", "ие") and stem[-1:] not in _VELAR + _HUSHING)
    i = "и" if soft or stem[-1:] in _VELAR + "жшчщ" else "ы"
    o = "е" if soft or (stem[-1:] in "жшчщц" and ending not in ("ой", "ое")) else "о"
    if ending in ("ая", "яя"):
        oblique = o + "й"
        return _paradigm(stem, ending, oblique, oblique, "юю" if ending == "яя" else "ую", oblique, oblique)
    if ending in ("ые", "ие"):
        return _paradigm(stem, ending, i + "х", i + "м", i + "х" if animate else ending, i + "ми", i + "х")
    accusative = o + "го" if animate and ending not in ("ое", "ее") else ending
    return _paradigm(stem, ending, o + "го", o + "му", accusative, i + "м", o + "м")


def _feminine(lemma: str) -> str:
    return "яя" if lemma.endswith("ний") else "ая"


def _neuter(lemma: str) -> str:
    return "ее" if lemma.endswith("ний") else "ое"


def _plural(lemma: str) -> str:
    return "ые" if lemma.endswith("ый") else "ие"


def _ruled_inhabitant(lemma: str) -> list[Form]:
    if lemma.endswith("ец"):
        stem = lemma[:-2] + ("йц" if lemma[-3] in "аеиоуыэюя" else "ц")
        single, plural = ("ец", "а", "у", "а", "ем", "е"), ("ы", "ев", "ам", "ев", "ами", "ах")
        paradigms = (_paradigm(stem, "а", *single[1:]) | {"Nom": (lemma,)}, _paradigm(stem, *plural))
    elif lemma.endswith(("анин", "янин")):
        stem = lemma[:-2]
        paradigms = (
            _paradigm(lemma, "", "а", "у", "а", "ом", "е"),
            _paradigm(stem, "е", "", "ам", "", "ами", "ах"),
        )
    else:
        i = "и" if lemma[-1] in _VELAR + _HUSHING else "ы"
        gen = "ей" if lemma[-1] in "жшчщ" else "ов"
        paradigms = (_paradigm(lemma, "", "а", "у", "а", "ом", "е"), _paradigm(lemma, i, gen, "ам", gen, "ами", "ах"))
    return [form for p, number in zip(paradigms, ("Sing", "Plur"), strict=True) for form in _collected(p, number)]


def _collected(paradigm: Paradigm, number: str) -> list[Form]:
    found: dict[str, set[str]] = defaultdict(set)
    for case, spellings in paradigm.items():
        for spelling in spellings:
            found[spelling].add(case)
    return [(spelling, frozenset(cases), number) for spelling, cases in found.items()]
