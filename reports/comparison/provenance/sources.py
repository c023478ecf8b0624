"""How a statement is known: reads its citations and what they print otherwise, for the pure modules to lay out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.models import CitationRole, Figure, Report, Source, Variant

from .citation_tree import CitationDiff, CitationTally, Cited, Document, KeptCopy, Leaf, tally, tree
from .source_numbers import SourceNumber, in_a_sentence
from .transcriptions import TranscriptionTable, transcription_table


@dataclass(frozen=True, slots=True)
class Provenance:
    """``sentences`` say who prints a figure otherwise, by its slug, for all figures asked about."""

    tree: tuple[Leaf, ...]
    tally: CitationTally
    transcriptions: TranscriptionTable
    sentences: dict[str, str]


def read_provenance(report: Report, figures: Sequence[Figure]) -> Provenance:
    """The sources of ``report`` with what they print for ``figures``, some or all of its figures. Two queries."""
    several = len({figure.subject_id for figure in figures}) > 1
    names = {
        figure.slug: f"{figure.measure.name}, {figure.subject.name}" if several else figure.measure.name
        for figure in figures
    }
    cited = _read_citations(report, names)
    numbers = {figure.slug: figure.number for figure in figures}
    return Provenance(
        tree=tree(cited),
        tally=tally(cited),
        transcriptions=transcription_table(cited, [(slug, names[slug], number) for slug, number in numbers.items()]),
        sentences={slug: in_a_sentence(number, _readings(cited, slug)) for slug, number in numbers.items()},
    )


def _read_citations(report: Report, names: Mapping[str, str]) -> list[Cited]:
    """``names`` are those of the figures whose differences are wanted, by slug."""
    differences = defaultdict(list)
    for variant in Variant.objects.filter(citation__report=report).select_related("figure__measure").order_by("pk"):
        if variant.figure.slug in names:
            differences[variant.citation_id].append(_difference(variant, names[variant.figure.slug]))
    citations = report.citations.select_related("source", "taken_from", "transcribed_by").order_by("role", "pk")
    return [
        Cited(
            document=_document(citation.source),
            is_primary=citation.role == CitationRole.PRIMARY,
            origin=citation.taken_from and _document(citation.taken_from),
            data_set=citation.transcribed_by and _document(citation.transcribed_by),
            locator=citation.locator,
            differences=tuple(differences[citation.pk]),
        )
        for citation in citations
    ]


def _document(source: Source) -> Document:
    return Document(
        source=source.slug,
        publisher=source.publisher,
        url=source.url,
        title=source.title,
        archived_url=source.archived_url,
        published_on=source.published_on,
        language=source.language,
        licence=source.licence,
        retrieved_on=source.retrieved_on,
        kept=kept_copy(source),
    )


def kept_copy(source: Source) -> KeptCopy | None:
    """The copy of ``source`` that is kept here, if there is one. Asks the disk, not the database."""
    if not source.snapshot:
        return None
    kind = source.snapshot_kind.label if source.snapshot_kind else _("file")
    return KeptCopy(str(kind), source.snapshot_size, source.snapshot_sha256)


def _difference(variant: Variant, name: str) -> CitationDiff:
    return CitationDiff(
        figure=variant.figure.slug,
        measure=name,
        kind=variant.kind,
        kind_name=str(variant.get_kind_display()),
        number=variant.number if variant.qualifier else None,
        wording=variant.wording,
        note=variant.note,
    )


def _readings(cited: Sequence[Cited], figure: str) -> list[SourceNumber]:
    """What each source prints for one figure. A page that nobody here read is named by the data set that did."""
    readings = []
    for citation in cited:
        source = (citation.data_set or citation.document).source
        names = (source, _name(citation), citation.origin.source if citation.origin else "")
        differences = [difference for difference in citation.differences if difference.figure == figure]
        readings += [SourceNumber(*names, one.kind, one.number, one.wording) for one in differences] or [
            SourceNumber(*names)
        ]
    return readings


def _name(cited: Cited) -> str:
    if cited.data_set:
        return f"{cited.document.publisher} (transcribed by {cited.data_set.publisher})"
    return f"{cited.document.publisher} (data set)" if cited.document.licence else cited.document.publisher
