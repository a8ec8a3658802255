"""Which blocks of a page an outside extractor counts as its body. The only file that knows trafilatura."""

from __future__ import annotations

from collections.abc import Iterable


def body_votes(markup: str, blocks: Iterable[str]) -> frozenset[int]:
    """Indexes of the blocks whose text occurs in what trafilatura takes for the body; empty without trafilatura."""
    try:
        from trafilatura import extract  # heavy, and an extra that may be absent or lack parts of its own
    except ImportError:
        return frozenset()
    body = _squeezed(extract(markup, include_comments=False, fast=True) or "")
    return frozenset(index for index, text in enumerate(blocks) if _squeezed(text) in body)


def _squeezed(text: str) -> str:
    return "".join(text.split())
