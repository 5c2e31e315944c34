# ruff: noqa: F403, F405
"""Settings of the real workers and sweepers that the fault tests kill: the test's database, short leases, slow mail."""

import os
from pathlib import Path

from config.settings.test import *

DATABASES["default"]["NAME"] = os.environ["FAULT_DATABASE"]
EMAIL_BACKEND = "tests.faults.slow_mail.Backend"
EMAIL_FILE_PATH = Path(os.environ["FAULT_MAIL"])
CHASE_HOUR, CHASE_UNTIL = 0, 24
DIGEST_DELAY_SECONDS = int(os.environ.get("FAULT_DIGEST_DELAY", "1"))
OUTBOX_LEASE_SECONDS = int(os.environ.get("FAULT_LEASE", "2"))
CELERY_BROKER_TRANSPORT_OPTIONS = {
    **CELERY_BROKER_TRANSPORT_OPTIONS,
    "visibility_timeout": 3,
    "unacked_restore_interval": 1,
}
