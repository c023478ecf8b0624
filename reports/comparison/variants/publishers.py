"""Publishers of sources, who have no record of their own: their names as values in addresses."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize


@dataclass(frozen=True, slots=True)
class Publisher:
    """A publisher as it stands in addresses (``slug``), on pages (``name``), and on sources (any of ``names``)."""

    slug: str
    name: str
    names: tuple[str, ...]


def publisher_slug(name: str) -> str:
    """A publisher's name in an address: readable, the same on every site that has this name, and lost in no script.

    >>> publisher_slug("fa.news (Newsweek)"), publisher_slug("Новая газета")
    ('fa-news-newsweek', 'новая-газета')
    """
    return re.sub(r"[\W_]+", "-", normalize("NFKC", name).lower()).strip("-") or name


def publishers_by_slug(names: Iterable[str]) -> dict[str, Publisher]:
    """Publishers in the order of their names. Names that differ in capitals and marks only are one publisher's.

    >>> publishers_by_slug(["Yahoo (TNV)", "Babel", "Yahoo / TNV"])["yahoo-tnv"].names
    ('Yahoo (TNV)', 'Yahoo / TNV')
    """
    found: dict[str, list[str]] = {}
    for name in sorted(set(names), key=lambda name: (name.casefold(), name)):
        found.setdefault(publisher_slug(name), []).append(name)
    return {slug: Publisher(slug, names[0], tuple(names)) for slug, names in found.items()}
