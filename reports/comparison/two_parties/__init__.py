"""Two parties over time: who can be set against whom, on which days, and why not."""
