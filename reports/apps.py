"""The one application of this project."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Claims"

    def ready(self) -> None:
        """Register what the editors' desk adds to Django, its admin classes and its groups, and the triggers."""
        from reports.models import triggers
        from reports.newsroom import accounts, admin  # noqa: F401 (the admin registers its classes)

        pre_migrate.connect(triggers.put_away, sender=self)
        post_migrate.connect(triggers.install, sender=self)
        post_migrate.connect(accounts.ensure_groups, sender=self)
