"""Pages that take a form about what an agency writes before it is sent, objects to, or is shown."""

from collections.abc import Iterator

from django.utils import timezone

from cases import services
from desk.demo.paths import DONE
from evidence import services as evidence
from evidence.drafting import Subject
from evidence.models import Draft
from tests.web.door import Door, Form
from tests.world import World


def doors(world: World) -> Iterator[Door]:
    """What is done to a draft that waits for the leader, to an objection, and to a report that others may read."""
    case = world.case("rectifying", title="另一驿站泄露收件人信息")
    mine, leader = world.respondent(case), world.yiwu_post_leader
    subject = Subject(Draft.Kind.OBJECTION, mine.pk, world.obligation(case).pk)
    draft = evidence.hand_in(subject, text="职责不清", by=world.yiwu_post_liaison, at=timezone.now())
    forms: dict[str, Form] = {
        "send": {"version": draft.version},
        "return": {"remark": "请补充"},
        "take-back": {},
        "drop": {},
    }
    for act, form in forms.items():
        yield Door("portal-draft-act", leader, {"draft_id": draft.pk, "act": act}, form)
    objected = services.raise_objection(mine.pk, text="有异议", by=leader, at=timezone.now())
    answer = {"upheld": "false", "answer": "经复核，理由不成立"}
    yield Door("objection-answer", world.yiwu_handler, {"objection_id": objected.pk}, answer)
    done = world.told(DONE).case
    sent, other = done.submissions.all()[0], done.respondents.all()
    ids = [row.pk for row in other if row.pk != sent.obligation.respondent_id]
    yield Door("submission-share", world.yiwu_handler, {"submission_id": sent.pk}, {"respondent_ids": ids})
