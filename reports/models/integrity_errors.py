"""What the database refused, in words for the person who asked."""

from django.apps import apps
from django.db import Error
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

__all__ = ["explain"]

_SEALED = gettext_lazy(
    "A published record never changes in place. Correct it, or add what another source prints: a new version takes its "
    "place."
)
# The triggers of migrations 0002, 0005, 0006 and 0007.
TRIGGERS = {
    "figure_copies_its_report": gettext_lazy("A figure has the party and the day of its report."),
    "figure_not_about_a_later_day": gettext_lazy("A figure covers at most the day after its report."),
    "figure_subject_of_the_conflict": gettext_lazy("A figure's subject belongs to the report's conflict."),
    "variant_of_one_report": gettext_lazy("A variant's citation and figure belong to one report."),
    "report_keeps_its_subjects": gettext_lazy("The report's figures are about subjects of its present conflict."),
    "subject_keeps_its_conflict": gettext_lazy("There are figures about this subject in its present conflict."),
    "figure_keeps_its_variants": gettext_lazy("The figure has variants, which belong to its present report."),
    "citation_keeps_its_variants": gettext_lazy("The citation has variants, which belong to its present report."),
    "source_keeps_snapshot": gettext_lazy("A public record cites this source, so the copy kept of it stays."),
    "source_keeps_address": gettext_lazy(
        "A record that is public or under review cites this source, so its address stays."
    ),
    "report_sealed": _SEALED,
    "figure_sealed": _SEALED,
    "citation_sealed": _SEALED,
    "variant_sealed": _SEALED,
    "report_draws_on_sealed": _SEALED,
    "report_follows_correction": gettext_lazy(
        "Which report a published one revises changes only to the version that takes that one’s place."
    ),
    "report_stays_public": gettext_lazy("What was published stays on record: it can be corrected or retracted."),
    "report_kept": gettext_lazy("What was published is never deleted. It can be retracted, with a reason."),
    "step_kept": gettext_lazy("What was done with a report, when and why, is never changed."),
    "history_kept": gettext_lazy("The history of a record is never changed."),
}


def explain(error: Error) -> str:
    """One sentence on why nothing was written."""
    rules = TRIGGERS | {
        constraint.name: constraint.violation_error_message
        for model in apps.get_app_config("reports").get_models()
        for constraint in model._meta.constraints
    }
    reasons = [str(reason) for name, reason in rules.items() if name in str(error)]
    reason = reasons[0] if reasons else _("Someone may have saved the same record at the same moment.")
    return _("The database did not accept this, and nothing was saved. %(reason)s") % {"reason": reason}
