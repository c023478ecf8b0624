"""Small worlds, in which everything can be tried: claims with small numbers, and whether any world makes two true."""

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain, combinations, product

from hypothesis import strategies as st

from reports.rules.claims import Claim
from reports.rules.examples import claim, people
from reports.rules.intervals import Interval
from reports.rules.measure_sets import Counted, Outcomes
from reports.rules.number import NEEDED, Number

OUTCOMES = ("killed", "wounded", "missing")
FIRST = date(2022, 6, 1)
MOST = 4  # of any number that a claim gives

small_counts = st.integers(min_value=0, max_value=MOST)


@st.composite
def small_intervals(draw: st.DrawFn) -> Interval:
    low = draw(small_counts)
    return Interval(low, draw(st.none() | st.integers(min_value=low, max_value=MOST)))


def number_of(interval: Interval) -> Number:
    """One that reads as the interval."""
    if interval.high is None:
        return Number("at_least", low=interval.low)
    return Number("range", low=interval.low, high=interval.high)


@st.composite
def measures(draw: st.DrawFn) -> Counted:
    """Any that surely counts one outcome at least."""
    surely = draw(st.sets(st.sampled_from(OUTCOMES), min_size=1))
    perhaps = draw(st.sets(st.sampled_from(OUTCOMES)))
    return people(*surely, may=tuple(perhaps - surely))


@st.composite
def claims(draw: st.DrawFn, party: str = "A", counts: st.SearchStrategy[int] = small_counts) -> Claim:
    """Any hedge, any measure, on one of some days, now and then with a scope note; of ranges some are intervals."""
    qualifier = draw(st.sampled_from([*NEEDED]))
    numbers = sorted(draw(counts) for _ in range(2)) if qualifier == "range" else [draw(counts)]
    level = draw(st.sampled_from([None, 95])) if qualifier == "range" else None
    if qualifier in ("fewer_than", "nearly"):
        numbers = [numbers[0] + 1]
    day = FIRST + timedelta(days=draw(st.integers(min_value=0, max_value=3)))
    counted = draw(measures())
    names = f"{' and '.join(sorted(counted.includes))} and perhaps {len(counted.may_include)} more"
    note = draw(st.sampled_from(["", f"as {party} says"]))
    made = claim(party, (names.replace(" ", "-"), names, "f", counted), day.isoformat(), qualifier, *numbers)
    return replace(made, number=replace(made.number, level=level), scope_note=note)


@lru_cache(maxsize=1)
def worlds_that_grow() -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """How many there are of each outcome on one day and on a later one: none ever becomes fewer."""
    grown = [pair for pair in product(range(MOST + 2), repeat=2) if pair[0] <= pair[1]]
    return [tuple(zip(*each, strict=True)) for each in product(grown, repeat=len(OUTCOMES))]


@lru_cache(maxsize=1024)
def possible_sums(earlier: Outcomes, later: Outcomes) -> frozenset[tuple[int, int]]:
    """What two counts can be together, of the one set on the earlier day and of the other on the later."""
    places = [[OUTCOMES.index(each) for each in outcomes] for outcomes in (earlier, later)]
    return frozenset(
        (sum(before[place] for place in places[0]), sum(after[place] for place in places[1]))
        for before, after in worlds_that_grow()
    )


def can_both_be_true(a: Claim, b: Claim, reading: str = "interval") -> set[bool]:
    """For each reading of both, tried out: whether any world makes both true, each on its own day.

    ``reading`` is the attribute of a claim by which its number is read.
    """
    older, newer = (a, b) if a.as_of <= b.as_of else (b, a)
    on_one_day = a.as_of == b.as_of
    of_older, of_newer = getattr(older, reading), getattr(newer, reading)
    found = set()
    for one, other in product(older.counted.readings(), newer.counted.readings()):
        sums = sums_of_one_day(one, other) if on_one_day else possible_sums(one, other)
        found.add(any(before in of_older and after in of_newer for before, after in sums))
    return found


@lru_cache(maxsize=1024)
def sums_of_one_day(one: Outcomes, other: Outcomes) -> frozenset[tuple[int, int]]:
    return frozenset(
        (sum(world[OUTCOMES.index(each)] for each in one), sum(world[OUTCOMES.index(each)] for each in other))
        for world in product(range(MOST + 2), repeat=len(OUTCOMES))
    )


def all_sets() -> list[Outcomes]:
    return [frozenset(each) for each in chain.from_iterable(combinations(OUTCOMES, size) for size in (1, 2, 3))]
