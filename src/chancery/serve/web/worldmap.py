"""The map: missions where their seats are, on outlines of States. Equal Earth, an equal-area projection, cut through
the Bering Strait so that no State is torn.

Outlines: data/map, made by tools/build_map.py. Projection after Šavrič, Patterson and Jenny (2018).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from chancery.errors import GazetteerError
from chancery.gazetteer import Place, gazetteer
from chancery.run.queries import MissionRow
from chancery.serve.web import names
from chancery.serve.web.drawing import drawing, element, link, text
from chancery.serve.web.page import Asked, Picture

Point = tuple[float, float]

MIDDLE = 11.85
"""The meridian in the middle; its opposite runs between Chukotka and Alaska."""
WIDTH = 960.0
LOWEST, HIGHEST = 0.42, 0.62
"""Bounds of a map's height, as parts of its width."""
NARROWEST = 0.6
"""The least width of what a map shows, in the projection's units (the whole world is 5.4)."""
FINEST = 0.7
"""Pixels between two points of a line."""
MOST_LABELS = 28
ALWAYS = 8
"""Labels that are there on a narrow screen too."""
ENDED = frozenset(("closed", "suspended", "cancelled", "denied"))
EXPECTED = frozenset(("planned", "announced", "proposed", "discussed", "ordered", "approved"))


class Outlines(Struct, frozen=True):
    """Shared borders: arcs of (dx, dy, ...) in parts of a degree, and for each State the rings made of them."""

    factor: int
    arcs: list[list[int]]
    areas: dict[str, list[list[int]]]


class World(Struct, frozen=True):
    """The outlines in the projection's plane; `borders` are the arcs that two States share."""

    arcs: list[list[Point]]
    areas: dict[str, list[list[int]]]
    borders: tuple[int, ...]


def projected(lon: float, lat: float) -> Point:
    """A place in the plane, y downwards."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    square = theta * theta
    sixth = square**3
    turned = math.radians((lon - MIDDLE + 180) % 360 - 180)
    x = 2 * math.sqrt(3) * turned * math.cos(theta)
    x /= 3 * (9 * a4 * sixth * square + 7 * a3 * sixth + 3 * a2 * square + a1)
    return x, -theta * (a4 * sixth * square + a3 * sixth + a2 * square + a1)


@cache
def world() -> World:
    """The outlines, projected once.

    Raises:
        GazetteerError: they are missing or damaged.
    """
    file = files("chancery") / "data" / "map" / "world.json"
    try:
        outlines = msgspec.json.decode(file.read_bytes(), type=Outlines)
    except (OSError, msgspec.MsgspecError) as fault:
        raise GazetteerError("the map is missing or damaged", where=str(file), hint="reinstall chancery") from fault
    uses: dict[int, int] = {}
    for ring in (ring for rings in outlines.areas.values() for ring in rings):
        for number in ring:
            forward = number if number >= 0 else ~number
            uses[forward] = uses.get(forward, 0) + 1
    arcs = [list(_points(arc, outlines.factor)) for arc in outlines.arcs]
    areas = {code: [ring for ring in rings if not _torn(ring, arcs)] for code, rings in outlines.areas.items()}
    return World(arcs, areas, tuple(number for number, count in uses.items() if count > 1))


def _torn(ring: list[int], arcs: list[list[Point]]) -> bool:
    """Whether an outline lies on both edges of the map: an islet in the Bering Strait."""
    xs = [x for number in ring for x, _ in arcs[number if number >= 0 else ~number]]
    return max(xs) - min(xs) > 4


def _points(arc: list[int], factor: int) -> Iterator[Point]:
    x = y = 0
    for dx, dy in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + dx, y + dy
        yield projected(x / factor, y / factor)


class Window(Struct, frozen=True):
    """The part of the plane that a map shows, and its scale in pixels."""

    left: float
    top: float
    scale: float
    width: float
    height: float

    def at(self, point: Point) -> Point:
        """Where a point of the plane is drawn."""
        return (point[0] - self.left) * self.scale, (point[1] - self.top) * self.scale


def window(points: list[Point]) -> Window:
    """The part of the plane that shows these points with some room around them."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    pad = 0.12 * max(across, down)
    width = max(across + 2 * pad, (down + 2 * pad) / HIGHEST, NARROWEST)
    height = min(max(down + 2 * pad, LOWEST * width), HIGHEST * width)
    left, top = (max(xs) + min(xs) - width) / 2, (max(ys) + min(ys) - height) / 2
    scale = WIDTH / width
    return Window(left, top, scale, WIDTH, round(height * scale))


def mission_map(rows: list[MissionRow], asked: Asked, *, around: Place | None = None) -> Picture | None:
    """The missions whose seat is known, drawn; None where there is none. States of `around` are set off."""
    marks = [(row, place) for row in rows if (place := seat(row))]
    if not marks:
        return None
    points = [projected(place.lon or 0.0, place.lat or 0.0) for _, place in marks]
    shown = window(points)
    named = {place.id for _, place in marks}
    parts = [
        element("rect", class_="sea", width=f"{shown.width:g}", height=f"{shown.height:g}"),
        *_land(shown, _state_codes(rows, around)),
        *_dots([(row, place, shown.at(point)) for (row, place), point in zip(marks, points, strict=True)], asked),
    ]
    words = asked.words
    left_out = len(rows) - len(marks)
    caption = words.page("map_caption", count=len(marks), seats=len(named))
    caption += f" {words.page('map_left_out', count=left_out)}" if left_out else ""
    svg = drawing(shown.width, shown.height, words.page("map_title"), parts, class_="map")
    return Picture("map", svg, f"{caption} {words.page('map_borders')}")


@cache
def _state_named(name: str) -> str:
    place = names.place_named(name)
    return place.country if place is not None else ""


def seat(row: MissionRow) -> Place | None:
    """Where a mission has its seat: its city, else the capital of the State that it is in."""
    country = _state_named(row.receiving) if row.receiving else ""
    place = names.place_named(row.city, country) if row.city else None
    if place is None and row.receiving and (state := names.place_named(row.receiving)) and state.capital:
        try:
            place = gazetteer().place(state.capital)
        except GazetteerError:
            place = None
    return place if place is not None and place.lat is not None and place.lon is not None else None


def _state_codes(rows: list[MissionRow], around: Place | None) -> frozenset[str]:
    """The States to set off: the one that the page is about, else those that the missions are in."""
    if around is not None:
        return frozenset((around.country,))
    return frozenset(_state_named(row.receiving) for row in rows if row.receiving)


def _land(shown: Window, set_off: frozenset[str]) -> Iterator[str]:
    lines = [_line(arc, shown) for arc in world().arcs]
    rings: dict[bool, list[str]] = {False: [], True: []}
    for code, areas in world().areas.items():
        for ring in areas:
            points = [point for number in ring for point in (lines[number] if number >= 0 else lines[~number][::-1])]
            if len(points) > 2 and _overlaps(points, shown):
                rings[code in set_off].append(_path(points) + "Z")
    yield element("path", class_="land", d="".join(rings[False]))
    yield element("path", class_="land chosen", d="".join(rings[True]))
    borders = (lines[number] for number in world().borders)
    yield element("path", class_="border", d="".join(_path(line) for line in borders if _overlaps(line, shown)))


def _line(arc: list[Point], shown: Window) -> list[Point]:
    """An arc as it is drawn, without points that would fall together; its ends stay, so that neighbours still meet."""
    drawn = [shown.at(point) for point in arc]
    kept = drawn[:1]
    for point in drawn[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= FINEST:
            kept.append(point)
    return [*kept, drawn[-1]]


def _overlaps(points: list[Point], shown: Window) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) >= 0 and min(xs) <= shown.width and max(ys) >= 0 and min(ys) <= shown.height


def _path(points: list[Point]) -> str:
    """A path in relative steps of a tenth of a pixel."""
    last = round(points[0][0] * 10), round(points[0][1] * 10)
    steps = [f"M{last[0] / 10:g} {last[1] / 10:g}l"]
    for x, y in points[1:]:
        here = round(x * 10), round(y * 10)
        if here != last:
            steps.append(f"{(here[0] - last[0]) / 10:g} {(here[1] - last[1]) / 10:g} ")
        last = here
    return "".join(steps)


def _dots(marks: list[tuple[MissionRow, Place, Point]], asked: Asked) -> Iterator[str]:
    """A circle for each mission, those of one city side by side, and each city's name once where there is room."""
    by_city: dict[str, list[tuple[MissionRow, Place, Point]]] = {}
    for mark in marks:
        by_city.setdefault(mark[1].id, []).append(mark)
    taken: list[tuple[float, float, float, float]] = []
    labels = []
    for city in sorted(by_city.values(), key=len, reverse=True):
        for number, (row, place, (x, y)) in enumerate(city):
            across = x + (number - (len(city) - 1) / 2) * 7
            yield _dot(row, place, (across, y), asked)
        _, place, (x, y) = city[0]
        label = asked.teller.written(place.name)
        box = (x + 4 + 3.5 * len(city), y - 6, x + 8 + 3.5 * len(city) + 6.2 * len(label), y + 6)
        clear = all(box[2] < o[0] or box[0] > o[2] or box[3] < o[1] or box[1] > o[3] for o in taken)
        if clear and len(taken) < MOST_LABELS and box[2] < WIDTH:
            taken.append(box)
            labels.append(
                text(label, class_="label" if len(taken) < 8 else "label minor", x=f"{box[0]:.1f}", y=f"{y + 4:.1f}")
            )
    yield from labels


def _dot(row: MissionRow, place: Place, at: Point, asked: Asked) -> str:
    words, written = asked.words, asked.teller.written
    state = "ended" if row.status in ENDED else "expected" if row.status in EXPECTED else "stands"
    title = words.page(
        "mission_title",
        mission=words.label("mission_type", row.mission_type),
        sending=written(row.sending or ""),
        seat=written(place.name),
    )
    title = f"{title} ({words.label('mission_event', row.status)})"
    there = names.of_mission(row.sending or "", row.mission_type, row.city or row.receiving or "").path
    dot = element("circle", class_=f"dot {state}", cx=f"{at[0]:.1f}", cy=f"{at[1]:.1f}", r="4")
    return link(asked.link(there), title, dot)
