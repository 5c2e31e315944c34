"""Evidence items, their files that are never overwritten, and who held them when."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from cases.models import Case, Reply, Respondent, Submission


class EvidenceKind(models.TextChoices):
    """Kinds of evidence (rule 34)."""

    DOCUMENTARY = "documentary", _("书证")
    PHYSICAL = "physical", _("物证")
    AUDIOVISUAL = "audiovisual", _("视听资料")
    ELECTRONIC = "electronic", _("电子数据")
    TESTIMONY = "testimony", _("证人证言")
    STATEMENT = "statement", _("当事人陈述")
    APPRAISAL = "appraisal", _("鉴定意见")
    EXPERT = "expert", _("专家意见")
    INSPECTION = "inspection", _("勘验笔录")


class Element(models.TextChoices):
    """What a suit would have to prove (rule 71)."""

    HARM = "harm", _("公益损害")
    DUTY = "duty", _("监管职责")
    FAILURE = "failure", _("未依法履职")
    NONE = "none", _("其他")


class Item(models.Model):
    """One piece of evidence: what it is, where it comes from, what it proves."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence", verbose_name=_("案件"))
    respondent = models.ForeignKey(
        Respondent, models.PROTECT, null=True, related_name="evidence", verbose_name=_("提交机关")
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, related_name="evidence", verbose_name=_("整改报告")
    )
    reply = models.ForeignKey(
        Reply, models.PROTECT, null=True, related_name="evidence", verbose_name=_("书面回复")
    )
    kind = models.CharField(_("证据种类"), max_length=16, choices=EvidenceKind)
    title = models.CharField(_("证据名称"), max_length=200)
    source = models.CharField(_("证据来源"), max_length=200)
    collected_on = models.DateField(_("取得日期"))
    proves = models.CharField(_("证明内容"), max_length=300, blank=True)
    element = models.CharField(_("证明要素"), max_length=8, choices=Element, default=Element.NONE)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    added_at = models.DateTimeField(_("登记时间"))

    SCOPE = Scope(view="evidence.view", roots=("case",), granted="case", agency="respondent__agency__group")

    class Meta:
        verbose_name = _("证据")
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "element"], name="evidence_case")]

    def __str__(self) -> str:
        return self.title

    @property
    def checked(self) -> str:
        """What the last verification of its files found: same, different, or nothing when there was none."""
        found = [file.last_check for file in self.files.all()]
        if any(check is not None and check.altered for check in found):
            return "different"
        return "same" if found and all(found) else ""


class FileState(models.TextChoices):
    """Whether a file may be handed out."""

    PENDING = "pending", _("待检")
    CLEAN = "clean", _("已检")
    REFUSED = "refused", _("已隔离")


class File(models.Model):
    """The bytes of a piece of evidence. A new version is a new row; nothing is ever overwritten."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="files", verbose_name=_("证据"))
    name = models.CharField(_("文件名"), max_length=200)
    key = models.CharField(_("存储键"), max_length=100, unique=True)
    size = models.BigIntegerField(_("大小"))
    media_type = models.CharField(_("类型"), max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64)
    state = models.CharField(_("状态"), max_length=8, choices=FileState, default=FileState.PENDING)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"))

    SCOPE = Scope(
        view="evidence.view",
        roots=("item__case",),
        granted="item__case",
        agency="item__respondent__agency__group",
    )

    class Meta:
        verbose_name = _("证据文件")
        ordering = ["id"]
        constraints = [models.CheckConstraint(name="file_has_bytes", condition=Q(size__gt=0))]
        triggers = [
            pgtrigger.Protect(name="file_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="file_never_overwritten",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("key", "size", "sha256", "sm3", "name", "item"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def last_check(self) -> "Custody | None":
        """The newest verification; `custody` must be at hand."""
        checks = [link for link in self.custody.all() if link.event == CustodyEvent.VERIFIED]
        return max(checks, key=lambda link: link.pk, default=None)


class CustodyEvent(models.TextChoices):
    """What happened to a file."""

    RECEIVED = "received", _("接收")
    VIEWED = "viewed", _("查看")
    DOWNLOADED = "downloaded", _("下载")
    VERIFIED = "verified", _("核验")


SAME, DIFFERENT = "一致", "与接收时不一致"  # what a verification found, in the language of the file


class Custody(models.Model):
    """One link of the chain of custody. Append-only."""

    file = models.ForeignKey(File, models.PROTECT, related_name="custody", verbose_name=_("证据文件"))
    event = models.CharField(_("事项"), max_length=12, choices=CustodyEvent)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("经手人")
    )
    at = models.DateTimeField(_("时间"))
    note = models.CharField(_("说明"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("保管链")
        ordering = ["id"]
        triggers = [
            pgtrigger.Protect(name="custody_append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} {self.at:%Y-%m-%d %H:%M}"

    @property
    def altered(self) -> bool:
        """Whether a verification found other bytes than were received."""
        return self.event == CustodyEvent.VERIFIED and self.note != SAME
