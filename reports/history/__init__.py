"""Who changed what and when, on every record: written by each way of writing, read by the pages of the desk.

A record that is saved or deleted by itself leaves its row of itself (django-simple-history, see the models). Writing in
bulk sends no such word: whoever does it calls ``remember``. Triggers keep what is written (migration 0006).
"""

from .reading import gone, history_of
from .recorder import CHANGED, CREATED, acting, because, imported, newest_changes, remember

__all__ = ["CHANGED", "CREATED", "acting", "because", "gone", "history_of", "imported", "newest_changes", "remember"]
