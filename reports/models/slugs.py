"""Addresses for records whose editor gave none."""

import re
from collections.abc import Collection
from datetime import date
from hashlib import sha1
from itertools import count

from django.db.models import Model
from django.utils.text import slugify

from reports.models import Measure, Party, Source
from reports.models.chunks import rows_in

__all__ = ["FreeSlugs", "figure_stem", "free_slug", "is_made_of", "report_stem", "source_slug", "source_stem"]


def free_slug(model: type[Model], stem: str, taken: Collection[str] = (), pk: int | None = None) -> str:
    """``stem``, or ``stem`` with the first number that neither another record than ``pk`` nor ``taken`` has."""
    limit = model._meta.get_field("slug").max_length
    others = model._default_manager.filter(slug__startswith=stem[: limit - 6]).exclude(pk=pk)
    used = {*taken, *others.values_list("slug", flat=True)}
    for number in count(1):
        suffix = f"-{number}" if number > 1 else ""
        slug = stem[: limit - len(suffix)].rstrip("-") + suffix
        if slug not in used:
            return slug


class FreeSlugs:
    """Slugs that no record has, nor any taken before: the stem, or the stem with a number. For many at once."""

    def __init__(self, model: type[Model], stems: Collection[str], taken: Collection[str] = ()) -> None:
        self._model = model
        self._limit = model._meta.get_field("slug").max_length
        self._next: dict[str, int] = {}
        slugs = model._base_manager.values_list("slug", flat=True)
        self._taken = {*taken, *rows_in(slugs, "slug", {stem[: self._limit] for stem in stems})}

    def take(self, stem: str) -> str:
        for number in count(self._next.get(stem, 1)):
            suffix = f"-{number}" if number > 1 else ""
            slug = stem[: self._limit - len(suffix)].rstrip("-") + suffix
            if slug not in self._taken and not (suffix and self._model._base_manager.filter(slug=slug).exists()):
                self._taken.add(slug)
                self._next[stem] = number + 1
                return slug


def is_made_of(slug: str, stem: str) -> bool:
    """Whether ``slug`` was made from ``stem``, rather than chosen by an editor."""
    return re.fullmatch(re.escape(stem) + r"(-\d+)?", slug) is not None


def report_stem(party: Party, stated_on: date) -> str:
    return f"{party.slug}-{stated_on.isoformat()}"


def figure_stem(report_slug: str, measure: Measure) -> str:
    return f"{report_slug}-{measure.slug}"


def source_slug(publisher: str, url: str) -> str:
    return free_slug(Source, source_stem(publisher, url))


def source_stem(publisher: str, url: str) -> str:
    """Publisher and the first digits of the address's SHA-1, as the bundled sources are named."""
    digest = sha1(url.encode(), usedforsecurity=False).hexdigest()[:8]
    return f"{slugify(publisher)[:80] or 'source'}-{digest}"
