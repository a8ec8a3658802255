"""When an undated text was written, as far as the names of renamed places tell: a bound, never a date."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from chancery.gazetteer import Gazetteer, Place, Rename
from chancery.model import STORY_ZONES, Document, Zone, ZoneKind
from chancery.text.forms import fold

_LONGEST_FASHION = 10
"""Years; a former name that was in use longer stays in people's mouths and bounds nothing from above."""
_ENDING = 2


class Bound(Struct, frozen=True):
    """Days between which a text was written: on `since` or later, before `until`; empty where nothing is known."""

    since: str = ""
    until: str = ""

    @property
    def edtf(self) -> str:
        """The bound as an EDTF interval, open where nothing is known; empty if that is everywhere."""
        return f"{self.since or '..'}/{self.until or '..'}" if self.since or self.until else ""

    def allows(self, day: str) -> bool:
        """Whether a text within the bound may be of this ISO day."""
        return (not self.since or day[: len(self.since)] >= self.since) and (not self.until or day < self.until)


def bound(document: Document, zones: Sequence[Zone], gazetteer: Gazetteer, lang: str) -> Bound:
    """Between which days the story was written, by the former names of places that it uses.

    A name is not used before it was given. It was given up before `until` for whoever uses no later name of the place
    beside it, unless it was so long in use that people still say it.
    """
    story = [z for z in zones if z.kind in STORY_ZONES and z.kind is not ZoneKind.QUOTATION]
    hits = [hit for zone in story for hit in gazetteer.hits(document.text[zone.start : zone.stop], lang)]
    named = {(reading.place, fold(hit.text)) for hit in hits for reading in hit.readings[:1]}
    since, until = "", ""
    for place in {place for place, _ in named}:
        known = gazetteer.place(place)
        used = [rename for rename in known.renames if any(_is(rename, lang, text) for at, text in named if at == place)]
        since = max([since, *(rename.since for rename in used if not _is_current(rename, known, lang))])
        is_alone = all(any(_is(rename, lang, text) for rename in used) for at, text in named if at == place)
        if len(used) == 1 and is_alone and _is_short_lived(used[0]) and not _is_current(used[0], known, lang):
            until = min(filter(None, (until, used[0].until)))
    return Bound(since, until) if not since or not until or since < until else Bound()


def _is(rename: Rename, lang: str, text: str) -> bool:
    """Whether a folded text is the former name, in any case."""
    name = fold(rename.names.get(lang, ""))
    return bool(name) and abs(len(text) - len(name)) <= _ENDING and text.startswith(name[: max(len(name) - 1, 4)])


def _is_current(rename: Rename, place: Place, lang: str) -> bool:
    """Whether a place took back the name that it once had: the name tells nothing then."""
    return fold(rename.names.get(lang, "")) == fold(place.names.get(lang, place.name))


def _is_short_lived(rename: Rename) -> bool:
    years = (rename.since[:4], rename.until[:4])
    return all(year.isdecimal() for year in years) and int(years[1]) - int(years[0]) <= _LONGEST_FASHION
