"""The analyser of English: own rules over the pack's word lists, no outside package.

Verb groups are read as one: the last verb carries the tense of its auxiliaries ("will open" Fut; "has opened" Past Fin;
"will be opened" Fut Part Pass; "to be opened" Part Pass without tense), because that is what a reader asks of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from chancery.analyse.segmentation import split
from chancery.lang import part
from chancery.model import Span, Token, written
from chancery.model.naming import Morphology, NameSpan, Segmentation
from chancery.text.forms import fold

_TOKEN = re.compile(
    r"https?://[^\s\"<>()]+|[\w.+-]+@[\w-]+\.[\w.]+|(?:[A-Z]\.){2,}"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?(?![-‑]?[^\W\d_])"
    r"|[^\W_]+(?:[-'’‑][^\W_]+)*(?:\.[a-z]{2,})*|\.{2,}|\S"
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_ATTRIBUTIVE = frozenset({"DET", "ADJ", "NUM"})
_CLAUSE = frozenset(
    {",", ";", ":", "and", "but", "or", "that", "which", "who", "when", "where", "while", "as", "–", "—"}
)
_AFTER_NOUN = frozenset({"ADP", "PUNCT", "AUX", "CCONJ"})
_SUBJECTS = frozenset({"i", "you", "we", "they", "who", "which", "that", "he", "she", "it"})


class Word(NamedTuple):
    """A word form outside its sentence: its likely class and the verb forms that it may be, each with its lemma."""

    lower: str
    pos: str
    lemma: str
    number: str
    capital: bool
    known: bool = False
    verbal: bool = False
    noun_too: bool = False
    base: str = ""
    third: str = ""
    ing: str = ""
    past: str = ""
    participle: str = ""


class Reading(NamedTuple):
    """What a word is in its sentence."""

    lemma: str
    pos: str
    number: str = ""
    tense: str = ""
    voice: str = ""
    form: str = ""
    mood: str = ""


class PlainInflection:
    """Personal names of a language without cases: every form is the nominative."""

    def kinds(self, word: str) -> frozenset[str]:
        """Whether the pack knows `word` as an ordinary word of the language."""
        return _plain_kinds(word)

    def gender(self, word: str, kind: str) -> str:
        """Nothing: forms show no gender."""
        return ""

    def nominatives(self, word: str, kind: str, case: str, gender: str) -> tuple[str, ...]:
        """The word itself."""
        return (word,)

    def surnames(self, word: str) -> tuple[str, ...]:
        """The word itself."""
        return (word,)

    def cases(self, word: str, kind: str, gender: str) -> frozenset[str]:
        """Nothing: forms show no case."""
        return frozenset()


class English:
    """Sentences and tokens of English text."""

    def __init__(self) -> None:
        self.inflection = PlainInflection()
        self._marks = part("en", "segmentation", Segmentation)
        self._lexicon = _lexicon()

    def sentences(self, text: str) -> list[Span]:
        """Sentences of one paragraph, without the blanks around them."""
        return split(text, self._marks)

    def tokens(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Tokens of each sentence, with offsets from the sentence's start."""
        return [self._sentence(text) for text in texts]

    def nominative(self, tokens: Sequence[Token], first: int, head: int, last: int) -> str:
        """The words as they stand: English has no cases."""
        return written(tokens[first:last])

    def names(self, texts: Sequence[str], tokens: Sequence[Sequence[Token]]) -> list[tuple[NameSpan, ...]]:
        """No proposals: there is no tagger for English."""
        return [()] * len(texts)

    def _sentence(self, text: str) -> tuple[Token, ...]:
        pieces = list(cut(text, self._marks))
        words = [self._lexicon.word(text[start:stop]) for start, stop in pieces]
        readings = in_context(words, self._lexicon.morphology)
        return tuple(
            Token(start, stop, text[start:stop], r.lemma, r.pos, "", r.number, "", r.tense, "", r.voice, r.form, r.mood)
            for (start, stop), r in zip(pieces, readings, strict=True)
        )


@lru_cache(maxsize=1)
def _lexicon() -> Lexicon:
    return Lexicon(part("en", "morphology", Morphology))


@lru_cache(maxsize=50_000)
def _plain_kinds(word: str) -> frozenset[str]:
    lexicon = _lexicon()
    return frozenset({"word"}) if lexicon.is_known(fold(word)) else frozenset()


def cut(text: str, marks: Segmentation) -> Iterator[tuple[int, int]]:
    """Ranges of the tokens of one sentence: clitics apart, the point of an abbreviation or initial with its word."""
    start, stop = -1, -1
    for found in _TOKEN.finditer(text):
        left, right = found.span()
        if text[left:right] == "." and left == stop and _keeps_point(text, start, stop, marks):
            stop = right
            continue
        if start >= 0:
            yield from _clitic_cut(text, start, stop)
        start, stop = left, right
    if start >= 0:
        yield from _clitic_cut(text, start, stop)


def _keeps_point(text: str, start: int, stop: int, marks: Segmentation) -> bool:
    if stop - start == 1:
        return text[start].isupper() and stop + 1 < len(text)
    word = text[start:stop].lower()
    return word in marks.abbreviations or (word in marks.weak and stop + 1 < len(text) and word != "no")


def _clitic_cut(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    tail = text[max(start, stop - 3) : stop]
    if "'" in tail or "’" in tail:
        low = fold(tail)
        for clitic in ("n't", "'re", "'ve", "'ll", "'s", "'d", "'m"):
            if low.endswith(clitic) and stop - start > len(clitic):
                yield start, stop - len(clitic)
                yield stop - len(clitic), stop
                return
    yield start, stop


class Lexicon:
    """Every form of the pack's words, and guesses by ending for the rest."""

    def __init__(self, morphology: Morphology) -> None:
        self.morphology = morphology
        self._pos = {word: pos for pos in reversed(morphology.words) for word in morphology.words[pos]}
        self._verbs = verb_forms(morphology)
        self._suffixes = sorted(morphology.suffixes.items(), key=lambda item: -len(item[0]))
        self.word = lru_cache(maxsize=100_000)(self._word)

    def is_known(self, lower: str) -> bool:
        """Whether `lower` is a word of the pack or the plural of one."""
        return lower in self._pos or lower in self._verbs or self._singular(lower) in self._pos

    def _word(self, text: str) -> Word:
        lower = fold(text)
        capital = text[0].isupper()
        if not (text[0].isalpha() or text[0] == "'"):
            return Word(lower, _mark_pos(text), lower, "", False)
        pos = self._class(lower, capital)
        verb = self._verbs.get(lower) or (None if pos in ("ADV", "ADJ", "PRON", "DET", "ADP") else self._guess(lower))
        nominal = pos in ("NOUN", "PROPN")
        singular = self._singular(lower) if nominal else lower
        lemma = self.morphology.lemmas.get(lower, self._noun_lemma(lower, singular, capital) if nominal else lower)
        number = ("Plur" if singular != lower or lower == "people" else "Sing") if nominal else ""
        if lower in self.morphology.be or lower in self.morphology.have:
            return Word(lower, "AUX", lemma, "", capital, True, True, False, **(verb or {}))
        if not verb or pos in ("DET", "PRON", "CCONJ", "PART"):
            return Word(lower, pos, lemma.rstrip(".") or lemma, number, capital, self.is_known(lower))
        noun_too = lower in self._pos or self._noun_too(verb)
        return Word(lower, pos, lemma, number, capital, self.is_known(lower), True, noun_too, **verb)

    def _noun_too(self, verb: Mapping[str, str]) -> bool:
        lemma = verb.get("base") or verb.get("third")
        return lemma in self.morphology.verbs_and_nouns

    def _noun_lemma(self, lower: str, singular: str, capital: bool) -> str:
        """A name keeps its form, unless it is the plural of a known noun."""
        return singular if not capital or self._pos.get(singular) == "NOUN" else lower

    def _class(self, lower: str, capital: bool) -> str:
        known = self._pos.get(lower)
        if known:
            return known
        if lower in self._verbs:
            return "NOUN"
        if len(lower) > 4:
            for ending, pos in self._suffixes:
                if lower.endswith(ending):
                    return "NOUN" if capital and (pos != "ADV" or ending != "ly") else pos
        return "NOUN"

    def _singular(self, lower: str) -> str:
        if lower in self.morphology.irregular_nouns:
            return self.morphology.irregular_nouns[lower]
        if len(lower) < 4 or not lower.endswith("s") or lower.endswith(("ss", "us", "is", "'s")):
            return lower
        if lower in self.morphology.uncountable:
            return lower
        if lower.endswith("ies") and len(lower) > 4:
            return lower[:-3] + "y"
        return lower[:-2] if lower.endswith(("sses", "xes", "ches", "shes")) else lower[:-1]

    def _guess(self, lower: str) -> dict[str, str] | None:
        """Verb forms of an unknown word, by its ending."""
        if len(lower) < 5 or lower in self._pos:
            return None
        if lower.endswith("ed") and not lower.endswith("eed"):
            lemma = infinitive(lower[:-2])
            return {"past": lemma, "participle": lemma}
        if lower.endswith("ing") and len(lower) > 6:
            return {"ing": infinitive(lower[:-3])}
        return None


def _mark_pos(text: str) -> str:
    if text[0].isdigit():
        return "ADJ" if text[-1].isalpha() else "NUM"
    return "X" if len(text) > 3 or text in "$€£¥₽₸%" else "PUNCT"


def infinitive(stem: str) -> str:
    """The likely infinitive of an unknown verb whose form without -ed or -ing is `stem`."""
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    return stem + "e" if stem.endswith(("at", "iz", "is", "ur", "v", "c", "g", "u", "bl", "pl", "tl", "gl")) else stem


def verb_forms(morphology: Morphology) -> dict[str, dict[str, str]]:
    """Every form of the known verbs -> the forms that it may be -> infinitive."""
    forms: dict[str, dict[str, str]] = {}
    for verb in sorted(morphology.verbs | morphology.verbs_and_nouns | morphology.irregular_verbs.keys()):
        for name, form in _conjugation(verb, morphology):
            forms.setdefault(form, {}).setdefault(name, verb)
    return forms


def _conjugation(verb: str, morphology: Morphology) -> Iterator[tuple[str, str]]:
    yield "base", verb
    yield "third", _third(verb)
    stem = verb + verb[-1] if verb in morphology.doubling else verb
    yield "ing", _ing(verb, stem)
    regular = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if _in_y(verb) else stem + "ed"
    past, participle = morphology.irregular_verbs.get(verb, (regular, regular))
    yield from (("past", form) for form in past.split("/"))
    yield from (("participle", form) for form in participle.split("/"))


def _in_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in "aeiou"


def _third(verb: str) -> str:
    if _in_y(verb):
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _ing(verb: str, stem: str) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    drops = verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and len(verb) > 2
    return (verb[:-1] if drops else stem) + "ing"


def in_context(words: Sequence[Word], morphology: Morphology) -> list[Reading]:
    """What each word of one sentence is, read from left to right."""
    shouted = _is_title(words)
    readings: list[Reading] = []
    finite = False
    for i, word in enumerate(words):
        named = word.capital and i > 0 and not shouted
        if word.lower in _CLAUSE:
            finite = False
        if not word.verbal or (named and word.pos != "AUX"):
            readings.append(_nominal(word, named or (word.capital and _is_unknown_first(words, i))))
            continue
        reading = _verb(words, i, readings, finite, morphology)
        finite = finite or reading.form == "Fin"
        readings.append(reading)
    return readings


def _is_title(words: Sequence[Word]) -> bool:
    """Whether capitals tell nothing, as in a headline: nearly every long word has one."""
    long = [word for word in words if len(word.lower) > 3 and word.lower[0].isalpha()]
    return len(long) >= 4 and sum(word.capital for word in long) >= 0.8 * len(long)


def _is_unknown_first(words: Sequence[Word], i: int) -> bool:
    """Whether a capitalised first word looks like a name: unknown, or before another capitalised word."""
    word = words[i]
    if word.pos != "NOUN":
        return False
    return (not word.known and word.number != "Plur") or (i + 1 < len(words) and words[i + 1].capital)


def _nominal(word: Word, named: bool) -> Reading:
    pos = "PROPN" if named and word.pos in ("NOUN", "ADJ", "X", "VERB") else word.pos
    if word.lower in ("will", "shall") and not named:
        pos = "AUX"
    return Reading(word.lemma, pos, word.number or ("Sing" if pos == "PROPN" else ""))


def _auxiliaries(words: Sequence[Word], i: int, readings: Sequence[Reading], morphology: Morphology) -> list[str]:
    """The auxiliaries just before word `i`, in order, with adverbs and negations skipped."""
    auxiliary = morphology.be | morphology.have | morphology.future | morphology.modal
    found: list[str] = []
    for j in range(i - 1, max(-1, i - 8), -1):
        lower = words[j].lower
        if lower == "to" or lower in auxiliary:
            found.append(lower)
        elif readings[j].pos != "ADV" and lower not in ("not", "n't", "both"):
            break
        if found and found[-1] == "'s" and readings[j].pos == "PART":
            return found[-2::-1]
        if found and found[-1] == "to":
            break
    return found[::-1]


def _verb(words: Sequence[Word], i: int, readings: Sequence[Reading], finite: bool, morphology: Morphology) -> Reading:
    word = words[i]
    if word.lower in morphology.be or word.lower in morphology.have:
        return _auxiliary_itself(words, i, readings, morphology)
    chain = _auxiliaries(words, i, readings, morphology)
    if chain:
        return _after_auxiliaries(word, chain, morphology)
    before = next((readings[j] for j in range(i - 1, -1, -1) if readings[j].pos != "ADV"), Reading("", ""))
    after = words[i + 1] if i + 1 < len(words) else Word("", "", "", "", False)
    if word.ing:
        return _ing_form(word, before, after)
    if word.past or word.participle:
        return _past_form(word, before, words[i + 1 : i + 3], finite)
    return _present_form(word, before, after, finite)


def _auxiliary_itself(words: Sequence[Word], i: int, readings: Sequence[Reading], morphology: Morphology) -> Reading:
    word = words[i]
    lemma = word.base or word.third or word.ing or word.past or word.participle or morphology.lemmas.get(word.lower, "")
    lemma = morphology.lemmas.get(word.lower, lemma) or "be"
    chain = _auxiliaries(words, i, readings, morphology)
    if chain and chain[-1] == "to":
        return Reading(lemma, "AUX", form="Inf")
    if word.ing or (word.lower == "been"):
        return Reading(lemma, "AUX", form="Part")
    if word.lower == "'s" and not _is_clitic_verb(words, i):
        return Reading("'s", "PART")
    tense = "Fut" if chain and chain[0] in morphology.future else "Past" if word.past else "Pres"
    return Reading(lemma, "AUX", tense=tense, form="Fin")


def _is_clitic_verb(words: Sequence[Word], i: int) -> bool:
    """Whether "'s" is "is" or "has": after a pronoun, or a "there" or "that"; a possessive otherwise."""
    return i > 0 and words[i - 1].lower in ("he", "she", "it", "there", "that", "what", "who", "here", "let")


def _after_auxiliaries(word: Word, chain: Sequence[str], morphology: Morphology) -> Reading:
    last, first = chain[-1], chain[0]
    tense, mood = _chain_tense(first, morphology)
    if last in morphology.be and last not in morphology.have:
        if word.participle:
            return Reading(word.participle, "VERB", "", tense, "Pass", "Part", mood)
        if word.ing:
            return Reading(word.ing, "VERB", "", tense, "Act", "Part" if first == "to" else "Fin", mood)
        return _plain_noun(word)
    if last in morphology.have:
        done = word.participle or word.past
        return Reading(done, "VERB", "", "Past", "Act", "Fin", mood) if done else _plain_noun(word)
    if not word.base:
        return _ing_or_noun(word)
    if last == "to":
        return Reading(word.base, "VERB", voice="Act", form="Inf")
    form = "Fin" if tense else "Inf"
    return Reading(word.base, "VERB", "", tense, "Act", form, mood)


def _chain_tense(first: str, morphology: Morphology) -> tuple[str, str]:
    """Tense and mood that the first auxiliary gives to the whole group."""
    if first in morphology.future:
        return "Fut", ""
    if first in ("was", "were", "did", "got") or first in morphology.have:
        return "Past", ""
    if first in ("would", "could", "might", "should"):
        return "", "Cnd"
    return ("", "") if first == "to" or first in morphology.modal - {"do", "does"} else ("Pres", "")


def _ing_or_noun(word: Word) -> Reading:
    if word.ing:
        return Reading(word.ing, "VERB", tense="Pres", voice="Act", form="Part")
    done = word.past or word.participle
    return Reading(done, "VERB", "", "Past", "Pass", "Part") if done else _plain_noun(word)


def _plain_noun(word: Word) -> Reading:
    return Reading(word.lemma, word.pos if word.pos in ("ADJ", "ADV", "ADP") else "NOUN", word.number)


def _ing_form(word: Word, before: Reading, after: Word) -> Reading:
    verb = Reading(word.ing, "VERB", tense="Pres", voice="Act", form="Part")
    noun = Reading(word.lower, "NOUN", "Sing")
    if word.pos in ("ADP", "ADJ"):
        return _plain_noun(word)
    if after.lower == "of" or before.pos in ("DET", "ADJ") or before.lemma == "'s":
        return noun if word.noun_too or after.lower == "of" or after.pos in _AFTER_NOUN else verb
    takes_object = after.pos in ("DET", "PRON") or after.capital
    return noun if word.noun_too and not takes_object and before.pos != "PRON" else verb


def _past_form(word: Word, before: Reading, after: Sequence[Word], finite: bool) -> Reading:
    done = word.participle or word.past
    passive = Reading(done, "VERB", "", "Past", "Pass", "Part")
    following = after[0] if after else Word("", "PUNCT", "", "", False)
    if following.lower == "by" or (following.pos == "ADV" and len(after) > 1 and after[1].lower == "by"):
        return passive
    if not word.past:
        return passive
    if before.pos in ("", "DET", "ADJ", "ADP", "NUM") or before.lemma == "'s":
        return _plain_noun(word) if word.noun_too and word.base and before.pos else passive
    if finite and before.pos in ("NOUN", "PROPN") and following.pos == "ADP":
        return passive
    return Reading(word.past, "VERB", "", "Past", "Act", "Fin")


def _present_form(word: Word, before: Reading, after: Word, finite: bool) -> Reading:
    lemma = word.third or word.base
    verb = Reading(lemma, "VERB", "", "Pres", "Act", "Fin")
    if word.pos == "ADP":
        return _plain_noun(word)
    if not word.noun_too:
        inf = word.base and (finite or before.pos in ("", "VERB", "ADP")) and before.lemma not in _SUBJECTS
        return Reading(lemma, "VERB", voice="Act", form="Inf") if inf else verb
    if before.lemma in _SUBJECTS and before.pos in ("PRON", "DET", "SCONJ"):
        return verb
    opens_object = after.pos in ("DET", "PRON", "ADJ", "NUM") or after.capital or after.lower in ("that", "to")
    subject = before.pos in ("PROPN", "NOUN", "ADV") and (before.number == "Sing") == bool(word.third)
    return verb if subject and opens_object and not finite else _plain_noun(word)


def spoken(tokens: Iterable[Token]) -> str:
    """Tokens as "text/lemma/pos+values", for tests and for looking at a reading."""
    return " ".join(f"{t.text}/{t.lemma}/{t.pos}{_marks(t)}" for t in tokens)


def _marks(token: Token) -> str:
    values = (token.case, token.number, token.tense, token.voice, token.form, token.mood)
    return "".join(f"|{value}" for value in values if value)
