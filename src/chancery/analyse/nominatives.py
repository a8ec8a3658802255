"""A found name taken apart, put into the nominative and spelt in Latin letters.

Every case and gender is tried; tags, endings, roles, honorifics and known given names say how well each one fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from chancery.analyse.nameview import Part, Run, View, has_ending, is_role, names_in
from chancery.model import Mention, MentionKind, PersonName
from chancery.text.forms import fold
from chancery.text.latin import latin
from chancery.text.scripts import script

_ORDER = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")


def mention(view: View, run: Run) -> Mention:
    """The mention of a person that the run is."""
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
    names = names_in(view, run)
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
    turned = len(names) == 2 and not first and (second or (has_ending(view, names[0]) > has_ending(view, names[1])))
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
    spelt, whole = met or name, _whole(view, run, forms)
    fuller = met.latin if met and (met.given or not name.given) else ""
    return PersonName(
        nominative=whole,
        latin=fuller or _as_written(whole) or _latin(name, view.words.lang, _is_asian(view, parts)),
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
    told = best[2] if best[1] or best[0] > 1 else ""
    return best[1], told, best[3]


def _nominative(view: View, part: Part, case: str, gender: str) -> tuple[str, float]:
    """The nominative of one word in this case and gender, and how well it fits there."""
    if part.kind not in ("surname", "given", "patronymic") or not case:
        return part.text, _without_case(view, part, gender)
    forms = view.inflection.nominatives(part.text, part.kind, case, gender)
    fits = [(_fit(view, part, form, case, gender), -k, form) for k, form in enumerate(forms)]
    best = max(fits)
    return best[2], best[0]


def _without_case(view: View, part: Part, gender: str) -> float:
    """How well a word goes with the gender where nothing tells cases."""
    told = view.given_gender(part.text) if part.kind == "given" else None
    return 4.0 if told == gender else 0.0


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
            votes[view.inflection.gender(part.text, "given")] += 4
    before = view.folded[run.first - 1] if run.first else ""
    votes[view.words.honorifics.get(before, "")] += 6
    return votes


def _cases_before(view: View, run: Run) -> Iterator[str]:
    """The case of a role that the name goes with: beside it, or before its places and fields."""
    for j in range(run.first - 1, max(-1, run.first - 12), -1):
        if view.tokens[j].pos in ("VERB", "PUNCT") and view.tokens[j].text not in '«»"-–':
            return
        if is_role(view, j) and view.tokens[j].case and view.tokens[j].pos in ("NOUN", "PROPN"):
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


def _as_written(whole: str) -> str:
    """A name in Latin letters as the text orders and spells it; "" for another script."""
    return " ".join(_title(word) for word in whole.split(" ")) if script(whole[0]) == "Latin" else ""


def _latin(name: PersonName, lang: str, family_first: bool) -> str:
    """The usual spelling in Latin letters: given name and surname, or the first initial and the surname."""
    given = name.given or (name.initials[:1] + "." if name.initials else "")
    order = (name.surname, given) if family_first else (given, name.surname)
    return latin(" ".join(_title(part) for part in order if part), lang)


def _title(part: str) -> str:
    """Surnames in capitals as other texts write them."""
    return "-".join(w.capitalize() if len(w) > 2 and w.isupper() else w for w in part.split("-"))
