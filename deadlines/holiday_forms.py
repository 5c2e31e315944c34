"""Three ways to say a year's holidays: the notice's text, a table as a file, a table as typed; and the check before it holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from deadlines import holiday_table, holiday_text
from deadlines.holiday_text import CalendarDay, Unread

LONGEST_TEXT, LONGEST_TABLE = 20_000, 40_000
NUMBER = {"placeholder": _("国办发明电〔2026〕7号")}
ROWS = {"rows": 14, "spellcheck": "false", "class": "mono"}


class Notice(forms.Form):
    """What every way comes to: a number and the days; `unread` is what a person still has to settle."""

    number = forms.CharField(
        label=_("通知文号"), max_length=60, widget=forms.TextInput(attrs=NUMBER), strip=True
    )

    def __init__(self, *args: Any, year: int, **kwargs: Any) -> None:
        self.year = year
        self.days: list[CalendarDay] = []
        self.unread: tuple[Unread, ...] = ()
        super().__init__(*args, **kwargs)

    @property
    def check_initial(self) -> dict[str, Any]:
        """What the page for checking begins with."""
        table, values = holiday_table.write(self.days), self.cleaned_data
        return {"number": values.get("number", ""), "text": values.get("text", ""), "table": table}

    def _take(self, table: str, field: str) -> None:
        try:
            self.days = holiday_table.read(table, self.year)
        except holiday_table.Unreadable as wrong:
            self.add_error(field, wrong.faults)


class Paste(Notice):
    """The notice as published."""

    text_field = forms.CharField(
        label=_("通知原文"),
        max_length=LONGEST_TEXT,
        help_text=_(
            "从中国政府网复制全文粘贴。系统逐句读出放假和上班的日期，核对星期和天数；未能读懂的句子会列出来请您处理。"
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"] = self.fields.pop("text_field")
        self.fields["number"].required = False
        self.fields["number"].help_text = _("原文中有文号的，可以不填")
        self.order_fields(["text", "number"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "text" in values:
            self._read(values)
        return values

    def _read(self, values: dict[str, Any]) -> None:
        said = holiday_text.read(values["text"], self.year)
        if said.year not in (None, self.year):
            words = {"said": said.year, "year": self.year}
            self.add_error("text", _g("这是%(said)d年的通知，而您正在录入%(year)d年的放假安排") % words)
        elif not any(day.is_rest for day in said.days):
            whys = [f"{row.sentence[:40]}：{row.why}" for row in said.unread[:3]]
            self.add_error("text", [_g("没有读到放假安排，请粘贴通知全文"), *whys])
        self.days, self.unread = list(said.days), said.unread
        values["number"] = values.get("number") or said.number
        if not values["number"]:
            self.add_error("number", _g("原文中没有文号，请填写"))


class Upload(Notice):
    """A table that somebody keeps."""

    file = forms.FileField(
        label=_("表格文件"),
        help_text=_("CSV文件，每天一行：日期、休或班、名称。只列放假日和调休上班日。"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt", "data-max": holiday_table.MOST_BYTES}),
    )

    def clean_file(self) -> Any:
        """The file, when it is a table of that year."""
        file = self.cleaned_data["file"]
        try:
            if (file.size or 0) > holiday_table.MOST_BYTES:
                raise holiday_table.Unreadable([_g("文件太大：一年的放假安排只有几十行")])
            table = holiday_table.decode(file.read())
        except holiday_table.Unreadable as wrong:
            raise forms.ValidationError(wrong.faults) from None
        self._take(table, "file")
        return file


class Table(Notice):
    """A table as typed, begun with what holds now."""

    table = forms.CharField(
        label=_("放假和调休上班日"),
        max_length=LONGEST_TABLE,
        help_text=_("每天一行：日期,休或班,名称。只列放假日和调休上班日，平常的周末不用写。"),
        widget=forms.Textarea(attrs=ROWS),
    )

    def clean(self) -> dict[str, Any]:
        """The days of the table."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if "table" in values:
            self._take(values["table"], "table")
        return values


class Check(Table):
    """What was read, to be looked over: the table is what will hold, and what could not be read has to be settled."""

    text = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    settled = forms.BooleanField(
        label=_("没有读懂的句子已逐一核对，需要的日期已补进下面的表里"), required=False
    )

    def __init__(
        self, *args: Any, applying: bool = False, unread: tuple[Unread, ...] = (), **kwargs: Any
    ) -> None:
        self.applying = applying
        super().__init__(*args, **kwargs)
        self.unread = unread
        self.order_fields(["settled", "number", "table", "text", "seen"])

    def clean(self) -> dict[str, Any]:
        """Settled, or asked for."""
        values = super().clean()
        if text := values.get("text"):
            self.unread = holiday_text.read(text, self.year).unread
        if self.unread and self.applying and not values.get("settled"):
            self.add_error("settled", _g("请先核对没有读懂的句子，再勾选"))
        return values

    def with_seen(self, digest: str) -> "Check":
        """The same, to be sent with the plan that the page shows."""
        if self.is_bound:
            self.data = {**self.data.dict(), "seen": digest}  # type: ignore[attr-defined]
        else:
            self.initial["seen"] = digest
        return self


WAYS: dict[str, type[Notice]] = {"text": Paste, "file": Upload, "table": Table}
