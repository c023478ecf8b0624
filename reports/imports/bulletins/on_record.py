"""What the database has on bulletins: the answer to "is this day there, and what did each transcription print?"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from reports.imports.problems import NotImportable
from reports.imports.versions import versions_in_force
from reports.models import Citation, Figure, Measure, Party, Qualifier, Report, Status, Subject, Variant, VariantKind

from .bulletin_rows import SUBJECT, Setting, figure_id, report_id
from .merge import Bulletin, Printed


@dataclass(slots=True)
class RecordedFigure:
    qualifier: str
    number: int
    note: str
    variants: dict[str, Printed] = field(default_factory=dict)
    """By the id of the data set whose citation they stand under."""


@dataclass(frozen=True, slots=True)
class Cited:
    """How a data set is cited: with the ministry's page as ``source``, or itself, perhaps as taken from that page."""

    source: str
    tied: bool


@dataclass(slots=True)
class RecordedBulletin:
    """``cited`` has an entry for the id of each data set that transcribed the bulletin.

    ``stands_as`` is the id of the version in force, if an editor corrected the bulletin. Only one that ``is_published``
    may be added to.
    """

    note: str
    revises: str
    stands_as: str
    is_published: bool
    cited: dict[str, Cited] = field(default_factory=dict)
    figures: dict[str, RecordedFigure] = field(default_factory=dict)


def setting_for(bulletins: Iterable[Bulletin]) -> Setting:
    """What ``bulletins`` refer to. Raises NotImportable, in one line, if the database lacks any of it."""
    parties = {bulletin.party for bulletin in bulletins}
    measures = {figure.measure for bulletin in bulletins for figure in bulletin.figures}
    subject = Subject.objects.filter(slug=SUBJECT).values_list("conflict__slug", "conflict__start_date").first()
    categories = dict(Measure.objects.filter(slug__in=measures).values_list("slug", "category"))
    missing = {
        "subject": set() if subject else {SUBJECT},
        "party": parties - set(Party.objects.filter(slug__in=parties).values_list("slug", flat=True)),
        "measure": measures - set(categories),
    }
    if any(missing.values()):
        named = ", ".join(f"{kind} {slug}" for kind, slugs in missing.items() for slug in sorted(slugs))
        raise NotImportable(
            [f"The database lacks what bulletins refer to: {named}. First run: manage.py load_bundled_data"]
        )
    return Setting(*subject, categories)


def recorded_bulletins(parties: Iterable[str]) -> dict[tuple[str, date], RecordedBulletin]:
    """Every bulletin of ``parties`` on record, by party and day, as this import would have named it."""
    parties = list(parties)
    by_slug: dict[str, RecordedBulletin] = {}
    found: dict[tuple[str, date], RecordedBulletin] = {}
    reports = Report.all_objects.filter(party__slug__in=parties).order_by()
    newer = versions_in_force(reports.filter(status=Status.CORRECTED).values_list("slug", flat=True))
    for slug, party, day, note, revises, status in reports.values_list(
        "slug", "party__slug", "stated_on", "note", "revises__slug", "status"
    ):
        if slug == report_id(party, day):
            found[party, day] = by_slug[slug] = RecordedBulletin(
                note, revises or "", newer.get(slug, slug), status == Status.PUBLISHED
            )
    _add_figures(parties, found)
    _add_citations(parties, by_slug)
    _add_variants(parties, found)
    return found


def _add_figures(parties: list[str], found: Mapping[tuple[str, date], RecordedBulletin]) -> None:
    figures = Figure.all_objects.filter(party__slug__in=parties).order_by()
    for slug, party, day, measure, qualifier, low, best, note in figures.values_list(
        "slug", "party__slug", "stated_on", "measure__slug", "qualifier", "low", "best", "note"
    ):
        number = best if best is not None else low
        if (party, day) in found and slug == figure_id(party, day, measure) and number is not None:
            found[party, day].figures[measure] = RecordedFigure(qualifier, number, note)


def _add_citations(parties: list[str], by_slug: Mapping[str, RecordedBulletin]) -> None:
    citations = Citation.objects.filter(report__party__slug__in=parties).order_by()
    for report, source, data_set, page in citations.values_list(
        "report__slug", "source__slug", "transcribed_by__slug", "taken_from"
    ):
        if report in by_slug:
            by_slug[report].cited[data_set or source] = Cited(source, tied=bool(data_set or page))


def _add_variants(parties: list[str], found: Mapping[tuple[str, date], RecordedBulletin]) -> None:
    variants = Variant.objects.filter(
        figure__party__slug__in=parties, kind__in=[VariantKind.NUMBER, VariantKind.HEDGE]
    ).order_by()
    for party, day, measure, source, data_set, qualifier, low, best in variants.values_list(
        "figure__party__slug",
        "figure__stated_on",
        "figure__measure__slug",
        "citation__source__slug",
        "citation__transcribed_by__slug",
        "qualifier",
        "low",
        "best",
    ):
        bulletin = found.get((party, day))
        number = best if best is not None else low
        if bulletin and measure in bulletin.figures and number is not None:
            by = data_set or source
            tied = by in bulletin.cited and bulletin.cited[by].tied
            bulletin.figures[measure].variants[by] = Printed(
                by, number, tied, more_than=qualifier == Qualifier.MORE_THAN
            )
