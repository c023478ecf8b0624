"""What was said beside what: the rules (pure), and the queries that bring figures before them."""
