"""A step in a party's totals that is no new loss."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .choices import AdjustmentKind, Evidence
from .conflict import Subject
from .constraints import one_of
from .measure import Measure
from .party import Party
from .source import Source

__all__ = ["Adjustment"]


class Adjustment(models.Model):
    """``amount`` is what the step took from the total or added to it, with its sign; None where that is not known.

    It is about one measure alone: a bulletin in which one total is restated says nothing of its others.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="adjustments")
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="adjustments")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="adjustments")
    day = models.DateField(help_text=_("The day of the total that made the step."))
    kind = models.CharField(max_length=30, choices=AdjustmentKind)
    amount = models.IntegerField(
        null=True, blank=True, help_text=_("With its sign: −5 took five away. Empty if it is not known.")
    )
    stated = models.CharField(_("how we know"), max_length=10, choices=Evidence)
    wording = models.CharField(max_length=300, blank=True, help_text=_("The party’s words, if it stated it."))
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="adjustments")
    note = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-day", "party", "measure__position", "kind"]
        constraints = [
            one_of("adjustment_kind_known", "kind", AdjustmentKind),
            one_of("adjustment_stated_known", "stated", Evidence),
            models.UniqueConstraint(
                name="adjustment_once",
                fields=["party", "subject", "measure", "day", "kind"],
                violation_error_message=_("This adjustment of that day is on record already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party.short_name}, {self.day:%Y-%m-%d}: {self.measure}, {self.get_kind_display()}"
