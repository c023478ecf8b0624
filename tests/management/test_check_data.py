"""`manage.py check_data`: what it writes, and how it ends."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reports.checks import findings_of
from reports.models import WarningReason
from reports.newsroom.review.check_summary import last_check
from tests import records
from tests.newsroom.review.conftest import nothing_checked

__all__ = ["nothing_checked"]

DAY = records.DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_checked")]


def run(*options: str, exits: int = 0) -> list[str]:
    out = StringIO()
    if exits:
        with pytest.raises(SystemExit) as ended:
            call_command("check_data", *options, stdout=out)
        assert ended.value.code == exits
    else:
        call_command("check_data", *options, stdout=out)
    return out.getvalue().splitlines()


def cited(best: int, **given: object) -> object:
    report = records.report(status="published", **given.pop("report"))
    records.citation(report=report)
    return records.figure(report=report, best=best, **given)


@pytest.fixture
def fall() -> tuple:
    one = {"subject": records.subject(), "measure": records.measure()}
    party = records.party()
    return tuple(
        cited(best, report={"party": party, "stated_on": day}, **one)
        for best, day in ((20600, DAY - timedelta(days=1)), (20500, DAY))
    )


def test_nothing_to_say() -> None:
    assert run() == ["0 figures in 0 reports: 0 errors, 0 warnings, 0 more with a reason."]


def test_warnings_are_counted_and_listed_on_request(fall: tuple) -> None:
    before, after = fall
    summary = "2 figures in 2 reports: 0 errors, 1 warnings (1 total-fell), 0 more with a reason."
    assert run() == [summary]
    line = (
        f"warning  total-fell  /figures/{after.slug}/  A running total cannot fall, but this one did: 20,500 (18 April "
        f"2022) after 20,600 (17 April 2022).  /figures/{before.slug}/"
    )
    assert run("--warnings") == [line, summary]


def test_a_typed_reason_silences_its_warning(fall: tuple) -> None:
    _before, after = fall
    (finding,) = findings_of(after.report)
    WarningReason.objects.create(
        report=after.report, key=finding.key, message=finding.message, reason="So it was.", by=records.user()
    )
    assert run() == ["2 figures in 2 reports: 0 errors, 0 warnings, 1 more with a reason."]


def test_errors_are_listed_and_end_it_with_1() -> None:
    report = records.report(status="published")
    assert run(exits=1) == [
        f"error  no-citation  /reports/{report.slug}/  It has no citation: nobody could see where it was said.",
        "0 figures in 1 reports: 1 errors, 0 warnings, 0 more with a reason.",
    ]


def test_only_of_what_is_published() -> None:
    for status in ("draft", "submitted"):
        records.report(status=status)
    run()


def test_of_one_conflict() -> None:
    records.report(status="published")
    records.conflict("another-war")
    assert run("--conflict", "another-war")[-1].startswith("0 figures in 0 reports")
    run("--conflict", "russia-ukraine", exits=1)
    with pytest.raises(CommandError, match=r"no conflict “nowhere”\. There are: another-war, russia-ukraine\."):
        call_command("check_data", "--conflict", "nowhere")


def test_the_desk_shows_what_it_found_and_when(fall: tuple) -> None:
    assert last_check() is None
    run("--conflict", "russia-ukraine")
    assert last_check() is None  # one war is not everything
    before = timezone.now()
    run()
    kept = last_check()
    assert (kept.errors, kept.warnings, kept.first) == (0, 1, ())
    assert before <= kept.at <= timezone.now()


def test_what_cannot_be_kept_is_found_all_the_same(
    fall: tuple, tmp_path: Path, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    """Its folder may belong to somebody else."""
    (tmp_path / "taken").touch()
    found = run("--warnings")
    files = {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": tmp_path / "taken"}
    settings.CACHES = settings.CACHES | {"desk": files}
    assert run("--warnings") == found
    assert "is not kept for the front page of the desk" in caplog.text
    assert last_check() is None
