"""orc-losses, by lod-db: a row a day, with the ministry's own page that it was read from."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar
from urllib.parse import urlsplit

from reports.imports.cells import NotAccepted, WebAddress
from reports.parsing.bulletins import LAST_DAY_OF_VEHICLES_ALONE

from .dataset import DatasetLine, DatasetReader

MEASURES = {
    "personnel": "personnel-losses",
    "tanks": "tanks",
    "afvs": "armoured-vehicles",
    "artillery": "artillery",
    "rocketSystems": "multiple-rocket-launchers",
    "airDefense": "air-defence",
    "fixedWingAircraft": "aircraft",
    "rotaryWingAircraft": "helicopters",
    "uavs": "uavs",
    "missiles": "cruise-missiles",
    "ships": "ships",
    "submarines": "submarines",
    "specialEquipment": "special-equipment",
}
VEHICLES = "unarmoredVehicles"

_MINISTRY = ("mod.gov.ua", "mil.gov.ua")


class MinistryPage(WebAddress):
    """An address of the ministry itself: what is cited as the party's own channel must be that."""

    def parse(self, text: str) -> str:
        address = super().parse(text)
        host = urlsplit(address).hostname or ""
        if not any(host == name or host.endswith(f".{name}") for name in _MINISTRY):
            expected = f"an address on {' or '.join(_MINISTRY)}, or null"
            raise NotAccepted("is no page of the Ministry of Defence of Ukraine", expected)
        return address


class OrcLosses(DatasetReader):
    slug: ClassVar[str] = "orc-losses"
    name: ClassVar[str] = "orc-losses"
    publisher: ClassVar[str] = "lod-db"
    files: ClassVar[tuple[str, ...]] = ("russian-losses.json",)

    def lines(self) -> Iterator[DatasetLine]:
        known = {"date", "sourceUri", VEHICLES, *MEASURES}
        page = MinistryPage()
        for day, row in self.rows_by_day(self.files[0], known):
            address = self.text(row, "sourceUri", page)
            # Of the days on which vehicles and fuel tanks were counted apart the data set has only the vehicles.
            vehicles = "military-vehicles" if day <= LAST_DAY_OF_VEHICLES_ALONE else "vehicles-and-fuel-tanks"
            for line in self.numbers(day, row, MEASURES | {VEHICLES: vehicles}):
                yield replace(line, address=address)
