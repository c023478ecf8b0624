"""Files that editors import: received, read by a process of their own, shown, confirmed, written by another.

An upload's process holds the lock of its folder for as long as it lives, however it ends: so pages know one that died.
"""

from .progress import Progress, progress_of
from .upload_actions import confirm, discard, may_decide, read_again, receive, visible_to
from .upload_process import is_worked_on, start

__all__ = [
    "Progress",
    "confirm",
    "discard",
    "is_worked_on",
    "may_decide",
    "progress_of",
    "read_again",
    "receive",
    "start",
    "visible_to",
]
