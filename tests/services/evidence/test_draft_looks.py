"""What a draft holds is checked before it is sent: the agency's own people open it, what is refused keeps it from being sent."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.access import Unseen
from evidence import services
from evidence.arrivals import Arrived
from evidence.drafting import Subject
from evidence.models import Custody, Draft, File, FileState, Incoming, IncomingPreview, Preview
from evidence.services import states
from tests.evidence.corpus import script_pdf
from tests.refusals import refused
from tests.web.portal.place import PDF, Place, ago, upload

LIAISON, LEADER = "post.liaison", "post.leader"
BAD = "通知.pdf"
WHY = "PDF 带有脚本，请重新打印成 PDF 后上传"


def report(place: Place) -> Subject:
    return Subject(Draft.Kind.REPORT, place.respondent.pk, place.obligation.pk)


def hand_in(place: Place, *files: Any, who: str = LIAISON, **more: Any) -> Draft:
    said = {"text": "已推广", "files": files, "by": place[who], "at": ago(4), **more}
    return services.hand_in(report(place), **said)


def send(place: Place, draft: Draft) -> Draft:
    return services.send_draft(draft.pk, by=place[LEADER], at=ago(1))


def read(place: Place, file: Incoming, who: str = LEADER, at: datetime | None = None) -> bytes:
    lent = services.lend(file.pk, by=place[who], at=at or ago(2))
    with lent.stream as stream:
        return stream.read()


def told(place: Place, who: str) -> list[tuple[str, str]]:
    return list(place[who].notices.filter(title__contains="安全检查").values_list("title", "body"))


def test_its_own_people_open_it_once_it_was_checked_and_nobody_else_does(place: Place) -> None:
    file = hand_in(place, upload()).files.get()
    with refused(text="待检"):
        read(place, file)
    assert services.check_waiting(at=ago(3)) == 1
    for who in (LIAISON, LEADER):
        assert read(place, file, who) == PDF
        with services.lend_page(file.pk, 1, by=place[who], at=ago(2)) as picture:
            assert picture.read(4) == b"RIFF"
    for who in ("cac.leader", "cac.liaison", "handler", "head", "chief"):
        for look in (
            lambda who=who: read(place, file, who),
            lambda who=who: services.lend_page(file.pk, 1, by=place[who], at=ago(2)),
        ):
            with pytest.raises(Unseen):
                look()
    with pytest.raises(Unseen):
        services.lend_page(file.pk, 2, by=place[LEADER], at=ago(2))
    assert not Custody.objects.exists() and not told(place, LIAISON)


def test_what_is_refused_is_told_at_once_and_is_neither_opened_nor_sent(place: Place) -> None:
    draft = hand_in(place, upload(), upload(BAD, script_pdf()))
    services.check_waiting(at=ago(3))
    good, bad = draft.files.exclude(name=BAD).get(), draft.files.get(name=BAD)
    assert told(place, LIAISON) == [
        (
            f"文件未通过安全检查：{BAD}",
            f"{WHY}。这份文件任何人都不能打开，带着它不能报送；材料已送领导确认，请先取回修改，移除后换一份。",
        )
    ]
    assert not told(place, LEADER) and not told(place, "handler"), "it is the agency's own business"
    with refused(text="已隔离"):
        read(place, bad)
    with refused(text=f"“{BAD}”未通过安全检查（{WHY}），请移除后换一份"):
        send(place, draft)
    assert not File.objects.exists() and Draft.objects.get().state == "offered"

    back = services.take_back_draft(draft.pk, by=place[LIAISON], at=ago(2))
    kept = services.save_draft(
        report(place), text="改一句", files=[Arrived(good), Arrived(bad)], version=back.version, by=place[LIAISON], at=ago(2),
    )  # fmt: skip
    with refused(text=BAD):
        hand_in(place, Arrived(good), Arrived(bad), version=kept.version)
    again = hand_in(place, Arrived(good), version=kept.version)
    assert again.state == "offered" and send(place, again).state == "sent"
    assert File.objects.get().name == good.name


def test_the_verdict_stays_with_the_bytes_when_they_become_evidence(place: Place) -> None:
    draft = hand_in(place, upload(), upload("台账.pdf"))
    services.check_waiting(at=ago(3))
    keys = set(IncomingPreview.objects.values_list("key", flat=True))
    send(place, draft)
    assert services.check_waiting(at=ago(0)) == 0 and not IncomingPreview.objects.exists()
    assert set(Preview.objects.values_list("key", flat=True)) == keys and len(keys) == 2
    for file in File.objects.all():
        assert (
            file.state == "clean" and str(file.checked_at)[:16] == f"{ago(3).astimezone(UTC):%Y-%m-%d %H:%M}"
        )
        assert list(file.custody.values_list("event", "note")) == [
            ("received", f"SHA-256 {file.sha256[:16]}…"),
            ("checked", f"报送前已于 {ago(3):%Y-%m-%d %H:%M} 完成结构检查"),
        ]
        with services.hand_out(file.pk, by=place["handler"], at=ago(0)).stream as stream:
            assert stream.read() == PDF


def test_a_check_that_ends_after_the_sending_settles_nothing(place: Place) -> None:
    draft = hand_in(place, upload())
    leased = draft.files.get()
    send(place, draft)
    assert not states.become(leased, FileState.CLEAN), (
        "the upload is gone; the evidence is looked at by itself"
    )
    assert File.objects.get().state == "pending" and services.check_waiting(at=ago(0)) == 1
    assert File.objects.get().state == "clean"


def test_a_scanner_connected_since_looks_at_it_again(place: Place, settings: Any) -> None:
    draft = hand_in(place, upload())
    services.check_waiting(at=ago(3))
    settings.CLAMAV_SOCKET = "/nowhere/clamd.sock"
    send(place, draft)
    assert File.objects.get().state == "pending" and not Preview.objects.exists()


def test_while_the_scanner_is_away_nobody_opens_it_and_it_may_still_be_sent(
    place: Place, settings: Any
) -> None:
    settings.CLAMAV_SOCKET = "/nowhere/clamd.sock"
    draft = hand_in(place, upload())
    services.check_waiting(at=ago(3))
    file = draft.files.get()
    assert (file.state, file.attempts) == ("pending", 1) and file.check_after is not None
    assert services.check_waiting(at=ago(3)) == 0, "not before the pause is over"
    with refused(text="待检"):
        read(place, file)
    Incoming.objects.update(attempts=4, check_after=None)
    services.check_waiting(at=ago(2))
    [(title, body)] = told(place, LIAISON)
    assert "一直未能完成" in title and "不影响报送" in body
    send(place, draft)
    assert File.objects.get().state == "pending"


def test_evidence_and_drafts_take_turns(place: Place) -> None:
    draft = hand_in(place, *(upload(f"{n}.pdf") for n in range(2)))
    services.add_item(
        place.case.pk, kind="documentary", title="材料", source="现场", collected_on=ago(5).date(),
        files=[upload(f"{n}.pdf") for n in range(2)], by=place["handler"], at=ago(5),
    )  # fmt: skip
    assert services.check_waiting(at=ago(3), limit=2) == 2
    assert draft.files.filter(state="clean").count() == File.objects.filter(state="clean").count() == 1


def test_bytes_that_changed_are_not_lent_and_not_sent(place: Place) -> None:
    draft = hand_in(place, upload())
    services.check_waiting(at=ago(3))
    file = draft.files.get()
    path = Path(settings.MEDIA_ROOT) / file.key
    path.write_bytes(PDF.replace(b"%PDF", b"%PDX"))
    with refused(text="与上传时不一致"):
        read(place, file)
    with refused(text="与接收时不一致"):
        send(place, draft)


def test_only_what_a_draft_holds_is_looked_at_and_what_the_leader_looks_at_stays(place: Place) -> None:
    loose = services.begin_upload(name="录像.mp4", size=9, by=place[LIAISON], at=ago(5))
    draft = hand_in(place, upload())
    assert services.check_waiting(at=ago(3)) == 1
    with pytest.raises(Unseen):
        read(place, loose, LIAISON)
    file = draft.files.get()
    with refused(text="取回后才能修改"):
        services.drop_upload(file.pk, by=place[LIAISON], at=ago(2))
    services.take_back_draft(draft.pk, by=place[LIAISON], at=ago(2))
    drawn = Path(settings.MEDIA_ROOT) / file.previews.get().key
    assert drawn.exists()
    services.drop_upload(file.pk, by=place[LIAISON], at=ago(2))
    assert not drawn.exists() and not draft.files.exists()
