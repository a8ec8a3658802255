"""Quantities of one sentence: amounts of money, shares, factors, counts, ordinals. All words come from the pack.

The text is cut into figures, words and signs; reading starts only where one of them can begin a quantity, and goes
number > magnitude > unit > range > bound > counted noun.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf
from typing import Generic, NamedTuple, TypeVar

from chancery.model import Quantity
from chancery.model.numbering import Bound, Counted, Numbers, Suffix
from chancery.text.forms import fold
from chancery.text.numbers import decimal, roman, spelt

T = TypeVar("T")

_PIECES = re.compile(
    r"(?P<figure>(?<![\d.,])\d{1,3}(?: \d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,']\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
    r"|(?P<sign>\S)"
)
_NAMING_SIGNS = frozenset("№#@")
_JOINING_SIGNS = frozenset("-:/.,_\\")
_SPLITTING_SIGNS = frozenset(":/\\°_")
_YEARS = (1900, 2100)
_UNITS = ("percent", "percentage_points", "times")
_MOVE_REACH = 6


class QuantityHit(NamedTuple):
    """A quantity at [start, stop) of the text read; `text` is that stretch, without the counted noun."""

    start: int
    stop: int
    quantity: Quantity
    text: str


class Piece(NamedTuple):
    """A figure, a word or a sign of the folded text; `kind` is empty where a stretch was left out."""

    text: str
    start: int
    stop: int
    kind: str


class Phrases(Generic[T]):
    """Phrases of words and signs, found at a place or before it, the longest first."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self.opening: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        self.closing: dict[str, list[tuple[tuple[str, ...], T]]] = {}
        for form, value in entries:
            words = tuple(piece.text for piece in _pieces(form, ()))
            self.opening.setdefault(words[0], []).append((words, value))
            self.closing.setdefault(words[-1], []).append((words, value))
        for table in (self.opening, self.closing):
            for phrases in table.values():
                phrases.sort(key=lambda entry: -len(entry[0]))

    def at(self, words: Sequence[str], at: int) -> tuple[T, int] | None:
        """The value of the phrase that starts at `at`, and the place after it."""
        if at >= len(words):
            return None
        for phrase, value in self.opening.get(words[at], ()):
            if len(phrase) == 1 or tuple(words[at : at + len(phrase)]) == phrase:
                return value, at + len(phrase)
        return None

    def before(self, words: Sequence[str], at: int) -> tuple[T, int] | None:
        """The value of the phrase that ends at `at`, and the place where it starts."""
        if at <= 0:
            return None
        for phrase, value in self.closing.get(words[at - 1], ()):
            if len(phrase) == 1 or (at >= len(phrase) and tuple(words[at - len(phrase) : at]) == phrase):
                return value, at - len(phrase)
        return None


class Tables(NamedTuple):
    """A pack's numbers made ready for looking up."""

    mark: str
    words: Phrases[float]
    magnitudes: Phrases[tuple[float, bool]]
    ordinals: Phrases[float]
    hundreds: frozenset[str]
    halves: Phrases[bool]
    joiners: frozenset[str]
    weak: frozenset[str]
    pronouns: frozenset[str]
    suffixes: dict[str, Suffix]
    roman_alone: frozenset[str]
    before: Phrases[Bound]
    after: Phrases[Bound]
    prepositions: frozenset[str]
    money_before: Phrases[str]
    units: Phrases[str]
    scaled_units: Phrases[str]
    loose: Phrases[str]
    lead: frozenset[str]
    tail: frozenset[str]
    factors: Phrases[float]
    first: frozenset[str]
    second: dict[str, frozenset[str]]
    moving: frozenset[str]
    labels: frozenset[str]
    superlatives: frozenset[str]
    counted: Counted
    stops: frozenset[str]
    nouns: frozenset[str]
    anchors: frozenset[str]


class Amount(NamedTuple):
    """A number up to `stop`: `value` with its magnitudes, `lead` without; `plain` if in bare figures, `money` if its
    magnitude needs a currency, `ordinal` with `ordinal`, `weak` if it may be a pronoun."""

    value: float
    lead: float
    scale: float
    stop: int
    plain: bool = False
    money: bool = False
    ordinal: bool = False
    weak: bool = False


class Part(NamedTuple):
    """An amount with its unit, from `first` to `stop` in pieces."""

    amount: Amount
    unit: str
    first: int
    stop: int


class Sentence(NamedTuple):
    """What is being read: pieces, their words, the text as written."""

    pieces: Sequence[Piece]
    words: Sequence[str]
    text: str

    def joined(self, at: int) -> bool:
        """Whether piece `at` is written right after the one before it."""
        return 0 < at < len(self.pieces) and self.pieces[at - 1].stop == self.pieces[at].start

    def kind(self, at: int) -> str:
        """The kind of piece `at`, empty beyond the ends."""
        return self.pieces[at].kind if 0 <= at < len(self.pieces) else ""


def quantities(text: str, *, numbers: Numbers, skip: Sequence[tuple[int, int]]) -> list[QuantityHit]:
    """Give the quantities of one sentence in text order; none touches a stretch of `skip` or another.

    The span covers bound, number, magnitude and unit, never the counted noun.
    """
    tables = _tables(numbers)
    pieces = _pieces(fold(text), skip)
    sentence = Sentence(pieces, [piece.text for piece in pieces], text)
    found: list[QuantityHit] = []
    floor = at = 0
    while at < len(pieces):
        if not _is_anchor(sentence, tables, at):
            at += 1
            continue
        hits, stop = _read(sentence, tables, at, floor)
        found.extend(hits)
        at = max(stop, at + 1)
        floor = _behind(pieces, hits[-1], at) if hits else floor
    return found


def _behind(pieces: Sequence[Piece], hit: QuantityHit, at: int) -> int:
    """The first piece from `at` on that a hit leaves: words behind a number may bound it ("2+")."""
    while at < len(pieces) and pieces[at].start < hit.stop:
        at += 1
    return at


def _pieces(folded: str, skip: Sequence[tuple[int, int]]) -> list[Piece]:
    """The pieces of a folded text; one without text stands where pieces touch `skip`."""
    found = [Piece(m[0], m.start(), m.end(), m.lastgroup or "") for m in _PIECES.finditer(folded)]
    if not skip:
        return found
    spans = sorted(skip)
    return [Piece("", p.start, p.stop, "") if _touches(spans, p.start, p.stop) else p for p in found]


def _touches(spans: Sequence[tuple[int, int]], start: int, stop: int) -> bool:
    at = bisect_right(spans, (start, inf)) - 1
    return (at >= 0 and spans[at][1] > start) or (at + 1 < len(spans) and spans[at + 1][0] < stop)


@lru_cache(maxsize=32)
def _tables(numbers: Numbers) -> Tables:
    """The tables of a pack."""
    forms = _Forms(numbers.endings)
    words = Phrases(forms.valued(numbers.words))
    money_before = Phrases((f, c.code) for c in numbers.currencies for f in forms.of(c.before))
    ordinals, factors = Phrases(forms.valued(numbers.ordinals)), Phrases(forms.valued(numbers.times.words))
    return Tables(
        mark=numbers.decimal,
        words=words,
        magnitudes=Phrases(
            [(f, (v, False)) for f, v in forms.valued(numbers.magnitudes)]
            + [(f, (v, True)) for f, v in forms.valued(numbers.money_magnitudes)]
        ),
        ordinals=ordinals,
        hundreds=forms.all(numbers.hundreds),
        halves=Phrases((form, True) for form in forms.of(numbers.halves)),
        joiners=forms.all(numbers.joiners),
        weak=forms.all(numbers.weak),
        pronouns=forms.all(numbers.pronouns),
        suffixes={form: suffix for suffix in reversed(numbers.suffixes) for form in forms.of(suffix.forms)},
        roman_alone=frozenset(numbers.roman_alone),
        before=Phrases((form, bound) for bound in numbers.before for form in forms.of(bound.forms)),
        after=Phrases((form, bound) for bound in numbers.after for form in forms.of(bound.forms)),
        prepositions=forms.all(numbers.prepositions),
        money_before=money_before,
        units=Phrases(_units(numbers, forms)),
        scaled_units=Phrases((form, c.code) for c in numbers.currencies for form in forms.of(c.scaled)),
        loose=Phrases((form, "times") for form in forms.of(numbers.times.loose)),
        lead=forms.all(numbers.times.lead),
        tail=forms.all(numbers.times.tail),
        factors=factors,
        first=frozenset(interval.first for interval in numbers.intervals),
        second=_seconds(numbers),
        moving=forms.all(numbers.moving),
        labels=forms.all(numbers.labels),
        superlatives=forms.all(numbers.superlatives),
        counted=numbers.counted,
        stops=forms.all(numbers.counted.stops),
        nouns=forms.all(numbers.counted.nouns),
        anchors=frozenset().union(*(table.opening for table in (words, ordinals, factors))) | set(money_before.opening),
    )


class _Forms:
    """Spells out the forms of a pack."""

    def __init__(self, endings: Mapping[str, Sequence[str]]) -> None:
        self.endings = endings

    def of(self, forms: Iterable[str]) -> Iterator[str]:
        for form in forms:
            for one in spelt(form, self.endings):
                yield fold(one)
                if one.endswith("."):
                    yield fold(one[:-1])

    def all(self, forms: Iterable[str]) -> frozenset[str]:
        return frozenset(self.of(forms))

    def valued(self, forms: Mapping[str, float]) -> Iterator[tuple[str, float]]:
        for form, value in forms.items():
            for one in self.of([form]):
                yield one, value


def _units(numbers: Numbers, forms: _Forms) -> Iterator[tuple[str, str]]:
    for unit, written in zip(_UNITS, (numbers.percent, numbers.points, numbers.times.after), strict=True):
        yield from ((form, unit) for form in forms.of(written))
    for currency in numbers.currencies:
        yield from ((form, currency.code) for form in forms.of(currency.after))


def _seconds(numbers: Numbers) -> dict[str, frozenset[str]]:
    firsts = {interval.first for interval in numbers.intervals}
    return {first: frozenset(i.second for i in numbers.intervals if i.first == first) for first in firsts}


def _is_anchor(sentence: Sentence, tables: Tables, at: int) -> bool:
    piece = sentence.pieces[at]
    if piece.kind == "figure" or piece.text in tables.anchors:
        return True
    return piece.kind == "word" and piece.text[0] in "ivx" and _roman(sentence, tables, at) is not None


def _roman(sentence: Sentence, tables: Tables, at: int) -> int | None:
    """The value of a Roman numeral in capitals."""
    piece = sentence.pieces[at]
    letters = sentence.text[piece.start : piece.stop]
    if len(letters) == 1 and letters not in tables.roman_alone:
        return None
    return roman(letters)


def _read(sentence: Sentence, tables: Tables, at: int, floor: int) -> tuple[list[QuantityHit], int]:
    """The quantities that start at the anchor `at`, and where to read on; nothing before `floor` is theirs."""
    factor = tables.factors.at(sentence.words, at)
    if factor is not None:
        return _hits(
            sentence, tables, [Part(Amount(factor[0], factor[0], 1, factor[1]), "times", at, factor[1])], floor
        )
    part = None if _is_named(sentence, tables, at) else _part(sentence, tables, at)
    if part is None or (_is_cut(sentence, tables, part.stop) and not _ranks(sentence, tables, part)):
        return [], _chain(sentence, at)
    if _is_fraction(sentence, tables, part):
        return [], part.stop + 1
    other = None if part.amount.ordinal else _upper(sentence, tables, part)
    if other is None:
        return _hits(sentence, tables, [part], floor)
    if _is_cut(sentence, tables, other.stop) or (sentence.joined(other.stop) and sentence.words[other.stop] == "-"):
        return [], _chain(sentence, other.stop - 1)
    return _hits(sentence, tables, [part, other], floor)


def _is_named(sentence: Sentence, tables: Tables, at: int) -> bool:
    """Whether what stands before a number makes it part of a name, a time, a score or an address."""
    before = sentence.words[at - 1] if at else ""
    if before in _NAMING_SIGNS:
        return True
    if not sentence.joined(at) or sentence.kind(at) == "word":
        return False
    if sentence.kind(at - 1) == "word":
        return before not in tables.money_before.closing
    return before in _JOINING_SIGNS and sentence.joined(at - 1)


def _is_cut(sentence: Sentence, tables: Tables, stop: int) -> bool:
    """Whether a number that ends before piece `stop` goes on as something else: 10:30, 24/7, 30°, 5G, 10-летие."""
    if not sentence.joined(stop):
        return False
    if sentence.words[stop] in _SPLITTING_SIGNS:
        return sentence.words[stop] != ":" or sentence.joined(
            stop + 1
        )  # "$30 million: ..." ends there, "10:30" does not
    if sentence.kind(stop) in ("word", "figure"):
        return True
    hyphen = sentence.words[stop] == "-" and sentence.joined(stop + 1) and sentence.kind(stop + 1) == "word"
    return hyphen and tables.words.at(sentence.words, stop + 1) is None


def _ranks(sentence: Sentence, tables: Tables, part: Part) -> bool:
    """Whether an ordinal is joined to a superlative: "third-largest"."""
    behind = sentence.words[part.stop + 1 : part.stop + 2]
    return part.amount.ordinal and sentence.words[part.stop] == "-" and not tables.superlatives.isdisjoint(behind)


def _is_fraction(sentence: Sentence, tables: Tables, part: Part) -> bool:
    """Whether a number word is the numerator of a fraction: one third, две трети."""
    ordinal = tables.ordinals.at(sentence.words, part.stop)
    return ordinal is not None and not part.amount.ordinal and sentence.kind(part.first) == "word"


def _chain(sentence: Sentence, at: int) -> int:
    """The place after the unbroken run of pieces from `at` on."""
    stop = at + 1
    while stop < len(sentence.pieces) and sentence.joined(stop) and sentence.kind(stop):
        stop += 1
    return stop


def _part(sentence: Sentence, tables: Tables, at: int) -> Part | None:
    """The amount at `at` with its unit before or after."""
    words = sentence.words
    money = tables.money_before.at(words, at)
    if money and not _is_code(sentence, at, money[0]):
        money = None
    amount = _amount(sentence, tables, money[1] if money else at)
    if amount is None:
        return None
    if money and not amount.ordinal:
        return Part(amount, money[0], at, amount.stop)
    unit = None if money or amount.ordinal else _unit(sentence, tables, at, amount.stop)
    if unit is None and not money and amount.scale > 1:
        unit = tables.scaled_units.at(words, amount.stop)
    if unit and amount.scale == 1 and not _is_code(sentence, amount.stop, unit[0]):
        unit = None
    if money or (amount.money and (unit is None or unit[0] in _UNITS)):
        return None
    return Part(amount, unit[0], at, unit[1]) if unit else Part(amount, "", at, amount.stop)


def _is_code(sentence: Sentence, at: int, code: str) -> bool:
    """Whether the currency at `at` is written as such: a code in capitals ("TRY 5", not "try 5")."""
    piece = sentence.pieces[at]
    return not code.isupper() or piece.text != code.lower() or sentence.text[piece.start : piece.stop].isupper()


def _unit(sentence: Sentence, tables: Tables, first: int, at: int) -> tuple[str, int] | None:
    """The unit written at `at` for the number that starts at `first`."""
    words = sentence.words
    for step in (0, 1):
        # "3.5-fold", "2,7 milliards de dollars"
        if step and not (at < len(words) and (words[at] == "-" or words[at] in tables.counted.links)):
            break
        if unit := tables.units.at(words, at + step):
            return unit
    loose = tables.loose.at(words, at)
    if loose is None:
        return None
    led = first > 0 and (words[first - 1] in tables.lead or words[first - 1] in tables.moving)
    tailed = loose[1] < len(words) and words[loose[1]] in tables.tail
    return loose if led or tailed or _bounded_lead(words, tables, first) else None


def _bounded_lead(words: Sequence[str], tables: Tables, first: int) -> bool:
    """Whether a bound with a word of `lead` before it precedes: "in more than 2 times"."""
    bound = tables.before.before(words, first)
    return bound is not None and bound[1] > 0 and words[bound[1] - 1] in tables.lead


def _amount(sentence: Sentence, tables: Tables, at: int) -> Amount | None:
    """The number at `at`: figures or words, magnitudes, smaller groups after them, a suffix."""
    if at >= len(sentence.pieces):
        return None
    ordinal = tables.ordinals.at(sentence.words, at)
    if ordinal is not None:
        return Amount(ordinal[0], ordinal[0], 1, ordinal[1], ordinal=True)
    if sentence.kind(at) == "word" and (value := _roman(sentence, tables, at)) is not None:
        return Amount(value, value, 1, at + 1, ordinal=True)
    lead = _simple(sentence, tables, at)
    if lead is None:
        return None
    return _suffixed(sentence, tables, lead) or _composed(sentence, tables, at, lead)


def _suffixed(sentence: Sentence, tables: Tables, lead: tuple[float, int]) -> Amount | None:
    """The amount of a number with an ordinal word or with letters written onto it."""
    value, at = lead
    if sentence.kind(at - 1) == "word":
        step = at + 1 if at < len(sentence.words) and sentence.words[at] == "-" else at
        unit = tables.ordinals.at(sentence.words, step)
        if unit is None or value % 10 or unit[0] >= 10:
            return None
        return Amount(value + unit[0], value + unit[0], 1, unit[1], ordinal=True)
    if not sentence.joined(at):
        return None
    step = at + 1 if sentence.words[at] == "-" and sentence.joined(at + 1) else at
    suffix = tables.suffixes.get(sentence.words[step])
    if suffix is None:
        return None
    is_ordinal = suffix.ordinal or (suffix.at_most > 0 and value > suffix.at_most)
    if is_ordinal:
        return Amount(value, value, 1, step + 1, ordinal=True)
    return _composed(sentence, tables, at, (value, step + 1))


def _composed(sentence: Sentence, tables: Tables, first: int, lead: tuple[float, int]) -> Amount:
    """The amount of a number with its magnitudes and the smaller groups that follow: 1 млрд 210 млн."""
    start, (value, at) = first, lead
    total, last, money = 0.0, inf, False
    while True:
        scale, stop, needs_money = _scale(sentence, tables, at)
        if scale >= last:
            break
        total, at, last, money = round(total + value * scale, 6), stop, scale, needs_money
        following = _simple(sentence, tables, _past_joiner(sentence, tables, at)) if scale > 1 else None
        if following is None or following[0] >= scale:
            break
        value, stop = following
        if _scale(sentence, tables, stop)[0] >= last or _ends_badly(sentence, tables, stop):
            break
        at = stop
    plain = sentence.kind(start) == "figure" and at == start + 1
    weak = at == start + 1 and sentence.words[start] in tables.weak
    return Amount(total, lead[0], last, at, plain=plain, money=money, weak=weak)


def _ends_badly(sentence: Sentence, tables: Tables, stop: int) -> bool:
    """Whether a further group is a quantity of its own: it has a suffix, or goes on as something else."""
    return _is_cut(sentence, tables, stop) and tables.magnitudes.at(sentence.words, stop) is None


def _past_joiner(sentence: Sentence, tables: Tables, at: int) -> int:
    """The place after a joining word that stands between number words."""
    if at + 1 < len(sentence.words) and sentence.words[at] in tables.joiners and sentence.kind(at + 1) == "word":
        return at + 1
    return at


def _scale(sentence: Sentence, tables: Tables, at: int) -> tuple[float, int, bool]:
    """The product of the magnitudes at `at`, the place after them, whether they need a currency."""
    scale, money = 1.0, False
    while True:
        step = at + 1 if at < len(sentence.words) and sentence.words[at] == "-" and sentence.joined(at) else at
        found = tables.magnitudes.at(sentence.words, step)
        if found is None:
            return scale, at, money
        (value, needs_money), at = found
        scale, money = scale * value, money or needs_money


def _simple(sentence: Sentence, tables: Tables, at: int) -> tuple[float, int] | None:
    """The number in figures or in words at `at`, without magnitudes."""
    if at >= len(sentence.pieces):
        return None
    if sentence.kind(at) == "figure":
        scaled = _scale(sentence, tables, at + 1)[0] >= 1e6
        value = decimal(sentence.words[at], tables.mark, scaled=scaled)
        return None if value is None else _halved(sentence, tables, value, at + 1)
    return _worded(sentence, tables, at)


def _worded(sentence: Sentence, tables: Tables, at: int) -> tuple[float, int] | None:
    """The number in words at `at`: each further word is smaller than the step of the one before."""
    found = tables.words.at(sentence.words, at)
    if found is None:
        return None
    total, at = found
    step = _step(total)
    while at < len(sentence.words):
        if sentence.words[at] in tables.hundreds and total < 100:
            total, step, at = total * 100, 100.0, at + 1
            continue
        skip = at + 1 if sentence.words[at] == "-" and sentence.joined(at) else _past_joiner(sentence, tables, at)
        found = tables.words.at(sentence.words, skip)
        if found is None or found[0] >= step or (skip > at and sentence.words[at] != "-" and step < 100):
            break
        total, step, at = total + found[0], _step(found[0]), found[1]
    return _halved(sentence, tables, total, at)


def _step(value: float) -> float:
    """The largest power of ten that divides a number word's value: what may follow it is smaller."""
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return 1.0 if value == 10 else step


def _halved(sentence: Sentence, tables: Tables, value: float, at: int) -> tuple[float, int]:
    half = tables.halves.at(sentence.words, at)
    return (value + 0.5, half[1]) if half else (value, at)


def _upper(sentence: Sentence, tables: Tables, part: Part) -> Part | None:
    """The upper end of a range whose lower end is `part`."""
    words, at = sentence.words, part.stop
    if at >= len(words):
        return None
    opening = words[part.first - 1] if part.first and words[part.first - 1] in tables.first else ""
    if words[at] != "-" and not any(words[at] in tables.second.get(first, ()) for first in (opening, "")):
        return None
    other = _part(sentence, tables, at + 1)
    is_signed = part.stop == part.amount.stop  # "$2-3 billion", but not "14 percent to 500 people"
    fits = other is not None and not other.amount.ordinal
    fits = fits and other is not None and (part.unit in ("", other.unit) or (is_signed and other.unit == ""))
    return other if fits else None


def _hits(sentence: Sentence, tables: Tables, parts: list[Part], floor: int) -> tuple[list[QuantityHit], int]:
    """The quantities of one part, of a range, or of a movement from one level to another."""
    stop = parts[-1].stop
    if len(parts) == 1:
        return _single(sentence, tables, parts[0], floor), stop
    lower, upper = _shared(*parts)
    opening = (
        lower.first - 1 if lower.first > floor and sentence.words[lower.first - 1] in tables.first else lower.first
    )
    if opening < lower.first and _moves(sentence, tables, opening):
        return _single(sentence, tables, lower, floor) + _single(sentence, tables, upper, upper.first), stop
    if lower.amount.value >= upper.amount.value or (_is_year(lower) and _is_year(upper)):
        return [], stop
    value = (lower.amount.value, upper.amount.value)
    noun = "" if upper.unit else _noun(sentence, tables, upper, stop)
    first, _ = (opening, "") if opening < lower.first else _bound_before(sentence, tables, lower.first, floor)
    return [_hit(sentence, first, stop, Quantity(value, upper.unit, "range", noun))], stop


def _shared(lower: Part, upper: Part) -> tuple[Part, Part]:
    """The ends of a range with the magnitude and the unit that are written once."""
    unit = lower.unit or upper.unit
    amount = lower.amount
    if amount.scale == 1 and upper.amount.scale > 1 and amount.value < upper.amount.lead:
        amount = amount._replace(value=round(amount.value * upper.amount.scale, 6), scale=upper.amount.scale)
    return lower._replace(unit=unit, amount=amount), upper._replace(unit=unit)


def _moves(sentence: Sentence, tables: Tables, at: int) -> bool:
    """Whether a word of movement stands in the words before `at`."""
    return any(word in tables.moving for word in sentence.words[max(0, at - _MOVE_REACH) : at])


def _is_year(part: Part) -> bool:
    return part.amount.plain and not part.unit and _YEARS[0] <= part.amount.value < _YEARS[1]


def _single(sentence: Sentence, tables: Tables, part: Part, floor: int) -> list[QuantityHit]:
    """The quantity of one part with the words that bound it, if it is one."""
    first, op = _bound_before(sentence, tables, part.first, floor)
    stop = part.stop
    after = None if part.amount.ordinal else tables.after.at(sentence.words, stop)
    if after is not None and op == "=":
        op, stop = after[0].op, stop if after[0].outside else after[1]
    noun = "" if part.unit else _noun(sentence, tables, part, stop)
    if not part.unit and op == "=" and not _is_counting(sentence, tables, part, noun):
        return []
    value, first = _signed(sentence, part, first, floor)
    return [_hit(sentence, first, stop, Quantity(value, part.unit, op, noun, part.amount.ordinal))]


def _is_counting(sentence: Sentence, tables: Tables, part: Part, noun: str) -> bool:
    """Whether a number without unit and bound is a quantity, not a year, a part of a name or a pronoun."""
    before = sentence.words[part.first - 1] if part.first else ""
    if part.amount.ordinal:
        return bool(noun) or sentence.text[sentence.pieces[part.first].start] not in "IVX"
    if part.amount.weak:
        return bool(noun) and before not in tables.pronouns
    if not part.amount.plain:
        return True
    labelled = before in tables.labels or (before == "." and sentence.words[part.first - 2] in tables.labels)
    return not (labelled or _is_year(part) or (not noun and _is_bare_name(sentence, part)))


def _is_bare_name(sentence: Sentence, part: Part) -> bool:
    """Whether bare figures without a noun belong to the name before them, or stand alone in parentheses or after a
    plus: Boeing 737, EXPO 58, (495), +7."""
    if not part.first:
        return part.stop < len(sentence.words) and sentence.words[part.stop] in ".)"  # an item's number
    before = sentence.pieces[part.first - 1]
    written = sentence.text[before.start : before.stop]
    if before.kind == "word":
        return written[0].isupper() and (part.first > 1 or written.isupper())
    return before.text == "+" or (before.text == "(" and sentence.words[part.stop : part.stop + 1] == [")"])


def _signed(sentence: Sentence, part: Part, first: int, floor: int) -> tuple[float, int]:
    """The value of a share with the minus before it."""
    value = part.amount.value
    at = part.first - 1
    if part.unit != "percent" or at < floor or not sentence.joined(part.first) or sentence.words[at] not in "-+":
        return value, first
    return (-value, min(first, at)) if sentence.words[at] == "-" else (value, min(first, at))


def _bound_before(sentence: Sentence, tables: Tables, at: int, floor: int) -> tuple[int, str]:
    """Where a quantity starts with the words that bound it, and how they bound it."""
    words = sentence.words
    for stop in (at, at - 1):
        if stop < at and not (stop > floor and words[stop] in tables.prepositions):
            break
        found = tables.before.before(words, stop)
        if found is None or found[1] < floor:
            continue
        bound, first = found
        if bound.level and _moves(sentence, tables, first):
            return at, "="
        return (at if bound.outside else first), bound.op
    return at, "="


def _noun(sentence: Sentence, tables: Tables, part: Part, stop: int) -> str:
    """The counted noun from `stop` on, as written."""
    seen: list[str] = []
    counted = tables.counted
    for at in range(stop, min(stop + counted.reach, len(sentence.pieces))):
        word = sentence.words[at]
        if word in counted.links and not seen:
            continue
        if word == "-" and sentence.joined(at) and seen:
            continue
        if sentence.kind(at) != "word" or word in tables.stops or word.endswith(counted.verb_endings):
            break
        seen.append(word)
        if _is_noun(word, tables):
            return word
    if not counted.plural:
        return seen[-1] if seen else ""
    bare = [word for word in seen if not word.endswith(counted.adjectives)]
    return bare[0] if bare and (part.amount.ordinal or part.amount.value <= 1) else ""


def _is_noun(word: str, tables: Tables) -> bool:
    """Whether a word looks like the noun that is counted."""
    counted = tables.counted
    if word in tables.nouns or word.endswith(counted.noun_endings):
        return True
    if counted.plural:
        return word.endswith(counted.plural) and not word.endswith(counted.unlike)
    return not word.endswith(counted.adjectives)


def _hit(sentence: Sentence, first: int, stop: int, quantity: Quantity) -> QuantityHit:
    """The hit over the pieces from `first` to `stop`, without the sentence's own full stop."""
    if stop == len(sentence.pieces) and sentence.words[stop - 1] == "." and stop - first > 1:
        stop -= 1
    start, end = sentence.pieces[first].start, sentence.pieces[stop - 1].stop
    return QuantityHit(start, end, quantity, sentence.text[start:end])
