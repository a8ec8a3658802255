"""Matched frames become claims with evidence. Pure: knows no store, no file and no clock."""

from chancery.extract.frames import frames
from chancery.extract.scene import Scene, scene, scenes

__all__ = ["Scene", "frames", "scene", "scenes"]
