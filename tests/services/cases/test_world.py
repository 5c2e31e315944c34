"""The world itself: every state of a clue and a case can be reached through the services."""

import pytest

from cases.flow import CaseState, ClueState
from desk.demo import paths
from tests.world import World


@pytest.mark.parametrize("state", ClueState.values)
def test_a_clue_can_be_walked_to_every_state(world: World, state: str) -> None:
    clue = world.clue(state)
    assert (clue.state if state != "reported" else clue.reported_from.clue.state) == state


@pytest.mark.parametrize("state", CaseState.values)
def test_a_case_can_be_walked_to_every_state(world: World, state: str) -> None:
    assert world.case(state).state == state


def test_the_scripts_know_every_state() -> None:
    assert set(paths.CLUES) == set(ClueState.values)
    assert set(paths.CASES) == set(CaseState.values)
