"""The identity that a record of the product is opened with: the stages meet here alone."""

from __future__ import annotations

from chancery.resolve.identity import Identity

__all__ = ["Identity"]
