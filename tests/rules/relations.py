"""Relations of two counts, seen from either side."""

from reports.rules.measure_sets import Relation

OTHER_WAY_ROUND = {Relation.PART_OF: Relation.WHOLE_OF, Relation.WHOLE_OF: Relation.PART_OF}


def mirrored(relation: Relation) -> Relation:
    """The same relation, seen from the other figure."""
    return OTHER_WAY_ROUND.get(relation, relation)
