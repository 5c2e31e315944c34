"""What is common to all files that are looked at before anybody gets them: evidence, and what an agency's draft holds."""

from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from evidence import verdicts
from evidence.checking.kinds import DRAWN


class FileState(models.TextChoices):
    """Whether a file may be handed out."""

    PENDING = "pending", _("待检")
    CLEAN = "clean", _("已检")
    REFUSED = "refused", _("已隔离")
    ALTERED = "altered", _("与接收时不一致")


class Checked(models.Model):
    """A file with what its check found; until it was found clean nobody gets it."""

    state = models.CharField(
        _("状态"), max_length=8, choices=FileState, default=FileState.PENDING, db_default=FileState.PENDING
    )
    findings = models.JSONField(
        _("检查结果"), default=list, blank=True, db_default=Value([], models.JSONField())
    )
    checked_at = models.DateTimeField(_("检查时间"), null=True)
    attempts = models.PositiveSmallIntegerField(_("检查次数"), default=0, db_default=0)
    check_after = models.DateTimeField(_("下次检查"), null=True)

    class Meta:
        abstract = True

    @property
    def turned_away(self) -> bool:
        """Whether nobody will ever get it as it is."""
        return self.state in (FileState.REFUSED, FileState.ALTERED)

    @property
    def told(self) -> list[verdicts.Told]:
        """What was found in it, in words."""
        return verdicts.told(self.findings)

    @property
    def why(self) -> str:
        """Why it was turned away, in words."""
        return "；".join(one.text for one in self.told if one.refuses) or str(self.get_state_display())

    @property
    def drawn(self) -> bool:
        """Whether it may be looked at page by page without being downloaded."""
        failed = any(found["code"] == "no_preview" for found in self.findings)
        return self.state == FileState.CLEAN and getattr(self, "media_type", "") in DRAWN and not failed


class Page(models.Model):
    """A picture of one page of a file, drawn anew pixel by pixel: safe to show where the file itself is not."""

    page = models.PositiveSmallIntegerField(_("页"))
    key = models.CharField(_("存储键"), max_length=100, unique=True)
    width = models.PositiveIntegerField(_("宽"))
    height = models.PositiveIntegerField(_("高"))

    class Meta:
        abstract = True
