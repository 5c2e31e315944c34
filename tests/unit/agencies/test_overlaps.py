"""Who has a matter: one agency, several, or nobody."""

from agencies.overlaps import Holding, articles, fits, shared_articles, table

POST, POLICE, MARKET = "邮政", "公安", "市场发展"
CLAIMS = [
    ("面单", POST, "监管"),
    ("培训", POST, "配合"),
    ("培训", MARKET, "牵头"),
    ("培训", MARKET, "指导"),
    ("预警", POLICE, "不承担"),
]


def test_a_matter_of_several_agencies_overlaps_and_one_of_nobody_is_a_gap() -> None:
    training, waybill, warning = table(["培训", "面单", "预警"], [POST, POLICE, MARKET], CLAIMS)
    assert (training.holding, training.holders) == (Holding.OVERLAP, (POST, MARKET))
    assert training.cells == ((POST, ("配合",)), (POLICE, ()), (MARKET, ("牵头", "指导")))
    assert (waybill.holding, waybill.holders) == (Holding.SOLE, (POST,))
    assert table(["保险"], [POST], CLAIMS)[0].holding == Holding.GAP
    assert warning.holding == Holding.SOLE


def test_who_only_helps_or_denies_does_not_count() -> None:
    lines = table(
        ["培训", "预警"], [POST, POLICE, MARKET], CLAIMS, holds=lambda part: part in ("牵头", "指导")
    )
    assert [(line.holding, line.holders) for line in lines] == [(Holding.SOLE, (MARKET,)), (Holding.GAP, ())]
    assert lines[1].cells[1] == (POLICE, ("不承担",))


def test_a_text_speaks_of_a_matter_when_every_word_stands_in_it() -> None:
    assert fits("个人信息 快递", "督促快递企业保护个人信息")
    assert not fits("个人信息 快递", "统筹协调个人信息保护")


def test_articles_shared_by_agencies_are_found() -> None:
    assert articles("《中华人民共和国网络安全法》第八条、第二十一条，《快递暂行条例》第五条") == {
        ("网络安全法", "第八条"),
        ("网络安全法", "第二十一条"),
        ("快递暂行条例", "第五条"),
    }
    bases = [(POST, "《网络安全法》第八条"), (POLICE, "《中华人民共和国网络安全法》第八条、第二十一条")]
    assert shared_articles(bases) == {("网络安全法", "第八条"): [POST, POLICE]}
