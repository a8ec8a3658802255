"""Compare the documentation with the checkout: every relative link leads somewhere, the reference is up to date, and
every `chancery` command line in a code block names commands and options that exist."""

from __future__ import annotations

import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from chancery.serve.cli import cli
from write_reference import outdated

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"(?<!!)\[[^\]\[]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+ +(.+?) *#*$", re.MULTILINE)


def pages() -> list[Path]:
    """Every Markdown page of the documentation; examples are articles, not documentation."""
    found = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "examples" / "README.md"]
    return sorted(path for path in found if path.exists())


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as the usual renderers make them."""
    headings = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(text))
    return {heading.strip().replace(" ", "-") for heading in headings}


def broken_links(path: Path) -> Iterator[str]:
    """The relative links of a page that lead nowhere."""
    for link, image in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))):
        target, _, anchor = (link or image).partition("#")
        if re.match(r"[a-z]+:", target):
            continue
        there = (path.parent / target).resolve() if target else path
        if not there.exists():
            yield f"{path.relative_to(ROOT)}: no such file: {target}"
        elif anchor and there.suffix == ".md" and anchor not in anchors(there.read_text(encoding="utf-8")):
            yield f"{path.relative_to(ROOT)}: no such heading: {target}#{anchor}"


def unknown_commands(path: Path) -> Iterator[str]:
    """The command lines of a page that the command line would not take."""
    for kind, body in FENCE.findall(path.read_text(encoding="utf-8")):
        if kind in ("console", "sh", "bash", "shell"):
            for line in body.replace("\\\n", " ").splitlines():
                if called := re.match(r"(?:\$ )?(?:\.venv/bin/)?chancery (.*)", line):
                    yield from (f"{path.relative_to(ROOT)}: {fault}: {line}" for fault in faults(called[1]))


def faults(arguments: str) -> Iterator[str]:
    """What is wrong with the arguments of one command line."""
    words = shlex.split(re.split(r"\s[|>]", arguments)[0], comments=True)
    name, *rest = words or ["--help"]
    command: click.Command | None = cli if name.startswith("-") else cli.commands.get(name)
    if command is None:
        yield f"no command {name}"
        return
    known = {option for each in command.get_params(click.Context(command)) for option in each.opts}
    for word in rest if command is not cli else words:
        if word.startswith("--") and word.split("=")[0] not in known:
            yield f"no option {word}"


def undocumented() -> Iterator[str]:
    """The commands and options that the reference does not name."""
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    for name, command in cli.commands.items():
        for option in (option for each in command.params for option in each.opts if option.startswith("--")):
            section = reference.partition(f"## chancery {name}\n")[2].partition("\n## ")[0]
            if option not in section:
                yield f"docs/reference/commands.md: chancery {name} {option} is missing"


def main() -> int:
    stale = [f"docs/reference/{name} is out of date: make fix" for name in outdated()]
    wrong = [fault for path in pages() for check in (broken_links, unknown_commands) for fault in check(path)]
    found = [*stale, *undocumented(), *wrong]
    print(*found, sep="\n", end="\n" * bool(found))
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
