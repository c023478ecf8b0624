"""The records: what was claimed, by whom, and where it can be read. This room imports none of the others."""

from .choices import (
    Basis,
    CitationRole,
    Method,
    PartyKind,
    Qualifier,
    ReportKind,
    Scope,
    Status,
    Unit,
    VariantKind,
)
from .conflicts import Conflict, Event, Side, Subject
from .data_imports import DataImport
from .figures import Figure
from .measures import Measure, MeasureOutcome, Outcome
from .parties import Party
from .reports import Report
from .sources import Citation, Source
from .variants import Variant

__all__ = [
    "Basis",
    "Citation",
    "CitationRole",
    "Conflict",
    "DataImport",
    "Event",
    "Figure",
    "Measure",
    "MeasureOutcome",
    "Method",
    "Outcome",
    "Party",
    "PartyKind",
    "Qualifier",
    "Report",
    "ReportKind",
    "Scope",
    "Side",
    "Source",
    "Status",
    "Subject",
    "Unit",
    "Variant",
    "VariantKind",
]
