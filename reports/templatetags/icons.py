"""The site's mark, for the tab of the browser."""

from functools import cache
from pathlib import Path
from urllib.parse import quote

from django import template
from django.contrib.staticfiles import finders

register = template.Library()


@register.simple_tag
@cache
def mark_as_data() -> str:
    """The mark inside the address itself: a page that is opened first of all then asks for one file less."""
    svg = Path(finders.find("img/mark.svg")).read_text(encoding="utf-8").strip()
    return f"data:image/svg+xml,{quote(svg, safe=' =:/')}"
