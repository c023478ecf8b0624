"""What bench_pages.py measures with: the browser, the limit page, and the table of promises."""
