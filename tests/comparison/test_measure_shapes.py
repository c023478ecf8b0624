"""Shapes, standings, nestings and spans of small made-up measures. The bundled ones: tests/views/test_measures.py."""

from itertools import count

from reports.comparison.counted_measures import MeasureSet, longest_nesting, shapes, spans, standings
from reports.rules.measure_sets import Counted, Relation

KEYS = count(1)
ORDER = ["k", "w", "m", "c"]


def made(slug: str, includes: str = "", may_include: str = "", thing: str = "people") -> MeasureSet:
    """A measure of outcomes that one letter each stands for."""
    counted = Counted(thing, "people", frozenset(includes), frozenset(may_include))
    return MeasureSet(next(KEYS), slug, slug.title(), "family", "personnel", "people", 1, counted)


KILLED = made("killed", "k")
WOUNDED = made("wounded", "w")
BOTH = made("both", "kw")
MISSING_TOO = made("missing-too", "kwm")
OR_MISSING = made("or-missing", "km")
LOSSES = made("losses", "k", "wm")
EMPTY = made("empty")


def slugs(measures: tuple[MeasureSet, ...]) -> list[str]:
    return [measure.slug for measure in measures]


def test_measures_of_one_shape_stand_together_in_the_order_given() -> None:
    tanks, more_losses = made("tanks", "k", "wm", thing="tanks"), made("more-losses", "k", "wm")
    found = shapes([LOSSES, KILLED, tanks, more_losses])
    assert [slugs(shape) for shape in found] == [["losses", "tanks", "more-losses"], ["killed"]]
    assert [len(list(shape[0].counted.readings())) for shape in found] == [4, 1]


def test_a_measure_stands_to_others_in_every_way_there_is() -> None:
    alike = made("alike", "kw")
    found = standings(BOTH, [KILLED, WOUNDED, BOTH, MISSING_TOO, OR_MISSING, LOSSES, EMPTY, alike])
    assert [(each["relation"], slugs(each["others"])) for each in found] == [
        (Relation.LIKE_FOR_LIKE, ["alike"]),
        (Relation.PART_OF, ["missing-too"]),
        (Relation.WHOLE_OF, ["killed", "wounded"]),
        (Relation.UNDEFINED, ["losses"]),
    ]
    assert found[-1]["possible"] == (Relation.LIKE_FOR_LIKE, Relation.PART_OF, Relation.WHOLE_OF, Relation.DIFFERENT)


def test_what_is_undefined_is_told_apart_by_what_readings_make_it() -> None:
    found = standings(LOSSES, [KILLED, WOUNDED, MISSING_TOO])
    assert [(slugs(each["others"]), each["possible"]) for each in found] == [
        (["missing-too"], (Relation.LIKE_FOR_LIKE, Relation.PART_OF)),
        (["killed"], (Relation.LIKE_FOR_LIKE, Relation.WHOLE_OF)),
        (["wounded"], (Relation.WHOLE_OF, Relation.DIFFERENT)),
    ]


def test_other_things_and_measures_of_no_outcome_stand_to_nothing() -> None:
    assert standings(KILLED, [made("tanks", "kw", thing="tanks"), EMPTY, KILLED]) == []
    assert standings(EMPTY, [KILLED, BOTH]) == []


def test_the_longest_nesting_takes_up_outcomes_in_their_order() -> None:
    found = longest_nesting([MISSING_TOO, OR_MISSING, LOSSES, WOUNDED, BOTH, EMPTY, KILLED], ORDER)
    assert slugs(found) == ["killed", "both", "missing-too"]
    assert slugs(longest_nesting([BOTH, WOUNDED, OR_MISSING], ORDER)) == ["wounded", "both"]


def test_no_nesting_where_nothing_is_part_of_anything() -> None:
    for measures in ([], [KILLED], [KILLED, WOUNDED, LOSSES], [KILLED, made("tanks", "kw", thing="tanks")]):
        assert longest_nesting(measures, ORDER) == ()


def test_spans_reach_from_box_to_box() -> None:
    nesting = (KILLED, BOTH, MISSING_TOO)
    captured_too, percent = made("captured-too", "k", "wmc"), made("share", "k", "wm", thing="percent of people")
    assert spans([*nesting, LOSSES, captured_too, percent, WOUNDED], nesting) == [(LOSSES, KILLED, MISSING_TOO)]
