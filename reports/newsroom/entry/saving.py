"""What stands on the page becomes a draft: report, figures, new sources and citations together or not at all."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from reports import workflow
from reports.models import Citation, Figure, Report, Source
from reports.models.slugs import figure_stem, free_slug, report_stem, source_slug

from .forms import SourceForm
from .page import EntryPage

__all__ = ["save_entry"]


@transaction.atomic
def save_entry(*, page: EntryPage, by: AbstractBaseUser) -> Report:
    """A new draft of ``by``. The page has to be valid. Raises TransitionNotAllowed."""
    report = page.report()
    report.slug = free_slug(Report, report_stem(report.party, report.stated_on))
    workflow.save_draft(report=report, by=by)
    report.draws_on.set(page.last.report.draws_on.all())
    taken: set[str] = set()
    for _line, figure in page.figures():
        figure.report = report
        figure.slug = free_slug(Figure, figure_stem(report.slug, figure.measure), taken)
        taken.add(figure.slug)
        figure.save()
    for form in page.sources:
        Citation.objects.create(report=report, source=form.cited or _made(form), role=form.cleaned_data["role"])
    return report


def _made(form: SourceForm) -> Source:
    data = form.cleaned_data
    return Source.objects.create(
        slug=source_slug(data["publisher"], data["address"]),
        url=data["address"],
        publisher=data["publisher"],
        title=data["title"],
        published_on=data["published_on"],
        language=data["language"],
        retrieved_on=timezone.localdate(),
    )
