"""A procuratorate is entered under the one that leads it.

`by` is None only while a site is set up from the command line, when nobody is there yet.
"""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Level, Procuratorate, User
from audit.flow import record


@transaction.atomic
def open_office(
    *,
    code: str,
    name: str,
    short_name: str,
    mark: str,
    level: Level,
    parent: Procuratorate | None,
    by: User | None,
    at: datetime,
) -> Procuratorate:
    """Enter a procuratorate under the one that leads it."""
    if by is not None:
        raise PermissionDenied("office.open")
    office = Procuratorate.objects.create(
        code=code, name=name, short_name=short_name, mark=mark, level=level, parent=parent
    )
    record(by=by, at=at, action="office.open", label="登记检察院", obj=office, note=name)
    return office
