"""The column ``revises`` of reports.csv: what it becomes, what it may not name, and files that lack it."""

import csv
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reports.imports.bundled import DATA
from reports.imports.package.package_reader import read_package
from reports.models import Report
from tests import records

from . import small_package
from .conftest import Run, counts
from .small_package import FILES

FIRST, SECOND = "south-2", "south-3"


def row(report: str, revises: str = "", day: str = "2022-05-01", party: str = "south-army", war: str = "war") -> str:
    return f"{report},{war},{party},,briefing,official_count,{day},yes,Briefing,,,,,{revises}\n"


def reports(*rows: str) -> str:
    """The small package's reports.csv (lines 1 to 4) with the column ``revises``, and ``rows`` below."""
    header, *lines = FILES["reports"].splitlines()
    return "".join([f"{header},revises\n", *(f"{line},\n" for line in lines), *rows])


def written(folder: Path, *rows: str) -> Path:
    return small_package.write(folder, reports=reports(*rows))


@pytest.fixture
def known(run: Run, tmp_path: Path, db: None) -> Path:
    """The small package without the column, imported; its folder."""
    folder = small_package.write(tmp_path)
    assert run("import_package", folder).status == 0
    return folder


def revised() -> dict[str, str]:
    return dict(Report.all_objects.exclude(revises=None).values_list("slug", "revises__slug"))


def said_about(run: Run, folder: Path, *arguments: str) -> list[str]:
    """Import ``folder``, which must fail and write nothing; the problems, without the last line."""
    before = counts()
    ran = run("import_package", folder, *arguments)
    assert (ran.status, counts()) == (1, before)
    assert ran.err[-1].endswith("nothing was written.")
    return ran.err[:-1]


@pytest.mark.django_db
def test_a_report_of_the_same_file_is_revised(run: Run, tmp_path: Path) -> None:
    """In whatever order they stand, and one day or many later."""
    ran = run("import_package", written(tmp_path, row(SECOND, FIRST), row(FIRST, "south-1")))
    assert ran.out[-1] == "No differences."
    assert revised() == {SECOND: FIRST, FIRST: "south-1"}
    assert set(Report.published.get(slug="south-1").revised_by.all()) == {Report.published.get(slug=FIRST)}


def test_a_report_on_record_is_revised_that_the_file_does_not_have(known: Path, run: Run) -> None:
    south, war = Report.published.get(slug="south-1").party, Report.published.get(slug="south-1").conflict
    records.report(slug="entered-here", party=south, conflict=war, stated_on=date(2022, 5, 1), status="published")
    assert run("import_package", written(known, row(FIRST, "entered-here"))).status == 0
    assert revised() == {FIRST: "entered-here"}


def test_a_report_that_file_and_record_have_is_revised(known: Path, run: Run) -> None:
    ran = run("import_package", written(known, row(FIRST, "south-1")))
    assert (ran.status, ran.out[-1]) == (0, "No differences.")
    assert revised() == {FIRST: "south-1"}


def test_a_second_time_nothing_changes(known: Path, run: Run) -> None:
    written(known, row(FIRST, "south-1"))
    assert run("import_package", known).status == 0
    before = list(Report.all_objects.order_by("pk").values_list("pk", "slug", "published_at", "revises"))
    ran = run("import_package", known)
    assert (ran.status, ran.out[-1]) == (0, "No differences.")
    assert [line.split()[1:] for line in ran.out if line.startswith("reports ")] == [["0", "4", "0"]]
    assert list(Report.all_objects.order_by("pk").values_list("pk", "slug", "published_at", "revises")) == before


def test_check_says_what_would_be_and_writes_nothing(known: Path, run: Run) -> None:
    before = counts()
    ran = run("import_package", written(known, row(FIRST, "south-1")), "--check")
    assert [line.split()[1:] for line in ran.out if line.startswith("reports ")] == [["1", "3", "0"]]
    assert (counts(), revised()) == (before, {})


def test_a_report_on_record_revises_what_it_did(known: Path, run: Run) -> None:
    assert run("import_package", written(known, row(FIRST), row(SECOND, FIRST))).status == 0
    ran = run("import_package", written(known, row(FIRST), row(SECOND, "south-1")))
    assert ran.out[-1] == f"  reports {SECOND}: revises: on record {FIRST}, in file south-1"
    ran = run("import_package", written(known, row(FIRST, "south-1"), row(SECOND, FIRST)))
    assert ran.out[-1] == f"  reports {FIRST}: revises: on record nothing, in file south-1"
    assert revised() == {SECOND: FIRST}


def test_what_was_corrected_meanwhile_is_revised_as_it_stands_now(known: Path, run: Run) -> None:
    """Also by what the file brings anew; what is on record already followed when the correction was published."""
    assert run("import_package", written(known, row(FIRST, "south-1"))).status == 0
    old, revision = Report.published.get(slug="south-1"), Report.published.get(slug=FIRST)
    for number in (2, 3):
        Report.published.filter(pk=old.pk).update(status="corrected")
        new = records.report(
            slug=f"south-1-{number}",
            **{name: getattr(old, name) for name in ("party", "conflict", "stated_on")},
            status="published",
            replaces=old,
        )
        Report.published.filter(pk=revision.pk).update(revises=new)
        old = new
    ran = run("import_package", written(known, row(FIRST, "south-1"), row(SECOND, "south-1")))
    assert (ran.status, ran.out[-1]) == (0, "No differences.")
    assert revised() == {FIRST: "south-1-3", SECOND: "south-1-3"}


def test_what_was_retracted_meanwhile_stays_revised(known: Path, run: Run) -> None:
    assert run("import_package", written(known, row(FIRST, "south-1"))).status == 0
    Report.published.filter(slug="south-1").update(status="retracted")
    ran = run("import_package", written(known, row(FIRST, "south-1"), row(SECOND, "south-1")))
    assert (ran.status, ran.out[-1]) == (0, "No differences.")
    assert revised() == {FIRST: "south-1", SECOND: "south-1"}


# rows below those of the small package, and what is said of lines of theirs: each line, what it names, what is wrong
IN_THE_FILE = [
    ([row(FIRST, "south-9")], {5: ("south-9", "is no id in reports.csv, nor of a report on record")}),
    ([row(FIRST, FIRST)], {5: (FIRST, "is this report itself")}),
    ([row(FIRST, "South 1")], {5: ("South 1", "is no id")}),
    (
        [row(FIRST, "counter-1")],
        {5: ("counter-1", "is a report of counter (reports.csv, line 3), and this one of south-army")},
    ),
    (
        [row(FIRST, SECOND), row(SECOND, day="2022-05-02")],
        {5: (SECOND, "was stated later, on 2022-05-02 (reports.csv, line 6), than this report")},
    ),
    (
        [row(FIRST, SECOND), row(SECOND, FIRST)],
        {5: (SECOND, "leads back to this report"), 6: (FIRST, "leads back to this report")},
    ),
    (
        [row("south-4", FIRST), row(FIRST, SECOND), row(SECOND, FIRST)],
        {6: (SECOND, "leads back to this report"), 7: (FIRST, "leads back to this report")},
    ),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("rows", "expected"), IN_THE_FILE)
def test_what_may_not_be_revised(
    run: Run, tmp_path: Path, rows: list[str], expected: dict[int, tuple[str, str]]
) -> None:
    said = said_about(run, written(tmp_path, *rows))
    assert len(said) == len(expected)
    for line, (number, (named, fault)) in zip(said, expected.items(), strict=True):
        assert line.startswith(f'reports.csv:{number}: revises: "{named}" {fault}; write ')
    assert not any(counts().values())


@pytest.mark.django_db
def test_what_is_wrong_among_the_rows_is_told_with_all_other_problems(run: Run, tmp_path: Path) -> None:
    folder = written(tmp_path, row(FIRST, "counter-1"), row(SECOND, SECOND, day="1 May"))
    said = said_about(run, folder)
    assert [line.split('"')[0] for line in said] == ["reports.csv:5: revises: ", "reports.csv:6: stated_on: "]
    assert said[0].endswith("; write the report_id of an earlier report of the same party, or nothing")


@pytest.mark.django_db
def test_another_conflict(run: Run, tmp_path: Path) -> None:
    conflicts = FILES["conflicts"] + "other,Another war,2020-01-01,,\n"
    small_package.write(tmp_path, conflicts=conflicts, reports=reports(row(FIRST, "south-1", war="other")))
    (said,) = said_about(run, tmp_path)
    fault = "belongs to war (reports.csv, line 2), and this report to other"
    assert said.startswith(f'reports.csv:5: revises: "south-1" {fault}; write ')


# what is on record, and what is said of it
ON_RECORD = [
    ({"status": "draft"}, "is on record, but not published"),
    ({"status": "submitted"}, "is on record, but not published"),
    ({"stated_on": date(2022, 5, 2)}, "was stated later, on 2022-05-02 (on record), than this report"),
    ({"party": "counter"}, "is a report of counter (on record), and this one of south-army"),
    ({"conflict": "other"}, "belongs to other (on record), and this report to war"),
]


@pytest.mark.parametrize("arguments", [(), ("--check",)])
@pytest.mark.parametrize(("given", "fault"), ON_RECORD)
def test_what_may_not_be_revised_on_record(
    known: Path, run: Run, given: dict, fault: str, arguments: tuple[str, ...]
) -> None:
    on_record = Report.published.get(slug="south-1")
    chosen = {"party": on_record.party, "conflict": on_record.conflict, "status": "published"} | given
    if given.get("party"):
        chosen["party"] = Report.published.get(slug="counter-1").party
    if given.get("conflict"):
        chosen["conflict"] = records.conflict("other")
    records.report(slug="entered-here", **chosen)
    (said,) = said_about(run, written(known, row(FIRST, "entered-here")), *arguments)
    assert said.startswith(f'reports.csv:5: revises: "entered-here" {fault}; write ')
    assert not Report.all_objects.filter(slug=FIRST).exists()


def test_the_record_counts_where_the_file_says_otherwise(known: Path, run: Run) -> None:
    """The file has a report as published and earlier, but a draft has its id: nothing published may revise that."""
    on_record = Report.published.get(slug="south-1")
    records.report(slug=SECOND, party=on_record.party, conflict=on_record.conflict)
    (said,) = said_about(run, written(known, row(FIRST, SECOND), row(SECOND)))
    assert said.startswith(f'reports.csv:5: revises: "{SECOND}" is on record, but not published; write ')


@pytest.mark.slow
@pytest.mark.django_db
def test_a_hundred_thousand_revisions_of_one_another(run: Run, tmp_path: Path) -> None:
    """A chain, whose last report revises the first: each in it is told, in the time of one walk."""
    rows = [row(f"x-{number}", f"x-{(number + 1) % 100_000}") for number in range(100_000)]
    said = said_about(run, written(tmp_path, *rows))
    assert said[0].startswith('reports.csv:5: revises: "x-1" leads back to this report; write ')
    assert said[-1] == "… and 99,800 more"


def test_the_bundled_package_is_read_without_the_column(tmp_path: Path) -> None:
    """As the data set came: its reports.csv had no such column."""
    folder = shutil.copytree(DATA / "package", tmp_path / "package")
    with (folder / "reports.csv").open(encoding="utf-8", newline="") as file:
        cells = [each[:-1] for each in csv.reader(file)]
    with (folder / "reports.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(cells)
    assert "revises" not in cells[0]
    as_it_is = read_package(DATA / "package").reports
    assert read_package(folder).reports == tuple(replace(row, revises="") for row in as_it_is)
    assert any(row.revises for row in as_it_is)


@pytest.mark.django_db
def test_an_unknown_column_is_told_the_header_with_this_one(run: Run, tmp_path: Path) -> None:
    small_package.write(tmp_path, reports=reports().replace(",revises", ",revise", 1))
    (said,) = said_about(run, tmp_path)
    assert said.startswith(
        "reports.csv:1: revise: is a column that this file does not have; write the header report_id,"
    )
    assert said.endswith(",note,revises,denies, of which stated_at and revises and denies may be missing")
