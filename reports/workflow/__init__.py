"""The states of a report and who may move it between them. Every change of state passes through this room.

draft -> submitted -> published, or sent back with a reason. Published -> corrected, when a new version replaces it: our
correction, or one that adds what another source prints. Published -> retracted, with a reason. Nobody publishes, sends
back or retracts what they wrote or last changed.
"""

from .arrivals import submit_imported
from .corrections import add_printed, correct
from .rules import (
    NotAllowed,
    hindrance_to_publishing,
    hindrance_to_replacing,
    hindrance_to_retracting,
    hindrance_to_sending_back,
    hindrance_to_submitting,
    hindrance_to_taking_back,
    may_discard,
    may_edit,
    may_read,
    readable,
)
from .sealing import unsealed
from .steps import OutOfDate, discard, publish, retract, save_draft, send_back, submit, take_back

__all__ = [
    "NotAllowed",
    "OutOfDate",
    "add_printed",
    "correct",
    "discard",
    "hindrance_to_publishing",
    "hindrance_to_replacing",
    "hindrance_to_retracting",
    "hindrance_to_sending_back",
    "hindrance_to_submitting",
    "hindrance_to_taking_back",
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
    "unsealed",
]
