"""Folders of transcriptions with a few days, in the form of the real ones; and what the database has of them."""

import json
from pathlib import Path

from reports.models import Citation, Figure, Variant

from .bulletin_cases import BULLETIN

ABOUT = {
    "petro": "data set: War Dataset, by Petro Ivaniuk\naddress: https://github.com/example/petro\n",
    "orc": "data set: orc-losses, by lod-db\naddress: https://github.com/example/orc\n",
}
VERSION = "version: commit abc1234, 2022-05-01\nlicence: MIT (LICENSE beside this file)\nhow made: by hand\n"

# One day in both data sets, which agree but on the tanks.
PETRO_DAY = {
    "date": "2022-04-18",
    "day": 54,
    "personnel": 20600,
    "personnel*": "about",
    "POW": 477,
    "tank": 791,
    "drone": 155,
    "fuel tank": 76,
    "greatest losses direction": "Izyum",
}
ORC_DAY = {"date": "2022-04-18", "personnel": 20600, "tanks": 790, "uavs": 155, "submarines": None}


def page(day: str) -> str:
    return f"https://www.mil.gov.ua/news/{day}/losses/"


def orc(folder: Path, *rows: dict, raw: str | bytes | None = None) -> Path:
    """A folder of orc-losses. A row is ``{"date": …, "tanks": …}``; its page is added. ``raw`` instead of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "SOURCE.txt").write_text(ABOUT["orc"] + VERSION)
    rows = [{"sourceUri": page(row["date"])} | row for row in rows]
    _write(folder / "russian-losses.json", rows, raw)
    return folder


def petro(folder: Path, *rows: dict, corrections: tuple = (), raw: str | bytes | None = None) -> Path:
    """A folder of Petro Ivaniuk's data set: of each row, the personnel keys go to one file, the rest to the other."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "SOURCE.txt").write_text(ABOUT["petro"] + VERSION)
    of_people = {"personnel", "personnel*", "POW"}
    people = [{key: row[key] for key in row if key in of_people | {"date", "day"}} for row in rows]
    things = [{key: row[key] for key in row if key not in of_people} for row in rows]
    _write(folder / "russia_losses_personnel.json", [row for row in people if of_people & set(row)], None)
    _write(folder / "russia_losses_equipment.json", [row for row in things if set(row) - {"date", "day"}], raw)
    _write(folder / "russia_losses_equipment_correction.json", list(corrections), None)
    return folder


def _write(file: Path, rows: list, raw: str | bytes | None) -> None:
    content = json.dumps(rows, indent=1, ensure_ascii=False) if raw is None else raw
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def numbers(report: str = BULLETIN) -> dict[str, tuple[str, int]]:
    """Hedge and number of each figure of a report, by measure."""
    figures = Figure.published.filter(report__slug=report)
    return {
        each.measure.slug: (each.qualifier, each.best if each.best is not None else each.low)
        for each in figures.select_related("measure")
    }


def cited(report: str = BULLETIN) -> dict[str, tuple[str, str]]:
    """Role, and who transcribed it, of each source that a report cites."""
    citations = Citation.objects.filter(report__slug=report)
    return {
        source: (role, transcriber or "")
        for source, role, transcriber in citations.values_list("source__slug", "role", "transcribed_by__slug")
    }


def variants() -> dict[tuple[str, str], tuple[str, int]]:
    return {
        (figure, source): (kind, number)
        for figure, source, kind, number in Variant.objects.values_list(
            "figure__slug", "citation__source__slug", "kind", "best"
        )
    }
