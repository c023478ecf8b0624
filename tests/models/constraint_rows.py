"""Good and bad rows for every named constraint and trigger of the models."""

from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from tests.records import DAY

ITSELF = object()  # a key to the row it stands in
OTHER = object()  # a key to, or the value of, another row that exists

NEXT = DAY + timedelta(days=1)
NONE = {"low": None, "best": None, "high": None}


def numbers(low: int | None = None, best: int | None = None, high: int | None = None) -> dict:
    return {"low": low, "best": best, "high": high}


# What each qualifier takes, as rows of (qualifier, low, best, high).
FITTING = [
    ("exact", None, 0, None),
    ("exact", None, 2_147_483_647, None),
    ("about", None, 20600, None),
    ("nearly", None, 20600, None),
    ("nearly", None, 1, None),
    ("at_least", 5, None, None),
    ("more_than", 5, None, None),
    ("up_to", None, None, 40000),
    ("fewer_than", None, None, 40000),
    ("range", 7000, None, 15000),
    ("range", 7000, 7000, 7000),
]
UNFITTING = [
    ("exact", 5, None, None),
    ("exact", 5, 5, None),
    ("exact", None, 5, 5),
    ("about", None, None, 5),
    ("nearly", None, None, 5),
    ("nearly", 4, 5, None),
    ("at_least", None, 5, None),
    ("at_least", 5, None, 9),
    ("more_than", None, None, 5),
    ("up_to", 5, None, None),
    ("up_to", None, 5, 9),
    ("fewer_than", None, 5, None),
    ("range", 5, None, None),
    ("range", None, None, 5),
    ("range", None, 5, None),
    ("range", 5, 6, None),
]
UNORDERED = [("range", 9, None, 5), ("range", 5, 4, 9), ("range", 5, 10, 9)]


def number_rows(table: str) -> dict[str, tuple[list, list]]:
    def rows(quadruples: list) -> list[dict]:
        return [{"qualifier": qualifier, **numbers(*rest)} for qualifier, *rest in quadruples]

    return {
        f"{table}_qualifier_fits_numbers": (rows(FITTING), rows(UNFITTING)),
        f"{table}_numbers_in_order": (rows(FITTING), rows(UNORDERED)),
        f"{table}_not_nearly_zero": (rows(FITTING), rows([("nearly", None, 0, None)])),
    }


# model -> constraint -> (good rows, bad rows); a row is given by what it has other than a plain good one.
TABLE: dict[str, dict[str, tuple[list[dict], list[dict]]]] = {
    "conflict": {
        "conflict_ends_after_start": (
            [{"end_date": None}, {"end_date": date(2022, 2, 24)}, {"end_date": date(2030, 1, 1)}],
            [{"end_date": date(2022, 2, 23)}],
        ),
    },
    "subjectpart": {"subject_not_part_of_itself": ([{}], [{"to_subject_id": F("from_subject_id")}])},
    "coverage": {
        "coverage_kind_known": ([{"kind": ""}, {"kind": "count"}], [{"kind": "rumour"}]),
        "coverage_completeness_known": (
            [{"completeness": "selected"}],
            [{"completeness": "most"}, {"completeness": ""}],
        ),
        "coverage_once": ([{}], [{"since": OTHER}]),
        "coverage_in_order": ([{"until": NEXT}], [{"until": DAY - timedelta(days=2)}]),
    },
    "adjustment": {
        "adjustment_kind_known": ([{"kind": "late_additions"}], [{"kind": "guess"}, {"kind": ""}]),
        "adjustment_stated_known": ([{"stated": "inferred"}], [{"stated": "felt"}, {"stated": ""}]),
        "adjustment_once": ([{}, {"amount": -5}, {"amount": None}], [{"day": OTHER}]),
    },
    "event": {"event_once": ([{"title": "Another"}], [{"title": OTHER}])},
    "party": {"party_kind_known": ([{"kind": "media"}], [{"kind": "ministry"}, {"kind": ""}, {"kind": "Media"}])},
    "measure": {
        "measure_category_known": ([{"category": "equipment"}], [{"category": "animals"}, {"category": ""}]),
        "measure_unit_known": ([{"unit": "percent"}], [{"unit": "tonnes"}, {"unit": ""}]),
    },
    "measureoutcome": {
        "measure_outcome_once": ([{}], [{"outcome_id": OTHER}]),
        "measure_outcome_certainty_known": ([{"certainty": "may_include"}], [{"certainty": "perhaps"}]),
    },
    "report": {
        "report_kind_known": ([{"kind": "leak"}], [{"kind": "rumour"}, {"kind": ""}]),
        "report_method_known": ([{"method": "named_count"}], [{"method": "guess"}, {"method": ""}]),
        "report_status_known": ([{"status": "submitted"}], [{"status": "retired"}, {"status": ""}]),
        "report_revises_another": ([{"revises_id": None}, {"revises_id": OTHER}], [{"revises_id": ITSELF}]),
        "report_denies_another": ([{"denies_id": None}, {"denies_id": OTHER}], [{"denies_id": ITSELF}]),
        "report_replaces_another": (
            [{"replaces_id": None}, {"replaces_id": OTHER, "act": "correction"}],
            [{"replaces_id": ITSELF, "act": "correction"}],
        ),
        "report_act_known": (
            [{"replaces_id": OTHER, "act": "addition"}, {"replaces_id": None, "act": ""}],
            [{"replaces_id": OTHER, "act": "revision"}],
        ),
        "report_act_on_another": (
            [{"replaces_id": OTHER, "act": "correction"}],
            [{"replaces_id": OTHER, "act": ""}, {"replaces_id": None, "act": "addition"}],
        ),
        "report_published_has_time": (
            [{"status": "submitted", "published_at": timezone.now()}, {"status": "draft", "published_at": None}],
            [{"status": status, "published_at": None} for status in ("published", "corrected", "retracted")],
        ),
    },
    "source": {
        "source_url_is_web_address": (
            [{"url": "https://example.org/ü?a=b#c"}, {"url": "http://example.org/one"}],
            [{"url": "javascript:alert(1)"}, {"url": "ftp://example.org/"}, {"url": "//example.org"}, {"url": " "}],
        ),
        "source_url_once": ([{}, {"url": "", "named_by_id": OTHER}], [{"url": OTHER}]),
        "source_has_address_or_is_named": (
            [{"named_by_id": OTHER}, {"url": "", "named_by_id": OTHER}],
            [{"url": ""}, {"url": "", "named_by_id": None}],
        ),
        "source_named_by_another": ([{"named_by_id": OTHER}], [{"named_by_id": ITSELF}]),
        "source_archived_url_is_web_address": (
            [{"archived_url": ""}, {"archived_url": "https://web.archive.org/web/2022/https://example.org"}],
            [{"archived_url": "javascript:alert(1)"}, {"archived_url": " https://example.org"}],
        ),
        "source_snapshot_has_digest": (
            [{"snapshot": "", "snapshot_sha256": ""}, {"snapshot": "a.pdf", "snapshot_sha256": "a" * 64}],
            [{"snapshot": "a.pdf", "snapshot_sha256": ""}, {"snapshot": "", "snapshot_sha256": "a" * 64}],
        ),
    },
    "citation": {
        "citation_once": ([{}], [{"source_id": OTHER}]),
        "citation_role_known": ([{"role": "primary"}], [{"role": "tertiary"}, {"role": ""}]),
        "citation_taken_from_another": (
            [{"taken_from_id": None}, {"taken_from_id": OTHER}],
            [{"taken_from_id": F("source_id")}],
        ),
        "citation_archived_url_is_web_address": (
            [{"archived_url": ""}, {"archived_url": "https://web.archive.org/web/20220418093000/https://a.example"}],
            [{"archived_url": "web.archive.org/web/20220418093000/https://a.example"}, {"archived_url": " "}],
        ),
        "citation_archived_whole": (
            [{"archived_url": "https://web.archive.org/web/20220418093000/https://a.example"}],
            [{"archived_url": "https://web.archive.org/web/20220418*/https://a.example"}],
        ),
        "citation_archived_moment": (
            [{"archived_url": "https://archive.ph/x", "archived_at": "20220418093000"}],
            [{"archived_url": "https://archive.ph/x", "archived_at": "20220418"}],
        ),
        "citation_archived_with_address": (
            [{"archived_url": "https://archive.ph/x", "archived_by": "an editor"}],
            [{"archived_at": "20220418093000"}, {"archived_by": "an editor"}],
        ),
    },
    "figure": {
        **number_rows("figure"),
        "figure_has_a_number": ([numbers(best=0)], [NONE]),
        "figure_method_known": ([{"method": ""}, {"method": "named_count"}], [{"method": "guess"}]),
        "figure_qualifier_known": ([{}], [{"qualifier": "roughly"}, {"qualifier": ""}]),
        "figure_interval_of_a_range": (
            [{"qualifier": "range", "interval": level, **numbers(5, None, 9)} for level in (None, 1, 95, 99)],
            [
                {"interval": 95},
                {"qualifier": "nearly", "interval": 95, **numbers(best=5)},
                *({"qualifier": "range", "interval": level, **numbers(5, None, 9)} for level in (0, 100)),
            ],
        ),
        "figure_basis_known": ([{"basis": "held"}], [{"basis": "weekly"}, {"basis": ""}]),
        "figure_scope_known": ([{"scope": "place"}], [{"scope": "galaxy"}, {"scope": ""}]),
        "figure_period_in_order": (
            [{"period_start": None}, {"period_start": DAY}, {"period_start": date(2022, 2, 24)}],
            [{"period_start": NEXT}],
        ),
        # triggers
        "figure_copies_its_report": ([{}], [{"stated_on": NEXT}, {"party_id": OTHER}]),
        "figure_not_about_a_later_day": (
            [{"as_of": DAY}, {"as_of": NEXT}, {"as_of": date(2022, 2, 24)}],
            [{"as_of": NEXT + timedelta(days=1)}, {"as_of": date(2032, 1, 1)}],
        ),
        "figure_subject_of_the_conflict": ([{}], [{"subject_id": OTHER}]),
    },
    "variant": {
        **{
            name: ([*good, {"qualifier": "", **NONE}], [*bad, {"qualifier": "", **numbers(best=5)}] if fits else bad)
            for name, (good, bad) in number_rows("variant").items()
            for fits in [name.endswith("fits_numbers")]
        },
        "variant_kind_known": ([{"kind": "attribution"}], [{"kind": "mood"}, {"kind": ""}]),
        "variant_once": ([{"kind": "hedge"}], [{"kind": OTHER}]),
        # trigger
        "variant_of_one_report": ([{}], [{"citation_id": OTHER}, {"figure_id": OTHER}]),
    },
    "step": {
        "step_before_known": ([{"before": "sent_back"}], [{"before": "lost"}, {"before": ""}]),
        "step_after_known": ([{"after": "retracted"}], [{"after": "lost"}, {"after": ""}]),
    },
    "unsaved": {"unsaved_once": ([{}], [{"page": OTHER}])},
    "warningreason": {"warning_reason_once": ([{}], [{"key": OTHER}])},
    "upload": {
        "upload_kind_known": ([{"kind": ""}, {"kind": "xlsx"}], [{"kind": "doc"}]),
        "upload_state_known": ([{"state": "done"}], [{"state": "lost"}, {"state": ""}]),
    },
    "uploadrow": {
        "upload_row_once": ([{}], [{"position": OTHER}]),
        "upload_row_state_known": ([{"state": "same"}], [{"state": "odd"}, {"state": ""}]),
    },
    "archiveattempt": {
        "archive_attempt_outcome_known": ([{"outcome": "wait"}], [{"outcome": "perhaps"}, {"outcome": ""}])
    },
}
# A row that breaks these cannot but break another as well, which the database may name instead.
IMPLIED_BY = {
    "figure_has_a_number": "figure_qualifier_fits_numbers",
    "figure_qualifier_known": "figure_qualifier_fits_numbers",
}
