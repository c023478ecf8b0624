"""The one application of this project."""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Claims"

    def ready(self) -> None:
        """Register what the editors' desk adds to Django, its admin classes and its groups, and the triggers."""
        import_module("reports.newsroom.admin")
        accounts = import_module("reports.newsroom.accounts")
        triggers = import_module("reports.models.triggers")
        pre_migrate.connect(triggers.put_away, sender=self)
        post_migrate.connect(triggers.install, sender=self)
        post_migrate.connect(accounts.ensure_groups, sender=self)
