"""Differences and whole histories of totals, for tests of what is read from them."""

from hypothesis import strategies as st

from reports.timelines.increments import Increment
from reports.timelines.points import Point

from .hand_made import day, point


def new(first: int, last: int, count: int) -> Increment:
    older, newer = point(first - 1, 0), point(last, count)
    return Increment(day(first), day(last), count, older, newer)


HEDGES = st.sampled_from(["exact", "exact", "exact", "about", "more_than", "range"])
STATED = st.tuples(st.integers(0, 5), st.integers(0, 9_000), HEDGES, st.booleans(), st.booleans())


@st.composite
def histories(draw: st.DrawFn) -> list[Point]:
    """Totals in the order of their days, some of one day, some lower, restated, hedged or withdrawn."""
    at, points = 0, []
    for step, value, qualifier, revises, is_withdrawn in draw(st.lists(STATED, max_size=40)):
        at += step
        withdrawn = day(at + 1) if is_withdrawn and value % 5 == 0 else None
        points.append(point(at, value, qualifier, revises=revises and value % 3 == 0, withdrawn_on=withdrawn))
    return points
