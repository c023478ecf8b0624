"""Sources, and the records that reports refer to."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Source
from reports.models.slugs import source_slug
from reports.newsroom.forms.base_form import BaseForm, language_tag, possible_day
from reports.newsroom.forms.snapshot_fields import SnapshotFields
from reports.newsroom.source_lookup import look_up
from reports.parsing.url_canonical import without_tracking

__all__ = ["EventForm", "PartyForm", "SourceForm", "SubjectForm"]


class SourceForm(SnapshotFields):
    """``another`` is asked only where the address is one of a document on record: then an editor may say it is not.

    ``left_out`` names what a new source's address is kept without.
    """

    another = forms.BooleanField(
        label=gettext_lazy("It is another page"),
        required=False,
        widget=forms.HiddenInput,
        help_text=gettext_lazy("Its address is then kept just as you typed it."),
    )
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

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"].lower()

    def clean(self) -> dict:
        data = super().clean()
        for field in ("published_on", "retrieved_on"):
            try:
                possible_day(data.get(field))
            except forms.ValidationError as error:
                self.add_error(field, error)
        if data.get("url") and "url" in self.changed_data:
            self.check_address(data)
        known = all(data.get(field) for field in ("publisher", "url"))
        if "slug" in self.fields and not data.get("slug") and not self.has_error("slug") and known:
            data["slug"] = source_slug(data["publisher"], data["url"])
        return data

    def check_address(self, data: dict) -> None:
        """Refuses a second source of one document; a new one's address loses what only tracks readers."""
        found = look_up(data["url"], but=self.instance.pk)
        apart = found.source is not None and not found.exact
        if apart:
            self.fields["another"].widget = forms.CheckboxInput()
        if found.exact:
            self.add_error(
                "url", _on_record(found.source, _("This address is on record already: {source}. Cite that."))
            )
        elif apart and not data.get("another"):
            told = _(
                "This page is on record already, with the address {address}: {source}. Cite that, or tick below that "
                "yours is another page."
            )
            self.add_error("url", _on_record(found.source, told))
        elif not apart and self.instance.pk is None:
            data["url"], self.left_out = without_tracking(data["url"])


def _on_record(source: Source, told: str) -> str:
    page = reverse("admin:reports_source_change", args=[source.pk])
    link = format_html('<a href="{}" target="_blank" rel="noopener">{}</a>', page, source)
    return format_html(told, source=link, address=source.url)


class PartyForm(BaseForm):
    def clean_colour(self) -> str:
        return self.cleaned_data["colour"].lower()

    def clean(self) -> dict:
        data = super().clean()
        side, conflicts = data.get("side"), data.get("conflicts")
        if side and conflicts is not None and side.conflict not in conflicts:
            self.add_error("side", _("This side is of a conflict that the party does not speak on."))
        return data


class SubjectForm(BaseForm):
    def clean(self) -> dict:
        data = super().clean()
        conflict, side, whole = (data.get(field) for field in ("conflict", "side", "part_of"))
        if conflict and side and side.conflict != conflict:
            self.add_error("side", _("This side is of another conflict."))
        if conflict and whole and whole.conflict != conflict:
            self.add_error("part_of", _("This subject is of another conflict."))
        while whole:
            if whole.pk == self.instance.pk:
                self.add_error("part_of", _("A subject cannot be part of itself, nor of a part of itself."))
                break
            whole = whole.part_of
        return data


class EventForm(BaseForm):
    def clean_date(self) -> object:
        return possible_day(self.cleaned_data["date"])


def plain_scheme(address: str) -> str:
    """``address`` with http or https in small letters, as the database compares it."""
    scheme, colon, rest = address.partition(":")
    return f"{scheme.lower()}{colon}{rest}"
