"""For which agency somebody acts is asked of the day here, not of the day in Greenwich."""

from datetime import date, datetime

from accounts.models import Post
from agencies import selectors
from tests.world import World

LAST = date(2026, 11, 20)
LAST_EVENING = datetime.fromisoformat("2026-11-20T23:30:00+08:00")
JUST_AFTER = datetime.fromisoformat("2026-11-20T16:30:00+00:00")  # half past midnight on the 21st here


def test_a_post_ends_at_midnight_here(world: World) -> None:
    liaison = world.yiwu_post_liaison
    Post.objects.filter(user=liaison).update(ends_on=LAST)
    assert selectors.agencies_of(by=world.fresh(liaison), at=LAST_EVENING) == [world.agency("yiwu-post")]
    assert selectors.agencies_of(by=world.fresh(liaison), at=JUST_AFTER) == []
