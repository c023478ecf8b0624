"""A source: its fields, the copy that is kept of it, and the look-up by which no document is entered twice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.archiving.file_kinds import ENDINGS, RefusedFile, kind_of
from reports.archiving.storage import store
from reports.models import Source
from reports.models.slugs import source_slug
from reports.models.validation import NAMED_BY_ITSELF
from reports.newsroom.forms.base_form import BaseForm, language_tag, possible_day
from reports.parsing.url_canonical import document_of, host_names, publisher_host, without_tracking

__all__ = ["SourceForm", "SourceMatch", "find_source_by_url", "plain_scheme"]

ACCEPTED = ",".join(ending for endings in ENDINGS.values() for ending in endings) + ",.gz"


@dataclass(frozen=True, slots=True)
class SourceMatch:
    """``source`` is the one with this address, or with an address of the same document (then not ``exact``).

    ``publisher`` and ``language`` are those of most earlier sources of the host, empty where there are none.
    """

    source: Source | None = None
    exact: bool = False
    publisher: str = ""
    language: str = ""


def find_source_by_url(address: str, except_key: int | None = None) -> SourceMatch:
    """What is known of ``address``, without the source with the key ``except_key``.

    Reads a short row of each source whose address names the host.
    """
    document, host = document_of(address), publisher_host(address)
    if not document:
        return SourceMatch()
    sources = Source.objects.order_by().exclude(pk=except_key).values_list("pk", "url", "publisher", "language")
    rows = {row for name in host_names(address) for row in sources.filter(url__icontains=name)}
    exact = [key for key, url, *_rest in rows if url == address.strip()]
    same = sorted(key for key, url, *_rest in rows if document_of(url) == document)
    siblings = [row for row in sorted(rows) if publisher_host(row[1]) == host]
    source = next(iter(exact + same), None)
    return SourceMatch(
        source=None if source is None else Source.objects.get(pk=source),
        exact=bool(exact),
        publisher=_usual(publisher for _key, _url, publisher, _language in siblings),
        language=_usual(language for *_rest, language in siblings),
    )


def _usual(values: Iterable[str]) -> str:
    """The most frequent, of several the first."""
    most_common = Counter(value for value in values if value).most_common(1)
    return most_common[0][0] if most_common else ""


def plain_scheme(address: str) -> str:
    """``address`` with http or https in small letters, as the database compares it."""
    scheme, colon, rest = address.partition(":")
    return f"{scheme.lower()}{colon}{rest}"


class SourceForm(BaseForm):
    """``another`` is shown only where the address is one of a document on record: then an editor may say it is not.

    ``left_out`` are the tracking parameters that a new source's address is kept without. ``upload`` brings a copy,
    ``drop`` takes it away; a page that may not do either goes without the field.
    """

    another = forms.BooleanField(
        label=gettext_lazy("It is another page"),
        required=False,
        widget=forms.HiddenInput,
        help_text=gettext_lazy("Its address is then kept just as you typed it."),
    )
    upload = forms.FileField(
        label=gettext_lazy("Keep this copy"),
        required=False,
        help_text=gettext_lazy(
            "A PDF, a PNG or JPEG picture, an HTML page or a WARC of up to 20 MB, as you retrieved it. It is public as "
            "soon as a published report cites the source; from then on it stays as it is."
        ),
        error_messages={
            "empty": gettext_lazy("This file is empty."),
            "missing": gettext_lazy("The file did not arrive. Choose it again."),
            "invalid": gettext_lazy("The file did not arrive. Choose it again."),
        },
        widget=forms.FileInput(
            attrs={
                "accept": ACCEPTED,
                "data-largest": settings.LARGEST_SNAPSHOT,
                "data-too-large": gettext_lazy("This file is larger than 20 MB."),
            }
        ),
    )
    drop = forms.BooleanField(label=gettext_lazy("Take the copy away"), required=False)
    left_out: tuple[str, ...] = ()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "language" in self.fields:
            self.fields["language"].validators.append(language_tag)

    def clean_url(self) -> str:
        return plain_scheme(self.cleaned_data["url"])

    def clean_archived_url(self) -> str:
        return plain_scheme(self.cleaned_data["archived_url"])

    def clean_upload(self) -> UploadedFile | None:
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        if upload.size > settings.LARGEST_SNAPSHOT:
            raise forms.ValidationError(
                _("This file has %(size)s; at most %(limit)s can be kept.")
                % {"size": filesizeformat(upload.size), "limit": filesizeformat(settings.LARGEST_SNAPSHOT)}
            )
        try:
            self.kind = kind_of(upload, upload.name)
        except RefusedFile as reason:
            raise forms.ValidationError(str(reason)) from None
        return upload

    def clean(self) -> dict:
        data = super().clean()
        retrieved_on = data.get("retrieved_on") or self.instance.retrieved_on
        if data.get("upload") and not retrieved_on and not self.has_error("retrieved_on"):
            self.add_error("retrieved_on", _("Give the day on which the copy was taken."))
        if data.get("upload") and data.get("drop"):
            self.add_error("drop", _("Either keep another copy or take away the one there is."))
        for field in ("published_on", "retrieved_on"):
            try:
                possible_day(data.get(field))
            except forms.ValidationError as error:
                self.add_error(field, error)
        if data.get("url") and "url" in self.changed_data:
            self.check_address(data)
        if "url" in self.fields and not data.get("url") and not self.has_error("url"):
            self.check_named(data)
        # What has no address is known by its title.
        publisher, known_by = data.get("publisher"), data.get("url") or data.get("title")
        if "slug" in self.fields and not data.get("slug") and not self.has_error("slug") and publisher and known_by:
            data["slug"] = source_slug(publisher, known_by)
        return data

    def check_named(self, data: dict) -> None:
        """A broadcast or a video without an address is known because another source names it."""
        named_by = data.get("named_by", self.instance.named_by)
        if not named_by:
            self.add_error("url", _("An address is required, or below the source that names this one."))
        elif named_by.pk == self.instance.pk:
            self.add_error("named_by", NAMED_BY_ITSELF)
        elif not data.get("title") and "title" in self.fields:
            self.add_error("title", _("Say what it is: it has no address by which it could be told from others."))

    def check_address(self, data: dict) -> None:
        """Refuses a second source of one document; a new one's address loses what only tracks readers."""
        match = find_source_by_url(data["url"], except_key=self.instance.pk)
        apart = match.source is not None and not match.exact
        if apart:
            self.fields["another"].widget = forms.CheckboxInput()
        if match.exact:
            self.add_error(
                "url", _on_record(match.source, _("This address is on record already: {source}. Cite that."))
            )
        elif apart and not data.get("another"):
            message = _(
                "This page is on record already, with the address {address}: {source}. Cite that, or tick below that "
                "yours is another page."
            )
            self.add_error("url", _on_record(match.source, message))
        elif not apart and self.instance.pk is None:
            data["url"], self.left_out = without_tracking(data["url"])

    def full_clean(self) -> None:
        """The file is stored once everything else is right, and before the row that refers to it is written."""
        super().full_clean()
        if not self.is_bound or not (upload := getattr(self, "cleaned_data", {}).get("upload")):
            return
        if self.errors:
            self.add_error("upload", _("Choose the file again: it was not kept, because something else is wrong."))
            return
        try:
            self.stored = store(upload.chunks(), self.kind)
        except OSError as error:
            self.add_error("upload", _("The file could not be stored: %(reason)s.") % {"reason": error.strerror})

    def save(self, commit: bool = True) -> object:
        if self.cleaned_data.get("upload"):
            self.instance.snapshot, self.instance.snapshot_sha256 = self.stored
        elif self.cleaned_data.get("drop"):
            self.instance.snapshot, self.instance.snapshot_sha256 = "", ""
        return super().save(commit)


def _on_record(source: Source, message: str) -> str:
    page = reverse("admin:reports_source_change", args=[source.pk])
    link = format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', page, source)
    return format_html(message, source=link, address=source.url)
