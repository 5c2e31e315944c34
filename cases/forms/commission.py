"""What a person fills in about investigating elsewhere, and about records. Used by the pages and by the API."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import selectors as accounts
from accounts.office_field import OfficeField
from audit.flow import day
from cases.forms.base import SubjectForm, day_field, id_field, long_text
from cases.guards import COMMISSION_RULE, MAJOR_RULE

PLEASE = ("", _("请选择"))


class Send(SubjectForm):
    """The letter that asks another office to investigate there (rule 43). Its subject is the case."""

    to_office_id = OfficeField(label=_("受托院"), help_text=_("输入院名、简称或者区划代码；限同级检察院"))
    matters = long_text(_("委托调查事项"), article=COMMISSION_RULE, rows=5)
    demands = long_text(_("调查要求"), required=False, rows=3, help_text=_("需要调取的证据、注意事项"))

    def prepare(self) -> None:
        """The other offices of the level, those of the same city first."""
        office, field = self.subject.office, self.fields["to_office_id"]
        assert isinstance(field, OfficeField)
        field.narrow(levels=(office.level,), but=office, near=office)


class Receive(SubjectForm):
    """Taking a commission in (rule 43). Its subject is the commission."""

    received_on = day_field(_("收到日期"), help_text=_("三十日内完成调查"))
    handler_id = id_field(_("承办检察官"), widget=forms.Select())

    def prepare(self) -> None:
        """Mostly on the day itself, by a prosecutor of the commissioned office."""
        today = day(self.at)
        self.fields["received_on"].widget.attrs |= {"article": COMMISSION_RULE, "max": today.isoformat()}
        self.initial.setdefault("received_on", today)
        field = self.fields["handler_id"]
        assert isinstance(field, forms.ChoiceField)
        found = accounts.holders(self.subject.to_office, "handler", on=today).order_by("pk")
        field.choices = [PLEASE, *((user.pk, str(user)) for user in found)]
        if len(found) == 1:
            self.initial.setdefault("handler_id", found[0].pk)


class Decline(SubjectForm):
    """Why a commission is sent back. Its subject is the commission."""

    reason = long_text(_("退回理由"), article=COMMISSION_RULE)


class TakeIn(SubjectForm):
    """What the office above says to a record (rule 10). Its subject is the record."""

    remark = long_text(
        _("审查意见"), required=False, article="办案规则第十条",
        help_text=_("没有意见的不填，直接接收；有意见的转告承办检察官，必要时另行督办或者撤销、变更"),
    )  # fmt: skip


class MajorClue(SubjectForm):
    """The report by which a major clue is recorded with the office above (rule 25). Its subject is the clue."""

    reason = long_text(_("认定为重大线索的理由"), article=MAJOR_RULE)
    own_opinion = long_text(_("处理意见"), rows=3)
