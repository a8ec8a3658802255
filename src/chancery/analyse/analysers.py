"""Which adapter reads which language: `analyser("ru")` gives it, loaded when it is first asked for."""

from __future__ import annotations

from functools import cache

from chancery.analyse.segmentation import Analyser
from chancery.errors import PackError


@cache
def analyser(lang: str, *, tier: str = "full") -> Analyser:
    """Give the analyser of `lang`, one per process and tier ("full", or "fast" without neural models).

    Raises:
        PackError: there is no analyser for `lang`.
    """
    if lang == "en":
        from chancery.analyse.english import English

        return English()
    if lang == "ru":
        from chancery.analyse.russian import Russian

        return Russian(neural=tier == "full")
    raise PackError(f"no analyser for language {lang!r}", hint="languages with an analyser: en, ru")
