"""Settings that hold everywhere. What differs by place is read from the environment or stands in dev, test, prod."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import logs
from config.celery import BEAT
from config.settings import environment as env

django_stubs_ext.monkeypatch()  # so that Django's classes may be written with their types: Prefetch[str]

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / ".data")))

DEBUG = False
SECRET_KEY = env.text("SECRET_KEY")
ALLOWED_HOSTS: list[str] = []
SITE_URL = env.text("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}")
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "audit",
    "accounts",
    "agencies",
    "deadlines",
    "cases",
    "evidence",
    "consultations",
    "hearings",
    "desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "rest_framework",
    "rest_framework.authtoken",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "template_partials.apps.SimpleAppConfig",
    "guardian",
    "pgtrigger",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
    "csp",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.language.Language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "config.headers.Awake",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.second_factor.SecondFactor",
    "config.errors.Errors",
    "config.idempotency.Once",
    "config.veil.Veil",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "config.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.page",
                "desk.context.frame",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
        },
    }
]
FORM_RENDERER = "config.forms.Renderer"


def database(url: str) -> dict[str, Any]:
    """PostgreSQL at `url`: connections are kept, and no statement or lock may hang for ever."""
    limits = {
        "statement_timeout": env.number("DB_STATEMENT_TIMEOUT", 30_000),
        "lock_timeout": env.number("DB_LOCK_TIMEOUT", 10_000),
        "idle_in_transaction_session_timeout": 600_000,
    }
    found = env.database(url)
    options = {**found.pop("OPTIONS", {}), "options": " ".join(f"-c {k}={v}" for k, v in limits.items())}
    return {
        **found,
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


# --- who is it -------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "accounts.backends.People",
    "guardian.backends.ObjectPermissionBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_HANDLER = "accounts.lockout.Handler"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"], ["username"]]
AXES_SENSITIVE_PARAMETERS = ["code", "otp", "new_password1", "new_password2", "old_password"]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False
AXES_LOCKOUT_CALLABLE = "config.errors.locked_out"

SECOND_FACTOR = env.flag("SECOND_FACTOR", True)  # of every post for which its office does not say otherwise
OTP_TOTP_ISSUER = "Yisu"

PERSONAL_KEYS = env.text("PERSONAL_KEYS")  # id:key,… of sealed columns; the first seals, all of them open
UNMASK_PER_HOUR = env.number("UNMASK_PER_HOUR", 20)
UNMASK_PER_DAY = env.number("UNMASK_PER_DAY", 100)

# --- sessions and headers --------------------------------------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = env.number("SESSION_IDLE_SECONDS", 30 * 60)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "config.errors.csrf_refused"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF, "data:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- language, time, files -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "yisu_language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
SITE_NAME = _("益诉")

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(env.text("MEDIA_ROOT", str(DATA_DIR / "media")))
MEDIA_URL = ""
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


def s3(bucket: str) -> dict[str, Any]:
    """A private bucket: nothing is public, nothing overwritten, and what is read is spooled to disk and not held in memory."""
    options = {
        "bucket_name": bucket,
        "endpoint_url": env.text("S3_ENDPOINT_URL") or None,
        "region_name": env.text("S3_REGION") or None,
        "access_key": env.text("S3_ACCESS_KEY") or None,
        "secret_key": env.text("S3_SECRET_KEY") or None,
        "default_acl": None,  # as the bucket says, which blocks public access
        "file_overwrite": False,
        "querystring_auth": True,
        "max_memory_size": 1024 * 1024,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


EVIDENCE_MAX_BYTES = env.number("EVIDENCE_MAX_BYTES", 2 * 1024**3)
INCOMING_HOURS = env.number(
    "INCOMING_HOURS", 48
)  # an upload that nothing more comes of is swept away after these
INCOMING_MOST_FILES = env.number(
    "INCOMING_MOST_FILES", 200
)  # of one person, on their way or not yet handed in
INCOMING_MOST_BYTES = env.number("INCOMING_MOST_BYTES", 4 * EVIDENCE_MAX_BYTES)
ORPHAN_HOURS = env.number("ORPHAN_HOURS", 24)  # bytes without a row go after these; 0 leaves them
CLAMAV_SOCKET = env.text(
    "CLAMAV_SOCKET"
)  # a path or tcp://host:port; empty: files are checked by structure alone
CLAMAV_TIMEOUT = env.number("CLAMAV_TIMEOUT", 60)
EVIDENCE_SIGNING_KEY = env.text("EVIDENCE_SIGNING_KEY")  # empty: a key of its own is made under DATA_DIR
VERIFY_FROM = env.number("VERIFY_FROM", 20)  # between these hours every file is hashed again, once a night
VERIFY_UNTIL = env.number("VERIFY_UNTIL", 6)
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # a form says at its field how many it takes, which is fewer

# --- mail ------------------------------------------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "益诉 <no-reply@yisu.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_BACKEND = "config.mail.Files"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 20

# --- the chase -------------------------------------------------------------------------------------------------------
SWEEP_SECONDS = BEAT["deadlines.tasks.sweep"]  # after three times as long without a sweep the chase is dead
CHASE_HOUR = env.number("CHASE_HOUR", 9)  # it writes to people between these hours of workdays
CHASE_UNTIL = env.number("CHASE_UNTIL", 18)
SUIT_APPROVAL = env.choice(
    "SUIT_APPROVAL", ("", "upper", "province")
)  # who above consents to an administrative suit
DIGEST_DELAY_SECONDS = env.number("DIGEST_DELAY_SECONDS", 60)  # so that one sweep's rungs fill one mail
OUTBOX_LEASE_SECONDS = env.number("OUTBOX_LEASE_SECONDS", 300)

# --- between offices (rule 104) --------------------------------------------------------------------------------------
NEW_FIELDS_ASK_ABOVE = env.flag(
    "NEW_FIELDS_ASK_ABOVE", True
)  # a clue of no field the law names is asked about first
LEVELS_BETWEEN_ANSWER = env.flag(
    "LEVELS_BETWEEN_ANSWER", True
)  # a level on the way may answer what is in its power

# --- the registers ---------------------------------------------------------------------------------------------------
PERSONAL_DATA_BANDS = env.rising(
    "PERSONAL_DATA_BANDS", (10, 100, 1000)
)  # where bands begin, in ten thousands
INVITATION_DAYS = env.number(
    "INVITATION_DAYS", 7
)  # so long a link works by which somebody joins an agency's people

# --- API -------------------------------------------------------------------------------------------------------------
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "config.tokens.Tokens",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": [
        "accounts.programs.Json",
        "rest_framework.parsers.FormParser",
        "rest_framework.parsers.MultiPartParser",
    ],
    "DEFAULT_RENDERER_CLASSES": ["config.veil.Json"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "accounts.api.schema.Schema",
    "DEFAULT_THROTTLE_CLASSES": [
        "accounts.programs.StrangerRate",
        "accounts.programs.PersonRate",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": env.text("API_RATE_ANON", "60/min"),
        "user": env.text("API_RATE_USER", "1200/min"),
    },
    "EXCEPTION_HANDLER": "config.errors.api_problem",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Yisu API",
    "DESCRIPTION": "Public-interest litigation cases, from the first clue to closure or lawsuit.",
    "VERSION": "1",
    "DEFAULT_GENERATOR_CLASS": "accounts.api.schema.Description",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "ClueState": "cases.flow.ClueState",
        "CaseState": "cases.flow.CaseState",
        "RespondentState": "cases.flow.RespondentState",
        "ObligationState": "cases.flow.ObligationState",
        "SubmissionState": "cases.flow.SubmissionState",
        "DecisionState": "cases.flow.DecisionState",
        "OrderKind": "cases.between.OrderKind",
        "OrderState": "cases.between.OrderState",
        "InstructionKind": "cases.between.InstructionKind",
        "InstructionState": "cases.between.InstructionState",
        "RecordState": "cases.between.RecordState",
        "CommissionState": "cases.between.CommissionState",
        "ConsultationState": "consultations.flow.ConsultationState",
        "HearingState": "hearings.flow.HearingState",
        "FileState": "evidence.models.FileState",
        "PostName": "accounts.models.PostName",
        "Seat": "cases.flow.Seat",
        "Field": "cases.statutory.Field",
    },
}


# --- Redis: cache and broker -----------------------------------------------------------------------------------------
def cache(url: str) -> dict[str, Any]:
    """The cache, which may be emptied or away at any time; its keys never mix with the broker's."""
    return {
        "default": {
            "BACKEND": "config.cache.Redis",
            "LOCATION": url,
            "KEY_PREFIX": "yisu",
        }
    }


CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 540
CELERY_TASK_SOFT_TIME_LIMIT = 480
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = False  # they need no Redis to end
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # by default a worker gives up on Redis after a while
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 900,
    "unacked_restore_interval": 10,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 5,
    "health_check_interval": 25,
}
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]

LOGGING = logs.setup(json=False)
