"""Flat tables: how cells become rows, which records a row is about, and what is said of each thing that is wrong."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractUser

from reports.imports.comparing import compare
from reports.imports.flat.flat_table import FlatTable, read_flat
from reports.imports.flat.sheets import LARGEST_UNPACKED, kind_of, unpack_package
from reports.imports.problems import NotImportable
from reports.models import Measure, Party, Report, Subject
from reports.rules.number import Number
from tests import records

from .tables import ROW, as_csv, as_xlsx, known, lines, written

TODAY = date(2026, 11, 22)


@pytest.fixture
def by(db: None) -> AbstractUser:
    known()
    return records.user()


def read(folder: Path, by: AbstractUser, content: bytes) -> FlatTable:
    file = written(folder, content)
    return read_flat(file, "t.csv", kind_of(file, "t.csv"), by, TODAY)


def said(table: FlatTable) -> list[str]:
    return [str(problem) for line in table.lines for problem in line.problems]


def refused(folder: Path, by: AbstractUser, content: bytes) -> str:
    with pytest.raises(NotImportable) as refusal:
        read(folder, by, content)
    return str(refusal.value)


@pytest.mark.parametrize(
    "content",
    [
        as_csv(lines({})),
        as_csv(lines({}), ";"),
        as_csv(lines({}), "\t"),
        as_csv(lines({}), encoding="utf-8-sig"),
        as_csv(lines({}), ";", encoding="utf-16"),
        as_xlsx(lines({})),
        as_xlsx(lines({"stated_on": date(2022, 4, 1), "as_of": date(2022, 4, 1)})),
        as_csv(lines({"party": "SOUTH", "subject": "Northern Forces", "measure": "Killed", "kind": "Briefing"})),
        as_csv(lines({"number": None, "qualifier": "About", "low": "", "best": "1350", "high": ""})),
        as_csv(lines({"qualifier": "about", "best": "1350", "party_name": "passed over", "fell": "false"})),
    ],
)
def test_the_same_rows_however_they_are_kept(tmp_path: Path, by: AbstractUser, content: bytes) -> None:
    table = read(tmp_path, by, content)
    assert said(table) == []
    (report,), (figure,), (source,), (citation,) = (
        table.rows.reports, table.rows.figures, table.rows.sources, table.rows.citations,
    )  # fmt: skip
    assert (report.report_id, report.title) == ("south-army-2022-04-01", "Statement of 1 April 2022")
    assert (report.conflict, report.kind, report.method) == ("russia-ukraine", "briefing", "official_count")
    assert (figure.figure_id, figure.report_id) == ("south-army-2022-04-01-killed", report.report_id)
    assert (figure.qualifier, figure.low, figure.best, figure.high) == ("about", None, 1350, None)
    assert (figure.basis, figure.scope, figure.as_of) == ("cumulative", "theatre", date(2022, 4, 1))
    assert (source.url, source.publisher) == (ROW["source_url"], "The Daily")
    assert (citation.report_id, citation.source_id, citation.role) == (report.report_id, source.source_id, "secondary")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"party": "nobody"}, 'party: "nobody" is no party on record'),
        ({"measure": "kiled"}, "write its id or name: killed"),
        ({"stated_on": "18.04.2022"}, 'stated_on: "18.04.2022" is not an ISO date'),
        ({"stated_on": "2027-01-01"}, "is still to come; write a day up to today, 2026-11-22"),
        ({"as_of": "2022-04-05"}, "is later than its report, stated on 2022-04-01"),
        ({"number": "1,35"}, 'number: "1,35" cannot be read'),
        ({"number": "many"}, 'number: "many" cannot be read'),
        ({"number": ""}, "number: \"\" is empty"),
        ({"number": "70%"}, "is a percentage, and killed is a count"),
        ({"measure": "share", "number": "170"}, "is more than 100 percent"),
        ({"best": "1351", "qualifier": "about"}, "says something else than qualifier, low, best and high"),
        ({"number": "100–200 (95% CI)", "interval": "90"}, 'interval: "90" is another level than in the number'),
        ({"interval": "95"}, 'interval: "95" does not go with about; write nothing: only a range can be an interval'),
        ({"interval": "95%"}, 'interval: "95%" is no kind of range'),
        ({"number": "almost 0"}, "No count is below zero"),
        ({"kind": ""}, "kind: is empty, and the statement is not on record yet"),
        ({"kind": "rumour"}, 'kind: "rumour" is not one of the words'),
        ({"source_url": ""}, "source_url: is empty in all rows of this statement"),
        ({"source_url": "javascript:alert(1)"}, "is not a web address"),
        ({"publisher": ""}, "publisher: is empty, and the page is not on record yet"),
        ({"speaker": "=cmd|'/c calc'!A1"}, "speaker: is a formula; write its value"),
        ({"period_start": "2022-04-02"}, "period_start: \"2022-04-02\" is after as_of"),
        ({"report": "No Address"}, 'report: "No Address" is no id'),
        ({"draws_on": "south-army"}, "draws_on: \"south-army\" is the party itself"),
        ({"draws_on": "nobody"}, 'draws_on: "nobody" is no party on record'),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_row(tmp_path: Path, by: AbstractUser, change: dict, expected: str) -> None:
    table = read(tmp_path, by, as_csv(lines(change)))
    (problem,) = said(table)
    assert problem.startswith("t.csv:2: ")
    assert expected in problem
    assert table.rows.figures == ()


@pytest.mark.parametrize(
    ("change", "number"),
    [
        ({"number": "almost 1,350"}, "nearly 1,350"),
        ({"number": "1,000–1,350"}, "1,000–1,350"),
        ({"number": "1,000–1,350", "interval": "stated"}, "1,000–1,350"),
        ({"number": "1,000–1,350 (95% CI)"}, "1,000–1,350 (95% interval)"),
        ({"number": "1,000–1,350", "interval": "95"}, "1,000–1,350 (95% interval)"),
        ({"number": "1,000–1,350 (95% CI)", "interval": "95"}, "1,000–1,350 (95% interval)"),
        (
            {"number": "", "qualifier": "range", "low": "1000", "high": "1350", "interval": "95"},
            "1,000–1,350 (95% interval)",
        ),
    ],
)
def test_a_range_may_be_an_interval(tmp_path: Path, by: AbstractUser, change: dict, number: str) -> None:
    table = read(tmp_path, by, as_csv(lines(change)))
    assert said(table) == []
    (figure,) = table.rows.figures
    assert str(Number.of(figure, "people")) == number


BEGAN = date(2022, 2, 24)


@pytest.mark.parametrize(
    ("change", "start"),
    [
        ({}, BEGAN),
        ({"basis": "cumulative", "scope": "theatre", "period_start": ""}, BEGAN),
        ({"period_start": "2022-03-01"}, date(2022, 3, 1)),
        ({"period_start": "2014-04-14"}, date(2014, 4, 14)),
        ({"basis": "daily_average"}, None),
        ({"basis": "period"}, None),
        ({"scope": "place", "scope_note": "Mariupol"}, None),
    ],
)
def test_a_running_total_counts_from_the_first_day_of_the_conflict_unless_it_says_otherwise(
    tmp_path: Path, by: AbstractUser, change: dict, start: date | None
) -> None:
    table = read(tmp_path, by, as_csv(lines(change)))
    assert said(table) == []
    assert table.rows.figures[0].period_start == start


def test_said_or_unsaid_it_is_one_figure(tmp_path: Path, by: AbstractUser) -> None:
    page = {"source_url": "https://weekly.example/1", "publisher": "The Weekly"}
    plainly = {"basis": "cumulative", "scope": "theatre", "period_start": BEGAN.isoformat()}
    table = read(tmp_path, by, as_csv(lines({}, page | plainly)))
    assert (said(table), len(table.rows.figures), len(table.rows.citations)) == ([], 1, 2)


def test_what_is_on_record_keeps_its_first_day(tmp_path: Path, by: AbstractUser) -> None:
    on_record(by, kind="briefing")
    table = read(tmp_path, by, as_csv(lines({})))
    assert (said(table), table.rows.figures[0].period_start) == ([], None)
    assert compare(table.rows).differences == ()


NEAR = "http://www.daily.example/1/?utm_source=x#top"


def test_a_page_under_another_address_is_the_one_on_record(tmp_path: Path, by: AbstractUser) -> None:
    on_record(by, kind="briefing")
    table = read(tmp_path, by, as_csv(lines({"source_url": NEAR, "publisher": ""})))
    assert said(table) == []
    assert (table.lines[0].source, table.lines[0].page_known_as) == ("daily-1", ROW["source_url"])
    plan = compare(table.rows)
    assert (plan.differences, plan.new.sources, plan.unchanged["citations"]) == ((), (), 1)


def test_just_this_address_goes_before_another_of_the_page(tmp_path: Path, by: AbstractUser) -> None:
    records.source(slug="first", url=ROW["source_url"] + "/")
    records.source(slug="second", url=ROW["source_url"])
    (line,) = read(tmp_path, by, as_csv(lines({}))).lines
    assert (line.source, line.page_known_as) == ("second", "")


def test_a_new_page_is_one_however_it_is_written_and_kept_without_tracking(tmp_path: Path, by: AbstractUser) -> None:
    share = {"measure": "share", "number": "70%", "source_url": ROW["source_url"] + "?id=1"}
    table = read(tmp_path, by, as_csv(lines({"source_url": ROW["source_url"] + "?fbclid=y&id=1&utm_source=x"}, share)))
    assert said(table) == []
    (source,) = table.rows.sources
    assert source.url == ROW["source_url"] + "?id=1"
    assert len(table.rows.citations) == 1
    assert [line.left_out for line in table.lines] == [("fbclid", "utm_source"), ()]


def test_a_party_may_date_its_figure_to_the_day_after(tmp_path: Path, by: AbstractUser) -> None:
    assert said(read(tmp_path, by, as_csv(lines({"as_of": "2022-04-02"})))) == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "t.csv: is empty"),
        (b" \n\n", "t.csv: is empty"),
        (as_csv(lines()), "has a header and nothing below it"),
        (as_xlsx(lines()), "has a header and nothing below it"),
        (as_csv([["Дата", "Втрати"], ["1", "2"]]), "has no header with columns that are known here"),
        (as_csv(lines({"colour": "red"})), "colour: is a column that is not known here"),
        (as_csv(lines({"as_of": None})), "as_of: is a column that is missing"),
        (as_csv(lines({"number": None})), "number: is a column that is missing"),
        (as_csv([[*lines({})[0], "party"], [*lines({})[1], "x"]]), "party: is a column that stands here twice"),
        (as_csv(lines({"publisher": "Газета"}), encoding="cp1251"), "is not UTF-8: it holds 0xc3"),
        (as_csv(lines({}), encoding="utf-16")[:-1], "is not UTF-16"),
        (b"%PDF-1.7 ...", "is no table"),
        (b"\x89PNG\r\n", "is no table"),
        (b"party\0,stated_on", "is no table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "is an old Excel file"),
        (b"PK\x03\x04 and no more", "is a broken zip file"),
        (as_xlsx(lines({}, {}), merged="A2:A3"), "has merged cells (A2:A3)"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, by: AbstractUser, content: bytes, expected: str) -> None:
    assert expected in refused(tmp_path, by, content)


def test_a_formula_in_a_workbook_is_not_taken_for_what_it_last_gave(tmp_path: Path, by: AbstractUser) -> None:
    (problem,) = said(read(tmp_path, by, as_xlsx(lines({"number": "=1000+350"}))))
    assert "number: is a formula; write its value" in problem


def test_rows_of_another_length(tmp_path: Path, by: AbstractUser) -> None:
    content = as_csv(lines({})) + b"south-army,2022-04-02\n" + as_csv(lines({})).splitlines()[1] + b",extra\n"
    problems = said(read(tmp_path, by, content))
    assert any("t.csv:3: has 2 of 10 cells" in problem for problem in problems)
    assert any('t.csv:4: K: "extra" stands in a column without a name' in problem for problem in problems)


def zipped(folder: Path, members: dict[str, bytes]) -> bytes:
    file = folder / "z"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.read_bytes()


def test_archives_that_unfold_or_hold_something_else(tmp_path: Path, by: AbstractUser) -> None:
    bomb = zipped(tmp_path, {"xl/workbook.xml": b"<a/>", "xl/sheet.xml": b"0" * (LARGEST_UNPACKED + 1)})
    assert len(bomb) < 400_000
    assert "unpacks to 300 MB; write at most 300 MB" in refused(tmp_path, by, bomb)
    assert "holds neither a workbook nor a package" in refused(tmp_path, by, zipped(tmp_path, {"a.txt": b"x"}))
    entities = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert "holds XML entities" in refused(tmp_path, by, zipped(tmp_path, {"xl/workbook.xml": entities}))
    assert "cannot be read" in refused(tmp_path, by, zipped(tmp_path, {"xl/workbook.xml": b"<a/>"}))
    many = zipped(tmp_path, {f"{number}.csv": b"" for number in range(1_001)})
    assert "holds 1,001 files" in refused(tmp_path, by, many)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_package_damaged_on_its_way_is_broken_however_it_is_packed(tmp_path: Path, packing: int) -> None:
    file = tmp_path / "package.zip"
    with zipfile.ZipFile(file, "w", packing) as made:
        made.writestr("figures.csv", " ".join(str(number**3) for number in range(2000)))
    content = bytearray(file.read_bytes())
    content[200:260] = bytes(60)
    file.write_bytes(content)
    with pytest.raises(NotImportable, match=r"is broken: figures\.csv cannot be unpacked"):
        unpack_package(file, "package.zip", tmp_path)


def test_a_way_of_packing_that_python_does_not_know_is_not_called_broken(tmp_path: Path) -> None:
    file = tmp_path / "package.zip"
    deflated, deflate64 = b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x09\x00"  # version, flags, method
    file.write_bytes(zipped(tmp_path, {"figures.csv": b"a,b"}).replace(deflated, deflate64))
    with pytest.raises(NotImportable, match=r"packs figures\.csv in a way that cannot be read here"):
        unpack_package(file, "package.zip", tmp_path)


def test_a_fault_of_the_disk_is_not_called_one_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "package.zip"
    file.write_bytes(zipped(tmp_path, {"figures.csv": b"a,b"}))
    with pytest.raises(FileNotFoundError):
        unpack_package(file, "package.zip", tmp_path / "gone")


def test_rows_of_one_statement_and_of_one_figure(tmp_path: Path, by: AbstractUser) -> None:
    table = read(
        tmp_path,
        by,
        as_csv(
            lines(
                {},
                {"source_url": "https://weekly.example/1", "publisher": "The Weekly"},
                {"measure": "share", "number": "70%"},
                {"stated_on": "2022-04-02", "as_of": "2022-04-02"},
            )
        ),
    )
    assert said(table) == []
    assert [row.report_id for row in table.rows.reports] == ["south-army-2022-04-01", "south-army-2022-04-02"]
    assert len(table.rows.figures) == 3
    assert len(table.rows.sources) == 2
    assert len(table.rows.citations) == 3


def test_rows_that_repeat_or_contradict_one_another(tmp_path: Path, by: AbstractUser) -> None:
    assert "t.csv:3: says the same as line 2" in said(read(tmp_path, by, as_csv(lines({}, {}))))[0]
    other = {"number": "1,360", "source_url": "https://weekly.example/2"}
    told = " ".join(said(read(tmp_path, by, as_csv(lines({}, other)))))
    assert 'best: "1360" is another than in line 2, which is about the same figure' in told
    leaked = {"measure": "share", "number": "7%", "kind": "leak"}
    (about_the_statement,) = said(read(tmp_path, by, as_csv(lines({}, leaked))))
    assert 'kind: "leak" is another than in line 2, which is about the same statement' in about_the_statement


def on_record(by: AbstractUser, **given: object) -> Report:
    report = records.report(
        slug="south-1",
        party=Party.objects.get(slug="south-army"),
        stated_on=date(2022, 4, 1),
        status="published",
        **given,
    )
    records.figure(
        slug="south-1-killed",
        report=report,
        measure=Measure.objects.get(slug="killed"),
        subject=Subject.objects.get(slug="north-forces"),
        qualifier="about",
        best=1350,
        as_of=date(2022, 4, 1),
        note="kept",
    )
    records.citation(report=report, source=records.source(slug="daily-1", url=ROW["source_url"], publisher="The Daily"))
    return report


def test_a_row_finds_what_is_on_record_and_an_empty_cell_says_nothing(tmp_path: Path, by: AbstractUser) -> None:
    on_record(by, kind="briefing", speaker="A general")
    table = read(tmp_path, by, as_csv(lines({"speaker": "", "note": "", "publisher": ""})))
    assert said(table) == []
    plan = compare(table.rows)
    assert plan.differences == ()
    assert (plan.unchanged["reports"], plan.unchanged["figures"], plan.unchanged["sources"]) == (1, 1, 1)
    assert not plan.new.reports
    assert not plan.new.citations


def test_a_row_that_could_be_about_several_asks_which(tmp_path: Path, by: AbstractUser) -> None:
    first = on_record(by)
    records.report(slug="south-2", party=first.party, stated_on=first.stated_on, status="published", title="Other")
    (problem,) = said(read(tmp_path, by, as_csv(lines({}))))
    assert "2 reports of that party on that day are on record; write which it is (south-1, south-2)" in problem
    assert said(read(tmp_path, by, as_csv(lines({"title": "Other"})))) == []
    assert said(read(tmp_path, by, as_csv(lines({"report": "south-3"})))) == []


def test_drafts_of_others_are_no_rows_of_mine(tmp_path: Path, by: AbstractUser) -> None:
    draft = on_record(records.user(), author=records.user())
    hidden = records.report(slug="theirs", party=draft.party, stated_on=date(2022, 5, 1), author=records.user())
    days = {"stated_on": "2022-05-01", "as_of": "2022-05-01"}
    table = read(tmp_path, by, as_csv(lines(days)))
    assert said(table) == []
    assert table.rows.reports[0].report_id == "south-army-2022-05-01"
    (problem,) = said(read(tmp_path, by, as_csv(lines(days | {"report": hidden.slug}))))
    assert "is the address of a draft that somebody else is writing" in problem


def test_a_number_that_is_told_twice_alike_and_a_figure_of_another_report(tmp_path: Path, by: AbstractUser) -> None:
    on_record(by)
    moved = {"figure": "south-1-killed", "stated_on": "2022-04-02", "as_of": "2022-04-02"}
    (problem,) = said(read(tmp_path, by, as_csv(lines(moved))))
    assert 'figure: "south-1-killed" is a figure of another report, south-1' in problem


@pytest.mark.parametrize("number", [1.351, 20.6, 15000.5])
def test_a_decimal_in_a_cell_of_numbers_is_no_number_with_groups(
    tmp_path: Path, by: AbstractUser, number: float
) -> None:
    """As a text 1.351 is 1,351; as a workbook's number it is one and a third, or another country's slip."""
    (problem,) = said(read(tmp_path, by, as_xlsx(lines({"number": number}))))
    assert f"number: holds the decimal {number}; write a whole number" in problem
    table = read(tmp_path, by, as_xlsx(lines({"number": 1351.0})))
    assert (said(table), table.rows.figures[0].best) == ([], 1351)


def test_nothing_is_fewer_than_zero(tmp_path: Path, by: AbstractUser) -> None:
    apart = {"number": None, "qualifier": "fewer than", "low": "", "best": "", "high": "0"}
    (problem,) = said(read(tmp_path, by, as_csv(lines(apart))))
    assert 'high: "0" leaves nothing that is fewer; write a number above 0' in problem
    assert said(read(tmp_path, by, as_csv(lines(apart | {"high": "1"})))) == []


@pytest.mark.parametrize(
    ("part", "content", "fault"),
    [
        ("xl/worksheets/sheet1.xml", b"<row>" + b"<c><v>1</v></c>" * 300_000, "holds more cells than can be read"),
        ("xl/worksheets/sheet1.xml", b"<row/>" * 2_100_000, "holds more cells than can be read"),
        ("xl/sharedStrings.xml", b"<si/>" * 2_100_000, "holds more cells than can be read"),
        ("xl/styles.xml", b" " * (16 * 2**20), "holds xl/styles.xml, which is too large"),
    ],
)
def test_a_small_file_of_millions_of_cells_is_refused_unread(
    tmp_path: Path, by: AbstractUser, part: str, content: bytes, fault: str
) -> None:
    book = zipfile.ZipFile(BytesIO(as_xlsx(lines({"number": "many"}))))
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(part, b"<sheetData>" + content + b"</sheetData>")
        for name in set(book.namelist()) - {part}:
            made.writestr(name, book.read(name))
    assert len(bomb.getvalue()) < 100_000
    assert fault in refused(tmp_path, by, bomb.getvalue())
