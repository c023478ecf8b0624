"""What the queue can be narrowed by: everything in its address is read here."""

from django import forms
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.models import Conflict, Party, Report
from reports.newsroom.review.queue import waiting_for

__all__ = ["QueueForm"]

AGES = (("1", gettext_lazy("a day")), ("3", gettext_lazy("three days")), ("7", gettext_lazy("a week")))


class QueueForm(forms.Form):
    """Bound to a query string; offers only the parties, authors and conflicts of the ``queue``."""

    party = forms.ModelChoiceField(
        Party.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Party")
    )
    author = forms.ChoiceField(required=False, label=gettext_lazy("Author"))
    age = forms.ChoiceField(
        choices=[("", gettext_lazy("any time")), *AGES], required=False, label=gettext_lazy("Waiting for at least")
    )
    conflict = forms.ModelChoiceField(
        Conflict.objects.none(), to_field_name="slug", required=False, label=gettext_lazy("Conflict")
    )

    def __init__(self, data: QueryDict, queue: QuerySet[Report]) -> None:
        super().__init__(data)
        plain = queue.order_by()
        for name, model in (("party", Party), ("conflict", Conflict)):
            self.fields[name].queryset = model.objects.filter(pk__in=plain.values(name))
            self.fields[name].empty_label = _("all")
        authors = plain.exclude(author=None).values_list("author", "author__username").distinct()
        self.fields["author"].choices = [("", _("all")), *((str(key), name) for key, name in sorted(authors, key=str))]

    def narrowed(self, queue: QuerySet[Report]) -> QuerySet[Report]:
        """Raises BadRequest with what is wrong with the address."""
        for name in self.data:
            if name not in self.fields and name != "page":
                raise BadRequest(_("The queue knows no “%s”.") % name[:100])
        for name, errors in self.errors.items():
            raise BadRequest(f"{name}: {errors[0]}")
        given = self.cleaned_data
        for name in ("party", "conflict"):
            if given[name]:
                queue = queue.filter(**{name: given[name]})
        if given["author"]:
            queue = queue.filter(author=int(given["author"]))
        return waiting_for(queue, int(given["age"])) if given["age"] else queue

    def query(self) -> str:
        """The filters as a query string with its question mark, empty without any."""
        kept = QueryDict(mutable=True)
        for name in self.fields:
            if self.data.get(name):
                kept[name] = self.data[name]
        return f"?{kept.urlencode()}" if kept else ""
