"""Colours and dashes: an editor's choice wins, and each perspective has hues of its own."""

from reports.rules.enums import Perspective
from reports.timelines.marks import DASHES, DOTS, OPPONENT, OTHERS, OWN, colours_of, dashes_of
from reports.timelines.selection import TimelineParty


def speaker(slug: str, perspective: Perspective, colour: str = "", is_shown: bool = True) -> TimelineParty:
    return TimelineParty(1, slug, slug.title(), perspective, colour, is_shown)


def test_perspectives_have_hues_of_their_own() -> None:
    colours = colours_of(
        [
            speaker("a", Perspective.OWN),
            speaker("b", Perspective.OPPONENT),
            speaker("c", Perspective.OPPONENT),
            speaker("d", Perspective.THIRD),
            speaker("hidden", Perspective.THIRD, is_shown=False),
        ]
    )
    assert colours == {"a": OWN[0], "b": OPPONENT[0], "c": OPPONENT[1], "d": OTHERS[0]}


def test_an_editors_choice_wins() -> None:
    assert colours_of([speaker("a", Perspective.OWN, "#112233")]) == {"a": "#112233"}


def test_many_parties_find_a_colour_each() -> None:
    colours = colours_of([speaker(f"p{number}", Perspective.THIRD) for number in range(40)])
    assert set(colours.values()) == set(OTHERS)


def test_dots_are_kept_for_what_is_undefined() -> None:
    dashes = dashes_of(["killed", "personnel-losses", "wounded"], {"personnel-losses"})
    assert dashes == {"killed": DASHES[0], "personnel-losses": DOTS[0], "wounded": DASHES[1]}
    assert not set(DOTS) & set(DASHES)


def test_several_undefined_measures_can_be_told_apart() -> None:
    dashes = dashes_of(["tanks", "artillery", "aircraft"], {"tanks", "artillery", "aircraft"})
    assert list(dashes.values()) == DOTS[:3]


def test_many_measures_find_a_dash_each() -> None:
    assert set(dashes_of([f"m{number}" for number in range(40)], set()).values()) == set(DASHES)
