"""Import with a preview: a file is sent, read by a process of its own, looked at row by row, and confirmed."""

from itertools import groupby

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.core.validators import MinValueValidator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reports.imports.flat.example import FORMATS, example
from reports.imports.flat.flat_columns import ALWAYS, FIGURE, IF_NEW, REPORT, SOURCE, choices_of
from reports.imports.flat.sheets import MOST_ROWS
from reports.imports.import_corrections import ImportAction
from reports.models import Report, RowState, Upload, UploadRow, UploadState
from reports.newsroom.admin.base_admin import BaseAdmin
from reports.newsroom.uploads.upload_actions import confirm, discard, may_decide, read_again, receive
from reports.newsroom.uploads.upload_process import is_worked_on, progress_of, start
from reports.rules.number import grouped
from reports.workflow import TransitionNotAllowed
from reports.workflow.permissions import is_reviewer

__all__ = ["UploadAdmin"]

ROWS_A_PAGE = 50
LAST_PAGE = 100_000
WORKING = (UploadState.RECEIVED, UploadState.READING, UploadState.CONFIRMED, UploadState.WRITING)
ABOUT = {
    UploadState.READ: _("Nothing is written yet. Look at the rows, then confirm or discard the file."),
    UploadState.DONE: _("Imported. What is new waits for a reviewer; nothing of it is on the site yet."),
    UploadState.FAILED: _("It could not be done. Nothing was written."),
    UploadState.OUTDATED: _(
        "The records have changed since this preview was made, so what was shown is no longer what would be written. "
        "Nothing was written: read the file anew and look at it again."
    ),
    UploadState.DISCARDED: _("Discarded. Nothing was written, and the file is deleted."),
}
WRONG = _("Nothing is written. Look at what is wrong, correct it in the file, and send the corrected file.")
DIED = _("The process that worked on this file has ended before it was done. Nothing was written. Start it again.")


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


@admin.register(Upload)
class UploadAdmin(BaseAdmin):
    list_display = ["name", "state", "rows_found", "by", "at"]
    list_filter = ["state", "kind"]
    list_select_related = ["by"]
    search_fields = ["name"]
    search_help_text = _("Name of the file")
    actions = None

    # --- who may -----------------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Upload]:
        """Their own; to reviewers and administrators all."""
        uploads = Upload.objects.all() if is_reviewer(request.user) else Upload.objects.filter(by=request.user)
        return uploads.select_related("by")

    def has_change_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Upload | None = None) -> bool:
        return False

    @admin.display(description=_("rows"))
    def rows_found(self, upload: Upload) -> str:
        total = sum(upload.counts.get(state, 0) for state in RowState.values)
        return grouped(total) if upload.counts else "-"

    # --- addresses ---------------------------------------------------------------------------------------------------

    def get_urls(self) -> list:
        guard = self.admin_site.admin_view
        return [
            path("example.<str:ending>", guard(self.example_view), name="reports_upload_example"),
            path("<int:pk>/progress.json", guard(self.progress_view), name="reports_upload_progress"),
            *(
                path(f"<int:pk>/{act}/", guard(self.act_view), {"act": act}, name=f"reports_upload_{act}")
                for act in ("confirm", "again", "discard")
            ),
            *super().get_urls(),
        ]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict | None = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        sent = request.method == "POST"
        form = UploadForm(request.POST, request.FILES) if sent else UploadForm()
        if sent and form.is_valid():
            file = form.cleaned_data["file"]
            upload = receive(name=file.name, pieces=file.chunks(), by=request.user)
            self.log_addition(request, upload, [{"added": {}}])
            start(upload)
            return redirect("admin:reports_upload_change", upload.pk)
        context = self._context(request, gettext("Import figures")) | {
            "form": form,
            "columns": [
                (heading, [_explained(column) for column in columns])
                for heading, columns in (
                    (_("The statement"), REPORT),
                    (_("The figure"), FIGURE),
                    (_("The page that shows it"), SOURCE),
                )
            ],
            "limit": settings.LARGEST_SNAPSHOT,
            "most_rows": grouped(MOST_ROWS),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "admin/reports/upload/send.html", context, status=status)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict | None = None
    ) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET"])
        upload = self.get_object(request, object_id)
        if upload is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        form = RowsForm(request.GET)
        wrong = not form.is_valid()
        state, page = ("", 1) if wrong else (form.cleaned_data["state"], form.cleaned_data["page"] or 1)
        context = self._context(request, upload.name) | _standing(upload, request.user)
        if wrong:
            context["refusal"] = _("There are no such rows: a state is new, changed, same or error, a page a number.")
        records = _listed(upload, state)
        if records is not None:
            pages = Paginator(records, ROWS_A_PAGE)
            if page > pages.num_pages:
                context["refusal"] = _("There are not so many pages. This is the last.")
                page, wrong = pages.num_pages, True
            context |= {"page": pages.page(page), "chosen": state}
            if upload.state == UploadState.READ:
                context["blocks"] = _blocks(pages.page(page).object_list)
        return TemplateResponse(request, "admin/reports/upload/upload.html", context, status=400 if wrong else 200)

    def progress_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The state, and how far the process is; polled by the page."""
        upload = self._of(request, pk)
        state = {"state": upload.state, "working": upload.state in WORKING and is_worked_on(upload)}
        return JsonResponse(state | progress_of(upload))

    def act_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        upload = self._of(request, pk)
        form = ConfirmForm(request.POST)
        try:
            if act == "discard":
                discard(upload=upload, by=request.user)
            elif act == "again":
                read_again(upload=upload, by=request.user)
            elif form.is_valid():
                confirm(upload=upload, by=request.user, **form.cleaned_data)
            else:
                raise TransitionNotAllowed(
                    gettext("The confirmation is incomplete, or its reason is too long. Nothing was written.")
                )
            if act != "discard":
                start(upload)
        except TransitionNotAllowed as reason:
            self.message_user(request, str(reason), messages.ERROR)
        return redirect("admin:reports_upload_change", pk)

    def example_view(self, request: HttpRequest, ending: str) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        if ending not in FORMATS:
            raise Http404
        answer = HttpResponse(example(ending), content_type=FORMATS[ending])
        answer["Content-Disposition"] = f'attachment; filename="figures-example.{ending}"'
        return answer

    def _of(self, request: HttpRequest, pk: int) -> Upload:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=pk)

    def _context(self, request: HttpRequest, title: str) -> dict:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "media": self.media}


def _explained(column: object) -> dict:
    needed = {ALWAYS: _("always needed"), IF_NEW: _("needed for a new statement")}.get(column.needed, "")
    choices = ", ".join(choices_of(column))
    return {"name": column.name, "explanation": column.explanation, "needed": needed, "choices": choices}


def _standing(upload: Upload, user: AbstractBaseUser) -> dict:
    """What the page says of the upload as a whole, and which buttons it has."""
    # First whether a process works on it, then its state: one that ends in between has left its state behind.
    alive = is_worked_on(upload)
    upload.refresh_from_db()
    working = upload.state in WORKING
    counts = upload.counts
    return {
        "upload": upload,
        "working": working and alive,
        "died": DIED if working and not alive else "",
        "about": ""
        if working
        else WRONG
        if counts.get("error") and upload.state == UploadState.READ
        else ABOUT[upload.state],
        "progress": progress_of(upload),
        "may_decide": may_decide(upload, user),
        "states": [(state.value, state.label, grouped(counts.get(state.value, 0))) for state in RowState],
        "counts": {name: grouped(number) for name, number in counts.items()},
        "errors": counts.get("error", 0),
        "to_correct": counts.get("to_correct", 0),
        "left": counts.get("left", 0),
        "anything": counts.get("new", 0) or counts.get("to_correct", 0),
    }


def _listed(upload: Upload, state: str) -> QuerySet | None:
    """What the page lists: the rows of a preview, the reports of a finished import."""
    if upload.state == UploadState.READ:
        return (upload.rows.filter(state=state) if state else upload.rows.all()).order_by("position")
    if upload.state == UploadState.DONE:
        return Report.all_objects.filter(uploads=upload).select_related("party").order_by("-stated_on", "-pk")
    return None


def _blocks(rows: list[UploadRow]) -> list[tuple[str, list[UploadRow]]]:
    """Rows that follow one another and are of one report, under its name.

    Sets on each row ``mark``, ``fate_label`` and ``add_on``, the key of the report to which it is to be added by hand.
    """
    marks = {RowState.NEW: "+", RowState.CHANGED: "~", RowState.SAME: "=", RowState.ERROR: "!"}
    wanted = {row.report for row in rows if row.fate == ImportAction.FURTHER}
    pages = dict(Report.published.filter(slug__in=wanted).values_list("slug", "pk"))
    for row in rows:
        row.mark = marks[row.state]
        row.fate_label = ImportAction(row.fate).label if row.fate in ImportAction.values else ""
        row.add_on = pages.get(row.report) if row.fate == ImportAction.FURTHER else None
    return [(report, list(block)) for report, block in groupby(rows, key=lambda row: row.report)]
