"""What a record says of its own past: before and after, corrections by the party and by editors, who entered it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup

from reports.models import Figure, Report
from tests import records
from tests.conftest import Fetch, words

pytestmark = [pytest.mark.usefixtures("bundled"), pytest.mark.both_databases]


def steps(found: BeautifulSoup) -> list[list[str]]:
    """The rows of the table "Before and after", a text a cell."""
    return [[words(cell) for cell in row.select("td")] for row in found.select("#sequence + table tbody tr")]


def test_before_and_after_with_the_change(fetch: Fetch) -> None:
    found = fetch("/figures/ru-mod-2022-03-25-killed/")
    note = "unclear whether National Guard included; Moscow-backed separatists apparently not included (AP)"
    assert steps(found) == [
        ["2 Mar 2022", "2 Mar 2022", "498", "without the note on scope of this page’s figure"],
        ["25 Mar 2022", "25 Mar 2022", "1,351", "+853 in 23 days"],
        ["21 Sep 2022", "21 Sep 2022", "5,937", "+4,586 in 180 days without the note on scope of this page’s figure"],
    ]
    assert note in words(found.select_one(".facts"))
    links = [link["href"] for link in found.select("#sequence + table a")]
    assert links == ["/figures/ru-mod-2022-03-02-killed/", "/figures/ru-mod-2022-09-21-killed/"]


def test_no_newer_and_no_earlier_figure(fetch: Fetch) -> None:
    found = fetch("/figures/ru-mod-2022-03-25-wounded/")
    *_, this, last = steps(found)
    assert this == ["25 Mar 2022", "25 Mar 2022", "3,825", "+2,228 in 23 days"]
    latest = Report.published.filter(party__slug="russia-mod").order_by("stated_on").last()
    day = f"{latest.stated_on.day} {latest.stated_on:%B %Y}"
    assert last == [
        f"No newer figure of this kind is on record. The party’s latest report, of {day}, has none: {latest.title}"
    ]
    first, *_ = steps(fetch("/figures/ru-mod-2022-03-02-wounded/"))
    assert first == ["No earlier figure of this kind is on record."]
    newest = Figure.published.filter(party__slug="ukraine-general-staff").order_by("as_of").last()
    assert steps(fetch(f"/figures/{newest.slug}/"))[-1] == ["No newer figure of this kind is on record."]


@pytest.mark.parametrize(
    ("figure", "words_of_change"),
    [
        ("ukraine-general-staff-2022-10-13-armoured-vehicles", "−14 in 1 day: the party’s own revision"),
        ("ukraine-general-staff-2023-05-28-tanks", "−2 in 1 day, unexplained"),
        ("ru-mod-2025-11-30-special-vehicles", "about −14 in 1 day, within the rounding of “about”"),
        ("ru-mod-2023-01-total-6000-killed", "no difference can be taken: the later one is only a floor"),
        ("meduza-mz-2024-year-killed", "about +43,000 against the one before"),
        ("ukraine-general-staff-2023-01-12-personnel-losses", "about +1,030 in 1 day"),
    ],
)
def test_change_from_the_figure_before(fetch: Fetch, figure: str, words_of_change: str) -> None:
    (row,) = fetch(f"/figures/{figure}/").select("#sequence + table [aria-current]")
    change = row.select("td")[-1].span
    if change.small:
        change.small.extract()
    assert words(change) == words_of_change


def test_of_two_totals_of_one_day_the_smaller_comes_first(fetch: Fetch) -> None:
    assert [row[2:] for row in steps(fetch("/figures/ru-mod-2022-03-26-morning-mlrs/"))] == [
        ["154", ""],
        ["166", "+12 in 4 days"],
        ["167", "+1 about the same day"],
    ]


def test_a_total_stated_late_stands_by_its_day_and_says_so(fetch: Fetch) -> None:
    rows = steps(fetch("/figures/uk-mod-2023-11-01-economist-list-casualties-russian/"))
    assert rows[-1][1] == "4 Dec 2023 stated before this figure, about a later day"
    rows = steps(fetch("/figures/uk-mod-2023-11-30-economist-list-casualties-russian/"))
    assert rows[0][1] == "7 Jan 2025 stated after this figure, about an earlier day"


def test_only_figures_of_one_kind_stand_in_a_row(fetch: Fetch) -> None:
    """Other subject, measure, party, scope, place, basis, beginning, draft, corrected: none is before or after."""
    party, subject, measure = records.party(), records.subject(), records.measure()

    def figure(day: date, count: int, status: str = "published", **given: object) -> Figure:
        report = records.report(party=given.pop("party", party), stated_on=day, status=status)
        names = {"subject": subject, "measure": measure, "best": count, "scope": "place", "scope_note": "Here"}
        return records.figure(report=report, **names | given)

    figure(date(2022, 5, 1), 1, subject=records.subject())
    figure(date(2022, 5, 2), 2, measure=records.measure())
    figure(date(2022, 5, 3), 3, party=records.party())
    figure(date(2022, 5, 4), 4, scope="theatre")
    figure(date(2022, 5, 5), 5, scope_note="There")
    figure(date(2022, 5, 6), 6, basis="period", period_start=date(2022, 5, 1))
    figure(date(2022, 5, 7), 7, period_start=date(2022, 3, 1))
    figure(date(2022, 5, 8), 8, status="draft")
    old = figure(date(2022, 5, 9), 9)
    first = figure(date(2022, 4, 1), 10, period_start=date(2022, 2, 24), scope_note="here")
    this = figure(date(2022, 5, 20), 30)
    rows = steps(fetch(f"/figures/{this.slug}/"))
    assert [row[2] for row in rows[:-1]] == ["9", "30"]
    Report.all_objects.filter(pk=old.report_id).update(status="corrected")
    rows = steps(fetch(f"/figures/{this.slug}/"))
    assert [row[2:] for row in rows[:-1]] == [["10", "Scope: here"], ["30", "+20 in 49 days"]]
    assert fetch(f"/figures/{old.slug}/").find(id="sequence") is None
    assert [row[2] for row in steps(fetch(f"/figures/{first.slug}/"))[1:]] == ["10", "30"]


def test_of_counts_in_periods_those_alike_in_length_stand_in_a_row(fetch: Fetch) -> None:
    """Between the UN's July and September of 2024 stands its summer, and behind November the year."""
    rows = steps(fetch("/figures/ohchr-2024-09-month-killed/"))
    assert [row[0] for row in rows] == [
        "1 Jul 2024 to 31 Jul 2024",
        "1 Sep 2024 to 30 Sep 2024",
        "1 Oct 2024 to 31 Oct 2024",
    ]
    assert rows[1][-1].endswith("; both are floors, so no difference can be taken")
    assert rows[1][-1].startswith(f"{rows[0][2]}, then {rows[1][2]}")
    assert [row[0] for row in steps(fetch("/figures/ohchr-2024-year-killed/"))] == [
        "1 Jan 2023 to 31 Dec 2023",
        "1 Jan 2024 to 31 Dec 2024",
        "1 Jan 2025 to 31 Dec 2025",
    ]


def test_a_report_leads_to_the_ones_before_and_after(fetch: Fetch) -> None:
    links = fetch("/reports/ukraine-general-staff-2022-10-13/").select("nav.around a")
    assert [link["href"] for link in links] == [
        "/reports/ukraine-general-staff-2022-10-12/",
        "/reports/ukraine-general-staff-2022-10-14/",
    ]
    following = Report.published.get(slug="ukraine-general-staff-2022-10-14")
    records.report(party=following.party, stated_on=following.stated_on - timedelta(days=1))  # a draft
    following.status = "retracted"
    following.save(update_fields=["status"])
    *_, after = fetch("/reports/ukraine-general-staff-2022-10-13/").select("nav.around a")
    assert after["href"] == "/reports/ukraine-general-staff-2022-10-15/"


def notices(fetch: Fetch, path: str) -> list[str]:
    return [words(each) for each in fetch(path).select(".notice")]


def test_an_editors_correction_is_no_revision_of_the_party(fetch: Fetch) -> None:
    march, april = (datetime(2026, month, 1, 12, tzinfo=UTC) for month in (3, 4))
    old = records.figure(report=records.report(status="published", published_at=march))
    new = records.figure(report=records.report(replaces=old.report), subject=old.subject, measure=old.measure)
    for path in (f"/reports/{old.report.slug}/", f"/figures/{old.slug}/"):
        assert notices(fetch, path) == []  # the correction is a draft still
    Report.all_objects.filter(pk=new.report.pk).update(status="published", published_at=april)
    Report.all_objects.filter(pk=old.report.pk).update(status="corrected")
    for path, newer in (
        (f"/reports/{old.report.slug}/", f"/reports/{new.report.slug}/"),
        (f"/figures/{old.slug}/", f"/figures/{new.slug}/"),
    ):
        (notice,) = notices(fetch, path)
        assert notice.startswith("Our correction. An editor of this site corrected this record on 1 April 2026.")
        assert fetch(path).select_one(".notice a")["href"] == newer
    for path, older in (
        (f"/reports/{new.report.slug}/", f"/reports/{old.report.slug}/"),
        (f"/figures/{new.slug}/", f"/figures/{old.slug}/"),
    ):
        (notice,) = notices(fetch, path)
        assert "An editor’s correction: this version replaces the one published here on 1 March 2026." in notice
        assert "revision" not in notice
        assert fetch(path).select_one(".notice a")["href"] == older


def test_a_revision_without_figures_withdraws(fetch: Fetch) -> None:
    old = records.figure(report=records.report(status="published"))
    new = records.report(revises=old.report, stated_on=date(2022, 5, 1))
    assert notices(fetch, f"/figures/{old.slug}/") == []
    Report.all_objects.filter(pk=new.pk).update(status="published", published_at=datetime(2026, 3, 1, tzinfo=UTC))
    (notice,) = notices(fetch, f"/figures/{old.slug}/")
    assert "it withdrew this report on 1 May 2022 without giving other figures" in notice
    (notice,) = notices(fetch, f"/reports/{new.slug}/")
    assert "with this report it withdrew what it had given on 18 April 2022" in notice


def came_here(fetch: Fetch, path: str) -> str:
    (cell,) = (each for each in fetch(path).select(".facts div") if words(each.dt) == "How it came here")
    return words(cell.dd)


def test_who_entered_who_checked_and_when(fetch: Fetch) -> None:
    days = [datetime(2026, month, 1, 12, tzinfo=UTC) for month in (1, 2, 3)]
    author, reviewer = records.user(username="secret-name"), records.user(group="Reviewers", username="other-name")
    report = records.report(
        author=author, reviewer=reviewer, submitted_at=days[1], published_at=days[2], status="published"
    )
    figure = records.figure(report=report)
    Report.all_objects.filter(pk=report.pk).update(created_at=days[0])
    paths = (f"/reports/{report.slug}/", f"/figures/{figure.slug}/")
    for path in paths:
        assert came_here(fetch, path) == (
            "Entered by an editor on 1 January 2026, submitted on 1 February 2026; checked by a reviewer and published "
            "on 1 March 2026."
        )
        assert "secret-name" not in str(fetch(path))
    author.first_name, author.last_name = "Ada", "Lovelace"
    author.save()
    reviewer.first_name = "Grace"
    reviewer.save()
    for path in paths:
        text = came_here(fetch, path)
        assert text.startswith("Entered by Ada Lovelace on 1 January 2026,")
        assert "checked by Grace and published on 1 March 2026" in text


def test_imported_records_name_their_data_sets(fetch: Fetch) -> None:
    text = came_here(fetch, "/reports/ukraine-general-staff-2022-10-13/")
    assert text.startswith("Imported on ")
    assert "from orc-losses (data set) , 2022 Ukraine Russia War Dataset (data set)" in text
    text = came_here(fetch, "/figures/ru-mod-2022-03-25-wounded/")
    assert "with a data package of claims and their sources; not reviewed one by one." in text


@pytest.mark.parametrize(
    ("code", "name"),
    [("", "language not recorded"), ("ru", "in Russian"), ("pt-BR", "in Brazilian Portuguese"), ("tlh", "“tlh”")],
)
def test_language_of_the_words_has_a_name(fetch: Fetch, code: str, name: str) -> None:
    records.entered_as(Report.all_objects.filter(slug="russia-mod-2022-03-25-sergei-rudskoi"), language=code)
    (cell,) = (
        each for each in fetch("/figures/ru-mod-2022-03-25-wounded/").select(".facts div") if words(each.dt) == "Words"
    )
    assert "3,825 have been wounded" in words(cell.q)
    assert cell.q.get("lang", "") == code
    assert name in words(cell.dd)


def test_perspective_of_a_report_by_subject(fetch: Fetch) -> None:
    text = words(fetch("/reports/russia-mod-2022-03-25-sergei-rudskoi/").select_one(".facts"))
    assert "Russian forces (its own losses), Ukrainian forces (its opponent’s losses)" in text
