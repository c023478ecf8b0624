"""What one party has said in all: how often, and its latest figure of everything it counts."""

from itertools import pairwise
from statistics import median

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from reports.models import Figure, Party, Report

from .figure_rows import FigureRow, read_rows


def usual_gap(reports: QuerySet[Report]) -> int | None:
    """Days from one statement to the next, at the median; None for fewer than two days of speaking."""
    days = list(reports.order_by("stated_on").values_list("stated_on", flat=True).distinct())
    if len(days) < 2:
        return None
    return round(median((later - earlier).days for earlier, later in pairwise(days)))


def latest_by_measure(party: Party) -> list[FigureRow]:
    """Its latest running total of each subject and measure, in the usual order of both. Two queries."""
    order = [F("as_of").desc(), F("stated_on").desc(), F("pk").desc()]
    newest = (
        Figure.published.headline()
        .filter(party=party)
        .annotate(place=Window(RowNumber(), partition_by=["subject", "measure"], order_by=order))
        .filter(place=1)
        .order_by()
    )
    keys = list(newest.values_list("pk", flat=True))
    return read_rows(Figure.published.filter(pk__in=keys).order_by("subject__position", "measure__position"))
