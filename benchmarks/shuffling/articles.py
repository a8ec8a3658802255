"""A gold article with others in it, and its facts with it: who and what is named changes, what is told does not.

What only describes ("the capital", «этой страны») stays, as do dates and bodies that a common noun names. Words of
facts and unmarked words of the text follow the names that they repeat.
"""

from __future__ import annotations

import dataclasses
import random
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from chancery.gazetteer import Place, gazetteer
from shuffling import figures, people, places

MARK = re.compile(r"\{([a-z]+\d+)\|([^{}|]+)\|([a-z]+)(?:\|([A-Za-z+]+))?\}")
WORD = re.compile(r"[\w-]+")
PLACED = {"state": ("state", "territory"), "region": ("region", "federal_district"), "city": ("city",)}
PREPOSITIONS = {
    "Gen": "из от до для после около кроме у без",
    "Loc": "в во на о об при in",
    "Ins": "с со между над",
    "Dat": "к ко по",
    "Acc": "через про",
}
COMMON = re.compile(
    r"(?i)chamber|universit|institut|bank|council|group|commission|foundation|force|mission|plant|party|assoc|corps"
    r"|палат"
)
"""Words of bodies that a common noun names; they keep it."""
STEM = 4
"""Letters that a keyword must share with a name to follow it."""

Article = Any
"""An `Article` of tools/gold.py: its marks are rewritten and its other parts kept."""


def shuffled(article: Article, seed: int) -> Article:
    """The article with other persons, places, bodies and numbers: the same for the same seed."""
    return _Shuffle(article, random.Random(f"{seed} {article.id}")).article()


class _Shuffle:
    """One article on its way to another."""

    def __init__(self, article: Article, chance: random.Random) -> None:
        self._old, self._chance = article, chance
        self._lang: str = article.head["lang"]
        self._found = {ref: found for ref in article.names if (found := self._place(ref))}
        text = MARK.sub(lambda found: found[2], article.marked)
        self._world = places.World(self._used(), self._lang, chance, text)
        self._pairs: dict[str, str] = {}
        self._number: dict[str, tuple[str, Any]] = {}
        self._bodies: dict[str, Any] = {}

    def article(self) -> Article:
        """Put everything together: first the marks, since facts and unmarked words follow them."""
        self._old_pairs()
        pieces = self._pieces()
        names = {ref: self._name(ref) for ref in self._old.names}
        lines = tuple(self._line(line) for line in self._old.lines)
        marked = "".join(pieces)
        marks = [
            dataclasses.replace(mark, surface=new[1]) for mark, new in zip(self._old.marks, _marks(marked), strict=True)
        ]
        return dataclasses.replace(self._old, marked=marked, names=names, lines=lines, marks=tuple(marks))

    # --- what is there ------------------------------------------------------------------------------------------------

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {mark.ref: mark.kind for mark in self._old.marks}

    def _place(self, ref: str) -> Place | None:
        """What place a mark names; a city or region as the article names it, in a State of the article if unlisted."""
        name, kind = self._old.names[ref], self._kinds.get(ref, "")
        wanted = PLACED.get(kind)
        if wanted is None or not isinstance(name.canonical, str):
            return None
        found = next((place for place in _by_name(name.canonical) if place.kind in wanted), None)
        if kind == "state":
            return found
        state = places.state(found) if found else self._home(ref)
        return places.as_named(
            found, wanted[0] if found is None else found.kind, name.canonical, name.nominative, state
        )

    def _home(self, ref: str) -> str:
        """The State of a place that the gazetteer lacks: as a fact says, else where most of the others lie."""
        for line in self._old.lines:
            keys = dict(line.fields)
            if keys.get("city") == f"@{ref}" and keys.get("receiving", "").startswith("@"):
                return self._code(keys["receiving"][1:])
        near = [
            places.state(each) for ref, kind in self._kinds.items() if kind != "state" and (each := self._listed(ref))
        ]
        states = [code for ref, kind in self._kinds.items() if kind == "state" and (code := self._code(ref))]
        return max(near or states[-1:], key=near.count, default="")

    def _listed(self, ref: str) -> Place | None:
        wanted, canonical = PLACED.get(self._kinds[ref], ()), self._old.names[ref].canonical
        return next((each for each in _by_name(str(canonical)) if each.kind in wanted), None)

    def _code(self, ref: str) -> str:
        found = self._listed(ref)
        return found.id if found else ""

    def _used(self) -> dict[str, set[str]]:
        """Each place of the article, with the kinds of name that it bears there."""
        used: dict[str, set[str]] = {}
        for mark in self._old.marks:
            place = self._found.get(mark.ref)
            if place is not None:
                like = places.located(mark.surface, place.id, self._lang, mark.form)
                used.setdefault(place.id, set()).update([like[0]] if like else [])
        return used

    def _old_pairs(self) -> None:
        """Every form of every place and its fellow: what bodies, facts and unmarked words may repeat."""
        for old, new in self._world.by.items():
            if old != new:
                for lang in dict.fromkeys((self._lang, "en")):
                    for entry in places.entries(old, lang):
                        self._pairs.setdefault(entry[2], self._form(entry, new, lang))
                self._pairs[places.get(old).name] = places.get(new).name
                for lang in (self._lang, "en"):
                    self._pairs.setdefault(
                        places.name(places.get(old), lang).upper(), places.name(places.get(new), lang).upper()
                    )

    def _form(self, like: places.Entry, new: str, lang: str) -> str:
        case = next((case for case in people.CASES if case in like[3]), "Nom")
        return places.rendered(like, new, lang, case) or places.in_case(new, lang, case)

    # --- the text -----------------------------------------------------------------------------------------------------

    def _pieces(self) -> list[str]:
        """The marked text piece by piece: unmarked words, mark, unmarked words ..."""
        surfaces = [self._surface(at) for at in range(len(self._old.marks))]
        pieces, last = [], 0
        for found, new in zip(MARK.finditer(self._old.marked), surfaces, strict=True):
            before = self._repeated(self._old.marked[last : found.start()])
            before = before[:1] + before[2:] if before[:2] in ("'s", "’s") and "s|" in pieces[-1] else before
            pieces.append(_fitted(before, found[2], new, self._place_of(found[1]), self._new_of(found[1]), self._lang))
            form = f"|{found[4]}" if found[4] else ""
            pieces.append(f"{{{found[1]}|{new}|{found[3]}{form}}}")
            last = found.end()
        return [*pieces, self._repeated(self._old.marked[last:])]

    def _place_of(self, ref: str) -> str:
        return self._found[ref].id if ref in self._found else ""

    def _new_of(self, ref: str) -> str:
        return self._world.by.get(self._place_of(ref), "")

    def _surface(self, at: int) -> str:
        """What stands at a mark now; every change is remembered for what repeats it."""
        mark = self._old.marks[at]
        if mark.kind == "person":
            new = people.replaced(mark.surface, mark.form, self._slots(mark.ref), self._people[mark.ref], self._lang)
        elif mark.kind == "number":
            new = self._figure(mark.ref, mark.surface)
        elif mark.kind == "body":
            new = self._body(mark)
        elif mark.ref in self._found:
            new = self._placed(at)
        else:
            new = mark.surface
        if new != mark.surface and mark.kind != "number" and mark.surface[:1].isupper():
            self._pairs[mark.surface] = new
        return new

    def _placed(self, at: int) -> str:
        """A place's mention as one of its fellow; a bare description stays."""
        mark = self._old.marks[at]
        old, new = self._place_of(mark.ref), self._new_of(mark.ref)
        if not new or new == old or (not any(letter.isupper() for letter in mark.surface) and mark.form == "Short"):
            return mark.surface
        like = places.located(mark.surface, old, self._lang, mark.form)
        stays = like is not None and len(like[3]) == len(people.CASES)
        is_plain = mark.form in people.CASES and not (stays and mark.form == "Nom")
        case = mark.form if is_plain else self._case(at, "Nom" if mark.form == "Nom" else "Gen")
        told = self._worded(mark.surface, old, new) if mark.kind == "region" else ""
        if not told and like:
            told = places.rendered(like, new, self._lang, case if stays else mark.form)
        said = told or self._described(mark, new, case)
        return said.upper() if mark.kind == "city" and mark.surface.isupper() else said

    def _worded(self, written: str, old: str, new: str) -> str:
        """A name with one word that changes: «Сюникскую», «Пермский края», "Pskov regions"."""
        stem, own = (places.KINDS_EN.sub("", places.get(id).name) for id in (old, new))
        if self._lang != "ru":
            return written.replace(stem, own) if stem != written and stem in written else ""
        words = written.split(" ")
        entries = [each for each in places.entries(old, "ru") if each[0] == "adj"]
        forms = {places.folded(each[2]): each for each in entries}
        changed = [
            places.rendered((*forms[places.folded(word)][:2], word, *forms[places.folded(word)][3:]), new, "ru", "Adj")
            if places.folded(word) in forms
            else word
            for word in words
        ]
        return " ".join(changed) if changed != words and all(changed) else ""

    def _described(self, mark: Any, new: str, case: str) -> str:
        """What a descriptive mention gives way to: the capital where the State is called by it, else the name."""
        if mark.form == "Adj" and mark.kind == "city" and self._lang == "ru":
            return places.city_adjective(places.in_case(new, "ru", "Nom"), mark.surface)
        capital = gazetteer().place(new).capital
        by_capital = any(each[0] == "name" for each in self._capital_forms(mark.surface))
        return places.in_case(capital if by_capital and capital else new, self._lang, case)

    def _capital_forms(self, written: str) -> list[places.Entry]:
        capitals = [place.capital for place in self._found.values() if place.kind == "state" and place.capital]
        return [
            each
            for id in capitals
            for each in places.entries(id, self._lang)
            if places.folded(each[2]) == places.folded(written)
        ]

    def _case(self, at: int, otherwise: str) -> str:
        """The case of a mention that is not marked, by the word before it."""
        before = self._old.marked[: [found.start() for found in MARK.finditer(self._old.marked)][at]]
        word = re.search(r"([\w»)]+) $", before)
        if word is None or self._lang != "ru" or word[1] == "и":
            return "Nom"
        if otherwise == "Gen" and word[1].lower().endswith(("ет", "ит", "ть")):
            return "Acc"
        return next((case for case, words in PREPOSITIONS.items() if word[1].lower() in words.split()), otherwise)

    # --- people, numbers, bodies --------------------------------------------------------------------------------------

    @cached_property
    def _people(self) -> dict[str, people.Person]:
        refs = [ref for ref, kind in self._kinds.items() if kind == "person"]
        words = [word for ref in refs for word in WORD.findall(str(self._old.names[ref].canonical))]
        crowd = people.Crowd(self._chance, words)
        return {ref: self._person(ref, crowd) for ref in refs}

    def _person(self, ref: str, crowd: people.Crowd) -> people.Person:
        of = self._slots(ref)
        name = self._full(ref)
        said = [found for found in MARK.finditer(self._old.marked) if found[1] == ref]
        mentions = [
            (self._old.marked[: f.start()], f[2], f[4] or "Nom", MARK.sub(r"\2", self._old.marked[f.end() :][:80]))
            for f in said
        ]
        leads = any(people.slot_of(f[2], of) == 0 for f in said if " " not in f[2] and len(of) > 1)
        spelt = [
            {people.slot_of(w, of) for w in f[2].split() if not people.INITIAL.fullmatch(w)} - {None, -1} for f in said
        ]
        behind = [min(each) for each in spelt if each and min(each) > 0]
        return crowd.person(
            of,
            surname=min(behind, default=None),
            woman=people.is_woman(name, mentions, self._lang),
            leads=leads,
            particles=[word for word in name.split() if people.is_particle(word)],
            patronymic=any(people.PATRONYMIC.search(word.lower()) for f in said for word in f[2].split()),
        )

    def _full(self, ref: str) -> str:
        """The person's name in the nominative, in the letters of the text."""
        name = self._old.names[ref]
        own = [
            mark.surface for mark in self._old.marks if mark.ref == ref and mark.form == "Nom" and " " in mark.surface
        ]
        return name.nominative or (str(name.canonical) if self._lang == "en" or not own else own[0])

    def _slots(self, ref: str) -> people.Slots:
        return people.slots(self._full(ref))

    def _figure(self, ref: str, written: str) -> str:
        if ref not in self._number:
            first = next(mark.surface for mark in self._old.marks if mark.ref == ref)
            same = {mark.surface for mark in self._old.marks if mark.ref == ref} == {first}
            new = figures.another(first, self._old.names[ref].canonical, self._chance) if same else None
            self._number[ref] = new or (written, self._old.names[ref].canonical)
        return self._number[ref][0] if self._number[ref][1] != self._old.names[ref].canonical else written

    def _body(self, mark: Any) -> str:
        """A body's name with the other places in it; one without a place gives way to one of its kind."""
        within = self._repeated(mark.surface)
        if within != mark.surface or (mark.ref in self._bodies and self._bodies[mark.ref] is None):
            self._bodies.setdefault(mark.ref, None)
            return within
        canonical = str(self._old.names[mark.ref].canonical)
        if mark.ref not in self._bodies:
            written = {each.surface.lower() for each in self._old.marks if each.ref == mark.ref}
            is_one = self._lang == "ru" or len(written) == 1
            self._bodies[mark.ref] = _body(canonical, mark, self._lang, self._taken, self._chance) if is_one else None
        by = self._bodies[mark.ref]
        if by is None:
            return mark.surface
        self._pairs[canonical] = by["english"]
        new = by["forms"].get(mark.form, by["forms"]["Nom"])
        return re.sub("«[^»]+»", f"«{new}»", mark.surface) if "«" in mark.surface else new

    @cached_property
    def _taken(self) -> set[str]:
        return {str(name.canonical) for name in self._old.names.values()}

    # --- names and facts ----------------------------------------------------------------------------------------------

    def _name(self, ref: str) -> Any:
        """What a mark stands for now."""
        name, kind = self._old.names[ref], self._kinds[ref]
        if kind == "person":
            by = self._people[ref]
            latin = _joined(str(name.canonical), by, "en")
            if name.nominative and len(name.nominative.split()) != len(latin.split()):
                latin = " ".join(by.words[slot].latin for slot in sorted(by.words) if slot >= 0)
            return dataclasses.replace(name, canonical=latin, nominative=_joined(name.nominative, by, self._lang))
        if kind == "number":
            return dataclasses.replace(name, canonical=self._number[ref][1])
        if kind == "body" and self._bodies.get(ref):
            by = self._bodies[ref]
            return dataclasses.replace(name, canonical=by["english"], nominative=by["forms"]["Nom"])
        if self._new_of(ref):
            new = gazetteer().place(self._new_of(ref))
            return dataclasses.replace(
                name, canonical=new.name, nominative=name.nominative and places.name(new, self._lang)
            )
        if isinstance(name.canonical, str):
            said = self._repeated(name.canonical), self._repeated(name.nominative)
            return dataclasses.replace(name, canonical=said[0], nominative=said[1])
        return name

    def _line(self, line: Any) -> Any:
        fields = tuple(
            (key, self._keywords(text) if key == "keywords" else self._value(key, text)) for key, text in line.fields
        )
        return dataclasses.replace(line, fields=fields)

    def _value(self, key: str, text: str) -> str:
        is_word = key in (
            "type",
            "event",
            "modality",
            "role",
            "kind",
            "metric",
            "unit",
            "function",
            "accept",
            "accept_role",
        )
        return text if is_word else self._repeated(text)

    def _repeated(self, text: str) -> str:
        """The text with every name in it that has changed."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda found: self._pairs[found[0]], text)

    @property
    def _pattern(self) -> re.Pattern[str] | None:
        return _alternatives(tuple(self._pairs)) if self._pairs else None

    def _keywords(self, text: str) -> str:
        """Lists of word stems; a stem of a name that has changed becomes a stem of its fellow."""
        return re.sub(r"[\w-]+", lambda found: self._stem(found[0]), text)

    def _stem(self, stem: str) -> str:
        for old, new in self._pairs.items():
            ours, theirs = WORD.findall(old.lower()), WORD.findall(new.lower())
            if len(stem) >= STEM and len(ours) == len(theirs):
                for one, other in zip(ours, theirs, strict=True):
                    if one.startswith(stem) and one != other:
                        return other[: max(STEM, len(other) - (len(one) - len(stem)) - 1)]
        return stem


@cache
def _alternatives(names: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the names as whole words, the longest first."""
    return re.compile(rf"(?<![\w@])(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})(?!\w)")


@cache
def _by_name(name: str) -> list[Place]:
    return gazetteer().by_name(name)


def _marks(marked: str) -> Iterator[re.Match[str]]:
    """Each mark of a text with its surface second."""
    return (found for found in re.finditer(r"\{[a-z]+\d+\|([^{}|]+)\|", marked))


def _joined(name: str, by: people.Person, lang: str) -> str:
    """A full name with the other's words; particles stay."""
    words = {at: word for at, word in enumerate(name.split()) if not people.is_particle(word)}
    return people.replaced(name, "Nom", words, by, lang) if name else ""


def _fitted(before: str, old: str, new: str, old_id: str, new_id: str, lang: str) -> str:
    """The words before a mention with the article or preposition that the new one asks for."""
    if new == old:
        return before
    if lang == "ru":
        return _preposition(before, old_id, new)
    if old_id and old_id != new_id and len(new_id) == 2:
        if old_id in places.WITH_THE and new_id not in places.WITH_THE and old in _bare(old_id):
            before = re.sub(r"\b[Tt]he $", "", before)
        elif new_id in places.WITH_THE and new in _bare(new_id) and not re.search(r"\b[Tt]he $", before):
            before += "the "
    return re.sub(r"\b([Aa])n? $", lambda found: found[1] + ("n " if new[:1] in "AEIOUaeiou" else " "), before)


def _bare(id: str) -> set[str]:
    return {each[2] for each in places.entries(id, "en") if each[0] in ("name", "short")}


def _preposition(before: str, old_id: str, new: str) -> str:
    """«во Франции» and «в Кении», «со Словенией» and «с Кенией», «об Иране» and «о Кении»."""
    if old_id in places.ISLANDS:
        before = re.sub(r"\b([Нн])а $", lambda found: "В " if found[1] == "Н" else "в ", before)
    cluster = new[1:2].lower() not in "аеёиоуыэюяй"
    before = re.sub(r"\b([Вв])о? $", lambda found: found[1] + ("о " if new[0] in "ВФ" and cluster else " "), before)
    before = re.sub(r"\b([Сс])о? $", lambda found: found[1] + ("о " if new[0] in "СЗШЖ" and cluster else " "), before)
    return re.sub(r"\b([Оо])б? $", lambda found: found[1] + ("б " if new[0] in "АЕЁИОУЫЭ" else " "), before)


def _body(name: str, mark: Any, lang: str, taken: set[str], chance: random.Random) -> Any:
    """A body of the same kind by the pools, with its forms and its English name; None if its kind has none."""
    pools = people.pools()["bodies"]
    kind = _kind(name, mark.surface)
    if lang == "ru" and kind in ("parliament", "organisation") and not mark.surface.isupper():
        free = [each for each in pools["declined"] if each["kind"] == kind and each["english"] not in taken]
        return _taken(free, taken, chance)
    if kind == "headed":
        return None
    names = pools[lang].get(kind, pools[lang]["name"])
    return _taken([{"english": each, "forms": {"Nom": each}} for each in names if each not in taken], taken, chance)


def _taken(free: Iterable[Mapping[str, Any]], taken: set[str], chance: random.Random) -> Any:
    choice = list(free)
    if not choice:
        return None
    new = chance.choice(choice)
    taken.add(new["english"])
    return new


def _kind(name: str, written: str) -> str:
    """What kind of body it is, by a word of its name; "headed" for one that a common noun names."""
    said = f"{name} {written}"
    if re.search(
        r"(?i)assembly|parliament|senate|house of|duma|federation council|legislative|kenesh|majlis|mejlis|diet", said
    ):
        return "parliament"
    if written.isupper():
        return (
            "acronym"
            if gazetteer().organisations(written, "en") or gazetteer().organisations(written, "ru")
            else "letters"
        )
    if re.search(r"(?i)european union|organi[sz]ation of|united nations|league", said):
        return "organisation"
    plain = written.strip("«»")
    is_name = "«" in written or (plain[:1].isupper() and not re.search(r" [а-яё]|(?:ая|ий|ый|ое|ой|ого|ым) ", plain))
    return "name" if is_name and len(plain.split()) <= 2 and not COMMON.search(plain) else "headed"
