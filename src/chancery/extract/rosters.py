"""People who share an office that is named once: in a row, in a list over lines, or in the sentence after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import structs

from chancery.extract.offices import holders, office
from chancery.extract.owners import credited
from chancery.extract.scene import Scene
from chancery.extract.story import Office, Roster, Story, Who
from chancery.grammar import Unit, View
from chancery.model import Token

LINKS = 5
DASHES = frozenset(("-", "–", "—"))
OPENING = frozenset('«“"')
NEAR = 3
ITEM_MAX = 16


def series(view: View, at: int, story: Story) -> Iterator[tuple[Who, Unit | None]]:
    """The people who share the role at unit `at` with their States: "ambassadors of X A, Y - B", "A of X, B (Y)"."""
    role = view.units[at]
    several = "plural" in role.labels and role.kind == "role"
    return _pairs(view, role.last, view.units[at + 1 :], story, several=several, alone=several)


def _pairs(
    view: View, edge: int, units: Sequence[Unit], story: Story, *, several: bool, alone: bool
) -> Iterator[tuple[Who, Unit | None]]:
    """People and States in a row from token `edge` on, as far as the row goes.

    Args:
        several: whether the row may open with a colon or "are", and part its members by semicolons.
        alone: whether people without a State of their own belong to it.
    """
    owner, leads = None, None
    units = [unit for unit in units if "unlisted" not in unit.labels]
    for i, unit in enumerate(units):
        if not _linked(view.tokens[edge : unit.first], several=several, opens=owner is None and leads is None):
            return
        edge = unit.last
        if unit.kind == "organisation" and _aside(view, unit):
            continue
        if _is_state(unit):
            owner = unit
            continue
        if unit.kind != "person" or unit.part("holder") is not None:
            return
        following = units[i + 1] if i + 1 < len(units) else None
        before = owner if owner is not None and unit.first - owner.last < NEAR else None
        after = following if following is not None and _trails(view, unit, following) else None
        if leads is None:
            leads = before is not None
        state = before if leads else after
        if state is None and not alone:
            return
        for who in holders(unit, story):
            yield who, state


def _aside(view: View, body: Unit) -> bool:
    """Whether a body stands with the name before it: "A (Green Party)", "A of the Green Party"."""
    before = view.tokens[max(0, body.first - 2) : body.first]
    return any(token.text == "(" or token.text in OPENING or token.pos == "ADP" for token in before)


def _linked(tokens: Sequence[Token], *, several: bool, opens: bool) -> bool:
    """Whether the words between two members of a row are such as may stand there."""
    stops = {"."} if several else {".", ";", ":"}
    verbs = ("VERB", "SCONJ") if several and opens else ("VERB", "AUX", "SCONJ")
    return len(tokens) <= LINKS and not any(token.pos in verbs or token.text in stops for token in tokens)


def _is_state(unit: Unit) -> bool:
    return unit.kind == "place" and "state" in unit.labels and "adjective" not in unit.labels


def _trails(view: View, person: Unit, unit: Unit) -> bool:
    """Whether a State stands right after a person: "A of X", "A (X)", "A - X"."""
    between = view.tokens[person.last : unit.first]
    return (
        _is_state(unit)
        and 0 < len(between) < NEAR
        and (between[0].text == "(" or between[0].text in DASHES or between[0].pos == "ADP")
    )


def opened(scene: Scene, story: Story) -> Roster | None:
    """The office of people whom the sentence leaves unnamed: the last plural one, or that of a heading's event."""
    view = scene.view
    rules = [m.match.hit.rule for m in scene.matches if m.match.hit.rule.value("whose")]
    event = rules[0].value("event") if rules else "holds"
    heads = goes_on(view)
    for unit in reversed(view.units):
        if unit.kind == "role" and "plural" in unit.labels and (held := office(unit, story)) is not None:
            following = next((u for u in view.units if u.first >= unit.last and u.kind == "place"), None)
            host = following if following is not None and _toward(view, unit, following) else None
            if host is not None and host.mention is not None and held.receiving is None:
                held = structs.replace(held, receiving=host.mention.name)
            if event == "credentials" and held.receiving is None:
                held = structs.replace(held, receiving=credited(view, story))
            return Roster(held, event, view.sentence.index, heads)
    return None


def goes_on(view: View) -> bool:
    """Whether the sentence ends as one before a list, or within one."""
    return bool(view.tokens) and view.tokens[-1].text in (":", ";", *DASHES)


def _toward(view: View, role: Unit, place: Unit) -> bool:
    """Whether a State right behind a plural office is the receiving one: "new ambassadors to Chile"."""
    between = view.tokens[role.last : place.first]
    return 0 < len(between) < NEAR and between[0].lemma in ("to", "в", "во") and "state" in place.labels


def called(view: View, story: Story) -> tuple[Roster, list[tuple[Who, Unit | None]]] | None:
    """The people whom a sentence names for an office left open before it, each with the State; None if it does not."""
    roster = story.roster
    if roster is None or view.sentence.index - roster.sentence > (2 if roster.heads else 1) or not view.units:
        return None
    first = view.units[0]
    if roster.heads:
        if len(view.tokens) > ITEM_MAX or any(token.pos == "VERB" and token.form == "Fin" for token in view.tokens):
            return None
        people = list(_pairs(view, first.first, view.units, story, several=True, alone=False))
        return (structs.replace(roster, sentence=view.sentence.index), people) if people else None
    meant = first.first == 0 and "pronoun" in first.labels
    people = list(_pairs(view, first.last, view.units[1:], story, several=True, alone=False)) if meant else []
    return (roster, people) if people else None


def of_state(held: Office, owner: Unit | None) -> Office:
    """The office with the State that stands beside one of those who share it."""
    if owner is None or owner.mention is None:
        return held
    return structs.replace(held, org=owner.mention.name, org_written=owner.text, inferred=False)
