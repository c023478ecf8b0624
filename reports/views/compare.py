"""The compare page: two parties aligned, its chart as data, and its table as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from reports.comparison.context import ComparisonContext, ancestors
from reports.comparison.counted_measures import counted_measures, family_names
from reports.comparison.latest_figures import SupersededBy
from reports.comparison.two_parties.aligned_days import AlignedParty, Alignment
from reports.comparison.two_parties.candidates import RefusalReason, Suggestion
from reports.comparison.two_parties.result import ComparisonResult, compare
from reports.models import Subject
from reports.publishing.compare_table import HEADER, MEANINGS, cells, lines_of
from reports.publishing.tables import csv_response
from reports.timelines.charts import chart_json
from reports.timelines.ratio_chart import ratio_chart, readings_of

from .compare_form import CompareForm
from .lookups import find_conflict_with_subjects
from .page_cache import kept
from .paging import paginate
from .querystring import BadAddress, check

ROWS_A_PAGE = 50
# The key's marks, in SVG, as plotly draws the symbols of the same names.
GLYPHS = {
    "circle": "M7 2a5 5 0 1 1 0 10a5 5 0 1 1 0-10z",
    "square": "M2.5 2.5h9v9h-9z",
    "diamond": "M7 1l6 6-6 6-6-6z",
    "cross": "M5 1h4v4h4v4H9v4H5V9H1V5h4z",
    "x": "M3 1l4 4 4-4 2 2-4 4 4 4-2 2-4-4-4 4-2-2 4-4-4-4z",
}


@dataclass(frozen=True)
class Asked:
    """What an address asks for, with the comparison that answers it. ``names`` are those of all families, by slug."""

    scene: ComparisonContext
    subjects: list[Subject]
    names: dict[str, str]
    scale: str
    compared: ComparisonResult

    @property
    def known(self) -> date | None:
        """The day by which all was stated; None for today."""
        return self.scene.known if self.scene.known < timezone.localdate() else None

    def address(self, name: str = "compare", **changes: object) -> str:
        """The address of this comparison, with what was chosen for the reader written out, and with ``changes``."""
        compared = self.compared
        parameters = {
            "a": compared.a and compared.a.slug,
            "b": compared.b and compared.b.slug,
            "subject": self.scene.subject.slug,
            "measure": compared.family,
            "known": self.known,
            "scale": self.scale if self.scale == "log" else None,
        }
        return self.link(name, parameters | changes)

    def link(self, name: str, parameters: Mapping[str, object]) -> str:
        """The address of a page of this conflict; parameters without a value are left out."""
        given = {key: value for key, value in parameters.items() if value}
        return f"{reverse(name, args=[self.scene.conflict.slug])}?{urlencode(given, doseq=True)}"


def read_address(request: HttpRequest, slug: str, *extra: str) -> Asked:
    """Read the address; ``extra`` names further parameters that it may have. Raises BadAddress or Http404."""
    conflict, subjects = find_conflict_with_subjects(slug)
    measures = counted_measures()
    form = CompareForm(request.GET, conflict=conflict, subjects=subjects, measures=measures)
    asked = check(form, request.GET, extra=extra)
    subject, known = asked["subject"], asked["known"]
    line = ancestors(subject, {each.pk: each for each in subjects.values()})
    scene = ComparisonContext(conflict, subject, line, measures, known, known)
    a, b = (asked[name].slug if asked[name] else "" for name in ("a", "b"))
    compared = compare(scene, a, b, asked["measure"])
    return Asked(scene, list(subjects.values()), family_names(measures), asked["scale"] or "linear", compared)


@require_safe
@kept
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    asked = read_address(request, conflict, "page")
    compared = asked.compared
    context = {
        "conflict": asked.scene.conflict,
        "section": "compare",
        "asked": asked,
        "compared": compared,
        "subject": asked.scene.subject,
        "today": timezone.localdate(),
        "family_name": asked.names.get(compared.family),
        "families": [
            (slug, name) for slug, name in asked.names.items() if slug in (*compared.families, compared.family)
        ],
    }
    context |= _aligned(request, asked) if compared.alignment else _refused(asked)
    return render(request, "compare.html", context)


@require_safe
@kept
def chart(request: HttpRequest, conflict: str) -> HttpResponse:
    """The plotly figure of the same address, as JSON."""
    asked = read_address(request, conflict)
    figure = ratio_chart(_not_refused(asked), asked.scale)
    return HttpResponse(chart_json(figure), content_type="application/json")


@require_safe
def table(request: HttpRequest, conflict: str) -> HttpResponse:
    """All days as CSV, the newest first."""
    asked = read_address(request, conflict)
    compared, alignment = asked.compared, _not_refused(asked)
    days = map(alignment.on, reversed(alignment.days))
    lines = (line for aligned in days for line in lines_of(aligned, alignment.judged(aligned)))
    name = f"{asked.scene.conflict.slug}-{compared.a.slug}-{compared.b.slug}-{compared.family}"
    return csv_response(name, HEADER, map(cells, lines))


def _not_refused(asked: Asked) -> Alignment:
    """Raises BadAddress where the two are not compared: there is nothing to draw or to download."""
    if asked.compared.refusal:
        raise BadAddress([_("These two are not compared: %(why)s.") % {"why": asked.compared.refusal.reason.value}])
    return asked.compared.alignment


def _aligned(request: HttpRequest, asked: Asked) -> dict[str, object]:
    """What the page shows of two parties that can be set against each other."""
    compared, alignment = asked.compared, asked.compared.alignment
    days, paging = paginate(request, alignment.days[::-1], ROWS_A_PAGE)
    rows = [(aligned, alignment.judged(aligned)) for aligned in map(alignment.on, days)]
    any_ratio = any(alignment.on(day).ratios for day in reversed(alignment.days))
    both, measures = (alignment.a, alignment.b), asked.scene.measures
    of_a, of_b = ([measures[slug] for slug in each.measures] for each in both)
    theirs = {"subject": asked.scene.subject.slug, "party": [compared.a.slug, compared.b.slug]}
    on_day = theirs | {"category": of_a[0].category, "known": asked.scene.known}
    over_time = theirs | {"measure": [each.slug for each in (*of_a, *of_b)], "known": asked.known}
    return {
        "alignment": alignment,
        "of_a": of_a,
        "of_b": of_b,
        "taken": of_b[0].family != compared.family,
        "nearest_name": asked.names[of_b[0].family],
        "rarer": compared.a if alignment.rarer is alignment.a else compared.b,
        "other": compared.b if alignment.rarer is alignment.a else compared.a,
        "left_out": [(each.history.party.name, measures[slug]) for each in both for slug in each.left_out],
        "withdrawn": [(each.history.party.name, later) for each in both for later in _withdrawn(each)],
        "rows": rows,
        "paging": paging,
        "last_day": alignment.days[-1],
        "readings": [(reading, GLYPHS[reading["symbol"]]) for reading in readings_of(alignment)] if any_ratio else [],
        "dependences": list(dict.fromkeys(pair.dependence for _day, pair in rows if pair.dependence)),
        "chart": asked.address("compare-chart"),
        "table": asked.address("compare-table", scale=None),
        "columns": MEANINGS,
        "swapped": asked.address(a=compared.b.slug, b=compared.a.slug, measure=of_b[0].family),
        "others": [
            (asked.names[family], asked.address(measure=family))
            for family in compared.common
            if family != compared.family
        ],
        "side_by_side": asked.link("side-by-side", on_day),
        "timeline": asked.link("timeline", over_time),
    }


def _withdrawn(speaker: AlignedParty) -> list[SupersededBy]:
    """The reports with which a party took back figures of the measures compared."""
    found = (later for measure in speaker.measures for later in speaker.history.withdrawn.get(measure, ()))
    return list(dict.fromkeys(found))


def _refused(asked: Asked) -> dict[str, object]:
    """What the page says of two parties that are not set against each other."""
    compared, refusal, subject = asked.compared, asked.compared.refusal, asked.scene.subject
    named = [each.slug for each in refusal.parties]
    partial = {"subject": subject.slug, "party": named, "measure": refusal.partial, "total": "no", "known": asked.known}
    members = [slug for slug, measure in asked.scene.measures.items() if measure.family == compared.family]
    over_time = {"subject": subject.slug, "party": named, "measure": members, "known": asked.known}
    had = compared.families if refusal.reason in (RefusalReason.NO_SUCH_FAMILY, RefusalReason.WITHDRAWN) else ()
    return {
        "suggestions": [(_in_words(asked, each), _where(asked, each)) for each in compared.suggestions],
        "others_spoke": sum(each.has_total for each in compared.candidates) > 1,
        "partial": asked.link("figure-list", partial),
        "timeline": asked.link("timeline", over_time),
        "had": [
            (
                asked.names[family],
                asked.address(measure=family, b=compared.b.slug if family in compared.common else None),
            )
            for family in had
        ],
    }


def _in_words(asked: Asked, suggestion: Suggestion) -> str:
    about = {"a": suggestion.a.name, "subject": suggestion.subject.name}
    if suggestion.b is None:
        return _("What %(a)s said about %(subject)s, beside another party") % about
    if not suggestion.family:
        return _("%(a)s beside %(b)s: %(subject)s") % (about | {"b": suggestion.b.name})
    family = asked.names[suggestion.family].lower()
    return _("%(a)s beside %(b)s: %(family)s, %(subject)s") % (about | {"b": suggestion.b.name, "family": family})


def _where(asked: Asked, suggestion: Suggestion) -> str:
    b = suggestion.b and suggestion.b.slug
    return asked.address(a=suggestion.a.slug, b=b, subject=suggestion.subject.slug, measure=suggestion.family)
