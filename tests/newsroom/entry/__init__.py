"""Entering reports: what a browser sends from their pages, for all tests of the desk."""

from .sent import ADD, as_shown, citation_fields, entry, figure_fields, page

__all__ = ["ADD", "as_shown", "citation_fields", "entry", "figure_fields", "page"]
