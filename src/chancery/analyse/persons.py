"""Personal names in a sentence: the runs of words that are names.

Capitalised runs are candidates; what stands beside them decides. Each reason for or against is worth some points, and a
mention's `rule` lists those that counted. Everything about a language is in its `NameWords` and `Inflection`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from chancery.analyse.analysers import analyser
from chancery.analyse.nameview import BLOCKING, PERSONAL, KnownNames, Run, View, has_ending, is_role, names_in
from chancery.analyse.nominatives import mention
from chancery.analyse.segmentation import Inflection, name_words
from chancery.model import Mention, Token
from chancery.model.naming import NameSpan, NameWords, Taken
from chancery.text.scripts import script

__all__ = ["KnownNames", "name_words", "persons"]

ENOUGH = 3

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
    mentions = [mention(view, run) for run in found]
    for one in mentions:
        memory.learn(one.value)
    return mentions


def points(run: Run) -> int:
    """The sum of a run's reasons."""
    return sum(POINTS[reason] for reason in run.reasons)


def _chosen(view: View, proposals: Sequence[NameSpan]) -> list[Run]:
    """The runs that are names: enough points, no overlap, lists of names read together."""
    tagged = _merged(view, sorted(_tagged(view, proposals)))
    other = _token_set(view, (p for p in proposals if p.kind != "PER"))
    covered = {i for run in tagged for i in range(run.first, run.last)}
    bare = [run for run in runs(view) if not covered & set(range(run.first, run.last))]
    judged = [_judged(view, run, other) for run in (*tagged, *bare)]
    judged = _listed(view, sorted(judged))
    return [run for run in judged if points(run) >= ENOUGH]


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
        if token.stop < span.stop and not pieces and is_role(view, i) and not view.is_given(i):
            continue
        if pieces and pieces[-1][1] == i:
            pieces[-1] = (pieces[-1][0], i + 1)
        else:
            pieces.append((i, i + 1))
    return pieces


def _is_name_piece(view: View, i: int) -> bool:
    if view.claims[i] in BLOCKING or view.folded[i] in view.words.honorifics:
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
    """A long run cut where another name starts: "of Green Action | Anna Weber", "П. Орлова | Иван Петров"."""
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
    if script(view.tokens[run.first].text[0]) not in ("", view.script) and view.tokens[run.first - 1].text != "(":
        reasons.append("other_script")
    if run.first in view.quoted and run.last - 1 in view.quoted:
        reasons.append("quoted")
    return Run(run.first, run.last, tuple(reasons))


def _inner_reasons(view: View, run: Run) -> Iterator[str]:
    """What the words themselves tell."""
    names = names_in(view, run)
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
        yield "ordinary_too" if kinds & PERSONAL or view.is_given(i) else "ordinary"


def _surname_reasons(view: View, names: Sequence[int], kinds: Sequence[frozenset[str]]) -> Iterator[str]:
    edge = [(names[0], kinds[0]), (names[-1], kinds[-1])] if names else []
    if any(_is_known(view, i) for i, _ in edge):
        yield "known"
    if any("surname" in kind and "word" not in kind for _, kind in edge):
        yield "surname"
    elif any(has_ending(view, i) for i, _ in edge):
        yield "surname_ending"
    if len(names) in (2, 3) and view.folded[names[0]] in view.words.family_first:
        yield "family_first"
    if any(view.claims[i] == "place" for i in names):
        yield "place_inside"


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
    elif is_role(view, i):
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
    while i > 0 and is_role(view, i) and view.tokens[i].text[0].isupper():
        i -= 1
    return view.folded[i] in view.words.dedications


def _role_before(view: View, i: int) -> bool:
    """Whether a role with its places, bodies and fields ends at token `i`."""
    for j in range(i, max(-1, i - 16), -1):
        token = view.tokens[j]
        if is_role(view, j):
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
        token = view.tokens[j]
        if token.pos == "PRON":  # "Nur Otan, he said": a pronoun is no apposition
            return False
        if is_role(view, j):
            return True
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
        if points(run) < ENOUGH and any(points(o) >= ENOUGH and _in_list(view, run, o) for o in beside):
            done[i] = Run(run.first, run.last, (*run.reasons, "listed"))
    return done


def _in_list(view: View, one: Run, other: Run) -> bool:
    left, right = sorted((one, other))
    between = view.tokens[left.last : right.first]
    return 0 < len(between) <= 2 and all(token.text == "," or token.pos == "CCONJ" for token in between)
