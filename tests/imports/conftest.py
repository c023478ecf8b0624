"""What the tests of imports share."""

from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.imports.package.schema import TABLES
from reports.models import Conflict, Measure, Party, Side, Subject

from .small_bulletins import ORC_DAY, PETRO_DAY, orc, petro


@dataclass(frozen=True)
class Ran:
    """What a command did: its exit status, and the lines it wrote to each stream."""

    status: int
    out: list[str]
    err: list[str]


Run = Callable[..., Ran]


@pytest.fixture
def run() -> Run:
    """Run a management command as a terminal would, but in this process and this test's transaction."""

    def ran(name: str, *arguments: object) -> Ran:
        out, err = StringIO(), StringIO()
        status = 0
        try:
            call_command(name, *map(str, arguments), stdout=out, stderr=err)
        except CommandError as error:
            status = error.returncode
            err.write(f"CommandError: {error}\n")
        return Ran(status, out.getvalue().splitlines(), err.getvalue().splitlines())

    return ran


def counts() -> dict[str, int]:
    """The number of records of every table."""
    return {table.name: table.manager.count() for table in TABLES}


@pytest.fixture
def references(db: None) -> None:
    """What bulletins refer to, and nothing else."""
    conflict = Conflict.objects.create(slug="russia-ukraine", name="A war", start_date="2022-02-24")
    side = Side.objects.create(slug="ukraine", name="Ukraine", conflict=conflict)
    Subject.objects.create(slug="russian-forces", name="Russian forces", conflict=conflict)
    for slug, kind in (("ukraine-general-staff", "belligerent"), ("invaders-rf", "independent_monitor")):
        Party.objects.create(slug=slug, name=slug, short_name=slug, kind=kind, side=side).conflicts.add(conflict)
    categories = {"personnel-losses": "personnel", "captured": "personnel", "tanks": "equipment", "uavs": "equipment"}
    for slug, category in (categories | {"fuel-tanks": "equipment", "military-vehicles": "equipment"}).items():
        unit = "people" if category == "personnel" else "items"
        Measure.objects.create(slug=slug, name=slug, category=category, unit=unit, counts=slug, family=slug)


@pytest.fixture
def petro_folder(tmp_path: Path) -> Path:
    return tmp_path / "petro"


@pytest.fixture
def orc_folder(tmp_path: Path) -> Path:
    return tmp_path / "orc"


@pytest.fixture
def both(run: Run, references: None, petro_folder: Path, orc_folder: Path) -> tuple[Path, Path]:
    """One day in both data sets, imported together; the two folders."""
    folders = petro(petro_folder, PETRO_DAY), orc(orc_folder, ORC_DAY)
    ran = run("import_bulletins", "--petro-ivaniuk", folders[0], "--orc-losses", folders[1])
    assert (ran.status, ran.out[-1]) == (0, "No differences.")
    return folders
