"""The side-by-side page."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reports.comparison.grid import Grid, GridRow, side_by_side
from reports.models import Conflict, Event, Subject
from reports.models.choices import Category
from reports.views.form_fields import IsoDateField, SlugChoiceField, SlugsField, unknown

from .page_cache import cache_until_data_changes
from .page_lookups import find_conflict_with_subjects
from .querystring import InvalidQuery, check, with_query


class SideBySideForm(forms.Form):
    """``on`` (today if not given), ``known`` (the same day), ``subject``, ``category``, ``party``s and ``family``."""

    on = IsoDateField(required=False, label=gettext_lazy("Day"))
    known = IsoDateField(required=False, label=gettext_lazy("As known"))
    subject = SlugChoiceField(required=False, label=gettext_lazy("Whose losses"))
    category = forms.ChoiceField(choices=Category, required=False, label=gettext_lazy("Of"))
    party = SlugsField(required=False, label=gettext_lazy("Parties"))
    family = forms.SlugField(required=False, label=gettext_lazy("Between parties"))

    def __init__(self, *args: object, conflict: Conflict, subjects: dict[str, Subject], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.conflict = conflict
        self.fields["subject"].records = subjects
        self.fields["party"].queryset = conflict.parties.all()

    def clean_on(self) -> date:
        today = timezone.localdate()
        day = self.cleaned_data["on"] or today
        if day < self.conflict.start_date:
            raise forms.ValidationError(
                _("The first day is %(start)s, when the war began.") % {"start": self.conflict.start_date.isoformat()}
            )
        return min(day, today)

    def clean_known(self) -> date | None:
        """No one knows more than is known today; the day itself, if not given."""
        known = self.cleaned_data["known"]
        return min(known, timezone.localdate()) if known else self.cleaned_data.get("on")

    def clean_subject(self) -> Subject:
        return self.cleaned_data["subject"] or next(iter(self.fields["subject"].records.values()))

    def clean_category(self) -> str:
        return self.cleaned_data["category"] or Category.PERSONNEL


def parse_query(request: HttpRequest, slug: str) -> dict:
    """The cleaned parameters of the form, with the ``conflict`` and its ``subjects`` by slug.

    Raises InvalidQuery or Http404.
    """
    conflict, subjects = find_conflict_with_subjects(slug)
    parameters = check(SideBySideForm(request.GET, conflict=conflict, subjects=subjects), request.GET)
    return parameters | {"conflict": conflict, "subjects": subjects}


def grid_of(query: dict) -> Grid:
    return side_by_side(
        conflict=query["conflict"],
        day=query["on"],
        known=query["known"],
        subject=query["subject"],
        subjects=list(query["subjects"].values()),
        category=query["category"],
        parties=query["party"],
    )


@require_safe
@cache_until_data_changes
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    query = parse_query(request, conflict)
    war, day, known, today = query["conflict"], query["on"], query["known"], timezone.localdate()
    grid = grid_of(query)
    return render(
        request,
        "side_by_side.html",
        {
            "conflict": war,
            "section": "side-by-side",
            "grid": grid,
            "day": day,
            "known": known,
            "known_given": known != day,
            "known_before_today": known if known < today else None,
            "today": today,
            "read_as_today": request.GET.get("on", "") > today.isoformat(),
            "war_day": (day - war.start_date).days + 1,
            "earlier": day - timedelta(days=1) if day > war.start_date else None,
            "later": day + timedelta(days=1) if day < today else None,
            "key_days": Event.objects.filter(conflict=war, date__lte=today),
            "subject": query["subject"],
            "subjects": query["subjects"].values(),
            "category": query["category"],
            "categories": Category.choices,
            "chosen_parties": query["party"],
            "between": _row_between(grid, query["family"]),
            "all_remarks": _all_remarks(query),
        },
    )


def _all_remarks(query: dict) -> str:
    """The address of the list of figures that the page shows apart, because they are no totals of the whole."""
    parameters = {
        "subject": query["subject"].slug,
        "category": query["category"],
        "total": "no",
        "known": query["known"],
        "to": query["on"] if query["known"] > query["on"] else None,
        "sort": "-stated_on",
    }
    return with_query(reverse("figure-list", args=[query["conflict"].slug]), parameters)


def _row_between(grid: Grid, family: str) -> GridRow | None:
    """The row whose pairs of parties are listed: the one asked for, else the first of which there is any pair.

    None where there is none, though the family may have pairs on another day. Raises InvalidQuery for an unknown one.
    """
    if family and family not in grid.families:
        raise InvalidQuery(unknown(family, grid.families).messages)
    wanted = (row for row in grid.rows if row.pairs and family in ("", row.family))
    return next(wanted, None)
