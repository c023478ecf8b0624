"""Who changed what and when, on every record: written by each way of writing, read by the pages of the desk.

A record that is saved or deleted by itself leaves its row of itself (django-simple-history, see the models). Writing in
bulk sends no such signal: its caller calls ``remember``. Triggers refuse to change what is written.
"""

from .entries import deleted_records, history_of
from .recorder import CHANGED, CREATED, acting, because, imported, newest_changes, remember

__all__ = [
    "CHANGED",
    "CREATED",
    "acting",
    "because",
    "deleted_records",
    "history_of",
    "imported",
    "newest_changes",
    "remember",
]
