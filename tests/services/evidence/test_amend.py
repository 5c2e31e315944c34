"""What a piece of evidence proves may be said anew; what was said before stays on record."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from audit.models import Entry
from evidence import services
from tests.refusals import invalid
from tests.web.portal.place import Place, ago


def test_what_it_proves_is_said_anew_and_both_are_on_record(place: Place) -> None:
    item = services.add_item(
        place.case.pk, kind="documentary", title="提取笔录", source="现场", collected_on=ago(5).date(),
        proves="面单泄露", element="harm", by=place["handler"], at=ago(5),
    )  # fmt: skip
    said = {"element": "duty", "proves": "监管职责"}
    amended = services.amend_item(item.pk, **said, by=place["assistant"], at=ago(4))
    assert (amended.element, amended.proves) == ("duty", "监管职责")
    entries = Entry.objects.filter(action="evidence.prove")
    assert entries.get().note == "“提取笔录”原为：公益损害，面单泄露；现为：监管职责，监管职责"
    services.amend_item(item.pk, **said, by=place["assistant"], at=ago(3))
    assert entries.count() == 1  # nothing was changed
    with invalid("element"):
        services.amend_item(item.pk, element="rumour", proves="", by=place["handler"], at=ago(3))
    with pytest.raises(PermissionDenied):
        services.amend_item(item.pk, **said, by=place["chief"], at=ago(3))
    with pytest.raises(Unseen):
        services.amend_item(item.pk, **said, by=place["cac.leader"], at=ago(3))
