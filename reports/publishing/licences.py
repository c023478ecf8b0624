"""Under which licences the data may be used, in one sentence for files and pictures that leave the site."""

from django.utils.translation import gettext_lazy as _

DATA_LICENCE = _(
    "Facts as stated by the parties, gathered from the sources named in the records; transcriptions of bulletins by"
    " the data sets of Petro Ivaniuk and orc-losses (MIT), Oryx totals by scarnecchia/oryx_data (CC BY 4.0), estimates"
    " listed by The Economist (CC BY 4.0)."
)
# The same where there is a link to the page, which says it in full.
LICENCES_IN_SHORT = _("data under MIT and CC BY 4.0")
