"""How the text puts an event: from the trigger's own verb form, its negation, and the words that govern it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from chancery.grammar import Hit, View
from chancery.model import Modality, Token, ZoneKind
from chancery.model.wording import Marker, ModalityWords

PER_TOKEN = 0.03
PER_CLAUSE = 0.25
PER_VERB = 0.3
NEAR = 3
CONCRETE = frozenset((Modality.ORDERED, Modality.APPROVED, Modality.CANCELLED, Modality.DENIED))


class Judged(Struct, frozen=True):
    """A modality with the words and the reason that gave it.

    `firm` where the trigger itself asserts the event; `future` where the trigger itself is a future form.
    """

    modality: str
    why: str
    firm: bool
    future: bool = False


def judged(view: View, hit: Hit, words: ModalityWords) -> Judged:
    """The modality of the event that a trigger tells."""
    tokens = view.tokens
    main = next((i for i in hit.tokens if tokens[i].pos == "VERB"), hit.tokens[0])
    own = _own(tokens, main, words)
    if own.modality == Modality.DENIED:
        return own
    marker = _marker(view, hit, words, firm=own.firm)
    if marker is not None:
        return marker
    if own.modality == Modality.COMPLETED:
        return _background(view, hit, words) or own
    return own


def _own(tokens: tuple[Token, ...], main: int, words: ModalityWords) -> Judged:
    """What the trigger's own form says."""
    token = tokens[main]
    if _negated(tokens, main, words):
        return Judged(Modality.DENIED, "negated", True)
    if token.tense == "Fut":
        return Judged(Modality.PLANNED, f"future form “{token.text}”", True, future=True)
    if token.pos not in ("VERB", "AUX"):
        before = tokens[max(0, main - NEAR) : main]
        if any(t.lemma in words.future for t in before):
            return Judged(Modality.PLANNED, "called upcoming", True)
        return Judged(Modality.COMPLETED, f"noun “{token.text}”, nothing governs it", False)
    if token.form == "Inf":
        return Judged(Modality.PLANNED, f"infinitive “{token.text}”", False)
    if token.pos == "AUX" and token.form == "Fin":
        return Judged(Modality.COMPLETED, f"stated with “{token.text}”", True)
    if token.form == "Fin" and token.tense == "Pres":
        return Judged(Modality.COMPLETED, f"present form “{token.text}”", False)
    if token.form in ("Part", "Conv") and token.voice != "Pass" and token.tense != "Past":
        return Judged(Modality.COMPLETED, f"participle “{token.text}”", False)
    return Judged(Modality.COMPLETED, f"past form “{token.text}”", True)


def _negated(tokens: tuple[Token, ...], main: int, words: ModalityWords) -> bool:
    return any(
        token.lemma in words.negation or token.text.lower() in words.negation
        for token in tokens[max(0, main - NEAR) : main]
    )


def _background(view: View, hit: Hit, words: ModalityWords) -> Judged | None:
    """Whether a completed event is told as history: by its paragraph, or by a word of the sentence."""
    if view.sentence.zone == ZoneKind.BACKGROUND:
        return Judged(Modality.BACKGROUND, "background paragraph", True)
    told = _best(view, hit, [m for m in words.marker if m.scope == "sentence"], firm=False)
    return told if told is not None and told.modality == Modality.BACKGROUND else None


def _marker(view: View, hit: Hit, words: ModalityWords, *, firm: bool) -> Judged | None:
    """The nearest marker of a stage; a firm trigger heeds only those that overrule it."""
    heeded = [m for m in words.marker if m.scope != "sentence" and (not firm or m.modality in CONCRETE)]
    return _best(view, hit, heeded, firm=firm)


def _best(view: View, hit: Hit, markers: Sequence[Marker], *, firm: bool) -> Judged | None:
    best: tuple[float, Judged] | None = None
    for marker in markers:
        for first, last, text in _found(marker, view.tokens):
            score = _score(marker, view, hit, first, last, firm=firm)
            if score > 0 and (best is None or score > best[0]):
                best = score, Judged(marker.modality, f"“{text}” governs it", False)
    return best[1] if best else None


def _score(marker: Marker, view: View, hit: Hit, first: int, last: int, *, firm: bool) -> float:
    if first < hit.last and last > hit.first:
        return 0.0
    before = last <= hit.first
    if not before and (marker.scope == "before" or (firm and marker.modality != Modality.DENIED)):
        return 0.0
    gap = hit.first - last if before else first - hit.last
    crossed = abs(view.clauses[first] - view.clauses[hit.first])
    if marker.modality == Modality.DENIED:
        return marker.weight - PER_TOKEN * gap
    if marker.scope != "sentence" and crossed > (0 if firm else 1):
        return 0.0
    if firm and marker.modality in CONCRETE and gap > NEAR:
        return 0.0
    if marker.scope == "sentence":
        return marker.weight - PER_TOKEN * gap / 2
    low, high = (last, hit.first) if before else (hit.last, first)
    verbs = sum(low <= verb < high for verb in view.verbs)
    return marker.weight - PER_TOKEN * gap - PER_CLAUSE * crossed - PER_VERB * verbs


def _found(marker: Marker, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, str]]:
    for phrase in marker.words:
        steps = phrase.split(" ")
        for i in range(len(tokens) - len(steps) + 1):
            if all(step in (tokens[i + k].lemma, tokens[i + k].text.lower()) for k, step in enumerate(steps)):
                yield i, i + len(steps), phrase
