"""One agency learns of another's report where the handler shares it, and no longer."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from accounts.access import Unseen
from audit.models import Entry
from cases import services
from cases.models import Sharing, Submission
from deadlines.models import Notice
from evidence import services as evidence
from evidence.models import File, Item
from tests.refusals import invalid
from tests.web.portal.place import Place, ago, rectifying, upload


@pytest.fixture
def place(db: None) -> Place:
    return rectifying()


@pytest.fixture
def report(place: Place) -> Submission:
    sent = evidence.receive_submission(
        place.obligation.pk, text="已整改", files=[upload()], by=place["post.leader"], at=ago(4)
    )
    evidence.check_waiting(at=ago(4))
    return sent


def share(place: Place, report: Submission, *slugs: str, who: str = "handler") -> None:
    rows = place.case.respondents.filter(agency__group__name__in=slugs)
    ids = list(rows.values_list("pk", flat=True))
    services.share_submission(report.pk, respondent_ids=ids, by=place[who], at=ago(2))


def sees(place: Place, who: str) -> set[str]:
    found = set()
    for action, model in (("submission.view", Submission), ("evidence.view", Item), ("evidence.view", File)):
        if access.allowed(place[who], action, model, at=ago(1)).exists():
            found.add(model.__name__)
    return found


def test_the_other_agency_sees_report_and_files_and_only_while_it_is_shared(
    place: Place, report: Submission
) -> None:
    assert sees(place, "cac.liaison") == set()
    share(place, report, "cac")
    assert sees(place, "cac.liaison") == {"Submission", "Item", "File"}
    file = File.objects.get()
    evidence.hand_out(file.pk, by=place["cac.liaison"], at=ago(1)).stream.close()
    assert file.custody.latest("id").by == place["cac.liaison"]
    share(place, report)
    assert sees(place, "cac.liaison") == set() and not Sharing.objects.exists()
    with pytest.raises(Unseen):
        evidence.hand_out(file.pk, by=place["cac.liaison"], at=ago(1))


def test_nothing_else_comes_with_it(place: Place, report: Submission) -> None:
    share(place, report, "cac")
    other = place["cac.leader"]
    for action, row in (
        ("obligation.view", place.obligation),
        ("respondent.view", place.respondent),
        ("recommendation.view", place.recommendation),
    ):
        assert not access.can(other, action, row, at=ago(1)), action
    with pytest.raises(PermissionDenied):
        services.accept(report.pk, by=other, at=ago(1))


def test_it_is_recorded_and_who_is_added_is_told_once(place: Place, report: Submission) -> None:
    share(place, report, "cac")
    share(place, report, "cac")
    share(place, report)
    labels = list(
        Entry.objects.filter(action="submission.share").order_by("id").values_list("label", flat=True)
    )
    assert labels == ["共享整改材料", "收回材料共享"]
    notices = Notice.objects.filter(user=place["cac.liaison"], url=f"/portal/shared/{report.pk}/")
    [notice] = notices
    said = f"{notice.title}{notice.body}"
    assert place.agency.name not in said and place.obligation.measure not in said


def test_who_shares_and_with_whom(place: Place, report: Submission) -> None:
    for who in ("assistant", "chief", "post.leader"):
        with pytest.raises(PermissionDenied):
            share(place, report, "cac", who=who)
    with pytest.raises(Unseen):
        share(place, report, "cac", who="cac.leader")
    with invalid("respondent_ids"):
        share(place, report, "post")
    with invalid("respondent_ids"):
        services.share_submission(report.pk, respondent_ids=[987654321], by=place["handler"], at=ago(2))


def test_why_and_the_list_agree(place: Place, report: Submission) -> None:
    share(place, report, "cac")
    for who, wanted in (("cac.liaison", True), ("post.liaison", True), ("handler", True)):
        found = access.why(place[who], "submission.view", Submission, report.pk, at=ago(1))
        assert found.allowed is wanted and any(way.holds for way in found.tried) is wanted, who
