"""The analyser of Russian: razdel's cuts, slovnet's tags and names, pymorphy3's dictionary.

The neural models and their word vectors are those that the natasha package carries as data; natasha itself is never
imported. Lemmas are lower case with ё written as е: the press writes either.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import razdel
from msgspec import structs
from pymorphy3 import MorphAnalyzer
from pymorphy3.analyzer import ProbabilityEstimator
from pymorphy3.units import DictionaryAnalyzer

from chancery.analyse.segmentation import name_words, trimmed
from chancery.errors import PackError
from chancery.lang import part
from chancery.model import Span, Token, written
from chancery.model.naming import Morphology, NameSpan, NameWords, Segmentation, SurnameEnding
from chancery.text.forms import fold

_FEATURES = ("case", "number", "gender", "tense", "aspect", "voice", "form", "mood")
_AFTER_INITIALS = re.compile(r"\b([А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?)\s((?:[А-ЯЁ]\.\s?){1,2})\s+([А-ЯЁ][а-яё]*)")
_AFTER_YEAR = re.compile(r"\b\d{4}\s?(?:г|гг)(\.)\s+([А-ЯЁ][а-яё]+)")
_GLUED = re.compile(r"(?<=[а-яё»\"]{2})[.!?](?=[А-ЯЁ][а-яё]+[\s,])")
_SHORT = frozenset({"PRTS", "ADJS"})
_YO = str.maketrans("ёЁ", "еЕ")


class Values(NamedTuple):
    """Grammatical values of one token in the words of Universal Dependencies."""

    lemma: str
    pos: str
    case: str = ""
    number: str = ""
    gender: str = ""
    tense: str = ""
    aspect: str = ""
    voice: str = ""
    form: str = ""
    mood: str = ""


class Parse(NamedTuple):
    """One reading of a word form in the dictionary."""

    values: Values
    score: float
    known: bool
    marks: frozenset[str]


class Russian:
    """Sentences, tokens and proposed names of Russian text; without `neural`, by the dictionary alone."""

    def __init__(self, *, neural: bool = True) -> None:
        self._marks = part("ru", "segmentation", Segmentation)
        self._morphology = _morphology()
        self.inflection = RussianNames(name_words("ru"))
        self._taggers = taggers() if neural else None

    def sentences(self, text: str) -> list[Span]:
        """Sentences of one paragraph, without the blanks around them."""
        cuts = {0, len(text), *(s.stop for s in razdel.sentenize(text) if not self._goes_on(text, s.start, s.stop))}
        cuts.update(m.end(2) for m in _AFTER_INITIALS.finditer(text) if self._closes(m))
        cuts.update(m.end(1) for m in _AFTER_YEAR.finditer(text, 25) if self._is_ordinary(m[2]))
        cuts.update(m.end() for m in _GLUED.finditer(text))
        return trimmed(text, sorted(cuts))

    def _goes_on(self, text: str, start: int, stop: int) -> bool:
        """Whether the sentence that seems to end at `stop` ends in an abbreviation that cannot end one."""
        if text[stop - 1 : stop] != ".":
            return False
        words = text[start : stop - 1].rsplit(None, 1)
        last = words[-1].lower().lstrip("(«") if words else ""
        following = (text[stop:].split(None, 1) or [""])[0].strip(".,;)")
        acronym = following.isupper() and len(following) > 1
        return stop < len(text) and (last in self._marks.abbreviations or (last in self._marks.weak and acronym))

    def _closes(self, found: re.Match[str]) -> bool:
        """Whether initials after a surname end the sentence: the next word is an ordinary one, no surname."""
        before = self.inflection.kinds(found[1])
        surname = "surname" in before or "word" not in before or self.inflection.is_typical(found[1])
        return surname and self._is_ordinary(found[3])

    def _is_ordinary(self, word: str) -> bool:
        kinds = self.inflection.kinds(word)
        return "word" in kinds and not kinds & {"surname", "given", "patronymic", "place"}

    def tokens(self, texts: Sequence[str]) -> list[tuple[Token, ...]]:
        """Tokens of each sentence, with offsets from the sentence's start."""
        cuts = [list(razdel.tokenize(text)) for text in texts]
        words = [[piece.text for piece in sentence] for sentence in cuts]
        values = self._tagged(words) if self._taggers else [by_dictionary(sentence) for sentence in words]
        return [
            tuple(Token(p.start, p.stop, p.text, *v) for p, v in zip(pieces, row, strict=True))
            for pieces, row in zip(cuts, values, strict=True)
        ]

    def _tagged(self, words: list[list[str]]) -> list[list[Values]]:
        taggers = self._taggers
        if taggers is None:
            return []
        tags = taggers.morph(words)
        read = [[agreed(w, t) for w, t in zip(row, tag, strict=True)] for row, tag in zip(words, tags, strict=True)]
        return [_opened(row, values) for row, values in zip(words, read, strict=True)]

    def nominative(self, tokens: Sequence[Token], first: int, head: int, last: int) -> str:
        """The words with the head noun and the attributes that agree with it in the nominative."""
        wanted = {"nomn", "plur" if tokens[head].number == "Plur" else "sing"}
        gender = {"Masc": "masc", "Fem": "femn", "Neut": "neut"}.get(tokens[head].gender, "")
        agreeing = wanted | ({gender} if gender and "sing" in wanted else set())
        changed = [
            structs.replace(token, text=inflected(token, wanted if i == head else agreeing))
            if i == head or (i < head and token.pos == "ADJ")
            else token
            for i, token in enumerate(tokens)
            if first <= i < last
        ]
        return written(changed)

    def names(self, texts: Sequence[str], tokens: Sequence[Sequence[Token]]) -> list[tuple[NameSpan, ...]]:
        """Names that the neural tagger proposes; none without it."""
        if not self._taggers:
            return [()] * len(texts)
        words = [[token.text for token in sentence] for sentence in tokens]
        labels = self._taggers.names(words)
        return [tuple(name_spans(row, label)) for row, label in zip(tokens, labels, strict=True)]


def name_spans(tokens: Sequence[Token], labels: Sequence[str]) -> Iterator[NameSpan]:
    """Spans of begin-inside-outside labels."""
    start = stop = -1
    kind = ""
    for token, label in zip(tokens, labels, strict=True):
        part, _, name = label.partition("-")
        if kind and part != "I":
            yield NameSpan(start, stop, kind)
            kind = ""
        if part == "B" or (part == "I" and not kind):
            start, kind = token.start, name
        stop = token.stop
    if kind:
        yield NameSpan(start, stop, kind)


# --- the neural models ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def taggers() -> Taggers:
    """The models, loaded once a process."""
    return Taggers(_model_folder())


def _model_folder() -> Path:
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise PackError("the Russian models are missing", hint="install the package natasha, or read with --tier fast")
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def _model_file(folder: Path, pattern: str) -> str:
    found = sorted(folder.glob(pattern))
    if not found:
        raise PackError(f"no model {pattern}", where="natasha/data", hint="reinstall the package natasha")
    return str(found[0])


class Taggers:
    """slovnet's name and morphology taggers over one set of word vectors.

    All sentences of a call run through a net as one sequence, one pad apart: as the kernels reach one word to either
    side and pads are zeroed after each layer, the answers are those of sentence by sentence, at a third of the time.
    """

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a second thread doubles the cost and saves a tenth
        from navec import Navec
        from slovnet import NER, Morph

        vectors = Navec.load(_model_file(folder, "emb/navec_news*"))
        self._ner = NER.load(_model_file(folder, "model/slovnet_ner_news*")).navec(vectors).infer
        self._morph = Morph.load(_model_file(folder, "model/slovnet_morph_news*")).navec(vectors).infer
        self._code = lru_cache(maxsize=200_000)(self._encode)

    def _encode(self, word: str) -> tuple[int, int]:
        words, shapes = self._ner.encoder.item([word])
        return words[0], shapes[0]

    def morph(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """A tag for each word, as "POS|Name=Value|..."."""
        scores, starts = self._scores(self._morph, sentences)
        best = scores.argmax(-1).tolist()
        decode = self._morph.decoder.tags_vocab.decode
        return [[decode(i) for i in best[at : at + len(row)]] for at, row in zip(starts, sentences, strict=True)]

    def names(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]:
        """A begin-inside-outside label for each word."""
        scores, starts = self._scores(self._ner, sentences)
        crf = self._ner.model.head.crf.transitions.array
        decode = self._ner.decoder.tags_vocab.decode
        found = []
        for at, row in zip(starts, sentences, strict=True):
            found.append([decode(i) for i in best_path(scores[at : at + len(row)], crf)])
        return found

    def _scores(self, infer: Any, sentences: Sequence[Sequence[str]]) -> tuple[Any, list[int]]:
        """Scores of every label for every word of all sentences in one row, and where each sentence starts."""
        import numpy

        vocab = infer.encoder
        codes: list[tuple[int, int]] = []
        starts = []
        pad = (vocab.words_vocab.pad_id, vocab.shapes_vocab.pad_id)
        for sentence in sentences:
            starts.append(len(codes))
            codes.extend(self._code(word) for word in sentence)
            codes.append(pad)
        pairs = numpy.array(codes or [pad])
        return _forward(infer.model, pairs[:, 0], pairs[:, 1], pairs[:, 0] == pad[0]), starts


def _forward(model: Any, words: Any, shapes: Any, pads: Any) -> Any:
    """The net's scores: embedding, convolutions with rectifier and norm, projection."""
    import numpy

    rows = model.emb(words, shapes)
    for layer in model.encoder.layers:
        weight, norm = layer.conv.weight.array, layer.norm
        wide = numpy.zeros((len(rows) + 2, rows.shape[1]), numpy.float32)
        wide[1:-1] = rows
        rows = wide[:-2] @ weight[:, :, 0].T
        rows += wide[1:-1] @ weight[:, :, 1].T
        rows += wide[2:] @ weight[:, :, 2].T
        rows += layer.conv.bias.array
        numpy.maximum(rows, 0, out=rows)
        rows = (rows - norm.mean.array) / norm.std.array * norm.weight.array + norm.bias.array
        rows[pads] = 0
    return model.head(rows)


def best_path(scores: Any, transitions: Any) -> list[int]:
    """The labels whose scores and transitions sum highest (Viterbi)."""
    if not len(scores):
        return []
    back = []
    best = scores[0]
    for row in scores[1:]:
        sums = best[:, None] + transitions
        came = sums.argmax(0)
        back.append(came)
        best = sums.max(0) + row
    path = [int(best.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]


# --- the dictionary ------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _morphology() -> Morphology:
    return part("ru", "morphology", Morphology)


@lru_cache(maxsize=1)
def _dictionary() -> MorphAnalyzer:
    return MorphAnalyzer(lang="ru", probability_estimator_cls=None)


@lru_cache(maxsize=1)
def _frequencies() -> ProbabilityEstimator:
    return ProbabilityEstimator(_dictionary().dictionary.path)


def _named(lower: str) -> str:
    """A word as the dictionary can look it up: it fails on letters without a Unicode name, here question marks."""
    return lower if lower.isascii() else "".join(letter if unicodedata.name(letter, "") else "?" for letter in lower)


def _looked_up(lower: str) -> list[Any]:
    """The dictionary's readings."""
    found: list[Any] = _dictionary().parse(_named(lower))
    return found


@lru_cache(maxsize=40_000)
def parses(lower: str) -> tuple[Parse, ...]:
    """Readings of a word form in lower case, in the dictionary's order."""
    return tuple(_parse(found) for found in _looked_up(lower))


@lru_cache(maxsize=40_000)
def ranked(lower: str) -> tuple[Parse, ...]:
    """Readings of a word form in lower case, most frequent first: a third slower, and a tagger's word makes it idle."""
    word = _named(lower)
    return tuple(_parse(found) for found in _frequencies().apply_to_parses(word, word, _looked_up(word)))


def _parse(found: Any) -> Parse:
    grams = found.tag.grammemes
    stack = found.methods_stack
    known = len(stack) == 1 and type(stack[0][0]) is DictionaryAnalyzer  # guesses come from a subclass
    return Parse(_values(found.tag)._replace(lemma=found.normal_form.translate(_YO)), found.score, known, grams)


@lru_cache(maxsize=5_000)
def _values(tag: Any) -> Values:
    """The dictionary's marks in the words of Universal Dependencies."""
    morphology = _morphology()
    values = dict(morphology.grammemes[mark].split("=") for mark in tag.grammemes if mark in morphology.grammemes)
    pos = next((morphology.pos[mark] for mark in tag.grammemes if mark in morphology.pos), "X")
    pos = "DET" if "Apro" in tag.grammemes and pos == "ADJ" else pos
    return Values("", pos, *(values.get(name, "") for name in _FEATURES))


@lru_cache(maxsize=5_000)
def _tag(tag: str) -> Values:
    pos, *pairs = tag.split("|")
    named = dict(pair.split("=") for pair in pairs)
    voice = {"Mid": "Act"}.get(named.get("Voice", ""), named.get("Voice", ""))
    return Values(
        "", pos, named.get("Case", ""), named.get("Number", ""), named.get("Gender", ""), named.get("Tense", ""),
        named.get("Aspect", ""), voice, named.get("VerbForm", ""), named.get("Mood", ""),
    )  # fmt: skip


def inflected(token: Token, wanted: set[str]) -> str:
    """A word in the form that the dictionary's marks `wanted` ask for; as it stands where it has none."""
    own = (p for p in _looked_up(token.text.lower()) if p.normal_form.replace("ё", "е") == token.lemma)
    found = next((form for parse in own if (form := parse.inflect(wanted)) is not None), None)
    if found is None or token.text.isupper():
        return token.text
    return str(found.word).capitalize() if token.text[:1].isupper() else str(found.word)


@lru_cache(maxsize=100_000)
def agreed(word: str, tag: str) -> Values:
    """The tagger's values with the lemma of the dictionary reading that fits them best."""
    lower = word.lower()
    said = _tag(tag)
    if not lower[0].isalpha() or said.pos == "PUNCT":
        return said._replace(lemma=lower)
    best = max(parses(lower), key=lambda p: _fit(p, said), default=None)
    if best is None:
        return said._replace(lemma=lower.translate(_YO))
    if best.known and best.values.form == "Fin" and said.pos in ("ADJ", "ADV", "NOUN") and word == lower:
        return best.values  # the dictionary knows the word for a finite verb and for nothing that the tagger says
    if best.values.form == "Inf" and said.pos in ("NOUN", "PROPN", "ADJ") and _always(lower, "Inf"):
        return best.values  # a decree opens with a capital: "Назначить ..."
    return _merged(said, best, lower)


def _always(lower: str, form: str) -> bool:
    """Whether the dictionary knows the word, and for nothing but this form of a verb."""
    return all(parse.known and parse.values.form == form for parse in parses(lower))


def _opened(words: Sequence[str], values: list[Values]) -> list[Values]:
    """The values with a bare noun that opens the sentence in the nominative plural, where its form allows: taggers
    take "посольства" for a genitive, which needs something before it or a denial after it."""
    if not values or values[0].pos not in ("NOUN", "PROPN") or values[0].case != "Gen" or "нет" in words:
        return values
    if not any(value.form == "Fin" and (value.number != "Sing" or value.lemma == "быть") for value in values):
        return values
    plural = next(
        (p.values for p in parses(words[0].lower()) if p.values[1:4] == ("NOUN", "Nom", "Plur") and p.known), None
    )
    return [values[0]._replace(pos="NOUN", case="Nom", number="Plur"), *values[1:]] if plural is not None else values


def _fit(parse: Parse, said: Values) -> float:
    values = parse.values
    pos = 4.0 if _same_class(values.pos, said.pos) else 3.5 if parse.marks & _SHORT and said.pos == "ADJ" else 0.0
    case = 2.0 * (values.case == said.case)
    agreement = 1.0 * (values.number == said.number) + 0.6 * (values.gender == said.gender)
    form = 2.0 * (values.form == said.form) + 0.5 * (values.aspect == said.aspect) + 0.5 * (values.voice == said.voice)
    proper = 0.7 * (bool(parse.marks & {"Name", "Surn", "Patr", "Geox"}) == (said.pos == "PROPN"))
    return pos + case + agreement + form + proper + parse.score * 0.5


def _same_class(one: str, other: str) -> bool:
    groups = ({"NOUN", "PROPN"}, {"VERB", "AUX"}, {"PRON", "DET"}, {"CCONJ", "SCONJ", "PART"}, {"NUM", "ADJ"})
    return one == other or any(one in group and other in group for group in groups[:4])


def _merged(said: Values, best: Parse, lower: str) -> Values:
    """The tagger's word on everything but the lemma; the dictionary's on short participles and where it is silent."""
    own = best.values
    if "PRTS" in best.marks and said.pos in ("ADJ", "VERB", "ADV"):
        return own._replace(tense=own.tense or "Past")
    if said.pos in ("X", "") and best.known:
        return own
    if said.pos in ("VERB", "AUX") and own.pos == "VERB":
        filled = [a or b for a, b in zip(said[2:], own[2:], strict=True)]
        merged = Values(own.lemma, said.pos, *filled)
        # the form of a finite verb tells its tense for certain
        return merged._replace(tense=own.tense) if best.known and said.form == own.form == "Fin" else merged
    if own.pos == "VERB" and said.pos in ("NOUN", "PROPN", "ADV"):
        return said._replace(lemma=lower.translate(_YO))
    return said._replace(lemma=own.lemma)


def by_dictionary(words: Sequence[str]) -> list[Values]:
    """Values of each word by the dictionary alone: prepositions govern, adjectives agree, a second noun is genitive."""
    chosen: list[Values] = []
    governed: tuple[str, ...] = ()
    government = _morphology().government
    for word in words:
        lower = word.lower()
        if not lower[0].isalpha():
            chosen.append(Values(lower, "NUM" if lower[0].isdigit() else "PUNCT"))
            governed = () if lower in ",.;:!?" else governed
            continue
        if lower in government:
            governed = government[lower]
            chosen.append(Values(lower, "ADP"))
            continue
        values = _likely(word, lower, governed, chosen[-1] if chosen else None)
        governed = () if values.pos in ("NOUN", "PROPN", "PRON", "VERB") else governed
        chosen.append(values)
    return _agreeing(words, chosen)


def _likely(word: str, lower: str, governed: Sequence[str], before: Values | None) -> Values:
    found = ranked(lower)
    if not found:
        return Values(lower.translate(_YO), "X")
    best = found[0]
    if best.values.case or best.score < 0.9 or (before is not None and before.lemma == "быть"):
        best = max(found, key=lambda p: _weight(p, governed, before))
    proper = best.values.pos == "NOUN" and word[0].isupper() and best.marks & {"Name", "Surn", "Patr", "Geox"}
    return best.values._replace(pos="PROPN") if proper else best.values


def _weight(parse: Parse, governed: Sequence[str], before: Values | None) -> float:
    values = parse.values
    weight = parse.score + 1.0 * (before is not None and before.lemma == "быть" and "PRTS" in parse.marks)
    if governed and values.case:
        weight += 1.0 if values.case == governed[0] else 0.8 if values.case in governed else 0.0
    if before is None or not values.case:
        return weight
    if before.pos in ("ADJ", "DET") and before.case:
        weight += 0.8 * (values.case == before.case) + 0.3 * (values.number == before.number)
    elif before.pos in ("NOUN", "PROPN") and not governed:
        weight += 0.5 * (values.case == "Gen")
    return weight


def _agreeing(words: Sequence[str], chosen: list[Values]) -> list[Values]:
    """The readings with each adjective or participle made to agree with the noun after it."""
    for i in range(len(chosen) - 2, -1, -1):
        head, own = chosen[i + 1], chosen[i]
        if own.pos not in ("ADJ", "DET", "VERB") or not own.case or not head.case or own.case == head.case:
            continue
        if head.pos in ("NOUN", "PROPN", "ADJ"):
            fits = [p.values for p in ranked(words[i].lower()) if p.values.case == head.case]
            chosen[i] = next((v for v in fits if v.number == head.number), own)
    return chosen


# --- forms of names ------------------------------------------------------------------------------------------------

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
_KIND = {"given": "Name", "surname": "Surn", "patronymic": "Patr"}


class RussianNames:
    """Forms of personal names: the dictionary where it knows the word, else the pack's table of endings."""

    def __init__(self, words: NameWords) -> None:
        self._rows = words.declension
        self._fixed = words.fixed
        self._typical = words.surname_endings
        self.kinds = lru_cache(maxsize=50_000)(self._kinds)
        self.surnames = lru_cache(maxsize=50_000)(self._surnames)
        self.nominatives = lru_cache(maxsize=50_000)(self._nominatives)
        self.cases = lru_cache(maxsize=50_000)(self._cases)

    def _kinds(self, word: str) -> frozenset[str]:
        found = set()
        for parse in parses(word.lower()):
            kind = next((kind for kind, mark in _KIND.items() if mark in parse.marks), "")
            if parse.known and not (kind == "given" and parse.values.number == "Plur"):
                found.add(kind or ("place" if "Geox" in parse.marks else "word"))
        return frozenset(found)

    def gender(self, word: str, kind: str) -> str:
        """Masc or Fem where the dictionary knows only one for this name."""
        mark = _KIND.get(kind, "")
        genders = {p.values.gender for p in parses(word.lower()) if p.known and mark in p.marks}
        return genders.pop() if len(genders) == 1 else ""

    def is_typical(self, word: str) -> bool:
        """Whether `word` has the form of a surname of the Russian type, in any case."""
        return any(fold(form).endswith(self._typical) for form in self.surnames(word))

    def _surnames(self, word: str) -> tuple[str, ...]:
        forms = (form for case in CASES for form in self.nominatives(word, "surname", case, ""))
        return tuple(dict.fromkeys(forms))

    def _nominatives(self, word: str, kind: str, case: str, gender: str) -> tuple[str, ...]:
        if not case or case == "Nom" or word.lower().endswith(self._fixed):
            return (word,)
        head, dash, last = word.rpartition("-")
        if dash:
            first = self._compound_first(head, case, gender)
            return tuple(f"{first}-{form}" for form in self.nominatives(last, kind, case, gender))
        forms = [*self._by_table(word, case, gender, named=True), *self._by_dictionary(word, kind, case, gender)]
        forms += self._by_table(word, case, gender, named=False)
        return (*dict.fromkeys(form for form in forms if form != word), word)

    def _compound_first(self, head: str, case: str, gender: str) -> str:
        """The first part of a double name: only a Russian-type surname declines there."""
        return next(iter(self._by_table(head, case, gender, named=True)), head)

    def _by_dictionary(self, word: str, kind: str, case: str, gender: str) -> Iterator[str]:
        mark = _KIND.get(kind, "")
        for k, parse in enumerate(parses(word.lower())):
            values = parse.values
            fits = values.case == case and values.number != "Plur" and (not gender or values.gender in (gender, ""))
            if parse.known and mark in parse.marks and fits:
                nominative = _looked_up(word.lower())[k].inflect({"nomn"})
                if nominative:
                    yield _cased(nominative.word, word)

    def _by_table(self, word: str, case: str, gender: str, *, named: bool) -> Iterator[str]:
        for row in self._rows:
            if bool(row.after) != named and (not gender or row.gender in (gender, "")):
                yield from declined_from(word, row, case)

    def _cases(self, word: str, kind: str, gender: str) -> frozenset[str]:
        mark = _KIND.get(kind, "")
        known = {
            p.values.case
            for p in parses(word.lower())
            if p.known and mark in p.marks and p.values.number != "Plur" and (not gender or p.values.gender == gender)
        }
        if known and kind != "surname":
            return frozenset(known)
        return frozenset(self._cases_by_table(word, gender))

    def _cases_by_table(self, word: str, gender: str) -> Iterator[str]:
        for row in self._rows:
            if row.after or (gender and row.gender not in (gender, "")):
                continue
            if word.endswith(row.nominative):
                yield "Nom"
            yield from (case for case in row.cases if any(True for _ in declined_from(word, row, case)))


def declined_from(word: str, row: SurnameEnding, case: str) -> Iterator[str]:
    """Nominatives of `row` of which `word` may be the given case."""
    for ending in row.cases.get(case, ()):
        stem = word[: len(word) - len(ending)]
        if word.endswith(ending) and len(stem) > 1 and (not row.after or stem[-1] in row.after):
            yield stem + row.nominative


def _cased(form: str, like: str) -> str:
    """`form` with the capitals of the word that it stands for."""
    return form.upper() if like.isupper() and len(like) > 1 else form.capitalize()
