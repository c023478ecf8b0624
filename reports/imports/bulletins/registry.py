"""The transcriptions that can be imported. The order decides what nothing else decides (see merge)."""

from .orc_losses import OrcLosses
from .petro_ivaniuk import PetroIvaniuk
from .transcription import Transcription

TRANSCRIPTIONS: tuple[type[Transcription], ...] = (
    PetroIvaniuk,
    OrcLosses,
)
