"""The site as it was a day before the newest bulletin of the bundled data, for the pictures of the editors' guide.

So the pictures show real numbers being entered: those of the bulletin that is left out.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from measuring import MANAGE, environment, free_port, wait_for

DATA = Path("reports/data")
EDITOR, REVIEWER = "olena", "martin"
PASSWORD = "picture-by-picture"  # noqa: S105  # of a site that lives for a minute

# The bulletin's lines in the party's order: their Ukrainian names, and their keys in the data set.
LINES = (
    ("особового складу – близько {} осіб", "personnel"),
    ("танків – {} од", "tanks"),
    ("бойових броньованих машин – {} од", "afvs"),
    ("артилерійських систем – {} од", "artillery"),
    ("РСЗВ – {} од", "rocketSystems"),
    ("засоби ППО – {} од", "airDefense"),
    ("літаків – {} од", "fixedWingAircraft"),
    ("гелікоптерів – {} од", "rotaryWingAircraft"),
    ("БПЛА оперативно-тактичного рівня – {} од", "uavs"),
    ("крилаті ракети – {} од", "missiles"),
    ("кораблі / катери – {} од", "ships"),
    ("підводні човни – {} од", "submarines"),
    ("автомобільної техніки та автоцистерн – {} од", "unarmoredVehicles"),
    ("спеціальна техніка – {} од", "specialEquipment"),
)


@dataclass(frozen=True, slots=True)
class Site:
    """``newest`` and ``before`` are days of the data set: counts by its keys, ``date`` and ``sourceUri``."""

    address: str
    newest: dict
    before: dict

    @property
    def bulletin(self) -> str:
        """The newest day as the party writes its bulletins, with what was added; the digits of one line misplaced."""
        day = "{2}.{1}.{0}".format(*self.newest["date"][2:].split("-"))
        rows = [f"Загальні бойові втрати противника з 24.02.22 по {day} (орієнтовно):"]
        for words, key in LINES:
            now = self.newest[key]
            number = f"{now:,}".replace(",", " ") if key != "tanks" else f"{str(now)[:3]} {str(now)[3:]}"
            rows.append(words.format(f"{number} (+{now - self.before[key]:,})".replace(",", " ")))
        return "\n".join(rows)


@contextmanager
def site_a_day_before(folder: Path) -> Iterator[Site]:
    """Serve it from ``folder``, with an editor and a reviewer."""
    newest, before = _without_the_newest(folder)
    port = free_port()
    place = environment(f"sqlite:///{folder}/site.sqlite3", PORT=str(port), MEDIA_ROOT=str(folder / "copies"))
    orc, petro = folder / "orc-losses", DATA / "bulletins/petro-ivaniuk"
    for command in (
        ["migrate", "--verbosity", "0"],
        ["import_package", str(DATA / "package")],
        ["import_bulletins", "--petro-ivaniuk", str(petro), "--orc-losses", str(orc)],
        ["collectstatic", "--no-input", "--verbosity", "0"],
    ):
        subprocess.run([*MANAGE, *command], env=place, check=True, stdout=subprocess.DEVNULL)
    for name, options in ((EDITOR, []), (REVIEWER, ["--reviewer"])):
        named = place | {"EDITOR_NAME": name, "EDITOR_PASSWORD": PASSWORD}
        subprocess.run([*MANAGE, "create_editor", *options], env=named, check=True, stdout=subprocess.DEVNULL)
    serving = [sys.executable, "-m", "reports.management.server", "127.0.0.1", str(port)]
    server = subprocess.Popen(serving, env=place, stdout=subprocess.DEVNULL)
    try:
        wait_for(server, port)
        yield Site(f"http://127.0.0.1:{port}", newest, before)
    finally:
        server.terminate()
        server.wait(timeout=20)


def _without_the_newest(folder: Path) -> tuple[dict, dict]:
    """A copy of one data set in ``folder`` that lacks its newest day; that day, and the one before."""
    copy = folder / "orc-losses"
    shutil.copytree(DATA / "bulletins/orc-losses", copy)
    file = copy / "russian-losses.json"
    newest, before, *older = sorted(json.loads(file.read_text("utf-8")), key=lambda day: day["date"], reverse=True)
    file.write_text(json.dumps([before, *older], ensure_ascii=False), "utf-8")
    return newest, before
