"""Reading the rows beneath a timeline out of its page and out of its files."""

import csv
import io
import json

from bs4 import BeautifulSoup
from django.test import Client

from tests.bundled_files import rows_of
from tests.conftest import words

PAGE = "/russia-ukraine/timeline/"
TABLE = f"{PAGE}figures.csv"
DOCUMENT = f"{PAGE}figures.json"
# A party that speaks daily.
STAFF = "party=ukraine-general-staff&measure=tanks"

Row = dict[str, str]


def read_table(client: Client, query: str = "") -> list[Row]:
    """The rows of the CSV file for a query."""
    answer = client.get(f"{TABLE}?{query}")
    assert answer.status_code == 200, answer.content[:2000].decode()
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def read_document(client: Client, query: str = "") -> dict:
    answer = client.get(f"{DOCUMENT}?{query}")
    assert answer.status_code == 200, answer.content[:2000].decode()
    return json.loads(answer.content)


def figures_in(found: BeautifulSoup) -> list[str]:
    """The figures (slugs) that the rows of a page lead to, the total that a difference ends with in its place."""
    rows = found.select(".same-rows tbody tr")
    return [row.select("td.num a[href^='/figures/']")[-1]["href"].split("/")[2] for row in rows]


def cells(found: BeautifulSoup, label: str) -> list[str]:
    """The texts of a column, by its name."""
    return [words(cell) for cell in found.select(f'.same-rows tbody [data-label="{label}"]')]


def days_in(found: BeautifulSoup) -> list[str]:
    """The last day of each row."""
    return [row.select_one("td").select("time")[-1]["datetime"] for row in found.select(".same-rows tbody tr")]


def packaged(subject: str, measures: set[str], parties: set[str]) -> list[Row]:
    """The curated figures of the package's files, each with its ``party`` and ``stated_on``; counted a second way."""
    reports = {row["report_id"]: row for row in rows_of("reports.csv")}
    found = [row | {"of": reports[row["report_id"]]} for row in rows_of("figures.csv")]
    return [
        row | {"party": row["of"]["party"], "stated_on": row["of"]["stated_on"]}
        for row in found
        if row["subject"] == subject and row["measure"] in measures and row["of"]["party"] in parties
    ]
