"""Small drawings beside the tables: figures through time, and what happened when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from chancery.model import Indicator
from chancery.record import MergedFact
from chancery.serve.web.drawing import drawing, element, link, text
from chancery.serve.web.grids import fact_cells, kind_of
from chancery.serve.web.page import Asked, Picture
from chancery.serve.web.speech import amount_text, date_text
from chancery.text.when import bounds

WIDTH, HEIGHT = 480.0, 150.0
LEFT, RIGHT, TOP, BASE = 12.0, 468.0, 30.0, 122.0
MOST = 6
LANES = ("engagement", "agreement", "mission_event", "position", "project", "institution")
"""The types of fact that a timeline shows, from top to bottom."""

Series = tuple[str, str | None, tuple[str, ...]]


def sparklines(facts: Iterable[MergedFact], asked: Asked) -> Iterator[Picture]:
    """A line for each figure that is given for at least two times, with the same sides and unit."""
    series: dict[Series, dict[str, tuple[float, MergedFact]]] = {}
    for fact in facts:
        payload = fact.fact
        if isinstance(payload, Indicator) and isinstance(payload.value, float) and (day := _day(fact)):
            sides = payload.between or tuple(filter(None, (payload.reporter, payload.partner, payload.place)))
            key = payload.metric, payload.unit, tuple(sorted(sides))
            series.setdefault(key, {}).setdefault(day, (payload.value, fact))
    drawn = sorted((key for key, points in series.items() if len(points) > 1), key=repr)
    for number, key in enumerate(drawn[:MOST]):
        yield _sparkline(number, key, series[key], asked)


def _day(fact: MergedFact) -> str:
    """The last day that a figure is of: of its period, else of its publication."""
    said = getattr(fact.fact, "period", None)
    return (bounds(said)[1] or bounds(said)[0]) if said else fact.first_published or ""


def _sparkline(number: int, key: Series, points: dict[str, tuple[float, MergedFact]], asked: Asked) -> Picture:
    words, written = asked.words, asked.teller.written
    metric, unit, sides = key
    days = sorted(points)
    title = ", ".join(filter(None, (words.label("metric", metric), " – ".join(map(written, sides)))))
    first, last = _number(days[0]), _number(days[-1])
    low, high = min(0.0, *(value for value, _ in points.values())), max(value for value, _ in points.values())

    def at(day: str) -> tuple[float, float]:
        across = (_number(day) - first) / (last - first or 1)
        up = (points[day][0] - low) / (high - low or 1)
        return LEFT + 24 + across * (RIGHT - LEFT - 90), BASE - up * (BASE - TOP)

    places = {day: at(day) for day in days}
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places.values())
    parts = [
        element("line", class_="axis", x1=LEFT, x2=RIGHT, y1=BASE, y2=BASE),
        element("polyline", class_="series", points=line),
        *(_value(day, places[day], points[day], unit, asked) for day in days),
        *(
            text(day[:4], class_="tick", x=f"{places[day][0]:.1f}", y=BASE + 18)
            for day in dict.fromkeys((days[0], days[-1]))
        ),
    ]
    unit_text = words.label("unit", unit)
    return Picture(f"series-{number}", drawing(WIDTH, HEIGHT, title, parts, class_="chart"), f"{title} ({unit_text})")


def _value(day: str, at: tuple[float, float], point: tuple[float, MergedFact], unit: str | None, asked: Asked) -> str:
    value, fact = point
    shown = amount_text(f"{value:.15g}", asked.words)
    title = f"{date_text(day[:4] if getattr(fact.fact, 'period', None) else day, asked.words)}: {shown} {unit or ''}"
    dot = element("circle", class_="dot", cx=f"{at[0]:.1f}", cy=f"{at[1]:.1f}", r="4")
    label = text(shown, class_="value", x=f"{at[0]:.1f}", y=f"{at[1] - 9:.1f}")
    return link(asked.link(f"/fact/{fact.id}"), title, dot, label)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def timeline(facts: Iterable[MergedFact], asked: Asked) -> Picture | None:
    """What happened when, a row for each type of fact; None where fewer than three facts are dated."""
    dated: dict[str, list[tuple[int, MergedFact]]] = {}
    for fact in facts:
        kind, said = kind_of(fact), getattr(fact.fact, "date", None)
        day = bounds(said)[0] if said else fact.first_published
        if kind in LANES and day:
            dated.setdefault(kind, []).append((_number(day), fact))
    days = [day for lane in dated.values() for day, _ in lane]
    if len(days) < 3 or max(days) == min(days):
        return None
    return _timeline([(kind, dated[kind]) for kind in LANES if kind in dated], (min(days), max(days)), asked)


def _timeline(lanes: list[tuple[str, list[tuple[int, MergedFact]]]], ends: tuple[int, int], asked: Asked) -> Picture:
    words, (width, row, left) = asked.words, (960.0, 26.0, 170.0)
    first, last = ends[0] - 30, ends[1] + 30
    base = row * len(lanes) + 12

    def across(day: int) -> float:
        return left + (day - first) / (last - first) * (width - left - 20)

    parts = []
    years = range(date.fromordinal(first).year + 1, date.fromordinal(last).year + 1)
    step = max(1, -(-len(years) // 12))
    for year in years[::step]:
        x = f"{across(date(year, 1, 1).toordinal()):.1f}"
        parts.append(element("line", class_="grid", x1=x, x2=x, y1=4, y2=f"{base:g}"))
        parts.append(text(str(year), class_="tick", x=x, y=f"{base + 16:g}"))
    for number, (kind, lane) in enumerate(lanes):
        y = number * row + row / 2 + 6
        parts.append(text(words.titles[kind], class_="lane", x=0, y=f"{y + 4:g}"))
        parts.append(element("line", class_="axis", x1=left, x2=width, y1=f"{y:g}", y2=f"{y:g}"))
        parts += [_event(fact, (across(day), y), asked) for day, fact in lane]
    svg = drawing(width, base + 24, words.page("timeline"), parts, class_="timeline")
    return Picture("timeline", svg, words.page("timeline_caption"))


def _event(fact: MergedFact, at: tuple[float, float], asked: Asked) -> str:
    cells = fact_cells(fact, asked.teller)
    told = [cell.shown for column, group in cells.items() if column not in ("id", "sources", "first") for cell in group]
    dot = element("circle", class_=f"dot {fact.modality}", cx=f"{at[0]:.1f}", cy=f"{at[1]:.1f}", r="5")
    return link(asked.link(f"/fact/{fact.id}"), ", ".join(told), dot)
