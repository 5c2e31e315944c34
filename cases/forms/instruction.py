"""What a person fills in when something goes upward level by level, and comes back down. Used by the pages and the API."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms.base import SubjectForm, id_field, long_text
from cases.guards import ASKING_RULE


class Ask(SubjectForm):
    """A question to a procuratorate above (rule 104). Its subject is the clue or the case."""

    asked_of_id = id_field(_("请示对象"), widget=forms.RadioSelect, help_text=_("逐级层报，先送上一级院"))
    question = long_text(_("请示事项"), article=ASKING_RULE)
    own_opinion = long_text(_("本院意见"), help_text=_("请示应当附本院的倾向性意见"))

    def prepare(self) -> None:
        """Only the offices above this one, from the nearest up."""
        found, office = [], self.subject.office.parent
        while office is not None:
            found.append((office.pk, office.name))
            office = office.parent
        field = self.fields["asked_of_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = found
        if found:
            self.initial.setdefault("asked_of_id", found[0][0])


class Report(Ask):
    """A report to a procuratorate above of how a clue or case stands."""

    question = long_text(_("报告内容"), rows=7, help_text=_("办理进展、存在的问题"))
    own_opinion = long_text(_("下一步打算"), required=False, rows=3)

    def prepare(self) -> None:
        """Reported to, and not asked of."""
        super().prepare()
        self.fields["asked_of_id"].label = _("报告对象")


class Forward(SubjectForm):
    """The opinion with which a level sends it on (rule 104). Its subject is the question or report."""

    opinion = long_text(_("本院意见"), article=ASKING_RULE, rows=5, help_text=_("随请示、报告一并转报"))


class Answer(SubjectForm):
    """The answer to a question from below (rule 104). Its subject is the question."""

    agreed = forms.TypedChoiceField(
        label=_("对下级院意见"),
        choices=[("True", _("同意")), ("False", _("不同意"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )
    answer = long_text(_("答复"), article=ASKING_RULE, rows=6)


class Note(SubjectForm):
    """Taking note of a report. Its subject is the report."""

    text = long_text(_("批示意见"), required=False, rows=3, help_text=_("可以不填，记为“已阅”"))
