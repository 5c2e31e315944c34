"""What an agency writes: the page of a draft, what is still missing in it, and the list of those that are open."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from accounts import access
from accounts.models import User
from agencies.models import Agency
from audit.flow import Reason, day
from cases.models import Obligation, Respondent
from desk import rectification
from desk.figures import Figure
from desk.rectification import Task
from evidence import drafting, receipts
from evidence.drafting import Subject
from evidence.flow import DRAFT_FLOW, DraftState
from evidence.guards import files_let_in
from evidence.models import Draft, FileState, Incoming

SENDS = {
    Draft.Kind.REPORT: lazy("提交整改材料"),
    Draft.Kind.REPLY: lazy("提交回复"),
    Draft.Kind.OBJECTION: lazy("提出异议"),
}


@dataclass(frozen=True)
class Line:
    """One open draft in a list: what it is about, where it is gone on with."""

    draft: Draft

    @property
    def about(self) -> str:
        """What it is about, in the words of the procuratorate."""
        return about(self.draft.respondent, self.draft.obligation)

    @property
    def url(self) -> str:
        """Where it is written; where it is looked at while it waits for the leader."""
        return page_of(self.draft)

    @property
    def returned(self) -> bool:
        """Whether the leader gave it back."""
        return self.draft.state == DraftState.WRITING and bool(self.draft.remark)

    @property
    def offered(self) -> bool:
        """Whether it waits for the leader."""
        return self.draft.state == DraftState.OFFERED


@dataclass(frozen=True)
class Writing:
    """The form an agency writes in: the draft so far, who sends, and another's text that was saved meanwhile."""

    subject: Subject
    draft: Draft | None
    sends: bool
    leaders: tuple[str, ...]

    @property
    def version(self) -> int:
        """The version the page is drawn from; 0 without a draft."""
        return self.draft.version if self.draft else 0

    @property
    def offered(self) -> bool:
        """Whether the leader looks at it."""
        return self.draft is not None and self.draft.state == DraftState.OFFERED

    @property
    def initial(self) -> dict[str, Any]:
        """What the form begins with."""
        values = self.draft.values if self.draft else {}
        said = {f"value_{pk}": value for pk, value in values.items()}
        return {"text": self.draft.text if self.draft else "", "version": self.version, **said}

    @property
    def verb(self) -> str:
        """The word on the button."""
        return str(SENDS[self.subject.kind]) if self.sends else _("送领导确认")

    @property
    def who_sends(self) -> str:
        """Who sends it, in a sentence under the form."""
        if not self.sends:
            said = _("由分管领导%(names)s确认后报送") % {"names": _("、").join(self.leaders)}
            owed = self.subject.kind != Draft.Kind.OBJECTION
            return said + (_("；期限以报送的时间为准。") if owed else _("。"))
        if self.leaders:
            return _("您是分管领导，可以直接报送；报送后不能撤回。")
        return _("贵单位没有需要确认的分管领导，由您直接报送；报送后不能撤回。")


@dataclass(frozen=True)
class Theirs:
    """What somebody else saved while this person wrote."""

    draft: Draft
    figures: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Looked:
    """A draft as the agency looks at it before it is sent, or after."""

    line: Line
    figures: tuple[tuple[Figure, str], ...]
    files: tuple[Incoming, ...]
    task: Task | None
    missing: tuple[str, ...]
    reasons: tuple[Reason, ...]
    confirms: bool
    sends: bool
    leaders: tuple[str, ...]
    receipt: str

    @property
    def draft(self) -> Draft:
        """The draft itself."""
        return self.line.draft

    @property
    def waiting(self) -> int:
        """How many of its files nobody can open yet, because their check is not done."""
        return sum(file.state == FileState.PENDING for file in self.files)

    @property
    def stuck(self) -> bool:
        """Whether that takes longer than usual, as while the virus scanner is away."""
        return any(file.state == FileState.PENDING and file.attempts > 1 for file in self.files)


def about(respondent: Respondent, obligation: Obligation | None) -> str:
    """What something of an agency is about: the obligation, or its recommendation."""
    if obligation is not None:
        return obligation.measure
    if hasattr(respondent, "recommendation") and respondent.served_on:
        return _("检察建议书 %(number)s") % {"number": respondent.recommendation.document.number}
    return respondent.case.title


def page_of(draft: Draft) -> str:
    """The page on which a draft is written, or looked at while it waits."""
    if draft.state != DraftState.WRITING:
        return reverse("portal-draft", args=[draft.pk])
    if draft.kind == Draft.Kind.REPORT:
        return reverse("portal-obligation", args=[draft.obligation_id]) + "#report"
    if draft.kind == Draft.Kind.REPLY:
        return reverse("portal-reply", args=[draft.respondent_id])
    if draft.obligation_id:
        return reverse("portal-obligation-object", args=[draft.obligation_id])
    return reverse("portal-object", args=[draft.respondent_id])


def writing(subject: Subject, agency: Agency, *, by: User, at: datetime) -> Writing:
    """The open draft on a subject that the person reached already, and who sends it."""
    return Writing(
        subject,
        _open().filter(**_key(subject)).first(),
        drafting.may_send(agency, by=by, at=at),
        tuple(str(user) for user in drafting.leaders(agency, at=at)),
    )


def theirs(subject: Subject, *, typed: str, seen: int | None) -> Theirs | None:
    """What stands there now, when it is neither what the person saw nor what they wrote."""
    draft = _open().filter(**_key(subject)).first()
    if draft is None or draft.version == (seen or 0) or draft.text == typed:
        return None
    return Theirs(draft, tuple((name, f"{value}{unit}") for name, value, unit in _figures(draft)))


def drafts(*, by: User, at: datetime) -> list[Line]:
    """The agency's open drafts: those the leader gave back first, then those that wait for the leader."""
    rows = drafting.drafts(by=by, at=at).filter(state__in=drafting.OPEN)
    found = [Line(row) for row in rows.annotate(papers=Count("files"))]
    found.sort(key=lambda line: line.draft.saved_at, reverse=True)
    return sorted(found, key=lambda line: (not line.returned, not line.offered))


def missing(task: Task, draft: Draft | None) -> list[str]:
    """What is still to be filled in before a report on a task can be sent."""
    figures = [(str(figure.indicator.pk), figure.indicator.name) for figure in task.figures]
    papers = getattr(draft, "papers", 0)
    return drafting.missing(draft, text=_("整改情况"), figures=figures, files=papers, papers=_("证据材料"))


def missing_in_reply(draft: Draft | None) -> list[str]:
    """What is still to be filled in before a reply can be sent."""
    papers = getattr(draft, "papers", 0)
    return drafting.missing(
        draft, text=_("回复内容"), figures=(), files=papers, papers=_("加盖公章的回复文件")
    )


def look(draft_id: int, *, by: User, at: datetime) -> Looked:
    """One draft of the person's own agency with everything it says."""
    access.take(by, "draft.view", Draft, draft_id, at=at)
    rows = Draft.objects.select_related(*drafting.WITH_A_DRAFT, "submission", "reply", "objection")
    draft = rows.annotate(papers=Count("files")).get(pk=draft_id)
    tasks = _task(draft.obligation_id) if draft.kind == Draft.Kind.REPORT else []
    lacks = missing(tasks[0], draft) if tasks else missing_in_reply(draft)
    leaders = drafting.leaders(draft.agency, at=at)
    return Looked(
        line=Line(draft),
        figures=tuple(_against(draft, tasks)),
        files=tuple(one.incoming for one in drafting.files_of(draft)),
        task=tasks[0] if tasks else None,
        missing=tuple(lacks) if draft.state in drafting.OPEN and draft.kind != Draft.Kind.OBJECTION else (),
        reasons=tuple(DRAFT_FLOW.missing(draft, DRAFT_FLOW.named("send"), day(at)))
        if draft.state in drafting.OPEN
        else (),
        confirms=access.can(by, "draft.confirm", draft, at=at),
        sends=not leaders or by in leaders,
        leaders=tuple(str(user) for user in leaders),
        receipt=receipt_of(draft),
    )


def checks(draft: Draft) -> list[dict[str, str]]:
    """How the check of each file of a draft stands, for the page on which it is written."""
    files = drafting.files_of(draft)
    return [
        {"id": str(one.incoming.pk), "state": one.incoming.state, "says": one.incoming.says} for one in files
    ]


def not_seen(draft: Draft) -> str:
    """What is said to who sends a draft with files that nobody could open yet; empty when all were checked."""
    left = draft.files.filter(state=FileState.PENDING).count()
    text = ngettext(
        "还有 %(n)d 个文件没有检查完，您还没有打开看过。",
        "还有 %(n)d 个文件没有检查完，您还没有打开看过。",
        left,
    )
    return text % {"n": left} if left else ""


def wrong_files(draft: Draft) -> str:
    """What is wrong with the files of a draft, as its leader may write it; empty when nothing is."""
    reason = files_let_in(draft, draft.saved_at.date())
    return str(reason.text) + _("。") if reason else ""


def to_act(draft_id: int, act: str, *, by: User, at: datetime) -> Line:
    """A draft on which the person may do that; 403 for what only the leader does."""
    return Line(drafting.to_act(draft_id, act, by=by, at=at))


def receipt_of(draft: Draft) -> str:
    """The address of the receipt of what a draft became; empty before it was sent."""
    for name in receipts.KINDS:
        if pk := getattr(draft, f"{name}_id"):
            return reverse(f"receipt-{name}", args=[pk])
    return ""


def _task(obligation_id: int | None) -> list[Task]:
    assert obligation_id is not None
    rows = Obligation.objects.filter(pk=obligation_id)
    return rectification.load(
        rows.select_related("case__office", "case__handler", "clock", "respondent__agency")
    )


def _figures(draft: Draft) -> Iterable[tuple[str, str, str]]:
    """Name, figure as typed, unit."""
    if draft.obligation is not None:
        for indicator in draft.obligation.indicators.all():
            said = str(draft.values.get(str(indicator.pk)) or "")
            if said:
                yield indicator.name, said, indicator.unit


def _against(draft: Draft, tasks: list[Task]) -> Iterable[tuple[Figure, str]]:
    """The figures of a report as typed, each with what was reported before and what it is to reach."""
    for figure in tasks[0].figures if tasks else ():
        if said := str(draft.values.get(str(figure.indicator.pk)) or ""):
            yield figure, said


def _open() -> QuerySet[Draft]:
    return Draft.objects.filter(state__in=drafting.OPEN).select_related(*drafting.WITH_A_DRAFT)


def _key(subject: Subject) -> dict[str, Any]:
    return {"kind": subject.kind, "respondent": subject.respondent_id, "obligation": subject.obligation_id}
