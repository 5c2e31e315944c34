"""People are told once, and read what they were told."""

from deadlines import selectors, services
from deadlines.models import Notice
from tests.services.deadlines.conftest import Place, moment

NIGHT = moment("2026-11-25", 23)


def test_notices_come_once_and_are_read(place: Place) -> None:
    people = [place.handler, place.head]
    assert services.notify(people, title="有新进展", key="k", at=NIGHT) == 2
    assert services.notify(people, title="有新进展", key="k", at=NIGHT) == 0
    assert selectors.unread_count(place.handler) == 1
    notice = Notice.objects.get(user=place.handler)
    assert services.mark_read(notice.pk, by=place.head, at=NIGHT) is None
    assert services.mark_read(notice.pk, by=place.handler, at=NIGHT) == notice
    assert services.mark_all_read(by=place.head, at=NIGHT) == 1
