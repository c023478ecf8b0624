"""What is typed, pasted and sent where the desk is asked: right, odd and wrong."""

NUMBERS = """
790 (+6)|1,351|1 351|1.351|1,35|13,5|about 20,600|близько 20 600|понад 167|more than 167|at least 1,350|не менше 12
up to 40,000|до 500|fewer than 12|менше 7|7,000–15,000|7-15 thousand|7,000 to 15,000|від 7 до 15 тисяч|20 thousand
1.2 million|1,2 млн|20 тис.|20k|zero|0|no losses|dozens|hundreds|десятки|two hundred and six|двісті шість|сто|70%
70 percent|-5|−5|+5|~300|≈300|>300|<300|≥300|≤300|300+|15,000–7,000|1,351 killed|x|9999999999|2147483648|1 000 000 000
٣٠٠|３００|III|1/2|300 or 400|300/400|over 9 000|almost 100|майже 100|some 50|exactly 5
""".strip().replace("\n", "|").split("|")  # fmt: skip

BULLETINS = (
    """Загальні бойові втрати противника з 24.02.22 по 29.11.26 (орієнтовно):
особового складу – близько 1 400 900 (+1 020) осіб
танків – 11 960 (+3) од
бойових броньованих машин – 24 990 (+5) од
артилерійських систем – 40 190 (+30) од
літаків – понад 437 од
катапульт – 3 од
гелікоптерів – 3,49 од""",
    """The total combat losses of the enemy from 24.02.22 to 28.11.26 were approximately:
personnel ‒ about 1 400 800 (+900) persons were liquidated,
tanks ‒ 1195 (+7),
aircraft – 437,
helicopters – 349 (+0),
catapults – 3""",
    "Nothing that is a bulletin.",
)


def one_by_one(**fields: tuple[str, ...]) -> list[dict[str, str]]:
    """A change for each value of each field. A field of a formset is written as figures_0_best."""
    names = {name: name.replace("_0_", "-0-").replace("_1_", "-1-").replace("_TOTAL", "-TOTAL") for name in fields}
    return [{names[name]: value} for name, values in fields.items() for value in values]


# Changes to a draft that is right as it stands.
CHANGES = [
    *one_by_one(
        stated_on=("2031-01-01", "2022-02-01", "2022-02-30", ""),
        title=("", "x" * 301, "A\x00B"),
        party=("", "99999"),
        kind=("rumour",),
        method=("",),
        language=("Ukrainian!",),
        slug=("Ä B",),
        note=("x" * 100_001,),
        wording=("Only words.",),
        revises=("1",),
        seen=("",),
        figures_0_best=("", "-1", "2147483648", "1,351"),
        figures_0_low=("7",),
        figures_0_qualifier=("range", "at_least", "x"),
        figures_0_as_of=("2031-01-01", "2026-11-20", "2022-02-01"),
        figures_0_period_start=("2026-11-11", "2021-01-01"),
        figures_0_basis=("period",),
        figures_0_scope=("place",),
        figures_0_scope_note=("Bakhmut",),
        figures_0_measure=("", "15"),
        figures_0_subject=("4",),
        figures_0_wording=("x" * 301,),
        figures_0_DELETE=("on",),
        figures_1_low=("9999999",),
        figures_1_best=("1",),
        figures_1_high=("",),
        figures_1_qualifier=("up_to",),
        figures_1_measure=("1",),
        figures_TOTAL_FORMS=("x",),
        citations_0_source=("", "99999"),
        citations_0_role=("x",),
        citations_0_DELETE=("on",),
    ),
    {"citations-1-source": "1", "citations-1-taken_from": "1"},
    {"revises": "1", "revision_reason": "It said so."},
    {"draws_on": ["1", "2"]},
]
LIKE_CHANGES = [
    *one_by_one(stated_on=("2031-01-01", "2022-01-01", ""), as_of=("2026-11-30",), title=("",), kind=("x",)),
    {"sources-0-address": "ftp://x"},
    {"sources-0-address": "https://news.example/3"},
]
UNSAVED = (
    {"page": "/admin/reports/report/add/", "tab": "abcdefgh", "fields": [["title", "Half"]]},
    {"page": "/elsewhere/", "tab": "abcdefgh", "fields": []},
    {"page": "/admin/reports/report/add/", "tab": "?", "fields": []},
    [],
)

PAPER = "https://paper.example/3"
ADDRESSES = [
    *one_by_one(
        url=(
            PAPER,
            "HTTPS://Paper.example/1?utm_source=x&fbclid=2&id=3#top",
            "javascript:alert(1)",
            "ftp://p.example/",
            "//paper.example/",
            "https://t.me/s/paper/12?before=13",
            "https://news.example/3",
            "http://news.example/3/",
            "https://p.example/\x00",
            "https://web.archive.org/web/20220418000000/https://paper.example/2",
            "https://xn--80ak6aa92e.com/",
            "paper",
        )
    ),
    *({"url": PAPER} | more for more in one_by_one(published_on=("2031-01-01",), language=("X!",), publisher=("",))),
    {"url": PAPER, "archived_url": "ftp://x.example"},
]

ROW = {
    **dict.fromkeys(("report", "title", "figure", "basis", "period_start", "scope", "scope_note"), ""),
    **dict.fromkeys(("source_title", "published_on", "source_language", "role"), ""),
    **dict.fromkeys(("stated_on", "as_of"), "2026-11-05"),
    "party": "hrw",
    "kind": "briefing",
    "method": "official_count",
    "subject": "russian-forces",
    "measure": "killed",
    "number": "about 1,350",
    "source_url": "https://daily.example/7",
    "publisher": "The Daily",
}
FILES = {
    "good.csv": [
        ROW,
        ROW | {"measure": "wounded", "number": "7,000–15,000"},
        ROW | {"stated_on": "2026-11-06", "as_of": "2026-11-06", "number": "at least 1,360"},
    ],
    "faulty.csv": [
        ROW | fault
        for fault in one_by_one(
            party=("", "nobody", "HRW"),
            stated_on=("", "2031-01-01", "2021-01-01", "5.11.2026", "2026-02-30"),
            as_of=("", "2031-01-01", "2026-11-07", "2021-01-01"),
            number=("", "many", "-5", "99999999999", "15,000–7,000", "70%", "1,35"),
            measure=("", "dead", "share-of-personnel-lost"),
            subject=("martians",),
            kind=("rumour",),
            method=("x",),
            role=("x",),
            basis=("period",),
            period_start=("2026-11-06",),
            scope=("place", "x"),
            source_url=("", "ftp://x", "javascript:alert(1)", "daily"),
            publisher=("",),
            published_on=("2031-01-01",),
            source_language=("Ukrainian!",),
            report=("no-such-report",),
            figure=("A B", "", ""),
        )
    ],
}
