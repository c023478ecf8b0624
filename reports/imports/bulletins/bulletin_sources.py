"""What bulletins cite: the data sets that transcribe them, and the ministry's pages that those name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reports.imports.package.schema import CITATIONS, SOURCES, TableRow
from reports.imports.reporting import FieldDiff
from reports.models import CitationRole, Source
from reports.models.chunks import rows_in
from reports.models.slugs import FreeSlugs

from .dataset import DatasetSource, Transcript
from .merge import Bulletin

MINISTRY = "Ministry of Defence of Ukraine"
LOCATOR = 200  # characters that a locator holds


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
        known = by_address.get(transcript.data_set.address)
        row = _data_set_row(transcript.slug, transcript.data_set)
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


def _data_set_row(slug: str, data_set: DatasetSource) -> TableRow:
    return SOURCES.row(
        source_id=slug,
        publisher=data_set.publisher,
        title=f"{data_set.name} (data set)",
        url=data_set.address,
        language="en",
        licence=data_set.licence,
    )


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
