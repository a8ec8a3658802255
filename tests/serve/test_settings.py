"""Laws of the settings: variable before file before default."""

from __future__ import annotations

from pathlib import Path

import pytest

from chancery.errors import RecordError, UsageError
from chancery.record.connection import Connection
from chancery.settings import read_settings


@pytest.mark.parametrize(
    ("platform", "environ", "record"),
    [
        ("linux", {}, "home/.local/share/chancery/record.sqlite"),
        ("linux", {"XDG_DATA_HOME": "relative"}, "home/.local/share/chancery/record.sqlite"),
        ("darwin", {}, "home/Library/Application Support/chancery/record.sqlite"),
        ("win32", {}, "home/AppData/Local/chancery/record.sqlite"),
    ],
)
def test_the_record_is_kept_where_the_platform_keeps_such_things(
    platform: str, environ: dict[str, str], record: str
) -> None:
    assert read_settings(environ, home=Path("home"), platform=platform).record == Path(record)


def test_an_absolute_data_folder_is_used(tmp_path: Path) -> None:
    settings = read_settings({"XDG_DATA_HOME": str(tmp_path)}, home=Path("home"), platform="linux")
    assert settings.record == tmp_path / "chancery" / "record.sqlite"


def test_a_variable_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('record = "from-file.sqlite"\ntier = "fast"\n', encoding="utf-8")
    named = {"CHANCERY_CONFIG": str(file)}
    settings = read_settings(named, home=tmp_path, platform="linux")
    assert (settings.record, settings.tier, settings.interface) == (Path("from-file.sqlite"), "fast", "en")
    settings = read_settings(named | {"CHANCERY_RECORD": "other.sqlite"}, home=tmp_path, platform="linux")
    assert (settings.record, settings.tier) == (Path("other.sqlite"), "fast")


@pytest.mark.parametrize(
    "text", ["record = 5", "colour = 'red'", "record = ", "\udcff", f"a = {'[' * 5_000}", f"a = {'1' * 5_000}"]
)
def test_a_bad_file_is_told_with_its_name(tmp_path: Path, text: str) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(UsageError, match=r"config\.toml"):
        read_settings({"CHANCERY_CONFIG": str(file)}, home=tmp_path, platform="linux")


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no configuration file"):
        read_settings({"CHANCERY_CONFIG": str(tmp_path / "none.toml")}, home=tmp_path, platform="linux")


def test_a_home_of_nobody_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="home folder"):
        read_settings({"CHANCERY_RECORD": "~nobody-of-this-name/a.sqlite"}, home=tmp_path, platform="linux")


def test_a_record_with_a_name_that_cannot_be_is_told(tmp_path: Path) -> None:
    with pytest.raises(RecordError):
        Connection.open(tmp_path / "a\0b" / "record.sqlite", create=True)


def test_an_unknown_tier_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="full or fast"):
        read_settings({"CHANCERY_TIER": "deep"}, home=tmp_path, platform="linux")
