"""The package of curated claims: twelve CSV files, a table each."""
