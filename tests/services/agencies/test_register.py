"""The register of agencies: entered and put right by the office of the area, each duty with the law it rests on."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from agencies import lists, selectors, services
from agencies.models import Agency, Duty
from audit.models import Entry
from tests.refusals import invalid, refused
from tests.world import World

BUREAU = {"name": "义乌市商务局", "short_name": "义乌市商务局", "kind": "other"}
DUTY = {"matter": "电商直播监督管理", "source_kind": "power_list", "basis": "", "source": "义乌市权力清单"}


def registered(world: World, **changes: Any) -> Agency:
    return services.register_agency(**{**BUREAU, **changes}, by=world.yiwu_head, at=world.now)


def test_an_agency_is_entered_in_the_own_area_with_its_people_s_group(world: World) -> None:
    above = world.agency("yiwu-mdc")
    agency = registered(world, superior_id=above.pk, address="江滨中路")
    assert (agency.area, agency.group.name, agency.superior) == (world.yiwu, "义乌市商务局", above)
    assert Entry.objects.filter(subject_id=agency.pk, label="登记行政机关").exists()
    with invalid("name"):
        registered(world)
    with invalid("area_id"):
        registered(world, name="金华某局", area_id=world.jinhua.pk)
    for stranger in (world.yiwu_assistant, world.yiwu_sysadmin, world.yiwu_post_liaison):
        with pytest.raises(PermissionDenied):
            services.register_agency(**BUREAU, by=stranger, at=world.now)


def test_only_the_office_of_the_area_puts_it_right(world: World) -> None:
    agency = registered(world)
    said = {**BUREAU, "name": "义乌市商务和经济局", "address": "新址"}
    changed = services.correct_agency(agency.pk, **said, by=world.yiwu_handler, at=world.now)
    assert Agency.objects.get(pk=changed.pk).group.name == "义乌市商务和经济局"
    entry = Entry.objects.get(subject_id=agency.pk, label="更正行政机关信息")
    assert entry.data["address"] == {"from": "", "to": "新址"}
    with refused(text="没有改动"):
        services.correct_agency(agency.pk, **said, by=world.yiwu_handler, at=world.now)
    for foreign in (world.dongyang_handler, world.jinhua_head, world.zhejiang_handler):
        with pytest.raises(PermissionDenied):
            services.correct_agency(agency.pk, **BUREAU, by=foreign, at=world.now)
    with pytest.raises(access.Unseen):
        services.correct_agency(agency.pk, **BUREAU, by=world.yiwu_post_liaison, at=world.now)


def test_nobody_stands_above_themselves(world: World) -> None:
    upper = registered(world)
    lower = registered(world, name="下级局", superior_id=upper.pk)
    with invalid("superior_id"):
        services.correct_agency(upper.pk, **BUREAU, superior_id=lower.pk, by=world.yiwu_handler, at=world.now)
    foreign = world.agency("dongyang-env").pk
    with invalid("superior_id"):
        services.correct_agency(
            lower.pk, **{**BUREAU, "name": "下级局"}, superior_id=foreign, by=world.yiwu_handler, at=world.now
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"source_kind": "statute"}, "basis"),
        ({"source_kind": "three_fixes", "source": ""}, "source"),
        ({"source_kind": "hearsay"}, "source_kind"),
        ({"matter": ""}, "matter"),
    ],
)
def test_a_duty_says_where_it_is_written(world: World, changes: dict[str, str], field: str) -> None:
    with invalid(field):
        services.add_duty(
            world.agency("yiwu-post").pk, **{**DUTY, **changes}, by=world.yiwu_handler, at=world.now
        )


def test_a_duty_is_put_right_and_taken_out_with_its_words_on_record(world: World) -> None:
    agency = world.agency("yiwu-post")
    duty = services.add_duty(agency.pk, **DUTY, by=world.yiwu_handler, at=world.now)
    with invalid("matter"):
        services.add_duty(agency.pk, **DUTY, by=world.yiwu_handler, at=world.now)
    better = {**DUTY, "basis": "《网络直播营销管理办法》第四条"}
    services.correct_duty(duty.pk, **better, by=world.yiwu_casemgr, at=world.now)
    with pytest.raises(PermissionDenied):
        services.remove_duty(duty.pk, reason="", by=world.dongyang_handler, at=world.now)
    services.remove_duty(duty.pk, reason="办法已修改", by=world.yiwu_handler, at=world.now)
    assert not Duty.objects.filter(pk=duty.pk).exists()
    entry = Entry.objects.get(label="删除监管职责：电商直播监督管理")
    assert entry.data["basis"] == "《网络直播营销管理办法》第四条"


def listed(world: World, **wanted: Any) -> list[str]:
    found = lists.agencies(by=world.yiwu_handler, at=world.now, wanted=wanted)
    return [line.agency.short_name for line in found.lines]


def test_the_list_goes_by_area_with_what_lies_below(world: World) -> None:
    assert len(listed(world, area=world.yiwu.pk)) == 5
    below = listed(world, area=world.jinhua.pk)
    assert len(below) == len(Agency.objects.filter(selectors.within(world.jinhua.pk))) > 5
    assert listed(world, level="municipal", area=world.yiwu.pk) == []
    assert listed(world, area=world.yiwu.pk, kind="post") == ["义乌市邮政管理局"]
    assert listed(world, area=world.yiwu.pk, text="隐私面单") == ["义乌市市场监管局", "义乌市邮政管理局"]
    assert listed(world, area=world.yiwu.pk, text="隐私面单 邮政") == ["义乌市邮政管理局"]
