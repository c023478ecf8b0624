"""The compare page: two parties aligned, its chart as data, and its table as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reports.comparison.context import ComparisonContext, ancestors
from reports.comparison.counted_measures import MeasureSet, counted_measures, family_names
from reports.comparison.latest_figures import SupersededBy
from reports.comparison.two_parties.aligned_days import AlignedParty, Alignment
from reports.comparison.two_parties.candidates import RefusalReason, Suggestion
from reports.comparison.two_parties.result import ComparisonResult, compare
from reports.models import Conflict, Subject
from reports.publishing.compare_table import COMPARISON, rows_of
from reports.publishing.export_tables import csv_response
from reports.timelines.charts import chart_json
from reports.timelines.ratio_chart import ratio_chart, readings_of

from .form_fields import IsoDateField, SlugChoiceField, quoted, unknown
from .lists import paginate
from .page_cache import cache_until_data_changes
from .page_lookups import find_conflict_with_subjects
from .querystring import InvalidQuery, check, with_query

ROWS_A_PAGE = 50
# The key's marks, in SVG, as plotly draws the symbols of the same names.
GLYPHS = {
    "circle": "M7 2a5 5 0 1 1 0 10a5 5 0 1 1 0-10z",
    "square": "M2.5 2.5h9v9h-9z",
    "diamond": "M7 1l6 6-6 6-6-6z",
    "cross": "M5 1h4v4h4v4H9v4H5V9H1V5h4z",
    "x": "M3 1l4 4 4-4 2 2-4 4 4 4-2 2-4-4-4 4-2-2 4-4-4-4z",
}


class CompareForm(forms.Form):
    """``a`` and ``b`` (parties), ``subject``, ``measure`` (a family), ``known`` (today if not given), ``scale``."""

    a = SlugChoiceField(required=False)
    b = SlugChoiceField(required=False)
    subject = SlugChoiceField(required=False)
    measure = forms.CharField(required=False)
    known = IsoDateField(required=False)
    scale = forms.ChoiceField(
        choices=[("linear", gettext_lazy("Linear")), ("log", gettext_lazy("Log"))], required=False
    )

    def __init__(
        self, data: QueryDict, *, conflict: Conflict, subjects: dict[str, Subject], measures: dict[str, MeasureSet]
    ) -> None:
        super().__init__(data)
        self.measures = measures
        self.fields["subject"].records = subjects
        parties = conflict.parties.all() if data.get("a") or data.get("b") else []
        self.fields["a"].records = self.fields["b"].records = {party.slug: party for party in parties}

    def clean_subject(self) -> Subject:
        return self.cleaned_data["subject"] or next(iter(self.fields["subject"].records.values()))

    def clean_measure(self) -> str:
        family = self.cleaned_data["measure"]
        families = {measure.family for measure in self.measures.values()}
        if family in families or not family:
            return family
        if family in self.measures:
            raise forms.ValidationError(
                _("%(value)s is a single measure. Name its family: %(family)s."),
                params={"value": quoted(family), "family": self.measures[family].family},
            )
        raise unknown(family, families)

    def clean_known(self) -> date:
        """No one knows more than is known today."""
        today = timezone.localdate()
        return min(self.cleaned_data["known"] or today, today)


@dataclass(frozen=True)
class CompareParams:
    """What an address asks for, with the comparison that answers it. ``names`` are those of all families, by slug."""

    context: ComparisonContext
    subjects: list[Subject]
    names: dict[str, str]
    scale: str
    compared: ComparisonResult

    @property
    def known(self) -> date | None:
        """The day by which all was stated; None for today."""
        return self.context.known if self.context.known < timezone.localdate() else None

    def address(self, name: str = "compare", **changes: object) -> str:
        """The address of this comparison, with what was chosen for the reader written out, and with ``changes``."""
        compared = self.compared
        parameters = {
            "a": compared.a and compared.a.slug,
            "b": compared.b and compared.b.slug,
            "subject": self.context.subject.slug,
            "measure": compared.family,
            "known": self.known,
            "scale": self.scale if self.scale == "log" else None,
        }
        return self.link(name, parameters | changes)

    def link(self, name: str, parameters: Mapping[str, object]) -> str:
        """The address of a page of this conflict; parameters without a value are left out."""
        return with_query(reverse(name, args=[self.context.conflict.slug]), parameters)


def parse_query(request: HttpRequest, slug: str, *extra: str) -> CompareParams:
    """Read the address; ``extra`` names further parameters that it may have. Raises InvalidQuery or Http404."""
    conflict, subjects = find_conflict_with_subjects(slug)
    measures = counted_measures()
    form = CompareForm(request.GET, conflict=conflict, subjects=subjects, measures=measures)
    query = check(form, request.GET, extra=extra)
    subject, known = query["subject"], query["known"]
    line = ancestors(subject, {other.pk: other for other in subjects.values()})
    context = ComparisonContext(conflict, subject, line, measures, known, known)
    a, b = (query[name].slug if query[name] else "" for name in ("a", "b"))
    compared = compare(context, a, b, query["measure"])
    families = family_names(measures.values())
    return CompareParams(context, list(subjects.values()), families, query["scale"] or "linear", compared)


@require_safe
@cache_until_data_changes
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    params = parse_query(request, conflict, "page")
    compared = params.compared
    context = {
        "conflict": params.context.conflict,
        "section": "compare",
        "params": params,
        "compared": compared,
        "subject": params.context.subject,
        "today": timezone.localdate(),
        "family_name": params.names.get(compared.family),
        "families": [
            (slug, name) for slug, name in params.names.items() if slug in (*compared.families, compared.family)
        ],
    }
    context |= _aligned(request, params) if compared.alignment else _refused(params)
    return render(request, "compare.html", context)


@require_safe
@cache_until_data_changes
def chart(request: HttpRequest, conflict: str) -> HttpResponse:
    """The plotly figure of the same address, as JSON."""
    params = parse_query(request, conflict)
    figure = ratio_chart(_not_refused(params), params.scale)
    return HttpResponse(chart_json(figure), content_type="application/json")


@require_safe
def table(request: HttpRequest, conflict: str) -> HttpResponse:
    """All days as CSV, the newest first."""
    params = parse_query(request, conflict)
    compared, alignment = params.compared, _not_refused(params)
    days = map(alignment.on, reversed(alignment.days))
    rows = (row for aligned in days for row in rows_of(aligned, alignment.judged(aligned)))
    name = f"{params.context.conflict.slug}-{compared.a.slug}-{compared.b.slug}-{compared.family}"
    return csv_response(name, COMPARISON.header, COMPARISON.lines(rows))


def _not_refused(params: CompareParams) -> Alignment:
    """Raises InvalidQuery where the two are not compared: there is nothing to draw or to download."""
    if params.compared.refusal:
        raise InvalidQuery([_("These two are not compared: %(why)s.") % {"why": params.compared.refusal.reason.value}])
    return params.compared.alignment


def _aligned(request: HttpRequest, params: CompareParams) -> dict[str, object]:
    """What the page shows of two parties that can be set against each other."""
    compared, alignment = params.compared, params.compared.alignment
    page_of_days = paginate(request, alignment.days[::-1], ROWS_A_PAGE)
    rows = [(aligned, alignment.judged(aligned)) for aligned in map(alignment.on, page_of_days)]
    any_ratio = any(alignment.on(day).ratios for day in reversed(alignment.days))
    both, measures = (alignment.a, alignment.b), params.context.measures
    of_a, of_b = ([measures[slug] for slug in party.measures] for party in both)
    theirs = {"subject": params.context.subject.slug, "party": [compared.a.slug, compared.b.slug]}
    on_day = theirs | {"category": of_a[0].category, "known": params.context.known}
    over_time = theirs | {"measure": [measure.slug for measure in (*of_a, *of_b)], "known": params.known}
    return {
        "alignment": alignment,
        "of_a": of_a,
        "of_b": of_b,
        "taken": of_b[0].family != compared.family,
        "nearest_name": params.names[of_b[0].family],
        "rarer": compared.a if alignment.rarer is alignment.a else compared.b,
        "other": compared.b if alignment.rarer is alignment.a else compared.a,
        "left_out": [(party.history.party.name, measures[slug]) for party in both for slug in party.left_out],
        "withdrawn": [(party.history.party.name, later) for party in both for later in _withdrawn(party)],
        "rows": rows,
        "paging": page_of_days,
        "last_day": alignment.days[-1],
        "readings": [(reading, GLYPHS[reading["symbol"]]) for reading in readings_of(alignment)] if any_ratio else [],
        "dependences": list(dict.fromkeys(pair.dependence for _day, pair in rows if pair.dependence)),
        "chart": params.address("compare-chart"),
        "table": params.address("compare-table", scale=None),
        "columns": COMPARISON.meanings,
        "swapped": params.address(a=compared.b.slug, b=compared.a.slug, measure=of_b[0].family),
        "others": [
            (params.names[family], params.address(measure=family))
            for family in compared.common
            if family != compared.family
        ],
        "side_by_side": params.link("side-by-side", on_day),
        "timeline": params.link("timeline", over_time),
    }


def _withdrawn(speaker: AlignedParty) -> list[SupersededBy]:
    """The reports with which a party took back figures of the measures compared."""
    reports = (later for measure in speaker.measures for later in speaker.history.withdrawn.get(measure, ()))
    return list(dict.fromkeys(reports))


def _refused(params: CompareParams) -> dict[str, object]:
    """What the page says of two parties that are not set against each other."""
    compared, refusal, subject = params.compared, params.compared.refusal, params.context.subject
    parties = [party.slug for party in refusal.parties]
    partial = {
        "subject": subject.slug,
        "party": parties,
        "measure": refusal.partial,
        "total": "no",
        "known": params.known,
    }
    members = [slug for slug, measure in params.context.measures.items() if measure.family == compared.family]
    over_time = {"subject": subject.slug, "party": parties, "measure": members, "known": params.known}
    had = compared.families if refusal.reason in (RefusalReason.NO_SUCH_FAMILY, RefusalReason.WITHDRAWN) else ()
    return {
        "suggestions": [
            (_in_words(params, suggestion), _where(params, suggestion)) for suggestion in compared.suggestions
        ],
        "others_spoke": sum(candidate.has_total for candidate in compared.candidates) > 1,
        "partial": params.link("figure-list", partial),
        "timeline": params.link("timeline", over_time),
        "had": [
            (
                params.names[family],
                params.address(measure=family, b=compared.b.slug if family in compared.common else None),
            )
            for family in had
        ],
    }


def _in_words(params: CompareParams, suggestion: Suggestion) -> str:
    about = {"a": suggestion.a.short_name, "subject": suggestion.subject.name}
    if suggestion.b is None:
        return _("What %(a)s said about %(subject)s, beside another party") % about
    if not suggestion.family:
        return _("%(a)s beside %(b)s: %(subject)s") % (about | {"b": suggestion.b.short_name})
    family = params.names[suggestion.family].lower()
    return _("%(a)s beside %(b)s: %(family)s, %(subject)s") % (about | {"b": suggestion.b.short_name, "family": family})


def _where(params: CompareParams, suggestion: Suggestion) -> str:
    b = suggestion.b and suggestion.b.slug
    return params.address(a=suggestion.a.slug, b=b, subject=suggestion.subject.slug, measure=suggestion.family)
