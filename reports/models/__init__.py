"""The records: what was claimed, by whom, and where it can be read. It imports the rules alone."""

from .choices import (
    AT_THE_DESK,
    PUBLIC,
    Act,
    ArchiveOutcome,
    Basis,
    CitationRole,
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
    "ArchiveAttempt",
    "ArchiveOutcome",
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
