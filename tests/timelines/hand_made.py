"""Points and series made by hand, for tests of what is drawn of them."""

from collections.abc import Sequence
from datetime import date, timedelta

from reports.rules.number import Number
from reports.rules.series import Series
from reports.timelines.cumulative import Frame
from reports.timelines.points import PartySeries, Point

START = date(2022, 2, 24)


def day(number: int) -> date:
    return START + timedelta(days=number)


def point(at: int, value: int, qualifier: str = "exact", **more: object) -> Point:
    """A total as of that day of the war. ``value`` goes where the qualifier needs it; a range ends at twice it."""
    number = {
        "exact": {"best": value},
        "about": {"best": value},
        "nearly": {"best": value},
        "at_least": {"low": value},
        "more_than": {"low": value},
        "up_to": {"high": value},
        "fewer_than": {"high": value},
        "range": {"low": value, "high": 2 * value},
    }[qualifier]
    number |= {name: more.pop(name) for name in ("low", "best", "high", "unit", "level") if name in more}
    kind = {name: more.pop(name) for name in ("basis", "scope") if name in more}
    given = {
        "figure": f"party-{day(at).isoformat()}-killed",
        "series": Series("party", "subject", "killed", **kind, start=more.get("origin") or START),
        "number": Number(qualifier, **number),
        "begins": None,
        "as_of": day(at),
        "stated_on": day(at),
        "limits": "",
        "scope_note": "",
        "revises": False,
        "withdrawn_on": None,
        "publisher": "Paper",
        "sources": 1,
    }
    return Point(**given | more)


def series(
    points: Sequence[Point], *, beside: Sequence[Point] = (), party: str = "party", **more: object
) -> PartySeries:
    given = {"measure": "killed", "party_name": party.title(), "measure_name": "Killed", "is_undefined": False}
    return PartySeries(party=party, points=tuple(points), beside=tuple(beside), **given | more)


def daily(*values: int, first: int = 0, qualifier: str = "exact") -> list[Point]:
    return [point(first + at, value, qualifier) for at, value in enumerate(values)]


def frame(last: int, **more: object) -> Frame:
    given = {
        "start": START,
        "first": None,
        "last": day(last),
        "scale": "linear",
        "colours": {"party": "#3b7fc4", "other": "#c4622d"},
        "dashes": {"killed": "solid", "wounded": "dash"},
        "hidden": [],
        "events": [],
    }
    return Frame(**given | more)
