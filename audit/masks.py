"""How personal values are hidden: one rule for each kind, and one that finds them in what people write freely.

Pure functions of text. What may be shown as it is, is a `Clear`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

STAR: Final = "*"
NOBODY: Final = ("匿名", "热心", "群众", "市民", "网民", "村民", "居民", "消费者", "不详", "未知")
COMPOUND: Final = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "东方",
    "皇甫",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "夏侯",
    "司徒",
)
SURNAMES: Final = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢"
    "傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武孔向汤楼骆虞俞应厉"
)
PLACES_OF_WORK: Final = frozenset("司厂店站部所局院社场点会校行团队库铺坊屋吧馆庄村园台网户者体室处门房")
AREA: Final = re.compile(r"^.{1,17}(?:(?<![小园社街校厂景])区|(?<![超夜集])市|[县旗])")

_BEFORE, _AFTER = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
MOBILE: Final = re.compile(rf"{_BEFORE}(?:\+?86[- ]?)?([1１][3-9３-９]\d)([- ]?)(\d{{4}})\2(\d{{4}}){_AFTER}")
IDENTITY: Final = re.compile(rf"{_BEFORE}(\d{{4}})\d{{2}}(\d{{8}})\d{{3}}[\dXx]{_AFTER}")
CARD: Final = re.compile(
    rf"{_BEFORE}(?:62\d{{14,17}}|[45]\d{{15}}|62\d\d(?: \d{{4}}){{3}}(?: \d{{1,3}})?){_AFTER}"
)
EMAIL: Final = re.compile(
    r"(?<![A-Za-z0-9_.+-])([A-Za-z0-9])[A-Za-z0-9_.+-]{0,63}@((?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,12})(?![A-Za-z0-9-])"
)
DWELLING: Final = re.compile(
    r"(?:\d{1,5}(?:-\d{1,5})?(?:号楼?|弄|幢|栋|座|单元|楼|层)){0,5}\d{1,5}(?:-\d{1,5})?室"
)
LIKELY: Final = re.compile(r"[\d@](?:\d\d[\d -]|室|[A-Za-z])")
WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Clear(str):
    """A text that stays as it is: its reader has the duty to see it, or said why."""

    __slots__ = ()


def name(text: str) -> str:
    """张三丰 → 张**. Who stayed nameless is left alone."""
    said = text.strip()
    if not said or said.startswith(NOBODY):
        return said
    if said.isascii():
        return said[:1] + STAR * 3
    kept = 2 if said.startswith(COMPOUND) and len(said) > 2 else 1
    return said[:kept] + STAR * max(1, min(len(said) - kept, 3))


def phone(text: str) -> str:
    """13812345678 → 138****5678; of any other number the last four."""
    digits = re.sub(r"\D", "", text)
    if not digits:
        return STAR * 4 if text.strip() else ""
    if len(digits) > 11 and digits.startswith("86"):
        digits = digits[2:]
    return f"{digits[:3]}****{digits[-4:]}" if len(digits) == 11 else STAR * 4 + digits[-2:]


def identity(text: str) -> str:
    """330782199001011234 → 3307**********1234."""
    said = text.strip()
    return said[:4] + STAR * 10 + said[-4:] if len(said) >= 15 else STAR * len(said)


def address(text: str) -> str:
    """浙江省金华市义乌市稠城街道… → as far as the county or district, then stars."""
    said = text.strip()
    found = AREA.match(said)
    return (found[0] if found else "") + STAR * 4 if said else ""


def email(text: str) -> str:
    """zhangsan@example.cn → z***@example.cn."""
    first, at, host = text.strip().partition("@")
    return f"{first[:1]}***@{host}" if at else STAR * 4 if first else ""


def account(text: str) -> str:
    """A bank or platform account: the last four."""
    said = re.sub(r"\s", "", text)
    return STAR * 4 + said[-4:] if len(said) > 4 else STAR * len(said)


def contact(text: str) -> str:
    """However somebody is reached: a number, an address of mail, or an account."""
    if "@" in text:
        return email(text)
    return phone(text) if re.fullmatch(r"[\d\s+()-]+", text.strip()) else account(text)


def suspect(text: str) -> str:
    """Names of people among suspected units and people: 张三、某某公司 → 张*、某某公司."""
    parts = re.split(r"([、，,；;和及\s（）()]+)", text)
    return free("".join(name(part) if _is_person(part) else part for part in parts))


def free(text: str, spare: frozenset[str] = frozenset()) -> str:
    """What people write freely, with the numbers, cards, mail addresses and homes in it hidden; `spare` is left."""
    if isinstance(text, Clear) or not LIKELY.search(text):
        return text
    text = IDENTITY.sub(_identity, text)
    text = MOBILE.sub(lambda m: _unless(m, spare, f"{m[1]}****{m[4]}"), text)
    text = CARD.sub(_card, text)
    text = EMAIL.sub(lambda m: _unless(m, spare, f"{m[1]}***@{m[2]}"), text)
    return DWELLING.sub(STAR * 2 + "室", text)


def deep(value: Any, spare: frozenset[str] = frozenset()) -> Any:
    """The same in every text of something made of dicts and lists; what is sent as it is stays as it is."""
    return _each(value, lambda text: free(text, spare))


def whole(value: Any) -> Any:
    """The same with every text in it left as it is: for its own writer."""
    return _each(value, Clear)


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: _each(one, change) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_each(one, change) for one in value]
    return value


def is_identity(number: str) -> bool:
    """Whether eighteen signs are an identity number: a birthday that was, and the right check digit (GB 11643)."""
    digits = [int(sign) for sign in number[:17]]
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    check = "10X98765432"[sum(d * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]
    return born.year >= 1900 and number[0] in "12345678" and number[17].upper() == check


def is_card(number: str) -> bool:
    """Whether the digits meet the check of bank cards (Luhn)."""
    digits = [int(sign) for sign in number if sign.isdigit()]
    doubled = (sum(divmod(d * 2, 10)) if place % 2 else d for place, d in enumerate(reversed(digits)))
    return sum(doubled) % 10 == 0


def _identity(found: re.Match[str]) -> str:
    return identity(found[0]) if is_identity(found[0]) else found[0]


def _card(found: re.Match[str]) -> str:
    return account(found[0]) if is_card(found[0]) else found[0]


def _unless(found: re.Match[str], spare: frozenset[str], hidden: str) -> str:
    return found[0] if found[0] in spare else hidden


def _is_person(part: str) -> bool:
    """A surname and one or two more signs, which do not end as shops and offices do."""
    if not 2 <= len(part) <= 4 or part[-1] in PLACES_OF_WORK:
        return False
    return part.startswith(COMPOUND) or (len(part) <= 3 and part[0] in SURNAMES)


RULES: Final[Mapping[str, Callable[[str], str]]] = {
    "name": name,
    "phone": phone,
    "identity": identity,
    "address": address,
    "email": email,
    "account": account,
    "contact": contact,
    "suspect": suspect,
    "free": free,
    "none": str,
}
