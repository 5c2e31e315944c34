"""The database itself keeps the ledger and the moves, whatever a program tries."""

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.utils import ProgrammingError

from deadlines import services
from deadlines.models import Event
from tests.services.deadlines.clocks import AT, served
from tests.services.deadlines.conftest import Place


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE deadlines_event SET note = 'x' WHERE deadline_id = %s",
        "DELETE FROM deadlines_event WHERE deadline_id = %s",
        "UPDATE deadlines_deadline SET state = 'open' WHERE id = %s",
        "UPDATE deadlines_deadline SET clue_id = NULL, case_id = NULL WHERE id = %s",
        "UPDATE deadlines_deadline SET due_on = '2020-01-01' WHERE id = %s",
        "UPDATE deadlines_deadline SET next_check = now() WHERE id = %s",
        "INSERT INTO deadlines_event (deadline_id, kind, at, \"on\", article, note, due_on)"
        " VALUES (%s, 'started', now(), now(), '', '', now())",
        "INSERT INTO deadlines_event (deadline_id, kind, at, \"on\", until, article, note, due_on)"
        " VALUES (%s, 'excluded', now(), now(), now(), '', '', now())",
    ],
)  # fmt: skip
def test_what_the_database_refuses(place: Place, sql: str) -> None:
    deadline = services.cancel(served(place), on=AT.date(), by=None, at=AT)
    refused = (IntegrityError, InternalError, ProgrammingError)
    with pytest.raises(refused), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [deadline.pk])
    assert Event.objects.filter(deadline=deadline).count() == 2
