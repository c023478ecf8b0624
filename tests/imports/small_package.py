"""A package of a few rows that obeys every rule: tests break it in one place and see what is said."""

from pathlib import Path

FILES = {
    "conflicts": "conflict_id,name,start_date,end_date,sides\nwar,A war,2022-02-24,,north;south\n",
    "sides": "side_id,conflict,name\nnorth,war,North\nsouth,war,South\n",
    "outcomes": "outcome_id,name,applies_to\nkilled,Killed,people\nwounded,Wounded,people\n",
    "subjects": (
        "subject_id,name,conflict,side,part_of\n"
        "north-forces,Northern forces,war,north,\n"
        "north-guard,Northern guard,war,north,north-forces\n"
    ),
    "measures": (
        "measure_id,name,category,unit,counts,family,includes,may_include,definition\n"
        "killed,Killed,personnel,people,people,killed,killed,,The dead.\n"
        "losses,Losses,personnel,people,people,losses,killed,wounded,Not said.\n"
        "share,Share lost,personnel,percent,percent of personnel,share,killed,,A percentage.\n"
    ),
    "parties": (
        "party_id,name,short_name,kind,side,rank,methodology\n"
        "south-army,Southern army,South,belligerent,south,10,\n"
        "counter,A counter,Counter,independent_monitor,,500,By name.\n"
        "silent,A silent one,Silent,media,,500,\n"
    ),
    "sources": (
        "source_id,publisher,title,url,archived_url,published_on,language\n"
        "daily-1,The Daily,,https://daily.example/1,,2022-04-01,en\n"
        "weekly-1,The Weekly,,https://weekly.example/1,,,\n"
    ),
    "events": "conflict,date,title,source_id\nwar,2022-02-24,It begins,\nwar,2022-04-02,A retreat,daily-1\n",
    "coverage": (
        "conflict,party,kind,since,until,completeness,looked_on,note\n"
        "war,south-army,bulletin,2022-02-24,2022-04-01,every,2022-05-01,Day by day.\n"
        "war,counter,,2022-02-24,2022-05-01,selected,2022-05-01,\n"
    ),
    "adjustments": (
        "party,subject,measure,day,kind,amount,stated,wording,source_id,note\n"
        "south-army,north-forces,losses,2022-04-01,restated_downwards,-5,listed,,weekly-1,\n"
        "counter,north-forces,killed,2022-04-02,late_additions,,stated,found late,,Names of March.\n"
    ),
    "reports": (
        "report_id,conflict,party,speaker,kind,method,stated_on,stated_on_known,title,wording,language,draws_on,note\n"
        "south-1,war,south-army,,briefing,official_count,2022-04-01,yes,Briefing of 1 April,,,,\n"
        "counter-1,war,counter,,count,named_count,2022-04-02,no,List of 2 April,,,south-army,\n"
        "counter-2,war,counter,,interview,official_count,2022-04-03,yes,Interview,heavy losses,,,\n"
    ),
    "figures": (
        "figure_id,report_id,subject,measure,qualifier,low,best,high,basis,period_start,as_of,scope,scope_note,wording,note\n"
        "south-1-losses,south-1,north-forces,losses,about,,1350,,cumulative,2022-02-24,2022-04-01,theatre,,,\n"
        "south-1-share,south-1,north-guard,share,up_to,,,70,cumulative,2022-02-24,2022-04-01,formation,a regiment,,\n"
        "counter-1-killed,counter-1,north-forces,killed,at_least,401,,,cumulative,,2022-04-02,theatre,,,\n"
    ),
    "citations": (
        "report_id,source_id,role,taken_from,locator\n"
        "south-1,daily-1,secondary,,\n"
        "south-1,weekly-1,secondary,daily-1,page 2\n"
        "counter-1,weekly-1,primary,,\n"
    ),
    "variants": (
        "figure_id,source_id,kind,qualifier,low,best,high,wording,note\n"
        'south-1-losses,weekly-1,number,exact,,1530,,"1,530",Two digits changed places.\n'
        "south-1-losses,weekly-1,attribution,,,,,an official,\n"
    ),
}


# As files have been since ranges have a kind: the figures above, and a range of each kind.
WITH_INTERVALS = (
    "figure_id,report_id,subject,measure,qualifier,interval,low,best,high,basis,period_start,as_of,scope,scope_note,wording,note\n"
    "south-1-losses,south-1,north-forces,losses,about,,,1350,,cumulative,2022-02-24,2022-04-01,theatre,,,\n"
    "south-1-share,south-1,north-guard,share,up_to,,,,70,cumulative,2022-02-24,2022-04-01,formation,a regiment,,\n"
    "counter-1-killed,counter-1,north-forces,killed,at_least,,401,,,cumulative,,2022-04-02,theatre,,,\n"
    "counter-2-killed,counter-2,north-forces,killed,range,95,400,450,600,cumulative,,2022-04-03,theatre,,,\n"
    "counter-2-losses,counter-2,north-forces,losses,range,stated,900,,1200,cumulative,,2022-04-03,theatre,,,\n"
    "counter-2-guard,counter-2,north-guard,losses,nearly,,,300,,cumulative,,2022-04-03,theatre,,,\n"
)


def write(folder: Path, **changed: str | bytes | None) -> Path:
    """The package in ``folder``, with the files named in ``changed`` as given there (None: left out)."""
    for name, content in (FILES | changed).items():
        if content is not None:
            file = folder / f"{name}.csv"
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def replaced(name: str, old: str, new: str) -> str:
    """The text of one file with ``old``, which stands in it once, replaced."""
    assert FILES[name].count(old) == 1, (name, old)
    return FILES[name].replace(old, new)
