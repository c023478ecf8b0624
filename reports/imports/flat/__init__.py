"""Flat tables, as people keep them in spreadsheets: one row a figure, with its report's and its source's columns.

CSV and XLSX become the same rows as a package's (package.schema), so that one loader writes them and one comparison
tells what is new. A library's import of model rows is not used for them: it would lose the numbers of lines, take what
a formula last gave for a value, and write a row at a time (10.8 s for 22,375 rows, where the loader takes 1 s).
"""
