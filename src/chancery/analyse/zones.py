"""What each stretch of a document is: labels, not deletions. The words come from packs; nothing is known by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from chancery.analyse.datelines import dateline_end
from chancery.analyse.lines import (
    Grade,
    Line,
    Markers,
    day_of,
    heading_mark,
    is_breadcrumb,
    is_caption,
    is_cloud,
    is_clutter,
    is_counter,
    is_credit,
    is_item,
    is_page_date,
    lines,
    markers,
    menu_end,
    opens_background,
    paragraphs,
)
from chancery.analyse.quotations import quotations
from chancery.model import STORY_ZONES, BlockKind, Document, MediaType, Span, Zone, ZoneKind
from chancery.model.zoning import ZoneWords
from chancery.text.forms import fold

__all__ = ["merged", "ordered", "paragraphs", "parted", "published_line", "zones"]

_MOST_POOR = 6
_SHARE_KEPT = 0.35
_LONGEST_TITLE = 35
_CLIMB = 2
_REACH = 5
_SHORTEST_TITLE = 4
_SHORTEST_DECK = 5
_NEAR = 40
_LEAST_LIST = 3
_LONG_EXCERPT = 12
_LEAST_OPENING = 40
_MOST_OUTSIDE = 0.85
_FENCE = "---"
_UNDER_TITLE = ("bylines", "credits", "caption-block", "tags", "navigation", "share", "feed")
_OUTSIDE = ("nav", "footer", "form", "aside")
_INSIDE = ("article", "main", "body-vote")
_DOTS = ("...", "…")
_HARD = frozenset(("feed", "comments"))

_KIND_OF_MARK = {
    "credits": ZoneKind.CAPTION,
    "form": ZoneKind.FORM,
    "comments": ZoneKind.FORM,
    "related": ZoneKind.TEASER,
}
_KIND_OF_HINT = {"form": ZoneKind.FORM}


class Label(Struct, frozen=True):
    """A kind of zone with the name of the rule that gave it."""

    kind: ZoneKind
    rule: str


Rule = Callable[[Line, Markers, frozenset[str]], Label | None]


def zones(document: Document, words: ZoneWords) -> tuple[Zone, ...]:
    """The zones that tile the text, and the quotations inside them, sorted by start, the longer first."""
    known = markers(words)
    found = lines(document, known)
    labels = _labels(found, known, document)
    top = _tiles(document.text, found, labels, known)
    inner = _quotation_zones(document.text, found, labels, known)
    return ordered([*top, *inner])


def merged(packs: Iterable[ZoneWords]) -> ZoneWords:
    """The words of several packs as one, for a text whose language has none."""
    known = list(packs)
    fields: dict[str, tuple[str, ...]] = {
        name: tuple(dict.fromkeys(word for pack in known for word in getattr(pack, name)))
        for name in ZoneWords.__struct_fields__
        if name != "months"
    }
    months = tuple(
        tuple(dict.fromkeys(form for pack in known if pack.months for form in pack.months[month]))
        for month in range(12 if any(pack.months for pack in known) else 0)
    )
    return ZoneWords(**fields, months=months)


def parted(marked: Sequence[Zone], paragraphs: Sequence[Span], tongues: Sequence[str], code: str) -> tuple[Zone, ...]:
    """The zones of a document in several languages, for the reading of one: story in another is not its story.

    Args:
        tongues: the language of each of the `paragraphs`, which becomes the rule of what is in another one.
    """
    top = [zone for zone in marked if zone.kind is not ZoneKind.QUOTATION]
    found: list[Zone] = []
    for zone in top:
        found.extend(_by_tongue(zone, paragraphs, tongues, code) if zone.kind in STORY_ZONES else [zone])
    kept = [zone for zone in found if zone.kind in STORY_ZONES]
    quoted = [
        quote
        for quote in marked
        if quote.kind is ZoneKind.QUOTATION and any(k.start <= quote.start and quote.stop <= k.stop for k in kept)
    ]
    return ordered([*found, *quoted])


def _by_tongue(zone: Zone, paragraphs: Sequence[Span], tongues: Sequence[str], code: str) -> list[Zone]:
    """A zone cut where the language changes; the space between two paragraphs belongs to the first of them."""
    pairs = list(zip(paragraphs, tongues, strict=True))
    within = [(span, tongue) for span, tongue in pairs if span.start < zone.stop and zone.start < span.stop]
    cuts = [(zone.start, within[0][1])] if within else []
    cuts += [(b.start, tongue) for (_, before), (b, tongue) in pairwise(within) if tongue != before]
    stops = [start for start, _ in cuts[1:]] + [zone.stop]
    return [
        zone_in if tongue == code else Zone(ZoneKind.OTHER_LANGUAGE, zone_in.start, zone_in.stop, tongue)
        for (start, tongue), stop in zip(cuts, stops, strict=True)
        for zone_in in [Zone(zone.kind, start, stop, zone.rule)]
    ] or [zone]


def ordered(zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """Zones sorted by start, the longer first."""
    return tuple(sorted(zones, key=lambda zone: (zone.start, -zone.stop, zone.kind is ZoneKind.QUOTATION)))


def published_line(document: Document, zones: Sequence[Zone], words: ZoneWords) -> str | None:
    """The ISO day of a date line that says of itself, or by its place, that it is the day of publication.

    It says so in words ("First published: ..."), or stands directly under the title and above the story. A date above
    the title, or with other matter between it and the title, is a page's clock.
    """
    top = [zone for zone in zones if zone.kind is not ZoneKind.QUOTATION]
    known = markers(words)
    said = {
        day
        for zone in top
        if zone.kind is ZoneKind.PAGE_DATE
        for line in document.text[zone.start : zone.stop].split("\n")
        if fold(line).strip().startswith(known.published) and (day := day_of(line, known))
    }
    if len(said) == 1:
        return said.pop()
    title = next((index for index, zone in enumerate(top) if zone.kind is ZoneKind.TITLE), None)
    if title is None:
        return None
    for zone in top[title + 1 :]:
        if zone.kind is ZoneKind.PAGE_DATE:
            return _clear_day(document.text[zone.start : zone.stop], known, words)
        if zone.rule not in _UNDER_TITLE:
            return None
    return None


def _clear_day(text: str, known: Markers, words: ZoneWords) -> str | None:
    """The day, unless a weekday beside it says that this is today's date on the page."""
    weekdays = {fold(word) for word in words.weekdays}
    line = text.strip().partition("\n")[0]
    spoken = {word.strip(",.") for word in fold(line).split()}
    return day_of(line, known) if not spoken & weekdays else None


# Labels of single lines: the first rule that answers decides.


def _by_hint(line: Line, known: Markers, outside: frozenset[str]) -> Label | None:
    hint = next((hint for hint in _OUTSIDE if hint in line.hints and hint in outside), None)
    return Label(_KIND_OF_HINT.get(hint, ZoneKind.BOILERPLATE), hint) if hint else None


def _by_date(line: Line, known: Markers, outside: frozenset[str]) -> Label | None:
    return Label(ZoneKind.PAGE_DATE, "page-date") if is_page_date(line.text, known) else None


def _by_caption(line: Line, known: Markers, outside: frozenset[str]) -> Label | None:
    return Label(ZoneKind.CAPTION, "caption-block") if line.kind is BlockKind.CAPTION else None


def _by_mark(line: Line, known: Markers, outside: frozenset[str]) -> Label | None:
    if not line.mark or "h1" in line.hints:
        return None
    return Label(_KIND_OF_MARK.get(line.mark, ZoneKind.BOILERPLATE), line.mark)


def _by_shape(line: Line, known: Markers, outside: frozenset[str]) -> Label | None:
    if "title" in line.hints or "h1" in line.hints or line.grade is Grade.GOOD:
        return None
    if is_clutter(line.text) or is_cloud(line.text) or is_counter(line.text, known):
        return Label(ZoneKind.BOILERPLATE, "clutter")
    if menu_end(line.text, known) == len(line.text):
        return Label(ZoneKind.BOILERPLATE, "menu")
    if (line.grade is Grade.POOR and is_caption(line.text, known)) or is_credit(line.text, known):
        return Label(ZoneKind.CAPTION, "caption")
    if is_breadcrumb(line.text) or "|" in line.text.strip("| "):
        return Label(ZoneKind.BOILERPLATE, "breadcrumb")
    if not any(char.isalpha() for char in line.text):
        return Label(ZoneKind.BOILERPLATE, "no-words")
    if "link" in line.hints:
        return Label(ZoneKind.TEASER, "link")
    return Label(ZoneKind.PAGE_DATE, "time") if "time" in line.hints and line.words <= 6 else None


RULES: tuple[Rule, ...] = (_by_date, _by_hint, _by_caption, _by_mark, _by_shape)


def _labels(found: Sequence[Line], known: Markers, document: Document) -> list[Label]:
    outside = _outside(found)
    labels = [_first_label(line, known, outside) for line in found]
    _label_front_matter(found, labels, document)
    _label_top_list(found, labels)
    _label_listed(found, labels)
    _label_teasers(found, labels)
    story = _story(found, labels)
    if not story:
        return _all_story(found, labels)
    first = min(story)
    head = _title(found, labels, first, document.title)
    if head is not None and (deck := _deck(found, labels, head, first)) is not None:
        labels[deck] = Label(ZoneKind.BODY, "deck")
    ends = _ends(found, labels)
    settled = [
        _settled(line, label, index in story, index == head, (index > first) + (sum(ends[index]) > 0), known)
        for index, (line, label) in enumerate(zip(found, labels, strict=True))
    ]
    _label_doubles(found, settled)
    return settled


def _settled(line: Line, label: Label | None, is_story: bool, is_title: bool, remoteness: int, known: Markers) -> Label:
    """The label of a line once the story and its title are known."""
    if is_story:
        is_background = opens_background(line.text, known)
        return Label(ZoneKind.BACKGROUND, "background") if is_background else Label(ZoneKind.BODY, "story")
    if is_title:
        return Label(ZoneKind.TITLE, "title")
    rests = (
        (ZoneKind.BOILERPLATE, "before-story"),
        (ZoneKind.BOILERPLATE, "outside-story"),
        (ZoneKind.TEASER, "other-story"),
    )
    return label or Label(*rests[remoteness])


def _first_label(line: Line, known: Markers, outside: frozenset[str]) -> Label | None:
    return next((label for rule in RULES if (label := rule(line, known, outside))), None)


def _outside(found: Sequence[Line]) -> frozenset[str]:
    """The hints that keep text out of the story: not one under which the page's prose stands.

    More prose than half may stand under a hint only where a main heading stands elsewhere.
    """
    good = [line for line in found if line.grade is Grade.GOOD]
    total = sum(line.words for line in good)
    heads = [line for line in found if _is_headline(line)]
    return frozenset(
        hint
        for hint in _OUTSIDE
        if sum(line.words for line in good if hint in line.hints)
        <= total * (_MOST_OUTSIDE if heads and not any(hint in head.hints for head in heads) else 0.5)
    )


def _label_front_matter(found: Sequence[Line], labels: list[Label | None], document: Document) -> None:
    """Label the fields between dashes that a Markdown file may open with."""
    if document.media_type is not MediaType.MARKDOWN or not found or found[0].text != _FENCE:
        return
    end = next((index for index, line in enumerate(found[1:], 1) if line.text == _FENCE), 0)
    for index in range(end + 1 if end else 0):
        labels[index] = Label(ZoneKind.BOILERPLATE, "front-matter")


def _label_top_list(found: Sequence[Line], labels: list[Label | None]) -> None:
    """Label a list above all prose whose items are no sentences: the headlines of other stories."""
    end = next((i for i, line in enumerate(found) if line.grade is Grade.GOOD and not is_item(line)), len(found))
    items = [i for i in range(end) if is_item(found[i])]
    stops = sum(found[i].text.rstrip("\"'»”) ")[-1:] in ".;" for i in items)
    is_announced = bool(items) and items[0] > 0 and found[items[0] - 1].text.endswith(":")
    if len(items) >= _LEAST_LIST and 2 * stops < len(items) and not is_announced and end < len(found):
        for index in items:
            labels[index] = labels[index] or Label(ZoneKind.TEASER, "list")


def _label_listed(found: Sequence[Line], labels: list[Label | None]) -> None:
    """Label the headlines right below a marker that heads a list of other stories.

    Above all prose a section's name ("News") may stand over the story's own headline: one line is no list.
    """
    listed: list[int] = []
    is_listed = is_below = False
    for index, line in enumerate(found):
        label = labels[index]
        is_end = _is_end(line, label)
        is_listed = is_end or (is_listed and line.grade is Grade.POOR)
        if is_listed and not is_end and label is None:
            listed.append(index)
        if (not is_listed or is_end or index == len(found) - 1) and listed:
            is_own = line.grade is not Grade.POOR and len(listed) == 1 and not is_below
            for each in () if is_own else listed:
                labels[each] = Label(ZoneKind.TEASER, "headline")
            listed = []
        is_below = is_below or (line.grade is Grade.GOOD and label is None)


def _label_teasers(found: Sequence[Line], labels: list[Label | None]) -> None:
    """Label pairs of a headline and a cut-off paragraph: two of them, or one below the end of a story."""
    pairs = [
        index
        for index in range(1, len(found))
        if labels[index] is None
        and found[index].text.rstrip().endswith(_DOTS)
        and (labels[index - 1] is None or _is_rule(labels[index - 1], "headline"))
        and found[index - 1].grade is Grade.POOR
        and found[index].words >= 5
    ]
    ended = next(
        (index for index, line in enumerate(found) if line.mark in ("related", "feed", "comments")), len(found)
    )
    for index in pairs if len(pairs) > 1 else [index for index in pairs if index > ended]:
        labels[index - 1] = labels[index] = Label(ZoneKind.TEASER, "teaser-pair")


def _story(found: Sequence[Line], labels: Sequence[Label | None]) -> set[int]:
    """Indexes of the lines that tell the story: the heaviest segment and those that go on with it."""
    segments = [trimmed for segment in _segments(found, labels) if (trimmed := _trimmed(found, segment))]
    if not segments:
        return {index for index, label in enumerate(labels) if label is None and found[index].grade}
    trusted, ends = _trusted(found), _ends(found, labels)
    weights = [_weight(found, segment, trusted) for segment in segments]
    best = max(range(len(segments)), key=lambda number: (weights[number], -number))
    kept = set(segments[best])
    for number, segment in enumerate(segments):
        is_heavy = weights[number] >= _SHARE_KEPT * weights[best]
        if number != best and _goes_on(found, ends, segments[best], segment, is_heavy, trusted):
            kept |= set(segment)
    return kept


def _segments(found: Sequence[Line], labels: Sequence[Label | None]) -> list[list[int]]:
    """Runs of unlabelled lines, ended by a marker that stands alone or by too many lines that are no prose."""
    segments: list[list[int]] = [[]]
    poor = 0
    for index, line in enumerate(found):
        is_end = _is_end(line, labels[index])
        poor = 0 if labels[index] is None and line.grade else poor + 1
        if (is_end or poor > _MOST_POOR or _is_rule(labels[index], "teaser-pair")) and segments[-1]:
            segments.append([])
        if labels[index] is None:
            segments[-1].append(index)
    return [segment for segment in segments if segment]


def _is_end(line: Line, label: Label | None) -> bool:
    """Whether a marker stands alone on its line; one in an element of its own ends nothing around it."""
    return label is not None and label.rule in ("related", *_HARD) and line.is_bare


def _is_rule(label: Label | None, rule: str) -> bool:
    return label is not None and label.rule == rule


def _trimmed(found: Sequence[Line], segment: Sequence[int]) -> list[int]:
    """From the first paragraph to the last, with the sentences and items that lean on them."""
    good = [place for place, index in enumerate(segment) if found[index].grade is Grade.GOOD]
    if not good:
        return []
    first, last = good[0], good[-1]
    while first and found[segment[first - 1]].grade and not _is_headline(found[segment[first - 1]]):
        first -= 1
    while last + 1 < len(segment) and found[segment[last + 1]].grade:
        last += 1
    if first == 0 and _is_long_headline(found, segment):
        first = 1
    return list(segment[first : last + 1])


def _is_headline(line: Line) -> bool:
    return bool({"title", "h1"} & line.hints)


def _is_long_headline(found: Sequence[Line], segment: Sequence[int]) -> bool:
    """Whether the document opens with a long line without a stop, over its story."""
    line = found[segment[0]]
    ends = line.text.rstrip("\"'»”) ")[-1:] in ".!?…:;"
    return segment[0] == 0 and len(segment) > 1 and (_is_headline(line) or (not ends and line.words <= _LONGEST_TITLE))


def _trusted(found: Sequence[Line]) -> str:
    """The hint under which at least half of the page's prose stands, if there is one."""
    total = sum(line.words for line in found if line.grade is Grade.GOOD)
    for hint in _INSIDE:
        if 2 * sum(line.words for line in found if line.grade is Grade.GOOD and hint in line.hints) >= max(total, 1):
            return hint
    return ""


def _weight(found: Sequence[Line], segment: Sequence[int], trusted: str) -> float:
    """Words of prose; short sentences count half, and lines outside the article's own element a tenth."""
    return sum(
        found[index].words
        * (1.0 if found[index].grade is Grade.GOOD else 0.5 if found[index].grade else 0.0)
        * (1.0 if not trusted or trusted in found[index].hints else 0.1)
        for index in segment
    )


def _ends(found: Sequence[Line], labels: Sequence[Label | None]) -> list[tuple[int, int]]:
    """How many ends of a story there are before each line and after the last: hard ones, and lists of related ones."""
    counts = [(0, 0)]
    for line, label in zip(found, labels, strict=True):
        hard, soft = counts[-1]
        is_end, rule = _is_end(line, label), label.rule if label else ""
        counts.append((hard + (is_end and rule in _HARD), soft + (is_end and rule not in _HARD)))
    return counts


def _goes_on(
    found: Sequence[Line],
    ends: Sequence[tuple[int, int]],
    best: Sequence[int],
    segment: Sequence[int],
    is_heavy: bool,
    trusted: str,
) -> bool:
    """Whether a segment belongs to the same story as the heaviest one."""
    before, after = ends[min(best[-1], segment[-1])], ends[max(best[0], segment[0])]
    hard, soft = after[0] - before[0], after[1] - before[1]
    if hard:
        return False
    is_dense = _is_dense(found, segment)
    if soft:
        return is_dense and (is_heavy or len(segment) > 1 or segment[0] < best[0])
    is_inside = bool(trusted) and all(trusted in found[index].hints for index in segment)
    return is_heavy or (is_dense and is_inside)


def _is_dense(found: Sequence[Line], segment: Sequence[int]) -> bool:
    """Whether paragraphs follow each other without headlines between them, none of them cut off."""
    return all(found[index].grade and not found[index].text.rstrip().endswith(_DOTS) for index in segment)


def _title(found: Sequence[Line], labels: Sequence[Label | None], first: int, title: str | None) -> int | None:
    """The line that is the story's title: as the page marks it, as its path confirms it, else one just above."""
    above = [i for i in range(first) if found[i].words <= _LONGEST_TITLE and _may_head(found[i], labels[i])]
    marked = [i for i in above if _is_headline(found[i])] or [i for i in above if _same(found[i].text, title)]
    if marked:
        return marked[-1]
    path = "".join(
        fold(line.text) for line, label in zip(found[:first], labels, strict=False) if _is_rule(label, "breadcrumb")
    )
    confirmed = [i for i in above if found[i].words > 1 and path.endswith(fold(found[i].text))]
    if confirmed:
        return confirmed[-1]
    near = above[-_CLIMB:]
    if not near:
        return None
    if all(found[i].words < _SHORTEST_TITLE for i in near):
        return next((i for i in reversed(above[-_REACH:]) if found[i].words >= _SHORTEST_TITLE), near[-1])
    if len(near) > 1 and not _is_running(found[near[0]]) and _is_running(found[near[1]]):
        return near[1]
    is_deck = len(near) > 1 and found[near[0]].words >= 4 and near[1] - near[0] <= 2
    return near[0] if is_deck else near[-1]


def _is_running(line: Line) -> bool:
    """Whether a line has a word that is no name: a headline has, the name of a page's section has not."""
    return any(word[0].islower() for word in line.text.split())


def _deck(found: Sequence[Line], labels: Sequence[Label | None], head: int, first: int) -> int | None:
    """The one line between title and story that says in running words what the story tells."""
    between = [i for i in range(head + 1, first) if labels[i] is None]
    if len(between) != 1 or not _SHORTEST_DECK <= found[between[0]].words <= _LONGEST_TITLE:
        return None
    words = found[between[0]].text.split()
    return between[0] if 2 * sum(word[0].islower() for word in words) > len(words) else None


def _may_head(line: Line, label: Label | None) -> bool:
    is_word = line.words == 1 and line.text[:1].islower()
    return (label is None and not is_word) or _is_headline(line)


def _same(text: str, title: str | None) -> bool:
    return title is not None and " ".join(text.split()) == title


def _all_story(found: Sequence[Line], labels: Sequence[Label | None]) -> list[Label]:
    """Where nothing reads like prose: all that no rule labelled is body, or all there is."""
    if all(labels):
        return [Label(ZoneKind.BODY, "nothing-else") for _ in found]
    return [label or Label(ZoneKind.BODY, "nothing-better") for label in labels]


def _label_doubles(found: Sequence[Line], labels: list[Label]) -> None:
    """Label what repeats a line of the story, and an excerpt that a later paragraph gives in full."""
    seen: set[str] = set()
    full = [fold(line.text) for line in found]
    for index, (line, label) in enumerate(zip(found, labels, strict=True)):
        if label.kind not in STORY_ZONES or line.words < 5:
            continue
        if full[index] in seen:
            labels[index] = Label(ZoneKind.BOILERPLATE, "doubled")
        elif _is_cut(line, label) and _comes_again(full[index], full[index + 1 : index + _NEAR]):
            labels[index] = Label(ZoneKind.TEASER, "excerpt")
        seen.add(full[index])


def _is_cut(line: Line, label: Label) -> bool:
    """Whether a line breaks off: with dots, or a long one that is no title without a stop."""
    ends = line.text.rstrip("\"'»”) ")[-1:] in ".!?…:;"
    return line.text.endswith(_DOTS) or (line.words >= _LONG_EXCERPT and not ends and label.kind is not ZoneKind.TITLE)


def _comes_again(text: str, later: Sequence[str]) -> bool:
    """Whether a cut-off text opens one of the later lines, or several that follow each other."""
    cut = text.rstrip(".… ")
    return any(
        line.startswith(cut) or (cut.startswith(line) and _goes_through(cut, later[i:])) for i, line in enumerate(later)
    )


def _goes_through(cut: str, lines: Sequence[str]) -> bool:
    return len(lines[0]) >= _LEAST_OPENING and " ".join(lines[:_MOST_POOR]).startswith(cut)


# From labels of lines to zones of text.


def _tiles(text: str, found: Sequence[Line], labels: Sequence[Label], known: Markers) -> list[Zone]:
    """Zones from each change of label to the next; the space between two lines belongs to the first of them."""
    starts: list[tuple[int, Label]] = []
    is_opening = True
    for line, label in zip(found, labels, strict=True):
        starts.extend(_line_starts(line, label, known, is_opening))
        is_opening = is_opening and label.kind not in (ZoneKind.BODY, ZoneKind.BACKGROUND)
    if not starts:
        return [Zone(ZoneKind.BODY, 0, len(text), "nothing-else")] if text else []
    changes = [(0, starts[0][1])]
    changes += [(start, label) for (start, label), (_, last) in zip(starts[1:], starts, strict=False) if label != last]
    ends = [start for start, _ in changes[1:]] + [len(text)]
    return [
        Zone(label.kind, start, stop, label.rule)
        for (start, label), stop in zip(changes, ends, strict=True)
        if start < stop
    ]


def _line_starts(line: Line, label: Label, known: Markers, is_opening: bool) -> list[tuple[int, Label]]:
    """Where zones begin within one line: before markup, before a dateline, before the rest."""
    starts: list[tuple[int, Label]] = []
    position = line.start
    mark = heading_mark(line.text) if label.kind in STORY_ZONES else 0
    if mark:
        starts.append((position, Label(ZoneKind.BOILERPLATE, "markup")))
        position += mark
    if is_opening and label.kind in (ZoneKind.BODY, ZoneKind.BACKGROUND):
        dateline = dateline_end(line.text[mark:], known)
        if dateline:
            starts.append((position, Label(ZoneKind.DATELINE, "dateline")))
            position += dateline
    if position < line.stop:
        starts.append((position, label))
    return starts


def _quotation_zones(text: str, found: Sequence[Line], labels: Sequence[Label], known: Markers) -> list[Zone]:
    spans = [
        Span(line.start, line.stop)
        for line, label in zip(found, labels, strict=True)
        if label.kind in STORY_ZONES and label.kind is not ZoneKind.TITLE
    ]
    return [Zone(ZoneKind.QUOTATION, s.start, s.stop, "direct-speech") for s in quotations(text, spans, known)]
