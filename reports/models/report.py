"""One statement by one party on one day."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .choices import PUBLIC, Act, Method, ReportKind, Status
from .conflict import Conflict
from .constraints import lower_case, one_of
from .party import Party
from .validation import DENIES_ITSELF, REVISES_ITSELF

__all__ = ["Report", "ReportQuerySet"]


class ReportQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(status=Status.PUBLISHED)

    def public(self) -> Self:
        """Published, or published once: corrected and retracted ones stay at their addresses."""
        return self.filter(status__in=PUBLIC)

    def stated_by(self, day: date) -> Self:
        """What had become known by the end of ``day``."""
        return self.filter(stated_on__lte=day)

    def without_number(self) -> Self:
        return self.filter(figures=None)

    def withdrawals(self) -> Self:
        """With which a party took an earlier report back: a revision that gives no figure."""
        return self.filter(revises__isnull=False).without_number()


class PublishedReports(models.Manager.from_queryset(ReportQuerySet)):
    def get_queryset(self) -> ReportQuerySet:
        return super().get_queryset().published()


class Report(models.Model):
    """Holds any number of figures; none if the statement gave no number.

    ``published`` yields published reports only, for everything the public sees; ``all_objects`` is for editors.
    """

    slug = models.SlugField(
        max_length=100, unique=True, validators=[lower_case], help_text=_("Its address on the site: /reports/…/")
    )
    conflict = models.ForeignKey(Conflict, models.PROTECT, related_name="reports")
    party = models.ForeignKey(Party, models.PROTECT, related_name="reports")
    speaker = models.CharField(max_length=200, blank=True, help_text=_("The person who spoke, with office."))
    stated_at = models.TimeField(
        _("time of day"), null=True, blank=True, help_text=_("In UTC, if known; it orders several statements of a day.")
    )
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, choices=ReportKind)
    method = models.CharField(max_length=30, choices=Method, help_text=_("How the party says it knows."))
    stated_on = models.DateField(help_text=_("The day the party said it."))
    stated_on_known = models.BooleanField(
        default=True, help_text=_("Untick where only the day of the earliest source is known.")
    )
    draws_on = models.ManyToManyField(
        Party,
        blank=True,
        related_name="drawn_on_by",
        help_text=_("Parties whose data it used: agreement with them is no corroboration."),
    )
    revises = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="revised_by",
        help_text=_("An earlier report that the party itself corrects with this one."),
    )
    denies = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="denied_by",
        help_text=_("Another party’s report that the party denies with this one. Verdicts do not change by it."),
    )
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        help_text=_("The version of this record whose place this one takes."),
    )
    act = models.CharField(
        max_length=12, choices=Act, blank=True, help_text=_("What it does to the version that it replaces.")
    )
    correction_reason = models.TextField(
        blank=True, help_text=_("For readers: what was wrong in the version that this one replaces.")
    )
    addition_reason = models.TextField(
        blank=True, help_text=_("For readers: what the source says differently that this version adds.")
    )
    revision_reason = models.TextField(
        blank=True, help_text=_("For readers: what the party said on why it corrects itself, or how that is known.")
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    wording = models.TextField(blank=True, help_text=_("The words of a statement without a number."))
    language = models.CharField(max_length=35, blank=True, help_text=_("Of the words: uk, ru, en, …"))
    note = models.TextField(blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reports_written"
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reports_reviewed"
    )
    last_changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="reports_changed"
    )
    version = models.PositiveIntegerField(
        default=1, help_text=_("Counts every change at the desk, so that nobody writes over one unseen.")
    )
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords(m2m_fields=[draws_on])

    all_objects = models.Manager.from_queryset(ReportQuerySet)()
    published = PublishedReports()

    class Meta:
        ordering = ["-stated_on", "-id"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"
        permissions = [("publish_report", _("Can publish reports"))]
        indexes = [
            models.Index(name="report_by_party_and_day", fields=["party", "-stated_on"]),
            models.Index(name="report_by_conflict_and_day", fields=["conflict", "-stated_on"]),
        ]
        constraints = [
            one_of("report_kind_known", "kind", ReportKind),
            one_of("report_method_known", "method", Method),
            one_of("report_status_known", "status", Status),
            models.CheckConstraint(
                name="report_revises_another",
                condition=Q(revises=None) | ~Q(revises=F("id")),
                violation_error_message=REVISES_ITSELF,
            ),
            models.CheckConstraint(
                name="report_denies_another",
                condition=Q(denies=None) | ~Q(denies=F("id")),
                violation_error_message=DENIES_ITSELF,
            ),
            models.CheckConstraint(
                name="report_replaces_another",
                condition=Q(replaces=None) | ~Q(replaces=F("id")),
                violation_error_message=_("A report cannot replace itself."),
            ),
            one_of("report_act_known", "act", Act, blank=True),
            models.CheckConstraint(
                name="report_act_on_another",
                condition=Q(replaces=None, act="") | (Q(replaces__isnull=False) & ~Q(act="")),
                violation_error_message=_(
                    "A version that replaces another says what it does to it; no other report does."
                ),
            ),
            models.CheckConstraint(
                name="report_published_has_time",
                condition=~Q(status__in=PUBLIC) | Q(published_at__isnull=False),
                violation_error_message=_("A published report needs the time of its publication."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party.short_name}, {self.stated_on:%Y-%m-%d}: {self.title}"

    @property
    def version_reason(self) -> str:
        """For readers: why it replaces another version. Empty if it replaces none."""
        return self.addition_reason if self.act == Act.ADDITION else self.correction_reason
