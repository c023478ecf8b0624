"""Why two parties are not set against each other, and what else can be compared (DESIGN.md, section 3, *refused*)."""

from dataclasses import dataclass
from enum import Enum

from reports.models import Subject

from .partners import Candidate


class Reason(Enum):
    """The value is the reason in short."""

    NO_ONE = "no party had given a running total about the subject"
    ITSELF = "a party cannot be set against itself"
    SILENT = "one of the two had given no running total about the subject"
    OWN_AGAINST_OWN = "one side's own losses are not set against the other side's own"
    NO_SUCH_FAMILY = "the first party has no figure of the family"
    WITHDRAWN = "the party took its figures of the family back"
    PERCENT = "percentages are not counts"
    PARTIAL = "a part of the theatre, or of the time, is not the whole"
    NOTHING_IN_COMMON = "neither counts a part of what the other counts"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A comparison to be had instead. ``b`` and ``family`` may be left for the page to choose: None and empty."""

    a: Candidate
    b: Candidate | None
    subject: Subject
    family: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """``parties`` are those whose figures, or silence, stand in the way.

    ``partial`` are the measures (slugs) of which they gave figures that are no running totals of the whole theatre;
    ``elsewhere`` are other subjects about which the first of them gave totals.
    """

    reason: Reason
    parties: tuple[Candidate, ...] = ()
    partial: tuple[str, ...] = ()
    elsewhere: tuple[Subject, ...] = ()
