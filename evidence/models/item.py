"""A piece of evidence: what it is, where it comes from, what it proves."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from cases.models import Case, Objection, Reply, Respondent, SiteCheck, Submission
from cases.statutory import Element

if TYPE_CHECKING:
    from evidence.models.file import File

NONE = "none"
PROVES = [*Element.choices, (NONE, _("其他"))]  # what a piece of evidence may stand for (rule 71)


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
    site_check = models.ForeignKey(
        SiteCheck, models.PROTECT, null=True, related_name="evidence", verbose_name=_("现场核查")
    )
    objection = models.ForeignKey(
        Objection, models.PROTECT, null=True, related_name="evidence", verbose_name=_("异议")
    )
    kind = models.CharField(_("证据种类"), max_length=16, choices=EvidenceKind)
    title = models.CharField(_("证据名称"), max_length=200)
    source = models.CharField(_("证据来源"), max_length=200)
    collected_on = models.DateField(_("取得日期"))
    proves = models.CharField(_("证明内容"), max_length=300, blank=True)
    element = models.CharField(_("证明要素"), max_length=8, choices=PROVES, default=NONE, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    added_at = models.DateTimeField(_("登记时间"))

    SCOPE = Scope(
        view="evidence.view",
        roots=("case",),
        granted="case",
        agency="respondent__agency__group",
        lent="submission__sharings__respondent__agency__group",
    )

    class Meta:
        verbose_name = _("证据")
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "element"], name="evidence_case")]

    def __str__(self) -> str:
        return self.title

    @property
    def current(self) -> "list[File]":
        """The newest version of each of its files; `files` must be at hand."""
        replaced = {file.replaces_id for file in self.files.all()}
        return [file for file in self.files.all() if file.pk not in replaced]

    @property
    def older(self) -> "list[File]":
        """The versions that a newer one stands for, newest first."""
        current = {file.pk for file in self.current}
        return sorted((f for f in self.files.all() if f.pk not in current), key=lambda f: -f.pk)

    @property
    def checked(self) -> str:
        """Whether its files still are what was received: same, different, or nothing before each was verified once."""
        files = self.current
        if any(file.state == "altered" for file in files):
            return "different"
        return "same" if files and all(file.verified_at for file in files) else ""
