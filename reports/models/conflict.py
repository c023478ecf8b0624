"""A war, its sides, the people and forces whose losses are counted, and the days that orient a reader."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .constraints import lower_case

__all__ = ["Conflict", "Event", "Side", "Subject"]


class Conflict(models.Model):
    slug = models.SlugField(unique=True, validators=[lower_case])
    name = models.CharField(max_length=200)
    start_date = models.DateField(help_text=_("The day from which running totals count."))
    end_date = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-start_date", "name"]
        constraints = [
            models.CheckConstraint(
                name="conflict_ends_after_start",
                condition=Q(end_date=None) | Q(end_date__gte=F("start_date")),
                violation_error_message=_("A conflict cannot end before it starts."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Side(models.Model):
    slug = models.SlugField(unique=True, validators=[lower_case])
    name = models.CharField(max_length=100)
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="sides")
    history = HistoricalRecords()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Subject(models.Model):
    """Whose losses are counted."""

    slug = models.SlugField(unique=True, validators=[lower_case])
    name = models.CharField(max_length=200)
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="subjects")
    side = models.ForeignKey(Side, models.PROTECT, null=True, blank=True, related_name="subjects")
    part_of = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="parts",
        help_text=_("The larger subjects that it is part of; one that is part of these need not be named again."),
    )
    position = models.PositiveSmallIntegerField(default=100, help_text=_("Order in lists; lower comes first."))
    history = HistoricalRecords(m2m_fields=[part_of])

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Event(models.Model):
    """A dated happening, shown on timelines for orientation."""

    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="events")
    date = models.DateField()
    title = models.CharField(max_length=200)
    source = models.ForeignKey("Source", models.PROTECT, null=True, blank=True, related_name="events")
    history = HistoricalRecords()

    class Meta:
        ordering = ["date", "title"]
        constraints = [models.UniqueConstraint(name="event_once", fields=["conflict", "date", "title"])]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}: {self.title}"
