"""How far we have looked for a party's statements: our own record, which no party made."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .choices import Completeness, ReportKind
from .conflict import Conflict
from .constraints import one_of
from .party import Party

__all__ = ["Coverage"]


class Coverage(models.Model):
    """Only inside one of every statement is a gap the party's silence; beyond it our records end."""

    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="coverages")
    party = models.ForeignKey(Party, models.PROTECT, related_name="coverages")
    kind = models.CharField(
        max_length=20, choices=ReportKind, blank=True, help_text=_("Of what statements; empty: of all kinds.")
    )
    since = models.DateField(help_text=_("The first day that was searched."))
    until = models.DateField(help_text=_("The last day that was searched."))
    completeness = models.CharField(
        max_length=8,
        choices=Completeness,
        help_text=_("Every statement of these days is on record, or some that we found."),
    )
    looked_on = models.DateField(help_text=_("The day on which we looked."))
    note = models.TextField(blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["conflict", "party", "since", "kind"]
        constraints = [
            one_of("coverage_kind_known", "kind", ReportKind, blank=True),
            one_of("coverage_completeness_known", "completeness", Completeness),
            models.UniqueConstraint(
                name="coverage_once",
                fields=["conflict", "party", "kind", "since"],
                violation_error_message=_("There is a coverage of this party and kind from that day on already."),
            ),
            models.CheckConstraint(
                name="coverage_in_order",
                condition=Q(until__gte=F("since")),
                violation_error_message=_("It ends before it begins."),
            ),
        ]

    def __str__(self) -> str:
        what = self.get_kind_display() if self.kind else _("all kinds")
        return f"{self.party.short_name}, {what}: {self.since:%Y-%m-%d} – {self.until:%Y-%m-%d}"
