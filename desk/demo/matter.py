"""What an invented case is about, and the texts that people write about it."""

from collections.abc import Mapping
from dataclasses import dataclass

from cases.statutory import Field
from desk.demo.law import BASIS


@dataclass(frozen=True)
class Measure:
    """One thing to put right: by which agency, in which category, with which figure (name, unit, baseline, target)."""

    agency: str
    text: str
    category: str
    figure: tuple[str, str, str, str] | None = None


@dataclass(frozen=True)
class Matter:
    """One matter: where, what, who must act, what must be done."""

    office: str
    field: str
    title: str
    place: str
    facts: str
    agencies: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    source: str = "casework"
    source_note: str = ""
    giver: str = ""
    giver_contact: str = ""
    suspected: str = ""
    major: bool = False
    track: str = "administrative"
    other_fields: tuple[str, ...] = ()
    preventive: bool = False
    parent: int | None = None
    separate: str = "与本院在办案件的违法行为人、地点和行为性质均不相同，不属于同一性质的违法行为。"
    guests: tuple[tuple[str, str], ...] = ()
    obstacle: str = "治理工程须待汛期结束后施工，整改客观上暂时不能进行。"

    @property
    def case_title(self) -> str:
        """The title of the case made of the clue."""
        kind = "行政公益诉讼案" if self.track == "administrative" else "民事公益诉讼案"
        return f"{self.title}{kind}"

    @property
    def basis(self) -> str:
        """The law of the field."""
        return BASIS[Field(self.field)]

    @property
    def court(self) -> str:
        """The court that hears it."""
        return "金华市婺城区人民法院" if self.track == "administrative" else "金华市中级人民法院"

    @property
    def claims(self) -> str:
        """What is asked of the court."""
        if self.track == "civil":
            return "一、判令被告停止侵害、消除危险；二、判令被告赔偿损失并公开赔礼道歉。"
        return "一、确认被告未依法履行监督管理职责违法；二、判令被告限期履行职责。"

    @property
    def recommendation(self) -> Mapping[str, object]:
        """The eight contents without which no recommendation goes out."""
        requests = [f"{n}. {measure.text}" for n, measure in enumerate(self.measures, 1)]
        return {
            "origin": "本院在履行公益诉讼检察职责中发现本案线索，经初步调查后立案。",
            "harm": self.facts,
            "failure": "你单位负有监督管理职责，对上述情形未及时发现、制止和查处，致使公共利益持续受到侵害。",
            "basis": self.basis,
            "requests": "\n".join(requests) or "依法全面履行监督管理职责，消除公益损害。",
            "other": "整改情况及佐证材料请一并书面回复本院。",
        }

    @property
    def proved(self) -> Mapping[str, str]:
        """How far each element of a suit is proved, and by what."""
        return {
            "harm": "现场勘查笔录和照片证实违法状态持续存在，公共利益受到侵害的事实、范围清楚。",
            "law": f"适用法律明确：{self.basis}",
            "duty": "监管职责有法律、法规依据，三定方案和权力清单与之一致。",
            "failure": "整改期满后回访，违法状态仍在持续，仅采取部分措施，属于未依法全面履行职责。",
            "link": "违法行为未被制止与公益持续受损之间的关系，由勘查笔录和书证相互印证。",
        }

    truth = "经实地核实，反映的情况属实。"
    risk = "公共利益受损状态持续，未发现舆情和稳定风险，有启动办案程序的必要。"
    opinion = "属于公益诉讼法定领域，拟同意立案。"
    declined = "经调查，主管机关已在线索移送前完成查处，公共利益未受侵害。"
    reviewed = "经审核，事实清楚、依据充分，拟同意，请检察长审批。"
    plan = "一、实地勘查并拍照固定；二、调取监管档案和处罚记录；三、询问有关人员；四、必要时咨询专家。"
    evidence = (("现场勘查笔录", "inspection", "harm"), ("监管职责依据汇总", "documentary", "duty"))
    minutes = "检察机关通报调查情况，各单位就问题成因、职责分工和整改措施发表意见，形成磋商意见。"
    agreed = "各单位对事实无异议，按职责分工制定整改方案，在约定时间内完成并报送佐证材料。"
    position = "对检察机关通报的事实无异议，将按分工落实整改。"
    reply = "收到检察建议后，本单位成立专班，已排查问题点位并制定整改方案，主要措施已落实，长效机制正在完善。"
    announced = "拟就本案提起民事公益诉讼，告知适格主体可以依法提起诉讼。"
