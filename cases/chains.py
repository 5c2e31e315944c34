"""Who decides what: the seats of each request in their order, by the level of the office that asks (rules 5, 7, 18, 47).

A lawyer reads these tables; everything else obeys them. What is not listed here is decided at every level as its line
in cases/flow.py or cases/between.py says. A seat that an office does not have is left out.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TypeAlias

from django.conf import settings
from django.utils.translation import gettext as _

from accounts.models import Level, User
from audit.flow import Flow, Move
from cases import seats
from cases.bench import Bench
from cases.between import LETTERS, ORDERS
from cases.flow import (
    BY_CHIEF,
    BY_UPPER,
    CASE_FLOW,
    CHIEF,
    CLUE_FLOW,
    COMMITTEE,
    HEAD,
    PERMITS,
    PROVINCE,
    UPPER,
    Seat,
)
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


def seats_for(
    asked: Move | str, row: Case | Clue | Order, *, by: User, on: date, bench: Bench | None = None
) -> Chain:
    """The seats that decide on this person's request: who asks decides nothing, and nobody speaks twice (rule 7).

    A seat in which only the asker, or only who has the next word, sits that day is left out. Where the chief's word
    would be the asker's own, the office directly above has it (rule 18), and where none is above the committee
    (rule 5). `bench` is who sits where, for a page that asks about many steps of one row.
    """
    wanted = chain_of(asked, row)
    if not wanted:
        return ()
    bench = bench or Bench(row, on)
    kept: Chain = (_last_word(wanted, row, bench, by),)
    for seat in reversed(wanted[:-1]):
        if bench.usable(seat, asker=by.pk) and bench.fit((seat, *kept), asker=by.pk):
            kept = (seat, *kept)
    return kept


def in_words(chain: Chain) -> str:
    """The seats as people say them, one after the other."""
    return _("、").join(str(Seat(seat).label) for seat in chain)


def _last_word(wanted: Chain, row: Case | Clue | Order, bench: Bench, by: User) -> str:
    last = wanted[-1]
    if last != CHIEF or bench.usable(last, asker=by.pk):
        return last
    if seats.office_of(row, UPPER) is not None and bench.usable(UPPER, asker=by.pk):
        return UPPER
    return COMMITTEE if bench.free(COMMITTEE, asker=by.pk) else last


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
