"""Every action of the policy table has a name in the words of the house, and a heading to stand under."""

from accounts.action_names import GROUPS, NAMES, said_refused, table, who_may
from accounts.policy import COLUMNS, POLICY


def test_every_action_has_a_name_and_a_group() -> None:
    assert not [action for action in POLICY if action not in NAMES], "accounts/action_names.py"
    assert not [action for action in POLICY if action.partition(".")[0] not in GROUPS]


def test_the_page_has_every_action_and_every_column_once() -> None:
    lines = [line for _group, lines in table() for line in lines]
    assert sorted(line.action for line in lines) == sorted(POLICY)
    assert all(len(line.cells) == len(COLUMNS) for line in lines)


def test_a_refusal_names_who_may() -> None:
    assert who_may("case.assign") == ["部门负责人", "检察长"]
    assert said_refused("case.assign") == "“变更承办检察官”由部门负责人、检察长办理。"
    assert said_refused("something else") == ""
