"""Whether two claims can both be true: verdicts, each with the rule it rests on (DESIGN.md, section 3).

A verdict says nothing about who is right, and *consistent* says no more than that both can be: a floor and any larger
number are.
"""

from dataclasses import dataclass
from datetime import date

from .claims import Claim
from .contradictions import clashes
from .enums import Rule, Verdict
from .intervals import Interval, carried
from .measure_sets import Counted, Relation, agreed, relation_of_subjects, relations_by_reading
from .sentences import both_in_words, in_brief, interval_in_words, notes_in_words, outcomes_in_words, sentence


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say about two claims on one day.

    ``claims`` are the two that were judged, on an older day not always those that were asked about. ``a`` and ``b`` are
    their intervals carried to ``day``.
    """

    claims: tuple[Claim, Claim]
    relation: Relation
    verdict: Verdict
    rule: Rule
    day: date
    a: Interval
    b: Interval

    @property
    def brief(self) -> str:
        """The verdict without its reason, place and day, for where these stand beside it.

        >>> from reports.rules.examples import RUSSIA, WAGNER
        >>> print(judge(RUSSIA, WAGNER).brief)
        Russia MoD’s 1,351 killed (Russian forces) and Wagner’s at least 2,000 killed (Wagner Group) cannot both be true
        """
        return in_brief(both_in_words(*self.claims, self.day, self.verdict), self.verdict)

    @property
    def notes(self) -> list[str]:
        """The scope notes in words, which belong to whatever is said of the two.

        >>> from reports.rules.examples import MEDIAZONA, RUSSIA
        >>> judge(RUSSIA, MEDIAZONA).notes
        ['Note on Mediazona/BBC’s figure: “named dead only”.']
        """
        return notes_in_words(self.claims)

    @property
    def sentence(self) -> str:
        """One that a reader can quote.

        >>> from reports.rules.examples import NATO, RUSSIA
        >>> print(judge(RUSSIA, NATO).sentence)
        Russian forces, 25 March 2022: Russia MoD’s 1,351 killed and NATO’s 7,000–15,000 killed (as of 23 March 2022, \
so at least 7,000 by then) cannot both be true: both count the same thing, and no number fits both.
        """
        return sentence(*self.claims, self.day, self.relation, self.verdict, self.rule)


def obstacle(a: Claim, b: Claim) -> Rule | None:
    """Why two claims cannot be set against one another at all, or None.

    Rule: only running totals of the whole theatre, from the same day, in the same unit, are comparable.

    >>> from dataclasses import replace
    >>> from reports.rules.examples import NATO, RUSSIA
    >>> obstacle(RUSSIA, NATO) is None, obstacle(RUSSIA, replace(NATO, scope="place"))
    (True, <Rule.SCOPE: 'a part of the theatre is not the whole'>)
    """
    if a.counted.unit != b.counted.unit:
        return Rule.UNITS
    if a.scope != "theatre" or b.scope != "theatre":
        return Rule.SCOPE
    if a.basis != "cumulative" or b.basis != "cumulative":
        return Rule.BASIS
    if a.start != b.start:
        return Rule.START
    return None


def judge_on(a: Claim, b: Claim, day: date) -> Judgement:
    """Judge two claims on one day, to which both are carried.

    Rule: alike, two counts clash if no number lies in both; a part and its whole clash if the part must be larger. Over
    the readings of an undefined measure the verdict is what all of them say, else it cannot be decided. Nor can it
    where the two clash only because the ends of an interval with a level are taken for hard ones.

    >>> from reports.rules.examples import NATO, RUSSIA
    >>> [judge_on(RUSSIA, NATO, day).verdict.value for day in (RUSSIA.as_of, NATO.as_of)]
    ['in conflict', 'in conflict']
    """
    subjects = relation_of_subjects(a.subjects, b.subjects)
    relations = relations_by_reading(a.counted, b.counted, subjects)
    at_a, at_b = carried(a.interval, a.as_of, day), carried(b.interval, b.as_of, day)
    verdict, rule = _verdict(a, b, relations, day, at_a, at_b)
    return Judgement((a, b), agreed(relations), verdict, rule, day, at_a, at_b)


def _verdict(
    a: Claim, b: Claim, relations: frozenset[Relation], day: date, at_a: Interval, at_b: Interval
) -> tuple[Verdict, Rule]:
    if rule := obstacle(a, b):
        return Verdict.NOT_COMPARABLE, rule
    related = agreed(relations)
    if related is Relation.DIFFERENT:
        return Verdict.NOT_COMPARABLE, Rule.NOTHING_IN_COMMON
    outcomes = clashes(relations, at_a, at_b)
    if True in outcomes and not (a.has_hard_ends and b.has_hard_ends):
        outcomes = clashes(relations, carried(a.surely, a.as_of, day), carried(b.surely, b.as_of, day))
        if True not in outcomes:
            return Verdict.CANNOT_BE_DECIDED, Rule.NO_HARD_ENDS
    if len(outcomes) > 1:
        return Verdict.CANNOT_BE_DECIDED, Rule.READING
    verdict = Verdict.IN_CONFLICT if True in outcomes else Verdict.CONSISTENT
    if related is Relation.UNDEFINED:
        return verdict, Rule.EVERY_READING
    return verdict, Rule.SAME_THING if related is Relation.LIKE_FOR_LIKE else Rule.PART


SEVERITY = [Verdict.NOT_COMPARABLE, Verdict.CONSISTENT, Verdict.CANNOT_BE_DECIDED, Verdict.IN_CONFLICT]


def judge(a: Claim, b: Claim, by_the_older_day: Claim | None = None) -> Judgement:
    """Judge two claims on both days they are about.

    Rule: on the day of the newer claim, and on the day of the older one against ``by_the_older_day``, the newer one's
    party's latest claim by then (None if it had made none). In conflict on either day is in conflict; of two days with
    the same verdict it is that of the newer one.

    >>> from reports.rules.examples import KILLED, claim
    >>> floor = claim("A", KILLED, "2022-06-01", "at_least", 500)
    >>> then, now = claim("B", KILLED, "2022-06-01", "exact", 400), claim("B", KILLED, "2022-07-01", "exact", 900)
    >>> judge(floor, now).verdict, judge(floor, now, then).verdict
    (<Verdict.CONSISTENT: 'consistent'>, <Verdict.IN_CONFLICT: 'in conflict'>)
    """
    older, newer = (a, b) if a.as_of <= b.as_of else (b, a)
    now = judge_on(a, b, newer.as_of)
    if by_the_older_day is None or older.as_of == newer.as_of or now.verdict is Verdict.IN_CONFLICT:
        return now
    pair = (older, by_the_older_day) if older is a else (by_the_older_day, older)
    return max(now, judge_on(*pair, older.as_of), key=lambda judgement: SEVERITY.index(judgement.verdict))


def worked_out(judgement: Judgement) -> list[dict[str, Claim | str]]:
    """Both claims, in their order, for those who check the verdict.

    Of each the ``claim``, what it ``counts``, its interval in words (``reads``), and the same on the day of the verdict
    (``carried``); both "probably" where the interval has no hard ends.

    >>> from reports.rules.examples import NATO, RUSSIA
    >>> [(row["reads"], row["carried"]) for row in worked_out(judge(RUSSIA, NATO))]
    [('1,351', '1,351'), ('7,000–15,000', 'at least 7,000')]
    """
    return [
        {
            "claim": claim,
            "counts": counted_in_words(claim.counted),
            "reads": f"{probably}{interval_in_words(claim.interval)}",
            "carried": f"{probably}{interval_in_words(carried)}",
        }
        for claim, carried in zip(judgement.claims, (judgement.a, judgement.b), strict=True)
        for probably in ["" if claim.has_hard_ends else "probably "]
    ]


def counted_in_words(counted: Counted) -> str:
    """What a measure counts.

    >>> counted_in_words(Counted("people", "people", frozenset({"killed"}), frozenset({"wounded", "missing"})))
    'killed; perhaps wounded and missing'
    """
    surely = outcomes_in_words(counted.includes) if counted.includes else "nothing surely"
    return surely if counted.is_defined else f"{surely}; perhaps {outcomes_in_words(counted.may_include)}"
