"""What a form said, field by field, as people read it: ids become names, choices their words, days dates."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.models import Procuratorate, User
from agencies.models import Agency
from audit.flow import Text
from cases.models import Case, Respondent
from cases.statutory import ClosureGround, Field, Outcome, Track

SHORT, SHORT_LABEL = 36, 8
DAY, YES, ANY = "day", "yes", "any"


@dataclass(frozen=True)
class Line:
    """One field of a draft: what it is called, and what was filled in."""

    label: Text
    text: str
    source: str = ""

    @property
    def long(self) -> bool:
        """Whether it wants a line of its own under its label."""
        return len(self.text) > SHORT or len(str(self.label)) > SHORT_LABEL or "\n" in self.text


@dataclass(frozen=True)
class Changed:
    """One field that two drafts say differently."""

    label: Text
    was: str
    now: str


def _cases(ids: Iterable[int]) -> dict[int, str]:
    rows = Case.objects.filter(pk__in=ids).select_related("office")
    return {row.pk: f"{row.title}（{row.office}）" for row in rows}


def _respondents(ids: Iterable[int]) -> dict[int, str]:
    return dict(Respondent.objects.filter(pk__in=ids).values_list("pk", "agency__name"))


def _evidence(ids: Iterable[int]) -> dict[int, str]:
    return dict(Case.objects.filter(evidence__in=ids).values_list("evidence__pk", "evidence__title"))


def _people(ids: Iterable[int]) -> dict[int, str]:
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}


def _named(model: type[Agency] | type[Procuratorate]) -> Callable[[Iterable[int]], dict[int, str]]:
    return lambda ids: dict(model._default_manager.filter(pk__in=ids).values_list("pk", "name"))


Names = Callable[[Iterable[int]], dict[int, str]]
Known: TypeAlias = Mapping[str, Mapping[int, str]]  # field: what the ids in it are called

# What each field is called, and how its value is read.
# fmt: off
FIELDS: dict[str, tuple[Text, str | type[TextChoices] | Names]] = {
    "title":        (_("案件名称"), ANY),
    "track":        (_("案件类型"), Track),
    "field":        (_("领域"), Field),
    "other_fields": (_("涉及的其他领域"), Field),
    "agencies":     (_("被监督的行政机关"), _named(Agency)),
    "respondents":  (_("行政机关"), _respondents),
    "agency":       (_("行政机关"), ANY),
    "ground":       (_("终结理由"), ClosureGround),
    "outcome":      (_("裁判结果"), Outcome),
    "court":        (_("受诉人民法院"), ANY),
    "court_number": (_("法院案号"), ANY),
    "claims":       (_("诉讼请求"), ANY),
    "facts":        (_("事实"), ANY),
    "origin":       (_("案件来源"), ANY),
    "harm":         (_("国家利益或者社会公共利益受到侵害的事实"), ANY),
    "failure":      (_("认定行政机关不依法履职的事实和理由"), ANY),
    "basis":        (_("法律依据"), ANY),
    "requests":     (_("建议的具体内容"), ANY),
    "urgent":       (_("紧急情形，十五日内回复"), YES),
    "term":         (_("整改期限"), ANY),
    "other":        (_("其他需要说明的事项"), ANY),
    "cause":        (_("中止的客观原因"), ANY),
    "plan":         (_("方案"), ANY),
    "plan_on":      (_("作出日期"), DAY),
    "no_neglect":   (_("没有怠于履行职责"), YES),
    "evidence":     (_("证明客观原因的证据"), _evidence),
    "media":        (_("发布媒体"), ANY),
    "published_on": (_("公告日期"), DAY),
    "content":      (_("公告内容"), ANY),
    "judged_on":    (_("裁判日期"), DAY),
    "received_on":  (_("收到日期"), DAY),
    "purpose":      (_("听证事由"), ANY),
    "held_on":      (_("日期"), DAY),
    "place":        (_("地点"), ANY),
    "public":       (_("公开听证"), YES),
    "closed_reason": (_("不公开的理由"), ANY),
    "officers":     (_("听证员"), ANY),
    "co_organiser": (_("共同组织单位"), ANY),
    "site_visit":   (_("现场查看"), ANY),
    "office":       (_("移送至"), _named(Procuratorate)),
    "to_office":    (_("执行院"), _named(Procuratorate)),
    "target":       (_("所涉下级院文书"), ANY),
    "handler":      (_("承办检察官"), _people),
    "task_force":   (_("专案组"), ANY),
    "lead":         (_("牵头院"), ANY),
    "period":       (_("期限"), ANY),
    "called":       (_("调用人员"), ANY),
    "keep":         (_("本院继续办理，另交线索"), YES),
    "reason":       (_("理由"), ANY),
    "demands":      (_("工作要求"), ANY),
    "report_by":    (_("报告期限"), DAY),
    "months":       (_("延长的月数"), ANY),
    "opinion":      (_("意见"), ANY),
    "team":         (_("办案组成员"), _people),
    "parent":       (_("上级院案件"), _cases),
    "preventive":   (_("预防性公益诉讼"), YES),
    "separate_reason": (_("另行立案的理由"), ANY),
    "note":         (_("说明"), ANY),
    "asked_of_id":  (_("请示对象"), _named(Procuratorate)),
    "question":     (_("请示事项"), ANY),
    "own_opinion":  (_("本院意见"), ANY),
}
# fmt: on


def lines(draft: Mapping[str, Any]) -> list[Line]:
    """The fields that were filled in, in the order of the table above; fields it lacks come last."""
    return lines_of([draft])[0]


def lines_of(drafts: Sequence[Mapping[str, Any]]) -> list[list[Line]]:
    """The same of several drafts, whose names are read together."""
    known = _names_in(drafts)
    return [_lines(draft, known) for draft in drafts]


def changed(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[Changed]:
    """What two drafts say differently, each field in words; empty words where one said nothing."""
    known = _names_in([was, now])
    return [
        Changed(FIELDS.get(name, (name, ANY))[0], *_both(name, was, now, known))
        for name in _ordered({**was, **now})
    ]


def evidence_names(ids: Iterable[int]) -> dict[int, str]:
    """What these pieces of evidence are called."""
    return _evidence(ids)


def _both(name: str, was: Mapping[str, Any], now: Mapping[str, Any], known: Known) -> tuple[str, str]:
    before, after = (_line(name, draft.get(name), known).text for draft in (was, now))
    return before, after


def _lines(draft: Mapping[str, Any], known: Known) -> list[Line]:
    found = [_line(name, draft[name], known) for name in _ordered(draft)]
    return [line for line in found if line.text] + _without_agency(draft)


def _ordered(draft: Mapping[str, Any]) -> list[str]:
    others = sorted(name for name in draft if name not in FIELDS and name != "version")
    return [*(name for name in FIELDS if name in draft), *others]


def _names_in(drafts: Iterable[Mapping[str, Any]]) -> Known:
    """The names behind all ids of these drafts, one question for each field."""
    ids: dict[str, set[int]] = {}
    for draft in drafts:
        for name, value in draft.items():
            kind = FIELDS.get(name, (name, ANY))[1]
            if value and callable(kind) and not isinstance(kind, type):
                ids.setdefault(name, set()).update(map(int, value if isinstance(value, list) else [value]))
    return {name: _read_names(name, found) for name, found in ids.items()}


def _read_names(name: str, ids: set[int]) -> dict[int, str]:
    names: Any = FIELDS[name][1]
    found: dict[int, str] = names(ids)
    return found


def _line(name: str, value: Any, known: Known) -> Line:
    label, kind = FIELDS.get(name, (name, ANY))
    return Line(label, _read(kind, value, known.get(name, {})))


def _read(kind: str | type[TextChoices] | Names, value: Any, names: Mapping[int, str]) -> str:
    if value in ("", None, [], False) and kind != YES:
        return ""
    if kind == YES:
        return _g("是") if value else ""
    if kind == DAY:
        return date_format(value if isinstance(value, date) else date.fromisoformat(value), _g("Y年n月j日"))
    values = value if isinstance(value, list) else [value]
    return _g("、").join(_words(kind, values, names))


def _words(kind: Any, values: list[Any], names: Mapping[int, str]) -> list[str]:
    if isinstance(kind, str):
        return [str(value) for value in values]
    if isinstance(kind, type) and issubclass(kind, TextChoices):
        words = {str(value): str(label) for value, label in kind.choices}
        return [words.get(str(value), str(value)) for value in values]
    return [names.get(int(value), _g("已不在名录")) for value in values]


def _without_agency(draft: Mapping[str, Any]) -> list[Line]:
    """A filing without a known agency is a choice the law allows and a decider must notice (rule 29)."""
    if draft.get("track") != Track.ADMINISTRATIVE or draft.get("agencies"):
        return []
    return [Line(FIELDS["agencies"][0], _g("尚不清楚，以事立案"), "办案规则第二十九条")]
