"""What the cases and clues are called to which the clocks of one sweep belong; of secret ones nothing leaves the house."""

from collections.abc import Iterable
from typing import Any, Protocol

from django.utils.translation import gettext as _

from audit.flow import official
from deadlines.models import Deadline


class Belongs(Protocol):
    """A clock of a case or of a clue."""

    @property
    def case_id(self) -> int | None: ...
    @property
    def clue_id(self) -> int | None: ...


class Homes:
    """Titles by kind and id, each read once."""

    def __init__(self) -> None:
        self.titles: dict[tuple[str, int], str] = {}

    def meet(self, rows: Iterable[Belongs]) -> None:
        """Read the titles of those homes that were not met before."""
        keys = {("case", row.case_id) if row.case_id else ("clue", row.clue_id) for row in rows}
        fresh = keys - self.titles.keys()
        for kind in ("case", "clue"):
            ids = [pk for name, pk in fresh if name == kind]
            if ids:
                home: Any = Deadline._meta.get_field(kind).related_model
                found = home.objects.filter(pk__in=ids).values_list("pk", "title", "secrecy")
                self.titles |= {
                    (kind, pk): official(_("涉密事项")) if secret else title for pk, title, secret in found
                }

    def title(self, case: int | None, clue: int | None) -> str:
        """What the case is called, or the clue."""
        return self.titles["case", case] if case else self.titles["clue", clue or 0]
