"""What is personal in the house: questions to the register of accounts/personal_fields.py, and its page in docs/."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from accounts import personal_fields as fields
from accounts.sealing import Sealed
from audit import masks

RULES: Mapping[str, Promise] = {
    "name": _("留姓：张*"),
    "phone": _("138****5678"),
    "contact": _("号码、邮箱或者账号，只留首尾"),
    "email": _("z***@example.cn"),
    "suspect": _("自然人留姓，单位不遮盖"),
    "free": _("遮盖其中的手机号、身份证号、银行卡号、邮箱、户室"),
    "none": _("不遮盖"),
}
CLUE, CASE = "clue.unmask", "case.unmask"
GIVER = "clue.giver.view"
LINE = "| {} |\n"


@dataclass(frozen=True)
class Line:
    """One column that holds, or may hold, personal data."""

    model: str
    field: str
    klass: str
    mask: str
    purpose: str | Promise
    basis: str | Promise
    kept: str | Promise
    seen_by: str | Promise

    @property
    def column(self) -> Any:
        """The column itself, as Django knows it."""
        return apps.get_model(self.model)._meta.get_field(self.field)

    @property
    def of(self) -> str:
        """What it is a column of, as people say it."""
        return str(apps.get_model(self.model)._meta.verbose_name)

    @property
    def label(self) -> str:
        """The column as people say it."""
        return str(self.column.verbose_name)

    @property
    def sealed(self) -> bool:
        """Whether it stands sealed in the database."""
        return isinstance(self.column, Sealed)

    @property
    def class_label(self) -> str:
        """一般 or 敏感."""
        return str(fields.CLASSES[self.klass])

    @property
    def rule(self) -> str:
        """What is hidden, in words."""
        return str(RULES[self.mask])

    @property
    def via(self) -> str:
        """Through which of its rows a right to it is judged; empty when it has a place of its own."""
        return fields.VIA.get(self.model, "")

    @property
    def actions(self) -> tuple[str, ...]:
        """What somebody must be allowed to do on the row before they may see it as it is."""
        if self.field.startswith("giver"):
            return (CLUE, GIVER)
        return (CLUE,) if self.model in ("cases.Clue", "cases.ReportUp") else (CASE,)


@cache
def register() -> Mapping[tuple[str, str], Line]:
    """Every line: the columns made for personal data first, then those of free text."""
    found = {}
    for path, klass, mask, purpose, basis, kept, seen_by in fields.PERSONAL:
        model, _dot, field = path.rpartition(".")
        found[model, field] = Line(model, field, klass, mask, purpose, basis, kept, seen_by)
    purpose, seen = _("记载办案事实"), fields.NOBODY
    for model, names in fields.FREE_TEXT.items():
        for field in names.split():
            found[model, field] = Line(
                model, field, fields.ORDINARY, "free", purpose, fields.DUTY, fields.WITH_FILE, seen
            )
    return found


def line(model: str, field: str) -> Line | None:
    """The line of a column, named as in "cases.Clue", whatever the case of its letters; None when it has none."""
    return _by_lower().get((model.lower(), field))


@cache
def _by_lower() -> Mapping[tuple[str, str], Line]:
    return {(model.lower(), field): found for (model, field), found in register().items()}


def line_of(row: models.Model, field: str) -> Line:
    """The line of a column of a row; KeyError when the register has none."""
    return _by_lower()[row._meta.label_lower, field]


def masked(row: models.Model, field: str) -> str:
    """What a row says in that column, as everybody may read it."""
    return masks.RULES[line_of(row, field).mask](str(getattr(row, field) or ""))


def hides(row: models.Model, field: str) -> bool:
    """Whether something that a row says in that column is masked."""
    said = getattr(row, field)
    if isinstance(said, str):
        return masks.RULES[line_of(row, field).mask](said) != said
    return bool(masks.deep(said) != said)


def groups() -> tuple[list[Line], list[tuple[str, str]]]:
    """For the page: the columns made for personal data, and of each model those of free text."""
    lines = [one for one in register().values() if one.mask != "free"]
    texts: dict[str, list[str]] = {}
    for one in register().values():
        if one.mask == "free":
            texts.setdefault(one.of, []).append(one.label)
    return lines, [(of, _g("、").join(labels)) for of, labels in texts.items()]


def free_of(model: str) -> Iterator[str]:
    """The columns of a model that are declared to hold nothing personal."""
    for models_of in fields.WITHOUT.values():
        yield from models_of.get(model, "").split()


def unregistered() -> list[str]:
    """Text columns of the house that are neither in the register nor declared free, and lines without a column."""
    own = {model._meta.label: _texts(model) for model in apps.get_models() if _is_own(model)}
    said = {
        label: [*free_of(label), *(f for m, f in register() if m == label)] for label in _named() | set(own)
    }
    missing = [
        f"{label}.{f}: not in accounts/personal_fields.py"
        for label, names in own.items()
        for f in names - {*said[label]}
    ]
    over = [
        f"{label}.{f}: no such text column"
        for label, names in said.items()
        for f in names
        if f not in own.get(label, ())
    ]
    twice = [f"{label}.{f}: said twice" for label, names in said.items() for f in names if names.count(f) > 1]
    return [*missing, *over, *twice]


def _named() -> set[str]:
    return {model for model, _field in register()}.union(*fields.WITHOUT.values())


def _is_own(model: type[models.Model]) -> bool:
    return Path(apps.get_app_config(model._meta.app_label).path).parent == settings.BASE_DIR


def _texts(model: type[models.Model]) -> set[str]:
    from django.contrib.postgres.fields import ArrayField

    texts = (models.CharField, models.TextField, models.JSONField, models.FileField, ArrayField)
    return {f.name for f in model._meta.local_fields if isinstance(f, texts) and not f.choices}


def as_markdown() -> str:
    """The register as a page of docs."""
    with translation.override("zh-hans"):
        return "".join(_page())


def _page() -> Iterator[str]:
    yield INTRO
    yield "\n## 专门记载个人信息的栏目\n\n"
    yield LINE.format(" | ".join(HEADS)) + "|---" * len(HEADS) + "|\n"
    for one in (one for one in register().values() if one.mask != "free"):
        cells = (
            f"{one.of} · {one.label}", f"`{one.model}.{one.field}`", one.class_label, one.purpose, one.basis, one.rule,
            "是" if one.sealed else "否", one.kept, one.seen_by,
        )  # fmt: skip
        yield LINE.format(" | ".join(map(str, cells)))
    yield f"\n## 可能写到个人的自由文字\n\n目的：记载办案事实；依据：{fields.DUTY}；保存：{fields.WITH_FILE}；规则：{RULES['free']}。\n\n"
    for model, names in fields.FREE_TEXT.items():
        meta = apps.get_model(model)._meta
        said = "、".join(str(meta.get_field(name).verbose_name) for name in names.split())
        yield f"- {meta.verbose_name} `{model}`：{said}\n"
    yield "\n## 不含个人信息的栏目\n\n从列表中选择的栏目不必列出。\n"
    for why, listed in fields.WITHOUT.items():
        yield f"\n### {why}\n\n" + "".join(
            f"- `{model}`：{names}\n" for model, names in sorted(listed.items())
        )


HEADS = ("栏目", "代码", "类别", "处理目的", "法律依据", "遮盖规则", "加密保存", "保存期限", "因职责直接可见")
INTRO = """# 个人信息字段清单（personal data）

本页由 `make docs` 根据 accounts/personal_fields.py 打印；需要改动时改表，不改本页。

- 页面、接口、导出、通知、邮件和日志一律显示遮盖后的内容；查看原文须逐项说明理由，查看前先写入操作记录，每人每小时、每日有上限。
- 填写或者修改内容的表单显示原文，保存时不会以遮盖后的文字覆盖。
- 签发的文书和证据原件按原样保存和送达；文书在页面上仍遮盖。
- 自由文字中的姓名无法自动识别，填写时以“张某”代称。
"""
