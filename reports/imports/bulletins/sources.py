"""The documents that bulletins cite: the data sets themselves and the ministry's pages that they name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reports.imports.package.schema import CitationRow, SourceRow
from reports.imports.results import Difference, told
from reports.models import CitationRole, Source
from reports.models.chunks import chunks

from .bulletin_rows import report_id
from .dataset import DataSet, Transcript
from .merge import Bulletin

MINISTRY = "Ministry of Defence of Ukraine"
LOCATOR = 200  # characters that a locator holds


@dataclass(frozen=True)
class Sources:
    """``data_sets`` maps the name of a transcription, ``pages`` an address, to the id of a source.

    ``new`` are those that are not on record. A source that has the address already is reused.
    """

    data_sets: dict[str, str]
    pages: dict[str, str]
    new: tuple[SourceRow, ...]
    unchanged: int
    differences: tuple[Difference, ...]


def sources_for(transcripts: Sequence[Transcript], bulletins: Iterable[Bulletin]) -> Sources:
    """The sources that ``bulletins`` cite. Reads the database, writes nothing."""
    days: dict[str, date] = {}
    for bulletin in bulletins:
        for address in bulletin.pages.values():
            if address:
                days.setdefault(address, bulletin.day)
    addresses = [*days, *(transcript.data_set.address for transcript in transcripts)]
    by_address: dict[str, str] = {}
    for some in chunks(addresses):
        by_address.update(Source.objects.filter(url__in=some).values_list("url", "slug"))
    unchanged = len(by_address)
    new: list[SourceRow] = []
    differences: list[Difference] = []
    data_sets = {}
    for transcript in transcripts:
        known = by_address.get(transcript.data_set.address)
        row = _data_set_row(transcript.slug, transcript.data_set)
        if known is None and (elsewhere := Source.objects.filter(slug=row.source_id).first()):
            known = row.source_id
            differences.append(Difference("sources", known, "url", elsewhere.url, row.url))
        elif known == row.source_id:
            differing = _differences(row)
            differences += differing
            unchanged -= bool(differing)
        data_sets[transcript.slug] = known or row.source_id
        if known is None:
            new.append(row)
    pages, page_rows = _pages(days, by_address)
    return Sources(data_sets, pages, (*new, *page_rows), unchanged, tuple(differences))


def _data_set_row(slug: str, data_set: DataSet) -> SourceRow:
    return SourceRow(
        source_id=slug,
        publisher=data_set.publisher,
        title=f"{data_set.name} (data set)",
        url=data_set.address,
        archived_url="",
        published_on=None,
        language="en",
        licence=data_set.licence,
    )


def _differences(row: SourceRow) -> list[Difference]:
    columns = ("publisher", "title", "licence")
    on_record = Source.objects.values(*columns).get(slug=row.source_id)
    return [
        Difference("sources", row.source_id, column, told(on_record[column]), told(getattr(row, column)))
        for column in columns
        if on_record[column] != getattr(row, column)
    ]


def _pages(days: dict[str, date], by_address: dict[str, str]) -> tuple[dict[str, str], list[SourceRow]]:
    """The ids of the ministry's pages by address, and rows for the new ones. Two pages of one day are numbered."""
    taken = set(Source.objects.filter(slug__startswith="mod-gov-ua-").values_list("slug", flat=True))
    pages, rows = {}, []
    for address, day in days.items():
        slug = by_address.get(address)
        if slug is None:
            slug, number = f"mod-gov-ua-{day.isoformat()}", 2
            while slug in taken:
                slug, number = f"mod-gov-ua-{day.isoformat()}-{number}", number + 1
            taken.add(slug)
            rows.append(
                SourceRow(
                    source_id=slug,
                    publisher=MINISTRY,
                    title="",
                    url=address,
                    archived_url="",
                    published_on=day,
                    language="uk",
                )
            )
        pages[address] = slug
    return pages, rows


def citation_rows(
    bulletin: Bulletin, transcripts: Iterable[Transcript], sources: Sources, cited: Iterable[str] = ()
) -> list[CitationRow]:
    """A citation of ``bulletin`` for each of ``transcripts``. ``cited`` are the ids of sources that it cites already.

    It cites the ministry's page and says who transcribed it, or the data set itself where that names no page. A page
    that is cited already (a report cites a source once) stands as what the data set was taken from.
    """
    rows: list[CitationRow] = []
    taken = set(cited)
    for transcript in transcripts:
        address = bulletin.pages[transcript.slug]
        page = sources.pages[address] if address else ""
        data_set = sources.data_sets[transcript.slug]
        where = f"{' and '.join(transcript.files)}, {transcript.data_set.version}"
        tied = bool(page) and page not in taken
        rows.append(
            CitationRow(
                report_id=report_id(bulletin.party, bulletin.day),
                source_id=page if tied else data_set,
                role=CitationRole.PRIMARY.value if tied else CitationRole.SECONDARY.value,
                taken_from="" if tied else page,
                transcribed_by=data_set if tied else "",
                locator=(f"transcribed in {where}" if tied else where)[:LOCATOR],
            )
        )
        taken.add(rows[-1].source_id)
    return rows
