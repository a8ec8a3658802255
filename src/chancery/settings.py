"""What the user has settled outside the command line: the one reader of environment and configuration file.

Only `serve` imports this; every other room is handed what it needs.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, convert

from chancery.errors import UsageError

TIERS = ("full", "fast")
NARROWEST, WIDEST = 20, 10_000
"""The columns that a table may have."""


class Settings(Struct, frozen=True):
    """Where the record is, how deep to read, in which language to speak, and how wide.

    `record` is the record's file; `tier` is one of `TIERS`; `interface` the code of a catalogue of interface words;
    `width` the columns of a table, the screen's own if None.
    """

    record: Path
    tier: str = "full"
    interface: str = "en"
    width: int | None = None


class Configuration(Struct, frozen=True, forbid_unknown_fields=True):
    """The configuration file: every key may be absent."""

    record: str | None = None
    tier: str | None = None
    interface: str | None = None
    width: int | None = None


VARIABLES = {
    "record": "CHANCERY_RECORD",
    "tier": "CHANCERY_TIER",
    "interface": "CHANCERY_INTERFACE",
    "width": "CHANCERY_WIDTH",
}
"""Setting -> the environment variable that overrides the configuration file."""


def read_settings(environ: Mapping[str, str], *, home: Path, platform: str) -> Settings:
    """The settings that hold for this user: variable before configuration file before default.

    Args:
        platform: as `sys.platform` names it.
    Raises:
        UsageError: the configuration file is not TOML, holds an unknown key, or a value is not allowed.
    """
    named = environ.get("CHANCERY_CONFIG")
    configured = configuration(Path(named) if named else config_file(environ, home=home, platform=platform))
    if named and not os.path.exists(named):
        raise UsageError("there is no configuration file", where=named, hint="correct or unset CHANCERY_CONFIG")
    chosen = {key: environ.get(variable) or getattr(configured, key) for key, variable in VARIABLES.items()}
    record = _at_home(chosen["record"]) if chosen["record"] else record_file(environ, home, platform)
    tier = chosen["tier"] or "full"
    if tier not in TIERS:
        raise UsageError(f"unknown tier {tier!r}", where="CHANCERY_TIER or config.toml", hint="use full or fast")
    return Settings(record=record, tier=tier, interface=chosen["interface"] or "en", width=_width(chosen["width"]))


def _width(chosen: str | int | None) -> int | None:
    """The columns of a table that the user has settled on, if any."""
    try:
        width = int(chosen) if chosen else None
    except ValueError:
        width = 0
    if width is not None and not NARROWEST <= width <= WIDEST:
        where, hint = "CHANCERY_WIDTH or config.toml", f"write a number from {NARROWEST} to {WIDEST}"
        raise UsageError(f"{chosen!r} is no width of a table", where=where, hint=hint)
    return width


def _at_home(named: str) -> Path:
    try:
        return Path(named).expanduser()
    except RuntimeError as fault:
        hint = "write the whole path of the record"
        raise UsageError("nobody of this name has a home folder", where=named, hint=hint) from fault


def configuration(path: Path) -> Configuration:
    """What the configuration file says; nothing if there is none."""
    try:
        return convert(tomllib.loads(path.read_text(encoding="utf-8")), Configuration)
    except FileNotFoundError:
        return Configuration()
    except (OSError, ValueError, RecursionError) as fault:  # not UTF-8, not TOML, an unknown key, brackets too deep
        raise UsageError(
            f"the configuration file cannot be read: {fault}",
            where=str(path),
            hint=f"it is TOML with the keys {', '.join(VARIABLES)}",
        ) from fault


def config_file(environ: Mapping[str, str], *, home: Path, platform: str) -> Path:
    """Where the configuration file is looked for on this platform."""
    if platform == "win32":
        return Path(environ.get("APPDATA") or home / "AppData" / "Roaming") / "chancery" / "config.toml"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "chancery" / "config.toml"
    return _absolute(environ.get("XDG_CONFIG_HOME"), home / ".config") / "chancery" / "config.toml"


def record_file(environ: Mapping[str, str], home: Path, platform: str) -> Path:
    """Where the record is kept on this platform when nobody says otherwise."""
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "chancery" / "record.sqlite"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "chancery" / "record.sqlite"
    return _absolute(environ.get("XDG_DATA_HOME"), home / ".local" / "share") / "chancery" / "record.sqlite"


def _absolute(named: str | None, otherwise: Path) -> Path:
    # The XDG specification has a relative path ignored.
    return Path(named) if named and Path(named).is_absolute() else otherwise
