"""How far a suit is proved: the handler's own finding on each element, with reasons, on record."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Refused, official, record
from cases import guards
from cases.models import Case, Proof
from cases.statutory import PROVED_IN, Element, Standing


@transaction.atomic
def assess_element(
    case_id: int, *, element: str, standing: str, reasons: str, by: User, at: datetime
) -> Proof:
    """Find how far one element is proved and say why (rules 71, 86). A later finding stands in its place.

    ValidationError for an element that the track of the case does not have, and without reasons; refused when the case
    has ended.
    """
    case = access.take(by, "evidence.prove", Case, case_id, at=at, lock=True)
    if element not in PROVED_IN[case.track]:
        raise ValidationError({"element": _("本案不需要证明此项要素")})
    if standing not in Standing.values:
        raise ValidationError({"standing": _("请选择证明程度")})
    if not reasons.strip():
        raise ValidationError({"reasons": _("请写明认定的理由")})
    if reasons_against := guards.cannot_assess(case):
        raise Refused(reasons_against)
    found = {"standing": standing, "reasons": reasons.strip(), "judged_by": by, "judged_at": at}
    proof, _made = Proof.objects.update_or_create(case=case, element=element, defaults=found)
    said = f"{official(Element(element).label)}：{official(Standing(standing).label)}。{reasons.strip()}"
    record(by=by, at=at, action="evidence.prove", label="认定证明程度", obj=case, note=said[:300])
    return proof
