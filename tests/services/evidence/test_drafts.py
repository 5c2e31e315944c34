"""What an agency writes is saved as typed, seen by its leader first, and sent once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from accounts.models import Post
from agencies.models import Agency
from audit.flow import Refused, Stale
from cases.models import Objection, Reply, Submission
from deadlines.models import Deadline, Notice
from evidence import services
from evidence.drafting import Subject
from evidence.models import Draft
from tests.refusals import invalid, refused
from tests.web.portal.place import Place, ago

LIAISON, LEADER = "post.liaison", "post.leader"


def report(place: Place) -> Subject:
    return Subject(Draft.Kind.REPORT, place.respondent.pk, place.obligation.pk)


def reply(place: Place) -> Subject:
    return Subject(Draft.Kind.REPLY, place.respondent.pk)


def objection(place: Place, obligation_id: int | None = None) -> Subject:
    return Subject(Draft.Kind.OBJECTION, place.respondent.pk, obligation_id)


def save(place: Place, text: str, version: int | None = 0, who: str = LIAISON, **more: Any) -> Draft:
    return services.save_draft(report(place), text=text, version=version, by=place[who], at=ago(3), **more)


def hand_in(place: Place, subject: Subject | None = None, who: str = LIAISON, **more: Any) -> Draft:
    said = {"text": "已推广隐私面单", "by": place[who], "at": ago(2), **more}
    return services.hand_in(subject or report(place), **said)


def no_leader(place: Place) -> None:
    Post.objects.filter(group=place.agency.group, post="leader").update(ends_on=ago(30).date())


def told(place: Place, who: str) -> list[str]:
    return list(
        Notice.objects.filter(user=place[who], url__contains="/drafts/").values_list("title", flat=True)
    )


def test_what_is_typed_is_saved_whatever_it_is(place: Place) -> None:
    pk = str(place.obligation.indicators.get().pk)
    first = save(place, "已推", values={pk: "九成"})
    second = save(place, "已推广", version=first.version, values={pk: "91.2"})
    assert (second.pk, second.version, second.text, second.values) == (first.pk, 2, "已推广", {pk: "91.2"})
    assert not Submission.objects.exists() and place.obligation.state == "open"
    assert save(place, "已推广", version=0, values={pk: "91.2"}).version == 2, (
        "the same said again is no change"
    )


def test_of_two_who_write_at_once_nobody_loses_a_word(place: Place) -> None:
    save(place, "甲写的")
    with pytest.raises(Stale):
        save(place, "乙写的", version=0, who=LEADER)
    with pytest.raises(Stale):
        hand_in(place, who=LEADER)  # not even without saying what was seen
    assert Draft.objects.get().text == "甲写的"
    assert save(place, "合在一起", version=1, who=LEADER).written_by == place[LEADER]


def test_the_leader_confirms_and_both_names_stay_on_record(place: Place) -> None:
    pk = place.obligation.indicators.get().pk
    draft = hand_in(place, values={str(pk): "91.2"})
    assert (draft.state, draft.offered_by) == ("offered", place[LIAISON])
    assert not Submission.objects.exists() and told(place, LEADER) == ["待您确认报送：整改报告"]
    sent = services.send_draft(draft.pk, version=draft.version, by=place[LEADER], at=ago(1)).submission
    assert sent is not None
    assert (sent.written_by, sent.sent_by, sent.sent_at) == (place[LIAISON], place[LEADER], ago(1))
    assert sent.indicator_values.get().value == Decimal("91.2")
    assert place.obligation.state == "submitted" and "领导已确认报送：整改报告" in told(place, LIAISON)
    with refused(text="不能报送"):
        services.send_draft(draft.pk, by=place[LEADER], at=ago(1))
    assert Submission.objects.count() == 1


def test_the_leader_gives_it_back_with_a_remark_and_the_liaison_mends_it(place: Place) -> None:
    draft = hand_in(place)
    with invalid("remark"):
        services.return_draft(draft.pk, remark=" ", by=place[LEADER], at=ago(2))
    with pytest.raises(PermissionDenied):
        services.return_draft(draft.pk, remark="自己退回", by=place[LIAISON], at=ago(2))
    back = services.return_draft(draft.pk, remark="请补充数据来源", by=place[LEADER], at=ago(2))
    assert (back.state, back.remark) == ("writing", "请补充数据来源")
    assert "领导退回修改：整改报告" in told(place, LIAISON)
    again = hand_in(place, text="已补充数据来源", version=back.version)
    assert (again.pk, again.state, again.remark) == (draft.pk, "offered", "")


def test_while_the_leader_looks_nobody_changes_it_save_by_taking_it_back(place: Place) -> None:
    draft = hand_in(place)
    with refused(text="取回后才能修改"):
        save(place, "再改一下", version=draft.version)
    services.take_back_draft(draft.pk, by=place[LIAISON], at=ago(1))
    with pytest.raises(Refused):
        services.take_back_draft(draft.pk, by=place[LIAISON], at=ago(1))
    draft.refresh_from_db()
    save(place, "再改一下", version=draft.version)
    with pytest.raises(Stale):
        services.send_draft(draft.pk, version=draft.version, by=place[LEADER], at=ago(1))


def test_the_liaison_sends_only_where_no_leader_confirms(place: Place) -> None:
    draft = hand_in(place)
    with refused(text="由分管领导确认后报送"):
        services.send_draft(draft.pk, by=place[LIAISON], at=ago(1))
    no_leader(place)
    assert services.send_draft(draft.pk, by=place[LIAISON], at=ago(1)).state == "sent"
    other = Subject(Draft.Kind.REPLY, place.respondent.pk)
    assert hand_in(place, other).state == "sent"


def test_an_agency_may_do_without_the_leaders_word(place: Place) -> None:
    Agency.objects.filter(pk=place.agency.pk).update(leader_confirms=False)
    sent = hand_in(place)
    assert sent.state == "sent" and sent.submission is not None
    assert sent.submission.written_by == sent.submission.sent_by == place[LIAISON]


def test_the_leader_writes_and_sends_alone(place: Place) -> None:
    assert hand_in(place, who=LEADER).state == "sent"


def test_a_reply_counts_from_the_day_on_which_it_is_sent(place: Place) -> None:
    draft = hand_in(place, reply(place), at=ago(9))
    assert Deadline.objects.get(respondent=place.respondent, rule="T08").state == "open"
    services.send_draft(draft.pk, by=place[LEADER], at=ago(1))
    sent = Reply.objects.get()
    assert (sent.received_on, sent.written_by, sent.by) == (ago(1).date(), place[LIAISON], place[LEADER])
    assert Deadline.objects.get(respondent=place.respondent, rule="T08").state == "met"


def test_figures_that_are_none_are_not_put_before_the_leader(place: Place) -> None:
    pk = place.obligation.indicators.get().pk
    with invalid(f"value_{pk}"):
        hand_in(place, values={str(pk): "九成"})
    assert not Draft.objects.filter(state="offered").exists()


def test_what_can_no_longer_be_sent_is_neither_offered_nor_begun(place: Place) -> None:
    services.receive_submission(place.obligation.pk, text="一", by=place[LEADER], at=ago(4))
    with refused(text="不能提交整改材料"):
        save(place, "二")
    with refused(text="不能提交整改材料"):
        hand_in(place)


def test_one_draft_on_one_thing_and_a_dropped_one_makes_room(place: Place) -> None:
    first = save(place, "一")
    services.drop_draft(first.pk, by=place[LIAISON], at=ago(2))
    with pytest.raises(Stale):
        save(place, "二", version=first.version)
    second = save(place, "二")
    assert second.pk != first.pk
    first.refresh_from_db()
    assert (first.state, first.closed_by) == ("dropped", place[LIAISON])
    with refused(text="不能报送"):
        services.send_draft(first.pk, by=place[LEADER], at=ago(2))


def test_another_agency_finds_no_draft_and_opens_none(place: Place) -> None:
    draft = hand_in(place)
    stranger = place["cac.leader"]
    for verb in (services.send_draft, services.take_back_draft, services.drop_draft):
        with pytest.raises(Unseen):
            verb(draft.pk, by=stranger, at=ago(1))
    for subject in (report(place), reply(place), objection(place), objection(place, place.obligation.pk)):
        with pytest.raises(Unseen):
            services.save_draft(subject, text="冒充", by=stranger, at=ago(1))
    mixed = Subject(Draft.Kind.OBJECTION, place.respondent.pk, place.made["others"])
    with pytest.raises(Unseen):
        services.save_draft(mixed, text="冒充", by=place[LIAISON], at=ago(1))


def test_the_handler_writes_no_draft_for_an_agency(place: Place) -> None:
    with pytest.raises(Unseen):
        services.save_draft(reply(place), text="代写", by=place["handler"], at=ago(1))


def test_an_objection_goes_the_same_way(place: Place) -> None:
    draft = hand_in(place, objection(place, place.obligation.pk), text="该点位不属于本局职责")
    services.send_draft(draft.pk, by=place[LEADER], at=ago(1))
    raised = Objection.objects.get()
    assert (raised.obligation, raised.written_by, raised.raised_by) == (
        place.obligation, place[LIAISON], place[LEADER],
    )  # fmt: skip
    assert raised.raised_at - timedelta(0) == ago(1)
