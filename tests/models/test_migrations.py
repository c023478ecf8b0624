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
