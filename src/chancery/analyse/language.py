"""Which language a document is in, by its script, letters and commonest words. Knows no language by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

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


def identify(text: str, known: Mapping[str, LanguageProfile]) -> str | None:
    """The code of the language that `text` as a whole is in, None if no profile is near enough.

    `known` are the profiles of the packs and of the languages without one. A subtag of a script (`kk-Latn`) is
    dropped.
    """
    sample = text[:_SAMPLE]
    script = _script(sample)
    rivals = {code: profile for code, profile in known.items() if profile.script == script}
    if not rivals:
        return None
    if len(rivals) == 1:
        return _plain_code(next(iter(rivals)))
    words = Counter(_WORDS.findall(sample.translate(_APOSTROPHES)))
    scores = {code: _score(words, profile) for code, profile in rivals.items()}
    best = max(scores, key=lambda code: scores[code])  # of equals the first: a language with a pack
    return _plain_code(best) if scores[best] >= _LEAST else None


def _plain_code(code: str) -> str:
    return code.partition("-")[0]


def _script(text: str) -> str:
    """The dominant script; a tenth of kana makes Han Japanese."""
    found = letters(text)
    kana = sum(found.get(name, 0) for name in _KANA)
    if kana and kana >= _KANA_SHARE * sum(found.values()):
        return "Hiragana"
    return next(iter(found), "")


def _score(words: Counter[str], profile: LanguageProfile) -> float:
    """Share of words that are the language's own, with its letters and endings, less those it could not write.

    Capitalised words may be foreign names, so that their letters are not held against the language.
    """
    common, own, ends = profile.words, frozenset(profile.letters), profile.endings
    alphabet = frozenset(profile.alphabet) | {"'"}
    total = hits = marked = foreign = ended = 0
    for written, count in words.items():
        word = written.lower()
        letters = frozenset(word)
        total += count
        hits += count * (word in common)
        marked += count * bool(own & letters)
        ended += count * (len(word) > 4 and word.endswith(ends))
        foreign += count * bool(profile.alphabet and written[0].islower() and not letters <= alphabet)
    weighed = hits + _WEIGHT_LETTERS * marked + _WEIGHT_ENDINGS * ended - _WEIGHT_FOREIGN * foreign
    return weighed / max(total, 1)
