"""In what two versions of one report differ, in words: what an editor's correction changed, or an addition added.

Pure, so that the public pages, the review screen and the history can all ask it. ``version_reading`` makes versions of
records.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Difference:
    """``what`` is a field of the report ("stated on"), a field of a part ("Killed, Russian forces: number") or a whole
    part ("Killed, Russian forces"). ``before`` and ``after`` are as people read them, empty where nothing stood.
    """

    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Part:
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
    parts: Sequence[Part] = field(default=())


def differences(before: Version, after: Version) -> list[Difference]:
    """What was changed, added and left out: the report's fields first, then its parts as they stood, then new ones.

    >>> def killed(number, **others):
    ...     fields = {"number": number, "as of": "25 March 2022"} | others
    ...     return Part("Killed, Russian forces", number, (("killed", number), "killed"), fields)
    >>> cnn = Part("CNN", "relayed by others", ("cnn",), {})
    >>> old = Version({"title": "Briefing", "note": ""}, [killed("1,315"), cnn])
    >>> new = Version({"title": "Briefing", "note": "By phone."}, [killed("1,351")])
    >>> for each in differences(old, new): print(each)
    Difference(what='note', before='', after='By phone.')
    Difference(what='Killed, Russian forces: number', before='1,315', after='1,351')
    Difference(what='CNN', before='relayed by others', after='')

    Of parts that are much alike, those that are most alike are compared:

    >>> old, new = Version({}, [killed("7"), killed("9")]), Version({}, [killed("9"), killed("8")])
    >>> differences(old, new)
    [Difference(what='Killed, Russian forces: number', before='7', after='8')]
    """
    found = list(_of_fields(before.fields, after.fields))
    others = _paired(before.parts, after.parts)
    for place, part in enumerate(before.parts):
        other = others.get(place)
        if other is None:
            found.append(Difference(part.name, part.says, ""))
        else:
            found += _of_fields(part.fields, after.parts[other].fields, f"{part.name}: ")
    known = set(others.values())
    new = [part for place, part in enumerate(after.parts) if place not in known]
    return found + [Difference(part.name, "", part.says) for part in new]


def counterpart(before: Version, after: Version, slug: str) -> str:
    """The slug of the figure of ``after`` that stands for the one of ``before`` so named, empty where none does.

    >>> def killed(number, slug): return Part("Killed", number, (("killed", number), "killed"), {}, slug)
    >>> old, new = Version({}, [killed("7", "a"), killed("9", "b")]), Version({}, [killed("9", "b-2")])
    >>> counterpart(old, new, "b"), counterpart(old, new, "a"), counterpart(new, old, "b-2")
    ('b-2', '', 'b')
    """
    others = _paired(before.parts, after.parts)
    place = next(place for place, part in enumerate(before.parts) if part.slug == slug)
    return after.parts[others[place]].slug if place in others else ""


def _of_fields(before: Mapping[str, str], after: Mapping[str, str], of: str = "") -> Iterator[Difference]:
    for label in {**before, **after}:
        first, second = before.get(label, ""), after.get(label, "")
        if _as_read(first) != _as_read(second):
            yield Difference(f"{of}{label}", first, second)


def _as_read(text: str) -> str:
    """Browsers send a text back with line ends of their own, and forms cut its edges: that changes nothing."""
    return text.replace("\r\n", "\n").strip()


def _paired(before: Sequence[Part], after: Sequence[Part]) -> dict[int, int]:
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
