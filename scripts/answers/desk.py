"""The pages of the desk: as a superuser sees all of them, and as each of those who write sees theirs."""

import html
import re
from collections.abc import Iterator

from django.contrib import admin

from .people import Answer, Desk, rows, worked_on
from .visitors import sample

REPORTS, UPLOADS, SOURCES = "/admin/reports/report/", "/admin/reports/upload/", "/admin/reports/source/"
OF_A_KIND = 4  # records of a kind whose pages are asked for
ON_A_PAGE = 50
LINK = re.compile(rb'href="(\?[^"#]+)"')
AS_A_WHOLE = (
    *("", "guide/", "password_change/", "jsi18n/", "login/", "reports/", "auth/", "nothing/"),
    *("reports/upload/9999/change/", "reports/report/like/nobody/", "r/1/1/", "auth/user/1/password/"),
)
LAST = f"{REPORTS}like/ukraine-general-staff/"
QUEUE = ("", "?age=1", "?age=7", "?party=uk-mod", "?author=1", "?page=2", "?x=1", "?party=nobody")
ROWS_OF_A_FILE = ("", "?state=new", "?state=error", "?state=changed", "?state=same", "?page=9", "?state=odd")


def kinds() -> list[tuple[type, str]]:
    """Each model that the admin knows, with the address of its list."""
    models = sorted(admin.site._registry, key=lambda model: model._meta.label_lower)
    return [(model, f"/admin/{model._meta.label_lower.replace('.', '/')}/") for model in models]


def pages(desk: Desk) -> Iterator[Answer]:
    for who, page in dict.fromkeys([*seen_by_administrator(desk), *seen_by_writers(desk)]):
        yield desk.see(who, page)


def seen_by_administrator(desk: Desk) -> Iterator[tuple[str, str]]:
    who = "recorder"
    yield from ((who, f"/admin/{page}") for page in AS_A_WHOLE)
    for model, page in kinds():
        yield from ((who, address) for address in of_kind(desk, model, page))
    for model in ("Event", "Report"):  # what is gone keeps its history
        gone = rows(f"Historical{model}").filter(history_type="-").values_list("id", flat=True)
        yield from ((who, f"/admin/reports/{model.lower()}/{key}/history/") for key in gone[:OF_A_KIND])
    yield from ((who, f"{REPORTS}queue/{query}") for query in QUEUE)
    yield from ((who, f"{UPLOADS}example.{ending}") for ending in ("csv", "xlsx", "pdf"))
    for key in rows("Upload").values_list("pk", flat=True):
        yield from ((who, f"{UPLOADS}{key}/change/{query}") for query in ROWS_OF_A_FILE)
        yield who, f"{UPLOADS}{key}/progress.json"
    for slug in sample(rows("Party").values_list("slug", flat=True), 10):
        yield who, f"{REPORTS}like/{slug}/"
    for query in ("", "?kind=bulletin", "?kind=interview", "?conflict=russia-ukraine", "?x=1", "?take_up=aaaabbbb"):
        yield who, f"{LAST}{query}"
    for key in rows("Source").exclude(snapshot="").values_list("pk", flat=True):
        yield from ((who, f"{SOURCES}{key}/{page}/") for page in ("change", "history"))
    for report in worked_on():
        yield from ((who, f"{REPORTS}{report.pk}/{page}/") for page in ("change", "review", "history"))


def of_kind(desk: Desk, model: type, page: str) -> Iterator[str]:
    """A kind of record: its list, as some of the list's own links narrow and sort it, and the pages of some records."""
    links = {html.unescape(link.decode()) for link in LINK.findall(desk.people["recorder"].get(page).content)}
    last = max(model._base_manager.count() - 1, 0) // ON_A_PAGE + 1
    for query in ("", "?q=2022", "?q=%D0%BA", "?e=1", f"?p={last}", "?p=99999", "?_popup=1", *sample(links, 14)):
        yield page + query
    yield from (page + address for address in ("add/", "add/?_popup=1", "deleted/"))
    for key in sample(model._base_manager.values_list("pk", flat=True), OF_A_KIND):
        yield from (f"{page}{key}/{address}/" for address in ("change", "history", "delete"))
    named = f"/admin/autocomplete/?term=a&app_label={model._meta.app_label}&model_name={model._meta.model_name}"
    for field in model._meta.get_fields():
        if field.is_relation and field.concrete:
            yield f"{named}&field_name={field.name}"


def seen_by_writers(desk: Desk) -> Iterator[tuple[str, str]]:
    """Also what each had typed and not saved."""
    lists = ("", "reports/report/", "reports/report/queue/", "reports/upload/", "reports/party/", "reports/source/add/")
    for who in list(desk.people)[1:]:
        yield from ((who, f"/admin/{page}") for page in lists)
        yield who, LAST
        for report in worked_on()[::6]:
            yield from ((who, f"{REPORTS}{report.pk}/{page}/") for page in ("change", "review"))
    for unsaved in rows("Unsaved").select_related("user"):
        page, _hash, tab = unsaved.page.partition("#")
        if unsaved.user.username in desk.people:
            yield from ((unsaved.user.username, address) for address in (page, f"{page}?take_up={tab}"))
