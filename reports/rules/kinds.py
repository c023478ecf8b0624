"""The words of a verdict: what it can be, and what it rests on (DESIGN.md, section 3)."""

from enum import Enum


class Verdict(Enum):
    CONSISTENT = "consistent"
    IN_CONFLICT = "in conflict"
    CANNOT_BE_DECIDED = "cannot be decided"
    NOT_COMPARABLE = "not comparable"


class Rule(Enum):
    """What a verdict rests on; the value is the rule in words."""

    SAME_THING = "two counts of the same thing need a number in common"
    PART = "a part cannot be larger than its whole"
    EVERY_READING = "it is so in every reading of the undefined measure"
    READING = "it depends on what the undefined measure counts"
    NOTHING_IN_COMMON = "neither counts a part of what the other counts"
    UNITS = "percentages are not counts"
    SCOPE = "a part of the theatre is not the whole"
    BASIS = "a running total is not a count in a period"
    START = "running totals that begin on different days are not comparable"
