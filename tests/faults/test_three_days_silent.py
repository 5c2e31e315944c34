"""Nobody sweeps for three days. Then each person gets one mail, with everything in it that came due meanwhile."""

from collections import defaultdict
from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit.models import Outbox
from deadlines.models import Deadline, Reminder
from tests.faults.parts import Site, handlers, make_house, until
from tests.services.deadlines.conftest import Place

EACH = 40
RUNGS = (-7, -3, -1, 0, 1, 3, 7)


def clocks(house: Place, people: list[int]) -> list[Deadline]:
    """Statutory clocks of handlers and of an agency; each has passed one or more rungs in the three days."""
    now = timezone.now()
    today = timezone.localdate(now)

    def one(number: int, rule: str, due: date, **duty: object) -> Deadline:
        return Deadline(
            rule=rule, rule_set="2021", case=house.case, title=f"事项{number} · 期限", started_on=due - timedelta(days=60),
            due_on=due, duty_office=house.office, state="open", created_at=now,
            next_check=now - timedelta(days=3) + timedelta(minutes=number), **duty,
        )  # fmt: skip

    rows = [
        one(number, "T10", today - timedelta(days=RUNGS[number % 7]), duty_user_id=person)
        for number, person in enumerate(person for person in people for _ in range(EACH))
    ]
    group = house.agency.group
    rows += [
        one(number, "T08", today - timedelta(days=rung), duty_group=group, duty_user=house.handler)
        for number, rung in enumerate(RUNGS)
    ]
    return Deadline.objects.bulk_create(rows)


@pytest.mark.slow
def test_after_three_silent_days_each_person_gets_one_mail_with_everything(site: Site) -> None:
    house = make_house()
    people = handlers(house, 30)
    made = clocks(house, people)
    site.worker(FAULT_DIGEST_DELAY="4")
    site.beat()
    until(lambda: not Deadline.objects.filter(next_check__lte=timezone.now()).exists())
    until(lambda: not Outbox.objects.filter(sent_at=None).exists())

    owed: defaultdict[str, set[int]] = defaultdict(set)
    for address, pk in Reminder.objects.values_list("recipient__email", "deadline"):
        owed[address].add(pk)
    assert Reminder.objects.count() == sum(map(len, owed.values())), (
        "somebody was reminded of two rungs of one clock"
    )
    assert set().union(*owed.values()) == {row.pk for row in made}
    everybody = {
        *people,
        *(each.pk for each in (house.handler, house.liaison, house.leader, house.head, house.upper_head)),
    }
    assert set(Reminder.objects.values_list("recipient", flat=True)) == everybody

    digests = [mail for mail in site.mails() if "期限提醒" in mail["Subject"]]
    assert sorted(str(mail["To"]) for mail in digests) == sorted(owed), "not one mail for each"
    named = site.acts_named()
    assert set(named.values()) == {1}
    assert set(named) == {(address, pk) for address, pks in owed.items() for pk in pks}
    assert all(f"{len(owed[str(mail['To'])])} 项" in mail["Subject"] for mail in digests)
