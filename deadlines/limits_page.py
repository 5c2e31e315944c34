"""The table of limits as a page of docs, in the law's own language, for people who know the law."""

from collections.abc import Iterator

from django.utils import translation

from deadlines import limits
from deadlines.limits import Extension, Limit, RuleSet

HEADS = (
    "编号", "期限", "依据", "起算", "长度", "义务主体", "延长", "停止计算", "届满", "性质", "依据施行",
)  # fmt: skip
DUTIES = {
    "office": "检察院",
    "agency": "行政机关（被建议单位）",
    "court": "人民法院",
    "other": "无（等待届满）",
}
UNITS = {"day": "日", "month": "个月"}
INTRO = """# 期限表（time limits）

本页由 `make docs` 根据 deadlines/limits.py 打印；需要改动时改表，不改本页。

- 办案规则：《人民检察院公益诉讼办案规则》；司法解释：《最高人民法院、最高人民检察院关于检察公益诉讼案件适用法律若干问题的解释》；
  检察建议规定：《人民检察院检察建议工作规定》；听证规定：《人民检察院审查案件听证工作规定》。
- 案件适用立案之日施行的一组规则，此后规则变更的，已立案件仍适用原规则。
- 期间开始之日不计入；按月计算的，止于最后一月的对应日，没有对应日的止于月末日；末日是法定休假日的，顺延至其后第一个工作日，
  调休上班日不顺延（民事诉讼法第八十五条，民法典第二百零一条至第二百零三条）。
- “前3日”是倒计的期限：最迟日逢休假日的提前，不顺延。
- 法定期限不能由设置改动；内部目标可以由设置 DEADLINE_TARGETS 调整，页面上与法定期限分开显示。"""


def as_markdown() -> str:
    """The rule sets as a page."""
    with translation.override("zh-hans"):
        return "\n".join([INTRO, *(line for rules in limits.RULE_SETS for line in _set(rules)), ""])


def _set(rules: RuleSet) -> Iterator[str]:
    yield from ("", f"## {rules.title}", "", f"适用于{_force(rules)}立案的案件。", "")
    yield "| " + " | ".join(HEADS) + " |"
    yield "|---" * len(HEADS) + "|"
    for limit in rules.limits.values():
        yield "| " + " | ".join(str(cell) for cell in _cells(limit)) + " |"


def _cells(limit: Limit) -> tuple[object, ...]:
    return (
        limit.id,
        limit.name,
        limit.article,
        limit.trigger,
        _length(limit),
        DUTIES[limit.duty],
        _longer(limit.extension) if limit.extension else "无",
        "；".join(f"{cause.label}（{cause.article}）" for cause in limit.stops) or "无",
        limit.expiry or "—",
        "法定" if limit.statutory else "约定" if limit.agreed else "内部目标",
        _force(limit),
    )


def _length(limit: Limit) -> str:
    if limit.length is None:
        return "无固定长度"
    return f"{'前' if limit.direction == 'backward' else ''}{limit.length}{UNITS[limit.unit]}"


def _longer(terms: Extension) -> str:
    much = f"{terms.first_months}个月" if terms.first_months else "（长度由其决定）"
    noted = "，本院只作登记" if terms.decided_by == "court" else ""
    return (
        f"{terms.first_by}批准延长{much}；再次延长由{terms.further_by}批准，长度由其决定{noted}"
        f"（{terms.article}）"
    )


def _force(source: Limit | RuleSet) -> str:
    until = f"至{source.effective_to}" if source.effective_to else "起"
    return f"{source.effective_from}{until}"
