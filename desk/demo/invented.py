"""The invented matters, played as one history: what happened earlier is done earlier, so that numbers follow dates."""

from datetime import datetime

from deadlines import services as deadlines
from desk.demo import invented_clues, invented_ended, invented_far, invented_open
from desk.demo.clock import Clock
from desk.demo.people import Cast
from desk.demo.steps import steps_of
from desk.demo.story import Story

UNREAD = 5
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
    _read_all(cast, at=Clock(at).ago(UNREAD))
    for days, story, name, word in history:
        if days < UNREAD:
            story.take(days, name, word)


def _read_all(cast: Cast, *, at: datetime) -> None:
    """Everybody has read what came in until then; only the last days' notices are new."""
    for user in cast.users.values():
        deadlines.mark_all_read(by=user, at=at)
