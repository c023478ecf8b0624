"""What hedges, relations and verdicts mean, in words for readers. Each has its line: the tests look for it."""

from django.utils.translation import gettext_lazy as _

from reports.models.choices import Qualifier
from reports.rules.enums import Verdict
from reports.rules.measure_sets import Relation

HEDGES = {
    Qualifier.EXACT: _("that number"),
    Qualifier.ABOUT: _("that number, give or take half a unit of its last digit that is not zero"),
    Qualifier.AT_LEAST: _("that number or any larger one"),
    Qualifier.MORE_THAN: _("any larger number"),
    Qualifier.UP_TO: _("that number or any smaller one"),
    Qualifier.FEWER_THAN: _("any smaller number"),
    Qualifier.RANGE: _("any number from its lower to its upper end"),
}

RELATIONS = {
    Relation.LIKE_FOR_LIKE: _("Both surely count the same, and nothing is in doubt. The numbers can be held together."),
    Relation.PART_OF: _("All that the first may count, the second surely counts: the first cannot be the larger."),
    Relation.WHOLE_OF: _("The reverse: all that the second may count, the first surely counts."),
    Relation.UNDEFINED: _("It depends on how an undefined measure is read."),
    Relation.DIFFERENT: _("Neither contains the other: nothing follows from the one for the other."),
}

VERDICTS = {
    Verdict.CONSISTENT: _(
        "Some numbers make both true, and that is all it says. “At least” some number and any larger number are "
        "consistent, however far apart. It is no confirmation, and two consistent claims can both be wrong."
    ),
    Verdict.IN_CONFLICT: _(
        "No numbers make both true: two counts of the same thing have no number in common, or a part is larger than "
        "its whole. At least one of the two is wrong, or counts otherwise than it says; the site does not say which."
    ),
    Verdict.CANNOT_BE_DECIDED: _(
        "It depends on what an undefined measure counts. The sentence names the readings in which the two conflict."
    ),
    Verdict.NOT_COMPARABLE: _("The two are not set against each other, and the sentence says why:"),
}
