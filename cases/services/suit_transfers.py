"""Only the suing goes to the office that matches the court; what was done before stays where it was done (rules 16, 47)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from audit.flow import day, official, record
from cases.flow import CaseState
from cases.models import Case, Proof, Respondent
from cases.models.places import columns
from cases.services import clocks, papers, people
from cases.services.acts import Act, require
from cases.statutory import TRACK_WORD, DocumentKind
from deadlines.models import NoticeKind

WORD = "移诉"
COPIED = ("title", "track", "field", "other_fields", "preventive", "facts", "basis")
PROVED = ("element", "standing", "reasons", "judged_by_id", "judged_at")
PARTY = ("agency_id", "state", "served_on", "failing", "verdict")


def transfer_suit(case: Case, act: Act) -> None:
    """Sign the transfer; the other office gets a case of its own under review, this one ends here.

    Its agencies and what was found proved stand there as they stood here, so that what the law asks before a suit
    holds; the review starts anew on the day of receipt (rule 47). Whoever sues there reads this case, for the evidence stays in it.
    """
    contents = {name: act.data.get(name) for name in ("office", "court", "reason")}
    papers.sign(
        DocumentKind.TRANSFER, case=case, title=case.title, contents=contents, by=act.signer, at=act.at
    )
    label = f"签发{official(DocumentKind.TRANSFER.label)}"
    record(by=act.signer, at=act.at, action="document.sign", label=label, obj=case)
    office = Procuratorate.objects.get(pk=int(act.text("office")))
    received = _received(case, office, act)
    clocks.start_for_case(
        received, clocks.TAKEN_OVER[case.track], started_on=act.on, by=act.signer, at=act.at
    )
    people.grant(case, received.handler, "member", from_=act.at)
    case.ended_on = act.on
    case.save(update_fields=["ended_on"])
    clocks.cancel_all(case, on=act.on, by=act.signer, at=act.at)
    _tell(received, at=act.at)


def check_transfer_suit(case: Case, act: Act) -> None:
    """Another office that has a prosecutor, the court it stands before, and the reason."""
    require(act, "office", "court", "reason")
    office = Procuratorate.objects.filter(pk=int(act.text("office"))).first()
    if office is None or office == case.office:
        raise ValidationError({"office": _("请选择其他检察院")})
    if not accounts.holders(office, "handler", on=act.on).exists():
        raise ValidationError({"office": _("该院没有可以承办的检察官")})


def pass_on_origin(case: Case, former: User, *, at: datetime) -> None:
    """The case has another handler: the former one no longer reads the case it came from, the new one does."""
    if case.origin is not None:
        people.revoke(case.origin, former, "member", at=at)
        people.grant(case.origin, case.handler, "member", from_=at)


def close_origin(case: Case, *, at: datetime) -> None:
    """The suit is over: nobody reads the case it came from any longer on its account."""
    if case.origin is not None:
        people.revoke(case.origin, case.handler, "member", at=at)


def _received(case: Case, office: Procuratorate, act: Act) -> Case:
    """The other office's case. Counted once: whoever counts cases filed leaves out those with an origin."""
    number = papers.draw_number(office, TRACK_WORD[case.track] + WORD, act.on.year)
    handler = accounts.holders(office, "handler", on=act.on).order_by("pk")[0]
    received = Case.objects.create(
        **columns(office),
        **{name: getattr(case, name) for name in COPIED},
        secrecy=case.secrecy,
        origin=case,
        number=number,
        handler=handler,
        state=CaseState.REVIEWING,
        filed_on=act.on,
    )
    Respondent.objects.bulk_create(
        Respondent(case=received, **{name: getattr(row, name) for name in PARTY})
        for row in case.respondents.order_by("id")
    )
    Proof.objects.bulk_create(
        Proof(case=received, **{name: getattr(row, name) for name in PROVED})
        for row in case.proofs.order_by("id")
    )
    people.grant(received, handler, "assigned", from_=act.at)
    record(
        by=act.signer, at=act.at, action="case.file", label=f"接收{case.office}移送起诉", obj=received, note=number
    )  # fmt: skip
    return received


def _tell(received: Case, *, at: datetime) -> None:
    heads = accounts.holders(received.office, "head", on=day(at))
    people.tell(
        sorted({received.handler, *heads}, key=lambda user: user.pk),
        title=f"收到移送起诉的案件：{received.title}",
        body="承办检察官由系统暂定，部门负责人可以变更。",
        url=f"/cases/{received.pk}/",
        key=f"suit:{received.pk}",
        kind=NoticeKind.TASK,
        at=at,
    )
