"""Who asks: browsers of the people of the desk, and what the database holds after an act of theirs, which is undone."""

from collections.abc import Iterator
from contextlib import contextmanager

from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.messages import get_messages
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.test import Client

from .normal import lines_of

ADMINISTRATOR = 9_000_001  # the key of the one made here
LARGE = 500  # the key from which on only new rows of a table are looked at
UNWATCHED = {"django_session", "django_content_type", "auth_permission"}
AT_THE_DESK = ("draft", "submitted", "sent_back")

Answer = tuple[str, str, list[str]]  # who asked, for what, the lines of the answer


def rows(model: str) -> QuerySet:
    """All rows of a model of the reports, those that only the desk sees included."""
    return apps.get_model("reports", model)._base_manager.order_by("pk")


def worked_on() -> list[Model]:
    """Reports that have not come by the bundled data alone: at the desk, or moved by somebody."""
    return list((rows("Report").filter(status__in=AT_THE_DESK) | rows("Report").filter(steps__isnull=False)).distinct())


def watched() -> list[type[Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table not in UNWATCHED]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written meanwhile is taken back. New rows get the numbers that follow those of the rows there."""
    with transaction.atomic():
        if statements := connection.ops.sequence_reset_sql(no_style(), watched()):
            with connection.cursor() as cursor:
                cursor.execute("".join(statements))
        yield
        transaction.set_rollback(True)


def browser(user: Model | None = None) -> Client:
    client = Client(headers={"host": "localhost"}, raise_request_exception=False)
    if user is not None:
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


class Desk:
    """``people`` are browsers by the name of who is logged in: a superuser made here, and who has moved a report."""

    def __init__(self) -> None:
        users = get_user_model().objects
        administrator = users.create(pk=ADMINISTRATOR, username="recorder", is_staff=True, is_superuser=True)
        writers = users.filter(is_active=True, is_staff=True, steps__isnull=False).distinct().order_by("pk")
        self.people = {user.username: browser(user) for user in [administrator, *writers]}
        reviewers = [user.username for user in writers if user.groups.filter(name="Reviewers").exists()]
        self.reviewer = next(iter(reviewers), "recorder")
        self.newest = {model: newest_key(model) for model in watched()}
        self.before = self.contents()

    def see(self, who: str, page: str, name: str = "") -> Answer:
        """The answer to a page that is opened. ``name`` tells it from others at the same address."""
        with undone():
            return who, f"GET {page} {name}".rstrip(), lines_of(self.people[who].get(page))

    def do(self, who: str, page: str, data: object, name: str = "", **options: object) -> Answer:
        """The answer to what is sent, what the next page will say of it, and what was written."""
        with undone():
            answer = self.people[who].post(page, data, **options)
            said = [str(message) for message in get_messages(answer.wsgi_request)]
            lines = [*lines_of(answer), "", "--- said", *said, "--- written", *self.written()]
        return who, f"POST {page} {name}".rstrip(), lines

    def fields(self, who: str, page: str) -> dict[str, list[str]]:
        return fields(self.people[who].get(page).content)

    def contents(self) -> dict[str, dict]:
        """The rows of each table by key: all where they are few, else those that are new."""
        found = {}
        for model, newest in self.newest.items():
            is_large = isinstance(newest, int) and newest > LARGE
            shown = model._base_manager.filter(pk__gt=newest) if is_large else model._base_manager.all()
            found[model._meta.db_table] = {row[model._meta.pk.attname]: row for row in shown.values()}
        return found

    def written(self) -> list[str]:
        """Rows that were added, changed or deleted."""
        lines = []
        for table, after in self.contents().items():
            before = self.before[table]
            for key in sorted(before.keys() | after.keys(), key=lambda key: (str(type(key)), key)):
                if before.get(key) != after.get(key):
                    sign = "+" if key not in before else "-" if key not in after else "~"
                    values = (after.get(key) or before[key]).items()
                    lines += [
                        f"{sign} {table}",
                        *(f"  {name}: {value}" for name, value in values if value not in (None, "")),
                    ]
        return lines


def newest_key(model: type[Model]) -> object:
    last = model._base_manager.order_by("pk").last()
    return last and last.pk


def fields(page: bytes) -> dict[str, list[str]]:
    """What the largest form of a page would send if nothing on it were touched and no button pressed."""
    forms = BeautifulSoup(page, "html.parser").find_all("form")
    controls = max((form.find_all(["input", "select", "textarea"]) for form in forms), key=len, default=[])
    sent: dict[str, list[str]] = {}
    for control in controls:
        kind, name = control.get("type", ""), control.get("name")
        if not name or kind in ("submit", "button", "file"):
            continue
        if control.name == "select":
            options = control.find_all("option")
            chosen = [option for option in options if option.has_attr("selected")]
            chosen = chosen or ([] if control.has_attr("multiple") else options[:1])
            sent.setdefault(name, []).extend(option.get("value", option.get_text()) for option in chosen)
        elif control.name == "textarea":
            sent.setdefault(name, []).append(control.get_text().removeprefix("\n"))
        elif kind not in ("checkbox", "radio") or control.has_attr("checked"):
            sent.setdefault(name, []).append(control.get("value", "on"))
    return sent
