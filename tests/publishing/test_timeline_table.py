"""The rows of a timeline as CSV and JSON: byte for byte, counted a second way, and every column with its meaning."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from reports.models import Figure, Party
from reports.publishing.citations import DATA_LICENCE
from reports.publishing.export_tables import as_value, json_response
from reports.publishing.timeline_table import table_for
from tests import records
from tests.bundled_files import rows_of
from tests.conftest import Fetch, words
from tests.views.rowed import DOCUMENT, PAGE, TABLE, packaged, read_document, read_table

MODES = ("cumulative", "daily", "monthly")
NATO = "party=nato&measure=killed&to=2025-06-30"


@pytest.mark.parametrize("mode", MODES)
def test_every_column_has_a_name_of_its_own_and_a_meaning(mode: str) -> None:
    table = table_for(mode)
    assert [name for name, _words in table.meanings] == table.header
    assert len(set(table.header)) == len(table.header) > 15
    assert all(str(words).strip() for _name, words in table.meanings)


def test_no_value_of_another_kind() -> None:
    with pytest.raises(TypeError):
        as_value([1])
    with pytest.raises(ValueError, match="shorter"):
        json_response({}, [("a", "A"), ("b", "B")], [[1]])


def test_a_document_without_rows() -> None:
    answer = json_response({"title": "«No»"}, [("a", "A")], [])
    assert answer.content.decode() == '{"about": {"title": "«No»"},\n"columns": {"a": "A"},\n"rows": [\n\n]}\n'


@pytest.mark.usefixtures("bundled")
class TestFiles:
    def test_the_table_byte_for_byte(self, client: Client) -> None:
        answer = client.get(f"{TABLE}?{NATO}")
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert answer["Content-Disposition"] == 'attachment; filename="russia-ukraine-timeline-cumulative.csv"'
        assert answer.content.decode() == (
            "as_of,stated_on,stated_on_known,party,party_name,subject,subject_name,measure,measure_name,unit,qualifier,"
            "interval,low,best,high,number,basis,period_start,scope,scope_note,fell,revises,withdrawn_on,sources,publisher,"
            "report,figure,address\r\n"
            "2025-06-24,2025-06-24,true,nato,NATO,russian-forces,Russian forces,killed,Killed,people,about,,,250000,,"
            '"about 250,000",cumulative,2022-02-24,theatre,,false,false,,1,United24 Media,'
            "nato-2025-06-24-unnamed-senior-official,nato-2025-06-24-killed,"
            "http://testserver/figures/nato-2025-06-24-killed/\r\n"
            "2022-03-23,2022-03-23,true,nato,NATO,russian-forces,Russian forces,killed,Killed,people,range,stated,"
            '7000,,15000,"7,000–15,000",cumulative,2022-02-24,theatre,,false,false,,16,AM 1100 The Flag,'
            "nato-2022-03-23-unnamed-senior-military,nato-2022-03-23-killed,"
            "http://testserver/figures/nato-2022-03-23-killed/\r\n"
        )

    def test_the_document_byte_for_byte(self, client: Client) -> None:
        query = "party=russia-mod&measure=killed&to=2022-03-10&hide=events"
        answer = client.get(f"{DOCUMENT}?{query}")
        assert answer["Content-Type"] == "application/json"
        head, columns, rest = answer.content.decode().split("\n", 2)
        assert head == (
            '{"about": {"title": "Russian forces: killed, as claimed, to 10 Mar 2022", "conflict": "russia-ukraine", '
            '"subject": "russian-forces", "mode": "cumulative", "parameters": {"measure": ["killed"], '
            '"party": ["russia-mod"], "from": null, "to": "2022-03-10", "known": null, "hide": ["events"], '
            f'"sort": "-as_of"}}, "licence": "{DATA_LICENCE}", "sources": "As stated by Russia MoD. The record of each '
            'figure, at its address, names its sources.", '
            f'"address": "http://testserver{PAGE}?{query}", "retrieved": "{timezone.localdate().isoformat()}"}},'
        )
        assert columns.startswith('"columns": {"as_of": "last day that the figure covers", "stated_on": ')
        assert rest == (
            '"rows": [\n'
            '{"as_of": "2022-03-02", "stated_on": "2022-03-02", "stated_on_known": true, "party": "russia-mod", '
            '"party_name": "Russia MoD", "subject": "russian-forces", "subject_name": "Russian forces", '
            '"measure": "killed", "measure_name": "Killed", "unit": "people", "qualifier": "exact", "interval": null, '
            '"low": null, "best": 498, "high": null, "number": "498", "basis": "cumulative", '
            '"period_start": "2022-02-24", '
            '"scope": "theatre", "scope_note": null, "fell": false, "revises": false, "withdrawn_on": null, '
            '"sources": 9, "publisher": "Aegea News (Reuters, Interfax)", '
            '"report": "russia-mod-2022-03-02-igor-konashenkov", '
            '"figure": "ru-mod-2022-03-02-killed", "address": "http://testserver/figures/ru-mod-2022-03-02-killed/"}\n'
            "]}\n"
        )

    def test_a_daily_table_byte_for_byte(self, client: Client) -> None:
        query = "party=ukraine-general-staff&measure=tanks&mode=daily&from=2023-01-10&to=2023-01-10"
        answer = client.get(f"{TABLE}?{query}")
        assert answer["Content-Disposition"] == 'attachment; filename="russia-ukraine-timeline-daily.csv"'
        staff = "ukraine-general-staff-2023-01"
        assert answer.content.decode() == (
            "first,last,days,party,party_name,subject,subject_name,measure,measure_name,unit,kind,qualifier,interval,low,best,"
            "high,new,spread,mean_of_7_days,scope,scope_note,withdrawn_on,stated_on,older_as_of,older_total,older,older_address,"
            "newer_as_of,newer_total,figure,address\r\n"
            "2023-01-10,2023-01-10,1,ukraine-general-staff,Ukraine General Staff,russian-forces,Russian forces,tanks,"
            "Tanks,items,difference,exact,,,4,,4,false,6.9,,,,2023-01-10,2023-01-09,3080,"
            f"{staff}-09-tanks,http://testserver/figures/{staff}-09-tanks/,2023-01-10,3084,"
            f"{staff}-10-tanks,http://testserver/figures/{staff}-10-tanks/\r\n"
        )

    def test_numbers_and_days_are_those_of_the_package(self, client: Client) -> None:
        parties = {"nato", "russia-mod", "uk-mod", "us-government", "csis"}
        query = "&".join(f"party={party}" for party in parties) + "&measure=killed&measure=wounded&measure=casualties"
        files = packaged("russian-forces", {"killed", "wounded", "casualties"}, parties)
        expected = {row["figure_id"]: row for row in files if row["basis"] not in ("daily_average", "period_average")}
        rows = read_table(client, query)
        assert {row["figure"] for row in rows} == set(expected)
        assert len(rows) > 60
        copied = ["qualifier", "low", "best", "high", "basis", "as_of", "scope", "scope_note", "stated_on", "party"]
        for row in rows:
            theirs = expected[row["figure"]]
            assert [row[name].removeprefix("'") for name in copied] == [theirs[name] for name in copied]
            assert row["report"] == theirs["report_id"]
            assert row["stated_on_known"] == ("true" if theirs["of"]["stated_on_known"] == "yes" else "false")
            assert row["revises"] == ("true" if theirs["of"]["revises"] else "false")
        assert {row["stated_on_known"] for row in rows} == {"true", "false"}
        cited = Counter(row["report_id"] for row in rows_of("citations.csv"))
        assert {row["report"]: int(row["sources"]) for row in rows} == {
            row["report"]: cited[row["report"]] for row in rows
        }

    def test_a_total_that_fell_or_revises_says_so(self, client: Client) -> None:
        rows = read_table(client, "party=ukraine-general-staff&measure=tanks&sort=as_of")
        fell = [row["as_of"] for older, row in pairwise(rows) if int(row["best"]) < int(older["best"])]
        assert [row["as_of"] for row in rows if row["fell"] == "true"] == fell
        assert "2023-05-28" in fell
        revised = {row["as_of"] for row in rows if row["revises"] == "true"}
        assert "2022-10-13" in revised
        assert "2023-05-28" not in revised

    @pytest.mark.parametrize("mode", MODES)
    def test_both_files_hold_the_same(self, client: Client, mode: str) -> None:
        query = f"mode={mode}&measure=casualties&measure=killed&sort=size"
        document, rows = read_document(client, query), read_table(client, query)
        assert len(rows) > 10
        assert list(document["columns"]) == list(rows[0]) == table_for(mode).header
        assert document["about"]["mode"] == mode
        for one, other in zip(document["rows"], rows, strict=True):
            assert list(one) == list(other)
            assert [_as_cell(value) for value in one.values()] == [text.removeprefix("'") for text in other.values()]

    def test_the_days_of_a_month_make_the_month(self, client: Client) -> None:
        query = "party=ukraine-general-staff&measure=tanks"
        by_month: Counter[str] = Counter()
        for row in read_table(client, f"{query}&mode=daily"):
            by_month[row["last"][:7]] += int(row["new"])
        months = {row["first"][:7]: int(row["new"]) for row in read_table(client, f"{query}&mode=monthly")}
        assert months == dict(by_month)  # no gap of this series goes from one month into the next
        totals = {row["as_of"]: int(row["best"]) for row in read_table(client, query)}
        assert months["2024-05"] == totals["2024-05-31"] - totals["2024-04-30"]

    def test_the_order_of_the_page_is_kept(self, client: Client) -> None:
        sizes = [
            int(row["best"] or row["low"] or row["high"]) for row in read_table(client, "measure=killed&sort=-size")
        ]
        assert sizes == sorted(sizes, reverse=True)
        assert read_document(client, "measure=killed&sort=-size")["about"]["parameters"]["sort"] == "-size"

    def test_texts_are_no_formulas_in_the_table_and_as_they_are_in_the_document(self, client: Client) -> None:
        records.entered_as(Figure.all_objects.filter(slug="nato-2022-03-23-killed"), scope_note="=HYPERLINK(1)")
        Party.objects.filter(slug="nato").update(short_name="@NATO")
        row = read_table(client, NATO)[-1]
        assert (row["scope_note"], row["party_name"]) == ("'=HYPERLINK(1)", "'@NATO")
        row = read_document(client, NATO)["rows"][-1]
        assert (row["scope_note"], row["party_name"]) == ("=HYPERLINK(1)", "@NATO")

    def test_an_empty_table_has_its_header(self, client: Client) -> None:
        query = "subject=foreign-fighters&party=oryx&measure=tanks"
        for mode in MODES:
            content = client.get(f"{TABLE}?{query}&mode={mode}").content.decode()
            assert content == ",".join(table_for(mode).header) + "\r\n"
            assert read_document(client, f"{query}&mode={mode}")["rows"] == []

    def test_the_page_links_both_and_says_what_they_hold(self, fetch: Fetch) -> None:
        for mode in MODES:
            found = fetch(f"{PAGE}?party=ukraine-general-staff&measure=tanks&mode={mode}&sort=size&scale=log&page=1")
            links = [link["href"] for link in found.select(".downloads a")]
            query = f"party=ukraine-general-staff&measure=tanks&mode={mode}&sort=size&scale=log"
            assert [sorted(link.partition("?")[2].split("&")) for link in links] == [sorted(query.split("&"))] * 2
            assert [link.partition("?")[0] for link in links] == [TABLE, DOCUMENT]
            assert [words(name) for name in found.select(".wanted dt")] == table_for(mode).header

    @pytest.mark.parametrize("address", [TABLE, DOCUMENT])
    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("page=2", "This page knows no “page”."),
            ("sort=price", "sort: “price” is none of"),
            ("party=natto", "There is no “natto” here. Did you mean nato?"),
            ("from=2023-01-02&to=2023-01-01", "from (2023-01-02) is after to (2023-01-01)."),
            ("mode=weekly", "mode: “weekly” is none of cumulative, daily, monthly."),
        ],
    )
    def test_bad_addresses_are_refused(self, fetch: Fetch, address: str, query: str, sentence: str) -> None:
        assert sentence in words(fetch(f"{address}?{query}", 400).main)

    # The conflict, its subjects, the measures named, the measures to choose from, the parties named, the parties to
    # choose from, the figures, what was taken back, which measures are undefined, the events; of totals the statements.
    @pytest.mark.parametrize(("mode", "queries"), [("cumulative", 11), ("daily", 10), ("monthly", 10)])
    def test_queries(
        self, client: Client, django_assert_num_queries: DjangoAssertNumQueries, mode: str, queries: int
    ) -> None:
        for address in (TABLE, DOCUMENT):
            with django_assert_num_queries(queries):
                client.get(f"{address}?party=ukraine-general-staff&measure=tanks&mode={mode}")


def _as_cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    assert not isinstance(value, date)
    return "" if value is None else str(value)
