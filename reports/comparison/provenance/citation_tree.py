"""The chain of sources as a tree: from the party's own channel to those who relayed it and those who copied them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from reports.rules.number import Number


class DocumentRole(Enum):
    """What a document is in the chain of one report's sources."""

    PRIMARY = "the party's own channel"
    SECONDARY = "relayed by others"
    ORIGIN = "named as the origin of a source, but not cited for the report itself"
    DATA_SET = "transcribes a page that nobody here read"


@dataclass(frozen=True, slots=True)
class KeptCopy:
    """A copy of a source that is kept here: what it is in words, its bytes (None if it is missing), its SHA-256."""

    kind: str
    size: int | None
    digest: str


@dataclass(frozen=True, slots=True)
class Document:
    """A source; ``source`` is its slug. ``licence`` is that of a data set."""

    source: str
    publisher: str
    url: str
    title: str = ""
    archived_url: str = ""
    published_on: date | None = None
    language: str = ""
    licence: str = ""
    retrieved_on: date | None = None
    kept: KeptCopy | None = None

    @property
    def has_copy(self) -> bool:
        """Whether it could still be read if it vanished: in an archive, or as a file that is kept here."""
        return bool(self.archived_url) or (self.kept is not None and self.kept.size is not None)


@dataclass(frozen=True, slots=True)
class CitationDiff:
    """What a source prints otherwise for one figure (a slug). ``number`` is None where it differs in none.

    ``kind`` is one of ``source_numbers.KINDS``, ``kind_name`` that in words.
    """

    figure: str
    measure: str
    kind: str
    kind_name: str
    number: Number | None = None
    wording: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation. ``origin`` is what the document was taken from, ``data_set`` what transcribed it; None if unknown.

    What differs was printed by the data set, where there is one.
    """

    document: Document
    is_primary: bool = False
    origin: Document | None = None
    data_set: Document | None = None
    locator: str = ""
    differences: tuple[CitationDiff, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """One document; ``copies`` are those that took the statement from it."""

    document: Document
    role: DocumentRole
    locator: str = ""
    differences: tuple[CitationDiff, ...] = ()
    copies: tuple["Leaf", ...] = ()


@dataclass(frozen=True, slots=True)
class CitationTally:
    """How many citations there are.

    ``own`` are of the party's own channels, ``archived`` have a copy in an archive or here, ``taken`` are known to be
    taken from another source.
    """

    sources: int
    own: int
    archived: int
    taken: int


def tally(cited: Sequence[Cited]) -> CitationTally:
    """
    >>> page = Document("page", "Ministry", "https://ministry.example/", archived_url="https://archive.example/1")
    >>> tally([Cited(page), Cited(Document("copy", "Gazette", "https://gazette.example/"), origin=page)])
    CitationTally(sources=2, own=0, archived=1, taken=1)
    """
    return CitationTally(
        sources=len(cited),
        own=sum(citation.is_primary for citation in cited),
        archived=sum(citation.document.has_copy for citation in cited),
        taken=sum(citation.origin is not None for citation in cited),
    )


def tree(cited: Sequence[Cited]) -> tuple[Leaf, ...]:
    """The documents in their order, each under the one it was taken from.

    An origin that the report does not cite itself is a branch of its own. A circle of sources that name one another is
    cut where it closes.

    >>> page, copy = Document("page", "Ministry", "https://ministry.example/"), Document("copy", "Gazette", "https://g.e/")
    >>> (leaf,) = tree([Cited(copy, origin=page), Cited(page, is_primary=True)])
    >>> leaf.document.publisher, leaf.role.name, [below.document.publisher for below in leaf.copies]
    ('Ministry', 'PRIMARY', ['Gazette'])
    >>> (leaf,) = tree([Cited(copy, origin=page)])
    >>> leaf.document.publisher, leaf.role.name, [below.document.publisher for below in leaf.copies]
    ('Ministry', 'ORIGIN', ['Gazette'])
    """
    placed: set[str] = set()

    def leaf(each: Cited) -> Leaf:
        placed.add(each.document.source)
        copies = branches(other for other in cited if other.origin and other.origin.source == each.document.source)
        role = DocumentRole.PRIMARY if each.is_primary else DocumentRole.SECONDARY
        if each.data_set is None:
            return Leaf(each.document, role, each.locator, each.differences, copies)
        transcribed = Leaf(each.data_set, DocumentRole.DATA_SET, each.locator, each.differences)
        return Leaf(each.document, role, copies=(transcribed, *copies))

    def branches(some: Iterable[Cited]) -> tuple[Leaf, ...]:
        return tuple(leaf(citation) for citation in some if citation.document.source not in placed)

    sources = {citation.document.source for citation in cited}
    found: list[Leaf] = []
    for citation in cited:
        if citation.origin is None:
            found += branches([citation])
        elif citation.origin.source not in sources and citation.document.source not in placed:
            alike = [other for other in cited if other.origin == citation.origin]
            found.append(Leaf(citation.origin, DocumentRole.ORIGIN, copies=branches(alike)))
    return (*found, *branches(cited))
