"""The public addresses (DESIGN.md, section 4)."""

from django.urls import path

from reports.views import (
    compare_page,
    correction_page,
    measure_page,
    method_page,
    party_pages,
    preview_images,
    record_lists,
    record_pages,
    side_by_side_page,
    site_pages,
    snapshots,
)
from reports.views.timeline import timeline_page as timeline
from reports.views.timeline.embeds import embed, oembed
from reports.views.timeline.embeds import preview as timeline_preview

urlpatterns = [
    path("", site_pages.home, name="home"),
    path("healthz", site_pages.healthz, name="healthz"),
    path("preview.png", preview_images.site, name="preview"),
    path("oembed", oembed, name="oembed"),
    path("parties/", party_pages.party_list, name="party-list"),
    path("parties/preview.png", preview_images.section, {"name": "parties"}, name="party-list-preview"),
    path("parties/<slug:slug>/", party_pages.party, name="party"),
    path("parties/<slug:slug>/preview.png", preview_images.party, name="party-preview"),
    path("measures/", measure_page.page, name="measures"),
    path("measures/preview.png", preview_images.section, {"name": "measures"}, name="measures-preview"),
    path("method/", method_page.page, name="method"),
    path("method/preview.png", preview_images.section, {"name": "method"}, name="method-preview"),
    path("reports/<slug:slug>/", record_pages.report, name="report"),
    path("reports/<slug:slug>/preview.png", preview_images.report, name="report-preview"),
    path("figures/<slug:slug>/", record_pages.figure, name="figure"),
    path("figures/<slug:slug>/preview.png", preview_images.figure, name="figure-preview"),
    path("sources/<slug:slug>/", record_pages.source, name="source"),
    path("sources/<slug:slug>/snapshot", snapshots.snapshot, name="source-snapshot"),
    path("sources/<slug:slug>/preview.png", preview_images.source, name="source-preview"),
    path("<slug:conflict>/", side_by_side_page.page, name="side-by-side"),
    path("<slug:conflict>/preview.png", preview_images.side_by_side, name="side-by-side-preview"),
    path("<slug:conflict>/timeline/", timeline.page, name="timeline"),
    path("<slug:conflict>/timeline/preview.png", timeline_preview, name="timeline-preview"),
    path("<slug:conflict>/timeline/embed/", embed, name="timeline-embed"),
    path("<slug:conflict>/timeline/chart.json", timeline.chart, name="timeline-chart"),
    path("<slug:conflict>/timeline/figures.csv", timeline.table, name="timeline-rows-csv"),
    path("<slug:conflict>/timeline/figures.json", timeline.document, name="timeline-rows-json"),
    path("<slug:conflict>/compare/", compare_page.page, name="compare"),
    path("<slug:conflict>/compare/preview.png", preview_images.compare, name="compare-preview"),
    path("<slug:conflict>/compare/chart.json", compare_page.chart, name="compare-chart"),
    path("<slug:conflict>/compare/compare.csv", compare_page.table, name="compare-table"),
    path("<slug:conflict>/reports/", record_lists.reports, name="report-list"),
    path(
        "<slug:conflict>/reports/preview.png", preview_images.section, {"name": "reports"}, name="report-list-preview"
    ),
    path("<slug:conflict>/figures/", record_lists.figures, name="figure-list"),
    path(
        "<slug:conflict>/figures/preview.png", preview_images.section, {"name": "figures"}, name="figure-list-preview"
    ),
    path("<slug:conflict>/variants/", record_lists.variants, name="variant-list"),
    path(
        "<slug:conflict>/variants/preview.png",
        preview_images.section,
        {"name": "variants"},
        name="variant-list-preview",
    ),
    path("<slug:conflict>/corrections/", correction_page.page, name="correction-list"),
    path(
        "<slug:conflict>/corrections/preview.png",
        preview_images.section,
        {"name": "corrections"},
        name="correction-list-preview",
    ),
    path("<slug:conflict>/variants/variants.csv", record_lists.variant_table, name="variant-table"),
]
