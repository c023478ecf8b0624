"""What every data set that transcribes bulletins yields, and what it says about itself.

To add one: a class in a file of its own that derives from Transcription, and a line in ``registry.py``.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from reports.imports.cells import NotAccepted, Text, WebAddress
from reports.imports.csv_tables import read_text
from reports.imports.problems import Place, Problem

GENERAL_STAFF = "ukraine-general-staff"
INVADERS_REGISTER = "invaders-rf"


@dataclass(frozen=True, slots=True)
class Reading:
    """One number that a transcription has for one day.

    ``address`` is the ministry's own page that the number is tied to, None if the data set names none. ``more_than`` is
    whether the party said "more than" rather than "about"; None where the data set does not say.
    """

    day: date
    measure: str
    number: int
    address: str | None = None
    more_than: bool | None = None
    place: Place = Place("")
    party: str = GENERAL_STAFF


@dataclass(frozen=True, slots=True)
class Remark:
    """Words about a whole bulletin, for its note."""

    day: date
    text: str
    place: Place = Place("")
    party: str = GENERAL_STAFF


@dataclass(frozen=True, slots=True)
class Restatement:
    """That the party changed a running total on ``day`` by ``change`` besides that day's losses."""

    day: date
    measure: str
    change: int
    place: Place = Place("")
    party: str = GENERAL_STAFF


@dataclass(frozen=True, slots=True)
class DataSet:
    """What SOURCE.txt says: the data set's name, who made it, where it is, which version this is, on what terms."""

    name: str
    publisher: str
    address: str
    version: str
    licence: str


class Transcription(ABC):
    """One data set in a folder. Reading fills ``problems``; a row with a problem yields nothing."""

    slug: ClassVar[str]
    """The name of its command option, and of its source on the site."""

    files: ClassVar[tuple[str, ...]]
    """The files that its numbers stand in, named in every citation."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.data_set = _read_about(folder / "SOURCE.txt", self.problems)

    @abstractmethod
    def readings(self) -> Iterator[Reading]:
        """Every number of every day."""

    def remarks(self) -> Iterator[Remark]:
        """Words about bulletins; none unless a data set has them."""
        return iter(())

    def restatements(self) -> Iterator[Restatement]:
        """The party's corrections of its own totals; none unless a data set lists them."""
        return iter(())


@dataclass(frozen=True)
class Transcript:
    """All that one transcription holds, read and without problems."""

    slug: str
    data_set: DataSet
    files: tuple[str, ...]
    readings: tuple[Reading, ...]
    remarks: tuple[Remark, ...] = ()
    restatements: tuple[Restatement, ...] = ()

    @classmethod
    def of(cls, transcription: Transcription) -> "Transcript | None":
        """None if the transcription has problems, which it then names."""
        readings = tuple(transcription.readings())
        remarks = tuple(transcription.remarks())
        restatements = tuple(transcription.restatements())
        if not transcription.problems:  # a total whose row has a problem is not missing
            transcription.problems += _without_figure(readings, restatements)
        if transcription.problems or transcription.data_set is None:
            return None
        return cls(transcription.slug, transcription.data_set, transcription.files, readings, remarks, restatements)


def _without_figure(readings: tuple[Reading, ...], restatements: tuple[Restatement, ...]) -> Iterator[Problem]:
    known = {(reading.party, reading.day, reading.measure) for reading in readings}
    for each in restatements:
        if (each.party, each.day, each.measure) not in known:
            yield Problem(
                each.place,
                str(each.change),
                f"corrects a total of {each.day} that the data set does not have",
                "corrections of totals that it has",
            )


_ABOUT = {"data set": Text(200), "address": WebAddress(), "version": Text(100), "licence": Text(200)}


def _read_about(file: Path, problems: list[Problem]) -> DataSet | None:
    """SOURCE.txt: lines ``key: value``. The name may say its author: ``orc-losses, by lod-db``."""
    text, faults = read_text(file)
    values: dict[str, str] = {}
    for number, line in enumerate((text or "").split("\n"), 1):
        key, _, value = line.partition(":")
        if key not in _ABOUT or not value.strip():
            continue
        try:
            values[key] = _ABOUT[key].parse(value.strip())
        except NotAccepted as refusal:
            faults.append(Problem(Place(file.name, number, key), value.strip(), refusal.fault, refusal.expected))
            values[key] = ""
    if text is not None:
        missing = [key for key in _ABOUT if key not in values]
        faults += [Problem(Place(file.name, 0, key), None, "is missing", f"a line {key}: …") for key in missing]
    problems += faults
    if faults:
        return None
    name, _, author = values["data set"].rpartition(", by ")
    return DataSet(
        name=name or author,
        publisher=author,
        address=values["address"],
        version=values["version"],
        licence=values["licence"].partition(" (")[0],
    )
