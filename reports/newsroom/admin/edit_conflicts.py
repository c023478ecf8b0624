"""A report that was saved while another editor was changing it: both versions side by side, and the choice."""

import json
from collections.abc import Mapping, Sequence

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports import workflow
from reports.models import Report
from reports.newsroom.entry.edit_diff import (
    WHOLE_ROW,
    By,
    EditDiff,
    Row,
    Rows,
    differences,
    merged,
    rows_of,
    sendable,
)
from reports.newsroom.forms.base_form import key_of
from reports.rules.number import grouped

__all__ = ["ConflictMixin", "began_from"]

RESOLVE = "_resolve"
BUTTONS = ("_save", "_continue", "_addanother", "_submit_report")
ROW_NAMES = {
    "figures": gettext_lazy("Figure"),
    "citations": gettext_lazy("Citation"),
    "variants": gettext_lazy("Variant"),
}
ROW_LABELS = {"figures": ("measure", "subject"), "citations": ("source",), "variants": ("figure", "citation")}


class ConflictMixin(admin.ModelAdmin):
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: object, **kwargs: object
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None or hasattr(request, "restored"):
            return super().changeform_view(request, object_id, *args, **kwargs)
        report = self.get_object_unlocked(request, object_id)
        if report is None or not self.has_change_permission(request, report):
            return super().changeform_view(request, object_id, *args, **kwargs)
        if RESOLVE in request.POST:
            answer = self.resolve(request, report)
            if answer is not None:
                return answer
        elif request.POST.get("seen") != str(report.version):
            return self.both_versions(request, report, request.POST)
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except workflow.EditConflict as late:  # between the look above and the lock
            return self.both_versions(request, late.stored, request.POST)

    def get_object_unlocked(self, request: HttpRequest, object_id: str) -> Report | None:
        return self.get_queryset(request).filter(pk=key_of(object_id)).first()

    def resolve(self, request: HttpRequest, report: Report) -> HttpResponse | None:
        """What was chosen between both versions becomes what was sent; an answer where nothing is to be saved."""
        mine = _sent_before(request)
        if request.POST[RESOLVE] == "theirs":
            self.message_user(request, _("The saved version stands; yours is thrown away."), messages.SUCCESS)
            request.POST = mine  # whose tab's copy goes with it
            return HttpResponseRedirect(reverse("admin:reports_report_change", args=[report.pk]))
        if request.POST.get("seen") != str(report.version):
            return self.both_versions(request, report, mine)
        both = self.compare(request, report, mine)
        chosen = [request.POST.get(f"take-{number}", "") for number in range(len(both.differences))]
        if request.POST[RESOLVE] == "mine":
            chosen = ["mine"] * len(both.differences)
        elif not {*chosen} <= {"mine", "theirs"}:
            return self.both_versions(request, report, mine, _("Choose one of the two for every difference."), chosen)
        rows = merged(both.theirs, both.mine, both.differences, [side == "mine" for side in chosen])
        request.POST = _as_sent_anew(rows, both, mine, report)
        return None

    def both_versions(
        self, request: HttpRequest, report: Report, mine: QueryDict, problem: str = "", chosen: Sequence[str] = ()
    ) -> HttpResponse:
        both = self.compare(request, report, mine)
        rows = [both.in_words(number) for number in range(len(both.differences))]
        defaults = [{By.ME: "mine", By.THEM: "theirs"}.get(diff.by, "") for diff in both.differences]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Two versions of one report"),
            "opts": self.opts,
            "original": report,
            "other_tab": report.last_changed_by_id == request.user.pk,
            "problem": problem,
            "differences": list(zip(rows, chosen or defaults, strict=True)),
            "mine": json.dumps([[name, value] for name, values in mine.lists() for value in values]),
        }
        return TemplateResponse(request, "admin/reports/report/two_versions.html", context, status=409)

    def compare(self, request: HttpRequest, report: Report, mine: QueryDict) -> "TwoVersions":
        report = self.get_object_unlocked(request, str(report.pk))
        form = self.get_form(request, report, change=True)(instance=report)
        formsets, _inlines = self._create_formsets_unbound(request, report)
        by_prefix = {"": form} | {formset.prefix: formset.empty_form for formset in formsets}
        hidden = ("seen", "id", "DELETE", "report")
        blanks = {prefix: _blank(form, hidden) for prefix, form in by_prefix.items()}
        return TwoVersions(
            rows_of(as_sent(form, formsets), blanks),
            rows_of(dict(mine.lists()), blanks),
            _began(mine, blanks),
            {prefix: form.fields for prefix, form in by_prefix.items()},
        )

    def _create_formsets_unbound(self, request: HttpRequest, report: Report) -> tuple:
        """As Django makes them for a page that is only shown."""
        method, request.method = request.method, "GET"
        try:
            return self._create_formsets(request, report, change=True)
        finally:
            request.method = method


def began_from(request: HttpRequest, form: forms.BaseForm, formsets: Sequence[forms.BaseFormSet]) -> str:
    """What the editor's copy began from, which its page carries along as JSON."""
    return request.POST.get("began", "") if request.method == "POST" else json.dumps(as_sent(form, formsets))


class TwoVersions:
    """Two versions, what they began from (None if unknown), and the fields that say what their values mean."""

    def __init__(
        self, theirs: Rows, mine: Rows, began: Rows | None, fields: Mapping[str, Mapping[str, forms.Field]]
    ) -> None:
        self.theirs, self.mine, self.fields = theirs, mine, fields
        self.differences = differences(began, theirs, mine)

    def in_words(self, number: int) -> dict[str, str | None]:
        """One difference for the template. A version that lacks the row has None."""
        diff = self.differences[number]
        prefix = diff.key[0]
        if diff.field == WHOLE_ROW:
            theirs, mine = (self.row_in_words(rows.get(diff.key), prefix) for rows in (self.theirs, self.mine))
            label = _("the whole entry")
        else:
            field = self.fields[prefix][diff.field]
            theirs, mine = (in_words(field, value) for value in (diff.theirs, diff.mine))
            label = str(field.label or diff.field).lower()
        name = f"take-{number}"
        row = self.row_label(diff)
        return {"name": name, "row": row, "label": label, "theirs": theirs, "mine": mine, "by": diff.by.value}

    def row_label(self, diff: EditDiff) -> str:
        prefix = diff.key[0]
        if not prefix:
            return _("Report")
        row = self.theirs.get(diff.key) or self.mine[diff.key]
        named = (in_words(self.fields[prefix][name], row[name]) for name in ROW_LABELS[prefix] if row.get(name))
        return f"{ROW_NAMES[prefix]}: {', '.join(named)}"

    def row_in_words(self, row: Row | None, prefix: str) -> str | None:
        if row is None:
            return None
        values = ((self.fields[prefix][name], value) for name, value in row.items() if value)
        return "; ".join(f"{field.label}: {in_words(field, value)}" for field, value in values)


def as_sent(form: forms.BaseForm, formsets: Sequence[forms.BaseFormSet]) -> dict[str, list[str]]:
    """What a browser would send of these forms untouched."""
    sent = _form_as_sent(form)
    for formset in formsets:
        for part in (formset.management_form, *formset.forms):
            sent |= _form_as_sent(part)
    return sent


def _form_as_sent(form: forms.BaseForm) -> dict[str, list[str]]:
    sent = {}
    for bound in form:
        value = bound.value()
        if value in (None, "", False):
            continue
        if value is True:
            sent[bound.html_name] = ["on"]
        elif isinstance(value, list | tuple):
            sent[bound.html_name] = [str(getattr(item, "pk", item)) for item in value]
        else:
            sent[bound.html_name] = [
                str(bound.field.widget.format_value(value) if hasattr(value, "isoformat") else value)
            ]
    return sent


def in_words(field: forms.Field, value: tuple[str, ...]) -> str:
    """A value as people read it; empty for an empty field."""
    if isinstance(field, forms.ModelChoiceField):
        keys = [key for key in value if key_of(key) is not None]
        return ", ".join(str(record) for record in field.queryset.filter(pk__in=keys))
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, forms.IntegerField):
        return ", ".join(grouped(int(text)) if key_of(text) is not None else text for text in value)
    choices = {str(key): str(label) for key, label in getattr(field, "choices", ())}
    return ", ".join(choices.get(key, key) for key in value)


def _blank(form: forms.BaseForm, hidden: Sequence[str]) -> Row:
    sent = _form_as_sent(form)
    return {name: tuple(sent.get(form.add_prefix(name), ())) for name in form.fields if name not in hidden}


def _began(mine: QueryDict, blanks: Mapping[str, Row]) -> Rows | None:
    try:
        sent = json.loads(mine.get("began", ""))
        return rows_of({str(name): [str(value) for value in values] for name, values in sent.items()}, blanks)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None


def _sent_before(request: HttpRequest) -> QueryDict:
    """What was sent to the page that turned out to be old, as the page of both versions carried it."""
    data = QueryDict(mutable=True)
    try:
        for name, value in json.loads(request.POST.get("mine", "")):
            data.appendlist(str(name), str(value))
    except (ValueError, TypeError, RecursionError):
        raise BadRequest(_("This is no form of this site.")) from None
    return data


def _as_sent_anew(rows: Rows, both: TwoVersions, mine: QueryDict, report: Report) -> QueryDict:
    """One version made of both, sent as if it had begun from the stored one."""
    prefixes = [prefix for prefix in both.fields if prefix]
    data = QueryDict(mutable=True)
    for name, values in mine.lists():  # buttons, reasons for warnings, the tab
        if name.split("-")[0] not in prefixes and name not in both.fields[""]:
            data.setlist(name, values)
    for name, values in sendable(rows, both.theirs, prefixes).items():
        data.setlist(name, values)
    data["seen"] = str(report.version)
    data["began"] = json.dumps(sendable(both.theirs, both.theirs, prefixes))
    return data
