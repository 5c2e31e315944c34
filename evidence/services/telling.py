"""Who hears what a check found: of evidence who sent it and who handles the case, of a draft the agency alone."""

from datetime import datetime

from accounts import selectors as accounts
from audit.flow import day
from deadlines import services as deadlines
from deadlines.models import NoticeKind
from evidence import verdicts
from evidence.flow import DraftState
from evidence.models import Draft, File, Incoming


def refused(file: File | Incoming, *, at: datetime) -> None:
    """What is wrong with a file, and what to do, to those who can do it."""
    title, why = f"文件未通过安全检查：{file.name}", verdicts.official(file.findings)
    if isinstance(file, File):
        _refused_evidence(file, title, why, at)
    elif file.draft is not None:
        offered = file.draft.state == DraftState.OFFERED
        then = "材料已送领导确认，请先取回修改，移除后换一份。" if offered else "请移除后换一份。"
        body = f"{why}。这份文件任何人都不能打开，带着它不能报送；{then}"
        _tell_writers(file, file.draft, title, body, f"draft-file-refused:{file.pk}", at)


def unchecked(file: File | Incoming, *, at: datetime) -> None:
    """A file could not be looked at for some time."""
    title = f"文件一直未能完成安全检查：{file.name}"
    if isinstance(file, File):
        _unchecked_evidence(file, title, at)
    elif file.draft is not None:
        body = f"已试 {file.attempts} 次，系统会继续重试。检查完成之前不能打开，但不影响报送。"
        _tell_writers(file, file.draft, title, body, f"draft-file-unchecked:{file.pk}", at)


def _refused_evidence(file: File, title: str, why: str, at: datetime) -> None:
    case, submission = file.item.case, file.item.submission
    page = f"/cases/{case.pk}/evidence/#item-{file.item_id}"
    portal = f"/portal/obligations/{submission.obligation_id}/" if submission else "/portal/"
    from_agency = (
        bool(file.item.respondent_id) and file.uploaded_by.posts.filter(group__isnull=False).exists()
    )
    body = f"{why}。原文件已隔离，任何人都不能下载；请处理后重新上传。"
    for person, url in ((file.uploaded_by, portal if from_agency else page), (case.handler, page)):
        deadlines.notify(
            [person],
            title=title,
            body=body,
            url=url,
            key=f"file-refused:{file.pk}",
            kind=NoticeKind.TASK,
            at=at,
        )


def _unchecked_evidence(file: File, title: str, at: datetime) -> None:
    case = file.item.case
    office = accounts.holders(case.office, "casemgr", on=day(at))
    deadlines.notify(
        {case.handler, *office},
        title=title,
        body=f"已试 {file.attempts} 次，文件保持待检，暂不能下载。系统会继续重试，请联系系统管理员检查病毒查杀服务。",
        url=f"/cases/{case.pk}/evidence/#item-{file.item_id}",
        key=f"file-unchecked:{file.pk}",
        kind=NoticeKind.ALARM,
        at=at,
    )


def _tell_writers(file: Incoming, draft: Draft, title: str, body: str, key: str, at: datetime) -> None:
    writers = {file.by, draft.written_by, draft.offered_by or draft.written_by}
    deadlines.notify(
        writers,
        title=title,
        body=body,
        url=f"/portal/drafts/{draft.pk}/",
        key=key,
        kind=NoticeKind.TASK,
        at=at,
    )
