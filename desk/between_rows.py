"""What other offices wait for, as rows of somebody's day: questions and reports, records, commissions."""

from datetime import date, datetime

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.flow import day
from cases import commission_picture, instruction_picture, record_picture
from cases.guards import ASKING_RULE, COMMISSION_RULE, REPORTING_RULE
from cases.models import Commission, Instruction
from deadlines.models import Deadline
from desk.work_rows import Todo

SHOWN = 12


def to_answer(*, by: User, at: datetime) -> list[Todo]:
    """The questions and reports whose turn it is in the person's office, with the target of that level."""
    about = Q(clue=OuterRef("clue")) | Q(case=OuterRef("case"))
    target = Deadline.objects.filter(about, rule="N05", ended_on=None, duty_office=OuterRef("waits_at"))
    rows = instruction_picture.waiting(by=by, at=at).annotate(target=Subquery(target.values("due_on")[:1]))
    return [_question(row, row.target if row.asks else None) for row in rows[:SHOWN]]


def to_take_in(*, by: User, at: datetime) -> list[Todo]:
    """The records that wait for the person's office, as one thing to do."""
    found = list(record_picture.waiting(by=by, at=at)[:SHOWN])
    if not found:
        return []
    text = ngettext("接收备案 %(n)d 件", "接收备案 %(n)d 件", len(found)) % {"n": len(found)}
    return [
        Todo(
            on=found[0].sent_on,
            due=None,
            title=text,
            about=_("、").join(dict.fromkeys(str(row.document.office) for row in found)),
            url=reverse("orders") + "?tab=records",
            verb=_("去接收"),
            since=_("送来"),
            source=REPORTING_RULE,
        )
    ]


def to_investigate(*, by: User, at: datetime) -> list[Todo]:
    """The commissions of other offices that the person's office takes in, or that the person carries out."""
    return [_commission(row) for row in commission_picture.waiting(by=by, at=at)[:SHOWN]]


def _question(row: Instruction, due: date | None) -> Todo:
    sent = day(row.asked_at)
    there = row.waits_at_id == row.asked_of_id
    verb = _("转报") if not there else _("答复") if row.asks else _("阅知")
    return Todo(
        on=due or sent,
        due=due,
        title=_("%(verb)s%(kind)s · %(office)s")
        % {"verb": verb, "kind": row.get_kind_display(), "office": row.subject.office},
        about=str(row.subject),
        url=reverse("instruction", args=[row.pk]),
        verb=_("去办理"),
        since=_("送来"),
        source=ASKING_RULE,
        note=_("%(day)s送来") % {"day": date_format(sent, _("n月j日"))} if due else "",
        internal=due is not None,
    )


def _commission(row: Commission) -> Todo:
    due = getattr(row, "due_on", None)
    takes_in = row.state == "sent"
    return Todo(
        on=due or day(row.sent_at),
        due=due,
        title=_("接收委托调查") if takes_in else _("办理委托调查"),
        about=f"{row.case.office} · {row.matters[:40]}",
        url=reverse("commission", args=[row.pk]),
        verb=_("去接收") if takes_in else _("去反馈"),
        since=_("送来"),
        source=COMMISSION_RULE,
    )
