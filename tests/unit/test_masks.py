"""What is hidden of each kind, and what is found in free text."""

import pytest

from audit import masks

IDENTITY = "11010519491231002X"  # the example of GB 11643
CARD = "6222021234567890128"


@pytest.mark.parametrize(
    ("rule", "text", "hidden"),
    [
        ("name", "张三", "张*"),
        ("name", "张三丰", "张**"),
        ("name", "欧阳锋", "欧阳*"),
        ("name", "John Smith", "J***"),
        ("name", "匿名市民", "匿名市民"),
        ("name", "", ""),
        ("phone", "13812341234", "138****1234"),
        ("phone", "+86 138-1234-1234", "138****1234"),
        ("phone", "0579-85123456", "****56"),
        ("phone", "电话", "****"),
        ("identity", "330782199001011234", "3307**********1234"),
        ("address", "浙江省金华市义乌市稠城街道12号", "浙江省金华市义乌市****"),
        ("address", "杭州市西湖区文三路1号阳光小区2幢", "杭州市西湖区****"),
        ("address", "某处", "****"),
        ("email", "zhangsan@example.cn", "z***@example.cn"),
        ("account", "6222 0212 3456 7890 128", "****0128"),
        ("contact", "13812341234", "138****1234"),
        ("contact", "a@example.cn", "a***@example.cn"),
        ("contact", "wx_zhang3", "****ang3"),
        ("suspect", "张三、义乌某快递有限公司和李小明", "张*、义乌某快递有限公司和李**"),
        ("suspect", "三家塑料颗粒加工点", "三家塑料颗粒加工点"),
        ("suspect", "王记饭店", "王记饭店"),
    ],
)
def test_each_kind_has_its_mask(rule: str, text: str, hidden: str) -> None:
    assert masks.RULES[rule](text) == hidden


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("联系13812345678。", "联系138****5678。"),
        ("138 1234 5678或138-1234-5678", "138****5678或138****5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        (f"身份证{IDENTITY}，", "身份证1101**********002X，"),
        (f"卡号{CARD}", "卡号****0128"),
        ("发到zhang.san@mail.example.cn吧", "发到z***@mail.example.cn吧"),
        ("住稠州北路88号2幢301室", "住稠州北路**室"),
    ],
)
def test_what_people_write_is_searched(text: str, hidden: str) -> None:
    assert masks.free(text) == hidden
    assert masks.free(masks.free(text)) == hidden, "masking twice changes nothing more"


@pytest.mark.parametrize(
    "text",
    [
        "浙义检公建〔2026〕12号",
        "110105194912310021",  # a wrong check digit
        "11010519491331002X",  # no such day
        "6222021234567890129",  # fails Luhn
        "913307820000000000",  # a credit code
        "9f138123456780a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718aa",
        "订单213812345678990",
        "公开听证室，办公室301",
        "2026年11月25日15时，共1380000件",
    ],
)
def test_what_is_no_number_of_a_person_stays(text: str) -> None:
    assert masks.free(text) == text


def test_what_may_be_seen_stays_as_it_is() -> None:
    assert masks.deep({"a": [masks.Clear("13812345678")], "b": 13812345678}) == {
        "a": ["13812345678"],
        "b": 13812345678,
    }
    assert masks.free("13812345678 13912345678", frozenset({"13812345678"})) == "13812345678 139****5678"
