"""Sources found by their address: the same is offered, not doubled, and a new one's publisher is guessed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from reports.models import Source
from reports.parsing.url_canonical import document_of, host_names, publisher_host

__all__ = ["Found", "look_up"]


@dataclass(frozen=True, slots=True)
class Found:
    """``source`` is the one with this address, or with an address of the same document (then not ``exact``).

    ``publisher`` and ``language`` are those of most earlier sources of the host, empty where there are none.
    """

    source: Source | None = None
    exact: bool = False
    publisher: str = ""
    language: str = ""


def look_up(address: str, but: int | None = None) -> Found:
    """What is known of ``address``, ``but`` for the source with that key.

    Reads a short row of each source whose address names the host.
    """
    document, host = document_of(address), publisher_host(address)
    if not document:
        return Found()
    rows = {row for name in host_names(address) for row in _rows().filter(url__icontains=name).exclude(pk=but)}
    exact = [key for key, url, *_rest in rows if url == address.strip()]
    same = sorted(key for key, url, *_rest in rows if document_of(url) == document)
    siblings = [row for row in sorted(rows) if publisher_host(row[1]) == host]
    source = next(iter(exact + same), None)
    return Found(
        source=None if source is None else Source.objects.get(pk=source),
        exact=bool(exact),
        publisher=_usual(publisher for _key, _url, publisher, _language in siblings),
        language=_usual(language for *_rest, language in siblings),
    )


def _rows():
    return Source.objects.order_by().values_list("pk", "url", "publisher", "language")


def _usual(values: Iterable[str]) -> str:
    """The most frequent, of several the first."""
    counted = Counter(value for value in values if value).most_common(1)
    return counted[0][0] if counted else ""
