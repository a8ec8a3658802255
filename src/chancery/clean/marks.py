"""What the names of elements, roles and classes say about a place on a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.resources import files

import msgspec
from msgspec import Struct

from chancery.model import BlockKind

KINDS = {
    "p": BlockKind.PARAGRAPH,
    "blockquote": BlockKind.PARAGRAPH,
    "pre": BlockKind.PARAGRAPH,
    **{f"h{n}": BlockKind.HEADING for n in range(1, 7)},
    **dict.fromkeys(("li", "dt", "dd"), BlockKind.LIST_ITEM),
    **dict.fromkeys(("td", "th"), BlockKind.TABLE_CELL),
    **dict.fromkeys(("figcaption", "caption", "figure"), BlockKind.CAPTION),
}
_BODIES = re.compile(
    r"(?:article|entry|post|story|news|material|single|page)[-_]*"
    r"(?:body|content|text|detail|full)(?:[-_]*(?:inner|text))?"
)
_PARTS = re.compile(r"[a-z]+")
_MOST_PARTS = 3
_LONGEST_CLASSES = 500


class PageMarks(Struct, frozen=True, forbid_unknown_fields=True):
    """`data/pages/marks.toml`: names by what they do, and the hint that each tag, role and class word gives."""

    blocks: frozenset[str]
    void: frozenset[str]
    unseen: frozenset[str]
    neighbours: frozenset[str]
    captions: frozenset[str]
    tags: dict[str, str]
    roles: dict[str, str]
    classes: dict[str, tuple[str, ...]]


_MARKS = msgspec.toml.decode((files("chancery") / "data/pages/marks.toml").read_bytes(), type=PageMarks)
_HINT_OF = {word: hint for hint, words in _MARKS.classes.items() for word in words}
_TAG_HINTS = {tag: frozenset((hint,)) for tag, hint in _MARKS.tags.items()}
_NOTHING: frozenset[str] = frozenset()
BLOCKS, VOID = _MARKS.blocks, _MARKS.void


def hints(name: str, attributes: Mapping[str, str]) -> frozenset[str]:
    """What one element says of the text in it."""
    tag = _TAG_HINTS.get(name, _NOTHING)
    if not attributes:
        return tag
    found = {_MARKS.roles.get(attributes.get("role", "").strip().lower())}
    if "articleBody" in attributes.get("itemprop", ""):
        found.add("article")
    if name not in ("html", "body", "a"):
        for word in _names(attributes):
            found |= _of_name(word)
    return tag.union(hint for hint in found if hint)


def is_caption(attributes: Mapping[str, str]) -> bool:
    """Whether the classes call the element a caption."""
    return bool(attributes) and any(_MARKS.captions.intersection(_PARTS.findall(word)) for word in _names(attributes))


def is_hidden(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether a browser would not show the element, by itself or by its own style."""
    if not attributes:
        return name in _MARKS.unseen
    style = attributes.get("style", "")[:_LONGEST_CLASSES].replace(" ", "").lower()
    return name in _MARKS.unseen or "hidden" in attributes or "display:none" in style


def _names(attributes: Mapping[str, str]) -> list[str]:
    classes = attributes.get("class", "")[:_LONGEST_CLASSES].lower().split()
    return [*classes, attributes.get("id", "")[:_LONGEST_CLASSES].lower()]


def _of_name(name: str) -> set[str | None]:
    if _BODIES.fullmatch(name):
        return {"article"}
    parts = _PARTS.findall(name)
    if len(parts) > _MOST_PARTS or _MARKS.neighbours.intersection(parts):
        return set()
    return {_HINT_OF.get(part) for part in parts}
