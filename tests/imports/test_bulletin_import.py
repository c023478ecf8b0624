"""What transcriptions become, and what a later or second one may and may not do."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from reports.imports.bulletins.plan import plan_bulletins
from reports.imports.bulletins.reading import read_bulletins
from reports.imports.bulletins.registry import TRANSCRIPTIONS
from reports.imports.bulletins.transcription import Reading, Transcription
from reports.imports.loader import load
from reports.imports.results import Result
from reports.models import Citation, Figure, Report, Source, Status, Variant

from .bulletin_cases import BULLETIN, OTHER_CHANGES
from .conftest import Run, counts
from .small_bulletins import ABOUT, VERSION, orc, page, petro

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


def numbers(report: str = BULLETIN) -> dict[str, tuple[str, int]]:
    """Hedge and number of each figure of a report, by measure."""
    figures = Figure.objects.filter(report__slug=report)
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


@pytest.fixture
def both(run: Run, references: None, petro_folder: Path, orc_folder: Path) -> tuple[Path, Path]:
    """One day in both data sets, imported together; the two folders."""
    folders = petro(petro_folder, PETRO_DAY), orc(orc_folder, ORC_DAY)
    ran = run("import_bulletins", "--petro-ivaniuk", folders[0], "--orc-losses", folders[1])
    assert (ran.status, ran.out[-1]) == (0, "No differences.")
    return folders


def test_a_bulletin(both: tuple[Path, Path]) -> None:
    report = Report.objects.get(slug=BULLETIN)
    assert (report.party.slug, report.conflict.slug) == ("ukraine-general-staff", "russia-ukraine")
    assert (report.kind, report.method, report.title) == ("bulletin", "official_count", "Bulletin of 18 April 2022")
    assert (report.stated_on, report.stated_on_known) == (date(2022, 4, 18), True)
    assert (report.note, report.revises) == ("Direction of greatest losses: Izyum.", None)
    assert (report.status, report.author) == (Status.PUBLISHED, None)
    assert numbers() == {
        "personnel-losses": ("about", 20600),
        "tanks": ("exact", 790),
        "uavs": ("exact", 155),
        "fuel-tanks": ("exact", 76),
    }
    tanks = Figure.objects.get(slug=f"{BULLETIN}-tanks")
    assert (tanks.subject.slug, tanks.basis, tanks.scope) == ("russian-forces", "cumulative", "theatre")
    assert (tanks.period_start, tanks.as_of) == (date(2022, 2, 24), date(2022, 4, 18))


def test_the_register_of_prisoners_is_another_partys_report(both: tuple[Path, Path]) -> None:
    report = Report.objects.get(slug="invaders-rf-2022-04-18")
    assert (report.party.slug, report.kind, report.method) == ("invaders-rf", "count", "named_count")
    assert report.title == "Register on 18 April 2022"
    assert numbers(report.slug) == {"captured": ("at_least", 477)}
    assert Figure.objects.get(report=report).slug == "invaders-rf-2022-04-18-captured"
    assert cited(report.slug) == {"petro-ivaniuk": ("secondary", "")}


def test_citations_say_who_transcribed_what(both: tuple[Path, Path]) -> None:
    assert cited() == {"mod-gov-ua-2022-04-18": ("primary", "orc-losses"), "petro-ivaniuk": ("secondary", "")}
    ministry = Source.objects.get(slug="mod-gov-ua-2022-04-18")
    assert (ministry.publisher, ministry.url) == ("Ministry of Defence of Ukraine", page("2022-04-18"))
    assert (ministry.published_on, ministry.language) == (date(2022, 4, 18), "uk")
    data_set = Source.objects.get(slug="orc-losses")
    assert (data_set.publisher, data_set.title, data_set.licence) == ("lod-db", "orc-losses (data set)", "MIT")
    assert data_set.url == "https://github.com/example/orc"
    assert Citation.objects.get(source=ministry).locator == (
        "transcribed in russian-losses.json, commit abc1234, 2022-05-01"
    )
    assert Citation.objects.get(report__slug=BULLETIN, source__slug="petro-ivaniuk").locator == (
        "russia_losses_personnel.json and russia_losses_equipment.json, commit abc1234, 2022-05-01"
    )


def test_what_the_other_prints_is_a_variant(both: tuple[Path, Path]) -> None:
    assert variants() == {(f"{BULLETIN}-tanks", "petro-ivaniuk"): ("number", 791)}


def test_more_than(run: Run, references: None, petro_folder: Path) -> None:
    run("import_bulletins", "--petro-ivaniuk", petro(petro_folder, PETRO_DAY | {"personnel*": "more"}))
    assert numbers()["personnel-losses"] == ("more_than", 20600)


def test_zero_is_a_figure_and_null_is_none(run: Run, references: None, orc_folder: Path) -> None:
    run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY | {"tanks": 0, "uavs": None}))
    assert numbers() == {"personnel-losses": ("about", 20600), "tanks": ("exact", 0)}


def test_a_row_without_a_page_cites_the_data_set(run: Run, references: None, orc_folder: Path) -> None:
    run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY | {"sourceUri": None}))
    assert cited() == {"orc-losses": ("secondary", "")}


def test_vehicles_alone_until_the_end_of_april(run: Run, references: None, orc_folder: Path) -> None:
    rows = ({"date": f"2022-04-{day}", "unarmoredVehicles": 1700 + day} for day in (29, 30))
    run("import_bulletins", "--orc-losses", orc(orc_folder, *rows))
    assert numbers("ukraine-general-staff-2022-04-30") == {"military-vehicles": ("exact", 1730)}


def test_a_source_with_the_ministrys_address_is_reused(run: Run, references: None, orc_folder: Path) -> None:
    Source.objects.create(slug="known", publisher="Ministry", url=page("2022-04-18"))
    run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY))
    assert cited() == {"known": ("primary", "orc-losses")}


def test_another_report_of_that_party_and_day_is_not_taken_for_the_bulletin(
    run: Run, references: None, orc_folder: Path
) -> None:
    run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY))
    bulletin = Report.objects.get(slug=BULLETIN)
    copied = ("conflict", "party", "kind", "method", "stated_on", "status", "published_at")
    Report.objects.create(slug="a-talk", title="A talk", **{name: getattr(bulletin, name) for name in copied})
    Report.objects.filter(pk=bulletin.pk).delete()
    ran = run("import_bulletins", "--orc-losses", orc_folder)
    assert ran.out[-1] == "No differences."
    assert Report.objects.filter(slug=BULLETIN).exists()


def test_a_second_time_nothing_changes(run: Run, both: tuple[Path, Path]) -> None:
    before = counts()
    for arguments in (["--petro-ivaniuk", both[0], "--orc-losses", both[1]], ["--orc-losses", both[1]]):
        ran = run("import_bulletins", *arguments)
        assert ran.out[-1] == "No differences."
        assert all(line.split()[1] == "0" for line in ran.out if line.startswith(("reports", "figures", "citations")))
        assert counts() == before


def test_check_writes_nothing(run: Run, references: None, orc_folder: Path) -> None:
    before = counts()
    ran = run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY), "--check")
    assert ran.status == 0
    assert [line.split() for line in ran.out if line.startswith("figures")] == [["figures", "3", "0", "0"]]
    assert counts() == before


def test_a_later_file_adds_its_new_days_only(run: Run, both: tuple[Path, Path]) -> None:
    before = counts()
    orc(both[1], ORC_DAY, {"date": "2022-04-19", "personnel": 20800, "tanks": 802})
    ran = run("import_bulletins", "--orc-losses", both[1])
    assert ran.out[-1] == "No differences."
    added = {table: number - before[table] for table, number in counts().items() if number != before[table]}
    assert added == {"sources": 1, "reports": 1, "figures": 2, "citations": 1}
    assert numbers("ukraine-general-staff-2022-04-19")["tanks"] == ("exact", 802)


def test_a_changed_number_is_told_and_not_written(run: Run, both: tuple[Path, Path]) -> None:
    before = counts()
    orc(both[1], ORC_DAY | {"tanks": 789})
    ran = run("import_bulletins", "--orc-losses", both[1])
    assert ran.status == 0
    assert ran.out[-1] == f"  figures {BULLETIN}-tanks: number in orc-losses: on record 790, in file 789"
    assert numbers()["tanks"] == ("exact", 790)
    assert counts() == before


def test_a_changed_variant_is_told_and_not_written(run: Run, both: tuple[Path, Path]) -> None:
    petro(both[0], PETRO_DAY | {"tank": 792})
    ran = run("import_bulletins", "--petro-ivaniuk", both[0])
    assert ran.out[-1] == f"  variants {BULLETIN}-tanks: number in petro-ivaniuk: on record 791, in file 792"
    assert variants() == {(f"{BULLETIN}-tanks", "petro-ivaniuk"): ("number", 791)}


@pytest.mark.parametrize(("change", "told"), OTHER_CHANGES)
def test_whatever_else_changed_is_told_and_not_written(
    run: Run, both: tuple[Path, Path], change: dict, told: str
) -> None:
    before = counts(), numbers(), variants()
    petro(both[0], PETRO_DAY | change)
    ran = run("import_bulletins", "--petro-ivaniuk", both[0])
    assert f"  {told}" in ran.out
    assert (counts(), numbers(), variants()) == before


def test_a_number_that_no_transcription_prints_any_more_is_told(run: Run, both: tuple[Path, Path]) -> None:
    petro(both[0], {key: value for key, value in PETRO_DAY.items() if key != "fuel tank"})
    alone = run("import_bulletins", "--petro-ivaniuk", both[0])
    assert alone.out[-1] == "No differences.", "the other transcription may print it"
    together = run("import_bulletins", "--petro-ivaniuk", both[0], "--orc-losses", both[1])
    assert together.out[-1] == f"  figures {BULLETIN}-fuel-tanks: number: on record 76, in file nothing"
    assert numbers()["fuel-tanks"] == ("exact", 76)


def test_a_page_that_changed_is_told(run: Run, both: tuple[Path, Path]) -> None:
    orc(both[1], ORC_DAY | {"sourceUri": page("other")})
    ran = run("import_bulletins", "--orc-losses", both[1])
    assert ran.out[-1] == (
        f"  citations {BULLETIN} orc-losses: source_id: on record mod-gov-ua-2022-04-18, in file {page('other')}"
    )
    assert "mod-gov-ua-2022-04-18" in cited()


def test_a_second_transcription_later(run: Run, references: None, petro_folder: Path, orc_folder: Path) -> None:
    """Its citation, its variant and what the record lacks are added; that its number should be the record is told."""
    petro(petro_folder, {key: value for key, value in PETRO_DAY.items() if key != "drone"})
    run("import_bulletins", "--petro-ivaniuk", petro_folder)
    assert numbers()["tanks"] == ("exact", 791)
    ran = run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY))
    assert ran.out[-1] == (
        f"  figures {BULLETIN}-tanks: number by the rule of most transcriptions: on record 791, in file 790"
    )
    assert numbers() == {
        "personnel-losses": ("about", 20600),
        "tanks": ("exact", 791),
        "fuel-tanks": ("exact", 76),
        "uavs": ("exact", 155),
    }
    assert cited() == {"petro-ivaniuk": ("secondary", ""), "mod-gov-ua-2022-04-18": ("primary", "orc-losses")}
    assert variants() == {(f"{BULLETIN}-tanks", "mod-gov-ua-2022-04-18"): ("number", 790)}
    before = counts()
    run("import_bulletins", "--orc-losses", orc_folder, "--petro-ivaniuk", petro_folder)
    assert counts() == before


def test_the_other_transcription_later(run: Run, references: None, petro_folder: Path, orc_folder: Path) -> None:
    run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY))
    ran = run("import_bulletins", "--petro-ivaniuk", petro(petro_folder, PETRO_DAY))
    assert ran.out[-1] == (
        f"  reports {BULLETIN}: note: on record nothing, in file Direction of greatest losses: Izyum."
    )
    assert numbers()["tanks"] == ("exact", 790)
    assert numbers()["fuel-tanks"] == ("exact", 76)
    assert variants() == {(f"{BULLETIN}-tanks", "petro-ivaniuk"): ("number", 791)}


class Third(Transcription):
    """A third transcription, as small as one can be."""

    slug: ClassVar[str] = "third"
    files: ClassVar[tuple[str, ...]] = ("third.txt",)
    tied_to: ClassVar[str | None] = None

    def readings(self) -> Iterator[Reading]:
        for line in (self.folder / "third.txt").read_text().splitlines():
            day, measure, number = line.split()
            yield Reading(date.fromisoformat(day), measure, int(number), self.tied_to)


class TiedThird(Third):
    tied_to: ClassVar[str | None] = page("2022-04-18")


def load_three(third: type[Third], tmp_path: Path, **folders: Path) -> Result:
    folder = tmp_path / "third"
    folder.mkdir(exist_ok=True)
    (folder / "SOURCE.txt").write_text(ABOUT["orc"].replace("orc", "third") + VERSION)
    (folder / "third.txt").write_text("2022-04-18 tanks 791\n2022-04-18 uavs 155\n")
    named = {slug.replace("_", "-"): path for slug, path in folders.items()} | {"third": folder}
    transcripts = read_bulletins(named, known=(*TRANSCRIPTIONS, third))
    return load(lambda: plan_bulletins(transcripts))


def test_with_three_the_number_that_two_print_is_on_record(
    references: None, tmp_path: Path, petro_folder: Path, orc_folder: Path
) -> None:
    petro(petro_folder, PETRO_DAY)
    orc(orc_folder, ORC_DAY)
    load_three(Third, tmp_path, petro_ivaniuk=petro_folder, orc_losses=orc_folder)
    assert numbers()["tanks"] == ("exact", 791)
    assert variants() == {(f"{BULLETIN}-tanks", "mod-gov-ua-2022-04-18"): ("number", 790)}
    assert cited()["third"] == ("secondary", "")
    assert Source.objects.get(slug="third").licence == "MIT"


def test_a_third_later_that_makes_another_majority(both: tuple[Path, Path], tmp_path: Path) -> None:
    result = load_three(Third, tmp_path)
    assert [str(each) for each in result.differences] == [
        f"figures {BULLETIN}-tanks: number by the rule of most transcriptions: on record 790, in file 791"
    ]
    assert numbers()["tanks"] == ("exact", 790)
    assert variants() == {
        (f"{BULLETIN}-tanks", "petro-ivaniuk"): ("number", 791),
        (f"{BULLETIN}-tanks", "third"): ("number", 791),
    }


def test_two_that_are_tied_to_one_page(references: None, tmp_path: Path, orc_folder: Path) -> None:
    """A report cites a source once: the second is cited itself, as taken from that page."""
    orc(orc_folder, ORC_DAY)
    load_three(TiedThird, tmp_path, orc_losses=orc_folder)
    assert cited() == {"mod-gov-ua-2022-04-18": ("primary", "orc-losses"), "third": ("secondary", "")}
    assert Citation.objects.get(source__slug="third").taken_from.slug == "mod-gov-ua-2022-04-18"
    again = load_three(TiedThird, tmp_path, orc_losses=orc_folder)
    assert again.differences == ()
    assert [(each.new, each.unchanged) for each in again.counts if each.table == "citations"] == [(0, 2)]


def test_a_decrease_that_the_party_restated(run: Run, references: None, petro_folder: Path) -> None:
    rows = [
        {"date": "2022-10-11", "tank": 100, "drone": 50},
        {"date": "2022-10-12", "tank": 110, "drone": 60},
        {"date": "2022-10-13", "tank": 90, "drone": 70},
        {"date": "2022-10-14", "tank": 80, "drone": 60},
    ]
    corrections = (
        {"date": "2022-10-13", "tank": -25, "drone": 5},
        {"date": "2022-10-14", "tank": 1000, "drone": 0},
    )
    run("import_bulletins", "--petro-ivaniuk", petro(petro_folder, *rows, corrections=corrections))
    revises = dict(Report.objects.values_list("stated_on", "revises__slug"))
    assert revises == {
        date(2022, 10, 11): None,
        date(2022, 10, 12): None,
        date(2022, 10, 13): "ukraine-general-staff-2022-10-12",
        date(2022, 10, 14): None,  # it fell, but the list does not say that the party lowered it
    }
    assert dict(Figure.objects.exclude(note="").values_list("slug", "note")) == {
        "ukraine-general-staff-2022-10-13-tanks": (
            "The party restated this total on this day by −25 (corrections list of the data set by Petro Ivaniuk)."
        ),
        "ukraine-general-staff-2022-10-13-uavs": (
            "The party restated this total on this day by +5 (corrections list of the data set by Petro Ivaniuk)."
        ),
        "ukraine-general-staff-2022-10-14-tanks": (
            "The party restated this total on this day by +1,000 (corrections list of the data set by Petro Ivaniuk)."
        ),
    }


def test_a_restatement_of_a_later_file_revises_what_is_on_record(
    run: Run, references: None, petro_folder: Path
) -> None:
    first = {"date": "2022-10-12", "tank": 110}
    run("import_bulletins", "--petro-ivaniuk", petro(petro_folder, first))
    folder = petro(petro_folder, {"date": "2022-10-13", "tank": 90}, corrections=({"date": "2022-10-13", "tank": -25},))
    run("import_bulletins", "--petro-ivaniuk", folder)
    revision = Report.objects.get(stated_on=date(2022, 10, 13))
    assert revision.revises.slug == "ukraine-general-staff-2022-10-12"
