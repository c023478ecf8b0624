"""A new report in a minute: like the party's last one, with its numbers beside empty fields.

What is typed becomes a report with its figures and citations in one transaction, through the workflow. Nothing is lost
on the way: what is not saved yet is kept (``autosaved_forms``), and of two versions both are shown (``edit_diff``).
"""
