"""What a person fills in about an agency's objection, and about sharing a report. Used by the pages and by the API."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases import selectors
from cases.forms.base import SubjectForm, ids_field
from cases.forms.case import YesNo, text


class Review(SubjectForm):
    """Whether an objection is upheld, and why (建议规定 第二十三条). Its subject is the objection."""

    upheld = YesNo(_("采纳"), _("不予采纳"), label=_("复核结果"))
    answer = text(
        _("复核意见"), _("建议规定第二十三条"), rows=6, hint=_("采纳的，写明怎样处理；不予采纳的，写明理由和依据"),
    )  # fmt: skip


class Share(SubjectForm):
    """With which other agencies of the case a report is shared. Its subject is the submission."""

    respondent_ids = ids_field(_("共享给"), help_text=_("取消勾选即收回；对方从那时起不能再查看"))

    def prepare(self) -> None:
        """The other agencies of the case, those ticked with whom it is shared."""
        others = selectors.respondents(self.subject.case_id).exclude(pk=self.subject.obligation.respondent_id)
        field = self.fields["respondent_ids"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(row.pk, row.agency.name) for row in others]
        shared = self.subject.sharings.values_list("respondent_id", flat=True)
        self.initial.setdefault("respondent_ids", list(shared))
