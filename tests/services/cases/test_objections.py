"""An agency objects, the procuratorate reviews and answers; no clock stops."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.access import Unseen
from cases import services
from cases.models import Objection
from deadlines.models import Deadline, Notice
from tests.refusals import invalid, refused
from tests.web.portal.place import Place, ago, build, rectifying


@pytest.fixture
def place(db: None) -> Place:
    return rectifying()


def raised(place: Place, who: str = "post.leader", **more: object) -> Objection:
    said = {"text": "事实有出入，请复核", "by": place[who], "at": ago(3), **more}
    return services.raise_objection(place.respondent.pk, **said)


def answered(place: Place, objection: Objection, who: str = "handler", **more: object) -> Objection:
    said = {"upheld": False, "answer": "经复核，事实清楚", "by": place[who], "at": ago(2), **more}
    return services.answer_objection(objection.pk, **said)


def test_the_handler_is_told_and_no_clock_stops(place: Place) -> None:
    before = list(Deadline.objects.order_by("pk").values_list("pk", "state", "due_on"))
    objection = raised(place)
    assert (objection.state, objection.obligation) == ("raised", None)
    [notice] = Notice.objects.filter(user=place["handler"], url=f"/objections/{objection.pk}/")
    assert "提出异议" in notice.title
    assert list(Deadline.objects.order_by("pk").values_list("pk", "state", "due_on")) == before


@pytest.mark.parametrize(("upheld", "state"), [(True, "upheld"), (False, "rejected")])
def test_it_is_answered_once_with_reasons(place: Place, upheld: bool, state: str) -> None:
    objection = raised(place)
    with invalid("answer"):
        answered(place, objection, answer=" ")
    done = answered(place, objection, upheld=upheld)
    assert (done.state, done.answer, done.answered_by) == (state, "经复核，事实清楚", place["handler"])
    for who in ("post.liaison", "post.leader"):
        assert Notice.objects.filter(user=place[who], url=f"/portal/objections/{done.pk}/").exists()
    with refused():
        answered(place, objection)


def test_a_second_one_waits_for_the_first_but_one_on_an_obligation_does_not(place: Place) -> None:
    first = raised(place)
    with refused("建议规定第二十三条", "正在复核"):
        raised(place)
    raised(place, obligation_id=place.obligation.pk)
    answered(place, first)
    raised(place)


def test_who_may_not(place: Place) -> None:
    with invalid("text"):
        raised(place, text="  ")
    for who in ("cac.leader",):
        with pytest.raises(Unseen):
            raised(place, who)
    with pytest.raises(PermissionDenied):
        raised(place, "handler")
    with pytest.raises(Unseen):
        raised(place, obligation_id=place.made["others"])
    objection = raised(place)
    for who in ("chief", "assistant", "post.leader"):
        with pytest.raises(PermissionDenied):
            answered(place, objection, who)
    with pytest.raises(Unseen):
        answered(place, objection, "cac.leader")


def test_nothing_to_object_to_before_the_recommendation_was_served(db: None) -> None:
    with refused("办案规则第七十六条", "尚未送达"):
        raised(build())
