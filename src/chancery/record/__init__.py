"""The store: what documents say, with evidence, in one file that is written one whole article at a time.

Not known here: any language, any rule, any web page; the words of a text are folded by an analyser that is handed in.
"""

from chancery.record.shapes import (
    Counts,
    Decision,
    Entity,
    FactDetail,
    FactQuery,
    Identity,
    MergedFact,
    Outcome,
    Problem,
    Refusal,
    SearchHit,
    SourcedEvidence,
    Support,
    TextAnalyser,
    Verdict,
)
from chancery.record.store import Record

__all__ = [
    "Counts",
    "Decision",
    "Entity",
    "FactDetail",
    "FactQuery",
    "Identity",
    "MergedFact",
    "Outcome",
    "Problem",
    "Record",
    "Refusal",
    "SearchHit",
    "SourcedEvidence",
    "Support",
    "TextAnalyser",
    "Verdict",
]
