"""What each move of a clue does beyond changing its state."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import selectors as accounts
from accounts.models import Level, Procuratorate
from agencies.models import Agency
from audit.flow import Reason, Refused, record
from cases import guards
from cases.models import Case, Clue, ReportUp, Respondent
from cases.models.places import columns
from cases.services import clocks, merging, papers, people
from cases.services.acts import Act, Effect, require
from cases.services.clues import create_clue
from cases.statutory import Field, Source

COPIED = (
    "title",
    "field",
    "facts",
    "place",
    "suspected",
    "criminal_ref",
    "major",
    "giver",
    "giver_contact",
    "source_note",
    "secrecy",
)


def evaluate(clue: Clue, act: Act) -> None:
    """Write down what was found about truth and checkability (rule 27); the evaluator becomes the handler."""
    clue.truth, clue.checkability = act.text("truth"), act.text("checkability")
    clue.risk, clue.opinion = act.text("risk"), act.text("opinion")
    clue.evaluated_on, clue.handler = act.on, act.by
    clue.save(update_fields=["truth", "checkability", "risk", "opinion", "evaluated_on", "handler"])
    clocks.hand_over(clue)


def check_evaluate(clue: Clue, act: Act) -> None:
    """An evaluation says something on truth, checkability and what to do."""
    require(act, "truth", "checkability", "opinion")


def file(clue: Clue, act: Act) -> None:
    """Open the case: number, respondents, handler's grant, the seven days to serve the decision (rules 30, 70)."""
    track = act.text("track")
    paper = papers.sign(
        act.move.document,
        clue=clue,
        track=track,
        title=act.text("title"),
        contents=dict(act.data),
        by=act.signer,
        at=act.at,
    )
    case = Case.objects.create(
        **columns(clue.office),
        secrecy=clue.secrecy,
        clue=clue,
        parent_id=act.data.get("parent") or None,
        number=paper.number,
        title=act.text("title"),
        track=track,
        field=act.text("field"),
        other_fields=list(act.data.get("other_fields") or []),
        preventive=bool(act.data.get("preventive")),
        facts=act.text("facts"),
        basis=act.text("basis"),
        handler=act.by,
        filed_on=act.on,
    )
    paper.case = case
    paper.save(update_fields=["case"])
    named = [Respondent(case=case, agency_id=agency) for agency in act.ids("agencies")]
    Respondent.objects.bulk_create(named)
    people.grant(case, act.by, "assigned", from_=act.at)
    for user in accounts.staff(clue.office, on=act.on).filter(pk__in=act.ids("team")):
        people.join(case, user, office=clue.office, duty="办案组成员", starts_on=act.on)
    record(by=act.signer, at=act.at, action="case.file", label="立案", obj=case, note=case.number)
    clocks.take_over(case, clue, by=act.signer, at=act.at)
    clocks.end_all_of_clue(clue, on=act.on, by=act.signer, at=act.at)
    for rule in act.move.starts:
        clocks.start_at_filing(case, rule, started_on=act.on, by=act.signer, at=act.at)


def check_file(clue: Clue, act: Act) -> None:
    """A filing says all it must; its agencies exist, an upper case really is above, one kind is one case (rules 30, 69)."""
    require(act, "title", "track", "field", "facts", "basis")
    if reason := guards.asks_above(clue, act.text("field")):
        raise Refused([reason])
    fields = {act.text("field"), *(act.data.get("other_fields") or [])}
    if Field.ANTITRUST in fields and clue.office.level == Level.COUNTY:
        text = _("反垄断领域由设区的市级以上人民检察院立案，请层报上级院")
        raise Refused([Reason(text, guards.ANTITRUST_RULE)])
    agencies = act.ids("agencies")
    if Agency.objects.filter(pk__in=agencies).count() != len(set(agencies)):
        raise ValidationError({"agencies": _("请选择名录中的行政机关")})
    if act.text("track") == "civil" and agencies:
        raise ValidationError({"agencies": _("民事公益诉讼案件不列行政机关")})
    team = act.ids("team")
    if accounts.staff(clue.office, on=act.on).exclude(pk=act.by.pk).filter(pk__in=team).count() != len(
        set(team)
    ):
        raise ValidationError({"team": _("请选择本院其他在职人员")})
    parent = Case.objects.filter(pk=act.data.get("parent") or 0).select_related("office").first()
    if act.data.get("parent") and (parent is None or not accounts.leads(parent.office, clue.office)):
        raise ValidationError({"parent": _("请选择上级检察院的案件")})
    merging.refuse_second_case(clue, act)


def decline(clue: Clue, act: Act) -> None:
    """Sign the decision not to file (rule 30)."""
    papers.sign(
        act.move.document,
        clue=clue,
        title=clue.title,
        contents=dict(act.data),
        by=act.signer,
        at=act.at,
    )
    clocks.end_all_of_clue(clue, on=act.on, by=act.signer, at=act.at)


def transfer(clue: Clue, act: Act) -> None:
    """Hand the clue to the office that has jurisdiction, which must accept it (rule 26)."""
    office = Procuratorate.objects.get(pk=int(act.text("office")))
    received = _pass_on(clue, office, Source.TRANSFERRED, act)
    record(
        by=act.by,
        at=act.at,
        action="clue.transfer",
        label=f"移送至{office}",
        obj=clue,
        note=act.text("reason"),
    )
    record(
        by=act.by,
        at=act.at,
        action="clue.transfer",
        label=f"{clue.office}移送",
        obj=received,
        note=act.text("reason"),
    )


def check_transfer(clue: Clue, act: Act) -> None:
    """The receiver is another procuratorate of the same level."""
    require(act, "office", "reason")
    office = Procuratorate.objects.filter(pk=int(act.text("office"))).first()
    if office is None or office == clue.office or office.level != clue.office.level:
        raise ValidationError({"office": _("请选择有管辖权的其他同级检察院")})


def report_up(clue: Clue, act: Act) -> None:
    """Send the clue to the office above, level by level (rule 26)."""
    assert clue.office.parent is not None
    received = _pass_on(clue, clue.office.parent, Source.REPORTED_UP, act)
    ReportUp.objects.create(
        clue=clue, received=received, opinion=act.text("opinion"), sent_by=act.by, sent_at=act.at
    )


def check_report_up(clue: Clue, act: Act) -> None:
    """A report carries the office's own opinion."""
    require(act, "opinion")


def _pass_on(clue: Clue, office: Procuratorate, source: Source, act: Act) -> Clue:
    copied = {name: getattr(clue, name) for name in COPIED}
    received = create_clue(office, **copied, source=source, received_on=act.on, by=act.by, at=act.at)
    clocks.end_all_of_clue(clue, on=act.on, by=act.by, at=act.at)
    people.tell_handlers(
        office,
        title=f"收到线索：{clue.title}",
        url=f"/clues/{received.pk}/",
        key=f"clue:{received.pk}",
        at=act.at,
        secrecy=received.secrecy,
    )
    return received


EFFECTS = {
    "evaluate": Effect(evaluate, check_evaluate),
    "file": Effect(file, check_file),
    "decline": Effect(decline, lambda clue, act: require(act, "reason")),
    "transfer": Effect(transfer, check_transfer),
    "report_up": Effect(report_up, check_report_up),
    "merge": Effect(merging.merge, merging.check_merge),
}
