"""The worked examples of the page on method, found anew in the files of the bundled data."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from reports.models import Figure, Measure, Report, Status, Variant
from reports.workflow import allow_published_writes
from tests import records
from tests.conftest import Fetch, words

from .method_page import (
    FIGURES,
    NATO_ALL,
    NATO_KILLED,
    PERSONNEL,
    REPORTS,
    RUSSIA_KILLED,
    RUSSIA_WOUNDED,
    THEN,
    UKRAINE,
    bulletin,
    cells,
    day_words,
    example,
    number,
    quoted,
)


@pytest.fixture
def method(bundled: None, fetch: Fetch) -> BeautifulSoup:
    return fetch("/method/")


def test_like_for_like_and_carried_over_two_days(method: BeautifulSoup) -> None:
    russia, low, high = number(RUSSIA_KILLED, "best"), number(NATO_KILLED, "low"), number(NATO_KILLED, "high")
    day, before = (day_words(FIGURES[slug]["as_of"]) for slug in (RUSSIA_KILLED, NATO_KILLED))
    told = example(method, 1)
    assert russia < low
    assert words(told.select_one(".verdict")) == "In conflict"
    assert f"Russian forces, {day}: Russia MoD’s {russia:,} killed" in quoted(method, 1)
    assert f"NATO’s {low:,}–{high:,} killed (as of {before}, so at least {low:,} by then)" in quoted(method, 1)
    assert "cannot both be true" in quoted(method, 1)
    assert FIGURES[RUSSIA_KILLED]["scope_note"] in quoted(method, 1)
    assert f"is {low / russia:.1f} to {high / russia:.1f} times Russia MoD’s {russia:,}" in words(told)
    assert [cells(row)[-2:] for row in told.select("tbody tr")] == [
        [f"{russia:,}", f"{russia:,}"],
        [f"{low:,}–{high:,}", f"at least {low:,}"],
    ]


def test_an_undefined_measure_and_its_readings(method: BeautifulSoup) -> None:
    killed = number(RUSSIA_KILLED, "best")
    both = killed + number(RUSSIA_WOUNDED, "best")
    losses = bulletin("2022-03-25")
    told = example(method, 2)
    assert words(told.select_one(".verdict")) == "Cannot be decided"
    ratios = [words(line) for line in told.select(".working ul li")]
    assert len(ratios) == 2
    for line, other, reading in zip(ratios, (killed, both), ("killed", "killed and wounded"), strict=True):
        assert f"about {losses:,} is about {losses / other:.1f} times Russia MoD’s {other:,}" in line
        assert line.endswith(f"means {reading}.")


def test_a_derived_sum_as_part_of_a_whole(method: BeautifulSoup) -> None:
    parts = number(RUSSIA_KILLED, "best"), number(RUSSIA_WOUNDED, "best")
    low, high = number(NATO_ALL, "low"), number(NATO_ALL, "high")
    told = example(method, 3)
    assert words(told.select_one(".verdict")) == "Consistent"
    derived = f"{sum(parts):,} killed and wounded (derived: {parts[0]:,} killed + {parts[1]:,} wounded)"
    assert f"Russia MoD’s {derived} and NATO’s {low:,}–{high:,} killed, wounded, missing and captured" in quoted(
        method, 3
    )
    assert [link["href"] for link in told.select("tbody a")] == [
        f"/figures/{slug}/" for slug in (RUSSIA_KILLED, RUSSIA_WOUNDED, NATO_ALL)
    ]
    assert "a part is not divided by its whole" in words(told)


def test_known_then_and_known_now(method: BeautifulSoup) -> None:
    """The newest total by each of the two days, found anew in the files."""
    totals = [
        (row["as_of"], REPORTS[row["report_id"]]["stated_on"], row)
        for row in FIGURES.values()
        if REPORTS[row["report_id"]]["party"] == "uk-mod"
        and (row["subject"], row["basis"], row["scope"]) == ("russian-forces", "cumulative", "theatre")
        and row["measure"] in PERSONNEL
        and row["as_of"] <= THEN.isoformat()
    ]
    by_then = [total for total in totals if total[1] <= THEN.isoformat()]
    rows = example(method, 4).select("tbody tr")
    for row, (as_of, stated, figure) in zip(rows, (max(by_then), max(totals)), strict=True):
        assert row.a["href"] == f"/figures/{figure['figure_id']}/"
        assert f"{int(figure['low'] or figure['best']):,}" in words(row.a)
        assert cells(row)[2:] == [f"{date.fromisoformat(day):%-d %b %Y}" for day in (as_of, stated)]
    assert REPORTS[max(totals)[2]["report_id"]]["draws_on"] == "ukraine-general-staff"
    assert "not independent: UK MoD drew on data of Ukraine General Staff" in words(example(method, 4))
    assert f"about {bulletin(THEN.isoformat()):,} personnel losses" in words(example(method, 4))
    then, today, _ = (link["href"] for link in example(method, 4).select(".see-also a"))
    assert "on=2022-04-18" in then
    assert "known" not in then
    assert re.search(r"on=2022-04-18&known=\d{4}-\d\d-\d\d", today)


def test_examples_say_what_the_pages_they_lead_to_say(method: BeautifulSoup, fetch: Fetch) -> None:
    for place in (1, 2, 3):
        link = example(method, place).select_one('a[href*="#between"]')["href"]
        assert quoted(method, place) in words(fetch(link.partition("#")[0]).find(id="between"))
    then, today, _ = (link["href"] for link in example(method, 4).select(".see-also a"))
    row_then, row_today = example(method, 4).select("tbody tr")
    assert fetch(then).select_one(f'.grid a[href="{row_then.a["href"]}"]')
    assert not fetch(then).select_one(f'.grid a[href="{row_today.a["href"]}"]')
    assert fetch(today).select_one(f'.grid a[href="{row_today.a["href"]}"]')


@pytest.mark.usefixtures("bundled")
def test_examples_follow_the_data(fetch: Fetch) -> None:
    records.entered_as(Figure.all_objects.filter(slug=NATO_KILLED), low=1200, high=1300)
    records.entered_as(Figure.all_objects.filter(slug=RUSSIA_WOUNDED), best=39000)
    records.entered_as(Figure.all_objects.filter(slug=UKRAINE), best=1400)
    records.entered_as(Figure.all_objects.filter(slug="uk-wallace-2022-02-25-killed"), low=4321)
    page = fetch("/method/")
    killed = number(RUSSIA_KILLED, "best")
    assert words(example(page, 1).select_one(".verdict")) == "Consistent"
    assert "NATO’s 1,200–1,300 killed" in quoted(page, 1)
    assert f"Russia MoD’s {killed:,} is 1.0 to 1.1 times NATO’s 1,200–1,300" in words(example(page, 1))
    assert f"{killed + 39000:,} killed and wounded" in quoted(page, 3)
    assert "about 1,400 is about 1.0 times" in words(example(page, 2))
    assert "more than 4,321 killed" in words(example(page, 4))
    assert "at least 4,322" in words(page.find(id="hedge-more-than"))
    assert "at most 1,300" in words(page.find(id="carried"))
    for gone in (number(NATO_KILLED, "high"), number(RUSSIA_WOUNDED, "best")):
        assert f"{gone:,}" not in words(page.main)


@pytest.mark.usefixtures("bundled")
def test_a_new_report_changes_what_was_known(fetch: Fetch) -> None:
    wallace = Figure.published.get(slug="uk-wallace-2022-02-25-killed")
    report = records.report(party=wallace.party, status="published", stated_on=THEN - timedelta(days=1))
    newer = records.figure(report=report, subject=wallace.subject, measure=wallace.measure, best=9876)
    tanks = Measure.objects.get(slug="tanks")
    records.figure(report=report, subject=wallace.subject, measure=tanks, as_of=THEN, best=99999)
    then, now = example(fetch("/method/"), 4).select("tbody tr")
    assert then.a["href"] == now.a["href"] == f"/figures/{newer.slug}/"
    assert "9,876 killed" in words(then)


@pytest.mark.usefixtures("bundled")
def test_an_example_without_its_records_is_left_out(fetch: Fetch) -> None:
    records.never_entered(Figure.all_objects.filter(slug=RUSSIA_WOUNDED))
    Report.all_objects.filter(slug="ukraine-general-staff-2022-04-18").update(status=Status.RETRACTED)
    page = fetch("/method/")
    assert [link["href"] for link in page.select(".to-example")] == ["#example-1", "#example-2"]
    notices = [words(notice) for notice in page.select(".notice")]
    assert notices == [
        f"Worked example {place} is left out: a record that it rests on is not on file here." for place in (3, 4)
    ]
    assert len(example(page, 2).select(".working ul li")) == 1
    assert "print otherwise" not in words(page.find(id="variants"))
    assert "For example" not in words(page.find(id="stale"))


@pytest.mark.usefixtures("bundled")
def test_parts_of_two_reports_make_no_sum(fetch: Fetch) -> None:
    other = records.report(party=Figure.published.get(slug=RUSSIA_KILLED).party, status="published")
    records.never_entered(Variant.objects.filter(figure__slug=RUSSIA_WOUNDED))
    with allow_published_writes([other.pk]):
        records.entered_as(Figure.all_objects.filter(slug=RUSSIA_WOUNDED), report=other, stated_on=other.stated_on)
    assert example(fetch("/method/"), 3) is None


def test_no_number_of_an_example_is_typed_in() -> None:
    """What remains of the files without slugs, places in lists and formats has no number of two digits."""
    files = [Path("templates/method.html"), *Path("templates/method").glob("*.html")]
    files += [Path("reports/views/method_page.py")]
    assert len(files) > 15
    for file in files:
        assert re.findall(r"\b\d\d+", file.read_text()) == [], file
    examples = Path("reports/comparison/worked_examples.py").read_text()
    assert re.findall(r"\b\d\d+", re.sub(r'"[a-z]+-[a-z0-9-]+"', "", examples)) == []
