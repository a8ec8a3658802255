"""Organisations: international ones by name, others by the noun that heads their name and what belongs to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from msgspec import structs

from chancery.analyse.lexicon import Found, Lexicon, Tokenizer, folded, head_noun
from chancery.analyse.titles import cases
from chancery.gazetteer import Gazetteer, OrgHit
from chancery.model import Mention, MentionKind, Token, written
from chancery.model.wording import OrganisationEntry, Organisations

OPENING, CLOSING = frozenset("«“„\"'"), frozenset("»”“\"'")
LONGEST = 12
Nominative = Callable[[Sequence[Token], int, int, int], str]
"""The name at tokens [first, last) with the noun at `head` and the attributes before it in the nominative."""


INTERNATIONAL, PARTY = "international_organisation", "political_party"
BY_NAME = frozenset({"parliament", "party", "ministry", "chamber", "court"})
"""Labels of bodies that the gazetteer's name alone tells."""

PROPOSED = "proposed"
"""Label of a body without a word for its type."""


class Bodies:
    """The organisation list of one language, ready to be looked up."""

    def __init__(self, words: Organisations, tokenizer: Tokenizer, nominative: Nominative) -> None:
        self._nominative = nominative
        self._types: Lexicon[OrganisationEntry] = Lexicon(
            [(form, entry) for entry in words.organisation for form in entry.forms], tokenizer
        )
        self._links = frozenset(words.links)
        self.no_names = frozenset(words.no_names)

    def find(
        self, text: str, tokens: Sequence[Token], gazetteer: Gazetteer, lang: str, blocked: Sequence[Mention]
    ) -> list[Mention]:
        """The organisations of a sentence in the order of the text.

        Args:
            text: the sentence; `tokens` its tokens with offsets from its start.
            blocked: roles, missions and places that end a name.
        """
        known = _known(text, tokens, gazetteer, lang)
        international = [mention for mention in known if INTERNATIONAL in mention.labels]
        national = [mention for mention in known if INTERNATIONAL not in mention.labels]
        taken = _words(international)
        found = [
            self._named(found, tokens, blocked)
            for found in self._types.find(tokens)
            if not taken & set(range(found.first, found.last))
        ]
        typed = [_renamed(mention, national) for mention in found if mention is not None]
        busy = taken | _words(typed)
        alone = [m for m in national if m.labels & BY_NAME and busy.isdisjoint(range(m.first, m.last))]
        return sorted([*international, *typed, *alone], key=lambda mention: mention.first)

    def proposed(self, tokens: Sequence[Token], first: int, last: int) -> Mention:
        """The body that a tagger of names takes tokens [first, last) for; its type is not known."""
        entry = OrganisationEntry(id=PROPOSED, forms=())
        return _built(tokens, first, last, head_noun(tokens, first, last), entry, self._nominative)

    def _named(
        self, found: Found[OrganisationEntry], tokens: Sequence[Token], blocked: Sequence[Mention]
    ) -> Mention | None:
        owners = {i: mention for mention in blocked for i in range(mention.first, mention.last)}
        first, last = found.first, found.last
        head = head_noun(tokens, first, last)
        cased = bool(tokens[head].case)
        if not found.entry.alone:
            first = self._back_cased(tokens, first, head, owners) if cased else self._back(tokens, first, owners)
            last = self._forward(tokens, last, owners, cased=cased)
        proper = found.entry.alone or tokens[found.first].text[:1].isupper() or _quoted(tokens, found.last, last)
        if not proper or (not found.entry.alone and first == found.first and last == found.last and not cased):
            return None
        if not found.entry.alone and (last - first) == (found.last - found.first):
            return None
        return _built(tokens, first, last, head, found.entry, self._nominative)

    def _back(self, tokens: Sequence[Token], first: int, owners: dict[int, Mention]) -> int:
        """Over the capitalised words before the head noun ("Green Party"), if the head is capitalised too."""
        if not tokens[first].text[:1].isupper():
            return first
        at = first
        while at > 0 and at > first - 6:
            token, owner = tokens[at - 1], owners.get(at - 1)
            joining = token.text in ("&", "and", "of") and at > 1 and tokens[at - 2].text[:1].isupper()
            if owner is not None and (owner.kind != MentionKind.PLACE or "adjective" in owner.labels):
                break
            if not (token.text[:1].isupper() or joining) or (token.pos in ("DET", "ADP", "PRON") and not joining):
                break
            at -= 1
        while at < first and not tokens[at].text[:1].isupper():
            at += 1
        return at

    def _back_cased(self, tokens: Sequence[Token], first: int, head: int, owners: dict[int, Mention]) -> int:
        """Over the attributes that agree with the head noun."""
        at = first
        while at > 0 and tokens[at - 1].pos == "ADJ" and tokens[at - 1].case == tokens[head].case:
            owner = owners.get(at - 1)
            if owner is not None and owner.kind != MentionKind.PLACE:
                break
            at -= 1
        return at

    def _forward(self, tokens: Sequence[Token], last: int, owners: dict[int, Mention], *, cased: bool) -> int:
        """Over what belongs to the name after its head: genitives, a name in quotation marks, "of Energy"."""
        at = last
        while at < len(tokens) and at < last + LONGEST:
            if tokens[at].text in OPENING and (close := _closing(tokens, at)):
                return close + 1
            if at in owners and not (
                cased and owners[at].kind == MentionKind.PLACE and "adjective" in owners[at].labels
            ):
                break
            if not self._carries_on(tokens, at, last, owners, cased=cased):
                break
            at += 1
        while at > last and (
            tokens[at - 1].pos in ("ADP", "CCONJ", "PUNCT", "DET") or folded(tokens[at - 1].text) in self._links
        ):
            at -= 1
        return at

    def _carries_on(
        self, tokens: Sequence[Token], at: int, last: int, owners: dict[int, Mention], *, cased: bool
    ) -> bool:
        token = tokens[at]
        if cased and token.case == "Gen" and token.pos in ("NOUN", "ADJ", "PROPN"):
            return True
        if not cased and token.text[:1].isupper() and token.pos != "VERB" and at > last:
            return True
        if folded(token.text) not in self._links or at + 1 >= len(tokens):
            return False
        after = tokens[at + 1]
        if cased:
            return at + 1 not in owners and (after.case == "Gen" or after.text[:1].isupper())
        beyond = tokens[at + 2] if at + 2 < len(tokens) else after
        return after.text[:1].isupper() or (folded(after.text) in self._links and beyond.text[:1].isupper())


def _known(text: str, tokens: Sequence[Token], gazetteer: Gazetteer, lang: str) -> list[Mention]:
    """The bodies that the gazetteer knows by name."""
    starts, stops = [t.start for t in tokens], [t.stop for t in tokens]
    found = []
    for hit in gazetteer.organisations(text, lang):
        first, last = bisect_left(starts, hit.start), bisect_left(stops, hit.stop) + 1
        if last <= len(tokens) and first < len(tokens) and starts[first] == hit.start:
            head = next((i for i in range(first, last) if tokens[i].case), first)
            found.append(
                Mention(
                    MentionKind.ORGANISATION,
                    hit.start,
                    hit.stop,
                    first,
                    last,
                    head,
                    hit.text,
                    hit.name,
                    case="|".join(sorted(hit.cases)) or tokens[head].case,
                    labels=_labels(hit),
                    rule="organisation.table",
                )
            )
    return found


def _labels(hit: OrgHit) -> frozenset[str]:
    """The kind of the body, for a parliament also the house; a whole parliament counts as its lower house."""
    kind = hit.body.kind
    if hit.headed:
        return frozenset({f"headed_{kind}"})
    return frozenset({kind, f"parliament_{hit.body.house or 'lower'}", "alone"} if kind == "parliament" else {kind})


def _renamed(mention: Mention, known: Sequence[Mention]) -> Mention:
    """The mention with the canonical name of the known body that it is: the same words, or a party with its noun."""
    for body in known:
        same = (body.first, body.last) == (mention.first, mention.last)
        inside = mention.first <= body.first and body.last <= mention.last and mention.value == PARTY
        if same or (inside and body.labels & {"party", "headed_party"}):
            kinds = {label.removeprefix("headed_") for label in body.labels} - {"alone"}
            return structs.replace(mention, name=body.name, labels=mention.labels | kinds)
    return mention


def _words(mentions: Sequence[Mention]) -> set[int]:
    return {i for mention in mentions for i in range(mention.first, mention.last)}


def _quoted(tokens: Sequence[Token], first: int, last: int) -> bool:
    return any(token.text in OPENING for token in tokens[first:last])


def _closing(tokens: Sequence[Token], opening: int) -> int:
    for at in range(opening + 1, min(len(tokens), opening + LONGEST)):
        if tokens[at].text in CLOSING:
            return at
    return 0


def _built(
    tokens: Sequence[Token], first: int, last: int, head: int, entry: OrganisationEntry, nominative: Nominative
) -> Mention:
    text = written(tokens[first:last])
    return Mention(
        MentionKind.ORGANISATION,
        tokens[first].start,
        tokens[last - 1].stop,
        first,
        last,
        head,
        text,
        entry.english or nominative(tokens, first, head, last) or text,
        case=cases(tokens[head], animate=False),
        number=tokens[head].number,
        labels=frozenset({entry.id, *(("alone",) if entry.alone else ())}),
        value=entry.id,
        rule="organisation.type",
    )
