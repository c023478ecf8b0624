"""What the form of a timeline offers and says."""

import pytest

from tests import records
from tests.conftest import Fetch, words

pytestmark = pytest.mark.usefixtures("bundled")

PAGE = "/russia-ukraine/timeline/"


def measures(fetch: Fetch, query: str) -> str:
    """What the choice of measures says of choosing none."""
    return " ".join(words(hint) for hint in fetch(f"{PAGE}?{query}").select(".panel:has([name=measure]) .soft"))


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("russian-forces", "None ticked: killed; personnel losses (undefined)."),
        ("civilians-in-ukraine", "None ticked: killed."),
        ("ukrainian-forces", "None ticked: killed; personnel losses (undefined)."),
    ],
)
def test_measures_shown_unasked_are_those_named(fetch: Fetch, subject: str, said: str) -> None:
    assert measures(fetch, f"subject={subject}") == said
    assert measures(fetch, f"subject={subject}&measure=tanks") == said, "whatever is ticked now"


def test_where_another_measure_is_the_usual_it_is_named(fetch: Fetch) -> None:
    from reports.models import Figure

    usual = ["killed", "personnel-losses"]
    records.never_entered(Figure.published.filter(subject__slug="russian-forces", measure__slug__in=usual))
    shown = fetch(f"{PAGE}?subject=russian-forces").h1
    assert shown
    said = measures(fetch, "subject=russian-forces")
    assert said.startswith("None ticked: ")
    assert "killed;" not in said
    title = fetch(f"{PAGE}embed/?subject=russian-forces").h1
    assert said.removeprefix("None ticked: ").removesuffix(".") in words(title)


def test_with_a_chart_for_each_all_equipment_is_the_usual_if_there_is_any(fetch: Fetch) -> None:
    assert measures(fetch, "layout=each") == "None ticked: all equipment."
    assert measures(fetch, "layout=each&subject=civilians-in-ukraine") == "None ticked: killed."


def test_where_nothing_is_to_choose_nothing_is_said_and_the_title_is_whole(fetch: Fetch) -> None:
    assert measures(fetch, "subject=dnr-lnr-forces") == ""
    title = words(fetch(f"{PAGE}embed/?subject=dnr-lnr-forces").h1)
    assert title == 'Forces of the Donetsk and Luhansk "people\'s republics", as claimed'


def test_days_before_the_war_stand_in_the_form_and_keep_nobody_from_sending_it(fetch: Fetch) -> None:
    form = fetch(f"{PAGE}?from=2021-01-01").select_one("#timeline-controls")
    assert form.select_one("#from")["value"] == "2021-01-01"
    assert form.select_one("#from")["min"] == "2021-01-01"
    assert fetch(PAGE).select_one("#from")["min"] == "2022-02-24"
