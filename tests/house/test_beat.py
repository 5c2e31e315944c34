"""Beat rings for tasks that exist, and every task that a bell must wake has one."""

from config.celery import BEAT, app
from tests.house import tree


def test_the_beat_table_names_the_registered_tasks() -> None:
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if name.split(".")[0] in tree.APPS}
    assert ours == set(BEAT)


def test_a_task_that_was_not_taken_in_time_is_not_piled_up() -> None:
    for entry in app.conf.beat_schedule.values():
        assert entry["options"]["expires"] == entry["schedule"]
