"""What each party claimed over time: series (queries) and charts (plotly figures)."""
