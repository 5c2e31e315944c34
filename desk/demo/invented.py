"""The invented matters, played as one history: what happened earlier is done earlier, so that numbers follow dates."""

from datetime import datetime

from desk.demo import invented_clues, invented_ended, invented_far, invented_open
from desk.demo.clock import Clock
from desk.demo.people import Cast
from desk.demo.steps import steps_of
from desk.demo.story import Story

ROWS = (*invented_ended.ROWS, *invented_open.ROWS, *invented_far.ROWS, *invented_clues.ROWS)


def play(cast: Cast, *, at: datetime) -> None:
    """Tell all stories at once, day by day, up to `at`."""
    stories = [(Story(cast, matter, Clock(at)), script) for matter, script in ROWS]
    history = [
        (days, story, name, word) for story, script in stories for days, name, word in steps_of(script)
    ]
    for days, story, name, word in sorted(history, key=lambda step: -step[0]):
        story.take(days, name, word)
