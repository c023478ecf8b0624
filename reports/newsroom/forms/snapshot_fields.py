"""The fields of a source's page by which a copy of it is kept."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.archiving.file_kinds import ENDINGS, RefusedFile, kind_of
from reports.archiving.storage import store
from reports.newsroom.forms.plain import PlainForm

__all__ = ["SnapshotFields"]

ACCEPTED = ",".join(ending for endings in ENDINGS.values() for ending in endings) + ",.gz"


class SnapshotFields(PlainForm):
    """``upload`` brings a copy, ``drop`` takes it away; a page that may not do either goes without the field."""

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
        return data

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
