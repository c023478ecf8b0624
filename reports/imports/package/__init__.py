"""The package of curated claims: CSV files, a table each."""
