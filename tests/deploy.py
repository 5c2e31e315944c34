"""`check --deploy` on the production settings, with made-up secrets; any warning fails."""

import os
import subprocess
import sys

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "made-up-for-the-check-kX9!vQ2m#Lp7$Rt4@Zw8%Yb3^Nc6&Hd1*Gf5",
    "PERSONAL_KEYS": "made-up:bWFkZS11cC1mb3ItdGhlLWNoZWNrLTMyLWJ5dGVzISE=",
    "SITE_URL": "https://yisu.example",
    "ALLOWED_HOSTS": "yisu.example",
    "DATABASE_URL": "postgresql://yisu@127.0.0.1:1/yisu",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "CACHE_URL": "redis://127.0.0.1:1/1",
    "SMTP_HOST": "127.0.0.1",
    "EVIDENCE_SIGNING_KEY": "bWFkZS11cC1mb3ItdGhlLWNoZWNrLTMyLWJ5dGVzISE=",
}


def main() -> None:
    """Exit as the check does."""
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    sys.exit(subprocess.run(command, env={**os.environ, **ENVIRONMENT}, check=False).returncode)


if __name__ == "__main__":
    main()
