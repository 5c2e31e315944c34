"""The three columns by which every row with an office of its own is scoped."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Level, Procuratorate


class InOffice(models.Model):
    """A row of one procuratorate, with the municipal and provincial ones above it stored beside it.

    Scope is equality on one of these columns; they are written once, from `columns()`.
    """

    office = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("检察院"))
    municipal = models.ForeignKey(
        Procuratorate, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("市级院")
    )
    provincial = models.ForeignKey(
        Procuratorate, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("省级院")
    )

    class Meta:
        abstract = True


def columns(office: Procuratorate) -> dict[str, Any]:
    """The values of the three scope columns for a row of this office."""
    return {
        "office": office,
        "municipal": office.at_level(Level.MUNICIPAL),
        "provincial": office.at_level(Level.PROVINCIAL),
    }


def indexes(prefix: str, day: str) -> list[models.Index]:
    """One index per scope column, newest first, so that a page of any level reads only its own rows."""
    return [
        models.Index(fields=[column, f"-{day}", "-id"], name=f"{prefix}_{column}")
        for column in ("office", "municipal", "provincial")
    ] + [models.Index(fields=[f"-{day}", "-id"], name=f"{prefix}_all")]
