"""Hedged numbers: the figures of one report, and the variants of them that its sources printed instead."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Act, Basis, Citation, Figure, Measure, Report, Scope, Unit, Variant, VariantKind
from reports.models.slugs import figure_stem, free_slug, is_made_of
from reports.models.validation import as_floor, day_problems, figure_day_problems, number_problems, place_problems
from reports.rules.number import VALUES, Number

__all__ = ["FigureForm", "FigureFormSet", "VariantForm", "VariantFormSet"]

WITHOUT_NUMBER = {VariantKind.DATE, VariantKind.ATTRIBUTION}
SAME_IS_NO_VARIANT = {VariantKind.NUMBER, VariantKind.HEDGE}
_DAYS = {
    "before-war": gettext_lazy("The conflict began on %(day)s."),
    "as-of-after-stated": gettext_lazy("A figure is about no later day than its statement (%(day)s)."),
}
# Beside the upper of two numbers in the wrong order, by the lower.
_BELOW = {"low": gettext_lazy("This is below the lowest value."), "best": gettext_lazy("This is below the best value.")}
WHY_A_VARIANT = gettext_lazy("Say in what this source differs and, if that is known, why.")


class NumberForm(forms.ModelForm):
    """The form of a row with qualifier, low, best and high."""

    def check_number(self, data: dict, measure: Measure | None) -> Number:
        """The number in ``data``. A hedge that is missing the field itself asks for, or VariantForm."""
        values = (data.get(field) for field in VALUES)
        unit = measure.unit if measure else Unit.PEOPLE
        number = Number(data.get("qualifier") or "", *values, unit=unit, level=data.get("interval"))
        for problem in number_problems(number):
            if problem.code != "unknown":
                self.refuse(problem.field, _BELOW.get(problem.other, problem.message))
        return number

    def refuse(self, field: str, message: str) -> None:
        """Put ``message`` beside ``field``, unless it has one already."""
        if not self.has_error(field):
            self.add_error(field, message)


class FigureForm(NumberForm):
    def __init__(self, *args: object, report: Report | None = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.report = report
        self.floor: Number | None = None
        for field in {"slug", "as_of"} & self.fields.keys():
            self.fields[field].required = False
        if "slug" in self.fields:
            self.fields["qualifier"].help_text = _("How the party hedged its number: exact, about, at least …")
            self.fields["slug"].help_text = _(
                "The last part of it, as in /figures/…/. Left empty, it is made from report and measure."
            )
            self.fields["as_of"].help_text = _("The last day that the figure covers; left empty, the report's day.")

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        self.fill_in(data)
        subject = data.get("subject")
        self.record_floor(data, self.check_number(data, data.get("measure")))
        self.check_days(data)
        if subject and self.report.conflict_id and subject.conflict_id != self.report.conflict_id:
            self.refuse("subject", _("This subject belongs to another conflict than the report."))
        for problem in place_problems(data.get("scope", Scope.THEATRE), data.get("scope_note", "")):
            self.refuse(problem.field, problem.message)
        return data

    def fill_in(self, data: dict) -> None:
        """What the report says already: the day covered, and where a running total begins."""
        if not data.get("as_of") and not self.has_error("as_of") and self.report.stated_on:
            data["as_of"] = self.report.stated_on
        empty = not data.get("period_start") and not self.has_error("period_start")
        if empty and data.get("basis") == Basis.CUMULATIVE and self.report.conflict_id:
            data["period_start"] = self.report.conflict.start_date

    def record_floor(self, data: dict, number: Number) -> None:
        """A plain number of a method whose counts are floors is "at least" that many; ``floor`` is for a notice.

        What a version keeps that only adds a source stays as it is published.
        """
        floor = as_floor(number, self.instance.method or self.report.method)
        if floor != number and self.report.act != Act.ADDITION:
            self.floor = floor
            data.update(floor.columns)

    def check_days(self, data: dict) -> None:
        start, as_of, stated_on = data.get("period_start"), data.get("as_of"), self.report.stated_on
        began = self.report.conflict.start_date if self.report.conflict_id else None
        for problem in day_problems("as_of", as_of, timezone.localdate(), began):
            self.refuse("as_of", _DAYS.get(problem.code, problem.message) % {"day": problem.other})
        for problem in figure_day_problems(as_of=as_of, stated_on=stated_on, period_start=start):
            self.refuse(problem.field, _DAYS.get(problem.code, problem.message) % {"day": problem.other})
        if start and began and start < began and not data.get("scope_note") and not data.get("note"):
            self.refuse(
                "period_start",
                _("The conflict began on %(day)s. If the party counts from an earlier day, say so in the note.")
                % {"day": began.isoformat()},
            )


class VariantForm(NumberForm):
    """Says why it is a variant; only what went on record without a note stays so until it is changed."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "note" in self.fields:
            note = self.fields["note"]
            note.required = not self.instance.pk or bool(self.instance.note)
            note.error_messages["required"] = WHY_A_VARIANT
            note.help_text = _("For readers: how it differs and, if that is known, how it came about.")
            self.fields["qualifier"].help_text = _("How this source hedges the number that it prints.")

    def clean(self) -> dict:
        data = super().clean() or self.cleaned_data
        figure, kind = data.get("figure"), data.get("kind")
        number = self.check_number(data, figure and figure.measure)
        if not data.get("qualifier") and not self.has_error("qualifier"):
            if number.size is not None:
                self.refuse("qualifier", _("Choose how this source hedged the number."))
            elif kind and kind not in WITHOUT_NUMBER:
                self.refuse("qualifier", _("Say what number this source printed, and how it hedged it."))
        if kind in SAME_IS_NO_VARIANT and figure and number == figure.number:
            self.refuse("kind", _("This is what the figure on record says: a variant is what differs from it."))
        if self.has_changed() and not data.get("note"):
            self.refuse("note", WHY_A_VARIANT)
        return data


class FigureFormSet(forms.BaseInlineFormSet):
    def get_form_kwargs(self, index: int | None) -> dict:
        return super().get_form_kwargs(index) | {"report": self.instance}

    def clean(self) -> None:
        super().clean()
        going = [form for form in self.forms if self.can_delete and self._should_delete_form(form)]
        staying = [form for form in self.forms if form not in going and (form.instance.pk or form.has_changed())]
        self.instance.figures_going = {form.instance.pk for form in going}
        self.give_addresses(staying)
        self.floors = [form for form in staying if form.floor]
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
        """Also those that the editor did not touch, and of which the address is new, or the number a floor by now."""
        saved = super().save_existing_objects(commit)
        fields = [(form, ["slug"]) for form in self.readdressed]
        fields += [(form, ["qualifier", *VALUES]) for form in self.floors]
        for form, names in fields:
            if commit and form.instance.pk and not form.has_changed():
                form.instance.save(update_fields=names)
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
    return f"{figure.measure}: {figure.number} ({figure.as_of})"
