# ruff: noqa: F403, F405
"""Settings of the real web server of the fault tests: production's, without a step that collects the static files."""

from config.settings.prod import *

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
SECOND_FACTOR = False  # its people log in as programs do
