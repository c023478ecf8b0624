"""Which report, figure and source each line of a flat table is about: one on record, or a new one with its own id.

Nothing is guessed: where a line could be about several, it says so and asks for the column that tells them apart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import chain

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Model

from reports.imports.cells import NotAccepted
from reports.models import PUBLIC, Conflict, Figure, Measure, Party, Report, Source, Status, Subject
from reports.models.chunks import rows_in
from reports.models.slugs import FreeSlugs, source_stem
from reports.parsing.url_canonical import document_of, without_tracking
from reports.rules.number import VALUES
from reports.workflow.permissions import is_reviewer

from .flat_lines import FlatLine

_PERCENT = "percent"
_CLOSE = 3  # names offered for one that is not known
# What a figure is where its rows do not say.
PLAIN = {"basis": "cumulative", "scope": "theatre"}


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


def sources_at(addresses: Collection[str]) -> dict[str, tuple[str, str]]:
    """By address the id and the address on record of its source: that address, or another of the same document.

    The rule is that of newsroom.forms.source_form; here all sources are read, once, rather than some for each address.
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


class Grouping:
    """``placed`` are the lines without a fault so far; faults are added to the lines' own ``problems``.

    The names in the lines' values become ids.
    """

    def __init__(self, lines: Iterable[FlatLine], by: AbstractBaseUser) -> None:
        """``by`` sees what it may mean on record, and not the drafts of others."""
        self.by = by
        self.units: Mapping[str, str] = dict(Measure.objects.values_list("slug", "unit"))
        self.war_began: Mapping[str, date] = dict(Conflict.objects.values_list("slug", "start_date"))
        placed = self._named([line for line in lines if not line.problems])
        reports = self._reports(placed)
        placed = [line for line in placed if line.report]
        self.known_reports = frozenset(reports.slugs)
        self.known_figures = self._figures(placed, reports)
        for line in placed:
            if not line.figure:
                line.report = ""
        self.placed = [line for line in placed if line.figure]
        self.known_sources = self._sources(self.placed)

    # --- names ----------------------------------------------------------------------------------------------------

    def _named(self, lines: list[FlatLine]) -> list[FlatLine]:
        finders = {
            "party": NameIndex(Party, "name", "short_name"),
            "subject": NameIndex(Subject, "name"),
            "measure": NameIndex(Measure, "name"),
        }
        conflicts = dict(Subject.objects.values_list("slug", "conflict__slug"))
        placed = []
        for line in lines:
            values = line.values
            for column, index in finders.items():
                try:
                    values[column] = index.find(values[column])
                except NotAccepted as refusal:
                    line.wrong(column, values[column], refusal.fault, refusal.expected)
            for party in values.get("draws_on", ()):
                try:
                    finders["party"].find(party)
                except NotAccepted as refusal:
                    line.wrong("draws_on", party, refusal.fault, refusal.expected)
            if line.problems:
                continue
            is_share = values.pop("is_share", None)
            if is_share and self.units[values["measure"]] != _PERCENT:
                line.wrong("number", None, f"is a percentage, and {values['measure']} is a count", "a count")
                continue
            line.conflict = conflicts[values["subject"]]
            placed.append(line)
        return placed

    # --- reports --------------------------------------------------------------------------------------------------

    def _reports(self, placed: list[FlatLine]) -> KnownReports:
        slugs = {line.values["report"] for line in placed if "report" in line.values}
        parties = {line.values["party"] for line in placed}
        days = {line.values["stated_on"] for line in placed}
        known = KnownReports(slugs, parties, days, self.by)
        stems = {f"{line.values['party']}-{line.values['stated_on']}" for line in placed}
        free = FreeSlugs(Report, stems, slugs)
        new: dict[tuple, str] = {}
        for line in placed:
            line.report = self._report_of(line, known, free, new)
        return known

    def _report_of(self, line: FlatLine, known: KnownReports, free: FreeSlugs, new: dict[tuple, str]) -> str:
        values = line.values
        if slug := values.get("report"):
            if slug in known.hidden:
                fault = "is the address of a draft that somebody else is writing"
                line.wrong("report", slug, fault, "another address, or nothing")
                return ""
            return slug
        reports = known.of_day(line.conflict, values["party"], values["stated_on"])
        for column in ("title", "speaker"):
            if len(reports) > 1 and column in values:
                reports = [report for report in reports if getattr(report, column) == values[column]] or reports
        if len(reports) > 1:
            slugs = ", ".join(report.slug for report in reports[:5])
            fault = f"is empty, and {len(reports)} reports of that party on that day are on record"
            line.wrong("report", None, fault, f"which it is ({slugs}), or a new address")
            return ""
        if reports:
            return reports[0].slug
        key = (line.conflict, values["party"], values["stated_on"], values.get("speaker"), values.get("title"))
        if key not in new:
            new[key] = free.take(f"{values['party']}-{values['stated_on']}")
        return new[key]

    # --- figures --------------------------------------------------------------------------------------------------

    def _figures(self, placed: list[FlatLine], reports: KnownReports) -> frozenset[str]:
        on_record: dict[tuple, list[Mapping[str, object]]] = defaultdict(list)
        known: set[str] = set()
        figures = Figure.all_objects.order_by("pk").values(
            "slug", "report__slug", "subject__slug", "measure__slug", "basis", "scope", "scope_note", "period_start",
            "as_of", "low", "best", "high",
        )  # fmt: skip
        for figure in rows_in(figures, "report__slug", {line.report for line in placed} & reports.slugs):
            known.add(figure["slug"])
            place = (figure["report__slug"], figure["subject__slug"], figure["measure__slug"], figure["as_of"])
            on_record[place].append(figure)
        slugs = {line.values["figure"] for line in placed if "figure" in line.values}
        owners = dict(rows_in(Figure.all_objects.values_list("slug", "report__slug"), "slug", slugs))
        free = FreeSlugs(Figure, {f"{line.report}-{line.values['measure']}" for line in placed}, slugs)
        new: dict[tuple, str] = {}
        for line in placed:
            values = line.values
            slug = values.get("figure", "")
            if slug and slug in owners and owners[slug] != line.report:
                fault = f"is a figure of another report, {owners[slug]}"
                line.wrong("figure", slug, fault, "that report in column report, or another address")
                continue
            if not slug:
                place = (line.report, values["subject"], values["measure"], values["as_of"])
                figures = _matching(on_record[place], values)
                if len(figures) > 1:
                    candidates = ", ".join(figure["slug"] for figure in figures[:5])
                    fault = f"is empty, and {len(figures)} figures on record fit this row"
                    line.wrong("figure", None, fault, f"which it is: {candidates}")
                    continue
                slug = figures[0]["slug"] if figures else ""
            if not slug:
                plain = {**PLAIN, **values}
                first = first_day(plain, self.war_began[line.conflict])
                details = (plain["basis"], plain["scope"], values.get("scope_note"), first, values["as_of"])
                key = (line.report, values["subject"], values["measure"], *details)
                if key not in new:
                    new[key] = free.take(f"{line.report}-{values['measure']}")
                slug = new[key]
            line.figure = slug
        return frozenset(known | owners.keys())

    # --- sources --------------------------------------------------------------------------------------------------

    def _sources(self, placed: list[FlatLine]) -> frozenset[str]:
        """Gives each line the address under which its page is kept: that on record, or of a new page the first here."""
        citing = [line for line in placed if "source_url" in line.values]
        known = sources_at({line.values["source_url"] for line in citing})
        first: dict[str, str] = {}
        for line in citing:
            typed = line.values["source_url"]
            if typed in known:
                line.source, url = known[typed]
                line.page_known_as = url if url != typed else ""
            else:
                plain, line.left_out = without_tracking(typed)
                url = first.setdefault(document_of(typed) or plain, plain)
            line.values["source_url"] = url
        new = [line for line in citing if not line.source]
        publishers = {
            line.values["source_url"]: line.values["publisher"] for line in reversed(new) if "publisher" in line.values
        }
        stems = {url: source_stem(publisher, url) for url, publisher in publishers.items()}
        free = FreeSlugs(Source, set(stems.values()))
        ids: dict[str, str] = {}
        for line in new:
            url = line.values["source_url"]
            if url in stems:
                line.source = ids[url] = ids.get(url) or free.take(stems[url])
            else:
                fault = "is empty, and the page is not on record yet"
                line.wrong("publisher", None, fault, "who published it")
        return frozenset(slug for slug, _url in known.values())


def first_day(values: Mapping[str, object], began: date) -> date | None:
    """The first day that a new figure counts: where none is given, the desk's forms begin a running total too with the
    conflict; one that ends before it is refused for that."""
    is_total = (values["basis"], values["scope"]) == (PLAIN["basis"], PLAIN["scope"])
    return values.get("period_start") or (began if is_total and began <= values["as_of"] else None)


def _matching(candidates: list[Mapping[str, object]], values: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The figures that a row without a figure's id may mean: those with all that it says, of these the plainest."""
    columns = [column for column in ("basis", "scope", "scope_note", "period_start") if column in values]
    figures = [figure for figure in candidates if all(figure[column] == values[column] for column in columns)]
    for column, plain in PLAIN.items():
        if len(figures) > 1 and column not in values:
            figures = [figure for figure in figures if figure[column] == plain] or figures
    if len(figures) > 1:
        same = [figure for figure in figures if all(figure[name] == values[name] for name in VALUES)]
        figures = same if len(same) == 1 else figures
    return figures
