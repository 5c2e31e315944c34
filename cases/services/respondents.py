"""One agency of a case: named, served, heard, judged."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import access
from accounts.models import User
from agencies.models import Agency
from audit.flow import Reason, Refused, day, official, record
from cases.flow import CASE_FLOW, ENDED, RESPONDENT_FLOW
from cases.models import Case, Document, Reply, Respondent, Service
from cases.services import clocks, merging, people
from cases.statutory import DocumentKind, ServiceMethod
from deadlines.models import NoticeKind

# What is not served before it was signed under the office's name and number (G10).
UNSIGNED = {
    True: (gettext_lazy("立案决定书尚未签发，不能送达"), "办案规则第七十条"),
    False: (
        gettext_lazy("检察建议书尚未统一编号签发，不能送达"),
        "检察建议工作规定第七条、办案规则第七十六条",
    ),
}


@transaction.atomic
def name_respondent(
    case_id: int, *, agency_id: int, separate_reason: str = "", by: User, at: datetime
) -> Respondent:
    """Add an agency to a case whose responsible agency was not known at filing (rules 29, 69).

    Refused while the office has another case of the field that recommended nothing to that agency yet, which is where
    it belongs, unless `separate_reason` says why this is another kind (G8).
    """
    case = access.take(by, "case.work", Case, case_id, at=at, lock=True)
    if case.state in ENDED or case.track == "civil":
        raise Refused([Reason(_("本案现不能增加行政机关"), "办案规则第六十九条")])
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None or case.respondents.filter(agency=agency).exists():
        raise ValidationError({"agency_id": _("请选择尚未列入本案的行政机关")})
    merging.refuse_second_agency(case, agency, separate_reason=separate_reason)
    respondent = Respondent.objects.create(case=case, agency=agency)
    label = f"列入行政机关：{agency}"
    record(by=by, at=at, action="case.work", label=label, obj=respondent, note=separate_reason.strip())
    clocks.start_for_respondent(respondent, "T04", started_on=day(at), by=by, at=at)
    return respondent


@transaction.atomic
def serve(
    respondent_id: int,
    *,
    kind: str,
    method: str,
    served_on: date,
    recipient: str = "",
    note: str = "",
    by: User,
    at: datetime,
) -> Service:
    """Record that a paper reached the agency; the day starts what the law counts from it (rules 70, 76).

    kind is filing or recommendation. Refuses a day before signing or to come, leaving a paper without saying how,
    and a paper that is not there or was served already.
    """
    respondent = access.take(by, "respondent.serve", Respondent, respondent_id, at=at, lock=True)
    document = _paper(respondent, kind)
    _check_service(document, method=method, served_on=served_on, recipient=recipient, note=note, on=day(at))
    if respondent.services.filter(document=document).exists():
        raise Refused([Reason(_("该文书已经送达"), "办案规则第七十六条")])
    service = Service.objects.create(
        document=document,
        respondent=respondent,
        method=method,
        served_on=served_on,
        recipient=recipient,
        note=note,
        recorded_by=by,
        recorded_at=at,
    )
    label = f"送达{official(DocumentKind(document.kind).label)}：{respondent.agency}"
    record(by=by, at=at, action="respondent.serve", label=label, obj=service, note=note)
    if kind == DocumentKind.FILING:
        clocks.meet(respondent.case, "T04", on=served_on, by=by, at=at, respondent=respondent)
    else:
        _served_recommendation(respondent, served_on=served_on, by=by, at=at)
    return service


@transaction.atomic
def reply(
    respondent_id: int,
    *,
    text: str,
    received_on: date,
    written_by: User | None = None,
    by: User,
    at: datetime,
) -> Reply:
    """Take in the agency's written reply (interpretation 21): its clock to reply stops, its reviewers are told.

    `written_by` is who wrote what `by` sends.
    """
    respondent = access.take(by, "respondent.reply", Respondent, respondent_id, at=at, lock=True)
    earliest = day(at) if access.is_agency_person(by, day(at)) else respondent.served_on
    if received_on > day(at) or (earliest and received_on < earliest):
        raise ValidationError({"received_on": _("回复日期应在送达之后、今天以前")})
    move_respondent(respondent, "reply", on=received_on, by=by, at=at)
    answer = Reply.objects.create(
        respondent=respondent, text=text, received_on=received_on, written_by=written_by, by=by, at=at
    )
    people.tell(
        [respondent.case.handler],
        title=f"{respondent.agency}已书面回复",
        body=respondent.case.title,
        url=f"/cases/{respondent.case_id}/",
        key=f"reply:{answer.pk}",
        at=at,
    )
    return answer


@transaction.atomic
def judge(
    respondent_id: int, *, performed: bool, failing: str = "", verdict: str, by: User, at: datetime
) -> Respondent:
    """Judge whether the agency performed its duty by law (rules 74, 82); a failing one names the ground of rule 82."""
    respondent = access.take(by, "respondent.judge", Respondent, respondent_id, at=at, lock=True)
    if not performed and not failing:
        raise ValidationError({"failing": _("请选择没有依法履行职责的情形")})
    move_respondent(respondent, "perform" if performed else "fail", on=day(at), by=by, at=at, note=verdict)
    respondent.verdict, respondent.failing = verdict, "" if performed else failing
    respondent.save(update_fields=["verdict", "failing"])
    return respondent


def move_respondent(
    respondent: Respondent, name: str, *, on: date, by: User, at: datetime, note: str = ""
) -> None:
    """Take a step of an agency's own flow, with the clocks that its line of the table stops and starts."""
    move = RESPONDENT_FLOW.named(name)
    RESPONDENT_FLOW.move(respondent, name, by=by, at=at, note=note)
    clocks.meet(respondent.case, *move.stops, on=on, by=by, at=at, respondent=respondent)
    for rule in move.starts:
        clocks.start_for_respondent(respondent, rule, started_on=on, by=by, at=at)


def _paper(respondent: Respondent, kind: str) -> Document:
    if kind == DocumentKind.FILING:
        paper = respondent.case.documents.filter(kind=kind).first()
    else:
        paper = Document.objects.filter(recommendation__respondent=respondent).first()
    if paper is None:
        words, article = UNSIGNED[kind == DocumentKind.FILING]
        raise Refused([Reason(words, article)])
    return paper


def _check_service(
    paper: Document, *, method: str, served_on: date, recipient: str, note: str, on: date
) -> None:
    if served_on > on:
        raise ValidationError({"served_on": _("送达日期不能晚于今天")})
    if served_on < paper.signed_on:
        raise ValidationError({"served_on": _("送达日期不能早于签发日期 %(day)s") % {"day": paper.signed_on}})
    if method == ServiceMethod.LEFT and not note:
        raise ValidationError({"note": _("留置送达应当记明拒收情况并拍照、录像（办案规则第七十六条）")})
    if method != ServiceMethod.LEFT and not recipient:
        raise ValidationError({"recipient": _("请填写签收人")})


def _served_recommendation(respondent: Respondent, *, served_on: date, by: User, at: datetime) -> None:
    case, urgent = respondent.case, respondent.recommendation.urgent
    respondent.served_on = served_on
    respondent.save(update_fields=["served_on"])
    move_respondent(respondent, "serve", on=served_on, by=by, at=at)
    time_to_act = clocks.start_for_respondent(
        respondent, "T09" if urgent else "T08", started_on=served_on, by=by, at=at, theirs=True
    )
    clocks.start_review(respondent, after=time_to_act, by=by, at=at)
    people.tell(
        people.agency_people(respondent, on=day(at)),
        title=f"收到检察建议：{respondent.recommendation.document.number}",
        body=case.title,
        url="/portal/",
        key=f"served:{respondent.pk}",
        kind=NoticeKind.TASK,
        at=at,
    )
    locked = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    if locked.state == "recommended" and not locked.respondents.filter(state="recommended").exists():
        CASE_FLOW.move(locked, "all_served", by=by, at=at)
