"""The public addresses that are asked for: every route, 500 records, lists, timelines, comparisons, refusals."""

import random
from collections.abc import Iterator
from itertools import combinations, product
from urllib.parse import urlencode

from django.urls import URLResolver, get_resolver

from .people import rows, worked_on

SEED = 20220224
RECORDS = {"reports": 200, "figures": 200, "sources": 100}
PREVIEWS = 4  # of each kind of record, for a picture takes as long as ten pages
DAYS = ("2022-02-24", "2022-03-25", "2022-04-18", "2022-09-21", "2023-02-17", "2024-12-08", "2026-08-22", "2026-11-30")
PARTIES = (
    *("russia-mod", "ukraine-general-staff", "nato", "mediazona-bbc", "us-intelligence", "oryx", "ohchr", "uk-mod"),
    "isw",
)
SUBJECTS = ("russian-forces", "ukrainian-forces", "wagner-group", "civilians-in-ukraine", "dnr-lnr-forces")
MEASURES = (
    *(("killed",), ("personnel-losses", "killed"), ("casualties",), ("captured",), ("tanks", "tanks-documented")),
    *(("aircraft",), ("killed-and-wounded", "wounded", "missing")),
)
FAMILIES = ("killed", "losses", "casualties", "tanks", "wounded", "artillery")
NARROWED = {
    "reports": [
        *({"kind": "interview"}, {"method": "named_count"}, {"category": "equipment"}, {"subject": "wagner-group"}),
        *({"measure": ["killed", "wounded"]}, {"known": "2022-06-30"}, {"from": "2023-01-01", "to": "2023-03-31"}),
        *({"text": "Київ"}, {"text": "general", "party": "nato"}, {"sort": "party"}, {"sort": "-title"}),
        *({"sort": "stated_on"}, {"party": ["russia-mod", "oryx"], "sort": "-party"}),
    ],
    "figures": [
        *({"basis": "period"}, {"scope": "place"}, {"total": "yes"}, {"total": "no"}, {"category": "personnel"}),
        *({"method": "visual_confirmation"}, {"subject": "ukrainian-forces", "measure": ["killed", "missing"]}),
        *({"known": "2022-06-30"}, {"from": "2022-04-01", "to": "2022-04-30"}, {"text": "загинули"}, {"text": "about"}),
        *({"sort": "size"}, {"sort": "-size"}, {"sort": "party"}, {"sort": "-measure"}, {"sort": "stated_on"}),
    ],
    "variants": [
        *({"kind": "hedge"}, {"printed": "data-sets"}, {"printed": "outlets"}, {"least": "5"}, {"least": "12.5"}),
        *({"party": "russia-mod"}, {"subject": "russian-forces", "measure": "killed"}, {"text": "dead"}),
        *({"known": "2022-12-31"}, {"from": "2023-01-01"}, {"sort": "publisher"}, {"sort": "-stated_on"}),
    ],
    "corrections": [
        *({"kind": "ours"}, {"kind": "party"}, {"kind": "source"}, {"kind": "added"}, {"party": "isw"}),
        {"kind": "source", "party": ["russia-mod", "ukraine-general-staff"]},
    ],
}
REFUSED = (
    *(
        "?nonsense=1",
        "?page=99999",
        "?page=x",
        "?party=nobody",
        "?subject=russian-force",
        "?measure=tank",
        "?on=2022-02-30",
    ),
    *(
        "?known=yesterday",
        "?from=2023-01-01&to=2022-01-01",
        "?sort=colour",
        "?mode=weekly",
        "?a=nato&a=oryx",
        "?text=%00",
    ),
)


def sample(values: object, size: int) -> list:
    """Some of the values, always the same of the same."""
    found = sorted(values)
    return random.Random(SEED).sample(found, min(size, len(found)))  # noqa: S311


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[str]:
    """Every address that the site knows, as it stands in the code."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern, route)
        else:
            yield route


def with_query(page: str, query: dict) -> str:
    return f"{page}?{urlencode(query, doseq=True)}" if query else page


def addresses() -> Iterator[str]:
    war = rows("Conflict").values_list("slug", flat=True)[0]
    for route in routes():
        if "<slug:slug>" not in route and not route.startswith("admin/"):
            yield "/" + route.replace("<slug:conflict>", war)
    yield from ("/nothing/", "/nothing/timeline/", "/figures/nothing/", "/sources/nothing/snapshot", "/robots.txt")
    yield from of_records()
    yield from of_lists(war)
    yield from of_days(war)
    yield from of_timelines(war)
    yield from of_comparisons(war)
    for page in (
        "",
        "timeline/",
        "timeline/embed/",
        "timeline/figures.csv",
        "compare/",
        *(f"{each}/" for each in NARROWED),
    ):
        yield from (f"/{war}/{page}{query}" for query in REFUSED)


def of_records() -> Iterator[str]:
    for name, model in (("reports", "Report"), ("figures", "Figure"), ("sources", "Source")):
        slugs = sample(rows(model).values_list("slug", flat=True), RECORDS[name])
        yield from (f"/{name}/{slug}/" for slug in slugs)
        yield from (f"/{name}/{slug}/preview.png" for slug in slugs[:PREVIEWS])
    # What the desk has worked on lately: drafts, which nobody may see, versions, retracted and withdrawn reports.
    for report in worked_on():
        yield f"/reports/{report.slug}/"
        yield from (f"/figures/{figure.slug}/" for figure in rows("Figure").filter(report=report)[:3])
    for slug in rows("Source").exclude(snapshot="").values_list("slug", flat=True):
        yield from (f"/sources/{slug}/", f"/sources/{slug}/snapshot")
    for slug in rows("Party").values_list("slug", flat=True):
        yield f"/parties/{slug}/"
    yield from (f"/parties/{slug}/preview.png" for slug in PARTIES[:PREVIEWS])


def of_lists(war: str) -> Iterator[str]:
    for name, queries in NARROWED.items():
        yield from (with_query(f"/{war}/{name}/", query) for query in queries)
    yield from (with_query(f"/{war}/variants/variants.csv", query) for query in NARROWED["variants"])


def of_days(war: str) -> Iterator[str]:
    page = f"/{war}/"
    for day, subject, category in product(DAYS, SUBJECTS[:3], ("personnel", "equipment")):
        yield with_query(page, {"on": day, "subject": subject, "category": category})
    for subject in SUBJECTS[3:]:
        yield with_query(page, {"subject": subject})
    yield with_query(page, {"on": "2022-06-01", "known": "2023-01-01"})
    yield with_query(page, {"on": "2023-02-17", "party": ["nato", "oryx", "russia-mod"]})
    yield from (with_query(page, {"on": "2024-12-08", "family": family}) for family in FAMILIES)
    yield with_query(f"{page}preview.png", {"on": "2022-04-18", "subject": "ukrainian-forces"})


def of_timelines(war: str) -> Iterator[str]:
    page = f"/{war}/timeline/"
    modes = list(product(("cumulative", "daily", "monthly"), ("linear", "log")))
    for (mode, scale), measures in product(modes, MEASURES):
        asked = {"mode": mode, "scale": scale, "measure": measures}
        if scale == "linear":
            yield from (with_query(page + file, asked) for file in ("", "chart.json", "figures.csv", "figures.json"))
        else:
            yield with_query(page + "embed/", asked | {"layout": "each"})
    for mode in ("cumulative", "daily"):
        for more in (
            *({"subject": subject} for subject in SUBJECTS[1:]),
            *({"layout": "each"}, {"hide": ["partial", "events"]}, {"hide": "undefined"}, {"known": "2023-01-01"}),
            *(
                {"from": "2022-03-01", "to": "2022-06-30"},
                {"party": PARTIES[:4]},
                {"party": "examples"},
                {"sort": "size"},
            ),
        ):
            yield with_query(page, {"mode": mode} | more)
        yield with_query(page + "preview.png", {"mode": mode, "measure": "tanks"})
        shared = {"url": f"http://localhost{with_query(page, {'mode': mode})}"}
        yield from (
            with_query("/oembed", shared | more) for more in ({}, {"maxwidth": 400}, {"format": "xml"}, {"x": 1})
        )
    yield from ("/oembed?url=http://localhost/", f"/oembed?url=http://elsewhere.example{page}")


def of_comparisons(war: str) -> Iterator[str]:
    page = f"/{war}/compare/"
    for a, b in (*combinations(PARTIES, 2), ("nato", "russia-mod"), ("nato", "nato"), ("nato", ""), ("", "oryx")):
        yield with_query(page, {"a": a, "b": b})
    for (a, b), subject in product(((0, 1), (1, 5), (1, 3), (2, 0)), SUBJECTS[:2]):
        for family in FAMILIES:
            asked = {"a": PARTIES[a], "b": PARTIES[b], "subject": subject, "measure": family}
            yield with_query(page, asked)
            yield from (with_query(page + file, asked) for file in ("compare.csv", "chart.json"))
        yield with_query(page + "preview.png", {"a": PARTIES[a], "b": PARTIES[b], "subject": subject})
    yield with_query(page, {"a": "ukraine-general-staff", "b": "oryx", "measure": "tanks", "scale": "log"})
    yield with_query(page, {"a": "ukraine-general-staff", "b": "oryx", "measure": "tanks", "known": "2022-06-01"})
