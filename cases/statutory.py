"""Lists that the law itself gives: fields, sources, grounds, contents. Read law first, code never."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Field(TextChoices):
    """The statutory fields of public-interest litigation (14 by special laws, and what came after)."""

    ECOLOGY = "ecology", _("生态环境和资源保护")
    FOOD_DRUG = "food_drug", _("食品药品安全")
    STATE_PROPERTY = "state_property", _("国有财产保护")
    STATE_LAND = "state_land", _("国有土地使用权出让")
    HEROES = "heroes", _("英雄烈士保护")
    MINORS = "minors", _("未成年人保护")
    MILITARY = "military", _("军人地位和权益保障")
    WORK_SAFETY = "work_safety", _("安全生产")
    PERSONAL_DATA = "personal_data", _("个人信息保护")
    ANTITRUST = "antitrust", _("反垄断")
    TELECOM_FRAUD = "telecom_fraud", _("反电信网络诈骗")
    FARM_PRODUCE = "farm_produce", _("农产品质量安全")
    WOMEN = "women", _("妇女权益保障")
    ACCESSIBILITY = "accessibility", _("无障碍环境建设")
    HERITAGE = "heritage", _("文物和文化遗产保护")
    RURAL_COLLECTIVE = "rural_collective", _("农村集体经济组织")
    OTHER = "other", _("其他")


class Source(TextChoices):
    """Where a clue comes from (rule 24), with the kinds of its last item that offices count apart."""

    REPORT = "report", _("控告、举报")
    CASEWORK = "casework", _("检察院在办案中发现")
    ENFORCEMENT = "enforcement", _("行政执法信息共享平台发现")
    FORWARDED = "forwarded", _("国家机关、社会团体和代表委员等转交")
    MEDIA = "media", _("新闻媒体、社会舆论反映")
    VOLUNTEER = "volunteer", _("“益心为公”志愿者提供")
    GRID = "grid", _("网格员提供")
    SCREENING = "screening", _("数字监督模型筛查")
    ASSIGNED = "assigned", _("上级院交办")
    REPORTED_UP = "reported_up", _("下级院报请")
    TRANSFERRED = "transferred", _("其他检察院移送")
    OTHER = "other", _("其他履职中发现")


class Track(TextChoices):
    """The two tracks a case can run on."""

    ADMINISTRATIVE = "administrative", _("行政公益诉讼")
    CIVIL = "civil", _("民事公益诉讼")


class ClosureGround(TextChoices):
    """Why a case is closed: rule 74 for the administrative track, rule 90 for the civil one."""

    LAWFUL = "lawful", _("行政机关未违法行使职权或者不作为")
    PROTECTED = "protected", _("国家利益或者社会公共利益已经得到有效保护")
    RECTIFIED = "rectified", _("行政机关已经全面采取整改措施依法履行职责")
    JUDGED = "judged", _("人民法院裁判已经生效并执行")
    OTHER = "other", _("其他应当终结案件的情形")


class Failing(TextChoices):
    """When an agency has not performed its duty by law (rule 82)."""

    SILENT = "silent", _("逾期不回复检察建议，也没有采取有效整改措施")
    PAPER_ONLY = "paper_only", _("已经制定整改措施，但没有实质性执行")
    PARTIAL = "partial", _("虽按期回复，但未采取整改措施或者仅采取部分整改措施")
    CRIMINAL = "criminal", _("违法行为人已被追究刑事责任，但行政机关仍应继续履职")
    NOT_RESUMED = "not_resumed", _("客观障碍消除后，未及时恢复整改")
    UNLAWFUL = "unlawful", _("整改措施违反法律规定")
    OTHER = "other", _("其他没有依法履行职责的情形")


class ServiceMethod(TextChoices):
    """How a paper reaches an agency (rule 76)."""

    DIRECT = "direct", _("直接送达")
    LEFT = "left", _("留置送达")
    MAIL = "mail", _("邮寄送达")
    ELECTRONIC = "electronic", _("电子送达")
    ANNOUNCED = "announced", _("宣告送达")


class Element(TextChoices):
    """What a suit has to prove (rule 71), with the law it rests on."""

    HARM = "harm", _("公益损害")
    LAW = "law", _("法律适用")
    DUTY = "duty", _("监管职责")
    FAILURE = "failure", _("未依法履职")
    LINK = "link", _("因果关系")


class Standing(TextChoices):
    """How far an element is proved, as the handler judges it."""

    MISSING = "missing", _("尚缺证据")
    PARTLY = "partly", _("部分证明")
    PROVEN = "proven", _("已经证明")


# What each track has to prove before it goes to court, and what each element asks for (rules 71, 72, 86).
PROVED_IN: dict[str, tuple[Element, ...]] = {
    "administrative": tuple(Element),
    "civil": (Element.HARM, Element.LAW, Element.LINK),
}
PROOF_RULE = {"administrative": "办案规则第七十一条", "civil": "办案规则第八十六条"}
ELEMENT_ASKS = {
    Element.HARM: _("国家利益或者社会公共利益受到侵害的事实、范围和程度"),
    Element.LAW: _("所适用的法律、法规、规章及其具体条款"),
    Element.DUTY: _(
        "行政机关负有监督管理职责，以法律、法规、规章为依据，可以参考三定方案、权力清单和责任清单"
    ),
    Element.FAILURE: _("行政机关违法行使职权或者不作为，整改期满后仍未依法履行职责"),
    Element.LINK: _("违法行为或者不作为与公益受到侵害之间的关系"),
}


class Part(TextChoices):
    """What part an agency has in one matter when duties overlap (rule 69, G8)."""

    LEADS = "leads", _("牵头")
    SHARES = "shares", _("配合")
    DISPUTED = "disputed", _("有争议")
    NONE = "none", _("不承担")


class CheckKind(TextChoices):
    """Why somebody goes and looks (rule 77)."""

    SITE = "site", _("现场核查")
    LOOK_BACK = "look_back", _("回头看")


class CheckResult(TextChoices):
    """What was found there."""

    DONE = "done", _("整改到位")
    PARTLY = "partly", _("部分到位")
    NOT_DONE = "not_done", _("未整改")
    RELAPSED = "relapsed", _("反弹回潮")


class InvolvementRole(TextChoices):
    """What an enterprise has to do with a case."""

    LEAKED = "leaked", _("信息泄露单位")
    RESPONSIBLE = "responsible", _("违法行为人")
    PLATFORM = "platform", _("平台")
    AFFECTED = "affected", _("受害单位")
    OTHER = "other", _("其他")


class Measure(TextChoices):
    """What kind of measure an obligation asks for, for tracking and statistics."""

    COORDINATION = "coordination", _("协同监管")
    REFERRAL = "referral", _("行刑衔接")
    PRIVACY_WAYBILL = "privacy_waybill", _("隐私面单")
    NETWORK_SECURITY = "network_security", _("网络安全规范")
    TRAINING = "training", _("教育培训")
    ENFORCEMENT = "enforcement", _("执法查处")
    RESTORATION = "restoration", _("修复治理")
    RULES = "rules", _("建章立制")
    OTHER = "other", _("其他")


class Method(TextChoices):
    """How facts are found (rule 35). What restrains people or their property is no way to do it and is not offered (G6)."""

    FILES = "files", _("查阅、调取、复制执法、诉讼卷宗材料")
    QUESTIONING = "questioning", _("询问行政机关工作人员、违法行为人、相对人、利害关系人、证人")
    COLLECTING = "collecting", _("收集书证、物证、视听资料、电子数据")
    EXPERTS = "experts", _("咨询专业人员、有关部门或者行业协会")
    APPRAISAL = "appraisal", _("委托鉴定、评估、审计、检验、检测、翻译")
    INSPECTION = "inspection", _("勘验物证、现场")
    OTHER = "other", _("其他必要的调查方式")


class Outcome(TextChoices):
    """How a court decided (interpretation 25)."""

    UNLAWFUL = "unlawful", _("确认违法或者无效")
    REVOKED = "revoked", _("撤销或者部分撤销")
    PERFORM = "perform", _("限期履行法定职责")
    CHANGED = "changed", _("变更行政行为")
    LIABLE = "liable", _("判令承担民事责任")
    REJECTED = "rejected", _("驳回诉讼请求")


class DocumentKind(TextChoices):
    """The numbered papers an office issues over its own name."""

    FILING = "filing", _("立案决定书")
    NOT_FILING = "not_filing", _("不立案决定书")
    RECOMMENDATION = "recommendation", _("检察建议书")
    SUSPENSION = "suspension", _("中止审查决定书")
    RESUMPTION = "resumption", _("恢复审查决定书")
    HEARING = "hearing", _("听证通知书")
    ANNOUNCEMENT = "announcement", _("公益诉讼公告")
    CLOSURE = "closure", _("终结案件决定书")
    LAWSUIT = "lawsuit", _("公益诉讼起诉书")
    WITHDRAWAL = "withdrawal", _("撤回起诉决定书")
    TRANSFER = "transfer", _("移送案件通知书")
    ASSIGNMENT = "assignment", _("交办通知书")
    TAKING_UP = "taking_up", _("提办通知书")
    SUPERVISION = "supervision", _("督办函")
    DESIGNATION = "designation", _("指定管辖决定书")
    CALL_UP = "call_up", _("调用检察人员决定书")
    REVOCATION = "revocation", _("撤销决定通知书")
    CHANGE = "change", _("变更决定通知书")
    COMMISSION = "commission", _("委托调查函")
    QUESTION = "question", _("请示")
    ANSWER = "answer", _("批复")
    MAJOR_CLUE = "major_clue", _("重大线索备案报告")


# Number patterns, rule 7 of the rules on recommendations; the word for each paper as commonly used.
NUMBER_WORD: dict[str, str] = {
    DocumentKind.FILING: "立",
    DocumentKind.NOT_FILING: "不立",
    DocumentKind.RECOMMENDATION: "建",
    DocumentKind.SUSPENSION: "中止",
    DocumentKind.RESUMPTION: "恢",
    DocumentKind.HEARING: "听",
    DocumentKind.ANNOUNCEMENT: "告",
    DocumentKind.CLOSURE: "终",
    DocumentKind.LAWSUIT: "诉",
    DocumentKind.WITHDRAWAL: "撤诉",
    DocumentKind.TRANSFER: "移",
    DocumentKind.ASSIGNMENT: "交",
    DocumentKind.TAKING_UP: "提",
    DocumentKind.SUPERVISION: "督",
    DocumentKind.DESIGNATION: "指",
    DocumentKind.CALL_UP: "调",
    DocumentKind.REVOCATION: "撤",
    DocumentKind.CHANGE: "变",
    DocumentKind.COMMISSION: "委",
    DocumentKind.QUESTION: "请",
    DocumentKind.ANSWER: "复",
    DocumentKind.MAJOR_CLUE: "备",
}
TRACK_WORD: dict[str, str] = {Track.ADMINISTRATIVE: "行公", Track.CIVIL: "民公"}

# The eight contents without which a recommendation may not go out (rule 75): field name, title.
RECOMMENDATION_CONTENTS: tuple[tuple[str, object], ...] = (
    ("agency", _("行政机关名称")),
    ("origin", _("案件来源")),
    ("harm", _("国家利益或者社会公共利益受到侵害的事实")),
    ("failure", _("认定行政机关不依法履职的事实和理由")),
    ("basis", _("提出检察建议的法律依据")),
    ("requests", _("建议的具体内容")),
    ("term", _("行政机关整改期限")),
    ("other", _("其他需要说明的事项")),
)


def item(number: int) -> str:
    """An item of rule 75 as lawyers cite it."""
    return f"办案规则第七十五条第{'一二三四五六七八'[number - 1]}项"
