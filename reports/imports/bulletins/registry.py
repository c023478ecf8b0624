"""The data sets that can be imported, and the reading of their folders. Collects the problems of all of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from reports.imports.problems import NotImportable, folder_problems, in_order
from reports.imports.reporting import Progress, silent

from .dataset import DatasetReader, Transcript
from .orc_losses import OrcLosses
from .petro_ivaniuk import PetroIvaniuk

# The order decides what nothing else decides (see merge).
TRANSCRIPTIONS: tuple[type[DatasetReader], ...] = (
    PetroIvaniuk,
    OrcLosses,
)


def read_bulletins(
    folders: Mapping[str, Path],
    progress: Progress = silent,
    known: Sequence[type[DatasetReader]] = TRANSCRIPTIONS,
) -> tuple[Transcript, ...]:
    """What the transcriptions in ``folders`` (by their slug) hold, in the order of ``known``.

    Raises NotImportable with every problem of every file.
    """
    if absent := [problem for folder in folders.values() for problem in folder_problems(folder)]:
        raise NotImportable(absent)
    chosen = [kind for kind in known if kind.slug in folders]
    transcripts, problems = [], []
    for number, kind in enumerate(chosen, 1):
        copy = kind(folders[kind.slug])
        transcripts.append(Transcript.of(copy))
        problems += in_order(copy.problems)
        progress("reading the bulletins", number, len(chosen))
    if problems:
        raise NotImportable(problems)
    return tuple(transcripts)
