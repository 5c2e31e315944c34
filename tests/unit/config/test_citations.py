"""Citations in English."""

import pytest

from config.citations import in_english, number


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("三", 3), ("十", 10), ("二十一", 21), ("七十", 70), ("一百零四", 104), ("一百一十", 110)],
)
def test_chinese_numerals_are_read(numeral: str, value: int) -> None:
    assert number(numeral) == value


@pytest.mark.parametrize(
    ("source", "english"),
    [
        (
            "办案规则第八十一条、司法解释第二十一条",
            "Case-Handling Rules, art. 81; Judicial Interpretation, art. 21",
        ),
        ("办案规则第七十五条第三项", "Case-Handling Rules, art. 75 (3)"),
        ("办案规则第十六条、第七十九条", "Case-Handling Rules, art. 16, art. 79"),
        ("某法第一条", "某法, art. 1"),
    ],
)
def test_an_article_is_cited_as_english_lawyers_do(source: str, english: str) -> None:
    assert in_english(source) == english
