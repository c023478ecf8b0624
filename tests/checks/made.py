"""Figures by hand for the checks: a general staff's dead, unless said otherwise."""

from dataclasses import replace
from datetime import date, timedelta

from reports.checks.given import Given
from reports.comparison.counted_measures import MeasureSet
from reports.rules.measure_sets import Counted

DAY = date(2022, 4, 18)


def measure(slug: str, includes: str, may_include: str = "", family: str = "casualties") -> MeasureSet:
    counted = Counted("people", "people", frozenset(includes.split()), frozenset(may_include.split()))
    return MeasureSet(1, slug, slug.replace("-", " ").capitalize(), family, "personnel", "people", 1, counted)


KILLED = measure("killed", "killed", family="killed")
CASUALTIES = measure("casualties", "killed wounded", "missing captured")
KILLED_AND_WOUNDED = measure("killed-and-wounded", "killed wounded")
LOSSES = measure("personnel-losses", "killed", "wounded missing captured", family="losses")
WOUNDED = measure("wounded", "wounded", family="wounded")
SHARE = replace(KILLED, slug="share", unit="percent")

NAMED = {"at_least": "low", "more_than": "low", "up_to": "high", "fewer_than": "high"}


def given(value: int | None = 1351, day: int = 0, hedge: str = "exact", **other: object) -> Given:
    """A figure about ``day`` days after DAY, stated on that day, in a report of its own."""
    as_of = DAY + timedelta(days=day)
    numbers = {"low": None, "best": None, "high": None} | {NAMED.get(hedge, "best"): value}
    return Given(
        **{
            "name": f"figure-{day}",
            "report": f"report-{day}",
            "party": "general-staff",
            "party_name": "General Staff",
            "subject": "russian-forces",
            "subject_name": "Russian forces",
            "measure": KILLED,
            "qualifier": hedge,
            **numbers,
            "basis": "cumulative",
            "scope": "theatre",
            "scope_note": "",
            "start": date(2022, 2, 24),
            "as_of": as_of,
            "stated_on": as_of,
        }
        | other
    )


def days(*values: int, hedge: str = "exact") -> list[Given]:
    """Totals of consecutive days, the last of them on the day before DAY."""
    return [given(value, place - len(values), hedge) for place, value in enumerate(values)]
