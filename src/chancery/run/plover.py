"""PLOVER events: an export view of English sentences as co-operative acts between States.

The reading is the product's own: mentions, phrases, rules with their proof. The rules of this export lie beside the
packs, in `data/exports/plover`. They read a sentence as one event, as PLOVER's coders do: what it announces first.
Events of conflict are not exported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from chancery.analyse.annotate import annotated
from chancery.extract import scene
from chancery.gazetteer import gazetteer
from chancery.grammar import Filled, Hit, Index, Rule, Unit, View, choose, matches, rules
from chancery.lang import load
from chancery.model import Document, MentionKind, Token
from chancery.model.wording import Attribution

LANG = "en"
NEAR, INTENT = 5, 9
"""Tokens before a trigger in which a negation counts, and in which intent does."""


class EventWords(Struct, frozen=True):
    """`lists.toml`: words that tell intent and opposition before an act, and acts of conflict."""

    intent: frozenset[str]
    hostile: frozenset[str]
    conflict: frozenset[str]


class Event(Struct, frozen=True):
    """A co-operative act of `source` towards `target`: ISO 3166-1 alpha-3 codes of the States that are told."""

    type: str
    source: tuple[str, ...]
    target: tuple[str, ...]


@cache
def event_rules() -> tuple[Rule, ...]:
    """The rules of this export."""
    return rules(_text("rules.toml"), where="data/exports/plover/rules.toml")


@cache
def _index() -> Index:
    return Index(event_rules(), "clause")


@cache
def _words() -> EventWords:
    return msgspec.toml.decode(_text("lists.toml"), type=EventWords)


def _text(name: str) -> str:
    return (files("chancery") / "data" / "exports" / "plover" / name).read_text(encoding="utf-8")


def events(text: str, *, tier: str = "full") -> list[Event]:
    """The event that each English sentence of `text` announces, if it is one of co-operation."""
    pack = load(LANG)
    seen = annotated(Document(key="text", text=text, sha256=""), LANG, tier=tier)
    views = [scene(sentence, pack).view for sentence in seen.sentences]
    return [event for view in views if (event := _event(view, pack.attribution)) is not None]


def filled(view: View) -> Iterator[Filled]:
    """The complete matches of this export's rules in a sentence."""
    return (one for match in matches(view, _index()) if not (one := choose(match, view)).missing)


def _event(view: View, saying: Attribution) -> Event | None:
    """The first act of a sentence that is announced, done, and not undone."""
    found = [(one, kind) for one in filled(view) if (kind := _type(one.match.hit, view))]
    tail = _speaker(view.tokens, saying)
    for one, kind in sorted(found, key=lambda pair: (_verb(pair[0].match.hit, view), -pair[0].score)):
        bare = _bare(view, one.match.hit)
        source = _states(one.all("source"), tail) or _states(bare[-1:], tail)
        if one.match.hit.rule.value("sides") == "two" and one.one("target") is None:
            source = _states(bare, tail)
            if len(source) < 2:
                continue
        target = () if len(source) > 1 else tuple(c for c in _states(one.all("target"), tail) if c not in source)
        return Event(kind, source, target)
    return None


def _verb(hit: Hit, view: View) -> int:
    """Where the act's own verb stands."""
    return next((i for i in hit.tokens if view.tokens[i].pos == "VERB"), hit.first)


def _type(hit: Hit, view: View) -> str:
    """The type of the act that a trigger tells; empty where it is undone, or a mere yielding that nobody announces."""
    words, tokens = _words(), view.tokens
    before = [t for i, t in enumerate(tokens[: hit.last]) if i not in hit.tokens]
    if any(_is(t, words.hostile) for t in before) or _is_against(tokens, hit, words):
        return ""
    if any(t.lemma in ("not", "n't", "never", "no") for t in before[-NEAR:]):
        return ""
    event = hit.rule.value("event")
    own = [tokens[i] for i in hit.tokens if tokens[i].pos == "AUX"]
    intended = any(_is(t, words.intent) for t in (*tokens[max(0, hit.first - INTENT) : hit.first], *own))
    if intended and hit.rule.value("firm") != "yes":
        return "AGREE"
    return "" if event == "YIELD" else event


def _is_against(tokens: Sequence[Token], hit: Hit, words: EventWords) -> bool:
    """Whether an infinitive of conflict follows at once ("vowed to fight")."""
    behind = tokens[hit.last : hit.last + 2]
    return len(behind) == 2 and behind[0].text == "to" and behind[1].lemma in words.conflict


def _is(token: Token, words: frozenset[str]) -> bool:
    return token.pos in ("VERB", "AUX", "ADJ") and (token.lemma in words or token.text.lower() in words)


def _bare(view: View, hit: Hit) -> list[Unit]:
    """What names a State before an act and stands without a preposition: who acts, or whom a pronoun there means."""
    return [u for u in view.units if u.last <= hit.first and not u.preps and any(True for _ in _codes(u))]


def _speaker(tokens: Sequence[Token], saying: Attribution) -> int:
    """Where the words begin that only say who told it ("..., the minister said on Monday"); the end if none do."""
    for at in range(len(tokens) - 1, 0, -1):
        if tokens[at].text == ",":
            tail = tokens[at:]
            return at if any(t.lemma in saying.verbs and t.pos == "VERB" for t in tail) else len(tokens)
    return len(tokens)


def _states(units: Sequence[Unit], tail: int) -> tuple[str, ...]:
    """The States that units name or belong to, each once."""
    found = [code for unit in units if unit.first < tail for code in _codes(unit)]
    return tuple(dict.fromkeys(found))


def _codes(unit: Unit) -> Iterator[str]:
    for inner in unit.within():
        mention = inner.mention
        if mention is None or mention.kind != MentionKind.PLACE or not mention.value:
            continue
        state = gazetteer().state_of(mention.value[0])
        if state is not None and state.alpha3:
            yield state.alpha3
