"""The forms of an import: a file, what a preview is asked for, and its confirmation."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MinValueValidator
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from reports.models import RowState

__all__ = ["ConfirmForm", "RowsForm", "UploadForm"]

LAST_PAGE = 100_000


class UploadForm(forms.Form):
    file = forms.FileField(label=_("File"), max_length=1000, allow_empty_file=True)

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        if file.size > settings.LARGEST_SNAPSHOT:
            raise forms.ValidationError(
                _("This file is larger than %(limit)s. Send it in parts."),
                params={"limit": filesizeformat(settings.LARGEST_SNAPSHOT)},
            )
        return file


class RowsForm(forms.Form):
    """Which rows of a preview are shown."""

    state = forms.ChoiceField(choices=RowState, required=False)
    page = forms.IntegerField(required=False, max_value=LAST_PAGE, validators=[MinValueValidator(1)])


class ConfirmForm(forms.Form):
    shown = forms.CharField(max_length=64)
    correcting = forms.BooleanField(required=False)
    reason = forms.CharField(required=False, max_length=2000)
