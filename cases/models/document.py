"""Numbered papers, and the counters their numbers come from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.access import Scope
from accounts.models import Procuratorate
from cases.models.case import Case
from cases.models.clue import Clue
from cases.statutory import DocumentKind


class NumberCounter(models.Model):
    """The last serial given for one office, kind of paper and year. Its row is locked while one is drawn."""

    office = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("检察院"))
    word = models.CharField(_("文书代字"), max_length=20)
    year = models.PositiveSmallIntegerField(_("年份"))
    last = models.PositiveIntegerField(_("已用序号"), default=0)

    class Meta:
        verbose_name = _("文号计数")
        constraints = [models.UniqueConstraint(name="one_counter", fields=["office", "word", "year"])]

    def __str__(self) -> str:
        return f"{self.word}〔{self.year}〕{self.last}"


class Document(models.Model):
    """A paper signed in the name of an office. Its number is given once, at signing, and what was signed stays."""

    office = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("制发院"))
    kind = models.CharField(_("文书种类"), max_length=16, choices=DocumentKind)
    case = models.ForeignKey(
        Case, models.CASCADE, null=True, related_name="documents", verbose_name=_("案件")
    )
    clue = models.ForeignKey(
        Clue, models.CASCADE, null=True, related_name="documents", verbose_name=_("线索")
    )
    number = models.CharField(_("文号"), max_length=40, unique=True)
    title = models.CharField(_("标题"), max_length=200)
    contents = models.JSONField(_("内容"), default=dict)
    digest = models.CharField(_("内容摘要值"), max_length=64)
    signed_on = models.DateField(_("签发日期"))
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("签发人")
    )

    SCOPE = Scope(view="case.view", roots=("case", "clue"), granted="case")

    class Meta:
        verbose_name = _("文书")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
