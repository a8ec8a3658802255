"""The catalogue is the closed list: whatever a language pack can put into a fact has a label there."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from chancery.serve.catalog import catalog

LABELS = catalog().labels
PACKS = sorted(path for path in Path(str(files("chancery") / "data" / "lang")).iterdir() if path.is_dir())
TABLES = {
    ("roles", "role"): "role",
    ("missions", "mission"): "mission_type",
    ("indicators", "metric"): "metric",
    ("engagements", "title"): "engagement_kind",
    ("engagements", "level"): "level",
    ("engagements", "mode"): "mode",
}
FRAME_FIELDS = {
    "mission": {"event": "mission_event", "mission_type": "mission_type"},
    "district": {"op": "op"},
    "position": {"event": "position_event", "role": "role"},
    "engagement": {"kind": "engagement_kind", "mode": "mode", "level": "level"},
    "indicator": {"metric": "metric", "unit": "unit", "qualifier": "qualifier"},
}


def told(pack: Path, name: str) -> dict[str, Any]:
    return tomllib.loads((pack / name).read_text(encoding="utf-8")) if (pack / name).exists() else {}


def used(pack: Path) -> Iterator[tuple[str, str]]:
    """Each (group of labels, identifier) that the pack can bring about."""
    for (file, table), group in TABLES.items():
        yield from ((group, each["id"]) for each in told(pack, f"{file}.toml").get(table, []))
    for marker in told(pack, "modality.toml").get("marker", []):
        yield "modality", marker["modality"]
    for metric in told(pack, "indicators.toml").get("metric", []):
        yield from (("unit", unit) for unit in [metric.get("unit")] if unit)
    for path in sorted((pack / "grammar").glob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", []):
            fields = FRAME_FIELDS.get(rule["id"].split(".")[1], {})
            fixed = {key: value for key, value in (rule | rule.get("fixed", {})).items() if isinstance(value, str)}
            yield from ((group, fixed[field]) for field, group in fields.items() if field in fixed)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_identifier_of_a_pack_is_on_the_closed_list(pack: Path) -> None:
    found = set(used(pack))
    assert len(found) > 100
    assert sorted(pair for pair in found if pair[1] not in LABELS[pair[0]]) == []
