"""What the General Staff of Ukraine calls the things it counts, by measure: the one place that knows.

A name is its words in lower case; hyphens, slashes and spaces between them are all one. Several cases of a Ukrainian
name stand side by side, since the bulletin and those who relay it write each. What is not here is no known measure:
its line is reported, never fitted to another.
"""

import re
from collections.abc import Collection, Mapping

from .number_words import Phrase, phrases

ENGLISH, UKRAINIAN = "en", "uk"

# "Vehicles" alone: until the end of April 2022 the bulletin counted them apart from fuel tanks, since then together.
VEHICLES = "vehicles"
VEHICLES_ALONE, WITH_FUEL_TANKS = "military-vehicles", "vehicles-and-fuel-tanks"

_NAMES = {
    "personnel-losses": (
        "personnel|military personnel|personnel losses",
        "особового складу|особовий склад|живої сили",
    ),
    "tanks": ("tanks", "танків|танки"),
    "armoured-vehicles": (
        "armoured combat vehicles|armored combat vehicles|armoured fighting vehicles|armored fighting vehicles"
        "|armoured personnel vehicles|armored personnel vehicles|troop carrying afvs|apv|apvs|acv|acvs|afv|afvs",
        "бойових броньованих машин|бойові броньовані машини|ббм",
    ),
    "artillery": (
        "artillery systems|artillery",
        "артилерійських систем|артилерійські системи|артсистем|артсистеми",
    ),
    "multiple-rocket-launchers": (
        "mlrs|mrl|mrls|multiple launch rocket systems|multiple rocket launchers",
        "рсзв|реактивних систем залпового вогню|реактивні системи залпового вогню",
    ),
    "air-defence": (
        "anti aircraft warfare systems|anti aircraft warfare|anti aircraft systems"
        "|air defence systems|air defense systems|air defence equipment|air defense equipment|air defence|air defense",
        "засобів ппо|засоби ппо|засобів протиповітряної оборони|засоби протиповітряної оборони",
    ),
    "aircraft": ("aircraft|aircrafts|planes|airplanes|fixed wing aircraft", "літаків|літаки"),
    "helicopters": ("helicopters", "гелікоптерів|гелікоптери|вертольотів|вертольоти"),
    "uavs": (
        "uav|uavs|drones|uav operational tactical level|uavs operational tactical level"
        "|uav of operational tactical level|uavs of operational tactical level"
        "|uav of the operational tactical level|uavs of the operational tactical level"
        "|operational tactical level uav|operational tactical level uavs"
        "|operational tactical uav|operational tactical uavs"
        "|unmanned aerial vehicles|unmanned aerial vehicles of the operational tactical level",
        "бпла|бпла оперативно тактичного рівня|безпілотних літальних апаратів|безпілотні літальні апарати"
        "|бпла отр|безпілотників|безпілотники",
    ),
    "cruise-missiles": ("cruise missiles", "крилатих ракет|крилаті ракети"),
    "ships": (
        "ships boats|warships boats|warships cutters|boats cutters|ships cutters|warships|ships and boats|ships|boats",
        "кораблів катерів|кораблі катери|кораблів та катерів|кораблі та катери|кораблів|кораблі",
    ),
    "submarines": ("submarines|submarine", "підводних човнів|підводні човни|підводний човен"),
    WITH_FUEL_TANKS: (
        "vehicles and fuel tanks|vehicles and fuel tankers|automotive equipment and fuel tanks"
        "|automotive equipment and tank trucks|automotive equipment and tankers|vehicle and fuel tank",
        "автомобільної техніки та автоцистерн|автомобільна техніка та автоцистерни"
        "|автомобільну техніку та автоцистерни|автомобільної техніки і автоцистерн"
        "|автомобільна техніка і автоцистерни",
    ),
    VEHICLES: (
        "vehicles|automotive equipment|automobile equipment|motor vehicles",
        "автомобільної техніки|автомобільна техніка|автомобільну техніку",
    ),
    "fuel-tanks": (
        "fuel tanks|fuel tankers|tanks with fuel and lubricants",
        "цистерн з ппм|цистерни з ппм|цистерн з пмм|цистерни з пмм|цистерн із пмм",
    ),
    "special-equipment": ("special equipment", "спеціальної техніки|спеціальна техніка|спеціальну техніку"),
    "srbm-systems": (
        "mobile srbm system|mobile srbm systems|srbm systems|launchers of the operational tactical missile system"
        "|launcher of the operational tactical missile system|operational tactical missile systems",
        "пускових установок отрк трк|пускові установки отрк трк|отрк трк|отрк",
    ),
    "ground-robots": (
        "ground robotic systems|ground robotic complexes|unmanned ground vehicles|ugv|ugvs",
        "наземних робототехнічних комплексів|наземні робототехнічні комплекси|наземних роботизованих комплексів"
        "|наземні роботизовані комплекси|нрк",
    ),
}

NAMES: Mapping[Phrase, tuple[str, str]] = {
    phrase: (measure, language)
    for measure, names in _NAMES.items()
    for language, text in zip((ENGLISH, UKRAINIAN), names, strict=True)
    for phrase in phrases(text)
}
"""The measure and the language of each name."""

MEASURES = frozenset(_NAMES) - {VEHICLES} | {VEHICLES_ALONE}

# What the bulletin says of the personnel after their number. It makes no other number of it.
LOST = phrases("were liquidated|liquidated|were eliminated|eliminated|ліквідовано|було ліквідовано|знищено")

# Words between the days and the first thing counted. "Approximately" is said there of the whole bulletin.
_OF_THE_HEADING = phrases(
    "were|are|approximately|amounted|amount|to|estimated|at"
    "|орієнтовно|приблизно|склали|становлять|становили|складають|року|р"
)
_AND = phrases("and|та|і|й")

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")
_BETWEEN_WORDS = re.compile(r" ?[-/]? ?")
_SLASH = re.compile(r" {0,3}/ {0,3}")
_LONGEST = max(len(phrase) for phrase in NAMES)


def name_at(text: str, start: int, end: int) -> tuple[str, str, int] | None:
    """The measure of the longest name that begins at ``start``, its language, and where the name ends; or None."""
    words: list[str] = []
    name = None
    at = start
    while len(words) < _LONGEST and (word := _WORD.match(text, at, end)):
        words.append(word.group().lower())
        if entry := NAMES.get(tuple(words)):
            name = *entry, word.end()
        at = _BETWEEN_WORDS.match(text, word.end(), end).end()
    return name


def same_name_end(text: str, measure: str, start: int, end: int) -> int:
    """Where a further name of ``measure`` ends that follows a slash, as in "танків / tanks"; else ``start``."""
    slash = _SLASH.match(text, start, end)
    name = slash and name_at(text, slash.end(), end)
    return name[2] if name and name[0] == measure else start


def name_start(text: str, start: int, end: int) -> int:
    """Where a name could begin: after ``start``, bullets, spaces and an "and"."""
    return _after_words(text, start, end, _AND)


def after_heading_words(text: str, start: int) -> int:
    """Where the words of a heading that begin at ``start``, and the signs and spaces around them, end."""
    return _after_words(text, start, len(text), _OF_THE_HEADING)


def _after_words(text: str, start: int, end: int, words: Collection[Phrase]) -> int:
    while word := _WORD.match(text, start := _first_letter_or_digit(text, start, end), end):
        if (word.group().lower(),) not in words:
            break
        start = word.end()
    return start


def _first_letter_or_digit(text: str, start: int, end: int) -> int:
    while start < end and not text[start].isalnum():
        start += 1
    return start
