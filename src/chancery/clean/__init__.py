"""Bytes become canonical text with offsets back to the original. Must not know any language."""

from chancery.clean.documents import document

__all__ = ["document"]
