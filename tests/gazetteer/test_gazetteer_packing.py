"""The packed tables: nothing is lost, damage is said plainly, checksums hold."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.errors import GazetteerError
from chancery.gazetteer.packing import (
    CASES,
    FORMS,
    NEUTRAL,
    NUMBERS,
    FormTable,
    Unpacked,
    decoded,
    encoded,
    packed_reading,
    unpacked,
)

FOLDER = files("chancery") / "data" / "gazetteer"

readings = st.builds(
    Unpacked,
    row=st.integers(0, 2**20 - 1),
    form=st.sampled_from(FORMS),
    cases=st.frozensets(st.sampled_from(CASES)),
    number=st.sampled_from(NUMBERS),
    lang=st.sampled_from(["ru", NEUTRAL]),
)


@given(readings)
def test_a_reading_comes_back(reading: Unpacked) -> None:
    packed = packed_reading(reading)
    assert packed < 2**32
    assert unpacked(packed, "ru") == reading


def test_a_table_comes_back() -> None:
    table = FormTable("ru", " а\n б", b"\x01\x00", b"\x01\x02\x03\x04", ("adjective",))
    assert decoded(encoded(table), FormTable, "forms") == table


@pytest.mark.parametrize("content", [b"", b"no table", encoded({"another": "shape"})])
def test_damage_is_one_error(content: bytes) -> None:
    with pytest.raises(GazetteerError, match="damaged"):
        decoded(content, FormTable, "forms")


def test_the_tables_are_those_that_were_built() -> None:
    sums = tomllib.loads((FOLDER / "sources.toml").read_text("utf-8"))["sha256"]
    assert "places.bin" in sums
    for name, digest in sums.items():
        content = (FOLDER / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == digest
        assert len(content) < 4_000_000
