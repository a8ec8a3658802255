"""The one door to language packs: load, check, index."""

from chancery.lang.pack import Pack, capabilities, load
from chancery.lang.parts import codes, fingerprint, part
from chancery.lang.profiles import profiles

__all__ = ["Pack", "capabilities", "codes", "fingerprint", "load", "part", "profiles"]
