"""Invented cases of the other offices, so that those above have something below them."""

from desk.demo.matter import Matter, Measure
from desk.demo.paths import DONE

ROWS = (
    (Matter("jinhua", "food_drug", "连锁药房违规销售处方药", "金华市",
            "连锁药房多家门店未凭处方销售处方药，执业药师不在岗。",
            ("jinhua-samr",), (Measure("jinhua-samr", "开展处方药销售专项检查", "enforcement"),)),
     "50 register 45 evaluate 38 file 36 serve_filing 33 investigate 25 find"),
    (Matter("jinhua", "food_drug", "预制菜标签未标注添加剂", "金华市",
            "多家企业生产的预制菜未如实标注食品添加剂，流向学校和工地食堂。",
            ("jinhua-samr",), (Measure("jinhua-samr", "召回问题产品并督促整改标签", "enforcement"),)),
     "80 register 75 evaluate 70 file 68 serve_filing 65 investigate 50 recommend 48 serve 47 oblige:50 46 record_up 9 submit"),
    (Matter("dongyang", "heritage", "古民居木雕构件被盗卖", "东阳市",
            "列入保护名录的古民居木雕构件被拆卸盗卖，日常巡查缺位。",
            ("dongyang-culture",), (Measure("dongyang-culture", "完善安防并建立构件台账", "rules"),)),
     "75 register 70 evaluate 65 file 63 serve_filing 60 investigate 46 recommend 45 serve 44 oblige:42 43 record_up"),
    (Matter("dongyang", "ecology", "木材加工粉尘污染", "东阳市",
            "木材加工集聚区除尘设施停用，粉尘无组织排放。",
            ("dongyang-env",), (Measure("dongyang-env", "督促安装并运行除尘设施", "enforcement"),)),
     f"{DONE} 18 review 14 judge 9 close"),
    (Matter("yuyao", "ecology", "塑料产业园挥发性有机物超标", "余姚市",
            "产业园内企业活性炭长期不更换，挥发性有机物超标排放。",
            ("yuyao-env",), (Measure("yuyao-env", "督促更换活性炭并联网监测", "enforcement"),)),
     "45 register 40 evaluate 34 file 32 serve_filing 30 investigate 22 find 12 consult:6 5 conclude 4 oblige:30"),
    (Matter("ningbo", "accessibility", "客运站无障碍设施缺失", "宁波市",
            "两座客运站无障碍卫生间被改作储物间，语音提示缺失。",
            ("ningbo-transport",), (Measure("ningbo-transport", "恢复无障碍卫生间并补设提示", "restoration"),)),
     "60 register 55 evaluate 50 file 48 serve_filing 45 investigate 30 find 2 recommend"),
    (Matter("ningbo", "ecology", "近海非法倾倒疏浚泥", "宁波市",
            "运输船舶在禁倾区倾倒疏浚泥，海洋生态环境受损。", track="civil", major=True),
     "70 register 66 evaluate 60 file 55 investigate 45 find 20 announce"),
    (Matter("jiangsu", "personal_data", "停车小程序过度收集个人信息", "江苏省",
            "多款停车小程序强制索取手机号、位置和通讯录权限，注销账号无门。",
            ("jiangsu-cac",), (Measure("jiangsu-cac", "督促小程序整改并抽查", "network_security"),), source="screening"),
     "60 register 54 evaluate 48 file 46 serve_filing 40 investigate 32 find"),
)  # fmt: skip
