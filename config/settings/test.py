"""Settings of the tests: as strict as production where it matters, and fast where it does not."""

import os
import sys
from typing import Any

from config import services
from config.settings.base import *

SECRET_KEY = "only-for-tests-" + "x" * 50
PERSONAL_KEYS = "made-up:bWFkZS11cC1mb3ItdGhlLWNoZWNrLTMyLWJ5dGVzISE="  # as in tests/deploy.py: one database, two processes
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AXES_ENABLED = False
SECOND_FACTOR = False
DEBUG = False

if "pytest" in sys.modules:
    services.start_for_tests(os.environ)
_urls = services.urls(os.environ)
DATABASES = {"default": database(_urls.database)}
DATABASES["default"]["TEST"] = {"NAME": f"test_yisu_{os.environ.get('YISU_TEST_RUN', 'x')}"}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BROKER_URL = _urls.broker
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = services.TEST_DATA / "media" / os.environ.get("PYTEST_XDIST_WORKER", "main")
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"anon": None, "user": None}}


class Undefined(str):
    """What a template prints for a variable that nobody gave it: nothing, loudly."""

    def __contains__(self, key: object) -> bool:
        return key == "%s"

    def __mod__(self, missing: Any) -> str:
        raise LookupError(f"undefined template variable: {missing}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("undefined")
