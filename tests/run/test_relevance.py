"""The gate: what is no news is refused with its kind, what is or may be news passes, and `--any` reads everything."""

from __future__ import annotations

from pathlib import Path

import pytest
from cli_samples import chancery
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import OPENED, OPENED_RU, reader, text_item

from chancery.analyse.relevance import RULES, verdict
from chancery.analyse.zones import zones
from chancery.clean import document
from chancery.lang import part
from chancery.model import Annotated, MediaType, RawItem, Reason, Rejected
from chancery.model.zoning import RelevanceWords, ZoneWords
from chancery.run.pipeline import Reader, Reading, no_news

ROOT = Path(__file__).resolve().parents[2]
TYPES = {".html": MediaType.HTML, ".md": MediaType.MARKDOWN, ".txt": MediaType.TEXT}
TEXTS = sorted(
    path
    for folder in (*ROOT.glob("benchmarks/gold/*/texts"), ROOT / "examples")
    for path in folder.iterdir()
    if path.suffix in TYPES and path.name.split(".")[-2] in ("en", "ru")
)

LAW_EN = """Consular Services Act
Article 1. Purpose
For the purposes of this Act the following expressions shall have the meanings given to them hereinafter.
Article 2. Consular posts
A consular post may be opened in the territory of another State only with that State's consent.
Article 3. Consular officers
A consular officer shall be a citizen of the Republic. He or she shall not exercise any other profession.
Article 4. Fees
Fees shall be levied for consular acts."""
LAW_RU = """Закон о консульской службе
Статья 1. Основные понятия
Настоящий закон определяет порядок деятельности консульских учреждений и права консульских должностных лиц.
Статья 2. Консульские учреждения
Консульское учреждение может быть открыто на территории другого государства только с его согласия.
Статья 3. Консульские должностные лица
Консульским должностным лицом является гражданин республики, замещающий должность в консульском учреждении.
Статья 4. Сборы
За консульские действия взимаются сборы в соответствии с частью первой статьи второй."""
REFERENCE_EN = """Consulate
A consulate is an office of a government in a city of another country. The term denotes both the office and the
building. A consulate differs from an embassy, which is the main office and stands in the capital. The person in charge
of it is known as a consul.
See also: embassy, legation, envoy"""
REFERENCE_RU = """Консульство
Консульство — это учреждение государства в городе другого государства. Консульством называется и само учреждение, и
здание, в котором оно размещается. Консульство отличается от посольства, которое представляет государство в столице и
считается главным. Во главе консульства стоит консул.
См. также: посольство, миссия, посланник"""
PRICES_EN = """Consular fees
Visa, single entry: 30 USD
Visa, double entry: 60 USD
Passport, adult: 85 USD
Certificate of life: 10 USD
Legalisation of a document: 25 USD"""
PRICES_RU = """Консульские сборы
Виза однократная — 30 долларов
Виза двукратная — 60 долларов
Паспорт для взрослого — 85 долларов
Справка о нахождении в живых — 10 долларов
Легализация документа — 25 долларов"""
DIRECTORY_EN = """Embassies
Embassy of Chile
Address: 12 Long Street
Tel: 555-01-01
Fax: 555-01-02
Embassy of Ghana
Address: 14 Long Street
Tel: 555-02-01
Fax: 555-02-02"""
DIRECTORY_RU = """Посольства
Посольство Чили
Адрес: Длинная улица, 12
Тел.: 555-01-01
Факс: 555-01-02
Посольство Ганы
Адрес: Длинная улица, 14
Тел.: 555-02-01
Факс: 555-02-02"""
GUIDE_EN = """How to get a visa
You need a passport that is valid for six months. Fill in the form and sign it. Your photograph must be in colour. If
you travel with your children, you need a form for each of them.
What does it cost?
The fee depends on the kind of visa. You can pay it by card.
How long does it take?
Usually ten days. If you are in a hurry, you can ask for an urgent visa.
Do you need an interview?
It depends on your country."""
GUIDE_RU = """Как получить визу
Вам нужен паспорт, действительный шесть месяцев. Заполните анкету и подпишите её. Ваша фотография должна быть цветной.
Если вы едете с детьми, вам нужна анкета на каждого.
Сколько это стоит?
Сбор зависит от вида визы. Вы можете оплатить его картой.
Сколько это занимает?
Обычно десять дней. Если вы спешите, вы можете попросить о срочной визе.
Нужно ли вам собеседование?
Это зависит от вашей страны."""
ESSAY_EN = "Diplomacy is an art of patience. A good envoy listens, and a better one asks. " * 8
ESSAY_RU = "Дипломатия требует терпения. Хороший посланник умеет слушать, а лучший умеет задавать вопросы. " * 10
HEADLINES = "\n".join(f"Embassy number {number} in the capital" for number in range(14))

KINDS = [
    (Reason.LEGAL_TEXT, LAW_EN, LAW_RU),
    (Reason.REFERENCE_WORK, REFERENCE_EN, REFERENCE_RU),
    (Reason.PRICE_LIST, PRICES_EN, PRICES_RU),
    (Reason.DIRECTORY, DIRECTORY_EN, DIRECTORY_RU),
    (Reason.GUIDE, GUIDE_EN, GUIDE_RU),
    (Reason.NO_EVENT, ESSAY_EN, ESSAY_RU),
]
PAGES = [(reason, lang, text) for reason, *texts in KINDS for lang, text in zip(("en", "ru"), texts, strict=True)]
NEWS = [
    OPENED,
    OPENED_RU,
    "Embassy opens in Hanoi",
    "The parliament ratified Article 5, Article 6 and Article 7 of the agreement on Monday, the speaker said.",
    "Посол сообщил, что стоимость визы составит 30 долларов. Срочная виза обойдётся в 60 долларов, сказал он.",
    "What do you expect of your visit? — We hope to sign it. Do you plan others? — I do. And you? — So do we.",
]


def told(content: bytes, lang: str, media_type: MediaType = MediaType.TEXT) -> Annotated:
    doc = document(RawItem("k", content, media_type))
    assert not isinstance(doc, Rejected)
    return Annotated(doc, lang, zones(doc, part(lang, "zones", ZoneWords)), ())


@pytest.mark.parametrize(("reason", "lang", "text"), PAGES)
def test_what_is_no_news_is_refused_with_its_kind(reason: Reason, lang: str, text: str) -> None:
    found = reader().read(text_item(text, None))
    assert isinstance(found, Rejected), lang
    assert found.reason is reason
    assert "--any" in found.message


@pytest.mark.parametrize(("reason", "lang", "text"), PAGES)
def test_any_page_is_read_if_asked(reason: Reason, lang: str, text: str) -> None:
    found = Reader(any_page=True).read(text_item(text, None))
    assert isinstance(found, Reading), reason
    assert found.lang == lang


def test_lines_without_a_sentence_are_refused() -> None:
    found = reader().read(text_item(HEADLINES))
    assert isinstance(found, Rejected)
    assert found.reason is Reason.NO_SENTENCES


@pytest.mark.parametrize("text", NEWS)
def test_short_news_passes(text: str) -> None:
    assert isinstance(reader().read(text_item(text, None)), Reading)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_article_at_hand_passes(path: Path) -> None:
    assert no_news(told(path.read_bytes(), path.name.split(".")[-2], TYPES[path.suffix])) is None


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_judged(text: str) -> None:
    found = document(RawItem("k", text.encode("utf-8", "replace")))
    if not isinstance(found, Rejected):
        why = no_news(told(text.encode("utf-8", "replace"), "en"))
        assert why is None or (why.seen and why.reason in {reason for reason, _ in RULES})


def test_a_pack_without_the_words_lets_everything_pass() -> None:
    assert verdict(told(LAW_EN.encode(), "en"), RelevanceWords()) is None


def test_a_document_is_refused_only_if_no_part_of_it_is_news() -> None:
    assert isinstance(reader().read(text_item(f"{LAW_EN}\n\n{OPENED_RU} {OPENED_RU}", None)), Reading)
    both = reader().read(text_item(f"{LAW_EN}\n\n{LAW_RU}", None))
    assert isinstance(both, Rejected)


def test_the_trace_says_what_reading_would_refuse() -> None:
    assert reader().explain(LAW_EN, lang=None, published=None).gate.startswith("legal_text: ")
    assert not reader().explain(OPENED, lang=None, published=None).gate


def test_the_command_refuses_and_reads_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "law.txt").write_text(LAW_EN, encoding="utf-8")
    refused = chancery(tmp_path, "read", "--json", "law.txt")
    assert (refused.code, refused.line("law.txt")["rejected"]["reason"]) == (3, "legal_text")
    assert "legal text" in refused.err
    assert chancery(tmp_path, "read", "--json", "law.txt", "--any").code == 0
    assert chancery(tmp_path, "read", "--json", "law.txt", "--any", "--jobs", "2").code == 0
