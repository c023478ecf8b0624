"""Loading the bundled data: once, again, with a problem."""

import csv
import shutil
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from reports.imports.bundled import DATA, digest_of, load_bundled
from reports.imports.problems import NotImportable
from reports.models import DataImport, Figure, Source

from .conftest import Run, counts


def test_a_second_load_asks_one_question_and_changes_nothing(
    bundled: None, run: Run, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    before = counts()
    with django_assert_num_queries(1):
        ran = run("load_bundled_data")
    assert ran.out == ["The bundled data are loaded already."]
    assert counts() == before


def test_without_its_mark_a_load_finds_everything_there(bundled: None, run: Run) -> None:
    before = counts()
    DataImport.objects.all().delete()
    ran = run("load_bundled_data")
    assert ran.out[-1] == "No differences."
    assert counts() == before
    assert DataImport.objects.get().digest == digest_of(DATA)


def test_a_figure_counts_from_the_day_that_the_package_gives_and_no_other(bundled: None) -> None:
    """What a flat table's running total gets by default is nothing to a package, which says it or says nothing."""
    with (DATA / "package" / "figures.csv").open(encoding="utf-8", newline="") as file:
        given = {row["figure_id"]: row["period_start"] for row in csv.DictReader(file)}
    assert "" in given.values()
    held = dict(Figure.all_objects.filter(slug__in=given).values_list("slug", "period_start"))
    assert {slug: start.isoformat() if start else "" for slug, start in held.items()} == given


def test_a_changed_record_is_told_and_the_load_is_marked_as_done(bundled: None, run: Run) -> None:
    DataImport.objects.all().delete()
    Source.objects.filter(slug="24-hu-b672fc23").update(title="A title that an editor gave")
    ran = run("load_bundled_data")
    assert ran.status == 0
    assert ran.out[-1] == ("  sources 24-hu-b672fc23: title: on record A title that an editor gave, in file nothing")
    assert run("load_bundled_data").out == ["The bundled data are loaded already."]


def test_the_digest_is_over_names_and_contents(tmp_path: Path) -> None:
    digests = set()
    for name, content in (("a", "1"), ("a", "2"), ("b", "1")):
        folder = tmp_path / f"{name}{content}"
        folder.mkdir()
        (folder / name).write_text(content)
        digests.add(digest_of(folder))
    assert len(digests) == 3


def copy_of_data(tmp_path: Path, **replaced: tuple[str, str]) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(DATA, folder)
    file = folder / "bulletins" / "orc-losses" / "russian-losses.json"
    old, new = replaced["orc"]
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))
    return folder


@pytest.mark.django_db
def test_a_problem_in_one_file_keeps_out_all(tmp_path: Path) -> None:
    folder = copy_of_data(tmp_path, orc=('"date": "2022-02-27"', '"date": "27.02.2022"'))
    text = (folder / "bulletins" / "orc-losses" / "russian-losses.json").read_text()
    line = text[: text.index("27.02.2022")].count("\n") + 1
    with pytest.raises(NotImportable) as refusal:
        load_bundled(folder=folder)
    assert [str(each).partition(" is ")[0] for each in refusal.value.problems] == [
        f'russian-losses.json:{line}: date: "27.02.2022"'
    ]
    assert not any(counts().values())


@pytest.mark.django_db
def test_a_problem_that_only_the_database_shows_takes_back_what_was_written(tmp_path: Path) -> None:
    """A bulletin before the conflict is found when the package is in the database already."""
    folder = copy_of_data(tmp_path, orc=('"date": "2022-02-27"', '"date": "2022-02-20"'))
    steps = []
    with pytest.raises(NotImportable, match="is before the conflict began, 2022-02-24"):
        load_bundled(lambda step, done, total: steps.append((step, done)), folder)
    assert ("variants", 217) in steps
    assert not any(counts().values())
    assert not DataImport.objects.exists()
