"""The "2022 Ukraine Russia War Dataset" by Petro Ivaniuk: personnel, equipment, and the party's own corrections."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import ClassVar

from reports.imports.cells import OneOf, Text
from reports.imports.json_rows import JsonRow
from reports.rules.number import LARGEST_COUNT

from .dataset import INVADERS_REGISTER, DatasetLine, DatasetReader, DatasetRemark, Restatement

PERSONNEL = {"personnel": "personnel-losses"}
EQUIPMENT = {
    "tank": "tanks",
    "APC": "armoured-vehicles",
    "field artillery": "artillery",
    "MRL": "multiple-rocket-launchers",
    "anti-aircraft warfare": "air-defence",
    "aircraft": "aircraft",
    "helicopter": "helicopters",
    "drone": "uavs",
    "cruise missiles": "cruise-missiles",
    "naval ship": "ships",
    "submarines": "submarines",
    "vehicles and fuel tanks": "vehicles-and-fuel-tanks",
    "military auto": "military-vehicles",
    "fuel tank": "fuel-tanks",
    "special equipment": "special-equipment",
    "mobile SRBM system": "srbm-systems",
    "ground robotic systems": "ground-robots",
}
# Not part of the bulletin: the data set took it from a register of prisoners.
PRISONERS = {"POW": "captured"}

HEDGE = "personnel*"
DIRECTION = "greatest losses direction"

# "day" counts the days of the war. It repeats the date, and in the corrections is off by one on two days: not used.
_OF_EVERY_ROW = {"date", "day"}

_PERSONNEL_FILE = "russia_losses_personnel.json"
_EQUIPMENT_FILE = "russia_losses_equipment.json"
_CORRECTIONS_FILE = "russia_losses_equipment_correction.json"


class PetroIvaniuk(DatasetReader):
    slug: ClassVar[str] = "petro-ivaniuk"
    name: ClassVar[str] = "2022 Ukraine Russia War Dataset"
    publisher: ClassVar[str] = "Petro Ivaniuk"
    files: ClassVar[tuple[str, ...]] = (_PERSONNEL_FILE, _EQUIPMENT_FILE)

    def lines(self) -> Iterator[DatasetLine]:
        hedges = OneOf(("about", "more"))
        for day, row in self.rows_by_day(_PERSONNEL_FILE, {*_OF_EVERY_ROW, HEDGE, *PERSONNEL, *PRISONERS}):
            hedge = self.text(row, HEDGE, hedges)
            more_than = None if hedge is None else hedge == "more"
            for line in self.numbers(day, row, PERSONNEL | PRISONERS):
                if line.measure in PRISONERS.values():
                    yield replace(line, party=INVADERS_REGISTER)
                else:
                    yield replace(line, more_than=more_than)
        for day, row in self._equipment:
            yield from self.numbers(day, row, EQUIPMENT)

    def remarks(self) -> Iterator[DatasetRemark]:
        for day, row in self._equipment:
            direction = self.text(row, DIRECTION, Text(300))
            if direction:
                yield DatasetRemark(day, f"Direction of greatest losses: {direction}.")

    def restatements(self) -> Iterator[Restatement]:
        measures = PERSONNEL | EQUIPMENT
        for day, row in self.rows_by_day(_CORRECTIONS_FILE, {*_OF_EVERY_ROW, *measures}):
            for key, measure in measures.items():
                change = self.whole(row, key, least=-LARGEST_COUNT)
                if change:
                    yield Restatement(day, measure, change, row.place(key))

    @cached_property
    def _equipment(self) -> list[tuple[date, JsonRow]]:
        return list(self.rows_by_day(_EQUIPMENT_FILE, {*_OF_EVERY_ROW, DIRECTION, *EQUIPMENT}))
