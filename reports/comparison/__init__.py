"""What was said beside what: hedges and perspectives (pure), and the side-by-side grid (queries)."""
