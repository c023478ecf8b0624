"""How a statement is known: its sources as a tree, from the party's own channel to those who copied those who relayed.

A citation says which source it was taken from (``taken_from``); that source is a branch above it where the same report
cites it too, and is named otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reports.models import CitationRole, Figure, Report, Variant

from .figure_rows import FigureRow
from .hedges import HedgedNumber, in_words


@dataclass(frozen=True, slots=True)
class Leaf:
    """One citation. ``prints`` is what the source prints where that differs from the record, else None.

    ``copies`` are the leaves of sources that took the statement from this one.
    """

    source: str
    publisher: str
    title: str
    url: str
    archived_url: str
    published_on: date | None
    is_primary: bool
    taken_from: str
    transcribed_by: str
    transcription: str
    licence: str
    locator: str
    prints: HedgedNumber | None
    kind: str
    wording: str
    note: str
    copies: tuple["Leaf", ...]


def citation_tree(report: Report, figure: Figure | None = None) -> list[Leaf]:
    """The sources of a report, primary first; with a ``figure``, each with what it prints for that figure otherwise.

    Two queries. A circle of sources that name one another is cut where it closes.
    """
    citations = list(report.citations.select_related("source", "taken_from", "transcribed_by").order_by("role", "pk"))
    variants: dict[int, Variant] = {}
    if figure is not None:
        variants = {variant.citation_id: variant for variant in figure.variants.order_by("-pk")}
    cited = {citation.source_id for citation in citations}
    placed: set[int] = set()

    def leaf(citation: object) -> Leaf:
        placed.add(citation.pk)
        copies = [leaf(c) for c in citations if c.taken_from_id == citation.source_id and c.pk not in placed]
        source, origin, transcription = citation.source, citation.taken_from, citation.transcribed_by
        variant = variants.get(citation.pk)
        unit = figure.measure.unit if figure is not None else "items"
        printed = None
        if variant is not None and variant.qualifier:
            printed = in_words(variant.qualifier, variant.low, variant.best, variant.high, unit)
        return Leaf(
            source=source.slug,
            publisher=source.publisher,
            title=source.title,
            url=source.url,
            archived_url=source.archived_url,
            published_on=source.published_on,
            is_primary=citation.role == CitationRole.PRIMARY,
            taken_from=origin.publisher if origin is not None and origin.pk not in cited else "",
            transcribed_by=transcription.slug if transcription is not None else "",
            transcription=str(transcription) if transcription is not None else "",
            licence=(transcription or source).licence,
            locator=citation.locator,
            prints=printed,
            kind=str(variant.get_kind_display()) if variant is not None else "",
            wording=variant.wording if variant is not None else "",
            note=variant.note if variant is not None else "",
            copies=tuple(copies),
        )

    roots = [leaf(c) for c in citations if c.taken_from_id not in cited]
    return roots + [leaf(c) for c in citations if c.pk not in placed]


@dataclass(frozen=True, slots=True)
class Reading:
    """One number, and who prints it; ``on_record`` for the one that this site keeps."""

    number: str
    kind: str
    on_record: bool
    publishers: tuple[str, ...]


def readings_of(row: FigureRow, tree: Sequence[Leaf]) -> list[Reading]:
    """Who prints what: the number on record first, then the others by how many print them."""
    others: dict[tuple[str, str], list[str]] = {}
    same: list[str] = []

    def walk(leaves: Sequence[Leaf]) -> None:
        for leaf in leaves:
            if leaf.kind:
                others.setdefault((str(leaf.prints or leaf.wording), leaf.kind), []).append(leaf.publisher)
            else:
                same.append(leaf.publisher)
            walk(leaf.copies)

    walk(tree)
    found = [Reading(number, kind, False, tuple(names)) for (number, kind), names in others.items()]
    found.sort(key=lambda reading: -len(reading.publishers))
    return [Reading(str(row.number), "", True, tuple(same)), *found]
