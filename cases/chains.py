"""Who decides what: the seats of each request in their order, by the level of the office that asks (rules 5, 7, 18, 47).

A lawyer reads these tables; everything else obeys them. What is not listed here is decided at every level as its line
in cases/flow.py or cases/between.py says. A seat that an office does not have is left out.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from django.conf import settings

from accounts.models import Level, User
from audit.flow import Flow, Move
from cases import seats
from cases.between import LETTERS, ORDERS
from cases.flow import BY_CHIEF, BY_UPPER, CASE_FLOW, CHIEF, CLUE_FLOW, HEAD, PERMITS, PROVINCE, UPPER, Seat
from cases.models import Case, Clue, Order

Chain: TypeAlias = tuple[str, ...]
ByLevel: TypeAlias = Mapping[str, Chain]

UP_TO_PROVINCE = (HEAD, CHIEF, UPPER, PROVINCE)
PROVINCE_NEXT = (HEAD, CHIEF, PROVINCE)


def _line(county: Chain, municipal: Chain, provincial: Chain, supreme: Chain) -> ByLevel:
    return {
        Level.COUNTY: county,
        Level.MUNICIPAL: municipal,
        Level.PROVINCIAL: provincial,
        Level.SUPREME: supreme,
    }


# fmt: off
# Whether an administrative suit needs the consent of an office above before it is filed stands in no published rule;
# the setting SUIT_APPROVAL says how this house does it.
SUITS: Mapping[str, ByLevel] = {
    #                 county          municipal      provincial  supreme
    "":         _line(BY_CHIEF,       BY_CHIEF,      BY_CHIEF,   BY_CHIEF),
    "upper":    _line(BY_UPPER,       BY_UPPER,      BY_UPPER,   BY_CHIEF),
    "province": _line(UP_TO_PROVINCE, PROVINCE_NEXT, BY_CHIEF,   BY_CHIEF),
}
# fmt: on


def chain_of(asked: Move | str, row: Case | Clue | Order) -> Chain:
    """The seats that decide on this request about that row, in their order; empty for a step that nobody decides.

    `asked` is a move of the row's flow, a permit about one of its clocks, or the kind of an order.
    """
    name = asked if isinstance(asked, str) else asked.name
    wanted = asked.chain if isinstance(asked, Move) else _default(name, row)
    by_level = _differing(name, row)
    return _there(by_level.get(row.office.level, wanted), row)


def seats_for(asked: Move | str, row: Case | Clue | Order, *, by: User, on: date) -> Chain:
    """The seats that decide on a request of this person: those in which nobody else sits that day are left out.

    Nobody decides on what they ask for themselves (rule 7). Where the last word would be theirs alone, the office
    directly above has it; an office with nobody above waits until somebody is delegated.
    """
    wanted = chain_of(asked, row)
    others = tuple(seat for seat in wanted if not _alone(by, row, seat, on))
    if others == wanted or (others and others[-1] == wanted[-1]):
        return others
    above = _there((*others, UPPER), row)
    return above if UPPER in above else wanted


def _alone(by: User, row: Case | Clue | Order, seat: str, on: date) -> bool:
    """Whether this person and nobody else sits there."""
    if not seats.sits(by, row, seat, on=on):
        return False
    return not seats.holders(row, seat, on=on).exclude(pk=by.pk).exists()


def _default(name: str, row: Case | Clue | Order) -> Chain:
    if isinstance(row, Order):
        return ORDERS[name].chain
    if permit := PERMITS.get(name) or LETTERS.get(name):
        return permit.chain
    flow: Flow = CASE_FLOW if isinstance(row, Case) else CLUE_FLOW
    return flow.named(name).chain


def _differing(name: str, row: Case | Clue | Order) -> ByLevel:
    """What the tables above say of this request; nothing when it is decided alike at every level."""
    administrative = isinstance(row, Case) and row.track == "administrative"
    return SUITS[settings.SUIT_APPROVAL] if name == "sue" and administrative else {}


def _there(chain: Chain, row: Case | Clue | Order) -> Chain:
    """The seats that this office has, each person's place once."""
    found: dict[tuple[int, tuple[str, ...]], str] = {}
    for seat in chain:
        office = seats.office_of(row, seat)
        if office is not None:
            found.setdefault((office.pk, seats.POSTS[Seat(seat)]), seat)
    return tuple(found.values())


def as_markdown() -> str:
    """Every request that is decided, with its seats by level, as a part of a page of docs."""
    words = (
        "The head of all offices has nobody above; the chief may add the committee or the office above.\n\n"
    )
    head = "| request | " + " | ".join(Level.values) + " |\n|---|---|---|---|---|\n"
    lines = (
        f"| {name} | " + " | ".join(" → ".join(line[level]) for level in Level.values) + " |\n"
        for name, line in _printed()
    )
    return "## Who decides, by level\n\n" + words + head + "".join(lines)


def _printed() -> Iterator[tuple[str, ByLevel]]:
    for kind, flow in (("clue", CLUE_FLOW), ("case", CASE_FLOW)):
        yield from ((f"{kind} `{move.name}`", _alike(move.chain)) for move in flow.moves if move.chain)
    for kind, table in (("permit", PERMITS), ("letter", LETTERS), ("order", ORDERS)):
        yield from ((f"{kind} `{name}`", _alike(row.chain)) for name, row in table.items())
    yield from (
        (f"case `sue`, administrative, SUIT_APPROVAL={key}", line) for key, line in SUITS.items() if key
    )


def _alike(chain: Chain) -> ByLevel:
    return _line(chain, chain, chain, tuple(seat for seat in chain if seat not in (UPPER, PROVINCE)))
