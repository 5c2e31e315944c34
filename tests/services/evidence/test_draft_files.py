"""What an agency writes holds its files: uploads and what came with the form, until they become evidence or are let go."""

import io
from typing import Any

import pytest

from accounts.models import User
from evidence import services
from evidence.arrivals import Arrived
from evidence.drafting import Subject
from evidence.models import Draft, File, Incoming
from tests.web.portal.place import PDF, Place, ago, upload

LIAISON, LEADER = "post.liaison", "post.leader"


def report(place: Place) -> Subject:
    return Subject(Draft.Kind.REPORT, place.respondent.pk, place.obligation.pk)


def uploaded(by: User, name: str = "录像.pdf") -> Arrived:
    begun = services.begin_upload(name=name, size=len(PDF), by=by, at=ago(3))
    whole = services.receive_upload(
        begun.pk, offset=0, stream=io.BytesIO(PDF), length=len(PDF), by=by, at=ago(3)
    )
    return Arrived(whole)


def hand_in(place: Place, who: str = LIAISON, **more: Any) -> Draft:
    said = {"text": "已推广", "by": place[who], "at": ago(2), **more}
    return services.hand_in(report(place), **said)


def test_the_leader_sends_what_the_liaison_uploaded(place: Place) -> None:
    draft = hand_in(place, files=[uploaded(place[LIAISON]), upload("培训签到表.pdf")])
    assert sorted(draft.files.values_list("name", flat=True)) == ["培训签到表.pdf", "录像.pdf"]
    assert not File.objects.exists()
    services.send_draft(draft.pk, by=place[LEADER], at=ago(1))
    kept = File.objects.order_by("name")
    assert [(file.name, file.uploaded_by) for file in kept] == [
        ("培训签到表.pdf", place[LIAISON]), ("录像.pdf", place[LIAISON]),
    ]  # fmt: skip
    assert not Incoming.objects.exists()


def test_a_saved_file_is_there_for_the_other_and_what_is_not_named_is_let_go(place: Place) -> None:
    first, second = uploaded(place[LIAISON]), uploaded(place[LIAISON], "台账.pdf")
    draft = services.save_draft(
        report(place), text="写", files=[first, second], version=0, by=place[LIAISON], at=ago(2)
    )
    assert draft.files.count() == 2
    services.save_draft(report(place), text="写", files=[second], version=1, by=place[LEADER], at=ago(1))
    assert draft.files.get().name == "台账.pdf"
    assert Incoming.objects.get(draft=None).name == "录像.pdf"


def test_the_same_words_with_one_more_file_are_a_change(place: Place) -> None:
    services.save_draft(report(place), text="写", version=0, by=place[LIAISON], at=ago(2))
    draft = services.save_draft(
        report(place), text="写", files=[uploaded(place[LIAISON])], version=1, by=place[LIAISON], at=ago(1)
    )
    assert (draft.version, draft.files.count()) == (2, 1)


@pytest.mark.parametrize("who", [LEADER])
def test_sent_at_once_what_came_with_the_form_is_kept(place: Place, who: str) -> None:
    draft = hand_in(place, who, files=[upload()])
    assert draft.submission is not None and draft.submission.evidence.get().files.get().size == len(PDF)
    assert not Incoming.objects.exists()
