"""Doors of the registers: agencies, enterprises, people and their posts."""

from collections.abc import Iterator

from django_otp.oath import totp

from accounts import services as accounts
from accounts.models import Procuratorate, User
from tests.access.rows import registered
from tests.web.door import Door, Form, day
from tests.world import World


def register_doors(world: World) -> Iterator[Door]:
    """The registers: agencies, duties, people who are invited; enterprises and associations."""
    handler, ids = world.yiwu_handler, registered(world)
    agency = {"agency_id": world.agency("yiwu-post").pk}
    names = {
        "name": "义乌市商务局",
        "short_name": "义乌商务局",
        "kind": "other",
        "address": "某路",
        "superior_id": "",
    }
    duty = {"matter": "寄递安全", "source_kind": "power_list", "basis": "某条例第一条", "source": "某清单"}
    yield Door("agency-new", handler, {}, names | {"leader_confirms": "on"})
    yield Door("agency-edit", handler, agency, names)
    yield Door("agency-duty-new", handler, agency, duty)
    written = {"duty_id": ids["duty_id"]}
    yield Door("agency-duty-edit", handler, written, duty)
    yield Door("agency-duty-remove", handler, written, {"reason": "法律已修改"})
    someone = {"post": "liaison", "name": "新联络员", "email": "new@yisu.invalid", "ends_on": day(90)}
    yield Door("agency-invite", handler, agency, someone)
    yield Door("agency-post-end", handler, {"agency_post_id": ids["agency_post_id"]}, {"ends_on": day(3)})
    yield Door("invitation-revoke", handler, {"invitation_id": ids["invitation_id"]}, {})
    enterprise = {"enterprise_id": ids["enterprise_id"]}
    profile = {"name": "另一云仓", "credit_code": "91330782MA2FW6C4NP", "sector": "云仓", "scale": "small",
               "personal_data_volume": "120", "protection_level": "2", "systems": "某系统", "supervisor_id": ""}  # fmt: skip
    yield Door("enterprise-new", handler, {}, profile)
    yield Door("enterprise-edit", handler, enterprise, profile)
    leak = {"on": day(-9), "kind": "insider", "records": "900", "note": "导出"}
    yield Door("incident-new", handler, enterprise, leak)
    body = {"name": "另一协会", "sector": "电商", "founded_on": day(-900), "members": "12", "guided_by_id": "",
            "rules": "公约"}  # fmt: skip
    yield Door("association-new", handler, {}, body)
    yield Door("association-edit", handler, {"association_id": ids["association_id"]}, body)


def people_doors(world: World) -> Iterator[Door]:
    """People, posts, and the second factor."""
    system, security, clerk = world.yiwu_sysadmin, world.yiwu_secadmin, world.yiwu_clerk
    User.objects.filter(pk=clerk.pk).update(email="clerk@yisu.invalid")
    new = {"name": "新来的", "username": "yiwu.new", "email": "new@yisu.invalid", "phone": "电话"}
    yield Door("person-new", system, {}, new | {"office_id": str(world.yiwu.pk)})
    acts: dict[str, Form] = {"disable": {"reason": "调离"}, "link": {}, "sessions": {},
                             "correct": {"name": "新名", "email": "other@yisu.invalid", "phone": "电话"}}  # fmt: skip
    for act, form in acts.items():
        yield Door("person-act", system, {"user_id": clerk.pk, "act": act}, form)
    post = {"post": "assistant", "starts_on": day(1), "ends_on": day(9), "clearance": "2"}
    yield Door("post-new", security, {"user_id": clerk.pk}, post)
    held = {"post_id": clerk.posts.get(post="clerk").pk}
    yield Door("post-clearance", security, held, {"clearance": "3"})
    yield Door("post-end", security, held, {})
    yield Door("factor-rules", security, {}, {"posts": ["chief"]})
    passwords = {
        "old_password": "yisu-demo",
        "new_password1": "rather-long-2026",
        "new_password2": "rather-long-2026",
    }
    yield Door("password", clerk, {}, passwords)
    coming = world.ningbo_clerk
    Procuratorate.objects.filter(pk=world.ningbo.pk).update(second_factor={"clerk": True})
    phone = accounts.begin_setup(by=coming)
    yield Door("second-factor", coming, {}, {"code": lambda: f"{totp(phone.bin_key):06d}"})
