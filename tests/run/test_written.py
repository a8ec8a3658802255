"""What bounds an undated text: the names of renamed places. Nothing is dated by it."""

from __future__ import annotations

import pytest
from reading_samples import read, reader, text_item

from chancery.analyse.renamed import Bound
from chancery.model import RawItem

TALKED = "The ambassador met the minister in Nur-Sultan and they spoke about trade for a long time."


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (TALKED, "2019-03-23/2022-09-17"),
        ("Посол встретился с министром в Нур-Султане.", "2019-03-23/2022-09-17"),
        ("The ambassador met the minister in Astana, then called Nur-Sultan.", "2019-03-23/.."),
        ("The ambassador met the minister in Astana.", ""),
        ("Посол посетил Алма-Ату.", "1921-02-05/.."),
        ("Nursultan Nazarbayev met the ambassador of Turkey.", ""),
        ("The governor of Akmola Region met the ambassador.", ""),
    ],
)
def test_the_names_of_places_bound_an_undated_text(text: str, written: str) -> None:
    reading = read(text_item(text, None))
    assert reading.annotated.written == written
    assert reading.document.published is None
    assert reading.annotated.published is None


def test_a_dated_text_needs_no_bound() -> None:
    item = RawItem(key="k", content=TALKED.encode(), published="2020-05-04")
    assert read(item).annotated.written == ""


@pytest.mark.parametrize(("line", "day"), [("May 3, 2021", "2021-05-03"), ("May 3, 2025", None), ("May 3, 2018", None)])
def test_a_date_line_outside_the_bound_is_a_pages_clock(line: str, day: str | None) -> None:
    assert read(text_item(f"Embassy opens in Nur-Sultan\n{line}\n{TALKED}", None)).annotated.published == day


def test_no_year_is_invented_within_the_bound() -> None:
    facts = read(text_item("Japan opened an embassy in Nur-Sultan on 5 May.", None)).frames
    assert [
        getattr(frame.fact, "date", None) for frame in facts if frame.fact.__struct_config__.tag == "mission_event"
    ] == ["XXXX-05-05"]


def test_the_trace_says_the_bound() -> None:
    assert reader().explain(TALKED, lang=None, published=None).written == "2019-03-23/2022-09-17"


def test_a_bound_is_an_interval_that_may_be_open() -> None:
    assert (Bound().edtf, Bound("2019-03").edtf, Bound(until="2020").edtf) == ("", "2019-03/..", "../2020")
    bound = Bound("2019-03", "2022-09-17")
    assert [bound.allows(day) for day in ("2019-02-28", "2019-03-01", "2022-09-16", "2022-09-17")] == [
        False,
        True,
        True,
        False,
    ]
