"""Checks at entry, at submission and over the whole data set.

An error blocks: a number or a day that cannot be, no citation, the same figure twice. A warning needs a typed reason to
go on, which holds for that very number only. Each check is one function over small frozen values, with its rule in its
docstring; what is asked of the database stands apart, for one report (draft_checks) and for all that is published
(data_set_checks).
"""

from .data_set_checks import DataSetCheck, check_data_set
from .draft_checks import findings_for, findings_of
from .findings import Finding
from .warning_reasons import blockers, keep_reasons, open_findings, reasons_of

__all__ = [
    "DataSetCheck",
    "Finding",
    "blockers",
    "check_data_set",
    "findings_for",
    "findings_of",
    "keep_reasons",
    "open_findings",
    "reasons_of",
]
