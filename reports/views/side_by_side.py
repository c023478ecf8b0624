"""The side-by-side page."""

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from reports.comparison.side_by_side import side_by_side
from reports.models import Conflict, Event
from reports.models.choices import Category
from reports.parameters import IsoDateField, SlugChoiceField, SlugsField

from .addresses import check
from .lookups import find_conflict


class SideBySideForm(forms.Form):
    """``on`` (today if not given), ``subject``, ``category``, ``party`` (any number)."""

    on = IsoDateField(required=False, label=gettext_lazy("Day"))
    subject = SlugChoiceField(required=False, label=gettext_lazy("Whose losses"))
    category = forms.ChoiceField(choices=Category, required=False, label=gettext_lazy("Of"))
    party = SlugsField(required=False, label=gettext_lazy("Parties"))

    def __init__(self, *args: object, conflict: Conflict, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.conflict = conflict
        self.fields["subject"].queryset = conflict.subjects.all()
        self.fields["party"].queryset = conflict.parties.all()

    def clean_on(self) -> date:
        today = timezone.localdate()
        day = self.cleaned_data["on"] or today
        if day < self.conflict.start_date:
            raise forms.ValidationError(
                _("The first day is %(start)s, when the war began.") % {"start": self.conflict.start_date.isoformat()}
            )
        return min(day, today)

    def clean_subject(self) -> object:
        return self.cleaned_data["subject"] or next(iter(self.fields["subject"].records.values()))

    def clean_category(self) -> str:
        return self.cleaned_data["category"] or Category.PERSONNEL


@require_safe
def page(request: HttpRequest, conflict: str) -> HttpResponse:
    war = find_conflict(conflict)
    form = SideBySideForm(request.GET, conflict=war)
    asked = check(form, request.GET)
    day, subject, category = asked["on"], asked["subject"], asked["category"]
    today = timezone.localdate()
    grid = side_by_side(conflict=war, day=day, subject=subject, category=category, parties=asked["party"])
    return render(
        request,
        "side_by_side.html",
        {
            "conflict": war,
            "section": "side-by-side",
            "grid": grid,
            "day": day,
            "today": today,
            "read_as_today": request.GET.get("on", "") > today.isoformat(),
            "war_day": (day - war.start_date).days + 1,
            "earlier": day - timedelta(days=1) if day > war.start_date else None,
            "later": day + timedelta(days=1) if day < today else None,
            "key_days": Event.objects.filter(conflict=war, date__lte=today),
            "subject": subject,
            "subjects": form.fields["subject"].records.values(),
            "category": category,
            "categories": Category.choices,
            "chosen_parties": asked["party"],
        },
    )
