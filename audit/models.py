"""What happened (entries), what must still leave the house (outbox), what was already answered (idempotency)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Stateful(models.Model):
    """A row whose state is moved only by `audit.flow.Flow.move`; every move raises its version by one."""

    state = models.CharField(_("状态"), max_length=24, editable=False)
    version = models.PositiveIntegerField(_("版本"), default=1, editable=False)

    class Meta:
        abstract = True


class Entry(models.Model):
    """One thing that somebody did. Never changed, never removed."""

    at = models.DateTimeField(_("时间"))
    recorded_at = models.DateTimeField(_("记录时间"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("操作人")
    )
    action = models.CharField(_("操作"), max_length=64)
    label = models.CharField(_("事项"), max_length=200)
    subject_type = models.CharField(_("对象类型"), max_length=48)
    subject_id = models.BigIntegerField(_("对象"))
    case_ref = models.BigIntegerField(_("案件"), null=True)
    clue_ref = models.BigIntegerField(_("线索"), null=True)
    from_state = models.CharField(_("原状态"), max_length=24, blank=True)
    to_state = models.CharField(_("新状态"), max_length=24, blank=True)
    note = models.TextField(_("说明"), blank=True)
    data = models.JSONField(_("内容"), default=dict)

    class Meta:
        verbose_name = _("记录")
        indexes = [
            models.Index(fields=["case_ref", "-at", "-id"], name="entry_case"),
            models.Index(fields=["clue_ref", "-at", "-id"], name="entry_clue"),
            models.Index(fields=["by", "-at"], name="entry_by"),
            models.Index(fields=["subject_type", "subject_id"], name="entry_subject"),
        ]
        triggers = [
            pgtrigger.Protect(name="entry_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.label


class Outbox(models.Model):
    """A message that must leave the house once. The row is the truth; the broker only hints at it."""

    key = models.CharField(_("唯一键"), max_length=200, unique=True)
    topic = models.CharField(_("主题"), max_length=40)
    payload = models.JSONField(_("内容"))
    created_at = models.DateTimeField(_("产生时间"))
    not_before = models.DateTimeField(_("最早发送"))
    attempts = models.PositiveSmallIntegerField(_("尝试次数"), default=0)
    locked_until = models.DateTimeField(_("占用至"), null=True)
    sent_at = models.DateTimeField(_("发送时间"), null=True)
    parked_at = models.DateTimeField(_("搁置时间"), null=True)
    last_error = models.CharField(_("最近错误"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("待发消息")
        indexes = [
            models.Index(
                fields=["not_before", "id"],
                name="outbox_unsent",
                condition=models.Q(sent_at__isnull=True, parked_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return self.key


class Idempotency(models.Model):
    """The answer already given to one keyed request, so that sending it twice does it once."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("用户")
    )
    key = models.CharField(_("键"), max_length=100)
    path = models.CharField(_("路径"), max_length=300)
    fingerprint = models.CharField(_("内容摘要"), max_length=64)
    status = models.PositiveSmallIntegerField(_("应答状态"), null=True)
    headers = models.JSONField(_("应答头"), default=dict)
    body = models.TextField(_("应答内容"), blank=True)
    created = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = _("已答请求")
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_once")]

    def __str__(self) -> str:
        return self.key
