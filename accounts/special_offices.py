"""Where the tree of procuratorates does not follow the tree of areas. This is a table to be read by lawyers.

Whatever is not named here follows the rules of accounts/divisions.py: a province, a city and a county have one
procuratorate each, and each is led by that of the area around it. Every line below says where it comes from:

    LAW       a statute says so
    PUBLISHED named in a public list of procuratorates, or in one of the courts beside which they stand
    MEMORY    written down as commonly known and not checked; to be compared with the office's own papers

Districts are named as in accounts/data/divisions.csv. A branch office (分院) has no area code of its own, so it has the
code of the office that sends it out, with a number of ours behind it (110000-01), or the code that the list of areas
keeps free for "counties directly under the province" (429000).
"""

from dataclasses import dataclass

LAW, PUBLISHED, MEMORY = "law", "published", "memory"

SUPREME = ("100000", "中华人民共和国最高人民检察院", "最高检", "高")


@dataclass(frozen=True)
class Branch:
    """A branch office of a province, of municipal level, and the counties and districts that it leads.

    `mark` is what its papers' numbers begin with.
    """

    code: str
    name: str
    mark: str
    over: str
    basis: str


@dataclass(frozen=True)
class Added:
    """An office that has an area no list of areas knows: its own code, and the code of the office that leads it."""

    code: str
    name: str
    parent: str
    basis: str


# The organic law (人民检察院组织法, 2018) lets a province set up branches. The four municipalities have no cities, so
# their districts and counties are led by branches. Left out are branches that follow no area: the fourth of Beijing
# and the third of Shanghai (cases across regions and of the railways).
BRANCHES = (
    Branch("110000-01", "北京市人民检察院第一分院", "京一分", "海淀区 石景山区 门头沟区 昌平区 延庆区", PUBLISHED),
    Branch("110000-02", "北京市人民检察院第二分院", "京二分", "东城区 西城区 丰台区 房山区 大兴区", PUBLISHED),
    Branch("110000-03", "北京市人民检察院第三分院", "京三分", "朝阳区 通州区 顺义区 怀柔区 平谷区 密云区", PUBLISHED),
    Branch("120000-01", "天津市人民检察院第一分院", "津一分",
           "和平区 南开区 红桥区 西青区 武清区 宝坻区 蓟州区", PUBLISHED),
    Branch("120000-02", "天津市人民检察院第二分院", "津二分", "河东区 河西区 河北区 津南区 北辰区 静海区", PUBLISHED),
    Branch("120000-03", "天津市人民检察院第三分院", "津三分", "滨海新区 东丽区 宁河区", PUBLISHED),
    Branch("310000-01", "上海市人民检察院第一分院", "沪一分",
           "浦东新区 徐汇区 长宁区 闵行区 松江区 金山区 奉贤区", MEMORY),
    Branch("310000-02", "上海市人民检察院第二分院", "沪二分",
           "黄浦区 静安区 普陀区 虹口区 杨浦区 宝山区 嘉定区 青浦区 崇明区", MEMORY),
    Branch("500000-01", "重庆市人民检察院第一分院", "渝一分",
           "江北区 沙坪坝区 北碚区 长寿区 渝北区 合川区 潼南区 铜梁区 大足区 璧山区", PUBLISHED),
    Branch("500000-02", "重庆市人民检察院第二分院", "渝二分",
           "万州区 开州区 梁平区 忠县 云阳县 奉节县 巫山县 巫溪县 城口县", PUBLISHED),
    Branch("500000-03", "重庆市人民检察院第三分院", "渝三分", "涪陵区 南川区 武隆区 垫江县 丰都县", PUBLISHED),
    Branch("500000-04", "重庆市人民检察院第四分院", "渝四分",
           "黔江区 石柱土家族自治县 秀山土家族苗族自治县 酉阳土家族苗族自治县 彭水苗族土家族自治县", PUBLISHED),
    Branch("500000-05", "重庆市人民检察院第五分院", "渝五分",
           "渝中区 大渡口区 九龙坡区 南岸区 巴南区 江津区 永川区 綦江区 荣昌区", PUBLISHED),
    # Counties directly under a province.
    Branch("419000", "河南省人民检察院济源分院", "豫济分", "济源市", MEMORY),
    Branch("429000", "湖北省人民检察院汉江分院", "鄂汉", "仙桃市 潜江市 天门市", PUBLISHED),
    # That these two exist, and lead Qionghai and Lingao, is published; the other counties are from memory. Danzhou is
    # a city without counties since 2015; its procuratorate stays one of the first level, led by the second branch.
    Branch("460000-01", "海南省人民检察院第一分院", "琼一分",
           "五指山市 琼海市 文昌市 万宁市 定安县 屯昌县 澄迈县 陵水黎族自治县 保亭黎族苗族自治县 琼中黎族苗族自治县",
           MEMORY),
    Branch("460000-02", "海南省人民检察院第二分院", "琼二分",
           "儋州市 东方市 临高县 白沙黎族自治县 昌江黎族自治县 乐东黎族自治县", MEMORY),
    # Xiong'an: three counties that the list of areas still keeps under Baoding.
    Branch("130000-01", "河北省人民检察院雄安新区分院", "冀雄分", "雄县 容城县 安新县", MEMORY),
)  # fmt: skip

# An area of a county's rank whose procuratorate stands on the level of a city's, directly under the province.
AS_CITY = {
    "429021": PUBLISHED,  # 神农架林区
}

# Cities without counties whose one area in the list is the city itself: the city has its municipal procuratorate, and
# the towns are shared out among procuratorates of the first level, which have no area code.
# 三沙: the list has three groups of islands that are no counties; one procuratorate of the first level stands for them.
ADDED = (
    Added("441900-01", "东莞市第一市区人民检察院", "441900", MEMORY),
    Added("441900-02", "东莞市第二市区人民检察院", "441900", MEMORY),
    Added("441900-03", "东莞市第三市区人民检察院", "441900", PUBLISHED),
    Added("442000-01", "中山市第一市区人民检察院", "442000", MEMORY),
    Added("442000-02", "中山市第二市区人民检察院", "442000", MEMORY),
    Added("460300-01", "三沙群岛人民检察院", "460300", MEMORY),
)

# Procuratorates that are called otherwise than the rules would have it.
NAMES = {
    "520203": ("六枝特区人民检察院", MEMORY),  # no district of Liupanshui, though numbered like one
    "620201": (
        "嘉峪关市城区人民检察院",
        PUBLISHED,
    ),  # the city without counties has one office of the first level
    "632857": (
        "大柴旦矿区人民检察院",
        PUBLISHED,
    ),  # an administrative committee, with a court and a procuratorate
    "654000": ("新疆维吾尔自治区人民检察院伊犁哈萨克自治州分院", PUBLISHED),
}

# The Production and Construction Corps of Xinjiang (兵团). By the decision of the NPC's standing committee of
# 29 December 1998, to which article 14 of the organic law refers, its procuratorates are sent out by that of the
# autonomous region: the Corps' own, one branch for each division, one for each reclamation area; the Corps' own leads
# the others (LAW). The Supreme Procuratorate writes to it as to a province, so it stands beside the provinces here.
# Which city belongs to which division is certain; the offices' names are from memory, and of the some thirty
# reclamation areas only those with a city are in the list. The twelfth division has no city and is not loaded.
CORPS = ("660000", "新疆生产建设兵团人民检察院", "兵", "100000")
CORPS_DIVISIONS = {
    "659001": ("第八师", "石河子市人民检察院"),
    "659002": ("第一师", "新疆生产建设兵团阿拉尔垦区人民检察院"),
    "659003": ("第三师", "新疆生产建设兵团图木舒克垦区人民检察院"),
    "659004": ("第六师", "新疆生产建设兵团五家渠垦区人民检察院"),
    "659005": ("第十师", "新疆生产建设兵团北屯垦区人民检察院"),
    "659006": ("第二师", "新疆生产建设兵团铁门关垦区人民检察院"),
    "659007": ("第五师", "新疆生产建设兵团双河垦区人民检察院"),
    "659008": ("第四师", "新疆生产建设兵团可克达拉垦区人民检察院"),
    "659009": ("第十四师", "新疆生产建设兵团昆玉垦区人民检察院"),
    "659010": ("第七师", "新疆生产建设兵团胡杨河垦区人民检察院"),
    "659011": ("第十三师", "新疆生产建设兵团新星垦区人民检察院"),
    "659012": ("第九师", "新疆生产建设兵团白杨垦区人民检察院"),
}

# Areas in the list without a procuratorate of their own.
WITHOUT = {
    "350527": "金门县: no procuratorate of the mainland works there",
    "460321": "西沙群岛: see 三沙群岛人民检察院",
    "460322": "南沙群岛: see 三沙群岛人民检察院",
    "460323": "中沙群岛的岛礁及其海域: see 三沙群岛人民检察院",
}

# What the numbers of papers begin with. The provinces' are their abbreviations; the rest is what is known so far.
# Elsewhere a mark is only proposed, from the name of the area, and an administrator puts in the one that is in use.
MARKS = {
    "110000": "京", "120000": "津", "130000": "冀", "140000": "晋", "150000": "内蒙", "210000": "辽", "220000": "吉",
    "230000": "黑", "310000": "沪", "320000": "苏", "330000": "浙", "340000": "皖", "350000": "闽", "360000": "赣",
    "370000": "鲁", "410000": "豫", "420000": "鄂", "430000": "湘", "440000": "粤", "450000": "桂", "460000": "琼",
    "500000": "渝", "510000": "川", "520000": "黔", "530000": "云", "540000": "藏", "610000": "陕", "620000": "甘",
    "630000": "青", "640000": "宁", "650000": "新",
    "330200": "甬", "330281": "余", "330700": "金", "330782": "义", "330783": "东",
    "429004": "鄂仙", "429005": "鄂潜", "429006": "天", "429021": "神",
}  # fmt: skip
