"""Colours: an editor's choice wins, and each perspective has hues of its own."""

from reports.comparison.rules.perspectives import Perspective
from reports.timelines.charts import OPPONENT, OTHERS, OWN, colours_of
from reports.timelines.series import Speaker


def speaker(slug: str, perspective: Perspective, colour: str = "", is_shown: bool = True) -> Speaker:
    return Speaker(slug, slug.title(), perspective, colour, is_shown)


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
