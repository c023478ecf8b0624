"""The chart of a comparison as data, and its table as a file."""

import json
from pathlib import Path

import pytest
from django.test import Client

from reports.models import Measure, Party, Subject
from tests import records
from tests.bundled_files import rows_of
from tests.conftest import Fetch, words

from .comparing import PAGE, downloaded, drawn

pytestmark = pytest.mark.usefixtures("bundled")


def test_an_interval_is_a_bar_without_a_midpoint(client: Client) -> None:
    figure = drawn(client, "a=nato&b=russia-mod&measure=killed")
    (bar,) = figure["data"]
    assert bar["mode"] == "lines+markers"
    assert bar["x"] == ["2022-03-25", "2022-03-25", None]
    assert bar["y"] == [round(7000 / 1351, 6), round(15000 / 1351, 6), None]
    assert bar["customdata"][0] == [
        "25 March 2022: 5.2 to 11.1 times",
        "NATO: 7,000–15,000 killed, as of 23 March 2022",
        "Russia MoD: 1,351 killed, as of 25 March 2022",
        "2022-03-25",
    ]
    (line,) = figure["layout"]["shapes"]
    assert (line["y0"], line["y1"], line["xref"]) == (1, 1, "paper")


def test_each_reading_has_its_colour_and_shape_and_an_open_end_a_triangle(client: Client, fetch: Fetch) -> None:
    query = "a=ukraine-general-staff&b=russia-mod&measure=losses"
    killed, limit, with_wounded = drawn(client, query)["data"]
    assert killed["x"] == ["2022-03-02", "2022-03-25", "2022-09-21"]
    assert killed["y"][1] == round(16100 / 1351, 6)
    assert (limit["x"], limit["marker"]["symbol"]) == (["2023-05-24"], "triangle-down")
    assert with_wounded["x"] == ["2022-03-02", "2022-03-25"]
    assert with_wounded["y"][1] == round(16100 / 5176, 6)
    assert killed["marker"]["color"] == limit["marker"]["color"] != with_wounded["marker"]["color"]
    assert (killed["marker"]["symbol"], with_wounded["marker"]["symbol"]) == ("circle", "square")
    key = fetch(f"{PAGE}?{query}").select(".chart .key")[0].select("li")
    assert [words(item) for item in key] == [
        "if “Personnel losses (undefined)” means killed",
        "if “Personnel losses (undefined)” means killed and wounded",
    ]
    assert [item.path["fill"] for item in key] == [killed["marker"]["color"], with_wounded["marker"]["color"]]


def test_what_begins_at_zero_has_an_open_end_and_zero_itself_is_a_mark(client: Client) -> None:
    limit, _bars = drawn(client, "a=csis&b=mediazona-bbc-estimate&measure=killed")["data"]
    assert (limit["x"], limit["marker"]["symbol"]) == (["2025-06-03"], "triangle-down")  # up to 250,000
    assert limit["y"] == [round(250_000 / 191_000, 6)]
    russian, killed = Subject.objects.get(slug="russian-forces"), Measure.objects.get(slug="killed")
    for slug, number in (("none", {"best": 0}), ("some", {"qualifier": "at_least", "low": 20})):
        told = records.report(party=records.party(slug=f"says-{slug}"), status="published")
        records.figure(report=told, subject=russian, measure=killed, **number)
    (mark,) = drawn(client, "a=says-none&b=says-some&measure=killed")["data"]
    assert (mark["y"], mark["marker"]["symbol"]) == ([0], "circle")
    (mark,) = drawn(client, "a=says-none&b=says-some&measure=killed&scale=log")["data"]
    assert mark["y"] == [None]
    assert drawn(client, "a=says-some&b=says-none&measure=killed")["data"] == []


def test_the_chart_holds_every_ratio_of_the_table(client: Client) -> None:
    query = "a=ukraine-general-staff&b=oryx&measure=tanks"
    (trace,) = drawn(client, query)["data"]
    table = downloaded(client, query)
    assert len(trace["x"]) == len(table) == 614
    shown = {row["day"]: float(row["ratio_high"]) for row in table}
    assert dict(zip(trace["x"], trace["y"], strict=True)) == pytest.approx(shown, abs=0.0001)


def test_a_logarithmic_scale_writes_its_numbers_out(client: Client) -> None:
    axis = drawn(client, "a=russia-mod&b=nato&measure=killed&scale=log")["layout"]["yaxis"]
    assert axis["type"] == "log"
    ticks = dict(zip(axis["ticktext"], axis["tickvals"], strict=True))
    assert ticks == {"0.05": 0.05, "0.1": 0.1, "0.2": 0.2, "0.5": 0.5, "1": 1.0, "2": 2.0}
    assert 10 ** axis["range"][0] < 1351 / 15000 < 1 < 10 ** axis["range"][1]


def test_names_cannot_carry_markup_into_the_chart(client: Client) -> None:
    Party.objects.filter(slug="nato").update(short_name="<b>NATO</b>")
    (bar,) = drawn(client, "a=nato&b=russia-mod&measure=killed")["data"]
    assert "&lt;b&gt;NATO" in bar["customdata"][0][1]


def test_ratios_are_those_of_the_files(client: Client) -> None:
    """Recomputed: the ministry's tanks as one transcription read them, over Oryx's as the package has them."""
    path = Path("reports/data/bulletins/orc-losses/russian-losses.json")
    tanks = {row["date"]: row["tanks"] for row in json.loads(path.read_text(encoding="utf-8"))}
    pictured = {
        row["as_of"]: int(row["low"])
        for row in rows_of("figures.csv")
        if (row["measure"], row["subject"]) == ("tanks-documented", "russian-forces")
    }
    table = downloaded(client, "a=ukraine-general-staff&b=oryx&measure=tanks")
    rows = {row["day"]: row for row in table}
    assert list(rows) == sorted(pictured, reverse=True)
    for day, number in pictured.items():
        assert (rows[day]["b_low"], rows[day]["ratio_low"]) == (str(number), "")
        if day in tanks:
            assert float(rows[day]["ratio_high"]) == float(f"{tanks[day] / number:.6g}"), day


def test_csv_byte_for_byte(client: Client) -> None:
    answer = client.get(f"{PAGE}compare.csv?a=nato&b=russia-mod&measure=killed&known=2022-04-18")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="russia-ukraine-nato-russia-mod-killed.csv"'
    conflict = (
        "Russian forces, 25 March 2022: NATO’s 7,000–15,000 killed (as of 23 March 2022, so at least 7,000 by then) "
        "and Russia MoD’s 1,351 killed cannot both be true: both count the same thing, and no number fits both. Note "
        "on Russia MoD’s figure: “unclear whether National Guard included; Moscow-backed separatists apparently not "
        "included (AP)”."
    )
    consistent = (
        "Russian forces, 23 March 2022: NATO’s 7,000–15,000 killed and Russia MoD’s 498 killed (as of 2 March 2022, so "
        "at least 498 by then) can both be true: both count the same thing, and some number fits both."
    )
    assert answer.content.decode() == (
        "day,subject,a_party,a_measure,a_figure,a_number,a_low,a_high,a_as_of,a_stated_on,a_stale,"
        "b_party,b_measure,b_figure,b_number,b_low,b_high,b_as_of,b_stated_on,b_stale,"
        "gap_days,undefined,reading,ratio_of,ratio_to,ratio_low,ratio_high,ratio_about,"
        "verdict,verdict_day,sentence,not_independent\r\n"
        "2022-03-25,russian-forces,nato,killed,nato-2022-03-23-killed,"
        '"7,000–15,000",7000,15000,2022-03-23,2022-03-23,false,'
        'russia-mod,killed,ru-mod-2022-03-25-killed,"1,351",1351,1351,2022-03-25,2022-03-25,false,'
        "2,,,nato-2022-03-23-killed,ru-mod-2022-03-25-killed,5.18135,11.1029,false,"
        f'in conflict,2022-03-25,"{conflict}",\r\n'
        "2022-03-23,russian-forces,nato,killed,nato-2022-03-23-killed,"
        '"7,000–15,000",7000,15000,2022-03-23,2022-03-23,false,'
        "russia-mod,killed,ru-mod-2022-03-02-killed,498,498,498,2022-03-02,2022-03-02,true,"
        f'21,,,,,,,,consistent,2022-03-23,"{consistent}",\r\n'
    )


def test_csv_has_a_row_for_each_reading_and_the_parts_of_sums(client: Client, fetch: Fetch) -> None:
    query = "a=ukraine-general-staff&b=russia-mod&measure=losses"
    rows = downloaded(client, query)
    of_march = [row for row in rows if row["day"] == "2022-03-25"]
    assert [(row["reading"], row["ratio_to"], row["ratio_low"]) for row in of_march] == [
        ("killed", "ru-mod-2022-03-25-killed", "11.9171"),
        ("killed and wounded", "ru-mod-2022-03-25-killed+ru-mod-2022-03-25-wounded", "3.11051"),
    ]
    named = [words(term) for term in fetch(f"{PAGE}?{query}").select(".wanted dt")]
    assert named == list(rows[0])
