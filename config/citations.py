"""Articles of law as the reader's language cites them: 办案规则第七十五条 → Case-Handling Rules, art. 75."""

import re
from typing import Final

LAWS: Final = {
    "办案规则": "Case-Handling Rules",
    "司法解释": "Judicial Interpretation",
    "听证规定": "Hearing Rules",
    "听证工作指引": "Hearing Guide",
    "检察建议规定": "Recommendation Rules",
    "民事诉讼法": "Civil Procedure Law",
    "行政诉讼法": "Administrative Litigation Law",
    "民法典": "Civil Code",
    "内部目标": "Internal target",
    "约定期限": "Agreed date",
}
DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")}
PLACES: Final = {"十": 10, "百": 100}
NUMERAL: Final = "[零一二三四五六七八九十百]+"
ARTICLE: Final = re.compile(f"第({NUMERAL})条")
PART: Final = re.compile(f"第({NUMERAL})(款|项)")


def number(numeral: str) -> int:
    """The value of a Chinese numeral below a thousand: 一百零四 → 104."""
    total, digit = 0, 0
    for sign in numeral:
        if sign in PLACES:
            total, digit = total + (digit or 1) * PLACES[sign], 0
        else:
            digit = DIGITS[sign]
    return total + digit


def in_english(source: str) -> str:
    """A Chinese citation in English; names of laws that are not in the list stay as they are."""
    text = ARTICLE.sub(lambda found: f", art. {number(found[1])}", source)
    text = PART.sub(lambda found: f" ({number(found[1])})", text)
    for law, name in LAWS.items():
        text = text.replace(law, name)
    return text.replace("、, ", ", ").replace("、", "; ")
