"""The records: what was claimed, by whom, and where it can be read. This room imports none of the others."""

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
from .conflicts import Conflict, Event, Side, Subject
from .data_imports import DataImport
from .desk import ArchiveAttempt, Step, Unsaved, Unsealed, WarningReason
from .figures import Figure
from .measures import Measure, MeasureOutcome, Outcome
from .parties import Party
from .reports import Report
from .sources import Citation, Source
from .uploads import Upload, UploadRow
from .variants import Variant

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
