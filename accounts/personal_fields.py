"""个人信息字段清单: every text column of the house, and whether it holds personal data. One line, one lawyer's question.

PERSONAL    columns made to hold a person's data: what for, by which article, how long, who reads it as it is by duty
FREE_TEXT   what people write in their own words and may name people in: found by pattern and hidden
WITHOUT     what holds none, and why

A column that is chosen from a list needs no line. tests/services/accounts/test_personal.py walks all models.
"""

from typing import Final

from django.utils.translation import gettext_lazy as _

ORDINARY, SENSITIVE = "ordinary", "sensitive"
CLASSES: Final = {ORDINARY: _("一般"), SENSITIVE: _("敏感")}

DUTY: Final = _("个人信息保护法第十三条第一款第三项、第三十四条")
GUARDED: Final = _("个人信息保护法第二十八条、第三十四条、第五十一条")
STAFF: Final = _("个人信息保护法第十三条第一款第二项、第三项")
WITH_FILE: Final = _("随卷宗，按检察诉讼档案保管期限")
WITH_POST: Final = _("任职期间；姓名随操作记录保留")
NOBODY: Final = _("无，须说明理由")
NOWHERE: Final = _("不显示")
ALL_SIGNED: Final = _("能看到该事项的人：办案须署名")

SUSPECTED: Final = _("单位名称不遮盖；自然人姓名无人，须说明理由")
HEARD: Final = _("能看到该听证的人：听证员姓名依规定告知")
INVITED: Final = _("能看到行政机关名录的人：联系公务")
INVITER: Final = _("邀请人：填写时和发送时")
RUN: Final = _("本人和本院三类管理员")
OWN: Final = _("本人；系统管理员在更正表单中")
OWN_DUTY: Final = _("本人；系统管理员在更正表单中；被监督机关看承办人电话")

# fmt: off
PERSONAL: Final = (
    # column                          class      mask       purpose                             by       kept       read as it is, by duty
    ("cases.Clue.giver",              SENSITIVE, "name",    _("核实线索、反馈结果；防止打击报复"), GUARDED, WITH_FILE, NOBODY),
    ("cases.Clue.giver_contact",      SENSITIVE, "contact", _("联系线索提供人核实、反馈"),        GUARDED, WITH_FILE, NOBODY),
    ("cases.Clue.suspected",          ORDINARY,  "suspect", _("确定监督对象"),                   DUTY,    WITH_FILE, SUSPECTED),
    ("cases.Service.recipient",       ORDINARY,  "name",    _("证明文书已经送达"),               DUTY,    WITH_FILE, NOBODY),
    ("hearings.HearingOfficer.name",  ORDINARY,  "none",    _("组成听证会并公开"),               DUTY,    WITH_FILE, HEARD),
    ("agencies.Invitation.name",      ORDINARY,  "none",    _("邀请行政机关人员开通账号"),        DUTY,    WITH_FILE, INVITED),
    ("agencies.Invitation.email",     ORDINARY,  "email",   _("发送邀请链接"),                   DUTY,    WITH_FILE, INVITER),
    ("accounts.User.name",            ORDINARY,  "none",    _("署名办案行为"),                   STAFF,   WITH_POST, ALL_SIGNED),
    ("accounts.User.first_name",      ORDINARY,  "name",    _("不使用"),                         STAFF,   WITH_POST, NOWHERE),
    ("accounts.User.last_name",       ORDINARY,  "name",    _("不使用"),                         STAFF,   WITH_POST, NOWHERE),
    ("accounts.User.username",        ORDINARY,  "none",    _("登录"),                           STAFF,   WITH_POST, RUN),
    ("accounts.User.email",           ORDINARY,  "email",   _("送达期限提醒和账号信件"),          STAFF,   WITH_POST, OWN),
    ("accounts.User.phone",           ORDINARY,  "phone",   _("公务联系"),                       STAFF,   WITH_POST, OWN_DUTY),
)

FREE_TEXT: Final = {
    "agencies.Incident": "note",
    "cases.Case": "title facts basis plan",
    "cases.Clue": "title source_note place facts criminal_ref truth checkability risk opinion",
    "cases.Commission": "matters demands result",
    "cases.Decision": "draft",
    "cases.Document": "title contents",
    "cases.DutyMatter": "note",
    "cases.DutyShare": "position",
    "cases.Instruction": "question own_opinion answer",
    "cases.InstructionLeg": "opinion",
    "cases.Involvement": "note",
    "cases.Lawsuit": "claims",
    "cases.Objection": "text answer",
    "cases.Obligation": "measure",
    "cases.Opinion": "text",
    "cases.Order": "reason demands data objection result",
    "cases.Proof": "reasons",
    "cases.Recommendation": "origin harm failure basis requests other",
    "cases.RecordUp": "remark",
    "cases.Reply": "text",
    "cases.ReportUp": "opinion",
    "cases.Respondent": "verdict",
    "cases.Service": "note",
    "cases.SiteCheck": "place others findings",
    "cases.Step": "outcome",
    "cases.Submission": "text accepted_part reasons",
    "consultations.Consultation": "place agenda minutes agreed",
    "consultations.Invitee": "position",
    "deadlines.Deadline": "title",
    "deadlines.Event": "note",
    "evidence.Custody": "note",
    "evidence.Draft": "text values remark",
    "evidence.Export": "purpose",
    "evidence.File": "name",
    "evidence.Incoming": "name",
    "evidence.Item": "title source proves",
    "hearings.Hearing": "closed_reason place co_organiser site_visit record result",
    "hearings.HearingOfficer": "opinion",
}

WITHOUT: Final = {
    _("编号、编码、校验值、密文"): {
        "accounts.Procuratorate": "code mark second_factor",
        "accounts.User": "password",
        "agencies.Enterprise": "credit_code",
        "agencies.Invitation": "digest",
        "audit.Entry": "action subject_type from_state to_state",
        "audit.Idempotency": "key path fingerprint headers",
        "audit.Outbox": "key topic",
        "cases.Case": "number other_fields",
        "cases.Clue": "number",
        "cases.Decision": "move chain",
        "cases.Document": "number digest",
        "cases.Lawsuit": "court_number",
        "cases.NumberCounter": "word",
        "deadlines.Deadline": "state rule rule_set",
        "deadlines.HolidayNotice": "number days",
        "deadlines.Notice": "key url",
        "deadlines.Reminder": "mail",
        "deadlines.SweepRun": "kind",
        "evidence.Export": "digest signature key_id manifest",
        "evidence.File": "key media_type sha256 sm3 findings",
        "evidence.Incoming": "sha256 sm3 findings",
        "evidence.IncomingPreview": "key",
        "evidence.Preview": "key",
    },
    _("机关、单位、法律和事项的名称"): {
        "accounts.Procuratorate": "name short_name",
        "agencies.Agency": "name short_name address",
        "agencies.Association": "name sector rules",
        "agencies.Duty": "matter basis source",
        "agencies.Enterprise": "name sector systems",
        "cases.DutyMatter": "name",
        "cases.DutyShare": "basis source",
        "cases.Indicator": "name unit",
        "cases.IndicatorValue": "source",
        "cases.Lawsuit": "court",
        "cases.Member": "duty order",
        "cases.Opinion": "meeting",
        "cases.TaskForce": "name",
        "consultations.Invitee": "name",
        "deadlines.Event": "article",
        "deadlines.Holiday": "name",
        "deadlines.HolidayNotice": "text",
    },
    _("写入时已经遮盖的副本"): {
        "audit.Entry": "label note data",
        "audit.Idempotency": "body",
        "audit.Outbox": "payload last_error",
        "deadlines.Notice": "title body",
    },
}
# fmt: on

VIA: Final = {
    "cases.InstructionLeg": "instruction",
    "cases.Opinion": "decision",
    "consultations.Invitee": "consultation",
    "hearings.HearingOfficer": "hearing",
}
