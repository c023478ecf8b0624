"""Which report, figure and source each line of a flat table is about: one on record, or a new one with its own id.

Nothing is guessed: where a line could be about several, it says so and asks for the column that tells them apart.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.contrib.auth.models import AbstractBaseUser

from reports.imports.cells import NotAccepted
from reports.imports.problems import Place, Problem
from reports.models import Conflict, Figure, Measure, Report, Source, Subject
from reports.models.slugs import source_stem
from reports.parsing.url_canonical import document_of, without_tracking

from .flat_lines import Parsed
from .lookups import FreeIds, Reports, figures_of, people_and_things, reports_of_figures, sources_at

_PERCENT = "percent"
# What a figure is where its rows do not say.
PLAIN = {"basis": "cumulative", "scope": "theatre"}


@dataclass(slots=True)
class Placed:
    """A line with what it is about. ``source`` is empty where it names none.

    ``page_known_as`` is the address on record of a page that the line names by another, ``left_out`` what its own loses
    as a new source's.
    """

    parsed: Parsed
    conflict: str = ""
    report: str = ""
    figure: str = ""
    source: str = ""
    page_known_as: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, object]:
        return self.parsed.values


@dataclass(slots=True)
class Grouped:
    """``placed`` are the lines without a fault so far; faults are added to the lines' own ``problems``."""

    placed: list[Placed]
    known_reports: frozenset[str]
    known_figures: frozenset[str]
    known_sources: frozenset[str]
    units: Mapping[str, str] = field(default_factory=dict)
    began: Mapping[str, date] = field(default_factory=dict)  # by conflict


def group(parsed: Iterable[Parsed], name: str, by: AbstractBaseUser) -> Grouped:
    """Looks everything up; changes the names in the lines' values to ids."""
    return _Grouping(name, by).run([each for each in parsed if not each.problems])


class _Grouping:
    def __init__(self, name: str, by: AbstractBaseUser) -> None:
        self.name = name
        self.by = by

    def run(self, lines: list[Parsed]) -> Grouped:
        units = dict(Measure.objects.values_list("slug", "unit"))
        placed = self._named(lines, units)
        reports = self._reports(placed)
        placed = [each for each in placed if each.report]
        began = dict(Conflict.objects.values_list("slug", "start_date"))
        known_figures = self._figures(placed, reports, began)
        placed = [each for each in placed if each.figure]
        known_sources = self._sources(placed)
        return Grouped(placed, frozenset(reports.by_slug), known_figures, known_sources, units, began)

    def _wrong(self, line: Parsed, column: str, value: object, fault: str, expected: str) -> None:
        shown = None if value is None else f"{value}"
        line.problems.append(Problem(Place(self.name, line.line, column), shown, fault, expected))

    # --- names ----------------------------------------------------------------------------------------------------

    def _named(self, lines: list[Parsed], units: Mapping[str, str]) -> list[Placed]:
        finders = dict(zip(("party", "subject", "measure"), people_and_things(), strict=True))
        conflicts = dict(Subject.objects.values_list("slug", "conflict__slug"))
        placed = []
        for line in lines:
            values = line.values
            for column, names in finders.items():
                try:
                    values[column] = names.find(values[column])
                except NotAccepted as refusal:
                    self._wrong(line, column, values[column], refusal.fault, refusal.expected)
            for party in values.get("draws_on", ()):
                try:
                    finders["party"].find(party)
                except NotAccepted as refusal:
                    self._wrong(line, "draws_on", party, refusal.fault, refusal.expected)
            if line.problems:
                continue
            is_share = values.pop("is_share", None)
            if is_share and units[values["measure"]] != _PERCENT:
                self._wrong(line, "number", None, f"is a percentage, and {values['measure']} is a count", "a count")
                continue
            placed.append(Placed(line, conflicts[values["subject"]]))
        return placed

    # --- reports --------------------------------------------------------------------------------------------------

    def _reports(self, placed: list[Placed]) -> Reports:
        given = {each.values["report"] for each in placed if "report" in each.values}
        parties = {each.values["party"] for each in placed}
        days = {each.values["stated_on"] for each in placed}
        known = Reports(given, parties, days, self.by)
        stems = {f"{each.values['party']}-{each.values['stated_on']}" for each in placed}
        free = FreeIds(Report, stems)
        free.reserve(given)
        new: dict[tuple, str] = {}
        for each in placed:
            each.report = self._report_of(each, known, free, new)
        return known

    def _report_of(self, each: Placed, known: Reports, free: FreeIds, new: dict[tuple, str]) -> str:
        values = each.values
        if slug := values.get("report"):
            if slug in known.by_slug and known.by_slug[slug].hidden:
                fault = "is the address of a draft that somebody else is writing"
                self._wrong(each.parsed, "report", slug, fault, "another address, or nothing")
                return ""
            return slug
        found = known.of_day(each.conflict, values["party"], values["stated_on"])
        if len(found) > 1 and "title" in values:
            found = [report for report in found if report.title == values["title"]] or found
        if len(found) > 1 and "speaker" in values:
            found = [report for report in found if report.speaker == values["speaker"]] or found
        if len(found) > 1:
            slugs = ", ".join(report.slug for report in found[:5])
            fault = f"is empty, and {len(found)} reports of that party on that day are on record"
            self._wrong(each.parsed, "report", None, fault, f"which it is ({slugs}), or a new address")
            return ""
        if found:
            return found[0].slug
        key = (each.conflict, values["party"], values["stated_on"], values.get("speaker"), values.get("title"))
        if key not in new:
            new[key] = free.take(f"{values['party']}-{values['stated_on']}")
        return new[key]

    # --- figures --------------------------------------------------------------------------------------------------

    def _figures(self, placed: list[Placed], reports: Reports, began: Mapping[str, date]) -> frozenset[str]:
        on_record: dict[tuple, list[Mapping[str, object]]] = defaultdict(list)
        known: set[str] = set()
        for figure in figures_of({each.report for each in placed} & reports.by_slug.keys()):
            known.add(figure["slug"])
            place = (figure["report__slug"], figure["subject__slug"], figure["measure__slug"], figure["as_of"])
            on_record[place].append(figure)
        given = {each.values["figure"] for each in placed if "figure" in each.values}
        owners = reports_of_figures(given)
        free = FreeIds(Figure, {f"{each.report}-{each.values['measure']}" for each in placed})
        free.reserve(given)
        new: dict[tuple, str] = {}
        for each in placed:
            values = each.values
            slug = values.get("figure", "")
            if slug and slug in owners and owners[slug] != each.report:
                fault = f"is a figure of another report, {owners[slug]}"
                self._wrong(each.parsed, "figure", slug, fault, "that report in column report, or another address")
                continue
            if not slug:
                found = _matching(on_record[each.report, values["subject"], values["measure"], values["as_of"]], values)
                if len(found) > 1:
                    slugs = ", ".join(figure["slug"] for figure in found[:5])
                    fault = f"is empty, and {len(found)} figures on record fit this row"
                    self._wrong(each.parsed, "figure", None, fault, f"which it is: {slugs}")
                    continue
                slug = found[0]["slug"] if found else ""
            if not slug:
                plain = {**PLAIN, **values}
                first = first_day(plain, began[each.conflict])
                details = (plain["basis"], plain["scope"], values.get("scope_note"), first, values["as_of"])
                key = (each.report, values["subject"], values["measure"], *details)
                if key not in new:
                    new[key] = free.take(f"{each.report}-{values['measure']}")
                slug = new[key]
            each.figure = slug
        return frozenset(known | owners.keys())

    # --- sources --------------------------------------------------------------------------------------------------

    def _sources(self, placed: list[Placed]) -> frozenset[str]:
        """Gives each line the address under which its page is kept: that on record, or of a new page the first here."""
        citing = [each for each in placed if "source_url" in each.values]
        known = sources_at({each.values["source_url"] for each in citing})
        kept: dict[str, str] = {}
        for each in citing:
            typed = each.values["source_url"]
            if typed in known:
                each.source, url = known[typed]
                each.page_known_as = url if url != typed else ""
            else:
                plain, each.left_out = without_tracking(typed)
                url = kept.setdefault(document_of(typed) or plain, plain)
            each.values["source_url"] = url
        new = [each for each in citing if not each.source]
        publishers = {
            each.values["source_url"]: each.values["publisher"] for each in reversed(new) if "publisher" in each.values
        }
        stems = {url: source_stem(publisher, url) for url, publisher in publishers.items()}
        free = FreeIds(Source, set(stems.values()))
        ids: dict[str, str] = {}
        for each in new:
            url = each.values["source_url"]
            if url in stems:
                each.source = ids[url] = ids.get(url) or free.take(stems[url])
            else:
                fault = "is empty, and the page is not on record yet"
                self._wrong(each.parsed, "publisher", None, fault, "who published it")
        return frozenset(slug for slug, _url in known.values())


def first_day(values: Mapping[str, object], began: date) -> date | None:
    """The first day that a new figure counts: where none is given, the desk's forms begin a running total too with the
    conflict; one that ends before it is refused for that."""
    is_total = (values["basis"], values["scope"]) == (PLAIN["basis"], PLAIN["scope"])
    return values.get("period_start") or (began if is_total and began <= values["as_of"] else None)


def _matching(candidates: list[Mapping[str, object]], values: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The figures that a row without a figure's id may mean: those with all that it says, of these the plainest."""
    told = [column for column in ("basis", "scope", "scope_note", "period_start") if column in values]
    found = [each for each in candidates if all(each[column] == values[column] for column in told)]
    for column, plain in (("basis", "cumulative"), ("scope", "theatre")):
        if len(found) > 1 and column not in values:
            found = [each for each in found if each[column] == plain] or found
    if len(found) > 1:
        numbers = [each for each in found if all(each[name] == values[name] for name in ("low", "best", "high"))]
        found = numbers if len(numbers) == 1 else found
    return found
