"""Settings of `make run` and of manage.py on a developer's machine: PostgreSQL and Redis are started for them."""

import os

from config import services
from config.settings import environment as env
from config.settings.base import *

DEBUG = env.flag("DEBUG", True)
SECRET_KEY = env.text("SECRET_KEY", "only-for-development-" + "x" * 40)
PERSONAL_KEYS = env.text("PERSONAL_KEYS") or services.own_key(DATA_DIR)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.names("ALLOWED_HOSTS")]
SECOND_FACTOR = env.flag("SECOND_FACTOR", not DEBUG)
SESSION_COOKIE_AGE = env.number("SESSION_IDLE_SECONDS", 12 * 3600)

_urls = services.urls(os.environ)
DATABASES = {"default": database(_urls.database)}
CACHES = cache(_urls.cache)
CELERY_BROKER_URL = _urls.broker
WHITENOISE_USE_FINDERS = True
