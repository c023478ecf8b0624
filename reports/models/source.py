"""Documents that can be opened, and which report each of them shows."""

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from reports.parsing.archived_urls import is_git_commit

from .choices import CitationRole, SnapshotKind
from .constraints import lower_case, one_of, web_address
from .report import Report
from .validation import (
    ADDRESS_OR_NAMED,
    ARCHIVED_MOMENT,
    ARCHIVED_WHOLE,
    ARCHIVED_WITHOUT_ADDRESS,
    CITED_ALREADY,
    NAMED_BY_ITSELF,
    TAKEN_FROM_ITSELF,
)

__all__ = ["Citation", "Source"]

WEB = URLValidator(schemes=["http", "https"])


class Source(models.Model):
    slug = models.SlugField(
        max_length=100, unique=True, validators=[lower_case], help_text=_("Its address on the site: /sources/…/")
    )
    publisher = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True)
    url = models.CharField(
        _("address"),
        max_length=1000,
        blank=True,
        validators=[WEB],
        help_text=_("Empty where it is known only because another source names it."),
    )
    named_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="names",
        help_text=_("Of a source without an address (a broadcast, a video): the source that names it."),
    )
    archived_url = models.CharField(_("archived copy"), max_length=1000, blank=True, validators=[WEB])
    published_on = models.DateField(null=True, blank=True)
    retrieved_on = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=35, blank=True)
    licence = models.CharField(max_length=200, blank=True, help_text=_("Of a data set whose numbers are shown here."))
    # Under its digest and kind, never under the name it came with: see archiving.storage, which writes both.
    snapshot = models.FileField(blank=True)
    snapshot_sha256 = models.CharField(
        max_length=64,
        blank=True,
        validators=[RegexValidator(r"^[0-9a-f]{64}\Z", _("A SHA-256 has 64 digits from 0 to f."))],
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["publisher", "-published_on", "id"]
        # The index of the constraint serves no look-up: it leaves out what has no address.
        indexes = [models.Index(name="source_by_url", fields=["url"])]
        constraints = [
            web_address("source_url_is_web_address", "url", blank=True),
            models.UniqueConstraint(
                name="source_url_once",
                fields=["url"],
                condition=~Q(url=""),
                violation_error_message=_("Another source has this address."),
            ),
            models.CheckConstraint(
                name="source_has_address_or_is_named",
                condition=~Q(url="") | Q(named_by__isnull=False),
                violation_error_message=ADDRESS_OR_NAMED,
            ),
            models.CheckConstraint(
                name="source_named_by_another",
                condition=Q(named_by=None) | ~Q(named_by=F("id")),
                violation_error_message=NAMED_BY_ITSELF,
            ),
            web_address("source_archived_url_is_web_address", "archived_url", blank=True),
            models.CheckConstraint(
                name="source_snapshot_has_digest",
                condition=Q(snapshot="", snapshot_sha256="") | ~Q(snapshot="") & ~Q(snapshot_sha256=""),
                violation_error_message=_("A snapshot and its SHA-256 belong together."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publisher}: {self.title or self.url}"

    @property
    def snapshot_kind(self) -> SnapshotKind | None:
        """What the copy kept here is, by its name; None where there is none."""
        ending = (self.snapshot.name or "").partition(".")[2]
        return SnapshotKind(ending) if ending in SnapshotKind.values else None

    @property
    def snapshot_label(self) -> str:
        """What the copy kept here is, in words."""
        return str(self.snapshot_kind.label if self.snapshot_kind else _("file"))

    @property
    def snapshot_size(self) -> int | None:
        """Of the copy kept here, in bytes; None where there is none or its file is missing."""
        try:
            return self.snapshot.size if self.snapshot else None
        except OSError:
            return None

    @property
    def has_copy(self) -> bool:
        """Whether it could still be read if it vanished: in an archive, as a file that is kept here, or of itself: what
        a full commit of git names never changes, and is copied with the repository."""
        return bool(self.archived_url) or is_git_commit(self.url) or self.snapshot_size is not None


class Citation(models.Model):
    """A report's appearance in a source."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    role = models.CharField(max_length=12, choices=CitationRole, default=CitationRole.SECONDARY)
    taken_from = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="relayed_in",
        help_text=_("The source that this one copied or quoted, if known."),
    )
    transcribed_by = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="transcriptions",
        help_text=_("The data set from which we have this source's numbers, if nobody here read the source itself."),
    )
    locator = models.CharField(max_length=200, blank=True, help_text=_("Page, minute, row or version."))
    archived_url = models.CharField(
        _("archived copy of that day"),
        max_length=1000,
        blank=True,
        validators=[WEB],
        help_text=_("As the source was then: a page that goes on changing needs a copy for each of its days."),
    )
    archived_at = models.CharField(
        _("archived at"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{14}\Z", ARCHIVED_MOMENT)],
        help_text=_("The 14 digits of the copy’s time, as in its address: 20220418093000."),
    )
    archived_by = models.CharField(
        _("who saw the copy"), max_length=200, blank=True, help_text=_("Who opened it, and when; or that nobody did.")
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                name="citation_once",
                fields=["report", "source"],
                violation_error_message=CITED_ALREADY,
            ),
            one_of("citation_role_known", "role", CitationRole),
            models.CheckConstraint(
                name="citation_taken_from_another",
                condition=Q(taken_from=None) | ~Q(taken_from=F("source")),
                violation_error_message=TAKEN_FROM_ITSELF,
            ),
            web_address("citation_archived_url_is_web_address", "archived_url", blank=True),
            models.CheckConstraint(
                name="citation_archived_whole",
                condition=~Q(archived_url__contains="*"),
                violation_error_message=ARCHIVED_WHOLE,
            ),
            models.CheckConstraint(
                name="citation_archived_moment",
                condition=Q(archived_at="") | Q(Exact(Length("archived_at"), 14)),
                violation_error_message=ARCHIVED_MOMENT,
            ),
            models.CheckConstraint(
                name="citation_archived_with_address",
                condition=~Q(archived_url="") | Q(archived_at="", archived_by=""),
                violation_error_message=ARCHIVED_WITHOUT_ADDRESS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report} in {self.source}"

    @property
    def transcription(self) -> Source | None:
        """The data set by which another source, the one cited, was transcribed; None where the cited one was read, or
        is that data set itself."""
        return self.transcribed_by if self.transcribed_by != self.source else None

    @property
    def data_set(self) -> Source | None:
        """The data set that transcribed the source, or that the source itself is; None for any other source."""
        return self.transcribed_by or (self.source if self.source.licence else None)

    @property
    def transcribed_page(self) -> Source | None:
        """The page that ``data_set`` is tied to; None if it names none."""
        return self.source if self.transcription else self.taken_from

    @property
    def has_copy(self) -> bool:
        """Whether what it cites could still be read if it vanished from where it is."""
        return bool(self.archived_url) or self.source.has_copy
