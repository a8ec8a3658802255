"""Roles and missions: the heads of offices and posts, found by a pack's lists."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from msgspec import structs

from chancery.analyse.lexicon import Found, Lexicon, Tokenizer, folded, head_noun
from chancery.model import Mention, MentionKind, Token, written
from chancery.model.wording import MissionEntry, Missions, RoleEntry, Roles

ACTING = "acting"
MODIFIER_MAX = 4
"""Tokens; points are tokens of their own."""


class Titles:
    """The role and mission lists of one language, ready to be looked up."""

    def __init__(self, roles: Roles, missions: Missions, tokenizer: Tokenizer) -> None:
        self._pronouns, self._guests = frozenset(roles.pronouns), frozenset(roles.guests)
        self._diplomats = frozenset(roles.diplomats)
        titles = [
            (prefix + form, entry, modifier)
            for prefix, modifier in [("", ""), *((p, m.id) for m in roles.modifier for p in m.prefixes)]
            for entry in roles.role
            for form in (*entry.forms, *entry.feminine)
        ]
        # a list's own tokens show the head more surely than those of a sentence, where capitals mislead taggers
        heads = [head_noun(tokens, 0, len(tokens)) for tokens in tokenizer([form for form, _, _ in titles])]
        self._roles: Lexicon[tuple[RoleEntry, str, int]] = Lexicon(
            [(form, (entry, mod, head)) for (form, entry, mod), head in zip(titles, heads, strict=True)], tokenizer
        )
        self._modifiers: Lexicon[str] = Lexicon(
            [(form, entry.id) for entry in roles.modifier for form in entry.forms], tokenizer
        )
        self._missions: Lexicon[MissionEntry] = Lexicon(
            [(form, entry) for entry in missions.mission for form in entry.forms], tokenizer
        )
        self._proforms = missions.proforms

    def roles(self, tokens: Sequence[Token], places: Sequence[Mention] = ()) -> list[Mention]:
        """The roles that a sentence names, with the modifiers before them.

        Args:
            places: places named in the sentence; a role does not reach into one ("глава | Республики Татарстан").
        """
        named = [
            self._role(cut, tokens)
            for found in self._roles.find(tokens)
            if (cut := self._short_of(found, tokens, places)) is not None and _noun(cut, tokens)
        ]
        busy = {i for mention in named for i in range(mention.first, mention.last)}
        meant = [
            _built(MentionKind.ROLE, tokens, i, i + 1, i, "pronoun", labels)
            for i, token in enumerate(tokens)
            if i not in busy and (labels := self._meant_by(token))
        ]
        return sorted([*named, *meant], key=lambda mention: mention.first)

    def _short_of(
        self, found: Found[tuple[RoleEntry, str, int]], tokens: Sequence[Token], places: Sequence[Mention]
    ) -> Found[tuple[RoleEntry, str, int]] | None:
        """The entry, or the longest shorter one that ends before a place which goes on beyond it."""
        beyond = next((p.first for p in places if found.first < p.first < found.last < p.last), None)
        return found if beyond is None else self._roles.at(tokens[:beyond], found.first)

    def _meant_by(self, token: Token) -> set[str]:
        """The labels of a word that stands for somebody told before; none for any other word."""
        if token.text.lower() in self._pronouns and token.pos == "PRON":
            return {"pronoun"}
        if token.text[:1].isupper():
            return set()
        if token.lemma in self._diplomats and token.number != "Plur":
            return {"pronoun", "diplomat"}
        return {"pronoun", "guest"} if token.lemma in self._guests else set()

    def missions(
        self, tokens: Sequence[Token], cities: Collection[int] = (), owned: Collection[int] = ()
    ) -> list[Mention]:
        """The classes of mission that a sentence names, and the words that stand for missions told before.

        Args:
            cities: the tokens behind the names of cities ("the Toronto office").
            owned: the tokens behind the names and adjectives of States ("the Indian mission").
        """
        named = [_mission(found, tokens) for found in self._missions.find(tokens)]
        busy = {i for mention in named for i in range(mention.first, mention.last)}
        return sorted([*named, *self._meant(tokens, busy, cities, owned)], key=lambda mention: mention.first)

    def _meant(
        self, tokens: Sequence[Token], busy: set[int], cities: Collection[int], owned: Collection[int]
    ) -> Iterator[Mention]:
        words = self._proforms
        for i, token in enumerate(tokens):
            text = folded(token.text)
            if i not in busy and token.lemma in words.owned and i in owned:
                labels = {"generic", *({"plural"} if text in words.plural else ())}
                yield _built(MentionKind.MISSION, tokens, i, i + 1, i, "diplomatic_mission", labels)
                continue
            local = i in cities and text in words.seated and token.pos == "NOUN"
            label = "" if i in busy else "seated" if local else self._proform(tokens, i, text)
            if label:
                labels = {"generic", "proform", label, *({"plural"} if text in words.plural else ())}
                yield _built(MentionKind.MISSION, tokens, i, i + 1, i, "diplomatic_mission", labels)

    def _proform(self, tokens: Sequence[Token], at: int, text: str) -> str:
        """How the word at `at` stands for a mission: before its seat, alone, or as a pronoun; empty if it does not."""
        words = self._proforms
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if text in words.seated and following is not None and following.lemma in words.links:
            place = tokens[at + 2].text if at + 2 < len(tokens) else ""
            return "seated" if place[:1].isupper() else ""
        if text in words.seated and at + 2 < len(tokens) and folded(tokens[at + 2].text) in words.pronouns:
            return "seated" if tokens[at + 1].pos == "ADP" else ""  # "one of them"
        if text in words.alone:
            return "alone"
        return "pronoun" if text in words.pronouns and tokens[at].pos == "PRON" else ""

    def _role(self, found: Found[tuple[RoleEntry, str, int]], tokens: Sequence[Token]) -> Mention:
        entry, modifier, offset = found.entry
        first, modifiers = found.first, [modifier] if modifier else []
        while hit := self._modifier_before(tokens, first):
            first = hit.first
            modifiers.append(hit.entry)
        if not modifiers and (hit := self._modifier_beyond(tokens, first)):
            modifiers.append(hit.entry)
        head = min(found.first + offset, found.last - 1)
        labels = {entry.group, f"serves-{entry.serves}", *modifiers}
        named = folded(written(tokens[found.first : found.last]))
        several = tokens[head].text[-1:] == "s" and tokens[head].text[:-1].isupper()  # "MPs"
        plural = several or (tokens[head].number == "Plur" and named not in entry.forms)
        labels.add("plural" if plural else "single")
        built = _built(MentionKind.ROLE, tokens, first, found.last, head, entry.id, labels)
        if ACTING in modifiers and first < found.first and tokens[head].case == "Gen":
            # "performing the duties of": the participle shows the case; an abbreviation of it shows none
            return structs.replace(built, case=tokens[first].case if tokens[first].form == "Part" else "")
        return built

    def _modifier_before(self, tokens: Sequence[Token], first: int) -> Found[str] | None:
        for size in range(MODIFIER_MAX, 0, -1):
            if first >= size:
                hit = self._modifiers.at(tokens, first - size)
                if hit is not None and hit.last == first:
                    return hit
        return None

    def _modifier_beyond(self, tokens: Sequence[Token], first: int) -> Found[str] | None:
        """The modifier before an attribute of the role ("former Indian Ambassador")."""
        for at in range(first - 1, max(-1, first - 3), -1):
            attribute = tokens[at].pos == "ADJ" or tokens[at].text[:1].isupper()
            if not attribute or tokens[at].pos in ("DET", "ADP", "PUNCT"):
                return None
            if (hit := self._modifier_before(tokens, at)) is not None:
                return hit
        return None


def _noun(found: Found[tuple[RoleEntry, str, int]], tokens: Sequence[Token]) -> bool:
    """Whether the words stand as a title: where the analyser holds the last of them for a verb they do not."""
    alone = found.last - found.first == 1
    return tokens[found.last - 1].pos not in (("VERB", "AUX", "ADP") if alone else ("VERB", "AUX"))


def _mission(found: Found[MissionEntry], tokens: Sequence[Token]) -> Mention:
    head = head_noun(tokens, found.first, found.last)
    labels = {"generic"} if found.entry.generic else {"class"}
    if tokens[head].number == "Plur" or folded(tokens[head].text).endswith("consulates") or _counted(tokens, head):
        labels.add("plural")
    return _built(MentionKind.MISSION, tokens, found.first, found.last, head, found.entry.id, labels)


def _counted(tokens: Sequence[Token], head: int) -> bool:
    """Whether a number stands before a noun in the genitive: "три генконсульства"."""
    at = head - 1
    while at >= 0 and tokens[at].pos == "ADJ":
        at -= 1
    return tokens[head].case == "Gen" and at >= 0 and tokens[at].pos == "NUM"


def _built(
    kind: MentionKind, tokens: Sequence[Token], first: int, last: int, head: int, name: str, labels: set[str]
) -> Mention:
    return Mention(
        kind=kind,
        start=tokens[first].start,
        stop=tokens[last - 1].stop,
        first=first,
        last=last,
        head=head,
        text=written(tokens[first:last]),
        name=name,
        case=cases(tokens[head], animate=kind == MentionKind.ROLE),
        number=tokens[head].number,
        labels=frozenset(labels),
        rule=f"{kind}.list",
    )


def cases(head: Token, *, animate: bool) -> str:
    """The cases that a head noun may stand in: nominative and accusative of an inanimate noun look the same."""
    alike = not animate and head.case in ("Nom", "Acc") and (head.gender != "Fem" or head.number == "Plur")
    return "Acc|Nom" if alike else head.case
