"""One report and its citations."""

from django import forms
from django.utils.translation import gettext as _

from reports.models import Act, Party, Report, Status
from reports.models.slugs import free_slug, is_made_of, report_stem
from reports.models.validation import CITED_ALREADY, REVISES_ITSELF, TAKEN_FROM_ITSELF, revised_problems
from reports.newsroom.forms.base_form import BaseForm, language_tag, possible_day

__all__ = ["CitationForm", "CitationFormSet", "ReportForm"]


class ReportForm(BaseForm):
    """``seen`` is the version that its page showed, so that no newer one is overwritten unseen."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.instance.entry_form = self  # FigureFormSet says here when words are missing
        self.fields["seen"].initial = self.instance.version if self.instance.pk else None
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "The last part of it, as in /reports/…/. Left empty, it is made from party and day."
            )
            self.fields["revises"].help_text = _(
                "An earlier report that the party itself corrects with this one. "
                "Without a figure here, all figures of the earlier one are withdrawn; say why in words or in the note."
            )
            self.fields["revision_reason"].help_text = _(
                "For readers: what the party said on why it corrects itself, or how that is known. "
                "Needed before a revision is submitted; the note may say it instead."
            )
            self.fields["stated_on_known"].label = _("This day is known")
            self.fields["language"].validators.append(language_tag)
        if "correction_reason" in self.fields:
            self.fields["correction_reason"].required = True
            self.fields["correction_reason"].help_text = _(
                "For readers: what we had typed wrong in the version that this one replaces."
            )
        if "addition_reason" in self.fields:
            self.fields["addition_reason"].required = True
            self.fields["addition_reason"].label = _("What the source says differently, for readers")
            self.fields["addition_reason"].help_text = _(
                "Or that it says the same. No number of the record changes by it."
            )

    def clean(self) -> dict:
        data = super().clean()
        self.check_day(data)
        self.check_revised(data)
        self.check_reason(data)
        party, stated_on = data.get("party"), data.get("stated_on")
        if party and stated_on and not self.has_error("slug") and self.needs_address(data):
            data["slug"] = free_slug(Report, report_stem(party, stated_on), pk=self.instance.pk)
        return data

    def needs_address(self, data: dict) -> bool:
        """True without an address, and when party or day changed that it had been made from."""
        if not data.get("slug"):
            return True
        if not self.instance.pk or "slug" in self.changed_data or not {"party", "stated_on"} & {*self.changed_data}:
            return False
        party = Party.objects.get(pk=self.initial["party"])
        return is_made_of(data["slug"], report_stem(party, self.initial["stated_on"]))

    def check_day(self, data: dict) -> None:
        try:
            possible_day(data.get("stated_on"), data.get("conflict"))
        except forms.ValidationError as error:
            self.add_error("stated_on", error)

    def check_revised(self, data: dict) -> None:
        """What was chosen when it was published stays chosen, also if it is retracted since."""
        revised = data.get("revises")
        if not revised:
            return
        if revised.pk == self.instance.pk:
            self.add_error("revises", REVISES_ITSELF)
            return
        party, conflict = data.get("party"), data.get("conflict")
        problems = revised_problems(
            revised=(revised.party_id, revised.conflict_id, revised.stated_on),
            party=party and party.pk,
            conflict=conflict and conflict.pk,
            stated_on=data.get("stated_on"),
            is_published=revised.status == Status.PUBLISHED or "revises" not in self.changed_data,
        )
        for problem in problems:
            self.add_error("revises", problem.message % {"party": revised.party})
            return

    def check_reason(self, data: dict) -> None:
        """A draft may still lack it; what is submitted may not, but for an addition, which says what stands already."""
        reason = data.get("revision_reason", "").strip() or data.get("note", "").strip()
        is_owed = data.get("revises") and self.instance.act != Act.ADDITION
        if "_submit_report" in self.data and is_owed and not reason:
            self.add_error("revision_reason", _("Say why the party corrects itself, or how that is known."))
        if data.get("revision_reason", "").strip() and not data.get("revises") and "revises" in self.fields:
            self.add_error("revises", _("Choose the report that the party revises, or leave its reason empty."))


class CitationForm(forms.ModelForm):
    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        if data.get("source") and data.get("source") == data.get("taken_from"):
            self.add_error("taken_from", TAKEN_FROM_ITSELF)
        return data


class CitationFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        seen = set()
        self.instance.citations_going = set()
        for form in self.forms:
            if self.can_delete and self._should_delete_form(form):
                self.instance.citations_going.add(form.instance.pk)
                continue
            source = getattr(form, "cleaned_data", {}).get("source")
            if source and source.pk in seen:
                form.add_error("source", CITED_ALREADY)
            elif source:
                seen.add(source.pk)
