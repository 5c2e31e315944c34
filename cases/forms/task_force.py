"""What a person fills in about a task force: who is called, with which role, for which days (rules 6, 11)."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts import selectors as accounts
from accounts.models import Procuratorate, User
from audit.flow import day
from cases import orders
from cases.between import OrderKind
from cases.forms.base import SubjectForm, day_field, id_field
from cases.forms.case import text

MOST, SHOWN = 12, 4
ROLES = (_("主办检察官"), _("成员"), _("技术支持"), _("联络员"), _("书记员"))
PEOPLE_LIST, ROLES_LIST = "people-to-call", "roles-to-give"


class PersonField(forms.CharField):
    """Somebody of the offices below, by name as one types it or by number; cleaned to the number.

    There are too many for a list in each row, so that all rows share the proposals of one (`known`: names and numbers).
    """

    known: dict[str, int] = {}

    def clean(self, value: Any) -> int | None:
        """The number of the one person that was meant."""
        said = str(super().clean(value) or "").strip()
        if not said:
            return None
        found = {pk for name, pk in self.known.items() if said in (name, str(pk), name.partition("（")[0])}
        if len(found) == 1:
            return found.pop()
        if found:
            raise ValidationError(_g("有同名人员，请从提示中选择"), code="unclear")
        raise ValidationError(_g("没有找到此人，请从提示中选择本院或者下级院的在职人员"), code="unknown")


class TaskForce(SubjectForm):
    """An order that calls people of several offices to one case. Its subject is the case."""

    name = forms.CharField(
        label=_("专案组名称"), max_length=80, widget=forms.TextInput(attrs={"article": _("办案规则第六条")})
    )
    to_office_id = id_field(_("牵头院"), widget=forms.Select(attrs={"article": _("办案规则第十一条")}))
    starts_on = day_field(_("自"), help_text=_("决定签发之前不能查看案件"))
    ends_on = day_field(_("至"), required=False, help_text=_("不填即到办结为止"))
    reason = text(_("理由和依据"), _("办案规则第十一条"), rows=3, hint=_("为什么需要统一调用，写入文书"))
    demands = text(_("工作要求"), required=False, rows=2)

    def prepare(self) -> None:
        """Room for the people, those who may be called, and the offices that may lead."""
        issuer = orders.issuing(self.subject, by=self.by, at=self.at)
        known = _callable(issuer, self.subject, self) if issuer else {}
        self.names = list(known)
        for n in range(1, MOST + 1):
            self._make_room(n, known)
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs["half"] = True
        lead = self.fields["to_office_id"]
        assert isinstance(lead, forms.ChoiceField)
        lead.choices = [(office.pk, office.name) for office in _leads(self.subject.office, issuer)]
        self.initial.setdefault("starts_on", day(self.at))
        self.initial.setdefault("to_office_id", issuer.pk if issuer else None)

    def service_values(self) -> dict[str, Any]:
        """What `services.draft_order` takes."""
        said = self.cleaned_data
        rows = [n for n in range(1, MOST + 1) if said.get(f"person_{n}")]
        self._rows = rows
        people = [
            {
                "user": said[f"person_{n}"],
                "role": said[f"role_{n}"],
                "starts_on": said[f"from_{n}"],
                "ends_on": said[f"until_{n}"],
            }
            for n in rows
        ]
        data = {name: said[name] for name in ("name", "starts_on", "ends_on")} | {"people": people}
        order = {name: said[name] for name in ("to_office_id", "reason", "demands")}
        return {"kind": OrderKind.TASK_FORCE.value, **order, "data": data}

    def add_error(self, field: str | None, error: Any) -> None:
        """Put what a service says about the people at the row in which that person stands."""
        rows = getattr(self, "_rows", [])
        if field == "people":
            field = "person_1"
        elif rows and field and field.startswith("person_"):
            field = f"person_{rows[int(field.removeprefix('person_')) - 1]}"
        super().add_error(field, error)

    @property
    def about(self) -> list[forms.BoundField]:
        """The fields about the task force as a whole."""
        return [self[name] for name in TaskForce.base_fields]

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The first rows of people, which are shown at once."""
        return list(self._bound(range(1, SHOWN + 1)))

    @property
    def more_rows(self) -> list[list[forms.BoundField]]:
        """The others, which are folded away while nobody stands in them."""
        return list(self._bound(range(SHOWN + 1, MOST + 1)))

    @property
    def more_used(self) -> bool:
        """Whether somebody was named in one of those."""
        return any(field.value() or field.errors for row in self.more_rows for field in row)

    @property
    def roles(self) -> Sequence[object]:
        """What a role is mostly called."""
        return ROLES

    def _bound(self, numbers: range) -> Iterator[list[forms.BoundField]]:
        for n in numbers:
            yield [self[f"{part}_{n}"] for part in ("person", "role", "from", "until")]

    def _make_room(self, n: int, known: dict[str, int]) -> None:
        typed = {"autocomplete": "off"}
        person = PersonField(
            label=_("人员"),
            max_length=80,
            required=n == 1,
            widget=forms.TextInput(attrs={**typed, "list": PEOPLE_LIST}),
        )
        person.known = known
        self.fields[f"person_{n}"] = person
        self.fields[f"role_{n}"] = forms.CharField(
            label=_("角色"),
            max_length=60,
            required=False,
            widget=forms.TextInput(attrs={**typed, "list": ROLES_LIST}),
        )
        self.fields[f"from_{n}"] = day_field(_("自"), required=False)
        self.fields[f"until_{n}"] = day_field(_("至"), required=False)


class Longer(SubjectForm):
    """More time for a task force (rule 11). Its subject is the task force."""

    ends_on = day_field(_("延长至"), required=False, help_text=_("不填即到办结为止"))
    reason = text(_("延长的理由"), _("办案规则第十一条"), rows=3)


class Dissolve(SubjectForm):
    """Why a task force ends before its time (rule 11). Its subject is the task force."""

    reason = text(_("解散的理由"), _("办案规则第十一条"), rows=3)


def _callable(issuer: Procuratorate, case: Any, form: SubjectForm) -> dict[str, int]:
    """Whom the office may call to the case, by the name that is proposed."""
    found: dict[str, int] = {}
    for user, office in accounts.staff_under([issuer], on=day(form.at)):
        if user.pk != case.handler_id:
            name = _person(user, office)
            found[name if name not in found else f"{name}{user.username}"] = user.pk
    return found


def _person(user: User, office: Procuratorate) -> str:
    return f"{user.name}（{office}）"


def _leads(office: Procuratorate, issuer: Procuratorate | None) -> Iterator[Procuratorate]:
    """The office that has the case, and those above it up to the one that orders."""
    above: Procuratorate | None = office
    while above is not None and issuer is not None:
        yield above
        above = None if above.pk == issuer.pk else above.parent
