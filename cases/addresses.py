"""The addresses under which people read of a clue or a case, and how secret what stands there is."""

import re
from collections.abc import Iterator
from typing import Any

from django.db.models import Max
from django.db.models.functions import Greatest

from cases.models import Case, Clue, Commission, Decision, Document, Instruction, Obligation, Order
from deadlines.models import Deadline

# How each address begins: its rows, and where their secrecy stands; the greater one where there are two.
PLACES: dict[str, tuple[Any, tuple[str, ...]]] = {
    "cases": (Case, ("secrecy",)),
    "clues": (Clue, ("secrecy",)),
    "decisions": (Decision, ("secrecy",)),
    "between/orders": (Order, ("secrecy",)),
    "commissions": (Commission, ("case__secrecy",)),
    "instructions": (Instruction, ("case__secrecy", "clue__secrecy")),
    "documents": (Document, ("case__secrecy", "clue__secrecy")),
    "obligations": (Obligation, ("case__secrecy",)),
    "deadlines": (Deadline, ("case__secrecy", "clue__secrecy")),
}
ADDRESS = re.compile(rf"/({'|'.join(PLACES)})/(\d{{1,18}})/")


def secrecy(url: str) -> int:
    """How secret the clue or case is of which that address speaks; 0 for an address of none."""
    found = ADDRESS.match(url)
    if found is None:
        return 0
    model, paths = PLACES[found[1]]
    levels = [Max(path) for path in paths]
    level = Greatest(*levels) if len(levels) > 1 else levels[0]
    return int(model._default_manager.filter(pk=int(found[2])).aggregate(level=level)["level"] or 0)


def of(row: Case | Clue) -> Iterator[str]:
    """Every address that speaks of a clue or a case."""
    name = row._meta.model_name or ""
    yield f"/{name}s/{row.pk}/"
    for place, (model, _paths) in PLACES.items():
        if name in {field.name for field in model._meta.get_fields()} and model not in (Case, Clue):
            ids = model._default_manager.filter(**{name: row}).values_list("pk", flat=True)
            yield from (f"/{place}/{pk}/" for pk in ids)
    orders = Decision.objects.filter(**{f"order__{name}": row}).values_list("pk", flat=True)
    yield from (f"/decisions/{pk}/" for pk in orders)
