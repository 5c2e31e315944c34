"""The registers of enterprises and associations: profile, band of personal data, what leaked."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from accounts import access
from agencies import bands, lists, services
from agencies.models import Enterprise
from audit.flow import day
from audit.models import Entry
from tests.refusals import invalid, refused
from tests.world import World

CODE = "91330782MA2FW6C4NP"
FIRM: dict[str, Any] = {"name": "某云仓", "sector": "电商云仓", "scale": "small"}


def registered(world: World, **changes: Any) -> Enterprise:
    return services.register_enterprise(**{**FIRM, **changes}, by=world.yiwu_assistant, at=world.now)


def test_an_enterprise_is_entered_and_put_right(world: World) -> None:
    supervisor = world.agency("yiwu-mdc")
    firm = registered(world, credit_code=CODE.lower(), personal_data_volume=99, supervisor_id=supervisor.pk)
    assert (firm.area, firm.credit_code, firm.supervisor) == (world.yiwu, CODE, supervisor)
    with invalid("name"):
        registered(world)
    with invalid("credit_code"):
        registered(world, name="另一云仓", credit_code=CODE)
    for wrong in ("91330782MA2FW6C4N1", "１" * 18, "9133"):
        with invalid("credit_code"):
            registered(world, name="另一云仓", credit_code=wrong)
    said = {**FIRM, "credit_code": CODE, "personal_data_volume": 100}
    services.correct_enterprise(firm.pk, **said, by=world.yiwu_handler, at=world.now)
    entry = Entry.objects.get(label="更正企业信息")
    assert entry.data["personal_data_volume"] == {"from": "99", "to": "100"}
    with refused(text="没有改动"):
        services.correct_enterprise(firm.pk, **said, by=world.yiwu_handler, at=world.now)
    with pytest.raises(PermissionDenied):
        services.correct_enterprise(firm.pk, **said, by=world.dongyang_handler, at=world.now)
    with pytest.raises(access.Unseen):
        services.correct_enterprise(firm.pk, **said, by=world.yiwu_post_liaison, at=world.now)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"scale": "giant"}, "scale"),
        ({"protection_level": 6}, "protection_level"),
        ({"name": "名" * 101}, "name"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(world: World, changes: dict[str, Any], field: str) -> None:
    with invalid(field):
        registered(world, **changes)


def test_a_leak_is_written_down_and_not_of_a_day_to_come(world: World) -> None:
    firm = registered(world)
    leak = {"kind": "break_in", "records": 4000, "note": "撬锁进入，装入远控"}
    services.add_incident(firm.pk, on=day(world.ago(3)), **leak, by=world.yiwu_handler, at=world.now)
    with invalid("on"):
        tomorrow = day(world.now) + timedelta(days=1)
        services.add_incident(firm.pk, on=tomorrow, **leak, by=world.yiwu_handler, at=world.now)
    found = lists.enterprises(by=world.zhejiang_handler, at=world.now, wanted={"band": "none"})
    assert [(line.enterprise, line.incidents, line.band) for line in found.lines] == [(firm, 1, None)]


def test_bands_ask_more_of_those_who_handle_more(settings: Any) -> None:
    assert [band.label for band in bands.bands()] == [
        "不足10万条",
        "10万—100万条",
        "100万—1000万条",
        "1000万条以上",
    ]
    few, most = bands.band_of(0), bands.band_of(1000)
    assert few and most and bands.band_of(None) is None
    assert set(few.asked) < set(most.asked)
    many = bands.band_of(100)
    assert many and any("第五十二条" in one.source and one.open for one in many.asked)
    settings.PERSONAL_DATA_BANDS = (1, 2, 3)
    assert (bands.band_of(2) or few).name == "many"


def test_the_list_is_narrowed(world: World) -> None:
    big = registered(world, name="大平台", scale="large", personal_data_volume=5200, protection_level=3)
    registered(world, personal_data_volume=50)

    def found(**wanted: Any) -> list[Enterprise]:
        lines = lists.enterprises(by=world.yiwu_clerk, at=world.now, wanted=wanted).lines
        return [line.enterprise for line in lines]

    for wanted in ({"band": "most"}, {"scale": "large"}, {"protection": "3"}, {"text": "平台"}):
        assert found(**wanted) == [big], wanted
    assert len(found(sector="云仓", area=world.yiwu.pk)) == 2
    assert found(area=world.dongyang.pk) == []


def test_an_association_is_entered_and_put_right(world: World) -> None:
    body: dict[str, Any] = {
        "name": "某协会",
        "sector": "电商",
        "founded_on": day(world.ago(400)),
        "members": 60,
    }
    made = services.register_association(**body, by=world.yiwu_handler, at=world.now)
    with invalid("founded_on"):
        later = {**body, "name": "另一协会", "founded_on": day(world.now) + timedelta(days=1)}
        services.register_association(**later, by=world.yiwu_handler, at=world.now)
    services.correct_association(made.pk, **body, rules="倡议", by=world.yiwu_handler, at=world.now)
    with pytest.raises(PermissionDenied):
        services.correct_association(made.pk, **body, by=world.jinhua_handler, at=world.now)
    with pytest.raises(PermissionDenied):
        services.register_association(**body, by=world.yiwu_clerk, at=world.now)
