"""The three columns by which every row with an office of its own is scoped."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Level, Procuratorate, Secrecy


class InOffice(models.Model):
    """A row of one procuratorate, with the municipal and provincial ones above it stored beside it.

    Scope is equality on one of these columns; they are written from `columns()`, and anew when the row passes to
    another office. Beside them stands how secret the row is: nobody sees what is above their clearance.
    """

    office = models.ForeignKey(Procuratorate, models.PROTECT, related_name="+", verbose_name=_("检察院"))
    municipal = models.ForeignKey(
        Procuratorate, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("市级院")
    )
    provincial = models.ForeignKey(
        Procuratorate, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("省级院")
    )

    secrecy = models.PositiveSmallIntegerField(
        _("密级"), choices=Secrecy, default=Secrecy.ORDINARY, db_default=Secrecy.ORDINARY, editable=False
    )

    class Meta:
        abstract = True


SCOPE_COLUMNS = ("office", "municipal", "provincial")


def copied(row: InOffice) -> dict[str, Any]:
    """Where a row stands and how secret it is, for a row that belongs to it."""
    return {f"{name}_id": getattr(row, f"{name}_id") for name in SCOPE_COLUMNS} | {"secrecy": row.secrecy}


def columns(office: Procuratorate) -> dict[str, Any]:
    """The values of the three scope columns for a row of this office."""
    return {
        "office": office,
        "municipal": office.at_level(Level.MUNICIPAL),
        "provincial": office.at_level(Level.PROVINCIAL),
    }


def indexes(prefix: str, day: str) -> list[models.Index]:
    """One index per scope column, newest first, so that a page of any level reads only its own rows.

    Secrecy rides along, so that counting and leaving out what is too secret ask the index alone.
    """
    return [
        models.Index(fields=[column, f"-{day}", "-id"], include=["secrecy"], name=f"{prefix}_in_{column}")
        for column in SCOPE_COLUMNS
    ] + [models.Index(fields=[f"-{day}", "-id"], include=["secrecy"], name=f"{prefix}_everywhere")]
