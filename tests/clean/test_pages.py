from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.clean import document
from chancery.model import Block, BlockKind, Document, MediaType, RawItem, Rejected
from chancery.text.offsets import original


def page(markup: str, **fields: str | None) -> Document:
    found = document(RawItem("k", markup.encode(), MediaType.HTML, **fields))  # type: ignore[arg-type]
    assert isinstance(found, Document), found
    return found


def block(found: Document, text: str) -> Block:
    return next(b for b in found.blocks if found.text[b.start : b.stop] == text)


def test_blocks_are_parted_by_an_empty_line_and_white_space_collapses() -> None:
    found = page("<div>a \n b<p> c<br> d </p>e<ul><li>f<li>g</ul><br><br></div>")
    assert found.text == "a b\n\nc\nd\n\ne\n\nf\n\ng"
    assert [found.text[b.start : b.stop] for b in found.blocks] == found.text.split("\n\n")


def test_two_breaks_part_paragraphs() -> None:
    assert page("<div>a<br><br>b<br />c</div>").text == "a\n\nb\nc"


def test_inline_elements_do_not_part_words() -> None:
    assert page("<p>one<b>two</b> <a href=x>three</a>, four</p>").text == "onetwo three, four"


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x<p>y</script>",
        "<style>x</style>",
        "<noscript><p>x</p></noscript>",
        "<template><p>x</p></template>",
        "<svg><title>x</title><text>x</text></svg>",
        "<!-- x > -->",
        "<!DOCTYPE x>",
        "<?x y?>",
        "<p hidden>x</p>",
        "<div style='display: none'>x</div>",
        "<textarea>x</textarea>",
        "<select><option>x</select>",
        "<head><title>x</title></head>",
    ],
)
def test_what_a_browser_does_not_show_is_left_out(hidden: str) -> None:
    assert page(f"<p>a</p>{hidden}<p>b</p>").text == "a\n\nb"


def test_references_lead_to_where_they_are_written() -> None:
    markup = "<p>R&amp;D&nbsp;&#1055;&#x43E;сол &laquo;x&raquo; &unknown; a&shy;b"
    found = page(markup)
    assert found.text == "R&D\u00a0Посол «x» &unknown; a\u00adb"
    content = markup.encode()
    assert content[slice(*original(found.origin, 1, 2))] == b"&amp;"
    assert content[slice(*original(found.origin, 4, 5))] == b"&#1055;"


@given(st.lists(st.text("abcдеёй<>&'\" \n", min_size=1), min_size=1, max_size=6))
def test_visible_text_leads_back_to_the_same_letters(paragraphs: list[str]) -> None:
    import html

    markup = "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    found = document(RawItem("k", markup.encode(), MediaType.HTML))
    if isinstance(found, Rejected):
        assert not "".join(paragraphs).strip()
        return
    content = markup.encode()
    assert found.text.split() == " ".join(paragraphs).split()
    for index, char in enumerate(found.text):
        start, stop = original(found.origin, index, index + 1)
        if char.isalpha():
            assert content[start:stop].decode().startswith(char)


def test_hints_and_kinds_come_from_the_page() -> None:
    found = page(
        "<nav><ul><li><a href=/>Home</a></ul></nav><main><article><h1>Title</h1>"
        "<time datetime=2024-01-02>2 January</time><p>Body</p>"
        "<figure><figcaption>Photo</figcaption></figure></article></main>"
        "<div class='related-news'><p>Other</p></div><form><label>Name</label></form><footer>End</footer>"
    )
    assert block(found, "Home").hints == {"nav", "link"}
    assert block(found, "Title").hints == {"main", "article", "h1", "title"}
    assert block(found, "Title").kind is BlockKind.HEADING
    assert block(found, "2 January").hints >= {"time"}
    assert block(found, "Body") == Block(
        block(found, "Body").start, block(found, "Body").stop, BlockKind.PARAGRAPH, frozenset({"main", "article"})
    )
    assert block(found, "Photo").kind is BlockKind.CAPTION
    assert block(found, "Other").hints == {"aside"}
    assert block(found, "Name").hints == {"form"}
    assert block(found, "End").hints == {"footer"}
    assert found.published == "2024-01-02"


def test_a_class_that_speaks_of_the_page_is_no_hint() -> None:
    found = page("<body class='menu-open'><div class='page-with-sidebar no-comments'><p>a</p></div>")
    assert block(found, "a").hints == frozenset()


@pytest.mark.parametrize(
    "head",
    [
        "<meta property='article:published_time' content='2023-07-10T16:40:00+05:00'>",
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"},'
        ' {"@type": ["NewsArticle"], "datePublished": "2023-07-10"}]}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2023-07-10",\n,}</script>',
        "<meta itemprop=datePublished content=2023-07-10>",
        "<meta name=DC.date.issued content='2023-07-10'>",
        "<body><time datetime='2023-07-10'>x</time>",
        "<article><time datetime='2023-07-10'>x</time></article><time datetime='2026-01-01'>today</time>",
    ],
)
def test_metadata_date_the_page(head: str) -> None:
    assert page(f"{head}<p>text").published == "2023-07-10"


def test_two_stamps_outside_the_article_date_nothing() -> None:
    assert page("<time datetime=2023-07-10>a</time><time datetime=2023-07-11>b</time>").published is None


def test_a_page_of_a_file_goes_before_the_callers_default_and_a_line_before_its_page() -> None:
    markup = "<meta property='article:published_time' content='2023-07-10'><p>a"
    assert page(markup, file="a.html", published="2020-01-01").published == "2023-07-10"
    assert page(markup, url="https://example.org/", published="2020-01-01").published == "2020-01-01"
    assert page("<p>a", file="a.html", published="2020-01-01").published == "2020-01-01"


def test_titles() -> None:
    assert page("<title>T | Site</title><meta property=og:title content='A &amp; B'><h1>H</h1>").title == "A & B"
    assert page("<title>Site</title><h1>H  h</h1><p>x").title == "H h"
    assert page("<title>Long title of it - Site</title><p>x").title == "Long title of it"
    assert page("<title>T — Site</title><meta property=og:title content='T — Site'><h1>T</h1>").title == "T"


def test_declared_language_is_a_hint_only_if_it_is_one() -> None:
    assert page("<html lang='ru-RU'><p>a").lang == "ru"
    assert page("<html lang='{{ lang }}'><p>a").lang is None


def test_declared_charset_decides_unless_the_bytes_are_utf8() -> None:
    text = "Посол встретился с губернатором"
    declared = f"<meta charset=windows-1251><p>{text}"
    for encoding in ("cp1251", "utf-8"):
        found = document(RawItem("k", declared.encode(encoding), MediaType.HTML))
        assert isinstance(found, Document)
        assert found.text == text


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<div>",
        "<b></span>",
        "</p>",
        "&amp;",
        "<!--",
        "<br>x",
        "<svg><p>",
        "<ul><li>",
        "<b><div></div>",
        "=\"'",
    ],
)
def test_hostile_pages_take_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        content = b"<p>x</p>" + piece.encode() * (size // len(piece))
        start = time.perf_counter()
        document(RawItem("k", content, MediaType.HTML))
        return time.perf_counter() - start

    seconds(10_000)
    assert seconds(160_000) < 16 * max(seconds(40_000), 0.01)


def test_votes_only_add_hints() -> None:
    markup = "<article>" + "<p>The ambassador met the governor and they spoke about trade for a long time.</p>" * 4
    plain, voted = (document(RawItem("k", markup.encode(), MediaType.HTML), votes=votes) for votes in (False, True))
    assert isinstance(plain, Document)
    assert isinstance(voted, Document)
    assert plain.text == voted.text
    assert [b.hints for b in plain.blocks] == [b.hints - {"body-vote"} for b in voted.blocks]
