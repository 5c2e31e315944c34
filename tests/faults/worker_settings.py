# ruff: noqa: F403, F405
"""Settings of the real workers that the fault tests start and kill: the test's database, short leases, slow mail."""

import os
from pathlib import Path

from config.settings.test import *

DATABASES["default"]["NAME"] = os.environ["FAULT_DATABASE"]
EMAIL_BACKEND = "tests.faults.slow_mail.Backend"
EMAIL_FILE_PATH = Path(os.environ["FAULT_MAIL"])
CHASE_HOUR = 0
DIGEST_DELAY_SECONDS = 1
OUTBOX_LEASE_SECONDS = 2
CELERY_TASK_DEFAULT_QUEUE = os.environ["FAULT_QUEUE"]
