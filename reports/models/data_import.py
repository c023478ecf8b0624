"""What was imported from files, and when: a load that is already done is not repeated."""

from django.db import models
from django.utils.translation import gettext_lazy as _

__all__ = ["DataImport"]


class DataImport(models.Model):
    name = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64, help_text=_("SHA-256 over the files, in order of their names."))
    finished_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
