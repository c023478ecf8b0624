"""The figures of one report, and the variants of its figures."""

from django import forms
from django.utils.translation import gettext as _

from reports.models import Citation, Figure, Measure, Report, Variant
from reports.models.slugs import figure_stem, free_slug, is_made_of
from reports.rules.hedges import in_words

__all__ = ["FigureFormSet", "VariantFormSet"]


class FigureFormSet(forms.BaseInlineFormSet):
    def get_form_kwargs(self, index: int | None) -> dict:
        return super().get_form_kwargs(index) | {"report": self.instance}

    def clean(self) -> None:
        super().clean()
        going = [form for form in self.forms if self.can_delete and self._should_delete_form(form)]
        staying = [form for form in self.forms if form not in going and (form.instance.pk or form.has_changed())]
        self.instance.figures_going = {form.instance.pk for form in going}
        self.give_addresses(staying)
        if not staying and not (self.instance.wording or "").strip():
            self.check_withdrawal()

    def check_withdrawal(self) -> None:
        """A report with neither a figure nor words may only take back an earlier one, and says why in its note."""
        entry = self.instance.entry_form
        if not self.instance.revises_id and not entry.has_error("revises"):
            entry.add_error("wording", _("Write the words of the statement here, or enter a figure below."))
            raise forms.ValidationError(_("Enter a figure, or the words of a statement without a number above."))
        if not self.instance.note and not entry.has_error("note"):
            entry.add_error(
                "note", _("Without a figure, this withdraws the earlier report. Say here why, and from where you know.")
            )
            raise forms.ValidationError(_("Enter a figure, or say above why the earlier report is withdrawn."))

    def give_addresses(self, staying: list[forms.ModelForm]) -> None:
        self.readdressed = []
        taken = {form.cleaned_data.get("slug") for form in staying} - {None, ""}
        for form in staying:
            data = form.cleaned_data
            if data.get("measure") and self.instance.slug and not form.has_error("slug") and self.needs_address(form):
                taken.discard(data["slug"])
                stem = figure_stem(self.instance.slug, data["measure"])
                data["slug"] = form.instance.slug = free_slug(Figure, stem, taken, pk=form.instance.pk)
                taken.add(data["slug"])
                self.readdressed.append(form)

    def needs_address(self, form: forms.ModelForm) -> bool:
        """True without an address, and when the report's address or the measure changed that it had been made from."""
        slug = form.cleaned_data.get("slug")
        if not slug:
            return True
        before = self.instance.entry_form.initial.get("slug")
        same = before == self.instance.slug and "measure" not in form.changed_data
        if not form.instance.pk or "slug" in form.changed_data or same:
            return False
        return is_made_of(slug, figure_stem(before, Measure.objects.get(pk=form.initial["measure"])))

    def save_existing_objects(self, commit: bool = True) -> list[Figure]:
        """Also those of which only the address is new, which the editor did not touch."""
        saved = super().save_existing_objects(commit)
        for form in self.readdressed:
            if commit and form.instance.pk and not form.has_changed():
                form.instance.save(update_fields=["slug"])
        return saved


class VariantFormSet(forms.BaseModelFormSet):
    """Variants hang on a report through its citations and its figures, so both are chosen among the report's own."""

    def __init__(self, *args: object, instance: Report, queryset: object = None, **kwargs: object) -> None:
        kwargs.pop("save_as_new", None)
        self.instance = instance
        rows = Variant.objects.all() if queryset is None else queryset
        super().__init__(*args, queryset=rows.filter(figure__report=instance) if instance.pk else rows.none(), **kwargs)

    @classmethod
    def get_default_prefix(cls) -> str:
        return "variants"

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        for name, (records, choices) in self.choices.items():
            if name in form.fields:
                form.fields[name].queryset = records
                form.fields[name].choices = choices
                form.fields[name].error_messages["invalid_choice"] = _("Choose one that belongs to this report.")

    @property
    def choices(self) -> dict:
        """Field name -> what may be chosen, and its labels; read once, not once a row."""
        if not hasattr(self, "_choices"):
            citations = Citation.objects.filter(report_id=self.instance.pk)
            figures = Figure.all_objects.filter(report_id=self.instance.pk).select_related("measure")
            self._choices = {
                "citation": (
                    citations,
                    [("", "---------"), *((c.pk, str(c.source)) for c in citations.select_related("source"))],
                ),
                "figure": (figures, [("", "---------"), *((figure.pk, label(figure)) for figure in figures)]),
            }
        return self._choices

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            if not form.has_changed() or (self.can_delete and self._should_delete_form(form)):
                continue
            for name in ("citation", "figure"):
                record = data.get(name)
                if record and record.pk in getattr(self.instance, f"{name}s_going", ()):
                    form.add_error(name, _("This is being removed above."))

    def get_unique_error_message(self, unique_check: tuple) -> str:
        return _("One source differs from one figure in one way at most once: two of these variants are alike.")


def label(figure: Figure) -> str:
    number = in_words(figure.qualifier, figure.low, figure.best, figure.high, figure.measure.unit)
    return f"{figure.measure}: {number} ({figure.as_of})"
