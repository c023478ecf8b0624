"""What the database has of bulletins: what they refer to, what each transcription printed on a day, what they cite."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reports.imports.comparing import versions_in_force
from reports.imports.package.schema import CITATIONS, SOURCES, TableRow
from reports.imports.problems import NotImportable
from reports.imports.reporting import FieldDiff
from reports.models import (
    Citation,
    CitationRole,
    Figure,
    Measure,
    Party,
    Qualifier,
    Report,
    Source,
    Status,
    Subject,
    Variant,
    VariantKind,
)
from reports.models.chunks import rows_in
from reports.models.slugs import FreeSlugs

from .dataset import Transcript
from .merge import Bulletin, TranscribedNumber, report_id

SUBJECT = "russian-forces"
MINISTRY = "Ministry of Defence of Ukraine"
LOCATOR = 200  # characters that a locator holds


@dataclass(frozen=True)
class BulletinSetting:
    """What the database says about what bulletins refer to; ``categories`` are those of the measures."""

    conflict: str
    start: date
    categories: Mapping[str, str]


@dataclass(slots=True)
class RecordedFigure:
    slug: str
    record: TranscribedNumber
    note: str
    variants: dict[str, TranscribedNumber] = field(default_factory=dict)
    """By the id of the data set whose citation they stand under."""


@dataclass(slots=True)
class RecordedBulletin:
    """What stands of a bulletin: where an editor corrected it, the version in force, whose id is ``stands_as``.

    ``cited`` has an entry for the id of each data set that transcribed the bulletin: the source that is cited, which is
    the ministry's page or the data set itself, and whether it is tied to that page. Only a bulletin that is published
    as it was imported (``is_published``) may be added to.
    """

    note: str
    revises: str
    stands_as: str
    is_published: bool
    cited: dict[str, tuple[str, bool]] = field(default_factory=dict)
    figures: dict[str, RecordedFigure] = field(default_factory=dict)


def setting_for(bulletins: Iterable[Bulletin]) -> BulletinSetting:
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
    return BulletinSetting(*subject, categories)


def recorded_bulletins(parties: Iterable[str]) -> dict[tuple[str, date], RecordedBulletin]:
    """Every bulletin of ``parties`` on record, by the party and day by which this import would have named it."""
    parties = list(parties)
    reports = Report.all_objects.filter(party__slug__in=parties).order_by()
    newer = versions_in_force(reports.filter(status=Status.CORRECTED).values_list("slug", flat=True))
    columns = ("slug", "party__slug", "stated_on", "note", "revises__slug", "status")
    rows = {slug: row for slug, *row in reports.values_list(*columns)}
    by_slug: dict[str, RecordedBulletin] = {}
    by_day: dict[tuple[str, date], RecordedBulletin] = {}
    for slug, (party, day, *_, status) in rows.items():
        if slug == report_id(party, day):
            stands_as = newer.get(slug, slug)
            *_, note, revises, _status = rows[stands_as]
            bulletin = RecordedBulletin(note, revises or "", stands_as, status == Status.PUBLISHED)
            by_day[party, day] = by_slug[stands_as] = bulletin
    _add_figures(parties, by_slug)
    _add_citations(parties, by_slug)
    _add_variants(parties, by_slug)
    return by_day


def _add_figures(parties: list[str], by_slug: Mapping[str, RecordedBulletin]) -> None:
    figures = Figure.all_objects.headline().filter(party__slug__in=parties, subject__slug=SUBJECT).order_by("-pk")
    for report, slug, measure, qualifier, low, best, note in figures.values_list(
        "report__slug", "slug", "measure__slug", "qualifier", "low", "best", "note"
    ):
        number = best if best is not None else low
        if report in by_slug and number is not None:
            record = TranscribedNumber("", number, more_than=qualifier == Qualifier.MORE_THAN)
            by_slug[report].figures[measure] = RecordedFigure(slug, record, note)


def _add_citations(parties: list[str], by_slug: Mapping[str, RecordedBulletin]) -> None:
    citations = Citation.objects.filter(report__party__slug__in=parties).order_by()
    for report, source, data_set, page in citations.values_list(
        "report__slug", "source__slug", "transcribed_by__slug", "taken_from"
    ):
        if report in by_slug:
            by_slug[report].cited[data_set or source] = (source, bool(data_set or page))


def _add_variants(parties: list[str], by_slug: Mapping[str, RecordedBulletin]) -> None:
    variants = Variant.objects.filter(
        figure__party__slug__in=parties, kind__in=[VariantKind.NUMBER, VariantKind.HEDGE]
    ).order_by()
    for report, slug, measure, source, data_set, qualifier, low, best in variants.values_list(
        "figure__report__slug",
        "figure__slug",
        "figure__measure__slug",
        "citation__source__slug",
        "citation__transcribed_by__slug",
        "qualifier",
        "low",
        "best",
    ):
        bulletin = by_slug.get(report)
        figure = bulletin.figures.get(measure) if bulletin else None
        number = best if best is not None else low
        if figure and figure.slug == slug and number is not None:
            by = data_set or source
            _source, tied = bulletin.cited.get(by, ("", False))
            figure.variants[by] = TranscribedNumber(by, number, tied, more_than=qualifier == Qualifier.MORE_THAN)


# --- what they cite: the data sets that transcribe them, and the ministry's pages that those name ---------------------


@dataclass(frozen=True)
class BulletinSources:
    """``data_sets`` maps the name of a transcription, ``pages`` an address, to the id of a source.

    ``new`` are those that are not on record. A source that has the address already is reused.
    """

    data_sets: dict[str, str]
    pages: dict[str, str]
    new: tuple[TableRow, ...]
    unchanged: int
    differences: tuple[FieldDiff, ...]


def sources_for(transcripts: Sequence[Transcript], bulletins: Iterable[Bulletin]) -> BulletinSources:
    """The sources that ``bulletins`` cite. Reads the database, writes nothing."""
    days: dict[str, date] = {}
    for bulletin in bulletins:
        for address in bulletin.pages.values():
            if address:
                days.setdefault(address, bulletin.day)
    addresses = [*days, *(transcript.data_set.address for transcript in transcripts)]
    by_address = dict(rows_in(Source.objects.values_list("url", "slug"), "url", addresses))
    unchanged = len(by_address)
    new: list[TableRow] = []
    differences: list[FieldDiff] = []
    data_sets = {}
    for transcript in transcripts:
        data_set = transcript.data_set
        row = SOURCES.row(
            source_id=transcript.slug,
            publisher=data_set.publisher,
            title=f"{data_set.name} (data set)",
            url=data_set.address,
            language="en",
            licence=data_set.licence,
        )
        known = by_address.get(row.url)
        if known is None and (elsewhere := Source.objects.filter(slug=row.source_id).first()):
            known = row.source_id
            differences.append(FieldDiff("sources", known, "url", elsewhere.url, row.url))
        elif known == row.source_id:
            differing = _differences(row)
            differences += differing
            unchanged -= bool(differing)
        data_sets[transcript.slug] = known or row.source_id
        if known is None:
            new.append(row)
    pages, page_rows = _pages(days, by_address)
    return BulletinSources(data_sets, pages, (*new, *page_rows), unchanged, tuple(differences))


def _differences(row: TableRow) -> list[FieldDiff]:
    columns = ("publisher", "title", "licence")
    on_record = Source.objects.values(*columns).get(slug=row.source_id)
    return [
        FieldDiff("sources", row.source_id, column, on_record[column], getattr(row, column))
        for column in columns
        if on_record[column] != getattr(row, column)
    ]


def _pages(days: dict[str, date], by_address: dict[str, str]) -> tuple[dict[str, str], list[TableRow]]:
    """The ids of the ministry's pages by address, and rows for the new ones. Two pages of one day are numbered."""
    free = FreeSlugs(Source, {f"mod-gov-ua-{day}" for day in days.values()})
    pages, rows = {}, []
    for address, day in days.items():
        slug = by_address.get(address)
        if slug is None:
            slug = free.take(f"mod-gov-ua-{day}")
            rows.append(SOURCES.row(source_id=slug, publisher=MINISTRY, url=address, published_on=day, language="uk"))
        pages[address] = slug
    return pages, rows


def citation_rows(
    bulletin: Bulletin, transcripts: Iterable[Transcript], sources: BulletinSources, cited: Iterable[str] = ()
) -> list[TableRow]:
    """A citation of ``bulletin`` for each of ``transcripts``. ``cited`` are the ids of sources that it cites already.

    It cites the ministry's page and says who transcribed it, or the data set itself where that names no page. A page
    that is cited already (a report cites a source once) stands as what the data set was taken from.
    """
    rows: list[TableRow] = []
    taken = set(cited)
    for transcript in transcripts:
        address = bulletin.pages[transcript.slug]
        page = sources.pages[address] if address else ""
        data_set = sources.data_sets[transcript.slug]
        where = f"{' and '.join(transcript.files)}, {transcript.data_set.version}"
        tied = bool(page) and page not in taken
        rows.append(
            CITATIONS.row(
                report_id=bulletin.report_id,
                source_id=page if tied else data_set,
                role=CitationRole.PRIMARY.value if tied else CitationRole.SECONDARY.value,
                taken_from="" if tied else page,
                transcribed_by=data_set if tied else "",
                locator=(f"transcribed in {where}" if tied else where)[:LOCATOR],
            )
        )
        taken.add(rows[-1].source_id)
    return rows
