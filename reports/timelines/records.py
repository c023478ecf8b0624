"""What the records behind a timeline add to its rows (queries)."""

from collections.abc import Collection

from reports.comparison.figure_rows import with_what_rows_need
from reports.models import Figure

from .selection import Selection


def sources_of(figures: Collection[str]) -> dict[str, tuple[int, int]]:
    """For figures (slugs): how many sources carry their statement, and how many print their number otherwise."""
    found = with_what_rows_need(Figure.published.filter(slug__in=figures)).select_related(None)
    return {slug: (sources, variants) for slug, sources, variants in found.values_list("slug", "sources", "differing")}


def statements_of(selection: Selection) -> dict[str, tuple[str, bool]]:
    """By figure: the slug of its report, and whether the day on which that was stated is known for sure."""
    found = selection.all_figures.order_by().values_list("slug", "report__slug", "report__stated_on_known")
    return {figure: (report, known) for figure, report, known in found}
