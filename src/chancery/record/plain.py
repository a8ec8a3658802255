"""The plainest identity: frames of equal values are one fact, and nobody is anybody else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chancery.model import Cluster, FactType, Frame, Judgement, Link, Part, Resolution, Sighted, Telling, Told, Unit
from chancery.model.ledger import claims, fact_id


class ByValue:
    """Takes frames of equal normalised values for one fact."""

    kinds: Sequence[str] = tuple(str(kind.value) for kind in FactType)
    version = "by-value"

    def sighted(self, document: str, published: str | None, frames: Sequence[Frame]) -> Sighted:
        """One unit for each value."""
        said = [(frame, fact_id(claims(frame), frame.modality, frame.polarity)) for frame in frames]
        units = {id: Unit(id, str(frame.fact.__struct_config__.tag), "") for frame, id in said}
        return Sighted(tuple(units.values()), tuple(Part(frame.id, "", id) for frame, id in said))

    def text_unit(self, document: str, text: str) -> Unit | None:
        """No text is another's copy."""
        return None

    def least_shared(self, kind: str) -> int:
        """Nothing is compared."""
        return 1

    def links(
        self,
        kind: str,
        pairs: Iterable[tuple[Unit, Unit]],
        judgements: Iterable[Judgement],
        entities: Mapping[str, str],
    ) -> list[Link]:
        """Nothing is linked."""
        return []

    def resolved(
        self, kind: str, units: Sequence[Unit], judgements: Iterable[Judgement], entities: Mapping[str, str]
    ) -> Resolution:
        """Every unit by itself."""
        ids = sorted(unit.id for unit in units)
        return Resolution(tuple(Cluster(id, "", (id,)) for id in ids), (), tuple((id,) for id in ids))

    def told(self, tellings: Sequence[Telling]) -> Told:
        """What the first of them says."""
        first = tellings[0]
        return Told(first.fact, first.modality, first.polarity)
