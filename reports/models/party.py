"""Who makes a claim."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .choices import PartyKind
from .conflict import Conflict, Side
from .constraints import lower_case, one_of

__all__ = ["Party"]


class Party(models.Model):
    slug = models.SlugField(unique=True, validators=[lower_case])
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=PartyKind)
    conflicts = models.ManyToManyField(Conflict, related_name="parties", help_text=_("Those it speaks on."))
    side = models.ForeignKey(Side, models.PROTECT, null=True, blank=True, related_name="parties")
    rank = models.PositiveSmallIntegerField(default=500, help_text=_("Order of columns; lower comes first."))
    colour = models.CharField(
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-f]{6}\Z", _("Write a colour as # and six digits, such as #b4552a."))],
        help_text=_("Its colour on charts; without one, the chart chooses."),
    )
    methodology = models.TextField(blank=True, help_text=_("What its figures mean and how it gathers them."))
    website = models.URLField(blank=True)
    history = HistoricalRecords(m2m_fields=[conflicts])

    class Meta:
        ordering = ["rank", "name"]
        verbose_name_plural = _("parties")
        constraints = [one_of("party_kind_known", "kind", PartyKind)]

    def __str__(self) -> str:
        return self.name
