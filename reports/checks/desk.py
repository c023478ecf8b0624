"""The checks over one report at the desk, saved or not, against what is published and what waits for review."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from reports.comparison.counted_measures import MeasureSet, counted_measures
from reports.models import Basis, Figure, Qualifier, Report, Scope, Status, Subject, Variant

from .all_checks import findings_of_figure
from .errors import impossible_number, of_the_report
from .findings import Finding
from .given import WINDOW, Given
from .register import Register
from .rows import READ, as_given, place_of, printed_by, start_of

__all__ = ["Entered", "findings_for", "findings_of"]


class FigureLike(Protocol):
    """A Figure, saved or not, or an Entered. A saved one is known by its slug."""

    slug: str
    subject_id: int | None
    measure_id: int | None
    qualifier: str
    low: int | None
    best: int | None
    high: int | None
    basis: str
    scope: str
    scope_note: str
    period_start: date | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure as it stands in a form. ``slug`` is whatever the asker calls it; findings name it so."""

    slug: str
    subject_id: int | None
    measure_id: int | None
    qualifier: str = Qualifier.EXACT
    low: int | None = None
    best: int | None = None
    high: int | None = None
    basis: str = Basis.CUMULATIVE
    scope: str = Scope.THEATRE
    scope_note: str = ""
    period_start: date | None = None
    as_of: date | None = None


def findings_of(report: Report) -> list[Finding]:
    """What the checks say of a saved report, as it is stored."""
    return findings_for(report, Figure.all_objects.filter(report=report), report.citations.count())


def findings_for(
    report: Report, figures: Iterable[FigureLike], citations: int, today: date | None = None
) -> list[Finding]:
    """What the checks say of a report with these figures: of the report first, then of each figure in turn.

    Neither need be saved; nothing is written. ``citations`` is how many sources it cites. Without a day of its own a
    figure is about the day of the report. Figures that lack a subject or a measure, and all while the report has no
    party, conflict or day, are passed over: forms ask for those. At most seven queries, and two more for each further
    day that the figures are about.

    Of a correction, figures that stand as they do in the published version bring no warnings: they are published with
    them, and nobody is asked for a reason twice.
    """
    today = today or timezone.localdate()
    found = list(of_the_report(report.stated_on, citations, today))
    if not (report.party_id and report.conflict_id and report.stated_on):
        return found
    measures = counted_measures()
    checked = list(_as_checked(report, figures, measures))
    if not checked:
        return found
    readable = [given for given in checked if not any(impossible_number(given))]
    register = Register([*_on_record(report, checked, measures), *readable])
    printed = printed_by(Variant.objects.filter(figure__report=report)) if report.pk else {}
    revised = _revised(report)
    unchanged = _published(report, measures)
    once: set[str] = set()
    for given in checked:
        context = register.context(given, printed=printed.get(given.name, ()), revised=revised)
        told = [each for each in findings_of_figure(given, context, today) if each.key not in once]
        if _content(given) in unchanged:
            told = [each for each in told if each.is_error]
        once |= {each.key for each in told}
        found += told
    return found


def _as_checked(report: Report, figures: Iterable[FigureLike], measures: Mapping[str, MeasureSet]) -> Iterable[Given]:
    figures = list(figures)
    by_key = {measure.pk: measure for measure in measures.values()}
    subjects = Subject.objects.in_bulk({figure.subject_id for figure in figures if figure.subject_id})
    for figure in figures:
        if figure.subject_id not in subjects or figure.measure_id not in by_key:
            continue
        subject = subjects[figure.subject_id]
        yield Given(
            name=figure.slug,
            report=report.slug,
            party=report.party.slug,
            party_name=report.party.short_name,
            subject=subject.slug,
            subject_name=subject.name,
            measure=by_key[figure.measure_id],
            qualifier=figure.qualifier,
            low=figure.low,
            best=figure.best,
            high=figure.high,
            basis=figure.basis,
            scope=figure.scope,
            scope_note=place_of(figure.scope, figure.scope_note),
            start=start_of(figure.basis, figure.period_start, report.conflict.start_date),
            as_of=figure.as_of or report.stated_on,
            stated_on=report.stated_on,
        )


def _on_record(report: Report, checked: list[Given], measures: Mapping[str, MeasureSet]) -> Iterable[Given]:
    """What is published, and what waits for review, but for corrections: until then, what they correct stands."""
    standing = Q(report__status=Status.PUBLISHED) | Q(report__status=Status.SUBMITTED, report__replaces=None)
    figures = Figure.all_objects.filter(standing, report__conflict=report.conflict_id).without_withdrawn().order_by()
    figures = figures.exclude(report__in=[key for key in (report.pk, report.replaces_id) if key])
    subjects = Subject.objects.filter(conflict=report.conflict_id, slug__in={each.subject for each in checked})
    figures = figures.filter(subject__in=list(subjects))
    alike = {(each.measure.family, each.measure.counted.thing) for each in checked}
    families, things = {family for family, _thing in alike}, {thing for _family, thing in alike}
    near = [each.pk for each in measures.values() if each.family in families or each.counted.thing in things]
    own = figures.filter(party=report.party_id, measure__in=near)
    keys: set[int] = set()
    days = {each.as_of for each in checked}
    for day in days:
        keys |= set(_newest(own.filter(as_of__lte=day), WINDOW, newest_first=True))
        keys |= set(_newest(own.filter(as_of__gt=day), 1, newest_first=False))
    same = {each.measure.pk for each in checked}
    others = figures.filter(as_of__in=days, measure__in=same).exclude(party=report.party_id)
    found = Figure.all_objects.order_by().filter(Q(pk__in=keys) | Q(pk__in=others.values("pk")))
    return as_given(found.values_list(*READ), measures)


def _newest(figures: QuerySet[Figure], most: int, *, newest_first: bool) -> QuerySet:
    """Keys of the first ``most`` figures of each series, from the newest or the oldest."""
    order = [F(name).desc() if newest_first else F(name).asc() for name in ("as_of", "stated_on", "pk")]
    nth = Window(RowNumber(), partition_by=[F("subject"), F("measure"), F("basis"), F("scope")], order_by=order)
    return figures.annotate(nth=nth).filter(nth__lte=most).values_list("pk", flat=True)


def _published(report: Report, measures: Mapping[str, MeasureSet]) -> frozenset[tuple]:
    """The figures of the version that it corrects."""
    if not report.replaces_id:
        return frozenset()
    figures = Figure.all_objects.filter(report=report.replaces_id).order_by()
    return frozenset(_content(each) for each in as_given(figures.values_list(*READ), measures))


def _content(given: Given) -> tuple:
    return given.series, given.as_of, given.qualifier, given.low, given.best, given.high


def _revised(report: Report) -> frozenset[str]:
    before = [key for key in (report.revises_id, report.replaces_id) if key]
    return frozenset(Report.all_objects.filter(pk__in=before).values_list("slug", flat=True)) if before else frozenset()
