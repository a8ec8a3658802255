"""Personal names in a sentence: found, put into the nominative, spelt in Latin letters.

Capitalised runs are candidates; what stands beside them decides. Each reason for or against is worth some points, and a
mention's `rule` lists those that counted. Everything about a language is in its `NameWords` and `Inflection`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from chancery.analyse.segmentation import Inflection, analyser, name_words
from chancery.model import Mention, MentionKind, PersonName, Token
from chancery.model.naming import NameSpan, NameWords, Taken
from chancery.text.forms import fold
from chancery.text.latin import given_name, latin

__all__ = ["KnownNames", "name_words", "persons"]

_ORDER = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
ENOUGH = 3
_BLOCKING = frozenset({"role", "organisation", "mission", "date", "quantity"})
_PERSONAL = frozenset({"given", "surname", "patronymic"})
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}

# Points for and against a candidate.
POINTS = {
    "tagger": 6,
    "other_name": -4,
    "honorific": 5,
    "role_beside": 4,
    "role_name": 2,
    "role_apposed": 3,
    "role_before": 3,
    "role_after": 3,
    "speech": 2,
    "agent": 1,
    "given": 3,
    "given_alone": 1,
    "patronymic": 4,
    "initials": 4,
    "surname": 2,
    "surname_ending": 2,
    "family_first": 2,
    "two_or_three": 1,
    "one": -3,
    "many": -2,
    "known": 6,
    "listed": 2,
    "article": -4,
    "place_preposition": -2,
    "place_inside": -2,
    "ordinary": -4,
    "ordinary_too": -2,
    "other_script": -5,
    "named_thing": -12,
    "quoted": -3,
}


class Run(Struct, frozen=True, order=True):
    """Tokens [first, last) that may be a name, the words among them, and why they count."""

    first: int
    last: int
    reasons: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """The sum of its reasons."""
        return sum(POINTS[reason] for reason in self.reasons)


class Part(Struct, frozen=True):
    """One word of a name: its token, and what it is (given, surname, patronymic, initial, particle, suffix)."""

    index: int
    text: str
    kind: str


class KnownNames:
    """The full names met so far in one document."""

    def __init__(self) -> None:
        self._by_surname: dict[str, list[PersonName]] = {}

    def learn(self, name: PersonName) -> None:
        """Remember `name`, if it has a surname and a given name or initials."""
        if not name.surname:
            return
        met = self._by_surname.setdefault(fold(name.surname), [])
        if name not in met and (name.given or name.initials or not met):
            met.append(name)
            met.sort(key=lambda other: (not other.given, not other.initials))

    def find(self, surnames: Iterable[str], *, first: str = "") -> PersonName | None:
        """The known person with one of `surnames` whose given name may begin with `first`."""
        for surname in surnames:
            for name in self._by_surname.get(fold(surname), ()):
                if fold(name.given or name.initials or first).startswith(fold(first)):
                    return name
        return None

    def __contains__(self, surname: str) -> bool:
        return fold(surname) in self._by_surname


def persons(
    sentence_text: str,
    tokens: Sequence[Token],
    *,
    words: NameWords,
    proposals: Sequence[NameSpan] = (),
    taken: Sequence[Taken] = (),
    known: KnownNames | None = None,
    inflection: Inflection | None = None,
) -> list[Mention]:
    """Mentions of persons in one sentence, in order; offsets from the sentence's start.

    A mention's `value` is a `PersonName`, `name` its Latin spelling; for a person known from earlier in the document
    both hold the parts known there, while `value.nominative` stays as written here. `known` is added to.
    """
    if not any(token.text[0].isupper() or "-" in token.text for token in tokens):
        return []
    memory = known if known is not None else KnownNames()
    view = View(sentence_text, tokens, words, taken, inflection or analyser(words.lang, tier="fast").inflection, memory)
    found = _chosen(view, proposals)
    mentions = [_mention(view, run) for run in found]
    for mention in mentions:
        memory.learn(mention.value)
    return mentions


class View:
    """One sentence as the search for names sees it: what each token may be to a name."""

    def __init__(
        self,
        text: str,
        tokens: Sequence[Token],
        words: NameWords,
        taken: Sequence[Taken],
        inflection: Inflection,
        known: KnownNames,
    ) -> None:
        self.text, self.tokens, self.words, self.inflection, self.known = text, tokens, words, inflection, known
        self.folded = [fold(token.text).rstrip(".") or token.text for token in tokens]
        self.claims = _claims(tokens, taken)
        self.quoted = _quoted(tokens)
        self.titled = _titled(tokens)
        self.in_ascii = sum(token.text[0].isascii() for token in tokens if token.text[0].isalpha()) * 2 > sum(
            token.text[0].isalpha() for token in tokens
        )
        self.marks: list[str] = []
        for i in range(len(tokens)):
            self.marks.append(self._mark(i))

    def _mark(self, i: int) -> str:
        """What token `i` may be: name, initial, particle, or "" where it ends a run."""
        token, low, words = self.tokens[i], self.folded[i], self.words
        if not token.text[0].isupper():
            return self._small(i)
        if self._is_initial(i):
            return "initial"
        if self.claims[i] in _BLOCKING or low in words.honorifics or not _is_word(token.text):
            return ""
        if self._is_place(i):
            return "name" if self._joins(i) else ""
        if token.text.isupper() and len(token.text) > 1:
            if low in words.suffix_words:
                return "suffix"
            return "name" if self._is_shouted_name(i) else ""
        if token.text in self.known:
            return "name"
        if low in words.not_names or self._is_ordinary(i):
            return "name" if self._joins(i) else ""
        return "name"

    def _small(self, i: int) -> str:
        text, low = self.tokens[i].text, self.folded[i]
        head, dash, rest = text.partition("-")
        if dash and fold(head) in self.words.bound_particles and rest[:1].isupper():
            return "name"
        if text[0].isupper() or low in self.words.particles:
            return "particle"
        return "suffix" if low in self.words.suffix_words else ""

    def _is_initial(self, i: int) -> bool:
        text = self.tokens[i].text
        if len(text) == 1 and text.isalpha():
            nxt = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
            if nxt is None or (nxt.text == "." and nxt.start == self.tokens[i].stop):
                return nxt is not None
            return i > 0 and self._is_title(i - 1) and nxt.text[0].isupper() and len(nxt.text) > 2
        letters = text.replace(".", "")
        return text.endswith(".") and len(letters) <= 2 and len(text) == 2 * len(letters) and not self.claims[i]

    def _is_shouted_name(self, i: int) -> bool:
        """Whether a word in capitals is a surname or a part of one: a name stands before it."""
        if not i or self.marks[i - 1] != "name":
            return False
        before = self.tokens[i - 1].text
        return (len(self.tokens[i].text) > 2 or self.folded[i] in self.words.particles) and (
            before[1:].islower() or "-" in before or self.marks[i - 2 : i - 1] == ["name"]
        )

    def _is_place(self, i: int) -> bool:
        """Whether the word is claimed as a place, or can be nothing but one."""
        kinds = self.inflection.kinds(self.tokens[i].text)
        return self.claims[i] == "place" or ("place" in kinds and not kinds & _PERSONAL)

    def _is_ordinary(self, i: int) -> bool:
        """Whether the word is one of the language's ordinary words and no known part of names."""
        text, low = self.tokens[i].text, self.folded[i]
        if self.given_gender(text) is not None:
            return False
        kinds = self.inflection.kinds(text)
        if kinds & _PERSONAL:
            return False
        named = (i and self._is_title(i - 1)) or (i + 1 < len(self.tokens) and self._is_initial(i + 1))
        if "word" in kinds and named and self._is_surname_like(text):
            return False
        return "word" in kinds or (len(low) > 5 and low.endswith(self.words.not_name_endings))

    def _is_title(self, i: int) -> bool:
        return (
            self.claims[i] == "role" or self.folded[i] in self.words.roles or self.tokens[i].lemma in self.words.roles
        )

    def _is_surname_like(self, text: str) -> bool:
        return any(form.endswith(self.words.surname_endings) for form in self.inflection.surnames(text))

    def _joins(self, i: int) -> bool:
        """Whether a word that is usually no name is one here: a given name before it, or itself one before a name."""
        text, low = self.tokens[i].text, self.folded[i]
        if low in self.words.roles or low in self.words.organisation_heads:
            return False
        before = self.tokens[i - 1].text if i and self.marks[i - 1] in ("name", "initial") else ""
        if before and (self.marks[i - 1] == "initial" or self.is_given(i - 1)):
            return self.claims[i] != "place" or not self._is_state_like(i)
        if not self._is_free(i + 1):
            return False
        leads = self.claims[i] == "place" and i > 0 and self._is_title(i - 1) and not self._is_free(i + 2)
        return leads or self.given_gender(text) is not None

    def _is_free(self, i: int) -> bool:
        """Whether token `i` is a capitalised word that nothing claims."""
        if i >= len(self.tokens) or self.claims[i] or self.folded[i] in self.words.not_names:
            return False
        return self.tokens[i].text[0].isupper() and len(self.tokens[i].text) > 1

    def _is_state_like(self, i: int) -> bool:
        """Whether a claimed place goes on after the word, so that the word is a part of it."""
        return i + 1 < len(self.claims) and self.claims[i + 1] == "place"

    def given_gender(self, word: str) -> str | None:
        """The gender ("" if open) of a given name; None for any other word."""
        return _given_gender(word, self.words.lang)

    def is_given(self, i: int) -> bool:
        """Whether token `i` is a given name in some case."""
        text = self.tokens[i].text
        return self.given_gender(text) is not None or "given" in self.inflection.kinds(text)


@lru_cache(maxsize=50_000)
def _given_gender(word: str, lang: str) -> str | None:
    own = _given_table(lang).get(fold(word))
    if own is not None:
        return own
    found = given_name(word)
    return None if found is None else found.gender


@cache
def _given_table(lang: str) -> dict[str, str]:
    """The pack's own given names with their gender."""
    table: dict[str, str] = {}
    for gender, names in name_words(lang).given.items():
        table.update({name: "" if name in table else gender for name in names})
    return table


def _is_word(text: str) -> bool:
    return len(text) > 1 and all(char.isalpha() or char in "-'’‑." for char in text) and not text.endswith(".")


def _claims(tokens: Sequence[Token], taken: Sequence[Taken]) -> list[str]:
    claims = [""] * len(tokens)
    for claim in taken:
        for i in range(max(0, claim.first), min(claim.last, len(tokens))):
            claims[i] = claim.kind
    return claims


def _quoted(tokens: Sequence[Token]) -> frozenset[int]:
    """Tokens inside quotation marks that hold few words: titles and names of things."""
    found: set[int] = set()
    opened = -1
    closing = ""
    for i, token in enumerate(tokens):
        if closing and token.text == closing:
            if i - opened <= 6:
                found.update(range(opened + 1, i))
            closing = ""
        elif token.text in _QUOTES:
            opened, closing = i, _QUOTES[token.text]
    return frozenset(found)


def _titled(tokens: Sequence[Token]) -> bool:
    """Whether capitals tell little, as in a headline: nearly every long word has one."""
    long = [token.text for token in tokens if len(token.text) > 3 and token.text[0].isalpha()]
    acts = any(token.pos == "VERB" and token.text.islower() for token in tokens)
    return not acts and len(long) > 3 and sum(text[0].isupper() for text in long) >= 0.8 * len(long)


# --- finding -------------------------------------------------------------------------------------------------------


def _chosen(view: View, proposals: Sequence[NameSpan]) -> list[Run]:
    """The runs that are names: enough points, no overlap, lists of names read together."""
    tagged = _merged(view, sorted(_tagged(view, proposals)))
    other = _token_set(view, (p for p in proposals if p.kind != "PER"))
    covered = {i for run in tagged for i in range(run.first, run.last)}
    bare = [run for run in runs(view) if not covered & set(range(run.first, run.last))]
    judged = [_judged(view, run, other) for run in (*tagged, *bare)]
    judged = _listed(view, sorted(judged))
    return [run for run in judged if run.points >= ENOUGH]


def _token_set(view: View, spans: Iterable[NameSpan]) -> frozenset[int]:
    ranges = [(span.start, span.stop) for span in spans]
    return frozenset(
        i for i, token in enumerate(view.tokens) if any(a < token.stop and token.start < b for a, b in ranges)
    )


def _tagged(view: View, proposals: Sequence[NameSpan]) -> Iterator[Run]:
    """Proposed persons as runs of tokens, grown over initials and a name's other half, cut at claimed words."""
    for span in proposals:
        if span.kind != "PER":
            continue
        for first, last in _pieces(view, span):
            if any(view.tokens[i].text[0].isupper() for i in range(first, last)):
                yield from _split(view, Run(*_grown(view, first, last), ("tagger",)))


def _merged(view: View, tagged: Sequence[Run]) -> list[Run]:
    """The proposals with those joined that are halves of one name with a patronymic."""
    done: list[Run] = []
    for run in tagged:
        if done and done[-1].last == run.first and run.last - done[-1].first <= 3:
            kinds = [view.inflection.kinds(view.tokens[i].text) for i in range(done[-1].first, run.last)]
            if sum("patronymic" in kind for kind in kinds) == 1:
                done[-1] = Run(done[-1].first, run.last, run.reasons)
                continue
        done.append(run)
    return done


def _pieces(view: View, span: NameSpan) -> list[tuple[int, int]]:
    """The span's stretches of words, without brackets, bullets and claimed words."""
    pieces: list[tuple[int, int]] = []
    for i, token in enumerate(view.tokens):
        if token.start < span.start or token.stop > span.stop or not _is_name_piece(view, i):
            continue
        if token.stop < span.stop and not pieces and _is_role(view, i) and not view.is_given(i):
            continue
        if pieces and pieces[-1][1] == i:
            pieces[-1] = (pieces[-1][0], i + 1)
        else:
            pieces.append((i, i + 1))
    return pieces


def _is_name_piece(view: View, i: int) -> bool:
    if view.claims[i] in _BLOCKING or view.folded[i] in view.words.honorifics:
        return False
    return view.tokens[i].text[0].isalpha() or _is_point_of_initial(view, i)


def _grown(view: View, first: int, last: int) -> tuple[int, int]:
    """The run with initials on either side and the point of its last initial."""
    size = len(view.tokens)
    while last < size and (
        _is_point_of_initial(view, last) or (view.marks[last] == "initial" and not _opens(view, last))
    ):
        last += 1
    while last < size and view.marks[last] == "suffix":
        last += 1
    while first >= 2 and _is_point_of_initial(view, first - 1):
        first -= 2
    return first, last


def _is_point_of_initial(view: View, i: int) -> bool:
    return view.tokens[i].text == "." and i > 0 and view.marks[i - 1] == "initial" and len(view.tokens[i - 1].text) == 1


def _opens(view: View, i: int) -> bool:
    """Whether the initial at `i` belongs to the name after it: it does if that is a name and none stands before."""
    j = i
    while j < len(view.tokens) and (view.marks[j] == "initial" or _is_point_of_initial(view, j)):
        j += 1
    return j < len(view.tokens) and view.marks[j] == "name" and not view.tokens[j].text.isupper()


def runs(view: View) -> Iterator[Run]:
    """Longest runs of words that may make a name."""
    i, size = 0, len(view.tokens)
    while i < size:
        if view.marks[i] not in ("name", "initial"):
            i += 1
            continue
        last = _run_end(view, i)
        if any(view.marks[j] == "name" for j in range(i, last)):
            yield from _split(view, Run(i, last))
        i = max(last, i + 1)


def _run_end(view: View, first: int) -> int:
    i = first
    size = len(view.tokens)
    while i < size:
        if view.marks[i] in ("name", "initial", "suffix") or _is_point_of_initial(view, i):
            i += 1
            continue
        ahead = i
        while ahead < size and view.marks[ahead] == "particle" and ahead - i < 3:
            ahead += 1
        if (
            ahead == i
            or ahead >= size
            or view.marks[ahead] != "name"
            or view.folded[i] in view.words.place_prepositions
        ):
            break
        i = ahead
    return i


def _split(view: View, run: Run) -> Iterator[Run]:
    """A long run cut where another name starts: "of Nur Otan | Maulen Ashimbayev", "К. Токаева | Арман Исагалиев"."""
    names = [i for i in range(run.first, run.last) if view.marks[i] == "name"]
    if view.marks[run.first] == "initial" and len(names) >= 3 and view.is_given(names[1]):
        yield Run(run.first, names[1], run.reasons)
        yield Run(names[1], run.last, run.reasons)
        return
    starts = [i for i in names[2:-1] if view.is_given(i) and not view.is_given(i - 1)]
    if not run.reasons and len(names) >= 4 and starts and not any(view.is_given(i) for i in names[:2]):
        yield Run(run.first, starts[0], run.reasons)
        yield Run(starts[0], run.last, run.reasons)
        return
    yield run


def _judged(view: View, run: Run, other: frozenset[int]) -> Run:
    reasons = [*run.reasons, *_inner_reasons(view, run), *_left_reasons(view, run), *_right_reasons(view, run)]
    if any(i in other for i in range(run.first, run.last)):
        reasons.append("other_name")
    if view.tokens[run.first].text[0].isascii() != view.in_ascii and view.tokens[run.first - 1].text != "(":
        reasons.append("other_script")
    if run.first in view.quoted and run.last - 1 in view.quoted:
        reasons.append("quoted")
    return Run(run.first, run.last, tuple(reasons))


def _names_in(view: View, run: Run) -> list[int]:
    """The words of the run that are names rather than initials, particles or points."""
    return [i for i in range(run.first, run.last) if view.marks[i] == "name" or _is_capital_word(view, i)]


def _is_capital_word(view: View, i: int) -> bool:
    text = view.tokens[i].text
    return text[0].isupper() and len(text) > 1 and view.marks[i] != "initial"


def _inner_reasons(view: View, run: Run) -> Iterator[str]:
    """What the words themselves tell."""
    names = _names_in(view, run)
    count = len(names)
    initials = any(view.marks[i] == "initial" for i in range(run.first, run.last))
    if count == 1 and not initials:
        yield "one"
        yield from _ordinary_reasons(view, names[0])
    elif count <= 3:
        yield "two_or_three"
    elif count > 4:
        yield "many"
    if initials:
        yield "initials"
    kinds = [view.inflection.kinds(view.tokens[i].text) for i in names]
    givens = [i for i in names if view.is_given(i)]
    if givens:
        yield "given" if count > 1 else "given_alone"
    if any("patronymic" in kind for kind in kinds) and count > 1:
        yield "patronymic"
    yield from _surname_reasons(view, names, kinds)


def _ordinary_reasons(view: View, i: int) -> Iterator[str]:
    """Against a single word: it is in the dictionary as something else."""
    kinds = view.inflection.kinds(view.tokens[i].text)
    if "word" in kinds or view.folded[i] in view.words.not_names:
        yield "ordinary_too" if kinds & _PERSONAL or view.is_given(i) else "ordinary"


def _surname_reasons(view: View, names: Sequence[int], kinds: Sequence[frozenset[str]]) -> Iterator[str]:
    edge = [(names[0], kinds[0]), (names[-1], kinds[-1])] if names else []
    if any(_is_known(view, i) for i, _ in edge):
        yield "known"
    if any("surname" in kind and "word" not in kind for _, kind in edge):
        yield "surname"
    elif any(_has_ending(view, i) for i, _ in edge):
        yield "surname_ending"
    if len(names) in (2, 3) and view.folded[names[0]] in view.words.family_first:
        yield "family_first"
    if any(view.claims[i] == "place" for i in names):
        yield "place_inside"


def _has_ending(view: View, i: int) -> bool:
    forms = view.inflection.surnames(view.tokens[i].text)
    return any(len(form) > 4 and form.endswith(view.words.surname_endings) for form in forms)


def _is_known(view: View, i: int) -> bool:
    return view.known.find(view.inflection.surnames(view.tokens[i].text)) is not None


def _left_reasons(view: View, run: Run) -> Iterator[str]:
    """What stands before the run."""
    i = run.first - 1
    if i < 0:
        return
    if view.tokens[i].text == "." and i:
        i -= 1
    low, token = view.folded[i], view.tokens[i]
    if _is_dedicated(view, i):
        yield "named_thing"
    if low in view.words.honorifics:
        yield "honorific"
    elif token.pos == "DET" and low in ("the", "a", "an"):
        yield "article"
    elif token.pos == "ADP":
        if low in view.words.place_prepositions:
            yield "place_preposition"
    elif _is_role(view, i):
        yield "role_beside"
        if run.last - run.first == 1 and not view.titled:
            yield "role_name"
    elif token.text == "," and run.last - run.first > 1 and _role_before(view, i - 1):
        yield "role_apposed"
    elif token.pos != "DET" and _role_before(view, i):
        yield "role_before"
    if low in view.words.agents:
        yield "agent"
    if _is_speech(view, i) or (i > 0 and token.pos in ("ADV", "PUNCT") and _is_speech(view, i - 1)):
        yield "speech"


def _is_dedicated(view: View, i: int) -> bool:
    """Whether the name is a thing's: after "named after", or after a title that follows such a word."""
    while i > 0 and _is_role(view, i) and view.tokens[i].text[0].isupper():
        i -= 1
    return view.folded[i] in view.words.dedications


def _is_role(view: View, i: int) -> bool:
    return view.claims[i] == "role" or (
        not view.claims[i] and (view.folded[i] in view.words.roles or view.tokens[i].lemma in view.words.roles)
    )


def _role_before(view: View, i: int) -> bool:
    """Whether a role with its places, bodies and fields ends at token `i`."""
    for j in range(i, max(-1, i - 16), -1):
        token = view.tokens[j]
        if _is_role(view, j):
            return True
        if view.claims[j] or view.folded[j] in view.words.links or view.folded[j] in view.words.not_names:
            continue
        if token.pos in ("NOUN", "PROPN", "ADJ", "X", "NUM") and token.form != "Fin":
            continue
        return False
    return False


def _right_reasons(view: View, run: Run) -> Iterator[str]:
    """What stands after the run."""
    i = run.last
    if i >= len(view.tokens):
        return
    token, low = view.tokens[i], view.folded[i]
    if view.folded[run.last - 1] in view.words.organisation_heads and not view.is_given(run.first):
        yield "named_thing"
    if _is_speech(view, i) or (
        token.pos in ("ADV", "AUX", "PART") and i + 1 < len(view.tokens) and _is_speech(view, i + 1)
    ):
        yield "speech"
    if low in view.words.organisation_heads and (
        token.text[0].isupper() or view.tokens[run.last - 1].text[0].isupper()
    ):
        yield "named_thing"
    if token.text == "," and _role_after(view, i + 1):
        yield "role_after"


def _role_after(view: View, i: int) -> bool:
    """Whether a role begins at token `i`, after an article, places and attributes at most."""
    for j in range(i, min(i + 7, len(view.tokens))):
        if _is_role(view, j):
            return True
        token = view.tokens[j]
        if not (view.claims[j] or token.pos in ("DET", "ADJ", "PROPN", "PART", "ADP", "ADV") or token.form == "Part"):
            return False
    return False


def _is_speech(view: View, i: int) -> bool:
    token = view.tokens[i]
    return token.lemma in view.words.speech and token.pos in ("VERB", "AUX") and token.form in ("Fin", "", "Conv")


def _listed(view: View, found: Sequence[Run]) -> list[Run]:
    """The runs, those that stand beside an accepted one in a list counting for more."""
    done = list(found)
    for i, run in enumerate(done):
        beside = [done[j] for j in (i - 1, i + 1) if 0 <= j < len(done)]
        if run.points < ENOUGH and any(o.points >= ENOUGH and _in_list(view, run, o) for o in beside):
            done[i] = Run(run.first, run.last, (*run.reasons, "listed"))
    return done


def _in_list(view: View, one: Run, other: Run) -> bool:
    left, right = sorted((one, other))
    between = view.tokens[left.last : right.first]
    return 0 < len(between) <= 2 and all(token.text == "," or token.pos == "CCONJ" for token in between)


# --- naming --------------------------------------------------------------------------------------------------------


def _mention(view: View, run: Run) -> Mention:
    parts = _parts(view, run)
    name, case = _name(view, run, parts)
    start, stop = view.tokens[run.first].start, view.tokens[run.last - 1].stop
    head = next((p.index for p in reversed(parts) if p.kind == "surname"), run.first)
    return Mention(
        kind=MentionKind.PERSON,
        start=start,
        stop=stop,
        first=run.first,
        last=run.last,
        head=head,
        text=view.text[start:stop],
        name=name.latin,
        case=case,
        number="Sing",
        labels=frozenset({"bare"}) if not (name.given or name.initials) else frozenset(),
        value=name,
        rule="+".join(run.reasons),
    )


def _parts(view: View, run: Run) -> list[Part]:
    """The words of the run with what each of them is."""
    kinds: dict[int, str] = {}
    names = _names_in(view, run)
    for i in range(run.first, run.last):
        if i not in names and view.tokens[i].text != ".":
            kinds[i] = view.marks[i] if view.marks[i] in ("initial", "suffix") else "particle"
    for i in [i for i, kind in kinds.items() if kind == "suffix"]:
        if i - 1 in names and len(names) > 2:
            kinds[i - 1] = kinds[i] = "patronymic"
            names.remove(i - 1)
    kinds.update(zip(names, _kinds(view, names, "initial" in kinds.values()), strict=True))
    return [Part(i, view.tokens[i].text, kind) for i, kind in sorted(kinds.items())]


def _kinds(view: View, names: Sequence[int], initials: bool) -> list[str]:
    """What each word of a name is, from its order, its endings and the dictionary."""
    if initials or len(names) == 1:
        return ["surname"] * len(names)
    kinds = [""] * len(names)
    for k, i in enumerate(names):
        if k and _is_patronymic(view, i, len(names)):
            kinds[k] = "patronymic"
            kinds[k - 1] = kinds[k - 1] or "given"
    if "patronymic" in kinds:
        return [kind or "surname" for kind in kinds]
    first, second = view.is_given(names[0]), view.is_given(names[1])
    family = view.folded[names[0]] in view.words.family_first
    turned = len(names) == 2 and not first and (second or (_has_ending(view, names[0]) > _has_ending(view, names[1])))
    if (family and not (first and len(names) == 2)) or turned:
        return ["surname"] + ["given"] * (len(names) - 1)
    if len(names) == 3 and second and not first and not view.is_given(names[2]):
        return ["given", "given", "surname"]
    return ["given"] * _given_count(view, names) + ["surname"] * (len(names) - _given_count(view, names))


def _given_count(view: View, names: Sequence[int]) -> int:
    """How many words of a name are given names: the first, and later ones up to a particle or the last word."""
    for k in range(1, len(names)):
        if names[k] - names[k - 1] > 1 and not any(view.marks[j] == "initial" for j in range(names[k - 1], names[k])):
            return k
    return max(1, len(names) - 1)


def _is_patronymic(view: View, i: int, count: int) -> bool:
    low = view.folded[i]
    if "-" in low and low.rsplit("-", 1)[1] in view.words.suffix_words:
        return True
    ends = any(low.endswith(ending) and len(low) > len(ending) + 1 for ending in view.words.patronymics)
    kinds = view.inflection.kinds(view.tokens[i].text)
    return ends and (count > 2 or ("patronymic" in kinds and "surname" not in kinds))


def _name(view: View, run: Run, parts: Sequence[Part]) -> tuple[PersonName, str]:
    """The person's name in the nominative, and the case in which the text has it."""
    case, gender, forms = _reading(view, run, parts)
    met = _met(view, parts, forms)
    if met:
        forms.update({part.index: met.surname for part in parts if part.kind == "surname" and " " not in met.surname})
        gender = met.gender or gender
    name = _taken_apart(parts, forms, gender)
    spelt = met or name
    return PersonName(
        nominative=_whole(view, run, forms),
        latin=met.latin
        if met and (met.given or not name.given)
        else _latin(name, view.words.lang, _is_asian(view, parts)),
        surname=name.surname,
        given=name.given or spelt.given,
        patronymic=name.patronymic or spelt.patronymic,
        initials=name.initials or ("" if name.given else spelt.initials),
        gender=gender,
    ), case


def _is_asian(view: View, parts: Sequence[Part]) -> bool:
    """Whether the name is spelt with its surname first in any language."""
    kinds = [part for part in parts if part.kind in ("given", "surname")]
    return bool(kinds) and kinds[0].kind == "surname" and view.folded[kinds[0].index] in view.words.family_first


def _reading(view: View, run: Run, parts: Sequence[Part]) -> tuple[str, str, dict[int, str]]:
    """The likeliest case and gender of the name, and its words' nominatives under them."""
    votes = _case_votes(view, run, parts)
    genders = _gender_votes(view, run, parts)
    best: tuple[float, str, str, dict[int, str]] = (-99.0, "", "", {})
    asian, last = _is_asian(view, parts), parts[-1].index
    for case in _ORDER if votes else ("",):
        for gender in ("Masc", "Fem"):
            points = float(votes[case] + genders[gender])
            forms = {}
            for part in parts:
                still = asian and part.index != last
                form, fit = (part.text, 0.0) if still else _nominative(view, part, case, gender)
                forms[part.index] = form
                points += fit
            if points > best[0]:
                best = (points, case, gender, forms)
    told = best[2] if best[1] or genders[best[2]] > 1 else ""
    return best[1], told, best[3]


def _nominative(view: View, part: Part, case: str, gender: str) -> tuple[str, float]:
    """The nominative of one word in this case and gender, and how well it fits there."""
    if part.kind not in ("surname", "given", "patronymic") or not case:
        return part.text, 0.0
    forms = view.inflection.nominatives(part.text, part.kind, case, gender)
    fits = [(_fit(view, part, form, case, gender), -k, form) for k, form in enumerate(forms)]
    best = max(fits)
    return best[2], best[0]


def _fit(view: View, part: Part, form: str, case: str, gender: str) -> float:
    """How well the nominative `form` goes with gender and case."""
    points = 0.0
    if part.kind == "given":
        told = view.given_gender(form)
        if told is not None:
            points += 4.0 if told in ("", gender) else -4.0
    admitted = view.inflection.cases(part.text, part.kind, gender)
    if admitted:
        points += 2.5 if case in admitted else -2.5
    elif case != "Nom" and form == part.text and not _may_stand_still(view, form, gender):
        points -= 2.5
    if part.kind == "surname" and form in view.known:
        points += 3.0
    return points


def _may_stand_still(view: View, form: str, gender: str) -> bool:
    """Whether a word may be the same in every case."""
    low = fold(form)
    return low.endswith(view.words.indeclinable) or (gender == "Fem" and not low.endswith(view.words.feminine))


def _case_votes(view: View, run: Run, parts: Sequence[Part]) -> Counter[str]:
    """What the tags of the name's words and of the role before it say of its case."""
    votes: Counter[str] = Counter()
    for part in parts:
        tagged = view.tokens[part.index].case
        if tagged and part.kind in ("surname", "given", "patronymic"):
            votes[tagged] += 2
    for case in _cases_before(view, run):
        votes[case] += 3
    if not votes and any(view.inflection.cases(part.text, part.kind, "") for part in parts):
        votes["Nom"] += 1
    return votes


def _gender_votes(view: View, run: Run, parts: Sequence[Part]) -> Counter[str]:
    """What patronymic, given name, honorific and tags say of the gender; a man where nothing does."""
    votes: Counter[str] = Counter({"Masc": 1})
    for part in parts:
        votes[view.tokens[part.index].gender] += 1
        if part.kind == "patronymic":
            endings = (e for e in view.words.patronymics if fold(part.text).endswith(e))
            votes[view.words.patronymics.get(max(endings, key=len, default=""), "")] += 6
        elif part.kind == "given":
            votes[view.inflection.gender(part.text, "given") or view.given_gender(part.text) or ""] += 4
    before = view.folded[run.first - 1] if run.first else ""
    votes[view.words.honorifics.get(before, "")] += 6
    return votes


def _cases_before(view: View, run: Run) -> Iterator[str]:
    """The case of a role that the name goes with: beside it, or before its places and fields."""
    for j in range(run.first - 1, max(-1, run.first - 12), -1):
        if view.tokens[j].pos in ("VERB", "PUNCT") and view.tokens[j].text not in '«»"-–':
            return
        if _is_role(view, j) and view.tokens[j].case and view.tokens[j].pos in ("NOUN", "PROPN"):
            head = j
            while head > 0 and view.claims[head - 1] == "role" and view.claims[head] == "role":
                head -= 1
            cases = [view.tokens[k].case for k in range(head, j + 1) if view.tokens[k].pos in ("NOUN", "PROPN")]
            yield next((case for case in cases if case), view.tokens[j].case)
            return


def _met(view: View, parts: Sequence[Part], forms: dict[int, str]) -> PersonName | None:
    """The person met before whom these parts may name."""
    surnames = [part for part in parts if part.kind == "surname"]
    if len(surnames) != 1:
        return None
    given = next((forms[p.index] for p in parts if p.kind == "given"), "")
    initial = next((p.text[0] for p in parts if p.kind == "initial"), "")
    word = surnames[0].text
    return view.known.find((forms[surnames[0].index], *view.inflection.surnames(word)), first=given or initial)


def _taken_apart(parts: Sequence[Part], forms: dict[int, str], gender: str) -> PersonName:
    """The name's parts, each with the particles that lead to it."""
    held: dict[str, list[str]] = {"surname": [], "given": [], "patronymic": []}
    waiting: list[str] = []
    for part in parts:
        if part.kind == "particle":
            waiting.append(part.text)
        elif part.kind in held:
            held[part.kind] += [*waiting, forms[part.index]]
            waiting = []
        elif part.kind == "suffix":
            held["surname"].append(part.text)
    initials = "".join(p.text.replace(".", "") for p in parts if p.kind == "initial")
    joined = {kind: " ".join(words) for kind, words in held.items()}
    return PersonName(nominative="", latin="", gender=gender, initials=initials, **joined)


def _whole(view: View, run: Run, forms: dict[int, str]) -> str:
    """The name as the text has it, each word in the nominative."""
    pieces = []
    for i in range(run.first, run.last):
        gap = view.tokens[i].start - view.tokens[i - 1].stop if i > run.first else 0
        pieces.append((" " if gap else "") + forms.get(i, view.tokens[i].text))
    return "".join(pieces)


def _latin(name: PersonName, lang: str, family_first: bool) -> str:
    """The usual spelling in Latin letters: given name and surname, or the first initial and the surname."""
    given = name.given or (name.initials[:1] + "." if name.initials else "")
    order = (name.surname, given) if family_first else (given, name.surname)
    return latin(" ".join(_title(part) for part in order if part), lang)


def _title(part: str) -> str:
    """Surnames in capitals as other texts write them."""
    return "-".join(w.capitalize() if len(w) > 2 and w.isupper() else w for w in part.split("-"))
