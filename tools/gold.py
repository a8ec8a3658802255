"""Builds and checks the gold articles whose names, places and numbers are marked in the text.

gold.py build [FOLDER]    write FOLDER/texts/*.txt and FOLDER/gold.jsonl from FOLDER/*.gold.txt
gold.py check [FOLDER]    report every fault of the sources, and built files that are out of date
gold.py count [FOLDER]    print the number of facts for each type and language
gold.py seal FOLDER... OUT           pack the sources and what is built from them into one compressed file, unseen
gold.py shuffle FOLDER OUT [SEED]    write the texts and facts of a folder with others in them
gold.py agreement FIRST SECOND       print how far two files of annotations agree

FOLDER is benchmarks/gold/dev unless another is given. The format is described in benchmarks/gold/README.md.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "benchmarks"))

from agreement import table as table_of_agreement
from sealed import sealed

HERE = Path(__file__).resolve().parent.parent / "benchmarks" / "gold"
MARK = re.compile(r"\{([a-z]+\d+)\|([^{}|]+)\|([a-z]+)(?:\|([A-Za-z+]+))?\}")
KINDS = {"person", "state", "region", "city", "place", "body", "number", "date"}
FORMS = {"Nom", "Gen", "Dat", "Acc", "Ins", "Loc", "Adj", "Poss", "Short"}
EXHAUSTIVE = ["mission_event", "consular_district", "position", "engagement", "indicator"]
HELD = {"holds": "ongoing", "acting": "ongoing", "former": "background"}
WRITTEN = {"participants": "participants_as_written", "speaker": "speaker_as_written", "city": "city_as_written"}
NUMERIC = {"value", "change", "ordinal", "size", "amount"}
CHECKED = {"role", "kind", "mission_type", "from_mission_type", "event", "metric", "unit", "modality", "op", "function"}

Value = str | int | float | bool | list["Value"]
Fields = dict[str, Value]


class GoldFault(ValueError):
    """A source file that cannot be read."""


@dataclass(frozen=True)
class Mark:
    """One marked stretch of an article: which thing, as written, of what kind, in which form."""

    ref: str
    surface: str
    kind: str
    form: str = "Nom"


@dataclass(frozen=True)
class Name:
    """What a mark stands for: its canonical name or value, and its nominative in the language of the text."""

    canonical: Value
    nominative: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Line:
    """One fact as noted: `sign` is "" for a fact, "?" for an optional one, "!" for one that may not be read."""

    sign: str
    type: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Article:
    """A gold source file taken apart."""

    id: str
    head: Mapping[str, str]
    marked: str
    names: Mapping[str, Name]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...] = field(default=())

    @property
    def text(self) -> str:
        """The article without its marks."""
        return MARK.sub(lambda m: m[2], self.marked) + "\n"

    @property
    def file(self) -> str:
        """The name of the plain text file."""
        return f"{self.id}.{self.head['lang']}.txt"


def numbered(text: str) -> Value:
    return float(text) if "." in text else int(text)


def named(kind: str, text: str) -> Name:
    """The meaning of a line of the name table: a quantity for a number, else a name with its nominative."""
    if kind == "number":
        value, _, unit = text.partition(" ")
        parts = [numbered(part) for part in value.split("..")]
        return Name(parts[0] if len(parts) == 1 else parts, unit=unit)
    canonical, _, nominative = text.partition(" / ")  # an interval of EDTF has no spaces
    return Name(canonical.strip(), nominative.strip())


def table(lines: list[str], marks: tuple[Mark, ...]) -> dict[str, Name]:
    """The name of every mark: from its line, else the first surface written in the nominative."""
    kinds = {mark.ref: mark.kind for mark in marks}
    found = {m.ref: Name(m.surface) for m in reversed(marks) if m.form == "Nom" and m.kind != "number"}
    for line in lines:
        ref, _, rest = (part.strip() for part in line.partition("="))
        if ref not in kinds:
            raise GoldFault(f"name {ref!r} has no mark")
        found[ref] = named(kinds[ref], rest)
    return found


def fact_line(line: str) -> Line:
    sign = line[0] if line[0] in "?!" else ""
    kind, _, rest = line.removeprefix(sign).strip().partition(":")
    pairs = (part.partition("=") for part in re.split(r";\s*(?=[a-z_.]+=)", rest) if part.strip())
    return Line(sign, kind.strip(), tuple((key.strip(), value.strip()) for key, _, value in pairs))


def parts(text: str) -> list[str]:
    """The text up to `---` lines, each part stripped."""
    return [part.strip() for part in re.split(r"(?m)^---$", text)]


def filled(part: str) -> list[str]:
    return [line.strip() for line in part.splitlines() if line.strip() and not line.startswith("#")]


def read(path: Path) -> Article:
    """The article of a source file."""
    sections = parts(path.read_text(encoding="utf-8"))
    if len(sections) != 4:
        raise GoldFault(f"{path.name}: needs head, text, names and facts")
    rows = (line.partition(":") for line in filled(sections[0]))
    head = {key.strip(): value.strip() for key, _, value in rows}
    marks = tuple(Mark(*(g or "Nom" for g in m.groups())) for m in MARK.finditer(sections[1]))
    facts = tuple(fact_line(line) for line in filled(sections[3]))
    name = path.name.removesuffix(".gold.txt")
    return Article(name, head, sections[1], table(filled(sections[2]), marks), facts, marks)


def split_list(text: str) -> list[str]:
    """The members of a bracketed list, split at its own commas only."""
    out, depth = [""], 0
    for char in text[1:-1]:
        depth += (char == "[") - (char == "]")
        if char == "," and not depth:
            out.append("")
        else:
            out[-1] += char
    return [member.strip() for member in out if member.strip()]


def value_of(article: Article, key: str, text: str) -> Value:
    """What a noted value means: a reference, a list, a truth value, a number or words."""
    if text.startswith("["):
        return [value_of(article, key, member) for member in split_list(text)]
    if text.startswith("@"):
        if text[1:] not in article.names:
            raise GoldFault(f"{article.id}: {text} is not named")
        return article.names[text[1:]].canonical
    if text in ("true", "false"):
        return text == "true"
    return numbered(text) if key in NUMERIC else text


def surface(article: Article, text: str) -> Value:
    """A noted value as the article writes it at its first mention."""
    if text.startswith("["):
        return [surface(article, member) for member in split_list(text)]
    if text.startswith("@"):
        return next(mark.surface for mark in article.marks if mark.ref == text[1:])
    return text


def nominative(article: Article, ref: str) -> str:
    """The nominative of a marked person, in the language of the text."""
    name = article.names[ref]
    first = next(mark for mark in article.marks if mark.ref == ref)
    return name.nominative or (first.surface if first.form == "Nom" else "")


def written(article: Article, key: str, text: str, value: Value) -> Fields:
    """The companion fields of a noted value: written form, nominative, unit."""
    if key == "person" and text.startswith("@"):
        nom = nominative(article, text[1:])
        return {"as_written": surface(article, text)} | ({"nominative": nom} if nom else {})
    if key == "value" and text.startswith("@"):
        unit = article.names[text[1:]].unit
        return {"unit": unit} if unit else {}
    form = surface(article, text) if key in WRITTEN else value
    return {WRITTEN[key]: form} if form != value else {}


def nested(fields: Fields) -> dict[str, object]:
    """Fields with dotted names gathered: `mission.city` becomes a member of `mission`."""
    out: dict[str, object] = {}
    for key, value in fields.items():
        outer, _, inner = key.partition(".")
        if inner:
            member = out.setdefault(outer, {})
            assert isinstance(member, dict)
            member[inner] = value
        else:
            out[key] = value
    return out


def fact(article: Article, line: Line) -> dict[str, object]:
    """One fact in the public form."""
    fields: Fields = {"type": line.type}
    for key, text in line.fields:
        value = value_of(article, key, text)
        fields |= {key: value} | ({} if line.sign == "!" else written(article, key, text, value))
    if line.sign != "!":
        fields |= defaults(fields)
    return nested(fields | ({"optional": True} if line.sign == "?" else {}))


def defaults(fields: Fields) -> Fields:
    """The fields that go without saying: how a position is told, an exact figure, an assertion of fact."""
    if fields["type"] == "position":
        event = str(fields.get("event", "holds"))
        plain: Fields = {"event": event, "modality": HELD.get(event, "completed")}
        if event == "former":
            plain["accept"] = ["completed", "ongoing"]
    elif fields["type"] == "indicator":
        plain = {"qualifier": "=", "modality": "reported"}
    else:
        plain = {"modality": "stated"} if fields["type"] == "statement" else {}
    return {key: value for key, value in plain.items() if key not in fields}


def record(article: Article) -> dict[str, object]:
    """The article's line of gold.jsonl."""
    head = article.head
    exhaustive = head.get("exhaustive", " ".join(EXHAUSTIVE)).split()
    published = head.get("published", "-")
    return {
        "file": article.file,
        "lang": head["lang"],
        "published": None if published == "-" else published,
        "exhaustive_types": exhaustive,
        "strict": True,
        "facts": [fact(article, line) for line in article.lines if line.sign != "!"],
        "must_not": [fact(article, line) for line in article.lines if line.sign == "!"],
        "notes": head.get("notes", ""),
    }


def identifiers(path: Path) -> dict[str, set[str]]:
    """The closed lists of identifiers: field name -> identifiers."""
    rows = (line.split(":", 1) for line in filled(path.read_text(encoding="utf-8")))
    return {key.strip(): set(ids.split()) for key, ids in rows}


def strange(article: Article, line: Line, known: Mapping[str, set[str]]) -> Iterator[str]:
    """The identifiers of a fact that no list holds."""
    if line.type not in known["type"]:
        yield f"{article.id}: type {line.type!r}"
    for key, text in line.fields:
        field_name = key.rpartition(".")[2].removeprefix("from_")
        listed = known.get(f"{line.type}.{field_name}", known.get(field_name, set()))
        if key.rpartition(".")[2] in CHECKED and text not in listed:
            yield f"{article.id}: {line.type} {key}={text!r}"


def mark_faults(article: Article) -> Iterator[str]:
    """What is wrong with the marks: broken ones, unknown kinds or forms, names that nothing says."""
    if re.search(r"[{}|]", MARK.sub("", article.marked)):
        yield f"{article.id}: broken mark"
    for mark in article.marks:
        if mark.kind not in KINDS or not set(mark.form.split("+")) <= FORMS:
            yield f"{article.id}: mark {mark.ref} has kind {mark.kind!r}, form {mark.form!r}"
        if mark.ref not in article.names:
            yield f"{article.id}: mark {mark.ref} ({mark.surface}) has no name"
    for ref, kinds in kinds_by_ref(article).items():
        if len(kinds) > 1:
            yield f"{article.id}: mark {ref} has kinds {sorted(kinds)}"


def kinds_by_ref(article: Article) -> dict[str, set[str]]:
    out: dict[str, set[str]] = {}
    for mark in article.marks:
        out.setdefault(mark.ref, set()).add(mark.kind)
    return out


def fact_faults(article: Article, known: Mapping[str, set[str]]) -> Iterator[str]:
    """What is wrong with the facts: strange identifiers, repetitions, missing fields, sendings that no mark gives."""
    seen = Counter(json.dumps(fact(article, line), sort_keys=True) for line in article.lines)
    yield from (f"{article.id}: twice: {text[:100]}" for text, times in seen.items() if times > 1)
    for line in article.lines:
        yield from strange(article, line, known)
        keys = dict(line.fields)
        needed = {} if line.sign == "!" else known
        for key in needed.get(f"needs.{line.type}", set()) - set(keys):
            yield f"{article.id}: {line.type} lacks {key}"
        if line.type == "position" and not keys.get("person", "").startswith("@"):
            yield f"{article.id}: position of an unmarked person"


def length_faults(article: Article) -> Iterator[str]:
    words = len(article.text.split())
    if not 80 <= words <= 320:
        yield f"{article.id}: {words} words"


def built(articles: list[Article]) -> dict[str, str]:
    """Every built file: path below the folder -> content."""
    lines = [json.dumps(record(article), ensure_ascii=False) for article in articles]
    texts = {f"texts/{article.file}": article.text for article in articles}
    return texts | {"gold.jsonl": "".join(line + "\n" for line in lines)}


def load(folder: Path) -> list[Article]:
    return [read(path) for path in sorted(folder.glob("*.gold.txt"))]


def source_faults(articles: list[Article], lists: Path = HERE / "identifiers.txt") -> list[str]:
    """Everything that is wrong in the sources of articles."""
    known = identifiers(lists)
    return [f for a in articles for f in (*mark_faults(a), *fact_faults(a, known), *length_faults(a))]


def faults(folder: Path) -> list[str]:
    """Everything that is wrong in a folder of gold articles."""
    articles = load(folder)
    stale = [name for name, content in built(articles).items() if not is_current(folder / name, content)]
    return source_faults(articles) + [f"{name}: out of date, run `gold.py build`" for name in stale]


def is_current(path: Path, content: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == content


def build(folder: Path) -> int:
    """Write the built files and return their number."""
    return write(built(load(folder)), folder)


def write(files: Mapping[str, str], folder: Path) -> int:
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return len(files)


def counts(folder: Path) -> list[str]:
    """A table of facts for each type and language."""
    articles = load(folder)
    langs = sorted({article.head["lang"] for article in articles})
    pairs = Counter((line.type, a.head["lang"]) for a in articles for line in a.lines if line.sign != "!")
    kinds = sorted({kind for kind, _ in pairs})
    rows = [f"| {kind} | " + " | ".join(str(pairs[kind, lang]) for lang in langs) + " |" for kind in kinds]
    return ["| type | " + " | ".join(langs) + " |", "|" + " --- |" * (len(langs) + 1), *rows]


def seal(folders: list[Path], out: Path) -> str:
    """Pack the articles of several folders into one file and tell how many there are, and nothing of what they say."""
    articles = [article for folder in folders for article in load(folder)]
    if wrong := len(source_faults(articles)):
        raise GoldFault(f"{wrong} faults; `gold.py check` names them")
    sources = {path.name: path.read_text(encoding="utf-8") for at in folders for path in sorted(at.glob("*.gold.txt"))}
    if not articles or len({article.file for article in articles}) < len(articles) or len(sources) < len(articles):
        raise GoldFault("no article, or two of one name")
    out.write_bytes(sealed(built(articles) | {f"sources/{name}": text for name, text in sources.items()}))
    return f"{len(articles)} articles sealed in {out.name}"


def shuffle(folder: Path, out: Path, seed: Path = Path("0")) -> str:
    """Write what is built from a folder's articles with other people, places, bodies and numbers in them."""
    from shuffling.articles import shuffled  # the gazetteer is loaded for this alone

    return f"{write(built([shuffled(article, int(str(seed))) for article in load(folder)]), out)} files written"


def run(action: str, paths: list[Path]) -> int:
    """Do what was asked, print what came of it and return the exit status."""
    lines = list(ACTIONS[action](paths))
    print("\n".join(lines) or "no faults")
    return int(bool(lines) and action == "check")


ACTIONS: dict[str, Callable[[list[Path]], Iterable[str]]] = {
    "build": lambda paths: [f"{sum(map(build, paths))} files written"],
    "check": lambda paths: [fault for folder in paths for fault in faults(folder)],
    "count": lambda paths: [line for folder in paths for line in counts(folder)],
    "seal": lambda paths: [seal(paths[:-1], paths[-1])],
    "shuffle": lambda paths: [shuffle(*paths)],
    "agreement": lambda paths: table_of_agreement(*paths),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=sorted(ACTIONS))
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    options = parser.parse_args()
    try:
        sys.exit(run(options.action, options.paths or [HERE / "dev"]))
    except (GoldFault, OSError) as fault:
        sys.exit(f"fault: {fault}")


if __name__ == "__main__":
    main()
