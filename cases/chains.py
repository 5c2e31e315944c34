"""Who decides what: the seats of each request in their order, by the level of the office that asks (rules 5, 7, 18, 47).

A lawyer reads these tables; everything else obeys them. What is not listed here is decided at every level as its line
in cases/flow.py or cases/between.py says. A seat that an office does not have is left out.
"""

from collections.abc import Mapping
from typing import TypeAlias

from django.conf import settings

from accounts.models import Level
from audit.flow import Flow, Move
from cases import seats
from cases.between import ORDERS
from cases.flow import BY_CHIEF, BY_UPPER, CASE_FLOW, CHIEF, CLUE_FLOW, HEAD, PERMITS, PROVINCE, UPPER
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


def _default(name: str, row: Case | Clue | Order) -> Chain:
    if isinstance(row, Order):
        return ORDERS[name].chain
    if name in PERMITS:
        return PERMITS[name].chain
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
            found.setdefault((office.pk, seats.POSTS[seats.Seat(seat)]), seat)
    return tuple(found.values())


def as_markdown() -> str:
    """Every request that is decided, with its seats by level, as a part of a page of docs."""
    head = "| request | " + " | ".join(Level.values) + " |\n|---|---|---|---|---|\n"
    rows = {f"clue `{move.name}`": dict.fromkeys(Level.values, move.chain) for move in CLUE_FLOW.moves}
    rows |= {f"case `{move.name}`": dict.fromkeys(Level.values, move.chain) for move in CASE_FLOW.moves}
    rows |= {
        f"permit `{name}`": dict.fromkeys(Level.values, permit.chain) for name, permit in PERMITS.items()
    }
    rows |= {f"order `{name}`": dict.fromkeys(Level.values, order.chain) for name, order in ORDERS.items()}
    rows |= {
        f"case `sue`, administrative, SUIT_APPROVAL={key}": dict(line) for key, line in SUITS.items() if key
    }
    lines = [
        f"| {name} | " + " | ".join(" → ".join(line[level]) for level in Level.values) + " |\n"
        for name, line in rows.items()
        if any(line.values())
    ]
    words = "Where no office stands above, that seat is left out; the chief may add the committee or the office above.\n\n"
    return "## Who decides, by level\n\n" + words + head + "".join(lines) + "\n"
