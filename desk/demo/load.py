"""All of the demo world in one transaction: either it stands or nothing of it does."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import translation

from accounts import services as accounts
from deadlines import services as deadlines
from desk.demo import invented, people, registers, seed
from desk.demo.clock import moment

LOCK = 20220401
UNREAD = timedelta(days=3)


@transaction.atomic
def load(*, at: datetime) -> bool:
    """Build the demo world as of `at`; False when it stands already. Two at once build it once.

    Its files wait for their check like any others: the worker looks at them while the first pages are read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if people.is_settled():
        return False
    with translation.override("zh-hans"):
        cast = people.settle(password=make_password(people.PASSWORD), demo=True, at=moment(people.SINCE))
        accounts.load_procuratorates(at=moment(people.SINCE))
        registers.settle(cast)
        seed.replay(cast)
        invented.play(cast, at=at)
        registers.invite(cast, at=at)
    people.give_addresses()
    for user in cast.users.values():
        deadlines.mark_all_read(by=user, at=at, before=at - UNREAD)
    return True
