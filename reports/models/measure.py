"""What is counted: a thing, with the outcomes that a count of it certainly or possibly covers."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .choices import Category, Certainty, Unit
from .constraints import lower_case, one_of

__all__ = ["Measure", "MeasureOutcome", "Outcome"]


class Outcome(models.Model):
    """What happened to the one counted: killed, wounded, destroyed, captured."""

    slug = models.SlugField(unique=True, validators=[lower_case])
    name = models.CharField(max_length=60)
    applies_to = models.CharField(max_length=60, help_text=_("People, items, or both."))
    position = models.PositiveSmallIntegerField(default=100)
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    slug = models.SlugField(unique=True, validators=[lower_case])
    name = models.CharField(max_length=120)
    category = models.CharField(max_length=20, choices=Category)
    unit = models.CharField(max_length=10, choices=Unit)
    counts = models.CharField(max_length=60, help_text=_("The thing counted: people, tanks, …"))
    family = models.SlugField(
        validators=[lower_case], help_text=_("Measures of one family stand in one row of the grid.")
    )
    outcomes = models.ManyToManyField(Outcome, through="MeasureOutcome", related_name="measures")
    definition = models.TextField()
    position = models.PositiveSmallIntegerField(default=100, help_text=_("Order of rows; lower comes first."))
    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "name"]
        constraints = [
            one_of("measure_category_known", "category", Category),
            one_of("measure_unit_known", "unit", Unit),
        ]

    def __str__(self) -> str:
        return self.name


class MeasureOutcome(models.Model):
    """That a measure counts an outcome, and how surely. One row a pair, so no outcome is both certain and doubtful."""

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="measure_outcomes")
    outcome = models.ForeignKey(Outcome, models.PROTECT, related_name="measure_outcomes")
    certainty = models.CharField(max_length=12, choices=Certainty)
    history = HistoricalRecords()

    class Meta:
        ordering = ["measure", "outcome__position"]
        constraints = [
            models.UniqueConstraint(name="measure_outcome_once", fields=["measure", "outcome"]),
            one_of("measure_outcome_certainty_known", "certainty", Certainty),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.get_certainty_display()} {self.outcome}"
