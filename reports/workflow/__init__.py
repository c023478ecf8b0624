"""The states of a report and who may move it between them. Every change of state passes through this room.

draft -> submitted -> published, or sent back with a reason. Published -> corrected, when a new version replaces it: our
correction, or one that adds what another source prints. Published -> retracted, with a reason. Nobody publishes, sends
back or retracts what they wrote or last changed.
"""

from .permissions import (
    TransitionNotAllowed,
    may_discard,
    may_edit,
    may_read,
    readable,
    why_not_publish,
    why_not_replace,
    why_not_retract,
    why_not_send_back,
    why_not_submit,
    why_not_take_back,
)
from .transitions import (
    EditConflict,
    add_printed,
    allow_published_writes,
    correct,
    discard,
    publish,
    retract,
    save_draft,
    send_back,
    submit,
    submit_imported,
    take_back,
)

__all__ = [
    "EditConflict",
    "TransitionNotAllowed",
    "add_printed",
    "allow_published_writes",
    "correct",
    "discard",
    "may_discard",
    "may_edit",
    "may_read",
    "publish",
    "readable",
    "retract",
    "save_draft",
    "send_back",
    "submit",
    "submit_imported",
    "take_back",
    "why_not_publish",
    "why_not_replace",
    "why_not_retract",
    "why_not_send_back",
    "why_not_submit",
    "why_not_take_back",
]
