"""The fields of the page: those of the report, a line a measure, a row a source."""

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Basis, CitationRole, Conflict, Figure, Measure, Method, ReportKind, Source, Status, Subject
from reports.models.source import WEB
from reports.models.validation import STRETCHES, figure_day_problems
from reports.newsroom.forms.base_form import FORMFIELDS, LONGEST_TEXT, language_tag, possible_day
from reports.newsroom.forms.source_form import SourceMatch, find_source_by_url, plain_scheme
from reports.parsing.url_canonical import document_of, without_tracking

from .line_reading import LineReading, read_line

if TYPE_CHECKING:
    from .entry_page import EntryPage

__all__ = ["CitedSourceForm", "LineForm", "ReportFields", "with_day"]

_A_DAY = timedelta(days=1)


def day_field(label: str, **options: object) -> forms.DateField:
    return forms.DateField(label=label, **FORMFIELDS[models.DateField], **options)


def text_field(label: str, longest: int, rows: int = 0, **options: object) -> forms.CharField:
    """No maxlength in the page: browsers cut what is pasted without a word."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    field = forms.CharField(label=label, max_length=longest, widget=widget, **options)
    field.widget.attrs.pop("maxlength", None)
    return field


class ReportFields(forms.Form):
    """``title_made`` is the title as the page made it: left as it is, it follows the day."""

    stated_on = day_field(gettext_lazy("Stated on"))
    as_of = day_field(
        gettext_lazy("Numbers as of"), required=False, help_text=gettext_lazy("Left empty: the same day.")
    )
    title = text_field(gettext_lazy("Title"), 300)
    title_made = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    speaker = text_field(gettext_lazy("Speaker"), 200, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ReportKind)
    method = forms.ChoiceField(label=gettext_lazy("Method"), choices=Method)
    wording = text_field(gettext_lazy("Words of a statement without a number"), LONGEST_TEXT, 2, required=False)
    language = text_field(gettext_lazy("Language of the words"), 35, required=False, validators=[language_tag])
    note = text_field(gettext_lazy("Note"), LONGEST_TEXT, 2, required=False)

    def __init__(self, *args: object, conflict: Conflict, last_day: date, last_title: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.conflict, self.last_day, self.last_title = conflict, last_day, last_title
        del self.fields["as_of"].widget.attrs["placeholder"]  # a day in an empty field would look like one

    def clean_stated_on(self) -> date:
        return possible_day(self.cleaned_data["stated_on"], self.conflict)

    def clean_as_of(self) -> date | None:
        day, stated_on = possible_day(self.cleaned_data["as_of"], self.conflict), self.cleaned_data.get("stated_on")
        for problem in figure_day_problems(as_of=day, stated_on=stated_on, period_start=None):
            raise forms.ValidationError(problem.message)
        return day or stated_on

    def clean(self) -> dict:
        data = super().clean()
        if data.get("stated_on") and data.get("title") and data["title"] == data.get("title_made"):
            data["title"] = with_day(self.last_title, self.last_day, data["stated_on"])
        return data


class LineForm(forms.Form):
    """One figure of the ``page``. Without a number the line is left out, whatever else stands in it.

    ``before`` is the party's last figure from which the line was made, ``beside`` its last total of a line that was
    added: the page sets it. ``wording`` is the line of a bulletin that was pasted, ``pasted`` what it put into the
    number's field: once something else stands there, it is not the number's wording any more.
    """

    number = forms.CharField(required=False, max_length=1000)
    wording = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    pasted = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)
    last = forms.CharField(required=False, widget=forms.HiddenInput)
    measure = forms.TypedChoiceField(required=False, empty_value=None)
    subject = forms.TypedChoiceField(required=False, empty_value=None)
    period_start = day_field(gettext_lazy("Counted from"), required=False)

    def __init__(self, *args: object, page: "EntryPage", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for name, records in (("measure", page.measures), ("subject", page.subjects)):
            self.fields[name].choices = [("", "---------"), *((key, str(record)) for key, record in records.items())]
            self.fields[name].coerce = records.get
            self.fields[name].widget.choices = self.fields[name].choices
        self.fields["number"].widget.attrs |= {"autocomplete": "off", "class": "pasted-number", "spellcheck": "false"}
        self.fields["number"].widget.attrs.pop("maxlength", None)
        self.before = page.last_figures.get(str(self["last"].value() or ""))
        self.beside: Figure | None = None

    @property
    def measure_chosen(self) -> Measure | None:
        return self.before.measure if self.before else self.page.measures.get(str(self["measure"].value() or ""))

    @property
    def subject_chosen(self) -> Subject | None:
        return self.before.subject if self.before else self.page.subjects.get(str(self["subject"].value() or ""))

    @property
    def last_figure(self) -> Figure | None:
        """The party's last figure of the kind, whatever the line was made of."""
        return self.before or self.beside

    @property
    def label(self) -> str:
        measure, subject = self.measure_chosen, self.subject_chosen
        return f"{measure}, {subject}" if measure and subject else _("Added line")

    @property
    def remark(self) -> str:
        """What a line made from a figure counts besides its measure: whose losses, where lines differ in it, no running
        total, not of the whole theatre."""
        basis = "" if self.before.basis == Basis.CUMULATIVE else self.before.get_basis_display()
        subject = str(self.before.subject) if self.page.one_subject is None else ""
        return ", ".join(part for part in (subject, basis, self.before.scope_note) if part)

    @property
    def waits(self) -> bool:
        """Whether the last figure is one that waits for review."""
        return self.last_figure is not None and self.last_figure.report.status == Status.SUBMITTED

    @property
    def has_period(self) -> bool:
        return bool(self.before) and self.before.basis in STRETCHES

    @property
    def lacks_first_day(self) -> bool:
        """A draft may. What is submitted gives the day from which a stretch of days is counted, or says that it is not
        known."""
        return self.has_period and not getattr(self, "cleaned_data", {}).get("period_start")

    @property
    def typed(self) -> str:
        return str(self["number"].value() or "")

    @property
    def is_as_pasted(self) -> bool:
        return bool(self.typed.strip()) and self.typed.strip() == self["pasted"].value()

    @cached_property
    def reading(self) -> LineReading:
        """What stands in the number's field, by the one reader."""
        unit = self.measure_chosen.unit if self.measure_chosen else ""
        last, as_of = self.last_figure, self.page.as_of
        is_next_day = bool(last and as_of) and last.basis == Basis.CUMULATIVE and as_of - last.as_of == _A_DAY
        number = last.number if last else None
        return read_line(self.typed, unit=unit, method=self.page.method, last=number, is_next_day=is_next_day)

    def clean(self) -> dict:
        data = super().clean()
        if not self.typed.strip():
            self._errors.clear()
        elif not self.before:
            for name, problem in (("measure", _("Choose what is counted.")), ("subject", _("Choose whose losses."))):
                if not data.get(name) and not self.has_error(name):
                    self.add_error(name, problem)
        elif self.page.submits and self.lacks_first_day and not self.has_error("period_start"):
            self.add_error(
                "period_start",
                _(
                    "It counts a stretch of days: give the first of them. Where the party does not say it, save a "
                    "draft and say so in the figure’s note."
                ),
            )
        return data

    def figure(self) -> Figure:
        """The figure of a line that was read, not saved."""
        before, data = self.before, getattr(self, "cleaned_data", {})
        figure = Figure(
            subject=self.subject_chosen,
            measure=self.measure_chosen,
            **self.reading.number.columns,
            interval=self.reading.number.level,
            as_of=self.page.as_of,
            period_start=self.page.conflict.start_date,
            wording=data.get("wording", "") if self.is_as_pasted else "",
        )
        if before:
            figure.basis, figure.scope, figure.scope_note = before.basis, before.scope, before.scope_note
            figure.period_start = data.get("period_start") if self.has_period else before.period_start
            if before.period_start and before.period_start < self.page.conflict.start_date:
                figure.note = before.note  # says why the party counts from an earlier day
        return figure


class CitedSourceForm(forms.Form):
    """A page that shows the statement. Without an address the row is left out. The address is looked up once."""

    address = text_field(gettext_lazy("Address"), 1000, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=CitationRole)
    publisher = text_field(gettext_lazy("Publisher"), 200, required=False)
    title = text_field(gettext_lazy("Title of the page"), 300, required=False)
    published_on = day_field(gettext_lazy("Published on"), required=False)
    language = text_field(gettext_lazy("Language"), 35, required=False, validators=[language_tag])
    another = forms.BooleanField(label=gettext_lazy("This is another document"), label_suffix="", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"inputmode": "url", "autocomplete": "off", "spellcheck": "false", "class": "address"}
        self.fields["address"].widget.attrs |= attrs

    @property
    def typed(self) -> str:
        return plain_scheme(str(self["address"].value() or "").strip())

    @property
    def is_address(self) -> bool:
        return bool(document_of(self.typed))

    @cached_property
    def match(self) -> SourceMatch:
        return find_source_by_url(self.typed) if self.typed else SourceMatch()

    @property
    def is_apart(self) -> bool:
        """Whether an editor says that it is another document than the one on record: then each parameter counts."""
        return bool(self["another"].value()) and self.match.source is not None and not self.match.exact

    @property
    def cited(self) -> Source | None:
        """The source on record that will be cited; None where a new one will be made."""
        return None if self.is_apart else self.match.source

    @property
    def typed_without(self) -> tuple[str, tuple[str, ...]]:
        """The address without tracking parameters, and these: as a new source is kept."""
        return without_tracking(self.typed)

    def clean_published_on(self) -> date | None:
        return possible_day(self.cleaned_data["published_on"])

    def clean_address(self) -> str:
        address = self.typed if self.is_apart else self.typed_without[0]
        if address and not self.cited:
            WEB(address)
        return address

    def clean(self) -> dict:
        data = super().clean()
        if not self.typed or self.cited:
            for name in {*self.errors} - ({"address", "role"} if self.typed else set()):
                del self.errors[name]
            return data
        data["publisher"] = data.get("publisher") or self.match.publisher
        data["language"] = data.get("language") or self.match.language
        if not data["publisher"] and not self.has_error("publisher"):
            self.add_error("publisher", _("Nothing of this host is on record yet: say who published it."))
        return data


def with_day(title: str, old: date, new: date) -> str:
    """``title`` with the day ``old``, however it is written there, as ``new``; unchanged if it names another day.

    >>> with_day("Bulletin of 22 August 2026", date(2026, 8, 22), date(2026, 8, 23))
    'Bulletin of 23 August 2026'
    """
    ways = list(zip(_written(old), _written(new), strict=True))
    if old.day >= 10:
        ways.pop(0)  # a day of two digits does not show whether others have a zero
    for before, after in ways:
        if before in title:
            return title.replace(before, after)
    return title


def _written(day: date) -> tuple[str, ...]:
    """The ways in which a day stands in titles; the one with a zero first, of which the second is a part."""
    return (
        f"{day:%d} {day:%B} {day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%Y-%m-%d}",
        f"{day:%d.%m.%Y}",
    )
