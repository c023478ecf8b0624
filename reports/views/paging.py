"""Pages of a long list."""

from dataclasses import dataclass

from django.core.paginator import EmptyPage, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from .querystring import page_number, with_parameters


@dataclass(frozen=True, slots=True)
class Paging:
    """Where a page stands in its list: ``first`` to ``last`` of ``count`` entries, and the neighbours' addresses.

    ``links`` are (page number, address), address None for this page itself, and (None, None) for a gap.
    """

    count: int
    first: int
    last: int
    number: int
    pages: int
    previous: str | None
    next: str | None
    links: tuple[tuple[int | None, str | None], ...]


def paginate(request: HttpRequest, records: QuerySet, size: int, count: int | None = None) -> tuple[QuerySet, Paging]:
    """The slice of ``records`` that the address asks for. ``count`` saves a query where it is known.

    Raises Http404 for a page beyond the last, BadAddress for what is no page number.
    """
    paginator = Paginator(records, size)
    if count is not None:
        paginator.count = count
    number = page_number(request)
    try:
        page = paginator.page(number)
    except EmptyPage as error:
        raise Http404(
            _("This list has no page %(page)d; its last is %(last)d.") % {"page": number, "last": paginator.num_pages}
        ) from error

    def address(other: int) -> str:
        return with_parameters(request, page=other if other > 1 else None)

    links = [
        (None, None) if other == paginator.ELLIPSIS else (other, None if other == number else address(other))
        for other in paginator.get_elided_page_range(number, on_each_side=2, on_ends=1)
    ]
    return page.object_list, Paging(
        count=paginator.count,
        first=page.start_index(),
        last=page.end_index(),
        number=number,
        pages=paginator.num_pages,
        previous=address(number - 1) if page.has_previous() else None,
        next=address(number + 1) if page.has_next() else None,
        links=tuple(links),
    )
