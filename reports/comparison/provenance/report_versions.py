"""In what two versions of one report differ, in words: what an editor's correction changed, or an addition added.

Pure, so that the public pages, the review screen and the history can all ask it. ``read_versions`` makes versions of
records.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.models import Citation, Figure, Report, Scope, Source, Variant


@dataclass(frozen=True, slots=True)
class VersionDiff:
    """``what`` is a field of the report ("stated on"), a field of a part ("Killed, Russian forces: number") or a whole
    part ("Killed, Russian forces"). ``before`` and ``after`` are as people read them, empty where nothing stood.
    """

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionPart:
    """A figure, a citation or a variant. ``says`` is the whole of it in words, ``fields`` each thing it says, by label.

    ``keys`` say which part of another version it is, the closest likeness first; ``slug`` is a figure's address.
    """

    name: str
    says: str
    keys: tuple[Hashable, ...]
    fields: Mapping[str, str]
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """What one version of a report says: its own fields by label, as people read them, and its parts."""

    fields: Mapping[str, str]
    parts: Sequence[VersionPart] = field(default=())


def differences(before: Version, after: Version) -> list[VersionDiff]:
    """What was changed, added and left out: the report's fields first, then its parts as they stood, then new ones.

    >>> def killed(number, **others):
    ...     fields = {"number": number, "as of": "25 March 2022"} | others
    ...     return VersionPart("Killed, Russian forces", number, (("killed", number), "killed"), fields)
    >>> cnn = VersionPart("CNN", "relayed by others", ("cnn",), {})
    >>> old = Version({"title": "Briefing", "note": ""}, [killed("1,315"), cnn])
    >>> new = Version({"title": "Briefing", "note": "By phone."}, [killed("1,351")])
    >>> for diff in differences(old, new): print(diff)
    VersionDiff(what='note', before='', after='By phone.')
    VersionDiff(what='Killed, Russian forces: number', before='1,315', after='1,351')
    VersionDiff(what='CNN', before='relayed by others', after='')

    Of parts that are much alike, those that are most alike are compared:

    >>> old, new = Version({}, [killed("7"), killed("9")]), Version({}, [killed("9"), killed("8")])
    >>> differences(old, new)
    [VersionDiff(what='Killed, Russian forces: number', before='7', after='8')]
    """
    diffs = list(_of_fields(before.fields, after.fields))
    others = _paired(before.parts, after.parts)
    for place, part in enumerate(before.parts):
        other = others.get(place)
        if other is None:
            diffs.append(VersionDiff(part.name, part.says, ""))
        else:
            diffs += _of_fields(part.fields, after.parts[other].fields, f"{part.name}: ")
    known = set(others.values())
    new = [part for place, part in enumerate(after.parts) if place not in known]
    return diffs + [VersionDiff(part.name, "", part.says) for part in new]


def counterpart(before: Version, after: Version, slug: str) -> str:
    """The slug of the figure of ``after`` that stands for the one of ``before`` so named, empty where none does.

    >>> def killed(number, slug): return VersionPart("Killed", number, (("killed", number), "killed"), {}, slug)
    >>> old, new = Version({}, [killed("7", "a"), killed("9", "b")]), Version({}, [killed("9", "b-2")])
    >>> counterpart(old, new, "b"), counterpart(old, new, "a"), counterpart(new, old, "b-2")
    ('b-2', '', 'b')
    """
    others = _paired(before.parts, after.parts)
    place = next(place for place, part in enumerate(before.parts) if part.slug == slug)
    return after.parts[others[place]].slug if place in others else ""


def _of_fields(before: Mapping[str, str], after: Mapping[str, str], of: str = "") -> Iterator[VersionDiff]:
    for label in {**before, **after}:
        first, second = before.get(label, ""), after.get(label, "")
        if _as_read(first) != _as_read(second):
            yield VersionDiff(f"{of}{label}", first, second)


def _as_read(text: str) -> str:
    """Browsers send a text back with line ends of their own, and forms cut its edges: that changes nothing."""
    return text.replace("\r\n", "\n").strip()


def _paired(before: Sequence[VersionPart], after: Sequence[VersionPart]) -> dict[int, int]:
    """Which place of ``after`` holds the part of each place of ``before``, where one does."""
    pairs: dict[int, int] = {}
    for depth in range(max((len(part.keys) for part in (*before, *after)), default=0)):
        free = defaultdict(list)
        for place, part in enumerate(after):
            if place not in pairs.values() and depth < len(part.keys):
                free[part.keys[depth]].append(place)
        for place, part in enumerate(before):
            if place not in pairs and depth < len(part.keys) and free[part.keys[depth]]:
                pairs[place] = free[part.keys[depth]].pop(0)
    return pairs


def read_versions(reports: Iterable[int]) -> dict[int, Version]:
    """What each of these reports (keys, of any status) says. Five queries, however many they are."""
    keys = list(reports)
    parts = defaultdict(list)
    figures = Figure.all_objects.filter(report__in=keys).select_related("subject", "measure")
    for figure in figures.order_by("measure__position", "pk"):
        parts[figure.report_id].append(_figure(figure))
    citations = Citation.objects.filter(report__in=keys).select_related("source", "taken_from", "transcribed_by")
    for citation in citations.order_by("role", "pk"):
        parts[citation.report_id].append(_citation(citation))
    variants = Variant.objects.filter(citation__report__in=keys)
    for variant in variants.select_related("citation__source", "figure__subject", "figure__measure").order_by("pk"):
        parts[variant.citation.report_id].append(_variant(variant))
    versions = Report.all_objects.filter(pk__in=keys).select_related(
        "party", "conflict", "revises__party", "denies__party"
    )
    return {
        report.pk: Version(_report(report), tuple(parts[report.pk])) for report in versions.prefetch_related("draws_on")
    }


def _report(report: Report) -> dict[str, str]:
    return {
        _("party"): report.party.name,
        _("conflict"): report.conflict.name,
        _("title"): report.title,
        _("speaker"): report.speaker,
        _("stated on"): _day(report.stated_on),
        _("time of day"): f"{report.stated_at:%H:%M} UTC" if report.stated_at else "",
        _("how the day is known"): "" if report.stated_on_known else _("only from the earliest source found"),
        _("kind"): str(report.get_kind_display()),
        _("how the party knows"): str(report.get_method_display()),
        _("drew on data of"): ", ".join(sorted(party.name for party in report.draws_on.all())),
        _("revises"): str(report.revises or ""),
        _("reason of the party’s revision"): report.revision_reason,
        _("denies"): str(report.denies or ""),
        _("words"): report.wording,
        _("language of the words"): report.language,
        _("note"): report.note,
    }


def _figure(figure: Figure) -> VersionPart:
    number = str(figure.number)
    alike = (figure.subject_id, figure.measure_id, figure.basis, figure.scope)
    days = (figure.scope_note, figure.period_start, figure.as_of)
    return VersionPart(
        name=figure_name(figure),
        says=_("%(number)s, as of %(day)s") % {"number": number, "day": _day(figure.as_of)},
        keys=(
            ("figure", *alike, *days, number),
            ("figure", *alike, *days),
            ("figure", *alike),
            ("number", number, figure.as_of),
            ("figure", figure.subject_id, figure.measure_id),
        ),
        fields={
            _("whose losses"): figure.subject.name,
            _("measure"): figure.measure.name,
            _("number"): number,
            _("how the party knows"): str(figure.get_method_display()),
            _("basis"): str(figure.get_basis_display()),
            _("first day"): _day(figure.period_start) if figure.period_start else "",
            _("as of"): _day(figure.as_of),
            _("scope"): str(figure.get_scope_display()),
            _("scope note"): figure.scope_note,
            _("words"): figure.wording,
            **_language(figure),
            _("note"): figure.note,
        },
        slug=figure.slug,
    )


def _citation(citation: Citation) -> VersionPart:
    role = str(citation.get_role_display())
    return VersionPart(
        name=_("Source %(source)s") % {"source": _title(citation.source)},
        says=f"{role}, {citation.locator}" if citation.locator else role,
        keys=(("citation", citation.source_id),),
        fields={
            _("role"): role,
            _("taken from"): _title(citation.taken_from),
            _("transcribed by"): _title(citation.transcribed_by),
            _("place in it"): citation.locator,
            _("copy of that day"): citation.archived_url,
            _("time of that copy"): citation.archived_at,
            _("who saw that copy"): citation.archived_by,
        },
    )


def _variant(variant: Variant) -> VersionPart:
    number = str(variant.number) if variant.qualifier else ""
    names = {"source": variant.citation.source.publisher, "figure": figure_name(variant.figure)}
    alike = ("variant", variant.citation.source_id, variant.kind)
    return VersionPart(
        name=_("%(source)s prints otherwise, %(figure)s") % names,
        says=_("%(printed)s, where %(recorded)s is on record")
        % {
            "printed": number or variant.wording or str(variant.get_kind_display()),
            "recorded": variant.figure.number,
        },
        keys=((*alike, variant.figure.subject_id, variant.figure.measure_id, number), alike),
        fields={
            _("differs in"): str(variant.get_kind_display()),
            _("number"): number,
            _("words"): variant.wording,
            **_language(variant),
            _("note"): variant.note,
        },
    )


def _language(record: Figure | Variant) -> dict[str, str]:
    return {
        _("language of the words"): record.language,
        _("whose words"): _("our translation") if record.translated else "",
    }


def figure_name(figure: Figure) -> str:
    """What it counts and of whom, with the place, unit or people where these are not all."""
    name = f"{figure.measure.name}, {figure.subject.name}"
    return f"{name} ({figure.scope_note})" if figure.scope != Scope.THEATRE else name


def _title(source: Source | None) -> str:
    if source is None:
        return ""
    return f"{source.publisher}: {source.title}" if source.title else source.publisher


def _day(day: date) -> str:
    return date_format(day, "j F Y")
