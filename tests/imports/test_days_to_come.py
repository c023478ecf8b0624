"""What files say of a day that is still to come is an error with its line: nobody has said it yet."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from . import small_bulletins
from .conftest import Run, counts
from .small_package import FILES, replaced, write

pytestmark = pytest.mark.django_db


def moved(table: str, row: int, column: str, day: date) -> dict[str, str]:
    """The file of ``table`` with another day in one cell of its ``row`` (from 1)."""
    lines = FILES[table].splitlines()
    cells = lines[row].split(",")
    cells[lines[0].split(",").index(column)] = day.isoformat()
    lines[row] = ",".join(cells)
    return {table: "\n".join(lines) + "\n"}


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [("reports", 2, "stated_on"), ("figures", 3, "as_of"), ("sources", 1, "published_on"), ("events", 2, "date")],
)
def test_tomorrow_in_a_package(run: Run, tmp_path: Path, table: str, row: int, column: str) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    changed = moved(table, row, column, tomorrow)
    if column == "as_of":  # its report is of today: the day after is otherwise a figure's to cover
        changed |= moved("reports", 2, "stated_on", timezone.localdate())
    ran = run("import_package", write(tmp_path, **changed))
    assert ran.status == 1
    (said,) = (line for line in ran.err if "still to come" in line)
    today = timezone.localdate()
    place = f"{table}.csv:{row + 1}: {column}"
    assert said == f'{place}: "{tomorrow}" is a day still to come; write a day no later than today, {today}'
    assert not any(counts().values())


def test_today_in_a_package(run: Run, tmp_path: Path) -> None:
    today = timezone.localdate()
    changed = moved("reports", 2, "stated_on", today) | moved("figures", 3, "as_of", today)
    assert run("import_package", write(tmp_path, **changed)).status == 0


def test_tomorrow_in_a_bulletin(run: Run, references: None, tmp_path: Path) -> None:
    today = timezone.localdate()
    tomorrow = today + timedelta(days=1)
    rows = [{"date": day.isoformat(), "tanks": 790} for day in (today, tomorrow)]
    before = counts()
    ran = run("import_bulletins", "--orc-losses", small_bulletins.orc(tmp_path / "orc", *rows))
    assert ran.status == 1
    assert f'date: "{tomorrow}" is a day still to come; write a day no later than today, {today}' in ran.err[0]
    assert ran.err[0].startswith("russian-losses.json:")
    assert counts() == before


def test_capitals_in_an_id_are_an_error(run: Run, tmp_path: Path) -> None:
    changed = replaced("parties", "silent,A silent one", "Silent,A silent one")
    ran = run("import_package", write(tmp_path, parties=changed))
    assert ran.status == 1
    assert 'parties.csv:4: party_id: "Silent" is no id; write lower-case letters' in ran.err[0]
