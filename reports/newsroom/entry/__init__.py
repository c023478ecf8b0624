"""A new report in a minute: like the party's last one, with its numbers beside empty fields.

What is typed becomes a report with its figures and citations in one transaction, through the workflow. Nothing is lost
on the way: of two versions of one report both are shown (``edit_diff``).
"""
