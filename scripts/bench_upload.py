"""Measures an editor's import of 50,000 rows: reading with the preview, and writing, each a process of its own.

Usage: .venv/bin/python scripts/bench_upload.py   (or: make bench, which measures both databases)

Where DATABASE_URL names an empty PostgreSQL database, that is measured; else a new SQLite file is. The bundled data are
there already; the rows are 2,500 new reports of parties on record, 20 figures each, every report with its own page.
The same file is measured as CSV and as XLSX, then sent once more when all of it is on record.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import openpyxl
from measuring import MANAGE, environment, machine

REPORTS, FIGURES = 2_500, 20
PARTIES = ["uk-mod", "france", "nato", "ukraine-president", "uk-prime-minister"]
MEASURES = [
    "killed", "wounded", "missing", "captured", "casualties", "tanks", "aircraft", "helicopters", "artillery", "mlrs",
    "air-defence", "drones", "ships", "vehicles", "special-equipment", "cruise-missiles", "armoured-vehicles", "boats",
    "submarines", "killed-and-wounded",
]  # fmt: skip
HEADER = ["party", "stated_on", "kind", "method", "subject", "measure", "number", "as_of", "source_url", "publisher"]
SEND = """
import sys, django
django.setup()
from pathlib import Path
from django.contrib.auth import get_user_model
from reports.newsroom.uploads.upload_actions import receive
from reports.models import Measure, Party
if sys.argv[1:]:
    by, _ = get_user_model().objects.get_or_create(username="bench", defaults={"is_superuser": True, "is_staff": True})
    file = Path(sys.argv[1])
    print(receive(name=file.name, pieces=[file.read_bytes()], by=by).pk)
else:
    print(",".join(Party.objects.values_list("slug", flat=True)))
    print(",".join(Measure.objects.exclude(unit="percent").values_list("slug", flat=True)))
"""
CONFIRM = """
import sys, django
django.setup()
from reports.newsroom.uploads.upload_actions import confirm
from reports.models import Upload
upload = Upload.objects.get(pk=sys.argv[1])
print(upload.counts)
if upload.counts["new"] and sys.argv[2:]:
    confirm(upload=upload, by=upload.by, shown=upload.shown, correcting=False, reason="")
"""


def rows(parties: list[str], measures: list[str]) -> Iterator[list[object]]:
    first = date(2022, 3, 1)
    for number in range(REPORTS):
        party, day = parties[number % len(parties)], first + timedelta(days=number // len(parties))
        for place, measure in enumerate(measures[:FIGURES]):
            count = 1_000_000 + 1_000 * number + place
            address = f"https://bench.example/{number}"
            yield [
                party,
                day,
                "briefing",
                "official_count",
                "russian-forces",
                measure,
                f"~{count:,}",
                day,
                address,
                "Bench",
            ]


def python(clean: dict[str, str], program: str, *given: str) -> str:
    command = [sys.executable, "-c", program, *given]
    return subprocess.run(command, env=clean, check=True, capture_output=True, text=True).stdout.strip()


def timed(clean: dict[str, str], upload: str) -> str:
    """Seconds and peak memory of one run of the upload's process."""
    started = time.perf_counter()
    process = subprocess.Popen([*MANAGE, "run_upload", upload], env=clean)
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"run_upload ended with {process.returncode}")
    return f"{time.perf_counter() - started:6.1f} s, at most {used.ru_maxrss / 1024:,.0f} MB"


def main() -> None:
    print(machine())
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        given = os.environ.get("DATABASE_URL", "")
        url = given if given.startswith("postgres") else f"sqlite:///{folder / 'site.sqlite3'}"
        clean = environment(url, MEDIA_ROOT=str(folder / "media"))
        for command in ("migrate", "load_bundled_data"):
            subprocess.run([*MANAGE, command, "--verbosity=0"], env=clean, check=True, stdout=subprocess.DEVNULL)
        known, counted = (line.split(",") for line in python(clean, SEND).splitlines())
        parties = [party for party in PARTIES if party in known]
        measures = [*(m for m in MEASURES if m in counted), *(m for m in counted if m not in MEASURES)]
        table = [HEADER, *rows(parties, measures)]
        print(f"{len(table) - 1:,} rows, {'PostgreSQL' if url.startswith('postgres') else 'SQLite'}")
        as_csv, as_xlsx = folder / "figures.csv", folder / "figures.xlsx"
        with as_csv.open("w", newline="") as file:
            csv.writer(file).writerows(table)
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet()
        for row in table:
            sheet.append(row)
        book.save(as_xlsx)
        for title, file in (("XLSX", as_xlsx), ("CSV", as_csv), ("CSV, all on record", as_csv)):
            upload = python(clean, SEND, str(file))
            print(f"{title:20} read and preview {timed(clean, upload)}")
            writes = ["write"] if title == "CSV" else []
            print(f"{'':20} {python(clean, CONFIRM, upload, *writes)}")
            if writes:
                print(f"{title:20} write            {timed(clean, upload)}")


if __name__ == "__main__":
    main()
