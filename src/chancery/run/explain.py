"""Why a text is read as it is: mentions, rules tried, candidates taken and left, where the modality came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from chancery.extract import Scene, scenes
from chancery.extract.modality import Judge
from chancery.grammar import Filled, Unit, Verdict
from chancery.lang import load
from chancery.model import Annotated, Frame


class MentionSeen(Struct, frozen=True, omit_defaults=True):
    """A mention: its kind, words, canonical name, and the rule that found it."""

    kind: str
    text: str
    name: str
    case: str = ""
    labels: tuple[str, ...] = ()
    rule: str = ""


class PhraseSeen(Struct, frozen=True, omit_defaults=True):
    """A phrase that was built, with its parts and what governs it."""

    kind: str
    text: str
    parts: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


class RuleSeen(Struct, frozen=True, omit_defaults=True):
    """A rule whose trigger was found: what filled its slots, or which slot stayed empty."""

    rule: str
    trigger: str
    filled: bool
    missing: str = ""
    score: float = 0.0
    modality: str = ""
    modality_why: str = ""
    candidates: tuple[Verdict, ...] = ()


class SentenceSeen(Struct, frozen=True, omit_defaults=True):
    """One sentence as it was read."""

    number: int
    zone: str
    text: str
    mentions: tuple[MentionSeen, ...] = ()
    phrases: tuple[PhraseSeen, ...] = ()
    rules: tuple[RuleSeen, ...] = ()


class Explanation(Struct, frozen=True, omit_defaults=True):
    """A text as it was read, and the facts that came of it; `gate` says why `chancery read` would refuse it."""

    lang: str
    published: str | None = None
    written: str = ""
    zones: tuple[str, ...] = ()
    sentences: tuple[SentenceSeen, ...] = ()
    facts: tuple[Frame, ...] = ()
    refused: str = ""
    gate: str = ""


def explanation(annotated: Annotated, parts: Sequence[Annotated], frames: Sequence[Frame]) -> Explanation:
    """The whole trace of one document; `parts` are its readings, one a language."""
    return Explanation(
        lang=annotated.lang,
        published=annotated.published,
        written=annotated.written,
        zones=tuple(f"{zone.kind} [{zone.start}, {zone.stop}) by {zone.rule}" for zone in annotated.zones),
        sentences=tuple(sorted((seen for part in parts for seen in _sentences(part)), key=lambda seen: seen.number)),
        facts=tuple(frames),
    )


def _sentences(part: Annotated) -> Iterator[SentenceSeen]:
    pack = load(part.lang)
    judge = Judge(pack.modality)
    return (_sentence(scene, part.document.text, judge) for scene in scenes(part, pack))


def _sentence(scene: Scene, text: str, judge: Judge) -> SentenceSeen:
    sentence = scene.sentence
    return SentenceSeen(
        number=sentence.index,
        zone=str(sentence.zone),
        text=text[sentence.start : sentence.stop],
        mentions=tuple(
            MentionSeen(str(m.kind), m.text, m.name, m.case, tuple(sorted(m.labels)), m.rule) for m in sentence.mentions
        ),
        phrases=tuple(_phrase(unit) for unit in scene.view.units),
        rules=tuple(_rule(filled, scene, judge) for filled in scene.matches),
    )


def _phrase(unit: Unit) -> PhraseSeen:
    return PhraseSeen(
        unit.kind,
        unit.text,
        tuple(f"{name}: {part.text}" for name, part in unit.parts),
        unit.preps,
        tuple(sorted(unit.cases)),
    )


def _rule(filled: Filled, scene: Scene, judge: Judge) -> RuleSeen:
    hit = filled.match.hit
    judgement = judge.judged(scene.view, hit)
    return RuleSeen(
        rule=hit.rule.id,
        trigger=hit.trigger.text,
        filled=not filled.missing,
        missing=filled.missing,
        score=filled.score,
        modality="" if filled.missing else str(judgement.modality),
        modality_why="" if filled.missing else judgement.why,
        candidates=filled.verdicts,
    )


def lines(explanation: Explanation) -> Iterator[str]:
    """The trace for people, line by line."""
    if explanation.refused:
        yield f"refused: {explanation.refused}"
        return
    bound = f", written within {explanation.written} by the names of places" if explanation.written else ""
    yield f"language {explanation.lang}, published {explanation.published or 'unknown'}{bound}"
    if explanation.gate:
        yield f"no news, refused by `chancery read` without --any: {explanation.gate}"
    for zone in explanation.zones:
        yield f"zone {zone}"
    for sentence in explanation.sentences:
        yield ""
        yield f"[{sentence.number}] ({sentence.zone}) {sentence.text}"
        yield from _mention_lines(sentence)
        for rule in sentence.rules:
            yield from _rule_lines(rule)


def _mention_lines(sentence: SentenceSeen) -> Iterator[str]:
    for mention in sentence.mentions:
        case = f" {mention.case}" if mention.case else ""
        labels = ", ".join(mention.labels)
        yield f"    {mention.kind:12} {mention.text} = {mention.name}{case} ({labels}; {mention.rule})"
    for phrase in sentence.phrases:
        if phrase.parts:
            governed = f"  after {' | '.join(phrase.prepositions)}" if phrase.prepositions else ""
            yield f"    phrase       {phrase.text}  [{'; '.join(phrase.parts)}]{governed}"


def _rule_lines(rule: RuleSeen) -> Iterator[str]:
    outcome = f"{rule.modality} ({rule.modality_why})" if rule.filled else f"not filled: nothing for `{rule.missing}`"
    yield f"    rule {rule.rule} on “{rule.trigger}”: {outcome}"
    for verdict in rule.candidates:
        sign = "+" if verdict.taken else "-"
        why = f": {verdict.why}" if verdict.why else ""
        yield f"      {sign} {verdict.slot} = {verdict.text}  (mark {verdict.mark}, {verdict.score}){why}"
