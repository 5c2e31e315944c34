"""Between two agencies of one case: what is shared is read, and nothing else leaks by any way."""

import re
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from cases import services as cases
from cases.models import Submission
from deadlines.models import Notice
from evidence import services as evidence
from evidence.drafting import Subject
from evidence.models import Draft, File
from tests.web.portal.place import Place, ago, today, upload

SECRETS = ("甲局的整改措施细节", "甲局材料.pdf", "核验意见只给甲局", "领导内部意见", "甲局的异议理由")


@pytest.fixture
def sent(place: Place) -> Submission:
    """Agency one reports and objects; a draft of its own came back from its leader."""
    mine, liaison, leader = place.respondent, place["post.liaison"], place["post.leader"]
    made = evidence.receive_submission(
        place.obligation.pk, text=SECRETS[0], files=[upload(SECRETS[1])], by=leader, at=ago(5)
    )
    evidence.check_waiting(at=ago(5))
    cases.return_submission(made.pk, reasons=SECRETS[2], due_on=today(), by=place["handler"], at=ago(4))
    subject = Subject(Draft.Kind.REPORT, mine.pk, place.obligation.pk)
    draft = evidence.hand_in(subject, text="甲局的草稿", by=liaison, at=ago(3))
    evidence.return_draft(draft.pk, remark=SECRETS[3], by=leader, at=ago(3))
    evidence.receive_objection(mine.pk, text=SECRETS[4], by=leader, at=ago(3))
    return made


def share(place: Place, sent: Submission, on: bool = True) -> None:
    others = place.case.respondents.exclude(pk=place.respondent.pk) if on else ()
    cases.share_submission(sent.pk, respondent_ids=[row.pk for row in others], by=place["handler"], at=ago(1))


def body(answer: Any) -> str:
    """What an answer says; a file that is handed out is read to its end, which closes it."""
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return whole.decode(errors="replace")


def everything(client: Client, place: Place, who: str) -> str:
    """All that the other agency can read, by every link of its portal and every list of the API."""
    client.force_login(place[who])
    seen, todo, read = {"/"}, ["/portal/", "/notices/"], ""
    while todo:
        url = todo.pop()
        answer = client.get(url)
        assert answer.status_code == 200, url
        text = body(answer)
        if not answer["Content-Type"].startswith("text/html"):
            continue
        read += text
        found = set(re.findall(r'href="(/(?!static)[^"#?]*)', text)) - seen
        seen |= found
        todo += found
    program = APIClient()
    program.force_authenticate(place[who])
    for name in (
        "obligations",
        "submissions",
        "recommendations",
        "evidence",
        "objections",
        "drafts",
        "deadlines",
    ):
        read += program.get(f"/api/v1/{name}/").content.decode()
    return read


def test_nothing_of_one_agency_reaches_the_other(client: Client, place: Place, sent: Submission) -> None:
    read = everything(client, place, "cac.liaison")
    for words in (*SECRETS, "甲局的草稿", place.agency.name, place.obligation.measure):
        assert words not in read, words


def test_what_is_shared_is_read_and_nothing_besides(client: Client, place: Place, sent: Submission) -> None:
    share(place, sent)
    read = everything(client, place, "cac.liaison")
    assert SECRETS[0] in read and SECRETS[1] in read and place.agency.name in read
    for words in (*SECRETS[2:], "甲局的草稿"):
        assert words not in read, words
    shown = client.get(f"/portal/shared/{sent.pk}/").content.decode()
    assert "可以随时收回" in shown and "<form" not in shown.partition("<main")[2].partition("</main>")[0]
    for url in (f"/portal/obligations/{place.obligation.pk}/", f"/submissions/{sent.pk}/judge/"):
        assert client.get(url).status_code in (403, 404), url


def test_taken_back_it_is_gone_everywhere(client: Client, place: Place, sent: Submission) -> None:
    share(place, sent)
    file = File.objects.get()
    client.force_login(place["cac.liaison"])
    urls = (
        f"/portal/shared/{sent.pk}/", f"/evidence/files/{file.pk}/", f"/evidence/files/{file.pk}/preview/",
        f"/api/v1/submissions/{sent.pk}/", f"/api/v1/evidence/{file.item_id}/",
    )  # fmt: skip
    for url in urls:
        answer = client.get(url)
        assert answer.status_code == 200, url
        body(answer)
    share(place, sent, on=False)
    for url in urls:
        assert client.get(url).status_code == 404, url
    said = "".join(f"{n.title}{n.body}" for n in Notice.objects.filter(user=place["cac.liaison"]))
    for words in (*SECRETS, place.agency.name, place.obligation.measure):
        assert words not in said, words
    read = everything(client, place, "cac.liaison")
    assert place.agency.name not in read


def test_the_handler_shares_and_takes_back_on_the_page(
    client: Client, place: Place, sent: Submission
) -> None:
    client.force_login(place["handler"])
    url = f"/submissions/{sent.pk}/share/"
    assert place.other.name in client.get(url).content.decode()
    other = place.case.respondents.exclude(pk=place.respondent.pk).get()
    assert client.post(url, {"respondent_ids": [other.pk]}).status_code == 302
    shown = client.get(f"/obligations/{place.obligation.pk}/").content.decode()
    assert f"已共享给{place.other.short_name}" in shown
    assert client.post(url, {"respondent_ids": [place.respondent.pk]}).status_code == 422
    assert client.post(url, {}).status_code == 302
    assert "共享给本案其他机关" in client.get(f"/obligations/{place.obligation.pk}/").content.decode()
