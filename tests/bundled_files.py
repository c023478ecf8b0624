"""The bundled package as its files stand, so that a test can recompute from them what a page says."""

import csv
from pathlib import Path

PACKAGE = Path("reports/data/package")


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of one file, such as ``measures.csv``, in its order."""
    with (PACKAGE / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))
