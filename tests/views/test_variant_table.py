"""The variants as CSV, addresses that their page and file refuse, and how many queries both need."""

from collections.abc import Callable
from functools import partial

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reports.models import Variant
from reports.publishing.variant_table import VARIANTS
from tests import records
from tests.conftest import Fetch, words

from .varying import PAGE, TABLE, Row, read_table, shown_total

pytestmark = pytest.mark.usefixtures("bundled")


@pytest.fixture
def table(client: Client) -> Callable[[str], list[Row]]:
    """The rows of the CSV file for a query."""
    return partial(read_table, client)


BAD = [
    ("publisher=kyiv-independant", "publisher: There is no “kyiv-independant” here. Did you mean kyiv-independent?"),
    ("publisher=Kyiv+Independent", "Did you mean kyiv-independent?"),
    ("publisher=%00", "publisher: There is no “"),
    ("party=natto", "Did you mean nato?"),
    ("kind=typo", "kind: “typo” is none of number, hedge, meaning, date, attribution"),
    ("printed=papers", "printed: “papers” is none of outlets, data-sets"),
    ("least=ten", "least: “ten” is not a percentage"),
    ("least=-1", "least: “-1” is not a percentage"),
    ("least=1e3", "“1e3” is not a percentage"),
    ("least=10%25", "“10%” is not a percentage"),
    ("least=٣", "is not a percentage"),
    ("least=inf", "“inf” is not a percentage"),
    ("least=1&least=2", "“least” is given more than once"),
    ("measure=tankss", "Did you mean tanks"),
    ("subject=martians", "There is no “martians” here"),
    ("from=2022-02-30", "“2022-02-30” is not a day"),
    ("from=2023-01-01&to=2022-01-01", "from (2023-01-01) is after to (2022-01-01)"),
    ("known=yesterday", "“yesterday” is not a day"),
    ("sort=colour", "sort: “colour” is none of size, -size"),
    ("publishr=babel", "This page knows no “publishr”. Did you mean publisher?"),
    ("text=" + "x" * 201, "text"),
]


@pytest.mark.parametrize("address", [PAGE, TABLE])
@pytest.mark.parametrize(("query", "message"), BAD)
def test_bad_addresses(fetch: Fetch, address: str, query: str, message: str) -> None:
    assert message in words(fetch(f"{address}?{query}", 400).select_one(".problems"))


def test_pages_that_are_not_there(fetch: Fetch) -> None:
    assert "This list has no page 99; its last is" in words(fetch(f"{PAGE}?page=99", 404).main)
    assert "“0” is not a page number" in words(fetch(f"{PAGE}?page=0", 400))
    assert "This page knows no “page”" in words(fetch(f"{TABLE}?page=2", 400))
    assert "There is no conflict “elsewhere” here" in words(fetch("/elsewhere/variants/", 404).main)
    assert "There is no conflict “elsewhere” here" in words(fetch("/elsewhere/variants/variants.csv", 404).main)


def test_known_says_which_view_it_is(fetch: Fetch) -> None:
    assert "What is known today." in words(fetch(PAGE).select_one(".lede"))
    found = fetch(f"{PAGE}?known=2022-04-18")
    assert "What was known on 18 April 2022." in words(found.select_one(".lede"))
    assert max(line["datetime"] for line in found.select("tbody time")) <= "2022-04-18"


def test_the_table_is_the_selection_of_the_page(fetch: Fetch, table: Callable) -> None:
    found = fetch(f"{PAGE}?party=ohchr&kind=number&sort=-stated_on")
    link = next(link for link in found.select("main a") if link.has_attr("download"))
    assert link["href"] == f"{TABLE}?party=ohchr&kind=number&sort=-stated_on"
    assert words(link) == f"These {shown_total(found)} rows as CSV"
    days = [row["stated_on"] for row in table(link["href"].split("?")[1])]
    assert days == [line["datetime"] for line in found.select("tbody time")]
    assert [words(name) for name in found.select(".wanted dt")] == VARIANTS.header


def test_the_table_byte_for_byte(client: Client) -> None:
    answer = client.get(f"{TABLE}?party=russia-mod&publisher=econotimes&publisher=maghress-lakome")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="russia-ukraine-variants.csv"'
    assert answer.content.decode() == (
        "stated_on,stated_on_known,as_of,party,report,figure,subject,measure,unit,recorded_qualifier,recorded_low,"
        "recorded_best,recorded_high,kind,printed_qualifier,printed_low,printed_best,printed_high,difference,percent,"
        "publisher,data_set,source,source_url,archived_url,language,wording,note\r\n"
        "2022-03-25,true,2022-03-25,russia-mod,russia-mod-2022-03-25-sergei-rudskoi,ru-mod-2022-03-25-killed,"
        "russian-forces,killed,people,exact,,1351,,number,exact,,1535,,184,13.6195,EconoTimes,false,"
        "econotimes-404f119b,"
        "https://www.econotimes.com/Russia-Ukraine-conflict-CIA-chief-says-15000-Russians-killed-in-war-1637894,,,"
        '"1,535 Russian soldiers were killed",'
        '"misprint: every other outlet prints 1,351 for the same March statement"\r\n'
        "2022-03-25,true,2022-03-25,russia-mod,russia-mod-2022-03-25-sergei-rudskoi,"
        "ru-mod-2022-03-25-killed-of-ukrainian-forces,ukrainian-forces,killed,people,more_than,14000,,,hedge,"
        "exact,,14000,,0,0.0,Maghress / Lakome,false,maghress-lakome-9083a1a0,https://maghress.com/lakome/265526,,,"
        '14 ألف قتيل,"""more than"" dropped"\r\n'
        "2022-03-25,true,2022-03-25,russia-mod,russia-mod-2022-03-25-sergei-rudskoi,"
        "ru-mod-2022-03-25-wounded-of-ukrainian-forces,ukrainian-forces,wounded,people,about,,16000,,hedge,"
        "exact,,16000,,0,0.0,Maghress / Lakome,false,maghress-lakome-9083a1a0,https://maghress.com/lakome/265526,,,"
        "16 ألف جريح,Hedge dropped\r\n"
    )


def test_an_empty_table_has_its_header(client: Client) -> None:
    answer = client.get(f"{TABLE}?party=eu&kind=date")
    assert answer.content.decode() == ",".join(VARIANTS.header) + "\r\n"


def test_texts_are_no_formulas(table: Callable) -> None:
    records.entered_as(Variant.objects.filter(figure__slug="ru-mod-2022-03-25-killed"), wording="=1+1", note="-2")
    rows = [row for row in table("party=russia-mod") if row["figure"] == "ru-mod-2022-03-25-killed"]
    assert {row["wording"] for row in rows} == {"'=1+1"}
    assert {row["note"] for row in rows} == {"'-2"}
    assert "-31" in {row["difference"] for row in rows}


# The conflict, the counts, the page's rows, the data sets among them, the parties, subjects, measures and publishers to
# choose from. A publisher who prints nothing otherwise is looked for among all.
QUERIES = 8


@pytest.mark.parametrize(
    ("query", "queries"),
    [
        ("", QUERIES),
        ("publisher=babel&publisher=petro-ivaniuk&party=ukraine-general-staff&measure=tanks&least=1", QUERIES),
        ("printed=outlets&text=soldiers&known=2025-01-01", QUERIES - 1),
        ("publisher=kyiv-independent&publisher=cnn", QUERIES),
    ],
)
def test_queries(client: Client, django_assert_num_queries: DjangoAssertNumQueries, query: str, queries: int) -> None:
    with django_assert_num_queries(queries):
        client.get(f"{PAGE}?{query}")


def test_queries_of_the_table(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        client.get(TABLE)
