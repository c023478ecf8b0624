"""Bulletins that data sets transcribe: side by side, which one is on record and by what rule."""

import pytest
from bs4 import BeautifulSoup

from reports.models import Figure, Variant
from reports.workflow import allow_published_writes
from tests import records
from tests.conftest import Fetch, words

pytestmark = pytest.mark.usefixtures("bundled")

RULE = (
    "On record is the number that most transcriptions print; where as many print another, the one tied to the party’s "
    "own page; where that leaves it open, the one that was read first."
)


def lines(found: BeautifulSoup) -> dict[str, list[str]]:
    """By measure: the cells after it."""
    rows = [[words(cell) for cell in row.select("td")] for row in found.select("table.transcribed tbody tr")]
    return {measure: cells for measure, *cells in rows}


def test_a_day_on_which_they_differ_in_many_numbers(fetch: Fetch) -> None:
    found = fetch("/reports/ukraine-general-staff-2024-11-03/")
    text = words(found.main)
    assert (
        "2 data sets transcribe this statement: orc-losses (data set) by lod-db, tied to the party’s own page" in text
    )
    assert "They are known to differ in 8 of 14 numbers." in text
    assert f"{RULE} As many print one number as the other, so the number tied to the party’s own page" in text
    assert len(lines(found)) == Figure.published.filter(report__slug="ukraine-general-staff-2024-11-03").count()
    assert lines(found)["Tanks"] == ["9,170", "9,170 on record", "9,182 differs"]
    assert lines(found)["Helicopters"] == ["329", "no other number known"]
    assert words(found.select_one("table.transcribed caption")) == "What each transcription prints"
    header = [words(cell) for cell in found.select("table.transcribed thead th")]
    assert header == ["Measure", "On record", "orc-losses (data set)", "2022 Ukraine Russia War Dataset (data set)"]
    for link in ("/sources/orc-losses/", "/sources/petro-ivaniuk/", "/figures/ukraine-general-staff-2024-11-03-tanks/"):
        assert found.select_one(f"#transcribed ~ * a[href='{link}']")
    (differing,) = found.select(".tree .off")
    assert "Petro Ivaniuk" in words(differing)
    assert "differs in 8 numbers" in words(differing)


def test_one_number_on_its_own_page(fetch: Fetch) -> None:
    """On 12 January 2023 the data sets read 113,390 and 113,990; the one tied to the ministry's page is on record."""
    found = fetch("/figures/ukraine-general-staff-2023-01-12-personnel-losses/")
    assert "about 113,990" in words(found.h1)
    assert "113,390" in words(found.select_one(".tree .off"))
    assert lines(found) == {
        "Personnel losses (undefined)": ["about 113,990", "about 113,990 on record", "about 113,390 differs"]
    }
    assert "They differ in this number." in words(found.main)
    assert words(found.select_one("#printed + p")) == (
        "Petro Ivaniuk (data set) prints about 113,390; the other source, Ministry of Defence of Ukraine (transcribed "
        "by lod-db), is not known to print anything but about 113,990."
    )


def test_a_day_on_which_they_are_not_known_to_differ(fetch: Fetch) -> None:
    found = fetch("/reports/ukraine-general-staff-2022-10-13/")
    text = words(found.main)
    assert "They are not known to differ in any of the 13 numbers." in text
    assert RULE in text
    assert "on record" not in " ".join(map(str, lines(found).values()))
    found = fetch("/figures/ukraine-general-staff-2022-10-13-tanks/")
    assert "not known to differ in this number: both print it, or one does not have it" in words(found.main)
    assert not lines(found)


def test_a_number_that_only_one_of_them_has_is_not_said_to_be_in_both(fetch: Fetch) -> None:
    """Fuel tanks of April 2022 stand in one data set only; the record does not know that, and does not pretend to."""
    found = fetch("/reports/ukraine-general-staff-2022-04-18/")
    assert lines(found)["Fuel tanks"] == ["76", "no other number known"]
    assert "all of them print the number on record, or some do not have it" in words(found.main)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2024-07-21", "2022 Ukraine Russia War Dataset (data set) by Petro Ivaniuk, which names no page."),
        ("2026-08-22", "orc-losses (data set) by lod-db, tied to the party’s own page ."),
    ],
)
def test_a_day_that_only_one_of_them_has(fetch: Fetch, day: str, text: str) -> None:
    for path in (f"reports/ukraine-general-staff-{day}", f"figures/ukraine-general-staff-{day}-tanks"):
        found = fetch(f"/{path}/")
        alone = f"1 data set transcribes this statement; there is no other to check it against: {text}"
        assert alone in words(found.main)
        assert RULE not in words(found.main)
        assert not lines(found)


def test_statements_that_nobody_transcribed_have_no_such_part(fetch: Fetch) -> None:
    assert fetch("/reports/russia-mod-2022-03-25-sergei-rudskoi/").select_one("#transcribed") is None


def test_a_number_that_stood_here_before_the_rule_would_choose_another(fetch: Fetch) -> None:
    report = records.report(status="published")
    figure = records.figure(report=report, best=9)
    records.citation(report=report, source=records.source(licence="MIT", title="First"))
    page, data_set = records.source(), records.source(licence="MIT", title="Second")
    tied = records.citation(report=report, source=page, transcribed_by=data_set, role="primary")
    with allow_published_writes([report.pk]):
        Variant.objects.create(figure=figure, citation=tied, kind="number", best=8, qualifier="exact")
    text = words(fetch(f"/figures/{figure.slug}/").main)
    assert "By the rule another number would be on record here; this one was published before" in text
    assert lines(fetch(f"/figures/{figure.slug}/")) == {"Dead": ["9", "8 differs", "9 on record"]}


@pytest.mark.slow
def test_every_difference_between_transcriptions_is_marked_once(fetch: Fetch) -> None:
    """The days on which they differ, as the variants have them, and as the pages do."""
    days = Variant.objects.filter(citation__source__slug="petro-ivaniuk", figure__stated_on__year=2024)
    total = marked = 0
    for slug in set(days.values_list("figure__report__slug", flat=True)):
        marked += len(fetch(f"/reports/{slug}/").select("table.transcribed .off"))
        total += days.filter(figure__report__slug=slug).count()
    assert marked == total == days.count() > 20
