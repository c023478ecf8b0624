"""A verdict worked out for those who check it: each figure, how it is read, and what that says on the day."""

from dataclasses import dataclass

from .claims import Claim
from .counting import Counted
from .sentences import interval_in_words, outcomes_in_words
from .verdicts import Judgement


@dataclass(frozen=True, slots=True)
class Worked:
    """One of two claims. ``reads`` is its interval in words, ``carried`` the same on the day of the verdict."""

    claim: Claim
    counts: str
    reads: str
    carried: str


def worked_out(judgement: Judgement) -> list[Worked]:
    """Both claims, in their order.

    >>> from reports.rules.verdicts import judge
    >>> from reports.rules.examples import NATO, RUSSIA
    >>> [(each.reads, each.carried) for each in worked_out(judge(RUSSIA, NATO))]
    [('1,351', '1,351'), ('7,000–15,000', 'at least 7,000')]
    """
    at = (judgement.a, judgement.b)
    return [
        Worked(claim, counted_in_words(claim.counted), interval_in_words(claim.interval), interval_in_words(carried))
        for claim, carried in zip(judgement.claims, at, strict=True)
    ]


def counted_in_words(counted: Counted) -> str:
    """What a measure counts.

    >>> counted_in_words(Counted("people", "people", frozenset({"killed"}), frozenset({"wounded", "missing"})))
    'killed; perhaps wounded and missing'
    """
    surely = outcomes_in_words(counted.includes) if counted.includes else "nothing surely"
    return surely if counted.is_defined else f"{surely}; perhaps {outcomes_in_words(counted.may_include)}"
