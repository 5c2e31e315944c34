"""States move here and nowhere else: one table of moves per model, one function that makes a move."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeAlias

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from audit import masks
from audit.models import Entry, Stateful

Text: TypeAlias = str | Promise


@dataclass(frozen=True)
class Reason:
    """Why a step is refused: what is missing, and the article that asks for it.

    `field` is the field of the form in which it is missing, where there is one.
    """

    text: Text
    source: Text = ""
    field: str = ""


Guard: TypeAlias = Callable[[Any, date], Reason | None]


class Refused(Exception):
    """A rule said no. The reasons are for the person who tried (409)."""

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = list(reasons)
        super().__init__("；".join(str(reason.text) for reason in self.reasons))


class Stale(Refused):
    """Somebody else was faster: the row is no longer what the person saw (409, or 412 with If-Match)."""

    def __init__(self) -> None:
        super().__init__([Reason(_("他人刚刚更新了此项，请刷新后再办理"))])


@dataclass(frozen=True)
class Move:
    """One line of a flow table: who may take the row from where to where, and what must be true first.

    An `ordered` move is no step that anybody is offered: it is made by a written order of the office above.
    """

    name: str
    label: Text
    sources: frozenset[str]
    target: str
    action: str
    guards: tuple[Guard, ...] = ()
    chain: tuple[str, ...] = ()
    document: str = ""
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    article: Text = ""
    ordered: bool = False


@dataclass(frozen=True)
class Flow:
    """All moves of one model's state column."""

    states: type[models.TextChoices]
    moves: tuple[Move, ...]
    _by_name: Mapping[str, Move] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_name", {move.name: move for move in self.moves})

    def named(self, name: str) -> Move:
        """The move of that name; KeyError when the table has none."""
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        """Whether it is a step that people take; one that only a written order makes is none."""
        return name in self._by_name and not self._by_name[name].ordered

    def possible(self, obj: Stateful) -> list[Move]:
        """The moves the table has from where the row stands, whatever their guards say."""
        return [move for move in self.moves if obj.state in move.sources and not move.ordered]

    def missing(self, obj: Stateful, move: Move, on: date) -> list[Reason]:
        """What keeps this row from making the move on that day; empty when nothing does."""
        if obj.state not in move.sources:
            state = self.states(obj.state).label
            text = _g("现处“%(state)s”，不能%(move)s") % {"state": state, "move": move.label}
            return [Reason(text, move.article)]
        return [reason for guard in move.guards if (reason := guard(obj, on))]

    def transitions(self) -> list[tuple[str, str]]:
        """Every (from, to) pair, for the database trigger that refuses all others."""
        pairs = {(source, move.target) for move in self.moves for source in move.sources}
        return sorted(pair for pair in pairs if pair[0] != pair[1])

    def move(
        self,
        obj: Stateful,
        name: str,
        *,
        by: Any,
        at: datetime,
        note: str = "",
        data: dict[str, Any] | None = None,
        along: Mapping[str, Any] | None = None,
    ) -> Entry:
        """Make the move and record it, or refuse with what is missing. Columns `along` change in the same statement.

        Compare and set: when somebody moved the row meanwhile, Stale is raised and nothing changes.
        """
        move = self.named(name)
        if reasons := self.missing(obj, move, day(at)):
            raise Refused(reasons)
        before, along = obj.state, along or {}
        rows = type(obj)._base_manager.filter(pk=obj.pk, state=before)
        if not rows.update(state=move.target, version=F("version") + 1, **along):
            raise Stale
        obj.state = move.target
        obj.version += 1
        for name, value in along.items():
            setattr(obj, name, value)
        return record(
            by=by,
            at=at,
            action=move.action,
            label=official(move.label),
            obj=obj,
            note=note,
            data=data,
            was=before,
        )


def day(at: datetime) -> date:
    """The calendar day, in the house's time zone, on which a moment falls."""
    return timezone.localdate(at)


def official(text: Text) -> str:
    """The text in the language of the file, which is Chinese whatever the person's screen shows."""
    with translation.override(settings.LANGUAGE_CODE):
        return str(text)


def record(
    *,
    by: Any,
    at: datetime,
    action: str,
    label: str,
    obj: models.Model,
    note: str = "",
    data: dict[str, Any] | None = None,
    was: str = "",
) -> Entry:
    """Append what was done to `obj` to the record, under the case or clue that the object belongs to.

    Numbers and addresses of people that were typed into it are masked: the record is kept for ever and read by others.
    """
    case_ref, clue_ref = _home(obj)
    return Entry.objects.create(
        at=at,
        by=by,
        action=action,
        label=masks.free(label)[:200],
        subject_type=obj._meta.label_lower,
        subject_id=obj.pk,
        case_ref=case_ref,
        clue_ref=clue_ref,
        from_state=was,
        to_state=getattr(obj, "state", "") if was else "",
        note=masks.free(note),
        data=masks.deep(data or {}),
    )


def _home(obj: models.Model) -> tuple[int | None, int | None]:
    name = obj._meta.model_name
    case_ref = obj.pk if name == "case" else getattr(obj, "case_id", None)
    clue_ref = obj.pk if name == "clue" else getattr(obj, "clue_id", None)
    return case_ref, None if case_ref else clue_ref
