"""Written numbers: decimals by a language's convention, Roman numerals, forms written with braces. Knows no words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_SIGNS = re.compile(r"[ .,']")
_BRACES = re.compile(r"\{([^{}]*)\}")
_ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
_LONGEST = 24  # anything longer is a code or an account, not a number
_LETTERS = {"I": 1, "V": 5, "X": 10}


def decimal(written: str, mark: str, *, scaled: bool = False) -> float | None:
    """Give the number that figures with separators stand for, None if they stand for none (a date, an address).

    `mark` is the language's decimal sign; `scaled` says that a magnitude follows ("1.234 млрд").

    >>> decimal("1 234,5", ","), decimal("25.000", ","), decimal("1,234.5", "."), decimal("4.7", ",")
    (1234.5, 25000.0, 1234.5, 4.7)
    """
    signs, groups = _SIGNS.findall(written), _SIGNS.split(written)
    if len(written) > _LONGEST:
        return None
    if not signs:
        return float(written)
    if len(set(signs)) == 1 and (len(signs) > 1 or not _is_fraction(signs[0], groups, mark, scaled)):
        return float("".join(groups)) if _grouped(groups) else None
    whole = groups[:-1]
    if signs[-1] not in ".," or signs[-1] in signs[:-1] or len(set(signs[:-1])) > 1:
        return None
    return float(f"{''.join(whole)}.{groups[-1]}") if len(whole) == 1 or _grouped(whole) else None


def _is_fraction(sign: str, groups: Sequence[str], mark: str, scaled: bool) -> bool:
    """Whether one sign between two groups is the decimal sign."""
    if sign not in ".,":
        return False
    if len(groups[1]) != 3 or len(groups[0]) > 3 or groups[0].startswith("0"):
        return True
    if sign == mark:
        return scaled or groups[1] != "000"
    return scaled and sign == "."


def _grouped(groups: Sequence[str]) -> bool:
    """Whether the groups are those of one number: three figures each, one to three in the first."""
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def roman(letters: str) -> int | None:
    """Give the value of a Roman numeral below 40, None if the letters are none.

    >>> roman("XIII"), roman("IX"), roman("IIX"), roman("MID")
    (13, 9, None, None)
    """
    if not letters or not _ROMAN.fullmatch(letters):
        return None
    values = [_LETTERS[letter] for letter in letters]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def spelt(form: str, endings: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Give the forms that a form with braces stands for.

    >>> list(spelt("рубл{ь,я}", {})), list(spelt("nin{th}", {"th": ["e", "th"]}))
    (['рубль', 'рубля'], ['nine', 'ninth'])
    """
    found = _BRACES.search(form)
    if found is None:
        yield form
        return
    for ending in endings.get(found[1]) or found[1].split(","):
        yield from spelt(form[: found.start()] + ending + form[found.end() :], endings)
