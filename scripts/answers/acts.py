"""What people do at the desk, right and wrong, each act undone before the next; and what commands print."""

import csv
import io
import json
import re
from collections.abc import Iterator

from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db.models import Count, Model

from .desk import LAST, REPORTS, SOURCES, UPLOADS, kinds
from .normal import lines_of
from .people import AT_THE_DESK, Answer, Desk, fields, rows, undone, worked_on
from .typed import ADDRESSES, BULLETINS, CHANGES, FILES, LIKE_CHANGES, NUMBERS, UNSAVED
from .visitors import sample

STEPS = ("publish", "take_back", "send_back", "retract", "correct", "add_printed")
BULLETIN_FILES = "reports/data/bulletins"
COMMANDS = (
    ["verdicts", "--party", "russia-mod"],
    ["verdicts", "--party", "ukraine-armed-forces", "--csv"],
    ["verify_snapshots"],
    ["import_package", "--check", "reports/data/package"],
    ["check_data", "--warnings"],
)


def acts(desk: Desk) -> Iterator[Answer]:
    for some in (steps, saved, mistyped, like_the_last, files, references, kept_typing):
        yield from some(desk)


def one_of_each_state() -> list[Model]:
    """The first report of each status, and of each kind of version in it."""
    return list({(report.status, report.act): report for report in reversed(worked_on())}.values())


def steps(desk: Desk) -> Iterator[Answer]:
    for report in one_of_each_state():
        author = report.author.username if report.author else "recorder"
        page = f"{REPORTS}{report.pk}/"
        sent = {"reason": "Because of a slip.", "seen": report.version}
        for who in dict.fromkeys([author, desk.reviewer]):
            for step in STEPS:
                yield desk.do(who, f"{page}{step}/", sent)
            yield desk.do(who, f"{page}delete/", {"post": "yes"})
        for act in ("publish", "send_back", "correct", "nonsense"):
            yield desk.do(desk.reviewer, f"{page}review/", sent | {"act": act}, act)
        for step in ("send_back", "correct"):
            yield desk.do("recorder", f"{page}{step}/", {}, "without a reason")
        yield desk.do("recorder", f"{page}publish/", {"seen": report.version - 1}, "of an older version")
    keys = [report.pk for report in worked_on()]
    for who in desk.people:
        for action in ("submit_chosen", "publish_chosen"):
            yield desk.do(who, REPORTS, {"action": action, "_selected_action": keys}, action)
    for key in sample(rows("Report").filter(status="published").values_list("pk", flat=True), 2):
        for act in ("correct", "add_printed", "retract"):
            yield desk.do("recorder", f"{REPORTS}{key}/{act}/", {"reason": "Because."})


def saved(desk: Desk) -> Iterator[Answer]:
    """What is at the desk, saved as it stands and submitted, by its author."""
    for report in one_of_each_state():
        if report.status not in AT_THE_DESK or report.author is None:
            continue
        who, page = report.author.username, f"{REPORTS}{report.pk}/change/"
        sent = desk.fields(who, page)
        reasons = {name: "As the source says." for name in sent if name.startswith("reason-")}
        yield desk.do(who, page, sent | {"_save": "1"}, "saved")
        yield desk.do(who, page, sent | reasons | {"_submit_report": "1"}, "submitted")
        yield desk.do(who, page, sent | {"seen": report.version - 1, "title": "Mine", "_save": "1"}, "over a newer one")
        yield desk.do(who, f"{REPORTS}{report.pk}/reasons/", reasons)


def mistyped(desk: Desk) -> Iterator[Answer]:
    """Everything that a form may refuse, on one draft; and a new report with the same fields."""
    drafts = rows("Report").filter(status="draft", author__isnull=False, act="").annotate(size=Count("figures"))
    draft = drafts.filter(size__gt=1).order_by("size", "pk").first()  # the fewer figures, the faster its page
    if draft is None:
        return
    who, page, add = draft.author.username, f"{REPORTS}{draft.pk}/change/", f"{REPORTS}add/"
    sent = desk.fields(who, page)
    for change in CHANGES:
        yield desk.do(who, page, sent | change | {"_save": "1"}, json.dumps(change)[:200])
    yield desk.do(who, add, desk.fields(who, add) | {"_save": "1"}, "empty")
    new = {name: value for name, value in sent.items() if not name.endswith(("-id", "-report", "slug"))}
    new |= {"figures-INITIAL_FORMS": 0, "citations-INITIAL_FORMS": 0}
    yield desk.do(who, add, new | {"_save": "1"}, "a second one of the day")
    yield desk.do(who, add, new | {"stated_on": "2026-11-02", "_submit_report": "1"}, "submitted at once")


def like_the_last(desk: Desk) -> Iterator[Answer]:
    """Numbers as people write them, bulletins that are pasted, and what becomes of them when they are saved."""
    who = "recorder"
    sent = desk.fields(who, LAST) | {"stated_on": "2026-11-29"}
    lines = sorted(name for name in sent if re.fullmatch(r"lines-\d+-number", name))
    if not lines:
        return
    for start in range(0, len(NUMBERS), len(lines)):
        typed = dict(zip(lines, NUMBERS[start:], strict=False))
        yield desk.do(who, f"{LAST}read/", sent | typed, json.dumps(list(typed.values())))
    for text in BULLETINS:
        name = text[:60]
        pasted = sent | {"bulletin": text, "_read_bulletin": "1"}
        yield desk.do(who, LAST, pasted, name)
        read = fields(desk.people[who].post(LAST, pasted).content)
        read |= {"sources-0-address": "https://staff.example/29", "sources-0-publisher": "Staff"}
        yield desk.do(who, f"{LAST}read/", read, name)
        for button in ("_save", "_submit_report", "_add_lines", "_add_sources"):
            yield desk.do(who, LAST, read | {button: "1"}, f"{button} {name}")
    for change in LIKE_CHANGES:
        yield desk.do(who, LAST, sent | {lines[0]: "1 400 900", "_save": "1"} | change, json.dumps(change))


def files(desk: Desk) -> Iterator[Answer]:
    """Files of good and of faulty rows: their previews, and what is written of them."""
    who = "recorder"
    for name, table in FILES.items():
        text = io.StringIO()
        writer = csv.DictWriter(text, table[0].keys())
        writer.writeheader()
        writer.writerows(table)
        with undone():
            site = desk.people[who]
            site.post(f"{UPLOADS}add/", {"file": SimpleUploadedFile(name, text.getvalue().encode())})
            upload = rows("Upload").last()
            page = f"{UPLOADS}{upload.pk}/"
            call_command("run_upload", upload.pk)
            yield who, f"the file {name}, read", lines_of(site.get(f"{page}change/"))
            upload.refresh_from_db()
            site.post(f"{page}confirm/", {"shown": upload.shown, "correcting": "on", "reason": "Typed wrong."})
            call_command("run_upload", upload.pk)
            lines = lines_of(site.get(f"{page}change/"))
            yield who, f"the file {name}, confirmed", [*lines, "--- written", *desk.written()]
    for upload in rows("Upload").select_related("by"):
        for act in ("confirm", "again", "discard"):
            yield desk.do(upload.by.username, f"{UPLOADS}{upload.pk}/{act}/", {"shown": upload.shown})
    yield desk.do(who, f"{UPLOADS}add/", {"file": SimpleUploadedFile("odd.exe", b"MZ\x00")}, "odd.exe")


def references(desk: Desk) -> Iterator[Answer]:
    """Records that reports refer to: saved as they stand, added empty, deleted; sources of all kinds of addresses."""
    who = "recorder"
    for model, page in kinds():
        if page in (REPORTS, UPLOADS) or model is get_user_model():
            continue
        yield desk.do(who, f"{page}add/", desk.fields(who, f"{page}add/") | {"_save": "1"}, "empty")
        for key in sample(model._base_manager.values_list("pk", flat=True), 2):
            change = f"{page}{key}/change/"
            yield desk.do(who, change, desk.fields(who, change) | {"_save": "1"}, "saved")
            yield desk.do(who, f"{page}{key}/delete/", {"post": "yes"})
    empty = desk.fields(who, f"{SOURCES}add/") | {"publisher": "The Paper", "_save": "1"}
    for typed in ADDRESSES:
        yield desk.do(who, f"{SOURCES}add/", empty | typed, json.dumps(typed))
    day = {"date": "2031-01-01", "title": "To come", "conflict": 1, "_save": "1"}
    yield desk.do(who, "/admin/reports/event/add/", day, "a day to come")


def kept_typing(desk: Desk) -> Iterator[Answer]:
    """Forms that keep themselves, and those that are thrown away."""
    for sent in UNSAVED:
        text = json.dumps(sent)
        yield desk.do("recorder", f"{REPORTS}unsaved/", text, text, content_type="application/json")
    for unsaved in rows("Unsaved").select_related("user"):
        page, _hash, tab = unsaved.page.partition("#")
        if unsaved.user.username in desk.people:
            sent = {"page": page, "tab": tab}
            yield desk.do(unsaved.user.username, f"{REPORTS}unsaved/throw/", sent, unsaved.page)


def commands(desk: Desk) -> Iterator[Answer]:
    """What commands print; and the desk once everything is checked, for the last command keeps what it found."""
    for command in COMMANDS:
        out, status = io.StringIO(), 0
        with undone():
            try:
                call_command(*command, stdout=out, stderr=out)
            except SystemExit as end:
                status = end.code
        yield "site", f"manage.py {' '.join(command)}", [f"exit {status}", *out.getvalue().split("\n")]
    for page in ("/admin/", f"{REPORTS}warnings/", f"{REPORTS}warnings/?page=3", f"{REPORTS}warnings/?page=99"):
        yield desk.see("recorder", page, "after the check")
