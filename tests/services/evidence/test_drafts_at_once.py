"""Two people of one agency at the same moment, each on a connection of their own: one wins, the other is told."""

from typing import Any

import pytest

from cases.models import Objection, Submission
from deadlines.models import Notice
from evidence import services
from evidence.drafting import Subject
from evidence.models import Draft
from tests.services.cases.test_at_once import at_once
from tests.world import World

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_draft_is_opened_confirmed_and_returned_once(world: World) -> None:
    case = world.case("rectifying")
    obligation, mine = world.obligation(case), world.respondent(case)
    liaison, leader, at = world.yiwu_post_liaison, world.yiwu_post_leader, world.now
    report = Subject(Draft.Kind.REPORT, mine.pk, obligation.pk)

    def save(text: str) -> Any:
        return lambda: services.save_draft(report, text=text, version=0, by=liaison, at=at)

    opened = at_once([save("甲写的"), save("乙写的")])
    assert opened == {"done": 1, "Stale": 1}
    assert Draft.objects.get().text in ("甲写的", "乙写的")

    draft = services.hand_in(report, text="定稿", version=1, by=liaison, at=at)
    seen = draft.version

    def send() -> Any:
        return services.send_draft(draft.pk, version=seen, by=leader, at=at)

    def give_back() -> Any:
        return services.return_draft(draft.pk, remark="再改", by=leader, at=at)

    ended = at_once([send, send, give_back])
    assert ended["done"] == 1 and sum(ended.values()) == 3
    draft.refresh_from_db()
    assert Submission.objects.filter(obligation=obligation).count() == (draft.state == "sent")

    def raise_it() -> Any:
        subject = Subject(Draft.Kind.OBJECTION, mine.pk)
        return services.hand_in(subject, text="有异议", version=0, by=leader, at=at)

    assert at_once([raise_it, raise_it])["done"] == 1
    assert Objection.objects.count() == 1
    assert Notice.objects.filter(url=f"/objections/{Objection.objects.get().pk}/").count() == 1
