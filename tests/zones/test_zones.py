from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.analyse.zones import merged, paragraphs, published_line, zones
from chancery.clean import document
from chancery.lang.parts import part
from chancery.model import STORY_ZONES, Document, MediaType, RawItem, Zone, ZoneKind
from chancery.model.zoning import ZoneWords

EN, RU = (part(code, "zones", ZoneWords) for code in ("en", "ru"))
BOTH = merged([EN, RU])
BODY_EN = "The ambassador met the governor of the region and they spoke about trade for a long time."
BODY_RU = "Посол встретился с губернатором области, и они долго говорили о торговле между двумя странами."
LINES = st.sampled_from(
    [
        *(
            "",
            "Read also",
            "Related articles",
            "A short line",
            "Photo: agency",
            "|",
            "# x",
            "Leave a reply",
            "…",
            "«А и Б",
        ),
        *(BODY_EN, BODY_RU, "27.11.2022 00:00", "– Мы рады, – сказал он. – Очень.", "Earlier, it was so."),
        "PARIS, May 19 -- " + BODY_EN,
    ]
)


def text(content: str, media_type: MediaType = MediaType.TEXT) -> Document:
    found = document(RawItem("k", content.encode(), media_type))
    assert isinstance(found, Document)
    return found


def labelled(content: str, words: ZoneWords = BOTH, media_type: MediaType = MediaType.TEXT) -> dict[str, ZoneKind]:
    """Every line or stretch of one zone with the kind of its innermost top-level zone."""
    found = text(content, media_type)
    top = [zone for zone in zones(found, words) if zone.kind is not ZoneKind.QUOTATION]
    return {
        line.strip(): zone.kind
        for zone in top
        for line in found.text[zone.start : zone.stop].split("\n")
        if line.strip()
    }


def spoken(content: str, words: ZoneWords = BOTH) -> list[str]:
    found = text(content)
    return [found.text[z.start : z.stop] for z in zones(found, words) if z.kind is ZoneKind.QUOTATION]


def tiles(found: Document, marked: tuple[Zone, ...]) -> bool:
    top = [zone for zone in marked if zone.kind is not ZoneKind.QUOTATION]
    starts, stops = [zone.start for zone in top], [zone.stop for zone in top]
    return starts == [0, *stops[:-1]] and stops[-1] == len(found.text) and all(z.start < z.stop for z in marked)


@given(st.one_of(st.lists(LINES, min_size=2, max_size=12).map("\n".join), st.text(min_size=1, max_size=80)))
def test_zones_tile_any_text_and_something_is_story(content: str) -> None:
    found = Document("k", content, "")
    marked = zones(found, BOTH)
    assert tiles(found, marked)
    if any(char.isalpha() for char in content):
        assert len(marked) >= 1
    quotes = [zone for zone in marked if zone.kind is ZoneKind.QUOTATION]
    stories = [zone for zone in marked if zone.kind in STORY_ZONES and zone not in quotes]
    assert all(any(s.start <= q.start and q.stop <= s.stop for s in stories) for q in quotes)
    assert list(marked) == sorted(marked, key=lambda z: (z.start, -z.stop))


@given(
    st.lists(
        st.sampled_from([f"<p>{BODY_EN}</p>", "<nav><a href=/>x</a></nav>", "<h1>T</h1>", "<p>…", "<li>a"]), min_size=1
    )
)
def test_zones_tile_any_page(pieces: list[str]) -> None:
    found = text("".join(pieces), MediaType.HTML)
    assert tiles(found, zones(found, EN))


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_paragraphs_are_the_words_of_the_text_in_order(content: str) -> None:
    found = Document("k", content, "")
    assert " ".join(content[s.start : s.stop] for s in paragraphs(found)).split() == content.split()


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "The minister received the copies of credentials from the newly\nappointed ambassador and the two sides then\n"
    )
    wrapped += "talked about trade, education and the fight against crime\nin the region.\n\nThe ambassador left."
    assert len(paragraphs(Document("k", wrapped, ""))) == 2


def test_a_flattened_page_is_taken_apart() -> None:
    found = labelled(
        "Skip to content\nHome | News | World\nMonday, June 2, 2025\n+21 °C\nUSD 450.1 EUR 512.3\n"
        "Kenya to open embassy\n"
        f"June 1, 2025 10:30\nBy Some Author\nShare\nNAIROBI, June 1 (Xinhua) -- {BODY_EN}\nPhoto: ministry\n"
        "Read also: Another story of another day\n"
        "Earlier, the two sides said that they would open missions in both capitals.\n"
        "Tags: a, b\nRelated articles\nA headline\n"
        "Another ambassador presented his letters to the president of the republic.\n"
        "Leave a reply\nYour name\n© 2025 Newspaper. All rights reserved."
    )
    assert {line: kind.value for line, kind in found.items()} == {
        "Skip to content": "boilerplate",
        "Home | News | World": "boilerplate",
        "Monday, June 2, 2025": "page_date",
        "+21 °C": "boilerplate",
        "USD 450.1 EUR 512.3": "boilerplate",
        "Kenya to open embassy": "title",
        "June 1, 2025 10:30": "page_date",
        "By Some Author": "boilerplate",
        "Share": "boilerplate",
        "NAIROBI, June 1 (Xinhua) --": "dateline",
        BODY_EN: "body",
        "Photo: ministry": "caption",
        "Read also: Another story of another day": "teaser",
        "Earlier, the two sides said that they would open missions in both capitals.": "background",
        "Tags: a, b": "boilerplate",
        "Related articles": "teaser",
        "A headline": "teaser",
        "Another ambassador presented his letters to the president of the republic.": "teaser",
        "Leave a reply": "form",
        "Your name": "form",
        "© 2025 Newspaper. All rights reserved.": "boilerplate",
    }


def test_the_story_goes_on_after_a_list_of_related_stories() -> None:
    found = labelled(
        f"Заголовок новости\n{BODY_RU}\nЧитайте также\nДругая новость\n{BODY_RU[:-1]} вчера.\n{BODY_RU[:-1]} снова."
    )
    assert found["Другая новость"] is ZoneKind.TEASER
    assert found[f"{BODY_RU[:-1]} вчера."] is found[BODY_RU] is ZoneKind.BODY


def test_pairs_of_a_headline_and_a_cut_paragraph_are_teasers() -> None:
    cut = "Во дворце прошёл второй этап конкурса, который посвящён юбилею великого поэта среди участников из..."
    found = labelled(f"Заголовок\n\n{BODY_RU}\n\nПервая новость\n\n{cut}\n\nВторая новость\n\n{cut[3:]}")
    assert {found[line] for line in ("Первая новость", cut, "Вторая новость", cut[3:])} == {ZoneKind.TEASER}
    assert found[BODY_RU] is ZoneKind.BODY


@pytest.mark.parametrize(
    "content",
    [
        "Посол вручил грамоты.",
        "Embassy opens",
        "В Баку открылось консульство. Его возглавит опытный дипломат.",
        "Weather",
        "27.11.2022",
    ],
)
def test_short_news_is_never_thrown_away(content: str) -> None:
    found = text(content)
    assert any(zone.kind is ZoneKind.BODY or zone.kind is ZoneKind.PAGE_DATE for zone in zones(found, BOTH))
    if any(char.isalpha() for char in content):
        assert any(zone.kind is ZoneKind.BODY for zone in zones(found, BOTH))


def test_lists_within_the_story_are_story() -> None:
    found = labelled(f"Заголовок\n{BODY_RU}\nСтороны обсудили:\n- торговлю;\n- новые школы;\n{BODY_RU[:-1]} ещё раз.")
    assert {found[line] for line in ("Стороны обсудили:", "- новые школы;")} == {ZoneKind.BODY}


def test_a_repeated_paragraph_counts_once() -> None:
    found = text(f"Headline of the day\n{BODY_EN}\n{BODY_EN}")
    assert [zone.rule for zone in zones(found, EN)] == ["title", "story", "doubled"]


@pytest.mark.parametrize(
    ("line", "dateline"),
    [
        ("ASTANA. KAZINFORM - ", True),
        ("XI'AN, May 19 (Xinhua) -- ", True),
        ("ST. PETERSBURG, Russia (AP) — ", True),
        ("Luanda - ", True),
        ("ASTANA, Kazakhstan, November 1. ", True),
        ("BAKU, Azerbaijan, July 3. Trend - ", True),
        ("ЕКАТЕРИНБУРГ, 13 ноября. /ТАСС/. ", True),
        ("Бишкек, 29.07.24. /Агентство/. ", True),
        ("(KZN.RU, 5 июля). ", True),
        ("МОСКВА, 5 июн — РИА Новости. ", True),
        ("НУР-СУЛТАН. КАЗИНФОРМ – ", True),
        ("Франция – ", False),
        ("According to the ministry, ", False),
        ("In 2019, ", False),
        ("The U.S. - ", False),
    ],
)
def test_datelines(line: str, dateline: bool) -> None:
    tail = BODY_EN if line.isascii() else BODY_RU
    tail = tail if dateline else tail[:1].lower() + tail[1:]
    found = text(line + tail)
    first = zones(found, BOTH)[0]
    assert (first.kind is ZoneKind.DATELINE) is dateline
    if dateline:
        assert found.text[first.stop :] == tail


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f'"{BODY_EN[:-1]}," the minister said.', [f'"{BODY_EN[:-1]},"']),
        (f'{BODY_EN[:-1]}," the minister said.', [f'{BODY_EN[:-1]},"']),
        (f'"{BODY_EN}', [f'"{BODY_EN}']),
        ("He said “we shall go on with this work” and left the room.", ["“we shall go on with this work”"]),
        ("They signed the “Treaty of Peace and Friendship” in the capital of the country.", []),
        ("The minister's word and the ambassadors' hopes were 'very much the same' that day.", []),
        ("Общество «Дружба» и газета «Новый день» приняли участие во встрече с послом.", []),
        ("Подписан документ «О развитии сотрудничества между регионами» на встрече двух глав.", []),
        (
            "– Мы рады видеть гостей, – отметил министр. – Это важный шаг для всех нас.",
            ["Мы рады видеть гостей,", "Это важный шаг для всех нас."],
        ),
        (
            "«Мы рады видеть гостей, — сказал он. — Это важный шаг».",
            ["«Мы рады видеть гостей,", "Это важный шаг»"],
        ),
        ("Посол заявил: «Мы будем работать вместе».", ["«Мы будем работать вместе»"]),
    ],
)
def test_quotations(content: str, expected: list[str]) -> None:
    assert spoken(content) == expected


@pytest.mark.parametrize(
    ("content", "day"),
    [
        (f"Заголовок новости\n27.11.2022 00:00\n{BODY_RU}", "2022-11-27"),
        (f"Заголовок новости\n27 ноября 2022 года\n{BODY_RU}", "2022-11-27"),
        (f"Headline of the day\nBy Author Name\nNovember 27, 2022\n{BODY_EN}", "2022-11-27"),
        (f"Headline of the day\n2022-11-27 10:00\n{BODY_EN}", "2022-11-27"),
        (f"27.11.2022 00:00\nЗаголовок новости\n{BODY_RU}", None),
        (f"Заголовок новости\nПонедельник, 28 апреля, 2025\n{BODY_RU}", None),
        (f"Заголовок новости\n30.02.20\n{BODY_RU}", None),
        (
            f"Saturday, 27 July, 2024\nHeadline of the day\nDiplomatic Correspondent,\n22 Mar 2023, 20:44\n{BODY_EN}",
            "2023-03-22",
        ),
        (f"Headline of the day\n{BODY_EN}\nFirst Published: Jul 02 2016 | 10:28 PM IST", "2016-07-02"),
        (f"Опубликовано: 27.11.2022\nЗаголовок новости\n{BODY_RU}", "2022-11-27"),
        (f"Headline of the day\n{BODY_EN}\nPublished: Jul 02 2016\nPublished: Jul 03 2016", None),
        (f"Headline of the day\n{BODY_EN}\nUpdated: Jul 02 2016", None),
        (f"Заголовок новости\n{BODY_RU}\n27.11.2022", None),
        (f"Заголовок новости\nКурс валют: USD 90\n27.11.2022\n{BODY_RU}", None),
    ],
)
def test_a_date_line_under_the_title(content: str, day: str | None) -> None:
    found = text(content)
    assert published_line(found, zones(found, BOTH), BOTH) == day


def test_a_page_is_labelled_by_its_layout() -> None:
    found = labelled(
        "<header><nav><a href=/>Home</a></nav></header><h1>The headline.</h1><article>"
        f"<p>{BODY_EN}</p><figcaption>Photo of the day</figcaption><aside><p>{BODY_EN[4:]}</p></aside></article>"
        f"<div class=related><p>{BODY_EN[:-1]} again.</p></div><form><button>Send</button></form><footer>End</footer>",
        media_type=MediaType.HTML,
    )
    assert found == {
        "Home": ZoneKind.BOILERPLATE,
        "The headline.": ZoneKind.TITLE,
        BODY_EN: ZoneKind.BODY,
        "Photo of the day": ZoneKind.CAPTION,
        BODY_EN[4:]: ZoneKind.BOILERPLATE,
        f"{BODY_EN[:-1]} again.": ZoneKind.BOILERPLATE,
        "Send": ZoneKind.FORM,
        "End": ZoneKind.BOILERPLATE,
    }


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    found = labelled(f"<form><h1>Headline</h1><p>{BODY_EN}</p></form>", media_type=MediaType.HTML)
    assert found == {"Headline": ZoneKind.TITLE, BODY_EN: ZoneKind.BODY}


def test_a_pack_without_words_still_finds_the_story() -> None:
    assert labelled(f"Headline of it\n{BODY_EN}", ZoneWords()) == {
        "Headline of it": ZoneKind.TITLE,
        BODY_EN: ZoneKind.BODY,
    }


def test_merged_words_hold_all_and_months_by_number() -> None:
    assert set(EN.related) | set(RU.related) == set(BOTH.related)
    assert all(set(EN.months[n]) | set(RU.months[n]) == set(BOTH.months[n]) for n in range(12))


@pytest.mark.parametrize("words", [EN, RU])
def test_packs_have_breadth(words: ZoneWords) -> None:
    lists = ("related", "comments", "share", "navigation", "legal", "subscribe", "credits", "background", "speech")
    assert all(len(getattr(words, name)) >= 30 for name in lists)
    assert len(words.months) == 12
