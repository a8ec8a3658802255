"""What fuzzing starts from: this checkout's articles, packs and rules, their words, and inputs of the right shape."""

from __future__ import annotations

import io
import json
import shlex
import sqlite3
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from random import Random

from mutation import BROKEN, WORDS

from chancery.lang import codes
from chancery.record import Record
from chancery.run.analyser import analyser
from chancery.run.batch import Pause, Sources, steps
from chancery.run.pipeline import Reader
from chancery.serve.cli import cli

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "src" / "chancery" / "data" / "lang"
LANGS = codes()
RULES = "src/chancery/data/lang/*/grammar/*"
SAMPLE = "On 5 May 2023 the minister said: “Trade reached $30 million, 5 percent more.” Read also: Photo by A. B."


def named(text: str) -> list[bytes]:
    """The words of a text."""
    return [word.encode() for word in text.split()]


@cache
def contents(*patterns: str) -> list[bytes]:
    """The files of this checkout that fit, in the order of their names."""
    return [path.read_bytes() for pattern in patterns for path in sorted(ROOT.glob(pattern))]


@cache
def reader() -> Reader:
    """One reader for all; the fast tier is quick enough to fuzz."""
    return Reader(tier="fast", any_page=True)


# --- documents --------------------------------------------------------------------------------------------------------


def articles() -> list[bytes]:
    """Every article there is, as text."""
    return contents("examples/[0-9]*.txt", "examples/[0-9]*.md", "benchmarks/gold/*/texts/*.txt")


@cache
def sentences() -> list[bytes]:
    """The paragraphs of the articles, and the rules' proof sentences."""
    proofs = [text.encode() for rule in rules() for key in ("accepts", "rejects") for text in rule[key]]
    return [line for text in articles() for line in text.split(b"\n") if line.strip()] + proofs


def encoded_articles() -> list[bytes]:
    """Articles in the encodings of the press."""
    english = articles()[0].decode()
    russian = next(text for text in map(bytes.decode, articles()) if "посол" in text)
    forms = [russian.encode(name, "replace") for name in ("cp1251", "koi8-r", "cp866", "utf-16", "utf-16-le", "utf-32")]
    return [*articles(), *forms, english.encode("utf-8-sig"), english.replace("\n", "\r\n").encode("cp1252", "replace")]


def pages() -> list[bytes]:
    """The pages among the examples, and articles as pages."""
    return [*contents("examples/*.html"), *(f"<p>{text.decode()}</p>".encode() for text in articles()[:6])]


TAGS = named(
    """html head body title meta script style link base div p span a b i em strong h1 h2 h3 ul ol li dl dt dd table tr
    td th thead tbody caption article section main nav header footer aside form input button select option textarea img
    br hr pre code blockquote q figure figcaption time svg math iframe noscript template xmp noembed noframes plaintext
    frame x-a"""
)
ATTRIBUTES = named(
    """href class id lang style datetime itemprop property name content charset type hidden aria-hidden role pubdate
    src"""
)
VALUES = named(
    """datePublished article:published_time og:title application/ld+json display:none utf-8 koi8-r utf-16 x-martian
    ru-RU 2023-05-19T10:00:00+06:00 &quot; &#x41; &#1114112; &#xD800; &amp;lt; &copy &notit; article main nav menu
    comments related"""
)
ODD_MARKS = named("<!-- --> <!DOCTYPE> <![CDATA[ ]]> <?xml?> </ < & &# &#x; &")
OPENINGS = [b"<" + tag + b">" for tag in TAGS]


def page(rng: Random) -> bytes:
    """A page of random elements, few of them closed as they should be."""
    made: list[bytes] = []
    for _ in range(rng.randrange(2, 40)):
        tag = rng.choice(TAGS)
        given = b"".join(_attribute(rng) for _ in range(rng.choice((0, 0, 0, 1, 2))))
        made.append(b"<" + tag + given + rng.choice((b">", b">", b">", b"/>", b"", b" ", b"<")))
        if rng.random() < 0.6:
            made.append(rng.choice(sentences())[: rng.randrange(200)])
        if rng.random() < 0.6:
            made.append(b"</" + rng.choice((tag, tag, rng.choice(TAGS))) + rng.choice((b">", b">", b"")))
        if rng.random() < 0.1:
            made.append(rng.choice(ODD_MARKS))
    return b"".join(made)


def _attribute(rng: Random) -> bytes:
    mark = rng.choice((b'"', b'"', b"'", b""))
    return b" " + rng.choice(ATTRIBUTES) + b"=" + mark + rng.choice(VALUES) + rng.choice((mark, mark, b""))


LINE_VALUES = ("", None, 3, -1, 1e400, True, [], {}, ["a"], {"a": {}}, "2024-05-06", "2024-13-01", "ru", "\ud800")
LINE_NAMES = ("url", "id", "title", "text", "html", "published", "lang", "other", "")


def line(rng: Random) -> bytes:
    """A line with the right names and the wrong values."""
    texts = [text.decode() for text in sentences()[:50]]
    values = (*LINE_VALUES, *rng.choices(texts, k=len(LINE_VALUES)))
    made = {rng.choice(LINE_NAMES): rng.choice(values) for _ in range(rng.randrange(9))}
    text = json.dumps(made, ensure_ascii=rng.random() < 0.5)
    return text.encode("utf-8", "surrogatepass") + rng.choice((b"\n", b"\r\n", b""))


STAMPS = [
    *named("2023-05-19 2023-05-19T10:00:00Z 2023-05-19T23:59:60+14:00 20230519 2023/05/19 0001-01-01T00:00:00+23:59"),
    b"Fri, 19 May 2023 10:00:00 +0600",
    b"Fri, 19 May 23 10:00 EST",
    b"9999-12-31T23:59:59-23:59",
    b'{"@type": "NewsArticle", "datePublished": "2023-05-19"}',
    b'{"@graph": [{"@type": ["Report"], "datePublished": "2023-05-19T01:00:00Z"}]}',
]

EDTF = named(
    """2022 2022-11 2022-11-05 2022-21 2022-24 2022-36 199X 19XX XXXX-11-22 2022-XX 2022-XX-XX 2022-11-XX ../2030
    2021/.. 2021-02/2021-03-05 2021? 2021-05~ 2021% 0000 9999-12-31 0001-01-01 / ../.. -0044 Y17E7 2022-11-05T10:00"""
)


# --- what people write for the program --------------------------------------------------------------------------------


@cache
def rules() -> list[dict[str, list[str]]]:
    """Every rule of every pack, as its TOML gives it."""
    return [rule for content in contents(RULES) for rule in tomllib.loads(content.decode()).get("rule", [])]


def strings(tree: object) -> Iterator[str]:
    """Every string in a TOML document, keys too."""
    if isinstance(tree, dict):
        yield from tree
        tree = list(tree.values())
    if isinstance(tree, list):
        yield from (text for each in tree for text in strings(each))
    elif isinstance(tree, str):
        yield tree


def pack_words(name: str) -> list[bytes]:
    """The words of one file of every pack."""
    trees = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(PACKS.glob(f"*/{name}.toml"))]
    return sorted({text.encode() for text in strings(trees)})


@cache
def rule_words() -> list[bytes]:
    """The short strings of rule files: ids, triggers, marks, types."""
    return sorted({text.encode() for text in strings(rules()) if len(text) < 40})


RULE_FIELDS = ("id", "frame", "layer", "trigger", "fixed", "unless", "accepts", "rejects", "odd")
SLOT_FIELDS = ("type", "mark", "passive", "nominal", "reach", "required", "many")


def rule(rng: Random) -> bytes:
    """A rule made of the keys and words of real ones, in places where they may not stand."""
    made = ["[[rule]]"]
    for name in rng.sample(RULE_FIELDS, 7):
        made.append(f"{name} = {_value(rng)}")
    for slot in rng.sample(("who", "to", "date"), rng.randrange(3)):
        made.append(f"[rule.slots.{slot}]")
        made += [f"{name} = {_value(rng)}" for name in rng.sample(SLOT_FIELDS, rng.randrange(7))]
    return "\n".join(made).encode()


def _value(rng: Random) -> str:
    word, other = (rng.choice(rule_words()).decode() for _ in range(2))
    return rng.choice((json.dumps(word), json.dumps([word]), json.dumps([word, other]), "true", "3", "{}"))


def pack_files() -> list[bytes]:
    """Every file of every pack, behind a line with its name."""
    return [f"{path.stem}\n".encode() + path.read_bytes() for path in sorted(PACKS.glob("*/*.toml"))]


SETTINGS = [b'record = "~x/a"', b'record = "a.sqlite"\ntier = "fast"\ninterface = "en"\n', b'tier = "full"', b""]


@cache
def records() -> list[bytes]:
    """A small record as its file."""
    files = tuple(str(path) for path in sorted((ROOT / "examples").glob("0*.en.txt"))[:2])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.sqlite"
        with Record.open(path, analyser=analyser(), engine="fuzz") as record:
            for _ in steps(Sources((*files, "missing.txt")).items(io.BytesIO()), reader(), record, Pause()):
                pass
        return [path.read_bytes()]


CELLS = (None, "", "x", -1, 2**62, 1.5, b"", b"\xff\xfe", "{}", "[1", "\x00", "9999-99-99", "x" * 9_999)


def damaged(rng: Random) -> bytes:
    """A record in which a few bytes are others, or the cells of one column are what they should not be."""
    content = bytearray(records()[0])
    content[18:20] = b"\x01\x01"  # a file alone, as a copied one, without the log beside it
    if rng.random() < 0.5:
        for _ in range(rng.choice((1, 2, 8, 64))):
            at = rng.randrange(len(content) if rng.random() < 0.7 else 200)
            content[at : at + rng.choice((1, 4))] = rng.randbytes(1)
        return bytes(content)
    with closing(sqlite3.connect(":memory:")) as raw:
        raw.deserialize(bytes(content))
        table = rng.choice([name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")])
        column = rng.choice([row[1] for row in raw.execute(f"PRAGMA table_info('{table}')")])
        update = f"UPDATE '{table}' SET \"{column}\" = ? WHERE rowid % {rng.randrange(1, 4)} = 0"
        with suppress(sqlite3.Error):
            raw.execute(update, (rng.choice(CELLS),))
            raw.commit()
        return raw.serialize()


# --- the command line -------------------------------------------------------------------------------------------------


def calls() -> list[bytes]:
    """Calls as people make them, one word a line."""
    shown = (
        "missions --serving Kazan --as-of 2023",
        "facts --type indicator --about Japan --limit 3 --csv",
        "search consulate japan",
        "show abcdef",
        "explain a.txt --lang en --published 2023-05-06",
        "tag --in lines.jsonl --out said",
        "read a.txt empty missing - --format html --json --offsets original",
        "languages",
        "doctor --debug",
    )
    return [b"\n".join(map(str.encode, shlex.split(each))) for each in shown]


CALL_WORDS = [
    *(option.encode() for command in cli.commands.values() for each in command.params for option in each.opts),
    *named("a.txt lines.jsonl empty missing.txt - record.sqlite said 1 0 -1 2023 2023-13 2023-05-06 en ru xx fast"),
    *named("full indicator completed unheard Japan abcdef ffffff ' \" * ( AND NOT NEAR % _ é посол"),
    *(word for word in WORDS if b"\n" not in word and b"\0" not in word),
    *BROKEN,
]


def call(rng: Random) -> bytes:
    """A command with options and values of its own and of others."""
    name = rng.choice([*cli.commands, "", "unheard"]).encode()
    return b"\n".join([name, *(rng.choice(CALL_WORDS) for _ in range(rng.randrange(6)))])
