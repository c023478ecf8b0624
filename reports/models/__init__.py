"""The records: what was claimed, by whom, and where it can be read. It imports rules and parsing alone."""

from .adjustment import Adjustment
from .choices import (
    AT_THE_DESK,
    PUBLIC,
    Act,
    AdjustmentKind,
    ArchiveOutcome,
    Basis,
    CitationRole,
    Completeness,
    Evidence,
    Method,
    PartyKind,
    Qualifier,
    ReportKind,
    RowState,
    Scope,
    SnapshotKind,
    Status,
    Unit,
    UploadKind,
    UploadState,
    VariantKind,
)
from .conflict import Conflict, Event, Side, Subject
from .coverage import Coverage
from .editing import ArchiveAttempt, Step, Unsaved, Unsealed, WarningReason
from .figure import Figure
from .measure import Measure, MeasureOutcome, Outcome
from .party import Party
from .report import Report
from .source import Citation, Source
from .upload import DataImport, Upload, UploadRow
from .variant import Variant

__all__ = [
    "AT_THE_DESK",
    "PUBLIC",
    "Act",
    "Adjustment",
    "AdjustmentKind",
    "ArchiveAttempt",
    "ArchiveOutcome",
    "Basis",
    "Citation",
    "CitationRole",
    "Completeness",
    "Conflict",
    "Coverage",
    "DataImport",
    "Event",
    "Evidence",
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
    "RowState",
    "Scope",
    "Side",
    "SnapshotKind",
    "Source",
    "Status",
    "Step",
    "Subject",
    "Unit",
    "Unsaved",
    "Unsealed",
    "Upload",
    "UploadKind",
    "UploadRow",
    "UploadState",
    "Variant",
    "VariantKind",
    "WarningReason",
]
