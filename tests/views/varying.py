"""Reading the variants out of their page and out of their CSV file."""

import csv
import io

from bs4 import BeautifulSoup
from django.test import Client

from tests.conftest import words

PAGE = "/russia-ukraine/variants/"
TABLE = "/russia-ukraine/variants/variants.csv"

Row = dict[str, str]


def read_table(client: Client, query: str = "") -> list[Row]:
    """The rows of the CSV file for a query."""
    answer = client.get(f"{TABLE}?{query}")
    assert answer.status_code == 200, answer.content[:2000].decode()
    return list(csv.DictReader(io.StringIO(answer.content.decode(), newline="")))


def shown_total(found: BeautifulSoup) -> int:
    return int(words(found.select_one(".pages span")).rsplit(" ", 1)[1].replace(",", ""))
