"""Processes that tests start, and end as a person at a terminal would."""

import signal
import subprocess
from collections.abc import Sequence


def start(command: Sequence[str], **options: object) -> subprocess.Popen:
    """A process that Ctrl-C (SIGINT) ends, however the tests were started; ``options`` are those of `Popen`.

    What is started in the background by a shell without job control, by nohup or by many CI runners ignores SIGINT,
    and so does all that it starts in turn. A handler is not inherited: what is started while there is one has the
    default.
    """
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        return subprocess.Popen(command, **options)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, **options)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
