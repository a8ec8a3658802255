"""The words of a text as the record's full text looks for them: folded, and as lemmas with Latin keys of names."""

from __future__ import annotations

import re
from functools import lru_cache

from chancery.analyse.analysers import analyser as language_analyser
from chancery.lang import codes
from chancery.text.forms import fold
from chancery.text.names import key
from chancery.text.scripts import script

WORD = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
SCRIPTS = {"Cyrillic": "ru", "Latin": "en"}
"""The language whose analyser gives lemmas to a word in a script, where a text's own language has no pack."""


class Analyser:
    """Folds and lemmatizes words; the same for what is kept and what is asked."""

    def terms(self, text: str, lang: str | None) -> tuple[str, str]:
        """The folded words of a text, and their lemmas with the keys of its names, each joined by spaces."""
        words = WORD.findall(text)
        lemmas = (alternative for word in words for alternative in _alternatives(word, lang or ""))
        return " ".join(fold(word) for word in words), " ".join(lemmas)

    def query(self, text: str) -> tuple[list[str], list[str]]:
        """The folded words of a query and, word by word, what to look for in the lemma column (joined by spaces)."""
        words = WORD.findall(text)
        return [fold(word) for word in words], [" ".join(_alternatives(word, "", asked=True)) for word in words]


@lru_cache(maxsize=1)
def analyser() -> Analyser:
    """The one analyser of this process."""
    return Analyser()


@lru_cache(maxsize=200_000)
def _alternatives(word: str, lang: str, asked: bool = False) -> tuple[str, ...]:
    """What a word is found by: its lemma, and its name key where it may be a name.

    A query may write a name in lower case, so every word of it may be one.
    """
    code = lang if lang in codes() else SCRIPTS.get(script(word[0]), "")
    found = [fold(_lemma(word, code)) if code in codes() else fold(word)]
    if (asked or word[:1].isupper()) and len(word) > 2 and (skeleton := key(word)):
        found.append(f"n{skeleton}n")
    return tuple(dict.fromkeys(found))


def _lemma(word: str, code: str) -> str:
    tokens = language_analyser(code, tier="fast").tokens([word])[0]
    return tokens[0].lemma if len(tokens) == 1 else word
