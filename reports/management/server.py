"""The web server: granian, with what this site wants of it. `manage.py serve` runs `python -m` this module HOST PORT.

Not granian's own command line, because of how it stops there: Ctrl-C in a terminal reaches its workers as well as
their parent, which then signals them again, and a worker that gets two signals at once sometimes hangs.
"""

import os
import signal
import sys
from collections.abc import Callable

from django.conf import settings
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels


def load_application(path: str) -> Callable:
    """In each worker: make sure that only its parent stops it, and load the site."""
    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM):  # inherited from the parent, until granian sets the worker's own
        signal.signal(number, signal.SIG_DFL)
    return import_string(path)


def server(host: str, port: int) -> Granian:
    return Granian(
        settings.WSGI_APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=2,
        # Four threads a worker answer most requests a second with the shortest waits, on two processors.
        blocking_threads=min(4, 2 * (os.cpu_count() or 1) + 1),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )


def main(host: str, port: int) -> None:
    granian = server(host, port)
    # When its terminal is closed it stops, where granian would start its workers anew; under nohup it goes on.
    at_hangup = granian.signal_handler_interrupt
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        at_hangup = signal.SIG_IGN
    granian.on_startup(lambda: signal.signal(signal.SIGHUP, at_hangup))
    granian.serve(target_loader=load_application)


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]))
    except KeyboardInterrupt:  # before granian has taken over
        sys.exit(130)
