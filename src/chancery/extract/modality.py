"""How the text puts an event: from the trigger's own verb form, its negation, and the words that govern it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from chancery.grammar import Hit, View
from chancery.model import Modality, Token, ZoneKind
from chancery.model.wording import Marker, ModalityWords

PER_TOKEN = 0.03
PER_CLAUSE = 0.25
PER_VERB = 0.3
LEADING_UP = ("AUX", "NOUN", "ADJ")
NEAR = 3
AHEAD = 9
STOPS = frozenset((";", ":", "—", "–"))
YET = 6
"""Tokens about a denied verb within which "yet" makes it one that is still to come."""
CONCRETE = frozenset((Modality.ORDERED, Modality.APPROVED, Modality.CANCELLED, Modality.DENIED))


class Judged(Struct, frozen=True):
    """A modality with the words and the reason that gave it.

    `firm` where the trigger itself asserts the event; `future` where the trigger itself is a future form; `governed`
    where other words of the sentence decide.
    """

    modality: str
    why: str
    firm: bool
    future: bool = False
    governed: bool = False


class Occurrence(Struct, frozen=True):
    """A marker's words at tokens [first, last)."""

    marker: Marker
    first: int
    last: int
    text: str


class Judge:
    """Judges the events of one document; each sentence is searched for markers once."""

    def __init__(self, words: ModalityWords) -> None:
        self._words = words
        self._found: dict[int, tuple[Occurrence, ...]] = {}

    def judged(self, view: View, hit: Hit) -> Judged:
        """The modality of the event that a trigger tells."""
        tokens = view.tokens
        main = next((i for i in hit.tokens if tokens[i].pos == "VERB"), hit.tokens[0])
        own = _own(tokens, main, self._words)
        if own.modality == Modality.DENIED:
            return own
        found = self._occurrences(view)
        marker = _marker(view, hit, found, firm=own.firm)
        if marker is not None:
            return marker
        if own.modality == Modality.COMPLETED:
            return _background(view, hit, found) or own
        return own

    def _occurrences(self, view: View) -> tuple[Occurrence, ...]:
        index = view.sentence.index
        if index not in self._found:
            self._found[index] = tuple(_occurrences(view.tokens, _by_first_word(self._words)))
        return self._found[index]


def _own(tokens: tuple[Token, ...], main: int, words: ModalityWords) -> Judged:
    """What the trigger's own form says."""
    token = tokens[main]
    if _negated(tokens, main, words):
        if any(t.lemma in words.yet for t in tokens[max(0, main - YET) : main + YET]):
            return Judged(Modality.PLANNED, "not yet", False)
        return Judged(Modality.DENIED, "negated", True)
    if token.tense == "Fut":
        return Judged(Modality.PLANNED, f"future form “{token.text}”", True, future=True)
    if token.pos not in ("VERB", "AUX"):
        before = tokens[max(0, main - NEAR) : main]
        if any(t.lemma in words.future for t in before):
            return Judged(Modality.PLANNED, "called upcoming", True)
        if _tenses(tokens) == {"Fut"}:
            return Judged(Modality.PLANNED, "the whole sentence is about the future", False)
        ahead = next((t for t in tokens[main + 1 : main + AHEAD] if t.form == "Fin" or t.text in STOPS), None)
        if ahead is not None and ahead.tense == "Fut":
            return Judged(Modality.PLANNED, f"“{ahead.text}” is said of it", False)
        return Judged(Modality.COMPLETED, f"noun “{token.text}”, nothing governs it", False)
    if token.form == "Inf":
        return Judged(Modality.PLANNED, f"infinitive “{token.text}”", False)
    if main > 0 and tokens[main - 1].lemma in words.conditional:
        return Judged(Modality.PLANNED, f"“{tokens[main - 1].text}” before it", False)
    if (ahead := _unrealised(tokens, main, words)) is not None:
        possible = ahead.lemma in words.possible
        stage = Modality.DISCUSSED if possible else Modality.PLANNED
        return Judged(stage, f"“{ahead.text}” before it", False, governed=possible)
    if token.pos == "AUX" and token.form == "Fin":
        return Judged(Modality.COMPLETED, f"stated with “{token.text}”", True)
    if token.form == "Fin" and token.tense == "Pres":
        return Judged(Modality.COMPLETED, f"present form “{token.text}”", False)
    if token.form in ("Part", "Conv") and token.voice != "Pass" and token.tense != "Past":
        return Judged(Modality.COMPLETED, f"participle “{token.text}”", False)
    return Judged(Modality.COMPLETED, f"past form “{token.text}”", True)


def _unrealised(tokens: tuple[Token, ...], main: int, words: ModalityWords) -> Token | None:
    """The modal verb or infinitive in the verb group of the trigger ("may be moved", "is to be attended")."""
    at = main - 1
    while at >= 0 and main - at <= NEAR + 1:
        token = tokens[at]
        if (
            token.lemma in words.modals
            or token.lemma in words.possible
            or (token.pos in ("AUX", "VERB") and token.form == "Inf")
        ):
            return token
        if token.pos not in ("AUX", "ADV", "PART") and token.lemma != "be":
            return None
        at -= 1
    return None


def _tenses(tokens: tuple[Token, ...]) -> set[str]:
    """The tenses of a sentence's verbs, without participles of the present and past."""
    verbs = (t for t in tokens if t.pos in ("VERB", "AUX") and (t.form == "Fin" or t.tense == "Fut"))
    return {token.tense for token in verbs}


def _negated(tokens: tuple[Token, ...], main: int, words: ModalityWords) -> bool:
    """Whether a negation stands close before the trigger, or before the words that lead up to it ("no office was")."""
    at = main
    while at > 0 and tokens[at - 1].pos in LEADING_UP:
        at -= 1
    return any(_negates(token, words) for token in tokens[max(0, min(at - 1, main - NEAR)) : main])


def _negates(token: Token, words: ModalityWords) -> bool:
    return token.lemma in words.negation or token.text.lower() in words.negation


def _background(view: View, hit: Hit, found: Sequence[Occurrence]) -> Judged | None:
    """Whether a completed event is told as history: by its paragraph, or by a word of the sentence."""
    if view.sentence.zone == ZoneKind.BACKGROUND:
        return Judged(Modality.BACKGROUND, "background paragraph", True)
    told = _best(view, hit, [o for o in found if o.marker.scope == "sentence"], firm=False)
    return told if told is not None and told.modality == Modality.BACKGROUND else None


def _marker(view: View, hit: Hit, found: Sequence[Occurrence], *, firm: bool) -> Judged | None:
    """The nearest marker of a stage; a firm trigger heeds only those that overrule it."""
    heeded = [o for o in found if o.marker.scope != "sentence" and (not firm or o.marker.modality in CONCRETE)]
    return _best(view, hit, heeded, firm=firm)


def _best(view: View, hit: Hit, found: Sequence[Occurrence], *, firm: bool) -> Judged | None:
    best: tuple[float, Judged] | None = None
    for one in found:
        score = _score(one.marker, view, hit, one.first, one.last, firm=firm)
        if score > 0 and (best is None or score > best[0]):
            best = (
                score,
                Judged(
                    one.marker.modality,
                    f"“{one.text}” governs it",
                    one.marker.modality == Modality.COMPLETED,
                    governed=True,
                ),
            )
    return best[1] if best else None


def _score(marker: Marker, view: View, hit: Hit, first: int, last: int, *, firm: bool) -> float:
    if first < hit.last and last > hit.first:
        return 0.0
    before = last <= hit.first
    if not before and (marker.scope == "before" or (firm and marker.modality != Modality.DENIED)):
        return marker.weight if marker.scope == "by" and first - hit.last <= NEAR else 0.0
    gap = hit.first - last if before else first - hit.last
    crossed = abs(view.clauses[first] - view.clauses[hit.first])
    if marker.modality == Modality.DENIED:
        return marker.weight - PER_TOKEN * gap
    if marker.scope != "sentence" and crossed > (0 if firm else 1):
        return 0.0
    if marker.modality == Modality.COMPLETED and not _past(view, first, last):
        return 0.0
    if firm and marker.modality in CONCRETE and gap > NEAR:
        return 0.0
    if marker.scope == "sentence":
        return marker.weight - PER_TOKEN * gap / 2 - PER_CLAUSE * crossed
    low, high = (last, hit.first) if before else (hit.last, first)
    verbs = sum(low <= verb < high for verb in view.verbs)
    return marker.weight - PER_TOKEN * gap - PER_CLAUSE * crossed - PER_VERB * verbs


def _past(view: View, first: int, last: int) -> bool:
    """Whether the words of an event that took place ("held a ceremony") are in the past."""
    beside = view.tokens[max(0, first - NEAR) : last + NEAR]
    return any(token.tense == "Past" for token in beside) and not any(token.tense == "Fut" for token in beside)


Steps = tuple[tuple[str, ...], Marker]


@cache
def _by_first_word(words: ModalityWords) -> dict[str, list[Steps]]:
    """Every marker's phrases by their first word."""
    index: dict[str, list[Steps]] = defaultdict(list)
    for marker in words.marker:
        for phrase in marker.words:
            steps = tuple(phrase.split(" "))
            index[steps[0]].append((steps, marker))
    return index


def _occurrences(tokens: tuple[Token, ...], index: dict[str, list[Steps]]) -> Iterator[Occurrence]:
    written = [(token.lemma, token.text.lower()) for token in tokens]
    for i, forms in enumerate(written):
        for key in dict.fromkeys(forms):
            for steps, marker in index.get(key, ()):
                window = written[i : i + len(steps)]
                if len(window) == len(steps) and all(s in f for s, f in zip(steps, window, strict=True)):
                    yield Occurrence(marker, i, i + len(steps), " ".join(steps))
