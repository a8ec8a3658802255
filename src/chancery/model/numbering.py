"""The shape of a language pack's `numbers.toml`: number words, magnitudes, currencies, bounds, counted nouns.

A form is written in lower case. `рубл{ь,я,ей}` stands for three forms, `перв{hard}` for as many as the table `endings`
has under that name; a form that ends in a point may be written without it.
"""

from __future__ import annotations

from msgspec import Struct


class Suffix(Struct, frozen=True):
    """Letters written onto a figure: of an ordinal ("18th") or of a declined cardinal ("30-ти"), the latter perhaps
    only up to a number."""

    forms: tuple[str, ...]
    ordinal: bool = True
    at_most: float = 0


class Bound(Struct, frozen=True):
    """Words beside a number that bound it by `op`: one of ~ > < >= <=.

    `outside`: the words bound the number but are no part of its span (a verb). `level`: after a word of movement
    the words name the level that was reached ("rose to"), hence no bound.
    """

    op: str
    forms: tuple[str, ...]
    outside: bool = False
    level: bool = False


class Currency(Struct, frozen=True):
    """An ISO 4217 code with what is written before and after the number; `scaled` words are also something else and
    mean the currency only behind a magnitude ("5 million won")."""

    code: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    scaled: tuple[str, ...] = ()


class Times(Struct, frozen=True):
    """Words for growth by a factor: `after` a number always, `loose` only with one of `lead` before it or of `tail`
    after it; `words` say number and factor at once ("doubled")."""

    after: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    tail: tuple[str, ...] = ()
    words: dict[str, float] = {}


class Interval(Struct, frozen=True):
    """Words around the two ends of a range; `first` is empty where nothing is written before the lower end."""

    first: str
    second: str


class Counted(Struct, frozen=True):
    """How the counted noun is told from the words before it.

    Where `plural` endings are given the noun is the first word with one (and with none of `unlike`); else the first
    word without an adjective's ending, the last one if all have it. `nouns` lists words and endings that are nouns
    all the same, `links` words to pass over, `stops` words that no noun lies behind.
    """

    plural: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    noun_endings: tuple[str, ...] = ()
    verb_endings: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    reach: int = 4


# Compared by identity, so that what is compiled from a pack can be kept beside it.
class Numbers(Struct, frozen=True, eq=False, forbid_unknown_fields=True):
    """`numbers.toml`.

    `decimal` is the decimal sign, `hundreds` words that multiply the number word before them, `halves` words that add
    a half, `joiners` words between number words. `money_magnitudes` count as magnitudes beside a currency only.
    `weak` number words need a counted noun right behind them and none of `pronouns` before; `labels` are words whose
    number is a name ("article 5"); `prepositions` may stand between a bound and its number; `moving` are words of
    movement to a level; `superlatives` may be joined to an ordinal ("third-largest"); `roman_alone`
    are single letters that are taken for Roman numerals.
    """

    decimal: str
    words: dict[str, float]
    magnitudes: dict[str, float]
    currencies: tuple[Currency, ...]
    percent: tuple[str, ...]
    counted: Counted
    money_magnitudes: dict[str, float] = {}
    ordinals: dict[str, float] = {}
    hundreds: tuple[str, ...] = ()
    halves: tuple[str, ...] = ()
    joiners: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    pronouns: tuple[str, ...] = ()
    suffixes: tuple[Suffix, ...] = ()
    roman_alone: tuple[str, ...] = ()
    before: tuple[Bound, ...] = ()
    after: tuple[Bound, ...] = ()
    prepositions: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    times: Times = Times()
    intervals: tuple[Interval, ...] = ()
    moving: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    superlatives: tuple[str, ...] = ()
    endings: dict[str, tuple[str, ...]] = {}
