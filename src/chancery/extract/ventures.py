"""Cooperation, projects, institutions, and statements."""

from __future__ import annotations

from collections.abc import Iterator

from chancery.extract.draft import Draft
from chancery.extract.scene import Scene
from chancery.extract.story import Story


def drafts(scene: Scene, story: Story) -> Iterator[Draft]:
    """The cooperation, projects, institutions and statements that a sentence tells."""
    yield from ()


def same(one: Draft, other: Draft) -> bool:
    """Whether two drafts of this module's kinds tell one thing."""
    return False
