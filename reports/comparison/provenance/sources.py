"""How a statement is known: its sources as a tree, from the party's own channel to those who relayed and copied it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from django.db.models import Prefetch

from reports.models import Citation, CitationRole, Figure, Report, Source, Variant

from .source_numbers import SourceNumber, in_a_sentence
from .transcriptions import transcription_table


class DocumentRole(Enum):
    """What a source is in the chain of one report's sources."""

    PRIMARY = "the party's own channel"
    SECONDARY = "relayed by others"
    ORIGIN = "named as the origin of a source, but not cited for the report itself"
    DATA_SET = "transcribes a page that nobody here read"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One source; ``copies`` are those that took the statement from it.

    ``citation`` says where it shows the statement and what it prints otherwise. None for an origin that is not cited,
    and for a page known from a data set alone, which has the citation.
    """

    source: Source
    role: DocumentRole
    citation: Citation | None = None
    copies: tuple["Leaf", ...] = ()


def read_provenance(report: Report, figures: Sequence[Figure]) -> dict[str, object]:
    """The sources of ``report`` with what they print for ``figures``, some or all of its figures. Two queries.

    They stand as a ``tree``, and are counted (``tally``); ``transcriptions`` sets those by data sets side by side, and
    ``sentences`` say who prints a figure otherwise, by its slug.
    """
    several = len({figure.subject_id for figure in figures}) > 1
    names = {
        figure.slug: f"{figure.measure.name}, {figure.subject.name}" if several else figure.measure.name
        for figure in figures
    }
    citations = _read_citations(report, names)
    rows = [(figure.slug, names[figure.slug], figure.number) for figure in figures]
    return {
        "tree": tree(citations),
        "tally": tally(citations),
        "transcriptions": transcription_table(citations, rows),
        "sentences": {slug: in_a_sentence(number, _source_numbers(citations, slug)) for slug, _measure, number in rows},
    }


def _read_citations(report: Report, names: Mapping[str, str]) -> list[Citation]:
    """Each with ``differences``: its variants of the figures in ``names`` (by slug), which name their ``measure``."""
    variants = Variant.objects.filter(figure__slug__in=list(names)).select_related("figure__measure").order_by("pk")
    citations = list(
        report.citations.select_related("source", "taken_from", "transcribed_by")
        .prefetch_related(Prefetch("variants", variants, to_attr="differences"))
        .order_by("role", "pk")
    )
    for citation in citations:
        for variant in citation.differences:
            variant.measure = names[variant.figure.slug]
    return citations


def tally(citations: Sequence[Citation]) -> dict[str, int]:
    """How many ``sources`` there are.

    ``own`` are the party's own channels, ``archived`` have a copy in an archive or here, ``taken`` are known to be
    taken from another source.

    >>> page, copy = Source(slug="page", archived_url="https://archive.example/1"), Source(slug="copy")
    >>> tally([Citation(source=page), Citation(source=copy, taken_from=page)])
    {'sources': 2, 'own': 0, 'archived': 1, 'taken': 1}
    """
    return {
        "sources": len(citations),
        "own": sum(citation.role == CitationRole.PRIMARY for citation in citations),
        "archived": sum(citation.has_copy for citation in citations),
        "taken": sum(citation.taken_from is not None for citation in citations),
    }


def tree(citations: Sequence[Citation]) -> tuple[Leaf, ...]:
    """The sources in their order, each under the one it was taken from.

    An origin that the report does not cite itself is a branch of its own. A circle of sources that name one another is
    cut where it closes.

    >>> page, copy = Source(slug="page", publisher="Ministry"), Source(slug="copy", publisher="Gazette")
    >>> (leaf,) = tree([Citation(source=copy, taken_from=page), Citation(source=page, role=CitationRole.PRIMARY)])
    >>> leaf.source.publisher, leaf.role.name, [below.source.publisher for below in leaf.copies]
    ('Ministry', 'PRIMARY', ['Gazette'])
    >>> (leaf,) = tree([Citation(source=copy, taken_from=page)])
    >>> leaf.source.publisher, leaf.role.name, [below.source.publisher for below in leaf.copies]
    ('Ministry', 'ORIGIN', ['Gazette'])
    """
    placed: set[str] = set()

    def leaf(citation: Citation) -> Leaf:
        source = citation.source
        placed.add(source.slug)
        copies = branches(other for other in citations if other.taken_from and other.taken_from.slug == source.slug)
        role = DocumentRole.PRIMARY if citation.role == CitationRole.PRIMARY else DocumentRole.SECONDARY
        if citation.transcription is None:
            return Leaf(source, role, citation, copies)
        transcription = Leaf(citation.transcription, DocumentRole.DATA_SET, citation)
        return Leaf(source, role, copies=(transcription, *copies))

    def branches(branch: Iterable[Citation]) -> tuple[Leaf, ...]:
        return tuple(leaf(citation) for citation in branch if citation.source.slug not in placed)

    sources = {citation.source.slug for citation in citations}
    leaves: list[Leaf] = []
    for citation in citations:
        origin = citation.taken_from
        if origin is None:
            leaves += branches([citation])
        elif origin.slug not in sources and citation.source.slug not in placed:
            alike = [other for other in citations if other.taken_from and other.taken_from.slug == origin.slug]
            leaves.append(Leaf(origin, DocumentRole.ORIGIN, copies=branches(alike)))
    return (*leaves, *branches(citations))


def _source_numbers(citations: Sequence[Citation], figure: str) -> list[SourceNumber]:
    """What each source prints for one figure. A page that nobody here read is named by the data set that did."""
    numbers = []
    for citation in citations:
        origin = citation.taken_from.slug if citation.taken_from else ""
        source = ((citation.transcribed_by or citation.source).slug, _name(citation), origin)
        variants = [variant for variant in citation.differences if variant.figure.slug == figure]
        numbers += [SourceNumber(*source, variant.kind, variant.number, variant.wording) for variant in variants]
        if not variants:
            numbers.append(SourceNumber(*source))
    return numbers


def _name(citation: Citation) -> str:
    publisher = citation.source.publisher
    if citation.transcription:
        return f"{publisher} (transcribed by {citation.transcription.publisher})"
    return f"{publisher} (data set)" if citation.source.licence else publisher
