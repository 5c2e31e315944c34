"""A signed paper as it reads in print: its parts in the order of the law, with names in place of numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import Procuratorate, User
from agencies.models import Agency
from audit.flow import Text
from cases.models import Document, Opinion, Respondent
from cases.statutory import RECOMMENDATION_CONTENTS, ClosureGround, DocumentKind, Field, Track

NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十")

# What every written order to an office below says (rules 10, 11, 17, 18).
ORDER_PARTS: tuple[tuple[str, Text], ...] = (
    ("matter", _("所涉线索、案件")),
    ("from_office", _("原承办院")),
    ("target", _("所涉文书")),
    ("reason", _("理由和依据")),
    ("demands", _("工作要求")),
    ("report_by", _("报告期限")),
)

# What each paper says, in order: key of its contents, heading in print.
PARTS: dict[str, tuple[tuple[str, Text], ...]] = {
    DocumentKind.RECOMMENDATION: tuple((name, cast(Text, label)) for name, label in RECOMMENDATION_CONTENTS),
    DocumentKind.FILING: (
        ("track", _("案件类型")),
        ("field", _("领域")),
        ("other_fields", _("涉及的其他领域")),
        ("agencies", _("被监督行政机关")),
        ("facts", _("立案事实")),
        ("basis", _("法律依据")),
    ),
    DocumentKind.NOT_FILING: (("reason", _("不立案理由")),),
    DocumentKind.SUSPENSION: (
        ("plan", _("已作出的行政决定或者整改方案")),
        ("plan_on", _("作出日期")),
        ("cause", _("中止审查的客观原因")),
        ("evidence", _("证明客观原因的证据")),
    ),
    DocumentKind.RESUMPTION: (("reason", _("恢复审查的理由")),),
    DocumentKind.HEARING: (
        ("purpose", _("听证事由")),
        ("held_on", _("听证日期")),
        ("place", _("听证地点")),
        ("officers", _("听证员")),
        ("co_organiser", _("联合举办单位")),
    ),
    DocumentKind.ANNOUNCEMENT: (
        ("content", _("公告内容")),
        ("media", _("发布媒体")),
        ("published_on", _("公告日期")),
    ),
    DocumentKind.CLOSURE: (("ground", _("终结理由")), ("facts", _("认定的事实和理由"))),
    DocumentKind.LAWSUIT: (
        ("court", _("受诉人民法院")),
        ("claims", _("诉讼请求")),
        ("facts", _("事实和理由")),
    ),
    DocumentKind.WITHDRAWAL: (("reason", _("撤回起诉的理由")),),
    DocumentKind.TRANSFER: (
        ("office", _("移送至")),
        ("court", _("有管辖权的人民法院")),
        ("reason", _("移送理由")),
    ),
    DocumentKind.QUESTION: (("question", _("请示事项")), ("own_opinion", _("本院意见"))),
    DocumentKind.ANSWER: (("asked", _("来文")), ("agreed", _("对你院意见")), ("answer", _("批复"))),
    DocumentKind.COMMISSION: (("matters", _("委托调查事项")), ("demands", _("调查要求"))),
    DocumentKind.MAJOR_CLUE: (
        ("facts", _("线索事实")),
        ("reason", _("认定为重大线索的理由")),
        ("own_opinion", _("处理意见")),
    ),
    DocumentKind.CALL_UP: (
        ("task_force", _("专案组")),
        ("lead", _("牵头院")),
        ("period", _("期限")),
        ("called", _("调用人员")),
        ("reason", _("理由和依据")),
        ("demands", _("工作要求")),
    ),
    **dict.fromkeys(
        (
            DocumentKind.ASSIGNMENT,
            DocumentKind.TAKING_UP,
            DocumentKind.SUPERVISION,
            DocumentKind.DESIGNATION,
            DocumentKind.REVOCATION,
            DocumentKind.CHANGE,
        ),
        ORDER_PARTS,
    ),
}
ADDRESSED = {
    DocumentKind.QUESTION: "asked_of",
    DocumentKind.ANSWER: "to_office",
    DocumentKind.COMMISSION: "to_office",
    DocumentKind.MAJOR_CLUE: "to_office",
}
DAYS = ("held_on", "published_on", "plan_on", "report_by")
CHOICES: dict[str, dict[Any, Any]] = {
    "track": dict(Track.choices),
    "field": dict(Field.choices),
    "other_fields": dict(Field.choices),
    "ground": dict(ClosureGround.choices),
}


@dataclass(frozen=True)
class Part:
    """One numbered part of a paper."""

    number: str
    label: Text
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Paper:
    """A paper ready to print."""

    document: Document
    addressed: str
    parts: tuple[Part, ...]
    recorded: str
    signed: str


def paper(document_id: int, *, by: User, at: datetime) -> Paper:
    """One paper, if the person may see its case or clue."""
    access.take(by, "case.view", Document, document_id, at=at)
    rows = Document.objects.select_related("office", "case", "clue", "signed_by", "record_up__office")
    found = rows.get(pk=document_id)
    record = getattr(found, "record_up", None)
    recorded = ""
    if record is not None:
        said = f"，{record.remark}" if record.remark else ""
        recorded = f"{record.office} {record.sent_on:%Y-%m-%d}，{record.get_state_display()}{said}"
    return Paper(found, addressed_to(found), tuple(parts_of(found)), recorded, _signed(found))


def _signed(document: Document) -> str:
    """Who signed it; both names where it was decided in another's place that day."""
    about = Q(decision__case=document.case_id or 0) | Q(decision__clue=document.clue_id or 0)
    stood_in = Opinion.objects.filter(
        about, by=document.signed_by, acting_for__isnull=False, at__date=document.signed_on, outcome="approve"
    ).exclude(decision__closed_at=None)
    rows = stood_in.select_related("by", "acting_for", "decision")
    found = (
        one
        for one in rows
        if one.decision.step_of_flow and one.decision.step_of_flow.document == document.kind
    )
    opinion = next(found, None)
    return opinion.signed if opinion else str(document.signed_by)


def addressed_to(document: Document) -> str:
    """Whom the paper speaks to."""
    if "addressed" in document.contents:
        return str(document.contents["addressed"])
    if document.kind == DocumentKind.RECOMMENDATION:
        return str(document.contents.get("agency", ""))
    if document.kind == DocumentKind.LAWSUIT:
        return str(document.contents.get("court", ""))
    if document.kind in ADDRESSED:
        return str(document.contents.get(ADDRESSED[DocumentKind(document.kind)], ""))
    if document.kind == DocumentKind.CLOSURE and document.case_id:
        named = Respondent.objects.filter(case=document.case_id).select_related("agency").order_by("id")
        return "、".join(row.agency.name for row in named)
    return ""


def parts_of(document: Document) -> Iterator[Part]:
    listed = PARTS[document.kind]
    number = 0
    for name, label in listed:
        lines = _lines(name, document.contents.get(name))
        if lines:
            yield Part(NUMERALS[number], label, lines)
            number += 1


def _lines(name: str, value: Any) -> tuple[str, ...]:
    if value in ("", None, []):
        return ()
    if name == "office":
        found = Procuratorate.objects.filter(pk=int(value)).first()
        return (found.name if found else str(value),)
    if name == "agencies":
        return tuple(agency.name for agency in Agency.objects.filter(pk__in=value))
    if name in DAYS:
        on = date.fromisoformat(str(value))
        return (f"{on.year}年{on.month}月{on.day}日",)
    if name in CHOICES:
        chosen = value if isinstance(value, list) else [value]
        return ("、".join(str(CHOICES[name].get(one, one)) for one in chosen),)
    if isinstance(value, list):
        return ("、".join(str(one) for one in value),)
    return tuple(line for line in str(value).splitlines() if line.strip())
