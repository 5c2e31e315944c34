"""The flow tables are whole: every state can be reached, every action is in the policy, every step cites its article."""

import inspect
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db.models import TextChoices

from accounts.policy import COLUMNS, POLICY, as_markdown
from audit.flow import Flow
from cases import between, flow, guards
from cases.flow import CASE_FLOW, CLUE_FLOW, COURT_ACTS, PERMITS, STAGES, CaseState, ClueState, Seat
from cases.statutory import NUMBER_WORD, DocumentKind
from consultations.flow import CONSULTATION_FLOW
from deadlines.limits import RULE_SETS
from hearings.flow import HEARING_FLOW

FLOWS: dict[str, tuple[Flow, str]] = {
    "clue": (CLUE_FLOW, "registered"),
    "case": (CASE_FLOW, "filed"),
    "respondent": (flow.RESPONDENT_FLOW, "named"),
    "obligation": (flow.OBLIGATION_FLOW, "open"),
    "submission": (flow.SUBMISSION_FLOW, "sent"),
    "decision": (flow.DECISION_FLOW, "pending"),
    "instruction": (between.INSTRUCTION_FLOW, "asked"),
    "consultation": (CONSULTATION_FLOW, "called"),
    "hearing": (HEARING_FLOW, "planned"),
}
every = pytest.mark.parametrize(("table", "first"), FLOWS.values(), ids=FLOWS)


def reached(table: Flow, first: str) -> set[str]:
    """All states that can be come to from the first one."""
    found, before = {first}, set[str]()
    while found != before:
        before = set(found)
        found |= {move.target for move in table.moves if move.sources & before}
    return found


@every
def test_every_state_can_be_reached(table: Flow, first: str) -> None:
    assert reached(table, first) == set(table.states.values)


@every
def test_moves_run_between_known_states(table: Flow, first: str) -> None:
    for move in table.moves:
        assert move.sources | {move.target} <= set(table.states.values), move.name
        assert move.sources, move.name


@every
def test_every_action_is_in_the_policy(table: Flow, first: str) -> None:
    assert {move.action for move in table.moves} <= set(POLICY)


@every
def test_moves_are_named_once(table: Flow, first: str) -> None:
    names = [move.name for move in table.moves]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("table", [CLUE_FLOW, CASE_FLOW, flow.RESPONDENT_FLOW, flow.OBLIGATION_FLOW])
def test_every_step_of_the_law_cites_its_article(table: Flow) -> None:
    assert not [move.name for move in table.moves if not move.article]


def test_whoever_decides_holds_a_post_and_may_decide() -> None:
    chains = [move.chain for table in (CLUE_FLOW, CASE_FLOW) for move in table.moves]
    for chain in [*chains, *(permit.chain for permit in PERMITS.values())]:
        assert set(chain) <= set(Seat.values)
        assert all(f"decision.{seat}" in POLICY for seat in chain)


def test_the_office_above_decides_after_the_own_chief() -> None:
    assert [permit.chain for permit in PERMITS.values()] == [("head", "chief"), ("head", "chief", "upper")]
    assert {permit.action for permit in PERMITS.values()} <= set(POLICY)


def test_what_the_chief_decides_the_head_reviews_first() -> None:
    chains = {move.chain for table in (CLUE_FLOW, CASE_FLOW) for move in table.moves if move.chain}
    assert chains == {("head", "chief")}


def test_papers_and_clocks_are_known() -> None:
    limits = RULE_SETS[-1].limits
    for table, _first in FLOWS.values():
        for move in table.moves:
            assert not move.document or move.document in DocumentKind.values
            assert set(move.starts) | set(move.stops) <= set(limits), move.name
    assert set(NUMBER_WORD) == set(DocumentKind)
    for act in COURT_ACTS.values():
        assert set(act.starts) == {"administrative", "civil"}
        assert {rule for rules in act.starts.values() for rule in rules} | set(act.stops) <= set(limits)
        assert act.article
        assert act.sources <= set(CaseState.values)


@pytest.mark.parametrize("table", [table for table, _first in FLOWS.values()], ids=FLOWS)
def test_the_database_learns_each_change_once(table: Flow) -> None:
    pairs = table.transitions()
    assert len(pairs) == len(set(pairs))
    assert all(source != target for source, target in pairs)


def test_ended_cases_and_clues_move_no_more() -> None:
    """Unless an office above orders it in writing (rule 10)."""
    assert not _from_here(CASE_FLOW, {CaseState.CLOSED, CaseState.TRANSFERRED, CaseState.REVOKED})
    ended = {
        ClueState.FILED,
        ClueState.NOT_FILED,
        ClueState.TRANSFERRED,
        ClueState.REPORTED,
        ClueState.MERGED,
    }
    assert not _from_here(CLUE_FLOW, ended)


def _from_here(table: Flow, states: set[str]) -> list[str]:
    return [move.name for move in table.moves if move.sources & states and not move.ordered]


def test_every_state_stands_in_one_stage() -> None:
    staged = [state for _key, _label, states in STAGES for state in states]
    assert sorted(staged) == sorted(CaseState.values)
    assert len(STAGES) == 8


def test_no_suit_skips_the_served_recommendation_and_its_time() -> None:
    """G2 and G3."""
    needed = {
        guards.recommendation_served,
        guards.time_has_run,
        guards.somebody_fails,
        guards.announced_if_civil,
    }
    assert needed <= set(CASE_FLOW.named("sue").guards)


def guards_used() -> dict[str, Callable[[Any, date], Any]]:
    used = (guard for table, _first in FLOWS.values() for move in table.moves for guard in move.guards)
    return {guard.__name__: guard for guard in used}


@pytest.mark.parametrize("name", sorted(guards_used()))
def test_every_guard_cites_an_article_when_it_refuses(name: str) -> None:
    source = inspect.getsource(guards_used()[name])
    called = "".join(
        inspect.getsource(helper)
        for word, helper in vars(guards).items()
        if inspect.isfunction(helper) and f"{word}(" in source
    )
    assert any(word in source + called for word in ("第", "_RULE")), name


@every
def test_states_are_named_for_people(table: Flow, first: str) -> None:
    states: type[TextChoices] = table.states
    assert len({str(label) for label in states.labels}) == len(states.labels)


def test_the_policy_table_has_a_cell_for_everyone() -> None:
    assert all(set(row) == set(COLUMNS) for row in POLICY.values())
    assert all(f"\n| {action} |" in as_markdown() for action in POLICY)
