"""What was corrected, by whom and why: our own acts, the parties' revisions and the sources' inconsistencies, apart."""

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reports.comparison.provenance.related_reports import (
    additions,
    our_acts,
    read_our_acts,
    read_revisions,
    revisions,
)
from reports.comparison.variants import published_variants
from reports.comparison.variants import read_rows as read_variants
from reports.models import Conflict, Variant
from reports.views.form_fields import SlugsField

from .lists import active_filters, filter_fields, paginate
from .page_lookups import find_conflict
from .querystring import InvalidQuery, check, update_query

ROWS_A_PAGE = 20
ROWS_AT_FIRST = 5
KINDS = {
    "ours": gettext_lazy("our corrections and retractions"),
    "party": gettext_lazy("the parties’ revisions"),
    "source": gettext_lazy("the sources’ inconsistencies"),
    "added": gettext_lazy("what sources print, added after publication"),
}


class CorrectionsForm(forms.Form):
    kind = forms.ChoiceField(choices=[("", ""), *KINDS.items()], required=False, label=gettext_lazy("Whose act"))
    party = SlugsField(required=False, label=gettext_lazy("Parties"))

    def __init__(self, data: object, *, conflict: Conflict) -> None:
        super().__init__(data)
        self.fields["party"].queryset = conflict.parties.all()


@require_safe
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    war = find_conflict(conflict)
    form = CorrectionsForm(request.GET, conflict=war)
    query = check(form, request.GET, extra=("page",))
    if "page" in request.GET and not query["kind"]:
        raise InvalidQuery([_("page: each kind has pages of its own. Choose a kind first.")])
    kinds = [query["kind"]] if query["kind"] else KINDS
    sections = [_section(request, war, kind, query["party"], is_alone=bool(query["kind"])) for kind in kinds]
    context = {
        "conflict": war,
        "section": "corrections",
        "form": form,
        "filter_fields": filter_fields(form, ["kind", "party"]),
        "active_filters": active_filters(request, form),
        "parties": query["party"],
        # Additions are a part of what sources print: where there are none, nothing is said of them.
        "sections": [part for part in sections if part["kind"] != "added" or part["alone"] or part["count"]],
    }
    return render(request, "corrections.html", context)


def _section(
    request: HttpRequest, war: Conflict, kind: str, parties: list[str], *, is_alone: bool
) -> dict[str, object]:
    """One kind of acts: the newest of them, with the address of all, or a page of them where one kind is asked for."""
    records, read = {
        "ours": (our_acts, read_our_acts),
        "party": (revisions, read_revisions),
        "source": (_inconsistencies, read_variants),
        "added": (additions, read_our_acts),
    }[kind]
    all_records = records(war, parties)
    count = all_records.count()
    paging = paginate(request, all_records, ROWS_A_PAGE, count=count) if is_alone else None
    shown = paging.object_list if is_alone else all_records[:ROWS_AT_FIRST]
    rows = read(shown) if count else []
    return {
        "kind": kind,
        "template": f"corrections/{kind}.html",
        "count": count,
        "rows": rows,
        "address": update_query(request, kind=kind, page=None),
        "alone": is_alone,
        "paging": paging,
        "has_more": not is_alone and count > len(rows),
    }


def _inconsistencies(war: Conflict, parties: list[str]) -> QuerySet[Variant]:
    variants = published_variants(war)
    if parties:
        variants = variants.filter(figure__party__slug__in=parties)
    return variants.order_by("-figure__stated_on", "figure__party__rank", "figure", "pk")
