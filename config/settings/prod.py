"""Settings of production: no default for a secret or an address, nothing over plain HTTP. See docs/production.md."""

from config import logs
from config.settings import environment as env
from config.settings.base import *

SECRET_KEY = env.needed("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.names("SECRET_KEY_FALLBACKS")
PERSONAL_KEYS = env.needed("PERSONAL_KEYS")
SITE_URL = env.needed("SITE_URL").rstrip("/")
ALLOWED_HOSTS = env.needed("ALLOWED_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL, *env.names("CSRF_TRUSTED_ORIGINS")]

DATABASES = {"default": database(env.needed("DATABASE_URL"))}
CELERY_BROKER_URL = env.needed("REDIS_URL")
CACHES = cache(env.needed("CACHE_URL"))

SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked from inside, where there may be no TLS
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
CONTENT_SECURITY_POLICY["DIRECTIVES"]["upgrade-insecure-requests"] = True
if proxies := env.number("TRUSTED_PROXIES", 0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    AXES_IPWARE_PROXY_COUNT = proxies
    AXES_IPWARE_META_PRECEDENCE_ORDER = ["HTTP_X_FORWARDED_FOR", "REMOTE_ADDR"]
    REST_FRAMEWORK["NUM_PROXIES"] = proxies

EVIDENCE_SIGNING_KEY = env.needed("EVIDENCE_SIGNING_KEY")
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
if bucket := env.text("S3_BUCKET"):
    STORAGES["default"] = s3(bucket)

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.needed("SMTP_HOST")
EMAIL_PORT = env.number("SMTP_PORT", 465)
EMAIL_HOST_USER = env.text("SMTP_USER")
EMAIL_HOST_PASSWORD = env.text("SMTP_PASSWORD")
EMAIL_USE_SSL = env.flag("SMTP_SSL", True)
EMAIL_USE_TLS = not EMAIL_USE_SSL

LOGGING = logs.setup(json=True)
