"""Which language a document and each of its paragraphs is in: by script, letters and commonest words.

Knows no language by name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, reduce
from operator import or_
from typing import NamedTuple

from chancery.model import Span
from chancery.model.zoning import LanguageProfile
from chancery.text.scripts import letters

_WORDS = re.compile(r"[^\W\d_]+(?:['’ʻʼ‘][^\W\d_]+)*")
_APOSTROPHES = str.maketrans("’ʻʼ‘`", "'''''")
_SAMPLE = 6_000
_WEIGHT_LETTERS = 0.5
_WEIGHT_FOREIGN = 0.7
_WEIGHT_ENDINGS = 0.25
_LEAST = 0.06
_KANA = frozenset(("Hiragana", "Katakana"))
_KANA_SHARE = 0.1
_FEWEST_LETTERS = 12
# How far another language leads the main one, and how many words in lower case it takes to believe that.
_SURE = ((0.2, 6), (0.5, 3))
_SAME_SCRIPT = 0.7
_WORDS_KEPT = 50_000

UNKNOWN = "und"
"""The code of a paragraph in a language that no profile is near to, as BCP 47 writes it."""


class Signs(NamedTuple):
    """What a word says of each rival language, one bit a language."""

    common: int
    own: int
    ended: int
    foreign: int


class Rivals:
    """The languages of one script, indexed so that a word is looked at once for all of them."""

    def __init__(self, profiles: Sequence[tuple[str, LanguageProfile]]) -> None:
        self.codes = tuple(code for code, _ in profiles)
        self._common: dict[str, int] = {}
        self._own: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        self._alphabets = [(1 << n, frozenset(p.alphabet) | {"'"}) for n, (_, p) in enumerate(profiles) if p.alphabet]
        for number, (_, profile) in enumerate(profiles):
            for index, keys in (
                (self._common, profile.words),
                (self._own, profile.letters),
                (self._ends, profile.endings),
            ):
                for key in keys:
                    index[key] = index.get(key, 0) | 1 << number
        self._lengths = sorted({len(end) for end in self._ends})
        self._strange: dict[str, int] = {}
        self.signs = lru_cache(maxsize=_WORDS_KEPT)(self._signs)
        self.weights = lru_cache(maxsize=_WORDS_KEPT)(self._weights)

    def scores(self, words: Mapping[Signs, int]) -> dict[str, float]:
        """For each language the share of words that are its own, with its letters and endings, less foreign ones."""
        total = max(sum(words.values()), 1)
        weighed = [(count, self.weights(signs)) for signs, count in words.items()]
        return {code: sum(count * own[n] for count, own in weighed) / total for n, code in enumerate(self.codes)}

    def _weights(self, signs: Signs) -> tuple[float, ...]:
        """What a word with these signs counts for each language."""
        return tuple(_weight(signs, 1 << number) for number in range(len(self.codes)))

    def _signs(self, written: str) -> Signs:
        """Capitalised words may be foreign names, so that their letters are not held against a language."""
        word = written.lower()
        own = reduce(or_, (self._own.get(char, 0) for char in word), 0)
        ends = (self._ends.get(word[-length:], 0) for length in self._lengths) if len(word) > 4 else ()
        foreign = reduce(or_, map(self._unwritten, word), 0) if written[0].islower() else 0
        return Signs(self._common.get(word, 0), own, reduce(or_, ends, 0), foreign)

    def _unwritten(self, char: str) -> int:
        """The languages whose words never have this letter."""
        if char not in self._strange:
            self._strange[char] = sum(bit for bit, alphabet in self._alphabets if char not in alphabet)
        return self._strange[char]


def identify(text: str, known: Mapping[str, LanguageProfile]) -> str | None:
    """The code of the language that `text` as a whole is in, None if no profile is near enough.

    `known` are the profiles of the packs and of the languages without one. A subtag of a script (`kk-Latn`) is
    dropped.
    """
    sample, by_script = text[:_SAMPLE], _rivals(tuple(known.items()))
    return _language(sample, by_script) or _of_most(sample.split("\n"), by_script)


def languages(
    text: str, paragraphs: Sequence[Span], known: Mapping[str, LanguageProfile]
) -> tuple[str | None, tuple[str, ...]]:
    """The main language, that of most of the text (None if no profile is near), and the language of each paragraph."""
    code = identify(text, known)
    if code is None:
        return None, ()
    spoken = tongues(text, paragraphs, code, known)
    room: Counter[str] = Counter()
    for span, tongue in zip(paragraphs, spoken, strict=True):
        room[tongue] += span.stop - span.start
    most = max(room, key=lambda tongue: room[tongue], default=code)
    return (code, spoken) if most in (code, UNKNOWN) else (most, tongues(text, paragraphs, most, known))


def tongues(text: str, paragraphs: Sequence[Span], main: str, known: Mapping[str, LanguageProfile]) -> tuple[str, ...]:
    """The language of each paragraph: `main`, unless the paragraph is surely in another one.

    What is too short to tell goes with the sure paragraph before or after it that it is nearer to than to `main`.
    `UNKNOWN` stands for a paragraph in a script that is not `main`'s and in no known language.
    """
    by_script = _rivals(tuple(known.items()))
    home = next((p.script for code, p in known.items() if _plain_code(code) == main), "")
    looks = [_look(text[span.start : span.stop], main, home, by_script) for span in paragraphs]
    sure = [look.code if look.is_sure else "" for look in looks]
    if not any(sure):
        return (main,) * len(looks)
    around = list(zip(_carried(sure, main), reversed(_carried(sure[::-1], main)), strict=True))
    return tuple(
        look.code if look.is_sure or (look.code and look.code in beside) else main
        for look, beside in zip(looks, around, strict=True)
    )


class _Look(NamedTuple):
    """The other language that a paragraph looks like, "" where it looks like the main one."""

    code: str = ""
    is_sure: bool = False


_HOME = _Look()


def _language(text: str, by_script: Mapping[str, Rivals]) -> str | None:
    rivals = by_script.get(_script(letters(text)))
    return _likeliest(rivals, text) if rivals else None


def _of_most(lines: Sequence[str], by_script: Mapping[str, Rivals]) -> str | None:
    """The language of most of the text, where each line is in one and they speak against each other."""
    found: Counter[str] = Counter()
    for line in lines if len(lines) > 1 else ():
        if code := _language(line, by_script):
            found[code] += len(line)
    return max(found, key=lambda code: found[code], default=None)


def _look(paragraph: str, main: str, home: str, by_script: Mapping[str, Rivals]) -> _Look:
    found = letters(paragraph)
    script = _script(found)
    if script != home:
        total = sum(found.values())
        if not script or (script != "Hiragana" and found[script] < _SAME_SCRIPT * total):
            return _HOME
        is_long = total >= _FEWEST_LETTERS * (2 if any(map(str.islower, paragraph)) else 1)
        rivals = by_script.get(script)
        return _Look((rivals and _likeliest(rivals, paragraph)) or UNKNOWN, is_long and _is_running(paragraph))
    return _neighbour(paragraph, main, by_script[script]) if script in by_script else _HOME


def _neighbour(paragraph: str, main: str, rivals: Rivals) -> _Look:
    """How a paragraph looks among the languages of its script; names, which are capitalised, do not count."""
    plain = [word for word in _words(paragraph) if not word[0].isupper()]
    if not plain:
        return _HOME
    scores = rivals.scores(_counted(rivals, plain))
    best = max(scores, key=lambda code: scores[code])
    lead = scores[best] - max((score for code, score in scores.items() if _plain_code(code) == main), default=0.0)
    if _plain_code(best) == main or lead <= 0:
        return _HOME
    return _Look(_plain_code(best), any(lead >= least and len(plain) >= fewest for least, fewest in _SURE))


def _likeliest(rivals: Rivals, text: str) -> str | None:
    return (
        _plain_code(rivals.codes[0])
        if len(rivals.codes) == 1
        else _nearest(rivals.scores(_counted(rivals, _words(text))))
    )


def _is_running(paragraph: str) -> bool:
    """Whether words follow each other that are no names."""
    return sum(not word[0].isupper() for word in _words(paragraph)) >= 3 or not any(map(str.islower, paragraph))


def _carried(codes: Sequence[str], main: str) -> list[str]:
    """For each paragraph the language of the nearest sure one before it; `main` before the first."""
    last, found = main, []
    for code in codes:
        last = code or last
        found.append(last)
    return found


def _nearest(scores: Mapping[str, float]) -> str | None:
    best = max(scores, key=lambda code: scores[code])  # of equals the first: a language with a pack
    return _plain_code(best) if scores[best] >= _LEAST else None


def _weight(signs: Signs, bit: int) -> float:
    return (
        bool(signs.common & bit)
        + _WEIGHT_LETTERS * bool(signs.own & bit)
        + _WEIGHT_ENDINGS * bool(signs.ended & bit)
        - _WEIGHT_FOREIGN * bool(signs.foreign & bit)
    )


def _words(text: str) -> list[str]:
    return _WORDS.findall(text.translate(_APOSTROPHES))


def _counted(rivals: Rivals, words: Iterable[str]) -> Counter[Signs]:
    return Counter(map(rivals.signs, words))


@lru_cache(maxsize=4)
def _rivals(known: tuple[tuple[str, LanguageProfile], ...]) -> dict[str, Rivals]:
    """The languages by their script."""
    scripts = dict.fromkeys(profile.script for _, profile in known)
    return {script: Rivals([(code, p) for code, p in known if p.script == script]) for script in scripts}


def _plain_code(code: str) -> str:
    return code.partition("-")[0]


def _script(found: Mapping[str, int]) -> str:
    """The dominant script of counted letters; a tenth of kana makes Han Japanese."""
    kana = sum(found.get(name, 0) for name in _KANA)
    if kana and kana >= _KANA_SHARE * sum(found.values()):
        return "Hiragana"
    return next(iter(found), "")
