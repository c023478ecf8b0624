"""Reading addresses strictly: whatever is wrong with a query string is said, never passed over."""

import difflib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import wraps

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from reports.parsing.url_canonical import is_tracking
from reports.views.form_fields import SlugsField, quoted


class InvalidQuery(BadRequest):
    """An address that no page answers. ``problems`` are sentences for the reader."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def problems_with_parameters(data: QueryDict, known: Mapping[str, bool]) -> list[str]:
    """What is wrong with the names in a query string. ``known``: name to whether it may stand more than once."""
    problems = []
    for name in data:
        if name not in known:
            if is_tracking(name):
                continue
            near = difflib.get_close_matches(name[:100], known, n=1)
            hint = _(" Did you mean %(near)s?") % {"near": near[0]} if near else ""
            problems.append(_("This page knows no %(name)s.%(hint)s") % {"name": quoted(name), "hint": hint})
        elif not known[name] and len(data.getlist(name)) > 1:
            problems.append(_("%(name)s is given more than once; give it once.") % {"name": quoted(name)})
    return problems


def check(form: forms.Form, data: QueryDict, extra: tuple[str, ...] = ()) -> dict:
    """The cleaned data of a form bound to ``data``; ``extra`` are further single parameters, such as ``page``.

    Raises InvalidQuery with every problem there is.
    """
    known = {
        name: isinstance(field, (SlugsField, forms.ModelMultipleChoiceField, forms.MultipleChoiceField))
        for name, field in form.fields.items()
    } | dict.fromkeys(extra, False)
    problems = problems_with_parameters(data, known)
    for name, errors in form.errors.items():
        field = form.fields.get(name)
        if isinstance(field, forms.ChoiceField):
            problems.append(_none_of(name, data[name], field))
        else:
            problems += [message if name == "__all__" else f"{name}: {message}" for message in errors]
    if problems:
        raise InvalidQuery(problems)
    return form.cleaned_data


def _none_of(name: str, value: str, field: forms.ChoiceField) -> str:
    choices = ", ".join(str(choice) for choice, _label in field.choices if choice)
    return _("%(name)s: %(value)s is none of %(choices)s.") % {
        "name": name,
        "value": quoted(value),
        "choices": choices,
    }


def takes_no_parameters(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a page that has one view only: refuse any parameter, rather than pass it over."""

    @wraps(view)
    def strict(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if problems := problems_with_parameters(request.GET, {}):
            raise InvalidQuery(problems)
        return view(request, *args, **kwargs)

    return strict


def update_query(
    request: HttpRequest,
    *,
    path: str | None = None,
    without: tuple[str, str] | None = None,
    **changes: str | int | date | Sequence[str] | None,
) -> str:
    """This address, or another ``path`` with its query, with some parameters changed, or dropped where None.

    ``without`` drops one value of a parameter. Blank parameters are left out, as is what other sites added.
    """
    pairs = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if value and name not in changes and (name, value) != without and not is_tracking(name)
    ]
    for name, change in changes.items():
        values = [change] if isinstance(change, str | int | date) else change or []
        pairs += [(name, str(value)) for value in values]
    path = path or request.path
    return f"{path}?{urlencode(pairs)}" if pairs else path


def with_query(path: str, parameters: Mapping[str, object]) -> str:
    """``path`` with a query string; parameters without a value are left out, lists give one for each entry."""
    pairs = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(pairs, doseq=True)}" if pairs else path
