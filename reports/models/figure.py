"""One number in a report."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Case, F, OrderBy, Q, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from reports.rules.number import LEVELS, Number
from reports.rules.series import Series

from .choices import Basis, Method, Qualifier, Scope, Status
from .conflict import Subject
from .constraints import lower_case, number_constraints, one_of
from .measure import Measure
from .party import Party
from .report import Report
from .validation import INTERVAL_LEVEL, PERIOD_ORDER

__all__ = ["Figure", "FigureQuerySet"]


class DenormalizedFromReport:
    """A column that repeats one of the report's, so that one index can answer "the latest of each party by day D".

    Written whenever the figure is; triggers keep it equal to the report's, whoever writes. To migrations it is a
    plain column.
    """

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        return name, self.plain, args, kwargs

    def pre_save(self, model_instance: models.Model, add: bool) -> object:
        if hasattr(model_instance, "history_type"):  # a row of history stays as it was
            return super().pre_save(model_instance, add)
        value = getattr(model_instance.report, self.attname)
        setattr(model_instance, self.attname, value)
        return value


class DenormalizedKey(DenormalizedFromReport, models.ForeignKey):
    plain = "django.db.models.ForeignKey"


class DenormalizedDate(DenormalizedFromReport, models.DateField):
    plain = "django.db.models.DateField"


def _latest_first() -> list[OrderBy]:
    is_limit = Case(When(qualifier__in=[Qualifier.UP_TO, Qualifier.FEWER_THAN], then=1), default=0)
    size = Coalesce("best", "low", "high")
    return [F("as_of").desc(), F("stated_on").desc(), is_limit.asc(), size.desc(), F("pk").desc()]


class FigureQuerySet(models.QuerySet):
    def published(self) -> Self:
        return self.filter(report__status=Status.PUBLISHED)

    def stated_by(self, day: date) -> Self:
        """What had become known by the end of ``day``."""
        return self.filter(stated_on__lte=day)

    def standing_on(self, day: date, known: date) -> Self:
        """What had been stated by the end of ``known`` about no later day than ``day``.

        What a party stated by the day itself it may have dated to the day after (DESIGN.md, section 2).
        """
        figures = self.stated_by(known).filter(as_of__lte=day + timedelta(days=1))
        return figures if known <= day else figures.filter(Q(as_of__lte=day) | Q(stated_on__lte=day))

    def headline(self) -> Self:
        """Running totals of the whole theatre: the only figures that enter grids and cumulative timelines."""
        return self.filter(scope=Scope.THEATRE, basis=Basis.CUMULATIVE)

    def partial(self) -> Self:
        """The others: one place, one unit, one period, an average."""
        return self.exclude(scope=Scope.THEATRE, basis=Basis.CUMULATIVE)

    def without_withdrawn(self, known: date | None = None) -> Self:
        """Without those that their party took back by the end of ``known`` (None: ever): they bind no more."""
        withdrawals = Report.all_objects.withdrawals()
        if known is not None:
            withdrawals = withdrawals.stated_by(known)
        return self.exclude(report__in=withdrawals.published().values("revises"))

    def latest_first(self) -> Self:
        """By the last day covered; of one day's, the one stated last.

        Of several stated on one day about one day, a number goes before a mere upper limit, and the larger before the
        smaller: a running total does not fall in the course of a day.
        """
        return self.order_by(*_latest_first())

    def latest_of(self, *key: str | models.Expression, most: int = 1, earliest: bool = False) -> Self:
        """The ``most`` first figures, in latest_first's order, of those that agree in ``key``: fields, expressions.

        With ``earliest`` the last in that order. In no order themselves.
        """
        order = [term.reverse_ordering() for term in _latest_first()] if earliest else _latest_first()
        return self.order_by().annotate(nth=Window(RowNumber(), partition_by=key, order_by=order)).filter(nth__lte=most)


class PublishedFigures(models.Manager.from_queryset(FigureQuerySet)):
    def get_queryset(self) -> FigureQuerySet:
        return super().get_queryset().published()


class Figure(models.Model):
    """``published`` yields figures of published reports only; ``all_objects`` is for editors.

    ``low``, ``best`` and ``high`` are counts (or whole percents, where the measure's unit is percent); which of them
    are filled depends on ``qualifier``. ``interval`` is the level in per cent of a range that is an interval, such as
    95; None where its ends are the party's own, and for all that is no range.
    """

    slug = models.SlugField(
        max_length=150, unique=True, validators=[lower_case], help_text=_("Its address on the site: /figures/…/")
    )
    report = models.ForeignKey(Report, models.CASCADE, related_name="figures")
    party = DenormalizedKey(Party, models.PROTECT, editable=False, related_name="figures")
    stated_on = DenormalizedDate(editable=False)
    subject = models.ForeignKey(Subject, models.PROTECT, related_name="figures")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="figures")
    method = models.CharField(
        max_length=30, choices=Method, blank=True, help_text=_("How the party knows this number, if not as the report.")
    )
    qualifier = models.CharField(max_length=12, choices=Qualifier, default=Qualifier.EXACT)
    low = models.PositiveIntegerField(null=True, blank=True)
    best = models.PositiveIntegerField(null=True, blank=True)
    high = models.PositiveIntegerField(null=True, blank=True)
    interval = models.PositiveSmallIntegerField(
        _("level of the interval"),
        null=True,
        blank=True,
        help_text=_(
            "In per cent, such as 95: only where the party calls its range an interval with a level. Empty: the ends "
            "are its own."
        ),
    )
    basis = models.CharField(max_length=16, choices=Basis, default=Basis.CUMULATIVE)
    period_start = models.DateField(
        null=True, blank=True, help_text=_("First day counted; for a running total the conflict's start if empty.")
    )
    as_of = models.DateField(_("as of"), help_text=_("The last day that the figure covers."))
    scope = models.CharField(max_length=12, choices=Scope, default=Scope.THEATRE)
    scope_note = models.CharField(max_length=300, blank=True, help_text=_("Which place, unit or people, if not all."))
    wording = models.CharField(max_length=300, blank=True, help_text=_("The few words that carry the number."))
    language = models.CharField(max_length=35, blank=True, help_text=_("Of these words: uk, ru, en, …"))
    translated = models.BooleanField(default=False, help_text=_("The words are ours, not the page’s."))
    note = models.TextField(blank=True)
    history = HistoricalRecords()

    all_objects = models.Manager.from_queryset(FigureQuerySet)()
    published = PublishedFigures()

    class Meta:
        ordering = ["report", "measure__position", "id"]
        default_manager_name = "all_objects"
        base_manager_name = "all_objects"
        indexes = [
            models.Index(
                name="figure_latest_per_party", fields=["subject", "measure", "party", "-as_of", "-stated_on", "-id"]
            ),
            models.Index(name="figure_by_day", fields=["-as_of", "-id"]),
            # For what stands beside a grid of totals: few of the figures, which PostgreSQL would else look for in all.
            models.Index(
                name="figure_beside_totals",
                fields=["subject", "-stated_on"],
                condition=~Q(basis=Basis.CUMULATIVE, scope=Scope.THEATRE),
            ),
        ]
        constraints = [
            *number_constraints("figure"),
            one_of("figure_method_known", "method", Method, blank=True),
            one_of("figure_qualifier_known", "qualifier", Qualifier),
            models.CheckConstraint(
                name="figure_interval_of_a_range",
                condition=Q(interval=None)
                | Q(qualifier=Qualifier.RANGE, interval__gte=LEVELS[0], interval__lte=LEVELS[-1]),
                violation_error_message=INTERVAL_LEVEL,
            ),
            one_of("figure_basis_known", "basis", Basis),
            one_of("figure_scope_known", "scope", Scope),
            models.CheckConstraint(
                name="figure_period_in_order",
                condition=Q(period_start=None) | Q(period_start__lte=F("as_of")),
                violation_error_message=PERIOD_ORDER,
            ),
        ]

    def __str__(self) -> str:
        return self.slug

    @property
    def number(self) -> Number:
        """The number on record; reads the measure."""
        return Number.of(self, self.measure.unit)

    @property
    def limits(self) -> str:
        """In words what keeps it out of a grid of running totals; empty for one that enters it."""
        parts = []
        if self.scope != Scope.THEATRE:
            parts.append(str(self.get_scope_display()))
        if self.basis != Basis.CUMULATIVE:
            parts.append(str(self.get_basis_display()))
        return ", ".join(parts)

    @property
    def covers(self) -> tuple[date, date] | None:
        """First and last day counted, of a figure of several days whose beginning is known; else None."""
        if self.basis == Basis.CUMULATIVE or self.period_start in (None, self.as_of):
            return None
        return self.period_start, self.as_of

    @property
    def series(self) -> Series:
        """What it is compared with from day to day; reads party, subject, measure, report and its conflict."""
        war_began = self.report.conflict.start_date
        return Series.of(self.party.slug, self.subject.slug, self.measure.slug, self, war_began)
