"""Standing in, on pages: given by the chief, found in the delegate's inbox, ended."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Post
from cases import services
from tests.web.decisions.test_decision_page import asked
from tests.web.people import cost, page, send
from tests.world import World

URL = "/delegations/"


@pytest.fixture
def deputy(world: World) -> Post:
    """A procurator of Yiwu with no request of their own."""
    return Post.objects.create(
        user=world.yiwu_clerk, post="handler", office=world.yiwu, starts_on=world.ago(90).date()
    )


def test_from_the_form_to_the_opinion_with_both_names(world: World, deputy: Post) -> None:
    decision = asked(world)
    services.approve(decision.pk, by=world.yiwu_head, at=world.now)
    today = timezone.localdate()
    post = Post.objects.get(user=world.yiwu_chief, post="chief")
    form = {
        "post_id": post.pk,
        "user_id": deputy.user_id,
        "starts_on": today,
        "ends_on": today + timedelta(days=3),
    }
    assert "委托的事由" in page(world.yiwu_chief, f"{URL}new/")
    assert send(world.yiwu_chief, f"{URL}new/", **form, reason="外出学习") == URL
    held = page(world.yiwu_clerk, URL)
    assert "代行中" in held and "外出学习" in held and str(world.yiwu_chief) in held
    url = f"/decisions/{decision.pk}/"
    assert "1 件等您审批" in page(world.yiwu_clerk, "/decisions/")
    assert f"您代行{world.yiwu_chief}" in page(world.yiwu_clerk, url)
    send(world.yiwu_clerk, f"{url}approve/", text="同意")
    both = f"{world.yiwu_chief}（检察长），由{world.yiwu_clerk}代行"
    assert both in page(world.yiwu_handler, url)
    paper = decision.clue.cases.get().documents.get(kind="filing")
    assert both in page(world.yiwu_handler, f"/documents/{paper.pk}/")


def test_it_is_ended_and_the_next_page_no_longer_decides(world: World, deputy: Post) -> None:
    decision = asked(world)
    services.approve(decision.pk, by=world.yiwu_head, at=world.now)
    made = Post.objects.create(
        user=world.yiwu_clerk, post="chief", office=world.yiwu, acting_for=world.yiwu_chief,
        starts_on=world.ago(2).date(), ends_on=world.now.date(),
    )  # fmt: skip
    url = f"/decisions/{decision.pk}/"
    assert "您的意见" in page(world.yiwu_clerk, url)
    send(world.yiwu_chief, f"{URL}{made.pk}/end/")
    said = page(world.yiwu_clerk, url)
    assert "您的意见" not in said and "不在有效期内" in said
    assert "不在有效期内" in send(world.yiwu_clerk, f"{url}approve/", 409)


def test_who_gives_who_only_looks_and_who_finds_nothing(world: World) -> None:
    page(world.yiwu_handler, f"{URL}new/", 403)
    page(world.yiwu_sysadmin, URL, 403)
    for url in (URL, f"{URL}new/"):
        page(world.yiwu_post_liaison, url, 404)
    assert "您没有代行他人职务" in page(world.yiwu_handler, URL)
    assert cost(world.yiwu_chief, URL) <= 12
