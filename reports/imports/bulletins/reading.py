"""Reads the folders of transcriptions. Collects the problems of all of them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from reports.imports.problems import NotImportable, folder_problems, in_order

from .dataset import Transcript, Transcription
from .registry import TRANSCRIPTIONS


def read_bulletins(
    folders: Mapping[str, Path],
    progress: Callable[[str, int, int], None] = lambda *_: None,
    known: Sequence[type[Transcription]] = TRANSCRIPTIONS,
) -> tuple[Transcript, ...]:
    """What the transcriptions in ``folders`` (by their slug) hold, in the order of ``known``.

    Raises NotImportable with every problem of every file.
    """
    if absent := [problem for folder in folders.values() for problem in folder_problems(folder)]:
        raise NotImportable(absent)
    chosen = [kind for kind in known if kind.slug in folders]
    transcripts, problems = [], []
    for number, kind in enumerate(chosen, 1):
        transcription = kind(folders[kind.slug])
        transcripts.append(Transcript.of(transcription))
        problems += in_order(transcription.problems)
        progress("reading the bulletins", number, len(chosen))
    if problems:
        raise NotImportable(problems)
    return tuple(transcripts)
