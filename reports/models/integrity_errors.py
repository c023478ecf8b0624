"""What the database refused, in words for the person who asked."""

import re

from django.apps import apps
from django.db import Error
from django.utils.translation import gettext as _

from .triggers import all_triggers

__all__ = ["message_for"]


def message_for(error: Error) -> str:
    """One sentence on why nothing was written."""
    rules = {trigger.rule: trigger.sentence for trigger in all_triggers() if trigger.sentence} | {
        constraint.name: constraint.violation_error_message
        for model in apps.get_app_config("reports").get_models()
        for constraint in model._meta.constraints
    }
    # Whole names: those of triggers begin with the names of their rules.
    names = set(re.findall(r"\w+", str(error)))
    reasons = [str(reason) for name, reason in rules.items() if name in names]
    reason = reasons[0] if reasons else _("Someone may have saved the same record at the same moment.")
    return _("The database did not accept this, and nothing was saved. %(reason)s") % {"reason": reason}
