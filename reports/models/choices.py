"""The closed lists of the model. A value is what files and addresses carry; a label is what people read."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyKind(TextChoices):
    BELLIGERENT = "belligerent", _("belligerent")
    ALLIANCE = "alliance", _("alliance")
    GOVERNMENT = "government", _("government")
    INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental body")
    INDEPENDENT_MONITOR = "independent_monitor", _("independent monitor")
    MEDIA = "media", _("media")


class Category(TextChoices):
    PERSONNEL = "personnel", _("Personnel")
    EQUIPMENT = "equipment", _("Equipment")


class Unit(TextChoices):
    PEOPLE = "people", _("people")
    ITEMS = "items", _("items")
    PERCENT = "percent", _("percent")


class Certainty(TextChoices):
    """How surely a measure counts an outcome."""

    INCLUDES = "includes", _("certainly counts")
    MAY_INCLUDE = "may_include", _("may count")


class ReportKind(TextChoices):
    BULLETIN = "bulletin", _("bulletin")
    BRIEFING = "briefing", _("briefing")
    INTERVIEW = "interview", _("interview")
    SPEECH = "speech", _("speech")
    ESTIMATE = "estimate", _("estimate")
    LEAK = "leak", _("leak")
    INTERCEPT = "intercept", _("intercept")
    COUNT = "count", _("count")


class Method(TextChoices):
    """How the party says it knows."""

    OFFICIAL_COUNT = "official_count", _("official count")
    INTELLIGENCE_ESTIMATE = "intelligence_estimate", _("intelligence estimate")
    NAMED_COUNT = "named_count", _("named count")
    VERIFIED_INCIDENTS = "verified_incidents", _("verified incidents")
    VISUAL_CONFIRMATION = "visual_confirmation", _("visual confirmation")
    STATISTICAL_ESTIMATE = "statistical_estimate", _("statistical estimate")
    OPEN_SOURCE_ESTIMATE = "open_source_estimate", _("open-source estimate")
    INTERCEPTED_COMMUNICATION = "intercepted_communication", _("intercepted communication")
    LEAKED_DOCUMENT = "leaked_document", _("leaked document")
    UNNAMED_OFFICIAL = "unnamed_official", _("unnamed official")
    STATED_BY_OFFICIAL = "stated_by_official", _("an official’s statement")
    UNSOURCED = "unsourced", _("none given")


class Status(TextChoices):
    """draft, submitted and sent back are the desk's; the others are public and never change in place."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("submitted")
    SENT_BACK = "sent_back", _("sent back")
    PUBLISHED = "published", _("published")
    CORRECTED = "corrected", _("replaced")  # by a new version, of which ``Act`` says what it does
    RETRACTED = "retracted", _("retracted")


# What readers can open. Only what is published is compared, counted and exported.
PUBLIC = (Status.PUBLISHED, Status.CORRECTED, Status.RETRACTED)
AT_THE_DESK = (Status.DRAFT, Status.SUBMITTED, Status.SENT_BACK)


class Act(TextChoices):
    """What a version does to the one that it replaces. A party's revision is neither: it is a report of its own."""

    CORRECTION = "correction", _("our correction")
    ADDITION = "addition", _("what another source prints")


class Qualifier(TextChoices):
    """The hedge that the party put on its number."""

    EXACT = "exact", _("exact")
    ABOUT = "about", _("about")
    NEARLY = "nearly", _("nearly")
    AT_LEAST = "at_least", _("at least")
    MORE_THAN = "more_than", _("more than")
    UP_TO = "up_to", _("up to")
    FEWER_THAN = "fewer_than", _("fewer than")
    RANGE = "range", _("range")


class Basis(TextChoices):
    CUMULATIVE = "cumulative", _("running total")
    PERIOD = "period", _("count in a period")
    DAILY_AVERAGE = "daily_average", _("average a day")
    PERIOD_AVERAGE = "period_average", _("average over a period")
    HELD = "held", _("held at that time")


class Scope(TextChoices):
    THEATRE = "theatre", _("whole theatre")
    FORMATION = "formation", _("one formation")
    PLACE = "place", _("one place")
    GROUP = "group", _("some of the people")
    EVENT = "event", _("one event")


class CitationRole(TextChoices):
    PRIMARY = "primary", _("the party's own channel")
    SECONDARY = "secondary", _("relayed by others")


class VariantKind(TextChoices):
    """In what a source differs from the figure on record."""

    NUMBER = "number", _("number")
    HEDGE = "hedge", _("hedge")
    MEANING = "meaning", _("meaning")
    DATE = "date", _("date")
    ATTRIBUTION = "attribution", _("attribution")


class Completeness(TextChoices):
    """What we have of a party's statements in a stretch of days: only where it is all of them, a gap is a silence."""

    EVERY = "every", _("every statement")
    SELECTED = "selected", _("selected statements")


class AdjustmentKind(TextChoices):
    """Why a party's total made a step that is no new loss."""

    RESTATED_UPWARDS = "restated_upwards", _("restated upwards")
    RESTATED_DOWNWARDS = "restated_downwards", _("restated downwards")
    LATE_ADDITIONS = "late_additions", _("late additions")
    CHANGE_OF_WHAT_IS_COUNTED = "change_of_what_is_counted", _("change of what is counted")
    COUNT_STARTED_ANEW = "count_started_anew", _("count started anew")


class Evidence(TextChoices):
    """How an adjustment is known."""

    STATED = "stated", _("stated by the party")
    LISTED = "listed", _("listed by a transcriber")
    INFERRED = "inferred", _("inferred by us")


class ArchiveOutcome(TextChoices):
    """How a try to have a source archived ended."""

    SAVED = "saved", _("saved")
    WAIT = "wait", _("asked to wait")
    FAILED = "failed", _("failed")


class SnapshotKind(TextChoices):
    """What a copy of a source that is kept here may be. A value is how the name of its file ends."""

    PDF = "pdf", _("PDF")
    PNG = "png", _("PNG picture")
    JPEG = "jpg", _("JPEG picture")
    HTML = "html", _("web page (HTML)")
    WARC = "warc", _("web archive (WARC)")
    WARC_GZ = "warc.gz", _("web archive (WARC, compressed)")


class UploadKind(TextChoices):
    CSV = "csv", _("CSV table")
    XLSX = "xlsx", _("XLSX workbook")
    PACKAGE = "package", _("data package")


class UploadState(TextChoices):
    """A file's way: received, reading, read (its preview is shown), confirmed, writing, done."""

    RECEIVED = "received", _("waiting to be read")
    READING = "reading", _("being read")
    READ = "read", _("waiting for confirmation")
    CONFIRMED = "confirmed", _("waiting to be written")
    WRITING = "writing", _("being written")
    DONE = "done", _("imported")
    FAILED = "failed", _("failed")
    OUTDATED = "outdated", _("to be read anew")
    DISCARDED = "discarded", _("discarded")


class RowState(TextChoices):
    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("same")
    ERROR = "error", _("error")
