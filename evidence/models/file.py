"""The bytes of a piece of evidence, what they were found to be, and who held them when."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import CharField, F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from evidence.models.checked import Checked, Page
from evidence.models.item import Item

CharField.register_lookup(Length)


class File(Checked):
    """The bytes of a piece of evidence. A new version is a new row; nothing is ever overwritten."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="files", verbose_name=_("证据"))
    name = models.CharField(_("文件名"), max_length=200)
    key = models.CharField(_("存储键"), max_length=100, unique=True)
    size = models.BigIntegerField(_("大小"))
    media_type = models.CharField(_("类型"), max_length=100)
    sha256 = models.CharField("SHA-256", max_length=64)
    sm3 = models.CharField("SM3", max_length=64)
    verified_at = models.DateTimeField(_("最近核验"), null=True)
    verify_lease = models.DateTimeField(_("核验占用至"), null=True)
    revision = models.PositiveSmallIntegerField(_("第几版"), default=1, db_default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", verbose_name=_("代替的文件")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"))

    SCOPE = Scope(
        view="evidence.view",
        roots=("item__case",),
        granted="item__case",
        agency="item__respondent__agency__group",
        lent="item__submission__sharings__respondent__agency__group",
    )

    class Meta:
        verbose_name = _("证据文件")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="file_has_bytes", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="file_hashes_are_whole", condition=Q(sha256__length=64, sm3__length=64)
            ),
            models.CheckConstraint(
                name="later_versions_replace_one", condition=Q(revision=1) | Q(replaces__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["check_after", "id"], name="file_waits", condition=Q(state="pending")),
            models.Index(F("verified_at").asc(nulls_first=True), "id", name="file_oldest_verified"),
        ]
        triggers = [
            pgtrigger.Protect(name="file_kept", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="file_never_overwritten",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(
                    "key", "size", "sha256", "sm3", "name", "item", "revision", "replaces"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Preview(Page):
    """One page of a piece of evidence as a picture."""

    file = models.ForeignKey(File, models.CASCADE, related_name="previews", verbose_name=_("证据文件"))

    SCOPE = Scope(
        view="evidence.view",
        roots=("file__item__case",),
        granted="file__item__case",
        agency="file__item__respondent__agency__group",
        lent="file__item__submission__sharings__respondent__agency__group",
    )

    class Meta:
        verbose_name = _("预览")
        ordering = ["file", "page"]
        constraints = [models.UniqueConstraint(name="preview_once_a_page", fields=["file", "page"])]

    def __str__(self) -> str:
        return f"{self.file} {self.page}"


class CustodyEvent(models.TextChoices):
    """What happened to a file."""

    RECEIVED = "received", _("接收")
    VIEWED = "viewed", _("查看")
    DOWNLOADED = "downloaded", _("下载")
    VERIFIED = "verified", _("核验")
    CHECKED = "checked", _("安全检查")
    EXPORTED = "exported", _("导出")


# What a verification found, in the language of the file.
SAME, DIFFERENT, GONE = "一致", "与接收时不一致", "存储中找不到文件"


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
