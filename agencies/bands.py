"""What is asked of an enterprise by how much personal data it handles: the one table, and what the law leaves open in it.

The law counts persons; the register knows records (in ten thousands), which is a first sieve and no finding. Numbers that
a law leaves to others to set are marked `open`; where the bands begin is a setting (PERSONAL_DATA_BANDS).
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from audit.flow import Text

LAW = "个人信息保护法"
DATA = "网络数据安全管理条例"
AUDIT = "个人信息保护合规审计管理办法"
NAMES = ("few", "some", "many", "most")


@dataclass(frozen=True)
class Asked:
    """One thing the law asks, with its article; `open` says what it leaves to be found in the single case."""

    text: Text
    source: str
    open: Text = ""


@dataclass(frozen=True)
class Band:
    """Enterprises from `floor` up to below `ceiling` (ten thousand records; None: no end), and what is asked of them."""

    name: str
    floor: int
    ceiling: int | None
    asked: tuple[Asked, ...]

    @property
    def label(self) -> str:
        """As one says it: 100万—1000万条."""
        if not self.floor:
            return _g("不足%(n)d万条") % {"n": self.ceiling}
        if self.ceiling is None:
            return _g("%(n)d万条以上") % {"n": self.floor}
        return _g("%(a)d万—%(b)d万条") % {"a": self.floor, "b": self.ceiling}


EVERYBODY = (
    Asked(_("分类管理、加密、去标识化等安全技术措施"), f"{LAW}第五十一条"),
    Asked(_("定期合规审计"), f"{LAW}第五十四条", _("审计周期由企业合理确定")),
    Asked(_("发生或者可能发生泄露时立即补救并通知"), f"{LAW}第五十七条"),
)
FROM_SOME = (
    Asked(_("处理敏感个人信息、委托处理或者对外提供前进行影响评估"), f"{LAW}第五十五条、第五十六条"),
)
FROM_MANY = (
    Asked(
        _("指定个人信息保护负责人，公开联系方式并报送"),
        f"{LAW}第五十二条；{AUDIT}第十二条",
        _("数量由国家网信部门规定，现为100万人"),
    ),
    Asked(_("个人信息在境内存储"), f"{LAW}第四十条", _("数量由国家网信部门规定，按现行规定核实")),
)
FROM_MOST = (
    Asked(_("每两年至少一次合规审计"), f"{AUDIT}第四条", _("超过1000万人")),
    Asked(
        _("明确网络数据安全负责人和管理机构，合并分立时报告处置方案"),
        f"{DATA}第二十八条、第三十条、第三十二条",
    ),
    Asked(
        _("成立外部独立监督机构，发布社会责任报告"),
        f"{LAW}第五十八条",
        _("是否属于用户数量巨大的重要互联网平台，个案认定"),
    ),
)
BY_BAND = (EVERYBODY, FROM_SOME, FROM_MANY, FROM_MOST)


def bands() -> list[Band]:
    """The bands from the lowest up; each is asked for what those below it are asked for, and for more."""
    floors = [0, *settings.PERSONAL_DATA_BANDS]
    ceilings = [*floors[1:], None]
    asked = [sum(BY_BAND[: n + 1], ()) for n in range(len(BY_BAND))]
    return [Band(*row) for row in zip(NAMES, floors, ceilings, asked, strict=True)]


def band_of(volume: int | None) -> Band | None:
    """The band of an enterprise that handles so many records (ten thousands); None when nobody knows how many."""
    if volume is None:
        return None
    return next(band for band in reversed(bands()) if volume >= band.floor)


def named(name: str) -> Band | None:
    """The band of that name."""
    return next((band for band in bands() if band.name == name), None)
