"""Write docs/reference from the code: commands, exit codes, settings, identifiers. With --check: name stale pages.

What cannot drift is not written by hand.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from chancery.errors import ChanceryError
from chancery.serve.catalog import catalog
from chancery.serve.cli import cli
from chancery.serve.exits import MEANING
from chancery.serve.terminal import PLAIN_WIDTH
from chancery.settings import TIERS, VARIABLES

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "<!-- Made by tools/write_reference.py; `make fix` writes it anew. -->"
LABELS = catalog("en").labels

SETTINGS = {
    "record": "The record's file. Default: `record.sqlite` in the folder `chancery` of your data folder "
    "(`~/.local/share` or `XDG_DATA_HOME`; `~/Library/Application Support`; `%LOCALAPPDATA%`).",
    "tier": f"How deep to read: {' or '.join(f'`{tier}`' for tier in TIERS)}. Default: `full`.",
    "interface": "The language of tables and remarks. Default: `en`.",
    "width": f"How many columns a table may have. Default: the screen's; {PLAIN_WIDTH} where there is none.",
}

TITLES = {
    "type": "Types of fact (`type`)",
    "modality": "Modality (`modality`)",
    "polarity": "Polarity (`polarity`)",
    "date_basis": "Where a date comes from (`date_basis`)",
    "mission_event": "Stages of a mission (`mission_event.event`)",
    "mission_type": "Classes of mission (`mission_type`)",
    "op": "What happens to a district (`consular_district.op`)",
    "role": "Roles (`position.role`)",
    "position_event": "How a person stands to an office (`position.event`)",
    "engagement_kind": "Kinds of engagement (`engagement.kind`)",
    "level": "Level of an engagement (`engagement.level`)",
    "mode": "Mode of an engagement (`engagement.mode`)",
    "metric": "Metrics (`indicator.metric`)",
    "unit": "Units besides ISO 4217 currencies (`indicator.unit`)",
    "qualifier": "Qualifiers (`indicator.qualifier`)",
    "agreement_kind": "Kinds of agreement (`agreement.kind`)",
    "function": "Functions of a mission (`function.function`)",
    "institution_kind": "Kinds of institution (`institution.kind`)",
    "quote": "How a statement is quoted (`statement.quote`)",
    "entity": "Types of `chancery tag`",
    "link": "How two mentions or reports stand to each other (`show --why`)",
    "verdict": "What a person decides",
    "outcome": "What became of a document",
    "reason": "Why a document is refused (`rejected.reason`)",
}


def commands() -> Iterator[str]:
    """Every command with its options, as `--help` has them."""
    yield "# Commands\n"
    yield "Answers go to standard output, progress and remarks to standard error; [exit codes](exit-codes.md).\n"
    yield _command("chancery", cli)
    for name, command in sorted(cli.commands.items()):
        yield _command(f"chancery {name}", command)


def _command(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path, max_content_width=100, terminal_width=100)
    epilog, command.epilog = command.epilog, None
    text = command.get_help(context)
    command.epilog = epilog
    return f"## {path}\n\n```text\n{text}\n```\n"


def exit_codes() -> Iterator[str]:
    """Every exit code."""
    yield "# Exit codes\n"
    yield "| code | meaning |\n| ---: | --- |"
    yield from (f"| {code.value} | {meaning} |" for code, meaning in MEANING.items())
    yield "\nErrors on standard error open with a code of their own:\n"
    yield "| code | meaning |\n| --- | --- |"
    faults = sorted({each.code: each for each in ChanceryError.__subclasses__()}.items())
    yield from (f"| `{code}` | {(each.__doc__ or '').splitlines()[0]} |" for code, each in faults)


def settings() -> Iterator[str]:
    """Every setting, its environment variable and its key in the configuration file."""
    yield "# Settings\n"
    yield "An option on the command line wins over an environment variable, which wins over `config.toml` in the folder"
    yield "`chancery` of your configuration folder (`~/.config` or `XDG_CONFIG_HOME`; `~/Library/Application Support`;"
    yield "`%APPDATA%`). `CHANCERY_CONFIG` names another file. `NO_COLOR` switches colours off.\n"
    yield "| key | variable | meaning |\n| --- | --- | --- |"
    yield from (f"| `{key}` | `{variable}` | {SETTINGS[key]} |" for key, variable in VARIABLES.items())


def identifiers() -> Iterator[str]:
    """The closed list of identifiers, with the words that tables show for them."""
    yield "# Identifiers\n"
    yield "The closed list of identifiers in facts. Tables show the words on the right."
    for group, labels in LABELS.items():
        yield f"\n## {TITLES[group]}\n\n| identifier | shown as |\n| --- | --- |"
        yield from (f"| `{identifier}` | {shown} |" for identifier, shown in labels.items())


PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "commands.md": commands,
    "exit-codes.md": exit_codes,
    "settings.md": settings,
    "identifiers.md": identifiers,
}


def page(name: str) -> str:
    """A page as it should be."""
    return f"{MADE}\n" + "\n".join(PAGES[name]()).rstrip() + "\n"


def outdated() -> list[str]:
    """The pages that are not as they should be."""
    return [name for name in PAGES if not _is_current(FOLDER / name, page(name))]


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if a page is out of date")
    stale = outdated()
    if parser.parse_args().check:
        print(*(f"docs/reference/{name} is out of date: make fix" for name in stale), sep="\n", end="\n" * bool(stale))
        return int(bool(stale))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in stale:
        (FOLDER / name).write_text(page(name), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
