"""Migrations that change tables in which rows stand: the rows stay as they are, and so do the triggers."""

from pathlib import Path

import pytest

from tests.imports import small_package
from tests.own_database import MANAGE, Database, own_database

pytestmark = pytest.mark.django_db

FIGURES = "SELECT slug, qualifier, low, best, high FROM reports_figure ORDER BY slug"
LEVELS = "SELECT slug, interval FROM reports_figure WHERE interval IS NOT NULL"
VARIANTS = "SELECT kind, qualifier, best FROM reports_variant ORDER BY kind"
RANGE = small_package.FILES["figures"] + (
    "counter-1-range,counter-1,north-guard,killed,range,400,,500,cumulative,,2022-04-02,theatre,,,\n"
)


def migrate(database: Database, to: str) -> None:
    done = database.run(*MANAGE, "migrate", "--verbosity=0", "reports", to)
    assert done.returncode == 0, done.stderr


def test_figures_of_the_time_before_nearly_and_intervals_stay_as_they_were(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    small_package.write(package, figures=RANGE)
    with own_database(tmp_path) as database:
        done = database.run(*MANAGE, "import_package", str(package))
        assert done.returncode == 0, done.stderr
        before = database.ask(FIGURES), database.ask(VARIANTS)
        assert ("counter-1-range", "range", 400, None, 500) in before[0]
        migrate(database, "0010")
        assert (database.ask(FIGURES), database.ask(VARIANTS)) == before
        migrate(database, "0011")
        assert (database.ask(FIGURES), database.ask(VARIANTS)) == before
        assert database.ask(LEVELS) == []


PARTS = (
    "SELECT p.slug, w.slug FROM reports_subject p JOIN {link} l ON l.from_subject_id = p.id"
    " JOIN reports_subject w ON w.id = l.to_subject_id ORDER BY p.slug"
)


def test_the_one_parent_of_a_subject_becomes_the_first_of_several_in_its_history_too(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    small_package.write(package)
    with own_database(tmp_path) as database:
        done = database.run(*MANAGE, "import_package", str(package))
        assert done.returncode == 0, done.stderr
        migrate(database, "0012")
        single = "SELECT p.slug, w.slug FROM {table} p JOIN reports_subject w ON w.id = p.part_of_id"
        for table in ("reports_subject", "reports_historicalsubject"):
            assert database.ask(single.format(table=table)) == [("north-guard", "north-forces")]
        migrate(database, "0014")
        for table in ("reports_subject_part_of", "reports_historicalsubject_part_of"):
            assert database.ask(PARTS.format(link=table)) == [("north-guard", "north-forces")]
        done = database.run(*MANAGE, "import_package", str(package))
        assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "No differences."), done.stderr
