"""Templates can be read: their lines fit on a screen."""

from pathlib import Path

TEMPLATES = Path(__file__).parent.parent / "templates"
LONGEST_LINE = 160


def test_no_line_is_longer_than_a_screen() -> None:
    files = sorted(TEMPLATES.rglob("*.*"))
    assert len(files) > 100
    long = [
        f"{file.relative_to(TEMPLATES)}:{number}"
        for file in files
        for number, line in enumerate(file.read_text().splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]
    assert long == []
