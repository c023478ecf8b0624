"""What was corrected, by whom and why: our own acts, the parties' revisions and the sources' inconsistencies, apart."""

from dataclasses import dataclass

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
from reports.comparison.variants.variant_rows import published_variants
from reports.comparison.variants.variant_rows import read_rows as read_variants
from reports.models import Conflict, Variant
from reports.views.form_fields import SlugsField

from .lists import controls, filters_in_words
from .lookups import find_conflict
from .paging import Paging, paginate
from .querystring import BadAddress, check, with_parameters

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


@dataclass(frozen=True, slots=True)
class Section:
    """One kind of acts: the newest of them, with the address of all, or a page of them where one kind is asked for."""

    kind: str
    count: int
    rows: list
    address: str
    paging: Paging | None = None

    @property
    def template(self) -> str:
        return f"corrections/{self.kind}.html"

    @property
    def is_alone(self) -> bool:
        return self.paging is not None

    @property
    def has_more(self) -> bool:
        return not self.is_alone and self.count > len(self.rows)


@require_safe
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    war = find_conflict(conflict)
    form = CorrectionsForm(request.GET, conflict=war)
    asked = check(form, request.GET, extra=("page",))
    if "page" in request.GET and not asked["kind"]:
        raise BadAddress([_("page: each kind has pages of its own. Choose a kind first.")])
    return render(
        request,
        "corrections.html",
        {
            "conflict": war,
            "section": "corrections",
            "form": form,
            "controls": controls(form, ["kind", "party"]),
            "narrowed": filters_in_words(request, form),
            "parties": asked["party"],
            "sections": [
                section
                for section in (
                    _section(request, war, kind, asked["party"], is_alone=bool(asked["kind"]))
                    for kind in KINDS
                    if asked["kind"] in ("", kind)
                )
                if section.kind != "added" or section.is_alone or section.count  # a part of what sources print
            ],
        },
    )


def _section(request: HttpRequest, war: Conflict, kind: str, parties: list[str], *, is_alone: bool) -> Section:
    records, read = {
        "ours": (our_acts, read_our_acts),
        "party": (revisions, read_revisions),
        "source": (_inconsistencies, read_variants),
        "added": (additions, read_our_acts),
    }[kind]
    found = records(war, parties)
    count = found.count()
    address = with_parameters(request, kind=kind, page=None)
    if not is_alone:
        return Section(kind, count, read(found[:ROWS_AT_FIRST]) if count else [], address)
    rows, paging = paginate(request, found, ROWS_A_PAGE, count=count)
    return Section(kind, count, read(rows) if count else [], address, paging)


def _inconsistencies(war: Conflict, parties: list[str]) -> QuerySet[Variant]:
    found = published_variants(war)
    if parties:
        found = found.filter(figure__party__slug__in=parties)
    return found.order_by("-figure__stated_on", "figure__party__rank", "figure", "pk")
