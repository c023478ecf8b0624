"""What transcriptions become when none of their days is on record."""

from datetime import date
from pathlib import Path

from reports.models import Citation, Figure, Party, Report, Source, Status
from tests import records

from .bulletin_cases import BULLETIN
from .conftest import Run, counts
from .small_bulletins import ORC_DAY, PETRO_DAY, cited, numbers, orc, page, petro, variants


def test_a_bulletin(both: tuple[Path, Path]) -> None:
    report = Report.published.get(slug=BULLETIN)
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
    tanks = Figure.published.get(slug=f"{BULLETIN}-tanks")
    assert (tanks.subject.slug, tanks.basis, tanks.scope) == ("russian-forces", "cumulative", "theatre")
    assert (tanks.period_start, tanks.as_of) == (date(2022, 2, 24), date(2022, 4, 18))


def test_the_register_of_prisoners_is_another_partys_report(both: tuple[Path, Path]) -> None:
    report = Report.published.get(slug="invaders-rf-2022-04-18")
    assert (report.party.slug, report.kind, report.method) == ("invaders-rf", "count", "named_count")
    assert report.title == "Register on 18 April 2022"
    assert numbers(report.slug) == {"captured": ("at_least", 477)}
    assert Figure.published.get(report=report).slug == "invaders-rf-2022-04-18-captured"
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
    party = Party.objects.get(slug="ukraine-general-staff")
    talk = {"party": party, "conflict": party.conflicts.get(), "kind": "bulletin", "method": "official_count"}
    records.report(slug="a-talk", stated_on=date(2022, 4, 18), status="published", **talk)
    run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY))
    ran = run("import_bulletins", "--orc-losses", orc_folder)
    assert ran.out[-1] == "No differences."
    assert Report.published.filter(slug=BULLETIN).exists()


def test_check_writes_nothing(run: Run, references: None, orc_folder: Path) -> None:
    before = counts()
    ran = run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY), "--check")
    assert ran.status == 0
    assert [line.split() for line in ran.out if line.startswith("figures")] == [["figures", "3", "0", "0"]]
    assert counts() == before


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
    revises = dict(Report.published.values_list("stated_on", "revises__slug"))
    assert revises == {
        date(2022, 10, 11): None,
        date(2022, 10, 12): None,
        date(2022, 10, 13): "ukraine-general-staff-2022-10-12",
        date(2022, 10, 14): None,  # it fell, but the list does not say that the party lowered it
    }
    assert dict(Figure.published.exclude(note="").values_list("slug", "note")) == {
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
    revision = Report.published.get(stated_on=date(2022, 10, 13))
    assert revision.revises.slug == "ukraine-general-staff-2022-10-12"


def test_a_restatement_of_what_was_corrected_revises_the_version_in_force(
    run: Run, references: None, petro_folder: Path
) -> None:
    run("import_bulletins", "--petro-ivaniuk", petro(petro_folder, {"date": "2022-10-12", "tank": 110}))
    old = Report.published.get()
    like = {name: getattr(old, name) for name in ("party", "conflict", "stated_on")}
    version = records.report(slug=f"{old.slug}-2", status="published", replaces=old, **like)
    tanks = old.figures.get()
    records.figure(report=version, subject=tanks.subject, measure=tanks.measure, best=tanks.best)
    Report.published.filter(pk=old.pk).update(status="corrected")
    folder = petro(petro_folder, {"date": "2022-10-13", "tank": 90}, corrections=({"date": "2022-10-13", "tank": -25},))
    run("import_bulletins", "--petro-ivaniuk", folder)
    assert Report.published.get(stated_on=date(2022, 10, 13)).revises.slug == f"{old.slug}-2"
