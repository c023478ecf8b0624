"""Reports: entered with their figures and citations, submitted by their author, published by someone else."""

from functools import partial

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from reports import workflow
from reports.models import Act, Conflict, Figure, Report
from reports.models.validation import FLOOR
from reports.newsroom.admin.autosave import AutosaveMixin, autosave_context, clear_errors
from reports.newsroom.admin.base_admin import BaseAdmin
from reports.newsroom.admin.edit_conflicts import ConflictMixin, began_from
from reports.newsroom.admin.entry_admin import EntryMixin
from reports.newsroom.admin.inlines import CitationInline, FigureInline, VariantInline
from reports.newsroom.admin.report_checks import ChecksMixin
from reports.newsroom.admin.report_transitions import BEGINNINGS, STEPS, TransitionsMixin, public_address
from reports.newsroom.admin.review_admin import ReviewMixin
from reports.newsroom.forms.report_form import ReportForm

__all__ = ["ReportAdmin"]

OTHERS_DRAFT = _(
    "This is somebody else’s draft. It can be read here once its author has submitted it; until then by reviewers only."
)


class ReadableReports(ChangeList):
    """The list, its filters and its actions without the drafts that this editor may not open."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: list | None = None) -> QuerySet[Report]:
        return workflow.readable(super().get_queryset(request, exclude_parameters), request.user)


@admin.register(Report)
class ReportAdmin(ReviewMixin, EntryMixin, AutosaveMixin, ConflictMixin, TransitionsMixin, ChecksMixin, BaseAdmin):
    form = ReportForm
    inlines = [FigureInline, CitationInline, VariantInline]
    autocomplete_fields = ["party", "revises", "draws_on"]
    date_hierarchy = "stated_on"
    list_display = ["title", "party_in_short", "stated_on", "status", "figures_entered", "author"]
    list_filter = ["status", "kind", "method", "conflict", "party"]
    search_fields = ["title", "slug", "speaker", "wording", "party__name", "party__short_name"]
    search_help_text = _("Title, address, speaker, words or party")
    readonly_fields = ["status", "replaces", "author", "created_at", "submitted_at", "reviewer", "published_at"]
    actions = ["submit_chosen", "publish_chosen"]
    entry_fieldsets = [
        (None, {"fields": [("party", "conflict"), ("stated_on", "stated_on_known"), "title", "speaker"]}),
        (_("How it is known"), {"fields": [("kind", "method"), "draws_on"]}),
        (_("Words and notes"), {"fields": ["wording", "language", "note", "slug"]}),
        (
            _("The party’s own revision"),
            {
                "fields": ["revises", "revision_reason"],
                "description": _(
                    "Only where the party itself restates what it said before. What we typed wrong is our correction: "
                    "the button “Correct” on the page of the published report. What a source prints otherwise is that "
                    "source’s inconsistency: a variant, at the end of this page; of a published report, by the button "
                    "“Add what another source prints”."
                ),
            },
        ),
    ]
    correction_fieldset = (
        _("Our correction"),
        {
            "fields": ["replaces", "correction_reason"],
            "description": _(
                "This draft takes the place of a published version that we typed wrong. The party changed nothing: "
                "where it did, publish what it says now as a new report that revises the old one."
            ),
        },
    )
    addition_fieldset = (
        _("What another source prints"),
        {
            "fields": ["replaces", "addition_reason"],
            "description": _(
                "This draft takes the place of a published version and adds to it. Add the source under the citations "
                "and, where it prints something else, a variant at the end of this page. All else stays as it is: what "
                "we typed wrong is our correction, and a draft of its own."
            ),
        },
    )
    step_fieldset = (_("Steps"), {"fields": [("author", "created_at", "submitted_at"), ("reviewer", "published_at")]})

    # --- pages ----------------------------------------------------------------------------------------------------

    def get_urls(self) -> list:
        transitions = [step for step in (*STEPS, *BEGINNINGS) if step != "submit"]  # by the button of the form alone
        views = [
            ("like/<slug:slug>/", self.like_view, "like"),
            ("like/<slug:slug>/read/", self.read_view, "like_read"),
            ("unsaved/", self.autosave_view, "unsaved"),
            ("unsaved/throw/", self.discard_view, "unsaved_throw"),
            ("queue/", self.queue_view, "queue"),
            ("check-all/", self.check_all_view, "check_all"),
            ("warnings/", self.warnings_view, "warnings"),
            ("<int:pk>/review/", self.review_view, "review"),
            ("<int:pk>/reasons/", self.reasons_view, "reasons"),
            *((f"<int:pk>/{step}/", partial(self.step_view, step=step), step) for step in transitions),
        ]
        guarded = self.admin_site.admin_view
        urls = [path(route, guarded(view), name=f"reports_report_{name}") for route, view, name in views]
        return urls + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: object, obj: Report | None = None, **kwargs: object
    ) -> HttpResponse:
        if hasattr(request, "restored"):
            clear_errors(context)
        if self.has_change_permission(request, obj) if obj else self.has_add_permission(request):
            context |= autosave_context(request)
        if obj:
            formsets = [inline.formset for inline in context["inline_admin_formsets"]]
            context["began"] = began_from(request, context["adminform"].form, formsets)
            context |= self.transitions_context(request, obj)
            if not self.has_publish_permission(request):
                context.pop("hindrance", None)
            if not context.get("is_popup"):
                context |= self.checks_context(request, obj, formsets)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    # --- what is shown, and to whom -------------------------------------------------------------------------------

    def get_fieldsets(self, request: HttpRequest, obj: Report | None = None) -> list:
        if obj is None:
            return self.entry_fieldsets
        why = {Act.CORRECTION: [self.correction_fieldset], Act.ADDITION: [self.addition_fieldset]}.get(obj.act, [])
        return [*why, *self.entry_fieldsets, self.step_fieldset]

    def get_inlines(self, request: HttpRequest, obj: Report | None) -> list:
        """Variants need figures and citations to choose from: they are entered once the report is saved."""
        return self.inlines if obj else [FigureInline, CitationInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        count = Figure.all_objects.filter(report=OuterRef("pk")).order_by().values("report").annotate(n=Count("pk"))
        return (
            super()
            .get_queryset(request)
            .select_related("party", "author")
            .annotate(figure_count=Coalesce(Subquery(count.values("n")), 0))
        )

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple:
        """Where a report is chosen on the page of another record, only published ones are offered."""
        if "field_name" in request.GET:
            queryset = queryset.published()
        return super().get_search_results(request, queryset, search_term)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Report | None:
        """The report; on a POST locked, so that it is not published while a change to it is being written."""
        report = super().get_object(request, object_id, from_field)
        if report and request.method == "POST":
            report.refresh_from_db(from_queryset=Report.all_objects.select_for_update())
        return report

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        initial = super().get_changeform_initial_data(request)
        conflicts = Conflict.objects.values_list("pk", flat=True)[:2]
        return {"conflict": conflicts[0]} | initial if len(conflicts) == 1 else initial

    def get_form(self, request: HttpRequest, obj: Report | None = None, change: bool = False, **kwargs: object) -> type:
        form = super().get_form(request, obj, change, **kwargs)
        for name in ("revises", "draws_on", "conflict"):
            if name in form.base_fields:
                widget = form.base_fields[name].widget
                widget.can_add_related = widget.can_change_related = False
        return form

    @admin.display(description=_("party"), ordering="party__short_name")
    def party_in_short(self, report: Report) -> str:
        return report.party.short_name

    @admin.display(description=_("figures"), ordering="figure_count")
    def figures_entered(self, report: Report) -> int:
        return report.figure_count

    def view_on_site(self, report: Report) -> str | None:
        return public_address(report)

    def get_changelist(self, request: HttpRequest, **kwargs: object) -> type[ChangeList]:
        return ReadableReports

    def changeform_view(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return super().changeform_view(request, *args, **kwargs)
        except PermissionDenied as refusal:
            if request.method == "GET" and not str(refusal):
                raise PermissionDenied(OTHERS_DRAFT) from None
            raise

    def has_view_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        allowed = super().has_view_permission(request, obj)
        return allowed and (obj is None or workflow.may_read(obj, request.user))

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or workflow.may_edit(obj, request.user))

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or workflow.may_discard(obj, request.user))

    # --- writing --------------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Report, form: ReportForm, change: bool) -> None:
        workflow.save_draft(report=obj, by=request.user, seen=form.cleaned_data["seen"])

    def save_formset(self, request: HttpRequest, form: ReportForm, formset: BaseFormSet, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        for row in getattr(formset, "floors", ()):
            message = _("%(measure)s: recorded as %(number)s. %(why)s")
            about = {"measure": row.cleaned_data["measure"], "number": row.floor, "why": FLOOR}
            self.message_user(request, message % about, messages.WARNING)

    def delete_model(self, request: HttpRequest, obj: Report) -> None:
        workflow.discard(report=obj, by=request.user)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> None:
        for report in queryset:
            workflow.discard(report=report, by=request.user)

    def response_add(self, request: HttpRequest, obj: Report, post_url_continue: str | None = None) -> HttpResponse:
        return self.go_on(request, obj, super().response_add(request, obj, post_url_continue))

    def response_change(self, request: HttpRequest, obj: Report) -> HttpResponse:
        return self.go_on(request, obj, super().response_change(request, obj))
