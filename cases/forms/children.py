"""What a person fills in about cases below a case (rules 11, 15)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import children
from cases.forms.base import SubjectForm, id_field
from cases.forms.case import text

RULE = _("办案规则第十一条、第十五条")
PLEASE = ("", _("请选择"))


class Link(SubjectForm):
    """A case of an office below that is part of this one. Its subject is the upper case."""

    case_id = id_field(
        _("下级院案件"),
        widget=forms.Select(attrs={"article": RULE}),
        help_text=_("下级院在办、领域相同、尚未列入其他案件的"),
    )
    reason = text(_("属于同一事项的理由"), rows=3)

    def prepare(self) -> None:
        """The running cases of the same fields below."""
        found = children.candidates(self.subject, by=self.by, at=self.at)
        field = self.fields["case_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            PLEASE, *((case.pk, f"{case.office} · {case.title}（{case.number}）") for case in found)
        ]  # fmt: skip


class Unlink(SubjectForm):
    """Why a case is no longer part of the one above. Its subject is the lower case."""

    reason = text(_("移出的理由"), RULE, rows=3)
