"""Which form changes a draft that waits, filled with what it says, and which service takes it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms

from accounts.models import User
from audit.flow import day
from cases import extensions
from cases import services as cases
from cases.forms import Empty
from cases.forms.deadline import Extend
from cases.models import Decision
from desk import moves
from desk.moves import add_version
from hearings import services as hearings
from hearings.forms import officers_typed

__all__ = ["add_version", "form_for", "make"]


def form_for(decision: Decision, *, on: datetime) -> tuple[type[forms.Form], Any, dict[str, Any]]:
    """The form of what was asked for, what it is about, and what it says now; `Empty` where the draft stays as it is."""
    if decision.deadline is not None and decision.case is not None:
        asking = extensions.asking(decision.deadline, decision.case, by=decision.requested_by, on=day(on))
        return Extend, asking, dict(decision.draft)
    if decision.step_of_flow is None:
        return Empty, decision, {}
    form_class = moves.form_for("case" if decision.case_id else "clue", decision.move)
    hearing = getattr(decision, "hearing", None)
    more = officers_typed(hearing) if hearing is not None else {}
    return form_class, decision.subject, {**decision.draft, **more}


def make(
    decision: Decision, form: Mapping[str, Any], *, version: int | None, by: User, at: datetime
) -> Decision:
    """Change the draft to what the form says."""
    if hasattr(decision, "hearing"):
        return hearings.redraft_hearing(decision.pk, **form, version=version, by=by, at=at)
    return cases.redraft(decision.pk, data=form, version=version, by=by, at=at)
