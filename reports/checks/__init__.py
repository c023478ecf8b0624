"""Checks at entry, at submission and over the whole data set.

An error blocks: a number or a day that cannot be, no citation, the same figure twice. A warning needs a typed reason to
go on, which holds for that very number only. Each check is one function over small frozen values, with its rule in its
docstring; what is asked of the database stands apart, for one report (desk) and for all that is published (whole).
"""

from .desk import Entered, findings_for, findings_of
from .findings import Finding, Other, Severity
from .reasons import hindrance, keep_reasons, open_findings, reasons_of
from .rows import place_of
from .whole import Checked, check_data_set

__all__ = [
    "Checked",
    "Entered",
    "Finding",
    "Other",
    "Severity",
    "check_data_set",
    "findings_for",
    "findings_of",
    "hindrance",
    "keep_reasons",
    "open_findings",
    "place_of",
    "reasons_of",
]
