"""Documents for laws of the whole reading: the examples, and texts as no newspaper prints them."""

from __future__ import annotations

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from chancery.model import RawItem, Rejected
from chancery.run.batch import Sources, document_facts
from chancery.run.pipeline import Reader, Reading
from chancery.serve.lines import document_line

ROOT = Path(__file__).resolve().parents[2]


@cache
def reader(tier: str = "full") -> Reader:
    """One reader for all tests."""
    return Reader(tier=tier)


@cache
def examples() -> tuple[RawItem, ...]:
    """Every document of the examples."""
    files = sorted(str(path) for path in (ROOT / "examples").glob("[0-9]*.*"))
    return tuple(item for item in Sources(tuple(files)).items(BytesIO()) if isinstance(item, RawItem))


def line(reading: Reading) -> dict[str, Any]:
    """The public line of a reading."""
    found: dict[str, Any] = json.loads(json.dumps(document_line(document_facts(reading))))
    return found


def read(item: RawItem, tier: str = "full") -> Reading:
    """The item's reading; it must not be refused."""
    reading = reader(tier).read(item)
    assert isinstance(reading, Reading), reading
    return reading


def text_item(text: str, lang: str | None = "en") -> RawItem:
    """A text as an item."""
    return RawItem(key="text", content=text.encode("utf-8", "surrogatepass"), lang=lang)


def outcome(text: str, lang: str | None = "en", tier: str = "full") -> Reading | Rejected:
    """What reading the text comes to."""
    return reader(tier).read(text_item(text, lang))


OPENED = "Japan opened a consulate general in Bengaluru on 5 May 2023. Exports reached $30 million."
OPENED_RU = "Япония открыла генеральное консульство в Новосибирске 5 мая 2023 года. Экспорт достиг 30 млн долларов."

STRANGE = {
    "empty lines": f"\n\n \n\t\n{OPENED}\n\n\n\n",
    "only punctuation": "... !!! ??? --- «» () ,;: — – “” ''",
    "one letter": "a",
    "one full stop": ".",
    "quotation marks alone": '"' * 10_000,
    "ten thousand quotations": "\n".join(f'"No {number}."' for number in range(10_000)),
    "opening marks alone": "«" * 2_000 + OPENED,
    "closing marks alone": OPENED + "»" * 2_000,
    "crossing marks": f"«“{OPENED}» („{OPENED}”",
    "brackets": "(" * 3_000 + OPENED + ")" * 2_999,
    "emoji": f"🎉👩🏽‍⚖️🇯🇵🇮🇳 {OPENED} 👍🏿 #consulate @mfa_jp",
    "right to left": f"افتتحت اليابان قنصلية عامة في مومباي. \u202e{OPENED}\u202c שגריר יפן",
    "one sentence": "The minister met " + "in the old town by the river with many, " * 1_250 + "the mayor.",
    "one word": "consulate" * 5_600,
    "no space after commas": "Japan,India,Chile," * 800,
    "numbers": "1 2,3 4.5 6/7 $8 9% 10th №11 12:13 2014-15-16 1e99 ٣ Ⅷ ½ " * 200,
    "one number": "9" * 50_000,
    "capitals": OPENED.upper(),
    "mixed scripts": f"{OPENED} {OPENED_RU} Токио Токyo Tоkyo 東京 Αθήνα",
    "two languages line by line": "\n".join([OPENED, OPENED_RU] * 30),
    "letters in disguise": OPENED.translate({ord(a): b for a, b in zip("aeo", "аео", strict=True)}),
    "full width": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in OPENED),
    "mathematical letters": "𝐉𝐚𝐩𝐚𝐧 𝐨𝐩𝐞𝐧𝐞𝐝 𝐚 𝐜𝐨𝐧𝐬𝐮𝐥𝐚𝐭𝐞.",
    "marks upon marks": "e" + "\u0301" * 3_000 + OPENED,
    "soft hyphens": "\u00ad".join(OPENED),
    "zero width": "\u200b".join(OPENED),
    "no break spaces": OPENED.replace(" ", "\u00a0"),
    "line separators": OPENED.replace(" ", "\u2028"),
    "carriage returns": OPENED.replace(" ", "\r"),
    "control characters": "".join(map(chr, range(1, 32))) + OPENED,
    "byte order marks": "\ufeff" * 3 + OPENED,
    "beyond the characters": "\uffff\ufffe\U0010ffff" + OPENED,
    "a date too far": "On 31 February 2023, 99.99.9999 and 45 May 0000 Japan opened a consulate in Bengaluru in 99999.",
    "a ministry of ministries": "Ministry of " * 500 + "Japan said.",
    "an ambassador of ambassadors": "the Ambassador of " * 500 + "Japan spoke.",
    "possessives": "Japan's " * 500 + "embassy closed.",
    "commas": ", ".join(["Japan", "India", "Chile"] * 400) + " met.",
    "dashes": "– " * 2_000 + OPENED,
    "a dateline alone": "TOKYO, May 5 (Kyodo) --",
    "page lines": "Read also:\n" * 200 + OPENED,
    "russian quotations": "«Да», – сказал он. " * 40,
    "russian": f"{OPENED_RU} " * 20,
}
"""What people paste, and what they should not."""
