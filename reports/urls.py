"""The public addresses (DESIGN.md, section 4)."""

from django.urls import path

from .views import (
    compare,
    figures,
    measures,
    method,
    pages,
    parties,
    records,
    reports,
    side_by_side,
    timeline,
    variants,
)

urlpatterns = [
    path("", pages.home, name="home"),
    path("healthz", pages.healthz, name="healthz"),
    path("parties/", parties.party_list, name="party-list"),
    path("parties/<slug:slug>/", parties.party, name="party"),
    path("measures/", measures.page, name="measures"),
    path("method/", method.page, name="method"),
    path("reports/<slug:slug>/", records.report, name="report"),
    path("figures/<slug:slug>/", records.figure, name="figure"),
    path("sources/<slug:slug>/", records.source, name="source"),
    path("<slug:conflict>/", side_by_side.page, name="side-by-side"),
    path("<slug:conflict>/timeline/", timeline.page, name="timeline"),
    path("<slug:conflict>/timeline/chart.json", timeline.chart, name="timeline-chart"),
    path("<slug:conflict>/compare/", compare.page, name="compare"),
    path("<slug:conflict>/compare/chart.json", compare.chart, name="compare-chart"),
    path("<slug:conflict>/compare/compare.csv", compare.table, name="compare-table"),
    path("<slug:conflict>/reports/", reports.page, name="report-list"),
    path("<slug:conflict>/figures/", figures.page, name="figure-list"),
    path("<slug:conflict>/variants/", variants.page, name="variant-list"),
    path("<slug:conflict>/variants/variants.csv", variants.table, name="variant-table"),
]
