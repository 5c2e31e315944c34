"""The flow tables as a page of docs, with a diagram each."""

from audit.flow import Flow, official
from cases import chains
from cases.between import COMMISSION_FLOW, INSTRUCTION_FLOW, LETTERS, RECORD_FLOW
from cases.flow import (
    CASE_FLOW,
    CLUE_FLOW,
    COURT_ACTS,
    DECISION_FLOW,
    OBLIGATION_FLOW,
    PERMITS,
    RESPONDENT_FLOW,
)

TABLES = (
    ("Clue", CLUE_FLOW),
    ("Case", CASE_FLOW),
    ("Respondent: one agency of a case", RESPONDENT_FLOW),
    ("Obligation", OBLIGATION_FLOW),
    ("Decision", DECISION_FLOW),
    ("Question or report to an office above, at each level", INSTRUCTION_FLOW),
    ("Record with the office above", RECORD_FLOW),
    ("Commission to an office elsewhere", COMMISSION_FLOW),
)


# Limits of the table that nothing starts yet, because what triggers them is not recorded anywhere.
NOT_STARTED = {
    "T01, T02": "requests for recusal are not recorded",
    "T17": "the day of a court hearing is not recorded; what the court sends is (`summoned`)",
    "T20B": "appeals against rulings: only judgments are recorded",
    "T23, T24, T25, T26": "recommendations on social governance are not made here yet",
}


def as_markdown() -> str:
    """Every flow of a case: a state diagram, then move, from, to, who, guards, decided by, article."""
    head = "# Lifecycle\n\nPrinted from cases/flow.py by `make docs`; change the table, not this page.\n\n"
    flows = "".join(f"## {title}\n\n{_diagram(flow)}\n{_table(flow)}\n" for title, flow in TABLES)
    return head + flows + chains.as_markdown() + "\n" + _permits() + _court() + _not_started()


def _permits() -> str:
    """What is decided without moving a state."""
    rows = (
        f"| `{name}` | {official(row.label)} | {row.action} | {' → '.join(row.chain)} | {official(row.article)} |\n"
        for name, row in (*PERMITS.items(), *LETTERS.items())
    )
    head = "| permit | | asked by | decided by | article |\n|---|---|---|---|---|\n"
    return "## Decided without moving a state\n\n" + head + "".join(rows) + "\n"


def _court() -> str:
    """What comes from the court or goes to it."""
    rows = (
        f"| `{name}` | {official(act.label)} | {', '.join(sorted(act.sources))} | {', '.join(act.starts['administrative'])} | "
        f"{', '.join(act.starts['civil'])} | {', '.join(act.stops)} | {official(act.article)} |\n"
        for name, act in COURT_ACTS.items()
    )
    head = "| act | | while | starts (administrative) | starts (civil) | ends | article |\n|---|---|---|---|---|---|---|\n"
    return "## Between us and the court\n\n" + head + "".join(rows) + "\n"


def _not_started() -> str:
    rows = "".join(f"- {rules}: {why}\n" for rules, why in NOT_STARTED.items())
    return "## Limits that nothing starts or ends yet\n\n" + rows


def _diagram(flow: Flow) -> str:
    arrows = [
        f"    {source} --> {move.target}: {official(move.label)}"
        for move in flow.moves
        for source in sorted(move.sources)
    ]
    return "```mermaid\nstateDiagram-v2\n" + "\n".join(arrows) + "\n```\n"


def _table(flow: Flow) -> str:
    head = (
        "| move | | from | to | action | guards | decided by | article |\n|---|---|---|---|---|---|---|---|\n"
    )
    rows = [
        " | ".join(
            [
                f"| `{move.name}`",
                official(move.label),
                ", ".join(sorted(move.sources)),
                move.target,
                move.action,
                ", ".join(guard.__name__ for guard in move.guards),
                " → ".join(move.chain),
                f"{official(move.article)} |",
            ]
        )
        for move in flow.moves
    ]
    return head + "\n".join(rows) + "\n"
