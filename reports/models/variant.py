"""What one source printed for a figure where it differs from the figure on record."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from reports.rules.number import Number

from .choices import Qualifier, VariantKind
from .constraints import number_constraints, one_of
from .figure import Figure
from .source import Citation

__all__ = ["Variant"]


class Variant(models.Model):
    """A variant in date or attribution may leave qualifier and numbers empty; triggers hold it to its own report."""

    citation = models.ForeignKey(Citation, models.CASCADE, related_name="variants")
    figure = models.ForeignKey(Figure, models.CASCADE, related_name="variants")
    kind = models.CharField(max_length=12, choices=VariantKind)
    qualifier = models.CharField(max_length=12, choices=Qualifier, blank=True)
    low = models.PositiveIntegerField(null=True, blank=True)
    best = models.PositiveIntegerField(null=True, blank=True)
    high = models.PositiveIntegerField(null=True, blank=True)
    wording = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=35, blank=True, help_text=_("Of these words: uk, ru, en, …"))
    translated = models.BooleanField(default=False, help_text=_("The words are ours, not the page’s."))
    note = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["figure", "id"]
        constraints = [
            *number_constraints("variant", number_optional=True),
            one_of("variant_kind_known", "kind", VariantKind),
            models.UniqueConstraint(name="variant_once", fields=["figure", "citation", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.figure} in {self.citation.source}"

    @property
    def number(self) -> Number | None:
        """What the source printed, None where it differs in no number; reads the figure and its measure."""
        return Number.of(self, self.figure.measure.unit) if self.qualifier else None
