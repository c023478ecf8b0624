"""What a later or a second transcription may do to days on record, and what it may only tell."""

from pathlib import Path

import pytest

from reports import workflow
from reports.models import Measure, Party, Report, Subject, Variant
from tests import records

from .bulletin_cases import BULLETIN, OTHER_CHANGES
from .conftest import Run, counts
from .small_bulletins import ORC_DAY, PETRO_DAY, cited, numbers, orc, page, petro, variants


def test_a_second_time_nothing_changes(run: Run, both: tuple[Path, Path]) -> None:
    before = counts()
    for arguments in (["--petro-ivaniuk", both[0], "--orc-losses", both[1]], ["--orc-losses", both[1]]):
        ran = run("import_bulletins", *arguments)
        assert ran.out[-1] == "No differences."
        assert all(line.split()[1] == "0" for line in ran.out if line.startswith(("reports", "figures", "citations")))
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


def test_what_an_editor_corrected_is_compared_as_it_stands(run: Run, both: tuple[Path, Path]) -> None:
    """A correction by hand of a digit that the transcription lost: its repaired file tells of no difference."""
    editor, reviewer = records.user(), records.user("Reviewers")
    version = workflow.correct(report=Report.published.get(slug=BULLETIN), by=editor)
    version.correction_reason = "A digit was lost."
    workflow.save_draft(report=version, by=editor)
    version.figures.filter(measure__slug="tanks").update(best=7900)
    workflow.submit(report=version, by=editor)
    workflow.publish(report=version, by=reviewer)
    ran = run("import_bulletins", "--orc-losses", orc(both[1], ORC_DAY | {"tanks": 7900}))
    assert ran.out[-1] == "No differences."
    again = run("import_bulletins", "--orc-losses", orc(both[1], ORC_DAY))
    figure = version.figures.get(measure__slug="tanks").slug
    assert again.out[-1] == f"  figures {figure}: number in orc-losses: on record 7900, in file 790"


@pytest.mark.parametrize("status", ["corrected", "retracted", "draft"])
def test_nothing_is_added_to_what_does_not_stand(run: Run, references: None, orc_folder: Path, status: str) -> None:
    """What a transcription prints of it is told: a version that was replaced stays as it was, a draft its author's."""
    subject = Subject.objects.get(slug="russian-forces")
    party = Party.objects.get(slug="ukraine-general-staff")
    report = records.report(slug=BULLETIN, party=party, conflict=subject.conflict, status=status)
    tanks = Measure.objects.get(slug="tanks")
    records.figure(report=report, slug=f"{BULLETIN}-tanks", subject=subject, measure=tanks, best=791)
    ran = run("import_bulletins", "--orc-losses", orc(orc_folder, ORC_DAY))
    assert ran.status == 0
    new = f"new in {BULLETIN}: on record nothing, in file"
    for line in (
        f"  citations {BULLETIN} mod-gov-ua-2022-04-18: {new} primary",
        f"  figures {BULLETIN}-uavs: {new} 155",
        f"  variants {BULLETIN}-tanks mod-gov-ua-2022-04-18 number: {new} 790",
    ):
        assert line in ran.out
    assert (report.figures.count(), report.citations.count(), Variant.objects.count()) == (1, 0, 0)
