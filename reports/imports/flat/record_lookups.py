"""What is on record of all that a flat table names: looked up once for all rows."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import chain

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model

from reports.imports.cells import NotAccepted
from reports.models import PUBLIC, Figure, Report, Source, Status
from reports.models.chunks import rows_in
from reports.parsing.url_canonical import document_of
from reports.workflow.permissions import is_reviewer

_CLOSE = 3


class NameIndex:
    """Records of one kind by id or by any name that only one of them has, without regard to case."""

    def __init__(self, model: type[Model], *names: str) -> None:
        self.kind = str(model._meta.verbose_name)
        self._ids: dict[str, set[str]] = defaultdict(set)
        for slug, *others in model._default_manager.order_by().values_list("slug", *names):
            for name in (slug, *others):
                self._ids[name.casefold()].add(slug)

    def find(self, text: str) -> str:
        """The id. Raises NotAccepted."""
        slugs = self._ids.get(text.casefold(), set())
        if len(slugs) == 1:
            return next(iter(slugs))
        if slugs:
            raise NotAccepted("is a name of several", f"one of: {', '.join(sorted(slugs))}")
        close = get_close_matches(text.casefold(), self._ids, _CLOSE)
        near = list(dict.fromkeys(sorted(self._ids[name])[0] for name in close))
        expected = f"its id or name{': ' + ', '.join(near) if near else ', as the site shows it'}"
        raise NotAccepted(f"is no {self.kind} on record", expected)


class KnownReports:
    """Reports on record by id, ``hidden`` those that are drafts and not the importer's to see; and by party and day."""

    def __init__(self, slugs: Collection[str], parties: Collection[str], days: Collection[date], by: AbstractBaseUser):
        self.slugs: set[str] = set()
        self.hidden: set[str] = set()
        self._by_day: dict[tuple, list] = defaultdict(list)
        sees_all = is_reviewer(by)
        query = Report.all_objects.order_by("pk").values_list(
            "slug", "party__slug", "conflict__slug", "stated_on", "speaker", "title", "status", "replaces", "author",
            named=True,
        )  # fmt: skip
        reports = rows_in(query, "slug", slugs)
        if days:
            span = query.filter(stated_on__range=(min(days), max(days)))
            reports = chain(reports, rows_in(span, "party__slug", parties))
        for report in reports:
            if report.slug in self.slugs:
                continue
            self.slugs.add(report.slug)
            is_public = report.status in PUBLIC
            if not (is_public or report.status == Status.SUBMITTED or sees_all or report.author in (None, by.pk)):
                self.hidden.add(report.slug)
            # What a row without an id may mean: no version that is no longer in force, or is not yet.
            elif report.status == Status.PUBLISHED or (not is_public and report.replaces is None):
                self._by_day[report.conflict__slug, report.party__slug, report.stated_on].append(report)

    def of_day(self, conflict: str, party: str, day: date) -> list:
        """Those that a row without an id may mean: each with ``slug``, ``title`` and ``speaker``."""
        return self._by_day.get((conflict, party, day), [])


def figures_of(reports: Iterable[str]) -> Iterable[Mapping[str, object]]:
    """What tells the figures of these reports apart, with their numbers."""
    figures = Figure.all_objects.order_by("pk").values(
        "slug", "report__slug", "subject__slug", "measure__slug", "basis", "scope", "scope_note", "period_start",
        "as_of", "low", "best", "high",
    )  # fmt: skip
    return rows_in(figures, "report__slug", reports)


def sources_at(addresses: Collection[str]) -> dict[str, tuple[str, str]]:
    """By address the id and the address on record of its source: that address, or another of the same document.

    The rule is that of newsroom.source_lookup; here all sources are read, once, rather than some for each address.
    """
    exact = rows_in(Source.objects.values_list("slug", "url"), "url", addresses)
    sources = {url: (slug, url) for slug, url in exact}
    near = {address: document_of(address) for address in addresses if address not in sources}
    documents = {*near.values()} - {""}
    if documents:
        first: dict[str, tuple[str, str]] = {}
        for slug, url in Source.objects.order_by("pk").values_list("slug", "url").iterator():
            if (document := document_of(url)) in documents:
                first.setdefault(document, (slug, url))
        sources.update((address, first[document]) for address, document in near.items() if document in first)
    return sources


class FreeIds:
    """Ids that no record has, nor any given out before: the stem, or the stem with a number."""

    def __init__(self, model: type[Model], stems: Collection[str]) -> None:
        self._model = model
        self._limit = model._meta.get_field("slug").max_length
        self._next: dict[str, int] = {}
        slugs = model._base_manager.values_list("slug", flat=True)
        self._taken = set(rows_in(slugs, "slug", {stem[: self._limit] for stem in stems}))

    def take(self, stem: str) -> str:
        number = self._next.get(stem, 1)
        while True:
            suffix = f"-{number}" if number > 1 else ""
            slug = stem[: self._limit - len(suffix)].rstrip("-") + suffix
            number += 1
            if slug not in self._taken and (not suffix or not self._model._base_manager.filter(slug=slug).exists()):
                self._taken.add(slug)
                self._next[stem] = number
                return slug

    def reserve(self, slugs: Iterable[str]) -> None:
        self._taken.update(slugs)
