"""The public addresses (DESIGN.md, section 4)."""

from django.urls import path

from reports.views import (
    compare,
    corrections,
    figures,
    measures,
    method,
    pages,
    parties,
    previews,
    records,
    reports,
    side_by_side,
    snapshots,
    variants,
)
from reports.views.timeline import files as timeline_files
from reports.views.timeline import timeline_page as timeline
from reports.views.timeline.embeds import embed, oembed
from reports.views.timeline.embeds import preview as timeline_preview

urlpatterns = [
    path("", pages.home, name="home"),
    path("healthz", pages.healthz, name="healthz"),
    path("preview.png", previews.site, name="preview"),
    path("oembed", oembed, name="oembed"),
    path("parties/", parties.party_list, name="party-list"),
    path("parties/preview.png", previews.section, {"name": "parties"}, name="party-list-preview"),
    path("parties/<slug:slug>/", parties.party, name="party"),
    path("parties/<slug:slug>/preview.png", previews.party, name="party-preview"),
    path("measures/", measures.page, name="measures"),
    path("measures/preview.png", previews.section, {"name": "measures"}, name="measures-preview"),
    path("method/", method.page, name="method"),
    path("method/preview.png", previews.section, {"name": "method"}, name="method-preview"),
    path("reports/<slug:slug>/", records.report, name="report"),
    path("reports/<slug:slug>/preview.png", previews.report, name="report-preview"),
    path("figures/<slug:slug>/", records.figure, name="figure"),
    path("figures/<slug:slug>/preview.png", previews.figure, name="figure-preview"),
    path("sources/<slug:slug>/", records.source, name="source"),
    path("sources/<slug:slug>/snapshot", snapshots.snapshot, name="source-snapshot"),
    path("sources/<slug:slug>/preview.png", previews.source, name="source-preview"),
    path("<slug:conflict>/", side_by_side.page, name="side-by-side"),
    path("<slug:conflict>/preview.png", previews.side_by_side, name="side-by-side-preview"),
    path("<slug:conflict>/timeline/", timeline.page, name="timeline"),
    path("<slug:conflict>/timeline/preview.png", timeline_preview, name="timeline-preview"),
    path("<slug:conflict>/timeline/embed/", embed, name="timeline-embed"),
    path("<slug:conflict>/timeline/chart.json", timeline.chart, name="timeline-chart"),
    path("<slug:conflict>/timeline/figures.csv", timeline_files.table, name="timeline-rows-csv"),
    path("<slug:conflict>/timeline/figures.json", timeline_files.document, name="timeline-rows-json"),
    path("<slug:conflict>/compare/", compare.page, name="compare"),
    path("<slug:conflict>/compare/preview.png", previews.compare, name="compare-preview"),
    path("<slug:conflict>/compare/chart.json", compare.chart, name="compare-chart"),
    path("<slug:conflict>/compare/compare.csv", compare.table, name="compare-table"),
    path("<slug:conflict>/reports/", reports.page, name="report-list"),
    path("<slug:conflict>/reports/preview.png", previews.section, {"name": "reports"}, name="report-list-preview"),
    path("<slug:conflict>/figures/", figures.page, name="figure-list"),
    path("<slug:conflict>/figures/preview.png", previews.section, {"name": "figures"}, name="figure-list-preview"),
    path("<slug:conflict>/variants/", variants.page, name="variant-list"),
    path("<slug:conflict>/variants/preview.png", previews.section, {"name": "variants"}, name="variant-list-preview"),
    path("<slug:conflict>/corrections/", corrections.page, name="correction-list"),
    path(
        "<slug:conflict>/corrections/preview.png",
        previews.section,
        {"name": "corrections"},
        name="correction-list-preview",
    ),
    path("<slug:conflict>/variants/variants.csv", variants.table, name="variant-table"),
]
