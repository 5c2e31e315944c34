"""The Celery app, and what beat rings for: one line per task. Beat only wakes a task; the rows say what is to be done."""

import os

from celery import Celery

from config.settings import environment as env

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("yisu")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# fmt: off
BEAT: dict[str, float] = {  # task                       seconds
    "deadlines.tasks.sweep":                             env.number("SWEEP_SECONDS", 60),
    "deadlines.tasks.deliver_outbox":                    10,
    "evidence.tasks.check":                              10,
    "evidence.tasks.sweep_incoming":                     3_600,
    "evidence.tasks.verify":                             600,
    "audit.tasks.forget_answers":                        21_600,
}
# fmt: on
app.conf.beat_schedule = {
    name: {"task": name, "schedule": every, "options": {"expires": every}} for name, every in BEAT.items()
}
