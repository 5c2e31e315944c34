"""What an effect is given: the form's data, who asked, who signs, when."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audit import flow
from audit.flow import Move

Data: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Act:
    """One step being taken: `by` asked for it, `signer` made it so (the same person where nobody decides).

    `standing_in` says for whom the signer stood in, where it was by delegation.
    """

    data: Data
    by: User
    at: datetime
    signer: User
    move: Move
    standing_in: str = ""

    @property
    def note(self) -> str:
        """What the record says beside the step."""
        return "；".join(filter(None, [str(self.data.get("note") or ""), self.standing_in]))

    @property
    def on(self) -> date:
        """The day of the step."""
        return flow.day(self.at)

    def text(self, name: str) -> str:
        """A text of the form; empty when it was left out."""
        return str(self.data.get(name) or "")

    def day(self, name: str) -> date | None:
        """A day of the form, which a stored draft keeps as text."""
        value = self.data.get(name)
        return date.fromisoformat(value) if isinstance(value, str) and value else value or None

    def ids(self, name: str) -> list[int]:
        """The ids chosen in a list of the form."""
        return [int(value) for value in self.data.get(name) or []]

    def past_day(self, name: str, *, not_before: date | None = None, before_text: str = "") -> date:
        """A day that must have come and must not lie before another; ValidationError at the field otherwise."""
        found = self.day(name)
        if found is None:
            raise ValidationError({name: _("请填写日期")})
        if found > self.on:
            raise ValidationError({name: _("日期不能晚于今天")})
        if not_before and found < not_before:
            raise ValidationError({name: before_text or _("日期不能早于 %(day)s") % {"day": not_before}})
        return found


@dataclass(frozen=True)
class Effect:
    """What a move does beyond changing the state, what its form must satisfy first, and from which day its clocks run."""

    do: Callable[[Any, Act], None] = lambda row, act: None
    check: Callable[[Any, Act], None] | None = None
    counts_from: Callable[[Any, Act], date | None] = lambda row, act: act.on


def check(effects: Mapping[str, Effect], name: str, subject: Any, act: Act) -> None:
    """Refuse a form that cannot be carried out, by ValidationError at its field."""
    effect = effects.get(name)
    if effect and effect.check:
        effect.check(subject, act)


def require(act: Act, *names: str) -> None:
    """Refuse a form that leaves one of these empty."""
    empty = {name: _("此项必填") for name in names if not act.data.get(name)}
    if empty:
        raise ValidationError(empty)
