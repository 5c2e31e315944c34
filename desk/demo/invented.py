"""The invented matters, played as one history: what happened earlier is done earlier, so that numbers follow dates."""

from datetime import datetime

from cases import services as cases
from cases.between import RecordState
from cases.models import RecordUp
from deadlines import services as deadlines
from desk.demo import invented_clues, invented_ended, invented_far, invented_open
from desk.demo.clock import Clock
from desk.demo.people import Cast
from desk.demo.steps import steps_of
from desk.demo.story import Story

UNREAD = 5
QUESTIONED = "建议内容第二项较为笼统，请与行政机关明确整改标准和完成时间。"
ROWS = (*invented_ended.ROWS, *invented_open.ROWS, *invented_far.ROWS, *invented_clues.ROWS)


def play(cast: Cast, *, at: datetime) -> None:
    """Tell all stories at once, day by day, up to `at`."""
    stories = [(Story(cast, matter, Clock(at)), script) for matter, script in ROWS]
    history = [
        (days, story, name, word) for story, script in stories for days, name, word in steps_of(script)
    ]
    history.sort(key=lambda step: -step[0])
    for days, story, name, word in history:
        if days >= UNREAD:
            story.take(days, name, word)
    _take_in(cast, at=Clock(at).ago(UNREAD))
    _read_all(cast, at=Clock(at).ago(UNREAD))
    for days, story, name, word in history:
        if days < UNREAD:
            story.take(days, name, word)


def _take_in(cast: Cast, *, at: datetime) -> None:
    """The offices above have taken in what was recorded with them, save the newest; one record they question."""
    slugs = {office.pk: slug for slug, office in cast.offices.items()}
    waiting = list(RecordUp.objects.filter(state=RecordState.SENT).order_by("sent_on", "id"))
    for n, found in enumerate(waiting[:-UNREAD]):
        remark = QUESTIONED if n == 0 else ""
        by = cast.of(slugs[found.office_id], "casemgr")
        cases.receive_record(found.pk, remark=remark, by=by, at=at)


def _read_all(cast: Cast, *, at: datetime) -> None:
    """Everybody has read what came in until then; only the last days' notices are new."""
    for user in cast.users.values():
        deadlines.mark_all_read(by=user, at=at)
