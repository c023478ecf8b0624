"""The whole page as it stands: its forms together, what was read in them, what the checks say of it, and its saving."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.forms import Form, formset_factory
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from reports import checks, workflow
from reports.checks import Finding
from reports.models import AT_THE_DESK, Citation, Figure, Measure, Report, Source, Status, Subject
from reports.models.slugs import figure_stem, free_slug, report_stem, source_slug
from reports.parsing.url_canonical import document_of

from .entry_forms import CitedSourceForm, LineForm, ReportFields, with_day
from .last_report import LastReport, figures_named, last_totals

__all__ = ["SUBMIT", "EntryPage", "Fault", "faults_of", "save_entry"]

MOST_LINES, MOST_SOURCES = 200, 50
SUBMIT = "_submit_report"  # the button
DAYS = ("stated_on", "as_of")
_Lines = formset_factory(LineForm, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES, validate_max=True)
_Sources = formset_factory(CitedSourceForm, extra=0, max_num=MOST_SOURCES, absolute_max=MOST_SOURCES, validate_max=True)


@dataclass(frozen=True, slots=True)
class Fault:
    """``label`` names the field and ``anchor`` leads to it. ``unread``: the checks say nothing of what stands there."""

    label: str
    anchor: str
    message: str
    unread: bool = False


class EntryPage:
    """``data`` is what was sent, None for a page that is opened anew. ``measures``, ``subjects`` and the party's
    ``last_figures`` are what its lines may name, by key. Nothing is written here."""

    def __init__(self, last: LastReport, today: date, data: QueryDict | None = None) -> None:
        data = None if data is None else data.copy()
        self.last, self.data = last, data
        report = last.report
        self.submits = data is not None and SUBMIT in data
        self.conflict = report.conflict
        self.measures = {str(measure.pk): measure for measure in Measure.objects.all()}
        self.subjects = {str(subject.pk): subject for subject in Subject.objects.filter(conflict=report.conflict)}
        self.last_figures = {str(figure.pk): figure for figure in [*last.figures, *self._named_before()]}
        title = with_day(report.title, report.stated_on, today)
        self.fields = ReportFields(
            data,
            conflict=report.conflict,
            last_day=report.stated_on,
            last_title=report.title,
            initial={
                "stated_on": today,
                "title": title,
                "title_made": title,
                "speaker": report.speaker,
                "kind": report.kind,
                "method": report.method,
            },
        )
        if data is None:
            self.fields.fields["stated_on"].widget.attrs["autofocus"] = True
        lines = [
            {"last": figure.pk, "subject": figure.subject_id, "measure": figure.measure_id} for figure in last.figures
        ]
        self.line_forms = _Lines(
            data,
            prefix="lines",
            initial=lines or [{"subject": last.main_subject}],
            form_kwargs={"page": self},
        )
        self._find_lasts()
        rows = [{"role": citation.role} for citation in last.citations] or [{}]
        self.source_forms = _Sources(data, prefix="sources", initial=rows)

    def _named_before(self) -> list[Figure]:
        """What lines stand beside since the page was opened, and that is the party's last no more."""
        if self.data is None:
            return []
        named = {self.data.get(f"lines-{number}-last", "") for number in range(MOST_LINES)}
        return figures_named(named - {str(figure.pk) for figure in self.last.figures}, self.last.report)

    def _find_lasts(self) -> None:
        """Put lines that were added beside the party's last number of their measure."""
        added = {
            form: (form.subject_chosen.pk, form.measure_chosen.pk)
            for form in self.line_forms
            if form.before is None and form.subject_chosen and form.measure_chosen
        }
        totals = last_totals(self.last.report, added.values())
        for form, line in added.items():
            form.beside = totals.get(line)

    @cached_property
    def valid(self) -> bool:
        """Whether every part can be saved. The numbers count too: one that cannot be read stands in the way."""
        parts = [self.fields.is_valid(), self.line_forms.is_valid(), self.source_forms.is_valid()]
        return all(parts) and not self.problems and not any(line.reading.problem for line in self.lines)

    @cached_property
    def stated_on(self) -> date | None:
        return self._day("stated_on")

    @cached_property
    def as_of(self) -> date | None:
        return self._day("as_of") or self.stated_on

    def _day(self, name: str) -> date | None:
        if self.data is None:
            return self.fields.initial.get(name)
        self.fields.is_valid()
        return self.fields.cleaned_data.get(name)

    @property
    def method(self) -> str:
        """How the party says it knows, as chosen on the page: of some a plain number is a floor."""
        return str(self.fields["method"].value() or "")

    @cached_property
    def lines(self) -> list[LineForm]:
        """Validated, where anything was sent."""
        if self.data is not None:
            self.line_forms.is_valid()
        return list(self.line_forms)

    @cached_property
    def one_subject(self) -> Subject | None:
        """Whose losses all lines count; None where they count those of several."""
        subjects = {form.subject_chosen for form in self.line_forms}
        return subjects.pop() if len(subjects) == 1 else None

    @property
    def read(self) -> list[LineForm]:
        """The lines with a number."""
        return [line for line in self.lines if line.reading.number is not None]

    @property
    def begun(self) -> bool:
        """Whether anything is typed that could be checked, or a day that cannot be read."""
        if self.data is None:
            return False
        return bool(self.sources) or any(form.typed.strip() for form in self.line_forms) or not self.days_are_read

    @property
    def days_are_read(self) -> bool:
        return self.data is None or not any(self.fields.has_error(name) for name in DAYS)

    @cached_property
    def problems(self) -> list[str]:
        """What is wrong above all fields: with the page as a whole, and which numbers cannot be read."""
        unread = [line for line in self.lines if line.reading.problem]
        message = _("The number of “%(line)s” cannot be read.")
        return self.page_problems + [message % {"line": line.label} for line in unread]

    @cached_property
    def page_problems(self) -> list[str]:
        """What is wrong with the page as a whole."""
        problems = [*self.line_forms.non_form_errors(), *self.source_forms.non_form_errors()]
        counted = Counter((line.subject_chosen, line.measure_chosen) for line in self.read)
        twice = {
            str(line.measure_chosen)
            for line in self.read
            if line.before is None and line.measure_chosen and counted[line.subject_chosen, line.measure_chosen] > 1
        }
        problems += [_("%(measure)s stands in two lines.") % {"measure": measure} for measure in sorted(twice)]
        documents = [form.cited.pk if form.cited else document_of(form.typed) for form in self.sources]
        if len(documents) != len(set(documents)):
            problems.append(_("One source stands in two rows."))
        typed = any(form.typed.strip() for form in self.line_forms)
        if self.stated_on and not typed and not str(self.fields["wording"].value() or "").strip():
            problems.append(_("Type a number, or the words of a statement without one."))
        return problems

    @property
    def missing(self) -> list[str]:
        """What a draft may lack and a submitted report may not."""
        first_day = _("the first day counted by “%(line)s”")
        parts = [first_day % {"line": line.label} for line in self.read if line.lacks_first_day]
        return parts if self.sources else [*parts, _("a source")]

    @property
    def sources(self) -> list[CitedSourceForm]:
        """The rows that name one."""
        return [form for form in self.source_forms if form.typed]

    def report(self) -> Report:
        """The report as typed, not saved. Its fields that are wrong are left out."""
        if self.data is None:
            return Report(party=self.last.report.party, conflict=self.last.report.conflict, stated_on=self.stated_on)
        self.fields.is_valid()
        names = ("stated_on", "title", "speaker", "kind", "method", "wording", "language", "note")
        typed = {name: self.fields.cleaned_data[name] for name in names if name in self.fields.cleaned_data}
        return Report(party=self.last.report.party, conflict=self.last.report.conflict, **typed)

    def focus_last(self, prefix: str) -> None:
        """Let an editor go on in the line or row that was added."""
        forms, name = {"lines": (self.line_forms, "measure"), "sources": (self.source_forms, "address")}[prefix]
        forms[-1].fields[name].widget.attrs["autofocus"] = True

    def settle(self) -> None:
        """Fill in, where nothing else was typed, the title by the day and the publisher by the host."""
        for form in self.sources:
            if not form.cited and not self.data.get(f"{form.prefix}-publisher"):
                self.data[f"{form.prefix}-publisher"] = form.match.publisher
        self.fields.is_valid()
        title = self.fields.cleaned_data.get("title")
        if title and self.data.get("title") == self.data.get("title_made"):
            self.data["title"] = self.data["title_made"] = title

    def findings(self) -> list[Finding]:
        """What the checks say of it; a figure is called by the prefix of its line.

        Nothing while nothing is typed, or while a day cannot be read: every check rests on it.
        """
        if not self.stated_on or not self.days_are_read or not (self.read or self.sources):
            return []
        figures = []
        for line in self.read:
            figure = line.figure()
            figure.slug = line.prefix
            figures.append(figure)
        sources = [form.cited.pk if form.cited else form.typed for form in self.sources]
        return checks.findings_for(self.report(), figures, sources)

    def others(self) -> Iterable[Report]:
        """Reports of this party for this day that are there already: public ones, and those at the desk."""
        if not self.stated_on:
            return []
        same = Report.all_objects.filter(
            party=self.last.report.party, conflict=self.last.report.conflict, stated_on=self.stated_on
        )
        same = same.filter(status__in=[*AT_THE_DESK, Status.PUBLISHED], kind=self.fields["kind"].value())
        return list(same.select_related("author").order_by("pk"))


def faults_of(page: EntryPage) -> list[Fault]:
    """What is wrong in the fields; none while nothing is typed."""
    if not page.begun:
        return []
    faults = list(_of_form(page.fields))
    for line in page.lines:
        if line.reading.problem:
            faults.append(Fault(line.label, f"#{line['number'].auto_id}", line.reading.problem, unread=True))
        else:
            faults += _of_form(line, line.label)
    faults += [Fault(_("The report"), "#content", problem) for problem in page.page_problems]
    for number, form in enumerate(page.source_forms, start=1):
        faults += _of_form(form, _("Source %s") % number)
    return sorted(faults, key=lambda fault: not fault.unread)


def _of_form(form: Form, of: str = "") -> Iterator[Fault]:
    for name, errors in form.errors.items():
        field = form[name]
        label = f"{of}: {field.label}" if of else str(field.label)
        for message in errors:
            yield Fault(label, f"#{field.auto_id}", message, unread=not of and name in DAYS)


@transaction.atomic
def save_entry(*, page: EntryPage, by: AbstractBaseUser) -> Report:
    """A new draft of ``by``: report, figures, new sources and citations together or not at all.

    The page has to be valid. Raises TransitionNotAllowed.
    """
    report = page.report()
    report.slug = free_slug(Report, report_stem(report.party, report.stated_on))
    workflow.save_draft(report=report, by=by)
    report.draws_on.set(page.last.report.draws_on.all())
    taken: set[str] = set()
    for line in page.read:
        figure = line.figure()
        figure.report = report
        figure.slug = free_slug(Figure, figure_stem(report.slug, figure.measure), taken)
        taken.add(figure.slug)
        figure.save()
    for form in page.sources:
        Citation.objects.create(report=report, source=form.cited or _new_source(form), role=form.cleaned_data["role"])
    return report


def _new_source(form: CitedSourceForm) -> Source:
    data = form.cleaned_data
    return Source.objects.create(
        slug=source_slug(data["publisher"], data["address"]),
        url=data["address"],
        publisher=data["publisher"],
        title=data["title"],
        published_on=data["published_on"],
        language=data["language"],
        retrieved_on=timezone.localdate(),
    )
