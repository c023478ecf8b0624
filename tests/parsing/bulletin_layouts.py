"""Real days of the General Staff's totals, written out as the bulletin and those who relay it print them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from reports.imports.bulletins.petro_ivaniuk import EQUIPMENT, HEDGE, PERSONNEL
from reports.parsing.results import ParsedNumber
from reports.rules.number import Number

FOLDER = Path("reports/data/bulletins/petro-ivaniuk")
FIRST_DAY = date(2022, 2, 24)

# By measure: as the Ukrainian bulletin says it, as Ukrainian newspapers do, as the English bulletin says it.
NAMES = {
    "personnel-losses": ("особового складу", "особовий склад", "personnel"),
    "tanks": ("танків", "танки", "tanks"),
    "armoured-vehicles": ("бойових броньованих машин", "бойові броньовані машини", "APV"),
    "artillery": ("артилерійських систем", "артилерійські системи", "artillery systems"),
    "multiple-rocket-launchers": ("РСЗВ", "РСЗВ", "MLRS"),
    "air-defence": ("засобів ППО", "засоби ППО", "anti-aircraft warfare systems"),
    "aircraft": ("літаків", "літаки", "aircraft"),
    "helicopters": ("гелікоптерів", "гелікоптери", "helicopters"),
    "uavs": ("БПЛА оперативно-тактичного рівня", "БпЛА оперативно-тактичного рівня", "UAV operational-tactical level"),
    "cruise-missiles": ("крилатих ракет", "крилаті ракети", "cruise missiles"),
    "ships": ("кораблів / катерів", "кораблі/катери", "warships / boats"),
    "submarines": ("підводних човнів", "підводні човни", "submarines"),
    "vehicles-and-fuel-tanks": (
        "автомобільної техніки та автоцистерн",
        "автомобільну техніку та автоцистерни",
        "vehicles and fuel tanks",
    ),
    "military-vehicles": ("автомобільної техніки", "автомобільна техніка", "vehicles"),
    "fuel-tanks": ("цистерн з ППМ", "цистерни з ППМ", "fuel tanks"),
    "special-equipment": ("спеціальної техніки", "спеціальна техніка", "special equipment"),
    "srbm-systems": ("пускових установок ОТРК/ТРК", "пускові установки ОТРК/ТРК", "mobile SRBM system"),
    "ground-robots": (
        "наземних робототехнічних комплексів",
        "наземні робототехнічні комплекси",
        "ground robotic systems",
    ),
}
BULLETIN, NEWSPAPER, ENGLISH = range(3)


@dataclass(frozen=True)
class Total:
    measure: str
    number: int
    gain: int | None
    more_than: bool = False

    @property
    def read(self) -> ParsedNumber:
        """What a reader must read, hedged as the bulletin hedges: people "about" or "more than", things exactly."""
        if self.measure != "personnel-losses":
            return ParsedNumber(Number("exact", best=self.number), self.gain)
        if self.more_than:
            return ParsedNumber(Number("more_than", low=self.number), self.gain)
        return ParsedNumber(Number("about", best=self.number), self.gain)


@cache
def days() -> dict[date, dict]:
    """Every row of the data set, by its day."""
    rows: dict[date, dict] = {}
    for name in ("russia_losses_personnel.json", "russia_losses_equipment.json"):
        for row in json.loads((FOLDER / name).read_text(encoding="utf-8")):
            rows.setdefault(date.fromisoformat(row["date"]), {}).update(row)
    return rows


def totals(day: date) -> tuple[Total, ...]:
    """The totals of a day, each with what it gained since the last day that the data set has before."""
    row = days()[day]
    before = days().get(max((other for other in days() if other < day), default=day), {})
    made = []
    for key, measure in (PERSONNEL | EQUIPMENT).items():
        if (number := row.get(key)) is not None:
            gain = number - before[key] if before.get(key) is not None and before is not row else None
            made.append(Total(measure, number, gain, more_than=measure in PERSONNEL.values() and row[HEDGE] == "more"))
    return tuple(made)


def ukrainian(day: date) -> str:
    """Facebook: a heading, a line a thing, hashtags."""
    lines = [
        f"{NAMES[each.measure][BULLETIN]} ‒ {_people(each, 'близько ', 'понад ')}{each.number}{_gain(each)}"
        f"{' осіб ліквідовано' if each.measure == 'personnel-losses' else ''},"
        for each in totals(day)
    ]
    heading = f"Загальні бойові втрати противника з 24.02.22 по {day:%d.%m.%y} орієнтовно склали:"
    return "\n".join(
        ("❗️ #stoprussia", "", heading, *lines, "Дані уточнюються.", "Бий окупанта! Разом переможемо!", "#Україна")
    )


def in_both_languages(day: date) -> str:
    """Facebook, in the later years: each name and each hedge in Ukrainian and English, with a slash between."""
    lines = [
        f"🔹{NAMES[each.measure][BULLETIN]} / {NAMES[each.measure][ENGLISH]} ‒ "
        f"{_people(each, 'близько / about ', 'понад / over ')}{each.number:,}".replace(",", " ")
        + f"{_gain(each)}{' осіб / persons' if each.measure == 'personnel-losses' else ' од'},"
        for each in totals(day)
    ]
    heading = (
        f"‼️ Загальні бойові втрати противника з 24.02.22 по {day:%d.%m.%y} (орієнтовно) / "
        f"The total combat losses of the enemy from 24.02.22 to {day:%d.%m.%y} (approximately):"
    )
    return "\n".join((heading, *lines, "Дані уточнюються / Data are being updated."))


def newspaper(day: date) -> str:
    """Telegram channels and newspapers: other cases, bullets, groups parted by narrow spaces."""
    lines = [
        f"• {NAMES[each.measure][NEWSPAPER]} — {_people(each, 'близько ', 'більше ніж ')}{each.number:,}".replace(
            ",", "\u202f"
        )
        + f"{_gain(each, ' за минулу добу')};"
        for each in totals(day)
    ]
    heading = f"Генштаб оновив дані про втрати росіян станом на {day.day} {_MONTHS[day.month]} {day.year} року"
    return "\r\n".join((heading, *lines, "Підрахунок ускладнює висока інтенсивність бойових дій."))


def ukrainian_in_one_line(day: date) -> str:
    items = (
        f"{NAMES[each.measure][BULLETIN]} — {_people(each, 'близько ', 'понад ')}{each.number}{_gain(each)}"
        f" {'осіб ліквідовано' if each.measure == 'personnel-losses' else 'од.'}"
        for each in totals(day)
    )
    return (
        "Міноборони оприлюднило оновлені цифри. Загальні бойові втрати противника"
        f" з 24.02.2022 до {day:%d.%m.%Y} орієнтовно становлять: {', '.join(items)}"
        " Найбільших втрат противник зазнав на Краматорському та Донецькому напрямках."
    )


def english(day: date) -> str:
    lines = [
        f"{NAMES[each.measure][ENGLISH]} ‒ {_people(each, 'about ', 'over ')}{each.number}{_gain(each)}"
        f"{' persons were liquidated' if each.measure == 'personnel-losses' else ''},"
        for each in totals(day)
    ]
    heading = f"The total combat losses of the enemy from 24.02.22 to {day:%d.%m.%y} were approximately:"
    return "\n".join((heading, *lines, "Data are being updated.", "Strike the occupier! Let's win together!"))


def english_in_one_line(day: date) -> str:
    items = (
        f"{NAMES[each.measure][ENGLISH]} – {_people(each, 'about ', 'more than ')}{each.number:,}{_gain(each)}"
        for each in totals(day)
    )
    return (
        f"The total combat losses of the enemy from 24 February 2022 to {day.day} {day:%B %Y}"
        f" were approximately {'; '.join(items)}. The data are being updated."
    )


def english_table(day: date) -> str:
    """Copied from a table: a tab between name and number."""
    lines = (
        f"{NAMES[each.measure][ENGLISH].capitalize()}\t{_people(each, 'approx. ', '> ')}{each.number:,}{_gain(each)}"
        for each in totals(day)
    )
    return "\n".join((f"Losses as of {day.isoformat()}", *lines))


LAYOUTS: dict[str, tuple[str, Callable[[date], str]]] = {
    "Ukrainian": ("uk", ukrainian),
    "Ukrainian and English": ("uk", in_both_languages),
    "Ukrainian newspaper": ("uk", newspaper),
    "Ukrainian in one line": ("uk", ukrainian_in_one_line),
    "English": ("en", english),
    "English in one line": ("en", english_in_one_line),
    "English table": ("en", english_table),
}

_MONTHS = (
    *("", "січня", "лютого", "березня", "квітня", "травня", "червня"),
    *("липня", "серпня", "вересня", "жовтня", "листопада", "грудня"),
)


def _people(total: Total, about: str, more_than: str) -> str:
    if total.measure != "personnel-losses":
        return ""
    return more_than if total.more_than else about


def _gain(total: Total, words: str = "") -> str:
    return "" if total.gain is None else f" ({total.gain:+d}{words})"
