"""Figures by hand for the checks: a general staff's dead, unless said otherwise."""

from dataclasses import replace
from datetime import date, timedelta

from reports.checks.checked_figures import CheckedFigure
from reports.comparison.counted_measures import MeasureSet
from reports.rules.measure_sets import Counted
from reports.rules.number import Number
from reports.rules.series import Series

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


def given(value: int | None = 1351, day: int = 0, hedge: str = "exact", **other: object) -> CheckedFigure:
    """A figure about ``day`` days after DAY, stated on that day, in a report of its own."""
    as_of = DAY + timedelta(days=day)
    counted = other.pop("measure", KILLED)
    values = {"low": None, "best": None, "high": None, NAMED.get(hedge, "best"): value}
    values |= {name: other.pop(name) for name in values.keys() & other.keys()}
    series = {"basis": "cumulative", "scope": "theatre", "place": "", "start": date(2022, 2, 24)}
    series |= {name: other.pop(name) for name in series.keys() & other.keys()}
    return CheckedFigure(
        **{
            "figure": other.pop("name", f"figure-{day}"),
            "report": f"report-{day}",
            "party_name": "General Staff",
            "measure": counted,
            "number": Number(other.pop("qualifier", hedge), **values, unit=counted.unit),
            "series": Series(other.pop("party", "general-staff"), "russian-forces", counted.slug, **series),
            "as_of": as_of,
            "stated_on": as_of,
        }
        | other
    )


def days(*values: int, hedge: str = "exact") -> list[CheckedFigure]:
    """Totals of consecutive days, the last of them on the day before DAY."""
    return [given(value, place - len(values), hedge) for place, value in enumerate(values)]
