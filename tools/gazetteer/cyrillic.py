"""Which of a city's untagged Cyrillic names is the Russian one: by letter groups, likeness to the Latin name, and use.

Names in Bulgarian, Serbian, Ukrainian, Belarusian and the Turkic languages stand beside the Russian ones in the
source. Letters that Russian does not have are refused before; here the habits of spelling decide. A doubtful name is
refused: none is better than a wrong one.
"""

from __future__ import annotations

import difflib
import math
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

import russian

_COUNTRIES = tomllib.loads((Path(__file__).parent / "countries.toml").read_text("utf-8"))
# Countries that write Cyrillic, English, or a language whose `l` Russian softens before a consonant.
CYRILLIC, ANGLOPHONE, SOFT_L, CASTILIAN = (
    frozenset(_COUNTRIES[key].split()) for key in ("cyrillic", "anglophone", "soft_l", "castilian")
)

_RUSSIAN_LETTERS = re.compile(r"[А-Яа-яЁё' -]+")
_CONSONANT = "бвгджзклмнпрстфхцчшщ"
# What no Russian spelling has.
_NEVER = re.compile(
    rf"ъ(?![еёюя])|^ъ|[{_CONSONANT}ь]йо|йи|йа|йу|йэ|[жшч]ы|эа|ськ|цьк|ець\b|ього\b|ского\b|скому\b|\bел |\bал |эй[аоу]"
)
_PARTICLES = frozenset(
    """
    на над под у де дель дела дю да ди ду дос дас ла лас лос ле лез сюр су сен ан ам им ин дер ден оп аль эль эс ас
    эн эр ар аш эш эт о и андер апон супер сьюпер ле-
    """.split()  # noqa: SIM905
)
_BELARUSIAN = re.compile(rf"[{_CONSONANT}]э")
_HARD_L = re.compile(rf"(?<!л)л(?:(?=[{_CONSONANT.replace('л', '')}])|\b)")
_DOUBLED = re.compile(r"([bdfgklmnprst])\1")
_LETTERS = """
а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch
ъ= ы=y ь= э=e ю=yu я=ya
"""
_PAIRS = dict(pair.split("=") for pair in _LETTERS.split())
# One sign for sounds that romanisations and transcriptions interchange.
_SOUNDS = (
    ("shch|sch|tch|szcz|tsch|sh|ch|cz|sz|zh|dzh|dz|ts|tz|x(?=i)|c(?=[eiy])|j|z|s", "S"),
    ("ph", "v"), ("th", "t"), ("ck|qu|q|c", "k"), ("x", "kS"), ("kh|gh|g|h", "g"), ("b|f|w|v", "v"), ("d|t", "t"),
    ("[aeiouy' -]", ""), (r"(.)\1+", r"\1"),
)  # fmt: skip
LEAST, LEAST_ATTESTED = 0.72, 0.6


def russian_name(spellings: Iterable[str], latin: str, country: str, frequency: Mapping[str, int]) -> str:
    """Give the likeliest Russian nominative among Cyrillic spellings of a city's name; empty if none is sure.

    Args:
        latin: the name in plain Latin letters, small.
        frequency: how often a word stands in Russian news, ё written as е.
    """
    ranked = sorted((_rank(one, latin, country, frequency), one) for one in set(spellings) if _possible(one, country))
    return ranked[-1][1] if ranked and ranked[-1][0] > 0 else ""


def transliterated(name: str) -> str:
    return "".join(_PAIRS.get(char, char) for char in name.lower())


def _possible(spelling: str, country: str) -> bool:
    """Whether the letters and their order may be Russian."""
    if not _RUSSIAN_LETTERS.fullmatch(spelling) or not spelling[0].isupper() or len(spelling) < 3:
        return False
    low = spelling.lower()
    small = [word for word in re.split(r"[ -]", spelling) if word and word[0].islower()]
    if _NEVER.search(low) or not set(small) <= _PARTICLES:
        return False
    return "щ" not in low or country in CYRILLIC


def _rank(spelling: str, latin: str, country: str, frequency: Mapping[str, int]) -> float:
    """How sure it is that the spelling is the Russian name; 0 where it is not sure enough."""
    low = spelling.lower()
    words = re.findall(r"[а-я]+", low.replace("ё", "е"))
    attested = min((frequency.get(word, 0) for word in words), default=0)
    plain = transliterated(spelling)
    likeness = difflib.SequenceMatcher(None, plain, latin).ratio()
    sounds = difflib.SequenceMatcher(None, _sounds(plain), _sounds(latin)).ratio()
    score = max(likeness, 0.9 * sounds, (likeness + sounds) / 2) + _habits(spelling, latin, country)
    known = russian.known_place(spelling)
    score += 0.3 * known + min(0.25, 0.05 * math.log10(attested + 1)) - 0.2 * (not known and russian.oblique(low))
    if max(likeness, sounds) < 0.45 or (sounds < 0.6 and not known):
        return 0
    least = 0.5 if known else LEAST_ATTESTED if attested else LEAST
    return score if score >= least else 0


def _sounds(name: str) -> str:
    for pattern, sign in _SOUNDS:
        name = re.sub(pattern, sign, name)
    return name


def _habits(spelling: str, latin: str, country: str) -> float:
    """What the habits of Russian spelling say for (above zero) or against the spelling."""
    low = spelling.lower()
    points = -0.12 * bool(re.search("[bcdfgjklmnpqrvw]$", latin) and re.search("[аеоуэ]$|ом$", low))
    if country not in CYRILLIC:
        points += 0.04 * bool(re.search("ё|ы|э(?![а-я]э)", low)) - 0.15 * (" " in spelling)
        points -= 0.06 * len(_BELARUSIAN.findall(low))
        points -= 0.15 * bool(re.search(r"\be", latin) and re.search(r"\bе", low))
        points -= 0.12 * bool(re.search("аа", low) and "aa" not in latin)
        points -= 0.08 * max(0, _doubles(latin, country) - len(re.findall(rf"([{_CONSONANT}])\1", low)))
        points -= 0.2 * bool(re.search(r"[дкмрнтсл]ьо", low) and country not in CASTILIAN | {"FR", "BR", "PT", "IT"})
    if country in SOFT_L:
        points -= 0.15 * bool(_HARD_L.search(low))
    if country in ANGLOPHONE:
        points -= 0.12 * bool(re.search(r"\bw", latin) and not re.search(r"\bу", low))
        points -= 0.15 * bool(re.search("ау(?!н)", low)) + 0.1 * bool(re.search(r"вил\b|бъри", low))
        points -= 0.08 * bool(re.search(r"\bh", latin) and re.search(r"\bг", low))
    return points


def _doubles(latin: str, country: str) -> int:
    found = _DOUBLED.findall(latin)
    return len([one for one in found if one != "l"]) if country in CASTILIAN else len(found)
