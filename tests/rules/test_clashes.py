"""When no numbers make two intervals true: against all numbers that there are."""

from itertools import product

from hypothesis import given

from reports.rules.contradictions import clash, clashes
from reports.rules.intervals import Interval
from reports.rules.measure_sets import Relation
from tests.comparison.small_worlds import MOST, small_intervals
from tests.rules.relations import mirrored

FITS = {
    Relation.LIKE_FOR_LIKE: lambda one, other: one == other,
    Relation.PART_OF: lambda one, other: one <= other,
    Relation.WHOLE_OF: lambda one, other: one >= other,
    Relation.DIFFERENT: lambda one, other: True,
}


@given(small_intervals(), small_intervals())
def test_a_clash_is_that_no_numbers_fit(a: Interval, b: Interval) -> None:
    numbers = [(one, other) for one, other in product(range(MOST + 2), repeat=2) if one in a and other in b]
    for how, fits in FITS.items():
        assert clash(how, a, b) == (not any(fits(one, other) for one, other in numbers))
        assert clash(how, a, b) == clash(mirrored(how), b, a)


@given(small_intervals(), small_intervals())
def test_over_several_relations(a: Interval, b: Interval) -> None:
    assert clashes(FITS, a, b) == {clash(how, a, b) for how in FITS}
    assert clashes([], a, b) == frozenset()
