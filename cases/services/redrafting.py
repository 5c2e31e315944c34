"""Changing what was asked for while it is being decided: what was said on the earlier draft no longer counts (rule 7)."""

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, official, record
from cases import seats
from cases.models import Decision
from cases.services import asking, clocks, extensions, moves, people, turns
from cases.services.acts import Data


@transaction.atomic
def redraft(decision_id: int, *, data: Data, version: int | None = None, by: User, at: datetime) -> Decision:
    """Put a changed draft in the place of the one that waits: its opinions are void, the chain begins anew.

    Only by who asked, and only while it waits. Refused like asking for it: when the step has lost what it needs, or at
    the field that is wrong; and when nothing was changed.
    """
    decision = access.take(by, "decision.redraft", Decision, decision_id, at=at, lock=True)
    if decision.requested_by_id != by.pk:
        raise Refused([Reason(_("只能修改本人提请的拟稿"), seats.NOT_TWICE)])
    turns.demand_open(decision, version=version)
    if reasons := cannot(decision):
        raise Refused(reasons)
    asked = extensions if decision.deadline_id else moves
    said, chain = asked.redrafted(decision, data=data, by=by, at=at)
    draft = json.loads(json.dumps(dict(said), cls=DjangoJSONEncoder))
    changed = [name for name in {**decision.draft, **draft} if _of(decision.draft, name) != _of(draft, name)]
    if not changed:
        raise ValidationError(_("拟稿没有改动"))
    was, now = ({name: _of(one, name) for name in changed} for one in (decision.draft, draft))
    spoke = [opinion.by for opinion in decision.opinions.filter(voided_at=None).select_related("by")]
    decision.opinions.filter(voided_at=None).update(voided_at=at)
    clocks.end_step(decision, by=by, at=at, decided=False)
    decision.draft, decision.chain, decision.step = draft, list(chain), 0
    decision.revision += 1
    decision.version += 1
    decision.save(update_fields=["draft", "chain", "step", "revision", "version"])
    label = f"修改拟稿（第{decision.revision}稿），原审批意见失效：{official(decision.label)}"
    kept = {"revision": decision.revision, "was": was, "now": now}
    record(by=by, at=at, action="decision.redraft", label=label, obj=decision, data=kept)
    _tell(decision, spoke, at)
    asking.turn_to_next(decision, by=by, at=at)
    return decision


def cannot(decision: Decision) -> list[Reason]:
    """Why the draft cannot be changed in place; empty when it can."""
    if decision.order_id or (not decision.deadline_id and decision.step_of_flow is None):
        return [Reason(_("此类事项请撤回后重新拟稿"), decision.article)]
    return []


def _of(draft: dict[str, Any], name: str) -> Any:
    """What a draft says there; saying nothing is the same however it is written."""
    return draft.get(name) or None


def _tell(decision: Decision, spoke: list[User], at: datetime) -> None:
    people.tell(
        spoke,
        title=f"拟稿已修改，您的意见已失效：{official(decision.label)}·{decision.about}",
        body="",
        url=f"/decisions/{decision.pk}/",
        key=f"decision:{decision.pk}:void:{decision.revision}",
        at=at,
    )
