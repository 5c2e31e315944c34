"""The laws that the invented cases rest on, by field."""

from cases.statutory import Field

BASIS: dict[Field, str] = {
    Field.ECOLOGY: "《中华人民共和国环境保护法》第六条、第五十八条；《中华人民共和国行政诉讼法》第二十五条第四款",
    Field.FOOD_DRUG: "《中华人民共和国食品安全法》第四条、第一百一十条；《中华人民共和国行政诉讼法》第二十五条第四款",
    Field.STATE_PROPERTY: "《中华人民共和国行政诉讼法》第二十五条第四款；《财政违法行为处罚处分条例》第十四条",
    Field.STATE_LAND: "《中华人民共和国土地管理法》第五十五条；《中华人民共和国行政诉讼法》第二十五条第四款",
    Field.HEROES: "《中华人民共和国英雄烈士保护法》第八条、第二十五条",
    Field.MINORS: "《中华人民共和国未成年人保护法》第五十八条、第一百零六条",
    Field.MILITARY: "《中华人民共和国军人地位和权益保障法》第六十二条",
    Field.WORK_SAFETY: "《中华人民共和国安全生产法》第七十四条第二款",
    Field.PERSONAL_DATA: "《中华人民共和国个人信息保护法》第五十一条、第七十条",
    Field.ANTITRUST: "《中华人民共和国反垄断法》第六十条第二款",
    Field.TELECOM_FRAUD: "《中华人民共和国反电信网络诈骗法》第二十九条、第四十七条",
    Field.FARM_PRODUCE: "《中华人民共和国农产品质量安全法》第七十九条第二款",
    Field.WOMEN: "《中华人民共和国妇女权益保障法》第七十七条",
    Field.ACCESSIBILITY: "《中华人民共和国无障碍环境建设法》第六十三条",
    Field.HERITAGE: "《中华人民共和国文物保护法》第九十九条",
    Field.RURAL_COLLECTIVE: "《中华人民共和国农村集体经济组织法》第五十六条",
    Field.OTHER: "《中华人民共和国行政诉讼法》第二十五条第四款",
}
