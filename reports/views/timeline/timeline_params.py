"""Reads the address of a timeline, for the page, its chart, its files and its embedded form alike."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.models import Measure, Subject
from reports.models.choices import Category
from reports.timelines.selection import Selection, Speaker, measures_with_totals, speakers, usual_measures
from reports.timelines.timeline_titles import measures_in_words
from reports.views.lookups import find_conflict
from reports.views.querystring import check

from .timeline_form import TimelineForm


@dataclass(frozen=True)
class Asked:
    """What an address asks for, with what it might ask for instead.

    ``parameters`` are the cleaned ones of TimelineForm. ``measures`` and ``speakers`` are those to choose from;
    ``usual`` are the measures shown where the address names none.
    """

    parameters: dict
    selection: Selection
    subjects: list[Subject]
    measures: list[Measure]
    usual: list[Measure]
    speakers: list[Speaker]

    @property
    def mode(self) -> str:
        return self.parameters["mode"] or "cumulative"

    @property
    def scale(self) -> str:
        return self.parameters["scale"] or "linear"

    @property
    def is_each(self) -> bool:
        """Whether each measure has a chart of its own."""
        return self.parameters["layout"] == "each"

    @property
    def usual_in_words(self) -> str:
        """What is drawn where the address names no measure; empty where there is nothing."""
        is_all_equipment = self.is_each and any(measure.category == Category.EQUIPMENT for measure in self.usual)
        return _("all equipment") if is_all_equipment else measures_in_words([measure.name for measure in self.usual])

    @property
    def hidden(self) -> list[str]:
        return self.parameters["hide"]

    @property
    def earliest(self) -> date:
        """The first day that the date fields take: the war's, or an earlier one that the address holds."""
        return min([self.selection.conflict.start_date, *self._days])

    @property
    def latest(self) -> date:
        """The last day that they take: the end of this year, or a later one that the address holds."""
        return max([timezone.localdate().replace(month=12, day=31), *self._days])

    @property
    def _days(self) -> list[date]:
        days = (self.selection.start, self.selection.end, self.selection.known)
        return [day for day in days if day is not None]

    @property
    def until(self) -> date:
        """The last day that the address lets figures speak of, else today."""
        edges = (self.selection.end, self.selection.known, timezone.localdate())
        return min(edge for edge in edges if edge is not None)


def read_address(request: HttpRequest, slug: str, *extra: str) -> Asked:
    """Read the address; ``extra`` names further parameters that it may have. Raises BadAddress or Http404."""
    conflict = find_conflict(slug)
    form = TimelineForm(request.GET, conflict=conflict)
    asked = check(form, request.GET, extra=extra)
    subjects = list(form.fields["subject"].records.values())
    subject = asked["subject"] or subjects[0]
    choices = measures_with_totals(subject)
    chosen = [form.fields["measure"].find(slug) for slug in asked["measure"]]
    usual = _unasked(choices, asked["layout"])
    measures = chosen or usual
    found = speakers(conflict, subject, measures, asked["party"])
    shown = tuple(speaker for speaker in found if speaker.is_shown)
    selection = Selection(conflict, subject, tuple(measures), shown, asked["from"], asked["to"], asked["known"])
    to_choose_from = choices + [measure for measure in chosen if measure not in choices]
    return Asked(asked, selection, subjects, to_choose_from, usual, found)


def _unasked(choices: list[Measure], layout: str) -> list[Measure]:
    """What is drawn where the address names no measure; where each has its own chart, all equipment, if any."""
    equipment = [measure for measure in choices if measure.category == Category.EQUIPMENT]
    return equipment if layout == "each" and equipment else usual_measures(choices)
