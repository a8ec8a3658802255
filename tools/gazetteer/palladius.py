"""Chinese names in Russian: pinyin into the Palladius system, syllable by syllable."""

from __future__ import annotations

import re
import unicodedata

_INITIALS = {
    "b": "б", "p": "п", "m": "м", "f": "ф", "d": "д", "t": "т", "n": "н", "l": "л", "g": "г", "k": "к", "h": "х",
    "j": "цз", "q": "ц", "x": "с", "zh": "чж", "ch": "ч", "sh": "ш", "r": "ж", "z": "цз", "c": "ц", "s": "с",
}  # fmt: skip
_FINALS = {
    "a": "а", "o": "о", "e": "э", "ai": "ай", "ei": "эй", "ao": "ао", "ou": "оу", "an": "ань", "en": "энь", "ang": "ан",
    "eng": "эн", "ong": "ун", "i": "и", "ia": "я", "ie": "е", "iao": "яо", "iu": "ю", "ian": "янь", "in": "инь",
    "iang": "ян", "ing": "ин", "iong": "юн", "u": "у", "ua": "уа", "uo": "о", "uai": "уай", "ui": "уй", "uan": "уань",
    "un": "унь", "uang": "уан", "ue": "юэ", "v": "юй", "ve": "юэ",
}  # fmt: skip
# Syllables that stand alone, and those that the two tables would not give.
_WHOLE = {
    "a": "а", "ai": "ай", "an": "ань", "ang": "ан", "ao": "ао", "e": "э", "en": "энь", "er": "эр", "ou": "оу",
    "ya": "я", "yan": "янь", "yang": "ян", "yao": "яо", "ye": "е", "yi": "и", "yin": "инь", "ying": "ин", "yong": "юн",
    "you": "ю", "yu": "юй", "yuan": "юань", "yue": "юэ", "yun": "юнь", "wa": "ва", "wai": "вай", "wan": "вань",
    "wang": "ван", "wei": "вэй", "wen": "вэнь", "weng": "вэн", "wo": "во", "wu": "у", "hui": "хой", "guo": "го",
    "ju": "цзюй", "jue": "цзюэ", "juan": "цзюань", "jun": "цзюнь", "qu": "цюй", "que": "цюэ", "quan": "цюань",
    "qun": "цюнь", "xu": "сюй", "xue": "сюэ", "xuan": "сюань", "xun": "сюнь", "lv": "люй", "nv": "нюй",
}  # fmt: skip
_HISSING = ("zh", "ch", "sh", "r", "z", "c", "s")


def palladius(name: str) -> str:
    """The Russian name of a Chinese place given in pinyin, empty where it is not pinyin."""
    word = "".join(
        c for c in unicodedata.normalize("NFKD", name.lower().replace("ü", "v")) if not unicodedata.combining(c)
    )
    parts = [_syllables(part) for part in re.split(r"['’]", word)]
    if not word.isascii() or any(part is None for part in parts):
        return ""
    return _joined([syllable for part in parts for syllable in part or ()]).capitalize()


def _syllables(word: str) -> list[str] | None:
    """Longest syllables first, backing off where the rest cannot be read; a syllable inside begins with a consonant."""
    if not word:
        return []
    for end in range(min(6, len(word)), 0, -1):
        sound = _sound(word[:end])
        rest = _syllables(word[end:]) if sound and word[end : end + 1] not in ("a", "e", "o") else None
        if sound and rest is not None:
            return [sound, *rest]
    return None


def _sound(syllable: str) -> str:
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    initial = syllable[:2] if syllable[:2] in _INITIALS else syllable[:1]
    final = syllable[len(initial) :]
    if initial not in _INITIALS or final not in _FINALS:
        return ""
    if final == "i" and initial in _HISSING:
        return _INITIALS[initial] + ("ы" if initial in ("z", "c", "s") else "и")
    return _INITIALS[initial] + _FINALS[final]


def _joined(sounds: list[str]) -> str:
    """Syllables together: a hard sign keeps a syllable's last «н» from the next one's vowel."""
    word = ""
    for sound in sounds:
        parted = word.endswith("н") and sound[0] in "аеоуэюяи"
        word += ("ъ" if parted else "") + sound
    return word
