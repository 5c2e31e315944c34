"""What is on its way in: bytes that arrive in parts, and what an agency is still writing."""

from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from agencies.models import Agency
from audit.models import Stateful
from cases.models import Objection, Obligation, Reply, Respondent, Submission
from evidence import parts
from evidence.checking.kinds import media_type_of
from evidence.flow import DRAFT_FLOW, DraftState
from evidence.models.checked import Checked, FileState, Page


class Draft(Stateful):
    """What an agency is writing: a report, a reply or an objection, saved as typed, sent once its leader confirms."""

    class Kind(models.TextChoices):
        """What becomes of it when it is sent."""

        REPORT = "report", _("整改报告")
        REPLY = "reply", _("书面回复")
        OBJECTION = "objection", _("异议")

    state = models.CharField(
        _("状态"), max_length=24, choices=DraftState, default=DraftState.WRITING, editable=False
    )
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="drafts", verbose_name=_("行政机关"))
    kind = models.CharField(_("种类"), max_length=12, choices=Kind)
    respondent = models.ForeignKey(
        Respondent, models.CASCADE, related_name="drafts", verbose_name=_("被监督机关")
    )
    obligation = models.ForeignKey(
        Obligation, models.CASCADE, null=True, related_name="drafts", verbose_name=_("整改事项")
    )
    text = models.TextField(_("内容"), blank=True)
    values = models.JSONField(_("指标数值"), default=dict, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("拟稿人")
    )
    saved_at = models.DateTimeField(_("保存时间"))
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("送审人")
    )
    offered_at = models.DateTimeField(_("送审时间"), null=True)
    remark = models.TextField(_("领导意见"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("确认人")
    )
    closed_at = models.DateTimeField(_("确认时间"), null=True)
    submission = models.OneToOneField(
        Submission, models.PROTECT, null=True, related_name="draft", verbose_name=_("整改报告")
    )
    reply = models.OneToOneField(
        Reply, models.PROTECT, null=True, related_name="draft", verbose_name=_("书面回复")
    )
    objection = models.OneToOneField(
        Objection, models.PROTECT, null=True, related_name="draft", verbose_name=_("异议")
    )

    SCOPE = Scope(view="draft.view", agency="agency__group")

    class Meta:
        verbose_name = _("拟稿")
        ordering = ["-saved_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                name="one_draft_at_a_time",
                fields=["kind", "respondent", "obligation"],
                condition=Q(state__in=["writing", "offered"]),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="reports_are_on_an_obligation", condition=~Q(kind="report") | Q(obligation__isnull=False)
            ),
            models.CheckConstraint(
                name="sent_drafts_became_something",
                condition=~Q(state="sent")
                | Q(submission__isnull=False)
                | Q(reply__isnull=False)
                | Q(objection__isnull=False),
            ),
        ]
        triggers = [pgtrigger.FSM(name="draft_flow", field="state", transitions=DRAFT_FLOW.transitions())]

    def __str__(self) -> str:
        return f"{self.agency} {self.get_kind_display()}"


class Incoming(Checked):
    """A file on its way in. It belongs to whoever sends it until a form takes it over as evidence, then it is gone.

    While an agency's draft holds it, it is checked like evidence, so that the agency's own people may look at it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="incoming", verbose_name=_("上传人")
    )
    name = models.CharField(_("文件名"), max_length=200)
    size = models.BigIntegerField(_("大小"))
    received = models.BigIntegerField(_("已收到"), default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)  # until it is whole: what its sender says
    sm3 = models.CharField("SM3", max_length=64, blank=True)
    started_at = models.DateTimeField(_("开始时间"))
    touched_at = models.DateTimeField(_("最近收到"))
    completed_at = models.DateTimeField(_("完成时间"), null=True)
    draft = models.ForeignKey(Draft, models.SET_NULL, null=True, related_name="files", verbose_name=_("拟稿"))
    scanned = models.BooleanField(_("已查杀病毒"), default=False, db_default=False)

    SCOPE = Scope(view="draft.view", agency="draft__agency__group")

    class Meta:
        verbose_name = _("上传中的文件")
        ordering = ["started_at"]
        indexes = [
            models.Index(fields=["touched_at"], name="incoming_touched"),
            models.Index(
                fields=["check_after", "id"],
                name="incoming_waits",
                condition=Q(state=FileState.PENDING, draft__isnull=False, completed_at__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="incoming_has_bytes", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="incoming_never_more_than_said", condition=Q(received__gte=0, received__lte=F("size"))
            ),
            models.CheckConstraint(
                name="complete_incoming_is_whole",
                condition=Q(completed_at=None)
                | (Q(received=F("size")) & Q(sha256__length=64) & Q(sm3__length=64)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Under which its bytes lie, now and as evidence."""
        return parts.key_of(self.pk)

    @property
    def media_type(self) -> str:
        """By the ending of its name, as for evidence."""
        return media_type_of(self.name)

    @property
    def says(self) -> str:
        """How its check stands, in a sentence; empty for an upload that is not checked, since no draft holds it."""
        if self.draft_id is None:
            return ""
        if self.state == FileState.PENDING:
            return _g("已上传，正在做安全检查")
        if self.turned_away:
            return _g("未通过安全检查：%(why)s") % {"why": self.why}
        return _g("已上传，通过安全检查")


class IncomingPreview(Page):
    """One page as a picture of a file that a draft holds; a page of the evidence once the file is that."""

    incoming = models.ForeignKey(
        Incoming, models.CASCADE, related_name="previews", verbose_name=_("上传中的文件")
    )

    class Meta:
        verbose_name = _("拟稿文件的预览")
        ordering = ["incoming", "page"]
        constraints = [
            models.UniqueConstraint(name="incoming_preview_once_a_page", fields=["incoming", "page"])
        ]

    def __str__(self) -> str:
        return f"{self.incoming} {self.page}"
