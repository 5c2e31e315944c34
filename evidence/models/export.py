"""Evidence that left the house in a sealed archive."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from cases.models import Case


class Export(models.Model):
    """One archive of a case's evidence: who took it, what for, and the signed list of what was in it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="exports", verbose_name=_("案件"))
    purpose = models.CharField(_("用途"), max_length=200)
    manifest = models.JSONField(_("清单"))
    digest = models.CharField(_("清单摘要值"), max_length=64)
    signature = models.CharField(_("签名"), max_length=200)
    key_id = models.CharField(_("签名密钥"), max_length=64)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("导出人")
    )
    at = models.DateTimeField(_("导出时间"))

    SCOPE = Scope(view="case.view", roots=("case",), granted="case")

    class Meta:
        verbose_name = _("证据导出")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.case} {self.at:%Y-%m-%d}"

    @property
    def packed(self) -> int:
        """How many files are in the archive."""
        return sum(1 for item in self.manifest["items"] for file in item["files"] if file["packed"])

    @property
    def listed(self) -> int:
        """How many files are only listed."""
        return sum(1 for item in self.manifest["items"] for file in item["files"] if not file["packed"])
