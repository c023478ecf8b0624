"""What the tests of the page on method find anew in the bundled files, and find on the page."""

import json
from datetime import date
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from tests.bundled_files import rows_of
from tests.conftest import words

FIGURES = {row["figure_id"]: row for row in rows_of("figures.csv")}
REPORTS = {row["report_id"]: row for row in rows_of("reports.csv")}
PERSONNEL = {row["measure_id"] for row in rows_of("measures.csv") if row["category"] == "personnel"}

RUSSIA_KILLED, RUSSIA_WOUNDED = "ru-mod-2022-03-25-killed", "ru-mod-2022-03-25-wounded"
NATO_KILLED, NATO_ALL = "nato-2022-03-23-killed", "nato-2022-03-23-casualties"
UKRAINE = "ukraine-general-staff-2022-03-25-personnel-losses"
THEN = date(2022, 4, 18)


def number(slug: str, column: str) -> int:
    return int(FIGURES[slug][column])


def bulletin(day: str) -> int:
    """The personnel total of the General Staff's bulletin of a day, from its transcription."""
    transcribed = json.loads(Path("reports/data/bulletins/petro-ivaniuk/russia_losses_personnel.json").read_text())
    (total,) = [entry["personnel"] for entry in transcribed if entry["date"] == day]
    return total


def day_words(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"


def example(page: BeautifulSoup, place: int) -> Tag:
    return page.find("article", id=f"example-{place}")


def quoted(page: BeautifulSoup, place: int) -> str:
    return words(example(page, place).blockquote)


def cells(row: Tag) -> list[str]:
    return [words(cell) for cell in row.find_all(["th", "td"])]
