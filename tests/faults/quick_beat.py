"""The Celery app with a beat that rings every second, for tests that cannot wait a minute."""

from config.celery import app

__all__ = ["app"]

app.conf.beat_schedule = {
    name: {**bell, "schedule": 1}
    for name, bell in app.conf.beat_schedule.items()
    if name.startswith("deadlines.")
}
app.conf.beat_max_loop_interval = 1
