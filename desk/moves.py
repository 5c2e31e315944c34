"""One door-side table: which form a step asks for, and which service takes it. The pages and the API use it alike."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from django import forms

from accounts.access import Unseen
from accounts.models import User
from cases import services as cases
from cases.flow import CASE_FLOW, CLUE_FLOW
from cases.forms import CASE_FORMS, CLUE_FORMS, Empty
from cases.services import Outcome
from consultations import services as consultations
from consultations.forms import Call
from evidence.forms import Suspend
from hearings import services as hearings
from hearings.forms import Plan

Kind = Literal["case", "clue"]

FLOWS = {"case": CASE_FLOW, "clue": CLUE_FLOW}
FORMS: dict[str, Mapping[str, type[forms.Form]]] = {
    "case": {**CASE_FORMS, "consult": Call, "hear": Plan, "suspend": Suspend},
    "clue": CLUE_FORMS,
}


def form_for(kind: Kind, name: str) -> type[forms.Form]:
    """The form of a step; `Empty` where nothing is asked, Unseen for a step the flow table does not have."""
    if name not in FLOWS[kind]:
        raise Unseen
    return FORMS[kind].get(name, Empty)


def make(
    kind: Kind, pk: int, name: str, *, form: Mapping[str, Any], version: int | None, by: User, at: datetime
) -> Outcome[Any]:
    """Take a step with what its form says, or ask for the decision it needs."""
    if kind == "clue":
        return cases.make_clue_move(pk, name, data=form, by=by, at=at, version=version)
    if name == "consult":
        called = consultations.call_consultation(pk, **form, version=version, by=by, at=at)
        return Outcome(called.case)
    if name == "hear":
        planned = hearings.plan_hearing(pk, **form, version=version, by=by, at=at)
        return Outcome(planned.case, planned.decision)
    return cases.make_case_move(pk, name, data=form, by=by, at=at, version=version)


def add_version(form: forms.Form, version: int) -> None:
    """Let a page's form carry the version that the person saw, so that a stale page is refused politely."""
    form.fields["version"] = forms.IntegerField(required=False, initial=version, widget=forms.HiddenInput)
