"""A new version of a file stands beside the one it replaces; nothing is overwritten."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from audit.flow import Reason, Refused, record
from evidence.intake import Upload
from evidence.models import File
from evidence.services import keeping


@transaction.atomic
def replace_file(file_id: int, *, files: Sequence[Upload], reason: str, by: User, at: datetime) -> File:
    """Add the next version of a file that the team collected; the one before stays as it is and is marked as old.

    Exactly one file, with other content; ValidationError otherwise. Refused for a file that has a newer version
    already, and for what an agency handed in, which only the agency may hand in anew.
    """
    old = access.take(by, "evidence.add", File, file_id, at=at, lock=True)
    if old.item.respondent_id is not None:
        raise Refused([Reason(_("行政机关提交的材料不能由本院替换，请由该机关重新提交"))])
    if File.objects.filter(replaces=old).exists():
        raise Refused([Reason(_("这个文件已有新版本，请在最新版本上替换"))])
    if len(files) != 1:
        raise ValidationError({"files": _("请选择一个文件")})
    with keeping.all_or_none() as keys:
        [new] = keeping.keep_all(old.item, files, keys, replaces=old, by=by, at=at)
        if new.sha256 == old.sha256:
            raise ValidationError({"files": _("内容与现有版本相同，不需要替换")})
        note = f"“{old.name}”第 {new.revision} 版：{reason}"
        record(by=by, at=at, action="evidence.add", label="上传证据新版本", obj=old.item, note=note)
    return new
