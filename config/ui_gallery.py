"""The dev page that shows every shared piece with example data. Mounted only when DEBUG is on."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 16, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class Example(forms.Form):
    """Every widget once."""

    name = forms.CharField(
        label="案件名称", max_length=60, help_text="写清领域和对象，例如“快递面单个人信息保护案”。"
    )
    found_on = forms.DateField(
        label="发现日期", widget=forms.DateInput(attrs={"type": "date", "half": True}, format="%Y-%m-%d")
    )
    rate = forms.DecimalField(
        label="隐私面单应用率", required=False, widget=forms.NumberInput(attrs={"unit": "%", "half": True})
    )
    field = forms.ChoiceField(
        label="领域", choices=[("", "请选择"), ("food", "食品药品安全"), ("info", "个人信息保护")]
    )
    source = forms.ChoiceField(
        label="线索来源",
        choices=[
            ("found", "履职中发现"),
            ("report", "群众举报"),
            ("moved", "其他机关移送"),
            ("model", "数字监督模型"),
        ],
        widget=forms.RadioSelect(attrs={"article": "办案规则第二十四条"}),
    )
    agencies = forms.MultipleChoiceField(
        label="涉及机关",
        choices=[("cac", "网信办"), ("post", "邮政管理局"), ("police", "公安局")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label="理由",
        widget=forms.Textarea(attrs={"rows": 4, "article": "办案规则第七十五条"}),
        help_text="写明查明的事实和法律依据。",
    )
    material = forms.FileField(
        label="证据材料",
        required=False,
        widget=Files(attrs={"data-max": 20 * 1024 * 1024, "accept": ".pdf,.jpg,.png,.mp4"}),
        help_text="PDF、图片或录像，单个文件不超过 20 MB。",
    )
    sure = forms.BooleanField(label="我已核对材料与原件一致")


class Filters(forms.Form):
    q = forms.CharField(label="关键词", required=False, widget=forms.TextInput(attrs={"type": "search"}))
    stage = forms.ChoiceField(label="阶段", required=False, choices=[("", "全部阶段"), ("r", "整改")])
    kind = forms.ChoiceField(label="领域", required=False, choices=[("", "全部领域"), ("i", "个人信息保护")])


def _steps() -> list[dict[str, Any]]:
    stages = [("线索", date(2026, 4, 12)), ("立案", date(2026, 6, 2)), ("调查", date(2026, 6, 5))]
    stages += [("磋商", date(2026, 7, 1)), ("检察建议", date(2026, 9, 21))]
    done = [{"label": label, "date": on, "state": "done", "note": ""} for label, on in stages]
    current = {"label": "整改", "date": "", "state": "current", "note": "3 / 5"}
    todo = [
        {"label": label, "date": "", "state": "todo", "note": ""} for label in ("听证 / 审查", "终结 | 起诉")
    ]
    return [*done, current, *todo]


def _clocks() -> dict[str, Any]:
    pause = {
        "start": date(2026, 10, 20),
        "end": date(2026, 10, 30),
        "text": "中止审查",
        "source": "办案规则第七十八条",
    }
    running = {"start": date(2026, 11, 2), "end": None, "text": "中止审查", "source": "办案规则第七十八条"}
    steps = [
        {"text": "收到检察建议书的次日起算", "date": date(2026, 9, 25), "source": "办案规则第七十五条"},
        {"text": "两个月，末日为", "date": date(2026, 11, 24), "source": "司法解释第二十一条"},
        {"text": "末日不是休息日，不顺延", "date": None, "source": ""},
    ]
    return {
        "clock_due": date(2026, 11, 25),
        "clock_start": date(2026, 9, 24),
        "clock_late": date(2026, 11, 20),
        "clock_later": date(2026, 12, 4),
        "clock_met": date(2026, 11, 12),
        "pauses": [pause],
        "pauses_running": [running],
        "clock_steps": steps,
    }


def _work() -> list[dict[str, Any]]:
    info = "快递面单个人信息保护案"
    rows = [
        (date(2026, 11, 20), "回复层报请示", "面单信息属性", "", "写请示"),
        (TODAY, "送达检察建议书 · 义乌市邮政管理局", info, "办案规则第七十六条 三日内送达", "登记送达"),
        (date(2026, 11, 25), "核验整改：推广隐私面单", info, "已提交 4 份证据", "去核验"),
        (date(2026, 12, 24), "届满前提出处理意见", "某云仓消防安全隐患案", "末日为休息日，顺延", "打开案件"),
    ]
    names = ("due", "what", "case", "source", "verb")
    return [dict(zip(names, row, strict=True)) for row in rows]


def _entries() -> list[dict[str, Any]]:
    tz = NOW.tzinfo
    rows = [
        (
            datetime(2026, 11, 23, 9, 12, tzinfo=tz),
            "市公安局",
            "上传执法检查记录 3 份",
            "已校验 SHA-256 与 SM3",
        ),
        (datetime(2026, 11, 22, 20, 41, tzinfo=tz), "益心为公志愿者", "补充线索照片", ""),
        (datetime(2025, 12, 1, 15, 3, tzinfo=tz), "王某某", "召开磋商会", "五家机关到会，形成会议纪要"),
    ]
    return [{"at": at, "who": who, "text": text, "note": note, "url": ""} for at, who, text, note in rows]


def _chart() -> dict[str, Any]:
    months = [f"{n}月" for n in range(5, 12)]
    series = [
        {"name": "受理", "type": "bar", "data": [6, 9, 8, 12, 10, 14, 11]},
        {"name": "办结", "type": "bar", "data": [4, 7, 9, 8, 11, 12, 9]},
    ]
    return {
        "legend": {},
        "xAxis": {"type": "category", "data": months},
        "yAxis": {"type": "value"},
        "series": series,
    }


def gallery(request: HttpRequest) -> HttpResponse:
    """Draws the page; ?wrong=1 shows the example form with its errors."""
    wrong = {"name": "", "rate": "abc", "reason": "写了一半的理由"} if "wrong" in request.GET else None
    reasons = [
        {"text": "2 项整改尚未判定", "source": "办案规则第七十四条"},
        {"text": "检察建议尚未送达义乌市邮政管理局", "source": "办案规则第八十一条、司法解释第二十一条"},
    ]
    parts = [
        {"label": "已验收", "count": 3, "tone": "ok"},
        {"label": "待核验", "count": 1, "tone": "warn"},
        {"label": "整改中", "count": 1, "tone": "plain"},
    ]
    facts = [("案号", "义检行公立〔2026〕7号"), ("领域", "个人信息保护"), ("承办人", "王某某"), ("备注", "")]
    page = {"today": TODAY, "now": NOW, "steps": _steps(), "reasons": reasons, "parts": parts, "facts": facts}
    page |= {
        "work": _work(),
        "entries": _entries(),
        "chart": _chart(),
        "values": [42, 51, 63, 71, 80, 88.4, 91.2],
    }
    page |= {"form": Example(wrong), "filter_form": Filters(), "form_key": "example", **_clocks()}
    return render(request, "ui/gallery.html", page)


urlpatterns = [path("", gallery, name="ui-gallery")]
