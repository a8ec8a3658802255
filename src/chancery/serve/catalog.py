"""The words that the interface speaks: labels, headings, titles and remarks of one language, from data/catalog."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct, ValidationError, convert

from chancery.errors import PackError


class Calendar(Struct, frozen=True, forbid_unknown_fields=True):
    """How a language writes dates and numbers.

    `months` name a month by itself, `months_of` beside a day; `day` and `month` are patterns of a date; `decimal` and
    `group` are the marks in numbers.
    """

    months: tuple[str, ...]
    months_of: tuple[str, ...]
    day: str
    month: str
    decimal: str
    group: str


class Catalog(Struct, frozen=True, forbid_unknown_fields=True):
    """One language's interface words.

    `labels` hold for each group of public identifiers (role, metric, modality ...) what a person reads for each;
    `script` is the script that names are shown in where the sources have them so; `pages` are the words of the
    workbench.
    """

    code: str
    name: str
    script: str
    calendar: Calendar
    pages: dict[str, str]
    labels: dict[str, dict[str, str]]
    headings: dict[str, str]
    titles: dict[str, str]
    remarks: dict[str, str]

    def label(self, group: str, identifier: str | None) -> str:
        """What a person reads for `identifier`; an unlisted one is shown with spaces."""
        if not identifier:
            return ""
        return self.labels.get(group, {}).get(identifier, identifier.replace("_", " "))

    def remark(self, key: str, /, **values: object) -> str:
        """The remark `key` with its values filled in."""
        return self.remarks[key].format(**values)

    def page(self, key: str, /, **values: object) -> str:
        """The words `key` of the workbench with their values filled in."""
        return self.pages[key].format(**values)


@cache
def catalog(code: str = "en") -> Catalog:
    """The catalogue of the language `code`.

    Raises:
        PackError: there is no such catalogue, or it is malformed.
    """
    file = files("chancery") / "data" / "catalog" / f"{code}.toml"
    try:
        return convert(tomllib.loads(file.read_text(encoding="utf-8")), Catalog)
    except FileNotFoundError as missing:
        hint = f"use one of: {', '.join(languages())}"
        raise PackError(f"no interface words for {code!r}", where="interface", hint=hint) from missing
    except (tomllib.TOMLDecodeError, ValidationError) as fault:
        raise PackError(f"malformed interface words: {fault}", where=str(file), hint="reinstall chancery") from fault


def languages() -> list[str]:
    """The codes of all catalogues that are installed."""
    names = (entry.name for entry in (files("chancery") / "data" / "catalog").iterdir())
    return sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml"))
