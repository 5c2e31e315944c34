"""What a person fills in about the enterprises of a case."""

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from cases import selectors
from cases.forms.base import SubjectForm, id_field
from cases.statutory import InvolvementRole

MOST = 500


class Involve(SubjectForm):
    """An enterprise that a case has to do with. Its subject is the case."""

    enterprise_id = id_field(_("企业"), help_text=_("没有找到的，请先在企业登记簿中登记"))
    role = forms.ChoiceField(
        label=_("在案中的身份"), choices=InvolvementRole.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("说明"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def prepare(self) -> None:
        """The enterprises of the region that are not in the case yet."""
        rows = selectors.enterprises_to_involve(self.subject)
        field = self.fields["enterprise_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _g("请选择")), *((row.pk, row.name) for row in rows[:MOST])]
