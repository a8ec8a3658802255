"""Questions that a user has and a fact alone does not answer: they need the record and the gazetteer. Write nothing."""

from chancery.run.queries.chosen import Question, chosen, chosen_by_document
from chancery.run.queries.missions import MissionRow, PeopleFigure, missions
from chancery.run.queries.offices import OfficeRow, offices
from chancery.run.queries.topics import agenda, commitments, trade

__all__ = [
    "MissionRow",
    "OfficeRow",
    "PeopleFigure",
    "Question",
    "agenda",
    "chosen",
    "chosen_by_document",
    "commitments",
    "missions",
    "offices",
    "trade",
]
