"""What was queued is looked at again when it leaves: nobody is written to who was shut out or may no longer see."""

from datetime import date

from django.core import mail

from accounts.models import Post, User
from audit.models import Outbox
from deadlines import services
from tests.services.deadlines.chased import due
from tests.services.deadlines.conftest import Place, moment

MORNING, LATER = moment("2026-11-25", 9), moment("2026-11-25", 10)


def to(user: User) -> list[str]:
    return [str(message.body) for message in mail.outbox if message.to == [user.email]]


def test_a_digest_leaves_out_what_the_person_may_no_longer_see(place: Place) -> None:
    due(place)
    services.sweep(at=MORNING)
    Post.objects.filter(user=place.liaison).update(ends_on=date(2026, 11, 24))
    services.deliver(at=LATER)
    assert Outbox.objects.filter(payload__user=place.liaison.pk, topic="digest").exists()
    assert not to(place.liaison)


def test_a_digest_still_reaches_who_may_see(place: Place) -> None:
    due(place)
    services.sweep(at=MORNING)
    services.deliver(at=LATER)
    assert len(to(place.liaison)) == 1


def test_letters_to_somebody_shut_out_meanwhile_do_not_leave(place: Place) -> None:
    services.notify([place.handler, place.head], title="有新进展", key="k", at=MORNING)
    User.objects.filter(pk=place.handler.pk).update(is_active=False)
    services.deliver(at=LATER)
    assert not to(place.handler) and len(to(place.head)) == 1


def test_letters_to_somebody_whose_posts_have_ended_do_not_leave(place: Place) -> None:
    services.notify([place.handler, place.head], title="有新进展", key="k", at=MORNING)
    Post.objects.filter(user=place.handler).update(ends_on=date(2026, 11, 24))
    services.deliver(at=LATER)
    assert not to(place.handler) and len(to(place.head)) == 1


def test_a_sweep_reaches_nobody_whose_post_or_standing_in_is_over(place: Place) -> None:
    """F21: who was to be chased is found when it is swept, not when the clock was started."""
    due(place)
    Post.objects.filter(user=place.liaison).update(ends_on=date(2026, 11, 24))
    services.sweep(at=MORNING)
    assert not place.liaison.notices.exists()


def test_a_digest_tells_who_stood_in_nothing_once_that_is_over(place: Place) -> None:
    """F21: a delegation is a dated post; what was queued while it ran is looked at again by the posts of the moment."""
    post = Post.objects.create(
        user=place.stranger,
        post="head",
        office=place.office,
        acting_for=place.head,
        starts_on=date(2026, 11, 1),
    )
    due(place, date(2026, 11, 20))
    services.sweep(at=MORNING)
    assert Outbox.objects.filter(payload__user=place.stranger.pk, topic="digest").exists()
    post.ends_on = date(2026, 11, 24)
    post.save()
    services.deliver(at=LATER)
    assert not to(place.stranger) and to(place.head)
