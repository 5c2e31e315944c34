"""What a person fills in about a written order. Used by the pages and by the API."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import selectors as accounts
from accounts.office_field import OfficeField
from audit.flow import day
from cases import orders
from cases.between import ORDERS, OrderKind
from cases.forms.base import SubjectForm, day_field, id_field
from cases.forms.case import YesNo, text
from cases.forms.task_force import TaskForce
from cases.models import Case

PLEASE = ("", _("请选择"))
HERE, THERE = _("移送全案，由该院承办"), _("本院继续办理，另交线索由该院评估")


class Draft(SubjectForm):
    """One written order. Its subject is the clue or case; `kind` says which fields it asks for."""

    target_id = id_field(_("所涉下级院文书"), widget=forms.Select(attrs={"article": _("办案规则第十条")}))
    to_office_id = OfficeField(label=_("承办院"), help_text=_("输入名称选择本院下级的检察院"))
    keep = YesNo(THERE, HERE, label=_("交办方式"), initial="false", required=False, empty_value=False)
    handler_id = id_field(_("承办检察官"), required=False)
    reason = text(_("理由和依据"), hint=_("事实、理由和法律依据，写入文书"))
    demands = text(_("工作要求"), required=False, hint=_("下级院应当做什么、做到什么程度"))
    report_by = day_field(_("报告期限"), required=False, help_text=_("此日前报告办理结果，系统据此催办"))

    kind = ""

    def prepare(self) -> None:
        """The fields of this kind, and what may be chosen in them."""
        line = ORDERS[self.kind]
        issuer = orders.issuing(self.subject, by=self.by, at=self.at)
        if not isinstance(self.subject, Case):
            self.fields.pop("keep", None)
        for name in line.needs:
            self.fields[name].required = True
        self.fields["reason"].widget.attrs["article"] = line.article
        self.fields["report_by"].widget.attrs["min"] = day(self.at).isoformat()
        if "to_office_id" in self.fields and issuer is not None:
            field = self.fields["to_office_id"]
            assert isinstance(field, OfficeField)
            field.narrow(under=issuer, but=self.subject.office, near=self.subject.office)
        if "target_id" in self.fields and issuer is not None:
            papers = orders.targets(self.kind, self.subject, issuer)
            self._choose("target_id", [(row.pk, str(row)) for row in papers])
        if "handler_id" in self.fields and issuer is not None:
            handlers = accounts.holders(issuer, "handler", on=day(self.at)).order_by("pk")
            self._choose("handler_id", [(user.pk, str(user)) for user in handlers])
            self.fields["handler_id"].required = isinstance(self.subject, Case)

    def service_values(self) -> dict[str, Any]:
        """What `services.draft_order` takes."""
        values = {name: value for name, value in self.cleaned_data.items() if name != "keep"}
        kept = {"keep": True} if self.cleaned_data.get("keep") else {}
        return {"kind": self.kind, **values, "data": kept}

    def _choose(self, name: str, choices: list[tuple[int, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [PLEASE, *choices]
        if len(choices) == 1:
            self.initial.setdefault(name, choices[0][0])


def _form(kind: str) -> type[SubjectForm]:
    """The form of one kind, without the fields that make no sense for it."""
    asked = {
        "target_id": kind in orders.UNDO,
        "to_office_id": "to_office_id" in ORDERS[kind].needs,
        "keep": kind == OrderKind.ASSIGN,
        "handler_id": kind == OrderKind.TAKE_UP,
    }
    left_out = {name: None for name, wanted in asked.items() if not wanted}
    return type(f"Draft_{kind}", (Draft,), {"kind": kind, "__doc__": Draft.__doc__, **left_out})


FORMS: dict[str, type[SubjectForm]] = {kind: _form(kind) for kind in ORDERS} | {
    OrderKind.TASK_FORCE.value: TaskForce
}


class Receive(SubjectForm):
    """Signing for an order; who was given a matter names its handler (rules 6, 10). Its subject is the order."""

    handler_id = id_field(_("承办检察官"), widget=forms.Select(attrs={"article": _("办案规则第六条")}))

    def prepare(self) -> None:
        """The prosecutors of the receiving office, where one must be named."""
        if not orders.names_handler(self.subject):
            del self.fields["handler_id"]
            return
        field = self.fields["handler_id"]
        assert isinstance(field, forms.ChoiceField)
        found = accounts.holders(self.subject.to_office, "handler", on=day(self.at)).order_by("pk")
        field.choices = [PLEASE, *((user.pk, str(user)) for user in found)]
        if len(field.choices) == 2:
            self.initial.setdefault("handler_id", found[0].pk)


class Object(SubjectForm):
    """Disagreement with an order, in writing, while it is carried out (rules 8, 10). Its subject is the order."""

    objection = text(_("不同意见和理由"), _("办案规则第八条、第十条"), rows=6)


class Finish(SubjectForm):
    """What came of an order (rules 10, 11). Its subject is the order."""

    result = text(_("办理结果"), _("办案规则第十条、第十一条"), rows=6, hint=_("采取的措施、办理情况和结论"))
