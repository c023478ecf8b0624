"""The picture, the legend and the small charts of the timeline page, on the bundled data."""

import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from reports.models import Event, Figure, Measure, Party, Subject
from tests import records
from tests.conftest import Fetch, words

from .charted import untyped

pytestmark = pytest.mark.usefixtures("bundled")

PAGE = "/russia-ukraine/timeline/"


def chart_of(client: Client, address: str) -> dict:
    answer = client.get(address)
    assert answer.status_code == 200
    return json.loads(answer.content)


def test_the_picture_of_the_page_unasked_is_small(client: Client) -> None:
    html = client.get(PAGE).content.decode()
    picture = html[html.index('<div class="picture') : html.index('<div class="canvas"')]
    assert 2_000 < len(picture.encode()) < 9_000


def test_picture_and_chart_have_the_same_axis_and_labels(client: Client, fetch: Fetch) -> None:
    query = "party=ukraine-general-staff&measure=tanks"
    picture = fetch(f"{PAGE}?{query}").select_one(".picture")
    layout = chart_of(client, f"{PAGE}chart.json?{query}")["layout"]
    assert [text.get_text() for text in picture.select(".heights text")] == layout["yaxis"]["ticktext"]
    numbers = [text.get_text() for text in picture.select(".numbers text")]
    labels = [" ".join(text.get_text() for text in label.select("text")) for label in picture.select(".silent")]
    assert numbers + labels == [note["text"].replace("<br>", " ") for note in layout["annotations"]]


def test_every_mark_used_is_defined_once_on_the_page(fetch: Fetch) -> None:
    for query in ("", "measure=killed&scale=log", "layout=each", "mode=daily", "mode=monthly", "from=2025-01-01"):
        found = fetch(f"{PAGE}?{query}")
        defined = [mark["id"] for mark in found.select(".glyphs g")]
        assert len(defined) == len(set(defined))
        assert {use["href"].removeprefix("#") for use in found.select("use")} <= set(defined)


def test_the_legend_gives_each_partys_latest_number(fetch: Fetch) -> None:
    (party,) = fetch(f"{PAGE}?party=ukraine-general-staff&measure=tanks").select(".legend .speakers > li")
    latest = Figure.published.filter(
        party__slug="ukraine-general-staff", measure__slug="tanks", subject__slug="russian-forces"
    ).latest("as_of")
    assert f"{latest.best:,}" in words(party)
    assert party.find("a")["href"] == f"/figures/{latest.slug}/"
    assert f"no new figure since {latest.as_of:%-d %b %Y}" in words(party)


def test_forty_parties_are_folded_away(fetch: Fetch) -> None:
    parties = list(Party.objects.filter(conflicts__slug="russia-ukraine").values_list("slug", flat=True))
    found = fetch(f"{PAGE}?measure=killed&" + "&".join(f"party={slug}" for slug in parties))
    shown = found.select(".legend > .speakers > li")
    folded = found.select(".legend details .speakers > li")
    assert len(shown) == 5
    assert folded
    assert found.select_one(".legend details").get("open") is None
    assert f"{len(folded)} more parties" in words(found.select_one(".legend summary"))


def test_small_charts_hold_a_family_each_and_link_to_their_own_timeline(fetch: Fetch) -> None:
    panels = fetch(f"{PAGE}?layout=each").select(".panels.each > .small")
    titles = [words(panel.h2) for panel in panels]
    assert len(titles) == len(set(titles)) == len({panel.select_one(".plot")["data-chart"] for panel in panels})
    tanks = panels[titles.index("Tanks")]
    chart = parse_qs(urlsplit(tanks.select_one(".plot")["data-chart"]).query)
    assert chart["measure"] == ["tanks", "tanks-documented"]
    assert chart["layout"] == ["each"]
    alone = parse_qs(urlsplit(tanks.h2.a["href"]).query)
    assert alone == {"measure": ["tanks", "tanks-documented"]}
    assert words(fetch(tanks.h2.a["href"]).h1)


def test_a_small_chart_is_drawn_as_its_picture_is(client: Client, fetch: Fetch) -> None:
    for panel in fetch(f"{PAGE}?layout=each").select(".small")[:4]:
        figure = chart_of(client, panel.select_one(".plot")["data-chart"])
        picture = panel.select_one(".picture")
        assert [text.get_text() for text in picture.select(".heights text")] == figure["layout"]["yaxis"]["ticktext"]
        assert len(figure["layout"]["yaxis"]["ticktext"]) <= 5
        assert figure["layout"]["xaxis"]["range"][0] == "2022-02-24"
        colours = [group["color"] for group in picture.select("svg > g[color]")]
        assert colours == [series["colour"] for series in figure["series"]]


def test_the_limit_of_points_is_a_charts_and_not_the_pages(fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_DRAWN", 3_000)
    assert len(fetch(f"{PAGE}?layout=each").select(".small")) > 10
    monkeypatch.setattr("reports.views.timeline.timeline_charts.POINTS_DRAWN", 2_000)
    assert "more than one chart can show (2,000)" in words(fetch(f"{PAGE}?layout=each").select_one(".notice"))


def test_all_zeros_on_a_log_scale_are_a_sentence(fetch: Fetch) -> None:
    query = "party=ukraine-general-staff&measure=air-defence&from=2022-02-26&to=2022-02-26"
    air_defence = Figure.all_objects.filter(party__slug="ukraine-general-staff", measure__slug="air-defence")
    records.entered_as(air_defence, best=0)
    found = fetch(f"{PAGE}?{query}&scale=log")
    assert found.select_one(".plot") is None
    assert "all numbers are 0, and a logarithmic scale has no zero" in words(found.select_one(".notice"))
    assert fetch(f"{PAGE}?{query}").select_one(".plot")


def test_days_after_a_partys_last_word_are_a_sentence_and_no_blank_box(fetch: Fetch) -> None:
    found = fetch(f"{PAGE}?party=ukraine-general-staff&measure=tanks&from=2026-09-15")
    assert found.select_one(".plot") is None
    assert "no chart to draw" in words(found.select_one(".notice"))


def test_hidden_undefined_losses_are_named_as_the_reason(fetch: Fetch) -> None:
    found = fetch(f"{PAGE}?party=ukraine-general-staff&measure=personnel-losses&hide=undefined")
    assert "such losses are hidden" in words(found.select_one(".notice"))


def test_restated_totals_are_listed_below_the_chart(fetch: Fetch) -> None:
    found = fetch(f"{PAGE}?party=ukraine-general-staff&measure=helicopters&measure=aircraft")
    listed = found.select_one("details.restated")
    count = int(re.match(r"\d+", words(listed.summary)).group())
    assert count == len(listed.select("li")) >= 2
    for item in listed.select("li"):
        older, newer = re.search(r"from ([\d,]+) to ([\d,]+)", words(item)).groups()
        is_lower = int(newer.replace(",", "")) < int(older.replace(",", ""))
        assert is_lower != words(item).endswith("in a report by which the party corrects an earlier one")


def test_every_report_that_corrects_another_is_marked_listed_and_remarked_on(client: Client, fetch: Fetch) -> None:
    """Artillery rose in all nine of the General Staff's reports that correct an earlier one."""
    query = "party=ukraine-general-staff&measure=artillery"
    correcting = Figure.published.filter(
        report__party__slug="ukraine-general-staff", measure__slug="artillery", report__revises__isnull=False
    )
    days = sorted(correcting.values_list("as_of", flat=True), reverse=True)
    assert len(days) == 9
    found = fetch(f"{PAGE}?{query}&sort=-as_of&from={days[0]}&to={days[0]}")
    assert "corrects an earlier one: the change may hold a correction" in words(found.select_one(".same-rows tbody"))
    found = fetch(f"{PAGE}?{query}")
    assert len(found.select('.picture use[href="#m-revised"]')) == 9
    assert "in a report by which the party corrects an earlier one" in words(found.select_one(".meanings"))
    listed = [item for item in found.select("details.restated li") if "corrects an earlier one" in words(item)]
    assert [item.time["datetime"] for item in listed] == [day.isoformat() for day in days]
    (trace,) = (
        trace
        for trace in chart_of(client, f"{PAGE}chart.json?{query}")["data"]
        if trace.get("marker", {}).get("symbol") == "hourglass-open"
    )
    assert len(untyped(trace["x"])) == 9


def test_silences_within_lines_are_listed_and_written_where_there_is_room(fetch: Fetch) -> None:
    found = fetch(f"{PAGE}?subject=ukrainian-forces&party=russia-mod&measure=aircraft&to=2022-12-31")
    assert "no new figure from 17 Jun to 8 Jul 2022" in words(found.select_one(".silences"))
    assert "no new figure 17 Jun to 8 Jul 2022" in words(found.select_one(".picture"))
    assert fetch(f"{PAGE}?party=ukraine-general-staff&measure=tanks").select_one(".silences") is None


def test_averages_that_are_left_out_are_said_to_be(fetch: Fetch) -> None:
    averages = Figure.published.filter(
        report__party__slug="uk-mod", subject__slug="russian-forces", measure__slug="casualties", basis="daily_average"
    ).count()
    said = f"{averages} averages a day are no totals and are not on the chart: “New a day” shows them."
    caption = "figcaption"
    assert said in words(fetch(f"{PAGE}?party=uk-mod&measure=casualties").select_one(caption))
    assert said not in words(fetch(f"{PAGE}?party=uk-mod&measure=casualties&mode=daily").select_one(caption))


@pytest.mark.parametrize("mode", ["cumulative", "daily"])
def test_names_as_long_as_may_be_and_with_markup_are_whole_everywhere(client: Client, fetch: Fetch, mode: str) -> None:
    """The names that stand on a timeline may have 60 (party), 120 (measure) and 200 (subject, event) characters."""
    staff, tanks = (
        _longest_name(kind, field, slug=slug)
        for kind, field, slug in ((Party, "short_name", "ukraine-general-staff"), (Measure, "name", "tanks"))
    )
    forces = _longest_name(Subject, "name", slug="russian-forces")
    event = _longest_name(Event, "title", date="2022-09-06")
    assert [len(name) for name in (staff, tanks, forces, event)] == [60, 120, 200, 200]
    query = f"party=ukraine-general-staff&measure=tanks&measure=helicopters&mode={mode}"
    for address in (PAGE, f"{PAGE}embed/"):
        found = fetch(f"{address}?{query}")
        for name in (staff, tanks, forces, event):
            assert name in words(found.body)
        assert staff in words(found.select_one(".legend, .reading .panel"))
        assert f"<script>{'N' * 10}" not in client.get(f"{address}?{query}").content.decode()
    chart = chart_of(client, f"{PAGE}chart.json?{query}")
    assert chart["series"][0]["name"] == f"{staff}, {tanks.lower()}"
    drawn = [note["text"] for note in chart["layout"]["annotations"]]
    assert not any("<script>" in text for text in drawn), "what plotly writes it reads as markup"
    assert client.get(f"{PAGE}preview.png?{query}")["Content-Type"] == "image/png"


def _longest_name(kind: type, field: str, **which: str) -> str:
    """Give a record the longest name that it may have, with markup and without a place to break it."""
    name = "<script>" + "N" * (kind._meta.get_field(field).max_length - 8)
    assert kind.objects.filter(**which).update(**{field: name}) == 1
    return name
