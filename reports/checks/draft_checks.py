"""The checks over one report at the desk, saved or not, against what is published and what waits for review."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from reports.comparison.context import with_wholes
from reports.comparison.counted_measures import MeasureSet, counted_measures
from reports.models import Citation, Figure, Report, Status, Subject, Variant
from reports.rules.number import Number
from reports.rules.series import Series

from .checked_figures import CheckedFigure, checked_figures, source_figures
from .figure_checks import findings_of_figure, findings_of_report, impossible_number
from .figure_index import WINDOW, FigureIndex, wholes_of
from .findings import Finding


def findings_of(report: Report) -> list[Finding]:
    """What the checks say of a saved report, as it is stored."""
    sources = report.citations.values_list("source", flat=True)
    return findings_for(report, Figure.all_objects.filter(report=report), sources)


def findings_for(
    report: Report, figures: Iterable[Figure], sources: Iterable[object], today: date | None = None
) -> list[Finding]:
    """What the checks say of a report with these figures: of the report first, then of each figure in turn.

    Neither need be saved; nothing is written. A finding names a figure by its slug, whatever the caller has put there.
    ``sources`` are the keys of those that it cites, anything else for one that is not on record. Without a day of its
    own a figure is about the day of the report. Figures that lack a subject or a measure, and all while the report has
    no party, conflict or day, are passed over: forms ask for those. At most seven queries, one more where the party
    made another statement on that day, and two more for each further day that the figures are about.

    Of a correction, figures that stand as they do in the published version bring no warnings: they are published with
    them, and no reason is needed twice.
    """
    today = today or timezone.localdate()
    own = [*sources]
    findings = findings_of_report(report.stated_on, len(own), today)
    if not (report.party_id and report.conflict_id and report.stated_on):
        return findings
    measures = counted_measures()
    subjects = with_wholes(Subject.objects.all()).in_bulk()
    checked = list(_checked(report, list(figures), measures, subjects))
    if not checked:
        return findings
    possible = [figure for figure in checked if not any(impossible_number(figure))]
    on_record = [*_on_record(report, checked, measures)]
    index = FigureIndex([*on_record, *possible])
    cited = _sources_of_the_day(report, on_record) | {report.slug: frozenset(own)}
    printed = source_figures(Variant.objects.filter(figure__report=report)) if report.pk else {}
    earlier = [key for key in (report.revises_id, report.replaces_id) if key]
    revised = frozenset(Report.all_objects.filter(pk__in=earlier).values_list("slug", flat=True))
    unchanged = _published(report, measures)
    wholes = wholes_of(subjects)
    keys: set[str] = set()
    for figure in checked:
        context = index.context(
            figure, printed=printed.get(figure.figure, ()), revised=revised, sources=cited, wholes=wholes
        )
        new = [finding for finding in findings_of_figure(figure, context, today) if finding.key not in keys]
        if _content(figure) in unchanged:
            new = [finding for finding in new if finding.is_error]
        keys |= {finding.key for finding in new}
        findings += new
    return findings


def _sources_of_the_day(report: Report, on_record: Iterable[CheckedFigure]) -> dict[str, frozenset[object]]:
    """By slug, the sources (keys) of the other reports of the party's that day that ``on_record`` has figures of."""
    slugs = {
        figure.report
        for figure in on_record
        if (figure.series.party, figure.stated_on) == (report.party.slug, report.stated_on)
    }
    cited: dict[str, set[object]] = {slug: set() for slug in slugs}
    if slugs:
        for slug, source in Citation.objects.filter(report__slug__in=slugs).values_list("report__slug", "source"):
            cited[slug].add(source)
    return {slug: frozenset(keys) for slug, keys in cited.items()}


def _checked(
    report: Report, figures: list[Figure], measures: Mapping[str, MeasureSet], subjects: Mapping[int, Subject]
) -> Iterator[CheckedFigure]:
    by_key = {measure.pk: measure for measure in measures.values()}
    for figure in figures:
        subject, measure = subjects.get(figure.subject_id), by_key.get(figure.measure_id)
        if subject is None or measure is None:
            continue
        yield CheckedFigure(
            figure=figure.slug,
            report=report.slug,
            party_name=report.party.short_name,
            measure=measure,
            number=Number.of(figure, measure.unit),
            series=Series.of(report.party.slug, subject.slug, measure.slug, figure, report.conflict.start_date),
            as_of=figure.as_of or report.stated_on,
            stated_on=report.stated_on,
            method=figure.method or report.method,
            subject_name=subject.name,
        )


def _on_record(
    report: Report, checked: list[CheckedFigure], measures: Mapping[str, MeasureSet]
) -> Iterator[CheckedFigure]:
    """What is published, and what waits for review, but for corrections: until then, what they correct stands."""
    standing = Q(report__status=Status.PUBLISHED) | Q(report__status=Status.SUBMITTED, report__replaces=None)
    figures = Figure.all_objects.filter(standing, report__conflict=report.conflict_id).without_withdrawn().order_by()
    figures = figures.exclude(report__in=[key for key in (report.pk, report.replaces_id) if key])
    slugs = {figure.series.subject for figure in checked}
    figures = figures.filter(subject__in=list(Subject.objects.filter(conflict=report.conflict_id, slug__in=slugs)))
    families = {figure.measure.family for figure in checked}
    things = {figure.measure.counted.thing for figure in checked}
    near = [
        measure.pk for measure in measures.values() if measure.family in families or measure.counted.thing in things
    ]
    own = figures.filter(party=report.party_id, measure__in=near)
    keys: set[int] = set()
    days = {figure.as_of for figure in checked}
    series = ("subject", "measure", "basis", "scope")
    for day in days:
        keys |= _keys(own.filter(as_of__lte=day).latest_of(*series, most=WINDOW))
        keys |= _keys(own.filter(as_of__gt=day).latest_of(*series, earliest=True))
    same = {figure.measure.pk for figure in checked}
    others = figures.filter(as_of__in=days, measure__in=same).exclude(party=report.party_id)
    on_record = Figure.all_objects.order_by().filter(Q(pk__in=keys) | Q(pk__in=others.values("pk")))
    return checked_figures(on_record, measures)


def _keys(figures: QuerySet[Figure]) -> set[int]:
    return set(figures.values_list("pk", flat=True))


def _published(report: Report, measures: Mapping[str, MeasureSet]) -> frozenset[tuple]:
    """The figures of the version that it corrects."""
    if not report.replaces_id:
        return frozenset()
    figures = Figure.all_objects.filter(report=report.replaces_id).order_by()
    return frozenset(_content(figure) for figure in checked_figures(figures, measures))


def _content(figure: CheckedFigure) -> tuple:
    return figure.series, figure.as_of, figure.number
