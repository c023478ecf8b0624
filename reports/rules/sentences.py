"""A verdict as one sentence that a reader can quote: parties, numbers, days, the rule, and every scope note used.

Plain English, like the hedges: the rules are cited as they stand here.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from itertools import product

from .claims import Claim
from .contradictions import clash, decisive
from .enums import Rule, Verdict
from .intervals import Interval, carried
from .measure_sets import Outcomes, Relation, both, relation_of_sets, relation_of_subjects
from .number import grouped

READINGS_NAMED = 3


@lru_cache(maxsize=4096)
def day_in_words(day: date) -> str:
    """A day as pages write it.

    >>> day_in_words(date(2022, 3, 25))
    '25 March 2022'
    """
    return f"{day.day} {day:%B %Y}"


def possessive(name: str) -> str:
    """A party as the one whose number it is.

    >>> possessive("NATO"), possessive("Western officials")
    ('NATO’s', 'Western officials’')
    """
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def interval_in_words(interval: Interval) -> str:
    """An interval as the rules read it.

    >>> interval_in_words(Interval(7000)), interval_in_words(Interval(0, 15000)), interval_in_words(Interval(5, 5))
    ('at least 7,000', 'at most 15,000', '5')
    """
    if interval.high is None:
        return f"at least {grouped(interval.low)}" if interval.low else "any number"
    if interval.low == interval.high:
        return grouped(interval.low)
    if interval.low == 0:
        return f"at most {grouped(interval.high)}"
    return f"{grouped(interval.low)}–{grouped(interval.high)}"


def outcomes_in_words(outcomes: Outcomes, order: Sequence[str] = ()) -> str:
    """A reading of a measure; killed and destroyed come first, captured last.

    >>> outcomes_in_words(frozenset({"wounded", "killed", "captured"}))
    'killed, wounded and captured'
    """
    order = order or ("killed", "destroyed", "wounded", "damaged", "missing", "abandoned", "captured")
    *others, last = sorted(
        outcomes, key=lambda outcome: (order.index(outcome) if outcome in order else len(order), outcome)
    )
    return f"{', '.join(others)} and {last}" if others else last


def claim_in_words(claim: Claim, day: date, *, is_carried: bool = True, names_subject: bool = False) -> str:
    """A claim as it stands in a sentence about ``day``; what it says of that day only where it ``is_carried`` there.

    Rule: as it was stated, without the margin that the rules give to an "about".

    >>> from reports.rules.examples import GENERAL_STAFF, NATO, RUSSIA
    >>> claim_in_words(RUSSIA, date(2022, 3, 25))
    'Russia MoD’s 1,351 killed'
    >>> claim_in_words(NATO, date(2022, 3, 25))
    'NATO’s 7,000–15,000 killed (as of 23 March 2022, so at least 7,000 by then)'
    >>> claim_in_words(GENERAL_STAFF, date(2022, 3, 1))
    'General Staff’s about 16,100 personnel losses (undefined) (as of 25 March 2022, so at most about 16,100 then)'
    """
    asides = [claim.subject_name] if names_subject else []
    if claim.is_derived:
        asides.append(f"derived: {' + '.join(part.words for part in claim.parts)}")
    if claim.as_of != day:
        of = f"as of {day_in_words(claim.as_of)}"
        asides.append(f"{of}, {_on_another_day(claim, day)}" if is_carried else of)
    aside = f" ({'; '.join(asides)})" if asides else ""
    return f"{possessive(claim.party_name)} {claim.words}{aside}"


def _on_another_day(claim: Claim, day: date) -> str:
    number = claim.later if claim.as_of < day else claim.earlier
    if not number:
        return "silent on that day"
    return f"so {number} by then" if claim.as_of < day else f"so {number} then"


def place_and_day(a: Claim, b: Claim, day: date) -> str:
    """Of whom and of when a sentence speaks; only of when, where the two are about different people.

    >>> from reports.rules.examples import NATO, RUSSIA, WAGNER
    >>> place_and_day(RUSSIA, NATO, RUSSIA.as_of), place_and_day(RUSSIA, WAGNER, RUSSIA.as_of)
    ('Russian forces, 25 March 2022', '25 March 2022')
    """
    return day_in_words(day) if a.subjects[0] != b.subjects[0] else f"{a.subject_name}, {day_in_words(day)}"


def both_in_words(a: Claim, b: Claim, day: date, verdict: Verdict) -> str:
    """Both claims as they stand in a sentence about ``day``, with their subjects where these differ.

    Rule: what is not comparable is not carried to the day either: it may be no running total.

    >>> from reports.rules.examples import NATO, RUSSIA
    >>> both_in_words(RUSSIA, NATO, RUSSIA.as_of, Verdict.NOT_COMPARABLE)
    'Russia MoD’s 1,351 killed and NATO’s 7,000–15,000 killed (as of 23 March 2022)'
    """
    apart, comparable = a.subjects[0] != b.subjects[0], verdict is not Verdict.NOT_COMPARABLE
    one, other = (claim_in_words(claim, day, is_carried=comparable, names_subject=apart) for claim in (a, b))
    return f"{one} and {other}"


def sentence(a: Claim, b: Claim, day: date, relation: Relation, verdict: Verdict, rule: Rule) -> str:
    """The verdict on two claims on ``day``, to which both are carried.

    >>> from reports.rules.examples import GENERAL_STAFF, KILLED, MEDUZA, RUSSIA, claim
    >>> print(sentence(RUSSIA, GENERAL_STAFF, RUSSIA.as_of,
    ...     Relation.UNDEFINED, Verdict.CANNOT_BE_DECIDED, Rule.READING))
    Russian forces, 25 March 2022: whether Russia MoD’s 1,351 killed and General Staff’s about 16,100 personnel losses \
(undefined) can both be true cannot be decided: they conflict if “Personnel losses (undefined)” counts killed alone, \
and can both be true if it counts anything else that it may.
    >>> print(sentence(claim("UK MoD", KILLED, "2023-05-24", "about", 60000), MEDUZA, MEDUZA.as_of,
    ...     Relation.LIKE_FOR_LIKE, Verdict.CANNOT_BE_DECIDED, Rule.NO_HARD_ENDS))
    Russian forces, 24 May 2023: whether UK MoD’s about 60,000 killed and Meduza/Mediazona’s 40,000–55,000 \
(95% interval) killed can both be true cannot be decided: Meduza/Mediazona’s figure is a 95% interval, so the true \
number may lie outside it, with “about 60,000” read as 55,000–65,000.
    """
    pair = both_in_words(a, b, day, verdict)
    match verdict:
        case Verdict.IN_CONFLICT:
            why = _because(a, b, relation, rule, in_conflict=True)
        case Verdict.CONSISTENT:
            why = _because(a, b, relation, rule, in_conflict=False)
        case Verdict.CANNOT_BE_DECIDED:
            why = _no_hard_ends(a, b) if rule is Rule.NO_HARD_ENDS else _by_reading(a, b, day)
        case _:
            why = rule.value
    text = f"{place_and_day(a, b, day)}: {in_brief(pair, verdict)}: {why}{_margins(a, b, day, verdict)}."
    return " ".join([text, *notes_in_words((a, b))])


def in_brief(pair: str, verdict: Verdict) -> str:
    """What the verdict on two claims is, without the reason; ``pair`` are both in words.

    >>> in_brief("Russia’s 1,351 killed and NATO’s 7,000–15,000 killed", Verdict.IN_CONFLICT)
    'Russia’s 1,351 killed and NATO’s 7,000–15,000 killed cannot both be true'
    """
    match verdict:
        case Verdict.IN_CONFLICT:
            return f"{pair} cannot both be true"
        case Verdict.CONSISTENT:
            return f"{pair} can both be true"
        case Verdict.CANNOT_BE_DECIDED:
            return f"whether {pair} can both be true cannot be decided"
    return f"{pair} are not comparable"


def _because(a: Claim, b: Claim, relation: Relation, rule: Rule, *, in_conflict: bool) -> str:
    if rule is Rule.SAME_THING:
        return f"both count the same thing, and {'no' if in_conflict else 'some'} number fits both"
    if rule is Rule.EVERY_READING:
        names = list(dict.fromkeys(_quoted(claim) for claim in (a, b) if not claim.counted.is_defined))
        return f"that holds whatever {' and '.join(names)} {'counts' if len(names) == 1 else 'count'}"
    part, whole = (a, b) if relation is Relation.PART_OF else (b, a)
    limit = "a part cannot be larger than its whole" if in_conflict else "the part need not be the larger"
    ours, theirs = possessive(part.party_name), possessive(whole.party_name)
    return f"{ours} figure counts a part of what {theirs} counts, and {limit}"


def _no_hard_ends(a: Claim, b: Claim) -> str:
    """Whose interval may not hold the true number."""
    parts = []
    for claim in (a, b):
        levels = [part.number.level for part in claim.parts or (claim,) if part.number.level]
        if levels:
            article = "an" if levels[0] in (8, 11, 18, *range(80, 90)) else "a"
            has = "includes" if claim.is_derived else "is"
            parts.append(f"{possessive(claim.party_name)} figure {has} {article} {levels[0]}% interval")
    return f"{' and '.join(parts)}, so the true number may lie outside {'it' if len(parts) == 1 else 'them'}"


def _by_reading(a: Claim, b: Claim, day: date) -> str:
    """In which readings the two clash: at most half of them, or it would be decided; each, where there are few."""
    if not a.counted.is_defined and not b.counted.is_defined:
        return f"it depends on what {_quoted(a)} counts for {a.party_name} and {_quoted(b)} for {b.party_name}"
    undefined = b if a.counted.is_defined else a
    at_a, at_b = (carried(claim.surely, claim.as_of, day) for claim in (a, b))
    subjects = relation_of_subjects(a.subjects, b.subjects)
    pairs = list(product(a.counted.readings(), b.counted.readings()))
    clashing = [
        other if undefined is b else one
        for one, other in pairs
        if clash(both(subjects, relation_of_sets(one, other)), at_a, at_b)
    ]
    if len(clashing) > READINGS_NAMED:
        return f"they conflict in {len(clashing)} of the {len(pairs)} readings of {_quoted(undefined)}"
    either = ", or ".join(
        f"{outcomes_in_words(outcomes)}{' alone' if len(outcomes) == 1 else ''}" for outcomes in clashing
    )
    return (
        f"they conflict if {_quoted(undefined)} counts {either}, and can both be true if it counts anything else that "
        "it may"
    )


def _quoted(claim: Claim) -> str:
    return f"“{claim.measure_name}”"


def _margins(a: Claim, b: Claim, day: date, verdict: Verdict) -> str:
    """How an "about" is read, where the verdict turns on it: without that the sentence would not be true."""
    turning = [] if verdict is Verdict.NOT_COMPARABLE else decisive(a, b, day)
    read = " and ".join(f"“{claim.number_text}” read as {interval_in_words(claim.interval)}" for claim in turning)
    return f", with {read}" if read else ""


def notes_in_words(claims: Iterable[Claim]) -> list[str]:
    """The scope notes, which go with every sentence that uses their figures.

    >>> from reports.rules.examples import MEDIAZONA, NATO
    >>> notes_in_words([NATO, MEDIAZONA])
    ['Note on Mediazona/BBC’s figure: “named dead only”.']
    """
    return [
        f"Note on {possessive(claim.party_name)} figure: “{claim.scope_note}”." for claim in claims if claim.scope_note
    ]
