"""The flow tables as a page of docs, with a diagram each."""

from audit.flow import Flow, official
from cases.flow import CASE_FLOW, CLUE_FLOW, DECISION_FLOW, OBLIGATION_FLOW, RESPONDENT_FLOW

TABLES = (
    ("Clue", CLUE_FLOW),
    ("Case", CASE_FLOW),
    ("Respondent: one agency of a case", RESPONDENT_FLOW),
    ("Obligation", OBLIGATION_FLOW),
    ("Decision", DECISION_FLOW),
)


def as_markdown() -> str:
    """Every flow of a case: a state diagram, then move, from, to, who, guards, decided by, article."""
    head = "# Lifecycle\n\nPrinted from cases/flow.py by `make docs`; change the table, not this page.\n\n"
    return head + "".join(f"## {title}\n\n{_diagram(flow)}\n{_table(flow)}\n" for title, flow in TABLES)


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
