"""The words around a number, in English, Ukrainian and Russian: hedges, units, what joins a range, what is counted.

A phrase is words in lower case with single spaces, as ``normalized_text.plain`` leaves them. A hedge that is not here
makes a text unreadable: better one typed by hand than one misread.
"""

from reports.rules.number import LEVELS

Phrase = tuple[str, ...]


def phrases(text: str) -> frozenset[Phrase]:
    """The phrases of ``text``, which stand between "|"."""
    return frozenset(tuple(phrase.split()) for phrase in text.split("|"))


# "Close to 20,000" may be said of a number somewhat below, or of one on either side.
CLOSE_TO = "close_to"

_HEDGES = {
    "about": (
        "about|around|approx|approximately|aprx|circa|ca|c|some|roughly|in the region of|in the vicinity of"
        "|близько|біля|приблизно|орієнтовно"
        "|около|примерно|приблизительно|ориентировочно|порядка"
    ),
    "nearly": "nearly|almost|approaching|just under|майже|почти",
    "at_least": (
        "at least|no fewer than|not fewer than|no less than|not less than|a minimum of|minimum"
        "|щонайменше|принаймні|мінімум|як мінімум"
        "|не менше|не менше ніж|не менше як|не менш ніж|не менш як"
        "|минимум|как минимум|по меньшей мере|по крайней мере|не менее|не менее чем|не меньше|не меньше чем"
    ),
    "more_than": (
        "more than|over|above|greater than|exceeding|in excess of|just over|just above|well over"
        "|slightly over|slightly above|slightly more than|a little over|a little more than"
        "|понад|більше|більше ніж|більше як|більш ніж|більш як|трохи понад|трохи більше|трохи більше ніж"
        "|свыше|более|более чем|больше|больше чем|чуть более|чуть более чем|чуть больше|чуть больше чем"
    ),
    "up_to": (
        "up to|at most|as many as|no more than|not more than|a maximum of|maximum"
        "|до|щонайбільше|максимум|не більше|не більше ніж|не більше як|не більш ніж|не більш як"
        "|не более|не более чем|не больше|не больше чем"
    ),
    "fewer_than": (
        "fewer than|less than|under|below|just below|just short of|slightly under|slightly below"
        "|slightly fewer than|slightly less than|a little under|a little less than"
        "|менше|менше ніж|менше як|менш ніж|менш як|трохи менше|трохи менше ніж"
        "|менее|менее чем|меньше|меньше чем|чуть менее|чуть менее чем|чуть меньше|чуть меньше чем"
    ),
    CLOSE_TO: "close to",
}
HEDGES = {phrase: hedge for hedge, text in _HEDGES.items() for phrase in phrases(text)}

# Signs before the number. "~" stands for "≈" too.
SIGNS = {
    ("~",): "about",
    (">", "="): "at_least",
    ("≥",): "at_least",
    (">",): "more_than",
    ("<", "="): "up_to",
    ("≤",): "up_to",
    ("<",): "fewer_than",
}

_HEDGES_AFTER = {
    "about": "or so|approx|approximately|приблизно|орієнтовно|примерно|ориентировочно",
    "at_least": (
        "or more|and more|або більше|чи більше|і більше|та більше|или более|или больше|и более|и больше"  #
    ),
    "up_to": "or fewer|or less|або менше|чи менше|или менее|или меньше",
}
HEDGES_AFTER = {phrase: hedge for hedge, text in _HEDGES_AFTER.items() for phrase in phrases(text)}

_UNITS = {
    1_000: "k|к|thousand|thousands|тис|тисяча|тисячі|тисяч|тисячу|тыс|тысяча|тысячи|тысяч|тысячу",
    1_000_000: "m|million|millions|mln|mn|млн|мільйон|мільйона|мільйони|мільйонів|миллион|миллиона|миллионы|миллионов",
}
UNITS = {phrase: unit for unit, text in _UNITS.items() for phrase in phrases(text)}

# What may open a range, and what joins its ends after that.
OPENERS = {
    "from": ("to", "-"),
    "between": ("and", "to", "-"),
    "від": ("до", "-"),
    "між": ("і", "й", "та"),
    "от": ("до", "-"),
    "между": ("и",),
}
JOINERS = ("-", "to")

# A range's best value follows a comma, or stands in brackets.
_BEST = phrases("best|best estimate|most likely|найімовірніше|найбільш імовірно|вероятнее всего|наиболее вероятно")
BEST = _BEST | {(sign, *phrase) for sign in (",", ";", "(") for phrase in _BEST}

PERCENT = phrases("%|percent|per cent|відсоток|відсотка|відсотки|відсотків|процент|процента|процентов")

# Behind a range, the level in per cent by which it is an interval: "(95% interval)", ", 95% CI".
INTERVALS = {
    (before, str(level), "%", *words, *after): level
    for level in LEVELS
    for words in phrases("interval|confidence interval|credible interval|uncertainty interval|ci|ui")
    for before, after in (("(", (")",)), (",", ()))
}

# What the number counts, where that says nothing about how much it is.
COUNTED = phrases(
    "people|persons|person|men|soldiers|troops|personnel|servicemen|service members|military personnel"
    "|unit|units|items|pieces|pcs"
    "|осіб|особи|особа|людей|людини|чоловік|військових|військовослужбовців|солдатів|од|одиниць|одиниці|одиниця|шт"
    "|человек|человека|военных|военнослужащих|солдат|ед|единиц|единицы|единица"
)

# After a gain in its brackets: "(+300 за добу)".
OF_A_DAY = phrases(
    "per day|a day|in a day|in the past day|over the past day|for the past day|in 24 hours"
    "|за добу|за минулу добу|на добу|за день|за сутки|за минувшие сутки|за прошедшие сутки"
)

# Words that name a quantity, but no number.
VAGUE = phrases(
    "dozens|scores|hundreds|thousands|millions|several|many|few|numerous"
    "|десятки|десятків|сотні|сотень|тисячі|мільйони|кілька|декілька|багато"
    "|десятков|сотни|сотен|тысячи|миллионы|несколько|много"
)

LONGEST_PHRASE = max(len(phrase) for phrase in (*HEDGES, *HEDGES_AFTER, *COUNTED, *OF_A_DAY, *BEST, *INTERVALS))
