from __future__ import annotations

import gzip
import io
import unicodedata
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chancery.clean import document
from chancery.errors import EvidenceError
from chancery.model import Document, MediaType, RawItem, Reason, Rejected
from chancery.text.offsets import original, packed, unpacked
from chancery.text.timestamps import metadata_day, utc_day

RUSSIAN = "Посол встретился с губернатором области и обсудил развитие торговли, образования и культуры."
MEDIA = st.sampled_from(list(MediaType))
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), min_size=1)


def accepted(content: bytes, media_type: MediaType = MediaType.TEXT) -> Document:
    found = document(RawItem("k", content, media_type))
    assert isinstance(found, Document), found
    return found


def refused(content: bytes, media_type: MediaType = MediaType.TEXT) -> Rejected:
    found = document(RawItem("k", content, media_type))
    assert isinstance(found, Rejected)
    return found


@given(st.binary(max_size=300), MEDIA)
def test_any_bytes_give_a_document_or_a_refusal(content: bytes, media_type: MediaType) -> None:
    found = document(RawItem("k", content, media_type))
    if isinstance(found, Document):
        offsets = unpacked(found.origin)
        assert len(offsets) == len(found.text) + 1
        assert list(offsets) == sorted(offsets)
        assert offsets[-1] <= len(content)
        assert unicodedata.is_normalized("NFC", found.text)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200), MEDIA)
def test_any_text_gives_offsets_within_the_original(text: str, media_type: MediaType) -> None:
    content = text.encode()
    found = document(RawItem("k", content, media_type))
    if isinstance(found, Document):
        for index in range(len(found.text)):
            start, stop = original(found.origin, index, index + 1)
            assert 0 <= start < stop <= len(content)


@given(WORDS)
def test_canonical_text_is_its_own_canonical_form(text: str) -> None:
    found = document(RawItem("k", text.encode()))
    if isinstance(found, Document):
        assert accepted(found.text.encode()).text == found.text


@given(st.text(max_size=100) | st.binary(max_size=200), MEDIA)
def test_cleaning_what_is_clean_changes_nothing(content: str | bytes, media_type: MediaType) -> None:
    first = document(
        RawItem("k", content if isinstance(content, bytes) else content.encode("utf-8", "replace"), media_type)
    )
    again = document(RawItem("k", first.text.encode("utf-8", "surrogatepass"))) if isinstance(first, Document) else None
    if isinstance(first, Document) and isinstance(again, Document):
        assert again.text == first.text


@given(WORDS)
def test_composed_and_decomposed_input_give_the_same_text(text: str) -> None:
    forms = [document(RawItem("k", unicodedata.normalize(form, text).encode())) for form in ("NFC", "NFD")]
    texts = [form.text for form in forms if isinstance(form, Document)]
    assert len(texts) in (0, 2)
    assert len(set(texts)) <= 1


@given(WORDS)
def test_a_span_of_normal_text_leads_to_its_own_bytes(text: str) -> None:
    normal = unicodedata.normalize("NFC", text)
    found = document(RawItem("k", normal.encode()))
    if isinstance(found, Document):
        for start in range(len(normal)):
            first, last = original(found.origin, start, len(normal))
            assert normal.encode()[first:last].decode() == normal[start:]


def test_a_composed_character_leads_to_its_whole_sequence() -> None:
    found = accepted("e\u0301!".encode())
    assert found.text == "é!"
    assert original(found.origin, 0, 1) == (0, 3)
    assert original(found.origin, 1, 2) == (3, 4)


def test_line_ends_and_marks_are_dropped_and_nothing_else() -> None:
    found = accepted(b"\xef\xbb\xbf a\r\nb\rc\n\n\td \n")
    assert found.text == " a\nb\nc\n\n\td \n"
    content = b"\xef\xbb\xbf a\r\nb\rc\n\n\td \n"
    assert original(found.origin, 2, 3) == (5, 7)
    assert content[slice(*original(found.origin, 3, 4))] == b"b"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1251", "koi8-r", "cp866"]
)
def test_russian_text_is_read_in_every_usual_encoding(encoding: str) -> None:
    content = RUSSIAN.encode(encoding)
    found = accepted(content)
    assert found.text == RUSSIAN
    start, stop = original(found.origin, 6, 17)
    codec = encoding if encoding not in ("utf-16", "utf-32") else f"{encoding}-le"
    assert content[start:stop].decode(codec) == RUSSIAN[6:17]


def zipped(content: bytes) -> bytes:
    """The content as the one file of an archive."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a.txt", content)
    return archive.getvalue()


def test_western_text_is_read_as_windows_1252() -> None:
    text = "L’ambassadeur a visité la région — « très utile », a-t-il déclaré à la presse."
    assert accepted(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a\0b", Reason.BINARY),
        (b"%PDF-1.7 x", Reason.BINARY),
        (gzip.compress(b"a" * 10_000_000), Reason.BINARY),
        (zipped(b"a" * 10_000_000), Reason.BINARY),
        (b"\x89PNG\r\n\x1a\n\0\0", Reason.BINARY),
        (b"\x01\x02\x03text", Reason.BINARY),
        (b" \n\t", Reason.EMPTY),
        ("日本語のテキスト".encode("euc_jp"), Reason.ENCODING),
        (b"abc \xe9\xff\xfe\xd0", Reason.ENCODING),
    ],
)
def test_what_is_no_certain_text_is_refused(content: bytes, reason: Reason) -> None:
    found = refused(content)
    assert found.reason is reason
    assert found.message.startswith("k: ")


def test_front_matter_of_markdown_dates_and_names_the_document() -> None:
    found = accepted(b"---\ntitle: 'A \"B\"'\ndate: 2024-03-05\n---\ntext", MediaType.MARKDOWN)
    assert (found.title, found.published) == ('A "B', "2024-03-05")


def test_a_span_outside_the_text_is_an_error() -> None:
    with pytest.raises(EvidenceError):
        original(packed([0, 1]), 0, 2)


@given(st.lists(st.integers(0, 2**32 - 1)))
def test_packing_inverts(offsets: list[int]) -> None:
    assert list(unpacked(packed(offsets))) == offsets


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("2022-11-27", "2022-11-27"),
        ("2022-11-27T23:30:00-05:00", "2022-11-28"),
        ("2022-11-27 10:00:00", "2022-11-27"),
        ("2022-11-27T10:00:00Z", "2022-11-27"),
        ("0001-01-01T00:00:00+10:00", None),
        ("2022-13-01", None),
        ("2022", None),
        ("20221127", None),
        ("yesterday", None),
    ],
)
def test_days_of_iso_stamps(stamp: str, day: str | None) -> None:
    assert utc_day(stamp) == day


def test_days_of_other_machine_stamps() -> None:
    assert metadata_day("20221127") == metadata_day("2022/11/27 10:00") == "2022-11-27"
    assert metadata_day("Sun, 27 Nov 2022 10:00:00 GMT") == "2022-11-27"
    assert metadata_day("27 ноября") is None
