"""What tells the languages apart: those of the packs, and those that can be named but not read."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from chancery.errors import PackError
from chancery.lang.parts import codes, part, root, text
from chancery.model.zoning import LanguageProfile


@lru_cache(maxsize=1)
def profiles() -> dict[str, LanguageProfile]:
    """A profile for each language, by BCP 47 code; those with a pack come first.

    Raises:
        PackError: a profile is malformed.
    """
    others = (root() / "others.toml").read_text(encoding="utf-8")
    try:
        found = msgspec.toml.decode(others, type=dict[str, LanguageProfile])
    except (ValueError, RecursionError) as error:
        raise PackError(f"cannot read the profiles: {error}", where="data/lang/others.toml") from None
    own = {code: part(code, "language", LanguageProfile) for code in codes() if text(code, "language.toml")}
    return own | {code: profile for code, profile in found.items() if code not in own}
