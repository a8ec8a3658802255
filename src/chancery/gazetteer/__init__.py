"""Places and bodies by name: States, regions, cities, areas, with dated names and codes.

Knows nothing of missions, people or rules; every reading of a name is handed on and the caller decides by context.
"""

from chancery.gazetteer.index import Gazetteer, gazetteer
from chancery.gazetteer.shapes import Body, Hit, OrgHit, Place, Reading, Rename

__all__ = ["Body", "Gazetteer", "Hit", "OrgHit", "Place", "Reading", "Rename", "gazetteer"]
