from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeadlinesConfig(AppConfig):
    name = "deadlines"
    verbose_name = _("期限")

    def ready(self) -> None:
        from deadlines import checks  # noqa: F401  (registers the system checks)
