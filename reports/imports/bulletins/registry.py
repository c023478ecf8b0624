"""The transcriptions that can be imported. The order decides what nothing else decides (see merge)."""

from .dataset import Transcription
from .orc_losses import OrcLosses
from .petro_ivaniuk import PetroIvaniuk

TRANSCRIPTIONS: tuple[type[Transcription], ...] = (
    PetroIvaniuk,
    OrcLosses,
)
