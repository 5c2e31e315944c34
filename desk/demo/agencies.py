"""The agencies of the demo world and what the law makes their duty. The people are invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One agency: its office's slug and its own, names, line of government, people, duties, the slug of its superior.

    A duty is (matter, basis), or with where else it is written: (matter, basis, kind of source, name of the paper).
    """

    slug: str
    name: str
    short_name: str
    kind: str
    people: str
    duties: tuple[tuple[str, ...], ...]
    main: bool = False
    superior: str = ""

    @property
    def office(self) -> str:
        """The procuratorate of the same area."""
        return self.slug.split("-")[0]


PERSONAL_DATA = "《中华人民共和国个人信息保护法》第六十条"
AGAINST_FRAUD = "《中华人民共和国反电信网络诈骗法》第六条、第二十九条"
NETWORK = "《中华人民共和国网络安全法》（2016年公布）第八条、第二十一条"
DATA = "《中华人民共和国数据安全法》第六条"
POWERS, FIXES = (
    ("power_list", "义乌市政府部门权力清单"),
    ("three_fixes", "机构职能配置、内设机构和人员编制规定"),
)
TASKS = ("responsibility_list", "义乌市政府部门责任清单")

AGENCIES = (
    Row("jinhua-cac", "金华市互联网信息办公室", "金华市网信办", "cac", "", (
        ("统筹协调个人信息保护工作和相关监督管理", PERSONAL_DATA),
        ("数据出境安全管理", "《数据出境安全评估办法》第三条"),
    )),
    Row("jinhua-post", "金华市邮政管理局", "金华市邮政管理局", "post", "", (
        ("邮政普遍服务和快递市场监督管理", "《中华人民共和国邮政法》第四条"),
        ("快递末端网点备案管理", "《快递暂行条例》第十九条"),
    )),
    Row("jinhua-samr", "金华市市场监督管理局", "金华市市场监管局", "samr", "倪叔同", (
        ("食品药品安全监督管理", "《中华人民共和国食品安全法》第六条"),
    )),
    Row("yiwu-cac", "义乌市互联网信息办公室", "义乌市网信办", "cac", "虞晓帆 方建平", (
        ("统筹协调个人信息保护工作和相关监督管理", PERSONAL_DATA, *FIXES),
        ("统筹协调网络安全工作，组织联合执法检查", NETWORK, *POWERS),
        ("网络数据安全监督管理和业务指导", DATA, *TASKS),
    ), main=True, superior="jinhua-cac"),
    Row("yiwu-post", "义乌市邮政管理局", "义乌市邮政管理局", "post", "季春雷 楼国良", (
        ("寄递行业监督管理，督促企业保护用户信息", "《快递暂行条例》第五条、第三十四条", *POWERS),
        ("推广应用隐私面单，从源头防止寄递信息泄露", AGAINST_FRAUD, *TASKS),
    ), main=True, superior="jinhua-post"),
    Row("yiwu-mdc", "义乌市市场发展委员会", "义乌市市场发展委", "market", "陈佩珊 傅立新", (
        ("电商物流行业监督管理，督促企业履行数据安全、个人信息保护义务", "《中华人民共和国数据安全法》第六条、第二十七条", *FIXES),
        ("指导行业协会开展网络安全教育培训", "《中华人民共和国数据安全法》第十条"),
        ("电商云仓等新业态培育和行业管理", "", *FIXES),
    ), main=True),
    Row("yiwu-police", "义乌市公安局", "义乌市公安局", "police", "骆海涛 王立诚", (
        ("网络安全等级保护和数据分类分级监督检查", NETWORK, *POWERS),
        ("电信网络诈骗预警通报和防范措施执法检查", AGAINST_FRAUD, *TASKS),
        ("查处侵害公民个人信息的违法行为", "《中华人民共和国个人信息保护法》第六十条、第七十一条"),
    ), main=True),
    Row("yiwu-samr", "义乌市市场监督管理局", "义乌市市场监管局", "samr", "丁文倩 朱永年", (
        ("电子商务经营活动监督管理", "《中华人民共和国电子商务法》第六条", *POWERS),
        ("平台与寄递企业数据对接，推动隐私面单应用", "《中华人民共和国电子商务法》第五十二条", *TASKS),
        ("食品安全监督管理", "《中华人民共和国食品安全法》第六条"),
        ("企业信用监督管理", "《企业信息公示暂行条例》第五条"),
    ), main=True, superior="jinhua-samr"),
    Row("yiwu-env", "金华市生态环境局义乌分局", "义乌生态环境分局", "environment", "龚雪莹", (
        ("环境污染防治监督管理", "《中华人民共和国环境保护法》第十条"),
        ("危险废物全过程监督管理", "《中华人民共和国固体废物污染环境防治法》第九条"),
    )),
    Row("yiwu-housing", "义乌市住房和城乡建设局", "义乌市建设局", "housing", "叶继川", (
        ("无障碍设施工程建设监督管理", "《中华人民共和国无障碍环境建设法》第七条、第六十一条"),
        ("建筑施工安全监督管理", "《建设工程安全生产管理条例》第四十条"),
    )),
    Row("yiwu-emergency", "义乌市应急管理局", "义乌市应急管理局", "emergency", "宋亦凡", (
        ("安全生产综合监督管理", "《中华人民共和国安全生产法》第十条"),
    )),
    Row("yiwu-agri", "义乌市农业农村局", "义乌市农业农村局", "agriculture", "杜晓川", (
        ("农产品质量安全监督管理", "《中华人民共和国农产品质量安全法》第五条"),
        ("农村集体资产监督管理", "《中华人民共和国农村集体经济组织法》第十条"),
    )),
    Row("yiwu-culture", "义乌市文化和广电旅游体育局", "义乌市文广旅体局", "culture", "冯澍", (
        ("文物保护监督管理", "《中华人民共和国文物保护法》第十条"),
        ("娱乐场所未成年人保护监督管理", "《中华人民共和国未成年人保护法》第五十八条"),
    )),
    Row("yiwu-water", "义乌市水务局", "义乌市水务局", "water", "石清越", (
        ("河道管理和水土保持监督管理", "《中华人民共和国水法》第十二条"),
    )),
    Row("yiwu-health", "义乌市卫生健康局", "义乌市卫生健康局", "health", "江一苇", (
        ("医疗机构和医疗废物监督管理", "《医疗废物管理条例》第五条"),
    )),
    Row("yiwu-resources", "义乌市自然资源和规划局", "义乌市自然资源局", "resources", "翁启航", (
        ("土地出让和耕地保护监督管理", "《中华人民共和国土地管理法》第五条、第六十七条"),
    )),
    Row("dongyang-env", "金华市生态环境局东阳分局", "东阳生态环境分局", "environment", "吕乔木", (
        ("环境污染防治监督管理", "《中华人民共和国环境保护法》第十条"),
    )),
    Row("dongyang-culture", "东阳市文化和广电旅游体育局", "东阳市文广旅体局", "culture", "斯远道", (
        ("文物保护监督管理", "《中华人民共和国文物保护法》第十条"),
    )),
    Row("yuyao-env", "宁波市生态环境局余姚分局", "余姚生态环境分局", "environment", "毛子骞", (
        ("环境污染防治监督管理", "《中华人民共和国环境保护法》第十条"),
    )),
    Row("ningbo-transport", "宁波市交通运输局", "宁波市交通运输局", "transport", "应望潮", (
        ("道路和水路运输监督管理", "《中华人民共和国道路运输条例》第七条"),
    )),
    Row("jiangsu-cac", "江苏省互联网信息办公室", "江苏省网信办", "cac", "尤若川", (
        ("统筹协调个人信息保护工作和相关监督管理", PERSONAL_DATA),
    )),
)  # fmt: skip
