"""What holds the apps together: settings, addresses, the Celery app, the embedded services, error pages."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
