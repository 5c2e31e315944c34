"""Which enterprises a case has to do with."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from agencies.models import Enterprise
from audit.flow import Reason, Refused, official, record
from cases.flow import ENDED
from cases.models import Case, Involvement
from cases.statutory import InvolvementRole


@transaction.atomic
def involve(
    case_id: int, *, enterprise_id: int, role: str, note: str = "", by: User, at: datetime
) -> Involvement:
    """Say that a case has to do with an enterprise of the register, and what; refused twice, and after the end."""
    case = _open_case(case_id, by=by, at=at)
    enterprise = Enterprise.objects.filter(pk=enterprise_id).first()
    if enterprise is None or case.involvements.filter(enterprise=enterprise).exists():
        raise ValidationError({"enterprise_id": _("请选择尚未列入本案的企业")})
    found = Involvement.objects.create(case=case, enterprise=enterprise, role=role, note=note)
    words = f"{enterprise}：{official(InvolvementRole(role).label)}"
    record(by=by, at=at, action="case.work", label="列入涉案企业", obj=found, note=words)
    return found


@transaction.atomic
def release(involvement_id: int, *, by: User, at: datetime) -> Case:
    """Take an enterprise out of a case; refused while it has to carry something out in it."""
    found = access.take(by, "case.work", Involvement, involvement_id, at=at)
    case = _open_case(found.case_id, by=by, at=at)
    if case.obligations.filter(enterprise=found.enterprise_id).exists():
        raise Refused([Reason(_("该企业在本案中有整改任务，不能移出"), "办案规则第七十七条")])
    record(by=by, at=at, action="case.work", label="移出涉案企业", obj=case, note=str(found.enterprise))
    found.delete()
    return case


def _open_case(case_id: int, *, by: User, at: datetime) -> Case:
    case = access.take(by, "case.work", Case, case_id, at=at, lock=True)
    if case.state in ENDED:
        raise Refused([Reason(_("案件已经办结"))])
    return case
