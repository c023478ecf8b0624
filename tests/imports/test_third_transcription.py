"""A third transcription: a reader that yields day, measure, number, address is all it takes."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

from reports.imports.bulletins.dataset import DatasetLine, DatasetReader
from reports.imports.bulletins.plan import TRANSCRIPTIONS, plan_bulletins, read_bulletins
from reports.imports.loader import load
from reports.imports.reporting import Plan
from reports.models import Citation, Source

from .bulletin_cases import BULLETIN
from .small_bulletins import ABOUT, ORC_DAY, PETRO_DAY, VERSION, cited, numbers, orc, page, petro, variants


class Third(DatasetReader):
    """A third transcription, as small as one can be."""

    slug: ClassVar[str] = "third"
    name: ClassVar[str] = "Third"
    publisher: ClassVar[str] = "Somebody"
    files: ClassVar[tuple[str, ...]] = ("third.txt",)
    tied_to: ClassVar[str | None] = None

    def lines(self) -> Iterator[DatasetLine]:
        for line in (self.folder / "third.txt").read_text().splitlines():
            day, measure, number = line.split()
            yield DatasetLine(date.fromisoformat(day), measure, int(number), self.tied_to)


class TiedThird(Third):
    tied_to: ClassVar[str | None] = page("2022-04-18")


def load_three(third: type[Third], tmp_path: Path, **folders: Path) -> Plan:
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
    assert (len(again.new.citations), again.unchanged["citations"]) == (0, 2)
