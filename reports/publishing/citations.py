"""How a page is cited, in plain words and as BibTeX, and under which licences the data may be used (pure)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SITE = gettext_lazy("Claimed Losses")
# For files and pictures that leave the site.
DATA_LICENCE = gettext_lazy(
    "Facts as stated by the parties, gathered from the sources named in the records; transcriptions of bulletins by"
    " the data sets of Petro Ivaniuk and orc-losses (MIT), Oryx totals by scarnecchia/oryx_data (CC BY 4.0), estimates"
    " listed by The Economist (CC BY 4.0)."
)
# The same where there is a link to the page, which says it in full.
LICENCES_IN_SHORT = gettext_lazy("data under MIT and CC BY 4.0")
_PARTIES_NAMED = 5
# What each character that LaTeX would run must be written as.
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
}


@dataclass(frozen=True, slots=True)
class Work:
    """What is cited. ``parties`` are the names of those whose claims it shows; ``seen`` is the day of access."""

    site: str
    title: str
    parties: Sequence[str]
    address: str
    seen: date


def plain(work: Work) -> str:
    """One line of plain text.

    >>> plain(Work("Claimed Losses", "Russian forces: killed", ["NATO"], "https://a.example/", date(2026, 11, 22)))
    'Claimed Losses: “Russian forces: killed”. Claims by NATO. https://a.example/ (accessed 22 November 2026).'
    """
    parts = [f"{work.site}: “{work.title}”."]
    if work.parties:
        parts.append(_("Claims by %(parties)s.") % {"parties": _listed(work.parties)})
    parts.append(f"{work.address} ({_accessed(work)}).")
    return " ".join(parts)


def bibtex(work: Work) -> str:
    """An entry of type misc, which every style knows. In the address nothing is escaped: a url field is verbatim."""
    key = re.sub(r"[^a-z0-9]+", "-", f"{work.site} {work.seen.isoformat()}".lower()).strip("-")
    note = _accessed(work)
    if work.parties:
        note = f"{_('Claims by %(parties)s') % {'parties': _listed(work.parties)}}; {note}"
    fields = {
        "title": f"{{{_latex(work.title)}}}",
        "author": f"{{{_latex(work.site)}}}",
        "year": str(work.seen.year),
        "url": _without_braces(work.address),
        "urldate": work.seen.isoformat(),
        "note": _latex(note),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}"


def _accessed(work: Work) -> str:
    return _("accessed %(day)s") % {"day": date_format(work.seen, "j F Y")}


def _listed(names: Sequence[str]) -> str:
    """The first few by name, the others by number."""
    if len(names) > _PARTIES_NAMED:
        others = _("%d others") % (len(names) - _PARTIES_NAMED + 1)
        names = [*names[: _PARTIES_NAMED - 1], others]
    if len(names) == 1:
        return names[0]
    return _("%(all)s and %(last)s") % {"all": ", ".join(names[:-1]), "last": names[-1]}


def _latex(text: str) -> str:
    """On one line, so that no brace and no command of LaTeX in a name takes effect."""
    return "".join(_LATEX.get(character, character) for character in " ".join(text.split()))


def _without_braces(address: str) -> str:
    return address.replace("{", "%7B").replace("}", "%7D")
