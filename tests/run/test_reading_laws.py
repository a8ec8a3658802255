"""Laws of the whole reading: every fact is proved by the bytes that came in, and the same text says the same."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_samples import OPENED, OPENED_RU, STRANGE, examples, line, outcome, read, reader, text_item

from chancery.model import MediaType, Mention, RawItem, Rejected
from chancery.run.batch import canonical_document
from chancery.run.pipeline import Reading
from chancery.text.offsets import original

QUOTE_MAX = 600
HUGE = 300_000
SECONDS, MEGABYTES = 60, 1_500

each_example = pytest.mark.parametrize("item", examples(), ids=[item.key for item in examples()])
each_tier = pytest.mark.parametrize("tier", ["full", "fast"])


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Fail where the block takes longer (on systems that know alarms)."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def late(signum: int, frame: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def composed(item: RawItem, form: str) -> RawItem:
    """The same document in another Unicode form."""
    text = unicodedata.normalize(form, item.content.decode())
    return msgspec.structs.replace(item, content=text.encode())


def proofs(reading: Reading) -> list[tuple[int, int, str]]:
    return [(each.start, each.end, each.quote) for frame in reading.frames for each in frame.evidence]


def check_proofs(reading: Reading) -> None:
    """Every fact is proved, and every proof is the text at its place, within one sentence of its number."""
    sentences = {sentence.index: sentence for sentence in reading.annotated.sentences}
    for frame in reading.frames:
        assert frame.evidence
        for each in frame.evidence:
            assert reading.document.text[each.start : each.end] == each.quote
            assert 0 < len(each.quote) <= QUOTE_MAX
            assert sentences[each.sentence].start <= each.start < each.end <= sentences[each.sentence].stop


def check_structure(reading: Reading) -> None:
    """Sentences, tokens and mentions lie in the text in order and are what stands there."""
    text = reading.document.text
    last = 0
    for sentence in reading.annotated.sentences:
        assert last <= sentence.start < sentence.stop <= len(text)
        last = sentence.stop
        at = sentence.start
        for token in sentence.tokens:
            assert at <= token.start < token.stop <= sentence.stop
            assert text[token.start : token.stop] == token.text
            at = token.stop
        for mention in sentence.mentions:
            check_mention(mention, text, len(sentence.tokens))


def check_mention(mention: Mention, text: str, tokens: int) -> None:
    assert text[mention.start : mention.stop].split() == mention.text.split()
    assert 0 <= mention.first <= mention.head < mention.last <= tokens


# --- evidence ---------------------------------------------------------------------------------------------------------


def test_there_are_examples_with_facts() -> None:
    assert len(examples()) >= 8
    assert sum(len(read(item).frames) for item in examples()) > 50


@each_tier
@each_example
def test_every_quote_is_its_span(item: RawItem, tier: str) -> None:
    reading = read(item, tier)
    check_proofs(reading)
    check_structure(reading)


@each_example
def test_slots_are_written_where_they_are_said_to_be(item: RawItem) -> None:
    reading = read(item)
    for frame in reading.frames:
        assert all(0 <= start < stop <= len(reading.document.text) for start, stop in frame.spans.values())


@each_example
def test_ids_of_a_document_are_unique(item: RawItem) -> None:
    ids = [frame.id for frame in read(item).frames]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@each_example
def test_offsets_lead_back_to_the_bytes(item: RawItem, form: str) -> None:
    given_item = composed(item, form)
    reading = read(given_item)
    for start, stop, quote in proofs(reading):
        first, last = original(reading.document.origin, start, stop)
        written = given_item.content[first:last].decode()
        if item.media_type != MediaType.HTML:
            assert unicodedata.normalize("NFC", written).replace("\r\n", "\n") == quote
        else:
            assert written.split()[0].startswith(quote.split()[0][:1])  # tags and entities stand between
            assert set(quote.split()) - {"&"} <= set(words_of_page(written))


def words_of_page(written: str) -> list[str]:
    """The words of a stretch of a page, as a reader sees them."""
    page = RawItem(key="page", content=f"<p>{written}</p>".encode(), media_type=MediaType.HTML)
    doc = canonical_document(page)
    return doc.text.split() if doc else []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_offsets_lead_back_to_the_bytes_of_any_encoding(encoding: str) -> None:
    content = f"{OPENED_RU}\r\n\r\n{OPENED_RU}".encode(encoding)
    reading = read(RawItem(key="a", content=content, lang="ru"))
    assert reading.frames
    for start, stop, quote in proofs(reading):
        first, last = original(reading.document.origin, start, stop)
        decoding = {"utf-16": "utf-16-le", "utf-8-sig": "utf-8"}.get(encoding, encoding)
        assert content[first:last].decode(decoding) == quote


# --- the same text says the same --------------------------------------------------------------------------------------


@each_tier
@each_example
def test_composed_and_decomposed_letters_say_the_same(item: RawItem, tier: str) -> None:
    assert line(read(composed(item, "NFC"), tier)) == line(read(composed(item, "NFD"), tier))


@each_example
def test_line_ends_do_not_matter(item: RawItem) -> None:
    if item.media_type == MediaType.HTML:
        pytest.skip("a page has no lines")
    windows = msgspec.structs.replace(item, content=item.content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert line(read(windows)) == line(read(item))


@each_tier
@each_example
def test_reading_twice_gives_the_same_bytes(item: RawItem, tier: str) -> None:
    first, second = (json.dumps(line(read(item, tier))) for _ in range(2))
    assert first == second


def test_the_order_of_documents_does_not_matter() -> None:
    in_order = {item.key: line(read(item)) for item in examples()}
    mixed = random.Random(1).sample(examples(), len(examples()))
    assert {item.key: line(read(item)) for item in mixed} == in_order


def elsewhere(program: str, *arguments: str) -> bytes:
    """What a process of its own prints."""
    path = os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, env={**os.environ, "PYTHONPATH": path}, capture_output=True, check=True).stdout


def test_another_process_says_the_same() -> None:
    """Nothing depends on the order of sets, which differs from process to process."""
    program = """
import json
from reading_samples import examples, line, read
print(json.dumps([line(read(item)) for item in examples()]))
"""
    assert json.loads(elsewhere(program)) == [line(read(item)) for item in examples()]


def test_the_name_of_a_document_changes_nothing_but_ids() -> None:
    for item in examples():
        other = msgspec.structs.replace(item, key="another name")
        ours, theirs = (
            [(frame.fact, frame.modality, frame.evidence, frame.rule) for frame in read(each).frames]
            for each in (item, other)
        )
        assert ours == theirs


# --- texts put together -----------------------------------------------------------------------------------------------

MARKS = " \n\t.,;:!?\"'«»“”()-–—\u0301\u200b\u00ad№$€%0123456789"
letters = st.characters(exclude_categories=("Cs", "Cc")).filter(lambda c: not c.isalpha() or unicodedata.name(c, ""))
odd = st.text(letters | st.sampled_from(MARKS), max_size=12)


@st.composite
def collages(draw: st.DrawFn) -> tuple[str, str]:
    """Pieces of the plain examples with odd characters between them, and a language."""
    lang = draw(st.sampled_from(("en", "ru")))
    texts = [item.content.decode() for item in examples() if f".{lang}." in item.key and ".html" not in item.key]
    sentences = sorted({piece for text in texts for piece in text.replace("\n", ". ").split(". ") if piece.strip()})
    pieces = draw(st.lists(st.sampled_from(sentences) | odd, min_size=1, max_size=6))
    return draw(odd).join(pieces) + draw(odd), lang


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(collages(), st.sampled_from(("full", "fast")))
def test_any_collage_is_proved_or_refused(collage: tuple[str, str], tier: str) -> None:
    reading = outcome(*collage, tier)
    if isinstance(reading, Rejected):
        assert reading.message
        return
    check_proofs(reading)
    check_structure(reading)
    for start, stop, quote in proofs(reading):
        first, last = original(reading.document.origin, start, stop)
        written = text_item(collage[0]).content[first:last].decode()
        assert unicodedata.normalize("NFC", written).replace("\r\n", "\n").replace("\r", "\n") == quote


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(collages())
def test_any_collage_says_the_same_in_either_unicode_form(collage: tuple[str, str]) -> None:
    text, lang = collage
    composed_, decomposed = (outcome(unicodedata.normalize(form, text), lang) for form in ("NFC", "NFD"))
    if isinstance(composed_, Reading) and isinstance(decomposed, Reading):
        assert line(composed_) == line(decomposed)
    else:
        assert type(composed_) is type(decomposed)


# --- strange texts ----------------------------------------------------------------------------------------------------


LONG = 5_000


@pytest.mark.parametrize(
    ("name", "lang"),
    [(name, lang) for name, text in STRANGE.items() for lang in (("en", "ru", None) if len(text) < LONG else ("en",))],
)
def test_a_strange_text_is_read_or_refused(name: str, lang: str | None) -> None:
    with at_most(SECONDS):
        reading = outcome(STRANGE[name], lang, "fast")
    if isinstance(reading, Reading):
        check_proofs(reading)
        check_structure(reading)
    else:
        assert reading.message


@pytest.mark.parametrize("name", [name for name, text in STRANGE.items() if len(text) < LONG])
def test_a_strange_text_is_read_or_refused_in_the_full_tier(name: str) -> None:
    with at_most(SECONDS):
        reading = outcome(STRANGE[name], "ru")
    if isinstance(reading, Reading):
        check_proofs(reading)
        check_structure(reading)


@pytest.mark.parametrize("tier", ["full", "fast"])
def test_a_letter_without_a_name_is_read(tier: str) -> None:
    """Letters of the Tangut script have none."""
    outcome(">\U00017000>", "ru", tier)


def test_a_long_list_of_offices_is_read() -> None:
    outcome("The minister met " + "the ambassador of Japan and " * 700 + "the mayor.", "en", "fast")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no alarms here")
def test_a_paragraph_of_a_thousand_sentences_is_read_in_seconds() -> None:
    read(text_item(OPENED))
    with at_most(SECONDS):
        outcome("“Yes,” the minister said. " * 1_000, "en", "fast")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no alarms here")
def test_a_sentence_with_hundreds_of_verbs_is_read_in_seconds() -> None:
    """20,000 characters without a full stop, as a badly flattened page has them."""
    read(text_item(OPENED))
    with at_most(SECONDS):
        outcome("The minister met the mayor of Osaka, " * 540, "en", "fast")


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_a_strange_text_can_be_tagged_and_explained(text: str) -> None:
    for entity in reader("fast").entities(text[:5_000], "en"):
        assert text[entity.start : entity.end] == entity.text
    reader("fast").explain(text[:500], lang="en", published="2024-05-06")


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(MediaType), st.sampled_from(("en", "ru", None)))
def test_any_bytes_are_read_or_refused(content: bytes, media_type: MediaType, lang: str | None) -> None:
    reading = reader("fast").read(RawItem(key="bytes", content=content, media_type=media_type, lang=lang))
    if isinstance(reading, Reading):
        check_proofs(reading)


MEASURED = """
import resource, sys, time
from reading_samples import OPENED, OPENED_RU, outcome, examples
lang, tier, length = sys.argv[1], sys.argv[2], int(sys.argv[3])
texts = [item.content.decode() for item in examples() if f".{lang}." in item.key and ".html" not in item.key]
whole = "\\n\\n".join(texts)
outcome(OPENED if lang == "en" else OPENED_RU, lang, tier)
began = time.perf_counter()
outcome((whole * (length // len(whole) + 1))[:length], lang, tier)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(time.perf_counter() - began, peak)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="peak memory is not told here")
@pytest.mark.parametrize(("lang", "tier"), [("en", "full"), ("ru", "full")])
def test_a_huge_document_is_read_in_reasonable_time_and_memory(lang: str, tier: str) -> None:
    seconds, peak = map(float, elsewhere(MEASURED, lang, tier, str(HUGE)).split())
    assert seconds < SECONDS
    assert peak < MEGABYTES
