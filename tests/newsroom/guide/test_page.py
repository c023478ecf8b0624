"""The guide at the desk and on a code host: who sees it, and that every link, anchor and picture is there."""

import re
from collections import Counter
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

from reports.newsroom.editors_guide import FILES, anchor_of

from .pages import DOCS, TEXTS, anchors, headings

GUIDE = "/admin/guide/"


@pytest.fixture
def shown(desk: Client) -> BeautifulSoup:
    answer = desk.get(GUIDE)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_it_needs_a_login(client: Client) -> None:
    answer = client.get(GUIDE)
    assert (answer.status_code, answer["Location"]) == (302, f"/admin/login/?next={GUIDE}")


def test_it_is_only_read(desk: Client) -> None:
    assert desk.post(GUIDE).status_code == 405


@pytest.mark.parametrize("address", ["/admin/", "/admin/reports/report/", GUIDE])
def test_every_page_of_the_desk_links_to_it(desk: Client, address: str) -> None:
    page = BeautifulSoup(desk.get(address).content, "html.parser")
    assert page.select_one(f"#user-tools a[href='{GUIDE}']").text == "Guide"


@pytest.mark.usefixtures("bundled")
@pytest.mark.parametrize("address", ["report/add/", "report/like/ukraine-general-staff/"])
def test_pages_of_entry_link_to_its_passages(desk: Client, shown: BeautifulSoup, address: str) -> None:
    entry = BeautifulSoup(desk.get(f"/admin/reports/{address}").content, "html.parser")
    passages = [link["href"].partition("#")[2] for link in entry.select(f"#content a[href^='{GUIDE}']")]
    assert {"hedges", "choosing-the-measure"} <= set(passages)
    assert all(shown.find(id=passage) for passage in passages)


def test_every_heading_has_an_anchor_of_its_own_and_links_lead_to_one(shown: BeautifulSoup) -> None:
    guide = shown.select_one(".guide")
    ids = Counter(each["id"] for each in shown.select("[id]"))
    assert [name for name, times in ids.items() if times > 1] == []
    written = [anchor_of(heading) for file in FILES for heading in headings(file)]
    assert len(written) > 40
    assert set(written) <= set(ids)
    links = [link["href"] for link in guide.select("a[href^='#']")]
    assert len(links) > 30
    assert [link for link in links if link[1:] not in ids] == []
    listed = {link["href"] for link in guide.select(".contents a")}
    assert {f"#{each['id']}" for each in guide.select("section > h2, section > h3")} == listed


def test_links_between_the_files_lead_somewhere() -> None:
    seen = 0
    for file, text in TEXTS.items():
        for target in re.findall(r"(?<!!)\[[^\]]+\]\(([^)]+)\)", text):
            path, _, anchor = target.partition("#")
            there = (DOCS / file).parent.joinpath(path).resolve().relative_to(DOCS.resolve()).as_posix()
            assert there in FILES, target
            assert not anchor or anchor in anchors(there), target
            seen += 1
    assert seen > 10


def test_every_picture_is_there_light_and_described(shown: BeautifulSoup) -> None:
    pictures = shown.select(".guide img")
    names = [Path(picture["src"]).name for picture in pictures]
    assert 6 <= len(names) <= 9
    assert sorted(names) == sorted(file.name for file in DOCS.glob("editors-guide/pictures/*.png"))
    for picture, name in zip(pictures, names, strict=True):
        file = Path(finders.find(f"guide/{name}"))
        assert file.stat().st_size < 80_000
        with Image.open(file) as opened:
            assert opened.size == (int(picture["width"]), int(picture["height"]))
        assert len(picture["alt"]) > 20


def test_nothing_in_it_needs_a_looser_content_policy(shown: BeautifulSoup) -> None:
    assert shown.select(".guide [style], .guide script, .guide style, .guide [onclick]") == []
    assert shown.select(".guide table") == shown.select(".guide .table-frame > table")


def test_the_readme_leads_to_it() -> None:
    assert "](docs/editors-guide.md)" in Path("README.md").read_text(encoding="utf-8")
