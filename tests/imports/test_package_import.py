"""What a good package becomes, and what a second one may and may not do."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reports.imports.package.package_reader import _read_table
from reports.imports.package.schema import EVENTS
from reports.imports.problems import Problem
from reports.models import Citation, Conflict, Event, Figure, Measure, Party, Report, Source, Status, Subject, Variant

from . import small_package
from .conftest import Run, counts
from .package_cases import CHANGES
from .small_package import FILES, replaced

SMALL = {
    "conflicts": 1,
    "sides": 2,
    "outcomes": 2,
    "subjects": 2,
    "measures": 3,
    "parties": 3,
    "sources": 2,
    "events": 2,
    "coverage": 2,
    "adjustments": 2,
    "reports": 3,
    "figures": 3,
    "citations": 3,
    "variants": 2,
}


# A report and its figure that the small package does not have, and rows that add to a report that it has.
REPORT = "south-2,war,south-army,,briefing,official_count,2022-05-01,yes,Briefing of 1 May,,,,\n"
FIGURE = "south-2-losses,south-2,north-forces,losses,about,,2000,,cumulative,2022-02-24,2022-05-01,theatre,,,\n"
CITATION = "south-2,daily-1,secondary,weekly-1,\n"
VARIANT = "south-2-losses,daily-1,hedge,exact,,2000,,,\n"
LATE = {
    "figures": "late-killed,counter-1,north-forces,killed,at_least,5,,,cumulative,,2022-04-02,place,a town,,\n",
    "citations": "counter-2,daily-1,secondary,weekly-1,page 3\n",
    "variants": "counter-1-killed,weekly-1,hedge,exact,,401,,,\n",
}


@pytest.fixture
def small(run: Run, tmp_path: Path, db: None) -> Path:
    """The small package, imported; its folder."""
    folder = small_package.write(tmp_path)
    assert run("import_package", folder).status == 0
    return folder


def summary(out: list[str]) -> dict[str, tuple[int, int, int]]:
    """New, unchanged and different rows of each table, as the command printed them."""
    below = out[next(number for number, line in enumerate(out) if "unchanged" in line) + 1 :]
    rows = [line.replace(",", "").split() for line in below if not line.startswith(" ") and line.split()[0] in SMALL]
    return {row[0]: (int(row[1]), int(row[2]), int(row[3])) for row in rows}


def test_every_row_becomes_a_record(small: Path) -> None:
    assert counts() == SMALL


def test_a_figure_is_as_its_row_says(small: Path) -> None:
    figure = Figure.published.get(slug="south-1-share")
    assert (figure.report.slug, figure.party.slug, figure.stated_on) == ("south-1", "south-army", date(2022, 4, 1))
    assert (figure.subject.slug, figure.measure.slug) == ("north-guard", "share")
    assert (figure.qualifier, figure.low, figure.best, figure.high) == ("up_to", None, None, 70)
    assert (figure.basis, figure.period_start, figure.as_of) == ("cumulative", date(2022, 2, 24), date(2022, 4, 1))
    assert (figure.scope, figure.scope_note) == ("formation", "a regiment")


def test_a_range_is_of_a_kind_and_a_nearly_is_one_too(run: Run, tmp_path: Path, db: None) -> None:
    folder = small_package.write(tmp_path, figures=small_package.WITH_INTERVALS)
    assert run("import_package", folder).status == 0
    figures = Figure.published.filter(report__slug="counter-2").order_by("slug")
    assert [(figure.qualifier, figure.interval, str(figure.number)) for figure in figures] == [
        ("nearly", None, "nearly 300"),
        ("range", 95, "400–600, best 450 (95% interval)"),
        ("range", None, "900–1,200"),
    ]
    again = run("import_package", folder)
    assert (again.status, again.out[-1]) == (0, "No differences.")
    small_package.write(tmp_path, figures=small_package.WITH_INTERVALS.replace("range,95", "range,90"))
    assert "  figures counter-2-killed: interval: on record 95, in file 90" in run("import_package", folder).out


def test_files_from_before_a_column_are_read_as_if_it_were_empty(small: Path, run: Run) -> None:
    """Those of the small package have no column for the kind of a range, nor one for revisions."""
    again = run("import_package", small_package.write(small, figures=small_package.WITH_INTERVALS))
    late = [line for line in again.out if "counter-2" in line]
    assert again.status == 0
    assert len(late) == 3
    assert all("new in counter-2" in line for line in late)


def test_a_table_that_came_to_the_format_later_may_be_missing(tmp_path: Path) -> None:
    problems: list[Problem] = []
    read = _read_table(tmp_path, replace(EVENTS, may_be_missing=True), problems)
    assert (read.readable, read.rows, problems) == (True, [], [])
    assert not _read_table(tmp_path, EVENTS, problems).readable
    assert [problem.fault for problem in problems] == ["is missing"]
    small_package.write(tmp_path, events="conflict,date,title,source_id\nwar,2022-02-24,It begins,\n")
    assert len(_read_table(tmp_path, replace(EVENTS, may_be_missing=True), []).rows) == 1


def test_a_plain_number_of_a_named_count_is_recorded_as_a_floor_and_told(run: Run, tmp_path: Path, db: None) -> None:
    folder = small_package.write(tmp_path, figures=replaced("figures", "at_least,401,,", "exact,,401,"))
    told = [
        "1 plain number is recorded as “at least”, since a count of named, verified or pictured cases is a floor:",
        "  figures.csv:4: counter-1-killed: 401",
    ]
    first = run("import_package", folder)
    figure = Figure.published.get(slug="counter-1-killed")
    assert (figure.qualifier, figure.low, figure.best) == ("at_least", 401, None)
    assert [line for line in first.out if line in told] == told
    again = run("import_package", folder)
    assert (again.status, again.out[-1]) == (0, "No differences.")
    assert told[0] not in run("import_package", small_package.write(tmp_path)).out


def test_a_figures_own_method_decides_whether_it_is_a_floor(run: Run, tmp_path: Path, db: None) -> None:
    figures = replaced("figures", "subject,measure,", "subject,measure,method,")
    figures = (
        figures.replace(",losses,", ",losses,named_count,")
        .replace(",share,", ",share,,")
        .replace(",killed,", ",killed,,")
    )
    told = run("import_package", small_package.write(tmp_path, figures=figures)).out
    assert "  figures.csv:2: south-1-losses: 1,350" in told
    figure = Figure.published.get(slug="south-1-losses")
    assert (figure.method, figure.report.method) == ("named_count", "official_count")
    assert (figure.qualifier, figure.low, figure.best) == ("at_least", 1350, None)


def test_a_report_is_published_and_as_its_row_says(small: Path) -> None:
    report = Report.published.get(slug="counter-1")
    assert (report.status, report.author, report.stated_on_known) == (Status.PUBLISHED, None, False)
    assert report.published_at is not None
    assert [party.slug for party in report.draws_on.all()] == ["south-army"]
    assert Report.published.get(slug="counter-2").wording == "heavy losses"


def test_links_between_reference_records(small: Path) -> None:
    assert [whole.slug for whole in Subject.objects.get(slug="north-guard").part_of.all()] == ["north-forces"]
    losses = Measure.objects.get(slug="losses")
    assert set(losses.measure_outcomes.values_list("outcome__slug", "certainty")) == {
        ("killed", "includes"),
        ("wounded", "may_include"),
    }
    assert Event.objects.get(title="A retreat").source.slug == "daily-1"
    assert list(Measure.objects.values_list("slug", flat=True)) == ["killed", "losses", "share"]


def test_a_party_speaks_on_the_conflict_of_its_side_its_reports_or_the_package(small: Path) -> None:
    assert {party.slug: [each.slug for each in party.conflicts.all()] for party in Party.objects.all()} == {
        "south-army": ["war"],
        "counter": ["war"],
        "silent": ["war"],
    }


def test_citations_and_variants(small: Path) -> None:
    citation = Citation.objects.get(report__slug="south-1", source__slug="weekly-1")
    assert (citation.role, citation.taken_from.slug, citation.locator) == ("secondary", "daily-1", "page 2")
    variant = Variant.objects.get(kind="number")
    assert (variant.citation, variant.figure.slug, variant.best) == (citation, "south-1-losses", 1530)
    assert Variant.objects.get(kind="attribution").qualifier == ""


def test_a_second_time_nothing_changes(small: Path, run: Run) -> None:
    before = list(Report.all_objects.values_list("pk", "published_at"))
    ran = run("import_package", small)
    assert ran.status == 0
    assert summary(ran.out) == {name: (0, number, 0) for name, number in SMALL.items()}
    assert ran.out[-1] == "No differences."
    assert counts() == SMALL
    assert list(Report.all_objects.values_list("pk", "published_at")) == before


def test_check_writes_nothing(run: Run, tmp_path: Path, db: None) -> None:
    ran = run("import_package", small_package.write(tmp_path), "--check")
    assert ran.status == 0
    assert summary(ran.out) == {name: (number, 0, 0) for name, number in SMALL.items()}
    assert any("would be new" in line for line in ran.out)
    assert not any(counts().values())


def test_what_is_new_in_a_later_package_is_added(small: Path, run: Run) -> None:
    small_package.write(
        small,
        reports=FILES["reports"] + REPORT,
        figures=FILES["figures"] + FIGURE,
        citations=FILES["citations"] + CITATION,
        variants=FILES["variants"] + VARIANT,
        parties=FILES["parties"] + "newcomer,A newcomer,New,media,,500,\n",
    )
    ran = run("import_package", small)
    assert ran.out[-1] == "No differences."
    added = {name: row for name, row in summary(ran.out).items() if row[0]}
    assert added == {
        "parties": (1, 3, 0),
        "reports": (1, 3, 0),
        "figures": (1, 3, 0),
        "citations": (1, 3, 0),
        "variants": (1, 2, 0),
    }
    assert Variant.objects.get(figure__slug="south-2-losses").citation.report.slug == "south-2"
    assert [each.slug for each in Party.objects.get(slug="newcomer").conflicts.all()] == ["war"]


@pytest.mark.parametrize(
    ("name", "record", "whole", "in_file"),
    [
        ("figures", "late-killed", "counter-1", "killed at_least 5 2022-04-02 north-forces a town"),
        ("citations", "counter-2 daily-1", "counter-2", "secondary weekly-1 page 3"),
        ("variants", "counter-1-killed weekly-1 hedge", "counter-1-killed", "hedge exact 401"),
    ],
)
def test_a_report_on_record_gets_no_further_rows(
    small: Path, run: Run, name: str, record: str, whole: str, in_file: str
) -> None:
    before = counts()
    small_package.write(small, **{name: FILES[name] + LATE[name]})
    for arguments in (("--check",), (), ()):
        ran = run("import_package", small, *arguments)
        assert ran.status == 0
        assert ran.out[-2] == "1 difference; the records stay as they are:"
        assert ran.out[-1] == f"  {name} {record}: new in {whole}: on record nothing, in file {in_file}"
        assert summary(ran.out)[name] == (0, SMALL[name], 1)
        assert counts() == before


def test_rows_of_new_reports_are_written_beside_late_ones(small: Path, run: Run) -> None:
    """Also late is a variant of a late figure, which has no record to stand under."""
    new = {"figures": FIGURE, "citations": CITATION, "variants": VARIANT}
    late = LATE | {"variants": LATE["variants"] + "late-killed,weekly-1,meaning,,,,,,\n"}
    files = {name: FILES[name] + late[name] + new[name] for name in new}
    small_package.write(small, reports=FILES["reports"] + REPORT, **files)
    checked, ran = run("import_package", small, "--check"), run("import_package", small)
    told = summary(ran.out)
    assert {name: told[name] for name in new} == {
        "figures": (1, 3, 1),
        "citations": (1, 3, 1),
        "variants": (1, 2, 2),
    }
    assert summary(checked.out) == told
    assert checked.out[-5:] == ran.out[-5:]
    assert ran.out[-5] == "4 differences; the records stay as they are:"
    assert {name: counts()[name] for name in new} == {"figures": 4, "citations": 4, "variants": 3}
    again = summary(run("import_package", small).out)
    assert {name: again[name] for name in new} == {
        "figures": (0, 4, 1),
        "citations": (0, 4, 1),
        "variants": (0, 3, 2),
    }


def test_a_draft_with_the_id_of_a_report_gets_no_rows(small: Path, run: Run) -> None:
    known = Report.published.get(slug="south-1")
    draft = Report.all_objects.create(
        slug="south-2", conflict=known.conflict, party=known.party, title="Mine", stated_on=date(2022, 5, 1),
        kind=known.kind, method=known.method,
    )  # fmt: skip
    small_package.write(
        small,
        reports=FILES["reports"] + REPORT,
        figures=FILES["figures"] + FIGURE,
        citations=FILES["citations"] + CITATION,
        variants=FILES["variants"] + VARIANT,
    )
    ran = run("import_package", small)
    assert summary(ran.out) == {name: (0, number, 0) for name, number in SMALL.items()} | {
        "reports": (0, 3, 1),
        "figures": (0, 3, 1),
        "citations": (0, 3, 1),
        "variants": (0, 2, 1),
    }
    assert "  reports south-2: title: on record Mine, in file Briefing of 1 May" in ran.out
    assert counts() == SMALL | {"reports": 4}
    draft.refresh_from_db()
    assert (draft.status, draft.figures.count(), draft.citations.count()) == (Status.DRAFT, 0, 0)


def test_a_figure_that_moves_to_a_new_report_stays_with_its_own(small: Path, run: Run) -> None:
    moved = replaced("figures", "south-1-share,south-1,", "south-1-share,south-2,")
    small_package.write(
        small,
        reports=FILES["reports"] + REPORT,
        figures=moved,
        citations=FILES["citations"] + CITATION,
        variants=FILES["variants"] + "south-1-share,daily-1,hedge,exact,,70,,,\n",
    )
    ran = run("import_package", small)
    assert ran.out[-2:] == [
        "  figures south-1-share: report_id: on record south-1, in file south-2",
        "  variants south-1-share daily-1 hedge: new in south-1-share: on record nothing, in file hedge exact 70",
    ]
    assert (Figure.published.get(slug="south-1-share").report.slug, Variant.objects.count()) == ("south-1", 2)


@pytest.mark.parametrize(("name", "old", "new", "difference"), CHANGES)
def test_what_is_on_record_is_not_overwritten(
    small: Path, run: Run, name: str, old: str, new: str, difference: str
) -> None:
    small_package.write(small, **{name: replaced(name, old, new)})
    ran = run("import_package", small)
    assert ran.status == 0
    assert f"  {difference}" in ran.out
    assert summary(ran.out)[name] == (0, SMALL[name] - 1, 1)
    again = run("import_package", small_package.write(small))
    assert again.out[-1] == "No differences.", "the record changed"


@pytest.mark.django_db
def test_what_the_database_refuses_takes_back_everything(run: Run, tmp_path: Path) -> None:
    """The files agree with each other, but on record the subject of two figures belongs to another conflict."""
    other = Conflict.objects.create(slug="other", name="Another war", start_date=date(2022, 1, 1))
    Subject.objects.create(slug="north-forces", name="Northern forces", conflict=other)
    before = counts()
    ran = run("import_package", small_package.write(tmp_path))
    assert ran.status == 1
    assert len(ran.err) == 1
    assert ran.err[0].startswith("CommandError: The database did not take this, and nothing was written: ")
    assert "figure_subject_of_the_conflict" in ran.err[0]
    assert counts() == before


def test_a_source_known_under_another_id_is_not_doubled(small: Path, run: Run) -> None:
    tables = ("sources", "adjustments", "citations", "variants")
    renamed = {name: FILES[name].replace("weekly-1", "the-weekly") for name in tables}
    ran = run("import_package", small_package.write(small, **renamed))
    assert "  sources weekly-1: source_id: on record weekly-1, in file the-weekly" in ran.out
    assert summary(ran.out)["sources"] == (0, 1, 1)
    assert summary(ran.out)["citations"] == (0, 3, 0)
    assert summary(ran.out)["variants"] == (0, 2, 0)
    assert Source.objects.count() == 2


@pytest.mark.slow
def test_a_hundred_thousand_figures(run: Run, tmp_path: Path, db: None) -> None:
    row = "x-{0},south-1,north-forces,losses,about,,{0},,cumulative,2022-02-24,2022-04-01,theatre,,,\n"
    rows = "".join(row.format(number) for number in range(100_000))
    ran = run("import_package", small_package.write(tmp_path, figures=FILES["figures"] + rows))
    assert ran.status == 0
    assert Figure.published.count() == 100_003
    assert Figure.published.get(slug="x-99999").best == 99_999


@pytest.mark.slow
def test_a_hundred_thousand_figures_for_a_report_on_record(small: Path, run: Run) -> None:
    row = "x-{0},south-1,north-forces,losses,about,,{0},,cumulative,2022-02-24,2022-04-01,theatre,,,\n"
    rows = "".join(row.format(number) for number in range(100_000))
    ran = run("import_package", small_package.write(small, figures=FILES["figures"] + rows))
    assert summary(ran.out)["figures"] == (0, 3, 100_000)
    assert ran.out[-1] == "  … and 99,800 more"
    assert Figure.published.count() == 3
