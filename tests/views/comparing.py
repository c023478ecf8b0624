"""Reading a comparison out of its page, and out of its chart and its file."""

import csv
import io
import json
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup
from django.test import Client

from tests.conftest import words

PAGE = "/russia-ukraine/compare/"


def days(page: BeautifulSoup) -> dict[str, dict[str, str]]:
    """The rows by day: both figures, gap, ratio, and the verdict with its sentence."""
    found = {}
    for body in page.select(".compared tbody"):
        day, a, b, gap, ratio = (words(cell) for cell in body.find("tr").find_all(["th", "td"]))
        verdict = body.select_one(".verdict")
        found[day] = {
            "a": a,
            "b": b,
            "gap": gap,
            "ratio": ratio,
            "verdict": words(verdict),
            "sentence": words(verdict.find_parent("td")),
        }
    return found


def query_of(link: object) -> dict[str, list[str]]:
    return parse_qs(urlsplit(link["href"]).query)


def instead(page: BeautifulSoup) -> dict[str, dict[str, list[str]]]:
    """What is suggested instead, by its words."""
    return {words(link): query_of(link) for link in page.select(".instead a")}


def drawn(client: Client, query: str) -> dict:
    """The chart of a comparison, as data."""
    answer = client.get(f"{PAGE}chart.json?{query}")
    assert answer.status_code == 200
    return json.loads(answer.content)


def downloaded(client: Client, query: str) -> list[dict[str, str]]:
    """The rows of its file."""
    answer = client.get(f"{PAGE}compare.csv?{query}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode())))
