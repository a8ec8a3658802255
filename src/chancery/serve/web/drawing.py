"""SVG as text: elements, links and titles, everything in them escaped. Colours come from the style sheet alone."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def element(name: str, *inside: str, **attributes: object) -> str:
    """An element; `inside` is SVG already. An underscore in the name of an attribute stands for a hyphen."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{said}>{''.join(inside)}</{name}>"


def text(content: str, **attributes: object) -> str:
    """A piece of text."""
    return element("text", escape(content), **attributes)


def link(href: str, title: str, *inside: str) -> str:
    """Marks that lead somewhere and say where."""
    return element("a", element("title", escape(title)), *inside, href=href, aria_label=title)


def drawing(width: float, height: float, title: str, parts: Iterable[str], *, class_: str) -> str:
    """A whole drawing, as wide as its place allows."""
    body = element("title", escape(title)) + "".join(parts)
    return element("svg", body, viewBox=f"0 0 {width:g} {height:g}", class_=class_, role="group", aria_label=title)
