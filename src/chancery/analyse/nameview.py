"""One sentence as the search for personal names sees it: what each token may be; the names known so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from chancery.analyse.segmentation import Inflection, name_words
from chancery.model import PersonName, Token
from chancery.model.naming import NameWords, Taken
from chancery.text.forms import fold
from chancery.text.latin import given_name
from chancery.text.scripts import dominant

BLOCKING = frozenset({"role", "organisation", "mission", "date", "quantity"})
PERSONAL = frozenset({"given", "surname", "patronymic"})
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}


class Run(Struct, frozen=True, order=True):
    """Tokens [first, last) that may be a name, the words among them, and why they count."""

    first: int
    last: int
    reasons: tuple[str, ...] = ()


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
        self.script = dominant("".join(token.text[0] for token in tokens))
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
        if self.claims[i] in BLOCKING or low in words.honorifics or not _is_word(token.text):
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
        return self.claims[i] == "place" or ("place" in kinds and not kinds & PERSONAL)

    def _is_ordinary(self, i: int) -> bool:
        """Whether the word is one of the language's ordinary words and no known part of names."""
        text, low = self.tokens[i].text, self.folded[i]
        kinds = self.inflection.kinds(text)
        if kinds & PERSONAL or self.is_given(i) or (low in self.words.family_first and self._is_free(i + 1)):
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
        if "given" in self.inflection.kinds(text):
            return True
        return any(self.given_gender(form) is not None for form in self.inflection.surnames(text))


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


def names_in(view: View, run: Run) -> list[int]:
    """The words of the run that are names rather than initials, particles or points."""
    return [i for i in range(run.first, run.last) if view.marks[i] == "name" or _is_capital_word(view, i)]


def _is_capital_word(view: View, i: int) -> bool:
    text = view.tokens[i].text
    return text[0].isupper() and len(text) > 1 and view.marks[i] != "initial"


def has_ending(view: View, i: int) -> bool:
    """Whether a nominative that the word may stand for ends as surnames do."""
    forms = view.inflection.surnames(view.tokens[i].text)
    return any(len(form) > 4 and form.endswith(view.words.surname_endings) for form in forms)


def is_role(view: View, i: int) -> bool:
    """Whether the token is claimed as a role, or heads one that nobody claimed."""
    return view.claims[i] == "role" or (
        not view.claims[i] and (view.folded[i] in view.words.roles or view.tokens[i].lemma in view.words.roles)
    )
