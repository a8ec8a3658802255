"""Other numbers in the same notation: so many digits, so large a unit, the same agreement of the noun that follows."""

from __future__ import annotations

import random
import re

DIGITS = re.compile(r"\d[\d., \u00a0\u202f]*\d|\d")
SERIES = (
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    ("пять", "шесть", "семь", "восемь", "девять", "десять"),
    ("пяти", "шести", "семи", "восьми", "девяти", "десяти"),
    ("тройку", "четвёрку", "пятёрку"),
    ("десятку", "двадцатку", "тридцатку"),
)
FIRST = (2, 2, 20, 5, 5, 3, 10)
STEP = (1, 1, 10, 1, 1, 1, 10)
SCALES = frozenset(10**power for power in range(13))
Value = float | int | list[float | int]


def another(written: str, value: Value, chance: random.Random) -> tuple[str, Value] | None:
    """Another figure as written, with its value; None where the notation is not understood."""
    if isinstance(value, list):
        return _range(written, value, chance)
    found = DIGITS.findall(written)
    if len(found) == 1:
        old = _number(found[0])
        scale = value / old if old else 0
        if scale not in SCALES:
            return None
        digits = _digits(found[0], chance)
        if digits == found[0]:
            return None
        return written.replace(found[0], digits), _exact(_number(digits) * scale)
    return None if found else _worded(written, value, chance)


def _range(written: str, values: list[float | int], chance: random.Random) -> tuple[str, Value] | None:
    """Both ends of a range, raised by one and the same first digit."""
    found = re.findall(r"\d+", written)
    if len(found) != 2 or len(found[0]) != len(found[1]) or not values[0] or int(found[0][0]) > 7:
        return None
    scale = values[0] / int(found[0])
    by = chance.choice(range(1, 10 - int(found[1][0]))) if int(found[1][0]) < 9 else 0
    new = [str(int(each[0]) + by) + each[1:] for each in found]
    text = re.sub(r"\d+", lambda _: new.pop(0), written)
    ends: list[float | int] = [_exact(int(each) * scale) for each in re.findall(r"\d+", text)]
    return (text, ends) if by else None


def _number(digits: str) -> float:
    """What digits mean: a comma or point with one or two digits behind it, or five and more, is a decimal one."""
    plain = re.sub(r"[ \u00a0\u202f]", "", digits)
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", plain) or re.fullmatch(r"\d{1,2}(?:,\d{2})+,\d{3}", plain):
        return float(re.sub(r"[.,]", "", plain))
    return float(plain.replace(",", "."))


def _digits(old: str, chance: random.Random) -> str:
    """Other digits in the same places; of a whole number the last two stay, so that words agree with them."""
    signs = [each for each in old if each.isdigit()]
    whole = _number(old) == int(_number(old))
    free = range(len(signs)) if not whole else range(max(len(signs) - 2, 0)) if len(signs) > 2 else range(1)
    for at in free:
        choices = "123456789" if at == 0 else "0123456789"
        signs[at] = chance.choice([each for each in _kin(signs, whole, choices) if each != signs[at]] or [signs[at]])
    new = iter(signs)
    return "".join(next(new) if each.isdigit() else each for each in old)


def _kin(signs: list[str], whole: bool, choices: str) -> str:
    """The first digits that keep the agreement: of a single digit 2 to 4 or 5 to 9, of two digits no teens."""
    if not whole or len(signs) > 2:
        return choices
    if len(signs) == 2:
        return "23456789" if signs[0] != "1" else "1"
    return "234" if signs[0] in "234" else "56789" if signs[0] in "56789" else signs[0]


def _exact(value: float) -> float | int:
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def _worded(written: str, value: float | int, chance: random.Random) -> tuple[str, Value] | None:
    """A numeral of the same series, where the value is that of the numeral or a plain multiple of it."""
    for series, first, step in zip(SERIES, FIRST, STEP, strict=True):
        for at, word in enumerate(series):
            if re.search(rf"(?i)\b{word}\b", written):
                scale = value / (first + at * step)
                if scale not in SCALES:
                    return None
                to = chance.choice([each for each in range(len(series)) if each != at])
                new = series[to].capitalize() if written[:1].isupper() else series[to]
                return re.sub(rf"(?i)\b{word}\b", new, written), _exact((first + to * step) * scale)
    return None
